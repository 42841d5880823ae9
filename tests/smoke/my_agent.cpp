// The header read by C++, and an agent written in it: it asks for its best and takes whatever is worth its limit.
#include <higgle/agent.h>
#include <higgle/theory.h>

namespace {

struct Plus {
    const hg_host *host;
};

int init(void *self, const hg_brief *, const hg_host *host, const double *)
{
    static_cast<Plus *>(self)->host = host;
    return hg_exp(0) == 1 ? 0 : 1;
}

int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const hg_host *host = static_cast<Plus *>(self)->host;
    const double limit = host->limit(host);
    const hg_outcome best = host->best(host, 0);
    if ((turn->may & HG_MAY(HG_ACCEPT)) && host->utility(host, turn->standing) >= limit) {
        reply->kind = HG_ACCEPT;
    } else if ((turn->may & HG_MAY(HG_OFFER)) && host->utility(host, best) >= limit) {
        reply->kind = HG_OFFER;
        reply->outcome = best;
    }
    return 0;
}

hg_agent_type described()
{
    hg_agent_type type{};
    type.abi = HG_AGENT_ABI;
    type.struct_size = sizeof type;
    type.name = "plus";
    type.summary = "an agent in C++";
    type.reference = "own";
    type.state_size = sizeof(Plus);
    type.init = init;
    type.act = act;
    return type;
}

} // namespace

const hg_agent_type hg_agent_plugin = described();
