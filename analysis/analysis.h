/* From a record to tables, verdicts and figures. Knows base, model, scenario and record; never
 * session, seat or run. */
#ifndef ANALYSIS_ANALYSIS_H
#define ANALYSIS_ANALYSIS_H
#include "record/reader.h"
#include "scenario/experiment/experiment.h"

typedef struct analysis analysis;
/* dir: a run directory; log.msgpack in it is all that is read. */
analysis *analysis_open(const char *dir, error_list *); /* NULL after an error */
void analysis_close(analysis *);
const record *analysis_record(const analysis *);

/* sessions.csv (cells), twins.csv (their blind twins, same columns and twin_of; only if there are),
 * parties.csv, trajectories.csv, columns.csv; verdicts.csv where something is claimed. */
int analysis_write_tables(analysis *, error_list *) HG_MUST_CHECK;
/* One of them, handed over as CSV text in pieces instead of written: by its name without .csv. The
 * tap is of csv.h. */
typedef struct csv_tap csv_tap;
const char *const *analysis_tables(void); /* NULL-terminated */
bool analysis_has_table(const analysis *, const char *table);
int analysis_table(analysis *, const char *table, const csv_tap *, error_list *) HG_MUST_CHECK;
/* Are the tables that lie in `dir` those that the record gives, byte for byte? Each that is not is
 * an error, with its first line that differs; one that is missing is none. */
int analysis_check_tables(analysis *, const char *dir, error_list *) HG_MUST_CHECK;
/* README.md of the run directory: the reproducibility card. */
int analysis_write_card(analysis *, const char *command_line, error_list *) HG_MUST_CHECK;

/* The table of cells for people, with the excess over the blind twin; json: NULL or a document to
 * write into. */
void analysis_print_cells(analysis *, FILE *to);
/* Sessions that an agent's fault ended, blind twins included; and whose agents they were, a line
 * per role, agent and kind, at most so many of them. */
uint64_t analysis_faults(analysis *);
void analysis_print_faults(analysis *, uint32_t most, FILE *to);

/* Studies of how what a party gets goes with the leverage it has (study.h): made when somebody
 * asks, once; each is a table besides, under its name. */
typedef enum study_kind {
    STUDY_REGRESSION,
    STUDY_CALIBRATION,
    STUDY_EVENTS,
    STUDY_EFFECTS,
    STUDY_IMPASSE,
    STUDY_AGREEMENT,
    STUDY_MOVES,
    STUDY_FACTORS,
    STUDY_MODELS, /* these need onlookers (onlookers.h) */
    STUDY_ACCEPTANCE,
    STUDY_COUNT
} study_kind;
const char *study_name(study_kind); /* NULL beyond the last */
/* Judges parts of agents, at some length: only where it is asked for by name. */
bool study_is_asked_for(study_kind);
int analysis_write_study(analysis *, study_kind, error_list *) HG_MUST_CHECK;
uint32_t analysis_focus(const analysis *); /* the party that the experiment is about */
void analysis_print_study(analysis *, study_kind, uint32_t role, FILE *to);
typedef struct json json;
void analysis_json_study(analysis *, study_kind, json *out); /* a list, of every role */

typedef enum decision { DECISION_PASS, DECISION_FAIL, DECISION_UNDECIDED } decision;
/* Prints a line per verdict (name, cell names, PASS | FAIL | UNDECIDED, estimate and interval, what
 * was asked); returns the worst: HG_E_OK, HG_E_NO (any FAIL), HG_E_UNDECIDED. */
int analysis_print_verdicts(analysis *, FILE *to);
void analysis_json(analysis *, buf *out); /* cells and verdicts as one JSON document:
                                             {"experiment":..., "cells":[...], "verdicts":[...]} */
#endif
