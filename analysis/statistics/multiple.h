/* Several tests at once: p values adjusted for the size of their family. Say that size beside them.
 */
#ifndef STATISTICS_MULTIPLE_H
#define STATISTICS_MULTIPLE_H
#include <stddef.h>

/* Holm 1979, step-down, for planned families: adjusted[i] <= alpha rejects i with family-wise error
 * alpha. */
void holm(const double *p, size_t n, double *adjusted);
/* Benjamini & Hochberg 1995, for screening: of those with adjusted[i] <= q a share q is false, on
 * average. Both are quadratic in n. */
void benjamini_hochberg(const double *p, size_t n, double *adjusted);
#endif
