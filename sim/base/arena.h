/* Arena: memory that ends all at once (a run, a session, a file being read). Chunks are kept by
 * reset, so that a worker that runs one session after another stops allocating after the first few.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>

typedef struct arena_chunk arena_chunk;
typedef struct arena {
    arena_chunk *first, *current; /* private */
    unsigned char *at;            /* what is free in current, and how much of it: all zero */
    size_t left;
    size_t mallocs; /* how often malloc was called: tests and bench check that it stands still */
} arena;

#define ARENA_ALIGNMENT ((size_t)16)

void arena_init(arena *);
void arena_fini(arena *);
void arena_reset(arena *);              /* forgets the content, keeps the chunks */
void *arena_next(arena *, size_t size); /* where the current chunk has no room */

/* Zeroed, aligned to 16; never NULL. Inline: a session makes two dozen of them. What wraps around,
 * and nothing at all, is dealt with by arena_next. */
static inline void *arena_alloc(arena *a, size_t size)
{
    size_t whole = (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
    if (whole - 1 >= a->left) return arena_next(a, size);
    void *p = a->at;
    a->at += whole;
    a->left -= whole;
    return p;
}

void *arena_array(arena *, size_t count, size_t size); /* the same, overflow checked */
char *arena_text(arena *, const char *s);              /* copy */
char *arena_textn(arena *, const char *s, size_t n);   /* copy of n bytes, terminated */
char *arena_format(arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
