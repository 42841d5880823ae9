/* Figures about one session: the data of timeline and outcome-space against traces made by hand,
 * every branch of their titles, names as nobody should choose them, themes and sizes. */
#include "analysis_fixture.h"

#include "analysis/figures/figure.h"
#include "analysis/figures/gp.h"
#include "analysis/figures/labels.h"
#include "record/trace.h"
#include "session/observer.h"
#include "wire/wire.h"

static const char dir[] = BINARY_DIR "/made_session";

#define TALK(name, issue_more, one, two, more)                                                     \
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.001}\n" issue_more                 \
    "parties:\n  " one ":\n    receives: share\n    reservation: 0.1\n" more "  " two              \
    ": {pays: share, value: {base: 1}, reservation: 0.1}\n"                                        \
    "protocol: {kind: alternating-offers, first: " one "}\n"                                       \
    "deadline: {rounds: 10}\nagents: {" one ": linear, " two ": linear}\n"
#define RESCUE "    alternatives: {rescue: {worth: 0.3, arrives: 0.1}}\n"
static const char plain[] = TALK(made, "", "one", "two", RESCUE);

/* ---- a session made by hand ---- */

typedef struct made_talk {
    const char *scenario;
    const char *roles[3];
    uint32_t n_parties;
    hg_result result;
    uint64_t deal; /* HG_NO_OUTCOME: none */
    uint32_t round;
    buf trace;
} made_talk;

static made_talk *making; /* for the fixture's callback, which carries numbers only */

static void fill_row(const made_record *m, uint32_t i, uint64_t replicate, row *r, double *course)
{
    (void)m, (void)i, (void)replicate, (void)course;
    r->result = making->result;
    r->deal = making->deal;
    r->round = making->round;
    r->pie = 1;
    r->zone_start = r->zone_end = 0.8;
    r->transferable = true;
    for (uint32_t p = 0; p < r->n_parties; p++) {
        r->party[p].limit_start = r->party[p].limit_end = 0.1;
        r->party[p].opening = r->party[p].early_concession = r->party[p].mean_demand = NAN;
    }
}

static made_talk talk_begin(const char *story)
{
    made_talk t = {.scenario = story,
                   .roles = {"one", "two"},
                   .n_parties = 2,
                   .result = HG_RESULT_DEAL,
                   .deal = HG_NO_OUTCOME};
    pack_array(&t.trace, 5);
    pack_uint(&t.trace, TRACE_SESSION);
    for (int i = 0; i < 4; i++) pack_uint(&t.trace, 0);
    return t;
}

typedef struct made_state {
    double w[2], phi, alternatives, power, information, frontier;
} made_state;

/* phi NaN: there is nothing to share. */
static void add_state(made_talk *t, uint32_t round, leverage_cause cause, made_state s)
{
    pack_array(&t->trace, 7);
    pack_uint(&t->trace, TRACE_LEVERAGE);
    pack_uint(&t->trace, round);
    pack_uint(&t->trace, cause);
    pack_real(&t->trace, isnan(s.phi) ? -0.1 : 1 - s.w[0] - s.w[1]);
    pack_real(&t->trace, 1);
    pack_array(&t->trace, 2);
    pack_real(&t->trace, s.w[0]), pack_real(&t->trace, s.w[1]);
    if (isnan(s.phi)) {
        pack_nil(&t->trace);
        return;
    }
    pack_array(&t->trace, 2);
    for (int side = 1; side >= -1; side -= 2) {
        pack_array(&t->trace, 5);
        pack_real(&t->trace, side > 0 ? s.phi : 1 - s.phi);
        pack_real(&t->trace, side * s.alternatives), pack_real(&t->trace, side * s.power);
        pack_real(&t->trace, side * s.information), pack_real(&t->trace, side * s.frontier);
    }
}

static void add_message(made_talk *t, const hg_message *m)
{
    static const hg_issue issue = {.name = "share",
                                   .unit = "",
                                   .kind = HG_ISSUE_NUMBER,
                                   .size = 1001,
                                   .min = 0,
                                   .step = 0.001,
                                   .max = 1,
                                   .scale = 1000};
    space s;
    uint8_t bytes[512];
    assert_true(space_init(&s, &issue, 1));
    size_t size = wire_encode(&s, m, bytes, sizeof bytes);
    assert_true(size > 0 && size <= sizeof bytes);
    buf_add(&t->trace, bytes, size);
}

static void add_offer(made_talk *t, uint32_t round, uint32_t seat, uint64_t outcome)
{
    add_message(t,
                &(hg_message){.kind = HG_OFFER, .round = round, .seat = seat, .outcome = outcome});
}

/* What it takes the other to believe, and its own belief, are not drawn. */
static void add_view(made_talk *t, uint32_t round, uint32_t who, double perceived)
{
    pack_array(&t->trace, 4);
    pack_uint(&t->trace, TRACE_VIEW);
    pack_uint(&t->trace, round);
    pack_uint(&t->trace, who);
    pack_array(&t->trace, 3);
    pack_real(&t->trace, perceived), pack_nil(&t->trace), pack_nil(&t->trace);
}

static void add_event(made_talk *t, uint32_t round, uint32_t which, hg_event event)
{
    add_message(
        t,
        &(hg_message){
            .kind = HG_EVENT, .round = round, .event = event, .alternative = which, .value = 0.3});
}

static void talk_end(made_talk *t, uint32_t round, hg_result result, uint64_t deal)
{
    if (deal != HG_NO_OUTCOME)
        add_message(t, &(hg_message){.kind = HG_ACCEPT, .round = round, .seat = 0});
    pack_array(&t->trace, 7);
    pack_uint(&t->trace, TRACE_END);
    pack_uint(&t->trace, result);
    pack_nil(&t->trace);
    pack_uint(&t->trace, round);
    pack_uint_or_nil(&t->trace, deal, HG_NO_OUTCOME);
    pack_uint(&t->trace, 0);
    pack_nil(&t->trace);
    t->result = result, t->deal = deal, t->round = round;
}

static const made_state even = {{0.1, 0.1}, 0.5, 0, 0, 0, 0};
static const made_state eighths = {{0.125, 0.125}, 0.5, 0, 0, 0, 0}; /* exact in doubles */
static const made_state weak = {{0.1, 0.1}, 0.45, 0.02, -0.05, -0.02, 0};
static const made_state rescued = {{0.3, 0.1}, 0.55, 0.12, -0.05, -0.02, 0};

/* 0.9 and 0.2 in the first round; a rescue, then 0.8 and 0.4, which is taken. */
static made_talk rescue(const char *story)
{
    made_talk t = talk_begin(story);
    add_state(&t, 0, LEVERAGE_START, weak);
    add_offer(&t, 0, 0, 900), add_offer(&t, 0, 1, 200);
    add_event(&t, 1, 0, HG_EVENT_ARRIVED);
    add_state(&t, 1, LEVERAGE_EVENT, rescued);
    add_offer(&t, 1, 0, 800), add_offer(&t, 1, 1, 400);
    talk_end(&t, 2, HG_RESULT_DEAL, 400);
    return t;
}

/* From one state to another, by no event. */
static made_talk drift(made_state from, made_state to)
{
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, from);
    add_offer(&t, 0, 0, 900), add_offer(&t, 0, 1, 200);
    add_state(&t, 1, LEVERAGE_EVENT, to);
    add_offer(&t, 1, 0, 800);
    talk_end(&t, 9, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    return t;
}

/* ---- drawing it ---- */

static analysis *talk_open(made_talk *t)
{
    static const char *const agents[] = {"linear", "linear", "linear"};
    static const arm single[] = {{0, HG_NOBODY, agents, 1}};
    static char config[] = "experiment: made\nscenario: made\nsessions: 1\nseed: 7\n";
    made_record m = {.config = config,
                     .scenario = t->scenario,
                     .n_parties = t->n_parties,
                     .n_buckets = 10,
                     .n_arms = 1,
                     .roles = t->roles,
                     .arms = single,
                     .seed = 7,
                     .make = fill_row};
    making = t;
    return made_open(&m, dir);
}

static int talk_draw(made_talk *t, const char *name, figure_options how, buf *said)
{
    error_list errors;
    buf paths;
    error_list_init(&errors);
    buf_init(&paths);
    analysis *a = talk_open(t);
    how.trace = t->trace.data, how.trace_size = t->trace.size;
    int code = figure_draw(a, name, &how, &paths, &errors);
    for (size_t i = 0; said && i < errors.count; i++) buf_text(said, errors.items[i].text);
    if (said) buf_byte(said, '\0');
    if (!said && code) error_print(&errors, stderr);
    analysis_close(a);
    buf_fini(&paths);
    error_list_fini(&errors);
    return code;
}

static char *drawn(made_talk *t, const char *name, const char *suffix)
{
    char path[64];
    assert_int_equal(talk_draw(t, name, (figure_options){.formats = ""}, NULL), HG_E_OK);
    snprintf(path, sizeof path, "figures/%s.%s", name, suffix);
    return made_read(dir, path);
}

static void assert_title(made_talk t, const char *name, const char *title)
{
    char line[300];
    char *script = drawn(&t, name, "gp");
    snprintf(line, sizeof line, "\nTITLE = '%s'\n", title);
    if (!strstr(script, line)) fail_msg("no title \"%s\":\n%.1500s", title, script);
    free(script);
    buf_fini(&t.trace);
}

static bool has_gnuplot(void)
{
    if (system("gnuplot --version >/dev/null 2>&1") == 0) return true;
    print_message("skipped: gnuplot is not installed\n");
    return false;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text++) n++;
    return n;
}

/* ---- timeline ---- */

static void a_timeline_holds_what_happened(void **state)
{
    (void)state;
    made_talk t = rescue(plain);
    char *data = drawn(&t, "timeline", "dat"), *script = drawn(&t, "timeline", "gp");
    /* what raises lies above one half, what lowers below: both heaps from the middle outwards */
    static const char expected[] =
        "1 0.45 0.5 0.52 0.45 0.5 0.43 0.45 0.43 0.43\n2 0.45 0.5 0.52 0.45 0.5 0.43 0.45 0.43 "
        "0.43\n2 0.55 0.5 0.62 0.45 0.5 0.43 0.45 0.43 0.43\n3 0.55 0.5 0.62 0.45 0.5 0.43 0.45 "
        "0.43 0.43\n\n\n";
    assert_memory_equal(data, expected, sizeof expected - 1);
    /* demands of one, its limits, those of two; the second round has three places */
    assert_non_null(strstr(data, "\n\n\n1 0.9\n2.3333333333333335 0.8\n? ?\n\n\n"
                                 "1 0.1\n2 0.1\n2 0.3\n3 0.3\n\n\n"
                                 "1.5 0.8\n2.6666666666666665 0.6\n? ?\n\n\n"
                                 "1 0.1\n2 0.1\n2 0.1\n3 0.1\n\n\n3 0.4\n3 0.6\n\n\n"));
    assert_non_null(strstr(script, "\nMARKS = 2\narray MARK_AT[2] = [2, 3]\n"));
    assert_non_null(strstr(script, "array MARK_TEXT[2] = ['rescue comes to one', 'deal']"));
    assert_non_null(strstr(script, "'leverage 0.55', 'alternatives +0.12', 'power −0.05', "
                                   "'information −0.02'"));
    assert_non_null(strstr(script, "'one gets 0.40'"));
    assert_non_null(strstr(script, "SUBTITLE = 'made, session 0 · one linear, two linear · "
                                   "seed 7'"));
    free(data), free(script);
    buf_fini(&t.trace);
}

/* Of five thousand offers two thousand at most, the first and the last among them. */
static void a_long_talk_is_thinned(void **state)
{
    (void)state;
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, even);
    for (uint32_t k = 0; k < 5000; k++) add_offer(&t, k, 0, k == 4999 ? 777 : 900);
    talk_end(&t, 4999, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    char *data = drawn(&t, "timeline", "dat"), *block = strstr(data, "\n\n\n") + 3;
    char *end = strstr(block, "? ?");
    assert_memory_equal(block, "1 0.9\n", 6);
    assert_memory_equal(end - 11, "5000 0.777\n", 11);
    *end = '\0';
    assert_in_range(count(block, "\n"), 1000, 2002);
    free(data);
    buf_fini(&t.trace);
}

static void a_timeline_says_what_moved(void **state)
{
    (void)state;
    made_state none = {{0.6, 0.6}, NAN, 0, 0, 0, 0}, strong = even, hardly = even, on = even;
    strong.phi = 0.62, strong.power = 0.12;
    hardly.phi = 0.509, hardly.power = 0.009;
    on.phi = 0.55, on.power = 0.05;
    assert_title(rescue(plain), "timeline",
                 "Rescue comes to one and turns the table: leverage of one 0.45 → 0.55");
    assert_title(drift(even, strong), "timeline",
                 "Bit by bit, the leverage of one rises from 0.50 to 0.62");
    assert_title(drift(strong, even), "timeline",
                 "Bit by bit, the leverage of one falls from 0.62 to 0.50");
    assert_title(drift(even, hardly), "timeline",
                 "Hardly anything moves: the leverage of one goes from 0.500 to 0.509");
    assert_title(drift(even, even), "timeline", "Nothing moves: the leverage of one stays at 0.50");
    assert_title(drift(none, none), "timeline",
                 "Nothing to agree on: there is no zone of agreement at any time");
    assert_title(drift(even, none), "timeline", "The zone of agreement is lost");
    assert_title(drift(none, even), "timeline", "The zone of agreement is not always there");
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, on);
    add_event(&t, 1, 0, HG_EVENT_EXPIRED);
    add_state(&t, 1, LEVERAGE_EVENT, strong);
    talk_end(&t, 9, HG_RESULT_NO_DEAL, HG_NO_OUTCOME);
    assert_title(t, "timeline",
                 "Rescue is gone for one: the leverage of one rises from 0.55 to 0.62");
}

/* As `rescue`, and one thinks .5, then .6, two .5 (so .5 for one): in steps, at their times. */
static made_talk seen_rescue(void)
{
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, weak);
    add_view(&t, 0, 0, .5), add_view(&t, 0, 1, .5);
    add_offer(&t, 0, 0, 900), add_offer(&t, 0, 1, 200);
    add_event(&t, 1, 0, HG_EVENT_ARRIVED);
    add_state(&t, 1, LEVERAGE_EVENT, rescued);
    add_view(&t, 1, 0, .625);
    add_offer(&t, 1, 0, 800), add_offer(&t, 1, 1, 400);
    talk_end(&t, 2, HG_RESULT_DEAL, 400);
    return t;
}

static void perceived_leverage_beside_the_true_one(void **state)
{
    (void)state;
    made_talk t = seen_rescue();
    char *data = drawn(&t, "timeline", "dat"), *script = drawn(&t, "timeline", "gp");
    static const char last[] = "3 0.4\n3 0.6\n\n\n"
                               "1 0.5\n2.3333333333333335 0.5\n2.3333333333333335 0.625\n"
                               "3 0.625\n\n\n1 0.5\n3 0.5\n\n\n";
    assert_string_equal(data + strlen(data) - strlen(last), last);
    assert_non_null(strstr(script, "\nVIEWERS = 2\narray VIEWER[2] = [1, 2]\n"));
    assert_non_null(strstr(script, "'one thinks 0.62', 'two thinks 0.50'"));
    assert_non_null(strstr(script, "signed around an even share, dashed: as each party sees it;"));
    free(data), free(script);
    buf_fini(&t.trace);
    assert_title(seen_rescue(), "timeline",
                 "Rescue comes to one and turns the table: leverage of one 0.45 → 0.55; in the end "
                 "one overrates itself by 0.07");
    t = seen_rescue();
    if (has_gnuplot())
        assert_int_equal(talk_draw(&t, "timeline", (figure_options){.formats = "svg,txt"}, NULL),
                         HG_E_OK);
    buf_fini(&t.trace);
}

/* Who tells nothing has no line; who is hardly wrong no word in the title. */
static void only_gaps_are_worth_a_title(void **state)
{
    (void)state;
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, even);
    add_view(&t, 0, 1, .515);
    add_offer(&t, 0, 0, 900);
    talk_end(&t, 9, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    char *script = drawn(&t, "timeline", "gp");
    assert_non_null(strstr(script, "\nVIEWERS = 1\narray VIEWER[1] = [2]\n"));
    free(script);
    assert_title(t, "timeline", "Nothing moves: the leverage of one stays at 0.50");
    t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, even);
    add_view(&t, 0, 1, .25);
    talk_end(&t, 9, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    assert_title(t, "timeline",
                 "Nothing moves: the leverage of one stays at 0.50; in the end two underrates "
                 "itself by 0.25");
}

/* Of five thousand changes two thousand at most, and the last. */
static void many_views_are_thinned(void **state)
{
    (void)state;
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, even);
    for (uint32_t k = 0; k < 5000; k++) {
        add_view(&t, k, 0, k == 4999 ? .75 : k % 2 ? .5 : .25);
        add_offer(&t, k, 0, 900);
    }
    talk_end(&t, 4999, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    char *data = drawn(&t, "timeline", "dat");
    static const char last[] = "5000 0.75\n5001 0.75\n\n\n";
    assert_string_equal(data + strlen(data) - strlen(last), last);
    char *end = data + strlen(data) - 3;
    *end = '\0';
    while (end > data && strncmp(end, "\n\n\n", 3) != 0) end--;
    assert_in_range(count(end, "\n"), 2000, 2 * 2002 + 3);
    free(data);
    buf_fini(&t.trace);
}

static void without_a_zone_there_is_a_gap(void **state)
{
    (void)state;
    made_state none = {{0.6, 0.6}, NAN, 0, 0, 0, 0};
    made_talk t = drift(none, even);
    char *script = drawn(&t, "timeline", "gp"), *data = drawn(&t, "timeline", "dat");
    assert_non_null(strstr(script, "\nSTRETCHES = 1\nGAP_AT = 1.5\n"));
    assert_memory_equal(data, "2 0.5 ", 6);
    free(script), free(data);
    buf_fini(&t.trace);
    t = drift(none, none);
    script = drawn(&t, "timeline", "gp");
    assert_non_null(strstr(script, "\nSTRETCHES = 0\n"));
    free(script);
    if (has_gnuplot())
        assert_int_equal(talk_draw(&t, "timeline", (figure_options){.formats = "svg,txt"}, NULL),
                         HG_E_OK);
    buf_fini(&t.trace);
}

/* ---- outcome-space ---- */

static made_talk ended(const char *story, uint64_t deal)
{
    made_talk t = talk_begin(story);
    add_state(&t, 0, LEVERAGE_START, eighths);
    add_offer(&t, 0, 0, 900);
    add_offer(&t, 0, 1, deal == HG_NO_OUTCOME ? 200 : deal);
    if (deal == HG_NO_OUTCOME)
        talk_end(&t, 9, HG_RESULT_DEADLINE, deal);
    else
        talk_end(&t, 1, HG_RESULT_DEAL, deal);
    return t;
}

static void an_outcome_space_judges_the_deal(void **state)
{
    (void)state;
    made_state apart = even;
    apart.w[0] = apart.w[1] = 0.6;
    assert_title(ended(plain, 500), "outcome-space", "The deal is the Nash solution");
    assert_title(ended(plain, 620), "outcome-space",
                 "An efficient deal: nobody can get more without another getting less");
    assert_title(ended(plain, HG_NO_OUTCOME), "outcome-space",
                 "No deal, although 751 outcomes would do for both");
    made_talk t = talk_begin(plain);
    add_state(&t, 0, LEVERAGE_START, apart);
    talk_end(&t, 9, HG_RESULT_DEADLINE, HG_NO_OUTCOME);
    assert_title(t, "outcome-space",
                 "No deal, and none to be had: no outcome is better than none for everybody");
}

static void an_outcome_space_holds_offers_and_solutions(void **state)
{
    (void)state;
    made_talk t = rescue(plain);
    char *data = drawn(&t, "outcome-space", "dat"), *script = drawn(&t, "outcome-space", "gp");
    /* Nash, Kalai-Smorodinsky, egalitarian are one half each; then the deal, both traces */
    assert_non_null(strstr(data, "0.5 0.5\n0.5 0.5\n0.5 0.5\n"));
    assert_non_null(strstr(data, "\n? ?\n\n\n0.4 0.6\n? ?\n\n\n0.9 0.09999999999999998\n"
                                 "0.8 0.19999999999999996\n? ?\n\n\n0.2 0.8\n0.4 0.6\n"));
    assert_non_null(strstr(script, "'Nash = Kalai-Smorodinsky = egalitarian'"));
    assert_non_null(strstr(script, "'deal, round 3'"));
    assert_non_null(strstr(script, "'one, round 1', 'round 2', 'two, round 1'"));
    assert_non_null(strstr(script, "START_X = 0.1\nSTART_Y = 0.1\nEND_X = 0.3\nEND_Y = 0.1\n"));
    free(data), free(script);
    buf_fini(&t.trace);
}

#define TWO_ISSUES                                                                                 \
    "scenario: made\nissues:\n  share: {min: 0, max: 1, step: 0.0001}\n  extra: [no, yes]\n"       \
    "parties:\n  one: {receives: share, cost: {extra: {no: 0, yes: 0}}, reservation: 0.1}\n"       \
    "  two: {pays: share, value: {base: 1, extra: {no: 0, yes: 0.25}}, reservation: 0.1}\n"        \
    "protocol: {kind: alternating-offers, first: one}\ndeadline: {rounds: 10}\n"                   \
    "agents: {one: linear, two: linear}\n"

/* 20 002 outcomes; the deal at one half without the extra leaves a fifth of 1.25. */
static void many_outcomes_are_thinned_and_what_is_left_is_told(void **state)
{
    (void)state;
    made_talk t = talk_begin(TWO_ISSUES);
    t.deal = 10000, t.round = 1;
    analysis *a = talk_open(&t);
    error_list errors;
    buf paths;
    error_list_init(&errors), buf_init(&paths);
    /* the record keeps no trace and none is lent: the space alone, with the deal */
    assert_int_equal(
        figure_draw(a, "outcome-space", &(figure_options){.formats = ""}, &paths, &errors),
        HG_E_OK);
    char *first = made_read(dir, "figures/outcome-space.dat");
    char *script = made_read(dir, "figures/outcome-space.gp");
    assert_non_null(strstr(script, "TITLE = 'The deal leaves 20 % of the pie on the table: 2 501 "
                                   "outcomes are better for both'"));
    assert_non_null(strstr(script, "what was offered is not in the record"));
    char *end = strstr(first, "? ?");
    *end = '\0';
    assert_in_range(count(first, "\n"), 200, 5000);
    *end = '?';
    assert_int_equal(
        figure_draw(a, "outcome-space", &(figure_options){.formats = ""}, &paths, &errors),
        HG_E_OK);
    char *second = made_read(dir, "figures/outcome-space.dat");
    assert_string_equal(first, second);
    free(first), free(second), free(script);
    analysis_close(a);
    buf_fini(&paths), buf_fini(&t.trace), error_list_fini(&errors);
}

static const char three[] =
    "scenario: made\nissues:\n  plan: [x, y, z]\nparties:\n"
    "  ann: {weights: {plan: 1}, values: {plan: {x: 1, y: 0.5, z: 0}}}\n"
    "  bob: {weights: {plan: 1}, values: {plan: {x: 0, y: 0.5, z: 1}}}\n"
    "  cem: {weights: {plan: 1}, values: {plan: {x: 0.25, y: 0.75, z: 0.25}}}\n"
    "protocol: {kind: stacked-alternating-offers, first: ann}\ndeadline: {rounds: 10}\n"
    "agents: {ann: linear, bob: linear, cem: linear}\n";

static void of_three_parties_two_are_drawn_and_one_is_named(void **state)
{
    (void)state;
    made_talk t = talk_begin(three);
    t.n_parties = 3;
    t.roles[0] = "ann", t.roles[1] = "bob", t.roles[2] = "cem";
    t.deal = 1;
    analysis *a = talk_open(&t);
    error_list errors;
    buf paths;
    error_list_init(&errors), buf_init(&paths);
    assert_int_equal(
        figure_draw(a, "outcome-space", &(figure_options){.formats = ""}, &paths, &errors),
        HG_E_OK);
    char *script = made_read(dir, "figures/outcome-space.gp");
    assert_non_null(strstr(script, "not drawn: offers and utility of cem"));
    assert_non_null(strstr(script, "XNAME = 'utility of ann'\nYNAME = 'utility of bob'\n"));
    free(script);
    analysis_close(a);
    buf_fini(&paths), buf_fini(&t.trace), error_list_fini(&errors);
}

/* ---- what cannot be drawn ---- */

static void a_sentence_says_what_is_missing(void **state)
{
    (void)state;
    made_talk t = rescue(plain);
    analysis *a = talk_open(&t);
    figure_options how = {.formats = "", .session = 0};
    assert_string_equal(figure_lacks(a, "timeline", &how),
                        "the record does not keep what was said in session 0: its level is "
                        "\"sessions\", not \"full\"");
    assert_null(figure_lacks(a, "outcome-space", &how));
    how.session = 3;
    assert_string_equal(figure_lacks(a, "timeline", &how),
                        "there is no session 3 in the record: it has 0 to 0");
    how = (figure_options){.formats = "", .trace = t.trace.data, .trace_size = t.trace.size};
    assert_null(figure_lacks(a, "timeline", &how));
    for (size_t size = 0; size < t.trace.size; size++) { /* cut anywhere, it is no story */
        how.trace_size = size;
        assert_non_null(figure_lacks(a, "timeline", &how));
    }
    analysis_close(a);
    t.trace.size -= 3;
    buf said = {0};
    assert_int_equal(talk_draw(&t, "timeline", (figure_options){.formats = ""}, &said), HG_E_NO);
    assert_string_equal((char *)said.data,
                        "timeline cannot be drawn: what was said in that session cannot be read: "
                        "its trace is damaged");
    buf_fini(&said), buf_fini(&t.trace);
}

static void what_a_figure_is_about_is_known(void **state)
{
    (void)state;
    assert_int_equal(figure_is_about("concession"), FIGURE_OF_RUN);
    assert_int_equal(figure_is_about("timeline"), FIGURE_OF_SESSION);
    assert_int_equal(figure_is_about("outcome-space"), FIGURE_OF_SCENARIO);
}

/* ---- names ---- */

#define BAD_ONE "o_^@&~%s $(touch made_pwned)"
#define BAD_TWO "売り手の長い長い名前"
#define BAD_ALT "العرض البديل $(touch made_pwned) @^_ long and longer and longer and longer"
static const char hostile[] = "title: \"`touch made_pwned` {/:Bold 'x'\"\n" TALK(
    made, "", "\"" BAD_ONE "\"", "\"" BAD_TWO "\"",
    "    alternatives: {\"" BAD_ALT "\": {worth: 0.3, arrives: 0.1}}\n");

static void any_name_survives_whole(void **state)
{
    (void)state;
    if (!has_gnuplot()) skip();
    unlink("made_pwned");
    made_talk t = rescue(hostile);
    t.roles[0] = BAD_ONE, t.roles[1] = BAD_TWO;
    static const char *const names[] = {"timeline", "outcome-space"};
    for (size_t i = 0; i < 2; i++) {
        char path[64];
        figure_options how = {.formats = "svg,txt", .size = i ? "paper" : NULL};
        assert_int_equal(talk_draw(&t, names[i], how, NULL), HG_E_OK);
        snprintf(path, sizeof path, "figures/%s.svg", names[i]);
        char *svg = made_read(dir, path);
        assert_non_null(strstr(svg, "o_^@&amp;~%s $(touch made_pwned)"));
        assert_non_null(strstr(svg, BAD_TWO));
        if (!i)
            assert_non_null(strstr(svg, "العرض البديل $(touch made pwned) @^  long and longer"));
        free(svg);
    }
    assert_int_not_equal(access("made_pwned", F_OK), 0);
    buf_fini(&t.trace);
}

/* ---- themes, sizes ---- */

static void every_theme_draws_and_repeats_itself(void **state)
{
    static const struct {
        const char *theme, *paper;
    } themes[] = {
        {"light", "#ffffff"}, {"dark", "#14171c"}, {"print", "#ffffff"}, {"projector", "#ffffff"}};
    (void)state;
    if (!has_gnuplot()) skip();
    made_talk t = rescue(plain);
    for (size_t i = 0; i < 4; i++) {
        char fill[64], by_hand[4400];
        figure_options how = {.formats = "svg,txt,png,pdf", .theme = themes[i].theme};
        assert_int_equal(talk_draw(&t, "timeline", how, NULL), HG_E_OK);
        char *first = made_read(dir, "figures/timeline.svg");
        snprintf(fill, sizeof fill, "fill=\"%s\"/>", themes[i].paper);
        if (!strstr(first, fill)) fail_msg("%s: no %s", themes[i].theme, fill);
        if (i == 2) assert_null(strstr(first, "rgb(  0, 114, 178)")); /* print has no blue */
        snprintf(by_hand, sizeof by_hand,
                 "cd '%s/figures' && rm timeline.svg && LC_ALL=C.UTF-8 gnuplot timeline.gp", dir);
        assert_int_equal(system(by_hand), 0);
        char *second = made_read(dir, "figures/timeline.svg");
        assert_string_equal(first, second);
        free(first), free(second);
    }
    buf_fini(&t.trace);
}

static void a_size_is_kept_to_the_pixel(void **state)
{
    static const struct {
        figure_options how;
        const char *said;
    } sizes[] = {
        {{.formats = "svg", .size = "slide"}, "width=\"1280\" height=\"720\""},
        {{.formats = "svg", .size = "700x500"}, "width=\"700\" height=\"500\""},
        {{.formats = "svg", .size = "paper"}, "width=\"650\" height=\"620\""},
        {{.formats = "svg", .theme = "projector"}, "width=\"1280\" height=\"720\""},
        {{.formats = "svg", .size = "slide", .height = 800}, "width=\"1280\" height=\"800\""}};
    (void)state;
    if (!has_gnuplot()) skip();
    made_talk t = rescue(plain);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(talk_draw(&t, "timeline", sizes[i].how, NULL), HG_E_OK);
        char *svg = made_read(dir, "figures/timeline.svg");
        if (!strstr(svg, sizes[i].said)) fail_msg("%zu: no %s\n%.200s", i, sizes[i].said, svg);
        free(svg);
    }
    buf_fini(&t.trace);
}

static void looks_are_checked(void **state)
{
    static const struct {
        const char *theme, *size, *said;
    } wrong[] = {
        {"drak", NULL, "did you mean \"dark\"?"}, {NULL, "papr", "did you mean \"paper\"?"},
        {NULL, "900", "\"900\" is not a size"},   {NULL, "900x", "is not a size"},
        {NULL, "900x10", "200 to 10000"},         {NULL, "900x99999", "is not a size"},
        {NULL, "-900x600", "is not a size"},      {NULL, "900x600x2", "is not a size"}};
    error_list errors;
    (void)state;
    error_list_init(&errors);
    assert_true(figure_looks_fine(&(figure_options){.theme = "print", .size = "900x600"}, &errors));
    assert_int_equal(errors.count, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        figure_options how = {.theme = wrong[i].theme, .size = wrong[i].size};
        assert_false(figure_looks_fine(&how, &errors));
        assert_int_equal(errors.items[i].code, HG_E_USAGE);
        assert_non_null(strstr(errors.items[i].text, wrong[i].said));
    }
    error_list_fini(&errors);
}

/* ---- labels ---- */

static void no_label_hides_another(void **state)
{
    row_label l[6];
    (void)state;
    for (int i = 0; i < 6; i++)
        l[i] = (row_label){.place = 100 + 17 * i, .width = 120, .weight = i};
    int rows = labels_in_rows(l, 6, 0, 800, 6);
    assert_in_range(rows, 1, 6);
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < 6; k++) {
            if (l[i].row < 0 || l[k].row < 0 || i == k) continue;
            double gap = fabs(l[i].middle - l[k].middle) - (l[i].width + l[k].width) / 2;
            assert_true(l[i].row != l[k].row || gap >= 0);
            /* the line of one in a higher row does not cross one below */
            if (l[k].row > l[i].row) assert_true(fabs(l[k].place - l[i].middle) > l[i].width / 2);
        }
    assert_true(l[5].row >= 0); /* the heaviest has a place */
}

static void points_get_labels_that_stay_inside(void **state)
{
    point_label l[8];
    double marks[16];
    (void)state;
    for (int i = 0; i < 8; i++) {
        marks[2 * i] = l[i].x = 390 + 2 * i, marks[2 * i + 1] = l[i].y = 8;
        l[i].width = 90, l[i].height = 13;
    }
    label_area area = {0, 400, 0, 300, marks, 8};
    labels_at_points(l, 8, &area);
    for (int i = 0; i < 8; i++) {
        assert_true(l[i].left >= 0 && l[i].left + 90 <= 400);
        assert_true(l[i].middle >= 6 && l[i].middle <= 294);
        for (int k = 0; k < i; k++)
            assert_true(fabs(l[i].left - l[k].left) >= 90 || fabs(l[i].middle - l[k].middle) >= 13);
    }
}

static void wide_signs_take_two_cells(void **state)
{
    buf b = {0};
    (void)state;
    assert_int_equal(gp_cells(""), 0);
    assert_int_equal(gp_cells("plain"), 5);
    assert_int_equal(gp_cells("Käufer"), 6);
    assert_int_equal(gp_cells("売り手"), 6);
    assert_int_equal(gp_cells("العرض"), 5);
    assert_int_equal(gp_cells("\xE5"), 1); /* cut in the middle: nothing is read behind it */
    gp_set_text(&b, "A", "plain");
    assert_near(gp_widest(&b), 1, 0);
    gp_set_text(&b, "B", "売り手ab");
    assert_near(gp_widest(&b), 8.0 / 5, 1e-12);
    buf_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timeline_holds_what_happened),
        cmocka_unit_test(a_long_talk_is_thinned),
        cmocka_unit_test(a_timeline_says_what_moved),
        cmocka_unit_test(perceived_leverage_beside_the_true_one),
        cmocka_unit_test(only_gaps_are_worth_a_title),
        cmocka_unit_test(many_views_are_thinned),
        cmocka_unit_test(without_a_zone_there_is_a_gap),
        cmocka_unit_test(an_outcome_space_judges_the_deal),
        cmocka_unit_test(an_outcome_space_holds_offers_and_solutions),
        cmocka_unit_test(many_outcomes_are_thinned_and_what_is_left_is_told),
        cmocka_unit_test(of_three_parties_two_are_drawn_and_one_is_named),
        cmocka_unit_test(a_sentence_says_what_is_missing),
        cmocka_unit_test(what_a_figure_is_about_is_known),
        cmocka_unit_test(any_name_survives_whole),
        cmocka_unit_test(every_theme_draws_and_repeats_itself),
        cmocka_unit_test(a_size_is_kept_to_the_pixel),
        cmocka_unit_test(looks_are_checked),
        cmocka_unit_test(no_label_hides_another),
        cmocka_unit_test(points_get_labels_that_stay_inside),
        cmocka_unit_test(wide_signs_take_two_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
