/* Numerical helpers of the closed forms. Only IEEE operations in a fixed order, and hg_exp. */
#include "theory/numeric.h"

#include <higgle/math.h>

#define SMALL 0.5 /* below, a Taylor series: 16 terms of it are under 2^-53 of the first */
enum { TERMS = 16 };

/* x^n/n! - x^(n+1)/(n+1)! + ..., without the first factor: sum of (-x)^i n!/(n+i)!. */
static double alternating_tail(double x, int n)
{
    double sum = 1;
    for (int i = TERMS; i >= 1; i--) sum = 1 - x / (n + i) * sum;
    return sum;
}

double less_exp(double x)
{
    if (x > -SMALL && x < SMALL) return x * alternating_tail(x, 1);
    return 1 - hg_exp(-x);
}

double second_order(double x)
{
    if (x > -SMALL && x < SMALL) return x * x / 2 * alternating_tail(x, 2);
    return hg_exp(-x) - 1 + x;
}

double root(real_function *f, const void *context, double lo, double hi)
{
    for (;;) {
        double mid = lo + (hi - lo) / 2;
        if (mid <= lo || mid >= hi) return hi;
        if (f(context, mid) < 0)
            lo = mid;
        else
            hi = mid;
    }
}

/* Simpson's rule is exact for cubics. */
static double simpson(real_function *f, const void *context, double lo, double hi)
{
    return (hi - lo) / 6 * (f(context, lo) + 4 * f(context, lo + (hi - lo) / 2) + f(context, hi));
}

double integral(real_function *f, const void *context, double lo, double hi, double *cuts, size_t n)
{
    double sum = 0, from = lo;
    for (size_t i = 1; i < n; i++) /* insertion sort: there are four of them */
        for (size_t k = i; k > 0 && cuts[k] < cuts[k - 1]; k--) {
            double higher = cuts[k - 1];
            cuts[k - 1] = cuts[k];
            cuts[k] = higher;
        }
    for (size_t i = 0; i < n; i++)
        if (cuts[i] > from && cuts[i] < hi) {
            sum += simpson(f, context, from, cuts[i]);
            from = cuts[i];
        }
    return hi > from ? sum + simpson(f, context, from, hi) : sum;
}
