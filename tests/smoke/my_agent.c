/* An agent from outside of the tree, for tests/cli_plugin.sh: built with the installed headers and
 * pkg-config alone. It uses something of everything that a plugin may: functions of both headers, a
 * choice, a preset, a blind twin, an alternative, the random stream, words.
 *
 * Asks for its best, or for its share at the equilibrium of alternating offers, less a curve, and
 * adds `greed` of its leverage unless it is blind. */
#include <higgle/agent.h>
#include <higgle/theory.h>

static const char *const starts[] = {"best", "rubinstein", NULL};
enum { SEE, START, GREED, NOISE };
static const hg_param params[] = {
    {"see", 1, 0, 1, NULL, "does it look at its alternatives?", "uncalibrated"},
    {"start", 0, 0, 1, starts, "what it asks for first", "Rubinstein 1982"},
    {"greed", 0.1, 0, 1, NULL, "what a standing alternative adds", "uncalibrated"},
    {"noise", 0, 0, 0.1, NULL, "of what it asks for", "uncalibrated"},
    {0}};
static const hg_preset presets[] = {{"modest", "start=rubinstein:greed=0"}, {0}};

typedef struct smoke {
    const hg_host *host;
    const double *p;
    double best, worst;
    int told; /* of its alternative */
} smoke;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    smoke *me = self;
    if (host->abi != HG_AGENT_ABI || host->struct_size != sizeof(hg_host)) return 1;
    me->host = host;
    me->p = p;
    me->best = brief->best;
    me->worst = brief->worst;
    return 0;
}

static int holds_something(const smoke *me)
{
    hg_alternative all[8];
    size_t n = me->host->alternatives(me->host, all, 8);
    for (size_t i = 0; i < n && i < 8; i++)
        if (all[i].standing) return 1;
    return 0;
}

static double target(const smoke *me, const hg_turn *turn, double floor)
{
    double share = me->p[START] > 0 ? hg_rubinstein(0.99, 0.98) : 1;
    double kept = share * (1 - hg_pow(turn->tau, 3)) + me->p[NOISE] * me->host->uniform(me->host);
    if (me->p[SEE] > 0 && holds_something(me)) kept += me->p[GREED];
    return floor + (me->best - floor) * hg_clamp(kept, 0, 1);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    smoke *me = self;
    double limit = me->host->limit(me->host);
    hg_outcome next =
        me->host->above(me->host, target(me, turn, hg_clamp(limit, me->worst, limit)));
    double worth = me->host->utility(me->host, next);
    double standing = me->host->utility(me->host, turn->standing);
    if (turn->revise && me->host->utility(me->host, turn->mine) >= limit) return 0;
    if ((turn->may & HG_MAY(HG_ACCEPT)) && standing >= limit && standing >= worth) {
        reply->kind = HG_ACCEPT;
    } else if ((turn->may & HG_MAY(HG_OFFER)) && worth >= limit) {
        reply->kind = HG_OFFER;
        reply->outcome = next;
        if (holds_something(me) && !me->told++) {
            reply->n_words = 1;
            reply->words[0] = (hg_words){HG_HINT, HG_ABOUT_ALTERNATIVE, limit};
        }
    } else if (turn->may & HG_MAY(HG_WITHDRAW)) {
        reply->kind = HG_WITHDRAW;
    }
    return 0;
}

static uint32_t traits_of(const double *p)
{
    return (p[SEE] > 0 ? HG_TRAIT_READS_LEVERAGE : 0u) | (p[NOISE] > 0 ? HG_TRAIT_STOCHASTIC : 0u);
}

const hg_agent_type hg_agent_plugin = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "smoke",
    .summary = "a plugin that is built outside of the tree",
    .reference = "own",
    .params = params,
    .presets = presets,
    .twin = "see=0",
    .traits = HG_TRAIT_READS_LEVERAGE,
    .state_size = sizeof(smoke),
    .traits_of = traits_of,
    .init = init,
    .act = act,
};
