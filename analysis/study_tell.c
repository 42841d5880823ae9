/* impasse.csv, agreement.csv, moves.csv, factors.csv and the same as JSON: a table of fields each,
 * and who tells the lines in their order. */
#include "analysis/study_sink.h"

#include <higgle/math.h>
#include <math.h>

/* ---- impasse ---- */

/* clang-format off */
static const field fields_of_impasse[] = {
    GROUP_FIELDS,
    {"sessions", "integer", "", "with something to share, and without an agent's error"},
    {"impasses", "integer", "", "... that ended without a deal"},
    {"clusters", "integer", "", "replicates, whose sessions share random numbers"},
    {"state", "text", "", "found; few: less than 10 of the rarer end, impasse or deal, per term that varies, and no estimate is told (Peduzzi et al. 1996); constant: always or never a deal; separated: leverage tells without error how some of them end, and the odds have no estimate (Albert & Anderson 1984)"},
    {"term", "text", "", "of the log odds of an impasse = constant + a sum over the own parts of leverage at the start and over the limits of all parties (sum, of the pie); the others' parts sum to minus the own ones; " PARTS_CAVEAT},
    ESTIMATE_FIELDS("coefficient", "1", "log odds per unit; empty: this term does not vary, or not apart from those before it"),
    {"se", "number", "1", "its standard error, clustered by replicate (CR1)"},
    {"p", "number", "1", "that it is 0, two-sided"},
    ESTIMATE_FIELDS("odds_ratio", "1", "by what the odds of an impasse are multiplied where the term is 0.1 more"),
};
static const field fields_of_agreement[] = {
    {"role", "text", "", "whose blind twin is held against it"},
    {"cell", "integer", "", "combination of factor levels, from 0"},
    {"levels", "text", "", "what they are"},
    {"agent", "text", "", "agent that plays the role"},
    {"sessions", "integer", "", "of the cell, without an agent's error"},
    {"deals", "integer", "", "... that ended in one; the others are censored: they would have taken longer than they lasted"},
    {"at_deadline", "integer", "", "... that the deadline ended"},
    {"walks", "integer", "", "... that somebody walked away from"},
    {"closed", "integer", "", "... that were closed without a deal"},
    ESTIMATE_FIELDS("median", "rounds", "by when half have agreed, from 1 (Kaplan & Meier 1958; interval: Brookmeyer & Crowley 1982, an end that is never reached is empty); empty: fewer do"),
    ESTIMATE_FIELDS("twin_median", "rounds", "that of the blind twin"),
    {"chi2", "number", "1", "log-rank test against the blind twin, paired by replicate (Lin & Wei 1989), one degree of freedom; empty: there is none, or both are the same"},
    {"p", "number", "1", "its p"},
    {"family", "integer", "", "cells that p is adjusted for"},
    {"p_holm", "number", "1", "adjusted (Holm 1979)"},
};
static const field fields_of_moves[] = {
    GROUP_FIELDS,
    {"moves", "integer", "", "concessions: from an own offer to the next, of the pie (not transferable: of the best utility)"},
    {"sessions", "integer", "", "that they were made in, each with a mean of its own taken out (fixed effects)"},
    {"clusters", "integer", "", "replicates, whose sessions share random numbers"},
    {"term", "text", "", "what a concession goes with, as it stands before it: leverage (Lambda), risk_gap (own Zeuthen risk less the other's, true utilities), answer (what the other's last two offers came up), time_left (1 - tau)"},
    ESTIMATE_FIELDS("coefficient", "1", "concession per unit; empty: it does not vary within sessions, or not apart from those before it"),
    {"se", "number", "1", "its standard error, clustered by replicate (CR1)"},
    {"p", "number", "1", "that it is 0, two-sided"},
    {"r2_within", "number", "1", "share of the variance within sessions that goes with all terms"},
};
static const field fields_of_factors[] = {
    {"role", "text", "", "whose pie_share"},
    {"factor", "text", "", "what is varied; all others are pooled"},
    {"levels", "integer", "", "of it"},
    {"sessions", "integer", "", "of all cells"},
    {"welch_f", "number", "1", "F that all levels have one mean, variances unequal (Welch 1951); as if sessions were drawn apart"},
    {"welch_df1", "number", "1", "its degrees of freedom"},
    {"welch_df2", "number", "1", "... and of the error"},
    {"welch_p", "number", "1", "its p"},
    ESTIMATE_FIELDS("omega_squared", "1", "share of the variance that lies between levels, without its bias (Hays 1963; interval: bootstrap of replicates, BCa)"),
    {"kruskal_h", "number", "1", "that all levels have one distribution (Kruskal & Wallis 1952); as if sessions were drawn apart"},
    {"kruskal_p", "number", "1", "its p"},
    {"epsilon_squared", "number", "1", "share of the variance of ranks that lies between levels"},
    {"paired_f", "number", "1", "F that all levels have one mean, replicate by replicate, which share their random numbers (Hotelling 1931)"},
    {"paired_df1", "number", "1", "its degrees of freedom"},
    {"paired_df2", "number", "1", "... and of the error"},
    {"paired_p", "number", "1", "its p"},
    ESTIMATE_FIELDS("spearman", "1", "rank correlation of level and pie_share; empty: levels are no numbers (interval: jackknife of replicates)"),
    ESTIMATE_FIELDS("kendall", "1", "the same, tau-b"),
    {"chi2_time", "number", "1", "log-rank test that all levels agree at the same pace, levels - 1 degrees of freedom"},
    {"p_time", "number", "1", "its p"},
};
/* clang-format on */
const field_list impasse_fields = FIELD_LIST(fields_of_impasse);
const field_list agreement_fields = FIELD_LIST(fields_of_agreement);
const field_list moves_fields = FIELD_LIST(fields_of_moves);
const field_list factors_fields = FIELD_LIST(fields_of_factors);

static void tell_term(study_sink *s, const char *name, const coefficient *c)
{
    line_text(s, "term", name);
    line_coefficient(s, "coefficient", c);
    line_number(s, "se", c->se);
    line_number(s, "p", c->p);
}

static void tell_odds(const analysis *a, study_sink *s, const impasse_fit *f, int term)
{
    coefficient ratio = impasse_odds_ratio(f, term);
    line_begin(s);
    line_group(s, a, &f->group);
    line_count(s, "sessions", f->n);
    line_count(s, "impasses", f->impasses);
    line_count(s, "clusters", f->clusters);
    line_text(s, "state", impasse_state(f));
    tell_term(s, impasse_term_name(term), &f->term[term]);
    line_coefficient(s, "odds_ratio", &ratio);
    line_end(s);
}

void tell_impasse(analysis *a, study_sink *s)
{
    impasse_fit_list list = study_impasse(a);
    for (uint32_t i = 0; i < list.n; i++)
        for (int k = 0; k < IMPASSE_TERMS; k++) tell_odds(a, s, &list.at[i], k);
}

/* ---- agreement ---- */

static void tell_median(study_sink *s, const char *key, const survival_median *m)
{
    line_interval(s, key, m->median, m->low, m->high);
}

void tell_agreement(analysis *a, study_sink *s)
{
    static const survival_median none = {0, 0, NAN, NAN, NAN, false};
    agreement_time_list list = study_agreement(a);
    for (uint32_t i = 0; i < list.n; i++) {
        const agreement_time *t = &list.at[i];
        line_begin(s);
        line_text(s, "role", analysis_role(a, t->role));
        line_count(s, "cell", t->cell);
        line_text(s, "levels", study_levels(a, t->cell));
        line_text(s, "agent", t->agent);
        line_count(s, "sessions", t->own.n);
        line_count(s, "deals", t->deals);
        line_count(s, "at_deadline", t->at_deadline);
        line_count(s, "walks", t->walks);
        line_count(s, "closed", t->closed);
        tell_median(s, "median", &t->own);
        tell_median(s, "twin_median", t->has_twin ? &t->twin : &none);
        line_number(s, "chi2", t->chi2);
        line_number(s, "p", t->p);
        line_count(s, "family", t->family);
        line_number(s, "p_holm", t->p_holm);
        line_end(s);
    }
}

/* ---- moves ---- */

static void tell_move(const analysis *a, study_sink *s, const move_fit *f, int term)
{
    line_begin(s);
    line_group(s, a, &f->group);
    line_count(s, "moves", f->moves);
    line_count(s, "sessions", f->sessions);
    line_count(s, "clusters", f->clusters);
    tell_term(s, move_term_name(term), &f->term[term]);
    line_number(s, "r2_within", f->r2);
    line_end(s);
}

void tell_moves(analysis *a, study_sink *s)
{
    move_fit_list list = study_moves(a);
    for (uint32_t i = 0; i < list.n; i++)
        for (int k = 0; k < MOVE_TERMS; k++) tell_move(a, s, &list.at[i], k);
}

/* ---- factors ---- */

static void tell_shares(study_sink *s, const factor_test *t)
{
    line_number(s, "welch_f", t->welch.f);
    line_number(s, "welch_df1", t->welch.df1);
    line_number(s, "welch_df2", t->welch.df2);
    line_number(s, "welch_p", t->welch.p);
    line_estimate(s, "omega_squared", &t->omega_squared);
    line_number(s, "kruskal_h", t->kruskal.h);
    line_number(s, "kruskal_p", t->kruskal.p);
    line_number(s, "epsilon_squared", t->kruskal.epsilon_squared);
    line_number(s, "paired_f", t->paired.f);
    line_number(s, "paired_df1", t->paired.df1);
    line_number(s, "paired_df2", t->paired.df2);
    line_number(s, "paired_p", t->paired.p);
}

void tell_factors(analysis *a, study_sink *s)
{
    factor_test_list list = study_factors(a);
    for (uint32_t i = 0; i < list.n; i++) {
        const factor_test *t = &list.at[i];
        line_begin(s);
        line_text(s, "role", analysis_role(a, t->role));
        line_text(s, "factor", t->factor);
        line_count(s, "levels", t->levels);
        line_count(s, "sessions", t->sessions);
        tell_shares(s, t);
        line_estimate(s, "spearman", &t->spearman);
        line_estimate(s, "kendall", &t->kendall);
        line_number(s, "chi2_time", t->chi2);
        line_number(s, "p_time", t->p_time);
        line_end(s);
    }
}
