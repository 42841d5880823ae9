/* The presets of the leverage agent as calibrated: what they make of limits and first offers in
 * talks with themselves, each beside its blind twin, with intervals. Targets: people respond to
 * disagreement payoffs with a slope of about .25 (Anbarci & Feltovich 2013; accepted .2 to .3), and
 * their first offers correlate with outcomes at about .53 (IACM 2023 meta-analysis; accepted .4 to
 * .65). A band counts only if the difference from the twin, same luck, is not zero. */
#include "seat_fixture.h"

#define ROUNDS  50
#define BATCHES 40
#define EACH    250 /* sessions of a batch */

static talk *pie(double w0, double w1)
{
    talk *t = talk_new(0, 1, 1000, ROUNDS);
    t->parties[0].reservation = w0;
    t->parties[1].reservation = w1;
    t->first[1] = 1;
    t->table.n_first = 2;
    return t;
}

static void draw_limit(talk *t, uint32_t who)
{
    t->draws[t->model.n_draws++] = (draw){.path = who ? "two.reservation" : "one.reservation",
                                          .stream = 1000 + who,
                                          .shape = DRAW_UNIFORM,
                                          .a = 0,
                                          .b = 0.5,
                                          .lo = 0,
                                          .hi = 1,
                                          .target = DRAW_RESERVATION,
                                          .party = who};
}

typedef struct moments {
    double n, x, y, z, xx, yy, xy, xz, yz, zz;
} moments;

static void add(moments *m, double x, double y, double z)
{
    m->n++;
    m->x += x;
    m->y += y;
    m->z += z;
    m->xx += x * x;
    m->yy += y * y;
    m->zz += z * z;
    m->xy += x * y;
    m->xz += x * z;
    m->yz += y * z;
}

static double covariance(double n, double x, double y, double xy) { return xy / n - x / n * y / n; }

/* Least squares of z on x and y. */
static void slopes(const moments *m, double out[2])
{
    double cxx = covariance(m->n, m->x, m->x, m->xx), cyy = covariance(m->n, m->y, m->y, m->yy);
    double cxy = covariance(m->n, m->x, m->y, m->xy), cxz = covariance(m->n, m->x, m->z, m->xz);
    double cyz = covariance(m->n, m->y, m->z, m->yz), det = cxx * cyy - cxy * cxy;
    out[0] = (cxz * cyy - cyz * cxy) / det;
    out[1] = (cyz * cxx - cxz * cxy) / det;
}

static double correlation(const moments *m)
{
    double cxx = covariance(m->n, m->x, m->x, m->xx), czz = covariance(m->n, m->z, m->z, m->zz);
    return covariance(m->n, m->x, m->z, m->xz) / sqrt(cxx * czz);
}

/* Mean of batches and its 95 % half-width (t, 39 degrees of freedom). */
typedef struct interval {
    double mean, half;
} interval;

static interval of_batches(const double *x)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < BATCHES; i++) sum += x[i];
    for (int i = 0; i < BATCHES; i++) squares += (x[i] - sum / BATCHES) * (x[i] - sum / BATCHES);
    return (interval){sum / BATCHES, 2.0227 * sqrt(squares / (BATCHES - 1) / BATCHES)};
}

typedef struct arm {
    double own[BATCHES], other[BATCHES], r[BATCHES], deals;
} arm;

static void both(talk *t, const char *agent)
{
    talk_seat(t, 0, agent);
    talk_seat(t, 1, agent);
}

/* Own gain on both limits: w ~ U[0, .5] each. */
static void play_limits(const char *agent, arm *a)
{
    talk *t = pie(0, 0);
    draw_limit(t, 0);
    draw_limit(t, 1);
    talk_finish(t);
    both(t, agent);
    for (int i = 0; i < BATCHES; i++) {
        moments m = {0};
        double slope[2];
        for (int k = 0; k < EACH; k++) {
            talk_play(t, (uint64_t)(i * EACH + k));
            if (t->row.result != HG_RESULT_DEAL) continue;
            add(&m, t->outcome[0].limit_start, t->outcome[1].limit_start, t->price);
            a->deals++;
        }
        slopes(&m, slope);
        a->own[i] = slope[0];
        a->other[i] = slope[1];
    }
    talk_free(t);
}

/* First mover's first offer and gain, equal limits of .2. */
static void play_openings(const char *agent, arm *a)
{
    talk *t = pie(0.2, 0.2);
    t->table.n_first = 1;
    talk_finish(t);
    both(t, agent);
    for (int i = 0; i < BATCHES; i++) {
        moments m = {0};
        for (int k = 0; k < EACH; k++) {
            talk_play(t, (uint64_t)(i * EACH + k));
            if (t->row.result == HG_RESULT_DEAL) add(&m, t->opening[0], 0, t->price);
        }
        a->r[i] = correlation(&m);
    }
    talk_free(t);
}

static arm *play(const char *agent)
{
    arm *a = calloc(1, sizeof *a);
    assert_non_null(a);
    play_limits(agent, a);
    play_openings(agent, a);
    return a;
}

static interval difference(const double *x, const double *y)
{
    double d[BATCHES];
    for (int i = 0; i < BATCHES; i++) d[i] = x[i] - y[i];
    return of_batches(d);
}

typedef struct preset {
    const char *agent, *twin;
    double own, other, r; /* as measured; agents/README.md quotes them */
} preset;

static const preset presets[] = {
    {"leverage", "leverage/blind", 0.354, -0.364, 0.650},
    {"leverage/human", "leverage/human:see=none", 0.276, -0.291, 0.540},
    {"leverage/rational", "leverage/rational:see=none", 0.498, -0.501, 0.585},
    {"leverage:see=prior", "leverage/blind", 0.342, -0.351, 0.645},
    {"leverage:see=truth", "leverage/blind", 0.388, -0.398, 0.619},
};

static void tell(const char *what, interval a, interval beyond)
{
    print_message("  %-18s %6.3f +- %.3f, beyond the twin %6.3f +- %.3f\n", what, a.mean, a.half,
                  beyond.mean, beyond.half);
}

static bool excludes_zero(interval i) { return fabs(i.mean) > i.half; }

static void test_as_measured(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        const preset *p = &presets[i];
        arm *a = play(p->agent), *b = play(p->twin);
        interval own = of_batches(a->own), other = of_batches(a->other), r = of_batches(a->r);
        print_message("%s: %.3f deals, twin %.3f\n", p->agent, a->deals / (BATCHES * EACH),
                      b->deals / (BATCHES * EACH));
        tell("slope of own limit", own, difference(a->own, b->own));
        tell("of the other's", other, difference(a->other, b->other));
        tell("r of first offer", r, difference(a->r, b->r));
        assert_near(own.mean, p->own, 0.01);
        assert_near(other.mean, p->other, 0.01);
        assert_near(r.mean, p->r, 0.02);
        assert_true(excludes_zero(difference(a->own, b->own)));
        assert_true(excludes_zero(difference(a->other, b->other)));
        assert_true(excludes_zero(difference(a->r, b->r)));
        free(a);
        free(b);
    }
}

static bool inside(interval i, double lo, double hi)
{
    return i.mean - i.half > lo && i.mean + i.half < hi;
}

/* The bands of people, and what lies beyond the twin in the direction of theory. */
static void test_human_targets(void **unused)
{
    (void)unused;
    arm *a = play("leverage/human"), *b = play("leverage/human:see=none");
    interval own = difference(a->own, b->own), other = difference(a->other, b->other);
    interval r = difference(a->r, b->r);
    assert_true(inside(of_batches(a->own), 0.2, 0.3));
    assert_true(inside(of_batches(a->other), -0.3, -0.2));
    assert_true(inside(of_batches(a->r), 0.4, 0.65));
    assert_true(own.mean - own.half > 0 && other.mean + other.half < 0 && r.mean - r.half > 0);
    free(a);
    free(b);
}

/* The null is not nothing, and depends on the opening margin. */
static void test_null_by_margin(void **unused)
{
    (void)unused;
    static const struct {
        const char *agent;
        double own;
    } nulls[] = {{"leverage/blind:a0=0.2", 0.140},
                 {"leverage/blind", 0.246},
                 {"leverage/blind:a0=0.95", 0.315}};
    for (size_t i = 0; i < 3; i++) {
        arm a = {0};
        play_limits(nulls[i].agent, &a);
        interval own = of_batches(a.own);
        print_message("%s: %.3f +- %.3f\n", nulls[i].agent, own.mean, own.half);
        assert_near(own.mean, nulls[i].own, 0.01);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_measured),
        cmocka_unit_test(test_human_targets),
        cmocka_unit_test(test_null_by_margin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
