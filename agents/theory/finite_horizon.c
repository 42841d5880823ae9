/* Finite horizon: alternating offers up to a last round, by backward induction.
 *
 *     x_t      what the proposer of period t keeps: x_T = 1 - d_j b_j, x_t = 1 - d_j x_{t+1}, j the
 *              party that answers in period t, b the limits: no deal pays them a period after T
 *     demand   x_t of the pie
 *     accept   iff the offer of period t is worth d_i x_{t+1}, the last one iff it is worth d_i b_i
 *
 * A period is an offer. With N rounds there are T = 2N - 1 of them, and who opens makes the last,
 * too: what the other says in the last turn nobody can answer. Where the exit rule lets who answers
 * leave, nobody waits for less than its limit: max(w_i, d_i x_{t+1}), and it leaves where the limit
 * is the greater. Where nobody may, a limit is what the end pays, discounted: before, it accepts
 * and offers less. d as for rubinstein; the first of the deadlines counts.
 *
 * Assumes: two parties, one price, a deadline of at most 10,000 rounds that both know, and limits
 * that do not move: where they do, the new ones are taken for good. It sees both limits. No
 * parameters. Stahl 1972; with limits Muthoo 1999. */
#include "agents/builtin.h"
#include "agents/theory/game.h"
#include <math.h>

#define ROUNDS_MOST 10000u

typedef struct finite_horizon {
    game game;           /* first */
    uint32_t periods;    /* T */
    double *keeps;       /* [T + 1] by period from 0: what its proposer keeps, seen from ... */
    double *keeps_other; /* ... me as the first proposer, and from me as the second */
} finite_horizon;

/* As period t is answered by `who`, whose next demand keeps `next`. */
static double waits_for(const game *g, uint32_t who, double next)
{
    double later = game_offer_patience(g, who) * next;
    return game_may_leave(g) ? fmax(later, game_limit(g, who)) : later;
}

/* From the last period back to the first, which is `opener`'s. */
static void look_ahead(const finite_horizon *f, uint32_t opener, double *keeps)
{
    const game *g = &f->game;
    uint32_t answers = 1 - opener; /* in the last period: T is odd */
    keeps[f->periods] = game_limit(g, answers);
    for (uint32_t t = f->periods; t-- > 0;) {
        keeps[t] = 1 - waits_for(g, answers, keeps[t + 1]);
        answers = 1 - answers;
    }
}

static void look_at_both(const finite_horizon *f)
{
    look_ahead(f, f->game.me, f->keeps);
    look_ahead(f, f->game.other, f->keeps_other);
}

/* Of all the deadlines that I know of. */
static uint32_t rounds_of(const hg_brief *brief)
{
    uint32_t rounds = 0;
    for (uint32_t i = 0; i < brief->n_parties; i++) {
        uint32_t own = brief->deadlines[i];
        if (own > 0 && (rounds == 0 || own < rounds)) rounds = own;
    }
    return rounds;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    finite_horizon *f = self;
    (void)p;
    if (!game_init(&f->game, brief, host)) return 1;
    uint32_t rounds = rounds_of(brief);
    if (rounds == 0 || rounds > ROUNDS_MOST) {
        host->note(host, "counts back from the last round: it must know of one, of at most 10000");
        return 1;
    }
    f->game.patient = !game_may_leave(&f->game);
    f->periods = 2 * rounds - 1;
    f->keeps = host->alloc(host, (f->periods + 1) * sizeof *f->keeps);
    f->keeps_other = host->alloc(host, (f->periods + 1) * sizeof *f->keeps);
    look_at_both(f);
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    game_receive(self, m);
    if (m->kind == HG_EVENT) look_at_both(self);
}

/* My turn t comes after the offer of period t - 1; in the one after the last period nothing that I
 * offer can be accepted. */
static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    finite_horizon *f = self;
    game *g = &f->game;
    const double *keeps = g->second ? f->keeps_other : f->keeps;
    uint32_t t = 2 * turn->round + g->second;
    if (t > f->periods) t = f->periods;
    double next = keeps[t], least = waits_for(g, g->me, next);
    bool leave = game_may_leave(g) && game_limit(g, g->me) > game_offer_patience(g, g->me) * next;
    game_stand stand = {t == f->periods ? 1 : next, least, leave};
    game_play_shares(g, turn, reply, &stand);
    return 0;
}

const hg_agent_type hg_agent_finite_horizon = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "finite-horizon",
    .summary = "alternating offers up to a last round, by backward induction",
    .reference = "Stahl 1972; Muthoo 1999",
    .traits = GAME_TRAITS | HG_TRAIT_WALKS | HG_TRAIT_BELOW_LIMIT,
    .state_size = sizeof(finite_horizon),
    .init = init,
    .receive = receive,
    .act = act,
};
