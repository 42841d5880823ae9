/* Numbers of studies in words. Must not know which study they are of. */
#include "analysis/study_text.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

/* ---- numbers ---- */

const char *told_number(arena *m, double x, int digits)
{
    return isnan(x) ? "–" : arena_format(m, "%.*f", digits, x);
}

static const char *with_half(arena *m, double value, double low, double high, int digits)
{
    if (isnan(value)) return "–";
    if (isnan(low)) return told_number(m, value, digits);
    return arena_format(m, "%.*f ±%.*f", digits, value, digits, (high - low) / 2);
}

const char *told_estimate(arena *m, const estimate *e, int digits)
{
    return with_half(m, e->mean, e->low, e->high, digits);
}

const char *told_coefficient(arena *m, const coefficient *c, int digits)
{
    return c->used ? with_half(m, c->value, c->low, c->high, digits) : "–";
}

/* Wilson's interval is longer on one side. */
const char *told_rate(arena *m, const estimate *e)
{
    if (isnan(e->low)) return told_number(m, e->mean, 3);
    return arena_format(m, "%.3f [%.3f, %.3f]", e->mean, e->low, e->high);
}

const char *told_p(arena *m, double p)
{
    if (isnan(p)) return "–";
    return p < 0.001 ? "<0.001" : arena_format(m, "%.3f", p);
}

const char *told_count(arena *m, uint64_t n)
{
    char text[32];
    text_grouped(text, sizeof text, n);
    return arena_text(m, text);
}

const char *told_who(arena *m, const study_group *g)
{
    return g->twins ? arena_format(m, "%s, blind twin", study_agent(g)) : study_agent(g);
}

const char *told_range(arena *m, const estimate *e)
{
    if (isnan(e->low)) return told_number(m, e->mean, 4);
    return arena_format(m, "%.4f [%.4f, %.4f]", e->mean, e->low, e->high);
}

const char *told_levels(const analysis *a, arena *m, uint64_t cell)
{
    const char *text = "";
    for (uint32_t c = 0; c < a->experiment.n_columns; c++)
        text = arena_format(m, "%s%s%s", text, c ? " · " : "", cell_level(a, cell, c));
    return text;
}

/* ---- tables that grow ---- */

growing growing_from(arena *m, size_t most, const char *const *head, const char *letters)
{
    growing g = {m, {.n_columns = strlen(letters)}, most + 1};
    alignment *align = arena_array(m, g.table.n_columns, sizeof *align);
    for (size_t i = 0; i < g.table.n_columns; i++)
        align[i] = letters[i] == 'r' ? ALIGN_RIGHT : ALIGN_LEFT;
    g.table.align = align;
    g.table.text = arena_array(m, g.cap * g.table.n_columns, sizeof *g.table.text);
    memcpy(g.table.text, head, g.table.n_columns * sizeof *head);
    g.table.n_rows = 1;
    return g;
}

void growing_add(growing *g, const char *const *texts)
{
    aligned *t = &g->table;
    memcpy(t->text + t->n_rows++ * t->n_columns, texts, t->n_columns * sizeof *texts);
}
