/* Walker: asks for the same outcome on every turn and leaves the table after so many rounds, unless
 * something better than its limit has been offered by then. The baseline of a threat carried out:
 * against it, who waits for the deadline gets nothing.
 *
 *     demand   Umin + (Umax - Umin) (1 - k), the same for ever while its limit stands
 *     leave    on its first turn after `rounds` rounds on which it may, if
 *              when = nothing   no offer so far has been worth more than its limit now
 *              when = anyway    nothing on the table is worth its limit; what is, it takes
 *
 * Until it leaves, or where the exit rule keeps it, it accepts what is worth its own next bid
 * (parts/bargainer.h). It leaves for good, and does not weigh what leaving costs. Of several others
 * each one's offers count. Reconstruction: the tactic is common lore, the rule is ours. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include <math.h>

static const char *const whens[] = {"nothing", "anyway", NULL};
enum { WHEN_NOTHING, WHEN_ANYWAY };
enum { ROUNDS, WHEN, K };
static const hg_param params[] = {
    {"rounds", 5, 0, 1e6, NULL, "how many rounds it stays", "uncalibrated"},
    {"when", WHEN_NOTHING, 0, 1, whens,
     "leaves if nothing better than its limit has been offered by then, or anyway", "uncalibrated"},
    {"k", 0.5, 0, 1, NULL, "part of the way to its limit that its demand gives up", "uncalibrated"},
    {0}};

typedef struct walker {
    bargainer self;  /* first */
    const double *p; /* parameters */
    double offered;  /* the best so far, own utility */
} walker;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    walker *w = self;
    bargainer_init(&w->self, brief, host);
    w->p = p;
    w->offered = -INFINITY;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    walker *w = self;
    bargainer_hear(&w->self, m);
    if (m->kind == HG_OFFER) w->offered = fmax(w->offered, bargainer_worth(&w->self, m->outcome));
}

/* Is it time, and is there no reason to stay? */
static bool leaves(const walker *w, const hg_turn *turn)
{
    if (turn->round < w->p[ROUNDS] || !(turn->may & HG_MAY(HG_WALK))) return false;
    return w->p[WHEN] == WHEN_ANYWAY || !(w->offered > w->self.limit);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const walker *w = self;
    const bargainer *b = &w->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (!leaves(w, turn))
        bargainer_aim(b, turn, reply, b->floor + b->span * (1 - w->p[K]));
    else if (w->p[WHEN] == WHEN_ANYWAY && bargainer_takes(b, turn, b->limit))
        reply->kind = HG_ACCEPT;
    else
        reply->kind = HG_WALK; /* final, the door closed: as the host presets it */
    return 0;
}

const hg_agent_type hg_agent_walker = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "walker",
    .summary = "asks for the same on every turn, and leaves after some rounds",
    .reference = "baseline",
    .params = params,
    .traits = HG_TRAIT_WALKS,
    .state_size = sizeof(walker),
    .init = init,
    .receive = receive,
    .act = act,
};
