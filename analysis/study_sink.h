/* Inside the room, for studies only: a line of numbers that is told once and written as CSV or as
 * JSON. The order of the calls is that of the columns; an estimate is three columns, or an object
 * {"value":, "ci":}. */
#ifndef ANALYSIS_STUDY_SINK_H
#define ANALYSIS_STUDY_SINK_H
#include "analysis/study.h"
#include "base/json.h"

/* One of the two is set. */
typedef struct study_sink {
    buf *csv;
    json *json;
} study_sink;

void line_begin(study_sink *);
void line_end(study_sink *);
void line_text(study_sink *, const char *key, const char *); /* NULL: missing */
void line_count(study_sink *, const char *key, uint64_t);
void line_number(study_sink *, const char *key, double); /* NaN: missing */
void line_interval(study_sink *, const char *key, double value, double low, double high);
void line_estimate(study_sink *, const char *key, const estimate *);
void line_coefficient(study_sink *, const char *key, const coefficient *);
/* role, agent, blind */
void line_group(study_sink *, const analysis *, const study_group *);

/* Tells every line of a study that has its fields below, in their order. */
typedef void study_teller(analysis *, study_sink *);
study_teller tell_impasse, tell_agreement, tell_moves, tell_factors, tell_models, tell_acceptance;

typedef struct field {
    const char *name, *type, *unit, *meaning;
} field;
typedef struct field_list {
    size_t n;
    const field *at;
} field_list;
extern const field_list impasse_fields, agreement_fields, moves_fields, factors_fields;
extern const field_list models_fields, acceptance_fields;

#define GROUP_FIELDS                                                                               \
    {"role", "text", "", "whose share and leverage"},                                              \
        {"agent", "text", "", "agent that plays it; empty: whoever does"},                         \
    {                                                                                              \
        "blind", "text", "", "yes: its blind twins, in which it does not see leverage; no: itself" \
    }
#define ESTIMATE_FIELDS(name, unit, meaning)                                                       \
    {name, "number", unit, meaning},                                                               \
        {name "_ci_low", "number", unit,                                                           \
         "lower end of its 95 % interval; empty: none can be had"},                                \
    {                                                                                              \
        name "_ci_high", "number", unit, "upper end"                                               \
    }
#define FIELD_LIST(a)                                                                              \
    {                                                                                              \
        sizeof(a) / sizeof *(a), a                                                                 \
    }
#endif
