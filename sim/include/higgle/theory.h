/* higgle/theory.h - the closed forms of bargaining theory: what players at the equilibrium would
 * demand, wait for, and get. For agents that play it, for the oracle, and for lines in figures.
 *
 * Pure functions, as in higgle/math.h. Throughout:
 *   - a pie of 1, and a share of it in 0..1, unless a unit is named;
 *   - "1" and "2" are the players, d1, d2 their discount factors per period (a period = one offer),
 *     r1, r2 their discount rates (hazards) per unit of time;
 *   - where the conditions written beside a function do not hold, or an argument is out of its
 *     range, the result is NaN (or each field of it). Test with x != x. */
#ifndef HIGGLE_THEORY_H
#define HIGGLE_THEORY_H

#include <higgle/math.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- alternating offers: the share of player 1 where player 1 proposes first ----
 * Where 2 proposes first: 1 - f(with the players' arguments swapped). */

/* Infinite horizon: (1 - d2) / (1 - d1 d2). 0 <= d <= 1, not both 1. Rubinstein 1982. */
HG_API double hg_rubinstein(double d1, double d2);
/* Its limit as periods get short: r2 / (r1 + r2). r >= 0, not both 0. */
HG_API double hg_rubinstein_limit(double r1, double r2);
/* T >= 1 offer periods, 1 proposes in the odd ones; without a deal b1, b2 are paid a period after
 * the last. 0 <= d, b <= 1; d1 b1 + d2 b2 <= 1. Stahl 1972. */
HG_API double hg_finite_horizon(double d1, double d2, double b1, double b2, uint64_t T);
/* The responder may leave after rejecting, for w1 or w2:
 * min(1 - w2, max(1 - d2 (1 - w1), x)), x as hg_rubinstein. w >= 0, w1 + w2 <= 1.
 * Binmore, Shaked & Sutton 1989; Muthoo 1999, prop. 5.1. */
HG_API double hg_outside_option(double d1, double d2, double w1, double w2);
/* The same as periods get short ("deal me out"): eta1 held between w1 and 1 - w2. */
HG_API double hg_deal_me_out(double eta1, double w1, double w2);
/* While they talk each gets a flow worth b1, b2 if it never ended: b1 + x (1 - b1 - b2).
 * b >= 0, b1 + b2 <= 1. Muthoo 1999, ch. 6. */
HG_API double hg_inside_option(double d1, double d2, double b1, double b2);
/* No discounting; after each rejection the talks break down with probability p and b1, b2 are paid:
 * b1 + (1 - b1 - b2) / (2 - p). 0 <= p <= 1 (0: the limit), b >= 0, b1 + b2 <= 1.
 * Binmore, Rubinstein & Wolinsky 1986. */
HG_API double hg_breakdown(double p, double b1, double b2);
/* Each period 1 is recognised as proposer with probability p1: the share of 1 expected before that,
 * V1 = p1 (1 - d2) / (p1 (1 - d2) + p2 (1 - d1)). A proposer of 1 keeps 1 - d2 (1 - V1), a
 * responder gets d1 V1. 0 <= p1 <= 1, d as above. Binmore 1987; Muthoo 1999, ch. 7. */
HG_API double hg_random_proposer(double p1, double d1, double d2);

/* 1 waits for an outside offer worth w, which arrives at rate lambda, is seen by both, and stays;
 * short periods. 0 <= w <= 1, lambda >= 0, r as above. Stationary equilibrium; after the arrival
 * the outside-option principle, before it (r2 + 2 lambda after) / (r1 + r2 + 2 lambda). */
typedef struct hg_pending {
    double before, after; /* share of 1, before and after the arrival */
} hg_pending;
HG_API hg_pending hg_pending_offer(double r1, double r2, double lambda, double w);

/* Zeuthen's risk limit of a player that demands x, is offered y and has w without a deal, each a
 * gain of its own, x >= y, x > w: (x - y) / (x - w), at most 1 (1 where x <= w: nothing to lose).
 * Who has the smaller one concedes; leads to the Nash product. Zeuthen 1930; Harsanyi 1956. */
HG_API double hg_zeuthen_risk(double x, double y, double w);

/* ---- reputation and attrition ---- */

/* Each of two players is with probability z obstinate: demands a for ever. 0 < a, z < 1,
 * a1 + a2 > 1, r > 0. Continuous time; [i] is the player. Abreu & Gul 2000, one type each. */
typedef struct hg_reputation {
    double rate[2];    /* hazard of conceding, of a player whose type is not known */
    double exhaust[2]; /* the time by which i would be known to be obstinate: -ln z / rate */
    double end;        /* min of both: all rational players have conceded */
    double at_once[2]; /* probability that i concedes at time 0; one of the two is 0 */
    double payoff[2];  /* of a rational i */
    double delay;      /* mean time to agreement of two rational players */
} hg_reputation;
HG_API hg_reputation hg_abreu_gul(const double r[2], const double a[2], const double z[2]);
/* When a rational i concedes that drew u, 0 <= u < 1, even: 0 with its atom, at most `end`. */
HG_API double hg_abreu_gul_time(const hg_reputation *, const double z[2], uint32_t i, double u);

/* War of attrition, symmetric, everything known: prize V > 0, cost c > 0 per unit of time and
 * player. Hazard c / V each, mean duration V / (2c). Time to concede for u as above. Maynard Smith
 * 1974. */
HG_API double hg_attrition_hazard(double V, double c);
HG_API double hg_attrition_time(double V, double c, double u);

/* ---- private information ---- */

/* Take it or leave it: the best price of a seller with cost c who knows that the buyer's value is
 * even in [lo, hi]: max(lo, (hi + c) / 2). lo <= hi. A buyer who knows that the seller's cost is
 * even in [lo, hi] pays min(hi, (lo + v) / 2). */
HG_API double hg_tioli_ask(double c, double lo, double hi);
HG_API double hg_tioli_bid(double v, double lo, double hi);
/* What the seller (cost 0) gets who knows which of N equal cells the value, even in [0,1], is in;
 * what is left to the buyer; both over the first best. N >= 1. */
typedef struct hg_tioli {
    double seller, buyer, efficiency;
} hg_tioli;
HG_API hg_tioli hg_tioli_cells(uint64_t N);

/* One seller (cost 0) makes all offers, the value is even in [0,1], one discount factor d for both,
 * 0 <= d <= 1; s = sqrt(1 - d). In period n = 0, 1, .. it asks first * ratio^n; a buyer of value v
 * accepts the first price <= s v. Stokey 1981; Sobel & Takahashi 1983; Gul, Sonnenschein & Wilson
 * 1986. */
typedef struct hg_coase_path {
    double first, ratio, accept, profit; /* s/(1+s), 1/(1+s), s, s/(2(1+s)) */
    double buyer;                        /* what the buyer expects: (2-s)/(4(1+s)) */
} hg_coase_path;
HG_API hg_coase_path hg_coase(double d);
HG_API double hg_coase_price(double d, uint64_t n);

/* A claimed outside offer is real with probability pi. The other side concedes (price high) or
 * holds (price low; the real one then leaves and low < v is lost); a bluffer found out loses
 * `loss`. */
typedef struct hg_bluff_play {
    double threshold; /* belief from which conceding pays: (high - low) / (v - low) */
    double bluff;     /* probability that one without an offer claims it */
    double concede;   /* probability that a claim is conceded to */
} hg_bluff_play;
HG_API hg_bluff_play hg_bluff(double v, double high, double low, double pi, double loss);

/* The k-double auction, both worths even in [0,1], price = k bid + (1 - k) ask, linear equilibrium;
 * where no trade is possible a bid is the value, an ask the cost. 0 <= k, v, c <= 1.
 * Chatterjee & Samuelson 1983. */
HG_API double hg_kda_bid(double k, double v);
HG_API double hg_kda_ask(double k, double c);
typedef struct hg_kda {
    double buyer, seller, trade; /* expected gains, probability */
} hg_kda;
HG_API hg_kda hg_kda_gains(double k);

/* Seller's cost and buyer's value, each even in its range: what any mechanism can reach that nobody
 * is forced into and that needs no money. Myerson & Satterthwaite 1983. */
typedef struct hg_even {
    double lo, hi; /* lo < hi */
} hg_even;
typedef struct hg_mechanism {
    double first_best, second_best; /* expected gains from trade */
    double margin;                  /* the second best trades where value - cost is at least this */
    double subsidy;                 /* the least that the first best needs from outside */
} hg_mechanism;
HG_API hg_mechanism hg_myerson_satterthwaite(hg_even seller, hg_even buyer);

/* ---- search: what an alternative that has still to be found is worth ----
 *
 * Offers arrive at rate `arrivals`, each worth an even draw from [lo, hi], hi >= 0, in the party's
 * own unit; looking costs `cost` per unit of time, what is got later is discounted at rate
 * `discount`; one may stop at any time and take `fallback`. Rates and cost >= 0. */
typedef struct hg_search {
    double arrivals, lo, hi, discount, cost, fallback;
} hg_search;

/* The worth of going on with `left` >= 0 (or infinity) units of time left, an offer gone once it is
 * refused: accept what is worth more. On the scale (R - lo) / (hi - lo), with rho = discount /
 * arrivals and k = (cost + discount lo) / (hi - lo) / arrivals, it solves the Riccati equation
 *     dR/dt = arrivals ((1 - R)^2 / 2 - rho R - k),  R(0) = fallback:
 *     R = A - (y + q^2 T) / (1 + y T),  A = 1 + rho,  q^2 = A^2 - 1 + 2k,  y = A - fallback,
 *     T = tanh(arrivals q left / 2) / q.
 * Where looking is not worth its cost: fallback. McCall 1970; Mortensen 1986. */
HG_API double hg_search_worth(const hg_search *, double left);
/* The same where every offer that came stays open: the fallback is the best one held. One stops
 * from hg_search_worth(.., infinity) on; of offers below that the best is taken at the end. */
HG_API double hg_search_recall(const hg_search *, double left);

/* Reservation values of stationary search, 0 where looking is not worth its cost: offers at rate
 * lambda, discount rate r; r + cost > 0 but for the first. */
HG_API double hg_search_even(double r, double lambda, double cost); /* even in [0,1] */
HG_API double hg_search_exponential(double r, double lambda, double mean, double cost);
/* One draw, even in [0,1], per period, discount factor d: R = d E max(X, R) - cost. d = 1 needs
 * cost > 0 (without: 1). */
HG_API double hg_search_discrete(double d, double cost);
/* The worth of n >= 0 draws, even in [0,1], none of which comes back: E = (1 + E^2) / 2 from 0.
 * Moser 1956. */
HG_API double hg_moser(uint64_t n);

/* ---- axiomatic solutions ---- */

typedef struct hg_split {
    double u1, u2;
} hg_split;

/* Transferable: d1 + eta (S - d1 - d2). 0 <= eta <= 1, d1 + d2 <= S. Nash 1950; Harsanyi & Selten
 * 1972. */
HG_API hg_split hg_nash_split(double eta, double d1, double d2, double S);
/* Player 1's part of a pie of 1 with utilities x^a, (1 - x)^b, 0 < a, b <= 1, disagreement 0:
 * eta a / (eta a + (1 - eta) b). */
HG_API double hg_nash_risk(double eta, double a, double b);
/* On the frontier u2 = 1 - u1^k, k >= 1, from the disagreement point d1, d2 >= 0 below it: closed
 * for k = 1, 2, else by bisection. Nash 1950; Kalai & Smorodinsky 1975; Kalai 1977. */
HG_API hg_split hg_nash_curved(double k, double eta, double d1, double d2);
HG_API hg_split hg_kalai_smorodinsky_curved(double k, double d1, double d2);
HG_API hg_split hg_egalitarian_curved(double k, double d1, double d2);
/* Two divisible issues, of which the first weighs a for A and b for B (the second 1 - a, 1 - b),
 * 0 <= a, b <= 1, disagreement 0: the Nash product. The greatest joint utility is 1 + |a - b|. */
HG_API hg_split hg_logrolling(double a, double b);

/* ---- markets ---- */

/* Sellers meet a buyer with probability alpha per period, buyers a seller with beta, each of the
 * two proposes half the time, who trades is replaced: 0 <= delta <= 1, 0 < alpha, beta <= 1.
 * Rubinstein & Wolinsky 1985. */
typedef struct hg_matching {
    double seller, buyer, price; /* values of who is in the market; mean price in a match */
} hg_matching;
HG_API hg_matching hg_rubinstein_wolinsky(double delta, double alpha, double beta);
/* One seller and n >= 1 buyers, random match and proposer, the market closes at the first trade:
 * the seller's value = the mean price: (n - d) / (2n - d - n d), 1/2 for n = 1. 0 <= d <= 1. Gale
 * 1987. */
HG_API double hg_one_seller(double d, uint64_t n);
/* Second-price auction, n >= 1 values even in [0,1], reserve price 0..1: expected revenue.
 * Vickrey 1961; Myerson 1981. */
HG_API double hg_second_price(uint64_t n, double reserve);

/* ---- tactics of time, as in Faratin, Sierra & Jennings 1998 ---- */

/* How far a party has moved from its opening to its limit at tau: kappa at 0, 1 at 1.
 * 0 <= tau, kappa <= 1, beta >= 0 (0: only at the end); the second needs kappa > 0. */
HG_API double hg_faratin_poly(double kappa, double beta, double tau);
HG_API double hg_faratin_exp(double kappa, double beta, double tau);
/* A seller asks s0 - (s0 - rs) tau^es, a buyer bids b0 + (rb - b0) tau^eb: where they meet.
 * b0 <= s0, rs <= s0, b0 <= rb, rs <= rb; e > 0. es = 1 / beta. */
typedef struct hg_curves {
    double s0, rs, b0, rb, es, eb;
} hg_curves;
typedef struct hg_meeting {
    double tau, price, share; /* share: the seller's of the zone; NaN where it is a point */
} hg_meeting;
HG_API hg_meeting hg_crossing(const hg_curves *);
/* Both linear, with deadlines ts, tb > 0 of their own: tau is a time here. NaN where the first
 * deadline passes before they meet. */
HG_API hg_meeting hg_crossing_deadlines(const hg_curves *, double ts, double tb);

/* ---- fairness, trust, learning ---- */

HG_API double hg_fehr_schmidt_least(double alpha); /* least acceptable share, alpha >= 0 */
/* What a relation is worth that goes on with probability delta < 1: delta / (1 - delta) rent. */
HG_API double hg_relational(double delta, double rent);
HG_API double hg_beta_trust(double a0, double b0, double kept, double broken);
/* An exit with the door open: w + omega delta max(0, again - w). */
HG_API double hg_door_open(double w, double omega, double delta, double again);
/* Bayes: the probability of strong after a hint that strong and weak ones give so often. */
HG_API double hg_hint(double prior, double strong, double weak);
/* Correlation of opening and price, if price = a opening + noise. */
HG_API double hg_anchor_correlation(double a, double sd_opening, double sd_noise);
/* Frequency of hawks, prize V > 0, cost of a fight C > 0: min(1, V / C). Maynard Smith & Price
 * 1973.
 */
HG_API double hg_hawk_dove(double V, double C);
/* Fixation probability of a mutant with fitness advantage df among m >= 1, intensity alpha >= 0;
 * Omidshafiei et al. 2019. */
HG_API double hg_fixation(double m, double alpha, double df);
/* Replicator with a constant difference of pay-offs. */
HG_API double hg_replicator(double x0, double difference, double t);

#ifdef __cplusplus
}
#endif
#endif
