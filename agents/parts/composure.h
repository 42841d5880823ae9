/* Difficult moments: what an unreasonable offer does to whoever is not quite composed.
 *
 *     I  = max(0, 2/n alpha/(1 + 2 alpha) - y/P)   how far an offer lies below the least acceptable
 *     walks out with probability (1 - psi) (F(I) - F(0))/(1 - F(0)), F(v) = 1/(1 + e^-((v -
 * theta)/s)) or else asks for (1 - psi) nu I P more Without an insult (I = 0) nothing happens,
 * exactly. The least acceptable offer is that of Fehr & Schmidt 1999 between two, scaled to an
 * equal part among n; that low offers drive people from the table is Schweinsberg et al. 2012;
 * theta, s, nu and psi are uncalibrated. */
#ifndef AGENTS_PARTS_COMPOSURE_H
#define AGENTS_PARTS_COMPOSURE_H
#include <stdint.h>

typedef struct composure {
    double psi;   /* 1: nothing moves it */
    double alpha; /* envy: the less it has, the less it bears */
    double theta; /* insult at which half of those who do not keep calm leave, part of the pie */
    double s;     /* spread of that */
    double nu;    /* demand that an insult adds, per insult */
} composure;

/* The least acceptable part of the pie. */
double composure_least(const composure *c, uint32_t n_parties);

/* Of an offer worth this part of the pie, 0..; 0: none. */
double composure_insult(const composure *c, double part, uint32_t n_parties);

double composure_walk_probability(const composure *c, double insult);

/* What the insult adds to the demand, part of the pie. */
double composure_reaction(const composure *c, double insult);

#endif
