/* Bump allocation in a list of chunks. Allocating is an addition and a memset; malloc is called
 * only when the list ends, and each new chunk is as large as all before it together, so that n
 * bytes cost O(log n) calls. A reset walks back to the first chunk: the second session of a worker
 * finds the chunks of the first. Knows libc and oom() only. */
#include "base/arena.h"
#include "base/oom.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_CHUNK = 4096 };

struct arena_chunk {
    arena_chunk *next;
    size_t cap;
    _Alignas(ALIGNMENT) unsigned char data[];
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

void arena_reset(arena *a)
{
    a->current = a->first;
    a->used = 0;
}

static arena_chunk *chunk_new(arena *a, size_t size)
{
    size_t cap = a->current ? a->current->cap * 2 : FIRST_CHUNK;
    if (cap < size) cap = size;
    if (cap > SIZE_MAX - sizeof(arena_chunk)) oom(cap);
    arena_chunk *c = mem_alloc(sizeof *c + cap);
    c->cap = cap;
    a->mallocs++;
    return c;
}

/* Moves on to a chunk with room for size bytes; a kept chunk that is too small is skipped until the
 * next reset. A new one is hung behind the last. */
static void next_chunk(arena *a, size_t size)
{
    arena_chunk **link = a->current ? &a->current->next : &a->first;
    while (*link && (*link)->cap < size) {
        a->current = *link;
        link = &a->current->next;
    }
    if (!*link) {
        arena_chunk *c = chunk_new(a, size);
        c->next = NULL;
        *link = c;
    }
    a->current = *link;
    a->used = 0;
}

/* size bytes, not zeroed. */
static void *take(arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) oom(size);
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!a->current || a->current->cap - a->used < size) next_chunk(a, size);
    void *p = a->current->data + a->used;
    a->used += size;
    return p;
}

void *arena_alloc(arena *a, size_t size) { return memset(take(a, size), 0, size); }

void *arena_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) oom(SIZE_MAX);
    return arena_alloc(a, count * size);
}

char *arena_text(arena *a, const char *s) { return arena_textn(a, s, strlen(s)); }

char *arena_textn(arena *a, const char *s, size_t n)
{
    if (n == SIZE_MAX) oom(n);
    char *copy = take(a, n + 1);
    if (n) memcpy(copy, s, n);
    copy[n] = 0;
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
    char *text = take(a, size + 1);
    text[0] = 0;
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    return text;
}
