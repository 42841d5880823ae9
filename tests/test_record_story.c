/* A trace, told: every kind of entry through a real sink and back; what no longer is a trace ends
 * the story and nothing else. */
#include "record_session.h"

#include "base/rng.h"
#include "record/pack.h"
#include "record/story.h"

static const hg_words some_words[] = {{HG_HINT, HG_ABOUT_ALTERNATIVE, 0.6},
                                      {HG_ASK, HG_ABOUT_NOTHING, NAN}};

static bool same_words(const hg_words *a, const hg_words *b)
{
    bool same_number = a->at_least == b->at_least || (isnan(a->at_least) && isnan(b->at_least));
    return a->word == b->word && a->topic == b->topic && same_number;
}

/* ---- an observer that keeps what happened, to be compared entry by entry ---- */

enum { MOMENTS_MAX = 256 };
typedef struct course {
    uint32_t n, n_parties;
    story_entry entry[MOMENTS_MAX];
    char text[MOMENTS_MAX][200];
} course;

static story_entry *add(course *c, story_kind kind, uint32_t round, uint32_t who)
{
    assert_true(c->n < MOMENTS_MAX);
    story_entry *e = &c->entry[c->n++];
    *e = (story_entry){.kind = kind, .round = round, .party = who};
    return e;
}

static void on_begin(void *ctx, const session *s)
{
    session_key key = session_key_of(s);
    course *c = ctx;
    c->n_parties = session_model(s)->n_parties;
    story_entry *e = add(c, STORY_SESSION, 0, HG_NOBODY);
    e->session = key.id;
    e->replicate = key.replicate;
    e->episode = key.episode;
    e->arm = 3;
}

static void add_message(course *c, const session *s, story_kind kind, const hg_message *m)
{
    uint32_t who = kind == STORY_EVENT ? m->party : session_model(s)->tables->party_at[m->seat];
    story_entry *e = add(c, kind, m->round, who);
    e->message = *m;
    for (uint32_t i = 0; i < m->n_words; i++) e->words[i] = m->words[i];
}

static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    (void)bytes, (void)size;
    add_message(ctx, s, STORY_SAID, m);
}

static void on_event(void *ctx, const session *s, const hg_message *m)
{
    add_message(ctx, s, STORY_EVENT, m);
}

static void on_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                        double joint, const hg_leverage *l)
{
    if (cause == LEVERAGE_END) return;
    course *c = ctx;
    story_entry *e = add(c, STORY_LEVERAGE, session_round(s), HG_NOBODY);
    e->cause = cause;
    e->zone = zone;
    e->joint = l ? joint : NAN;
    e->any = l != NULL;
    for (uint32_t i = 0; i < c->n_parties; i++) e->limit[i] = session_limit(s, i);
    if (l) memcpy(e->leverage, l, c->n_parties * sizeof *l);
}

static void on_note(void *ctx, const session *s, uint32_t who, const char *text)
{
    course *c = ctx;
    story_entry *e = add(c, STORY_NOTE, session_round(s), who);
    e->text_size = (size_t)snprintf(c->text[c->n - 1], sizeof *c->text, "%s", text);
    e->text = c->text[c->n - 1];
}

/* In 32 bits, as the trace has it. */
static void on_view(void *ctx, const session *s, uint32_t who, const view_reading *v)
{
    course *c = ctx;
    story_entry *e = add(c, STORY_VIEW, session_round(s), who);
    e->perceived = (double)(float)v->mine;
    for (uint32_t j = 0; j < c->n_parties; j++) {
        e->theirs[j] = (double)(float)v->theirs[j];
        e->bits[j] = view_bits((double)(float)v->lift[j]);
    }
}

static void on_end(void *ctx, const session *s, const outcome_row *o)
{
    course *c = ctx;
    (void)s;
    story_entry *e = add(c, STORY_ENDING, o->round, o->by);
    e->result = o->result;
    e->fault = o->fault;
    e->deal = o->deal;
    if (!o->why) return;
    e->text_size = (size_t)snprintf(c->text[c->n - 1], sizeof *c->text, "%s", o->why);
    e->text = c->text[c->n - 1];
}

/* Both watch: the sink writes what the course is compared with. */
typedef struct pair {
    const observer *a, *b;
} pair;

#define BOTH(name, parameters, ...)                                                                \
    static void both_##name parameters                                                             \
    {                                                                                              \
        const pair *p = ctx;                                                                       \
        p->a->name(p->a->ctx, __VA_ARGS__);                                                        \
        p->b->name(p->b->ctx, __VA_ARGS__);                                                        \
    }
BOTH(begin, (void *ctx, const session *s), s)
BOTH(message, (void *ctx, const session *s, const hg_message *m, const uint8_t *b, size_t n), s, m,
     b, n)
BOTH(event, (void *ctx, const session *s, const hg_message *m), s, m)
BOTH(leverage,
     (void *ctx, const session *s, leverage_cause k, double z, double j, const hg_leverage *l), s,
     k, z, j, l)
BOTH(note, (void *ctx, const session *s, uint32_t who, const char *text), s, who, text)
BOTH(view, (void *ctx, const session *s, uint32_t who, const view_reading *v), s, who, v)
BOTH(end, (void *ctx, const session *s, const outcome_row *o), s, o)

/* The belief about the last party is none. */
static void tell_view(const fixture *f, uint32_t who, double mine)
{
    enum { CELLS = 4 };
    uint32_t n = f->model.n_parties;
    double theirs[HG_PARTIES_MAX] = {.3, .4, .5}, belief[CELLS * HG_PARTIES_MAX] = {0};
    for (uint32_t i = 0; i < CELLS * (n - 1); i++) belief[i] = .1 * (1 + i % CELLS);
    session_view(f->s, who, &(hg_view){mine, theirs, CELLS, belief});
    session_view(f->s, who, &(hg_view){mine + .1, NULL, 0, NULL});
}

/* Plays the script; views, a note and a pair of words by whoever is asked in round 1. */
static void play(fixture *f, sink *k, course *c, const char *script)
{
    const observer own = {c, on_begin, on_message, on_event, on_leverage, on_note, on_view, on_end};
    pair two = {sink_observer(k), &own};
    const observer both = {&two,          both_begin, both_message, both_event,
                           both_leverage, both_note,  both_view,    both_end};
    c->n = 0;
    arena_reset(&f->memory);
    sink_begin(k, 3);
    f->s = session_open(&f->memory, &f->model, f->key, 0, &both);
    for (bool noted = false;;) {
        f->wants.size = 0;
        const want *w = fixture_next(f);
        if (w->kind == WANT_DONE) return;
        if (w->kind != WANT_TURN) continue;
        if (!noted && f->turn.round == 1) {
            hg_message m = message_of(f, f->asked, HG_SAY);
            m.n_words = 2;
            m.words = some_words;
            session_note(f->s, f->asked, "a remark: \xc3\xa9t\xc3\xa9");
            tell_view(f, f->asked, .25);
            tell_view(f, f->asked ^ 1, .625);
            assert_int_equal(fixture_send(f, f->asked, &m), HG_E_OK);
            noted = true;
            continue;
        }
        fixture_move(f, &script);
    }
}

/* ---- comparison ---- */

static void assert_message(const story_entry *a, const story_entry *b)
{
    assert_int_equal(a->message.kind, b->message.kind);
    assert_int_equal(a->message.seat, b->message.seat);
    assert_int_equal(a->message.n_words, b->message.n_words);
    for (uint32_t i = 0; i < a->message.n_words; i++)
        assert_true(same_words(&a->message.words[i], &b->words[i]));
    switch (a->message.kind) {
    case HG_OFFER:
    case HG_ACCEPT: assert_true(a->message.outcome == b->message.outcome); break;
    case HG_WALK:
        assert_int_equal(a->message.walk, b->message.walk);
        assert_int_equal(a->message.door, b->message.door);
        break;
    case HG_EVENT:
        assert_int_equal(a->message.event, b->message.event);
        assert_int_equal(a->message.alternative, b->message.alternative);
        assert_same(a->message.value, b->message.value);
        break;
    default: break;
    }
}

static void assert_leverage_entry(const story_entry *a, const story_entry *b, uint32_t n)
{
    assert_int_equal(a->cause, b->cause);
    assert_same(a->zone, b->zone);
    assert_same(a->joint, b->joint);
    assert_int_equal(a->any, b->any);
    for (uint32_t i = 0; i < n; i++) {
        const hg_leverage *x = &a->leverage[i], *y = &b->leverage[i];
        assert_same(a->limit[i], b->limit[i]);
        if (!a->any) continue;
        assert_same(x->phi, y->phi);
        assert_same(x->alternatives, y->alternatives);
        assert_same(x->power, y->power);
        assert_same(x->information, y->information);
        assert_same(x->frontier, y->frontier);
        assert_near(x->lambda, y->lambda, 1e-12);
        assert_true(isnan(x->target));
    }
}

static void assert_view(const story_entry *a, const story_entry *b, uint32_t n)
{
    assert_same(a->perceived, b->perceived);
    for (uint32_t j = 0; j < n; j++) {
        assert_same(a->theirs[j], b->theirs[j]);
        assert_same(a->bits[j], b->bits[j]);
    }
}

static void assert_text(const story_entry *a, const story_entry *b)
{
    assert_int_equal(a->text == NULL, b->text == NULL);
    assert_int_equal(a->text_size, b->text_size);
    if (a->text) assert_memory_equal(a->text, b->text, a->text_size);
}

/* a: as read, b: as it happened. */
static void assert_entry(const story_entry *a, const story_entry *b, uint32_t n)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->party, b->party);
    assert_text(a, b);
    switch (a->kind) {
    case STORY_SAID:
    case STORY_EVENT: assert_message(a, b); break;
    case STORY_LEVERAGE: assert_leverage_entry(a, b, n); break;
    case STORY_ENDING:
        assert_int_equal(a->result, b->result);
        assert_int_equal(a->fault, b->fault);
        assert_true(a->deal == b->deal);
        break;
    case STORY_SESSION:
        assert_true(a->session == b->session && a->replicate == b->replicate);
        assert_true(a->episode == b->episode && a->arm == b->arm);
        break;
    case STORY_VIEW: assert_view(a, b, n); break;
    case STORY_NOTE: break;
    }
}

static void assert_told(const fixture *f, const sink *k, const course *c)
{
    story s;
    story_entry e;
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    story_begin(&s, &f->model, trace, size);
    for (uint32_t i = 0; i < c->n; i++) {
        assert_true(story_next(&s, &e));
        assert_entry(&e, &c->entry[i], f->model.n_parties);
    }
    assert_false(story_next(&s, &e));
    assert_false(s.bad);
    assert_int_equal(s.at, size);
}

static bool holds(const course *c, story_kind kind)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->entry[i].kind == kind) return true;
    return false;
}

/* ---- round trips ---- */

static course happened;

static fixture *eventful(uint32_t n)
{
    fixture *f = fixture_new(n, 6);
    fixture_alternative(f, 0, 20, 0, 0.8);
    fixture_alternative(f, 0, 30, 0.5, NEVER);
    f->key = (session_key){.seed = 1, .replicate = 70000, .id = 300, .episode = 2};
    f->table.exit = HG_EXIT_ANYONE;
    model_finish(&f->run, &f->model);
    return f;
}

static void every_entry_comes_back(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "o90 o20  o85\" o25  o80 o30  o70 a", /* a deal, words, events */
        "o90 o20  o85 r  w",                  /* a walk */
        "o90 o20  o85 o25  ?",                /* a fault, with its reason */
        "r r r r r r r r r r r r",            /* the deadline */
        "o90 o20 o80 a",                      /* over before anything happened */
    };
    fixture *f = eventful(2);
    sink *k = sink_new(RECORD_FULL, 2, 6);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        play(f, k, &happened, scripts[i]);
        assert_told(f, k, &happened);
        assert_true(holds(&happened, STORY_NOTE) && holds(&happened, STORY_LEVERAGE));
        assert_true(holds(&happened, STORY_VIEW));
        assert_int_equal(holds(&happened, STORY_EVENT), i != 4 && i != 1 && i != 2);
    }
    sink_free(k);
    fixture_free(f);
}

static void three_parties_without_money(void **state)
{
    (void)state;
    fixture *f = eventful(3);
    sink *k = sink_new(RECORD_FULL, 3, 6);
    play(f, k, &happened, "o0 o50 o99  o10 a a");
    assert_int_equal(happened.entry[happened.n - 1].result, HG_RESULT_DEAL);
    assert_told(f, k, &happened);
    sink_free(k);
    fixture_free(f);
}

static void no_zone_no_leverage(void **state)
{
    (void)state;
    fixture *f = fixture_new(2, 4);
    fixture_alternative(f, 0, 60, 0, NEVER);
    fixture_alternative(f, 1, 60, 0, NEVER);
    model_finish(&f->run, &f->model);
    sink *k = sink_new(RECORD_FULL, 2, 4);
    play(f, k, &happened, "r r r r r r r r");
    assert_false(happened.entry[1].any);
    assert_told(f, k, &happened);
    sink_free(k);
    fixture_free(f);
}

/* The owner of the offer on the table is who it is in the session, move by move. */
static void whose_offer_stands(void **state)
{
    (void)state;
    fixture *f = eventful(2);
    f->table.revocable = true;
    sink *k = sink_new(RECORD_FULL, 2, 6);
    /* party 0's limit moves in round 3: its offer stands, it is asked whether to revise it */
    play(f, k, &happened, "o90 o20  o85 o25  o80 o30  r o70 a");
    assert_told(f, k, &happened);
    story s;
    story_entry e;
    size_t size;
    const uint8_t *trace = sink_trace(k, &size);
    uint32_t owner = HG_NOBODY, n = 0;
    story_begin(&s, &f->model, trace, size);
    for (; story_next(&s, &e); n++) {
        if (e.kind != STORY_SAID) continue;
        assert_int_equal(e.revises, owner == e.party);
        if (e.message.kind == HG_OFFER) owner = e.party;
        if (e.message.kind == HG_REJECT && owner != e.party) owner = HG_NOBODY;
        assert_int_equal(s.by, owner);
    }
    assert_false(s.bad);
    assert_int_equal(n, happened.n);
    sink_free(k);
    fixture_free(f);
}

/* ---- endings that cannot be ---- */

/* A trace of a deal whose ending is written anew. */
static bool ends_well(const fixture *f, const sink *k, uint64_t result, uint64_t deal)
{
    story s;
    story_entry e;
    size_t size, end = 0;
    buf forged;
    const uint8_t *trace = sink_trace(k, &size);
    story_begin(&s, &f->model, trace, size);
    while (story_next(&s, &e))
        if (e.kind != STORY_ENDING) end = s.at;
    buf_init(&forged);
    buf_add(&forged, trace, end);
    pack_array(&forged, 7);
    pack_uint(&forged, TRACE_END);
    pack_uint(&forged, result);
    pack_nil(&forged);
    pack_uint(&forged, 3);
    if (deal == HG_NO_OUTCOME)
        pack_nil(&forged);
    else
        pack_uint(&forged, deal);
    pack_uint(&forged, FAULT_NONE);
    pack_nil(&forged);
    story_begin(&s, &f->model, forged.data, forged.size);
    while (story_next(&s, &e)) continue;
    bool whole = !s.bad && s.at == forged.size;
    buf_fini(&forged);
    return whole;
}

static void endings_that_cannot_be(void **state)
{
    (void)state;
    fixture *f = eventful(2);
    sink *k = sink_new(RECORD_FULL, 2, 6);
    play(f, k, &happened, "o90 o20 o80 a");
    assert_true(ends_well(f, k, HG_RESULT_DEAL, 80));
    assert_true(ends_well(f, k, HG_RESULT_DEAL, 100));
    assert_false(ends_well(f, k, HG_RESULT_DEAL, 101)); /* the space has 101 outcomes */
    assert_false(ends_well(f, k, HG_RESULT_DEAL, UINT32_MAX));
    assert_false(ends_well(f, k, HG_RESULT_DEAL, HG_NO_OUTCOME));
    assert_true(ends_well(f, k, HG_RESULT_WALK, HG_NO_OUTCOME));
    assert_false(ends_well(f, k, HG_RESULT_WALK, 80));
    assert_false(ends_well(f, k, HG_RESULT_COUNT, HG_NO_OUTCOME));
    sink_free(k);
    fixture_free(f);
}

/* ---- hostile bytes ---- */

/* Whatever the bytes, every entry that comes out can be used: indices lie inside. */
static bool story_is_safe(const model *m, const uint8_t *bytes, size_t size)
{
    story s;
    story_entry e;
    size_t entries = 0, last = 0;
    story_begin(&s, m, bytes, size);
    for (; story_next(&s, &e); entries++) {
        assert_true(s.at > last && s.at <= size);
        last = s.at;
        assert_true(e.party == HG_NOBODY || e.party < m->n_parties);
        if (e.kind == STORY_SAID && (e.message.kind == HG_OFFER || e.message.kind == HG_ACCEPT))
            assert_true(e.message.outcome < m->space.size);
        if (e.kind == STORY_EVENT && e.message.event != HG_EVENT_LIMIT)
            assert_true(e.message.alternative < m->parties[e.party].n_alternatives);
        for (uint32_t j = 0; e.kind == STORY_VIEW && j < m->n_parties; j++)
            assert_true(e.perceived >= 0 && e.perceived <= 1 && !(e.theirs[j] > 1) &&
                        !(e.bits[j] < -32));
        if (e.kind == STORY_ENDING)
            assert_true(e.result < HG_RESULT_COUNT && e.fault < FAULT_COUNT);
        if (e.text) assert_true((const uint8_t *)e.text + e.text_size <= bytes + size);
    }
    assert_true(entries <= size);
    assert_false(story_next(&s, &e));
    return !s.bad;
}

static const char talk[] = "o90 o20  o85\" o25  o80 o30  o70 a";

static void every_byte_changed(void **state)
{
    (void)state;
    fixture *f = eventful(2);
    sink *k = sink_new(RECORD_FULL, 2, 6);
    size_t size, sound = 0;
    play(f, k, &happened, talk);
    const uint8_t *trace = sink_trace(k, &size);
    for (size_t at = 0; at < size; at++)
        for (unsigned x = 1; x < 256; x++) {
            uint8_t *copy = malloc(size); /* exactly as large: a sanitizer sees a byte too many */
            memcpy(copy, trace, size);
            copy[at] = (uint8_t)(copy[at] ^ x);
            sound += story_is_safe(&f->model, copy, size);
            free(copy);
        }
    assert_true(sound > 0 && sound < size * 255); /* another number is another story */
    sink_free(k);
    fixture_free(f);
}

static void every_cut(void **state)
{
    (void)state;
    fixture *f = eventful(2);
    sink *k = sink_new(RECORD_FULL, 2, 6);
    size_t size;
    play(f, k, &happened, talk);
    const uint8_t *trace = sink_trace(k, &size);
    for (size_t n = 0; n <= size; n++) {
        uint8_t *copy = malloc(n + 1);
        memcpy(copy, trace, n);
        assert_int_equal(story_is_safe(&f->model, copy, n), n == size);
        copy[n] = 0xc0;
        assert_false(n + 1 != size && story_is_safe(&f->model, copy, n + 1)); /* its last is nil */
        free(copy);
    }
    sink_free(k);
    fixture_free(f);
}

static void noise_is_no_story(void **state)
{
    (void)state;
    fixture *f = eventful(2);
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 20000; i++) {
        size_t size = (size_t)rng_below(&r, 64);
        uint8_t *bytes = malloc(size + 1);
        for (size_t k = 0; k < size; k++) bytes[k] = (uint8_t)rng_next(&r);
        if (size && i % 2) bytes[0] = 0x95;
        if (size > 1 && i % 2) bytes[1] = TRACE_SESSION;
        assert_false(story_is_safe(&f->model, bytes, size));
        free(bytes);
    }
    fixture_free(f);
}

/* Announced lengths of four billion, and values nested as deep as there are bytes. */
static void lies_about_lengths(void **state)
{
    (void)state;
    enum { DEEP = 100000 };
    static const uint8_t lie[] = {0x95, TRACE_SESSION, 0, 0, 0, 0, 0xdd, 0xff, 0xff, 0xff, 0xff};
    fixture *f = eventful(2);
    uint8_t *deep = malloc(DEEP);
    memcpy(deep, lie, 6);
    memset(deep + 6, 0x91, DEEP - 6);
    assert_false(story_is_safe(&f->model, lie, sizeof lie));
    assert_false(story_is_safe(&f->model, deep, DEEP));
    free(deep);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_comes_back),
        cmocka_unit_test(three_parties_without_money),
        cmocka_unit_test(no_zone_no_leverage),
        cmocka_unit_test(whose_offer_stands),
        cmocka_unit_test(endings_that_cannot_be),
        cmocka_unit_test(every_byte_changed),
        cmocka_unit_test(every_cut),
        cmocka_unit_test(noise_is_no_story),
        cmocka_unit_test(lies_about_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
