/* A program that does not read what it is told, in talks that others end before it is asked: what
 * waits for it is bounded, and it is ended for that. */
#include "run_fixture.h"

#include "run/run.h"
#include "seat/child.h"

static const child_limits no_limits = {0};

/* Whoever is first walks away at once: nobody ever asks the program. */
static planned *plan_of(const char *program, uint64_t sessions, const seat_patience *patience)
{
    planned *p = planned_new();
    override sets[] = {set_of(p, "agents.one=walker:rounds=0:when=anyway"),
                       set_of(p, arena_format(&p->arena, "agents.two=exec:%s", program)),
                       set_of(p, "protocol.first=one"), set_of(p, "protocol.exit=anyone")};
    int code = plan_single(&p->arena, SPLIT_THE_PIE, sets, 4, sessions, 1, RECORD_SESSIONS,
                           &p->plan, &p->errors);
    if (code) error_print(&p->errors, stderr);
    assert_int_equal(code, HG_E_OK);
    for (uint32_t i = 0; i < p->plan.n_seats; i++)
        ((seat_spec *)p->plan.seats)[i].patience = patience;
    return p;
}

static tally play(planned *p)
{
    uv_loop_t loop;
    tally t = {0};
    buf out;
    buf_init(&out);
    assert_int_equal(uv_loop_init(&loop), 0);
    worker *w = worker_new(&p->plan, &loop);
    for (uint64_t i = 0; i < p->plan.blocks; i++) {
        buf_clear(&out);
        run_block(w, i, &out, &t);
    }
    worker_free(w);
    assert_int_equal(uv_loop_close(&loop), 0);
    buf_fini(&out);
    return t;
}

static void who_does_not_read_is_ended(void **state)
{
    (void)state;
    static const seat_patience hasty = {.silence_ms = 500, .deaths = 1, .limits = &no_limits};
    planned *p = plan_of("sleep 600", 40000, &hasty);
    tally t = play(p);
    assert_int_equal(t.sessions, 40000);
    /* Over before anybody could tell are those whose briefings fit into a megabyte and a pipe. */
    assert_in_range(t.sessions - t.faults, 64, 5000);
    planned_free(p);
}

/* One that reads, however little it says, is waited for. */
static void who_reads_is_not(void **state)
{
    (void)state;
    static const seat_patience calm = {.silence_ms = 60000, .deaths = 1, .limits = &no_limits};
    planned *p = plan_of("sh -c 'cat >&2; true'", 40000, &calm);
    tally t = play(p);
    assert_int_equal(t.sessions, 40000);
    assert_int_equal(t.faults, 0);
    planned_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_does_not_read_is_ended),
        cmocka_unit_test(who_reads_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
