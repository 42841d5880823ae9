/* Writes where nothing is, in its second round. */
#include "plugin.h"

#include <stddef.h>

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    static int *const nothing = NULL;
    if (turn->round) *(volatile int *)nothing = 1;
    return plain_offer(self, turn, reply, 0);
}

PLUGIN("crashes", .traits = 0);
