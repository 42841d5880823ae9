/* What a model derives from its numbers, and what is drawn anew for each session: the used car and
 * the split pie, built by hand, with numbers worked out on paper. */
#include "check.h"

#include "base/rng.h"
#include "model/frontier.h"
#include "model/model.h"

typedef struct fixture {
    arena arena;
    hg_issue issues[3];
    part parts[2][3];
    double bits[2][2];
    party parties[2];
    table_spec table;
    double recognition[2];
    alternative alternatives[2][2];
    model model;
} fixture;

static const uint32_t seats[] = {0, 1}, first[] = {0};

static hg_issue stepped(double min, double max, double step)
{
    hg_issue issue = {.kind = HG_ISSUE_NUMBER, .min = min, .max = max, .step = step};
    issue.size = (uint64_t)((max - min) / step + 1.5);
    issue.scale = issue_scale(min, step, max);
    return issue;
}

static void fixture_common(fixture *f, uint32_t n_issues)
{
    assert_true(space_init(&f->model.space, f->issues, n_issues));
    f->recognition[0] = f->recognition[1] = 1;
    f->table = (table_spec){.protocol = "offers",
                            .n_seats = 2,
                            .party_at = seats,
                            .recognition = f->recognition,
                            .n_first = 1,
                            .first = first,
                            .rounds = 21};
    for (int p = 0; p < 2; p++) {
        party *x = &f->parties[p];
        x->preference = (preference){f->parts[p], n_issues};
        x->utility.table = utility_table_build(&f->arena, &f->model.space, &x->preference);
        x->recognition = x->discount = 1;
        x->bits = f->bits[p];
        x->alternatives = f->alternatives[p];
        x->money = true;
    }
    f->model.n_parties = 2;
    f->model.n_tables = 1;
    f->model.parties = f->parties;
    f->model.tables = &f->table;
    f->model.price_issue = 0;
}

/* price 8000..14000 by 100; delivery 0..28 by 7; warranty of four values. */
static void used_car(fixture *f)
{
    static const double rush[] = {-400, -150, 0, 0, 0};
    static const double wanted[] = {0, 500, 900, 1200}, costs[] = {0, -200, -350, -900};
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    f->issues[0] = stepped(8000, 14000, 100);
    f->issues[1] = stepped(0, 28, 7);
    f->issues[2] = (hg_issue){.kind = HG_ISSUE_LISTED, .size = 4};
    memcpy(f->parts[0], (part[]){{-1, NULL}, {-25, NULL}, {0, wanted}}, sizeof f->parts[0]);
    memcpy(f->parts[1], (part[]){{1, NULL}, {0, rush}, {0, costs}}, sizeof f->parts[1]);
    fixture_common(f, 3);
    f->parties[0].utility.shift = 12000;
    f->parties[1].utility.shift = -9000;
    f->alternatives[0][0] =
        (alternative){.name = "dealer", .worth = -11350, .from_offer = true, .expires = NEVER};
    f->alternatives[0][1] =
        (alternative){.name = "colleague", .worth = 2100, .arrives = 0.5, .expires = 0.9};
    f->parties[0].n_alternatives = 2;
    f->alternatives[1][0] = (alternative){.name = "auction", .worth = 600, .expires = NEVER};
    f->parties[1].n_alternatives = 1;
}

/* `one` gets the share, `two` what is left; each has .25 without a deal. */
static void split_the_pie(fixture *f, double step)
{
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    if (step > 0) {
        f->issues[0] = stepped(0, 1, step);
    } else {
        f->issues[0] = stepped(0, 1, 0x1p-52);
        f->issues[0].size = SPACE_REAL_STEPS + 1;
    }
    f->parts[0][0].per_unit = 1;
    f->parts[1][0].per_unit = -1;
    fixture_common(f, 1);
    f->parties[1].utility.shift = 1;
}

static void a_used_car(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    model_finish(&f.arena, &f.model);
    assert_true(f.model.transferable);
    assert_null(f.model.frontier);
    /* Best: 7 days (-175 -150 = -325), against 14 (-350), 0 (-400); 12 months: 900 - 350. */
    assert_near(f.model.joint_best, -325 + 550, 1e-9);
    assert_near(f.model.pie, 3225, 1e-9);
    assert_near(party_scale(&f.model, 1), 3225, 1e-9);
    assert_near(party_held(&f.parties[0], (bool[]){true, false}, NULL), 650, 1e-9);
    assert_near(party_held(&f.parties[0], (bool[]){true, true}, NULL), 2100, 1e-9);
    assert_near(party_held(&f.parties[0], (bool[]){false, false}, NULL), 0, 0);
    f.parties[0].reservation = 700;
    assert_near(party_held(&f.parties[0], (bool[]){true, false}, NULL), 700, 0);
    const double w[] = {650, 600};
    assert_near(model_zone(&f.model, w), 3225 - 1250, 1e-9);
    arena_fini(&f.arena);
}

static void hazards_in_one_unit(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    f.parties[0].discount = 0.9; /* per deadline of 21 rounds: over 20 steps */
    f.parties[1].discount = 0.95;
    f.parties[1].per = DISCOUNT_PER_OFFER;
    model_finish(&f.arena, &f.model);
    assert_near(f.model.hazard[0], 0.10536051565782628 / 20, 1e-15);
    assert_near(f.model.hazard[1], 0.05129329438755058 * 2, 1e-15);
    assert_same(f.parties[1].hazard, f.model.hazard[1]);
    f.parties[1].per = DISCOUNT_PER_ROUND;
    f.table.rounds = 1;
    model_finish(&f.arena, &f.model);
    assert_near(f.model.hazard[0], 0.10536051565782628, 1e-15);
    assert_near(f.model.hazard[1], 0.05129329438755058, 1e-15);
    f.table.rounds = 0;
    model_finish(&f.arena, &f.model);
    assert_same(f.model.hazard[0], 0);
    arena_fini(&f.arena);
}

static void what_is_left_of_a_gain(void **unused)
{
    (void)unused;
    party p = {.discount = 0.9, .per = DISCOUNT_PER_DEADLINE};
    assert_same(party_discount(&p, 0, 0, 21), 1);
    assert_same(party_discount(&p, 20, 41, 21), 0.9);
    assert_near(party_discount(&p, 10, 3, 21), sqrt(0.9), 1e-15);
    assert_same(party_discount(&p, 0, 1, 1), 1);
    assert_same(party_discount(&p, 5, 1, 0), 1);
    p.per = DISCOUNT_PER_ROUND;
    assert_near(party_discount(&p, 3, 7, 21), 0.729, 1e-15);
    p.per = DISCOUNT_PER_OFFER;
    assert_near(party_discount(&p, 3, 2, 21), 0.81, 1e-15);
    p.discount = 1;
    assert_same(party_discount(&p, 3, 1000000, 21), 1);
}

static void time_of_rounds_and_back(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    const uint32_t rounds[] = {1, 2, 3, 7, 20, 21, 50, 101, 1000, 999983, ROUNDS_MAX};
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        uint32_t n = f.table.rounds = rounds[i];
        assert_same(model_time(&f.model, n - 1), 1);
        for (uint32_t k = 0; k < n; k += 1 + n / 500) {
            double tau = model_time(&f.model, k);
            assert_int_equal(model_round_at(&f.model, tau), n == 1 ? 0 : k);
            assert_int_equal(model_round_at(&f.model, nextafter(tau, 2)), n == 1 ? 1 : k + 1);
        }
        assert_int_equal(model_round_at(&f.model, 0), 0);
        assert_int_equal(model_round_at(&f.model, NEVER), n);
        assert_int_equal(model_round_at(&f.model, NAN), n);
    }
    f.table.rounds = 0;
    assert_same(model_time(&f.model, 12345), 0);
    assert_int_equal(model_round_at(&f.model, 0), 0);
    assert_int_equal(model_round_at(&f.model, 0.5), ROUNDS_MAX);
    arena_fini(&f.arena);
}

static void information_from_bits(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    f.bits[0][1] = 1;
    f.bits[1][0] = INFINITY;
    f.bits[1][1] = 5; /* what a party knows of itself is nobody's leverage */
    model_finish(&f.arena, &f.model);
    const double expected[] = {0, 0.25, 1, 0};
    for (int i = 0; i < 4; i++) assert_near(f.model.iota[i], expected[i], 1e-15);
    f.parties[1].bits = NULL;
    double iota[4];
    model_iota(&f.model, iota);
    assert_same(iota[2], 0);
    arena_fini(&f.arena);
}

/* The five levels of the experiment `leverage`, alternatives only: .375 .4375 .5 .5625 .625; a real
 * pie gives what a pie in thousandths gives. */
static void levels_of_leverage(void **unused)
{
    (void)unused;
    const double steps[] = {0.001, 0};
    for (int k = 0; k < 2; k++) {
        fixture f;
        split_the_pie(&f, steps[k]);
        model_finish(&f.arena, &f.model);
        assert_int_equal(f.model.space.listed, k == 0);
        assert_true(f.model.transferable);
        assert_near(f.model.pie, 1, 1e-15);
        for (int level = 0; level < 5; level++) {
            const double w[] = {0.125 * level, 0.5 - 0.125 * level};
            hg_leverage got[2];
            double joint;
            assert_int_equal(model_leverage(&f.model, w, got, &joint), HG_ZONE);
            assert_near(got[0].phi, 0.375 + 0.0625 * level, 1e-15);
            assert_near(got[0].alternatives, got[0].phi - 0.5, 1e-15);
        }
        const double too_much[] = {0.75, 0.5};
        hg_leverage got[2];
        assert_int_equal(model_leverage(&f.model, too_much, got, NULL), HG_NO_ZONE);
        assert_near(model_zone(&f.model, too_much), -0.25, 1e-15);
        arena_fini(&f.arena);
    }
}

/* The same pie as two weight sums: not transferable, yet a straight frontier. */
static void weights_have_a_frontier(void **unused)
{
    (void)unused;
    for (int k = 0; k < 2; k++) {
        fixture f;
        split_the_pie(&f, k == 0 ? 0.001 : 0);
        f.parties[0].money = f.parties[1].money = false;
        model_finish(&f.arena, &f.model);
        assert_false(f.model.transferable);
        assert_same(f.model.frontier->best[0], 1);
        const double w[] = {0.5, 0.25};
        hg_leverage got[2];
        double joint;
        assert_int_equal(model_leverage(&f.model, w, got, &joint), HG_ZONE);
        assert_near(got[0].phi, 0.5625, 1e-12);
        assert_near(joint, 1, 1e-12);
        assert_near(party_scale(&f.model, 0), 1, 0);
        assert_near(model_zone(&f.model, w), 0.125, 1e-12);
        arena_fini(&f.arena);
    }
    fixture f;
    split_the_pie(&f, 0.001);
    f.model.price_issue = HG_NOBODY; /* money, but nothing that moves it from one to the other */
    model_finish(&f.arena, &f.model);
    assert_false(f.model.transferable);
    assert_non_null(f.model.frontier);
    arena_fini(&f.arena);
}

/* ---- deadlines ---- */

/* By definition: rounds whose tau is not beyond it. */
static void rounds_until_an_own_deadline(void **unused)
{
    (void)unused;
    for (uint32_t rounds = 2; rounds < 60; rounds++)
        for (uint32_t i = 0; i <= 120; i++) {
            party p = {.has_deadline = true, .deadline = i / 120.0};
            uint32_t expected = 0;
            for (uint32_t k = 0; k < rounds; k++)
                expected += k / (double)(rounds - 1) <= p.deadline;
            assert_int_equal(party_deadline(&p, rounds), expected);
        }
    party p = {.has_deadline = true, .deadline = 0};
    assert_int_equal(party_deadline(&p, 1), 1);
    assert_int_equal(party_deadline(&p, 0), 0);
    p.deadline = 0.3; /* 3/10 is not quite .3 x 10 */
    assert_int_equal(party_deadline(&p, 11), 4);
    p.deadline = 0.29; /* .29 x 100 is less than 29, 29/100 is .29 */
    assert_true(p.deadline * 100 < 29);
    assert_int_equal(party_deadline(&p, 101), 30);
    p.deadline = nextafter(0.29, 0);
    assert_int_equal(party_deadline(&p, 101), 29);
    p.has_deadline = false;
    assert_int_equal(party_deadline(&p, 11), 11);
}

/* What happens in round k of the common clock is at k/(own - 1) of the own one. */
static void the_own_clock(void **unused)
{
    (void)unused;
    fixture f;
    split_the_pie(&f, 0.001);
    f.parties[0].has_deadline = true;
    f.parties[0].deadline = 0.6;
    model_finish(&f.arena, &f.model);
    uint32_t rounds = model_rounds(&f.model), own = f.model.deadlines[0];
    assert_int_equal(own, party_deadline(&f.parties[0], rounds));
    for (uint32_t k = 0; k < rounds; k++) {
        double time = model_time(&f.model, k);
        assert_same(party_time(&f.model, 1, time), time);
        if (k < own)
            assert_same(party_time(&f.model, 0, time), k / (double)(own - 1));
        else
            assert_true(party_time(&f.model, 0, time) > 1);
    }
    assert_true(party_time(&f.model, 0, NEVER) > 1);
    f.parties[0].deadline = 0;
    model_finish(&f.arena, &f.model);
    assert_same(party_time(&f.model, 0, 0), 0);
    assert_true(party_time(&f.model, 0, 0.01) > 1);
    arena_fini(&f.arena);
}

/* Over random deadlines and rounds: shares add up to 1, the mirrored state mirrors them, parts add
 * up, and who has less time than before has no more leverage than before. */
static void deadlines_and_leverage(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 4, RNG_NOISE, 0, 0);
    for (int run = 0; run < 2000; run++) {
        fixture f;
        hg_leverage l[2], m[2];
        double w[] = {0.3 * rng_uniform(&r), 0.3 * rng_uniform(&r)}, z[] = {w[1], w[0]};
        leverage_reading a = {.of = l}, b = {.of = m};
        split_the_pie(&f, 0.001);
        double own[2];
        for (int i = 0; i < 2; i++) {
            f.parties[i].knows_deadline = f.parties[i].has_deadline = true;
            f.parties[i].deadline = own[i] = rng_uniform(&r);
            f.parties[i].discount = 0.5;
            f.bits[i][1 - i] = 3;
        }
        model_finish(&f.arena, &f.model);
        uint32_t round = (uint32_t)rng_below(&r, f.model.closes);
        assert_int_equal(f.model.pulls, f.model.deadlines[0] != f.model.deadlines[1]);
        model_measure(&f.model, round, w, NULL, &a);
        assert_near(l[0].phi + l[1].phi, 1, 1e-12);
        assert_near(0.5 + l[0].alternatives + l[0].power + l[0].information, l[0].phi, 1e-12);
        for (int i = 0; i < 2; i++) f.parties[i].deadline = own[1 - i];
        model_finish(&f.arena, &f.model);
        model_measure(&f.model, round, z, NULL, &b);
        assert_near(l[0].phi, m[1].phi, 1e-12);
        f.parties[1].deadline = own[0] * rng_uniform(&r); /* less for party 1, who had own[0] */
        model_finish(&f.arena, &f.model);
        if (round >= f.model.closes) round = f.model.closes - 1;
        hg_leverage least[2];
        leverage_reading c = {.of = least};
        model_measure(&f.model, round, z, NULL, &c);
        f.parties[1].deadline = own[0];
        model_finish(&f.arena, &f.model);
        model_measure(&f.model, round, z, NULL, &b);
        assert_true(least[1].phi <= m[1].phi + 1e-12);
        arena_fini(&f.arena);
    }
}

static void drawn_rounds_are_whole_and_even(void **unused)
{
    (void)unused;
    fixture f;
    split_the_pie(&f, 0.001);
    draw d = {.stream = 21,
              .shape = DRAW_WHOLE,
              .a = 10,
              .b = 14,
              .lo = 1,
              .hi = ROUNDS_MAX,
              .target = DRAW_ROUNDS};
    f.table.rounds = 14;
    f.table.rounds_least = 10;
    f.parties[0].discount = 0.5;
    f.model.draws = &d;
    f.model.n_draws = 1;
    model_finish(&f.arena, &f.model);
    uint32_t seen[5] = {0};
    for (uint64_t replicate = 0; replicate < 5000; replicate++) {
        const model *m = model_draw(&f.arena, &f.model, 1, replicate, 0);
        uint32_t rounds = model_rounds(m);
        assert_in_range(rounds, 10, 14);
        assert_int_equal(m->closes, rounds);
        assert_int_equal(m->deadlines[1], rounds);
        assert_near(m->hazard[0], hg_log(2) / (rounds - 1), 1e-15);
        assert_int_equal(m->tables[0].rounds_least, 10);
        seen[rounds - 10]++;
    }
    for (int i = 0; i < 5; i++) assert_in_range(seen[i], 1000 - 130, 1000 + 130); /* 4.6 sd */
    assert_int_equal(model_rounds(&f.model), 14);
    arena_fini(&f.arena);
}

/* ---- draws ---- */

static draw uniform_draw(draw_target target, uint32_t stream, double a, double b)
{
    return (draw){.stream = stream,
                  .shape = DRAW_UNIFORM,
                  .a = a,
                  .b = b,
                  .lo = -INFINITY,
                  .hi = INFINITY,
                  .target = target,
                  .sign = 1};
}

static void nothing_drawn_is_the_model_itself(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    model_finish(&f.arena, &f.model);
    assert_ptr_equal(model_draw(&f.arena, &f.model, 1, 2, 3), &f.model);
    arena_fini(&f.arena);
}

static void draws_land_where_they_belong(void **unused)
{
    (void)unused;
    fixture f, untouched;
    used_car(&f);
    draw d[] = {
        uniform_draw(DRAW_BASE, 11, 8000, 9999),   uniform_draw(DRAW_RESERVATION, 12, 100, 200),
        uniform_draw(DRAW_LEAVING_COST, 13, 1, 2), uniform_draw(DRAW_RECOGNITION, 14, 2, 3),
        uniform_draw(DRAW_DISCOUNT, 15, 0.8, 0.9), uniform_draw(DRAW_BITS, 16, 1, 2),
        uniform_draw(DRAW_WORTH, 17, 2000, 2200),  uniform_draw(DRAW_ARRIVES, 18, 0.4, 0.6),
        uniform_draw(DRAW_EXPIRES, 19, 0.8, 0.9),
    };
    d[0].party = 1;
    d[0].sign = -1; /* a cost */
    d[5].index = 1;
    d[6].index = d[7].index = d[8].index = 1;
    f.model.draws = d;
    f.model.n_draws = sizeof d / sizeof *d;
    model_finish(&f.arena, &f.model);
    untouched = f;
    for (uint64_t replicate = 0; replicate < 200; replicate++) {
        const model *m = model_draw(&f.arena, &f.model, 1, replicate, 0);
        const party *buyer = &m->parties[0], *seller = &m->parties[1];
        double x[9];
        for (int i = 0; i < 9; i++) {
            rng r;
            rng_open(&r, 1, RNG_SCENARIO, replicate, rng_who(0, d[i].stream));
            x[i] = d[i].a + (d[i].b - d[i].a) * rng_uniform(&r);
        }
        assert_same(seller->utility.shift, -x[0]);
        assert_near(m->pie, 225 + 12000 - x[0], 1e-9);
        assert_same(buyer->reservation, x[1]);
        assert_same(buyer->leaving_cost, x[2]);
        assert_same(buyer->recognition, x[3]);
        assert_same(m->recognition[0], x[3]);
        assert_same(m->tables[0].recognition[0], x[3]);
        assert_same(m->tables[0].recognition[1], 1);
        assert_same(buyer->discount, x[4]);
        assert_near(m->hazard[0], -hg_log(x[4]) / 20, 1e-15);
        assert_same(m->iota[1], hg_iota_of_bits(x[5]));
        assert_same(buyer->alternatives[1].worth, x[6]);
        assert_same(buyer->alternatives[1].arrives, x[7]);
        assert_same(buyer->alternatives[1].expires, x[8]);
        assert_same(alternative_worth(buyer, 0), 650);
        assert_ptr_equal(seller->utility.table, f.parties[1].utility.table);
        assert_ptr_equal(seller->alternatives, f.parties[1].alternatives);
    }
    assert_memory_equal(&f.parties, &untouched.parties, sizeof f.parties);
    assert_memory_equal(&f.alternatives, &untouched.alternatives, sizeof f.alternatives);
    assert_memory_equal(&f.bits, &untouched.bits, sizeof f.bits);
    assert_memory_equal(&f.table, &untouched.table, sizeof f.table);
    arena_fini(&f.arena);
}

static void a_draw_is_named_not_numbered(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    draw d[] = {uniform_draw(DRAW_LEAVING_COST, 5, 0, 1), uniform_draw(DRAW_RESERVATION, 6, 0, 1)};
    f.model.draws = d;
    f.model.n_draws = 2;
    model_finish(&f.arena, &f.model);
    const model *both = model_draw(&f.arena, &f.model, 9, 4, 1);
    model alone = f.model;
    alone.draws = &d[1];
    alone.n_draws = 1;
    const model *one = model_draw(&f.arena, &alone, 9, 4, 1);
    assert_same(one->parties[0].reservation, both->parties[0].reservation);
    const double old = one->parties[0].reservation;
    assert_true(model_draw(&f.arena, &alone, 8, 4, 1)->parties[0].reservation != old);
    assert_true(model_draw(&f.arena, &alone, 9, 5, 1)->parties[0].reservation != old);
    assert_true(model_draw(&f.arena, &alone, 9, 4, 2)->parties[0].reservation != old);
    arena_fini(&f.arena);
}

static void draws_have_their_distribution_and_limits(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    draw d[] = {uniform_draw(DRAW_RESERVATION, 1, 100, 300),
                uniform_draw(DRAW_LEAVING_COST, 2, 0, 1)};
    d[0].shape = d[1].shape = DRAW_NORMAL; /* mean 100, sd 300 */
    d[1].lo = 0;
    d[1].hi = 0.5;
    f.model.draws = d;
    f.model.n_draws = 2;
    model_finish(&f.arena, &f.model);
    arena session;
    arena_init(&session);
    double sum = 0, squares = 0;
    int at_lo = 0, n = 20000;
    for (int i = 0; i < n; i++) {
        const party *p = model_draw(&session, &f.model, 3, (uint64_t)i, 0)->parties;
        double z = (p->reservation - 100) / 300;
        sum += z;
        squares += z * z;
        assert_true(p->leaving_cost >= 0 && p->leaving_cost <= 0.5);
        at_lo += p->leaving_cost == 0;
        arena_reset(&session);
    }
    assert_near(sum / n, 0, 0.03);
    assert_near(squares / n, 1, 0.04);
    assert_near((double)at_lo / n, 0.5, 0.02);
    arena_fini(&session);
    arena_fini(&f.arena);
}

static void a_drawn_base_moves_the_frontier(void **unused)
{
    (void)unused;
    fixture f;
    used_car(&f);
    f.model.price_issue = HG_NOBODY;
    draw d = uniform_draw(DRAW_BASE, 1, 12500, 13500);
    f.model.draws = &d;
    f.model.n_draws = 1;
    model_finish(&f.arena, &f.model);
    const model *m = model_draw(&f.arena, &f.model, 1, 0, 0);
    model fresh = *m; /* the same parties, everything derived anew */
    fresh.n_draws = 0;
    model_finish(&f.arena, &fresh);
    assert_true(m->parties[0].utility.shift > 12500);
    const double w[] = {650, 600};
    hg_leverage a[2], b[2];
    assert_int_equal(model_leverage(m, w, a, NULL), HG_ZONE);
    assert_int_equal(model_leverage(&fresh, w, b, NULL), HG_ZONE);
    assert_near(a[0].phi, b[0].phi, 1e-12);
    assert_near(a[0].target, b[0].target, 1e-8);
    assert_near(model_zone(m, w), model_zone(&fresh, w), 1e-9);
    arena_fini(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_used_car),
        cmocka_unit_test(hazards_in_one_unit),
        cmocka_unit_test(what_is_left_of_a_gain),
        cmocka_unit_test(time_of_rounds_and_back),
        cmocka_unit_test(information_from_bits),
        cmocka_unit_test(levels_of_leverage),
        cmocka_unit_test(weights_have_a_frontier),
        cmocka_unit_test(rounds_until_an_own_deadline),
        cmocka_unit_test(the_own_clock),
        cmocka_unit_test(deadlines_and_leverage),
        cmocka_unit_test(drawn_rounds_are_whole_and_even),
        cmocka_unit_test(nothing_drawn_is_the_model_itself),
        cmocka_unit_test(draws_land_where_they_belong),
        cmocka_unit_test(a_draw_is_named_not_numbered),
        cmocka_unit_test(draws_have_their_distribution_and_limits),
        cmocka_unit_test(a_drawn_base_moves_the_frontier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
