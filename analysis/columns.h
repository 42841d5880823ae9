/* Inside the room: one table says what sessions.csv and parties.csv hold. The files, the codebook
 * and the measures of hypotheses are walks over it. */
#ifndef ANALYSIS_COLUMNS_H
#define ANALYSIS_COLUMNS_H
#include "record/row.h"
#include "record/schema.h"
#include "scenario/experiment/experiment.h"

typedef struct gauge gauge; /* gauge.h */
/* A row as a column sees it. */
typedef struct row_view {
    const experiment *experiment;
    const record_schema *schema;
    const arm *arm;
    const scenario *scenario; /* of the arm's cell, before draws */
    const row *row;
    double scale;         /* of efficiency: the greatest joint value of a deal */
    const double *scales; /* [n_parties] party_scale; the session's pie where transferable */
    const uint64_t *deal; /* [n_issues] value indices; NULL without a deal */
    gauge *gauge;
} row_view;

/* Which of the row's parties, factor columns or issues a use of a column is about. */
typedef struct column_spec column_spec;
typedef struct column_use {
    const column_spec *column;
    const char *name; /* in sessions.csv: with role or issue */
    uint32_t index;
} column_use;

struct column_spec {
    const char *name;
    const char *long_name; /* in parties.csv, where it differs */
    const char *unit;      /* "own": the party's own unit */
    const char *meaning;
    const char *range;  /* of a number, where it has one: "0..1" */
    const char *source; /* who defined it; NULL: it counts or copies */
    /* One of these is set. NaN, NULL and HG_NO_OUTCOME are missing values. */
    double (*number)(const row_view *, uint32_t index);
    uint64_t (*integer)(const row_view *, uint32_t index);
    uint64_t (*hash)(const row_view *, uint32_t index);
    const char *(*text)(const row_view *, uint32_t index);
};

/* What a row holds: the session's columns, then a block of columns for every party. */
typedef struct column_set {
    uint32_t n_shared, n_party; /* n_party: columns of one party */
    column_use *shared;         /* [n_shared] */
    column_use *party;          /* [n_parties][n_party] */
    uint32_t n_parties;
} column_set;

void columns_build(arena *, const experiment *, const record_schema *, const model *,
                   column_set *out);
/* The columns that every run has, without those named after factors; NULL beyond the last. */
typedef enum column_owner { COLUMN_OF_SESSION, COLUMN_OF_ISSUE, COLUMN_OF_ROLE } column_owner;
const column_spec *columns_at(size_t i, column_owner *);
const column_use *columns_find(const column_set *, const char *name); /* NULL: no such column */
const char *column_type(const column_spec *);                         /* as the codebook says it */
/* The column's unit for this party or issue, spelled out. */
const char *column_unit(const column_use *, const model *);
const char *column_common_unit(const model *); /* of all parties' utilities */
bool column_is_number(const column_use *);     /* and not a text or a hash */
/* The number, or the bits of what stands there: equal bits, equal values. */
double column_number(const column_use *, const row_view *);
uint64_t column_exact(const column_use *, const row_view *);
#endif
