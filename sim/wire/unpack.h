/* What the brief and the other messages share when they are read: bytes to objects, objects to a
 * head. Defined in cold.c. */
#ifndef WIRE_UNPACK_H
#define WIRE_UNPACK_H
#include "wire/schema.h"
#include <msgpack.h>

/* Scans, then unpacks, at most `limit` bytes. `into` is initialised and destroyed by the caller;
 * texts point into data. */
wire_error wire_unpack(msgpack_unpacked *into, const uint8_t *data, size_t size, size_t limit);
/* The kind and the four values behind it. */
wire_error wire_unpack_head(const msgpack_object *from, hg_message *m, const wire_form **form);
#endif
