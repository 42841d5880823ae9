/* Private information, hints, fairness, trust as rows: I1, I2, H1, H2, U1, T1, T2, D1, C1. */
#include "theory/families.h"

#include <higgle/theory.h>

#include <math.h> /* floor, fmin, INFINITY */

/* ---- I1: cells, or the bits that make as many ---- */

enum { CELLS, BITS };

static void cells_from_bits(oracle_value *p, const bool *given)
{
    if (given[BITS] && !given[CELLS]) p[CELLS].x = floor(hg_exp2(p[BITS].x) + 0.5);
    if (given[CELLS] && !given[BITS]) p[BITS].x = hg_log2(p[CELLS].x);
}

/* Tables write bits to three decimals. */
static const char *no_such_cells(const oracle_value *p)
{
    if (p[CELLS].x > 1e9) return "more than 1e9 cells: that is knowing the value";
    double apart = hg_log2(p[CELLS].x) - p[BITS].x;
    return apart > -1e-3 && apart < 1e-3 ? NULL
                                         : "N cells are log2 N bits, and there is no part of a "
                                           "cell: these N and bits do not go together";
}

static void tioli(const oracle_value *p, double *out)
{
    hg_tioli t = hg_tioli_cells((uint64_t)p[CELLS].x);
    out[0] = t.seller;
    out[1] = t.buyer;
    out[2] = t.seller / (t.seller + t.buyer);
    out[3] = t.efficiency;
}

/* ---- I2 ---- */

static void coase(const oracle_value *p, double *out)
{
    hg_coase_path path = hg_coase(p[0].x);
    out[0] = path.first;
    out[1] = path.ratio;
    out[2] = path.profit;
    out[3] = path.accept;
    out[4] = hg_coase_price(p[0].x, (uint64_t)p[1].x);
    out[5] = path.buyer;
}

/* ---- H: claims ---- */

static void bluff(const oracle_value *p, double *out)
{
    hg_bluff_play play = hg_bluff(p[0].x, p[1].x, p[2].x, p[3].x, p[4].x);
    out[0] = play.threshold;
    out[1] = play.concede;
    out[2] = play.bluff;
}

static const char *prices_out_of_order(const oracle_value *p)
{
    return p[2].x < p[1].x && p[1].x < p[0].x ? NULL : "must be pL < pH < v";
}

static void hint(const oracle_value *p, double *out)
{
    out[0] = hg_hint(p[0].x, p[1].x, p[2].x);
    out[1] = hg_hint(p[0].x, 1 - p[1].x, 1 - p[2].x);
}

/* ---- U, T, D, C ---- */

static void fehr_schmidt(const oracle_value *p, double *out)
{
    out[0] = hg_fehr_schmidt_least(p[0].x);
}

static void relational(const oracle_value *p, double *out)
{
    out[0] = hg_relational(p[0].x, p[1].x);
}

static void beta_trust(const oracle_value *p, double *out)
{
    out[0] = hg_beta_trust(p[0].x, p[1].x, p[2].x, p[3].x);
}

static const char *no_evidence(const oracle_value *p)
{
    return p[0].x + p[1].x + p[2].x + p[3].x <= 0 ? "all counts are 0: nothing is known" : NULL;
}

static void door_open(const oracle_value *p, double *out)
{
    out[0] = hg_door_open(p[0].x, p[1].x, p[2].x, p[3].x);
}

static void anchor_correlation(const oracle_value *p, double *out)
{
    out[0] = hg_anchor_correlation(p[0].x, p[1].x, p[2].x);
}

static const char *no_variation(const oracle_value *p)
{
    return p[0].x * p[1].x == 0 && p[2].x == 0 ? "the price does not vary: no correlation" : NULL;
}

const oracle_family families_information[] = {
    {.id = "I1",
     .name = "info_TIOLI",
     .word = "take-it-or-leave-it",
     .aliases = "tioli|information",
     .title = "Information is power: a last offer with so many bits about the other's value",
     .formula =
         "seller 1/2 - 1/(2N) + 1/(4N^2), buyer (4N - 3) / (8N^2); in a cell [lo, hi] the price "
         "is max(lo, hi/2)",
     .conditions = "cost 0, value even in [0,1], the seller knows which of N equal cells it is in, "
                   "N = 2^bits",
     .source = "Myerson 1981",
     .parameters = {{"N", DOMAIN_COUNT, "4", true, "cells", NULL},
                    {"bits", DOMAIN_NOT_NEGATIVE, "2", true, "log2 N; N follows from it", NULL}},
     .quantities = {{"seller_revenue", "what the seller gets", NULL},
                    {"buyer_surplus", "what the buyer gets", NULL},
                    {"seller_share_of_realized", "the seller's share of both", NULL},
                    {"efficiency", "both, over the first best 1/2", NULL}},
     .compute = tioli,
     .refuse = no_such_cells,
     .complete = cells_from_bits},
    {.id = "I2",
     .name = "coase_U01",
     .word = "coase",
     .aliases = "durable-monopoly|sobel-takahashi",
     .title = "Coase: a seller who cannot promise not to come down",
     .formula = "s = sqrt(1 - d): first price s / (1 + s), each next one 1 / (1 + s) of it; value "
                "v buys at "
                "a price <= s v; profit s / (2 (1 + s)), buyer (2 - s) / (4 (1 + s))",
     .conditions = "cost 0, value even in [0,1], the seller makes all offers, one discount factor",
     .source = "Stokey 1981; Sobel & Takahashi 1983; Gul, Sonnenschein & Wilson 1986",
     .parameters = {{"delta", DOMAIN_SHARE, "0.9", false, "discount factor per period", "d"},
                    {"n", DOMAIN_INDEX, "1", true, "for nth price: periods passed", NULL}},
     .quantities = {{"first price", "asked in period 0", "first"},
                    {"price ratio", "of a price to the one before", "ratio"},
                    {"profit", "expected, of the seller", "seller_profit"},
                    {"accepts", "value v buys at the first price <= this times v", NULL},
                    {"nth price", "asked in period n", NULL},
                    {"buyer surplus", "expected, of the buyer", NULL}},
     .compute = coase},
    {.id = "H1",
     .name = "bluff",
     .word = "bluff",
     .title = "Bluffing about an outside offer",
     .formula = "q* = (pH - pL) / (v - pL); bluff = pi (1 - q*) / ((1 - pi) q*); concede = loss / "
                "(pH - pL "
                "+ loss)",
     .conditions =
         "pL < pH < v; the offer is real with probability pi, the real one leaves if it is "
         "not believed; pi >= q*: every claim is conceded to. Derived for this table",
     .source = "Harsanyi 1967",
     .parameters = {{"v", DOMAIN_REAL, "1", false, "worth to the one who hears the claim", NULL},
                    {"pH", DOMAIN_REAL, "0.7", false, "price if it concedes", NULL},
                    {"pL", DOMAIN_REAL, "0.5", false, "price if it holds", NULL},
                    {"pi", DOMAIN_SHARE, "0.2", false, "probability that the offer is real", NULL},
                    {"loss", DOMAIN_NOT_NEGATIVE, "0.1", false, "of a bluffer found out", NULL}},
     .quantities = {{"q* posterior", "belief from which conceding pays", "q*|q"},
                    {"concede prob", "probability that a claim is conceded to", "concede"},
                    {"bluff rate", "probability that one without an offer claims it", "bluff"}},
     .compute = bluff,
     .refuse = prices_out_of_order},
    {.id = "H2",
     .name = "hint_bayes",
     .word = "hint",
     .title = "What a hint says, and what silence says",
     .formula = "P(strong|hint) = prior s / (prior s + (1 - prior) w); silence with 1 - s, 1 - w",
     .conditions = "Bayes; undefined for what never happens",
     .source = "Harsanyi 1967",
     .parameters = {{"prior", DOMAIN_SHARE, "0.3", false, "probability of strong before", NULL},
                    {"p_hint_strong", DOMAIN_SHARE, "0.8", false, "how often a strong one hints",
                     "s"},
                    {"p_hint_weak", DOMAIN_SHARE, "0.2", false, "how often a weak one hints", "w"}},
     .quantities = {{"P(strong|hint)", "belief after a hint", "hint"},
                    {"P(strong|silence)", "belief after none", "silence"}},
     .compute = hint},
    {.id = "U1",
     .name = "fehr_schmidt_MAO",
     .word = "fehr-schmidt",
     .aliases = "inequity-aversion|ultimatum",
     .title = "The least share that one who minds unfairness accepts",
     .formula = "alpha / (1 + 2 alpha)",
     .conditions = "ultimatum, pie 1",
     .source = "Fehr & Schmidt 1999",
     .parameters = {{"alpha", DOMAIN_NOT_NEGATIVE, "0.5", false, "how much being behind hurts",
                     NULL}},
     .quantities = {{"min acceptable share", "the least acceptable share", "min"}},
     .compute = fehr_schmidt},
    {.id = "T1",
     .name = "relational",
     .word = "relational",
     .title = "What a relation is worth, and what one grants to keep it",
     .formula = "delta / (1 - delta) rent",
     .conditions = "delta < 1: the probability of going on, or the discount factor",
     .source = "Levin 2003",
     .parameters = {{"delta", DOMAIN_BELOW_1, "0.8", false, "that it goes on", "d"},
                    {"rent_per_period", DOMAIN_NOT_NEGATIVE, "0.2", false, "worth of it per period",
                     "rent"}},
     .quantities = {{"max sustainable concession", "the most that is granted", "max|concession"}},
     .compute = relational},
    {.id = "T2",
     .name = "beta_trust",
     .word = "trust",
     .aliases = "beta",
     .title = "Trust as a belief that promises are kept",
     .formula = "(a0 + kept) / (a0 + b0 + kept + broken)",
     .conditions = "Beta prior; not all counts 0",
     .source = "Josang & Ismail 2002",
     .parameters = {{"a0", DOMAIN_NOT_NEGATIVE, "1", false, "promises kept, before", NULL},
                    {"b0", DOMAIN_NOT_NEGATIVE, "1", false, "promises broken, before", NULL},
                    {"kept", DOMAIN_NOT_NEGATIVE, "3", false, "since", NULL},
                    {"broken", DOMAIN_NOT_NEGATIVE, "1", false, "since", NULL}},
     .quantities = {{"E trust", "expected probability that the next one is kept", "trust"}},
     .compute = beta_trust,
     .refuse = no_evidence},
    {.id = "D1",
     .name = "door_open",
     .word = "door-open",
     .title = "Leaving with the door open",
     .formula = "w + omega delta max(0, x_reopen - w)",
     .conditions =
         "the talks reopen with probability omega, and then give x_reopen. Derived for this "
         "table",
     .source = "Sebenius 2017",
     .parameters = {{"w", DOMAIN_REAL, "0.4", false, "what leaving gives", NULL},
                    {"omega", DOMAIN_SHARE, "0.5", false, "probability that they reopen", NULL},
                    {"delta", DOMAIN_SHARE, "0.9", false, "discount factor until then", "d"},
                    {"x_reopen", DOMAIN_REAL, "0.6", false, "what they give then", "x"}},
     .quantities = {{"effective outside value", "what leaving is worth", "effective"}},
     .compute = door_open},
    {.id = "C1",
     .name = "anchor_corr",
     .word = "anchor",
     .title = "How openings correlate with prices",
     .formula = "a sx / sqrt(a^2 sx^2 + se^2)",
     .conditions = "price = a opening + noise, independent; price varies",
     .source = "Galinsky & Mussweiler 2001",
     .parameters = {{"a", DOMAIN_REAL, "0.5", false, "slope of the price in the opening", NULL},
                    {"sd_open", DOMAIN_NOT_NEGATIVE, "1", false, "standard deviation of openings",
                     "sx"},
                    {"sd_noise", DOMAIN_NOT_NEGATIVE, "0.866025", false, "of the noise", "se"}},
     .quantities = {{"corr(first offer, price)", "the correlation", "corr"}},
     .compute = anchor_correlation,
     .refuse = no_variation},
    {0}};
