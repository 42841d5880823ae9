/* Tactics of time and where they meet as rows: F1-F4. */
#include "theory/families.h"

#include <higgle/theory.h>

static void polynomial(const oracle_value *p, double *out)
{
    out[0] = hg_faratin_poly(p[0].x, p[1].x, p[2].x);
}

static void exponential(const oracle_value *p, double *out)
{
    out[0] = hg_faratin_exp(p[0].x, p[1].x, p[2].x);
}

/* ---- two curves: s0, rs, b0, rb first in every row ---- */

static hg_curves curves_of(const oracle_value *p, double es, double eb)
{
    return (hg_curves){p[0].x, p[1].x, p[2].x, p[3].x, es, eb};
}

static const char *no_crossing(const oracle_value *p)
{
    double s0 = p[0].x, rs = p[1].x, b0 = p[2].x, rb = p[3].x;
    if (rs > rb) return "RS > RB: there is no zone of agreement, and no deal";
    if (rs > s0) return "RS > S0: a seller opens above its limit";
    if (b0 > rb) return "B0 > RB: a buyer opens below its limit";
    return b0 > s0 ? "B0 > S0: the openings have already crossed" : NULL;
}

static void crossing(const oracle_value *p, double *out)
{
    hg_curves c = curves_of(p, p[4].x, p[5].x);
    hg_meeting m = hg_crossing(&c);
    out[0] = m.tau;
    out[1] = m.price;
    out[2] = m.share;
}

static void own_deadlines(const oracle_value *p, double *out)
{
    hg_curves c = curves_of(p, 1, 1);
    hg_meeting m = hg_crossing_deadlines(&c, p[4].x, p[5].x);
    out[0] = m.tau;
    out[1] = m.price;
    out[2] = m.share;
}

static const char *too_late(const oracle_value *p)
{
    const char *why = no_crossing(p);
    hg_curves c = curves_of(p, 1, 1);
    double t = hg_crossing_deadlines(&c, p[4].x, p[5].x).tau;
    if (why || t == t) return why;
    return "the first deadline passes before the two meet: no deal";
}

/* The gap at the start is closed in proportion to what each has to give. */
static void price_vs_batna(const oracle_value *p, double *out)
{
    double seller = p[0].x - p[1].x, buyer = p[3].x - p[2].x, gap = p[0].x - p[2].x;
    double way = seller + buyer;
    out[0] = p[2].x + buyer * gap / way;
    out[1] = buyer * gap / (way * way);
}

#define TAU                                                                                        \
    {                                                                                              \
        "tau", DOMAIN_SHARE, "0.5", false, "time, 1 at the deadline", NULL                         \
    }
#define BETA                                                                                       \
    {                                                                                              \
        "beta", DOMAIN_NOT_NEGATIVE, "0.5", false, "below 1 Boulware, above 1 conceder", NULL      \
    }
#define S0                                                                                         \
    {                                                                                              \
        "S0", DOMAIN_REAL, "1", false, "what the seller asks first", NULL                          \
    }
#define RS                                                                                         \
    {                                                                                              \
        "RS", DOMAIN_REAL, "0.3", false, "the seller's limit", NULL                                \
    }
#define B0                                                                                         \
    {                                                                                              \
        "B0", DOMAIN_REAL, "0", false, "what the buyer offers first", NULL                         \
    }
#define RB                                                                                         \
    {                                                                                              \
        "RB", DOMAIN_REAL, "0.7", false, "the buyer's limit", NULL                                 \
    }
#define PRICE                                                                                      \
    {                                                                                              \
        "price", "where they meet", "price*"                                                       \
    }
#define SHARE                                                                                      \
    {                                                                                              \
        "seller share of ZOPA", "(price - RS) / (RB - RS)", "seller_share|seller"                  \
    }

const oracle_family families_tactics[] = {
    {.id = "F1",
     .name = "faratin_poly",
     .word = "faratin",
     .aliases = "polynomial|time-dependent",
     .title = "How far a time-dependent party has come: polynomial",
     .formula = "alpha = kappa + (1 - kappa) tau^(1/beta)",
     .conditions = "from the opening to the limit; beta = 0: only at the end",
     .source = "Faratin, Sierra & Jennings 1998",
     .parameters = {{"kappa", DOMAIN_SHARE, "0", true, "alpha at the start", NULL}, BETA, TAU},
     .quantities = {{"alpha", "part of the way that is gone", NULL}},
     .compute = polynomial},
    {.id = "F1",
     .name = "faratin_exp",
     .word = "faratin-exponential",
     .aliases = "exponential",
     .title = "How far a time-dependent party has come: exponential",
     .formula = "alpha = exp((1 - tau)^beta ln kappa)",
     .conditions = "from the opening to the limit",
     .source = "Faratin, Sierra & Jennings 1998",
     .parameters = {{"kappa", DOMAIN_POSITIVE_SHARE, "0.1", false, "alpha at the start", NULL},
                    BETA,
                    TAU},
     .quantities = {{"alpha", "part of the way that is gone", NULL}},
     .compute = exponential},
    {.id = "F2",
     .name = "crossing",
     .word = "crossing",
     .title = "Where two time-dependent parties meet",
     .formula = "S0 - (S0 - RS) tau^es = B0 + (RB - B0) tau^eb; es = eb = e: tau* = ((S0 - B0) / "
                "((S0 - RS) "
                "+ (RB - B0)))^(1/e), the price does not depend on e",
     .conditions = "B0 <= S0, RS <= S0, B0 <= RB, RS <= RB; one deadline, e = 1 / beta",
     .source = "Faratin, Sierra & Jennings 1998",
     .parameters = {S0,
                    RS,
                    B0,
                    RB,
                    {"es", DOMAIN_POSITIVE, "1", true, "the seller's exponent", NULL},
                    {"eb", DOMAIN_POSITIVE, "1", true, "the buyer's exponent", NULL}},
     .quantities = {{"tau*", "when they meet, 1 = the deadline", "tau"}, PRICE, SHARE},
     .compute = crossing,
     .refuse = no_crossing},
    {.id = "F3",
     .name = "crossing_diff_deadlines",
     .word = "crossing-deadlines",
     .title = "Where two linear parties meet that have deadlines of their own",
     .formula = "t* = (S0 - B0) / ((S0 - RS) / TS + (RB - B0) / TB)",
     .conditions = "as crossing, both linear, t* <= min(TS, TB)",
     .source = "Faratin, Sierra & Jennings 1998",
     .parameters = {S0,
                    RS,
                    B0,
                    RB,
                    {"TS", DOMAIN_POSITIVE, "10", false, "the seller's deadline", NULL},
                    {"TB", DOMAIN_POSITIVE, "20", false, "the buyer's deadline", NULL}},
     .quantities = {{"t*", "when they meet", "t"}, PRICE, SHARE},
     .compute = own_deadlines,
     .refuse = too_late},
    {.id = "F4",
     .name = "price_vs_BATNA",
     .word = "price-vs-batna",
     .aliases = "blind|null-model",
     .title = "What a better limit gives a party that does not look at leverage",
     .formula = "p = B0 + dB G / (S0 - RS + dB), dp/dRS = dB G / (S0 - RS + dB)^2; dB = RB - B0, G "
                "= S0 - B0",
     .conditions = "both linear, one deadline: the null model of every claim about alternatives",
     .source = "Faratin, Sierra & Jennings 1998",
     .parameters = {S0, RS, B0, RB},
     .quantities = {PRICE, {"dprice/dRS", "what the seller's limit moves", "slope"}},
     .compute = price_vs_batna,
     .refuse = no_crossing},
    {0}};
