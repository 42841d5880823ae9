/* Inside the room: the tables of the run directory, and the codebook that describes them. */
#ifndef ANALYSIS_TABLES_H
#define ANALYSIS_TABLES_H
#include "analysis/csv.h"
#include "analysis/load.h"

/* A file of the run directory; or the tap, where this is the table that is wanted; else closed. */
int table_open(const analysis *, csv_file *, const char *name, error_list *) HG_MUST_CHECK;
int write_sessions(analysis *, error_list *) HG_MUST_CHECK; /* sessions, twins, parties */
int write_trajectories(analysis *, error_list *) HG_MUST_CHECK;
void describe_studies(buf *out); /* the codebook's lines about their tables */
/* Adds the codebook's lines about trajectories.csv. */
void describe_trajectories(const analysis *, buf *out);
void describe_column(buf *out, const char *file, const char *name, const char *type,
                     const char *unit, const char *meaning);
#endif
