/* A look through at most eight lists: a seat seldom meets more than two utilities. Knows no agent
 * and no session. */
#include "host/rankings.h"

#include "base/oom.h"

#include <stdlib.h>
#include <string.h>

#define COUNTED_MAX (RANKING_MAX / 2) /* what is estimated to be more is not counted one by one */

static bool has_lists(const utility *u) { return u->table->additive && !u->table->additive->exact; }

static ranking *list_of(rankings *r, const utility *u)
{
    const additive *a = u->table->additive;
    for (uint32_t i = 0; i < r->n; i++)
        if (r->of[i].of == a) return &r->of[i];
    ranking *list = &r->of[r->next];
    if (r->n < RANKINGS_KEPT)
        r->n++;
    else
        ranking_fini(list);
    r->next = (r->next + 1) % RANKINGS_KEPT;
    ranking_init(list, a);
    return list;
}

outcome_id rankings_best(rankings *r, const utility *u, uint64_t rank)
{
    if (!has_lists(u) || rank >= RANKING_MAX) return utility_ranked(u, rank);
    return ranking_at(list_of(r, u), rank);
}

static bool is_worth(ranking *list, const utility *u, uint64_t rank, double least)
{
    outcome_id o = ranking_at(list, rank);
    return o != HG_NO_OUTCOME && utility_of(u, o) >= least;
}

/* At least `lo` are worth it: from there the list is gone down in growing steps. */
static uint64_t count_down(ranking *list, const utility *u, double least, uint64_t lo)
{
    uint64_t hi = lo + 1;
    while (hi <= RANKING_MAX && is_worth(list, u, hi - 1, least)) {
        lo = hi;
        hi += hi < RANKING_MAX / 2 ? hi : 1 + (RANKING_MAX - hi);
    }
    while (hi - lo > 1) {
        uint64_t middle = lo + (hi - lo) / 2;
        if (is_worth(list, u, middle - 1, least))
            lo = middle;
        else
            hi = middle;
    }
    return lo;
}

uint64_t rankings_count(rankings *r, const utility *u, double least)
{
    uint64_t count = utility_count(u, least);
    if (!has_lists(u) || count == 0 || count > COUNTED_MAX) return count;
    return count_down(list_of(r, u), u, least, count);
}

/* ---- searches ---- */

struct searched {
    const utility_table *of;
    double shift, target;
    outcome_id found;
};

static uint32_t place_of(const utility *u, double target)
{
    uint64_t bits, shift;
    memcpy(&bits, &target, sizeof bits);
    memcpy(&shift, &u->shift, sizeof shift);
    uint64_t mixed = (bits ^ shift << 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 40) % SEARCHES_KEPT;
}

outcome_id rankings_above(rankings *r, const utility *u, double target)
{
    if (!r->searched) r->searched = mem_zero(SEARCHES_KEPT, sizeof *r->searched);
    struct searched *s = &r->searched[place_of(u, target)];
    bool same = s->of == u->table && s->target == target && s->shift == u->shift;
    if (!same) *s = (struct searched){u->table, u->shift, target, utility_above(u, target)};
    return s->found;
}

void rankings_fini(rankings *r)
{
    free(r->searched);
    for (uint32_t i = 0; i < r->n; i++) ranking_fini(&r->of[i]);
    *r = (rankings){0};
}
