/* All outcomes as another program lists them: best first, ties in an order of its own. It sorts
 * once and searches by position; here positions are ranks, which the host finds without a sort, and
 * only the ties around the one that is asked for are looked at.
 *
 * Must not know which program that is, beyond its order of ties. */
#ifndef AGENTS_COMPAT_LISTING_H
#define AGENTS_COMPAT_LISTING_H
#include <higgle/agent.h>

typedef struct listing listing;
struct listing {
    const hg_host *host;
    const hg_issue *issues;
    uint32_t n_issues;
    uint64_t size;
    double cap; /* no outcome is worth more to that program */
    /* Ties stand in ascending order of it; no two outcomes have the same. */
    uint64_t (*key)(const listing *, hg_outcome);
    const uint32_t *const *marks; /* [n_issues][issue size], for the key; NULL: it needs none */
};

/* For a strategy's init: borrows the brief. No cap; ties in the order of listing_odometer. */
void listing_init(listing *, const hg_brief *, const hg_host *);
/* Ties in the order in which nested loops make outcomes, the first issue running fastest. */
uint64_t listing_odometer(const listing *, hg_outcome);

double listing_utility(const listing *, hg_outcome);
double listing_worth(const listing *, uint64_t rank); /* descending; NaN beyond the last */
hg_outcome listing_at(const listing *, uint64_t rank);
/* The same where of equals the one of the higher index comes first, whatever the key; without cap.
 */
hg_outcome listing_reversed(const listing *, uint64_t rank);
/* Of the neighbours at rank and rank + 1 (if there is one) the second, if strictly nearer. */
uint64_t listing_nearer(const listing *, uint64_t rank, double aim);

#endif
