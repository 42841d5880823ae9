/* Inside the room: how large a figure is and how it looks. */
#ifndef ANALYSIS_LOOK_H
#define ANALYSIS_LOOK_H
#include "analysis/figures/figure.h"

/* Builders and templates count in units of their own: a picture is width x height of them, zoom
 * pixels each. So a theme with large type is the same figure on a smaller sheet. */
typedef struct look {
    const char *theme;
    double zoom;
    double width, height; /* in units; 0 = the figure's own */
} look;

/* False, with an error: no such theme, or size. */
bool look_of(const figure_options *, look *out, error_list *);
#endif
