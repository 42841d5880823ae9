#include "agents/theory/game.h"
#include <math.h>

#define ROUNDING 1e-12 /* of the pie */

static bool refuse(const hg_host *host, const char *why)
{
    host->note(host, why);
    return false;
}

/* The worth of one price issue runs one way. */
static void find_direction(game *g, const hg_brief *brief)
{
    double first = bargainer_worth(&g->self, 0);
    bool rises = bargainer_worth(&g->self, brief->n_outcomes - 1) > first;
    g->worse = rises ? (hg_outcome)-1 : 1;
}

bool game_init(game *g, const hg_brief *brief, const hg_host *host)
{
    if (brief->n_parties != 2) return refuse(host, "plays between two parties");
    if (brief->frontier || brief->n_issues != 1 || brief->issues[0].kind != HG_ISSUE_NUMBER)
        return refuse(host, "divides money: it needs a price, and no other issue");
    if (!(brief->pie > 0)) return refuse(host, "divides a pie, and here is nothing to share");
    bargainer_init(&g->self, brief, host);
    g->brief = brief;
    g->me = brief->party;
    g->other = 1 - g->me;
    g->pie = brief->pie;
    g->slack = ROUNDING * g->pie;
    g->others = brief->others_limit[g->other];
    find_direction(g, brief);
    return true;
}

bool game_is_endless(const game *g)
{
    const hg_host *host = g->self.host;
    if (g->brief->rounds == 0) return true;
    return refuse(host, "plays without a deadline: deadline.rounds must be none");
}

void game_receive(void *self, const hg_message *m)
{
    game *g = self;
    bargainer_hear(&g->self, m);
    if (m->kind != HG_EVENT) g->second |= !g->moved && m->kind >= HG_OFFER && m->kind != HG_SAY;
    if (m->kind == HG_EVENT && m->event == HG_EVENT_LIMIT && m->party == g->other)
        g->others = m->value;
}

void game_moves(game *g) { g->moved = true; }

double game_offer_patience(const game *g, uint32_t who)
{
    return hg_exp(-g->brief->hazard[who] / 2);
}

double game_round_patience(const game *g, uint32_t who) { return hg_exp(-g->brief->hazard[who]); }

double game_limit(const game *g, uint32_t who)
{
    double limit = who == g->me ? g->self.limit : g->others;
    return limit > 0 ? limit / g->pie : 0;
}

bool game_may_leave(const game *g) { return g->brief->exit != HG_EXIT_NOBODY; }

/* ---- a turn ---- */

/* What I accept and offer at least: my limit, unless that is not to be had by refusing. */
static double floor_of(const game *g) { return g->patient ? -INFINITY : g->self.limit; }

/* Is that all to be had where the other keeps its limit? Then rounding must not eat into it. */
static bool is_all(const game *g, double demand)
{
    return !g->patient && fabs(demand - (g->pie - g->others)) <= g->slack; /* NaN: no */
}

static bool is_too_much(const game *g, hg_outcome o, double demand, bool all)
{
    const hg_host *host = g->self.host;
    if (bargainer_worth(&g->self, o) > demand) return true;
    return all && host->utility_of(host, g->other, o) < g->others;
}

/* From the least outcome worth the demand it is one step, or two where rounding has eaten the
 * other's limit. Asked for is less than the slack beyond the demand: what the other forgives. */
static hg_outcome bid_for(const game *g, double demand)
{
    const bargainer *b = &g->self;
    bool all = is_all(g, demand);
    double most = all ? g->pie - g->others : demand + g->slack / 2;
    hg_outcome o = b->host->above(b->host, most);
    for (int step = 0; step < 3 && is_too_much(g, o, most, all); step++) {
        double next = bargainer_worth(b, o + g->worse); /* NaN beyond the last */
        if (!(next >= floor_of(g))) break;
        o += g->worse;
    }
    return o;
}

static bool takes(const game *g, const hg_turn *turn, double least)
{
    if (!move_can_accept(turn)) return false;
    double offered = bargainer_worth(&g->self, turn->standing);
    return offered >= floor_of(g) && offered >= least - g->slack;
}

void game_play(game *g, const hg_turn *turn, hg_reply *reply, double demand, double least)
{
    double least_ever = floor_of(g);
    hg_outcome bid = bid_for(g, demand > least_ever ? demand : least_ever);
    if (takes(g, turn, least))
        reply->kind = HG_ACCEPT;
    else if (turn->revise && bid == turn->mine)
        reply->kind = HG_REJECT;
    else
        move_offer(turn, reply, bid, g->self.sound || g->patient);
    game_moves(g);
}

void game_play_shares(game *g, const hg_turn *turn, hg_reply *reply, const game_stand *stand)
{
    game_play(g, turn, reply, stand->demand * g->pie, stand->least * g->pie);
    bool refuses = reply->kind != HG_ACCEPT && turn->standing != HG_NO_OUTCOME;
    if (stand->leave && refuses && (turn->may & HG_MAY(HG_WALK))) {
        reply->kind = HG_WALK;
        reply->walk = HG_WALK_FINAL;
    }
}
