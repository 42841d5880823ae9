/* Inside the room: the figure `effect`, in parts: what is drawn (effect.c), theory and bands that
 * stand beside it (effect_beside.c), what is said about it (effect_words.c), and where it all goes
 * (effect_settings.c). */
#ifndef ANALYSIS_EFFECT_H
#define ANALYSIS_EFFECT_H
#include "analysis/figures/course.h"
#include "analysis/figures/plot.h"
#include "analysis/verdicts.h"

enum { EFFECT_PANELS = 4, EFFECT_SERIES = 6, EFFECT_MEASURES = 3 };

/* Where the levels stand: at their numbers, on a logarithm where each is as many times the last; at
 * the numbers that a closed form has for them; else side by side. */
typedef struct effect_axis {
    uint32_t n;
    double *at; /* [n] */
    bool number, logarithm;
    double low, high; /* what is shown */
} effect_axis;

/* What stands to the right of a row of panels, at its line's end. */
typedef struct effect_label {
    const char *text;
    double x, y;     /* the end */
    uint32_t series; /* theory: 0 = the same for all series; else series + 1 */
    uint32_t theory; /* 1, 2, ...; 0: a series */
} effect_label;
typedef struct effect_row { /* of panels: one measure */
    uint32_t measure;
    const column_use *use;
    range y;
    uint32_t n_labels;
    effect_label *label;
} effect_row;

typedef struct effect {
    grid g;
    effect_axis x;
    uint32_t n_rows;
    effect_row row[EFFECT_MEASURES];
    verdict_list verdicts;
    bool has_theory, has_band, has_twin;
    /* Blocks of the data, counted from 1; of every block, for the template: */
    uint32_t n_blocks, most_blocks;
    double *series, *theory;
    /* [n_rows + 1][n_columns] numbers of blocks, with blanks between them; the last row is the
     * deals' */
    const char **lines, **twins, **theories;
} effect;

/* The measure that `--measure` or the hypotheses name; false: there is none of that name. */
bool effect_measures(analysis *, const char *asked, effect *);
void effect_add_block(analysis *, effect *, const char **list, uint32_t line, uint32_t theory,
                      buf *data);
/* Adds the closed forms that foretell this row's measure in a column of panels. */
void effect_add_theory(analysis *, effect *, uint32_t row, uint32_t column, buf *data);
/* Bands that hypotheses ask for: settings BAND_.... */
void effect_set_bands(analysis *, effect *, buf *settings);
/* "pie share of one", "deal rate" */
const char *effect_measure_words(analysis *, const column_use *);
const char *effect_title(analysis *, const effect *);
const char *effect_subtitle(analysis *, const effect *, const grid *whole);
const char *effect_legend(analysis *, const effect *);
/* words: title, subtitle, legend */
void effect_set(analysis *, effect *, const char *const words[3], plot *);
#endif
