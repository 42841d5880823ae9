/* Programs outside: one that plays well says what it would say inside, byte for byte; one that does
 * not is an outcome of its sessions, in the author's words, and of nobody else's. */
#include "run_fixture.h"

#include "record/reader.h"
#include "run/run.h"
#include "seat/child.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTSIDE "exec:" BINARY_DIR "/outside_agent "

/* What came of all sessions of a plan: faults and why, and every message in order. */
typedef struct watched {
    buf said;
    uint32_t sessions, faults;
    fault fault;
    uint32_t by;
    char why[400];
    fault last; /* of the last session */
} watched;

static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    (void)s, (void)m;
    buf_add(&((watched *)ctx)->said, bytes, size);
}

static void on_end(void *ctx, const session *s, const outcome_row *ended)
{
    watched *w = ctx;
    (void)s;
    w->sessions++;
    buf_add(&w->said, &ended->deal, sizeof ended->deal);
    if (ended->result != HG_RESULT_AGENT_ERROR) return;
    w->last = ended->fault;
    if (w->faults++) return; /* the first is what most tests are about */
    w->fault = ended->fault;
    w->by = ended->by;
    snprintf(w->why, sizeof w->why, "%s", ended->why ? ended->why : "");
}

/* Both parties outside, where `prefix` says so; other NULL: the second one is boulware, inside. */
static planned *plan_of(const char *file, const char *one, const char *prefix, const char *agent,
                        const char *two, const char *other)
{
    planned *p = planned_new();
    override sets[2];
    arena *a = &p->arena;
    const char *path = arena_format(a, "%s/scenarios/%s.yaml", SOURCE_DIR, file);
    sets[0] = set_of(p, arena_format(a, "agents.%s=%s%s", one, prefix, agent));
    sets[1] = set_of(
        p, arena_format(a, "agents.%s=%s%s", two, other ? prefix : "", other ? other : "boulware"));
    int code = plan_single(a, path, sets, 2, 100, 1, RECORD_FULL, &p->plan, &p->errors);
    if (code) error_print(&p->errors, stderr);
    assert_int_equal(code, HG_E_OK);
    return p;
}

/* Without limits that sanitizers would not survive. Only who hangs is not waited for. */
static const child_limits no_limits = {0};
static const seat_patience calm = {.silence_ms = 120000, .deaths = 2, .limits = &no_limits};
static const seat_patience hasty = {.silence_ms = 1000, .deaths = 2, .limits = &no_limits};

static void treat(planned *p, const seat_patience *patience)
{
    for (uint32_t i = 0; i < p->plan.n_seats; i++)
        ((seat_spec *)p->plan.seats)[i].patience = patience;
}

static watched play(planned *p, const seat_patience *patience)
{
    uv_loop_t loop;
    row unused;
    watched w = {.by = HG_NOBODY};
    const observer guest = {.ctx = &w, .message = on_message, .end = on_end};
    buf_init(&w.said);
    treat(p, patience);
    assert_int_equal(uv_loop_init(&loop), 0);
    worker *k = worker_new(&p->plan, &loop);
    for (uint64_t i = 0; i < p->plan.jobs; i++) run_session(k, i, &guest, &unused);
    worker_free(k);
    assert_int_equal(uv_loop_close(&loop), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left, dead or alive */
    return w;
}

static uv_loop_t *open_loop(uv_loop_t *loop)
{
    assert_int_equal(uv_loop_init(loop), 0);
    return loop;
}

/* The record of all sessions, many at once; t: what was counted. */
static buf record_of(planned *p, tally *t)
{
    uv_loop_t loop;
    buf out;
    buf_init(&out);
    *t = (tally){0};
    treat(p, &calm);
    worker *k = worker_new(&p->plan, open_loop(&loop));
    for (uint64_t i = 0; i < p->plan.blocks; i++) run_block(k, i, &out, t);
    worker_free(k);
    assert_int_equal(uv_loop_close(&loop), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    return out;
}

/* ---- well-behaved ---- */

/* Of a scenario in which something is drawn: else it would be played once inside, where it is known
 * that the agent draws nothing, and often outside. */
static void assert_same_record(const char *file, const char *one, const char *two,
                               const char *agent, const char *other)
{
    tally inside, outside;
    planned *in = plan_of(file, one, "", agent, two, other);
    planned *out = plan_of(file, one, OUTSIDE, agent, two, other);
    buf a = record_of(in, &inside), b = record_of(out, &outside);
    if (outside.faults) fail_msg("%s: %s: %u faults", file, agent, (unsigned)outside.faults);
    assert_int_equal(inside.sessions, outside.sessions);
    assert_int_equal(inside.offers, outside.offers);
    if (a.size != b.size || memcmp(a.data, b.data, a.size))
        fail_msg("%s: %s says something else outside", file, agent);
    buf_fini(&a);
    buf_fini(&b);
    planned_free(in);
    planned_free(out);
}

static void same_record_in_and_out(void **state)
{
    (void)state;
    static const char *const agents[] = {"linear",      "boulware:beta=0.3",
                                         "tit-for-tat", "micro",
                                         "random",      "boulware:model=frequency"};
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++)
        assert_same_record("used-car", "buyer", "seller", agents[i], agents[i]);
}

/* Several parties, events, searches, deadlines of one's own and hidden ones, offers that are taken
 * back. */
static void same_record_everywhere(void **state)
{
    (void)state;
    static const struct {
        const char *file, *one, *two;
    } all[] = {{"flea-market", "seller", "visitor"}, {"heirs", "anna", "clara"},
               {"house-sale", "seller", "buyer"},    {"job-offers", "candidate", "employer"},
               {"lease", "landlord", "tenant"},      {"partners", "senior", "junior"},
               {"salary", "candidate", "employer"},  {"split-the-pie", "one", "two"},
               {"supplier", "buyer", "supplier"},    {"ultimatum", "town", "stall"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_same_record(all[i].file, all[i].one, all[i].two, "random", "linear");
}

/* ---- faults ---- */

typedef struct expected {
    const char *mode;
    fault fault;
    const char *why;
} expected;

static void assert_fault(const expected *e)
{
    planned *p = plan_of("used-car", "buyer", OUTSIDE, e->mode, "seller", NULL);
    watched w = play(p, e->fault == FAULT_TIMEOUT ? &hasty : &calm);
    if (w.fault != e->fault || !strstr(w.why, e->why))
        fail_msg("%s: fault %s: %s", e->mode, fault_name(w.fault), w.why);
    assert_int_equal(w.by, 0);
    assert_int_equal(w.faults, w.sessions);
    buf_fini(&w.said);
    planned_free(p);
}

static void every_fault_is_attributed(void **state)
{
    (void)state;
    int ours = open("/dev/null", O_RDONLY); /* which it must not find */
    assert_int_equal(setenv("HIGGLE_TEST_SECRET", "1", 1), 0);
    static const expected all[] = {
        {"dead", FAULT_CRASHED, "ended with exit code 7"},
        {"killed", FAULT_CRASHED, "died of signal 9"},
        {"wordy", FAULT_CRASHED, "exit code 1; its last words: ValueError: no such thing"},
        {"parent", FAULT_CRASHED, "ended with exit code 0"},
        {"deaf", FAULT_CRASHED, "closed its output"},
        {"half", FAULT_CRASHED, "in the middle of a message"},
        {"mute", FAULT_TIMEOUT, "said nothing for 1 seconds"},
        {"stubborn", FAULT_TIMEOUT, "said nothing for 1 seconds"},
        {"old", FAULT_REFUSED, "speaks version 99 of the agent interface; this is version 1"},
        {"rude", FAULT_REFUSED, "did not begin with HELLO"},
        {"garbage", FAULT_UNDECODABLE, ""},
        {"text", FAULT_UNDECODABLE, "sent what is no message"},
        {"giant", FAULT_UNDECODABLE, "more than 4096 bytes"},
        {"stranger", FAULT_OUT_OF_TURN, "named a session that it was not briefed for"},
        {"late", FAULT_OUT_OF_TURN, ""},
        {"reopens", FAULT_ILLEGAL, ""},
        {"other-seat", FAULT_OUT_OF_TURN, "named another session, table, round or seat"},
        {"twice", FAULT_OUT_OF_TURN, ""},
        {"nowhere", FAULT_OUT_OF_SPACE, "named a value index outside its issue"},
        {"trickles", FAULT_TIMEOUT, "said nothing for 1 seconds"},
        {"files", FAULT_CRASHED, "ended with exit code 20"},
        {"variables", FAULT_CRASHED, "ended with exit code 20"},
        {"leaves", FAULT_CRASHED, "ended with exit code 0"},
        {"noisy", FAULT_TIMEOUT, "said nothing for 1 seconds"},
        {"brood", FAULT_TIMEOUT, "said nothing for 1 seconds"},
        {"deep", FAULT_UNDECODABLE, "nested values too deep"},
        {"infinite-words", FAULT_UNDECODABLE, "words that are not"},
        {"withdraws", FAULT_ILLEGAL, "withdrew although it has no standing offer"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) assert_fault(&all[i]);
    close(ours);
}

/* Who opens finds nothing to accept; who opens files finds an end of them. */
static void of_an_opener_and_a_hoarder(void **state)
{
    (void)state;
    static const child_limits few = {.files = 64};
    static const seat_patience patience = {.silence_ms = 10000, .deaths = 1, .limits = &few};
    planned *p = plan_of("split-the-pie", "one", OUTSIDE, "accepts-air", "two", NULL);
    watched w = play(p, &calm);
    assert_int_equal(w.fault, FAULT_ILLEGAL);
    assert_string_equal(w.why, "accepted although no offer of another seat stands");
    buf_fini(&w.said);
    planned_free(p);
    p = plan_of("used-car", "buyer", OUTSIDE, "hoarder", "seller", NULL);
    w = play(p, &patience);
    assert_int_equal(w.fault, FAULT_CRASHED);
    assert_non_null(strstr(w.why, "Too many open files"));
    buf_fini(&w.said);
    planned_free(p);
}

/* The first message that nobody asked for ends its session; the thousandth, the program. */
static void a_flood_is_stopped(void **state)
{
    (void)state;
    planned *p = plan_of("used-car", "buyer", OUTSIDE, "flood", "seller", NULL);
    watched w = play(p, &calm);
    assert_int_equal(w.fault, FAULT_OUT_OF_TURN);
    assert_int_equal(w.last, FAULT_FLOOD);
    assert_int_equal(w.faults, w.sessions);
    buf_fini(&w.said);
    planned_free(p);
}

static void memory_is_limited(void **state)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* the sanitizer itself takes more than any limit */
#endif
    static const child_limits tight = {.memory_mb = 256};
    static const seat_patience patience = {.silence_ms = 10000, .deaths = 1, .limits = &tight};
    (void)state;
    planned *p = plan_of("used-car", "buyer", OUTSIDE, "hungry", "seller", NULL);
    watched w = play(p, &patience);
    assert_int_equal(w.fault, FAULT_CRASHED);
    assert_string_equal(w.why, "died of signal 6");
    buf_fini(&w.said);
    planned_free(p);
}

static tally tally_of(const char *mode)
{
    tally t;
    planned *p = plan_of("used-car", "buyer", OUTSIDE, mode, "seller", NULL);
    buf bytes = record_of(p, &t);
    assert_int_equal(t.sessions, p->plan.jobs);
    buf_fini(&bytes);
    planned_free(p);
    return t;
}

/* What can be laid to one session ends that one; a death those that were being played, and no more
 * than fit side by side. */
static void other_sessions_go_on(void **state)
{
    (void)state;
    assert_int_equal(tally_of("gives-up").faults, 1);
    tally t = tally_of("dies");
    assert_true(t.faults >= 1 && t.faults <= 64 && t.faults < t.sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_record_in_and_out),     cmocka_unit_test(same_record_everywhere),
        cmocka_unit_test(every_fault_is_attributed),  cmocka_unit_test(a_flood_is_stopped),
        cmocka_unit_test(of_an_opener_and_a_hoarder), cmocka_unit_test(memory_is_limited),
        cmocka_unit_test(other_sessions_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
