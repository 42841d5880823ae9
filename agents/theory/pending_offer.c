/* Pending offer: alternating offers without end, while one party waits for an offer from outside,
 * which both expect.
 *
 * It is worth w (a part of the pie) to the party that waits, a; it comes with probability q = 1 -
 * exp(-hazard/2) after each rejection, both see it, and it stays. Shares of a, where a proposes
 * (x) and where b does (y):
 *     after    as outside-option: X, Y with w as the limit of a
 *     before   x = 1 - d_b (q (1 - Y) + (1 - q)(1 - y)),   y = d_a (q X + (1 - q) x)
 *     accept   iff the offer is worth as much as to wait: y to a, 1 - x to b
 * With short periods x, y -> (r_b + 2 lambda max(eta, w)) / (r_a + r_b + 2 lambda). The offer
 * counts as there once a's limit is w; the limit as it is then counts. d as for rubinstein.
 *
 * A reconstruction: the stationary equilibrium of this game, derived for this program; not the
 * random-option game of Ponsati & Sakovics. What is expected is told by parameters: the scenario's
 * times are parts of the way to a deadline, so that without one nothing arrives. At equilibrium the
 * first offer is accepted, and nothing had to.
 *
 * Assumes: two parties, one price, no deadline, exit: responder or anyone, leaving costs nothing,
 * waiting costs somebody something, and no limit but that of a, once it is there. It sees both
 * limits. After Binmore, Shaked & Sutton 1989. */
#include "agents/builtin.h"
#include "agents/theory/game.h"

static const char *const sides[] = {"mine", "theirs", NULL};
enum { WHOSE, WORTH, HAZARD };
static const hg_param params[] = {
    {"whose", 0, 0, 1, sides, "who waits for the offer: I (mine) or the other (theirs)",
     "uncalibrated"},
    {"worth", 0.6, 0, 1, NULL, "what it is worth to that party, as part of the pie",
     "uncalibrated"},
    {"hazard", 0.1, 0, 1000000, NULL, "how likely it comes: rate per round", "uncalibrated"},
    {0}};

typedef struct pending_offer {
    game game; /* first */
    const double *p;
    uint32_t waiting;
    game_stand stand;
} pending_offer;

typedef struct shares {
    double x, y; /* of the party that waits: where it proposes, where the other does */
} shares;

static shares after(double a, double b, double w)
{
    return (shares){hg_outside_option(a, b, w, 0), 1 - hg_outside_option(b, a, 0, w)};
}

static shares before(double a, double b, double q, shares then)
{
    double stays = 1 - q;
    double x = 1 - b + b * q * then.y + b * stays * a * q * then.x;
    x /= 1 - a * b * stays * stays;
    return (shares){x, a * (q * then.x + stays * x)};
}

static void take_stand(pending_offer *o)
{
    const game *g = &o->game;
    uint32_t who = o->waiting;
    double a = game_offer_patience(g, who), b = game_offer_patience(g, 1 - who);
    double limit = game_limit(g, who), w = o->p[WORTH];
    bool there = limit >= w - 1e-12;
    shares s =
        there ? after(a, b, limit) : before(a, b, 1 - hg_exp(-o->p[HAZARD] / 2), after(a, b, w));
    if (who == g->me)
        o->stand = (game_stand){s.x, s.y, there && limit > a * s.x};
    else
        o->stand = (game_stand){1 - s.y, 1 - s.x, false};
}

static const char *other_game(const pending_offer *o)
{
    const game *g = &o->game;
    if (!game_may_leave(g)) return "needs a way out: protocol.exit must be responder or anyone";
    if (g->brief->leaving_cost > 0) return "leaves without a cost: leaving_cost must be 0";
    if (game_offer_patience(g, 0) == 1 && game_offer_patience(g, 1) == 1)
        return "lives on the cost of waiting: one of the parties needs a power.discount";
    if (game_limit(g, 1 - o->waiting) > 0 ||
        (game_limit(g, o->waiting) > 0 && game_limit(g, o->waiting) < o->p[WORTH]))
        return "knows one way out, that of who waits for it: nobody may have another";
    return NULL;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    pending_offer *o = self;
    if (!game_init(&o->game, brief, host) || !game_is_endless(&o->game)) return 1;
    o->p = p;
    o->waiting = p[WHOSE] == 0 ? o->game.me : o->game.other;
    const char *why = other_game(o);
    if (why) host->note(host, why);
    take_stand(o);
    return why != NULL;
}

static void receive(void *self, const hg_message *m)
{
    game_receive(self, m);
    if (m->kind == HG_EVENT) take_stand(self);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    pending_offer *o = self;
    game_play_shares(&o->game, turn, reply, &o->stand);
    return 0;
}

const hg_agent_type hg_agent_pending_offer = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "pending-offer",
    .summary = "alternating offers while one waits for an offer from outside: derived here",
    .reference = "Binmore, Shaked & Sutton 1989",
    .params = params,
    .traits = GAME_TRAITS | HG_TRAIT_WALKS,
    .state_size = sizeof(pending_offer),
    .init = init,
    .receive = receive,
    .act = act,
};
