/* Private information and two-sided trade against brute force: best responses on grids, integrals
 * over all pairs of types, indifference along Coase's path, the equations that a bluff must solve.
 */
#include "check.h"

#include <higgle/theory.h>

#define EPS 1e-12
enum { GRID = 2000 };

/* ---- take it or leave it ---- */

static void the_last_offer_is_the_best_one(void **state)
{
    (void)state;
    const double cases[][3] = {
        {0, 0, 1}, {0.3, 0, 1}, {0, 0.6, 0.8}, {0.2, 0.3, 0.5}, {0, 0.25, 0.5}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double c = cases[k][0], lo = cases[k][1], hi = cases[k][2], best = -1, at = 0, low = -1,
               bid = 0;
        for (int i = 0; i <= GRID; i++) {
            double p = lo + (hi - lo) * i / GRID, sold = (hi - p) / (hi - lo);
            if ((p - c) * sold > best) best = (p - c) * sold, at = p;
            double v = 1 - c, bought = (p - lo) / (hi - lo);
            if ((v - p) * bought > low) low = (v - p) * bought, bid = p;
        }
        assert_near(hg_tioli_ask(c, lo, hi), at, 1e-3);
        assert_near(hg_tioli_bid(1 - c, lo, hi), bid, 1e-3);
    }
    assert_true(isnan(hg_tioli_ask(0, 1, 0)));
    assert_true(isnan(hg_tioli_ask(NAN, 0, 1)) && isnan(hg_tioli_bid(NAN, 0, 1)));
}

static void cells_are_summed_one_by_one(void **state)
{
    (void)state;
    for (uint64_t N = 1; N < 200; N++) {
        double seller = 0, buyer = 0, cell = 1 / (double)N;
        for (uint64_t m = 0; m < N; m++) {
            double lo = (double)m * cell, hi = lo + cell, p = hg_tioli_ask(0, lo, hi);
            seller += p * (hi - p);
            buyer += (hi - p) * (hi - p) / 2;
        }
        hg_tioli t = hg_tioli_cells(N);
        assert_near(t.seller, seller, EPS);
        assert_near(t.buyer, buyer, EPS);
        assert_near(t.efficiency, 2 * (seller + buyer), EPS);
    }
    assert_near(hg_tioli_cells(1000000).efficiency, 1, 1e-6);
    assert_near(hg_tioli_cells(1000000).seller, 0.5, 1e-6);
    assert_true(isnan(hg_tioli_cells(0).seller));
}

/* ---- Coase ---- */

static void along_coases_path_the_marginal_buyer_is_indifferent(void **state)
{
    (void)state;
    for (double d = 0; d < 1; d += 0.09) {
        hg_coase_path path = hg_coase(d);
        for (uint64_t n = 0; n < 20; n++) {
            double p = hg_coase_price(d, n), next = hg_coase_price(d, n + 1), v = p / path.accept;
            assert_near(v - p, d * (v - next), EPS);
        }
        /* and the seller has no better first price, going on from the types that are left */
        for (int i = 0; i <= GRID; i++) {
            double p = path.accept * i / GRID, left = p / path.accept;
            double profit = p * (1 - left) + d * path.profit * left * left;
            assert_true(profit <= path.profit + EPS);
        }
        /* price by price: who buys at it, from `left` down to p / accept, has v - p, then */
        double buyer = 0, left = 1, worth = 1;
        for (uint64_t n = 0; n < 400; n++, worth *= d) {
            double p = hg_coase_price(d, n), last = p / path.accept;
            buyer += worth * (left - last) * ((left + last) / 2 - p);
            left = last;
        }
        assert_near(path.buyer, buyer, EPS);
    }
    assert_near(hg_coase(0).first, 0.5, EPS);
    assert_near(hg_coase(0).buyer, 0.125, EPS); /* once, at 1/2: half of (v - 1/2), v over 1/2 */
    assert_same(hg_coase(1).first, 0);
    assert_true(isnan(hg_coase(1.1).first));
}

/* ---- bluffs and hints ---- */

static void a_bluff_leaves_both_indifferent(void **state)
{
    (void)state;
    double v = 1, high = 0.7, low = 0.5, loss = 0.1;
    for (double pi = 0.02; pi < 0.39; pi += 0.04) {
        hg_bluff_play b = hg_bluff(v, high, low, pi, loss);
        double believed = hg_hint(pi, 1, b.bluff);
        assert_near(v - high, (1 - believed) * (v - low), EPS);             /* concede or hold */
        assert_near(b.concede * (high - low), (1 - b.concede) * loss, EPS); /* bluff or not */
        assert_near(believed, b.threshold, EPS);
    }
    hg_bluff_play sure = hg_bluff(v, high, low, 0.5, loss);
    assert_same(sure.bluff, 1);
    assert_same(sure.concede, 1);
    assert_true(isnan(hg_bluff(v, 0.4, 0.5, 0.1, loss).bluff));
    assert_true(isnan(hg_bluff(0.6, high, low, 0.1, loss).bluff));
}

static void beliefs_average_to_the_prior(void **state)
{
    (void)state;
    for (double prior = 0; prior <= 1; prior += 0.125)
        for (double s = 0.1; s < 1; s += 0.2) {
            double w = 1 - s * 0.9, said = prior * s + (1 - prior) * w;
            double mean = said * hg_hint(prior, s, w) + (1 - said) * hg_hint(prior, 1 - s, 1 - w);
            assert_near(mean, prior, EPS);
        }
    assert_true(isnan(hg_hint(0.5, 0, 0)));
}

/* ---- the double auction ---- */

static void double_auction_bids_are_best_replies(void **state)
{
    (void)state;
    for (double k = 0; k <= 1; k += 0.25)
        for (double v = 0.1; v < 1; v += 0.2) {
            double own = -1, best = -1, bid = hg_kda_bid(k, v);
            for (int i = -1; i <= 400; i++) {
                double b = i < 0 ? bid : i / 400.0, sum = 0;
                for (int m = 0; m < 800; m++) {
                    double ask = hg_kda_ask(k, (m + 0.5) / 800);
                    if (b >= ask) sum += (v - k * b - (1 - k) * ask) / 800;
                }
                if (i < 0)
                    own = sum;
                else if (sum > best)
                    best = sum;
            }
            assert_true(own >= best - 2e-3);
        }
}

static void double_auction_gains_are_sums_over_pairs(void **state)
{
    (void)state;
    enum { SIDE = 1000 };
    for (double k = 0; k <= 1; k += 0.125) {
        double buyer = 0, seller = 0, trade = 0;
        for (int i = 0; i < SIDE; i++)
            for (int j = 0; j < SIDE; j++) {
                double v = (i + 0.5) / SIDE, c = (j + 0.5) / SIDE;
                double bid = hg_kda_bid(k, v), ask = hg_kda_ask(k, c);
                if (bid < ask) continue;
                double price = k * bid + (1 - k) * ask;
                buyer += v - price, seller += price - c, trade++;
            }
        hg_kda g = hg_kda_gains(k);
        assert_near(g.buyer, buyer / SIDE / SIDE, 1e-3);
        assert_near(g.seller, seller / SIDE / SIDE, 1e-3);
        assert_near(g.trade, trade / SIDE / SIDE, 2e-3);
        assert_near(hg_kda_gains(1 - k).buyer, g.seller, EPS); /* the sides are alike */
    }
    assert_near(hg_kda_bid(0.5, 0.1), 0.1, EPS); /* nobody asks so little */
    assert_near(hg_kda_ask(0.5, 0.9), 0.9, EPS);
    assert_true(isnan(hg_kda_bid(1.5, 0.5)));
}

/* ---- any mechanism ---- */

static void mechanisms_are_sums_over_pairs(void **state)
{
    (void)state;
    const hg_even ranges[][2] = {{{0, 1}, {0, 1}},
                                 {{0, 1}, {0.5, 1.5}},
                                 {{0.2, 0.7}, {0, 1}},
                                 {{0, 2}, {1, 1.5}},
                                 {{0.5, 1.5}, {0, 1}}};
    enum { SIDE = 1500 };
    for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++) {
        hg_even s = ranges[k][0], b = ranges[k][1];
        hg_mechanism m = hg_myerson_satterthwaite(s, b);
        double first = 0, second = 0, budget = 0, deficit = 0;
        for (int i = 0; i < SIDE; i++)
            for (int j = 0; j < SIDE; j++) {
                double v = b.lo + (b.hi - b.lo) * (i + 0.5) / SIDE;
                double c = s.lo + (s.hi - s.lo) * (j + 0.5) / SIDE,
                       virtual = 2 * v - b.hi - 2 * c + s.lo;
                first += fmax(0, v - c);
                if (v > c) deficit -= virtual;
                if (v - c < m.margin) continue;
                second += v - c, budget += virtual;
            }
        double pairs = (double)SIDE * SIDE;
        assert_near(m.first_best, first / pairs, 1e-3);
        assert_near(m.second_best, second / pairs, 1e-3);
        assert_near(budget / pairs, 0, 2e-3);
        assert_near(m.subsidy, deficit / pairs,
                    2e-3); /* the definition, before it is an integral */
        assert_true(m.second_best <= m.first_best);
    }
    hg_mechanism unit = hg_myerson_satterthwaite((hg_even){0, 1}, (hg_even){0, 1});
    hg_kda half = hg_kda_gains(0.5);
    assert_near(unit.second_best, half.buyer + half.seller,
                EPS); /* 9/64: the auction is the best */
    assert_near(unit.margin, 0.25, EPS);
}

static void where_all_or_nothing_trades_no_subsidy_is_needed(void **state)
{
    (void)state;
    hg_mechanism all = hg_myerson_satterthwaite((hg_even){0, 1}, (hg_even){1, 2});
    assert_near(all.first_best, 1, EPS);
    assert_same(all.second_best, all.first_best);
    assert_same(all.subsidy, 0);
    hg_mechanism none = hg_myerson_satterthwaite((hg_even){2, 3}, (hg_even){0, 1});
    assert_same(none.first_best, 0);
    assert_same(none.second_best, 0);
    assert_same(none.subsidy, 0);
    assert_true(isnan(hg_myerson_satterthwaite((hg_even){1, 0}, (hg_even){0, 1}).subsidy));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_offer_is_the_best_one),
        cmocka_unit_test(cells_are_summed_one_by_one),
        cmocka_unit_test(along_coases_path_the_marginal_buyer_is_indifferent),
        cmocka_unit_test(a_bluff_leaves_both_indifferent),
        cmocka_unit_test(beliefs_average_to_the_prior),
        cmocka_unit_test(double_auction_bids_are_best_replies),
        cmocka_unit_test(double_auction_gains_are_sums_over_pairs),
        cmocka_unit_test(mechanisms_are_sums_over_pairs),
        cmocka_unit_test(where_all_or_nothing_trades_no_subsidy_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
