/* The reference solution of <higgle/math.h> as an agent uses it: evaluated at its own view of the
 * state, with its own kappa, and defined also where there is no zone of agreement. */
#include "agents/parts/perceive.h"
#include <math.h>

#define SHARE_LEAST 0.01
#define SHARE_MOST  0.99

static double clipped(double share) { return hg_clamp(share, SHARE_LEAST, SHARE_MOST); }

double perceive_lambda(double share, uint32_t n)
{
    double c = clipped(share);
    return hg_log(c * (n - 1) / (1 - c));
}

perceived perceive_nothing(double scale, uint32_t n)
{
    return (perceived){.target = scale / n, .share = 1.0 / n, .zone = 1, .lambda = 0};
}

/* An empty pie has no shares: then nothing tells the parties apart. */
static double share_of(double target, double scale, uint32_t n)
{
    return scale > 0 ? target / scale : 1.0 / n;
}

static double lesser(double a, double b) { return a < b ? a : b; } /* fmin is a call */

static double at(const double *values, size_t i, double otherwise)
{
    return values ? values[i] : otherwise;
}

static double sigma_of(const hg_standing *s, uint32_t me)
{
    uint32_t other = 1 - me;
    return hg_sigma(at(s->p, me, 1), at(s->p, other, 1), at(s->h, me, 1), at(s->h, other, 1),
                    at(s->iota, 2 * me + other, 0), at(s->iota, 2 * other + me, 0));
}

static perceived two_parties(const hg_standing *s, uint32_t me, double scale)
{
    double w = s->w[me], r = s->w[1 - me], k = s->kappa, sigma = sigma_of(s, me);
    double inside = k * w + sigma * (s->pie - k * w - k * r);
    double target = fmax(w, fmin(inside, s->pie - r));
    double share = share_of(target, scale, 2);
    return (perceived){target, share, w + r <= s->pie, perceive_lambda(share, 2)};
}

static double lambda_of(const double *phi, uint32_t n, uint32_t me)
{
    double others = 0;
    for (uint32_t j = 0; j < n; j++)
        if (j != me) others += hg_log(clipped(phi[j]));
    return hg_log(clipped(phi[me])) - others / (n - 1);
}

static perceived many(const hg_standing *s, uint32_t me, double scale, bool lambda)
{
    double phi[HG_PARTIES_MAX], target[HG_PARTIES_MAX], w = s->w[me];
    if (!(scale > 0) || hg_shares_of(s, phi, target) != HG_ZONE) {
        double share = share_of(w, scale, s->n);
        return (perceived){w, share, 0, lambda ? perceive_lambda(share, s->n) : 0};
    }
    return (perceived){fmax(w, target[me]), phi[me], 1, lambda ? lambda_of(phi, s->n, me) : 0};
}

perceived perceive_state(const hg_standing *s, uint32_t me, double scale)
{
    return s->n == 2 && !s->frontier ? two_parties(s, me, scale) : many(s, me, scale, true);
}

double perceive_share(const hg_standing *s, uint32_t me, double scale)
{
    return (s->n == 2 && !s->frontier ? two_parties(s, me, scale) : many(s, me, scale, false))
        .share;
}

/* ---- where the other's limit is one of many ---- */

#define KNOTS                                                                                      \
    (BELIEF_ROWS + 1) /* of a frontier; what it gives between them is taken as straight            \
                       */

/* The other party's limits, the first four of them, and from row to row. */
static lanes limits_in(double least, double cell, double scale, int row)
{
    lanes at = {0.5f, 1.5f, 2.5f, 3.5f};
    return (float)(least / scale) + (at + (float)(LANES * row)) * (float)(cell / scale);
}

static void cells_of_pie(const hg_standing *s, uint32_t me, double scale, double least, double cell,
                         outlook *out)
{
    float kappa = (float)s->kappa, sigma = (float)sigma_of(s, me), w = (float)(s->w[me] / scale);
    for (int i = 0; i < BELIEF_ROWS; i++) {
        lanes r = limits_in(least, cell, scale, i), left = 1 - r;
        lanes inside = kappa * w + sigma * (1 - kappa * w - kappa * r);
        out->due[i] = lanes_most(lanes_all(w), lanes_least(inside, left));
        out->share[i] = out->due[i];
        out->zone[i] = lanes_pick((lanes_bits)(w <= left), lanes_all(1), lanes_all(0));
    }
}

/* A row of cells between two knots; what lies out of the zone is `kept`. */
static lanes between(const double *knot, lanes_bits zone, lanes kept)
{
    const lanes at = {0.125f, 0.375f, 0.625f, 0.875f};
    return lanes_pick(zone, (float)knot[0] + at * (float)(knot[1] - knot[0]), kept);
}

/* What the knots say of the rows between them; `next`: from row to row. */
static void fill(const double *due, const double *share, lanes limit, float next, float rest,
                 float kept, outlook *out)
{
    for (int i = 0; i < BELIEF_ROWS; i++, limit += next) {
        lanes_bits zone = (lanes_bits)(limit <= rest);
        out->due[i] = between(&due[i], zone, lanes_all(kept));
        out->share[i] = between(&share[i], zone, lanes_all(kept));
        out->zone[i] = lanes_pick(zone, lanes_all(1), lanes_all(0));
    }
}

/* Beyond what the other could have at most if I get my limit there is no zone, and I keep that. */
static void cells_of_frontier(const hg_standing *s, uint32_t me, double scale, double least,
                              double cell, outlook *out)
{
    double due[KNOTS], share[KNOTS], limit[KNOTS], w = s->w[me];
    double rest = w > s->frontier->best[me] ? -1 : perceive_rest(s, me, w);
    double kept = share_of(w, scale, 2), wide = LANES * cell;
    for (int i = 0; i < KNOTS; i++) limit[i] = lesser(least + i * wide, rest);
    hg_shares_against(s, 1 - me, limit, KNOTS, share, due);
    for (int i = 0; i < KNOTS; i++) {
        if (isnan(share[i])) share[i] = kept;
        due[i] = (due[i] > w ? due[i] : w) / scale;
    }
    fill(due, share, limits_in(least, cell, scale, 0), (float)(LANES * cell / scale),
         (float)(rest / scale), (float)kept, out);
}

void perceive_cells(const hg_standing *s, uint32_t me, double scale, double least, double most,
                    outlook *out)
{
    double cell = (most - least) / BELIEF_CELLS;
    (s->frontier ? cells_of_frontier : cells_of_pie)(s, me, scale, least, cell, out);
}

perceived perceive_mean(const outlook *o, const lanes *probability, double scale)
{
    lanes due = lanes_all(0), share = lanes_all(0), zone = lanes_all(0);
    for (int i = 0; i < BELIEF_ROWS; i++) {
        due += probability[i] * o->due[i];
        share += probability[i] * o->share[i];
        zone += probability[i] * o->zone[i];
    }
    return (perceived){.target = scale * (double)lanes_sum(due),
                       .share = (double)lanes_sum(share),
                       .zone = (double)lanes_sum(zone)};
}

/* The hull ascends in the first party's utility and descends in the second's. */
static double rest_on_hull(const hg_frontier *f, uint32_t me, double mine)
{
    uint32_t other = 1 - me, last = f->size - 1;
    for (uint32_t k = 0; k < f->size; k++) {
        uint32_t i = me ? last - k : k; /* ascending in mine */
        const double *here = &f->u[2 * (size_t)i];
        if (here[me] < mine) continue;
        if (k == 0) return here[other];
        const double *before = me ? here + 2 : here - 2;
        double part = (mine - before[me]) / (here[me] - before[me]);
        return before[other] + part * (here[other] - before[other]);
    }
    return f->u[2 * (size_t)(me ? 0 : last) + other]; /* more than there is */
}

double perceive_rest(const hg_standing *s, uint32_t me, double mine)
{
    return s->frontier ? rest_on_hull(s->frontier, me, mine) : s->pie - mine;
}
