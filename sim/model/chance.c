/* What chance brings a session: offers that a search finds, errors of judgement, obstinate types;
 * and in which part of its range each session of a stratified design draws.
 *
 * A stream holds so many numbers per arrival and alternative, used or not: what one turns out to be
 * shifts no other, and sessions of different cells share their luck. Must not know: time within a
 * session. */
#include "model/chance.h"
#include "base/hash.h"
#include <higgle/theory.h>
#include <math.h>
#include <string.h>

void draw_open(rng *stream, const draw_key *key, uint32_t name)
{
    rng_open(stream, key->seed, RNG_SCENARIO, key->replicate, rng_who(key->episode, name));
}

/* ---- strata ---- */

enum { FEISTEL_ROUNDS = 4 };

/* A balanced Feistel network permutes 0 .. 2^(2 half) - 1 whatever its round function is: here
 * Philox, named by the seed and the stream. */
static uint64_t feistel(uint64_t seed, uint32_t stream, uint64_t x, unsigned half)
{
    uint64_t mask = (UINT64_C(1) << half) - 1, left = x >> half, right = x & mask;
    for (uint32_t k = 0; k < FEISTEL_ROUNDS; k++) {
        rng mix;
        rng_open(&mix, seed, RNG_DESIGN, right, rng_who(k, stream));
        uint64_t next = left ^ (rng_next(&mix) & mask);
        left = right;
        right = next;
    }
    return left << half | right;
}

/* Walking the cycle until it comes back below n makes it a permutation of 0..n-1 (Black & Rogaway
 * 2002): fewer than four steps on average. */
uint64_t stratum_of(uint64_t seed, uint32_t stream, uint64_t r, uint64_t n)
{
    uint64_t x = r % n;
    unsigned half = 1;
    while (half < 32 && UINT64_C(1) << 2 * half < n) half++;
    do x = feistel(seed, stream, x, half);
    while (x >= n);
    return x;
}

/* ---- errors ---- */

/* Fixed for the session: who misjudges an offer does so whenever it looks. */
void draw_errors(alternative *alternatives, const party *p, const draw_key *key)
{
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        rng stream;
        draw_open(&stream, key, alternatives[i].stream + 1);
        alternatives[i].error = p->own_sd * rng_normal(&stream);
    }
}

/* ---- searches ---- */

static double exponential(rng *stream, double mean)
{
    double u = rng_uniform(stream);
    return isinf(mean) ? mean : -mean * hg_log(1 - u);
}

/* Without recall an offer is gone before the next round begins. */
static double gone_at(const model *m, const search_spec *s, double arrives, double lives)
{
    double expires = arrives + lives;
    if (!s->recall) {
        uint32_t next = model_round_at(m, arrives) + 1;
        expires = fmin(expires, next < model_rounds(m) ? model_time(m, next) : NEVER);
    }
    return expires <= 1 ? expires : NEVER;
}

/* Gap, worth, life and error of each: four numbers. */
static uint32_t arrivals_of(const model *m, const party *p, uint32_t which, const draw_key *key,
                            arrival *out)
{
    const alternative *a = &p->alternatives[which];
    const search_spec *s = a->search;
    rng stream;
    draw_open(&stream, key, a->stream);
    double at = 0;
    uint32_t n = 0;
    while (n < ARRIVALS_MAX) {
        at += exponential(&stream, 1 / s->rate);
        double worth = s->lo + (s->hi - s->lo) * rng_uniform(&stream);
        double lives = exponential(&stream, s->lifetime);
        double error = p->own_sd * rng_normal(&stream);
        if (!(at <= 1)) break;
        out[n++] = (arrival){which, worth, error, at, gone_at(m, s, at, lives)};
    }
    return n;
}

void draw_arrivals(arena *memory, const model *m, party *p, const draw_key *key)
{
    arrival found[ARRIVALS_MAX];
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        if (!p->alternatives[i].search) continue;
        uint32_t before = p->n_arrivals, n = arrivals_of(m, p, i, key, found);
        arrival *all = arena_array(memory, before + (size_t)n, sizeof *all);
        if (before) memcpy(all, p->arrivals, before * sizeof *all);
        if (n) memcpy(all + before, found, n * sizeof *all);
        p->arrivals = all;
        p->n_arrivals = before + n;
    }
}

static double time_left(const model *m, uint32_t who, uint32_t round)
{
    uint32_t rounds = model_rounds(m), own = m->deadlines[who];
    return rounds > 1 && own > round + 1 ? (own - 1 - round) / (double)(rounds - 1) : 0;
}

/* All worth the same: the first to come is taken, if it pays to wait for it. */
static double worth_of_same(const search_spec *s, double left, double held)
{
    double net = s->lo - s->cost / s->rate;
    return net > held ? net - (net - held) * hg_exp(-s->rate * left) : held;
}

double search_worth(const model *m, uint32_t who, const search_spec *s, uint32_t round, double held)
{
    double left = time_left(m, who, round);
    if (!(s->lo < s->hi)) return worth_of_same(s, left, held);
    const hg_search found = {
        .arrivals = s->rate, .lo = s->lo, .hi = s->hi, .cost = s->cost, .fallback = held};
    bool kept = s->recall && isinf(s->lifetime);
    double worth = kept ? hg_search_recall(&found, left) : hg_search_worth(&found, left);
    return worth > held ? worth : held;
}

double party_limit(const model *m, uint32_t who, uint32_t round, double held)
{
    const party *p = &m->parties[who];
    double limit = held;
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (p->alternatives[i].search)
            limit = fmax(limit, search_worth(m, who, p->alternatives[i].search, round, held));
    return limit;
}

uint32_t party_arrival(const party *p, uint32_t which, double told, const bool *arrived, bool there)
{
    for (uint32_t i = 0; i < p->n_arrivals; i++) {
        const arrival *a = &p->arrivals[i];
        bool fits = a->alternative == which && a->worth + a->error == told;
        if (fits && arrived[i] == there) return i;
    }
    return HG_NOBODY;
}

bool party_found(const party *p, uint32_t which, const bool *arrived)
{
    for (uint32_t i = 0; i < p->n_arrivals; i++)
        if (p->arrivals[i].alternative == which && arrived[i]) return true;
    return false;
}

/* ---- types ---- */

bool draw_obstinate(const party *p, const draw_key *key)
{
    rng stream;
    if (!(p->obstinacy > 0)) return false;
    const char *path[] = {p->role, ".power.commitment"};
    uint64_t name = hash64(hash64(0, path[0], strlen(path[0])), path[1], strlen(path[1]));
    draw_open(&stream, key, (uint32_t)name);
    return rng_uniform(&stream) < p->obstinacy;
}
