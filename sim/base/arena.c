/* Bump allocation in a list of chunks. What is free is zero: a chunk comes zeroed, and a reset
 * zeroes what was used, all at once; so allocating is an addition. malloc is called only when the
 * list ends, and each new chunk is as large as all before it together, so that n bytes cost O(log
 * n) calls. A reset walks back to the first chunk: the second session of a worker finds the chunks
 * of the first. Knows libc and oom() only. */
#include "base/arena.h"
#include "base/oom.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 4096 };

struct arena_chunk {
    arena_chunk *next;
    size_t cap;
    _Alignas(16) unsigned char data[];
};

void arena_init(arena *a) { *a = (arena){0}; }

void arena_fini(arena *a)
{
    for (arena_chunk *c = a->first, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    arena_init(a);
}

static void enter(arena *a, arena_chunk *c)
{
    a->current = c;
    a->at = c ? c->data : NULL;
    a->left = c ? c->cap : 0;
}

/* In pieces for which memset stores word by word: for larger ones some libraries turn to string
 * instructions, which are slow to start, and a session is small. */
static void zero(unsigned char *data, size_t size)
{
    enum { PIECE = 1024 };
    for (; size > PIECE; data += PIECE, size -= PIECE) memset(data, 0, PIECE);
    memset(data, 0, size);
}

/* Chunks before the current one are zeroed whole: how far each was used is not kept. */
void arena_reset(arena *a)
{
    for (arena_chunk *c = a->first; c && c != a->current; c = c->next) zero(c->data, c->cap);
    if (a->current) zero(a->current->data, a->current->cap - a->left);
    enter(a, a->first);
}

static arena_chunk *chunk_new(arena *a, size_t size)
{
    size_t cap = a->current ? a->current->cap * 2 : FIRST_CHUNK;
    if (cap < size) cap = size;
    if (cap > SIZE_MAX - sizeof(arena_chunk)) oom(cap);
    arena_chunk *c = mem_zero(1, sizeof *c + cap);
    c->cap = cap;
    a->mallocs++;
    return c;
}

/* Moves on to a chunk with room for size bytes; a kept chunk that is too small is skipped until the
 * next reset. A new one is hung behind the last. */
void *arena_next(arena *a, size_t size)
{
    if (size == 0) size = 1;
    if (size > SIZE_MAX - ARENA_ALIGNMENT) oom(size);
    size = (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
    if (a->left < size) {
        arena_chunk **link = a->current ? &a->current->next : &a->first;
        while (*link && (*link)->cap < size) {
            a->current = *link;
            link = &a->current->next;
        }
        if (!*link) *link = chunk_new(a, size);
        enter(a, *link);
    }
    return arena_alloc(a, size);
}

void *arena_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) oom(SIZE_MAX);
    return arena_alloc(a, count * size);
}

char *arena_text(arena *a, const char *s) { return arena_textn(a, s, strlen(s)); }

char *arena_textn(arena *a, const char *s, size_t n)
{
    if (n == SIZE_MAX) oom(n);
    char *copy = arena_alloc(a, n + 1);
    if (n) memcpy(copy, s, n);
    return copy;
}

char *arena_format(arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *text = arena_alloc(a, size + 1);
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    return text;
}
