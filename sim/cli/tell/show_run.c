/* A run as a whole: what it is, how the sessions of every cell ended, what they paid, and what its
 * hypotheses came to. Statistics are those of the analysis room. */
#include "cli/tell/show_run.h"

#include "analysis/statistics/estimate.h"
#include "base/json.h"
#include "base/oom.h"
#include "base/text.h"
#include "cli/tell/listing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct arm_sums {
    uint64_t n, results[HG_RESULT_COUNT];
    size_t cap;
    uint64_t *hashes;                                         /* [n] row_hash */
    double *utility[HG_PARTIES_MAX], *payoff[HG_PARTIES_MAX]; /* [n] */
    double *round, *round_of_deal;                            /* [n], from 1; NaN: no deal */
} arm_sums;

typedef struct view {
    cli *c;
    analysis *analysis;
    const char *dir;
    const record *record;
    const record_schema *schema;
    experiment experiment;
    arm_sums *arms;
    bool discounts; /* somewhere a gain is not the utility itself */
} view;

static const char *const results[] = {
#define RESULT_NAME(name, text, meaning) text,
    HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
};

/* ---- sums ---- */

static void make_room(arm_sums *s, uint32_t n_parties)
{
    if (s->n < s->cap) return;
    s->cap = s->cap ? 2 * s->cap : 256;
    s->hashes = mem_grow(s->hashes, s->cap, sizeof *s->hashes);
    s->round = mem_grow(s->round, s->cap, sizeof *s->round);
    s->round_of_deal = mem_grow(s->round_of_deal, s->cap, sizeof *s->round_of_deal);
    for (uint32_t i = 0; i < n_parties; i++) {
        s->utility[i] = mem_grow(s->utility[i], s->cap, sizeof *s->utility[i]);
        s->payoff[i] = mem_grow(s->payoff[i], s->cap, sizeof *s->payoff[i]);
    }
}

static bool take_row(void *ctx, const row *r)
{
    view *v = ctx;
    arm_sums *s = &v->arms[r->arm];
    make_room(s, r->n_parties);
    s->results[r->result]++;
    s->hashes[s->n] = row_hash(r);
    for (uint32_t i = 0; i < r->n_parties; i++) {
        s->utility[i][s->n] = r->party[i].utility;
        s->payoff[i][s->n] = r->party[i].payoff;
        v->discounts = v->discounts || r->party[i].payoff != r->party[i].utility;
    }
    s->round[s->n] = r->round + 1.0;
    s->round_of_deal[s->n] = r->result == HG_RESULT_DEAL ? r->round + 1.0 : NAN;
    s->n++;
    return true;
}

static void free_sums(view *v)
{
    for (uint32_t k = 0; k < v->schema->n_arms; k++) {
        free(v->arms[k].hashes);
        free(v->arms[k].round);
        free(v->arms[k].round_of_deal);
        for (uint32_t i = 0; i < v->schema->n_parties; i++) {
            free(v->arms[k].utility[i]);
            free(v->arms[k].payoff[i]);
        }
    }
}

/* With an interval only where enough sessions are different ones. */
static estimate mean_of(const arm_sums *s, const double *x)
{
    uint64_t *copy = mem_alloc((s->n + 1) * sizeof *copy);
    if (s->n) memcpy(copy, s->hashes, s->n * sizeof *copy);
    uint64_t distinct = count_distinct(copy, s->n);
    free(copy);
    estimate e = estimate_mean(x, s->n);
    return distinct < DISTINCT_MIN ? estimate_without_interval(e) : e;
}

/* ---- for people ---- */

const char *show_levels(arena *a, const experiment *e, uint64_t cell, const char *between)
{
    const char *all = "";
    for (uint32_t k = 0; k < e->n_columns; k++)
        all = arena_format(a, "%s%s%s: %s", all, k ? between : "", e->columns[k],
                           experiment_level_name(e, cell, k));
    return all;
}

static const char *said(const view *v, const char *text) { return arena_text(&v->c->arena, text); }

static const char *number(const view *v, uint64_t n)
{
    char digits[32];
    text_grouped(digits, sizeof digits, n);
    return said(v, digits);
}

static const char *amount(const view *v, double x)
{
    char text[WORDS_MAX];
    return said(v, say_amount(text, x, true));
}

/* To as many places as a number of the size of `like` is read with. */
static double rounded(double x, double like)
{
    double size = fabs(like), unit = 1;
    while (unit < 1e4 && size * unit < 1000) unit *= 10;
    return floor(x * unit + 0.5) / unit;
}

static const char *estimate_text(const view *v, const estimate *e)
{
    const char *mean = amount(v, rounded(e->mean, e->mean));
    if (isnan(e->low)) return mean;
    return arena_format(&v->c->arena, "%s ±%s", mean,
                        amount(v, rounded((e->high - e->low) / 2, e->mean)));
}

static bool any_with(const view *v, int result)
{
    for (uint32_t k = 0; k < v->schema->n_arms; k++)
        if (v->arms[k].results[result]) return true;
    return false;
}

static bool has_twins(const view *v)
{
    for (uint32_t k = 0; k < v->schema->n_arms; k++)
        if (v->schema->arms[k].twin_of != HG_NOBODY) return true;
    return false;
}

/* How the columns stand: cell, factors, twin, sessions, outcomes that occur, means per role,
 * rounds.
 */
static const char *columns_of(const view *v, bool twins)
{
    arena *a = &v->c->arena;
    const char *letters = "r";
    for (uint32_t k = 0; k < v->experiment.n_columns; k++)
        letters = arena_format(a, "%sl", letters);
    if (twins) letters = arena_format(a, "%sl", letters);
    letters = arena_format(a, "%sr", letters);
    for (int k = 0; k < HG_RESULT_COUNT; k++)
        if (any_with(v, k)) letters = arena_format(a, "%sr", letters);
    for (uint32_t i = 0; i < v->schema->n_parties; i++)
        letters = arena_format(a, "%s%s", letters, v->discounts ? "ll" : "l");
    return arena_format(a, "%srr", letters);
}

static void add_head(const view *v, listing *l, bool twins)
{
    listing_add(l, "cell");
    for (uint32_t k = 0; k < v->experiment.n_columns; k++) listing_add(l, v->experiment.columns[k]);
    if (twins) listing_add(l, "blind twin of");
    listing_add(l, "sessions");
    for (int k = 0; k < HG_RESULT_COUNT; k++)
        if (any_with(v, k)) listing_add(l, results[k]);
    for (uint32_t i = 0; i < v->schema->n_parties; i++) {
        const char *role = v->schema->roles[i];
        listing_add(l, arena_format(&v->c->arena, "utility of %s", role));
        if (v->discounts) listing_add(l, arena_format(&v->c->arena, "gain of %s", role));
    }
    listing_add(l, "rounds of all");
    listing_add(l, "of deals");
}

static void add_mean(const view *v, listing *l, const arm_sums *s, const double *x)
{
    estimate e = mean_of(s, x);
    listing_add(l, s->n ? estimate_text(v, &e) : "");
}

static void add_round(const view *v, listing *l, const arm_sums *s, const double *x)
{
    estimate e = mean_of(s, x);
    listing_add(l, e.n ? arena_format(&v->c->arena, "%.1f", e.mean) : "");
}

static void add_arm(const view *v, listing *l, uint32_t k, bool twins)
{
    const arm *of = &v->schema->arms[k];
    const arm_sums *s = &v->arms[k];
    listing_add(l, number(v, of->cell));
    for (uint32_t i = 0; i < v->experiment.n_columns; i++)
        listing_add(l, experiment_level_name(&v->experiment, of->cell, i));
    if (twins) listing_add(l, of->twin_of == HG_NOBODY ? "" : v->schema->roles[of->twin_of]);
    listing_add(l, number(v, s->n));
    for (int i = 0; i < HG_RESULT_COUNT; i++)
        if (any_with(v, i)) listing_add(l, s->results[i] ? number(v, s->results[i]) : "");
    for (uint32_t i = 0; i < v->schema->n_parties; i++) {
        add_mean(v, l, s, s->utility[i]);
        if (v->discounts) add_mean(v, l, s, s->payoff[i]);
    }
    add_round(v, l, s, s->round);
    add_round(v, l, s, s->round_of_deal);
}

static void print_cells(const view *v)
{
    bool twins = has_twins(v);
    listing *l = listing_new(&v->c->arena, columns_of(v, twins));
    add_head(v, l, twins);
    for (uint32_t k = 0; k < v->schema->n_arms; k++) add_arm(v, l, k, twins);
    listing_print(l, 0, stdout);
    printf("\nmeans over all sessions ± half of the 95 %% interval; %s\n",
           v->discounts ? "gain: utility, discounted to when it was had"
                        : "nothing was discounted: gain is utility");
}

static uint64_t sessions_there(const view *v)
{
    uint64_t n = 0;
    for (uint32_t k = 0; k < v->schema->n_arms; k++) n += v->arms[k].n;
    return n;
}

static void print_head(const view *v)
{
    const record_schema *s = v->schema;
    const char *title = v->experiment.title;
    printf("%s: %s%s%s, higgle %s\n", v->dir, s->name, title ? ": " : "", title ? title : "",
           s->version);
    printf("%s of %s sessions · %s · level %s · seed %llu · identity %016llx\n",
           number(v, sessions_there(v)), number(v, s->jobs),
           v->record->complete ? "complete" : "cut off", s->level, (unsigned long long)s->seed,
           (unsigned long long)s->identity);
    bool same = true;
    for (uint32_t i = 0; i < s->n_parties; i++)
        for (uint32_t k = 1; k < s->n_arms; k++)
            same = same && !strcmp(s->arms[k].agents[i], s->arms[0].agents[i]);
    for (uint32_t i = 0; same && i < s->n_parties; i++)
        printf("%s%s %s", i ? " · " : "", s->roles[i], s->arms[0].agents[i]);
    printf("%s\n", same ? "\n" : "");
}

static int print_text(view *v)
{
    char name[WORDS_MAX];
    print_head(v);
    print_cells(v);
    if (v->experiment.n_hypotheses) {
        putchar('\n');
        (void)analysis_print_verdicts(v->analysis, stdout);
    }
    snprintf(name, sizeof name, "%s", shell_word(&v->c->arena, v->dir));
    printf("\none session: higgle show %s 0 · all: higgle show %s --sort round --limit 20\n", name,
           name);
    return HG_E_OK;
}

/* ---- JSON ---- */

static void json_estimate(json *j, const char *key, const estimate *e)
{
    json_key(j, key);
    json_object(j);
    json_key(j, "n"), json_uint(j, e->n);
    json_key(j, "mean"), json_double(j, e->mean);
    json_key(j, "ci");
    if (isnan(e->low))
        json_null(j);
    else
        json_doubles(j, (double[]){e->low, e->high}, 2);
    json_end_object(j);
}

static void json_means(const view *v, json *j, const arm_sums *s, const char *key,
                       double *const *of)
{
    json_key(j, key);
    json_object(j);
    for (uint32_t i = 0; i < v->schema->n_parties; i++) {
        estimate e = mean_of(s, of[i]);
        json_estimate(j, v->schema->roles[i], &e);
    }
    json_end_object(j);
}

static void json_arm(const view *v, json *j, uint32_t k)
{
    const arm *of = &v->schema->arms[k];
    const arm_sums *s = &v->arms[k];
    json_object(j);
    json_key(j, "cell"), json_uint(j, of->cell);
    json_key(j, "twin_of");
    json_string(j, of->twin_of == HG_NOBODY ? NULL : v->schema->roles[of->twin_of]);
    json_key(j, "factors");
    json_object(j);
    for (uint32_t i = 0; i < v->experiment.n_columns; i++) {
        json_key(j, v->experiment.columns[i]);
        json_string(j, experiment_level_name(&v->experiment, of->cell, i));
    }
    json_end_object(j);
    json_key(j, "agents");
    json_object(j);
    for (uint32_t i = 0; i < v->schema->n_parties; i++)
        json_key(j, v->schema->roles[i]), json_string(j, of->agents[i]);
    json_end_object(j);
    json_key(j, "sessions"), json_uint(j, s->n);
    json_key(j, "outcomes");
    json_object(j);
    for (int i = 0; i < HG_RESULT_COUNT; i++) json_key(j, results[i]), json_uint(j, s->results[i]);
    json_end_object(j);
    json_means(v, j, s, "utility", s->utility);
    json_means(v, j, s, "gain", s->payoff);
    json_end_object(j);
}

static const char *worst_verdict(const view *v)
{
    FILE *nowhere = fopen("/dev/null", "w");
    int code = nowhere ? analysis_print_verdicts(v->analysis, nowhere) : HG_E_OK;
    if (nowhere) fclose(nowhere);
    if (!v->experiment.n_hypotheses) return NULL;
    return code == HG_E_NO ? "FAIL" : code == HG_E_UNDECIDED ? "UNDECIDED" : "PASS";
}

static int print_json(const view *v)
{
    buf out;
    json j;
    const record_schema *s = v->schema;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, v->dir);
    json_key(&j, "name"), json_string(&j, s->name);
    json_key(&j, "version"), json_string(&j, s->version);
    json_key(&j, "level"), json_string(&j, s->level);
    json_key(&j, "seed"), json_uint(&j, s->seed);
    json_key(&j, "complete"), json_bool(&j, v->record->complete);
    json_key(&j, "sessions_planned"), json_uint(&j, s->jobs);
    json_key(&j, "sessions_there"), json_uint(&j, sessions_there(v));
    json_key(&j, "cells");
    json_array(&j);
    for (uint32_t k = 0; k < s->n_arms; k++) json_arm(v, &j, k);
    json_end_array(&j);
    json_key(&j, "verdict"), json_string(&j, worst_verdict(v));
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
    return HG_E_OK;
}

int show_run(cli *c, analysis *a, const char *dir)
{
    const record *r = analysis_record(a);
    const record_schema *s = &r->schema;
    view v = {.c = c, .analysis = a, .dir = dir, .record = r, .schema = s};
    v.arms = arena_array(&c->arena, s->n_arms, sizeof *v.arms);
    if (experiment_read(&c->arena, "config.yaml", s->config, strlen(s->config), s->scenario_file,
                        s->scenario, strlen(s->scenario), &v.experiment, &c->errors) != 0)
        return cli_fail(c);
    (void)record_each_row(r, take_row, &v);
    int code = c->json ? print_json(&v) : print_text(&v);
    free_sums(&v);
    return code;
}
