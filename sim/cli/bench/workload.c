/* Builds the workloads and runs them three ways. Times nothing: bench.c does. */
#include "cli/bench/workload.h"

#include "base/hash.h"
#include "base/text.h"
#include "record/frame.h"
#include "record/pack.h"

#include <math.h>
#include <string.h>

#define TWELVE_TENS                                                                                \
    12, { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 }

static const workload table[] = {
    {"a", "1 issue, 101 outcomes, 100 rounds", 1, {101}, 100, NULL, false, 20480},
    {"b", "3 issues, 1 000 outcomes, 100 rounds", 3, {10, 10, 10}, 100, NULL, true, 20480},
    {"c", "5 issues, 51 840 outcomes, 1 000 rounds", 5, {8, 8, 9, 9, 10}, 1000, NULL, false, 2048},
    {"d", "12 issues, 10^12 outcomes, 100 rounds", TWELVE_TENS, 100, NULL, false, 5120},
    {"d-tit-for-tat", "d, every second seat tit-for-tat", TWELVE_TENS, 100, "tit-for-tat", false,
     5120},
    {"d-micro", "d, every second seat MiCRO", TWELVE_TENS, 100, "micro", false, 5120},
    {0}};
const workload *workloads(void) { return table; }

enum { SEED = 1, SEATS = 2 };

/* Part i of a party: weight x evaluation, both drawn; weights sum to 1 and the greatest utility
 * is 1. */
static preference make_preference(arena *a, const workload *w, uint32_t who)
{
    rng r;
    double weight[12], sum = 0;
    part *parts = arena_array(a, w->n_issues, sizeof *parts);
    rng_open(&r, SEED, RNG_DESIGN, 0, rng_who(0, who));
    for (uint32_t i = 0; i < w->n_issues; i++) sum += weight[i] = 0.2 + rng_uniform(&r);
    for (uint32_t i = 0; i < w->n_issues; i++) {
        uint32_t n = w->sizes[i];
        double *x = arena_array(a, n, sizeof *x), best = 0;
        for (uint32_t k = 0; k < n; k++) {
            double rising =
                (double)k / (n - 1); /* opposed, but not quite: there is something to trade */
            x[k] = 0.7 * (who ? 1 - rising : rising) + 0.3 * rng_uniform(&r);
            best = fmax(best, x[k]);
        }
        for (uint32_t k = 0; k < n; k++) x[k] *= weight[i] / sum / best;
        parts[i] = (part){.per_value = x};
    }
    return (preference){parts, w->n_issues};
}

static bool make_space(arena *a, const workload *w, space *out)
{
    hg_issue *issues = arena_array(a, w->n_issues, sizeof *issues);
    for (uint32_t i = 0; i < w->n_issues; i++) {
        const char **names = arena_array(a, w->sizes[i], sizeof *names);
        for (uint32_t k = 0; k < w->sizes[i]; k++) names[k] = arena_format(a, "v%u", k);
        issues[i] = (hg_issue){.name = arena_format(a, "issue%u", i + 1),
                               .unit = "",
                               .kind = HG_ISSUE_LISTED,
                               .size = w->sizes[i],
                               .names = names};
    }
    return space_init(out, issues, w->n_issues);
}

bool work_space_build(arena *a, const workload *w, work_space *out)
{
    for (uint32_t i = 0; i < SEATS; i++) out->of[i] = make_preference(a, w, i);
    return make_space(a, w, &out->space);
}

/* One comes and goes, a better one comes late: leverage moves three times for each. */
static const alternative moving[] = {
    {.name = "first", .worth = 0.2, .arrives = 0.2, .expires = 0.6},
    {.name = "second", .worth = 0.35, .arrives = 0.4, .expires = NEVER}};

static model *make_model(arena *a, const workload *w, bool leverage)
{
    static const uint32_t seats[SEATS] = {0, 1};
    static const double even[SEATS] = {1, 1};
    model *m = arena_alloc(a, sizeof *m);
    party *parties = arena_array(a, SEATS, sizeof *parties);
    table_spec *spec = arena_alloc(a, sizeof *spec);
    *m = (model){.name = w->name,
                 .title = w->about,
                 .currency = "",
                 .n_parties = SEATS,
                 .n_tables = 1,
                 .price_issue = HG_NOBODY};
    if (!make_space(a, w, &m->space)) return NULL;
    for (uint32_t i = 0; i < SEATS; i++) {
        party *p = &parties[i];
        double *bits = arena_array(a, SEATS, sizeof *bits);
        *p = (party){.role = i ? "two" : "one",
                     .brief = "",
                     .recognition = 1,
                     .discount = 1,
                     .bits = bits,
                     .learns = NEVER,
                     .commitment = NAN,
                     .knows_deadline = true};
        if (leverage) {
            p->alternatives = moving;
            p->n_alternatives = sizeof moving / sizeof *moving;
        }
        p->preference = make_preference(a, w, i);
        p->utility.table = utility_table_build(a, &m->space, &p->preference);
        if (!p->utility.table) return NULL;
    }
    *spec = (table_spec){.protocol = "offers",
                         .proposer = PROPOSER_ROTATE,
                         .n_seats = SEATS,
                         .party_at = seats,
                         .recognition = even,
                         .n_first = SEATS,
                         .first = seats,
                         .exit = HG_EXIT_ANYONE,
                         .rounds = w->rounds};
    m->parties = parties;
    m->tables = spec;
    model_finish(a, m);
    return m;
}

static bool make_seats(arena *a, const workload *w, work *k, seat_spec *seats, error_list *errors)
{
    char number[TEXT_DOUBLE_MAX];
    for (uint32_t i = 0; i < WORKLOAD_GRID; i++) {
        double beta = hg_exp2(((double)i - 7.5) / 2.5); /* 0.125 .. 8 */
        text_double(number, beta);
        bool boulware = !w->other || i % 2 == 0;
        const char *text = boulware ? arena_format(a, "boulware:beta=%s", number) : w->other;
        if (seat_spec_read(a, text, "bench", 1, 1, &seats[i], errors) != 0) return false;
        k->exponents[i] = boulware ? 1 / seats[i].params[0] : 1;
    }
    return true;
}

/* Of as many paces as the others. They open near their best, as those do at it, so that talks are
 * about as long: what a session costs at its start is spread over as many offers. */
static bool make_readers(arena *a, seat_spec *seats, error_list *errors)
{
    char number[TEXT_DOUBLE_MAX];
    for (uint32_t i = 0; i < WORKLOAD_GRID; i++) {
        text_double(number, hg_exp2((7.5 - (double)i) / 2.5));
        const char *text = arena_format(a, "leverage:psi=1:a0=0.95:e0=%s", number);
        if (seat_spec_read(a, text, "bench", 1, 1, &seats[i], errors) != 0) return false;
    }
    return true;
}

static plan make_plan(arena *a, const workload *w, uint64_t sessions, const model *m,
                      const seat_spec *seats)
{
    enum { ARMS = WORKLOAD_GRID * WORKLOAD_GRID };
    static const char *const roles[SEATS] = {"one", "two"};
    plan_arm *arms = arena_array(a, ARMS, sizeof *arms);
    experiment *e = arena_alloc(a, sizeof *e);
    e->seed = SEED;
    uint64_t each = sessions / ARMS ? sessions / ARMS : 1;
    for (uint32_t i = 0; i < ARMS; i++) {
        seat_spec *two = arena_array(a, SEATS, sizeof *two);
        two[0] = seats[i / WORKLOAD_GRID];
        two[1] = seats[i % WORKLOAD_GRID];
        uint32_t *seat_of = arena_array(a, SEATS, sizeof *seat_of);
        seat_of[0] = i / WORKLOAD_GRID;
        seat_of[1] = i % WORKLOAD_GRID;
        const char **names = arena_array(a, SEATS, sizeof *names);
        names[0] = two[0].text;
        names[1] = two[1].text;
        arms[i] =
            (plan_arm){.arm = {.cell = i, .twin_of = HG_NOBODY, .agents = names, .sessions = each},
                       .model = m,
                       .seats = two,
                       .seat_of = seat_of,
                       .first_job = i * each,
                       .random = true};
    }
    plan p = {.experiment = e,
              .seats = seats,
              .n_arms = ARMS,
              .n_parties = SEATS,
              .max_rounds = w->rounds,
              .arms = arms,
              .jobs = ARMS * each,
              .block = 1024,
              .level = RECORD_FULL,
              .n_seats = WORKLOAD_GRID};
    p.blocks = (p.jobs + 1023) / 1024;
    p.schema = (record_schema){.seed = SEED,
                               .n_parties = SEATS,
                               .roles = roles,
                               .block = 1024,
                               .jobs = p.jobs,
                               .blocks = p.blocks,
                               .n_buckets = buckets_of(w->rounds)};
    return p;
}

bool work_build(arena *a, const workload *w, uint64_t sessions, work *out, error_list *errors)
{
    seat_spec *seats = arena_array(a, WORKLOAD_GRID, sizeof *seats);
    seat_spec *readers = arena_array(a, WORKLOAD_GRID, sizeof *readers);
    const model *plain = make_model(a, w, false), *moves = make_model(a, w, w->leverage);
    *out = (work){0};
    if (!plain || !moves || !make_seats(a, w, out, seats, errors)) return false;
    out->plan = make_plan(a, w, sessions, plain, seats);
    if (!w->leverage) return true;
    if (!make_readers(a, readers, errors)) return false;
    out->leverage = make_plan(a, w, sessions, moves, readers);
    return true;
}

/* What all three ways must agree on: how each session ended. */
static void add_result(work_result *r, bool deal, uint32_t round, uint32_t by, outcome_id outcome,
                       uint32_t offers)
{
    r->hash = hash_mix(hash_mix(r->hash, outcome), (uint64_t)round << 32 | by << 1 | deal);
    r->offers += offers;
    r->sessions++;
}

/* ---- the floor ---- */
typedef struct floor_agent floor_agent;
struct floor_agent {
    bool (*act)(const floor_agent *, uint32_t round, outcome_id standing, outcome_id *offer);
    const utility *utility;
    const double *curve;
    double best, least;
};

/* Boulware's rule (agents/parts/time_dependent.c) and AC_next; true = accepts. */
static bool floor_act(const floor_agent *f, uint32_t round, outcome_id standing, outcome_id *offer)
{
    double target = f->least + (f->best - f->least) * (1 - f->curve[round]);
    *offer = utility_above(f->utility, target);
    return standing != HG_NO_OUTCOME &&
           utility_of(f->utility, standing) >= utility_of(f->utility, *offer);
}

static void floor_session(const floor_agent *agents, uint32_t first, uint32_t rounds,
                          work_result *r)
{
    outcome_id standing = HG_NO_OUTCOME, offer;
    uint32_t offers = 0;
    for (uint32_t round = 0; round < rounds; round++)
        for (uint32_t turn = 0; turn < SEATS; turn++) {
            uint32_t who = (first + turn) % SEATS;
            if (agents[who].act(&agents[who], round, standing, &offer)) {
                add_result(r, true, round, who, standing, offers);
                return;
            }
            standing = offer;
            offers++;
        }
    add_result(r, false, rounds - 1, HG_NOBODY, HG_NO_OUTCOME, offers);
}

const double *const *work_curves(arena *a, const work *k)
{
    const double **curves = arena_array(a, WORKLOAD_GRID, sizeof *curves);
    for (uint32_t i = 0; i < WORKLOAD_GRID; i++) {
        double *curve = arena_array(a, k->plan.max_rounds, sizeof *curve);
        for (uint32_t round = 0; round < k->plan.max_rounds; round++)
            curve[round] = hg_pow(model_time(k->plan.arms[0].model, round), k->exponents[i]);
        curves[i] = curve;
    }
    return curves;
}

work_result work_floor(const work *k, const double *const *curves)
{
    work_result r = {0};
    for (uint64_t i = 0; i < k->plan.jobs; i++) {
        job j = job_at(&k->plan, i);
        const plan_arm *played = &k->plan.arms[j.arm];
        floor_agent agents[SEATS];
        for (uint32_t p = 0; p < SEATS; p++) {
            const utility *u = &played->model->parties[p].utility;
            agents[p] = (floor_agent){floor_act, u,
                                      curves[p ? j.arm % WORKLOAD_GRID : j.arm / WORKLOAD_GRID],
                                      utility_best(u), fmax(utility_worst(u), 0)};
        }
        floor_session(agents, (uint32_t)(j.replicate % SEATS), k->plan.max_rounds, &r);
    }
    return r;
}

/* ---- messages ---- */
struct work_messages {
    const work *work;
    arena arena;
    session *session;
    seat *seats[WORKLOAD_GRID];
    seat_sink sink;
    observer observer;
    work_result result;
};

static void on_reply(void *ctx, uint32_t slot, uint32_t who, const uint8_t *message, size_t size)
{
    work_messages *w = ctx;
    (void)slot;
    session_take(w->session, who, message, size);
}

static void on_fault(void *ctx, uint32_t slot, uint32_t who, fault f, const char *why)
{
    work_messages *w = ctx;
    (void)slot;
    session_fault(w->session, who, f, why);
}

static void on_end(void *ctx, const session *s, const outcome_row *o)
{
    work_messages *w = ctx;
    (void)s;
    add_result(&w->result, o->result == HG_RESULT_DEAL, o->round, o->by, o->deal, o->offers);
}

work_messages *work_messages_new(arena *a, const work *k, uv_loop_t *loop)
{
    work_messages *w = arena_alloc(a, sizeof *w);
    w->work = k;
    arena_init(&w->arena);
    w->sink = (seat_sink){.ctx = w, .reply = on_reply, .fault = on_fault};
    w->observer = (observer){.ctx = w, .end = on_end};
    for (uint32_t i = 0; i < WORKLOAD_GRID; i++)
        w->seats[i] = seat_local.open(&k->plan.arms[i].seats[1], 1, &w->sink, loop);
    return w;
}

void work_messages_free(work_messages *w)
{
    for (uint32_t i = 0; i < WORKLOAD_GRID; i++) w->seats[i]->ops->close(w->seats[i]);
    arena_fini(&w->arena);
}

work_result work_messages_run(work_messages *w)
{
    const plan *p = &w->work->plan;
    const want *next;
    w->result = (work_result){0};
    for (uint64_t i = 0; i < p->jobs; i++) {
        job j = job_at(p, i);
        seat *at[SEATS] = {w->seats[j.arm / WORKLOAD_GRID], w->seats[j.arm % WORKLOAD_GRID]};
        session_key key = {.seed = SEED, .replicate = j.replicate, .cell = j.arm, .id = j.index};
        arena_reset(&w->arena);
        w->session = session_open(&w->arena, p->arms[j.arm].model, key, 0, &w->observer);
        while ((next = session_next(w->session))->kind != WANT_DONE)
            at[next->party]->ops->post(at[next->party], 0, w->session, next);
    }
    return w->result;
}

/* ---- messages and log ---- */
/* The index says where rows end: of each, no more than its head is read. */
static void add_rows(work_result *r, const frame *rows, const frame *index)
{
    row one;
    cursor c = {.data = index->payload, .size = index->size};
    take_array(&c);
    for (uint64_t n = take_array(&c), at = 0; n; n--, at = take_uint(&c))
        if (row_read_head(rows->payload, rows->size, at, &one))
            add_result(r, one.result == HG_RESULT_DEAL, one.round, one.by, one.deal, one.offers);
}

static void add_block(work_result *r, const uint8_t *data, size_t size)
{
    frame f, rows = {0};
    const char *why;
    for (size_t at = 0; frame_pass(data, size, &at, &f, &why) == HG_E_OK;) {
        if (f.kind == FRAME_ROWS) rows = f;
        if (f.kind == FRAME_INDEX) add_rows(r, &rows, &f);
    }
}

work_result work_log(const plan *p, worker *w, buf *scratch)
{
    work_result r = {0};
    tally t = {0};
    for (uint64_t block = 0; block < p->blocks; block++) {
        buf_clear(scratch);
        run_block(w, block, scratch, &t);
        r.bytes += scratch->size;
        add_block(&r, scratch->data, scratch->size);
    }
    return r;
}
