/* Inside the room: a hypothesis becomes one verdict per combination of the other columns. */
#ifndef ANALYSIS_VERDICTS_H
#define ANALYSIS_VERDICTS_H
#include "analysis/groups.h"

/* Why it is no PASS: the first of these that holds. */
typedef enum reason {
    REASON_NONE, /* PASS */
    REASON_NO_CELL,
    REASON_ONE_LEVEL,
    REASON_NO_NUMBER,    /* the measure cannot rise or fall */
    REASON_ABSENT,       /* the record lacks a level, or what it is compared with */
    REASON_NO_VALUE,     /* no replicate has a value at every level */
    REASON_ERRORS,       /* agents failed: what they left behind says nothing about the claim */
    REASON_FEW,          /* distinct sessions */
    REASON_SLOPE_SHORT,  /* FAIL: all of its interval is short of at_least */
    REASON_STEP_AGAINST, /* FAIL: all of the interval of an adjacent difference */
    REASON_SLOPE_UNSURE, /* at_least lies within its interval */
    REASON_STEP_UNSURE,
    REASON_DIFFERS, /* same: some replicate */
    REASON_COUNT
} reason;
typedef struct verdict {
    const hypothesis *hypothesis;
    group group;
    decision decision;
    trend trend; /* rises, falls */
    reason reason;
    bool tested;            /* trend holds something */
    uint32_t steps, surely; /* adjacent differences in the direction claimed; of them, surely */
    uint64_t equal, all;    /* same: replicates */
    uint64_t errors;        /* sessions behind it that an agent's fault ended */
} verdict;
typedef struct verdict_list {
    uint32_t n;
    verdict *at;
} verdict_list;

verdict_list verdicts_of(analysis *);
const char *decision_name(decision);
#endif
