/* The ablation of an experiment: what takes its mechanism out, and the hypotheses that must fail
 * then. Asked for by `ablated`, it is the experiment itself that runs, with these settings last and
 * without the other hypotheses. */
#include "scenario/experiment/design.h"

#include <string.h>

static void read_ablation_set(reader *r, const node *n, void *into)
{
    design *d = into;
    d->out->ablation.sets = read_sets(r, n, &d->out->ablation.n_sets);
}

static name_list hypothesis_names(arena *a, const experiment *e)
{
    const char **names = arena_array(a, e->n_hypotheses, sizeof *names);
    for (uint32_t i = 0; i < e->n_hypotheses; i++) names[i] = e->hypotheses[i].name;
    return (name_list){e->n_hypotheses, names};
}

static void read_fails(reader *r, const node *n, void *into)
{
    design *d = into;
    ablation *out = &d->out->ablation;
    if (n->kind != NODE_LIST || n->count == 0) {
        node_error(r->errors, n, "%s must be a list of hypotheses: [keeps_more]", r->path);
        return;
    }
    const char **fails = arena_array(r->arena, n->count, sizeof *fails);
    name_list names = hypothesis_names(r->arena, d->out);
    for (uint32_t i = 0; i < n->count; i++)
        if (read_choice(r, n->items[i], "hypothesis", names) != HG_NOBODY)
            fails[out->n_fails++] = n->items[i]->text;
    out->fails = fails;
}

static const key_spec ablation_keys[] = {
    {"set", read_ablation_set, NULL, "{PATH: VALUE}", NULL, "made after the levels of every cell"},
    {"fails", read_fails, NULL, "list of hypotheses", NULL, "those that must fail then"},
    {.name = NULL},
};
const map_spec ablation_map = {.what = "{set, fails}", .keys = ablation_keys};

void read_ablation(reader *r, const node *n, void *into)
{
    if (!is_map(r, n, ablation_map.what)) return;
    read_map(r, n, &ablation_map, into);
    if (!node_get(n, "set") || !node_get(n, "fails"))
        node_error(r->errors, n, "%s needs both set and fails", r->path);
}

void read_ablated(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"no", "yes"};
    design *d = into;
    d->out->ablated = read_word(r, n, words, 2) == 1;
    if (d->out->ablated && !d->out->ablation.n_fails)
        node_error(r->errors, n, "the experiment has no ablation");
}

/* Only what must fail is judged. */
void keep_ablated(design *d)
{
    experiment *e = d->out;
    name_list fails = {e->ablation.n_fails, e->ablation.fails};
    uint32_t kept = 0;
    if (!e->ablated) return;
    for (uint32_t i = 0; i < e->n_hypotheses; i++)
        if (name_index(fails, d->hypotheses[i].name) != HG_NOBODY)
            d->hypotheses[kept++] = d->hypotheses[i];
    e->n_hypotheses = kept;
}
