/* How parties see the talks: judged by the session, kept in row, trace and aggregates; and nothing
 * grows where nobody tells. */
#include "record_session.h"

#include "record/frame.h"
#include "record/gathering.h"
#include "record/pack.h"
#include "record/story.h"
#include "record/trajectory.h"

/* ---- what the session makes of a view ---- */

typedef struct heard {
    uint32_t views, who;
    double mine, theirs[3], lift[3];
} heard;

static void on_view(void *ctx, const session *s, uint32_t who, const view_reading *v)
{
    heard *h = ctx;
    h->views++;
    h->who = who;
    h->mine = v->mine;
    memcpy(h->theirs, v->theirs, session_model(s)->n_parties * sizeof *h->theirs);
    memcpy(h->lift, v->lift, session_model(s)->n_parties * sizeof *h->lift);
}

/* In the middle of a session: the first turn is asked. */
static void open_watched(fixture *f, heard *h, const observer *o)
{
    *h = (heard){0};
    arena_reset(&f->memory);
    f->s = session_open(&f->memory, &f->model, f->key, 0, o);
    f->wants.size = 0;
    while (fixture_next(f)->kind != WANT_TURN) continue;
}

/* Party 0 holds 20 of 100: with five cells, at the border, the second is the true one. */
static void a_belief_is_judged_by_the_limit(void **state)
{
    (void)state;
    heard h;
    const observer o = {.ctx = &h, .view = on_view};
    const double theirs[] = {9, .25};
    const double belief[] = {.1, .4, .3, .2, 0, /**/ .5, .5, 0, 0, 0};
    fixture *f = two_parties(3);
    open_watched(f, &h, &o);
    assert_true(session_viewed(f->s));
    session_view(f->s, 1, &(hg_view){.6, theirs, 5, belief});
    assert_int_equal(h.who, 1);
    assert_same(h.mine, .6);
    assert_same(h.theirs[0], 1); /* a share is one at most */
    assert_true(isnan(h.theirs[1]) && isnan(h.lift[1]));
    assert_near(h.lift[0], 5 * .4, 1e-12);
    session_view(f->s, 0, &(hg_view){.6, theirs, 5, belief});
    assert_near(h.lift[1], 5 * .5, 1e-12); /* party 1 holds nothing: the first cell */
    assert_same(h.theirs[1], .25);
    assert_near(view_bits(h.lift[1]), log2(2.5), 1e-12);
    fixture_free(f);
}

static void no_belief_and_a_wrong_one(void **state)
{
    (void)state;
    heard h;
    const observer o = {.ctx = &h, .view = on_view};
    const double none[] = {0, 0, 0, 0}, wrong[] = {0, 1, 0, 0}, high[] = {1, 0, 0, 0};
    fixture *f = two_parties(3);
    open_watched(f, &h, &o);
    session_view(f->s, 1, &(hg_view){.5, NULL, 2, none});
    assert_true(isnan(h.lift[0]) && isnan(h.theirs[0]));
    session_view(f->s, 1, &(hg_view){.5, NULL, 0, NULL});
    assert_true(isnan(h.lift[0]));
    session_view(f->s, 1, &(hg_view){-3, NULL, 2, wrong});
    assert_same(h.mine, 0);
    assert_same(h.lift[0], 0);
    assert_same(view_bits(h.lift[0]), -32);
    session_view(f->s, 1, &(hg_view){.5, NULL, 2, high});
    assert_same(view_bits(h.lift[0]), 1);
    assert_int_equal(h.views, 4);
    session_view(f->s, 1, &(hg_view){NAN, NULL, 2, high}); /* is no view */
    assert_int_equal(h.views, 4);
    assert_true(isnan(view_bits(NAN)));
    fixture_free(f);
}

static void nobody_looks_or_it_is_over(void **state)
{
    (void)state;
    heard h;
    const observer o = {.ctx = &h, .view = on_view}, blind = {.ctx = &h};
    fixture *f = two_parties(3);
    open_watched(f, &h, &blind);
    assert_false(session_viewed(f->s));
    session_view(f->s, 0, &(hg_view){.5, NULL, 0, NULL});
    assert_int_equal(h.views, 0);
    open_watched(f, &h, &o);
    session_fault(f->s, 0, FAULT_FAILED, NULL);
    session_view(f->s, 0, &(hg_view){.5, NULL, 0, NULL});
    assert_int_equal(h.views, 0);
    fixture_free(f);
}

/* ---- what is kept of it ---- */

/* Rejects to the end; before each move of `who` the next of its views, NaN: none. */
static const row *watch_views(fixture *f, sink *k, uint32_t who, const double *mine, size_t n)
{
    const char *script = "r r r r r r r r r r r r r r r r r r r r r r";
    const double belief[] = {.75, .25, .25, .75};
    size_t at = 0;
    arena_reset(&f->memory);
    sink_begin(k, 0);
    f->s = session_open(&f->memory, &f->model, f->key, 0, sink_observer(k));
    for (;;) {
        f->wants.size = 0;
        const want *w = fixture_next(f);
        if (w->kind == WANT_DONE) return sink_row(k);
        if (w->kind != WANT_TURN) continue;
        double theirs[] = {.5, .5};
        if (f->asked == who && at < n)
            session_view(f->s, who, &(hg_view){mine[at], theirs, 2, belief});
        at += f->asked == who;
        fixture_move(f, &script);
    }
}

static const double told[] = {NAN, .5, .5, NAN, .75};
enum { TOLD = sizeof told / sizeof *told };

/* Party 0 holds 20 of 100, party 1 nothing: bits of party 0 about it are log2(2 x .25) = -1. */
static void the_row_has_the_first_and_the_last(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    const row *r = watch_views(f, k, 0, told, TOLD);
    assert_true(r->party[0].sees && !r->party[1].sees);
    assert_same(r->party[0].see_start.perceived, .5);
    assert_same(r->party[0].see_end.perceived, .75);
    assert_same(r->party[0].see_end.other, .5);
    assert_near(r->party[0].see_end.bits, -1, 1e-12);
    row back;
    buf with, without;
    size_t at = 0;
    buf_init(&with);
    buf_init(&without);
    row_write(r, &with);
    assert_true(row_read(with.data, with.size, &at, &back));
    assert_true(back.party[0].sees && isnan(back.party[1].see_start.perceived));
    assert_same(back.party[0].see_end.perceived, .75);
    assert_same(back.party[0].see_end.bits, -1);
    row_write(watch_views(f, k, 0, NULL, 0), &without);
    assert_int_equal(with.size - without.size, 1 + 3 * 5 + 5 + 1 + 1);
    assert_true(row_hash(r) != row_hash(&back));
    buf_fini(&with);
    buf_fini(&without);
    sink_free(k);
    fixture_free(f);
}

/* What did not change is not written; the first two rounds have none. */
static void the_trace_has_changes(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_FULL, 2, 11);
    watch_views(f, k, 0, told, TOLD);
    story s;
    story_entry e;
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    uint32_t rounds[4], n = 0;
    double perceived[4];
    story_begin(&s, &f->model, trace, size);
    while (story_next(&s, &e)) {
        if (e.kind != STORY_VIEW) continue;
        assert_true(n < 4 && e.party == 0);
        rounds[n] = e.round;
        perceived[n++] = e.perceived;
        assert_near(e.bits[1], -1, 1e-12);
        assert_true(isnan(e.bits[0]) && isnan(e.theirs[0]));
        assert_same(e.theirs[1], .5);
    }
    assert_false(s.bad);
    assert_int_equal(n, 2);
    assert_int_equal(rounds[0], 1);
    assert_int_equal(rounds[1], 4);
    assert_same(perceived[0], .5);
    assert_same(perceived[1], .75);
    sink_free(k);
    fixture_free(f);
}

static void written(const gathering *g, aggregate *out)
{
    gathering copy = *g;
    buf b;
    size_t at = 0;
    buf_init(&b);
    gathering_write(&copy, &b);
    assert_true(aggregate_read(b.data, b.size, &at, out));
    assert_int_equal(at, b.size);
    buf_fini(&b);
}

/* Eleven rounds, eleven buckets: from round 1 on, at .5, from round 4 on at .75; phi is .55. */
static void the_course_by_bucket(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    gathering g;
    aggregate a, merged;
    gathering_init(&g, 2, 11);
    double phi = watch_views(f, k, 0, told, TOLD)->party[0].start.phi;
    gathering_add(&g, 0, sink_trajectory(k));
    watch_views(f, k, 0, NULL, 0); /* one that tells nothing */
    gathering_add(&g, 0, sink_trajectory(k));
    written(&g, &a);
    aggregate_init(&merged, 0, 2, 11);
    aggregate_merge(&merged, &a);
    aggregate_merge(&merged, &a);
    for (uint32_t b = 0; b < 11; b++) {
        const moments *m = aggregate_at(&a, 0, b)->m, *twice = aggregate_at(&merged, 0, b)->m;
        double mine = b < 4 ? .5 : .75;
        assert_int_equal(m[SERIES_PHI].n, 2);
        assert_int_equal(m[SERIES_PERCEIVED].n, b > 0);
        assert_int_equal(m[SERIES_MISPERCEIVED].n, b > 0);
        assert_int_equal(aggregate_at(&a, 1, b)->m[SERIES_PERCEIVED].n, 0);
        if (!b) continue;
        assert_same(m[SERIES_PERCEIVED].sum, mine);
        assert_near(m[SERIES_MISPERCEIVED].sum, mine - phi, 1e-12);
        assert_same(twice[SERIES_PERCEIVED].sum, 2 * mine);
    }
    aggregate_fini(&a);
    aggregate_fini(&merged);
    gathering_fini(&g);
    sink_free(k);
    fixture_free(f);
}

/* Written, it is empty: what came before does not come again. */
static void a_gathering_forgets(void **state)
{
    (void)state;
    fixture *f = two_parties(11);
    sink *k = sink_new(RECORD_SESSIONS, 2, 11);
    gathering g;
    buf views, silent, again;
    buf_init(&views), buf_init(&silent), buf_init(&again);
    gathering_init(&g, 2, 11);
    watch_views(f, k, 0, NULL, 0);
    gathering_add(&g, 0, sink_trajectory(k));
    gathering_write(&g, &silent);
    watch_views(f, k, 0, told, TOLD);
    gathering_add(&g, 0, sink_trajectory(k));
    gathering_write(&g, &views);
    watch_views(f, k, 0, NULL, 0);
    gathering_add(&g, 0, sink_trajectory(k));
    gathering_write(&g, &again);
    assert_true(views.size > silent.size);
    assert_int_equal(again.size, silent.size);
    assert_memory_equal(again.data, silent.data, silent.size);
    buf_fini(&views), buf_fini(&silent), buf_fini(&again);
    gathering_fini(&g);
    sink_free(k);
    fixture_free(f);
}

/* ---- what cannot be a view ---- */

static bool is_told(const model *m, uint64_t who, uint32_t n, const double *x)
{
    story s;
    story_entry e;
    buf b;
    buf_init(&b);
    pack_array(&b, 5);
    pack_uint(&b, TRACE_SESSION);
    for (int i = 0; i < 4; i++) pack_uint(&b, 0);
    pack_array(&b, 4);
    pack_uint(&b, TRACE_VIEW);
    pack_uint(&b, 7);
    pack_uint(&b, who);
    pack_array(&b, n);
    for (uint32_t i = 0; i < n; i++) pack_real(&b, x[i]);
    story_begin(&s, m, b.data, b.size);
    bool ok = story_next(&s, &e) && story_next(&s, &e);
    assert_true(!ok || e.kind == STORY_VIEW);
    buf_fini(&b);
    return ok;
}

static void views_that_cannot_be(void **state)
{
    (void)state;
    fixture *f = two_parties(3);
    const model *m = &f->model;
    assert_true(is_told(m, 1, 3, (double[]){0, 1, 0}));
    assert_true(is_told(m, 1, 3, (double[]){1, NAN, NAN}));
    assert_false(is_told(m, 2, 3, (double[]){0, 1, 0})); /* of nobody */
    assert_false(is_told(m, 1, 2, (double[]){0, 1}));
    assert_false(is_told(m, 1, 4, (double[]){0, 1, 0, 0}));
    assert_false(is_told(m, 1, 3, (double[]){NAN, 1, 0}));
    assert_false(is_told(m, 1, 3, (double[]){1.5, 1, 0}));
    assert_false(is_told(m, 1, 3, (double[]){-.5, 1, 0}));
    assert_false(is_told(m, 1, 3, (double[]){.5, 2, 0}));
    assert_false(is_told(m, 1, 3, (double[]){.5, 1, -1}));
    assert_false(is_told(m, 1, 3, (double[]){.5, 1, INFINITY}));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_belief_is_judged_by_the_limit),
        cmocka_unit_test(no_belief_and_a_wrong_one),
        cmocka_unit_test(nobody_looks_or_it_is_over),
        cmocka_unit_test(the_row_has_the_first_and_the_last),
        cmocka_unit_test(the_trace_has_changes),
        cmocka_unit_test(the_course_by_bucket),
        cmocka_unit_test(a_gathering_forgets),
        cmocka_unit_test(views_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
