/* Philox4x64-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as
 * easy as 1, 2, 3", SC'11. The state is a counter; a block of four words is a keyed bijection of
 * it. The constants are those of the paper and the order of use that of numpy.random.Philox, which
 * is the test's oracle. Knows nothing of sessions: who draws is in the counter. */
#include "base/rng.h"
#include <assert.h>
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 uint128;

#define MULTIPLIER_0 UINT64_C(0xD2E7470EE14C6C93)
#define MULTIPLIER_1 UINT64_C(0xCA5A826395121157)
#define WEYL_0       UINT64_C(0x9E3779B97F4A7C15) /* golden ratio */
#define WEYL_1       UINT64_C(0xBB67AE8584CAA73B) /* sqrt(3) - 1 */
enum { ROUNDS = 10, WORDS = 4 };

void rng_open(rng *r, uint64_t seed, rng_purpose purpose, uint64_t replicate, uint64_t episode_who)
{
    *r = (rng){.key = {seed, (uint64_t)purpose}, .counter = {0, replicate, episode_who, 0}};
    r->next = WORDS;
}

static void philox(uint64_t out[WORDS], const uint64_t counter[WORDS], uint64_t k0, uint64_t k1)
{
    uint64_t a = counter[0], b = counter[1], c = counter[2], d = counter[3];
    for (int round = 0; round < ROUNDS; round++) {
        uint128 p = (uint128)MULTIPLIER_0 * a, q = (uint128)MULTIPLIER_1 * c;
        a = (uint64_t)(q >> 64) ^ b ^ k0;
        c = (uint64_t)(p >> 64) ^ d ^ k1;
        b = (uint64_t)q;
        d = (uint64_t)p;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    out[0] = a, out[1] = b, out[2] = c, out[3] = d;
}

static void next_block(rng *r)
{
    for (int i = 0; i < WORDS; i++) /* the counter is one integer of 256 bits */
        if (++r->counter[i] != 0) break;
    philox(r->word, r->counter, r->key[0], r->key[1]);
    r->next = 0;
}

uint64_t rng_next(rng *r)
{
    if (r->next >= WORDS) next_block(r);
    return r->word[r->next++];
}

double rng_uniform(rng *r) { return (double)(rng_next(r) >> 11) * 0x1p-53; }

double rng_normal(rng *r) { return normal_quantile(((double)(rng_next(r) >> 12) + 0.5) * 0x1p-52); }

/* D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019): the high word
 * of x * n is uniform once the 2^64 mod n lowest products are rejected; the division happens only
 * where the low word makes it possible that this is one of them. */
uint64_t rng_below(rng *r, uint64_t n)
{
    assert(n > 0);
    uint128 product = (uint128)rng_next(r) * n;
    if ((uint64_t)product < n) {
        uint64_t rejected = (0 - n) % n;
        while ((uint64_t)product < rejected) product = (uint128)rng_next(r) * n;
    }
    return (uint64_t)(product >> 64);
}
