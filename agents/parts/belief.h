/* What an agent believes of another's limit, learnt from what the other demands. Pure.
 *
 * A joint histogram: 32 equal cells of the interval that the briefing leaves open, times the
 * schedules that the other may follow: exponents 1/2, 1, 2, 4, and, where its deadline is hidden,
 * deadlines after 1/4, 1/2, 3/4 or all of my time. A schedule predicts the demand
 *     d(r, e) = r + (d0 - r) (1 - theta^e)     d0: its first demand, theta: its time since, 0..1
 * and an observed demand d weighs every cell with Normal(d; d(r, e), sd)^omega (Faratin, Sierra &
 * Jennings 1998 for the family; Hindriks & Tykhonov 2008 for learning by weighing hypotheses;
 * tempering Gruenwald & van Ommen 2017). The first demand weighs r with Normal(d0; r + a0 (P - r),
 * P/4), untempered: it is one observation. Then eps of the weight is spread evenly, for nothing is
 * impossible: limits move, and people follow no schedule.
 *
 * Successive demands of one schedule are not independent evidence, however many rounds there are:
 * one for each 1/16 of the time is weighed, repeated or not (whoever waits says something, too). It
 * stands for up to two: where others were heard since the last that was weighed, it weighs as
 * Normal^(2 omega). That is the evidence of one for each 1/32, at half of the work.
 *
 * Utilities are the other's own, from 0 to `scale`, what it would have with everything. */
#ifndef AGENTS_PARTS_BELIEF_H
#define AGENTS_PARTS_BELIEF_H
#include "agents/parts/lanes.h"
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#define BELIEF_CELLS     32
#define BELIEF_EXPONENTS LANES
#define BELIEF_DEADLINES 4
#define BELIEF_MERGED    2 /* demands that one may stand for */
#define BELIEF_ROWS      (BELIEF_CELLS / LANES)

typedef lanes belief_row[BELIEF_ROWS]; /* a number per cell: cell b is [b / LANES][b % LANES] */
typedef lanes schedules;               /* a number per exponent */

typedef struct belief_rule {
    double eps;    /* mixing, 0..1 */
    double sd;     /* of a demand around its schedule, part of `scale`; >= .08 */
    double margin; /* a0: opening, part of the way from target to everything */
    struct {
        double omega;        /* tempering, 0..1 */
        double sharpness;    /* sqrt(omega/2)/sd */
        double calm;         /* an expected likelihood, tempered, that rules out a surprise */
    } weight[BELIEF_MERGED]; /* of a demand that stands for one, for two */
} belief_rule;

belief_rule belief_rule_of(double omega, double eps, double sd, double margin);

typedef struct belief {
    double least, most, scale; /* the limit lies in least..most */
    double first, first_time;  /* its first demand, 0..1 of scale, and when; first_time < 0: none */
    double due_time;           /* from when on a demand is weighed; infinite: never */
    uint32_t skipped;          /* demands since the last that was weighed */
    double deadline;           /* the last that is considered, in my time */
    float first_cell;          /* the limit of the first cell, part of scale, ... */
    float next_cell;           /* ... and from one to the next */
    uint32_t blocks;           /* deadlines considered: 1, or BELIEF_DEADLINES */
    uint32_t past;             /* how many of them have passed */
    float keep, add;           /* the joint probability of a cell is keep * weight + add */
    belief_row limit;          /* marginal, sums to 1 */
    double mean;               /* of it, in cells */
    schedules weight[][BELIEF_CELLS];
} belief;

/* Bytes of a belief, with or without the other's deadline. Aligned to 16 by whoever allots it. */
size_t belief_size(bool deadline_hidden);

/* Evenly spread over least..most. The other's deadline is in parts of my time; 0: it is hidden. */
void belief_open(belief *b, double least, double most, double scale, double deadline);

/* From now on no demand is weighed. */
static inline void belief_close(belief *b) { b->due_time = INFINITY; }

#define BELIEF_STEP (1 / 16.0 - 1e-9) /* demands closer in time are not weighed */

/* The other demands something at tau: is it to be weighed? Inline: asked at every offer. */
static inline bool belief_due(belief *b, double tau)
{
    if (tau >= b->due_time) return true;
    b->skipped++;
    return false;
}

/* It is, and this is what the other demands at my time tau, 0..1. `surprise` receives whether -ln
 * of the expected likelihood (1 at best) exceeds 3. */
void belief_hear(belief *b, const belief_rule *rule, double demand, double tau, bool *surprise);

static inline double belief_mean(const belief *b)
{
    return b->least + (b->most - b->least) / BELIEF_CELLS * b->mean;
}

/* Its mean as a part of scale. */
static inline double belief_part(const belief *b)
{
    return (double)b->first_cell + (double)b->next_cell * (b->mean - 0.5);
}

/* How likely the limit is to be no more than this; cells are even inside. */
double belief_below(const belief *b, double limit);

/* How likely the other's deadline is at (i + 1)/4 of my time; 1 for the last where it is known. */
double belief_deadline(const belief *b, uint32_t i);

/* How likely the limit lies in each of `cells` equal parts of 0..scale; what lies beyond counts
 * for the last. */
void belief_spread(const belief *b, double *out, uint32_t cells);

#endif
