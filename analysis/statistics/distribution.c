/* Student's and Fisher's distributions come from the incomplete beta function by its continued
 * fraction (Lentz), Student's quantile from safeguarded Newton steps on that; chi-square and the
 * normal from the incomplete gamma function, by series or continued fraction (Abramowitz & Stegun
 * 1964, 6.5, 26.5). Knows no data. */
#include "analysis/statistics/distribution.h"

#include "base/rng.h"
#include <higgle/math.h>
#include <math.h>
#include <stdbool.h>

#define PI 3.14159265358979323846

/* Gamma(a + 1/2) / Gamma(a): by recurrence up to where the asymptotic series is exact to 1e-16.
 * A difference of two log-gammas would lose all digits for large a. */
static double gamma_ratio(double a)
{
    double factor = 1;
    for (; a < 40; a += 1) factor *= a / (a + 0.5);
    double r = 1 / a;
    double series =
        1 +
        r * (-1.0 / 8 +
             r * (1.0 / 128 + r * (5.0 / 1024 + r * (-21.0 / 32768 + r * (-399.0 / 262144 +
                                                                          r * 869.0 / 4194304)))));
    return factor * sqrt(a) * series;
}

/* The continued fraction of the incomplete beta function; converges fast for x < (a+1)/(a+b+2). */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m < 10000; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double before = h;
        for (int half = 0; half < 2; half++) {
            double step = half ? odd : even;
            d = 1 + step * d;
            c = 1 + step / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            h *= d * c;
        }
        if (fabs(h - before) <= 1e-16 * fabs(h)) break;
    }
    return h;
}

/* ln(1 - x) without losing the digits of a small x: -2 artanh(x / (2 - x)). */
static double log_one_minus(double x)
{
    if (x > 0.1) return hg_log(1 - x);
    double s = x / (2 - x), power = s, sum = 0;
    for (int k = 1; k < 17; k += 2) {
        sum += power / k;
        power *= s * s;
    }
    return -2 * sum;
}

double student_two_sided(double t, double df)
{
    double a = df / 2, square = t * t, x = df / (df + square), rest = square / (df + square);
    if (square == 0) return 1;
    if (isinf(df)) return 2 * normal_upper(fabs(t));
    if (isinf(square)) return 0;
    /* x^a (1-x)^(1/2) / B(a, 1/2) */
    double log_x = x < 0.5 ? hg_log(x) : log_one_minus(rest);
    double front = hg_exp(a * log_x) * sqrt(rest) * gamma_ratio(a) / sqrt(PI);
    /* Near the centre the fraction in 1 - x is the better one: in x it loses eps * df. */
    bool central = square < 8 && rest < 0.5;
    if (!central && x < (a + 1) / (a + 2.5)) return front * beta_fraction(a, 0.5, x) / a;
    return 1 - front * beta_fraction(0.5, a, rest) / 0.5;
}

static double student_density(double t, double df)
{
    double half = (df + 1) / 2;
    return gamma_ratio(df / 2) / sqrt(df * PI) * hg_exp(-half * hg_log(1 + t * t / df));
}

/* Where Newton starts: Fisher's expansion around the normal quantile. */
static double student_guess(double z, double df)
{
    double q = z * z;
    return z + z * (q + 1) / (4 * df) + z * ((5 * q + 16) * q + 3) / (96 * df * df);
}

double student_quantile(double p, double df)
{
    if (p == 0.5) return 0;
    if (p < 0.5) return -student_quantile(1 - p, df);
    if (isinf(df)) return normal_quantile(p);
    double tail = 2 * (1 - p), low = 0, high = 1;
    while (student_two_sided(high, df) > tail) low = high, high *= 2;
    double t = student_guess(normal_quantile(p), df);
    for (int i = 0; i < 100; i++) {
        if (!(t > low && t < high)) t = (low + high) / 2;
        double excess = student_two_sided(t, df) - tail;
        if (excess > 0)
            low = t;
        else
            high = t;
        double next = t + excess / (2 * student_density(t, df));
        if (fabs(next - t) <= 1e-13 * t) return next;
        t = next;
    }
    return t;
}

double student_upper(double t, double df)
{
    double half = student_two_sided(t, df) / 2;
    return t > 0 ? half : 1 - half;
}

/* ---- F, chi-square, normal ---- */

double log_gamma_steps(double a, uint32_t steps)
{
    double sum = 0;
    for (uint32_t i = 0; i < steps; i++) sum += hg_log(gamma_ratio(a + 0.5 * i));
    return sum;
}

#define LN_SQRT_PI 0.57236494292470008707 /* ln Gamma(1/2) */

double fisher_upper(double f, uint32_t tested, double df)
{
    double a = df / 2, b = 0.5 * tested;
    if (!(f > 0)) return 1;
    if (isinf(f)) return 0;
    double x = df / (df + tested * f), rest = tested * f / (df + tested * f);
    /* ln of Gamma(a + b) / (Gamma(a) Gamma(b)) */
    double log_beta = log_gamma_steps(a, tested) - LN_SQRT_PI - log_gamma_steps(0.5, tested - 1);
    double log_x = x < 0.5 ? hg_log(x) : log_one_minus(rest);
    double log_rest = rest < 0.5 ? hg_log(rest) : log_one_minus(x);
    double front = hg_exp(a * log_x + b * log_rest + log_beta);
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, rest) / b;
}

/* The lower part as a series, relative to its front factor; for x < a + 1. */
static double gamma_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int n = 1; n < 100000 && term > 1e-17 * sum; n++) sum += term *= x / (a + n);
    return sum;
}

/* The upper part as a continued fraction, likewise; for x >= a + 1. */
static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (int i = 1; i < 100000; i++) {
        double an = -i * (i - a);
        b += 2;
        d = 1 / (an * d + b);
        c = b + an / c;
        h *= d * c;
        if (fabs(d * c - 1) <= 1e-16) break;
    }
    return h;
}

double chi_square_upper(double x, uint32_t df)
{
    double a = 0.5 * df, y = x / 2;
    if (!(x > 0)) return 1;
    if (isinf(x)) return 0;
    double front = hg_exp(a * hg_log(y) - y - LN_SQRT_PI - log_gamma_steps(0.5, df - 1));
    return y < a + 1 ? 1 - front * gamma_series(a, y) : front * gamma_fraction(a, y);
}

double normal_upper(double z)
{
    double half = chi_square_upper(z * z, 1) / 2;
    return z > 0 ? half : 1 - half;
}
