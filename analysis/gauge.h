/* Inside the room: what the deal and the offers of a row measure, for the columns that say so.
 * Works a row out when a column first asks, and knows again what it has worked out before. */
#ifndef ANALYSIS_GAUGE_H
#define ANALYSIS_GAUGE_H
#include "analysis/columns.h"
#include "model/dance.h"
#include "model/measure.h"
#include "model/swing.h"
#include "record/reader.h"

gauge *gauge_new(const record *); /* borrowed */
void gauge_free(gauge *);         /* NULL: nothing */
void gauge_next(gauge *);         /* columns will ask about another row */
/* From the limits as they stood at the end, what each would have had without the deal; NULL: there
 * is no deal. */
const deal_measures *gauge_deal(const row_view *);
/* NULL: the record does not hold every offer (level full does), or this trace is damaged. */
const dance_measures *gauge_dance(const row_view *, uint32_t who);
/* How leverage moved, by round; NULL likewise. */
const swing *gauge_swing(const row_view *, uint32_t who);
#endif
