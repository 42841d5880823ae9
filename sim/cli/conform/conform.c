/* A case is played alone, session after session; then with all sessions at once; then, where its
 * rule asks for more, again. The first thing that is wrong is what is told: one finding per case.
 * Where the last two do not agree it is played alone once more, to know which demand is not met. */
#include "cli/conform/conform.h"

#include "cli/conform/exchange.h"
#include "cli/conform/stage.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>

#define SEED       1
#define OTHER_SEED 2
/* What the seats say where an agent refuses and gives no reason. */
#define NO_REASON "said no to its briefing"

static const char *const words[] = {
#define CONFORM_WORD(name, word) word,
    CONFORM_VERDICTS(CONFORM_WORD)
#undef CONFORM_WORD
};

const char *conform_verdict_word(conform_verdict v) { return words[v]; }

/* One case, while it is played. */
typedef struct trial {
    arena *arena;  /* of what is told */
    arena scratch; /* of the stages of one case */
    const candidate *agent;
    const conform_case *of;
    conform_finding *finding;
    bool hangs;
    double speed;      /* moves per second: before the case expected, behind it measured; or 0 */
    uint64_t deadline; /* of the agent, as uv_hrtime */
} trial;

static void tell(trial *t, conform_verdict v, const char *reason)
{
    t->finding->verdict = v;
    t->finding->reason = reason;
}

static void fail(trial *t, const tap_talk *k, const char *reason)
{
    tell(t, CONFORM_FAILED, reason);
    t->finding->n_lines = exchange_lines(t->arena, k, t->of->seat, &t->finding->lines);
}

/* ---- playing it again ---- */

static bool open_stage(trial *t, const seat_spec *agent, const staging *how, stage *s)
{
    error_list errors;
    error_list_init(&errors);
    int code = stage_open(&t->scratch, t->of, agent, how, s, &errors);
    if (code)
        tell(t, CONFORM_NOT_TRIED,
             arena_format(t->arena, "could not be asked: %s", errors.items[0].text));
    error_list_fini(&errors);
    if (code) return false;
    s->tap.arena = t->arena;
    s->tap.traits = agent->traits;
    s->tap.declared = !t->agent->outside;
    s->tap.deadline = t->deadline;
    return true;
}

/* Of what was cut short nothing can be said. */
static void close_stage(trial *t, stage *s)
{
    if (s->tap.late) {
        tell(t, CONFORM_NOT_TRIED, "would take too long");
        t->finding->n_lines = 0;
        t->hangs = false;
    }
    stage_close(s);
}

static bool first_difference(arena *a, const stage *x, const stage *y, uint32_t *which,
                             exchange_difference *d)
{
    for (*which = 0; *which < x->tap.n; ++*which)
        if (exchange_differs(a, &x->tap.talks[*which], &y->tap.talks[*which], d)) return true;
    return false;
}

/* y was played after x: says how it differs, if it does. */
static bool differs(trial *t, const stage *x, const stage *y, const char *reason, const char *hint)
{
    uint32_t which;
    exchange_difference d;
    if (!first_difference(t->arena, x, y, &which, &d)) return false;
    fail(t, &x->tap.talks[which],
         arena_format(t->arena, "%s: in session %u its move %u was \"%s\", then \"%s\"%s", reason,
                      which + 1, d.move, d.first, d.second, hint));
    t->finding->n_lines = 0; /* what differs is said; what comes before is the same */
    return true;
}

/* Which of two demands it does not meet shows when it is played alone once more. */
static void blame_difference(trial *t, const stage *alone, const stage *together)
{
    stage again;
    if (!open_stage(t, &t->agent->spec, &(staging){SEED, NULL}, &again)) return;
    stage_play_alone(&again);
    if (!differs(t, alone, &again, "did something else when the same sessions were played again",
                 "; it may use only the random numbers of its host, and no clock"))
        (void)differs(t, alone, together,
                      "did something else when the sessions were played side by side",
                      "; does it keep something in a global or static variable, or in a class?");
    close_stage(t, &again);
}

/* ---- rules of single cases ---- */

static void play_under_other_luck(trial *t, const stage *first)
{
    stage s;
    if (t->agent->outside || t->agent->spec.traits & HG_TRAIT_STOCHASTIC) return;
    if (!open_stage(t, &t->agent->spec, &(staging){OTHER_SEED, NULL}, &s)) return;
    stage_play_alone(&s);
    (void)differs(t, first, &s, "did something else under another seed, where only luck differs",
                  "; declare HG_TRAIT_STOCHASTIC");
    close_stage(t, &s);
}

/* A plugin's twin is played where the agent is. */
static bool twin_of(trial *t, seat_spec *out)
{
    error_list errors;
    const candidate *c = t->agent;
    *out = c->spec;
    if (!(c->spec.traits & HG_TRAIT_READS_LEVERAGE)) return true;
    if (!c->inside.type->twin) {
        tell(t, CONFORM_FAILED, "declares that it reads leverage, and names no blind twin");
        return false;
    }
    error_list_init(&errors);
    int code = seat_spec_twin(t->arena, &c->inside, out, &errors);
    if (code) tell(t, CONFORM_FAILED, arena_text(t->arena, errors.items[0].text));
    error_list_fini(&errors);
    if (!code) *out = candidate_apart(t->arena, out);
    return !code;
}

static void play_otherwise(trial *t)
{
    stage plain, other;
    seat_spec twin;
    if (t->agent->outside || !twin_of(t, &twin)) return;
    if (!open_stage(t, &twin, &(staging){SEED, NULL}, &plain)) return;
    stage_play_alone(&plain);
    if (open_stage(t, &twin, &(staging){SEED, t->of->otherwise}, &other)) {
        stage_play_alone(&other);
        (void)differs(t, &plain, &other,
                      "did something else where power and information differ, which it should not "
                      "see",
                      "; declare HG_TRAIT_READS_LEVERAGE and name a blind twin, or mend the twin");
        close_stage(t, &other);
    }
    close_stage(t, &plain);
}

static void play_by_rule(trial *t, const stage *first)
{
    if (t->of->rule == RULE_LUCK) play_under_other_luck(t, first);
    if (t->of->rule == RULE_BLIND) play_otherwise(t);
}

/* ---- one case ---- */

static const tap_talk *first_flaw(const stage *s)
{
    for (uint32_t i = 0; i < s->tap.n; i++)
        if (s->tap.talks[i].flaw || s->tap.talks[i].fault) return &s->tap.talks[i];
    return NULL;
}

static void refused(trial *t, const tap_talk *k)
{
    bool silent = !k->why || strcmp(k->why, NO_REASON) == 0;
    if (!t->agent->outside && silent)
        fail(t, k,
             "refused without a reason; say in init why: host->note(host, \"plays between two\")");
    else if (t->agent->outside && !silent)
        fail(t, k, k->why); /* not by a BYE: it could not even begin */
    else
        tell(t, CONFORM_NOT_PLAYED, k->why);
}

static void broke_a_rule(trial *t, const tap_talk *k)
{
    const char *why = k->why ? arena_format(t->arena, ": it %s", k->why) : "";
    t->hangs = k->fault == FAULT_TIMEOUT;
    if (k->fault == FAULT_REFUSED)
        refused(t, k);
    else if (k->flaw)
        fail(t, k, arena_format(t->arena, "%s (round %u)", k->flaw, k->round + 1));
    else
        fail(t, k,
             arena_format(t->arena, "%s in round %u%s", fault_sentence(k->fault), k->round + 1,
                          why));
}

/* Of a plugin in a program of its own it is not heard why it gives up: once more, then, here. What
 * it then does was harmless there. */
static bool told_inside(trial *t, const tap_talk *k)
{
    stage s;
    bool gave_up = k->fault == FAULT_REFUSED || k->fault == FAULT_FAILED;
    if (!gave_up || t->agent->outside || t->agent->spec.kind != SEAT_PROGRAM) return false;
    if (!open_stage(t, &t->agent->inside, &(staging){SEED, NULL}, &s)) return true;
    stage_play_alone(&s);
    const tap_talk *bad = first_flaw(&s);
    if (bad) broke_a_rule(t, bad);
    close_stage(t, &s);
    return bad != NULL;
}

static void play_together(trial *t, const stage *alone)
{
    stage s;
    uint32_t which;
    exchange_difference d;
    if (!open_stage(t, &t->agent->spec, &(staging){SEED, NULL}, &s)) return;
    stage_play_together(&s);
    if (s.tap.answers > 1 && s.tap.ended > s.tap.began)
        t->speed = 1e9 * (double)(s.tap.answers - 1) / (double)(s.tap.ended - s.tap.began);
    const tap_talk *bad = first_flaw(&s);
    if (bad)
        broke_a_rule(t, bad);
    else if (first_difference(t->arena, alone, &s, &which, &d))
        blame_difference(t, alone, &s);
    close_stage(t, &s);
}

/* Would it take too long, at the speed it has shown? Alone, and together, are two times. */
static bool too_slow(const trial *t, const plan *p)
{
    double rounds = p->max_rounds ? p->max_rounds : 100;
    uint64_t now = uv_hrtime();
    double left = now < t->deadline ? 1e-9 * (double)(t->deadline - now) : 0;
    return left == 0 || (t->speed > 0 && 2 * (double)p->jobs * rounds / t->speed > left);
}

static void play_case(trial *t)
{
    stage s;
    if (!open_stage(t, &t->agent->spec, &(staging){SEED, NULL}, &s)) return;
    if (too_slow(t, &s.plan)) {
        tell(t, CONFORM_NOT_TRIED, "would take too long");
    } else {
        stage_play_alone(&s);
        const tap_talk *bad = first_flaw(&s);
        t->speed = 0;
        if (bad && !told_inside(t, bad)) broke_a_rule(t, bad);
        if (!bad) play_together(t, &s);
        if (t->finding->verdict == CONFORM_OK) play_by_rule(t, &s);
    }
    close_stage(t, &s);
}

/* ---- all of them ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, uint32_t n)
{
    if (!n) return 0;
    qsort(x, n, sizeof *x, by_size);
    return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

static bool wanted(const conform_options *how, const conform_case *c)
{
    if (!how->cases) return true;
    for (const conform_case *const *one = how->cases; *one; one++)
        if (*one == c) return true;
    return false;
}

static uint32_t list_cases(const conform_options *how, conform_finding *out)
{
    uint32_t n = 0;
    for (const conform_case *c = conform_cases; c->name; c++) {
        if (!wanted(how, c)) continue;
        if (out) out[n].of = c;
        n++;
    }
    return n;
}

/* Those behind a hang are not tried: each would cost as much again. */
static void take_case(trial *t, const conform_options *how, uint32_t i, uint32_t n)
{
    if (how->progress) how->progress(how->ctx, t->of, i, n);
    if (t->hangs)
        tell(t, CONFORM_NOT_TRIED, "hangs");
    else
        play_case(t);
}

void conform_check(arena *a, const candidate *agent, const conform_options *how,
                   conform_report *out)
{
    uint32_t n = agent->unfit ? 0 : list_cases(how, NULL), n_speeds = 0;
    double *speeds = arena_array(a, n + 1, sizeof *speeds);
    trial t = {
        .arena = a, .agent = agent, .deadline = uv_hrtime() + (uint64_t)(1e9 * how->seconds)};
    *out = (conform_report){.of = agent,
                            .all = !how->cases,
                            .n = n,
                            .findings = arena_array(a, n + 1, sizeof *out->findings)};
    arena_init(&t.scratch);
    if (n) (void)list_cases(how, out->findings);
    for (uint32_t i = 0; i < n; i++) {
        t.finding = &out->findings[i];
        t.of = t.finding->of;
        t.speed = out->speed;
        take_case(&t, how, i, n);
        out->count[t.finding->verdict]++;
        if (t.finding->verdict == CONFORM_OK && t.speed > 0) speeds[n_speeds++] = t.speed;
        out->speed = median(speeds, n_speeds);
        arena_reset(&t.scratch);
    }
    arena_fini(&t.scratch);
}

bool conform_failed(const conform_report *r)
{
    bool idle = r->all && !r->count[CONFORM_OK];
    return r->of->unfit || r->count[CONFORM_FAILED] || idle;
}
