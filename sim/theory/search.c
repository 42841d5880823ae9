/* Search: what an alternative that has still to be found is worth (declared, with the derivation's
 * equation, in higgle/theory.h). Must not know whose alternative it is. */
#include <higgle/theory.h>

#include "theory/numeric.h"

/* On the scale where offers lie in [0,1], per expected offer. */
typedef struct unit_search {
    double rho, k; /* discount and cost per offer */
    double from;   /* the fallback */
} unit_search;

static bool is_search(const hg_search *s)
{
    bool range = s->lo < s->hi && s->hi >= 0 && is_finite(s->lo) && is_finite(s->hi);
    bool rates =
        no_less_than_0(s->arrivals) && no_less_than_0(s->discount) && no_less_than_0(s->cost);
    return range && rates && is_finite(s->fallback);
}

/* Discounting lets all of a worth shrink, its lowest part too: that part is a cost of time. */
static unit_search unit_of(const hg_search *s)
{
    double width = s->hi - s->lo;
    double k = (s->cost + s->discount * s->lo) / width / s->arrivals;
    return (unit_search){s->discount / s->arrivals, k, (s->fallback - s->lo) / width};
}

/* What the next offer adds to x in expectation, less what waiting for it costs. */
static double gain_at(const unit_search *u, double x)
{
    double better = x >= 1 ? 0 : x >= 0 ? (1 - x) * (1 - x) / 2 : 0.5 - x;
    return better - u->rho * x - u->k;
}

/* The roots of the Riccati equation are 1 + rho - q and 1 + rho + q. */
static double q_of(const unit_search *u) { return sqrt(u->rho * u->rho + 2 * (u->rho + u->k)); }

/* Where looking on is just not worth it: of the linear part if below every offer. */
static double stationary(const unit_search *u)
{
    double x = 1 + u->rho - q_of(u);
    return x >= 0 ? x : (0.5 - u->k) / (1 + u->rho);
}

/* From `from` in [0, 1), `offers` expected offers before the end. */
static double riccati(const unit_search *u, double from, double offers)
{
    double q = q_of(u), y = 1 + u->rho - from;
    double e = less_exp(offers * q); /* tanh(x / 2) = (1 - e^-x) / (1 + e^-x) */
    double T = q > 0 ? e / (2 - e) / q : offers / 2;
    return 1 + u->rho - (isinf(T) ? 0 : (y + q * q * T) / (1 + y * T));
}

/* Below every offer the next one is taken whatever it is, and the equation is linear. */
static double worth_in_units(const unit_search *u, double offers)
{
    if (gain_at(u, u->from) <= 0) return u->from;
    if (u->from >= 0) return riccati(u, u->from, offers);
    double rate = 1 + u->rho, limit = (0.5 - u->k) / rate;
    double until_0 = limit > 0 ? hg_log((limit - u->from) / limit) / rate : INFINITY;
    if (offers > until_0) return riccati(u, 0, offers - until_0);
    return u->from + (limit - u->from) * less_exp(rate * offers);
}

double hg_search_worth(const hg_search *s, double left)
{
    if (!is_search(s) || !(left >= 0)) return NAN;
    if (s->arrivals == 0 || left == 0) return s->fallback;
    unit_search u = unit_of(s);
    double worth = worth_in_units(&u, s->arrivals * left);
    return worth > u.from ? s->lo + worth * (s->hi - s->lo) : s->fallback;
}

/* E max of x <= 1 and a Poisson number of even draws from [0,1], so many expected. */
static double expected_best(double x, double draws)
{
    double floor = fmax(0, x), none = x < 0 ? x * hg_exp(-draws) : 0;
    if (draws <= 0) return x;
    if (isinf(draws)) return 1;
    return none + floor + second_order(draws * (1 - floor)) / draws;
}

/* Stop at the first offer above the stationary value, else take the best of the others at the end:
 * the two streams of a Poisson process are independent. */
static double recall_in_units(const unit_search *u, double offers)
{
    double stop = stationary(u), least = fmax(0, stop);
    if (u->from >= stop) return u->from;
    double good = 1 - least, fade = good + u->rho, flow = good * (1 + least) / 2 - u->k;
    double stopped = fade > 0 ? flow * less_exp(fade * offers) / fade : 0;
    double not_yet = fade > 0 ? hg_exp(-fade * offers) : 1;
    double best = least > 0 ? least * expected_best(u->from / least, offers * least) : u->from;
    return stopped + (not_yet > 0 ? not_yet * best : 0);
}

double hg_search_recall(const hg_search *s, double left)
{
    if (!is_search(s) || !(left >= 0)) return NAN;
    if (s->arrivals == 0 || left == 0) return s->fallback;
    unit_search u = unit_of(s);
    double worth = recall_in_units(&u, s->arrivals * left);
    return worth > u.from ? s->lo + worth * (s->hi - s->lo) : s->fallback;
}

/* ---- stationary search ---- */

double hg_search_even(double r, double lambda, double cost)
{
    hg_search s = {lambda, 0, 1, r, cost, 0};
    return positive(lambda) ? hg_search_worth(&s, INFINITY) : NAN;
}

typedef struct exponential_search {
    double r, lambda, mean, cost;
} exponential_search;

static double exponential_loss(const void *context, double R)
{
    const exponential_search *s = context;
    return s->r * R + s->cost - s->lambda * s->mean * hg_exp(-R / s->mean);
}

double hg_search_exponential(double r, double lambda, double mean, double cost)
{
    exponential_search s = {r, lambda, mean, cost};
    bool valid = no_less_than_0(r) && positive(lambda) && positive(mean) && no_less_than_0(cost);
    if (!valid || r + cost <= 0) return NAN;
    if (exponential_loss(&s, 0) >= 0) return 0;
    double hi = mean;
    while (exponential_loss(&s, hi) < 0) hi *= 2;
    return root(exponential_loss, &s, 0, hi);
}

/* d R^2 / 2 - R + d / 2 - cost = 0, the lesser root, written so that a small d does not cancel. */
double hg_search_discrete(double d, double cost)
{
    if (!is_share(d) || !no_less_than_0(cost)) return NAN;
    double c = d - 2 * cost; /* > 0: worth a draw */
    return c > 0 ? c / (1 + sqrt(1 - d * c)) : 0;
}

double hg_moser(uint64_t n)
{
    double worth = 0;
    for (uint64_t i = 0; i < n && worth < 1; i++) {
        double next = (1 + worth * worth) / 2;
        if (next == worth) break; /* as near to 1 as numbers go */
        worth = next;
    }
    return worth;
}
