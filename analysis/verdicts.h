/* Inside the room: a hypothesis becomes one verdict per combination of the other columns. */
#ifndef ANALYSIS_VERDICTS_H
#define ANALYSIS_VERDICTS_H
#include "analysis/groups.h"

typedef struct verdict {
    const hypothesis *hypothesis;
    group group;
    decision decision;
    trend trend;         /* rises, falls */
    bool tested;         /* trend holds something */
    uint32_t steps;      /* adjacent differences in the direction claimed */
    uint64_t equal, all; /* same: replicates */
} verdict;
typedef struct verdict_list {
    uint32_t n;
    verdict *at;
} verdict_list;

verdict_list verdicts_of(analysis *);
const char *decision_name(decision);
#endif
