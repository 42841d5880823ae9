/* Private to the room: writing files so that none is ever half there. */
#ifndef RUN_FILES_H
#define RUN_FILES_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

bool is_folder(const char *path);
int file_write_all(int file, const void *data, size_t size) HG_MUST_CHECK; /* errno tells why not */
/* Under a temporary name first, then renamed. */
int file_write(arena *, const char *path, const void *data, size_t size,
               error_list *) HG_MUST_CHECK;
bool file_read(const char *path, buf *out); /* adds the whole file to out; errno tells why not */
/* The bytes of another file; `otherwise` (may be NULL: then nothing) where it cannot be read. */
int file_copy(arena *, const char *from, const char *to, const char *otherwise,
              error_list *) HG_MUST_CHECK;
#endif
