/* Arena: memory that ends all at once (a run, a session, a file being read). Chunks are kept by
 * reset, so that a worker that runs one session after another stops allocating after the first few.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>

typedef struct arena_chunk arena_chunk;
typedef struct arena {
    arena_chunk *first, *current; /* private */
    size_t used;                  /* in current */
    size_t mallocs; /* how often malloc was called: tests and bench check that it stands still */
} arena;

void arena_init(arena *);
void arena_fini(arena *);
void arena_reset(arena *);                             /* forgets the content, keeps the chunks */
void *arena_alloc(arena *, size_t size);               /* zeroed, aligned to 16; never NULL */
void *arena_array(arena *, size_t count, size_t size); /* the same, overflow checked */
char *arena_text(arena *, const char *s);              /* copy */
char *arena_textn(arena *, const char *s, size_t n);   /* copy of n bytes, terminated */
char *arena_format(arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
