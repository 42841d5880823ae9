/* Studies of records whose coefficients, bins and twins are known; the errors against `ols` over
 * the same numbers in arrays. */
#include "analysis_fixture.h"
#include "ols.h"

#include "analysis/statistics/bootstrap.h"
#include "analysis/statistics/means.h"
#include "analysis/statistics/ranks.h"
#include "analysis/study.h"

static const char scenario_text[] = PIE_SCENARIO("one");
static const char config[] =
    "experiment: made\nscenario: made\nvary:\n  level:\n    low: {one.reservation: 0.1}\n"
    "    middle: {one.reservation: 0.2}\n    high: {one.reservation: 0.3}\nsessions: 60\nseed: 1\n";

enum { REPLICATES = 60, CELLS = 3, ALL = REPLICATES * CELLS };
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage/human", "linear"};
static const arm arms[] = {{0, HG_NOBODY, agents, REPLICATES}, {1, HG_NOBODY, agents, REPLICATES},
                           {2, HG_NOBODY, agents, REPLICATES}, {0, 0, agents, REPLICATES},
                           {1, 0, agents, REPLICATES},         {2, 0, agents, REPLICATES}};
static const char dir[] = BINARY_DIR "/made_studies";

static double part_a(const arm *m, uint64_t rep)
{
    return 0.1 * ((double)m->cell - 1) + 0.02 * noise(rep, 7);
}
static double part_p(const arm *m, uint64_t rep)
{
    return 0.05 * noise(rep, 8) * (m->cell == 1 ? 1 : -1);
}
/* Luck is shared by all cells of a replicate, and some is a cell's own. */
static double luck(const arm *m, uint64_t rep)
{
    return 0.03 * noise(rep, 0) + 0.01 * noise(rep, 1 + (uint32_t)m->cell);
}

static void set_leverage(row *r, double a, double p, double share)
{
    made_deal(r, share);
    for (uint32_t i = 0; i < 2; i++) {
        hg_leverage *l = &r->party[i].start;
        double sign = i ? -1 : 1;
        l->phi = 0.5 + sign * (a + p);
        l->alternatives = sign * a;
        l->power = sign * p;
        r->party[i].limit_start = 0.25 + sign * a / 2;
        r->party[i].end = *l;
    }
}

/* share = 1/2 + .9 A + .4 P; of the blind twin 1/2 + .3 A + 0 P; number: every so many-th session
 * is an impasse, 0: none. */
static void make_known(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    const arm *of = &m->arms[i];
    double a = part_a(of, rep), p = part_p(of, rep);
    bool twin = of->twin_of != HG_NOBODY;
    (void)course;
    set_leverage(r, a, p, 0.5 + (twin ? 0.3 * a : 0.9 * a + 0.4 * p) + luck(of, rep));
    if (m->number > 0 && rep % (uint64_t)m->number == 0) {
        double keep = r->party[0].limit_start;
        made_impasse(r, keep);
        r->party[0].start.phi = 0.5 + a + p, r->party[0].start.alternatives = a;
        r->party[0].start.power = p, r->party[0].limit_start = keep;
    }
}

static void make_rational(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    const arm *of = &m->arms[i];
    double a = part_a(of, rep), p = part_p(of, rep);
    (void)course;
    set_leverage(r, a, p, 0.5 + a + p + luck(of, rep));
}

static void make_exact(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)course;
    set_leverage(r, 0.1 * ((double)m->arms[i].cell - 1), 0,
                 0.5 + 0.05 * ((double)m->arms[i].cell - 1) + 0 * (double)rep);
}

static void make_no_zone(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make_known(m, i, rep, r, course);
    r->zone_start = -0.1;
}

static analysis *open_made(void (*make)(const made_record *, uint32_t, uint64_t, row *, double *),
                           uint32_t n_arms, double number)
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 10,
                     .n_arms = n_arms,
                     .roles = roles,
                     .arms = arms,
                     .make = make,
                     .number = number};
    return made_open(&m, dir);
}

static const parts_fit *fit_of(const parts_fit_list *list, uint32_t role, bool twins, bool deals)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].group.role == role && list->at[i].group.twins == twins &&
            list->at[i].deals == deals)
            return &list->at[i];
    fail();
    return NULL;
}

/* The same numbers in arrays. */
static linear_model known_by_arrays(uint32_t first)
{
    static double x[ALL][3], y[ALL];
    static uint32_t cluster[ALL];
    for (uint32_t i = 0; i < ALL; i++) {
        const arm *of = &arms[first + i / REPLICATES];
        uint64_t rep = i % REPLICATES;
        double a = part_a(of, rep), p = part_p(of, rep);
        x[i][0] = 1, x[i][1] = a, x[i][2] = p;
        y[i] = 0.5 + (first ? 0.3 * a : 0.9 * a + 0.4 * p) + luck(of, rep);
        cluster[i] = (uint32_t)rep;
    }
    return ols(&x[0][0], y, ALL, 3, cluster, REPLICATES);
}

static void coefficients_are_those_of_the_arrays(void **state)
{
    (void)state;
    analysis *a = open_made(make_known, 6, 0);
    parts_fit_list list = study_regression(a);
    for (uint32_t twins = 0; twins < 2; twins++) {
        const parts_fit *f = fit_of(&list, 0, twins, true);
        linear_model m = known_by_arrays(twins ? CELLS : 0);
        assert_int_equal(f->n, ALL);
        assert_int_equal(f->clusters, REPLICATES);
        for (uint32_t i = 0; i < 3; i++) {
            coefficient due = linear_coefficient(&m, i);
            assert_near(f->term[i].value, due.value, 1e-10);
            assert_near(f->term[i].se, due.se, 1e-10);
            assert_near(f->term[i].low, due.low, 1e-9);
        }
        assert_near(f->parts.within, m.fit.r2, 1e-10);
        assert_false(f->term[TERM_INFORMATION].used);
        assert_true(f->wald_p < 1e-6);
        assert_near(f->wald_df1, 3, 0);
        assert_near(f->wald_df2, REPLICATES - 1, 0);
        assert_near(f->rational[TERM_POWER], 1, 1e-12);
        assert_near(f->rational[TERM_CONSTANT], 0.5, 1e-12);
    }
    const parts_fit *own = fit_of(&list, 0, false, true), *mirror = fit_of(&list, 1, false, true);
    assert_near(own->term[TERM_POWER].value, mirror->term[TERM_POWER].value, 1e-10);
    assert_true(own->term[TERM_POWER].low < 0.4 && 0.4 < own->term[TERM_POWER].high);
    assert_true(own->parts.within > own->alternatives.within);
    assert_true(own->parts.within - own->parts.across < 0.1);
    assert_true(isnan(own->perceived.within));
    assert_ptr_equal(study_regression(a).at, list.at); /* made once */
    analysis_close(a);
}

static void rational_agents_are_not_rejected(void **state)
{
    (void)state;
    analysis *a = open_made(make_rational, 3, 0);
    parts_fit_list list = study_regression(a);
    const parts_fit *f = fit_of(&list, 0, false, true);
    assert_true(f->wald_p > 0.01);
    assert_true(f->phi.within > f->alternatives.within);
    analysis_close(a);
}

static void impasses_are_counted_not_dropped(void **state)
{
    (void)state;
    analysis *a = open_made(make_known, 6, 5);
    parts_fit_list list = study_regression(a);
    assert_int_equal(fit_of(&list, 0, false, true)->n, ALL * 4 / 5);
    assert_int_equal(fit_of(&list, 0, false, false)->n, ALL);
    calibration_list c = study_calibration(a);
    assert_int_equal(c.at[0].sessions, ALL);
    assert_int_equal(c.at[0].deals, ALL * 4 / 5);
    uint64_t sessions = 0, deals = 0;
    for (uint32_t k = 0; k < c.at[0].n_bins; k++) {
        const calibration_bin *b = &c.at[0].bin[k];
        sessions += b->sessions, deals += b->deals;
        assert_near(b->deal_rate.mean, (double)b->deals / (double)b->sessions, 1e-15);
        assert_true(b->from <= b->phi && b->phi <= b->to);
        if (b->deals < b->sessions) assert_true(b->value.mean < b->share.mean);
    }
    assert_int_equal(sessions, ALL);
    assert_int_equal(deals, ALL * 4 / 5);
    analysis_close(a);
}

/* Of phi over the cells, or over their twins, which have the same. */
static double phi_mean(void)
{
    double sum = 0;
    for (uint32_t i = 0; i < ALL; i++)
        sum += 0.5 + part_a(&arms[i / REPLICATES], i % REPLICATES) +
               part_p(&arms[i / REPLICATES], i % REPLICATES);
    return sum / ALL;
}

static double phi_squares(void)
{
    double sum = 0, mean = phi_mean();
    for (uint32_t i = 0; i < ALL; i++) {
        double d = 0.5 + part_a(&arms[i / REPLICATES], i % REPLICATES) +
                   part_p(&arms[i / REPLICATES], i % REPLICATES) - mean;
        sum += d * d;
    }
    return sum;
}

static void utilisation_is_beyond_the_blind_twin(void **state)
{
    (void)state;
    analysis *a = open_made(make_known, 6, 0);
    calibration_list list = study_calibration(a);
    const calibration *own = NULL, *twin = NULL;
    for (uint32_t i = 0; i < list.n; i++)
        if (!list.at[i].group.role) *(list.at[i].group.twins ? &twin : &own) = &list.at[i];
    assert_non_null(own);
    assert_non_null(twin);
    assert_true(own->has_twin && !twin->has_twin);
    assert_near(own->twin_slope, twin->slope.value, 1e-15);
    assert_near(own->utilisation.value, own->slope.value - twin->slope.value, 1e-15);
    /* both have the same luck, session by session: it cancels, replicate by replicate */
    double squares = 0, pulls[2][REPLICATES] = {{0}};
    for (uint32_t i = 0; i < 2 * ALL; i++) {
        const arm *of = &arms[i / REPLICATES];
        uint64_t rep = i % REPLICATES;
        double pa = part_a(of, rep), pp = part_p(of, rep), phi = 0.5 + pa + pp;
        const calibration *c = i < ALL ? own : twin;
        double share = 0.5 + (i < ALL ? 0.9 * pa + 0.4 * pp : 0.3 * pa) + luck(of, rep);
        double e = share - c->constant.value - c->slope.value * phi;
        pulls[i >= ALL][rep] += e * (phi - phi_mean()) / phi_squares();
    }
    for (uint32_t r = 0; r < REPLICATES; r++)
        squares += (pulls[0][r] - pulls[1][r]) * (pulls[0][r] - pulls[1][r]);
    assert_near(own->utilisation.se, sqrt(squares * REPLICATES / (REPLICATES - 1.)), 1e-10);
    assert_true(own->utilisation.low > 0);
    analysis_close(a);
}

/* A bin's mean and its clustered interval, by hand: the constant of its sessions' regression. */
static void bins_have_clustered_intervals(void **state)
{
    static double one[ALL], y[ALL];
    static uint32_t cluster[ALL];
    (void)state;
    analysis *a = open_made(make_known, 3, 0);
    calibration_list list = study_calibration(a);
    const calibration *c = &list.at[0];
    for (uint32_t k = 0; k < c->n_bins; k++) {
        const calibration_bin *b = &c->bin[k];
        size_t n = 0;
        for (uint32_t i = 0; i < ALL; i++) {
            const arm *of = &arms[i / REPLICATES];
            uint64_t rep = i % REPLICATES;
            double pa = part_a(of, rep), p = part_p(of, rep), phi = 0.5 + pa + p;
            if (phi < b->from || phi >= b->to) continue;
            one[n] = 1, y[n] = 0.5 + 0.9 * pa + 0.4 * p + luck(of, rep);
            cluster[n++] = (uint32_t)rep;
        }
        assert_int_equal(n, b->sessions);
        linear_model m = ols(one, y, n, 1, cluster, REPLICATES);
        assert_near(b->share.mean, m.fit.b[0], 1e-12);
        if (isnan(b->share.low)) continue;
        /* without the factor (n - 1) / (n - 1) = 1 of one column the two are the same */
        assert_near(b->share.low, linear_coefficient(&m, 0).low, 1e-10);
    }
    assert_true(c->n_bins > 3);
    analysis_close(a);
}

/* Every fifth replicate fails in all cells at once: the interval of a bin is that of as many
 * sessions drawn apart as have the variance of a regression on a constant, clustered. */
static void deal_rates_are_clustered(void **state)
{
    static double one[ALL], deal[ALL];
    static uint32_t cluster[ALL];
    uint32_t wider = 0;
    (void)state;
    analysis *a = open_made(make_known, 6, 5);
    calibration_list list = study_calibration(a);
    for (uint32_t k = 0; k < list.at[0].n_bins; k++) {
        const calibration_bin *b = &list.at[0].bin[k];
        size_t n = 0;
        for (uint32_t i = 0; i < ALL; i++) {
            const arm *of = &arms[i / REPLICATES];
            uint64_t rep = i % REPLICATES;
            double phi = 0.5 + part_a(of, rep) + part_p(of, rep);
            if (phi < b->from || phi >= b->to) continue;
            one[n] = 1, deal[n] = rep % 5 != 0, cluster[n++] = (uint32_t)rep;
        }
        assert_int_equal(n, b->sessions);
        if (!b->deals || b->deals == n) continue;
        linear_model m = ols(one, deal, n, 1, cluster, REPLICATES);
        double p = m.fit.b[0], size = p * (1 - p) / m.covariance.at[0][0];
        estimate due = estimate_clustered_proportion(n, b->deals, fmin(size, (double)n));
        assert_near(b->deal_rate.low, due.low, 1e-10);
        assert_near(b->deal_rate.high, due.high, 1e-10);
        wider += b->deal_rate.low < estimate_proportion(n, b->deals).low - 1e-6;
    }
    assert_true(wider > 0);
    analysis_close(a);
}

static void what_cannot_be_had_is_none(void **state)
{
    (void)state;
    analysis *a = open_made(make_exact, 3, 0);
    parts_fit_list list = study_regression(a);
    const parts_fit *f = fit_of(&list, 0, false, true);
    assert_near(f->term[TERM_ALTERNATIVES].value, 0.5, 1e-12);
    assert_true(isnan(f->term[TERM_ALTERNATIVES].se) && isnan(f->wald_p));
    assert_true(isnan(study_calibration(a).at[0].slope.low));
    event_study_list events = study_events(a);
    assert_int_equal(events.n, 0);
    assert_non_null(strstr(events.why_none, "--log full"));
    analysis_close(a);
    a = open_made(make_no_zone, 6, 0); /* nothing to share: no leverage, nothing to study */
    list = study_regression(a);
    for (uint32_t i = 0; i < list.n; i++) {
        assert_int_equal(list.at[i].n, 0);
        assert_false(list.at[i].term[0].used);
        assert_true(isnan(list.at[i].phi.within));
    }
    assert_int_equal(study_calibration(a).at[0].n_bins, 0);
    analysis_close(a);
}

/* Against the same numbers in arrays. */
static void effects_are_beyond_the_blind_twin(void **state)
{
    (void)state;
    analysis *a = open_made(make_known, 6, 0);
    cell_effect_list list = study_effects(a);
    assert_int_equal(list.n, 2 * CELLS);
    double p[CELLS], by_holm[CELLS], by_bh[CELLS];
    for (uint32_t c = 0; c < CELLS; c++) {
        double x[REPLICATES], y[REPLICATES], d[REPLICATES];
        const cell_effect *e = &list.at[c];
        for (uint64_t r = 0; r < REPLICATES; r++) {
            double pa = part_a(&arms[c], r), pp = part_p(&arms[c], r), l = luck(&arms[c], r);
            x[r] = 0.5 + 0.9 * pa + 0.4 * pp + l, y[r] = 0.5 + 0.3 * pa + l, d[r] = x[r] - y[r];
        }
        estimate due = estimate_mean(d, REPLICATES);
        assert_int_equal(e->cell, c);
        assert_int_equal(e->family, CELLS);
        assert_true(e->has_twin);
        assert_near(e->effect.difference.mean, due.mean, 1e-12);
        assert_near(e->effect.difference.low, due.low, 1e-12);
        assert_near(e->effect.hedges_g, hedges_g(x, REPLICATES, y, REPLICATES), 1e-12);
        assert_near(e->effect.cliff_delta, cliff_delta(x, REPLICATES, y, REPLICATES), 1e-12);
        assert_near(e->effect.p_equivalent, tost(&due, 0.01).p, 1e-9);
        assert_near(e->median.mean, bootstrap_median(x, REPLICATES).mean, 1e-12);
        assert_same(e->deal_rate.mean, 1);
        p[c] = estimate_p(&due);
    }
    holm(p, CELLS, by_holm);
    benjamini_hochberg(p, CELLS, by_bh);
    for (uint32_t c = 0; c < CELLS; c++) {
        assert_near(list.at[c].effect.p_holm, by_holm[c], 1e-9);
        assert_near(list.at[c].effect.p_bh, by_bh[c], 1e-9);
    }
    assert_false(list.at[CELLS].has_twin); /* of role two */
    assert_true(isnan(list.at[CELLS].effect.p));
    assert_int_equal(list.at[CELLS].family, 0);
    analysis_close(a);
}

/* No cell of any file says nan or inf, and each line has as many as the head. */
static void files_are_whole(void **state)
{
    (void)state;
    error_list errors;
    error_list_init(&errors);
    for (int k = 0; k < 3; k++) {
        analysis *a = k == 0   ? open_made(make_known, 6, 5)
                      : k == 1 ? open_made(make_exact, 3, 0)
                               : open_made(make_no_zone, 6, 0);
        for (int s = 0; s < STUDY_COUNT; s++) {
            char name[64];
            assert_int_equal(analysis_write_study(a, (study_kind)s, &errors), HG_E_OK);
            snprintf(name, sizeof name, "%s.csv", study_name((study_kind)s));
            char *text = made_read(dir, name);
            assert_non_null(text);
            assert_null(strstr(text, "nan"));
            assert_null(strstr(text, "inf,"));
            int head = 0, cells = 0, line = 0;
            for (const char *c = text; *c; c++) {
                cells += *c == ',';
                if (*c != '\n') continue;
                if (!line++) head = cells;
                assert_int_equal(cells, head);
                cells = 0;
            }
            free(text);
        }
        FILE *nowhere = fopen("/dev/null", "w");
        for (int s = 0; s < STUDY_COUNT; s++) analysis_print_study(a, (study_kind)s, 0, nowhere);
        fclose(nowhere);
        analysis_close(a);
    }
    error_list_fini(&errors);
}

/* The codebook has a line for every column of every study, in its order. */
static void the_codebook_knows_them(void **state)
{
    (void)state;
    error_list errors;
    error_list_init(&errors);
    analysis *a = open_made(make_known, 6, 0);
    assert_int_equal(analysis_write_tables(a, &errors), HG_E_OK);
    char *codebook = made_read(dir, "columns.csv");
    for (int s = 0; s < STUDY_COUNT; s++) {
        char name[64], line[128];
        const char *at = codebook;
        snprintf(name, sizeof name, "%s.csv", study_name((study_kind)s));
        assert_int_equal(analysis_write_study(a, (study_kind)s, &errors), HG_E_OK);
        char *text = made_read(dir, name);
        *strchr(text, '\n') = '\0';
        for (char *column = strtok(text, ","); column; column = strtok(NULL, ",")) {
            snprintf(line, sizeof line, "\n%s,%s,", name, column);
            at = strstr(at, line);
            assert_non_null(at);
        }
        snprintf(line, sizeof line, "\n%s,", name);
        assert_null(strstr(at + 1, line)); /* and no more of them */
        free(text);
    }
    free(codebook);
    analysis_close(a);
    error_list_fini(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coefficients_are_those_of_the_arrays),
        cmocka_unit_test(rational_agents_are_not_rejected),
        cmocka_unit_test(impasses_are_counted_not_dropped),
        cmocka_unit_test(utilisation_is_beyond_the_blind_twin),
        cmocka_unit_test(bins_have_clustered_intervals),
        cmocka_unit_test(deal_rates_are_clustered),
        cmocka_unit_test(what_cannot_be_had_is_none),
        cmocka_unit_test(effects_are_beyond_the_blind_twin),
        cmocka_unit_test(files_are_whole),
        cmocka_unit_test(the_codebook_knows_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
