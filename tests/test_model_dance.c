/* How parties gave way: a trace by hand, the edges of each definition, random traces against a
 * second implementation. */
#include "check.h"

#include "base/rng.h"
#include "model/dance.h"

#include <stdbool.h>

#define TOLERANCE 1e-12
enum { OFFERS = 60, PARTIES = 3 };

static const dance_room unit[] = {{1, 0, 1}, {1, 0, 1}, {1, 0, 1}};

/* ---- kinds of moves ---- */

static void steps_in_their_order(void **unused)
{
    (void)unused;
    const struct {
        double own, other;
        dance_step step;
    } cases[] = {
        {0, 0, STEP_SILENT},
        {0.029, -0.029, STEP_SILENT},
        {-0.029, 0.029, STEP_SILENT},
        {0, 0.03, STEP_NICE},
        {-0.01, 0.05, STEP_NICE},
        {0.029, 0.5, STEP_NICE},
        {-0.03, 0, STEP_CONCESSION},
        {-0.03, 0.01, STEP_CONCESSION},
        {-0.5, 0.5, STEP_CONCESSION},
        {0, -0.03, STEP_UNFORTUNATE},
        {-0.01, -0.05, STEP_UNFORTUNATE},
        {-0.5, -0.01, STEP_UNFORTUNATE},
        {0.01, -0.05, STEP_SELFISH},
        {0.03, 0, STEP_SELFISH},
        {0.5, -0.5, STEP_SELFISH},
        {0.03, 0.01, STEP_FORTUNATE},
        {0.5, 0.5, STEP_FORTUNATE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (dance_step_of(cases[i].own, cases[i].other) != cases[i].step)
            fail_msg("(%g, %g) is step %d", cases[i].own, cases[i].other,
                     (int)dance_step_of(cases[i].own, cases[i].other));
}

/* ---- by hand ---- */

static void a_trace_by_hand(void **unused)
{
    (void)unused;
    const uint32_t who[] = {0, 1, 0, 1, 0, 1, 0, 1, 0};
    const double time[] = {0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1};
    const double u[] = {
        1.0, 0.0, /* 0 */
        0.1, 0.9, /* 1 */
        0.9, 0.1, /* 0: concession .1 at .25; nothing to answer yet */
        0.2, 0.8, /* 1: comes up .1; concession */
        0.7, 0.4, /* 0: concession .2 at .5, answers .1 */
        0.2, 0.9, /* 1: comes up 0; fortunate? own +.1, other 0: selfish */
        0.7, 0.5, /* 0: nice: concession 0, answers 0 */
        0.5, 0.9, /* 1: comes up .3; nice */
        0.8, 0.2, /* 0: selfish: takes back .1, answers .3 */
    };
    const dance d = {2, 9, who, time, u};
    dance_measures m;
    dance_measure(&d, unit, 0, &m);
    assert_near(m.total_concession, 0.2, TOLERANCE);
    assert_near(m.concession_rate, 0.3, TOLERANCE); /* down to .7 */
    assert_near(m.temporal_patience, (0.1 * 0.25 + 0.2 * 0.5) / 0.3, TOLERANCE);
    assert_near(m.monotonicity, 0.75, TOLERANCE);
    assert_int_equal(m.moves, 4);
    const double share[STEP_COUNT] = {
        [STEP_CONCESSION] = 0.5, [STEP_NICE] = 0.25, [STEP_SELFISH] = 0.25};
    for (int k = 0; k < STEP_COUNT; k++) assert_near(m.share[k], share[k], TOLERANCE);
    /* (.1, .2), (0, 0), (.3, -.1): means .4/3, .1/3; xy = -.01 - 3 * .04/9, xx = .1 - .16/3 */
    assert_near(m.reciprocity, (-0.01 - 0.04 / 3) / (0.1 - 0.16 / 3), TOLERANCE);
    dance_measure(&d, unit, 1, &m);
    assert_near(m.total_concession, 0, TOLERANCE); /* back where it began */
    assert_near(m.concession_rate, 0.2, TOLERANCE);
    assert_near(m.temporal_patience, 0.25, TOLERANCE);
    assert_near(m.monotonicity, 2 / 3.0, TOLERANCE);
}

static void like_is_answered_with_like(void **unused)
{
    (void)unused;
    enum { ROUNDS = 6 };
    static const double ups[ROUNDS] = {0, 0.05, 0.02, 0.1, 0, 0.03};
    for (int way = 0; way < 2; way++) {
        uint32_t who[2 * ROUNDS];
        double time[2 * ROUNDS], u[4 * ROUNDS], own = 1, heard = 0;
        double slope = way ? 1 : 0.5, always = way ? 0 : 0.01;
        for (int k = 0; k < ROUNDS; k++) {
            double *at = u + 4 * k;
            heard += ups[k];
            at[0] = heard, at[1] = 1 - heard;
            own -= k ? slope * ups[k] + always : 0;
            at[2] = own, at[3] = 1 - own;
            who[2 * k] = 1, who[2 * k + 1] = 0;
            time[2 * k] = time[2 * k + 1] = k / (ROUNDS - 1.0);
        }
        const dance d = {2, 2 * ROUNDS, who, time, u};
        dance_measures m;
        dance_measure(&d, unit, 0, &m);
        assert_near(m.reciprocity, slope, 1e-9);
    }
}

/* ---- where nothing is defined ---- */

static bool all_missing(const dance_measures *m)
{
    bool missing = isnan(m->total_concession) && isnan(m->concession_rate);
    missing &= isnan(m->temporal_patience) && isnan(m->monotonicity) && isnan(m->reciprocity);
    for (int k = 0; k < STEP_COUNT; k++) missing &= isnan(m->share[k]);
    return missing && m->moves == 0;
}

static void nothing_was_said(void **unused)
{
    (void)unused;
    const uint32_t who[] = {1};
    const double time[] = {0}, u[] = {0.3, 0.7};
    dance d = {2, 0, who, time, u};
    dance_measures m;
    dance_measure(&d, unit, 0, &m);
    assert_true(all_missing(&m));
    d.n_offers = 1; /* the other's */
    dance_measure(&d, unit, 0, &m);
    assert_true(all_missing(&m));
    dance_measure(&d, unit, 1, &m); /* one offer is a demand, but no move */
    assert_same(m.total_concession, 0);
    assert_near(m.concession_rate, 0.3, TOLERANCE);
    assert_true(isnan(m.monotonicity) && isnan(m.share[STEP_SILENT]) && m.moves == 0);
}

static void what_is_not_defined_is_missing(void **unused)
{
    (void)unused;
    const uint32_t who[] = {0, 1, 0, 1, 0, 1, 0, 1, 0};
    double time[9], u[18];
    for (int k = 0; k < 9; k++) { /* both concede .01 a round, as near as doubles have it */
        time[k] = NAN;
        u[2 * k] = who[k] ? 0.1 + 0.01 * k : 0.9 - 0.01 * k;
        u[2 * k + 1] = 1 - u[2 * k];
    }
    const dance d = {2, 9, who, time, u};
    dance_measures m;
    dance_measure(&d, unit, 0, &m);
    assert_true(isnan(m.reciprocity));       /* all answer the same */
    assert_true(isnan(m.temporal_patience)); /* no clock */
    assert_near(m.total_concession, 0.08, TOLERANCE);
    assert_near(m.share[STEP_SILENT], 1, TOLERANCE);
    const dance_room alike[] = {{0.9, 0.9, 0.5}, {1, 0, 0}};
    dance_measure(&d, alike, 0, &m);
    assert_true(isnan(m.concession_rate)); /* nothing to yield */
    const dance_room far[] = {{0.9, 0.89, 0.5}, {1, 0, 0}};
    dance_measure(&d, far, 0, &m);
    assert_same(m.concession_rate, 1); /* gave more than all */
    for (int k = 0; k < 9; k++) time[k] = k / 8.0, u[2 * k] = 0.5;
    dance_measure(&d, unit, 0, &m);
    assert_true(isnan(m.temporal_patience)); /* nothing conceded */
    assert_same(m.monotonicity, 1);
}

static void of_three_parties_some_is_defined(void **unused)
{
    (void)unused;
    const uint32_t who[] = {0, 1, 2, 0, 1, 2, 0};
    const double time[] = {0, 0, 0, 0.5, 0.5, 0.5, 1};
    const double u[] = {1, 0, 0, 0, 1,  0,   0,   0,   1,   0.8, 0.1,
                        0, 0, 1, 0, .1, 0.1, 0.8, 0.6, 0.1, 0.1};
    const dance d = {3, 7, who, time, u};
    const dance_room room[] = {{1, NAN, 1}, {1, NAN, 1}, {1, NAN, 1}};
    dance_measures m;
    dance_measure(&d, room, 0, &m);
    assert_near(m.total_concession, 0.4, TOLERANCE);
    assert_near(m.temporal_patience, 0.75, TOLERANCE);
    assert_int_equal(m.moves, 2);
    assert_true(isnan(m.concession_rate) && isnan(m.reciprocity) && isnan(m.share[STEP_SILENT]));
}

/* ---- a second implementation ---- */

typedef struct pairs {
    uint32_t n;
    double x[OFFERS], y[OFFERS];
} pairs;

static int latest_other(const dance *d, uint32_t who, int before)
{
    while (--before >= 0 && d->party[before] == who) {}
    return before;
}

static double slow_slope(const pairs *p)
{
    double mx = 0, my = 0, xx = 0, xy = 0;
    for (uint32_t i = 0; i < p->n; i++) mx += p->x[i] / p->n, my += p->y[i] / p->n;
    for (uint32_t i = 0; i < p->n; i++) {
        xx += (p->x[i] - mx) * (p->x[i] - mx);
        xy += (p->x[i] - mx) * (p->y[i] - my);
    }
    return p->n >= 3 ? xy / xx : NAN;
}

static void same(double a, double b)
{
    if (isnan(a) || isnan(b))
        assert_same(a, b);
    else
        assert_near(a, b, 1e-9 * fmax(1, fabs(b)));
}

static void check_against_slow(const dance *d, uint32_t who)
{
    int own[OFFERS], n = 0, ups = 0, counts[STEP_COUNT] = {0};
    double least = 1, given = 0, late = 0;
    uint32_t parties = d->n_parties, other = 1 - (who & 1);
    pairs p = {0};
    dance_measures m;
    for (uint32_t k = 0; k < d->n_offers; k++)
        if (d->party[k] == who) own[n++] = (int)k;
#define U(k, i) d->u[(uint32_t)(k)*parties + (i)]
    for (int i = 0; i < n; i++) least = fmin(least, U(own[i], who));
    for (int i = 1; i < n; i++) {
        int a = own[i - 1], b = own[i], heard = latest_other(d, who, a);
        double down = U(a, who) - U(b, who);
        ups += down < 0;
        given += fmax(0, down), late += fmax(0, down) * d->time[b];
        if (parties != 2) continue;
        counts[dance_step_of(-down, U(b, other) - U(a, other))]++;
        int latest = latest_other(d, who, b);
        if (heard < 0 || latest == heard) continue;
        p.x[p.n] = U(latest, who) - U(heard, who);
        p.y[p.n++] = down;
    }
    dance_measure(d, unit, who, &m);
    same(m.total_concession, n ? U(own[0], who) - U(own[n - 1], who) : NAN);
#undef U
    same(m.concession_rate, n && parties == 2 ? 1 - least : NAN);
    same(m.temporal_patience, given > 0 ? late / given : NAN);
    same(m.monotonicity, n > 1 ? 1 - ups / (n - 1.0) : NAN);
    assert_int_equal(m.moves, n ? n - 1 : 0);
    for (int k = 0; k < STEP_COUNT; k++)
        same(m.share[k], n > 1 && parties == 2 ? counts[k] / (n - 1.0) : NAN);
    same(m.reciprocity, parties == 2 ? slow_slope(&p) : NAN);
}

static void random_traces(void **unused)
{
    (void)unused;
    rng r;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        uint32_t who[OFFERS], parties = 2 + seed % 2;
        double time[OFFERS], u[OFFERS * PARTIES];
        rng_open(&r, seed, RNG_SCENARIO, 0, 0);
        dance d = {parties, (uint32_t)rng_below(&r, OFFERS), who, time, u};
        for (uint32_t k = 0; k < d.n_offers; k++) {
            who[k] = seed % 5 ? k % parties : (uint32_t)rng_below(&r, parties);
            time[k] = k / (double)OFFERS;
            for (uint32_t i = 0; i < parties; i++) u[k * parties + i] = rng_uniform(&r);
        }
        for (uint32_t i = 0; i < parties; i++) check_against_slow(&d, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_in_their_order),
        cmocka_unit_test(a_trace_by_hand),
        cmocka_unit_test(like_is_answered_with_like),
        cmocka_unit_test(nothing_was_said),
        cmocka_unit_test(what_is_not_defined_is_missing),
        cmocka_unit_test(of_three_parties_some_is_defined),
        cmocka_unit_test(random_traces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
