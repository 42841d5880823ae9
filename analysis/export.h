/* The tables of a run in other forms than CSV files beside the record. */
#ifndef ANALYSIS_EXPORT_H
#define ANALYSIS_EXPORT_H
#include "analysis/analysis.h"

/* The table as CSV, or as a JSON document per line: numbers as numbers, missing values null. */
int export_csv(analysis *, const char *table, FILE *to, error_list *) HG_MUST_CHECK;
int export_jsonl(analysis *, const char *table, FILE *to, error_list *) HG_MUST_CHECK;
/* A new SQLite file: these tables (ends with NULL), typed, and a table `run` of names and values:
 * what the run is. Nothing is left of it after an error. */
int export_sqlite(analysis *, const char *const *tables, const char *path,
                  error_list *) HG_MUST_CHECK;

/* Any table, line by line. types: of the codebook: number, integer, hash, text. Missing: "". */
typedef struct table_reader {
    void (*head)(void *ctx, size_t n, const char *const *names, const char *const *types);
    void (*line)(void *ctx, size_t n, const char *const *cells);
    void *ctx;
} table_reader;
int export_lines(analysis *, const char *table, const table_reader *, error_list *) HG_MUST_CHECK;
#endif
