/* Messages <-> msgpack. One schema table (schema.h) describes them all; the hot ones (OFFER and
 * ACCEPT without words) have a codec of their own, the cold ones go through msgpack-c, which is
 * also the hot codec's oracle in the tests.
 *
 * Every message is an array [kind, session, table, round, seat, ...], canonical: integers in their
 * shortest form, reals as float64. Nothing from outside reaches msgpack-c before wire_scan has seen
 * it. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H
#include "base/arena.h"
#include "base/buf.h"
#include "model/utility.h"

#define WIRE_MESSAGE_MAX 4096u       /* bytes; a message that an agent sends is never larger */
#define WIRE_BRIEF_MAX   (64u << 20) /* bytes; listed values and frontiers make briefs large */
#define WIRE_DEPTH_MAX   8u
#define WIRE_NAME_MAX    255u /* bytes of an agent's name in HELLO */

/* name, what is wrong, in the agent author's words: goes on from "it ..." */
#define WIRE_ERRORS(X)                                                                             \
    X(OK, "is fine")                                                                               \
    X(TRUNCATED, "sent a message that ends before its last value")                                 \
    X(TRAILING, "sent bytes behind a message")                                                     \
    X(SIZE, "sent a message of more than 4096 bytes, or announced one")                            \
    X(DEPTH, "nested values too deep")                                                             \
    X(FORM,                                                                                        \
      "sent no array [kind, session, table, round, seat, ...] of the right length and types")      \
    X(KIND, "sent an unknown kind of message")                                                     \
    X(OUTCOME, "named a value index outside its issue")                                            \
    X(WORDS, "sent words that are not [word, topic, number or nil]")
typedef enum wire_error {
#define WIRE_ERROR_ENUM(name, text) WIRE_##name,
    WIRE_ERRORS(WIRE_ERROR_ENUM)
#undef WIRE_ERROR_ENUM
} wire_error;
const char *wire_error_text(wire_error);

/* Structure only: one value, complete, nothing behind it, depth and announced lengths within
 * bounds. Cost: O(size), no allocation. */
wire_error wire_scan(const uint8_t *data, size_t size);

/* A decoded message with room for its words, and for what HELLO says. Of m only the fields of its
 * kind mean something: the others are 0, outcome is HG_NO_OUTCOME. */
typedef struct wire_message {
    hg_message m; /* m.words points at words */
    hg_words words[HG_WORDS_MAX];
    struct {
        hg_outcome standing, mine; /* as in hg_turn */
        int revise;
        bool told;                 /* did the message say so? */
    } stand;                       /* TURN */
    uint32_t abi;                  /* HELLO */
    char agent[WIRE_NAME_MAX + 1]; /* HELLO */
} wire_message;

/* Any message but HELLO and BRIEF. Returns the bytes written, 0 where cap is too small or m is not
 * well-formed: an unknown code, an outcome outside the space, SAY without words, an infinite claim.
 * 256 bytes + 9 per issue always suffice, and with less the hot messages go the slow way too; what
 * lies behind the message, up to cap, may be overwritten. space may be NULL for kinds without an
 * outcome. */
size_t wire_encode(const space *, const hg_message *, uint8_t *out, size_t cap);
/* Opens the conversation with an outside agent, before any session: 0 as above. */
size_t wire_encode_hello(uint32_t abi, const char *agent, uint8_t *out, size_t cap);
/* Any message but BRIEF (a WIRE_KIND here). Accepts non-canonical integers and floats. words and
 * outcome are in out, which is undefined after an error; nothing is allocated on the hot path. */
wire_error wire_decode(const space *, const uint8_t *data, size_t size, wire_message *out);

/* A TURN as an outside agent needs it: with what stands. 0 as above. */
size_t wire_encode_turn(const space *, const hg_message *, const hg_turn *, uint8_t *out,
                        size_t cap);
/* The first message of a stream: its size, where it is complete and its structure sound; TRUNCATED
 * where more has to come. Costs O(size), no allocation. */
wire_error wire_first(const uint8_t *data, size_t size, size_t *first);
/* Kind, session, table, round and seat alone, of whatever follows. */
wire_error wire_head_of(const uint8_t *data, size_t size, hg_message *out);

/* Where the content of a message that wire_decode accepted starts, after the session id: the kind
 * and the bytes [from, size) do not depend on the session. Never more than size. */
size_t wire_body(const uint8_t *data, size_t size);

/* The briefing: [1, session, table, 0, seat, map], the map with string keys, readable from any
 * language. Appends to out. */
void wire_encode_brief(const hg_brief *, uint32_t table, buf *out);
/* Keeps everything in the arena; what it took stays there after an error. Keys may come in any
 * order, unknown ones are skipped. */
wire_error wire_decode_brief(arena *, const uint8_t *data, size_t size, hg_brief *out);

/* What hg_host answers an agent of this process, as data: for those that cannot ask. Comes once
 * behind the briefing, whole; later, without worths, before a message that moved what is in it. */
typedef struct wire_means {
    double limit;
    size_t n_alternatives;
    const hg_alternative *alternatives;
    bool whole;           /* what follows is told, too */
    uint64_t stream[3];   /* of its random numbers: seed, replicate, who (rng_open, RNG_AGENT) */
    double shift;         /* worth of an outcome: shift + the sum of the parts of its values ... */
    const part *parts;    /* [n_issues], or NULL: */
    const double *values; /* ... + the value of the outcome [space size] */
} wire_means;
/* [6, session, table, 0, seat, map]. Appends to out. */
void wire_encode_means(const space *, const wire_means *, const hg_message *head, buf *out);
/* Keeps everything in the arena. */
wire_error wire_decode_means(arena *, const space *, const uint8_t *data, size_t size,
                             wire_means *out);
void wire_means_print(buf *); /* its documentation: markdown */
#endif
