/* The closed forms of higgle/theory.h as a table that can be asked by name: families, each with
 * parameters, quantities, formula, conditions and source; and a checker of tables of values. Pure
 * but for the arena; must not know who asks, nor how answers are shown. */
#ifndef THEORY_ORACLE_H
#define THEORY_ORACLE_H
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ORACLE_PARAMETERS = 8, ORACLE_QUANTITIES = 10 };

/* A parameter's value; hi: of a range U[x,hi]; of a frontier u2 = 1 - u1^x. */
typedef struct oracle_value {
    double x, hi;
} oracle_value;

typedef enum oracle_domain {
    DOMAIN_SHARE,          /* 0..1 */
    DOMAIN_INNER,          /* 0..1, ends excluded */
    DOMAIN_POSITIVE_SHARE, /* 0..1, 0 excluded */
    DOMAIN_BELOW_1,        /* 0..1, 1 excluded */
    DOMAIN_POSITIVE,
    DOMAIN_NOT_NEGATIVE,
    DOMAIN_DURATION, /* >= 0, or "inf" */
    DOMAIN_REAL,
    DOMAIN_COUNT,   /* whole, 1..1e9 */
    DOMAIN_INDEX,   /* whole, 0..1e9 */
    DOMAIN_RANGE,   /* "U[0,1]" */
    DOMAIN_FRONTIER /* "u2=1-u1^2" */
} oracle_domain;
const char *oracle_domain_text(oracle_domain); /* "0..1", "more than 0" */

typedef struct oracle_parameter {
    const char *name; /* NULL ends the list */
    oracle_domain domain;
    const char *preset; /* as one writes it */
    bool optional;      /* the preset is the plain case, not an example: a table may leave it out */
    const char *help, *alias; /* alias may be NULL */
} oracle_parameter;

/* name: as reference tables have it up to what explains it. aliases: "a|b", or NULL. */
typedef struct oracle_quantity {
    const char *name, *help, *aliases;
} oracle_quantity;

typedef struct oracle_family {
    const char *id, *name; /* "R1", "rubinstein": R1.rubinstein; NULL id ends a list */
    const char *word;      /* what one types: unique */
    const char *aliases;   /* "a|b", or NULL */
    const char *title, *formula, *conditions, *source;
    oracle_parameter parameters[ORACLE_PARAMETERS + 1];
    oracle_quantity quantities[ORACLE_QUANTITIES + 1];
    /* One value per quantity; NaN: undefined here. */
    void (*compute)(const oracle_value *, double *out);
    /* What contradicts the conditions, beyond each parameter's own domain; NULL: nothing, or no
     * such function. */
    const char *(*refuse)(const oracle_value *);
    /* Fills in one parameter from another; NULL: none does. */
    void (*complete)(oracle_value *, const bool *given);
} oracle_family;

/* All of them, in the order of their ids. NULL at the end. */
const oracle_family *oracle_family_at(size_t i);
size_t oracle_count_parameters(const oracle_family *);
size_t oracle_count_quantities(const oracle_family *);
const char *oracle_full_name(arena *, const oracle_family *); /* "R1.rubinstein" */

/* A family with values for its parameters. */
typedef struct oracle_question {
    const oracle_family *family;
    oracle_value values[ORACLE_PARAMETERS];
    bool given[ORACLE_PARAMETERS];
} oracle_question;

/* Each returns NULL, or in the arena what is wrong, with the nearest name where there is one. */

/* By id, name, both, or a name in use; capitals, - and _ alike. words: KEY=VALUE; where a name is
 * several families', they decide. */
const char *oracle_ask(arena *, const char *family, const char *const *words, size_t n,
                       oracle_question *out);
/* All quantities of the family. */
const char *oracle_answer(arena *, const oracle_question *, double out[ORACLE_QUANTITIES]);
/* "share1 (breakdown ..)", "P(strong|hint)", "ask at c=0.2": which, and sets what it says. */
const char *oracle_find_quantity(arena *, oracle_question *, const char *text, size_t *out);
/* A parameter as one writes it: "0.9", "U[0,1]". */
const char *oracle_value_text(arena *, const oracle_parameter *, oracle_value);

/* ---- tables: family, parameters, quantity, value, separated by tabs ---- */

typedef enum oracle_verdict { ORACLE_EQUAL, ORACLE_DIFFERS, ORACLE_UNKNOWN } oracle_verdict;
typedef struct oracle_row {
    uint32_t line; /* from 1 */
    oracle_verdict verdict;
    const char *family, *parameters, *quantity, *value; /* as they stand; "" where missing */
    double given, computed;                             /* NaN where unknown */
    const char *why;                                    /* of what is unknown */
} oracle_row;
typedef struct oracle_table {
    oracle_row *rows; /* [count] all of them */
    size_t count, differ, unknown;
} oracle_table;

/* A first line that begins with "family", blank lines, lines that begin with # and further columns
 * are passed over. Equal: apart by at most tolerance * max(1, |value|); a parameter with six or
 * more decimals, zeros at the end not counted, has been rounded to as many as are written, and what
 * that may move is allowed for. */
oracle_table oracle_check(arena *, const char *text, size_t size, double tolerance);
#endif
