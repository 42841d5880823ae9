/* Inside the room: text that gnuplot reads. Whatever a user wrote enters it quoted and escaped. */
#ifndef ANALYSIS_GP_H
#define ANALYSIS_GP_H
#include "base/buf.h"
#include <stddef.h>

/* A single-quoted string for enhanced text: control characters become blanks, the marks of enhanced
 * mode are escaped. Single quotes keep gnuplot from running backquotes and expanding macros. */
void gp_quoted(buf *, const char *text);
/* The same without escapes, for file names. */
void gp_quoted_path(buf *, const char *path);
void gp_set_text(buf *, const char *name, const char *text);
void gp_set_number(buf *, const char *name, double x);
void gp_array_text(buf *, const char *name, const char *const *texts, size_t n);
/* The same, each shortened to so many characters by leaving out a part in the middle, chosen so
 * that they stay apart: for the terminal. */
void gp_array_short(buf *, const char *name, const char *const *texts, size_t n, size_t width);
/* The lines of texts, broken at blanks to so many cells (gp_cells); empty texts give none. Their
 * number.
 */
size_t gp_array_wrapped(buf *, const char *name, const char *const *texts, size_t n, size_t width);
/* What a text takes, in signs of ordinary width: ideographs and their like are two. */
size_t gp_cells(const char *text);
/* The most cells per code point of any text quoted in a script: 1, or more where there are wide
 * signs; templates make such text smaller in good time. */
double gp_widest(const buf *script);
void gp_array_number(buf *, const char *name, const double *x, size_t n);
/* A line of a data file: numbers, "?" where there is none. */
void gp_data(buf *, const double *x, size_t n);

/* Where level i of n stands on the theme's ramp of colours, from weak (0) to strong (1). */
double gp_level_at(size_t i, size_t n);
/* Marks that stay apart in grey: triangles down for weak, up for strong. */
int gp_level_mark(size_t i, size_t n);
/* Moves labels apart, as little as needed, so that neighbours keep `gap` and all stay in [lo, hi].
 */
void gp_spread(double *y, size_t n, double gap, double lo, double hi);
#endif
