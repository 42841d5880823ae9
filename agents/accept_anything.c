/* Accept-anything: accepts the first offer worth at least its limit; while there is none it asks
 * for its best outcome. The baseline of a party that does not bargain: against it, whoever opens
 * high keeps what it asked for.
 *
 * Parameter: least = limit (default), or `anything`: then it takes the first offer whatever it is
 * worth, below its limit too, and declares so (HG_TRAIT_BELOW_LIMIT). It never offers less than its
 * limit: what it asks for is its best, and only where that is worth the limit. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include <math.h>

static const char *const leasts[] = {"limit", "anything", NULL};
enum { LEAST_LIMIT, LEAST_ANYTHING };
enum { LEAST };
static const hg_param params[] = {
    {"least", LEAST_LIMIT, 0, 1, leasts, "what an offer must be worth to be accepted", "baseline"},
    {0}};

typedef struct accept_anything {
    bargainer self; /* first */
    bool anything;
    hg_outcome best;
} accept_anything;

static uint32_t traits_of(const double *p)
{
    return p[LEAST] == LEAST_ANYTHING ? HG_TRAIT_BELOW_LIMIT : 0;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    accept_anything *a = self;
    bargainer_init(&a->self, brief, host);
    a->anything = p[LEAST] == LEAST_ANYTHING;
    a->best = host->above(host, INFINITY);
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    accept_anything *a = self;
    bargainer_hear(&a->self, m);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const accept_anything *a = self;
    const bargainer *b = &a->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    bool takes = a->anything ? move_can_accept(turn) : bargainer_takes(b, turn, b->limit);
    if (takes)
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, a->best, b->sound);
    return 0;
}

const hg_agent_type hg_agent_accept_anything = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "accept-anything",
    .summary = "accepts the first offer that is worth its limit",
    .reference = "baseline",
    .params = params,
    .state_size = sizeof(accept_anything),
    .traits_of = traits_of,
    .init = init,
    .receive = receive,
    .act = act,
};
