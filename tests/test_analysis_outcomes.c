/* Studies of how talks end: records whose ends are known, session by session; what the studies say
 * against the same statistics over the same numbers in arrays, and against counts by hand. */
#include "analysis_fixture.h"

#include "analysis/statistics/rank_correlation.h"
#include "analysis/study.h"

static const char scenario_text[] = PIE_SCENARIO("one");
static const char config[] =
    "experiment: made\nscenario: made\nvary:\n  one.reservation: [0.1, 0.2, 0.3]\nsessions: "
    "60\nseed: 1\n";
enum { REPLICATES = 60, CELLS = 3, ALL = REPLICATES * CELLS };
static const char *const roles[] = {"one", "two"};
static const char *const agents[] = {"leverage/human", "linear"};
static const arm arms[] = {{0, HG_NOBODY, agents, REPLICATES}, {1, HG_NOBODY, agents, REPLICATES},
                           {2, HG_NOBODY, agents, REPLICATES}, {0, 0, agents, REPLICATES},
                           {1, 0, agents, REPLICATES},         {2, 0, agents, REPLICATES}};
static const char dir[] = BINARY_DIR "/made_outcomes";

static double part_a(const arm *m, uint64_t rep)
{
    return 0.1 * ((double)m->cell - 1) + 0.05 * noise(rep, 7);
}
static double part_p(const arm *m, uint64_t rep)
{
    return 0.05 * noise(rep, 8 + (uint32_t)m->cell);
}

enum { FEW = 5 };
/* number: 0 as luck has it, 1 leverage tells without error, 2 never, 3 FEW in each cell */
static bool fails(const arm *m, uint64_t rep, double number)
{
    double drive = 8 * part_a(m, rep) + noise(rep, 20 + (uint32_t)m->cell);
    if (number > 2) return rep < FEW;
    if (number > 1) return false;
    return number > 0 ? part_a(m, rep) > 0.02 : drive > 0.5;
}

/* Twins take two rounds more. */
static uint32_t end_of(const arm *m, uint64_t rep)
{
    uint32_t later = m->twin_of == HG_NOBODY ? 0 : 2;
    return (uint32_t)m->cell + (uint32_t)(rep * 7 % 5) + later;
}

static double share_of(const arm *m, uint64_t rep)
{
    return 0.5 + 0.04 * (double)m->cell + 0.05 * noise(rep, 0) +
           0.03 * noise(rep, 30 + (uint32_t)m->cell);
}

static void make(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    const arm *of = &m->arms[i];
    double a = part_a(of, rep), p = part_p(of, rep);
    (void)course;
    made_deal(r, share_of(of, rep));
    r->round = end_of(of, rep);
    if (fails(of, rep, m->number)) {
        r->result = rep % 2 ? HG_RESULT_WALK : HG_RESULT_DEADLINE;
        r->deal = HG_NO_OUTCOME;
    }
    for (uint32_t k = 0; k < 2; k++) {
        double sign = k ? -1 : 1;
        r->party[k].start.phi = 0.5 + sign * (a + p);
        r->party[k].start.alternatives = sign * a;
        r->party[k].start.power = sign * p;
        r->party[k].end = r->party[k].start;
        r->party[k].limit_start = 0.1 + (k ? 0 : 0.1 * (double)of->cell);
    }
}

static analysis *open_made(double number)
{
    made_record m = {.config = config,
                     .scenario = scenario_text,
                     .n_parties = 2,
                     .n_buckets = 10,
                     .n_arms = 6,
                     .roles = roles,
                     .arms = arms,
                     .make = make,
                     .number = number};
    return made_open(&m, dir);
}

/* ---- impasse ---- */

static const impasse_fit *odds_of(const impasse_fit_list *list, uint32_t role, bool twins)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].group.role == role && list->at[i].group.twins == twins) return &list->at[i];
    fail();
    return NULL;
}

static void odds_are_those_of_the_arrays(void **state)
{
    static double x[ALL][4], y[ALL];
    static uint32_t cluster[ALL];
    uint64_t impasses = 0;
    logit_model m;
    (void)state;
    for (uint32_t i = 0; i < ALL; i++) {
        const arm *of = &arms[i / REPLICATES];
        x[i][0] = 1, x[i][1] = part_a(of, i % REPLICATES), x[i][2] = part_p(of, i % REPLICATES);
        x[i][3] = 0.2 + 0.1 * (double)of->cell;
        y[i] = fails(of, i % REPLICATES, 0);
        cluster[i] = i % REPLICATES;
        impasses += y[i] > 0;
    }
    assert_int_equal(logit(&x[0][0], y, ALL, 4, cluster, REPLICATES, &m), LOGIT_FOUND);
    analysis *a = open_made(0);
    impasse_fit_list list = study_impasse(a);
    const impasse_fit *f = odds_of(&list, 0, false), *other = odds_of(&list, 1, false);
    assert_int_equal(f->end, LOGIT_FOUND);
    assert_int_equal(f->n, ALL);
    assert_int_equal(f->impasses, impasses);
    static const int at[] = {TERM_CONSTANT, TERM_ALTERNATIVES, TERM_POWER, IMPASSE_LIMITS};
    for (uint32_t k = 0; k < 4; k++) {
        coefficient due = linear_coefficient(&m.line, k);
        assert_near(f->term[at[k]].value, due.value, 1e-8);
        assert_near(f->term[at[k]].se, due.se, 1e-8);
    }
    assert_false(f->term[TERM_INFORMATION].used);
    /* the other's parts are minus the own ones, the limits are everybody's */
    assert_near(other->term[TERM_POWER].value, -f->term[TERM_POWER].value, 1e-7);
    assert_near(other->term[IMPASSE_LIMITS].value, f->term[IMPASSE_LIMITS].value, 1e-7);
    coefficient ratio = impasse_odds_ratio(f, TERM_ALTERNATIVES);
    assert_near(log(ratio.value), 0.1 * f->term[TERM_ALTERNATIVES].value, 1e-12);
    assert_true(ratio.low < ratio.value && ratio.value < ratio.high);
    assert_false(impasse_odds_ratio(f, TERM_CONSTANT).used);
    assert_ptr_equal(study_impasse(a).at, list.at); /* made once */
    analysis_close(a);
}

/* One impasse or two: errors clustered by replicate would call the odds sure. */
static void few_impasses_tell_no_odds(void **state)
{
    (void)state;
    analysis *a = open_made(3);
    impasse_fit_list list = study_impasse(a);
    const impasse_fit *f = odds_of(&list, 0, false);
    assert_int_equal(f->impasses, FEW * CELLS);
    assert_int_equal(f->end, LOGIT_FOUND);
    assert_string_equal(impasse_state(f), "few");
    for (int k = 0; k < IMPASSE_TERMS; k++) assert_false(f->term[k].used);
    analysis_close(a);
}

static void what_is_certain_has_no_odds(void **state)
{
    (void)state;
    for (int number = 1; number <= 2; number++) {
        analysis *a = open_made(number);
        impasse_fit_list list = study_impasse(a);
        const impasse_fit *f = odds_of(&list, 0, false);
        assert_int_equal(f->end, number == 1 ? LOGIT_SEPARATED : LOGIT_CONSTANT);
        assert_string_equal(impasse_state(f), number == 1 ? "separated" : "constant");
        for (int k = 0; k < IMPASSE_TERMS; k++) assert_false(f->term[k].used);
        analysis_close(a);
    }
}

/* ---- agreement ---- */

static void times_are_those_of_the_arrays(void **state)
{
    double time[2 * REPLICATES];
    bool event[2 * REPLICATES];
    uint32_t group[2 * REPLICATES], cluster[2 * REPLICATES];
    (void)state;
    analysis *a = open_made(0);
    agreement_time_list list = study_agreement(a);
    assert_int_equal(list.n, 2 * CELLS);
    for (uint32_t c = 0; c < CELLS; c++) {
        const agreement_time *t = &list.at[c];
        uint64_t deals = 0;
        for (uint32_t i = 0; i < 2 * REPLICATES; i++) {
            const arm *of = &arms[i < REPLICATES ? c : CELLS + c];
            time[i] = end_of(of, i % REPLICATES) + 1;
            event[i] = !fails(of, i % REPLICATES, 0);
            group[i] = i >= REPLICATES;
            cluster[i] = i % REPLICATES;
            deals += i < REPLICATES && event[i];
        }
        survival_median m = kaplan_meier(time, event, REPLICATES);
        log_rank_result l = log_rank(time, event, group, cluster, 2 * REPLICATES, 2, REPLICATES);
        assert_int_equal(t->role, 0);
        assert_int_equal(t->deals, deals);
        assert_int_equal(t->deals + t->at_deadline + t->walks + t->closed, REPLICATES);
        assert_same(t->own.median, m.median);
        assert_same(t->own.low, m.low);
        assert_true(t->has_twin);
        assert_same(t->twin.median, t->own.median + 2); /* two rounds later, all of them */
        assert_near(t->chi2, l.chi2, 1e-9);
        assert_near(t->p, l.p, 1e-12);
        assert_true(t->p < 0.001 && t->p_holm >= t->p);
        assert_int_equal(t->family, CELLS);
    }
    for (uint32_t i = CELLS; i < 2 * CELLS; i++) assert_false(list.at[i].has_twin);
    analysis_close(a);
}

/* ---- factors ---- */

static void factors_are_those_of_the_arrays(void **state)
{
    static double share[ALL], number[ALL], change[REPLICATES];
    static uint32_t level_of[ALL], cluster[ALL];
    (void)state;
    for (uint32_t i = 0; i < ALL; i++) {
        share[i] = share_of(&arms[i / REPLICATES], i % REPLICATES);
        level_of[i] = i / REPLICATES;
        number[i] = 0.1 * (1 + level_of[i]);
        cluster[i] = i % REPLICATES;
    }
    analysis *a = open_made(2);
    factor_test_list list = study_factors(a);
    assert_int_equal(list.n, 2);
    const factor_test *t = &list.at[0];
    assert_string_equal(t->factor, "one.reservation");
    assert_int_equal(t->levels, 3);
    assert_true(t->numbers && t->tested);
    welch_result w = welch_anova(share, level_of, ALL, 3);
    assert_near(t->welch.f, w.f, 1e-10);
    assert_near(t->welch.p, w.p, 1e-12);
    kruskal_result k = kruskal_wallis(share, level_of, ALL, 3);
    assert_near(t->kruskal.h, k.h, 1e-10);
    assert_near(t->omega_squared.mean, anova(share, level_of, ALL, 3).omega_squared, 1e-12);
    assert_true(t->omega_squared.low < t->omega_squared.mean &&
                t->omega_squared.mean < t->omega_squared.high);
    estimate rho = rank_estimate(spearman, number, share, cluster, ALL, REPLICATES);
    assert_near(t->spearman.mean, rho.mean, 1e-12);
    assert_near(t->spearman.low, rho.low, 1e-12);
    assert_true(t->kendall.low > 0 && t->kendall.mean < t->spearman.mean);
    /* luck is shared by levels: what is paired is the surer */
    assert_true(t->paired.p < t->welch.p);
    assert_near(t->paired.df2, REPLICATES - 2, 0);
    /* one number per replicate: Hotelling's test of the last two is Student's */
    for (uint32_t r = 0; r < REPLICATES; r++) change[r] = share[r + 2 * REPLICATES] - share[r];
    estimate e = estimate_mean(change, REPLICATES);
    assert_true(t->paired.f > pow(e.mean / e.sd, 2) * REPLICATES / 2 * 57 / 59.);
    /* the other role's share mirrors it */
    assert_near(list.at[1].welch.f, t->welch.f, 1e-8);
    assert_near(list.at[1].spearman.mean, -t->spearman.mean, 1e-10);
    assert_true(t->p_time < 1e-6); /* each level a round later */
    analysis_close(a);
}

/* ---- tables ---- */

static void tables_have_a_line_per_result(void **state)
{
    static const struct {
        study_kind kind;
        const char *file, *head;
        int lines;
    } due[] = {{STUDY_IMPASSE, "impasse.csv", "role,agent,blind,sessions,impasses,clusters", 18},
               {STUDY_AGREEMENT, "agreement.csv", "role,cell,levels,agent,sessions,deals", 6},
               {STUDY_FACTORS, "factors.csv", "role,factor,levels,sessions,welch_f", 2}};
    error_list errors;
    (void)state;
    error_list_init(&errors);
    analysis *a = open_made(0);
    for (size_t i = 0; i < sizeof due / sizeof *due; i++) {
        assert_int_equal(analysis_write_study(a, due[i].kind, &errors), 0);
        char *text = made_read(dir, due[i].file);
        int lines = -1, commas = 0, first = 0;
        assert_true(strncmp(text, due[i].head, strlen(due[i].head)) == 0);
        for (const char *c = text; *c; c++) { /* as many values as names in every line */
            commas += *c == ',';
            if (*c != '\n') continue;
            if (lines < 0) first = commas;
            assert_int_equal(commas, first);
            commas = 0;
            lines++;
        }
        assert_int_equal(lines, due[i].lines);
        assert_null(strstr(text, "nan"));
        free(text);
    }
    assert_false(study_can_be(a, STUDY_MOVES));
    assert_non_null(strstr(study_moves(a).why_none, "--log full"));
    analysis_close(a);
    error_list_fini(&errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_are_those_of_the_arrays),
        cmocka_unit_test(few_impasses_tell_no_odds),
        cmocka_unit_test(what_is_certain_has_no_odds),
        cmocka_unit_test(times_are_those_of_the_arrays),
        cmocka_unit_test(factors_are_those_of_the_arrays),
        cmocka_unit_test(tables_have_a_line_per_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
