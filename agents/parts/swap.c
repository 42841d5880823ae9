/* Must not know the strategy: only what it would bid. */
#include "agents/parts/swap.h"

#include "agents/parts/acceptance.h"
#include "agents/parts/models.h"

enum { ACCEPT = 0, MODEL = 1 + HG_PART_ARGUMENTS }; /* where the numbers of each begin */

const hg_part swap_parts[] = {
    {"accept", acceptance_choices, "what it accepts, beside nothing below its limit"},
    {"model", models_choices, "chooses among bids of about the same own worth"},
    {0}};

struct swap {
    acceptance *accept;
    choosing choosing;
};

int swap_init(void *self, const hg_brief *brief, const hg_host *host, const double *numbers)
{
    bargainer *b = self;
    b->swap = host->alloc(host, sizeof *b->swap);
    b->swap->accept = acceptance_open(brief, host, numbers + ACCEPT);
    return choosing_open(&b->swap->choosing, brief, host, numbers + MODEL);
}

void swap_receive(void *self, const hg_message *m)
{
    const bargainer *b = self;
    acceptance_hear(b->swap->accept, m);
    choosing_hear(&b->swap->choosing, m);
}

/* What stands is worth my limit, and the condition holds? */
static bool takes(const bargainer *b, const hg_turn *turn, double bid)
{
    if (!move_can_accept(turn)) return false;
    double offered = bargainer_worth(b, turn->standing);
    return offered >= b->limit && acceptance_takes(b->swap->accept, turn, offered, bid);
}

/* It is to say its bid also where it may only accept or not. */
static hg_turn as_if_nothing_stood(const hg_turn *turn)
{
    hg_turn asked = *turn;
    asked.may &= ~(uint32_t)HG_MAY(HG_ACCEPT);
    if (!turn->revise) asked.may |= HG_MAY(HG_OFFER);
    return asked;
}

int swap_act(void *self, const hg_turn *turn, hg_reply *reply,
             int (*act)(void *, const hg_turn *, hg_reply *))
{
    const bargainer *b = self;
    hg_turn asked = as_if_nothing_stood(turn);
    int code = act(self, &asked, reply);
    if (code || reply->kind != HG_OFFER) return code;
    hg_outcome bid = choosing_pick(&b->swap->choosing, reply->outcome);
    double worth = bargainer_worth(b, bid);
    if (takes(b, turn, worth)) {
        reply->kind = HG_ACCEPT;
    } else {
        move_offer(turn, reply, bid, true);
        if (reply->kind == HG_OFFER) acceptance_made(b->swap->accept, worth);
    }
    return 0;
}
