/* Alternating offers, Zeuthen, reputation and attrition as rows: R1-R7, Z1, A1, A2. The functions
 * are those of higgle/theory.h. */
#include "theory/families.h"

#include <higgle/theory.h>

/* ---- R1: Rubinstein ---- */

static void rubinstein(const oracle_value *p, double *out)
{
    out[0] = hg_rubinstein(p[0].x, p[1].x);
    out[1] = 1 - hg_rubinstein(p[1].x, p[0].x);
}

static const char *nobody_hurries(const oracle_value *p)
{
    return p[0].x == 1 && p[1].x == 1 ? "d1 = d2 = 1: nobody minds waiting, any split is as good"
                                      : NULL;
}

static void rubinstein_limit(const oracle_value *p, double *out)
{
    out[0] = hg_rubinstein_limit(p[0].x, p[1].x);
}

static const char *no_rates(const oracle_value *p)
{
    return p[0].x + p[1].x <= 0 ? "r1 = r2 = 0: nobody minds waiting, any split is as good" : NULL;
}

/* ---- R2: a last period ---- */

static void finite_horizon(const oracle_value *p, double *out)
{
    out[0] = hg_finite_horizon(p[0].x, p[1].x, p[3].x, p[4].x, (uint64_t)p[2].x);
}

static const char *breakdown_beats_the_last_deal(const oracle_value *p)
{
    return p[0].x * p[3].x + p[1].x * p[4].x > 1 + 1e-12
               ? "d1 b1 + d2 b2 > 1: in the last period no deal is better than breaking down"
               : NULL;
}

/* ---- R3: outside options ---- */

static void outside_option(const oracle_value *p, double *out)
{
    out[0] = hg_outside_option(p[0].x, p[1].x, p[2].x, p[3].x);
    out[1] = 1 - hg_outside_option(p[1].x, p[0].x, p[3].x, p[2].x);
}

static bool exceed_the_pie(double a, double b) { return a + b > 1 + 1e-12; }

static const char *no_zone_of_options(const oracle_value *p)
{
    if (exceed_the_pie(p[2].x, p[3].x)) return "w1 + w2 > 1: there is no zone of agreement";
    return nobody_hurries(p);
}

static void deal_me_out(const oracle_value *p, double *out)
{
    out[0] = hg_deal_me_out(p[0].x, p[1].x, p[2].x);
}

static const char *no_zone_of_limits(const oracle_value *p)
{
    return exceed_the_pie(p[1].x, p[2].x) ? "the outside values sum to more than the pie of 1: "
                                            "there is no zone of agreement"
                                          : NULL;
}

static void split_the_difference(const oracle_value *p, double *out)
{
    out[0] = hg_nash_split(p[0].x, p[1].x, p[2].x, 1).u1;
}

/* ---- R4, R5, R6 ---- */

static void inside_option(const oracle_value *p, double *out)
{
    out[0] = hg_inside_option(p[0].x, p[1].x, p[2].x, p[3].x);
    out[1] = 1 - hg_inside_option(p[1].x, p[0].x, p[3].x, p[2].x);
}

static const char *no_zone_of_flows(const oracle_value *p)
{
    if (exceed_the_pie(p[2].x, p[3].x)) return "dA + dB > 1: there is no zone of agreement";
    return nobody_hurries(p);
}

static void breakdown(const oracle_value *p, double *out)
{
    out[0] = hg_breakdown(p[0].x, p[1].x, p[2].x);
    out[1] = 1 - hg_breakdown(p[0].x, p[2].x, p[1].x);
}

static void random_proposer(const oracle_value *p, double *out)
{
    double V1 = hg_random_proposer(p[0].x, p[1].x, p[2].x);
    out[0] = V1;
    out[1] = 1 - V1;
    out[2] = 1 - p[2].x * (1 - V1);
    out[3] = p[1].x * V1;
}

static const char *no_value_of_proposing(const oracle_value *p)
{
    bool one = p[0].x * (1 - p[2].x) > 0, two = (1 - p[0].x) * (1 - p[1].x) > 0;
    return one || two ? NULL : "p1 (1 - d2) = p2 (1 - d1) = 0: the division is not determined";
}

/* ---- R7, Z1 ---- */

static void pending_offer(const oracle_value *p, double *out)
{
    hg_pending x = hg_pending_offer(p[0].x, p[1].x, p[2].x, p[3].x);
    out[0] = x.before;
    out[1] = x.after;
    out[2] = x.after - x.before;
}

static void zeuthen(const oracle_value *p, double *out)
{
    out[0] = hg_zeuthen_risk(p[0].x, p[1].x, p[2].x);
    out[1] = hg_zeuthen_risk(p[3].x, p[4].x, p[5].x);
    out[2] = out[0] <= out[1] ? 1 : 2;
}

static const char *offered_more_than_demanded(const oracle_value *p)
{
    return p[0].x < p[1].x || p[3].x < p[4].x
               ? "who is offered more than it demands accepts: x1 >= y1 and x2 >= y2"
               : NULL;
}

/* ---- A1, A2 ---- */

static hg_reputation reputation_of(const oracle_value *p)
{
    double r[2] = {p[0].x, p[1].x}, a[2] = {p[2].x, p[3].x}, z[2] = {p[4].x, p[5].x};
    return hg_abreu_gul(r, a, z);
}

static void abreu_gul(const oracle_value *p, double *out)
{
    hg_reputation g = reputation_of(p);
    double values[] = {g.rate[0],    g.rate[1],    g.exhaust[0], g.exhaust[1], g.end,
                       g.at_once[0], g.at_once[1], g.payoff[0],  g.payoff[1],  g.delay};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) out[i] = values[i];
}

static const char *compatible_demands(const oracle_value *p)
{
    return p[2].x + p[3].x > 1 ? NULL : "a1 + a2 <= 1: the demands are compatible, nobody waits";
}

static void attrition(const oracle_value *p, double *out)
{
    out[0] = hg_attrition_hazard(p[0].x, p[1].x);
    out[1] = 1 / (2 * out[0]);
}

#define D1                                                                                         \
    {                                                                                              \
        "d1", DOMAIN_SHARE, "0.9", false, "discount factor of player 1 per period", "delta1"       \
    }
#define D2                                                                                         \
    {                                                                                              \
        "d2", DOMAIN_SHARE, "0.9", false, "discount factor of player 2 per period", "delta2"       \
    }
#define R1                                                                                         \
    {                                                                                              \
        "r1", DOMAIN_NOT_NEGATIVE, "0.1", false, "discount rate of player 1 per unit of time",     \
            NULL                                                                                   \
    }
#define R2                                                                                         \
    {                                                                                              \
        "r2", DOMAIN_NOT_NEGATIVE, "0.1", false, "discount rate of player 2", NULL                 \
    }
#define ETA1                                                                                       \
    {                                                                                              \
        "eta1", DOMAIN_SHARE, "0.5", false, "weight of player 1", "eta"                            \
    }
#define FIRST_1                                                                                    \
    {                                                                                              \
        "share1_if_1_proposes", "share of player 1 where 1 makes the first offer", "share1"        \
    }
#define FIRST_2                                                                                    \
    {                                                                                              \
        "share1_if_2_proposes", "share of player 1 where 2 makes the first offer", NULL            \
    }

const oracle_family families_bargaining[] = {
    {.id = "R1",
     .name = "rubinstein",
     .word = "rubinstein",
     .aliases = "alternating-offers|infinite-horizon",
     .title = "Alternating offers without an end",
     .formula = "x1 = (1 - d2) / (1 - d1 d2); where 2 proposes, 1 gets d1 x1",
     .conditions = "pie 1, a period per offer, d1 and d2 not both 1; agreement is at once",
     .source = "Rubinstein 1982",
     .parameters = {D1, D2},
     .quantities = {FIRST_1, FIRST_2},
     .compute = rubinstein,
     .refuse = nobody_hurries},
    {.id = "R1",
     .name = "limit",
     .word = "rubinstein-limit",
     .title = "Alternating offers without an end, periods ever shorter",
     .formula = "x1 = r2 / (r1 + r2)",
     .conditions = "pie 1, d = exp(-r Delta), Delta -> 0; r1 and r2 not both 0",
     .source = "Rubinstein 1982",
     .parameters = {R1, R2},
     .quantities = {{"share1", "share of player 1, whoever proposes", NULL}},
     .compute = rubinstein_limit,
     .refuse = no_rates},
    {.id = "R2",
     .name = "stahl",
     .word = "finite-horizon",
     .aliases = "backward-induction|deadline",
     .title = "Alternating offers with a last period",
     .formula =
         "x(n) = 1 - d2 (1 - d1 x(n-2)) with n periods left, = x* + (d1 d2)^m (x(last) - x*), "
         "x* Rubinstein's; x(1) = 1 - d2 b2",
     .conditions = "1 proposes in odd periods; after period T a breakdown pays b1, b2, discounted "
                   "one period more; d1 b1 + d2 b2 <= 1",
     .source = "Stahl 1972",
     .parameters = {D1,
                    D2,
                    {"T", DOMAIN_COUNT, "10", false, "offer periods", "n"},
                    {"b1", DOMAIN_SHARE, "0", true, "what player 1 gets without a deal", NULL},
                    {"b2", DOMAIN_SHARE, "0", true, "what player 2 gets without a deal", NULL}},
     .quantities = {{"share1", "share of player 1, who makes the first offer", NULL}},
     .compute = finite_horizon,
     .refuse = breakdown_beats_the_last_deal},
    {.id = "R2",
     .name = "stahl_bd",
     .word = "finite-horizon-breakdown",
     .title = "Alternating offers with a last period, and pay-offs without a deal",
     .formula = "as finite-horizon: x(1) = 1 - d2 b2",
     .conditions = "1 proposes in odd periods; b1, b2 are paid one period after T; "
                   "d1 b1 + d2 b2 <= 1",
     .source = "Stahl 1972",
     .parameters = {D1,
                    D2,
                    {"T", DOMAIN_COUNT, "10", false, "offer periods", "n"},
                    {"b1", DOMAIN_SHARE, "0.3", false, "what player 1 gets without a deal", NULL},
                    {"b2", DOMAIN_SHARE, "0.1", false, "what player 2 gets without a deal", NULL}},
     .quantities = {{"share1", "share of player 1, who makes the first offer", NULL}},
     .compute = finite_horizon,
     .refuse = breakdown_beats_the_last_deal},
    {.id = "R3",
     .name = "outside_option",
     .word = "outside-option",
     .aliases = "outside-options|oop|batna",
     .title = "Outside options: who has rejected may leave",
     .formula = "x1 = min(1 - w2, max(1 - d2 (1 - w1), (1 - d2) / (1 - d1 d2)))",
     .conditions =
         "w1 + w2 <= 1; only a responder may leave; d1 and d2 not both 1. An option below "
         "what the talks give counts for nothing",
     .source = "Binmore, Shaked & Sutton 1989; Muthoo 1999",
     .parameters = {D1,
                    D2,
                    {"w1", DOMAIN_SHARE, "0", true, "outside option of player 1", NULL},
                    {"w2", DOMAIN_SHARE, "0.6", false, "outside option of player 2", NULL}},
     .quantities = {FIRST_1, FIRST_2},
     .compute = outside_option,
     .refuse = no_zone_of_options},
    {.id = "R3",
     .name = "limit",
     .word = "deal-me-out",
     .aliases = "outside-option-limit",
     .title = "Outside options, periods ever shorter",
     .formula = "x1 = min(1 - w2, max(w1, eta1))",
     .conditions = "w1 + w2 <= 1; eta1 = r2 / (r1 + r2)",
     .source = "Binmore, Shaked & Sutton 1989",
     .parameters = {ETA1,
                    {"w1", DOMAIN_SHARE, "0.6", false, "outside option of player 1", NULL},
                    {"w2", DOMAIN_SHARE, "0", false, "outside option of player 2", NULL}},
     .quantities = {{"share1", "share of player 1", NULL}},
     .compute = deal_me_out,
     .refuse = no_zone_of_limits},
    {.id = "R3",
     .name = "split_diff",
     .word = "split-the-difference",
     .title = "The rival of deal-me-out: the surplus beyond the alternatives is split",
     .formula = "x1 = d1 + eta1 (1 - d1 - d2)",
     .conditions = "d1 + d2 <= 1",
     .source = "Nash 1950; Binmore, Shaked & Sutton 1989",
     .parameters = {ETA1,
                    {"d1", DOMAIN_SHARE, "0.6", false, "disagreement pay-off of player 1", NULL},
                    {"d2", DOMAIN_SHARE, "0", false, "disagreement pay-off of player 2", NULL}},
     .quantities = {{"share1", "share of player 1", NULL}},
     .compute = split_the_difference,
     .refuse = no_zone_of_limits},
    {.id = "R4",
     .name = "inside_option",
     .word = "inside-option",
     .aliases = "inside-options",
     .title = "Inside options: pay-offs while they talk",
     .formula = "x1 = dA + (1 - d2) / (1 - d1 d2) (1 - dA - dB)",
     .conditions =
         "dA + dB <= 1: what the flows would be worth if the talks never ended; d1 and d2 "
         "not both 1",
     .source = "Muthoo 1999",
     .parameters = {D1,
                    D2,
                    {"dA", DOMAIN_SHARE, "0.3", false, "inside option of player 1", NULL},
                    {"dB", DOMAIN_SHARE, "0", false, "inside option of player 2", NULL}},
     .quantities = {FIRST_1, FIRST_2},
     .compute = inside_option,
     .refuse = no_zone_of_flows},
    {.id = "R5",
     .name = "breakdown",
     .word = "breakdown",
     .aliases = "exogenous-breakdown",
     .title = "Each rejection may end the talks",
     .formula = "x1 = b1 + (1 - b1 - b2) / (2 - p)",
     .conditions = "no discounting; b1 + b2 <= 1; p = 0 is the limit",
     .source = "Binmore, Rubinstein & Wolinsky 1986",
     .parameters = {{"p", DOMAIN_SHARE, "0.1", false, "probability of breakdown per rejection",
                     NULL},
                    {"b1", DOMAIN_SHARE, "0.3", false, "what player 1 gets then", NULL},
                    {"b2", DOMAIN_SHARE, "0.1", false, "what player 2 gets then", NULL}},
     .quantities = {FIRST_1, FIRST_2},
     .compute = breakdown,
     .refuse = no_zone_of_limits},
    {.id = "R6",
     .name = "random_proposer",
     .word = "random-proposer",
     .aliases = "recognition",
     .title = "Who proposes is drawn each period",
     .formula = "V1 = p1 (1 - d2) / (p1 (1 - d2) + p2 (1 - d1)), p2 = 1 - p1",
     .conditions = "exact for every d; not determined where both terms are 0",
     .source = "Binmore 1987; Muthoo 1999",
     .parameters = {{"p1", DOMAIN_SHARE, "0.5", false, "probability that 1 is recognised", NULL},
                    D1,
                    D2},
     .quantities = {{"V1", "share of player 1 expected before the draw", NULL},
                    {"V2", "share of player 2 expected before the draw", NULL},
                    {"share1_if_1_proposes", "share of player 1 where 1 is drawn", NULL},
                    {"share1_if_2_proposes", "share of player 1 where 2 is drawn", NULL}},
     .compute = random_proposer,
     .refuse = no_value_of_proposing},
    {.id = "R7",
     .name = "pending_offer",
     .word = "pending-offer",
     .aliases = "pending|anticipation",
     .title = "An outside offer that has still to arrive",
     .formula =
         "after: x1 = max(r2 / (r1 + r2), w); before: x0 = (r2 + 2 lam x1) / (r1 + r2 + 2 lam)",
     .conditions =
         "short periods, stationary; the arrival is public and permanent; only a responder "
         "may leave; r1 and r2 not both 0. Derived for this table, checked against the "
         "game in small periods",
     .source = "Rubinstein 1982; Muthoo 1999",
     .parameters = {R1,
                    R2,
                    {"lam", DOMAIN_NOT_NEGATIVE, "0.1", false, "rate at which it arrives",
                     "lambda"},
                    {"w", DOMAIN_SHARE, "0.7", false, "its worth to player 1", NULL}},
     .quantities = {{"share1 before arrival", "share of player 1 before the arrival",
                     "before|share1"},
                    {"share1 after arrival", "share of player 1 after the arrival", "after"},
                    {"jump at arrival", "the difference", "jump"}},
     .compute = pending_offer,
     .refuse = no_rates},
    {.id = "Z1",
     .name = "zeuthen",
     .word = "zeuthen",
     .aliases = "monotonic-concession|risk",
     .title = "Who concedes next: Zeuthen's risk limits",
     .formula =
         "risk = (x - y) / (x - w), at most 1; the smaller one concedes, ties: player 1. Leads "
         "to the Nash product",
     .conditions = "x >= y: own demand, what the other's offer gives; risk 1 where x <= w",
     .source = "Zeuthen 1930; Harsanyi 1956; Rosenschein & Zlotkin 1994",
     .parameters = {{"x1", DOMAIN_REAL, "0.8", false, "what player 1 demands for itself", NULL},
                    {"y1", DOMAIN_REAL, "0.3", false, "what 2's offer gives to player 1", NULL},
                    {"w1", DOMAIN_REAL, "0", true, "what player 1 has without a deal", NULL},
                    {"x2", DOMAIN_REAL, "0.7", false, "what player 2 demands for itself", NULL},
                    {"y2", DOMAIN_REAL, "0.2", false, "what 1's offer gives to player 2", NULL},
                    {"w2", DOMAIN_REAL, "0", true, "what player 2 has without a deal", NULL}},
     .quantities = {{"risk1", "risk limit of player 1", NULL},
                    {"risk2", "risk limit of player 2", NULL},
                    {"concedes", "who concedes next: 1 or 2", NULL}},
     .compute = zeuthen,
     .refuse = offered_more_than_demanded},
    {.id = "A1",
     .name = "abreu_gul",
     .word = "abreu-gul",
     .aliases = "reputation|obstinate-types",
     .title = "Reputation: each may be obstinate",
     .formula = "lambda_i = r_j (1 - a_i) / (a1 + a2 - 1); T_i = -ln z_i / lambda_i; T0 = min; "
                "F_i(0) = 1 - z_i exp(lambda_i T0); u1 = F2(0) a1 + (1 - F2(0)) (1 - a2)",
     .conditions = "one obstinate type each, a1 + a2 > 1, 0 < z < 1, continuous time",
     .source = "Abreu & Gul 2000",
     .parameters = {{"r1", DOMAIN_POSITIVE, "0.1", false, "discount rate of player 1", NULL},
                    {"r2", DOMAIN_POSITIVE, "0.2", false, "discount rate of player 2", NULL},
                    {"a1", DOMAIN_INNER, "0.6", false, "what an obstinate 1 demands", NULL},
                    {"a2", DOMAIN_INNER, "0.6", false, "what an obstinate 2 demands", NULL},
                    {"z1", DOMAIN_INNER, "0.05", false, "probability that 1 is obstinate", NULL},
                    {"z2", DOMAIN_INNER, "0.05", false, "probability that 2 is obstinate", NULL}},
     .quantities = {{"lambda1", "hazard of 1 conceding", NULL},
                    {"lambda2", "hazard of 2 conceding", NULL},
                    {"T1", "when 1 would be known to be obstinate", NULL},
                    {"T2", "when 2 would be known to be obstinate", NULL},
                    {"T0", "when all rational players have conceded", NULL},
                    {"F1(0)", "probability that 1 concedes at once", "F1"},
                    {"F2(0)", "probability that 2 concedes at once", "F2"},
                    {"payoff rational 1", "what a rational 1 gets", "payoff1|u1"},
                    {"payoff rational 2", "what a rational 2 gets", "payoff2|u2"},
                    {"mean delay", "mean time to agreement of two rational players", "delay"}},
     .compute = abreu_gul,
     .refuse = compatible_demands},
    {.id = "A2",
     .name = "war_of_attrition",
     .word = "war-of-attrition",
     .aliases = "attrition",
     .title = "War of attrition: waiting costs, who waits longer gets the prize",
     .formula = "each gives up with hazard c / V; the mean duration is V / (2c)",
     .conditions = "symmetric, everything known, continuous time",
     .source = "Maynard Smith 1974",
     .parameters = {{"V", DOMAIN_POSITIVE, "1", false, "the prize", NULL},
                    {"c", DOMAIN_POSITIVE, "0.1", false, "cost of waiting per unit of time", NULL}},
     .quantities = {{"hazard", "of each giving up, per unit of time", NULL},
                    {"mean_duration", "until one has given up", NULL}},
     .compute = attrition},
    {0}};
