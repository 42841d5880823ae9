/* Trade between a seller and a buyer who each know only their own worth: the double auction, and
 * what no mechanism can exceed (declared, with sources, in higgle/theory.h). */
#include <higgle/theory.h>

#include "theory/numeric.h"

/* ---- the k-double auction ----
 * Trade happens where bid >= ask; with v = (1-k)/2 + (1+k)/2 t and c = (2-k)/2 s that is t >= s,
 * and bid = (1-k)/2 + t/2, ask = (1-k)/2 + s/2: every expectation is a moment over a triangle. */

double hg_kda_bid(double k, double v)
{
    if (!is_share(k) || !is_share(v)) return NAN;
    return v < (1 - k) / 2 ? v : v / (1 + k) + k * (1 - k) / (2 * (1 + k));
}

double hg_kda_ask(double k, double c)
{
    if (!is_share(k) || !is_share(c)) return NAN;
    return c > (2 - k) / 2 ? c : c / (2 - k) + (1 - k) / 2;
}

hg_kda hg_kda_gains(double k)
{
    if (!is_share(k)) return (hg_kda){NAN, NAN, NAN};
    double buyer = 1 + k, seller = 2 - k;
    return (hg_kda){buyer * buyer * seller / 48, seller * seller * buyer / 48, buyer * seller / 8};
}

/* ---- any mechanism: worths even in two ranges ---- */

typedef struct pairing {
    hg_even seller, buyer;
    double margin; /* trade where value - cost >= margin */
} pairing;

static double share_below(hg_even e, double x)
{
    return hg_clamp((x - e.lo) / (e.hi - e.lo), 0, 1);
}

static double beyond(const pairing *p, double x)
{
    return 1 - share_below(p->buyer, x + p->margin);
}

/* P(cost <= x <= value - margin): over all x its integral is E max(0, value - cost - margin). */
static double straddled(const void *context, double x)
{
    const pairing *p = context;
    return share_below(p->seller, x) * beyond(p, x);
}

static double beyond_cost(const void *context, double x) { return beyond(context, x); }

static double over(const pairing *p, real_function *f, double lo, double hi)
{
    double cuts[] = {p->seller.lo, p->seller.hi, p->buyer.lo - p->margin, p->buyer.hi - p->margin};
    return integral(f, p, lo, hi, cuts, sizeof cuts / sizeof *cuts);
}

static double excess(const pairing *p)
{
    return over(p, straddled, p->seller.lo, p->buyer.hi - p->margin);
}

static double trade_probability(const pairing *p)
{
    return over(p, beyond_cost, p->seller.lo, p->seller.hi) / (p->seller.hi - p->seller.lo);
}

/* E of the virtual surplus 2 (value - cost) - reach, where trade happens: what is left of the gains
 * once each has been paid its information rent. Even worths make the trading rule a margin. */
static double budget(const void *context, double margin)
{
    const pairing *at = context;
    pairing p = {at->seller, at->buyer, margin};
    double reach = p.buyer.hi - p.seller.lo;
    return 2 * excess(&p) + (2 * margin - reach) * trade_probability(&p);
}

static bool is_range(hg_even e) { return e.lo < e.hi && is_finite(e.lo) && is_finite(e.hi); }

hg_mechanism hg_myerson_satterthwaite(hg_even seller, hg_even buyer)
{
    if (!is_range(seller) || !is_range(buyer)) return (hg_mechanism){NAN, NAN, NAN, NAN};
    pairing p = {seller, buyer, 0};
    double first = excess(&p), reach = buyer.hi - seller.lo;
    double subsidy = over(&p, straddled, buyer.lo, fmin(seller.hi, buyer.hi));
    if (reach <= 0 || buyer.lo >= seller.hi) return (hg_mechanism){first, first, 0, 0};
    p.margin = root(budget, &p, 0, reach / 2);
    double second = excess(&p) + p.margin * trade_probability(&p);
    return (hg_mechanism){first, second, p.margin, subsidy};
}
