/* Shortest decimal text of a double. Most numbers that are written have at most 15 digits: one
 * multiplication proposes them and one division proves them. The others go through Schubfach
 * (R. Giulietti, "The Schubfach way to render doubles", 2020), exact with 128-bit powers of ten.
 * Both give the shortest text, and among the shortest the nearest to x; about 20 and 35 ns. */
#include "base/text.h"

#include "base/shortest_powers.h"
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 uint128;

typedef struct decimal {
    uint64_t digits; /* the value is digits * 10^exponent */
    int exponent;
} decimal;

/* 10^i is exact up to 22. */
static const double EXACT_POWER[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* floor(e log10 2) and floor(e log2 10), right for all exponents that occur. Shifts of negative
 * numbers round down with every compiler that is supported. */
static inline int log10_of_power_of_two(int e) { return (e * 1262611) >> 22; }
static inline int log2_of_power_of_ten(int e) { return (e * 1741647) >> 19; }

static decimal without_zeros(decimal d)
{
    if (d.digits % 100000000 == 0) d = (decimal){d.digits / 100000000, d.exponent + 8};
    if (d.digits % 10000 == 0) d = (decimal){d.digits / 10000, d.exponent + 4};
    while (d.digits % 10 == 0) d = (decimal){d.digits / 10, d.exponent + 1};
    return d;
}

/* Fifteen digits i with i / 10^scale = x. Both are exact doubles, and division rounds correctly: so
 * equality proves that the text reads back to x; and no two texts of 15 digits read as one. */
static bool fifteen_digits(double x, int binary_exponent, decimal *out)
{
    int scale = 14 - log10_of_power_of_two(binary_exponent);
    if (scale < 1 || scale > 22) return false;
    if (x * EXACT_POWER[scale] >= 1e15)
        scale--; /* 2^e and x may lie either side of a power of ten */
    double i = floor(x * EXACT_POWER[scale] + 0.5);
    if (i >= 1e15 || i / EXACT_POWER[scale] != x) return false;
    *out = without_zeros((decimal){(uint64_t)i, -scale});
    return true;
}

/* floor(power * x / 2^128), the lowest bit set where something was cut off ("round to odd"), which
 * is all that comparisons need. A cut of 1 is the error of the rounded-up power. */
static inline uint64_t scaled(uint64_t high, uint64_t low, uint64_t x)
{
    uint128 carry = (uint128)low * x >> 64;
    uint128 y = (uint128)high * x + (uint64_t)carry;
    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

/* x = c * 2^q. Four times the value and both ends of the interval that reads back to it are scaled
 * by 10^-k, where 10^k is just below the interval's width; then at most one multiple of 10^(k+1),
 * and at least one of 10^k, lies inside. */
static decimal schubfach(uint64_t c, int q, bool lower_is_closer)
{
    int k = (q * 1262611 - (lower_is_closer ? 524031 : 0)) >> 22;
    int shift = q + log2_of_power_of_ten(-k) + 1;
    uint64_t high = POWER_OF_TEN[-k - POWER_MIN].high, low = POWER_OF_TEN[-k - POWER_MIN].low;
    uint64_t odd = c & 1; /* an odd c does not get the ends: reading rounds ties to even */
    uint64_t lower = scaled(high, low, (4 * c - 2 + lower_is_closer) << shift) + odd;
    uint64_t value = scaled(high, low, (4 * c) << shift);
    uint64_t upper = scaled(high, low, (4 * c + 2) << shift) - odd;

    uint64_t s = value / 4, tens = s / 10;
    bool down = lower <= 40 * tens, up = 40 * tens + 40 <= upper;
    if (s >= 10 && down != up) return (decimal){tens + up, k + 1};
    down = lower <= 4 * s, up = 4 * s + 4 <= upper;
    if (down != up) return (decimal){s + up, k};
    uint64_t middle = 4 * s + 2;
    return (decimal){s + (value > middle || (value == middle && (s & 1))), k};
}

static decimal shortest(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int exponent = (int)(bits >> 52);
    decimal d;
    if (fifteen_digits(x, exponent - 1023, &d)) return d;
    uint64_t c = exponent ? fraction | UINT64_C(1) << 52 : fraction;
    int q = (exponent ? exponent : 1) - 1075;
    return without_zeros(schubfach(c, q, fraction == 0 && exponent > 1));
}

/* The digits of x from the left, at most 20, two per division. */
static int write_digits(char *out, uint64_t x)
{
    static const char PAIRS[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    char digits[20];
    char *end = digits + sizeof digits, *p = end;
    for (; x >= 10; x /= 100) memcpy(p -= 2, PAIRS + x % 100 * 2, 2);
    if (x || p == end) *--p = (char)('0' + x);
    memcpy(out, p, (size_t)(end - p));
    return (int)(end - p);
}

static char *zeros(char *out, int n)
{
    memset(out, '0', (size_t)n);
    return out + n;
}

/* point: how many digits stand before the decimal point, -4..17. */
static char *write_plain(char *out, const char *digits, int n, int point)
{
    if (point <= 0) {
        *out++ = '0';
        *out++ = '.';
        out = zeros(out, -point);
        memcpy(out, digits, (size_t)n);
        return out + n;
    }
    int before = n < point ? n : point;
    memcpy(out, digits, (size_t)before);
    out = zeros(out + before, point - before);
    if (n <= point) return out;
    *out++ = '.';
    memcpy(out, digits + before, (size_t)(n - before));
    return out + (n - before);
}

static char *write_scientific(char *out, const char *digits, int n, int exponent)
{
    *out++ = digits[0];
    if (n > 1) {
        *out++ = '.';
        memcpy(out, digits + 1, (size_t)(n - 1));
        out += n - 1;
    }
    *out++ = 'e';
    if (exponent < 0) *out++ = '-';
    return out + write_digits(out, (uint64_t)(exponent < 0 ? -exponent : exponent));
}

static char *write_finite(char *out, double x)
{
    if (x == 0) return zeros(out, 1);
    decimal d = shortest(x);
    char digits[20];
    int n = write_digits(digits, d.digits), point = n + d.exponent;
    if (x >= 1e-5 && x < 1e17) return write_plain(out, digits, n, point);
    return write_scientific(out, digits, n, point - 1);
}

size_t text_double(char out[TEXT_DOUBLE_MAX], double x)
{
    char *end = out;
    if (isnan(x)) {
        memcpy(end, "nan", 3);
        end += 3;
    } else {
        if (signbit(x)) *end++ = '-';
        if (isinf(x)) {
            memcpy(end, "inf", 3);
            end += 3;
        } else {
            end = write_finite(end, fabs(x));
        }
    }
    *end = 0;
    return (size_t)(end - out);
}
