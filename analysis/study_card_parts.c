/* Studies as people read them: parts of agents that heard the talks once more. */
#include "analysis/study_text.h"

#include <math.h>

/* ---- models ---- */

enum { SHOWN = 3 }; /* start, middle, end */
static bool is_shown(double time) { return time <= 0 || time >= 1 || fabs(time - 0.5) < 0.01; }

static void add_model(growing *g, const model_judged *first, uint32_t measure)
{
    arena *m = g->memory;
    const char *texts[2 + SHOWN] = {study_agent(&first->group), first->model};
    uint32_t n = 2;
    for (int p = 0; p < MODEL_POINTS; p++)
        if (is_shown(first[p].time)) texts[n++] = told_estimate(m, &first[p].of[measure], 3);
    growing_add(g, texts);
}

static void print_measure(const model_judged_list *list, uint32_t role, uint32_t measure, arena *m,
                          FILE *to)
{
    static const char *const names[] = {"RMSE", "Spearman's rho", "Kendall's tau"};
    const char *const head[] = {arena_format(m, "%s, of", names[measure]), "model", "at 0",
                                "at 0.5", "at 1"};
    growing g = growing_from(m, list->n / MODEL_POINTS, head, "llrrr");
    for (uint32_t i = 0; i < list->n; i += MODEL_POINTS)
        if (list->at[i].group.role == role) add_model(&g, &list->at[i], measure);
    aligned_print(&g.table, to, NULL);
    fputc('\n', to);
}

void print_models(analysis *a, uint32_t role, arena *m, FILE *to)
{
    model_judged_list list = study_models(a);
    fprintf(to, "models: how near models come to what %s wants, by its offers until then\n\n",
            analysis_role(a, role));
    if (!list.n) {
        fprintf(to, "  none: %s\n", list.why_none);
        return;
    }
    for (uint32_t k = 0; k < MODEL_MEASURES; k++) print_measure(&list, role, k, m, to);
    fprintf(
        to,
        "the worth of %s outcomes%s against the truth, both scaled to 0..1; ± half of the 95 %% "
        "interval over replicates;\nat most 100 sessions of a cell; talks that end earlier keep "
        "the model that they ended with; –: all are worth the same to it\n",
        told_count(m, list.outcomes), list.sampled ? ", a sample," : "");
}

/* ---- acceptance ---- */

/* A rule that takes nothing has no pay-off of its own: of the sessions that are known it gets what
 * the agent got, and where others are unknown that is no finding. */
static const char *payoff_text(arena *m, const accept_judged *c, const estimate *e)
{
    return !c->taken && c->unknown ? "–" : told_estimate(m, e, 4);
}

static void add_condition(growing *g, const accept_judged *c)
{
    arena *m = g->memory;
    const char *texts[] = {study_agent(&c->group),        c->condition,
                           told_count(m, c->sessions),    told_count(m, c->taken),
                           told_count(m, c->same),        told_count(m, c->unknown),
                           told_estimate(m, &c->time, 3), payoff_text(m, c, &c->utility),
                           payoff_text(m, c, &c->gain)};
    growing_add(g, texts);
}

void print_acceptance(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {"agent",   "condition", "sessions",  "accepts", "as it did",
                                       "unknown", "time",      "pie_share", "gain"};
    accept_judged_list list = study_acceptance(a);
    growing g = growing_from(m, list.n, head, "llrrrrrrr");
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].group.role == role) add_condition(&g, &list.at[i]);
    fprintf(
        to,
        "acceptance: when %s would have accepted by another rule, the other's offers and its own "
        "bids as they were\n\n",
        analysis_role(a, role));
    if (g.table.n_rows == 1) {
        fprintf(to, "  none: %s\n", list.why_none ? list.why_none : "this role heard no offer");
        return;
    }
    aligned_print(&g.table, to, NULL);
    fputs(
        "\nat its first acceptance a session ends for a condition; where it never accepts, it gets "
        "what the agent got;\nunknown: the agent accepted and it would not, so that nobody knows "
        "how "
        "the talks would have gone on: in no mean\ngain: over what the agent got in the same "
        "sessions; ± half of the 95 % interval over replicates; so it tells what accepting earlier "
        "brings,\nnever what waiting would have brought; pie_shares of rules with different "
        "unknown sessions are no comparison\n",
        to);
}
