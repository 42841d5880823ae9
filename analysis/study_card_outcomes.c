/* Studies as people read them: when talks end and how, what moves go with, which factors matter. */
#include "analysis/study_text.h"

#include <math.h>
#include <string.h>

/* ---- impasse ---- */

/* An odds ratio and both ends of its interval, which are not alike. */
static const char *ratio_text(arena *m, const impasse_fit *f, int term)
{
    coefficient c = impasse_odds_ratio(f, term);
    if (!c.used) return "–";
    if (isnan(c.low)) return arena_format(m, "%.3g", c.value);
    return arena_format(m, "%.3g [%.3g, %.3g]", c.value, c.low, c.high);
}

static const char *state_text(const impasse_fit *f)
{
    if (f->end == LOGIT_SEPARATED) return "separated";
    if (f->end == LOGIT_FOUND) return f->few ? "few" : "";
    return f->impasses ? "always" : "never";
}

static void add_odds(growing *g, const impasse_fit *f)
{
    arena *m = g->memory;
    const char *texts[] = {told_who(m, &f->group),
                           told_count(m, f->n),
                           told_count(m, f->impasses),
                           ratio_text(m, f, TERM_ALTERNATIVES),
                           ratio_text(m, f, TERM_POWER),
                           ratio_text(m, f, TERM_INFORMATION),
                           ratio_text(m, f, TERM_FRONTIER),
                           ratio_text(m, f, IMPASSE_LIMITS),
                           state_text(f)};
    growing_add(g, texts);
}

void print_impasse(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {"agent",        "sessions", "impasses",
                                       "alternatives", "power",    "information",
                                       "frontier",     "limits",   ""};
    impasse_fit_list list = study_impasse(a);
    growing g = growing_from(m, list.n, head, "lrrrrrrrl");
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].group.role == role && list.at[i].n) add_odds(&g, &list.at[i]);
    fprintf(
        to,
        "impasse: by what the odds of no deal are multiplied where a part of the leverage of %s "
        "is %g more\n\n",
        analysis_role(a, role), ODDS_STEP);
    aligned_print(&g.table, to, NULL);
    fprintf(
        to,
        "\nlogit over sessions with something to share, 95 %% intervals clustered by replicate; "
        "the "
        "others' parts sum to minus the own ones;\nlimits: of all parties together, of the pie: "
        "what is left to agree on; –: does not vary, or not apart from those before it\n"
        "separated: leverage tells without error how some of them end, and the odds have no "
        "estimate; few: less than %d of the rarer end,\nimpasse or deal, for every term that "
        "varies "
        "(Peduzzi et al. 1996)\n",
        IMPASSES_PER_TERM);
}

/* ---- agreement ---- */

/* Beyond the last round that is known an interval is open. */
static const char *median_text(arena *m, const survival_median *s)
{
    if (isnan(s->median)) return "not reached";
    if (!s->any) return told_number(m, s->median, 0);
    return arena_format(m, "%.0f [%s, %s]", s->median, told_number(m, s->low, 0),
                        isnan(s->high) ? "..." : told_number(m, s->high, 0));
}

static void add_time(growing *g, const analysis *a, const agreement_time *t)
{
    arena *m = g->memory;
    const char *texts[] = {
        arena_format(m, "%llu %s", (unsigned long long)t->cell, told_levels(a, m, t->cell)),
        told_count(m, t->own.n),
        told_count(m, t->deals),
        told_count(m, t->at_deadline),
        told_count(m, t->walks),
        told_count(m, t->closed),
        median_text(m, &t->own),
        t->has_twin ? median_text(m, &t->twin) : "",
        t->has_twin ? told_p(m, t->p_holm) : ""};
    growing_add(g, texts);
}

void print_agreement(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {"cell",         "sessions",     "deals",
                                       "at deadline",  "walks",        "closed",
                                       "median round", "blind twin's", "p, Holm"};
    agreement_time_list list = study_agreement(a);
    growing g = growing_from(m, list.n, head, "lrrrrrrrr");
    uint32_t family = 0;
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].role == role) add_time(&g, a, &list.at[i]), family = list.at[i].family;
    fputs("agreement: by which round half of the sessions have agreed\n\n", to);
    aligned_print(&g.table, to, NULL);
    fprintf(to,
            "\nKaplan-Meier: what ends otherwise, at the deadline, by a walk or closed, is "
            "censored: it "
            "would have taken longer than it lasted\n"
            "intervals of 95 %% (Brookmeyer & Crowley); p: log-rank against the blind twin of %s, "
            "paired by replicate, adjusted for a family of %u\n",
            analysis_role(a, role), family);
}

/* ---- moves ---- */

static void add_moves(growing *g, const move_fit *f)
{
    arena *m = g->memory;
    const char *texts[MOVE_TERMS + 4] = {told_who(m, &f->group), told_count(m, f->sessions),
                                         told_count(m, f->moves)};
    for (int k = 0; k < MOVE_TERMS; k++) texts[3 + k] = told_coefficient(m, &f->term[k], 4);
    texts[MOVE_TERMS + 3] = told_number(m, f->r2, 3);
    growing_add(g, texts);
}

void print_moves(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {"agent",    "sessions", "moves",     "leverage",
                                       "risk gap", "answer",   "time left", "R2 within"};
    move_fit_list list = study_moves(a);
    growing g = growing_from(m, list.n, head, "lrrrrrrr");
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].group.role == role) add_moves(&g, &list.at[i]);
    fprintf(to, "moves: what the next concession of %s goes with, within a session, of the pie\n\n",
            analysis_role(a, role));
    if (g.table.n_rows == 1) {
        fprintf(to, "  none: %s\n",
                list.why_none ? list.why_none : "this role made no three offers in a session");
        return;
    }
    aligned_print(&g.table, to, NULL);
    fputs(
        "\nevery session's own mean is taken out (fixed effects), ± half of the 95 % interval, "
        "errors clustered by replicate\nleverage: Lambda as it stands; risk gap: own Zeuthen risk "
        "less the other's; answer: what the other's last offer came up; –: does not vary within "
        "sessions\n",
        to);
}

/* ---- factors ---- */

static void add_factor(growing *g, const factor_test *t)
{
    arena *m = g->memory;
    const char *texts[] = {t->factor,
                           arena_format(m, "%u", t->levels),
                           told_count(m, t->sessions),
                           told_p(m, t->paired.p),
                           told_p(m, t->welch.p),
                           told_range(m, &t->omega_squared),
                           told_p(m, t->kruskal.p),
                           told_number(m, t->kruskal.epsilon_squared, 3),
                           t->numbers ? told_range(m, &t->spearman) : "",
                           t->numbers ? told_range(m, &t->kendall) : "",
                           told_p(m, t->p_time)};
    growing_add(g, texts);
}

void print_factors(analysis *a, uint32_t role, arena *m, FILE *to)
{
    static const char *const head[] = {"factor",         "levels",        "sessions",   "p, paired",
                                       "p, Welch",       "omega2",        "p, Kruskal", "epsilon2",
                                       "Spearman's rho", "Kendall's tau", "p of time"};
    factor_test_list list = study_factors(a);
    growing g = growing_from(m, list.n, head, "lrrrrrrrrrr");
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].role == role) add_factor(&g, &list.at[i]);
    fprintf(to, "factors: does what is varied matter for the pie_share of %s, all else pooled?\n\n",
            analysis_role(a, role));
    if (g.table.n_rows == 1) {
        fprintf(to, "  none: %s\n", list.why_none);
        return;
    }
    aligned_print(&g.table, to, NULL);
    fputs(
        "\npaired: replicate by replicate, whose random numbers all levels share: this one "
        "decides; "
        "Welch's and Kruskal's take sessions as drawn apart\n"
        "omega2, epsilon2: share of the variance (of ranks) between levels; rho and tau where "
        "levels "
        "are numbers; intervals of 95 % over replicates\np of time: log-rank, that all levels "
        "agree "
        "at the same pace; –: no test, as in some cell nothing is drawn or fewer than 30 sessions "
        "are distinct\n",
        to);
}
