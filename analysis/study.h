/* Inside the room: how what a party gets goes with the leverage it has. Studies over the rows
 * and traces of a run, made only when somebody asks (`higgle analyse`, or a figure): a sweep never
 * pays for them. NaN is missing everywhere: an interval that cannot be had is NaN at both ends. */
#ifndef ANALYSIS_STUDY_H
#define ANALYSIS_STUDY_H
#include "analysis/load.h"
#include "analysis/statistics/logit.h"
#include "analysis/statistics/means.h"
#include "analysis/statistics/ranks.h"
#include "analysis/statistics/survival.h"

/* What stands beside every table of parts (Shapley values of the reference solution). */
#define PARTS_CAVEAT                                                                               \
    "a part is its source's average marginal effect against the neutral point w = 0, p = 1/2, h "  \
    "equal, iota = 0; factors interact, so a symmetric factor can carry a non-zero part"

/* Whose sessions: those of all cells in which `agent` plays `role`; twins: those in which it is
 * made blind to leverage, all else equal. */
typedef struct study_group {
    uint32_t role;
    const char *agent; /* canonical name, of the cell's agent for twins as well; NULL: whoever */
    bool twins;
} study_group;

/* ---- regression: pie_share = b0 + bA L_A + bP L_P + bI L_I + bF L_F ---- */

enum study_term {
    TERM_CONSTANT,
    TERM_ALTERNATIVES,
    TERM_POWER,
    TERM_INFORMATION,
    TERM_FRONTIER,
    TERM_COUNT
};
const char *study_term_name(int term);        /* "constant", "alternatives", ... */
const char *study_agent(const study_group *); /* its agent's name, or "any agent" */

/* How much of the variance of pie_share a linear model explains: within the sample, and in each
 * half of the replicates with the line of the other half. Negative: worse than the mean. */
typedef struct explained {
    double within, across;
} explained;

typedef struct parts_fit {
    study_group group;
    bool deals; /* only sessions that ended in a deal; else all, impasses with what they pay */
    uint64_t n; /* sessions with leverage and share */
    uint64_t clusters; /* replicates, whose sessions share random numbers; 0: none do, errors HC3 */
    coefficient term[TERM_COUNT];
    double rational[TERM_COUNT]; /* what each is where share = phi: 1/n and 1, but for what stands
                                    in for columns that are not used; NaN: not used */
    /* That all coefficients used are the rational ones: F(df1, df2), p; NaN: it cannot be tested.
     */
    double wald_f, wald_df1, wald_df2, wald_p;
    explained parts, phi, alternatives; /* alternatives: all parties' limits at the start alone */
    explained perceived;                /* the agent's own estimate, where the record has it */
} parts_fit;
typedef struct parts_fit_list {
    uint32_t n;
    parts_fit *at;
} parts_fit_list;
parts_fit_list study_regression(analysis *); /* memory in the analysis, as below */

/* ---- calibration: pie_share against phi, in bins of phi ---- */

enum {
    CALIBRATION_BINS = 17
}; /* centred on 0, 1/16, ..., 1: no multiple of 1/16 or .05 lies on an
      edge, where rounding would part it */

typedef struct calibration_bin {
    double from, to;          /* of phi; clipped to 0..1 */
    double phi, phi_deals;    /* its mean over sessions, over deals */
    uint64_t sessions, deals; /* sessions - deals: impasses of any kind */
    estimate share;           /* pie_share given a deal */
    estimate value;     /* pie_share over all sessions, an impasse with what it pays; sd of both
                           is such that sd / sqrt(n) is the clustered standard error */
    estimate deal_rate; /* Wilson's interval; mean = deals / sessions, sd NaN */
} calibration_bin;

typedef struct calibration {
    study_group group;
    uint64_t sessions, deals;
    uint32_t n_bins; /* those with sessions, ascending */
    calibration_bin *bin;
    coefficient constant, slope; /* of pie_share on phi given a deal; intervals as in parts_fit */
    bool has_twin;
    double twin_slope;
    coefficient utilisation; /* slope less that of the blind twin; p: that it is 0 */
} calibration;
typedef struct calibration_list {
    uint32_t n; /* groups of cells; their twins stand inside and as groups of their own (twins) */
    calibration *at;
} calibration_list;
calibration_list study_calibration(analysis *);

/* ---- effects: every cell beside its blind twin ---- */

#define SMALLEST_EFFECT 0.01 /* of the pie: less does not interest anybody */

/* Of seeing leverage, on pie_share over all sessions. */
typedef struct effect_sizes {
    estimate difference; /* paired, replicate by replicate */
    double p;            /* that it is 0, two-sided; adjusted for the role's cells: */
    double p_holm, p_bh;
    double p_equivalent;          /* TOST: that it is SMALLEST_EFFECT or more, either way */
    double hedges_g, cliff_delta; /* of the two samples, unpaired */
    double p_ranks;               /* Mann-Whitney */
    uint64_t needed; /* sessions in each of two cells to find that g with power .8, unpaired; 0:
                        none, UINT64_MAX: beyond all bounds */
} effect_sizes;

typedef struct cell_effect {
    uint32_t role, family; /* family: tests that p was adjusted for */
    uint64_t cell, sessions, deals;
    const char *agent;
    estimate deal_rate; /* Wilson's interval */
    estimate median;    /* of pie_share over all sessions; interval of the bootstrap */
    bool has_twin;
    effect_sizes effect;
} cell_effect;
typedef struct cell_effect_list {
    uint32_t n;
    cell_effect *at;
} cell_effect_list;
cell_effect_list study_effects(analysis *);

/* ---- event study: concessions around outside events, per round ---- */

enum { EVENT_REACH = 5, EVENT_POINTS = 2 * EVENT_REACH + 1 };
typedef enum event_contrast {
    CONTRAST_NOT_YET, /* sessions of the same cell, still going on at the event's round, in which it
                         has not happened until the round looked at */
    CONTRAST_BLIND    /* the same replicate of the twin in which the role is blind */
} event_contrast;

typedef struct event_point {
    int offset; /* rounds after the event: -EVENT_REACH..EVENT_REACH; 0: the round it comes in */
    uint64_t sessions; /* with the event and something to compare with */
    estimate level;    /* mean own concession there, in units of pie_share per round, no contrast */
    estimate own;      /* own concession less that of the contrast */
    estimate other;    /* the others' mean concession less that of the contrast */
} event_point;

typedef struct event_study {
    study_group group; /* its role: whose alternative arrives or expires */
    bool expires;      /* else arrives; the first of its kind in a session counts */
    event_contrast contrast;
    uint64_t events; /* sessions in which it happened */
    event_point at[EVENT_POINTS];
    double lead_p_own, lead_p_other; /* that all differences before the event are 0: a small value
                                        says that the contrast is none. NaN: no leads */
    coefficient after;               /* mean own difference over offsets 0..EVENT_REACH */
} event_study;
typedef struct event_study_list {
    uint32_t n;
    event_study *at;
    const char *why_none; /* n = 0: the reason, a sentence */
} event_study_list;
event_study_list study_events(analysis *);

/* ---- impasse: the odds of no deal, given leverage at the start ---- */

enum { IMPASSE_LIMITS = TERM_COUNT, IMPASSE_TERMS }; /* the own parts, then the sum of all limits */
enum { IMPASSES_PER_TERM = 10 };                     /* or deals, the rarer: Peduzzi et al. 1996 */
typedef struct impasse_fit {
    study_group group;
    uint64_t n, impasses, clusters;  /* sessions with something to share */
    logit_end end;                   /* no estimates unless it is found ... */
    bool few;                        /* ... from IMPASSES_PER_TERM or more */
    coefficient term[IMPASSE_TERMS]; /* log odds per unit */
} impasse_fit;
typedef struct impasse_fit_list {
    uint32_t n;
    impasse_fit *at;
} impasse_fit_list;
impasse_fit_list study_impasse(analysis *);
const char *impasse_term_name(int term);
const char *impasse_state(const impasse_fit *); /* "found", "few", "constant", "separated" */
#define ODDS_STEP 0.1 /* of leverage, or of the pie: what odds ratios are told for */
/* Of a term that is ODDS_STEP more; not used: the constant, and what has no estimate. */
coefficient impasse_odds_ratio(const impasse_fit *, int term);

/* ---- agreement: how long it takes, whatever else ends talks being censored ---- */

typedef struct agreement_time {
    uint32_t role, family; /* whose blind twin it is held against; tests that p is adjusted for */
    uint64_t cell;
    const char *agent;
    uint64_t deals, at_deadline, walks, closed;
    bool has_twin;
    survival_median own, twin; /* rounds, from 1 */
    double chi2, p, p_holm;    /* log-rank, paired by replicate */
} agreement_time;
typedef struct agreement_time_list {
    uint32_t n;
    agreement_time *at;
} agreement_time_list;
agreement_time_list study_agreement(analysis *);

/* ---- moves: what the next concession goes with, within a session ---- */

enum move_term { MOVE_LEVERAGE, MOVE_RISK, MOVE_ANSWER, MOVE_TIME, MOVE_TERMS };
typedef struct move_fit {
    study_group group;
    uint64_t moves, sessions, clusters;
    coefficient term[MOVE_TERMS]; /* concession, of the pie, per unit */
    double r2;                    /* within sessions */
} move_fit;
typedef struct move_fit_list {
    uint32_t n;
    move_fit *at;
    const char *why_none; /* n = 0: the reason, a sentence */
} move_fit_list;
move_fit_list study_moves(analysis *);
const char *move_term_name(int term); /* "leverage", "risk_gap", "answer", "time_left" */

/* ---- factors: does what is varied matter, all else pooled? ---- */

typedef struct factor_test {
    uint32_t role, levels;
    const char *factor;
    bool numbers; /* its levels are: rank correlations */
    bool tested;  /* something is drawn everywhere: p values and intervals */
    uint64_t sessions;
    welch_result welch;
    kruskal_result kruskal;
    estimate omega_squared, spearman, kendall;
    wald_result paired;  /* replicate by replicate */
    double chi2, p_time; /* log-rank of agreement times */
} factor_test;
typedef struct factor_test_list {
    uint32_t n;
    factor_test *at;
    const char *why_none;
} factor_test_list;
factor_test_list study_factors(analysis *);

/* ---- models: how near models of the other come to what it wants ---- */

enum { MODEL_POINTS = 11 }; /* times 0, .1, ..., 1 */
enum model_measure { MODEL_RMSE, MODEL_SPEARMAN, MODEL_KENDALL, MODEL_MEASURES };
typedef struct model_judged {
    study_group group; /* who is observed: a model is as good as that lets it be */
    const char *model;
    double time;
    uint64_t sessions;
    double live; /* share of the sessions that still go on then; the others keep their model */
    estimate of[MODEL_MEASURES];
} model_judged;
typedef struct model_judged_list {
    uint32_t n;
    model_judged *at;  /* by group, model, time */
    uint64_t outcomes; /* that were compared; sampled: there are more */
    bool sampled;
    const char *why_none;
} model_judged_list;
model_judged_list study_models(analysis *);
const char *model_measure_name(int measure); /* "rmse", "spearman", "kendall" */

/* ---- acceptance: when a party would have accepted, by another rule ---- */

typedef struct accept_judged {
    study_group group; /* in whose place the condition sits */
    const char *condition;
    uint64_t sessions, taken;       /* taken: it accepted; ... */
    uint64_t same;                  /* ... where the party did; */
    uint64_t unknown;               /* it did not where the party did: left out of means */
    estimate time;                  /* of its acceptances, tau */
    estimate utility, really, gain; /* what it gets, what the party got, the difference: of
                                       pie_share */
} accept_judged;
typedef struct accept_judged_list {
    uint32_t n;
    accept_judged *at; /* by group, condition */
    const char *why_none;
} accept_judged_list;
accept_judged_list study_acceptance(analysis *);

bool study_can_be(const analysis *, study_kind);     /* the record keeps what it needs */
const char *study_levels(analysis *, uint64_t cell); /* "factor=level factor=level" */
#endif
