/* The elementary functions of <higgle/math.h>: the same bits on every machine. libm is not called,
 * since its last bit depends on version and processor. All is a fixed sequence of IEEE double
 * operations, no fma, no wider type, rounding to nearest; the rest is tables.
 *
 * Exponentials: x = (k/128) ln 2 + r, |r| <= ln 2/256; 2^(k/128) from a table, e^r by Taylor.
 * Logarithms: x = 2^k z, a table gives c near 1/z; ln x = k ln 2 - ln c + ln(zc), as the sum of two
 * doubles (about 67 bits), from which ln, log2 and pow are each rounded once more. Method: P. T. P.
 * Tang, "Table-driven implementation of the exponential / logarithm function", ACM TOMS 15 (1989)
 * and 16 (1990); exact products by the splitting of Veltkamp and Dekker (1971). */
#include <higgle/math.h>

#include "base/dmath_tables.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { STEPS = 128, STEP_BITS = 7, EXPONENT_BITS = 52, BIAS = 1023 };

#define LN2            0x1.62e42fefa39efp-1
#define LN2_HEAD       0x1.62e42fefa3800p-1 /* a multiple of 2^-42: exact times an exponent */
#define LN2_TAIL       0x1.ef35793c76730p-45
#define LN2_STEP_HEAD  0x1.62e42fefc0000p-8 /* ln 2/128, 35 bits: exact times a k below 2^18 */
#define LN2_STEP_TAIL  (-0x1.c610ca86c3899p-44)
#define STEPS_PER_LN2  0x1.71547652b82fep+7
#define LOG2_E         0x1.71547652b82fep+0
#define LOG2_E_HEAD    0x1.7154764000000p+0 /* 26 bits */
#define LOG2_E_TAIL    0x1.2b82fe1777d10p-28
#define TO_INTEGER     0x1.8p52 /* adding and subtracting it rounds to an integer */
#define EXP_OVERFLOW   710.0    /* ln DBL_MAX = 709.78; above: infinity whatever the tail */
#define EXP_UNDERFLOW  (-746.0) /* ln 2^-1075 = -745.13; below: 0 */
#define EXP2_OVERFLOW  1024.0
#define EXP2_UNDERFLOW (-1076.0)

typedef struct pair {
    double head, tail; /* the value is their sum, |tail| < ulp(head) */
} pair;

static inline uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x without its low 27 bits: products of two such heads are exact. */
static inline double head_of(double x) { return of_bits(bits_of(x) & ~UINT64_C(0x7ffffff)); }

/* a + b exactly, where |a| >= |b| or a = 0 (Dekker). */
static inline pair sum_exact(double a, double b)
{
    double sum = a + b;
    return (pair){sum, (a - sum) + b};
}

static inline double power_of_two(int64_t k) /* normal ones: -1022..1023 */
{
    return of_bits((uint64_t)(k + BIAS) << EXPONENT_BITS);
}

/* y * 2^k, 0.5 < y < 2, rounded once. Kept out of line: only the ends of the range come here. */
static __attribute__((noinline)) double scale_far(double y, int64_t k)
{
    if (k > 0) return y * power_of_two(k - 1) * 2;
    return y * power_of_two(k + 600) * power_of_two(-600);
}

/* 2^(k/128) * e^r, |r| < 0.0028: Taylor's remainder r^6/720 is below 2^-60. */
static inline double power_times_exp(int64_t k, double r)
{
    uint64_t index = (uint64_t)k % STEPS;
    int64_t exponent = (k - (int64_t)index) / STEPS;
    double r2 = r * r;
    double p = r + (r2 * (0.5 + r * (1.0 / 6)) + r2 * r2 * (1.0 / 24 + r * (1.0 / 120)));
    double y = POWER[index].head + POWER[index].head * (POWER[index].tail + p);
    if (exponent < 1 - BIAS || exponent > BIAS) return scale_far(y, exponent);
    return y * power_of_two(exponent);
}

/* e^(x + tail) for x within EXP_UNDERFLOW..EXP_OVERFLOW, |tail| small. */
static inline double exp_pair(double x, double tail)
{
    double k = (x * STEPS_PER_LN2 + TO_INTEGER) - TO_INTEGER;
    double r = x - k * LN2_STEP_HEAD - k * LN2_STEP_TAIL + tail;
    return power_times_exp((int64_t)k, r);
}

double hg_exp(double x)
{
    if (!(x <= EXP_OVERFLOW)) return x + INFINITY; /* NaN stays NaN */
    if (x < EXP_UNDERFLOW) return 0;
    return exp_pair(x, 0);
}

double hg_exp2(double x)
{
    if (!(x < EXP2_OVERFLOW)) return x + INFINITY;
    if (x < EXP2_UNDERFLOW) return 0;
    double k = (x * STEPS + TO_INTEGER) - TO_INTEGER;
    return power_times_exp((int64_t)k, (x - k / STEPS) * LN2);
}

/* ln(1 + r) - r + r^2/2, |r| < 0.00466: the first term left out, r^10/10, is below 2^-72 r. */
static inline double log_series(double r)
{
    double r2 = r * r;
    double high = 1.0 / 7 - r * (1.0 / 8) + r2 * (1.0 / 9);
    double low = 1.0 / 3 - r * (1.0 / 4) + r2 * (1.0 / 5 - r * (1.0 / 6));
    return r2 * r * (low + r2 * r2 * high);
}

/* ln x for finite x > 0. z is split after 21 bits, so that both of its parts times `inverse` (10
 * bits) are exact, and r = r_head + r_tail without error, and the square of r_head is exact too.
 * The sums lose nothing until the tail, whose own rounding errors are below 2^-67 of the result. */
static inline pair log_pair(double x)
{
    uint64_t bits = bits_of(x);
    int64_t subnormal = 0;
    if (bits >> EXPONENT_BITS == 0) {
        bits = bits_of(x * 0x1p52);
        subnormal = 52;
    }
    uint64_t above = bits - LOG_START;
    uint64_t index = (above >> (EXPONENT_BITS - STEP_BITS)) % STEPS;
    int64_t exponent = (int64_t)(above >> EXPONENT_BITS);
    if (exponent > 2047) exponent -= 4096; /* bits below LOG_START wrapped around */
    uint64_t z_bits = bits - ((uint64_t)exponent << EXPONENT_BITS);

    double inverse = LOGARITHM[index].inverse;
    double z = of_bits(z_bits);
    double z_head = of_bits((z_bits + UINT64_C(0x80000000)) & ~UINT64_C(0xffffffff));
    double r_head = z_head * inverse - 1, r_tail = (z - z_head) * inverse;
    double half_square = 0.5 * r_head * r_head;

    double k = (double)(exponent - subnormal);
    double start = k * LN2_HEAD + LOGARITHM[index].head + r_head; /* exact: multiples of 2^-42 */
    pair a = sum_exact(start, r_tail);
    pair b = sum_exact(a.head, -half_square);
    double tail = k * LN2_TAIL + LOGARITHM[index].tail;
    tail += log_series(r_head + r_tail) - r_tail * (r_head + 0.5 * r_tail);
    return sum_exact(b.head, tail + a.tail + b.tail);
}

static inline bool is_positive_finite(double x)
{
    return bits_of(x) - 1 < UINT64_C(0x7fefffffffffffff);
}

/* ln and log2 of whatever is not positive and finite. */
static double log_outside(double x)
{
    if (x == 0) return -INFINITY;
    return x < 0 ? NAN : x; /* infinity and NaN are their own logarithms */
}

double hg_log(double x) { return is_positive_finite(x) ? log_pair(x).head : log_outside(x); }

double hg_log2(double x)
{
    if (!is_positive_finite(x)) return log_outside(x);
    pair ln = log_pair(x);
    double head = head_of(ln.head), rest = (ln.head - head) + ln.tail;
    return head * LOG2_E_HEAD + (rest * LOG2_E + head * LOG2_E_TAIL);
}

typedef enum parity { NOT_INTEGER, EVEN, ODD } parity;

static parity parity_of(double y)
{
    if (isinf(y)) return EVEN; /* as Annex F has it */
    if (floor(y) != y) return NOT_INTEGER;
    return floor(y / 2) * 2 == y ? EVEN : ODD;
}

/* Finite x > 0, finite y. The tail of the product is small beside the ends of the range, so they
 * are decided by its head. */
static inline double pow_positive(double x, double y)
{
    pair ln = log_pair(x);
    double y_head = head_of(y), ln_head = head_of(ln.head);
    double e = y_head * ln_head;
    double tail = (y - y_head) * ln_head + y * ((ln.head - ln_head) + ln.tail);
    if (!(e < EXP_OVERFLOW)) return INFINITY;
    if (e < EXP_UNDERFLOW) return 0;
    return exp_pair(e, tail);
}

/* C17 Annex F.10.4.4 for 0, negative, infinite and NaN x, and for 0, infinite and NaN y. */
static __attribute__((noinline)) double pow_outside(double x, double y)
{
    if (y == 0 || x == 1) return 1;
    if (isnan(x) || isnan(y)) return NAN;
    double size = fabs(x);
    parity p = parity_of(y);
    if (size == 1 && isinf(y)) return 1;
    if (size == 0 || isinf(size) || isinf(y)) {
        double y_size = (size < 1) == (y < 0) ? INFINITY : 0;
        return signbit(x) && p == ODD ? -y_size : y_size;
    }
    if (p == NOT_INTEGER) return NAN;
    return p == ODD ? -pow_positive(size, y) : pow_positive(size, y);
}

double hg_pow(double x, double y)
{
    if (!is_positive_finite(x) || !is_positive_finite(fabs(y))) return pow_outside(x, y);
    return pow_positive(x, y);
}

double hg_clamp(double x, double lo, double hi)
{
    if (x < lo || lo > hi) return lo;
    return x > hi ? hi : x;
}

/* Near 1/2 the two logarithms cancel: there 2 artanh(2p - 1), whose argument is exact.
 * Elsewhere the rounding error of 1 - p is kept, and the difference is taken of pairs. */
double hg_logit(double p)
{
    if (!(p > 0 && p < 1)) return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
    double s = 2 * (p - 0.5);
    if (fabs(s) < 0x1p-6) {
        double s2 = s * s;
        double series = 1.0 / 3 + s2 * (1.0 / 5 + s2 * (1.0 / 7 + s2 * (1.0 / 9)));
        return 2 * (s + s * s2 * series);
    }
    pair rest = sum_exact(1, -p);
    pair a = log_pair(p), b = log_pair(rest.head);
    pair d = p < 0.5 ? sum_exact(a.head, -b.head) : sum_exact(-b.head, a.head);
    return d.head + (d.tail + (a.tail - b.tail - rest.tail / rest.head));
}
