/* The cold codec: every message of the schema, through msgpack-c. */
#ifndef WIRE_COLD_H
#define WIRE_COLD_H
#include "wire/schema.h"

/* As wire_encode and wire_decode. */
size_t cold_encode(const space *, const hg_message *, uint8_t *out, size_t cap);
wire_error cold_decode(const space *, const uint8_t *data, size_t size, wire_message *out);
#endif
