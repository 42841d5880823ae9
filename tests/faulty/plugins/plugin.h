/* What the plugins here share: a state, an init that keeps briefing and host, and going down the
 * list of one's own outcomes as time passes, never below the limit. Each says in its first line
 * what is wrong with it. */
#ifndef TESTS_FAULTY_PLUGIN_H
#define TESTS_FAULTY_PLUGIN_H
#include <higgle/agent.h>

typedef struct plain {
    const hg_host *host;
    const hg_brief *brief;
    uint32_t turns; /* so far */
} plain;

static inline int plain_init(void *self, const hg_brief *brief, const hg_host *host,
                             const double *params)
{
    (void)params;
    *(plain *)self = (plain){.host = host, .brief = brief};
    return 0;
}

/* Accepts what is worth its limit; offers the outcome of this rank, as far as it is worth it. */
static inline int plain_offer(const plain *p, const hg_turn *turn, hg_reply *reply, uint64_t rank)
{
    double limit = p->host->limit(p->host);
    if (turn->may & HG_MAY(HG_ACCEPT) && p->host->utility(p->host, turn->standing) >= limit) {
        reply->kind = HG_ACCEPT;
        return 0;
    }
    hg_outcome best = p->host->best(p->host, 0), outcome = p->host->best(p->host, rank);
    if (outcome == HG_NO_OUTCOME || p->host->utility(p->host, outcome) < limit) outcome = best;
    int may = (turn->may & HG_MAY(HG_OFFER)) != 0 && p->host->utility(p->host, outcome) >= limit;
    if (may) {
        reply->kind = HG_OFFER;
        reply->outcome = outcome;
    } else if (turn->revise) {
        reply->kind = HG_WITHDRAW;
    }
    return 0;
}

#define PLUGIN(given, ...)                                                                         \
    const hg_agent_type hg_agent_plugin = {.abi = HG_AGENT_ABI,                                    \
                                           .struct_size = sizeof(hg_agent_type),                   \
                                           .name = (given),                                        \
                                           .summary = "faulty",                                    \
                                           .reference = "a test",                                  \
                                           .state_size = sizeof(plain),                            \
                                           .init = plain_init,                                     \
                                           .act = act,                                             \
                                           __VA_ARGS__}
#endif
