/* The rule is in the header. The curve is a table shared by all sessions, so a turn costs one load,
 * one search and two look-ups; nothing here takes a power. */
#include "agents/parts/time_dependent.h"
#include "agents/parts/move.h"

static void set_limit(time_dependent *t, double limit)
{
    t->limit = limit;
    t->floor = limit > t->worst ? limit : t->worst;
    t->span = t->best - t->floor;
    t->sound = limit <= t->best;
}

int time_dependent_init(time_dependent *t, const hg_brief *brief, const hg_host *host, double beta,
                        double k)
{
    t->host = host;
    t->curve = beta > 0 ? host->curve(host, 1 / beta) : NULL;
    t->best = brief->best;
    t->worst = brief->worst;
    t->k = k;
    t->rest = 1 - k;
    set_limit(t, brief->limit);
    return 0;
}

/* What the other says does not matter before my turn; what an alternative is worth does. */
void time_dependent_receive(void *self, const hg_message *m)
{
    time_dependent *t = self;
    if (m->kind == HG_EVENT) set_limit(t, t->host->limit(t->host));
}

static double target(const time_dependent *t, uint32_t round)
{
    double time = t->curve ? t->curve[round] : 0;
    double conceded = t->k + t->rest * time;
    return t->floor + t->span * (1 - conceded);
}

/* The bid is worth at least `aim`: most offers fail there, before the bid's worth is looked up. */
static bool accepts(const time_dependent *t, const hg_turn *turn, double aim, hg_outcome bid)
{
    if (!move_can_accept(turn)) return false;
    double offered = t->host->utility(t->host, turn->standing);
    if (!(offered >= aim) && aim <= t->best) return false;
    return offered >= t->limit && offered >= t->host->utility(t->host, bid);
}

int time_dependent_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const time_dependent *t = self;
    const hg_host *host = t->host;
    if (turn->revise && host->utility(host, turn->mine) >= t->limit) {
        reply->kind = HG_REJECT; /* my offer is still good: leave it */
        return 0;
    }
    double aim = target(t, turn->round);
    hg_outcome bid = host->above(host, aim);
    if (accepts(t, turn, aim, bid))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid, t->sound);
    return 0;
}
