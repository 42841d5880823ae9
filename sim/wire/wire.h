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
#include "model/space.h"

#define WIRE_MESSAGE_MAX 4096u /* bytes; a message that an agent sends is never larger */
#define WIRE_DEPTH_MAX   8u

/* name, what is wrong, in the agent author's words */
#define WIRE_ERRORS(X)                                                                             \
    X(OK, "fine")                                                                                  \
    X(TRUNCATED, "the message ends before its last value")                                         \
    X(TRAILING, "bytes follow the message")                                                        \
    X(SIZE, "the message is longer than 4096 bytes, or announces more values than it has bytes")   \
    X(DEPTH, "values are nested too deep")                                                         \
    X(FORM, "not an array [kind, session, table, round, seat, ...] of the right length and types") \
    X(KIND, "unknown kind of message")                                                             \
    X(OUTCOME, "a value index lies outside its issue")                                             \
    X(WORDS, "words are not [word, topic, number or nil]")
typedef enum wire_error {
#define WIRE_ERROR_ENUM(name, text) WIRE_##name,
    WIRE_ERRORS(WIRE_ERROR_ENUM)
#undef WIRE_ERROR_ENUM
} wire_error;
const char *wire_error_text(wire_error);

/* Structure only: one value, complete, nothing behind it, depth and announced lengths within
 * bounds. Cost: O(size), no allocation. */
wire_error wire_scan(const uint8_t *data, size_t size);

/* A decoded message with room for its words. */
typedef struct wire_message {
    hg_message m; /* m.words points at words */
    hg_words words[HG_WORDS_MAX];
} wire_message;

/* Any message but BRIEF. Returns the bytes written, 0 where cap is too small or m is not
 * well-formed. 256 bytes + 9 per issue always suffice. */
size_t wire_encode(const space *, const hg_message *, uint8_t *out, size_t cap);
/* Any message but BRIEF. Accepts non-canonical integers and floats. words and outcome are in out;
 * nothing is allocated on the hot path. */
wire_error wire_decode(const space *, const uint8_t *data, size_t size, wire_message *out);

/* Where the message's content starts after the session id: bytes [from, size) and the kind do not
 * depend on the session. */
size_t wire_body(const uint8_t *data, size_t size);

/* The briefing: a map with string keys, readable from any language. Decoding keeps everything in
 * the arena. */
void wire_encode_brief(const hg_brief *, uint32_t table, buf *out);
wire_error wire_decode_brief(arena *, const uint8_t *data, size_t size, hg_brief *out);
#endif
