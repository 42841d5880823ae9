/* Markets, auctions, mechanisms and populations as rows: K1, K2, M1-M3, G1-G3. */
#include "theory/families.h"

#include <higgle/theory.h>

#include <math.h> /* floor, fmin, INFINITY */

/* ---- K: two-sided private information ---- */

static void double_auction(const oracle_value *p, double *out)
{
    hg_kda g = hg_kda_gains(p[0].x);
    out[0] = g.buyer + g.seller;
    out[1] = g.trade;
    out[2] = g.buyer;
    out[3] = g.seller;
    out[4] = 6 * out[0];
    out[5] = hg_kda_bid(p[0].x, p[1].x);
    out[6] = hg_kda_ask(p[0].x, p[2].x);
}

static void myerson_satterthwaite(const oracle_value *p, double *out)
{
    hg_mechanism m =
        hg_myerson_satterthwaite((hg_even){p[0].x, p[0].hi}, (hg_even){p[1].x, p[1].hi});
    out[0] = m.first_best;
    out[1] = m.second_best;
    out[2] = m.second_best / m.first_best;
    out[3] = m.margin;
    out[4] = m.subsidy;
}

/* ---- M: many on a side ---- */

static void rubinstein_wolinsky(const oracle_value *p, double *out)
{
    hg_matching m = hg_rubinstein_wolinsky(p[0].x, p[1].x, p[2].x);
    out[0] = m.seller;
    out[1] = m.buyer;
    out[2] = m.price;
}

static void matching_limit(const oracle_value *p, double *out)
{
    out[0] = hg_rubinstein_wolinsky(1, p[0].x, p[1].x).price;
}

/* The shorter side is matched in every period. */
static void steady_state(const oracle_value *p, double *out)
{
    double sellers = p[0].x, buyers = p[1].x, fewer = fmin(sellers, buyers);
    out[0] = hg_rubinstein_wolinsky(p[2].x, fewer / sellers, fewer / buyers).price;
}

static void one_seller(const oracle_value *p, double *out)
{
    double V = hg_one_seller(p[0].x, (uint64_t)p[1].x);
    out[0] = V;
    out[1] = V;
    out[2] = (1 - V) / p[1].x;
}

static void second_price(const oracle_value *p, double *out)
{
    double n = p[0].x, surplus = n / (n + 1);
    out[0] = hg_second_price((uint64_t)n, 0);
    out[1] = out[0] / surplus;
    out[2] = surplus;
}

static void reserve_price(const oracle_value *p, double *out)
{
    out[0] = hg_second_price((uint64_t)p[0].x, p[1].x);
    out[1] = 1 - hg_pow(p[1].x, p[0].x);
}

/* ---- G: populations ---- */

static void hawk_dove(const oracle_value *p, double *out) { out[0] = hg_hawk_dove(p[0].x, p[1].x); }

static void fixation(const oracle_value *p, double *out)
{
    out[0] = hg_fixation(p[0].x, p[1].x, p[2].x);
}

static void replicator(const oracle_value *p, double *out)
{
    out[0] = hg_replicator(p[0].x, p[1].x, p[2].x);
}

#define DELTA                                                                                      \
    {                                                                                              \
        "delta", DOMAIN_SHARE, "0.9", false, "discount factor per period", "d"                     \
    }
#define ALPHA                                                                                      \
    {                                                                                              \
        "alpha", DOMAIN_POSITIVE_SHARE, "1", false, "probability that a seller meets a buyer",     \
            NULL                                                                                   \
    }
#define BETA                                                                                       \
    {                                                                                              \
        "beta", DOMAIN_POSITIVE_SHARE, "0.5", false, "probability that a buyer meets a seller",    \
            NULL                                                                                   \
    }
#define BUYERS                                                                                     \
    {                                                                                              \
        "n", DOMAIN_COUNT, "2", false, "buyers", NULL                                              \
    }

const oracle_family families_markets[] = {
    {.id = "K1",
     .name = "kda",
     .word = "double-auction",
     .aliases = "k-double-auction|chatterjee-samuelson",
     .title = "The k-double auction: both know only their own worth",
     .formula =
         "bid = v / (1 + k) + k (1 - k) / (2 (1 + k)), ask = c / (2 - k) + (1 - k) / 2; gains "
         "(1 + k) (2 - k) / 16, trade with (1 + k) (2 - k) / 8; buyer (1 + k)^2 (2 - k) / 48, "
         "seller (2 - k)^2 (1 + k) / 48",
     .conditions = "worths even in [0,1], price = k bid + (1 - k) ask, linear equilibrium; a bid "
                   "below every ask is the value, an ask above every bid is the cost",
     .source = "Chatterjee & Samuelson 1983",
     .parameters = {{"k", DOMAIN_SHARE, "0.5", false, "weight of the bid in the price", NULL},
                    {"v", DOMAIN_SHARE, "0.8", true, "the buyer's value, for bid", NULL},
                    {"c", DOMAIN_SHARE, "0.2", true, "the seller's cost, for ask", NULL}},
     .quantities = {{"ex_ante_gains", "expected gains from trade", "gains"},
                    {"prob_trade", "probability of trade", NULL},
                    {"buyer_gain", "expected gain of the buyer", NULL},
                    {"seller_gain", "expected gain of the seller", NULL},
                    {"efficiency", "gains over the first best, 1/6", NULL},
                    {"bid", "what the buyer of value v bids", NULL},
                    {"ask", "what the seller of cost c asks", NULL}},
     .compute = double_auction},
    {.id = "K2",
     .name = "myerson_satterthwaite",
     .word = "myerson-satterthwaite",
     .aliases = "impossibility",
     .title = "What no mechanism can exceed, if nobody is forced in and no money is added",
     .formula =
         "first best: int (1 - Fb) Fs; subsidy: the same from the buyer's least value to the "
         "seller's greatest cost; second best: trade where v - c >= m, m such that the "
         "expected virtual surplus is 0",
     .conditions = "cost and value even in their ranges",
     .source = "Myerson & Satterthwaite 1983",
     .parameters = {{"seller", DOMAIN_RANGE, "U[0,1]", false, "range of the seller's cost", NULL},
                    {"buyer", DOMAIN_RANGE, "U[0,1]", false, "range of the buyer's value", NULL}},
     .quantities = {{"first_best_gains", "expected gains if all trades that pay are made", NULL},
                    {"second_best_gains", "the most that a mechanism reaches", "second_best"},
                    {"efficiency", "second best over first best", "second_best_efficiency"},
                    {"margin", "the second best trades where value - cost is at least this", NULL},
                    {"min_subsidy_for_efficiency", "what the first best needs from outside",
                     "subsidy"}},
     .compute = myerson_satterthwaite},
    {.id = "M1",
     .name = "rubinstein_wolinsky",
     .word = "matching-market",
     .aliases = "matching",
     .title = "A matching market: the other side's alternative is another match",
     .formula =
         "Vs = alpha / (2 (1 - d) + d (alpha + beta)), Vb with beta; price = (1 + d (Vs - Vb)) / 2",
     .conditions =
         "memoryless matches, each proposes half the time, who trades is replaced, gains 1",
     .source = "Rubinstein & Wolinsky 1985",
     .parameters = {DELTA, ALPHA, BETA},
     .quantities = {{"V_seller", "value of a seller who is in the market", NULL},
                    {"V_buyer", "value of a buyer who is in the market", NULL},
                    {"mean_price_in_match", "mean price", "price"}},
     .compute = rubinstein_wolinsky},
    {.id = "M1",
     .name = "limit",
     .word = "matching-market-limit",
     .title = "A matching market without friction: not the competitive price",
     .formula = "price = alpha / (alpha + beta)",
     .conditions = "as matching-market, delta -> 1",
     .source = "Rubinstein & Wolinsky 1985",
     .parameters = {ALPHA, BETA},
     .quantities = {{"price", "price as delta -> 1", NULL}},
     .compute = matching_limit},
    {.id = "M1",
     .name = "osborne_rubinstein_6.2",
     .word = "steady-state-market",
     .aliases = "osborne-rubinstein",
     .title = "A matching market in which the shorter side is always matched",
     .formula = "S <= B: p* = 1 / (2 - d + d S/B); S > B: p* = 1 - 1 / (2 - d + d B/S)",
     .conditions =
         "numbers of sellers and buyers stay; as matching-market with alpha = min(1, B/S), "
         "beta = min(1, S/B)",
     .source = "Osborne & Rubinstein 1990",
     .parameters = {{"S", DOMAIN_COUNT, "2", false, "sellers", NULL},
                    {"B", DOMAIN_COUNT, "3", false, "buyers", NULL},
                    DELTA},
     .quantities = {{"p*", "the price", "price|p"}},
     .compute = steady_state},
    {.id = "M2",
     .name = "one_seller_n_buyers",
     .word = "one-seller",
     .aliases = "monopoly",
     .title = "One seller and n buyers who bargain in pairs",
     .formula = "Vs = (n - d) / (2 n - d - n d); n = 1: 1/2",
     .conditions = "random match and proposer, the market closes at the first trade, gains 1",
     .source = "Gale 1987",
     .parameters = {DELTA, BUYERS},
     .quantities = {{"V_seller", "what the seller gets", NULL},
                    {"E price", "mean price", "price"},
                    {"V_buyer", "what a buyer gets", NULL}},
     .compute = one_seller},
    {.id = "M3",
     .name = "second_price_U01",
     .word = "second-price",
     .aliases = "auction|vickrey",
     .title = "A second-price auction",
     .formula = "E price = (n - 1) / (n + 1); the seller's share of the surplus n / (n + 1) is (n "
                "- 1) / n",
     .conditions = "values even in [0,1], cost 0",
     .source = "Vickrey 1961",
     .parameters = {BUYERS},
     .quantities = {{"E price", "expected price", "price|revenue"},
                    {"seller share of surplus", "of the expected surplus", "seller_share"},
                    {"E surplus", "expected greatest value", "surplus"}},
     .compute = second_price},
    {.id = "M3",
     .name = "reserve_half",
     .word = "reserve-price",
     .title = "A second-price auction with a reserve price",
     .formula =
         "((n - 1) + r^n (1 + n - 2 n r)) / (n + 1); r = 1/2, the best: (n - 1 + 2^-n) / (n + 1)",
     .conditions = "values even in [0,1], cost 0",
     .source = "Myerson 1981",
     .parameters = {BUYERS,
                    {"reserve", DOMAIN_SHARE, "0.5", true, "the least price that is accepted",
                     "r"}},
     .quantities = {{"revenue", "expected revenue", NULL},
                    {"prob_sale", "probability that it is sold", NULL}},
     .compute = reserve_price},
    {.id = "G1",
     .name = "hawk_dove",
     .word = "hawk-dove",
     .title = "Hawks and doves: how many fight",
     .formula = "min(1, V / C)",
     .conditions = "evolutionarily stable mix, two strategies",
     .source = "Maynard Smith & Price 1973",
     .parameters = {{"V", DOMAIN_POSITIVE, "2", false, "the prize", NULL},
                    {"C", DOMAIN_POSITIVE, "3", false, "cost of a lost fight", NULL}},
     .quantities = {{"ESS hawk freq", "frequency of hawks", "hawks|frequency"}},
     .compute = hawk_dove},
    {.id = "G2",
     .name = "alpharank_fixation",
     .word = "fixation",
     .aliases = "alpha-rank",
     .title = "Alpha-rank: how likely a mutant takes over",
     .formula = "rho = (1 - exp(-alpha df)) / (1 - exp(-m alpha df)); df = 0: 1 / m",
     .conditions = "a population of m, small mutation rate",
     .source = "Omidshafiei et al. 2019",
     .parameters = {{"m", DOMAIN_COUNT, "50", false, "size of the population", NULL},
                    {"alpha", DOMAIN_NOT_NEGATIVE, "0.1", false, "intensity of selection", NULL},
                    {"df", DOMAIN_REAL, "1", false, "fitness advantage of the mutant", NULL}},
     .quantities = {{"rho", "probability of fixation", NULL}},
     .compute = fixation},
    {.id = "G3",
     .name = "replicator_const",
     .word = "replicator",
     .title = "Replicator dynamics with a constant difference of pay-offs",
     .formula = "x(t) = x0 e^(d t) / (1 - x0 + x0 e^(d t))",
     .conditions = "two strategies, continuous time",
     .source = "Taylor & Jonker 1978",
     .parameters = {{"x0", DOMAIN_SHARE, "0.1", false, "share at the start", NULL},
                    {"dpayoff", DOMAIN_REAL, "0.5", false, "pay-off less the other's", "d"},
                    {"t", DOMAIN_NOT_NEGATIVE, "10", false, "time", NULL}},
     .quantities = {{"x(t)", "share at t", "x"}},
     .compute = replicator},
    {0}};
