/* Leverage: reference solution v1 (declared in higgle/math.h, derived in its essay there). A pure
 * function of a standing: no model, no allocation, nothing that remembers.
 *
 * The parts are a Shapley value over three sources, so the reference solution is needed for all 8
 * subsets of them; the split sigma depends only on power and information, so there are 4 of those.
 * Two parties with transferable utility, the hot case, take a path of a few dozen operations. */
#include <higgle/math.h>
#include <math.h>
#include <stdbool.h>

#define SHARE_LEAST 1e-9
/* Outside values that leave nothing are still a zone of one point; so much rounding is forgiven. */
#define ZONE_TOLERANCE 1e-12

enum source { ALTERNATIVES = 1, POWER = 2, INFORMATION = 4, ALL = 7, SUBSETS = 8 };

typedef struct row {
    double of[HG_PARTIES_MAX]; /* by party */
} row;

static const row nothing; /* outside values of the neutral point */

double hg_iota_of_bits(double bits)
{
    double unknown = hg_exp2(-bits);
    return (1 - unknown) * (1 - unknown);
}

/* ---- sigma: the split of the surplus beyond kappa w ---- */

/* What a proposer extracts who knows the other's limit with probability iota, and what it leaves as
 * the other's information rent (take it or leave it, uniform prior). */
static double extracted(double iota) { return (1 + iota) / 2; }
static double rent(double iota) { return (1 - iota) / 4; }

/* The random-proposer weight p1 h2 : p2 h1 (Binmore 1987). Nobody in a hurry, or nobody who is not
 * ever proposes: p alone. */
static double eta_of(double p1, double p2, double h1, double h2)
{
    double a = p1 * h2, b = p2 * h1;
    if (a + b > 0) return a / (a + b);
    return p1 + p2 > 0 ? p1 / (p1 + p2) : 0.5;
}

double hg_sigma(double p1, double p2, double h1, double h2, double iota1, double iota2)
{
    double eta1 = eta_of(p1, p2, h1, h2), eta2 = 1 - eta1;
    return (2 * eta1 * (1 + iota1) + eta2 * (1 - iota2)) /
           (eta1 * (3 + iota1) + eta2 * (3 + iota2));
}

/* eta_i ~ p_i / h_i. Whoever does not mind waiting (h = 0) leaves nothing to those who do. */
static void weights_n(uint32_t n, const double *p, const double *h, row *eta)
{
    double sum = 0, patient = 0;
    for (uint32_t i = 0; i < n; i++) {
        eta->of[i] = p ? p[i] : 1;
        if (h && h[i] == 0) patient += eta->of[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        if (h && patient > 0)
            eta->of[i] = h[i] == 0 ? eta->of[i] : 0;
        else if (h && h[i] > 0)
            eta->of[i] /= h[i];
        sum += eta->of[i];
    }
    for (uint32_t i = 0; i < n; i++) eta->of[i] = sum > 0 ? eta->of[i] / sum : 1.0 / n;
}

static void sigma_n(uint32_t n, const double *p, const double *h, const double *iota, row *sigma)
{
    row eta;
    double sum = 0;
    weights_n(n, p, h, &eta);
    for (uint32_t i = 0; i < n; i++) {
        double a = 0;
        for (uint32_t j = 0; j < n; j++)
            if (j != i)
                a += eta.of[i] * extracted(iota ? iota[i * n + j] : 0) +
                     eta.of[j] * rent(iota ? iota[j * n + i] : 0);
        sigma->of[i] = a;
        sum += a;
    }
    for (uint32_t i = 0; i < n; i++) sigma->of[i] /= sum;
}

/* Only the sources in the set at their true values. */
static void sigma_with(const hg_standing *s, unsigned sources, row *sigma)
{
    const double *p = sources & POWER ? s->p : NULL, *h = sources & POWER ? s->h : NULL;
    const double *iota = sources & INFORMATION ? s->iota : NULL;
    if (s->n == 2) {
        sigma->of[0] = hg_sigma(p ? p[0] : 1, p ? p[1] : 1, h ? h[0] : 1, h ? h[1] : 1,
                                iota ? iota[1] : 0, iota ? iota[2] : 0);
        sigma->of[1] = 1 - sigma->of[0];
    } else {
        sigma_n(s->n, p, h, iota, sigma);
    }
}

/* ---- the reference point in utility: transferable ---- */

/* What each has without a deal, and what it accepts nothing below. */
typedef struct outside {
    const double *w, *floor;
} outside;

static const double *floor_of(const hg_standing *s) { return s->floor ? s->floor : s->w; }

static outside outside_of(const hg_standing *s) { return (outside){s->w, floor_of(s)}; }

static const outside neutral = {nothing.of, nothing.of};

static double total(uint32_t n, const double *x)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += x[i];
    return sum;
}

static int is_zone(const hg_standing *s)
{
    return s->pie > 0 && total(s->n, floor_of(s)) <= s->pie * (1 + ZONE_TOLERANCE);
}

static double split_two(double pie, double kappa, outside o, double sigma)
{
    double d1 = kappa * o.w[0], d2 = kappa * o.w[1], most = pie - o.floor[1];
    double x = d1 + sigma * (pie - d1 - d2);
    if (x < o.floor[0]) x = o.floor[0];
    return x > most ? most : x;
}

/* Who would get less than its floor gets that; the others share the rest. At most n passes, since
 * each holds somebody. */
static void split_n(const hg_standing *s, outside o, const row *sigma, row *u)
{
    int held[HG_PARTIES_MAX] = {0};
    for (uint32_t pass = 0; pass <= s->n; pass++) {
        double rest = s->pie, weight = 0;
        for (uint32_t i = 0; i < s->n; i++) {
            rest -= held[i] ? o.floor[i] : s->kappa * o.w[i];
            weight += held[i] ? 0 : sigma->of[i];
        }
        int newly = 0;
        for (uint32_t i = 0; i < s->n; i++) {
            double share = weight > 0 ? rest * sigma->of[i] / weight : 0;
            u->of[i] = held[i] ? o.floor[i] : s->kappa * o.w[i] + share;
            if (!held[i] && u->of[i] < o.floor[i] - 1e-15 * s->pie) newly = held[i] = 1;
        }
        if (!newly) break;
    }
}

/* ---- the reference point in utility: not transferable ---- */

/* One segment of the hull from a to b, and the part of it, in 0..1, that both accept. */
typedef struct segment {
    const double *a;
    double d[2], lo, hi;
} segment;

static int segment_open(segment *g, const double *a, const double *b, const double *floor)
{
    *g = (segment){a, {b[0] - a[0], b[1] - a[1]}, 0, 1};
    if (g->d[0] > 0) {
        double from = (floor[0] - a[0]) / g->d[0];
        if (from > 0) g->lo = from;
    } else if (a[0] < floor[0]) {
        return 0;
    }
    if (g->d[1] < 0) {
        double to = (floor[1] - a[1]) / g->d[1];
        if (to < 1) g->hi = to;
    } else if (a[1] < floor[1]) {
        return 0;
    }
    return g->lo <= g->hi + ZONE_TOLERANCE;
}

static void segment_point(const segment *g, double at, row *u)
{
    double hi = g->hi > g->lo ? g->hi : g->lo;
    double t = at < g->lo ? g->lo : at > hi ? hi : at;
    for (int i = 0; i < 2; i++) u->of[i] = g->a[i] + t * g->d[i];
}

/* What the weighted Nash product rests on: gains over kappa w, above what each accepts. */
typedef struct product {
    const double *floor;
    double from[2], weight[2];
} product;

static product product_of(const hg_standing *s, outside o, const row *sigma)
{
    return (product){
        o.floor, {s->kappa * o.w[0], s->kappa * o.w[1]}, {sigma->of[0], 1 - sigma->of[0]}};
}

/* Does it fall beyond the end of the segment that begins at a, or does that end lie beyond what
 * both accept? Along the hull from no to yes, once. */
static int is_reached(const product *p, const double *a)
{
    const double *b = a + 2;
    if (b[0] < p->floor[0]) return 0;
    if (b[1] < p->floor[1]) return 1;
    double rises = p->weight[0] * (b[0] - a[0]) * (b[1] - p->from[1]);
    return rises + p->weight[1] * (b[1] - a[1]) * (b[0] - p->from[0]) <= 0;
}

/* Where on the line through the segment the product is greatest: the root of its derivative, which
 * is linear in the place. */
static double segment_best(const segment *g, const product *p)
{
    double bend = g->d[0] * g->d[1];
    if (bend == 0) return g->hi;
    double x = g->a[0] - p->from[0], y = g->a[1] - p->from[1];
    return -(p->weight[0] * g->d[0] * y + p->weight[1] * g->d[1] * x) / bend;
}

/* The weighted Nash point on the hull. Log-concave along a concave curve: the first segment beyond
 * whose end it falls holds it, found by halving. No logarithm is needed. */
static int nash_on_hull(const hg_standing *s, outside o, const row *sigma, row *u)
{
    const hg_frontier *f = s->frontier;
    const double *a = f->u;
    product p = product_of(s, o, sigma);
    for (uint32_t left = f->size > 1 ? f->size - 2 : 0; left;) {
        uint32_t half = left / 2;
        if (is_reached(&p, a + 2 * (size_t)half)) {
            left = half;
        } else {
            a += 2 * ((size_t)half + 1);
            left -= half + 1;
        }
    }
    segment g;
    if (!segment_open(&g, a, f->size > 1 ? a + 2 : a, o.floor)) return HG_NO_ZONE;
    segment_point(&g, segment_best(&g, &p), u);
    return HG_ZONE;
}

static double log_product(uint32_t n, const double *u, const double *w, double kappa,
                          const row *sigma)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        double gain = u[i] - kappa * w[i];
        sum += sigma->of[i] * hg_log(gain > 1e-300 ? gain : 1e-300);
    }
    return sum;
}

static int accept_all(uint32_t n, const double *u, const double *floor)
{
    for (uint32_t i = 0; i < n; i++)
        if (u[i] < floor[i]) return 0;
    return 1;
}

/* More than two parties: the best listed outcome; ties: the first. */
static int nash_listed(const hg_standing *s, outside o, const row *sigma, row *u)
{
    const double *best = NULL;
    double best_value = 0;
    for (uint32_t i = 0; i < s->frontier->size; i++) {
        const double *at = &s->frontier->u[(size_t)i * s->n];
        if (!accept_all(s->n, at, o.floor)) continue;
        double value = log_product(s->n, at, o.w, s->kappa, sigma);
        if (best && value <= best_value) continue;
        best = at;
        best_value = value;
    }
    if (!best) return HG_NO_ZONE;
    for (uint32_t i = 0; i < s->n; i++) u->of[i] = best[i];
    return HG_ZONE;
}

/* ---- shares ---- */

/* The reference point at outside values (its own, or the neutral ones) and its shares. */
typedef struct point {
    row u, phi;
    double joint;
} point;

static void shares_of_frontier(const hg_standing *s, point *r)
{
    r->joint = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        double best = s->frontier->best[i];
        r->phi.of[i] = best > 0 && r->u.of[i] > 0 ? r->u.of[i] / best : 0;
        r->joint += r->phi.of[i];
    }
    for (uint32_t i = 0; i < s->n; i++)
        r->phi.of[i] = r->joint > 0 ? r->phi.of[i] / r->joint : 1.0 / s->n;
}

static int solve(const hg_standing *s, outside o, const row *sigma, point *r)
{
    if (s->frontier) {
        int zone = (s->n == 2 ? nash_on_hull : nash_listed)(s, o, sigma, &r->u);
        if (zone == HG_ZONE) shares_of_frontier(s, r);
        return zone;
    }
    if (s->n == 2)
        r->u.of[0] = split_two(s->pie, s->kappa, o, sigma->of[0]);
    else
        split_n(s, o, sigma, &r->u);
    r->joint = 1;
    for (uint32_t i = 0; i < s->n; i++) r->phi.of[i] = r->u.of[i] / s->pie;
    if (s->n == 2) r->phi.of[1] = 1 - r->phi.of[0];
    return HG_ZONE;
}

static double target_of(const hg_standing *s, const point *r, uint32_t i)
{
    return s->frontier ? r->u.of[i] : r->phi.of[i] * s->pie;
}

int hg_shares_of(const hg_standing *s, double *phi, double *target)
{
    row sigma;
    point r;
    if (!s->frontier && !is_zone(s)) return HG_NO_ZONE;
    sigma_with(s, ALL, &sigma);
    if (solve(s, outside_of(s), &sigma, &r) == HG_NO_ZONE) return HG_NO_ZONE;
    for (uint32_t i = 0; i < s->n; i++) {
        if (phi) phi[i] = r.phi.of[i];
        if (target) target[i] = target_of(s, &r, i);
    }
    return HG_ZONE;
}

/* What can be split is worked out anew for each, how it is split once. */
void hg_shares_against(const hg_standing *s, uint32_t whose, const double *w, size_t size,
                       double *phi, double *target)
{
    double limits[2] = {s->w[0], s->w[1]}, floors[2] = {floor_of(s)[0], floor_of(s)[1]};
    hg_standing now = *s;
    row sigma;
    point r;
    now.w = limits;
    now.floor = floors;
    sigma_with(s, ALL, &sigma);
    for (size_t i = 0; i < size; i++) {
        limits[whose] = floors[whose] = w[i];
        bool zone = s->frontier || is_zone(&now);
        zone = zone && solve(&now, outside_of(&now), &sigma, &r) == HG_ZONE;
        phi[i] = zone ? r.phi.of[1 - whose] : (double)NAN;
        target[i] = zone ? target_of(s, &r, 1 - whose) : (double)NAN;
    }
}

/* ---- parts ---- */

/* Shapley value of one source from the shares under all subsets: a subset of the two others weighs
 * 1/3 if it is empty or full, else 1/6. Written with one division, so that it is exact where it
 * can be. */
static double part_of(const double *share, unsigned source)
{
    unsigned a = source == ALTERNATIVES ? POWER : ALTERNATIVES;
    unsigned b = ALL & ~source & ~a;
    return (2 * (share[source] - share[0]) + (share[source | a] - share[a]) +
            (share[source | b] - share[b]) + 2 * (share[ALL] - share[a | b])) /
           6;
}

static void parts_of(const double *share, double even, int has_frontier, hg_leverage *out)
{
    out->phi = share[ALL];
    out->alternatives = part_of(share, ALTERNATIVES);
    out->power = part_of(share, POWER);
    out->information = part_of(share, INFORMATION);
    out->frontier = has_frontier ? share[0] - even : 0;
}

static double clipped(double share) { return share > SHARE_LEAST ? share : SHARE_LEAST; }

static void lambdas(uint32_t n, hg_leverage *out)
{
    if (n == 2) {
        out[0].lambda = hg_logit(hg_clamp(out[0].phi, SHARE_LEAST, 1 - SHARE_LEAST));
        out[1].lambda = -out[0].lambda;
        return;
    }
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += out[i].lambda = hg_log(clipped(out[i].phi));
    for (uint32_t i = 0; i < n; i++) out[i].lambda -= (sum - out[i].lambda) / (n - 1);
}

/* The hot case. Without alternatives the share is sigma itself; the second party mirrors the first.
 */
static void leverage_two(const hg_standing *s, hg_leverage *out)
{
    double share[SUBSETS];
    for (unsigned set = 0; set < SUBSETS; set += 2) {
        row sigma = {{0}};
        sigma_with(s, set, &sigma);
        share[set] = sigma.of[0];
        share[set | ALTERNATIVES] =
            split_two(s->pie, s->kappa, outside_of(s), sigma.of[0]) / s->pie;
    }
    parts_of(share, 0.5, 0, &out[0]);
    out[1] = (hg_leverage){.phi = 1 - out[0].phi,
                           .alternatives = -out[0].alternatives,
                           .power = -out[0].power,
                           .information = -out[0].information};
    lambdas(2, out);
    for (int i = 0; i < 2; i++) out[i].target = out[i].phi * s->pie;
}

static int same_row(uint32_t n, const row *a, const row *b)
{
    uint32_t i = 0;
    while (i < n && a->of[i] == b->of[i]) i++;
    return i == n;
}

static int leverage_any(const hg_standing *s, hg_leverage *out, double *joint)
{
    point at[SUBSETS];
    row sigma[SUBSETS];
    for (unsigned set = 0; set < SUBSETS; set += 2) {
        unsigned like = 0; /* often power or information does nothing to the split */
        sigma_with(s, set, &sigma[set]);
        while (like < set && !same_row(s->n, &sigma[like], &sigma[set])) like += 2;
        if (like < set) {
            at[set] = at[like];
            at[set | ALTERNATIVES] = at[like | ALTERNATIVES];
        } else if (solve(s, neutral, &sigma[set], &at[set]) == HG_NO_ZONE ||
                   solve(s, outside_of(s), &sigma[set], &at[set | ALTERNATIVES]) == HG_NO_ZONE) {
            return HG_NO_ZONE;
        }
    }
    for (uint32_t i = 0; i < s->n; i++) {
        double share[SUBSETS];
        for (unsigned set = 0; set < SUBSETS; set++) share[set] = at[set].phi.of[i];
        parts_of(share, 1.0 / s->n, s->frontier != NULL, &out[i]);
        out[i].target = target_of(s, &at[ALL], i);
    }
    lambdas(s->n, out);
    if (joint) *joint = at[ALL].joint;
    return HG_ZONE;
}

int hg_leverage_of(const hg_standing *s, hg_leverage *out, double *joint)
{
    if (s->frontier) return leverage_any(s, out, joint);
    if (!is_zone(s)) return HG_NO_ZONE;
    if (s->n > 2) return leverage_any(s, out, joint);
    leverage_two(s, out);
    if (joint) *joint = 1;
    return HG_ZONE;
}
