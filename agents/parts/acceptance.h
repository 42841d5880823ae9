/* When to accept: the acceptance conditions of Baarslag, Hindriks & Jonker (2013), for any strategy
 * that says what it would bid next. Must not know the strategy.
 *
 * u: what an offer is worth to me, in parts of my best outcome (scale.h). Whatever the condition
 * says, nothing below my limit is accepted: the caller sees to that.
 *
 *     next/alpha/beta    alpha u + beta >= u(my next bid)
 *     prev/alpha/beta    alpha u + beta >= u(my last bid); before I made one, my next
 *     const/least        u >= least
 *     time/from          tau >= from
 *     gap/gap            u + gap >= u(my last bid): prev/1/gap
 *     combi/kind/from    next, or tau >= from and u >= what I may still hope for:
 *         max            the best offer so far
 *         window-max     the best of the last r rounds, r the rounds still to come
 *         window-avg     the mean of those
 *     prob/from/window   next, or tau >= from and u > what to expect of waiting: q a, where a is
 *                        the mean of the offers better than this one in the last window * r
 *                        rounds, n their number, and q = 1 - (1 - 1/window)^n; not while more
 *                        than 10 offers are to be expected (AC_CombiProb of Genius, whose window
 *                        is 1: there q is 1 as soon as anything was better)
 *
 * Windows hold at most the last 4096 offers. Without a deadline tau stays 0, and r is 0. */
#ifndef AGENTS_PARTS_ACCEPTANCE_H
#define AGENTS_PARTS_ACCEPTANCE_H
#include <higgle/agent.h>
#include <stdbool.h>

enum { /* in the order of the table */
       ACCEPTANCE_NEXT,
       ACCEPTANCE_PREV,
       ACCEPTANCE_CONST,
       ACCEPTANCE_TIME,
       ACCEPTANCE_GAP,
       ACCEPTANCE_COMBI,
       ACCEPTANCE_PROB
};
extern const hg_part_choice acceptance_choices[]; /* the first is AC_next, exact */

typedef struct acceptance acceptance;

/* In init; `numbers` are the part's: the choice, then its arguments. */
acceptance *acceptance_open(const hg_brief *, const hg_host *, const double *numbers);
void acceptance_hear(acceptance *, const hg_message *); /* any message */
void acceptance_made(acceptance *, double worth);       /* my own bid went out, own unit */
/* Is the standing offer, worth `offered`, to be accepted, where I would bid something worth `next`?
 * Own unit both. */
bool acceptance_takes(const acceptance *, const hg_turn *, double offered, double next);

#endif
