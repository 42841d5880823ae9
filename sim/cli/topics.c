/* higgle help TOPIC: the reference of files and agents, printed from the tables that read them. */
#include "cli/cli.h"

#include "base/text.h"
#include "scenario/experiment.h"
#include "seat/seat.h"

#include <math.h>
#include <string.h>

#define NAMES_MAX 64u

static int print_described(void (*describe)(buf *out))
{
    buf out;
    buf_init(&out);
    describe(&out);
    fwrite(out.data, 1, out.size, stdout);
    buf_fini(&out);
    return HG_E_OK;
}

/* ---- agents ---- */

static const char *number(char out[TEXT_DOUBLE_MAX], double x)
{
    if (isinf(x)) return "off"; /* a limit that does not bind */
    text_double(out, x);
    return out;
}

static const char *range_of(arena *a, const hg_param *p)
{
    char min[TEXT_DOUBLE_MAX], max[TEXT_DOUBLE_MAX];
    const char *all = "";
    if (!p->choices) return arena_format(a, "%s..%s", number(min, p->min), number(max, p->max));
    for (size_t i = 0; p->choices[i]; i++)
        all = arena_format(a, "%s%s%s", all, i ? "|" : "", p->choices[i]);
    return all;
}

static const char *preset_of(arena *a, const hg_param *p)
{
    char text[TEXT_DOUBLE_MAX];
    return p->choices ? p->choices[(size_t)p->preset] : arena_text(a, number(text, p->preset));
}

enum { COLUMNS = 3 };
static void param_cells(arena *a, const hg_param *p, const char *out[COLUMNS])
{
    out[0] = p->name;
    out[1] = preset_of(a, p);
    out[2] = range_of(a, p);
}

static void print_params(arena *a, const hg_param *params)
{
    const char *cells[COLUMNS];
    int width[COLUMNS] = {0};
    for (const hg_param *p = params; p && p->name; p++) {
        param_cells(a, p, cells);
        for (int k = 0; k < COLUMNS; k++)
            if ((int)text_width(cells[k]) > width[k]) width[k] = (int)text_width(cells[k]);
    }
    if (params && params->name) printf("  parameters: name, default, range, meaning (evidence)\n");
    for (const hg_param *p = params; p && p->name; p++) {
        param_cells(a, p, cells);
        printf("    %-*s  %-*s  %-*s  %s (%s)\n", width[0], cells[0], width[1], cells[1], width[2],
               cells[2], p->help, p->evidence);
    }
}

static void print_agent(arena *a, const hg_agent_type *type)
{
    printf("%s: %s\n  after %s\n", type->name, type->summary, type->reference);
    for (const hg_preset *p = type->presets; p && p->name; p++)
        printf("  %s/%s = %s\n", type->name, p->name, p->settings);
    print_params(a, type->params);
}

static int no_agent(cli *c, const char *name)
{
    const char *names[NAMES_MAX];
    size_t n = 0;
    for (; roster()[n] && n < NAMES_MAX; n++) names[n] = roster()[n]->name;
    const char *near = text_nearest(name, names, n);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "no agent is called \"%s\"%s%s%s", name,
              near ? "; did you mean \"" : "; see higgle help agents", near ? near : "",
              near ? "\"?" : "");
    return cli_fail(c);
}

static int print_agents(cli *c, const char *name)
{
    const hg_agent_type *one = name ? roster_find(name) : NULL;
    if (name && !one) return no_agent(c, name);
    if (one) {
        print_agent(&c->arena, one);
        return HG_E_OK;
    }
    printf("An agent is written NAME[/PRESET][:KEY=VALUE]..., as in leverage/human:g=0.5\n");
    for (const hg_agent_type *const *type = roster(); *type; type++) {
        putchar('\n');
        print_agent(&c->arena, *type);
    }
    return HG_E_OK;
}

/* ---- topics ---- */

static const char *const topics[] = {"scenario", "experiment", "agents", NULL};

static int no_topic(cli *c, const char *word)
{
    const char *names[NAMES_MAX];
    size_t n = 0;
    for (const command *const *k = commands(); *k; k++) names[n++] = (*k)->name;
    for (const char *const *t = topics; *t; t++) names[n++] = *t;
    const char *near = text_nearest(word, names, n);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "no help about \"%s\"%s%s%s", word,
              near ? "; did you mean \"" : "; see higgle help", near ? near : "",
              near ? "\"?" : "");
    return cli_fail(c);
}

int help_topic(cli *c)
{
    const char *word = c->arguments[0], *second = c->n_arguments > 1 ? c->arguments[1] : NULL;
    if (!strcmp(word, "agents")) return print_agents(c, second);
    if (second) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "\"%s\" is one argument too many", second);
        return cli_fail(c);
    }
    if (!strcmp(word, "scenario")) return print_described(scenario_describe);
    if (!strcmp(word, "experiment")) return print_described(experiment_describe);
    return no_topic(c, word);
}
