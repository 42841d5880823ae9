/* The rule is in the header. The curve is a table shared by all sessions, so a turn costs one load,
 * one search and two look-ups; nothing here takes a power. */
#include "agents/parts/time_dependent.h"

int time_dependent_init(time_dependent *t, const hg_brief *brief, const hg_host *host, double beta,
                        double k)
{
    bargainer_init(&t->self, brief, host);
    t->curve = beta > 0 ? host->curve(host, 1 / beta) : NULL;
    t->k = k;
    t->rest = 1 - k;
    return 0;
}

/* What the other says does not matter before my turn; what an alternative is worth does. */
void time_dependent_receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

int time_dependent_move(const bargainer *b, const hg_turn *turn, hg_reply *reply, double kept)
{
    if (!bargainer_stays(b, turn, reply)) bargainer_aim(b, turn, reply, b->floor + b->span * kept);
    return 0;
}

/* The same with the curve at hand: it is looked up once the turn is known to need it. */
int time_dependent_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const time_dependent *t = self;
    const bargainer *b = &t->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double time = t->curve ? t->curve[turn->round] : 0;
    double conceded = t->k + t->rest * time;
    bargainer_aim(b, turn, reply, b->floor + b->span * (1 - conceded));
    return 0;
}
