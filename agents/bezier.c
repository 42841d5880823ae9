/* Bezier: target = Umin + (Umax - Umin) B(tau), B(t) = (1 - t)^2 p0 + 2 t (1 - t) p1 + t^2 p2: a
 * quadratic Bezier curve from p0 at the opening to p2 at the deadline, drawn towards p1 on the way
 * (Vahidov, Kersten & Yu 2017). It falls from round to round where p0 >= p1 >= p2.
 *
 * Parameters: the control points, as parts of the way from the limit up to the best outcome.
 * Defaults and presets are those of the NegoLog library: p0 = 1, p2 = 0.4, p1 = 0.85 boulware, 0.7
 * linear, 0.55 conceder. Reconstruction: there the range is 0..1; here it is Umin..Umax, and it
 * accepts what is worth its own next bid (there: its target). Without a deadline t stays 0. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include "agents/parts/time_dependent.h"

enum { P0, P1, P2, PARAMS };
static const hg_param params[] = {
    {"p0", 1, 0, 1, NULL, "demand at the opening: 0 its limit, 1 its best", "NegoLog"},
    {"p1", 0.7, 0, 1, NULL, "control point that the curve is drawn towards half-way", "NegoLog"},
    {"p2", 0.4, 0, 1, NULL, "demand at the deadline", "NegoLog"},
    {0}};

static const hg_preset presets[] = {
    {"boulware", "p1=0.85"}, {"linear", "p1=0.7"}, {"conceder", "p1=0.55"}, {0}};

typedef struct bezier {
    bargainer self;  /* first */
    const double *p; /* parameters */
} bezier;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    bezier *z = self;
    bargainer_init(&z->self, brief, host);
    z->p = p;
    return 0;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const bezier *z = self;
    double t = turn->tau, left = 1 - t;
    double demand = left * left * z->p[P0] + 2 * t * left * z->p[P1] + t * t * z->p[P2];
    return time_dependent_move(&z->self, turn, reply, demand);
}

SWAP_FUNCTIONS(PARAMS, init, time_dependent_receive, act);

const hg_agent_type hg_agent_bezier = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "bezier",
    .summary = "concedes along a Bezier curve with three control points",
    .reference = "Vahidov, Kersten & Yu 2017",
    .params = params,
    .presets = presets,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(bezier),
    .init = init,
    .receive = time_dependent_receive,
    .act = act,
};
