/* Inside the room: which lines of theory, out of the experiment, belong beside a measure. */
#ifndef ANALYSIS_FORETOLD_H
#define ANALYSIS_FORETOLD_H
#include "analysis/load.h"

/* Does it foretell this column of sessions.csv: by what it says itself, or because a hypothesis
 * holds the column against it? */
bool foretells(const analysis *, const theory_line *, const column_use *);
#endif
