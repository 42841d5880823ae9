/* Inside the room: parts of JSON documents that cells and verdicts share. */
#ifndef ANALYSIS_CELLS_H
#define ANALYSIS_CELLS_H
#include "analysis/verdicts.h"
#include "base/json.h"

void json_estimate(json *, const char *key, const estimate *);
/* "factors": the levels of a cell, without those of one column (NO_COLUMN: all). */
void json_levels(const analysis *, json *, uint64_t cell, uint32_t without);
void verdict_json(const analysis *, arena *, json *, const verdict *); /* verdict_tell.c */
#endif
