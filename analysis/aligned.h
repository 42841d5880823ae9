/* Inside the room: columns of text for people, aligned by what a terminal shows, not by bytes. */
#ifndef ANALYSIS_ALIGNED_H
#define ANALYSIS_ALIGNED_H
#include "base/arena.h"
#include <stdio.h>

typedef enum alignment { ALIGN_LEFT, ALIGN_RIGHT } alignment;

/* A table of n_rows x n_columns texts, row by row; NULL is empty. */
typedef struct aligned {
    size_t n_columns, n_rows;
    const char **text;
    const alignment *align; /* [n_columns] */
} aligned;

/* Two blanks between columns; nothing after the last text of a line. gap(ctx, row): an empty line
 * before that row; may be NULL. */
void aligned_print(const aligned *, FILE *to, int (*gap)(const aligned *, size_t row));
#endif
