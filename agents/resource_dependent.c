/* Resource-dependent: target = Umin + (Umax - Umin) (1 - F), F = k + (1 - k) e^(-R / scale): it
 * gives way as a resource runs out (Faratin, Sierra & Jennings 1998). R is
 *
 *     rounds         the rounds that are left: concedes in the last few
 *     counterparts   the number N of others: the fewer, the weaker it is; it never moves
 *     thread         N^2 / (offers made so far, by all): long threads press, many others relieve
 *
 * Parameters: resource, k (default 0.1), scale (default 1, the paper's: what of R is worth a factor
 * of e; reconstruction: the paper has no unit). Without a deadline rounds never run out. Bid and
 * acceptance: parts/bargainer.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"
#include <math.h>

static const char *const resources[] = {"rounds", "counterparts", "thread", NULL};
enum { LEFT, COUNTERPARTS, THREAD };
enum { RESOURCE, K, SCALE, PARAMS };
static const hg_param params[] = {
    {"resource", LEFT, 0, 2, resources, "what runs out: rounds, counterparts, or patience",
     "Faratin, Sierra & Jennings 1998"},
    {"k", 0.1, 0, 1, NULL, "part of the way to the limit that it gives up while there is plenty",
     "uncalibrated"},
    {"scale", 1, 0.01, 10000, NULL, "how much of the resource is worth a factor of e",
     "Faratin, Sierra & Jennings 1998"},
    {0}};

typedef struct resourceful {
    bargainer self; /* first */
    const double *p;
    double others;
    uint32_t seat;
    uint64_t said; /* offers, by all */
} resourceful;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    resourceful *r = self;
    bargainer_init(&r->self, brief, host);
    r->p = p;
    r->seat = brief->seat;
    r->others = brief->n_parties - 1;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    resourceful *r = self;
    bargainer_hear(&r->self, m);
    r->said += m->kind == HG_OFFER && m->seat != r->seat;
}

static double left_of(const resourceful *r, const hg_turn *turn)
{
    if (r->p[RESOURCE] == COUNTERPARTS) return r->others;
    if (r->p[RESOURCE] == THREAD)
        return r->said > 0 ? r->others * r->others / (double)r->said : INFINITY;
    return turn->rounds > 0 ? turn->rounds - 1.0 - turn->round : INFINITY;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    resourceful *r = self;
    double k = r->p[K], conceded = k + (1 - k) * hg_exp(-left_of(r, turn) / r->p[SCALE]);
    (void)time_dependent_move(&r->self, turn, reply, 1 - conceded);
    r->said += reply->kind == HG_OFFER;
    return 0;
}

SWAP_FUNCTIONS(PARAMS, init, receive, act);

const hg_agent_type hg_agent_resource_dependent = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "resource-dependent",
    .summary = "concedes as rounds, counterparts or patience run out",
    .reference = "Faratin, Sierra & Jennings 1998",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(resourceful),
    .init = init,
    .receive = receive,
    .act = act,
};
