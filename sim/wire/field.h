/* One field of the schema to msgpack and back: what both the cold codec and the brief are made of.
 */
#ifndef WIRE_FIELD_H
#define WIRE_FIELD_H
#include "wire/schema.h"
#include <msgpack.h>

/* Where values come from and go to. space: OUTCOME and DEAL; memory: texts and lists read. */
typedef struct field_writer {
    msgpack_packer *to;
    const space *space;
} field_writer;
typedef struct field_reader {
    const space *space;
    arena *memory;
} field_reader;

/* False where the field's content is not well-formed; whether bytes found room is the packer's
 * business. */
bool field_write(const field_writer *, const wire_field *, const void *object);
wire_error field_read(const field_reader *, const wire_field *, const msgpack_object *from,
                      void *object);
/* A whole table of fields as a map keyed by their names. Reading skips unknown keys. */
bool field_write_map(const field_writer *, const wire_field *fields, const void *object);
wire_error field_read_map(const field_reader *, const wire_field *fields,
                          const msgpack_object *from, void *object);
#endif
