/* Best-first over the lattice of positions below each issue's best value. Every outcome is reached
 * once: issues are taken in ascending order of what giving up their best value costs, and from a
 * node at step k of issue j there go three ways, none of them up: step k + 1; the first step of the
 * next issue; that one instead of the first step of this. What rounding may turn around waits in a
 * second heap until nothing open can come before it. */
#include "model/ranking.h"
#include "base/oom.h"
#include <stdlib.h>
#include <string.h>

typedef struct ranking_node {
    double u;
    outcome_id outcome;
    uint64_t step;  /* positions below the best value ... */
    uint32_t issue; /* ... of the last issue that was moved */
} node;
typedef struct ranking_heap heap;

#define FOUND_MAX 4096 /* waiting to be told: more equals are told as they come */

/* ---- heaps ---- */

static bool comes_first(const node *a, const node *b)
{
    return a->u != b->u ? a->u > b->u : a->outcome < b->outcome;
}

static void heap_push(heap *h, node x)
{
    if (h->size == h->cap) {
        h->cap = h->cap ? 2 * h->cap : 64;
        h->at = mem_grow(h->at, h->cap, sizeof *h->at);
    }
    size_t i = h->size++;
    for (size_t up; i > 0 && comes_first(&x, &h->at[up = (i - 1) / 2]); i = up)
        h->at[i] = h->at[up];
    h->at[i] = x;
}

static node heap_pop(heap *h)
{
    node top = h->at[0], last = h->at[--h->size];
    size_t i = 0;
    for (size_t down; (down = 2 * i + 1) < h->size; i = down) {
        if (down + 1 < h->size && comes_first(&h->at[down + 1], &h->at[down])) down++;
        if (!comes_first(&h->at[down], &last)) break;
        h->at[i] = h->at[down];
    }
    h->at[i] = last;
    return top;
}

/* ---- nodes ---- */

static const ladder *ladder_of(const ranking *r, uint32_t issue)
{
    return &r->of->ladders[r->issues[issue]];
}

static uint64_t index_at(const ladder *l, uint64_t step)
{
    return ladder_index(l, l->size - 1 - step);
}

/* Moves one issue from one step to another; a stride is taken modulo 2^64, so that down is up. */
static outcome_id moved(const ladder *l, outcome_id o, uint64_t from, uint64_t to)
{
    return o + (index_at(l, to) - index_at(l, from)) * l->stride;
}

static void open_node(ranking *r, outcome_id o, uint32_t issue, uint64_t step)
{
    heap_push(&r->open, (node){additive_of(r->of, o), o, step, issue});
}

static void go_on(ranking *r, const node *x)
{
    const ladder *l = ladder_of(r, x->issue);
    if (x->step + 1 < l->size)
        open_node(r, moved(l, x->outcome, x->step, x->step + 1), x->issue, x->step + 1);
    if (x->issue + 1 == r->n) return;
    outcome_id also = moved(ladder_of(r, x->issue + 1), x->outcome, 0, 1);
    open_node(r, also, x->issue + 1, 1);
    if (x->step == 1) open_node(r, moved(l, also, 1, 0), x->issue + 1, 1);
}

/* ---- the list ---- */

static void tell(ranking *r, outcome_id o)
{
    if (r->n_told == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 64;
        r->told = mem_grow(r->told, r->cap, sizeof *r->told);
    }
    r->told[r->n_told++] = o;
}

static void tell_next(ranking *r)
{
    while (r->open.size > 0 && r->found.size < FOUND_MAX &&
           (r->found.size == 0 || r->open.at[0].u + r->slack >= r->found.at[0].u)) {
        node x = heap_pop(&r->open);
        heap_push(&r->found, x);
        go_on(r, &x);
    }
    tell(r, heap_pop(&r->found).outcome);
}

outcome_id ranking_at(ranking *r, uint64_t rank)
{
    if (rank >= r->of->space->size || rank >= RANKING_MAX) return HG_NO_OUTCOME;
    while (r->n_told <= rank) tell_next(r);
    return r->told[rank];
}

static double first_loss(const ladder *l) { return l->most - ladder_worth(l, index_at(l, 1)); }

void ranking_init(ranking *r, const additive *a)
{
    outcome_id best = 0;
    double most = 0;
    *r = (ranking){.of = a};
    for (uint32_t i = 0; i < a->n; i++) {
        const ladder *l = &a->ladders[i];
        best += index_at(l, 0) * l->stride;
        most += fmax(fabs(l->most), fabs(l->least));
        if (l->size == 1) continue;
        uint32_t at = r->n++;
        for (; at > 0 && first_loss(&a->ladders[r->issues[at - 1]]) > first_loss(l); at--)
            r->issues[at] = r->issues[at - 1];
        r->issues[at] = i;
    }
    r->slack = most * a->n * 0x1p-50;
    heap_push(&r->found, (node){.u = a->best, .outcome = best});
    if (r->n > 0) open_node(r, moved(ladder_of(r, 0), best, 0, 1), 0, 1);
}

void ranking_fini(ranking *r)
{
    free(r->open.at);
    free(r->found.at);
    free(r->told);
    *r = (ranking){0};
}
