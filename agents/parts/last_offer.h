/* What to hold out for in view of the last offer: the line of Atlas3 (Mori & Ito 2017).
 *
 *     C         the best offer received so far, at least w; w the limit
 *     T         q C + (1 - q) (1 + C) / 2, q = (1 - C) / (1 - C + 2 (C - w)): what a game about
 *               the last offer is worth; agents/atlas3.c has its derivation
 *     line      T + (1 - T) (1 - t)
 *
 * All in parts of the best outcome (parts/scale.h). */
#ifndef AGENTS_PARTS_LAST_OFFER_H
#define AGENTS_PARTS_LAST_OFFER_H
#include <math.h>

static inline double last_offer_line(double limit, double offered, double t)
{
    double w = fmax(0, limit), c = fmin(1, fmax(w, offered));
    double q = c < 1 ? (1 - c) / (1 - c + 2 * (c - w)) : 1;
    double target = q * c + (1 - q) * (1 + c) / 2;
    return target + (1 - target) * (1 - t);
}

#endif
