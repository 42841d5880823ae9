/* What is up to chance in a session beside the numbers that are drawn: what searches bring, errors,
 * types. Everything is a function of (seed, replicate, episode, path). Private to this room. */
#ifndef MODEL_CHANCE_H
#define MODEL_CHANCE_H
#include "base/rng.h"
#include "model/model.h"

typedef struct draw_key {
    uint64_t seed, replicate;
    uint32_t episode;
} draw_key;

/* model.c: what a draw may move. */
void model_gather(arena *, model *, party *); /* the parties' numbers, as leverage takes them */
double model_pie_of(const model *);

/* The stream that a path names; the next number names another stream of the same path. */
void draw_open(rng *stream, const draw_key *, uint32_t name);
/* Which of n equal parts is replicate r's: a permutation of 0..n-1 named by (seed, stream), applied
 * to r mod n, so that each part is taken once in n replicates (Latin hypercube sampling, McKay,
 * Beckman & Conover 1979). Stateless: no worker has to know what another drew. n >= 1. */
uint64_t stratum_of(uint64_t seed, uint32_t stream, uint64_t r, uint64_t n);

void draw_errors(alternative *, const party *, const draw_key *); /* of its alternatives */
void draw_arrivals(arena *, const model *, party *, const draw_key *);
bool draw_obstinate(const party *, const draw_key *);
#endif
