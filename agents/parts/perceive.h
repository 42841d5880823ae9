/* Perceived leverage: what an agent thinks is its due, from what it knows. Pure.
 *
 * Two parties, transferable utility, outside values w (mine) and r (the other's), pie P:
 *     x  = kappa w + sigma (P - kappa w - kappa r)   sigma: recognition, hazards, information
 *     u* = max(w, min(x, P - r))                     first the other's cap, then my own floor
 * The order matters: where there is no zone of agreement I keep w. Conditioning on a zone instead
 * would raise my target as the other gets stronger.
 *
 * Whoever only believes something about r takes the mean of u* over the cells of its belief. */
#ifndef AGENTS_PARTS_PERCEIVE_H
#define AGENTS_PARTS_PERCEIVE_H
#include "agents/parts/belief.h"
#include <higgle/math.h>

typedef struct perceived {
    double target; /* u*, own utility */
    double share;  /* phihat, 0..1 */
    double zone;   /* how likely there is anything to agree on: 0 or 1 where everything is known */
    double lambda; /* ln of my share - mean ln of the others', shares clipped to 0.01 .. 0.99; by
                      perceive_state alone */
} perceived;

/* ln(c / ((1 - c)/(n - 1))), c = share clipped to 0.01 .. 0.99: my share against the mean other. */
double perceive_lambda(double share, uint32_t n);

/* The null: an equal part of `scale`, whatever anybody's leverage is; agreement is possible. */
perceived perceive_nothing(double scale, uint32_t n);

/* As party `me` of the state s, which holds what I believe of everybody. `scale` is what I would
 * have with everything: the pie, or my greatest utility where utilities are not transferable. */
perceived perceive_state(const hg_standing *s, uint32_t me, double scale);

/* Only the share of it. */
double perceive_share(const hg_standing *s, uint32_t me, double scale);

/* What each cell of the other's limit would give me, between two parties; in parts of `scale`. */
typedef struct outlook {
    belief_row due, share, zone;
} outlook;

/* Of s, the other's limit is left open: it lies in one of the cells of least..most. */
void perceive_cells(const hg_standing *s, uint32_t me, double scale, double least, double most,
                    outlook *out);

/* The mean of the cells at these probabilities. */
perceived perceive_mean(const outlook *o, const lanes *probability, double scale);

/* What is left at best for the other where I get so much, between two parties. */
double perceive_rest(const hg_standing *s, uint32_t me, double mine);

#endif
