/* A JSON writer: one document, streamed into a buf. Numbers are shortest round-trip; NaN becomes
 * null. Strings are escaped. */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/buf.h"
#include <stdbool.h>

typedef struct json {
    buf *out;
    uint32_t depth;
    bool comma; /* a value precedes at this depth */
    bool key;   /* a key was written, its value is due */
    bool pretty;
} json;

void json_init(json *, buf *out, bool pretty);
void json_object(json *);
void json_array(json *);
void json_end_object(json *);
void json_end_array(json *);
void json_key(json *, const char *key);
void json_string(json *, const char *s); /* NULL becomes null */
void json_double(json *, double);
void json_uint(json *, uint64_t);
void json_int(json *, int64_t);
void json_bool(json *, bool);
void json_null(json *);
/* A key with its value. */
void json_put_text(json *, const char *key, const char *);
void json_put_uint(json *, const char *key, uint64_t);
void json_put_double(json *, const char *key, double);
void json_doubles(json *, const double *x, size_t n); /* [..] on one line */
#endif
