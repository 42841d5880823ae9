/* Student's t, Fisher's F, chi-square and the normal distribution, in own arithmetic: the same on
 * every machine. Degrees of freedom of F's numerator and of chi-square are whole numbers, as they
 * count what is tested; Welch's are not, and need not be. */
#ifndef STATISTICS_DISTRIBUTION_H
#define STATISTICS_DISTRIBUTION_H
#include <stdint.h>

double student_two_sided(double t, double df); /* P(|T| >= |t|), df > 0; infinity: normal */
double student_upper(double t, double df);     /* P(T >= t) */
double student_quantile(double p, double df);  /* 0 < p < 1 */
/* P(F >= f) with `tested` and `df` degrees of freedom; 1 for f <= 0. */
double fisher_upper(double f, uint32_t tested, double df);
double chi_square_upper(double x, uint32_t df); /* P(X >= x), df >= 1 */
double normal_upper(double z);                  /* P(Z >= z) */
/* ln(Gamma(a + steps / 2) / Gamma(a)), a > 0: exact to a few ulp per step for every a. */
double log_gamma_steps(double a, uint32_t steps);
#endif
