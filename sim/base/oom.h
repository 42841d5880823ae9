/* Out of memory: one sentence on stderr and _exit(5). Complete blocks are on disk already; there is
 * nothing to unwind. */
#ifndef BASE_OOM_H
#define BASE_OOM_H
#include <stddef.h>

_Noreturn void oom(size_t wanted);
void *mem_alloc(size_t size);              /* malloc or oom; size 0 is allowed */
void *mem_zero(size_t count, size_t size); /* calloc or oom, overflow checked */
void *mem_grow(void *p, size_t count,
               size_t size);   /* realloc to count * size or oom, overflow checked */
char *mem_text(const char *s); /* strdup or oom */
#endif
