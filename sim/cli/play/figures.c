/* Figures by name: whether they exist, and drawing all that were asked for. Must not know what they
 * show. */
#include "cli/play/figures.h"

#include "base/text.h"
#include "cli/play/signals.h"
#include "run/replay.h"

bool figures_known(cli *c, const char *name, const node *at)
{
    if (figure_help(name)) return true;
    const char *all = "";
    size_t n = 0;
    for (const char *const *f = figure_names(); f[n]; n++)
        all = arena_format(&c->arena, "%s%s%s", all, n ? ", " : "", f[n]);
    const char *near = text_nearest(name, figure_names(), n);
    error_add(&c->errors, HG_E_INPUT, at ? at->file : NULL, at ? at->line : 0, at ? at->column : 0,
              "no figure is named \"%s\"%s%s%s; there are %s", name,
              near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "", all);
    return false;
}

bool figures_of_experiment(cli *c, const experiment *e)
{
    bool fine = true;
    const node *list = node_get(e->root, "figures");
    for (uint32_t i = 0; list && list->kind == NODE_LIST && i < list->count; i++)
        if (list->items[i]->kind == NODE_SCALAR)
            fine = figures_known(c, list->items[i]->text, list->items[i]) && fine;
    return fine;
}

/* Takes over what went wrong, but not that gnuplot is missing: that is said once for all. */
static void collect(error_list *to, error_list *from, int code)
{
    for (size_t i = 0; code != HG_E_INPUT && i < from->count; i++) {
        const error *e = &from->items[i];
        error_add(to, e->code, e->file, e->line, e->column, "%s", e->text);
    }
    error_list_fini(from);
}

static bool about_session(const char *const *names, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (figure_is_about(names[i]) != FIGURE_OF_RUN) return true;
    return false;
}

/* A session that the record keeps only as a row is played again, so that it can be drawn. One that
 * is not there at all is left to the figure: it says so. */
static void lend(arena *a, const record *r, figure_options *how, buf *trace, error_list *errors)
{
    plan p;
    row have, played;
    replay_difference d;
    if (how->trace || record_trace(r, how->session, &how->trace_size)) return;
    if (!record_row(r, how->session, &have)) return;
    if (replay_plan(a, r, REPLAY_OUTSIDE, &p, errors)) return;
    if (replay_session(a, r, &p, how->session, trace, &played, &d, errors)) return;
    if (d.differs) {
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "session %llu cannot be drawn: played again it is another one; %s",
                  (unsigned long long)how->session, d.what);
        return;
    }
    how->trace = trace->data;
    how->trace_size = trace->size;
}

static bool draw_each(analysis *a, const char *const *names, uint32_t n, const figure_options *how,
                      buf *paths, error_list *errors)
{
    bool missing = false;
    for (uint32_t i = 0; i < n && !*signals_stop; i++) {
        error_list own;
        error_list_init(&own);
        int code = figure_draw(a, names[i], how, paths, &own);
        collect(errors, &own, code);
        missing = missing || code == HG_E_INPUT;
    }
    return missing;
}

int figures_draw(analysis *a, const char *const *names, uint32_t n, const figure_options *how,
                 buf *paths, error_list *errors)
{
    arena memory;
    buf trace;
    figure_options own = *how;
    arena_init(&memory);
    buf_init(&trace);
    size_t before = errors->errors;
    bool missing = false;
    if (about_session(names, n)) lend(&memory, analysis_record(a), &own, &trace, errors);
    if (errors->errors == before) missing = draw_each(a, names, n, &own, paths, errors);
    if (missing)
        error_add(errors, HG_E_INPUT, NULL, 0, 0,
                  "gnuplot is not installed: every figure's .gp and .dat are written, draw them "
                  "where it is");
    buf_fini(&trace);
    arena_fini(&memory);
    return error_first_code(errors);
}
