/* An agent as a page of Markdown: what it says of itself, in tables. The rule stands in the opening
 * comment of its file; agents/pages.sh puts the two together. Must not know any agent by name. */
#include "cli/tell/agents.h"

/* A cell of a table: bars would end it. */
static void print_cell(const char *text, FILE *to)
{
    for (; *text; text++) {
        if (*text == '|') fputc('\\', to);
        fputc(*text, to);
    }
}

static void print_param(arena *a, const hg_param *p, FILE *to)
{
    const char *const cells[] = {p->name, agent_value(a, p, p->preset), agent_range(a, p), p->help,
                                 p->evidence};
    fprintf(to, "|");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        fputc(' ', to);
        print_cell(cells[i], to);
        fprintf(to, " |");
    }
    fputc('\n', to);
}

static void print_params(arena *a, const seat_spec *s, FILE *to)
{
    if (!s->n_params) {
        fprintf(to, "\nNo parameters.\n");
        return;
    }
    fprintf(to, "\n| key | default | range | meaning | evidence |\n|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < s->n_params; i++) print_param(a, &s->type->params[i], to);
}

static void print_presets(const hg_agent_type *type, FILE *to)
{
    if (!type->presets || !type->presets->name) return;
    fprintf(to, "\nPresets:");
    for (const hg_preset *p = type->presets; p->name; p++)
        fprintf(to, "%s `%s/%s` = `%s`", p == type->presets ? "" : ",", type->name, p->name,
                p->settings);
    fprintf(to, ".\n");
}

static void print_parts(const seat_spec *s, FILE *to)
{
    if (!s->n_parts) return;
    fprintf(to, "\nParts that can be swapped:");
    for (uint32_t k = 0; k < s->n_parts; k++)
        fprintf(to, "%s `%s=`", k ? "," : "", s->type->parts[k].name);
    fprintf(to, ".\n");
}

void agent_page(const seat_spec *s, FILE *to)
{
    arena a;
    arena_init(&a);
    const char *traits = agent_traits(&a, s->traits);
    fprintf(to, "*%s.* %s.\n", s->type->summary, s->type->reference);
    if (*traits) fprintf(to, "Traits: %s.\n", traits);
    if (s->type->twin) fprintf(to, "Blind twin: `%s:%s`.\n", s->type->name, s->type->twin);
    print_params(&a, s, to);
    print_presets(s->type, to);
    print_parts(s, to);
    arena_fini(&a);
}
