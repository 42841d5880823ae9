/* Random: every bid is drawn anew, uniformly among the outcomes worth at least its limit now; it
 * accepts what is worth at least the bid that it has just drawn. The baseline that knows no time
 * and no other: what a strategy gains over it is what the strategy is worth.
 *
 * No parameters. One draw on each turn, whether it then offers, accepts or may do neither. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/swap.h"

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    (void)p;
    bargainer_init(self, brief, host);
    return 0;
}

static void receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

/* HG_NO_OUTCOME where none is worth the limit. */
static hg_outcome draw(const bargainer *b)
{
    uint64_t count = b->host->count(b->host, b->limit);
    uint64_t rank = (uint64_t)(b->host->uniform(b->host) * (double)count);
    return count > 0 ? b->host->best(b->host, rank) : HG_NO_OUTCOME;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const bargainer *b = self;
    if (!bargainer_stays(b, turn, reply)) bargainer_bid(b, turn, reply, draw(b));
    return 0;
}

SWAP_FUNCTIONS(0, init, receive, act);

const hg_agent_type hg_agent_random = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "random",
    .summary = "bids anything that is worth its limit, drawn anew every turn",
    .reference = "baseline",
    .parts = swap_parts,
    .swapped = &swapped,
    .traits = HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(bargainer),
    .init = init,
    .receive = receive,
    .act = act,
};
