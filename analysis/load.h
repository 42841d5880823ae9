/* Inside the room: what an opened record becomes. Rows are streamed, never kept; what stays in
 * memory is 8 bytes per session for each measure that somebody asked for. */
#ifndef ANALYSIS_LOAD_H
#define ANALYSIS_LOAD_H
#include "analysis/analysis.h"
#include "analysis/columns.h"
#include "analysis/csv.h"
#include "analysis/gauge.h"
#include "analysis/statistics/correlation.h"
#include "analysis/statistics/estimate.h"
#include "analysis/statistics/multiple.h"

/* One value of one session: a number, or the 64 bits that stand for a text or a hash. */
typedef union slot {
    double number;
    uint64_t exact;
} slot;

typedef struct arm_data {
    const arm *arm;
    uint64_t replicates; /* planned; arrays below are that long */
    slot **value;        /* [n_measures][replicates]; a missing number is NaN */
    uint64_t *hash;      /* [replicates] row_hash */
    bool *seen;          /* [replicates] the record holds this session */
    bool *deal;          /* [replicates] it ended in a deal */
    uint64_t sessions;   /* seen */
    uint64_t results[HG_RESULT_COUNT];
    uint64_t distinct; /* no two of them the same: row_hash */
    bool random;       /* something is drawn in it: else it is played once per first mover */
} arm_data;

/* Measures that the table of cells and the figures need; those of hypotheses follow. FOCUS: of the
 * party that the experiment is about. */
enum {
    MEASURE_PIE_SHARE,
    MEASURE_EARLY,
    MEASURE_MEAN_DEMAND,
    MEASURE_OPENING,
    MEASURE_LEVERAGE,
    MEASURE_ROUND,
    MEASURE_PIE,
    MEASURE_LIMIT, /* one per party; then the gains and the utilities: measure_gain, _utility */
};

struct analysis {
    arena arena;
    const char *dir;
    record record;
    experiment experiment;
    uint64_t n_cells;
    scenario *cells;     /* [n_cells] */
    uint32_t *cell_arm;  /* [n_cells]; HG_NOBODY: not in the record */
    uint32_t *twin_arm;  /* [n_cells][n_parties]; HG_NOBODY: none, it is blind itself */
    arm_data *arms;      /* [record.schema.n_arms] */
    column_set columns;  /* of sessions.csv */
    uint32_t focus;      /* party */
    uint32_t n_measures; /* measure, then hypotheses' */
    const column_use **measures;
    uint32_t *of_hypothesis;    /* [n_hypotheses] index in measures */
    uint32_t *on_of_hypothesis; /* likewise, of what a slope or correlation goes with */
    double *joint;              /* [n_cells] the greatest joint value of a deal, for efficiency */
    aggregate *aggregates;      /* [n_arms] */
    gauge *gauge;               /* of the row that is looked at */
    struct parts_fit_list *regression; /* studies (study.h), once somebody asked; else NULL */
    struct calibration_list *calibration;
    struct event_study_list *events;
    struct cell_effect_list *effects;
    struct impasse_fit_list *impasse;
    struct agreement_time_list *agreement;
    struct move_fit_list *moves;
    struct factor_test_list *factors;
    const struct onlookers *onlookers; /* lent (onlookers.h); NULL: none */
    struct model_judged_list *judged;
    struct accept_judged_list *accepted;
    const char *tapped; /* the one table that is made, into ... */
    const csv_tap *tap; /* ... here; NULL: files */
};

/* A row as columns see it; the arrays that the view borrows. */
typedef struct row_frame {
    row_view view;
    double scales[HG_PARTIES_MAX];
    uint64_t deal[SPACE_ISSUES_MAX];
} row_frame;
/* False: the row does not belong to this experiment. */
bool row_frame_set(const analysis *, const row *, row_frame *out);

/* The arm that plays a cell; twin: its twin with that party blind. NULL: there is none. */
const arm_data *analysis_cell(const analysis *, uint64_t cell);
const arm_data *analysis_twin(const analysis *, uint64_t cell, uint32_t party);
/* The same, but an agent that is blind already is its own twin. */
const arm_data *analysis_twin_or_self(const analysis *, uint64_t cell, uint32_t party);
const aggregate *analysis_aggregate(const analysis *, const arm_data *);
/* Replicate r of an arm. Where nothing is random fewer sessions were played than asked: they repeat
 * with the first mover, so that replicate r is r mod replicates. */
slot arm_value(const arm_data *, uint32_t measure, uint64_t replicate);
bool arm_seen(const arm_data *, uint64_t replicate);
bool arm_deal(const arm_data *, uint64_t replicate);
/* Another column of numbers as a measure of every arm; one that is there already costs nothing,
 * else all rows are walked once more. */
uint32_t analysis_take_measure(analysis *, const column_use *);
uint32_t measure_gain(const analysis *, uint32_t party);
uint32_t measure_utility(const analysis *, uint32_t role);
/* What shares of this party are taken of in that session: the pie where utilities are transferable,
 * else the party's best utility. */
double arm_scale(const analysis *, const arm_data *, uint32_t party, uint64_t replicate);
/* Mean of a measure with its interval, without one below DISTINCT_MIN distinct sessions. */
estimate arm_estimate(const arm_data *, uint32_t measure);
estimate arm_estimate_of_deals(const arm_data *, uint32_t measure);
/* Mean paired difference a - b over replicates. */
estimate arm_difference(const arm_data *a, const arm_data *b, uint32_t measure);
const char *analysis_role(const analysis *, uint32_t party);
uint64_t analysis_sessions(const analysis *, bool twins); /* in the record: of cells, or of twins */
const char *cell_level(const analysis *, uint64_t cell, uint32_t column);
#endif
