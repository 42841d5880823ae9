/* Agents, described from the table that each of them carries. Must not know any by name. */
#include "cli/tell/agents.h"

#include "base/text.h"
#include "host/settings.h"

#include <math.h>
#include <string.h>

static const struct {
    uint32_t trait;
    const char *word;
} traits_table[] = {
    {HG_TRAIT_STOCHASTIC, "stochastic"},
    {HG_TRAIT_MODELS_OPPONENT, "models its opponent"},
    {HG_TRAIT_ENUMERATES, "needs a listed space"},
    {HG_TRAIT_READS_LEVERAGE, "reads leverage"},
    {HG_TRAIT_BLUFFS, "bluffs"},
    {HG_TRAIT_WALKS, "walks"},
    {HG_TRAIT_SEES_TRUTH, "sees the others' limits"},
    {HG_TRAIT_BELOW_LIMIT, "may go below its limit"},
    {HG_TRAIT_SEES_UTILITIES, "sees the others' utilities"},
};

const char *agent_traits(arena *a, uint32_t traits)
{
    const char *all = "";
    for (size_t i = 0; i < sizeof traits_table / sizeof *traits_table; i++)
        if (traits & traits_table[i].trait)
            all = arena_format(a, "%s%s%s", all, *all ? ", " : "", traits_table[i].word);
    return all;
}

static const char *number(arena *a, double x)
{
    char text[TEXT_DOUBLE_MAX];
    if (isinf(x)) return "off"; /* a limit that does not bind */
    text_double(text, x);
    return arena_text(a, text);
}

const char *agent_range(arena *a, const hg_param *p)
{
    const char *all = "";
    if (!p->choices) return arena_format(a, "%s..%s", number(a, p->min), number(a, p->max));
    for (size_t i = 0; p->choices[i]; i++)
        all = arena_format(a, "%s%s%s", all, i ? "|" : "", p->choices[i]);
    return all;
}

const char *agent_value(arena *a, const hg_param *p, double x)
{
    return p->choices ? p->choices[(size_t)x] : number(a, x);
}

/* ---- parts ---- */

/* "combi[/kind[/from]]" */
static const char *form_of(arena *a, const hg_part_choice *c)
{
    const char *form = c->name, *close = "";
    for (const hg_param *p = c->arguments; p && p->name; p++) {
        form = arena_format(a, "%s[/%s", form, p->name);
        close = arena_format(a, "%s]", close);
    }
    return arena_format(a, "%s%s", form, close);
}

/* "next[/alpha[/beta]] | prev[/alpha[/beta]]" */
static const char *forms_of(arena *a, const hg_part *of)
{
    const char *all = "";
    for (const hg_part_choice *c = of->choices; c->name; c++)
        all = arena_format(a, "%s%s%s", all, *all ? "|" : "", form_of(a, c));
    return all;
}

static const char *part_value(arena *a, const seat_spec *s, uint32_t k)
{
    return settings_part_text(a, &s->type->parts[k], seat_spec_part(s, k), HG_PART_ARGUMENTS);
}

static scenario_setting part_setting(arena *a, const char *path, const seat_spec *s, uint32_t k)
{
    const hg_part *of = &s->type->parts[k];
    return (scenario_setting){.path = arena_format(a, "%s.%s", path, of->name),
                              .value = part_value(a, s, k),
                              .preset = of->choices[0].name,
                              .type = forms_of(a, of),
                              .help = of->help};
}

static void print_part(arena *a, const seat_spec *s, uint32_t k, FILE *to)
{
    const hg_part *of = &s->type->parts[k];
    int width = 0;
    for (const hg_part_choice *c = of->choices; c->name; c++) {
        int n = (int)text_width(form_of(a, c));
        if (n > width) width = n;
    }
    fprintf(to, "  part %s: %s (here %s)\n", of->name, of->help, part_value(a, s, k));
    for (const hg_part_choice *c = of->choices; c->name; c++) {
        fprintf(to, "    %-*s  %s (%s)\n", width, form_of(a, c), c->summary, c->reference);
        for (const hg_param *p = c->arguments; p && p->name; p++)
            fprintf(to, "    %*s    %s: %s, %s, default %s\n", width, "", p->name, p->help,
                    agent_range(a, p), agent_value(a, p, p->preset));
    }
}

/* ---- all of it ---- */

size_t agent_settings(arena *a, const char *path, const char *text, const scenario_setting **out)
{
    seat_spec s;
    error_list unheard;
    error_list_init(&unheard);
    int code = seat_spec_read(a, text, NULL, 0, 0, &s, &unheard);
    error_list_fini(&unheard);
    if (code) return 0;
    scenario_setting *all = arena_array(a, s.n_params + s.n_parts + 1, sizeof *all);
    for (uint32_t i = 0; i < s.n_params; i++) {
        const hg_param *p = &s.type->params[i];
        all[i] = (scenario_setting){.path = arena_format(a, "%s.%s", path, p->name),
                                    .value = agent_value(a, p, s.params[i]),
                                    .preset = agent_value(a, p, p->preset),
                                    .type = agent_range(a, p),
                                    .help = p->help};
    }
    for (uint32_t k = 0; k < s.n_parts; k++) all[s.n_params + k] = part_setting(a, path, &s, k);
    *out = all;
    return s.n_params + s.n_parts;
}

enum { COLUMNS = 3 };
static void param_cells(arena *a, const hg_param *p, double x, const char *out[COLUMNS])
{
    const char *preset = agent_value(a, p, p->preset), *value = agent_value(a, p, x);
    bool changed = strcmp(preset, value) != 0;
    out[0] = p->name;
    out[1] = changed ? arena_format(a, "%s (default %s)", value, preset) : preset;
    out[2] = agent_range(a, p);
}

static void print_params(arena *a, const seat_spec *s, FILE *to)
{
    const char *cells[COLUMNS];
    int width[COLUMNS] = {0};
    for (uint32_t i = 0; i < s->n_params; i++) {
        param_cells(a, &s->type->params[i], s->params[i], cells);
        for (int k = 0; k < COLUMNS; k++)
            if ((int)text_width(cells[k]) > width[k]) width[k] = (int)text_width(cells[k]);
    }
    if (s->n_params) fprintf(to, "  parameters: name, default, range, meaning (evidence)\n");
    for (uint32_t i = 0; i < s->n_params; i++) {
        const hg_param *p = &s->type->params[i];
        param_cells(a, p, s->params[i], cells);
        fprintf(to, "    %-*s  %-*s  %-*s  %s (%s)\n", width[0], cells[0], width[1], cells[1],
                width[2], cells[2], p->help, p->evidence);
    }
}

static void print_parts(arena *a, const seat_spec *s, FILE *to)
{
    for (uint32_t k = 0; k < s->n_parts; k++) print_part(a, s, k, to);
}

/* In a line each. */
static void name_parts(const seat_spec *s, FILE *to)
{
    for (uint32_t k = 0; k < s->n_parts; k++) {
        fprintf(to, "  part %s:", s->type->parts[k].name);
        for (const hg_part_choice *c = s->type->parts[k].choices; c->name; c++)
            fprintf(to, " %s", c->name);
        fprintf(to, "\n");
    }
}

void agent_print(const seat_spec *s, agent_detail detail, FILE *to)
{
    arena a;
    arena_init(&a);
    const hg_agent_type *type = s->type;
    fprintf(to, "%s: %s\n  after %s\n", s->text, type->summary, type->reference);
    if (s->kind == SEAT_PLUGIN) fprintf(to, "  plugin: %s\n", s->files->path);
    if (s->traits) fprintf(to, "  traits: %s\n", agent_traits(&a, s->traits));
    for (const hg_preset *p = type->presets; p && p->name; p++)
        fprintf(to, "  %s/%s = %s\n", type->name, p->name, p->settings);
    if (type->twin) fprintf(to, "  blind twin: %s:%s\n", type->name, type->twin);
    print_params(&a, s, to);
    if (detail == AGENT_IN_FULL)
        print_parts(&a, s, to);
    else
        name_parts(s, to);
    arena_fini(&a);
}

/* ---- for programs ---- */

static void json_param(arena *a, json *j, const hg_param *p, double x)
{
    json_object(j);
    json_put_text(j, "name", p->name);
    json_put_text(j, "value", agent_value(a, p, x));
    json_put_text(j, "default", agent_value(a, p, p->preset));
    json_put_text(j, "range", agent_range(a, p));
    json_put_text(j, "help", p->help);
    json_put_text(j, "evidence", p->evidence);
    json_end_object(j);
}

static void json_choice(arena *a, json *j, const hg_part_choice *c)
{
    json_object(j);
    json_put_text(j, "name", c->name);
    json_put_text(j, "summary", c->summary);
    json_put_text(j, "reference", c->reference);
    json_key(j, "arguments");
    json_array(j);
    for (const hg_param *p = c->arguments; p && p->name; p++) json_param(a, j, p, p->preset);
    json_end_array(j);
    json_end_object(j);
}

static void json_part(arena *a, json *j, const seat_spec *s, uint32_t k)
{
    const hg_part *of = &s->type->parts[k];
    json_object(j);
    json_put_text(j, "name", of->name);
    json_put_text(j, "value", part_value(a, s, k));
    json_put_text(j, "help", of->help);
    json_key(j, "choices");
    json_array(j);
    for (const hg_part_choice *c = of->choices; c->name; c++) json_choice(a, j, c);
    json_end_array(j);
    json_end_object(j);
}

void agent_json(const seat_spec *s, json *j)
{
    arena a;
    arena_init(&a);
    json_put_text(j, "name", s->text);
    json_put_text(j, "summary", s->type->summary);
    json_put_text(j, "reference", s->type->reference);
    json_put_text(j, "blind_twin", s->type->twin);
    if (s->kind == SEAT_PLUGIN) json_put_text(j, "file", s->files->path);
    json_key(j, "traits");
    json_array(j);
    for (size_t i = 0; i < sizeof traits_table / sizeof *traits_table; i++)
        if (s->traits & traits_table[i].trait) json_string(j, traits_table[i].word);
    json_end_array(j);
    json_key(j, "presets");
    json_array(j);
    for (const hg_preset *p = s->type->presets; p && p->name; p++) {
        json_object(j);
        json_put_text(j, "name", p->name);
        json_put_text(j, "settings", p->settings);
        json_end_object(j);
    }
    json_end_array(j);
    json_key(j, "parameters");
    json_array(j);
    for (uint32_t i = 0; i < s->n_params; i++) json_param(&a, j, &s->type->params[i], s->params[i]);
    json_end_array(j);
    json_key(j, "parts");
    json_array(j);
    for (uint32_t k = 0; k < s->n_parts; k++) json_part(&a, j, s, k);
    json_end_array(j);
    arena_fini(&a);
}
