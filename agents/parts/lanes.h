/* Four floats at a time, for rows of cells. Nothing here depends on the machine: every operation is
 * an IEEE one per lane, in a fixed order, and the exponential is our own polynomial (4 ulp). */
#ifndef AGENTS_PARTS_LANES_H
#define AGENTS_PARTS_LANES_H
#include <stdint.h>

#define LANES 4
typedef float lanes __attribute__((vector_size(4 * LANES)));
typedef uint32_t lanes_bits __attribute__((vector_size(4 * LANES)));

static inline lanes lanes_all(float x) { return (lanes){x, x, x, x}; }

/* a where the mask is set, b elsewhere */
static inline lanes lanes_pick(lanes_bits mask, lanes a, lanes b)
{
    return (lanes)((mask & (lanes_bits)a) | (~mask & (lanes_bits)b));
}

static inline lanes lanes_least(lanes a, lanes b) { return lanes_pick((lanes_bits)(a < b), a, b); }
static inline lanes lanes_most(lanes a, lanes b) { return lanes_pick((lanes_bits)(a > b), a, b); }

static inline float lanes_sum(lanes x) { return (x[0] + x[2]) + (x[1] + x[3]); }

/* The sums of four: {lanes_sum(a), .. lanes_sum(d)} */
static inline lanes lanes_sums(lanes a, lanes b, lanes c, lanes d)
{
    lanes ab =
        __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7);
    lanes cd =
        __builtin_shufflevector(c, d, 0, 4, 1, 5) + __builtin_shufflevector(c, d, 2, 6, 3, 7);
    return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) +
           __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/* e^x, x within -87 .. 87: 2^k e^r, |r| <= ln 2 / 2. Adding 1.5 2^23 rounds to a whole number and
 * leaves it in the low bits. */
static inline lanes lanes_exp(lanes x)
{
    const lanes whole = lanes_all(12582912.0f);
    lanes shifted = x * lanes_all(1.44269504f) + whole, k = shifted - whole;
    lanes r = x - k * lanes_all(0.693359375f) + k * lanes_all(2.12194440e-4f);
    lanes y = lanes_all(1.0f / 720) * r + lanes_all(1.0f / 120);
    y = y * r + lanes_all(1.0f / 24);
    y = y * r + lanes_all(1.0f / 6);
    y = y * r + lanes_all(0.5f);
    y = y * r + lanes_all(1.0f);
    y = y * r + lanes_all(1.0f);
    lanes_bits exponent = (lanes_bits)shifted - (lanes_bits)whole + 127u;
    return y * (lanes)(exponent << 23);
}

/* A Gaussian on an even grid, exp(-z^2) at z, z - dz, z - 2 dz, ..: from one to the next by two
 * multiplications, g *= h, h *= c. */
typedef struct lanes_bell {
    lanes g, h, c;
} lanes_bell;

static inline lanes_bell lanes_bell_at(lanes z, lanes dz)
{
    return (lanes_bell){lanes_exp(-z * z), lanes_exp((z + z - dz) * dz), lanes_exp(-2 * dz * dz)};
}

static inline void lanes_bell_next(lanes_bell *b)
{
    b->g *= b->h;
    b->h *= b->c;
}

/* {x0, x0 + x1, x0 + x1 + x2, x0 + x1 + x2 + x3} */
static inline lanes lanes_running(lanes x)
{
    x += __builtin_shufflevector(lanes_all(0), x, 0, 4, 5, 6);
    return x + __builtin_shufflevector(lanes_all(0), x, 0, 1, 4, 5);
}

#endif
