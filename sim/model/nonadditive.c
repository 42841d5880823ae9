/* What is not additive in a preference, outcome by outcome. Costs outcomes times interactions at
 * most, once per run; must not know what the numbers were read from. */
#include "model/nonadditive.h"
#include "base/oom.h"
#include <stdlib.h>
#include <string.h>

/* ---- one outcome ---- */

static bool holds(const interaction *t, const space *s, const uint64_t *index)
{
    for (uint32_t i = 0; i < s->n_issues; i++)
        if (t->where[i] && !t->where[i][index[i]]) return t->outside;
    return !t->outside;
}

static double interaction_of(const interaction *t, const space *s, const uint64_t *index)
{
    double worth = t->worth;
    for (uint32_t k = 0; t->multiplies && k < 2; k++)
        worth *= issue_value(&s->issues[t->factors[k]], index[t->factors[k]]);
    return worth;
}

static bool interaction_depends_on(const interaction *t, uint32_t issue)
{
    return t->where[issue] || (t->multiplies && (t->factors[0] == issue || t->factors[1] == issue));
}

/* What the parts add up to, and the rest. */
static double with_the_rest(const nonadditive *n, const space *s, const uint64_t *index,
                            outcome_id o, double sum)
{
    if (n->table) sum += n->table[o];
    for (uint32_t k = 0; k < n->n_interactions; k++)
        if (holds(&n->interactions[k], s, index))
            sum += interaction_of(&n->interactions[k], s, index);
    return sum + n->base;
}

static double bent(const nonadditive *n, double sum)
{
    return n->bends ? hg_pow((sum - n->from) / (n->to - n->from), n->power) : sum;
}

static double scaled(const nonadditive *n, double v)
{
    return n->scales ? n->scale_from + (v - n->least) / n->span * n->range : v;
}

double nonadditive_of(const nonadditive *n, const preference *p, const space *s,
                      const uint64_t *index)
{
    double sum = preference_of(p, s, index);
    return scaled(n, bent(n, with_the_rest(n, s, index, space_join(s, index), sum)));
}

/* ---- all outcomes ---- */

/* An interaction being added to what outcomes are worth. */
typedef struct adding {
    const interaction *of;
    const space *space;
    uint32_t depth; /* the issues from here on are neither named nor multiplied */
    uint64_t index[SPACE_ISSUES_MAX];
    double *values;
} adding;

/* All outcomes that begin with the first `issue` indices; `size` of them, from `o` on. What is not
 * named is skipped at once, what no more depends on anything added in a row. */
static void add_inside(adding *w, uint32_t issue, outcome_id o, uint64_t size)
{
    if (issue == w->depth) {
        double worth = interaction_of(w->of, w->space, w->index);
        for (uint64_t k = 0; k < size; k++) w->values[o + k] += worth;
        return;
    }
    uint64_t count = w->space->issues[issue].size, each = size / count;
    const bool *among = w->of->where[issue];
    for (uint64_t v = 0; v < count; v++) {
        w->index[issue] = v;
        if (!among || among[v]) add_inside(w, issue + 1, o + v * each, each);
    }
}

static void add_outside(adding *w)
{
    for (outcome_id o = 0; o < w->space->size; o++) {
        space_split(w->space, o, w->index);
        if (holds(w->of, w->space, w->index))
            w->values[o] += interaction_of(w->of, w->space, w->index);
    }
}

static void add_interaction(const interaction *t, const space *s, double *values)
{
    adding w = {.of = t, .space = s, .depth = s->n_issues, .values = values};
    while (w.depth > 0 && !interaction_depends_on(t, w.depth - 1)) w.depth--;
    if (t->outside)
        add_outside(&w);
    else
        add_inside(&w, 0, 0, s->size);
}

/* In the order in which with_the_rest adds. */
static void fill_sums(const nonadditive *n, const preference *p, const space *s, double *values)
{
    uint64_t index[SPACE_ISSUES_MAX];
    for (outcome_id o = 0; o < s->size; o++) {
        space_split(s, o, index);
        values[o] = preference_of(p, s, index);
        if (n->table) values[o] += n->table[o];
    }
    for (uint32_t k = 0; k < n->n_interactions; k++)
        add_interaction(&n->interactions[k], s, values);
    for (outcome_id o = 0; o < s->size; o++) values[o] += n->base;
}

void nonadditive_range(const nonadditive *n, const preference *p, const space *s, double *worst,
                       double *best)
{
    double *values = mem_zero(s->size, sizeof *values);
    fill_sums(n, p, s, values);
    *worst = *best = values[0];
    for (outcome_id o = 1; o < s->size; o++) {
        *worst = values[o] < *worst ? values[o] : *worst;
        *best = values[o] > *best ? values[o] : *best;
    }
    free(values);
}

double nonadditive_transformed(const nonadditive *n, double sum) { return scaled(n, bent(n, sum)); }

const utility_table *nonadditive_table(arena *a, const nonadditive *n, const preference *p,
                                       const space *s)
{
    double *values = arena_array(a, s->size, sizeof *values);
    fill_sums(n, p, s, values);
    for (outcome_id o = 0; o < s->size; o++) values[o] = nonadditive_transformed(n, values[o]);
    return utility_table_of_values(a, s->size, values);
}

/* ---- what it depends on ---- */

/* Compared with the outcome that has the first value of the issue instead. */
static bool table_depends_on(const double *table, const space *s, uint32_t issue)
{
    uint64_t stride = 1, size = s->issues[issue].size;
    for (uint32_t i = issue + 1; i < s->n_issues; i++) stride *= s->issues[i].size;
    for (outcome_id o = 0; o < s->size; o++)
        if (table[o] != table[o - o / stride % size * stride]) return true;
    return false;
}

bool nonadditive_depends_on(const nonadditive *n, const space *s, uint32_t issue)
{
    for (uint32_t k = 0; k < n->n_interactions; k++)
        if (interaction_depends_on(&n->interactions[k], issue)) return true;
    return n->table && table_depends_on(n->table, s, issue);
}

/* ---- equal ones ---- */

static bool interaction_equal(const space *s, const interaction *a, const interaction *b)
{
    bool same = a->worth == b->worth && a->multiplies == b->multiplies && a->outside == b->outside;
    for (uint32_t k = 0; same && a->multiplies && k < 2; k++) same = a->factors[k] == b->factors[k];
    for (uint32_t i = 0; same && i < s->n_issues; i++) {
        const bool *x = a->where[i], *y = b->where[i];
        same = !x == !y && (!x || memcmp(x, y, s->issues[i].size * sizeof *x) == 0);
    }
    return same;
}

static bool transforms_equal(const nonadditive *a, const nonadditive *b)
{
    bool same = a->base == b->base && a->bends == b->bends && a->scales == b->scales;
    if (a->bends) same &= a->power == b->power && a->from == b->from && a->to == b->to;
    if (a->scales)
        same &= a->least == b->least && a->span == b->span && a->scale_from == b->scale_from &&
                a->range == b->range;
    return same;
}

bool nonadditive_equal(const space *s, const nonadditive *a, const nonadditive *b)
{
    if (!a || !b) return a == b;
    if (!transforms_equal(a, b) || a->n_interactions != b->n_interactions) return false;
    for (uint32_t k = 0; k < a->n_interactions; k++)
        if (!interaction_equal(s, &a->interactions[k], &b->interactions[k])) return false;
    if (!a->table != !b->table) return false;
    return !a->table || memcmp(a->table, b->table, s->size * sizeof *a->table) == 0;
}
