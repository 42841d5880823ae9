/* check AGENT, from within: every case can be played, good agents are found good, and each way of
 * being wrong is found by the case that is there for it. Plugins and programs: cli_conform.sh. */
#include "check.h"

#include "cli/conform/conform.h"
#include "cli/conform/stage.h"

#include <math.h>
#include <string.h>

typedef struct looked {
    arena arena;
    candidate agent;
    conform_report report;
} looked;

static const double ample = 1e6; /* seconds: a slow machine is no finding */

static looked *look(const hg_agent_type *type, const char *only)
{
    looked *l = calloc(1, sizeof *l);
    assert_non_null(l);
    arena_init(&l->arena);
    l->agent.name = type->name;
    l->agent.spec = l->agent.inside = seat_spec_defaults(&l->arena, type);
    const conform_case *const chosen[] = {only ? conform_case_find(only) : NULL, NULL};
    assert_true(!only || chosen[0]);
    const conform_options how = {.cases = only ? chosen : NULL, .seconds = ample};
    conform_check(&l->arena, &l->agent, &how, &l->report);
    return l;
}

static void look_away(looked *l)
{
    arena_fini(&l->arena);
    free(l);
}

/* ---- the table ---- */

static void every_case_can_be_played(void **state)
{
    (void)state;
    for (const conform_case *c = conform_cases; c->name; c++) {
        arena a;
        error_list errors;
        stage s;
        arena_init(&a);
        error_list_init(&errors);
        const seat_spec agent = seat_spec_defaults(&a, roster_find("linear"));
        int code = stage_open(&a, c, &agent, &(staging){1, c->otherwise}, &s, &errors);
        if (code) fail_msg("%s: %s", c->name, errors.items[0].text);
        assert_int_equal(s.plan.jobs, c->sessions); /* none was left out for being like another */
        assert_int_equal(errors.count, 0);
        stage_close(&s);
        error_list_fini(&errors);
        arena_fini(&a);
    }
}

static void names_are_one_each(void **state)
{
    (void)state;
    for (const conform_case *c = conform_cases; c->name; c++) {
        assert_ptr_equal(conform_case_find(c->name), c);
        assert_true(strlen(c->name) <= 16 && strlen(c->demand) <= 90);
    }
    assert_null(conform_case_find("nothing"));
}

static void good_agents_are_good(void **state)
{
    (void)state;
    for (const hg_agent_type *const *type = roster(); *type; type++) {
        looked *l = look(*type, NULL);
        for (uint32_t i = 0; i < l->report.n; i++) {
            const conform_finding *f = &l->report.findings[i];
            if (f->verdict == CONFORM_FAILED || f->verdict == CONFORM_NOT_TRIED)
                fail_msg("%s: %s: it %s", (*type)->name, f->of->name, f->reason);
            assert_true(f->verdict == CONFORM_OK || f->reason);
        }
        assert_false(conform_failed(&l->report));
        look_away(l);
    }
}

/* ---- faulty ones: all keep their host and count their turns ---- */

typedef struct plain {
    const hg_host *host;
    double limit; /* as it was first told */
    uint32_t turns;
} plain;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)params;
    *(plain *)self = (plain){.host = host, .limit = brief->limit};
    return 0;
}

static int offer(const plain *p, const hg_turn *turn, hg_reply *reply, uint64_t rank)
{
    if (!(turn->may & HG_MAY(HG_OFFER))) return 0;
    reply->kind = HG_OFFER;
    reply->outcome = p->host->best(p->host, rank);
    return 0;
}

static int take_anything(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self;
    if (turn->may & HG_MAY(HG_ACCEPT)) reply->kind = HG_ACCEPT;
    return 0;
}

static int give_too_much(void *self, const hg_turn *turn, hg_reply *reply)
{
    return offer(self, turn, reply, 100);
}

static int leave_it(void *self, const hg_turn *turn, hg_reply *reply)
{
    return turn->revise ? 0 : offer(self, turn, reply, 5);
}

static uint32_t all_turns; /* what no agent may have */
static int count_together(void *self, const hg_turn *turn, hg_reply *reply)
{
    if (turn->round == 0) all_turns = 0;
    return offer(self, turn, reply, all_turns++ % 50);
}

static int gamble(void *self, const hg_turn *turn, hg_reply *reply)
{
    const plain *p = self;
    return offer(p, turn, reply, (uint64_t)(50 * p->host->uniform(p->host)));
}

static int run_away(void *self, const hg_turn *turn, hg_reply *reply)
{
    if (turn->round < 2) return offer(self, turn, reply, 0);
    reply->kind = HG_WALK;
    return 0;
}

static int say_too_much(void *self, const hg_turn *turn, hg_reply *reply)
{
    reply->n_words = HG_WORDS_MAX + 1;
    return offer(self, turn, reply, 0);
}

static int claim_infinity(void *self, const hg_turn *turn, hg_reply *reply)
{
    reply->n_words = 1;
    reply->words[0] = (hg_words){HG_HINT, HG_ABOUT_ALTERNATIVE, (double)INFINITY};
    return offer(self, turn, reply, 0);
}

static int say_for_ever(void *self, const hg_turn *turn, hg_reply *reply)
{
    (void)self, (void)turn;
    reply->kind = HG_SAY;
    reply->n_words = 1;
    reply->words[0] = (hg_words){HG_ASK, HG_ABOUT_LIMIT, (double)NAN};
    return 0;
}

static int refuse(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)self, (void)brief, (void)host, (void)params;
    return 1;
}

static int refuse_politely(void *self, const hg_brief *brief, const hg_host *host,
                           const double *params)
{
    (void)self, (void)brief, (void)params;
    host->note(host, "plays on Sundays");
    return 1;
}

#define TYPE(given, declares, begins, does)                                                        \
    {                                                                                              \
        .abi = HG_AGENT_ABI, .struct_size = sizeof(hg_agent_type), .name = (given),                \
        .summary = "faulty", .reference = "a test", .traits = (declares),                          \
        .state_size = sizeof(plain), .init = (begins), .act = (does)                               \
    }

static void each_is_found_out(void **state)
{
    (void)state;
    static const struct {
        const char *of, *reason;
        hg_agent_type type;
    } all[] = {
        {"tempted", "accepted", TYPE("greedless", 0, init, take_anything)},
        {"first", "less than its limit", TYPE("generous", 0, init, give_too_much)},
        {"best-arrives",
         "left on the table 0.95, worth 0.95 to it: less than its limit, which is 2",
         TYPE("inert", 0, init, leave_it)},
        {"words", "side by side", TYPE("shared", 0, init, count_together)},
        {"luck", "HG_TRAIT_STOCHASTIC", TYPE("gambler", 0, init, gamble)},
        {"long", "HG_TRAIT_WALKS", TYPE("runaway", 0, init, run_away)},
        {"no-exit", "the exit rule does not allow it",
         TYPE("impolite", HG_TRAIT_WALKS, init, run_away)},
        {"first", "more than four words", TYPE("wordy", 0, init, say_too_much)},
        {"first", "what is not a message", TYPE("boundless", 0, init, claim_infinity)},
        {"first", "without making its move", TYPE("talker", 0, init, say_for_ever)},
        {"first", "refused without a reason", TYPE("sulks", 0, refuse, gamble)},
        {"blind", "names no blind twin",
         TYPE("seer", HG_TRAIT_READS_LEVERAGE | HG_TRAIT_BELOW_LIMIT, init, leave_it)},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        looked *l = look(&all[i].type, all[i].of);
        const conform_finding *f = &l->report.findings[0];
        if (f->verdict != CONFORM_FAILED || !strstr(f->reason, all[i].reason))
            fail_msg("%s: %s: %s", all[i].type.name, conform_verdict_word(f->verdict),
                     f->reason ? f->reason : "");
        assert_true(conform_failed(&l->report));
        look_away(l);
    }
}

/* What it declares it may do; who plays nothing at all is not in order, however politely. */
static void declared_is_allowed(void **state)
{
    (void)state;
    static const hg_agent_type draws = TYPE("draws", HG_TRAIT_STOCHASTIC, init, gamble);
    static const hg_agent_type gives = TYPE("gives", HG_TRAIT_BELOW_LIMIT, init, give_too_much);
    static const hg_agent_type idle = TYPE("idle", 0, refuse_politely, gamble);
    looked *l = look(&draws, "luck");
    assert_int_equal(l->report.count[CONFORM_OK], 1);
    look_away(l);
    l = look(&gives, "first");
    assert_int_equal(l->report.count[CONFORM_OK], 1);
    look_away(l);
    l = look(&idle, "first");
    assert_int_equal(l->report.count[CONFORM_NOT_PLAYED], 1);
    assert_string_equal(l->report.findings[0].reason, "plays on Sundays");
    assert_false(conform_failed(&l->report));
    look_away(l);
    l = look(&idle, NULL);
    assert_true(conform_failed(&l->report));
    look_away(l);
}

/* The exchange: what was said before, the last of it what was wrong. */
static void the_exchange_is_told(void **state)
{
    (void)state;
    static const hg_agent_type type = TYPE("impolite", HG_TRAIT_WALKS, init, run_away);
    looked *l = look(&type, "no-exit");
    const conform_finding *f = &l->report.findings[0];
    assert_int_equal(f->n_lines, 5);
    assert_string_equal(f->lines[0], "round 1  one offers 1, worth 1 to one");
    assert_string_equal(f->lines[1], "round 1  two offers 0, worth 0 to one");
    assert_string_equal(f->lines[4], "round 3  one walks away");
    look_away(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_can_be_played), cmocka_unit_test(names_are_one_each),
        cmocka_unit_test(good_agents_are_good),     cmocka_unit_test(each_is_found_out),
        cmocka_unit_test(declared_is_allowed),      cmocka_unit_test(the_exchange_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
