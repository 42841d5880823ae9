/* How a party gave way, from the offers of a session in their order: the steps of what Raiffa
 * called the negotiation dance. Each measure is defined here and nowhere else. x = a party's own
 * utility of its own offers: its demand; a move is from one of its offers to its next.
 *
 *     total_concession   the first x less the last, in its own unit
 *     concession_rate    (best - least x) / (best - full yield), at most 1; full yield = what it
 * has left where it gives the other that one's best outcome; two parties Baarslag, Hindriks &
 * Jonker 2011 temporal_patience  the mean time of its concessions, weighted by their size; moves up
 * do not count: 0 all at once, 1 all at the deadline monotonicity       share of the moves that do
 * not raise x      Rosenschein & Zlotkin 1994 share[]            of the moves, by what they change
 * for itself and for the other, over `span`; two parties               Hindriks, Jonker & Tykhonov
 * 2007 reciprocity        least-squares slope of its concession in a move on what the other's
 * offers have come up for it since its previous offer: 1 answers like with like; two parties
 *
 * Pure. NaN: not defined: no offer, no move, nothing conceded, no clock, more than two parties, or
 * fewer than three moves that answer different moves. */
#ifndef MODEL_DANCE_H
#define MODEL_DANCE_H
#include <higgle/math.h>

/* name, what it does for itself and for the other. In this order: the first that holds. */
#define DANCE_STEPS(X)                                                                             \
    X(SILENT, "silent", "next to nothing for either")                                              \
    X(NICE, "nice", "next to nothing for itself, better for the other")                            \
    X(CONCESSION, "concession", "worse for itself, not worse for the other")                       \
    X(UNFORTUNATE, "unfortunate", "worse for the other, not better for itself")                    \
    X(SELFISH, "selfish", "better for itself, not better for the other")                           \
    X(FORTUNATE, "fortunate", "better for both")
typedef enum dance_step {
#define DANCE_ENUM(id, name, meaning) STEP_##id,
    DANCE_STEPS(DANCE_ENUM)
#undef DANCE_ENUM
        STEP_COUNT
} dance_step;
#define STEP_NEGLIGIBLE 0.03 /* of the span */
/* Of changes of utility over the span. */
dance_step dance_step_of(double own, double other);

/* The offers of a session. */
typedef struct dance {
    uint32_t n_parties, n_offers;
    const uint32_t *party; /* [n_offers] who made it */
    const double *time;    /* [n_offers] 0..1; NaN: there is no clock */
    const double *u;       /* [n_offers][n_parties] what it is worth to each, own unit */
} dance;

/* What a party's utilities can be, own unit. */
typedef struct dance_room {
    double best;  /* of all outcomes */
    double yield; /* full yield; NaN where there is not one other */
    double span;  /* what moves are taken of; 0: there is nothing to move */
} dance_room;

typedef struct dance_measures {
    double total_concession, concession_rate, temporal_patience, monotonicity;
    uint32_t moves;
    double share[STEP_COUNT];
    double reciprocity;
} dance_measures;

/* O(offers). */
void dance_measure(const dance *, const dance_room *room /* [n_parties] */, uint32_t who,
                   dance_measures *out);
#endif
