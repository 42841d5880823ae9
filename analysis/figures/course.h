/* Inside the room: the mean course of demands in a cell, as figures draw it. Lines are drawn only
 * while half of the sessions are live: the mean over live sessions rises late although nobody takes
 * anything back, because those who conceded are gone. What is carried on to the deadline goes on
 * from there. */
#ifndef ANALYSIS_COURSE_H
#define ANALYSIS_COURSE_H
#include "analysis/load.h"

typedef struct course {
    const aggregate *of, *twin; /* twin: of the focus; NULL: none */
    const model *model;
    uint32_t buckets;
    bool with_interval;
} course;
/* False: the cell is not in the record, or is NO_CELL. */
bool course_of(analysis *, uint64_t cell, course *out);

typedef struct course_point { /* NaN: not drawn here */
    double time, mean, low, high, q10, q90, carried, live, twin;
} course_point;
course_point course_at(const course *, uint32_t who, uint32_t bucket);

typedef struct range {
    double low, high;
} range;
#define RANGE_NOTHING ((range){INFINITY, -INFINITY})
void range_widen(range *, double x); /* NaN changes nothing */
range range_with_air(range);         /* round limits that leave the data a little air */
#endif
