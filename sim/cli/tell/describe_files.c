/* What scenario, experiment and lesson files say, in short. What is private to a role is told only
 * where that role is asked for. Must not know how the name was found. */
#include "cli/tell/describe.h"

#include "base/text.h"
#include "cli/tell/drawn.h"
#include "cli/tell/listing.h"
#include "scenario/experiment/experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- a scenario: what everybody at the table may know ---- */

static void print_issues(arena *a, const space *s)
{
    listing *l = listing_new(a, "ll");
    for (uint32_t i = 0; i < s->n_issues; i++) {
        listing_add(l, s->issues[i].name);
        listing_add(l, say_values(a, &s->issues[i]));
    }
    printf("\n  issues\n");
    listing_print(l, 4, stdout);
}

static void json_issue(json *j, const hg_issue *issue)
{
    json_object(j);
    json_put_text(j, "name", issue->name);
    json_put_text(j, "unit", issue->unit);
    if (issue->kind == HG_ISSUE_LISTED) {
        json_key(j, "values");
        json_array(j);
        for (uint64_t i = 0; i < issue->size; i++) json_string(j, issue->names[i]);
        json_end_array(j);
    } else {
        json_put_double(j, "min", issue->min), json_put_double(j, "max", issue->max);
        json_put_double(j, "step", say_is_real(issue) ? NAN : issue->step);
    }
    json_end_object(j);
}

/* What a role knows of itself and the others should not. Of what is drawn it knows the number once
 * the talks begin: here stands what that may be. */
static const char *private_number(arena *a, const model *m, uint32_t who, draw_target target,
                                  uint32_t index, double x, bool money)
{
    char text[WORDS_MAX];
    const draw *d = drawn_find(m, target, who, index);
    return d ? drawn_text(a, d, "") : arena_text(a, say_amount(text, x, money));
}

static const char *private_time(arena *a, const model *m, uint32_t who, draw_target target,
                                uint32_t index, double time)
{
    const draw *d = drawn_find(m, target, who, index);
    return d ? drawn_text(a, d, "") : arena_format(a, "%.3g", time);
}

static void print_alternative(arena *a, const model *m, uint32_t who, uint32_t i)
{
    const party *p = &m->parties[who];
    const alternative *alt = &p->alternatives[i];
    double worth = alternative_worth(p, i);
    if (alt->search) {
        printf("    alternative %s: %s\n", alt->name,
               search_text(a, alt->search, p->money ? m->currency : ""));
        return;
    }
    printf("    alternative %s: worth %s", alt->name,
           private_number(a, m, who, DRAW_WORTH, i, worth, p->money));
    if (alt->arrives > 0)
        printf(", arrives at %s", private_time(a, m, who, DRAW_ARRIVES, i, alt->arrives));
    if (alt->expires <= 1)
        printf(", expires at %s", private_time(a, m, who, DRAW_EXPIRES, i, alt->expires));
    putchar('\n');
}

/* What else of it is drawn, by path. */
static void print_other_draws(arena *a, const model *m, uint32_t who)
{
    for (uint32_t k = 0; k < m->n_draws; k++) {
        const draw *d = &m->draws[k];
        bool told = d->target == DRAW_RESERVATION || d->target >= DRAW_WORTH;
        if (!told && d->target != DRAW_ROUNDS && d->party == who)
            printf("    %s: %s\n", d->path, drawn_text(a, d, ""));
    }
}

static void print_chances(arena *a, const model *m, const party *p)
{
    const char *unit = p->money ? m->currency : "";
    const char *sign = *unit ? " " : "";
    if (p->has_mandate)
        printf("    mandate: %s\n",
               mandate_text(a, p, arena_format(a, "%.6g%s%s", p->mandate, sign, unit)));
    if (p->obstinacy > 0)
        printf("    commitment: %s\n",
               commitment_text(a, p, arena_format(a, "%.6g%s%s", p->commitment, sign, unit)));
    if (p->learns <= 1)
        printf("    information: %s\n", lesson_text(a, p, arena_format(a, "time %.3g", p->learns)));
    if (p->own_sd > 0)
        printf("    misjudges its own alternatives, standard deviation %.6g%s%s\n", p->own_sd, sign,
               unit);
}

static void print_private(arena *a, const model *m, uint32_t who)
{
    const party *p = &m->parties[who];
    printf("\n  %s alone knows\n", p->role);
    if (p->brief && *p->brief) paragraph_print(p->brief, "    ", stdout);
    for (uint32_t i = 0; i < p->n_alternatives; i++) print_alternative(a, m, who, i);
    printf("    preferences: %s\n", say_preferences(a, p));
    printf("    reservation value: %s\n",
           private_number(a, m, who, DRAW_RESERVATION, 0, p->reservation, p->money));
    print_chances(a, m, p);
    print_other_draws(a, m, who);
}

static void json_draws(json *j, const model *m, uint32_t who)
{
    json_key(j, "drawn");
    json_array(j);
    for (uint32_t k = 0; k < m->n_draws; k++) {
        const draw *d = &m->draws[k];
        bool normal = d->shape == DRAW_NORMAL;
        if (d->party != who || d->target == DRAW_ROUNDS) continue;
        json_object(j);
        json_put_text(j, "path", d->path);
        json_put_double(j, normal ? "mean" : "min", d->a);
        json_put_double(j, normal ? "sd" : "max", d->b);
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_search(json *j, const search_spec *s)
{
    json_put_double(j, "rate", s->rate);
    json_put_double(j, "min", s->lo);
    json_put_double(j, "max", s->hi);
    json_put_double(j, "lifetime", isfinite(s->lifetime) ? s->lifetime : NAN);
    json_put_double(j, "search_cost", s->cost);
    json_key(j, "recall"), json_bool(j, s->recall);
}

static void json_private(json *j, const model *m, uint32_t who)
{
    const party *p = &m->parties[who];
    json_put_text(j, "brief", p->brief);
    json_put_double(j, "reservation", p->reservation);
    json_key(j, "alternatives");
    json_array(j);
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        const alternative *alt = &p->alternatives[i];
        json_object(j);
        json_put_text(j, "name", alt->name);
        json_put_double(j, "worth", alternative_worth(p, i));
        json_put_double(j, "arrives", alt->arrives <= 1 ? alt->arrives : NAN);
        json_put_double(j, "expires", alt->expires <= 1 ? alt->expires : NAN);
        if (alt->search) json_search(j, alt->search);
        json_end_object(j);
    }
    json_end_array(j);
    json_draws(j, m, who);
}

/* The party that --role names; HG_NOBODY where none is asked for. false: there is no such role. */
static bool find_role(cli *c, const model *m, const char *role, uint32_t *party_index)
{
    const char *names[HG_PARTIES_MAX] = {0}, *all = "; there is";
    *party_index = HG_NOBODY;
    if (!role) return true;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        names[i] = m->parties[i].role;
        if (!strcmp(names[i], role)) *party_index = i;
        all = arena_format(&c->arena, "%s%s %s", all, i ? "," : "", names[i]);
    }
    if (*party_index != HG_NOBODY) return true;
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s has no role \"%s\"%s", m->name, role,
              cli_nearest(&c->arena, role, names, m->n_parties, all));
    return false;
}

static void print_roles(arena *a, const scenario *s)
{
    const model *m = &s->model;
    hg_leverage of[HG_PARTIES_MAX];
    leverage_reading start = {.of = of};
    model_measure_start(m, &start);
    listing *l = listing_new(a, "lll");
    for (uint32_t i = 0; i < m->n_parties; i++) {
        listing_add(l, m->parties[i].role);
        listing_add(l, s->agents[i] ? s->agents[i] : "(no agent named)");
        listing_add(l, start.any ? arena_format(a, "leverage %.3f at the start%s", of[i].phi,
                                                m->n_draws ? ", what is drawn at its middle" : "")
                                 : "");
    }
    printf("\n  roles\n");
    listing_print(l, 4, stdout);
}

static const char *rounds_text(arena *a, const table_spec *t)
{
    if (!t->rounds) return "no deadline";
    if (t->rounds_least) return arena_format(a, "%u to %u rounds", t->rounds_least, t->rounds);
    return arena_format(a, "%u round%s", t->rounds, t->rounds == 1 ? "" : "s");
}

static void print_scenario(cli *c, const scenario *s, const char *path, uint32_t told,
                           const char *name)
{
    const model *m = &s->model;
    char outcomes[WORDS_MAX];
    printf("%s: %s\n", m->name, m->title && *m->title ? m->title : "a scenario");
    if (*s->about) paragraph_print(s->about, "  ", stdout);
    printf("\n  file %s · %s · %s%s%s\n", shell_words(&c->arena, path),
           say_outcomes(outcomes, &m->space), rounds_text(&c->arena, &m->tables[0]),
           *m->currency ? " · money in " : "", m->currency);
    print_issues(&c->arena, &m->space);
    print_roles(&c->arena, s);
    if (told != HG_NOBODY) print_private(&c->arena, m, told);
    if (told == HG_NOBODY)
        printf("\nprivate briefs: higgle describe %s --role %s\n", name, m->parties[0].role);
    printf("%swhat --set can change: higgle list paths %s\n", told == HG_NOBODY ? "" : "\n", name);
}

/* Of a scenario that lies in several files, all of them. */
static const char *file_text(cli *c, const char *path)
{
    return strchr(path, '\n') ? shell_words(&c->arena, path) : path;
}

static void json_scenario(json *j, const scenario *s, const char *path, uint32_t told)
{
    const model *m = &s->model;
    hg_leverage of[HG_PARTIES_MAX];
    leverage_reading start = {.of = of};
    model_measure_start(m, &start);
    json_put_text(j, "name", m->name);
    json_put_text(j, "title", m->title);
    json_put_text(j, "about", s->about);
    json_put_text(j, "file", path);
    json_put_text(j, "currency", m->currency);
    json_key(j, "outcomes");
    say_any_real(&m->space) ? json_null(j) : json_uint(j, m->space.size);
    json_key(j, "rounds");
    m->tables[0].rounds ? json_uint(j, m->tables[0].rounds) : json_null(j);
    json_key(j, "issues");
    json_array(j);
    for (uint32_t i = 0; i < m->space.n_issues; i++) json_issue(j, &m->space.issues[i]);
    json_end_array(j);
    json_key(j, "roles");
    json_array(j);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        json_object(j);
        json_put_text(j, "role", m->parties[i].role);
        json_put_text(j, "agent", s->agents[i]);
        json_put_double(j, "leverage", start.any ? of[i].phi : NAN);
        if (i == told) json_private(j, m, i);
        json_end_object(j);
    }
    json_end_array(j);
}

bool describe_scenario(cli *c, const char *path, const telling *t)
{
    scenario s;
    uint32_t told;
    if (scenario_load(&c->arena, path, NULL, 0, &s, &c->errors) != 0 ||
        !find_role(c, &s.model, t->role, &told))
        return false;
    if (t->j)
        json_scenario(t->j, &s, file_text(c, path), told);
    else
        print_scenario(c, &s, path, told, t->typed);
    return true;
}

/* ---- a path of a scenario ---- */

static const scenario_setting *find_setting(cli *c, const char *scenario_path, const char *path,
                                            const char *typed)
{
    const scenario_setting *all;
    const node *root = scenario_tree(&c->arena, scenario_path, false, &c->errors);
    if (!root) return NULL;
    size_t n = catalog_settings(c, root, &all);
    const char **names = arena_array(&c->arena, n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(all[i].path, path)) return &all[i];
        names[i] = all[i].path;
    }
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s has no path \"%s\"%s", typed, path,
              cli_nearest(&c->arena, path, names, n,
                          arena_format(&c->arena, "; see higgle list paths %s", typed)));
    return NULL;
}

bool describe_setting(cli *c, const char *scenario_path, const char *path, const telling *t)
{
    const scenario_setting *s = find_setting(c, scenario_path, path, t->typed);
    if (!s) return false;
    if (t->j) {
        json_put_text(t->j, "name", s->path),
            json_put_text(t->j, "file", file_text(c, scenario_path));
        json_put_text(t->j, "value", s->value), json_put_text(t->j, "default", s->preset);
        json_put_text(t->j, "type", s->type), json_put_text(t->j, "meaning", s->help);
        return true;
    }
    printf("%s: %s\n", s->path, *s->help ? s->help : "a map of its own");
    if (s->value)
        printf("  now      %s\n", s->value);
    else
        printf("  now      not in the file%s\n", *s->preset ? ": the default holds" : "");
    if (*s->preset) printf("  default  %s\n", s->preset);
    if (*s->type) printf("  type     %s\n", s->type);
    const char *set = shell_word(
        &c->arena, arena_format(&c->arena, "%s=%s", s->path, s->value ? s->value : "VALUE"));
    printf("  set      higgle run %s --set %s\n", t->typed, set);
    return true;
}

/* ---- an experiment ---- */

/* "slope of pie_share_one on opening_one is within 0.2..0.3" */
static const char *hypothesis_text(cli *c, const hypothesis *h)
{
    arena *a = &c->arena;
    const char *what = h->on ? h->summary == SUMMARY_SLOPE
                                   ? arena_format(a, "slope of %s on %s", h->measure, h->on)
                                   : arena_format(a, "correlation of %s with %s", h->measure, h->on)
                             : h->measure;
    const char *words = claim_words(h->claim);
    switch (h->claim) {
    case CLAIM_WITHIN: return arena_format(a, "%s %s %g..%g", what, words, h->low, h->high);
    case CLAIM_ABOVE: return arena_format(a, "%s %s %g", what, words, h->low);
    case CLAIM_BELOW: return arena_format(a, "%s %s %g", what, words, h->high);
    case CLAIM_EQUALS:
        return h->theory ? arena_format(a, "%s %s %s", what, words, h->theory->name)
                         : arena_format(a, "%s %s %g", what, words, h->low);
    default: return arena_format(a, "%s %s %s", what, words, h->over);
    }
}

static void print_experiment(cli *c, const experiment *e, const char *path)
{
    char cells[WORDS_MAX], each[WORDS_MAX];
    printf("%s: %s\n  file %s · scenario %s · %s of %s · seed %llu\n", e->name,
           e->title ? e->title : "an experiment", path, e->scenario_path,
           say_count(cells, experiment_cells(e), "cell"), say_count(each, e->sessions, "session"),
           (unsigned long long)e->seed);
    for (uint32_t f = 0; f < e->n_factors; f++) {
        const factor *k = &e->factors[f];
        printf("\n  factor");
        for (uint32_t i = 0; i < k->n_columns; i++) printf("%s %s", i ? "," : "", k->columns[i]);
        printf("\n");
        for (uint32_t l = 0; l < k->n_levels; l++) {
            printf("    ");
            for (uint32_t i = 0; i < k->n_columns; i++)
                printf("%s%s", i ? " · " : "", k->levels[l].names[i]);
            printf("\n");
        }
    }
    if (e->n_hypotheses) printf("\n  hypotheses\n");
    for (uint32_t h = 0; h < e->n_hypotheses; h++) {
        const hypothesis *y = &e->hypotheses[h];
        printf("    %s: %s%s\n", y->name, hypothesis_text(c, y),
               y->beyond_blind ? ", beyond the blind twin" : "");
    }
}

static void json_experiment(json *j, const experiment *e, const char *path)
{
    json_put_text(j, "name", e->name), json_put_text(j, "title", e->title),
        json_put_text(j, "file", path);
    json_put_text(j, "scenario", e->scenario_path);
    json_put_uint(j, "cells", experiment_cells(e)), json_put_uint(j, "sessions", e->sessions);
    json_put_uint(j, "seed", e->seed);
    json_key(j, "factors");
    json_array(j);
    for (uint32_t f = 0; f < e->n_factors; f++) {
        const factor *k = &e->factors[f];
        json_object(j);
        json_key(j, "columns");
        json_array(j);
        for (uint32_t i = 0; i < k->n_columns; i++) json_string(j, k->columns[i]);
        json_end_array(j);
        json_put_uint(j, "levels", k->n_levels);
        json_end_object(j);
    }
    json_end_array(j);
    json_key(j, "hypotheses");
    json_array(j);
    for (uint32_t h = 0; h < e->n_hypotheses; h++) {
        json_object(j);
        json_put_text(j, "name", e->hypotheses[h].name);
        json_put_text(j, "measure", e->hypotheses[h].measure);
        json_end_object(j);
    }
    json_end_array(j);
}

bool describe_experiment(cli *c, const char *path, const telling *t)
{
    experiment e;
    if (experiment_load(&c->arena, path, c->scenario_dirs, NULL, 0, &e, &c->errors) != 0)
        return false;
    if (t->j)
        json_experiment(t->j, &e, path);
    else
        print_experiment(c, &e, path);
    return true;
}

/* ---- a lesson: its sheet as it stands ---- */

bool describe_lesson(cli *c, const catalog_entry *e, const telling *t)
{
    buf sheet;
    char piece[4096];
    FILE *from = fopen(e->facts[FACT_FILE], "r");
    if (!from) {
        error_add(&c->errors, HG_E_IO, e->facts[FACT_FILE], 0, 0, "cannot be read");
        return false;
    }
    buf_init(&sheet);
    for (size_t n; (n = fread(piece, 1, sizeof piece, from));) buf_add(&sheet, piece, n);
    fclose(from);
    if (t->j) {
        buf_byte(&sheet, 0);
        json_put_text(t->j, "name", e->name), json_put_text(t->j, "title", e->summary);
        json_put_text(t->j, "file", e->facts[FACT_FILE]), json_put_text(t->j, "plan", e->facts[1]);
        json_put_text(t->j, "sheet", (const char *)sheet.data);
    } else {
        fwrite(sheet.data, 1, sheet.size, stdout);
    }
    buf_fini(&sheet);
    return true;
}
