/* Random numbers: Philox4x64-10 (Salmon et al. 2011), equal to numpy.random.Philox bit for bit.
 *
 * A stream is a name, not a state that somebody hands around: key = (seed, purpose), counter = (0,
 * replicate, episode << 32 | who, 0). Opening one costs a few nanoseconds. The counter holds the
 * replicate within its cell, so that all cells share their luck (common random numbers), and a new
 * purpose never shifts an old stream. */
#ifndef BASE_RNG_H
#define BASE_RNG_H
#include <stdint.h>

typedef enum rng_purpose {
    RNG_SCENARIO,
    RNG_AGENT,
    RNG_NOISE,
    RNG_EVENTS,
    RNG_DESIGN,
    RNG_BOOTSTRAP
} rng_purpose;

typedef struct rng {
    uint64_t key[2], counter[4], word[4];
    uint32_t next; /* 4 = draw a new block first; word 0 of the counter is incremented before each
                      block */
} rng;

static inline uint64_t rng_who(uint32_t episode, uint32_t who)
{
    return (uint64_t)episode << 32 | who;
}
void rng_open(rng *, uint64_t seed, rng_purpose, uint64_t replicate, uint64_t episode_who);
uint64_t rng_next(rng *);
double rng_uniform(rng *); /* [0,1): (x >> 11) * 2^-53 */
double rng_normal(rng *); /* N(0,1) by inversion of one uniform ((x >> 12) + 0.5) * 2^-52: one draw,
                             no rejection */
double normal_quantile(double p); /* inverse of the standard normal distribution function, 0 < p <
                                     1, own arithmetic, relative error < 1e-14 */
uint64_t rng_below(rng *, uint64_t n); /* 0..n-1 without bias */
#endif
