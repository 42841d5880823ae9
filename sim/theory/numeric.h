/* What the closed forms share: differences that do not cancel, roots, and exact integrals. */
#ifndef THEORY_NUMERIC_H
#define THEORY_NUMERIC_H
#include <math.h> /* NAN, INFINITY, isinf: no function that rounds */
#include <stdbool.h>
#include <stddef.h>

static inline bool within(double x, double lo, double hi) { return x >= lo && x <= hi; }
static inline bool is_finite(double x) { return x > -INFINITY && x < INFINITY; }
static inline bool is_share(double x) { return within(x, 0, 1); }
/* Finite, and > 0, or >= 0. */
static inline bool positive(double x) { return x > 0 && x < INFINITY; }
static inline bool no_less_than_0(double x) { return x >= 0 && x < INFINITY; }

/* 1 - e^-x and e^-x - 1 + x, to the last bits also where x is small. */
double less_exp(double x);
double second_order(double x);

typedef double real_function(const void *context, double x);
/* Where an increasing function crosses 0 between lo and hi: bisection down to neighbouring doubles.
 */
double root(real_function *f, const void *context, double lo, double hi);
/* The integral from lo to hi of what is a cubic polynomial, at most, between the cuts. Sorts the
 * cuts. */
double integral(real_function *f, const void *context, double lo, double hi, double *cuts,
                size_t n);
#endif
