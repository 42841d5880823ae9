/* Tit-for-tat: answers what the others conceded since my last turn, in own utility. Shared by
 * tit-for-tat, absolute-tit-for-tat and averaged-tit-for-tat (Faratin, Sierra & Jennings 1998),
 * which differ in the two offers that they compare and in what they make of them.
 *
 *     opening  Umax, and again until somebody has made enough offers to compare
 *     demand   my last demand, answered by the strategy's rule, within [Umin, Umax]
 *
 * My last demand is the unrounded target, not what my bid was worth: rounding must not feed back.
 * An offer counts once my turn comes: one that was replaced or taken back before was never made;
 * and it is answered once: who said nothing new has not moved. Of several others each is answered
 * for itself, and the demand is the mean of the answers. Time does not matter: with a deadline or
 * without, who meets somebody that never moves never moves.
 *
 * Bid and acceptance: bargainer.h. */
#ifndef AGENTS_PARTS_RECIPROCITY_H
#define AGENTS_PARTS_RECIPROCITY_H
#include "agents/parts/bargainer.h"

#define RECIPROCITY_BACK_MAX 8
extern const char *const reciprocity_counts[]; /* "1" .. "8": words, for half an offer is none */
/* What the parameter's word stands for. */
static inline uint32_t reciprocity_count(double choice) { return (uint32_t)choice + 1; }

/* What one seat offered, as I saw it on my turns. */
typedef struct reciprocity_heard {
    double worth[RECIPROCITY_BACK_MAX + 1]; /* to me: a ring */
    uint32_t count;                         /* in all */
    double pending;                         /* made since my last turn; NaN: nothing */
    bool moved;                             /* said something new before this turn */
} reciprocity_heard;

typedef struct reciprocity {
    bargainer self; /* first */
    uint32_t seat, n;
    double demand;            /* of my last turn */
    double zero;              /* what ratios are measured from: the least utility, at most 0 */
    reciprocity_heard *heard; /* [n] by seat; my own stays empty */
} reciprocity;

/* The demand that answers two offers of one seat, an older one and a newer. */
typedef double (*reciprocity_rule)(const reciprocity *, double older, double newer);

/* demand * older / newer, measured from `zero`. Where one of the two is worth nothing there is no
 * ratio, and the demand stays. */
double reciprocity_ratio(const reciprocity *, double older, double newer);

/* What a seat offered so many offers before its newest; < RECIPROCITY_BACK_MAX + 1 and its count.
 */
double reciprocity_offered(const reciprocity_heard *, uint32_t before_newest);
/* At the start of a turn, not of a revision: what was said since the last one now counts. */
void reciprocity_note(reciprocity *);

/* Always 0. */
int reciprocity_init(reciprocity *, const hg_brief *, const hg_host *);
void reciprocity_receive(void *self, const hg_message *);

/* A turn: compares what each other seat offered `older` and `newer` offers before its newest, and
 * takes its stand. Always 0. */
int reciprocity_act(reciprocity *, const hg_turn *, hg_reply *, reciprocity_rule, uint32_t older,
                    uint32_t newer);

#endif
