/* Axiomatic solutions and logrolling as rows: N1-N5, L1. */
#include "theory/families.h"

#include <higgle/theory.h>

static void set_split(hg_split s, double *out)
{
    out[0] = s.u1;
    out[1] = s.u2;
}

static void asymmetric_nash(const oracle_value *p, double *out)
{
    set_split(hg_nash_split(p[0].x, p[1].x, p[2].x, p[3].x), out);
}

static const char *nothing_to_share(const oracle_value *p)
{
    return p[1].x + p[2].x > p[3].x ? "d1 + d2 > S: there is no zone of agreement" : NULL;
}

static void nash_risk(const oracle_value *p, double *out)
{
    double x = hg_nash_risk(p[0].x, p[1].x, p[2].x);
    out[0] = x;
    out[1] = hg_pow(x, p[1].x);
    out[2] = hg_pow(1 - x, p[2].x);
}

static void nash_curved(const oracle_value *p, double *out)
{
    set_split(hg_nash_curved(p[0].x, p[1].x, p[2].x, p[3].x), out);
}

static void kalai_smorodinsky(const oracle_value *p, double *out)
{
    set_split(hg_kalai_smorodinsky_curved(p[0].x, p[1].x, p[2].x), out);
}

static void egalitarian(const oracle_value *p, double *out)
{
    set_split(hg_egalitarian_curved(p[0].x, p[1].x, p[2].x), out);
}

static bool above_frontier(double k, double d1, double d2)
{
    return d2 > 1 - hg_pow(d1, k) + 1e-12;
}

#define NO_ZONE_UNDER_FRONTIER "(d1, d2) lies beyond the frontier: there is no zone of agreement"

static const char *disagreement_beyond(const oracle_value *p)
{
    return above_frontier(p[0].x, p[1].x, p[2].x) ? NO_ZONE_UNDER_FRONTIER : NULL;
}

static const char *weighted_disagreement_beyond(const oracle_value *p)
{
    return above_frontier(p[0].x, p[2].x, p[3].x) ? NO_ZONE_UNDER_FRONTIER : NULL;
}

static void logrolling(const oracle_value *p, double *out)
{
    double gap = p[0].x - p[1].x;
    set_split(hg_logrolling(p[0].x, p[1].x), out);
    out[2] = out[0] * out[1];
    out[3] = 1 + (gap < 0 ? -gap : gap);
    out[4] = out[0] + out[1] - 1;
}

#define ETA                                                                                        \
    {                                                                                              \
        "eta", DOMAIN_SHARE, "0.5", false, "weight of player 1", "eta1"                            \
    }
#define FRONTIER                                                                                   \
    {                                                                                              \
        "frontier", DOMAIN_FRONTIER, "u2=1-u1^2", true,                                            \
            "what can be reached: u2 = 1 - u1^k, k >= 1", NULL                                     \
    }
#define D1                                                                                         \
    {                                                                                              \
        "d1", DOMAIN_SHARE, "0", false, "disagreement pay-off of player 1", NULL                   \
    }
#define D2                                                                                         \
    {                                                                                              \
        "d2", DOMAIN_SHARE, "0", false, "disagreement pay-off of player 2", NULL                   \
    }
#define U1                                                                                         \
    {                                                                                              \
        "u1", "what player 1 gets", NULL                                                           \
    }
#define U2                                                                                         \
    {                                                                                              \
        "u2", "what player 2 gets", NULL                                                           \
    }

const oracle_family families_solutions[] = {
    {.id = "N1",
     .name = "asym_nash",
     .word = "nash",
     .aliases = "asymmetric-nash|nash-split",
     .title = "The Nash solution, weighted, of a sum to share",
     .formula = "u1 = d1 + eta (S - d1 - d2), u2 = S - u1",
     .conditions = "transferable utility, d1 + d2 <= S",
     .source = "Nash 1950; Harsanyi & Selten 1972",
     .parameters = {ETA,
                    {"d1", DOMAIN_REAL, "0.2", false, "disagreement pay-off of player 1", NULL},
                    {"d2", DOMAIN_REAL, "0.1", false, "disagreement pay-off of player 2", NULL},
                    {"S", DOMAIN_REAL, "1", true, "what there is to share", "pie"}},
     .quantities = {U1, U2},
     .compute = asymmetric_nash,
     .refuse = nothing_to_share},
    {.id = "N2",
     .name = "nash_risk",
     .word = "nash-risk",
     .aliases = "risk-aversion",
     .title = "The Nash solution with power utilities: risk aversion costs",
     .formula = "x1 = eta a / (eta a + (1 - eta) b)",
     .conditions = "u1 = x^a, u2 = (1 - x)^b, a pie of 1, no deal is worth 0",
     .source = "Nash 1950; Roth 1979",
     .parameters = {ETA,
                    {"a", DOMAIN_POSITIVE_SHARE, "0.5", false, "exponent of player 1's utility",
                     NULL},
                    {"b", DOMAIN_POSITIVE_SHARE, "1", false, "exponent of player 2's utility",
                     NULL}},
     .quantities = {{"x1 share", "share of the pie of player 1", "x1|share1"}, U1, U2},
     .compute = nash_risk},
    {.id = "N3",
     .name = "nash_curved",
     .word = "nash-curved",
     .title = "The Nash solution, weighted, on a curved frontier",
     .formula =
         "k = 2: u1 = (2 (1 - eta) d1 + sqrt(4 (1 - eta)^2 d1^2 + 4 (2 - eta) eta (1 - d2))) / "
         "(2 (2 - eta)); else the root of the first-order condition",
     .conditions = "frontier u2 = 1 - u1^k, k >= 1; (d1, d2) on or below it",
     .source = "Nash 1950; Harsanyi & Selten 1972",
     .parameters = {FRONTIER, ETA, D1, D2},
     .quantities = {U1, U2},
     .compute = nash_curved,
     .refuse = weighted_disagreement_beyond},
    {.id = "N4",
     .name = "kalai_smorodinsky",
     .word = "kalai-smorodinsky",
     .aliases = "ks",
     .title = "The Kalai-Smorodinsky solution on a curved frontier",
     .formula = "1 - u1^k - d2 = m (u1 - d1), m = (1 - d1^k - d2) / ((1 - d2)^(1/k) - d1)",
     .conditions = "frontier u2 = 1 - u1^k, k >= 1; (d1, d2) on or below it",
     .source = "Kalai & Smorodinsky 1975",
     .parameters = {FRONTIER, D1, D2},
     .quantities = {U1, U2},
     .compute = kalai_smorodinsky,
     .refuse = disagreement_beyond},
    {.id = "N5",
     .name = "egalitarian",
     .word = "egalitarian",
     .title = "The egalitarian solution on a curved frontier",
     .formula = "1 - u1^k - d2 = u1 - d1; k = 2: u1 = (-1 + sqrt(1 + 4 (1 - d2 + d1))) / 2",
     .conditions = "frontier u2 = 1 - u1^k, k >= 1; (d1, d2) on or below it",
     .source = "Kalai 1977",
     .parameters = {FRONTIER, D1, D2},
     .quantities = {U1, U2},
     .compute = egalitarian,
     .refuse = disagreement_beyond},
    {.id = "L1",
     .name = "logroll_nash",
     .word = "logrolling",
     .aliases = "logroll",
     .title = "Logrolling: two issues that do not weigh the same for both",
     .formula = "a >= b: (a, 1 - b) where a >= 1/2 >= b; (a / 2b, 1/2) where b >= 1/2; "
                "(1/2, (1 - b) / (2 (1 - a))) where a <= 1/2; a < b: with 1 - a, 1 - b",
     .conditions = "two divisible issues, additive utilities, no deal is worth 0, Nash product",
     .source = "Nash 1950; Raiffa 1982",
     .parameters = {{"a", DOMAIN_SHARE, "0.7", false, "weight of the first issue for A", NULL},
                    {"b", DOMAIN_SHARE, "0.3", false, "weight of the first issue for B", NULL}},
     .quantities = {{"uA", "what A gets", NULL},
                    {"uB", "what B gets", NULL},
                    {"nash_product", "uA uB", NULL},
                    {"max_joint", "the greatest sum of utilities", NULL},
                    {"joint_gain_vs_split_every_issue",
                     "uA + uB beyond what splitting each issue gives", "joint_gain"}},
     .compute = logrolling},
    {0}};
