/* The one place that knows what to do when memory ends: say so and stop. Callers never see NULL, so
 * no path through the simulator has to be written for a failure that cannot be tested or survived.
 * Knows libc only. */
#include "base/oom.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void oom(size_t wanted)
{
    /* write() and a buffer on the stack: stdio may want memory itself. */
    char text[96];
    int length = snprintf(text, sizeof text, "higgle: out of memory (%zu bytes wanted)\n", wanted);
    ssize_t written = write(STDERR_FILENO, text, (size_t)length);
    (void)written;
    _exit(5);
}

static size_t product(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) oom(SIZE_MAX);
    return count * size;
}

void *mem_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p) oom(size);
    return p;
}

void *mem_zero(size_t count, size_t size)
{
    size_t bytes = product(count, size);
    void *p = calloc(bytes ? bytes : 1, 1);
    if (!p) oom(bytes);
    return p;
}

void *mem_grow(void *p, size_t count, size_t size)
{
    size_t bytes = product(count, size);
    void *grown = realloc(p, bytes ? bytes : 1);
    if (!grown) oom(bytes);
    return grown;
}

char *mem_text(const char *s)
{
    size_t size = strlen(s) + 1;
    return memcpy(mem_alloc(size), s, size);
}
