/* Search as rows: S1-S7. */
#include "theory/families.h"

#include <higgle/theory.h>

#include <math.h> /* floor, fmin, INFINITY */

static void poisson_even(const oracle_value *p, double *out)
{
    out[0] = hg_search_even(p[0].x, p[1].x, p[2].x);
}

static void poisson_exponential(const oracle_value *p, double *out)
{
    out[0] = hg_search_exponential(p[0].x, p[1].x, p[2].x, p[3].x);
}

static const char *free_search(const oracle_value *p)
{
    return p[0].x + p[3].x <= 0 ? "r = cost = 0: looking is free, and worths have no greatest one"
                                : NULL;
}

static void discrete(const oracle_value *p, double *out)
{
    out[0] = hg_search_discrete(p[0].x, p[1].x);
}

static void moser(const oracle_value *p, double *out) { out[0] = hg_moser((uint64_t)p[0].x); }

/* One offer per unit of time, so that time is counted in offers. */
static hg_search free_until_the_end(double fallback)
{
    return (hg_search){.arrivals = 1, .hi = 1, .fallback = fallback};
}

static void deadline(const oracle_value *p, double *out)
{
    hg_search s = free_until_the_end(p[1].x);
    out[0] = hg_search_worth(&s, p[0].x);
}

static void deadline_recall(const oracle_value *p, double *out)
{
    hg_search s = free_until_the_end(p[1].x);
    out[0] = hg_search_recall(&s, p[0].x);
}

static void general(const oracle_value *p, double *out)
{
    hg_search s = {.arrivals = p[0].x,
                   .lo = p[1].x,
                   .hi = p[1].hi,
                   .discount = p[2].x,
                   .cost = p[3].x,
                   .fallback = p[4].x};
    out[0] = hg_search_worth(&s, p[5].x);
    out[1] = hg_search_recall(&s, p[5].x);
    out[2] = hg_search_worth(&s, INFINITY);
}

static const char *nothing_to_find(const oracle_value *p)
{
    return p[1].hi < 0 ? "worth: its greatest value must not be negative" : NULL;
}

#define R                                                                                          \
    {                                                                                              \
        "r", DOMAIN_NOT_NEGATIVE, "0.1", false, "discount rate per unit of time", NULL             \
    }
#define LAM                                                                                        \
    {                                                                                              \
        "lam", DOMAIN_POSITIVE, "1", false, "offers per unit of time", "lambda"                    \
    }
#define COST                                                                                       \
    {                                                                                              \
        "cost", DOMAIN_NOT_NEGATIVE, "0", true, "of looking, per unit of time", "c"                \
    }
#define OFFERS                                                                                     \
    {                                                                                              \
        "lam_tau", DOMAIN_DURATION, "2", false, "offers expected before the deadline", NULL        \
    }

const oracle_family families_search[] = {
    {.id = "S1",
     .name = "search_poisson_U01",
     .word = "search-even",
     .aliases = "mccall",
     .title = "Looking for an alternative without a deadline",
     .formula = "R = (1 + r/lam) - sqrt((1 + r/lam)^2 - (1 - 2 cost/lam)); 0 where cost >= lam/2",
     .conditions = "offers at rate lam, even in [0,1], none comes back; where looking is not worth "
                   "its cost one does not look: 0",
     .source = "McCall 1970; Mortensen 1986",
     .parameters = {R, LAM, COST},
     .quantities = {{"reservation R", "the least offer to accept = the worth of looking",
                     "reservation|R"}},
     .compute = poisson_even},
    {.id = "S2",
     .name = "search_poisson_exp",
     .word = "search-exponential",
     .title = "Looking for an alternative without a deadline, exponential worths",
     .formula = "r R + cost = lam mean exp(-R / mean); 0 where cost >= lam mean",
     .conditions = "offers at rate lam, none comes back, r + cost > 0",
     .source = "McCall 1970; Mortensen 1986",
     .parameters =
         {R, LAM, {"mean", DOMAIN_POSITIVE, "1", false, "mean worth of an offer", NULL}, COST},
     .quantities = {{"reservation R", "the least offer to accept = the worth of looking",
                     "reservation|R"}},
     .compute = poisson_exponential,
     .refuse = free_search},
    {.id = "S3",
     .name = "search_discrete_U01",
     .word = "search-discrete",
     .title = "Looking for an alternative, one offer per period",
     .formula =
         "R = d E max(X, R) - cost = (1 - sqrt(1 - d (d - 2 cost))) / d; 0 where cost >= d/2",
     .conditions = "offers even in [0,1], none comes back",
     .source = "McCall 1970",
     .parameters = {{"delta", DOMAIN_SHARE, "0.95", false, "discount factor per period", "d"},
                    COST},
     .quantities = {{"reservation R", "the least offer to accept = the worth of looking",
                     "reservation|R"}},
     .compute = discrete},
    {.id = "S4",
     .name = "moser_norecall_U01",
     .word = "moser",
     .title = "n offers, one after the other, none of which comes back",
     .formula = "E(n) = (1 + E(n-1)^2) / 2, E(0) = 0",
     .conditions = "offers even in [0,1], no cost, no discount",
     .source = "Moser 1956",
     .parameters = {{"n", DOMAIN_INDEX, "5", false, "offers that will still come", NULL}},
     .quantities = {{"value of n remaining offers", "what they are worth", "value"}},
     .compute = moser},
    {.id = "S5",
     .name = "deadline_norecall_U01",
     .word = "search-deadline",
     .title = "Looking until a deadline, no offer comes back",
     .formula = "R(tau) = 1 - 1 / (1 / (1 - b) + lam tau / 2)",
     .conditions = "offers at rate lam, even in [0,1], no cost, no discount; b = fallback",
     .source = "McCall 1970; Mortensen 1986",
     .parameters = {OFFERS,
                    {"fallback", DOMAIN_SHARE, "0", true, "what one has at the deadline", "b"}},
     .quantities = {{"R(tau)", "the least offer to accept with tau left", "R|reservation"}},
     .compute = deadline},
    {.id = "S6",
     .name = "deadline_recall_U01",
     .word = "search-recall",
     .title = "Looking until a deadline, offers stay open",
     .formula = "E max = 1 - (1 - exp(-lam tau (1 - b))) / (lam tau)",
     .conditions = "offers at rate lam, even in [0,1], no cost, no discount; b = best_held",
     .source = "McCall 1970; Mortensen 1986",
     .parameters = {OFFERS,
                    {"best_held", DOMAIN_SHARE, "0", true, "the best one already held",
                     "b|fallback"}},
     .quantities = {{"E max", "expected best at the deadline", "value"}},
     .compute = deadline_recall},
    {.id = "S7",
     .name = "search",
     .word = "search",
     .aliases = "riccati",
     .title = "Looking for an alternative: deadline, cost and discount together",
     .formula =
         "dR/ds = (lam/2) (1 - R)^2 - r R - k, R(0) = b: R = A - (y + q^2 T) / (1 + y T), A = 1 + "
         "r/lam, q^2 = A^2 - 1 + 2 k/lam, y = A - b, T = tanh(lam q s / 2) / q, for worths in "
         "[0,1]; S1 is s = inf, S5 is r = k = 0, S6 the recall of that",
     .conditions = "offers at rate lam, even in their range; one may stop at any time and take the "
                   "fallback, and does where looking is not worth its cost",
     .source = "McCall 1970; Mortensen 1986",
     .parameters = {{"lam", DOMAIN_NOT_NEGATIVE, "1", false, "offers per unit of time", "lambda"},
                    {"worth", DOMAIN_RANGE, "U[0,1]", true, "of an offer", NULL},
                    {"r", DOMAIN_NOT_NEGATIVE, "0", true, "discount rate per unit of time", NULL},
                    {"cost", DOMAIN_NOT_NEGATIVE, "0", true, "of looking, per unit of time", "k"},
                    {"fallback", DOMAIN_REAL, "0", true, "what one has anyway", "b"},
                    {"left", DOMAIN_DURATION, "2", false, "time until the deadline, or inf", "s"}},
     .quantities = {{"worth", "of looking on; the least offer to accept", "R|reservation"},
                    {"worth_with_recall", "the same if offers stay open", NULL},
                    {"stationary", "the same without a deadline: from here on one never looks on",
                     NULL}},
     .compute = general,
     .refuse = nothing_to_find},
    {0}};
