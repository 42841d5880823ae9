/* my-agent: asks for its best outcome first and gives way along a curve until the deadline, but
 * never asks for less than it was offered already. Accepts what is worth its own next offer.
 *
 *     target = floor + (best - floor) (1 - tau^(1/beta)),   floor = its limit now
 *
 * The manual is <higgle/agent.h>: what there is to see (hg_brief, hg_message, hg_turn), to ask
 * (hg_host) and to do (hg_reply). Change what you like, then: make test. */
#include <higgle/agent.h>

/* What a user may set: name, default, least, greatest, choices, meaning, where the default comes
 * from. my-agent:beta=2 gives way early. */
enum { BETA };
static const hg_param params[] = {{"beta", 0.5, 0.01, 100, NULL,
                                   "shape of the curve: below 1 late, 1 a line, above 1 early",
                                   "uncalibrated"},
                                  {0}};

/* All that is known in one session. The host gives it zeroed, and takes it back: no globals, no
 * malloc, nothing to free. */
typedef struct agent {
    const hg_host *host;
    double best, worst; /* own utility of my best and my worst outcome */
    double offered;     /* the best that I was offered so far */
    double exponent;
} agent;

/* The briefing, once. Return something else than 0 if you cannot play this. */
static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    agent *me = self;
    me->host = host;
    me->best = brief->best;
    me->worst = me->offered = brief->worst;
    me->exponent = 1 / p[BETA];
    return 0;
}

/* What another one said, and what happened outside: here only offers matter. */
static void receive(void *self, const hg_message *message)
{
    agent *me = self;
    if (message->kind != HG_OFFER) return;
    double worth = me->host->utility(me->host, message->outcome);
    if (worth > me->offered) me->offered = worth;
}

/* What I ask for now. My limit may have moved since the last turn: ask the host for it. tau runs
 * from 0 in the first round to 1 in the last. hg_pow instead of pow: the same on every machine. */
static double target(const agent *me, const hg_turn *turn, double limit)
{
    double floor = limit > me->worst ? limit : me->worst;
    double asked = floor + (me->best - floor) * (1 - hg_pow(turn->tau, me->exponent));
    return asked > me->offered ? asked : me->offered;
}

static int may(const hg_turn *turn, hg_kind kind) { return (turn->may & HG_MAY(kind)) != 0; }

static double worth_of(const agent *me, hg_outcome outcome)
{
    return me->host->utility(me->host, outcome); /* NaN where there is no outcome */
}

static void offer(hg_reply *reply, hg_outcome outcome)
{
    reply->kind = HG_OFFER;
    reply->outcome = outcome;
}

/* My move. The reply is HG_REJECT until it is made something else. */
static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const agent *me = self;
    double limit = me->host->limit(me->host);
    hg_outcome next = me->host->above(me->host, target(me, turn, limit));
    double worth = worth_of(me, next), standing = worth_of(me, turn->standing);

    if (turn->revise && worth_of(me, turn->mine) >= limit) return 0; /* my offer may stay */
    if (may(turn, HG_ACCEPT) && standing >= limit && standing >= worth)
        reply->kind = HG_ACCEPT;
    else if (may(turn, HG_OFFER) && worth >= limit)
        offer(reply, next);
    else if (may(turn, HG_WITHDRAW) && worth_of(me, turn->mine) < limit)
        reply->kind = HG_WITHDRAW;
    return 0;
}

/* The one symbol that a plugin exports. */
const hg_agent_type hg_agent_plugin = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "my-agent",
    .summary = "gives way along a curve, but never asks for less than it was offered",
    .reference = "own",
    .params = params,
    .state_size = sizeof(agent),
    .init = init,
    .receive = receive,
    .act = act,
};
