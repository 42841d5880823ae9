/* Inside the room: a hypothesis becomes one verdict per combination of the other columns. */
#ifndef ANALYSIS_VERDICTS_H
#define ANALYSIS_VERDICTS_H
#include "analysis/groups.h"

/* Why it is no PASS: the first of these that holds. */
typedef enum reason {
    REASON_NONE, /* PASS */
    REASON_NO_CELL,
    REASON_ONE_LEVEL,
    REASON_NO_NUMBER, /* the measure cannot rise or fall */
    REASON_ABSENT,    /* the record lacks a level, or what it is compared with */
    REASON_NO_VALUE,  /* no replicate has a value at every level */
    REASON_NO_SPREAD, /* slope, correlation: what it goes with does not vary, or hardly ever */
    REASON_NO_THEORY, /* the closed form does not hold in a cell */
    REASON_ERRORS,    /* agents failed: what they left behind says nothing about the claim */
    REASON_FEW,       /* distinct sessions */
    /* rises, falls */
    REASON_SLOPE_SHORT,  /* FAIL: all of its interval is short of at_least */
    REASON_STEP_AGAINST, /* FAIL: all of the interval of an adjacent difference */
    REASON_SLOPE_UNSURE, /* at_least lies within its interval */
    REASON_STEP_UNSURE,
    /* peaks */
    REASON_NO_PEAK, /* FAIL: no inner level can be above both ends */
    REASON_PEAK_UNSURE,
    /* unaffected */
    REASON_AFFECTED, /* FAIL: a difference is surely too large */
    REASON_AFFECTED_UNSURE,
    /* same, equals */
    REASON_DIFFERS,     /* FAIL: some replicate, or a mean */
    REASON_ERRORS_WIDE, /* with errors and a tolerance: it may be within, or not */
    /* within, above, below */
    REASON_OUTSIDE, /* FAIL: interval and band are disjoint */
    REASON_UNSURE,  /* an end of the band lies within the interval */
    REASON_ALIKE,   /* FAIL: within, beyond: the difference is surely no more than at_least */
    REASON_ALIKE_UNSURE,
    REASON_COUNT
} reason;
typedef struct verdict {
    const hypothesis *hypothesis;
    group group;
    decision decision;
    reason reason;
    bool tested;            /* what follows holds something, as far as the claim has it */
    bool exact;             /* nothing is drawn: numbers without interval decide */
    uint64_t errors;        /* sessions behind it that an agent's fault ended */
    uint32_t family;        /* comparisons that it rests on; rises, falls, peaks: after Holm */
    estimate found;         /* the number that was judged: slope per level, difference, mean, ... */
    uint64_t dropped;       /* replicates without a value */
    trend trend;            /* rises, falls */
    uint32_t steps, surely; /* ... adjacent differences in the direction claimed; of them, surely */
    uint32_t at, than;      /* peaks, unaffected, equals: the levels that decided */
    estimate differs;       /* within: the difference from what it is to be beyond */
    double expected;        /* equals: what it should be, at the level that is farthest */
    uint64_t equal, all;    /* same, equals: replicates */
} verdict;
typedef struct verdict_list {
    uint32_t n;
    verdict *at;
} verdict_list;

verdict_list verdicts_of(analysis *);
const char *decision_name(decision);

/* How a claim is decided: fills in what the verdict rests on. The measure is a number but for
 * judge_same. */
typedef reason judging(analysis *, uint32_t measure, verdict *);
judging judge_trend, judge_peak, judge_unaffected, judge_same; /* judge_along.c */
judging judge_band, judge_equals;                              /* judge_number.c */
/* What the claim's `beyond` compares a measure with. */
base base_of(const analysis *, const hypothesis *, uint32_t measure);

/* ---- telling (verdict_text.c, verdict_tell.c) ---- */

const char *verdict_where(const analysis *, arena *, const verdict *); /* "agent=human" */
const char *verdict_line(const analysis *, arena *, const verdict *);  /* all that follows it */
const char *verdict_reason(arena *, const verdict *);                  /* "" for a PASS */
const char *marking_name(marking);                                     /* NULL: not marked */
int write_verdicts(analysis *, error_list *) HG_MUST_CHECK;            /* verdicts.csv */
void describe_verdicts(buf *out); /* adds its lines to the codebook */
#endif
