/* Gaussian process regression in one variable (Rasmussen & Williams 2006, ch. 2): what to expect of
 * a series between and beyond the points that were seen, and how surely.
 *
 *     covariance   Matern, nu = 3/2: k(d) = amplitude^2 (1 + s) e^-s, s = sqrt(3) |d| / length
 *     prior mean   0: take what is known of the series off first
 *     noise        of every observation, independent; a prediction is one of an observation
 *
 * A point is added as one more row of the Cholesky root, so that nothing is ever worked out anew:
 * O(n) exponentials and O(n^2) products for each point and each prediction. */
#ifndef AGENTS_PARTS_GAUSSIAN_PROCESS_H
#define AGENTS_PARTS_GAUSSIAN_PROCESS_H
#include <higgle/agent.h>

#define GAUSSIAN_POINTS_MAX 36

typedef struct gaussian_process {
    double amplitude, length, noise; /* > 0, > 0, >= 0; standard deviations; set them, all else 0 */
    uint32_t n;
    double x[GAUSSIAN_POINTS_MAX];
    double white[GAUSSIAN_POINTS_MAX];                                /* root^-1 y */
    double root[GAUSSIAN_POINTS_MAX * (GAUSSIAN_POINTS_MAX + 1) / 2]; /* lower, row by row */
} gaussian_process;

typedef struct gaussian {
    double mean, sd;
} gaussian;

/* What does not fit any more is ignored. */
void gaussian_add(gaussian_process *, double x, double y);
gaussian gaussian_at(const gaussian_process *, double x);

/* The chance of at most x under N(0, 1), to 7.5e-8 (Abramowitz & Stegun 1964, 26.2.17). */
double gaussian_below(double x);

#endif
