#include "agents/theory/holdout.h"

int holdout_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    holdout *h = self;
    double stand = turn->round >= h->until ? h->yields : h->demand;
    game_play(&h->game, turn, reply, stand, stand);
    return 0;
}
