/* When to leave the table: iff the limit w, less what leaving costs, is worth more than to stay,
 *     exp(-h d) (z max(D, w') + (1 - z) w'),     z = is there a zone, as I see it?
 * d = half of my rounds left, at least 1; h = what a round of delay costs me; w' = w; D = the
 * greatest of u*, T and where the other's offers are heading at the pace of its gifts so far. Where
 * an alternative that I hold is gone by my next turn: d = 1, w' = what remains to me, D without T,
 * and u* and z at w'. Not before round `from`, nor, with a zone, before the other had two rounds to
 * show a pace. With nothing to walk to (w = 0) never. Source: Muthoo 1999, ch. 5; the valuation of
 * staying is ours. */
#ifndef AGENTS_PARTS_WALKING_H
#define AGENTS_PARTS_WALKING_H
#include "agents/parts/others.h"

typedef struct walking {
    bool allowed;
    uint32_t from;       /* first round, from 0 */
    uint32_t last_round; /* in which anybody can deal, as far as I know */
    double delay;        /* h; 0 for who does not look */
    double cost;         /* of leaving, own utility */
    double falls;        /* time at which my limit falls, unless I deal or walk before */
} walking;

/* What the talks have come to, in own utility. */
typedef struct prospects {
    perceived seen;
    double target;      /* T */
    double best, gifts; /* the other's best offer so far, and what it improved in all; */
    bool heard;         /* if it made any */
} prospects;

/* What is held and not gone by `time` is worth to me at best; 0 without. */
double walking_best_held(const hg_host *host, double time);

/* My limit or what I hold has changed. */
void walking_update(walking *k, const hg_brief *brief, const hg_host *host, double w);

/* May it be worth while at all, this turn? Where waiting costs nothing and nothing goes, staying is
 * never worth less. Inline: asked every turn. */
static inline bool walking_tempts(const walking *k) { return k->delay != 0 || k->falls <= 1; }

bool walking_leaves(const walking *k, const others *o, const hg_turn *turn, const prospects *p);

#endif
