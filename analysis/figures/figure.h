/* Figures: statistics are done in C and written as .dat, gnuplot only draws. Every figure is a row
 * of one table (figure.c) with a template figures/NAME.gp that runs by itself in the run directory.
 */
#ifndef ANALYSIS_FIGURE_H
#define ANALYSIS_FIGURE_H
#include "analysis/analysis.h"

typedef struct figure_options {
    const char *out;        /* folder; NULL = figures/ in the run directory */
    const char *formats;    /* "svg,txt"; "": nothing is drawn */
    const char *theme;      /* one of figure_themes(); NULL = light */
    const char *size;       /* "paper", "slide", "900x600"; NULL = as the theme wants it */
    uint32_t width, height; /* pixels, before what `size` says; 0 = not asked */
    const char *measure; /* of figures that show any: a column of sessions.csv; NULL = their own */
    FILE *txt;           /* where `txt` is printed as well; may be NULL */
    /* Of figures about one session. Where the record keeps no trace of it, one may be lent: as
     * record/trace.h has it, borrowed during the call. */
    uint64_t session;
    const uint8_t *trace;
    size_t trace_size;
} figure_options;

/* What a figure is about. */
typedef enum figure_about {
    FIGURE_OF_RUN,     /* all sessions of a run */
    FIGURE_OF_SESSION, /* one session, offer by offer: needs its trace */
    FIGURE_OF_SCENARIO /* what can be agreed on; and one session where its trace is there */
} figure_about;

const char *const *figure_names(void); /* NULL-terminated */
const char *figure_help(const char *name);
figure_about figure_is_about(const char *name);
/* Why this run cannot give that figure: a sentence in its arena; NULL: it can. */
const char *figure_lacks(analysis *, const char *name, const figure_options *);
/* Is this a list as figure_options.formats wants it, "svg,txt", of at least one? Else an error. */
bool figure_formats_fine(const char *formats, error_list *);
const char *const *figure_themes(void); /* NULL-terminated, the default first */
/* Are theme and size understood? Else an error. */
bool figure_looks_fine(const figure_options *, error_list *);
/* Writes NAME.gp, NAME.dat and draws. Without gnuplot the .gp and .dat are written and HG_E_INPUT
 * says so. A figure that the run cannot give is HG_E_NO, with the sentence. paths: names of what
 * was written, one per line. */
int figure_draw(analysis *, const char *name, const figure_options *, buf *paths,
                error_list *) HG_MUST_CHECK;
#endif
