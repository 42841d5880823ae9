/* Concessions around outside events, out of the traces, arm by arm.
 *
 * Not yet: a session with the event in round k is held against those of the same arm that still go
 * on in round k and in which it has not happened until the round looked at (Callaway & Sant'Anna
 * 2021). When it comes is drawn apart from what is said, so that the two differ by chance before
 * it: the leads test that. Every cohort (arm, round of the event) has a difference of means; they
 * are averaged by how many sessions have the event. A session may stand in many of these means;
 * errors go by what each replicate contributes to the average.
 *
 * Blind: against the same replicate of the twin, paired. What the leads show there is how reading
 * leverage changed the pace before the event. */
#include "analysis/study_groups.h"
#include "analysis/study_panel.h"

#include "base/oom.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OWN, OTHER, SERIES };

static double concession(const panel *p, uint64_t r, uint32_t who, int whose, uint32_t round)
{
    return whose == OWN ? panel_own(p, r, who, round) : panel_others(p, r, who, round);
}

/* ---- what is averaged ---- */

typedef struct averaging {
    uint64_t events, replicates;
    uint64_t n[EVENT_POINTS][SERIES]; /* sessions with the event */
    double sum[EVENT_POINTS][SERIES]; /* n times the difference */
    double level[EVENT_POINTS], squares[EVENT_POINTS];
    double *score; /* [replicates][EVENT_POINTS][SERIES] n times what it does to the average; NULL:
                      nothing happened yet */
} averaging;

static double *score_at(averaging *g, uint64_t replicate, uint32_t point, int whose)
{
    if (!g->score) g->score = mem_zero(g->replicates * EVENT_POINTS * SERIES, sizeof *g->score);
    return &g->score[(replicate * EVENT_POINTS + point) * SERIES + (unsigned)whose];
}

typedef struct comparing_events {
    const panel *of, *twin; /* twin: NULL, the same panel's */
    uint32_t who;
    bool expires;
    averaging *to;
} comparing_events;

typedef struct sample {
    uint64_t n;
    double sum;
} sample;

/* Estimated means take up one observation each: deviations from them are that much too small. */
static double widened(const sample *s) { return sqrt((double)s->n / (double)(s->n - 1)); }

/* Which side of the comparison is this session on, in the cohort of `round`, looked at in `then`?
 */
typedef enum side { SIDE_NONE, SIDE_EVENT, SIDE_NOT_YET } side;
static side side_of(const comparing_events *c, uint64_t r, uint32_t round, uint32_t then)
{
    const panel *p = c->of;
    uint32_t first = panel_event(p, r, c->who, c->expires);
    uint32_t until = then > round ? then : round;
    if (p->end[r] == NEVER_HAPPENED || p->end[r] < round || first < round) return SIDE_NONE;
    if (first == round) return SIDE_EVENT;
    return first > until ? SIDE_NOT_YET : SIDE_NONE;
}

static void add_level(averaging *g, uint32_t point, double x)
{
    g->level[point] += x;
    g->squares[point] += x * x;
}

static void compare_cohort(const comparing_events *c, uint32_t round, uint32_t point, int whose)
{
    int64_t then = (int64_t)round + (int64_t)point - EVENT_REACH;
    sample with[3] = {{0}};
    if (then < 0 || then >= c->of->rounds) return;
    for (int pass = 0; pass < 2; pass++) {
        const sample *event = &with[SIDE_EVENT], *not_yet = &with[SIDE_NOT_YET];
        if (pass && (event->n < 2 || not_yet->n < 2)) return;
        for (uint64_t r = 0; r < c->of->n; r++) {
            side on = side_of(c, r, round, (uint32_t)then);
            double x = concession(c->of, r, c->who, whose, (uint32_t)then);
            if (on == SIDE_NONE || isnan(x)) continue;
            if (!pass) {
                with[on].n++, with[on].sum += x;
                continue;
            }
            double weight = (double)event->n / (double)with[on].n * widened(&with[on]);
            double from = x - with[on].sum / (double)with[on].n;
            *score_at(c->to, r, point, whose) += on == SIDE_EVENT ? weight * from : -weight * from;
            if (on == SIDE_EVENT && whose == OWN) add_level(c->to, point, x);
        }
    }
    const sample *event = &with[SIDE_EVENT], *not_yet = &with[SIDE_NOT_YET];
    c->to->n[point][whose] += event->n;
    c->to->sum[point][whose] += event->sum - (double)event->n / (double)not_yet->n * not_yet->sum;
}

static void compare_not_yet(const comparing_events *c)
{
    bool *any = mem_zero(c->of->rounds, sizeof *any);
    for (uint64_t r = 0; r < c->of->n; r++) {
        uint32_t first = panel_event(c->of, r, c->who, c->expires);
        if (first < c->of->rounds) any[first] = true, c->to->events++;
    }
    for (uint32_t round = 0; round < c->of->rounds; round++)
        for (uint32_t point = 0; any[round] && point < EVENT_POINTS; point++)
            for (int whose = 0; whose < SERIES; whose++) compare_cohort(c, round, point, whose);
    free(any);
}

/* NaN: one of the two has no concession there. */
static double paired(const comparing_events *c, uint64_t r, uint32_t point, int whose)
{
    uint32_t first = panel_event(c->of, r, c->who, c->expires);
    if (r >= c->twin->n || first == NEVER_HAPPENED) return NAN;
    if (panel_event(c->twin, r, c->who, c->expires) != first) return NAN;
    int64_t then = (int64_t)first + (int64_t)point - EVENT_REACH;
    if (then < 0 || then >= c->of->rounds || then >= c->twin->rounds) return NAN;
    return concession(c->of, r, c->who, whose, (uint32_t)then) -
           concession(c->twin, r, c->who, whose, (uint32_t)then);
}

static void compare_pairs(const comparing_events *c, uint32_t point, int whose)
{
    sample all = {0};
    for (uint64_t r = 0; r < c->of->n; r++) {
        double d = paired(c, r, point, whose);
        if (!isnan(d)) all.n++, all.sum += d;
    }
    if (all.n < 2) return;
    for (uint64_t r = 0; r < c->of->n; r++) {
        double d = paired(c, r, point, whose);
        if (isnan(d)) continue;
        *score_at(c->to, r, point, whose) += widened(&all) * (d - all.sum / (double)all.n);
        uint32_t then = panel_event(c->of, r, c->who, c->expires) + point - EVENT_REACH;
        if (whose == OWN) add_level(c->to, point, concession(c->of, r, c->who, OWN, then));
    }
    c->to->n[point][whose] += all.n;
    c->to->sum[point][whose] += all.sum;
}

static void compare_blind(const comparing_events *c)
{
    for (uint64_t r = 0; r < c->of->n; r++)
        c->to->events += panel_event(c->of, r, c->who, c->expires) != NEVER_HAPPENED;
    for (uint32_t point = 0; point < EVENT_POINTS; point++)
        for (int whose = 0; whose < SERIES; whose++) compare_pairs(c, point, whose);
}

/* ---- all arms ---- */

enum { KINDS = 2, CONTRASTS = 2 };

typedef struct gathering_events {
    const analysis *a;
    study_groups groups;
    averaging *at;   /* [groups.n][KINDS][CONTRASTS] */
    uint64_t *first; /* [n_arms] its first session in the record */
} gathering_events;

static averaging *averaging_of(const gathering_events *g, uint32_t group, int kind, int contrast)
{
    return &g->at[(group * KINDS + (unsigned)kind) * CONTRASTS + (unsigned)contrast];
}

static void compare_role(const gathering_events *g, uint32_t which, const panel *of,
                         const panel *twin, uint32_t role)
{
    uint32_t parties = g->a->record.schema.n_parties;
    const uint32_t *groups = g->groups.of + ((size_t)which * parties + role) * STUDY_GROUPS_OF_ARM;
    for (int k = 0; k < STUDY_GROUPS_OF_ARM; k++)
        for (int kind = 0; kind < KINDS && groups[k] != HG_NOBODY; kind++) {
            int contrast = twin ? CONTRAST_BLIND : CONTRAST_NOT_YET;
            averaging *to = averaging_of(g, groups[k], kind, contrast);
            comparing_events c = {of, twin, role, kind != 0, to};
            to->replicates = g->groups.replicates[groups[k]];
            if (twin)
                compare_blind(&c);
            else
                compare_not_yet(&c);
        }
}

static void compare_arm(const gathering_events *g, uint32_t which)
{
    const analysis *a = g->a;
    uint32_t parties = a->record.schema.n_parties;
    const struct arm *m = &a->record.schema.arms[which];
    panel of = panel_of(a, which, g->first[which]);
    for (uint32_t role = 0; role < parties; role++) {
        compare_role(g, which, &of, NULL, role);
        uint32_t other =
            m->twin_of == HG_NOBODY ? a->twin_arm[m->cell * parties + role] : HG_NOBODY;
        if (other == HG_NOBODY) continue;
        panel twin = panel_of(a, other, g->first[other]);
        compare_role(g, which, &of, &twin, role);
        panel_free(&twin);
    }
    panel_free(&of);
}

/* ---- results ---- */

static double score_of(const averaging *g, uint64_t r, uint32_t point, int whose)
{
    uint64_t n = g->n[point][whose];
    size_t at = (r * EVENT_POINTS + point) * SERIES + (unsigned)whose;
    return n && g->score ? g->score[at] / (double)n : 0;
}

static double difference_of(const averaging *g, uint32_t point, int whose)
{
    return g->n[point][whose] ? g->sum[point][whose] / (double)g->n[point][whose] : NAN;
}

/* Replicates behind a point; fewer than DISTINCT_MIN carry no interval. */
static uint64_t clusters_of(const averaging *g, uint32_t point, int whose)
{
    uint64_t n = 0;
    for (uint64_t r = 0; g->score && r < g->replicates; r++) n += score_of(g, r, point, whose) != 0;
    return n;
}

static estimate point_estimate(const averaging *g, uint32_t point, int whose)
{
    uint64_t n = g->n[point][whose], clusters = clusters_of(g, point, whose);
    estimate e = {n, difference_of(g, point, whose), NAN, NAN, NAN};
    double squares = 0;
    if (clusters < DISTINCT_MIN) return e;
    for (uint64_t r = 0; r < g->replicates; r++) {
        double s = score_of(g, r, point, whose);
        squares += s * s;
    }
    coefficient c = coefficient_of(e.mean, sqrt(squares), (double)(clusters - 1));
    e.sd = c.se * sqrt((double)n);
    e.low = c.low;
    e.high = c.high;
    return e;
}

static estimate level_estimate(const averaging *g, uint32_t point)
{
    uint64_t n = g->n[point][OWN];
    double size = (double)n, mean = g->level[point] / size;
    double variance = (g->squares[point] - size * mean * mean) / (size - 1);
    estimate e = estimate_of(n, mean, n > 1 ? sqrt(fmax(0, variance)) : NAN);
    return clusters_of(g, point, OWN) < DISTINCT_MIN ? estimate_without_interval(e) : e;
}

static double lead_p(const averaging *g, int whose)
{
    double value[EVENT_REACH];
    linear_matrix covariance = {0};
    uint32_t n = 0, at[EVENT_REACH];
    uint64_t least = UINT64_MAX;
    for (uint32_t point = 0; point < EVENT_REACH; point++) {
        uint64_t clusters = clusters_of(g, point, whose);
        if (clusters < DISTINCT_MIN) continue;
        if (clusters < least) least = clusters;
        value[n] = difference_of(g, point, whose);
        at[n++] = point;
    }
    for (uint64_t r = 0; n && r < g->replicates; r++)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < n; k++)
                covariance.at[i][k] += score_of(g, r, at[i], whose) * score_of(g, r, at[k], whose);
    return n ? wald_of(value, &covariance, n, (double)(least - 1)).p : NAN;
}

static coefficient mean_after(const averaging *g)
{
    double sum = 0, squares = 0, points = 0, clusters = 0;
    for (uint32_t p = EVENT_REACH; p < EVENT_POINTS; p++)
        if (g->n[p][OWN]) sum += difference_of(g, p, OWN), points++;
    if (!(points > 0)) return (coefficient){false, NAN, NAN, NAN, NAN, NAN};
    for (uint64_t r = 0; g->score && r < g->replicates; r++) {
        double s = 0;
        for (uint32_t p = EVENT_REACH; p < EVENT_POINTS; p++) s += score_of(g, r, p, OWN) / points;
        squares += s * s;
        clusters += s != 0;
    }
    return coefficient_of(sum / points, clusters < DISTINCT_MIN ? NAN : sqrt(squares),
                          clusters - 1);
}

static void report(const gathering_events *g, uint32_t group, int kind, int contrast,
                   event_study *out)
{
    const averaging *of = averaging_of(g, group, kind, contrast);
    *out = (event_study){.group = g->groups.at[group],
                         .expires = kind != 0,
                         .contrast = (event_contrast)contrast,
                         .events = of->events,
                         .lead_p_own = lead_p(of, OWN),
                         .lead_p_other = lead_p(of, OTHER),
                         .after = mean_after(of)};
    for (uint32_t p = 0; p < EVENT_POINTS; p++)
        out->at[p] = (event_point){.offset = (int)p - EVENT_REACH,
                                   .sessions = of->n[p][OWN],
                                   .level = level_estimate(of, p),
                                   .own = point_estimate(of, p, OWN),
                                   .other = point_estimate(of, p, OTHER)};
}

static void report_all(const gathering_events *g, event_study_list *list)
{
    for (uint32_t i = 0; i < g->groups.n; i++)
        for (int kind = 0; kind < KINDS; kind++)
            for (int contrast = 0; contrast < CONTRASTS; contrast++)
                if (averaging_of(g, i, kind, contrast)->events)
                    report(g, i, kind, contrast, &list->at[list->n++]);
}

event_study_list study_events(analysis *a)
{
    const record_schema *s = &a->record.schema;
    event_study_list list = {0};
    if (a->events) return *a->events;
    if (strcmp(s->level, "full") != 0) {
        list.why_none = "the record keeps no traces: events are seen in runs made with --log full";
        return list;
    }
    gathering_events g = {.a = a, .groups = study_groups_of(a)};
    size_t most = (size_t)g.groups.n * KINDS * CONTRASTS;
    uint64_t first = 0;
    g.at = mem_zero(most + 1, sizeof *g.at);
    g.first = arena_array(&a->arena, s->n_arms, sizeof *g.first);
    list.at = arena_array(&a->arena, most + 1, sizeof *list.at);
    for (uint32_t i = 0; i < s->n_arms; first += s->arms[i++].sessions) g.first[i] = first;
    for (uint32_t i = 0; i < s->n_arms; i++) compare_arm(&g, i);
    report_all(&g, &list);
    if (!list.n) list.why_none = "no alternative arrived or expired during the talks";
    for (size_t i = 0; i < most; i++) free(g.at[i].score);
    free(g.at);
    a->events = arena_array(&a->arena, 1, sizeof *a->events);
    return *a->events = list;
}
