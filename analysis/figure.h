/* Figures: statistics are done in C and written as .dat, gnuplot only draws. Every figure is a row
 * of one table (figure.c) with a template figures/NAME.gp that runs by itself in the run directory.
 */
#ifndef ANALYSIS_FIGURE_H
#define ANALYSIS_FIGURE_H
#include "analysis/analysis.h"

typedef struct figure_options {
    const char *out;        /* folder; NULL = figures/ in the run directory */
    const char *formats;    /* "svg,txt"; "": nothing is drawn */
    uint32_t width, height; /* 0 = the figure's own */
    FILE *txt;              /* where `txt` is printed as well; may be NULL */
} figure_options;

const char *const *figure_names(void); /* NULL-terminated */
const char *figure_help(const char *name);
/* Is this a list as figure_options.formats wants it, "svg,txt", of at least one? Else an error. */
bool figure_formats_fine(const char *formats, error_list *);
/* Writes NAME.gp, NAME.dat and draws. Without gnuplot the .gp and .dat are written and HG_E_INPUT
 * says so. paths: names of what was written, one per line. */
int figure_draw(analysis *, const char *name, const figure_options *, buf *paths,
                error_list *) HG_MUST_CHECK;
#endif
