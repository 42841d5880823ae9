/* Ties are found by bisection over ranks, the one among them by bisection over keys: O(ties) a
 * pass. Programs ask nearly always for the first or the last of them, which is found at once. */
#include "agents/compat/listing.h"
#include <math.h>

typedef struct span { /* ranks first .. end - 1 */
    uint64_t first, end;
} span;

void listing_init(listing *l, const hg_brief *brief, const hg_host *host)
{
    *l = (listing){.host = host,
                   .issues = brief->issues,
                   .n_issues = brief->n_issues,
                   .size = brief->n_outcomes,
                   .cap = INFINITY,
                   .key = listing_odometer};
}

/* From the last issue, which runs fastest here, to the first. */
uint64_t listing_odometer(const listing *l, hg_outcome o)
{
    uint64_t place = 0;
    for (uint32_t i = l->n_issues; i-- > 0; o /= l->issues[i].size)
        place = place * l->issues[i].size + o % l->issues[i].size;
    return place;
}

double listing_utility(const listing *l, hg_outcome o)
{
    double u = l->host->utility(l->host, o);
    return u > l->cap ? l->cap : u;
}

double listing_worth(const listing *l, uint64_t rank)
{
    return listing_utility(l, l->host->best(l->host, rank));
}

static span ties_around(const listing *l, uint64_t rank)
{
    double worth = listing_worth(l, rank);
    uint64_t first = 0, at = rank;
    while (first < at) {
        uint64_t middle = first + (at - first) / 2;
        if (listing_worth(l, middle) == worth)
            at = middle;
        else
            first = middle + 1;
    }
    return (span){first, l->host->count(l->host, worth)};
}

static uint64_t key_at(const listing *l, uint64_t rank)
{
    return l->key(l, l->host->best(l->host, rank));
}

static uint64_t count_to(const listing *l, span s, uint64_t key)
{
    uint64_t count = 0;
    for (uint64_t r = s.first; r < s.end; r++) count += key_at(l, r) <= key;
    return count;
}

/* The key of which k others are less. */
static uint64_t key_of_place(const listing *l, span s, uint64_t k)
{
    uint64_t least = UINT64_MAX, greatest = 0;
    for (uint64_t r = s.first; r < s.end; r++) {
        uint64_t key = key_at(l, r);
        if (key < least) least = key;
        if (key > greatest) greatest = key;
    }
    if (k == 0) return least;
    if (k == s.end - s.first - 1) return greatest;
    while (least < greatest) {
        uint64_t middle = least + (greatest - least) / 2;
        if (count_to(l, s, middle) > k)
            greatest = middle;
        else
            least = middle + 1;
    }
    return least;
}

hg_outcome listing_at(const listing *l, uint64_t rank)
{
    span s = ties_around(l, rank);
    if (s.end - s.first == 1) return l->host->best(l->host, rank);
    uint64_t key = key_of_place(l, s, rank - s.first), r = s.first;
    while (key_at(l, r) != key) r++;
    return l->host->best(l->host, r);
}

hg_outcome listing_reversed(const listing *l, uint64_t rank)
{
    if (rank >= l->size) return HG_NO_OUTCOME;
    span s = ties_around(l, rank);
    return l->host->best(l->host, s.first + (s.end - 1 - rank));
}

uint64_t listing_nearer(const listing *l, uint64_t rank, double aim)
{
    double here = fabs(listing_worth(l, rank) - aim), next = fabs(listing_worth(l, rank + 1) - aim);
    return next < here ? rank + 1 : rank; /* NaN is not nearer */
}
