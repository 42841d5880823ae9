/* Take it or leave it: what to ask for where there is one offer and one answer.
 *
 *     demand   the x that maximises A(x) x + (1 - A(x)) w over w and every P/100 from there to P
 * (the lowest of equals); A(x) = Prob[what x leaves each other >= max(its limit, what its envy
 * bears)], the limits as I see or believe them, even within a cell answer   accept iff the offer is
 * worth max(w, (1 - psi) what my envy bears)
 *
 * The least that envy bears is alpha/(1 + 2 alpha) of the pie between two (parts/composure.h), and
 * others are taken to be as envious as I am. Among n, x leaves all others alike, and all must
 * accept: the product over them. No luck, margin or anchor: there is no second offer.
 *
 * Sources: Myerson 1981 (the price of a monopolist, where alpha = 0); Fehr & Schmidt 1999. */
#ifndef AGENTS_PARTS_ONE_SHOT_H
#define AGENTS_PARTS_ONE_SHOT_H
#include "agents/parts/composure.h"
#include "agents/parts/others.h"

/* How likely all others accept what leaves me x, own utility. */
double one_shot_accepted(const others *o, const composure *c, double x);

/* What to ask for, own utility; at least my limit. */
double one_shot_demand(const others *o, const composure *c);

/* The least that I accept. */
double one_shot_least(const others *o, const composure *c);

#endif
