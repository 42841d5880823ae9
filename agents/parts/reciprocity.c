/* The rule is in the header. A turn costs one look at each other seat. */
#include "agents/parts/reciprocity.h"
#include <math.h>

const char *const reciprocity_counts[] = {"1", "2", "3", "4", "5", "6", "7", "8", NULL};

int reciprocity_init(reciprocity *r, const hg_brief *brief, const hg_host *host)
{
    bargainer_init(&r->self, brief, host);
    r->seat = brief->seat;
    r->n = brief->n_parties;
    r->demand = brief->best;
    r->zero = brief->worst < 0 ? brief->worst : 0;
    r->heard = host->alloc(host, r->n * sizeof *r->heard);
    for (uint32_t i = 0; i < r->n; i++) r->heard[i].pending = NAN;
    return 0;
}

void reciprocity_receive(void *self, const hg_message *m)
{
    reciprocity *r = self;
    bargainer_hear(&r->self, m);
    if (m->seat >= r->n) return;
    if (m->kind == HG_OFFER) r->heard[m->seat].pending = bargainer_worth(&r->self, m->outcome);
    if (m->kind == HG_WITHDRAW) r->heard[m->seat].pending = NAN;
}

static void take_note(reciprocity_heard *h)
{
    h->moved = !isnan(h->pending);
    if (h->moved) h->worth[h->count++ % (RECIPROCITY_BACK_MAX + 1)] = h->pending;
    h->pending = NAN;
}

double reciprocity_offered(const reciprocity_heard *h, uint32_t before_newest)
{
    return h->worth[(h->count - 1 - before_newest) % (RECIPROCITY_BACK_MAX + 1)];
}

void reciprocity_note(reciprocity *r)
{
    for (uint32_t i = 0; i < r->n; i++) take_note(&r->heard[i]);
}

double reciprocity_ratio(const reciprocity *r, double older, double newer)
{
    double from = older - r->zero, to = newer - r->zero;
    if (!(from > 0 && to > 0)) return r->demand;
    return r->zero + (r->demand - r->zero) * (from / to);
}

/* The mean of the answers; who said nothing new, or too little, has not moved. */
static double answer(const reciprocity *r, reciprocity_rule rule, uint32_t older, uint32_t newer)
{
    double sum = 0;
    uint32_t others = r->n - 1;
    for (uint32_t i = 0; i < r->n; i++) {
        const reciprocity_heard *h = &r->heard[i];
        if (i == r->seat) continue;
        bool answers = h->moved && h->count > older;
        sum += answers ? rule(r, reciprocity_offered(h, older), reciprocity_offered(h, newer))
                       : r->demand;
    }
    return sum / others;
}

/* A revision is not a turn of its own: nobody is answered. */
int reciprocity_act(reciprocity *r, const hg_turn *turn, hg_reply *reply, reciprocity_rule rule,
                    uint32_t older, uint32_t newer)
{
    const bargainer *b = &r->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (!turn->revise) {
        reciprocity_note(r);
        r->demand = answer(r, rule, older, newer);
    }
    r->demand = hg_clamp(r->demand, b->floor, b->best);
    bargainer_aim(b, turn, reply, r->demand);
    return 0;
}
