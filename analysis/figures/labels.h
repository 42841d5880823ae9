/* Inside the room: where labels go so that none covers another. Lengths are units of a figure
 * (look.h); y grows downwards. Deterministic: the same labels, the same places. */
#ifndef ANALYSIS_LABELS_H
#define ANALYSIS_LABELS_H
#include <stdbool.h>
#include <stddef.h>

/* What a text takes at a size: 1 = the figure's own type. Bold or not. */
double label_width(const char *text, double size);

/* Labels above a panel, in rows, each over the place that it is about: a line from there up to the
 * label crosses no other label. */
typedef struct row_label {
    double place, width, weight; /* given; where room is scarce the heaviest have it */
    double middle;               /* found */
    int row;                     /* 0 = nearest to the panel; -1: there is no room */
} row_label;
/* Returns how many rows are taken. */
int labels_in_rows(row_label *, size_t n, double low, double high, int rows);

/* Labels beside points. */
typedef struct point_label {
    double x, y, width, height; /* given: the point, the text */
    double left, middle;        /* found: where the text begins, its middle line */
    bool apart;                 /* so far from its point that a line should tie them */
} point_label;
typedef struct label_area {
    double left, right, top, bottom;
    const double *marks; /* [n_marks][2] what labels should not cover, if they can */
    size_t n_marks;
} label_area;
/* In the order given: the first has the first choice. */
void labels_at_points(point_label *, size_t n, const label_area *);
#endif
