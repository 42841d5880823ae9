/* Agent failures: sessions that an agent's fault ended are kept apart from what the others say.
 * A second walk over the rows finds whose and which they were; it is taken only where some are. */
#include "analysis/faults.h"

#include "model/fault.h"

#include <stdlib.h>
#include <string.h>

typedef struct search {
    analysis *a;
    fault_list list;
} search;

static agent_fault *fault_entry(search *s, const char *role, const char *agent, const char *kind)
{
    fault_list *l = &s->list;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i].role == role && l->at[i].fault == kind && !strcmp(l->at[i].agent, agent))
            return &l->at[i];
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? 2 * l->cap : 16;
        agent_fault *more = arena_array(&s->a->arena, cap, sizeof *more);
        if (l->n) memcpy(more, l->at, l->n * sizeof *more);
        l->at = more;
        l->cap = cap;
    }
    l->at[l->n] = (agent_fault){.role = role, .agent = agent, .fault = kind};
    return &l->at[l->n++];
}

static bool count_row(void *ctx, const row *r)
{
    search *s = ctx;
    const record_schema *of = &s->a->record.schema;
    if (r->result != HG_RESULT_AGENT_ERROR || r->arm >= of->n_arms) return true;
    if (r->by >= of->n_parties || r->fault >= FAULT_COUNT) return true;
    const char *agent = of->arms[r->arm].agents[r->by];
    fault_entry(s, of->roles[r->by], agent, fault_name((fault)r->fault))->sessions++;
    return true;
}

/* Of as many sessions: by name, so that the order is always the same. */
static int more_first(const void *x, const void *y)
{
    const agent_fault *a = x, *b = y;
    if (a->sessions != b->sessions) return a->sessions > b->sessions ? -1 : 1;
    int order = strcmp(a->role, b->role);
    if (!order) order = strcmp(a->agent, b->agent);
    return order ? order : strcmp(a->fault, b->fault);
}

uint64_t arm_errors(const arm_data *d) { return d ? d->results[HG_RESULT_AGENT_ERROR] : 0; }

fault_list faults_of(analysis *a)
{
    search s = {.a = a};
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++)
        s.list.sessions += arm_errors(&a->arms[i]);
    if (!s.list.sessions) return s.list;
    (void)record_each_row(&a->record, count_row, &s); /* opening it has checked every row */
    if (s.list.n) qsort(s.list.at, s.list.n, sizeof *s.list.at, more_first);
    return s.list;
}

uint64_t analysis_faults(analysis *a)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++) n += arm_errors(&a->arms[i]);
    return n;
}

void analysis_print_faults(analysis *a, uint32_t most, FILE *to)
{
    fault_list list = faults_of(a);
    for (uint32_t i = 0; i < list.n && i < most; i++) {
        const agent_fault *f = &list.at[i];
        fprintf(to, "  %s, played by %s: %s in %llu session%s\n", f->role, f->agent, f->fault,
                (unsigned long long)f->sessions, f->sessions == 1 ? "" : "s");
    }
    if (list.n > most) fprintf(to, "  and %u more kinds\n", list.n - most);
}
