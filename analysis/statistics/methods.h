/* Where the statistics come from, for who cites them. */
#ifndef STATISTICS_METHODS_H
#define STATISTICS_METHODS_H
#include <stddef.h>

typedef struct method {
    const char *name, *source; /* "Holm 1979"; several: "A 1950; B 1960" */
} method;
const method *method_at(size_t i); /* NULL beyond the last */
#endif
