/* higgle/math.h - pure functions for agents and embedders: numbers that are the same on every
 * machine, and leverage.
 *
 * Everything here is a function of its arguments alone: no state, no allocation, no I/O, no clock.
 * The elementary functions do not come from libm, whose last bit depends on the processor (FMA) and
 * the version; these use a fixed order of IEEE operations, so that a decision taken from them is
 * taken everywhere. */
#ifndef HIGGLE_MATH_H
#define HIGGLE_MATH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HG_API __attribute__((visibility("default")))
#else
#define HG_API
#endif

/* ---- elementary functions: at most 2 ulp from the true value, special cases as in C17 Annex F
 * ---- */
HG_API double hg_exp(double x);
HG_API double hg_exp2(double x);
HG_API double hg_log(double x);
HG_API double hg_log2(double x);
HG_API double hg_pow(double x, double y);
HG_API double hg_clamp(double x, double lo,
                       double hi); /* lo if x < lo (or lo > hi), hi if x > hi, else x */
HG_API double hg_logit(double p);  /* ln(p / (1 - p)), 0 < p < 1 */

/* ---- leverage: who would get how much of the pie (reference solution v1) ----
 *
 * Leverage is defined by what it does to the outcome: phi_i is the share of the pie that party i
 * gets, given agreement, under one fixed reference solution evaluated at the true state. It is a
 * convention with three exact anchors: the random-proposer limit (Binmore 1987), the outside-option
 * principle (Binmore, Shaked & Sutton 1989) and the Nash split (Nash 1950). kappa in [0,1] spans
 * the two rival theories of an outside value: 0 = it counts only where it binds, 1 = it is the
 * point from which the surplus is split.
 *
 * phi splits exactly into what alternatives, power and information contribute (a Shapley value over
 * the three sources against the neutral point w = 0, p even, h equal, iota = 0):   sum of parts =
 * phi - 1/n   (plus the frontier's own part where utilities are not transferable). A part is an
 * average marginal effect: factors interact, so a symmetric factor can carry a non-zero part. */

#define HG_PARTIES_MAX 16

/* What can be agreed on, where utilities are not transferable. For two parties: the concave hull of
 * the Pareto frontier, ascending in the first party's utility. For more: the listed outcomes. u
 * holds size rows of n utilities; best[i] = greatest utility of i. */
typedef struct hg_frontier {
    uint32_t n, size;
    const double *u;
    const double *best;
} hg_frontier;

/* The state of a table, as an observer or an agent sees it. Arrays are borrowed for the call. */
typedef struct hg_standing {
    uint32_t n;      /* parties, 2..HG_PARTIES_MAX */
    double pie;      /* > 0, own unit of the parties; unused with a frontier */
    double kappa;    /* 0..1 */
    const double *w; /* [n] outside values, own unit, >= 0 */
    const double *p; /* [n] recognition weights, >= 0, any scale; NULL = even */
    const double *h; /* [n] delay hazards per round, >= 0; NULL = equal */
    const double
        *iota; /* [n*n] row i, column j: what i knows about j's limit, 0..1; NULL = nothing */
    const hg_frontier *frontier; /* NULL = utilities are transferable */
    const double *floor; /* [n] what each accepts nothing below, >= w: an authority that everybody
                            knows to end there. It binds as w does and buys nothing: the split
                            starts from kappa w. NULL = w */
} hg_standing;

typedef struct hg_leverage {
    double phi;          /* share, 0..1; sums to 1 over the parties */
    double lambda;       /* ln phi - mean of the others' ln phi, shares clipped to 1e-9 */
    double alternatives; /* parts, share points, signed */
    double power;
    double information;
    double frontier; /* 0 where utilities are transferable */
    double target;   /* u*: what phi is in the party's own utility */
} hg_leverage;

enum { HG_ZONE = 0, HG_NO_ZONE = -1 }; /* is there anything to agree on? */

/* Fills out[n]. Returns HG_NO_ZONE, out untouched, where the outside values leave nothing to share.
 * joint (may be NULL) receives the sum of utilities, each over the party's greatest, at the
 * reference point (1 where utilities are transferable). */
HG_API int hg_leverage_of(const hg_standing *s, hg_leverage *out, double *joint);

/* Only phi[n] and target[n] (either may be NULL): one evaluation instead of eight. */
HG_API int hg_shares_of(const hg_standing *s, double *phi, double *target);

/* Between two parties, for each outside value w[size] of party `whose` in the place of its own (and
 * of its floor): the other's phi[size] and target[size]; NaN where there is no zone. */
HG_API void hg_shares_against(const hg_standing *s, uint32_t whose, const double *w, size_t size,
                              double *phi, double *target);

/* sigma of the two-party formula: the first party's part of the surplus beyond kappa w, from
 * recognition, hazards and information. */
HG_API double hg_sigma(double p1, double p2, double h1, double h2, double iota1, double iota2);

/* iota = (1 - 2^-bits)^2; bits >= 0, infinity gives 1. */
HG_API double hg_iota_of_bits(double bits);

#ifdef __cplusplus
}
#endif
#endif
