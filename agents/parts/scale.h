/* Own utility in parts of my best outcome: 1 = the best, 0 = nothing, or my least utility where
 * that is below 0. On the field's own domains it is the utility itself; it makes a rule's numbers
 * mean the same in euros. */
#ifndef AGENTS_PARTS_SCALE_H
#define AGENTS_PARTS_SCALE_H
#include <higgle/agent.h>

typedef struct scale {
    double zero, room;
} scale;

static inline scale scale_of(const hg_brief *brief)
{
    double zero = brief->worst < 0 ? brief->worst : 0;
    return (scale){zero, brief->best - zero};
}

static inline double scale_part(scale s, double worth)
{
    return s.room > 0 ? (worth - s.zero) / s.room : 0;
}

static inline double scale_worth(scale s, double part) { return s.zero + part * s.room; }

#endif
