/* The compatibility strategies against what the programs that they copy did: NegMAS offer by offer,
 * Genius and NegoLog by their logs of whole sessions. The reference data lie beside the repository;
 * where they do not, the tests say so and skip. */
#include "compat_fixture.h"
#include "golden.h"

#define SCENARIOS SOURCE_DIR "/../shared/data/scenarios/"
#define REFERENCE SOURCE_DIR "/../shared/data/reference/"

/* ---- NegMAS: every offer of every trace ---- */

static size_t traces_compared, trace_offers_compared;

static hg_issue *issues_of(arena *a, const json_t *evals)
{
    size_t n = json_array_size(evals);
    hg_issue *issues = arena_array(a, n, sizeof *issues);
    for (size_t i = 0; i < n; i++)
        issues[i] = (hg_issue){.name = "i",
                               .unit = "",
                               .kind = HG_ISSUE_LISTED,
                               .size = json_array_size(json_array_get(evals, i))};
    return issues;
}

/* As NegMAS loads the files by itself: the evaluations as they stand, nothing divided. */
static const part *raw_parts_of(arena *a, const json_t *profile)
{
    const json_t *evals = json_object_get(profile, "evals");
    size_t n = json_array_size(evals);
    part *parts = arena_array(a, n, sizeof *parts);
    for (size_t i = 0; i < n; i++) {
        const json_t *values = json_array_get(evals, i);
        double weight = real_at(json_object_get(profile, "weights"), i);
        double *worths = arena_array(a, json_array_size(values), sizeof *worths);
        for (size_t v = 0; v < json_array_size(values); v++)
            worths[v] = weight * real_at(values, v);
        parts[i].per_value = worths;
    }
    return parts;
}

static bout *golden_bout(const json_t *root, const char *mode, uint32_t rounds)
{
    bout *b = bout_new(rounds);
    arena *a = &b->talk->run;
    const json_t *profiles = json_object_get(root, "profiles");
    const json_t *evals = json_object_get(json_array_get(profiles, 0), "evals");
    size_t n = json_array_size(evals);
    hg_issue *issues = issues_of(a, evals);
    const part *parts[2];
    double reservation[2];
    for (size_t k = 0; k < 2; k++) {
        const json_t *profile = json_array_get(profiles, k);
        bool raw = strcmp(mode, "negmas_raw") == 0;
        parts[k] = raw ? raw_parts_of(a, profile) : parts_of(a, profile, issues, n);
        reservation[k] = json_number_value(json_object_get(profile, "reserved"));
    }
    bout_domain(b, issues, (uint32_t)n, parts, reservation);
    return b;
}

/* "asp:4" and "dmicro" are ours by another name; NULL: a strategy that is not copied. */
static const char *our_name(arena *a, const json_t *trace, const char *who)
{
    const char *name = json_string_value(json_object_get(trace, who));
    if (strcmp(name, "dmicro") == 0) return "negmas-micro";
    if (strncmp(name, "asp:", 4) != 0) return NULL;
    return arena_format(a, "negmas-aspiration:exponent=%s", name + 4);
}

static void same_offers(const bout *b, const json_t *trace)
{
    const json_t *rows = json_object_get(trace, "offers"), *row;
    size_t i;
    assert_int_equal(b->n, json_array_size(rows));
    json_array_foreach(rows, i, row)
    {
        hg_outcome o = b->offers[i].outcome;
        assert_int_equal(b->offers[i].round, json_integer_value(json_array_get(row, 0)));
        assert_int_equal(b->offers[i].by, json_integer_value(json_array_get(row, 1)));
        assert_int_equal(o, json_integer_value(json_array_get(row, 2)));
        assert_same(utility_of(&b->talk->parties[0].utility, o), real_at(row, 3));
        assert_same(utility_of(&b->talk->parties[1].utility, o), real_at(row, 4));
    }
    trace_offers_compared += b->n;
}

/* An accept in round k ends the session there: their final_step is k + 1. */
static void same_end(const outcome_row *row, const json_t *trace)
{
    const json_t *deal = json_object_get(trace, "agreement");
    json_int_t steps = json_integer_value(json_object_get(trace, "n_steps"));
    json_int_t final = json_integer_value(json_object_get(trace, "final_step"));
    if (json_is_null(deal)) {
        assert_int_equal(row->result, HG_RESULT_DEADLINE);
        assert_int_equal(final, steps);
        return;
    }
    assert_int_equal(row->result, HG_RESULT_DEAL);
    assert_int_equal(row->deal, json_integer_value(deal));
    assert_int_equal(row->round, json_integer_value(json_object_get(trace, "accept_round")));
    assert_int_equal(row->round + 1, final);
}

static void compare_trace(const json_t *root, const char *mode, const json_t *trace)
{
    bout *b =
        golden_bout(root, mode, (uint32_t)json_integer_value(json_object_get(trace, "n_steps")));
    const char *one = our_name(&b->talk->run, trace, "A"),
               *two = our_name(&b->talk->run, trace, "B");
    if (one && two) {
        bout_play(b, one, two);
        same_offers(b, trace);
        same_end(&b->talk->row, trace);
        traces_compared++;
    }
    bout_free(b);
}

static void compare_domain(const json_t *root)
{
    const char *mode;
    json_t *of_mode, *trace;
    size_t i;
    json_object_foreach(json_object_get(root, "modes"), mode, of_mode)
        json_array_foreach(json_object_get(of_mode, "negotiations"), i, trace)
            compare_trace(root, mode, trace);
}

/* 18 domains; 7 pairings of asp:E and one more with dmicro on each side, MiCRO left out for one. */
static void test_negmas_offer_by_offer(void **unused)
{
    (void)unused;
    golden_each(compare_domain);
    print_message("%zu traces, %zu offers\n", traces_compared, trace_offers_compared);
    assert_int_equal(traces_compared, 18 * 7 + 17 * 3);
}

/* ---- tables of sessions ---- */

#define CELLS 18

typedef struct line {
    char text[512];
    char *cell[CELLS];
    size_t n;
} line;

static bool read_line(FILE *in, line *l)
{
    if (!fgets(l->text, sizeof l->text, in)) return false;
    l->text[strcspn(l->text, "\r\n")] = 0;
    l->n = 0;
    for (char *at = l->text; at && l->n < CELLS; l->n++) {
        l->cell[l->n] = at;
        at = strchr(at, ',');
        if (at) *at++ = 0;
    }
    return true;
}

/* Every line but the first to `check`; how many there were. */
static size_t each_line(const char *path, void (*check)(const line *))
{
    FILE *in = fopen(path, "r");
    line l;
    size_t n = 0;
    if (!in) {
        print_message("skipped: no reference data\n");
        skip();
        return 0;
    }
    assert_true(read_line(in, &l));
    for (; read_line(in, &l); n++) check(&l);
    (void)fclose(in);
    return n;
}

static json_t *load(const char *path)
{
    json_t *root = json_load_file(path, 0, NULL);
    if (!root) fail_msg("cannot read %s", path);
    return root;
}

static const char *const *names_in(arena *a, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **names = arena_array(a, n, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = arena_text(a, json_string_value(json_array_get(list, i)));
    return names;
}

/* ---- Genius ---- */

/* The names of the values matter: ties are ordered by their hashes. */
static bout *genius_bout(const char *domain, uint32_t rounds)
{
    char path[512];
    (void)snprintf(path, sizeof path, SCENARIOS "genius/anac2012/%s/scenario.json", domain);
    json_t *root = load(path);
    bout *b = bout_new(rounds);
    arena *a = &b->talk->run;
    const json_t *listed = json_object_get(root, "issues");
    size_t n = json_array_size(listed);
    hg_issue *issues = arena_array(a, n, sizeof *issues);
    const part *parts[2];
    double reservation[2];
    for (size_t k = 0; k < 2; k++) {
        const json_t *profile = json_array_get(json_object_get(root, "profiles"), k);
        parts[k] = parts_of(a, profile, issues, n);
        reservation[k] = json_number_value(json_object_get(profile, "reservation"));
    }
    for (size_t i = 0; i < n; i++) {
        issues[i].unit = "";
        issues[i].names = names_in(a, json_object_get(json_array_get(listed, i), "values"));
    }
    bout_domain(b, issues, (uint32_t)n, parts, reservation);
    json_decref(root);
    return b;
}

static const char *genius_agent(const char *name)
{
    static const char *const agents[][2] = {
        {"TimeDependentAgentBoulware", "genius-time:e=0.2"},
        {"TimeDependentAgentConceder", "genius-time:e=2"},
        {"Linear", "genius-time:e=1"},
        {"Hardliner", "genius-time:e=0"},
        {"VeryBoulware", "genius-time:e=0.02"},
    };
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++)
        if (strcmp(name, agents[i][0]) == 0) return agents[i][1];
    fail_msg("who is %s?", name);
    return NULL;
}

/* Their log keeps 16 digits of a utility, in some rows one unit of the last place off. */
#define LAST_DIGIT 1.2e-16

/* Domain, A, B, Round, Agreement, utilities. Their rounds r = 1 .. 100 are logged as r + 1 (101:
 * the last one, and none at all): ours is 2 less. */
static void same_as_genius(const line *l)
{
    bout *b = genius_bout(l->cell[0], 100);
    bout_play(b, genius_agent(l->cell[1]), genius_agent(l->cell[2]));
    const outcome_row *row = &b->talk->row;
    bool deal = strcmp(l->cell[4], "Yes") == 0;
    assert_int_equal(row->result, deal ? HG_RESULT_DEAL : HG_RESULT_DEADLINE);
    assert_int_equal(deal ? row->round + 2 : 101, strtoul(l->cell[3], NULL, 10));
    assert_near(fmin(1, bout_utility(b, 0)), strtod(l->cell[5], NULL), LAST_DIGIT);
    assert_near(fmin(1, bout_utility(b, 1)), strtod(l->cell[6], NULL), LAST_DIGIT);
    bout_free(b);
}

/* All of them, and exactly: with ties ordered as Genius orders them none has to be excused. (By the
 * index of the outcome, Linear against Boulware on Barter-B would end a round later.) */
static void test_genius_sessions(void **unused)
{
    (void)unused;
    assert_int_equal(each_line(REFERENCE "genius_time_dependent_100rounds.csv", same_as_genius),
                     120);
}

/* ---- NegoLog ---- */

static const part *negolog_parts(arena *a, const json_t *profile, hg_issue *issues)
{
    const json_t *of = json_object_get(profile, "issues");
    json_t *weight, *worth;
    const char *issue, *value;
    part *parts = arena_array(a, json_object_size(of), sizeof *parts);
    size_t i = 0;
    json_object_foreach(json_object_get(profile, "issueWeights"), issue, weight)
    {
        const json_t *values = json_object_get(of, issue);
        double *worths = arena_array(a, json_object_size(values), sizeof *worths);
        size_t v = 0;
        json_object_foreach((json_t *)values, value, worth) worths[v++] =
            json_number_value(weight) * json_number_value(worth);
        issues[i] = (hg_issue){.name = "i", .unit = "", .kind = HG_ISSUE_LISTED, .size = v};
        parts[i++].per_value = worths;
    }
    return parts;
}

static bout *negolog_bout(const char *domain, uint32_t rounds)
{
    bout *b = bout_new(rounds);
    arena *a = &b->talk->run;
    const part *parts[2];
    double reservation[2];
    hg_issue *issues = NULL;
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        char path[512];
        (void)snprintf(path, sizeof path, SCENARIOS "negolog/domain%s/profile%c.json", domain,
                       'A' + k);
        json_t *root = load(path);
        n = json_object_size(json_object_get(root, "issues"));
        if (!issues) issues = arena_array(a, n, sizeof *issues);
        parts[k] = negolog_parts(a, root, issues);
        reservation[k] = json_number_value(json_object_get(root, "reservationValue"));
        json_decref(root);
    }
    bout_domain(b, issues, (uint32_t)n, parts, reservation);
    return b;
}

/* Those that draw lots, or are not copied, have no name here. */
static const char *negolog_agent(const char *name)
{
    static const char *const agents[][2] = {
        {"Boulware", "negolog-time:kind=boulware"},
        {"LinearAgent", "negolog-time:kind=linear"},
        {"Conceder", "negolog-time:kind=conceder"},
    };
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++)
        if (strcmp(name, agents[i][0]) == 0) return agents[i][1];
    return NULL;
}

static size_t negolog_sessions;

/* AgentA, AgentB, Round, Time, NumOffer, Who, Result, utilities, ..., DomainName at 13. */
static void same_as_negolog(const line *l)
{
    const char *one = negolog_agent(l->cell[0]), *two = negolog_agent(l->cell[1]);
    if (!one || !two) return;
    bout *b = negolog_bout(l->cell[13], 100);
    bout_play(b, one, two);
    const outcome_row *row = &b->talk->row;
    assert_string_equal(l->cell[6], "Acceptance");
    assert_int_equal(row->result, HG_RESULT_DEAL);
    assert_int_equal(row->round, strtoul(l->cell[2], NULL, 10));
    assert_int_equal(row->offers, strtoul(l->cell[4], NULL, 10));
    assert_int_equal(row->by, l->cell[5][0] - 'A');
    assert_same(bout_utility(b, 0), strtod(l->cell[7], NULL));
    assert_same(bout_utility(b, 1), strtod(l->cell[8], NULL));
    bout_free(b);
    negolog_sessions++;
}

static void test_negolog_sessions(void **unused)
{
    (void)unused;
    (void)each_line(REFERENCE "negolog_100rounds.csv", same_as_negolog);
    assert_int_equal(negolog_sessions, 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_negmas_offer_by_offer),
        cmocka_unit_test(test_genius_sessions),
        cmocka_unit_test(test_negolog_sessions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
