/* The one description of every message: code, name, who says it, and its fields with their types.
 * The cold codec, validation and the documentation walk it; to add a message is to add a row. */
#ifndef WIRE_SCHEMA_H
#define WIRE_SCHEMA_H
#include "wire/wire.h"

/* name, what stands on the wire. How each is written and read: field.c, in the same order. */
#define FIELD_TYPES(X)                                                                             \
    X(UINT32, "integer")                                                                           \
    X(UINT64, "integer")                                                                           \
    X(CODE, "code")                                                                                \
    X(FLAG, "true or false")                                                                       \
    X(ID, "integer, or nil")                                                                       \
    X(NUMBER, "number, or nil")                                                                    \
    X(FINITE, "number, or nil; not infinite")                                                      \
    X(TEXT, "text")                                                                                \
    X(NAME, "text of at most 255 bytes")                                                           \
    X(OUTCOME, "list of one value index per issue")                                                \
    X(DEAL, "list of one value index per issue, or nil")                                           \
    X(WORDS, "list of 1 to 4 lists `[word, topic, at_least]`")                                     \
    X(TEXTS, "list of texts")                                                                      \
    X(NUMBERS, "list of numbers, each may be nil")                                                 \
    X(COUNTS, "list of integers")                                                                  \
    X(ISSUES, "list of maps, one per issue")                                                       \
    X(FRONTIER, "map, or nil")                                                                     \
    X(STAND, "list `[offer or nil, offer or nil, true or false]`")                                 \
    X(BRIEF, "map")                                                                                \
    X(MEANS, "map")
typedef enum field_type {
#define FIELD_TYPE_ENUM(name, text) FIELD_##name,
    FIELD_TYPES(FIELD_TYPE_ENUM)
#undef FIELD_TYPE_ENUM
        FIELD_TYPE_COUNT
} field_type;

/* Whether a message may end before the field. */
typedef enum field_need { FIELD_REQUIRED, FIELD_OPTIONAL } field_need;

/* One field of a struct and of its message, list or map. A table of fields ends with name = NULL.
 */
typedef struct wire_field {
    const char *name;
    field_type type;
    field_need need;
    size_t offset;                         /* in the struct */
    uint32_t bound;                        /* CODE: first code that does not exist */
    const char *const *codes;              /* CODE: [bound] names */
    uint64_t (*count)(const void *object); /* TEXTS, NUMBERS, COUNTS: entries; 0 = nil */
    const char *text;                      /* a phrase for the documentation, or NULL */
} wire_field;

typedef enum wire_speaker { WIRE_HOST, WIRE_AGENT } wire_speaker;
typedef struct wire_form {
    hg_kind kind;
    const char *name;
    wire_speaker by;
    const wire_field *fields; /* of wire_message, behind the head */
    const char *text;
} wire_form;

extern const wire_form wire_forms[];          /* ends with name = NULL */
const wire_form *wire_form_of(uint64_t kind); /* NULL if unknown */
uint32_t wire_fields_count(const wire_field *);

#define WIRE_HEAD 5u /* kind, session, table, round, seat: values before a message's own */
extern const wire_field wire_head[];            /* of hg_message, behind the kind */
extern const wire_field wire_words_fields[];    /* of hg_words */
extern const wire_field wire_brief_fields[];    /* of hg_brief */
extern const wire_field wire_issue_fields[];    /* of hg_issue */
extern const wire_field wire_frontier_fields[]; /* of hg_frontier */

/* Appends the tables of `higgle help messages`: messages, codes, the brief. Markdown. */
void wire_schema_print(buf *);
#endif
