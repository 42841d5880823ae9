#include "agents/parts/walking.h"
#include <math.h>

#define HELD_MAX   64
#define PACE_SHOWS 2    /* rounds */
#define WORTH_IT   1e-9 /* nobody walks for less: rounding is no reason */

double walking_best_held(const hg_host *host, double time)
{
    hg_alternative held[HELD_MAX];
    size_t n = host->alternatives(host, held, HELD_MAX);
    double best = 0;
    for (size_t i = 0; i < n && i < HELD_MAX; i++)
        if (held[i].standing && held[i].expires > time) best = fmax(best, held[i].worth);
    return best;
}

/* Whoever holds several of equal worth loses nothing before the last of them is gone; what nothing
 * that is held stands for does not go. */
void walking_update(walking *k, const hg_brief *brief, const hg_host *host, double w)
{
    hg_alternative held[HELD_MAX];
    size_t n = host->alternatives(host, held, HELD_MAX);
    bool any = false;
    k->falls = INFINITY;
    for (size_t i = 0; i < n && i < HELD_MAX && brief->reservation < w; i++) {
        if (!held[i].standing || held[i].worth < w) continue;
        k->falls = any ? fmax(k->falls, held[i].expires) : held[i].expires;
        any = true;
    }
}

static double time_of_next_turn(const hg_turn *turn)
{
    return turn->rounds > 1 ? (turn->round + 1) / (double)(turn->rounds - 1) : 1;
}

/* Half of what is left; a single round where I know no end. */
static double rounds_to_wait(const walking *k, const hg_turn *turn)
{
    return turn->rounds ? fmax(1, (k->last_round - turn->round) / 2.0) : 1;
}

/* Who knows no time does not see its alternatives go. */
static bool falls_before_next_turn(const walking *k, const hg_turn *turn)
{
    if (turn->rounds == 0 || turn->round >= k->last_round) return false;
    return k->falls <= time_of_next_turn(turn);
}

/* Where the other's offers are heading at the pace it has kept so far. */
static double heading(const others *o, const prospects *p, const hg_turn *turn, double rounds)
{
    if (!p->heard || turn->round == 0) return -INFINITY;
    return fmin(p->best + p->gifts * rounds / turn->round, o->brief->best);
}

/* With a zone I hope for a deal, else I am left with w. */
static double worth_later(const walking *k, double rounds, double zone, double deal, double w)
{
    return hg_exp(-k->delay * rounds) * (zone * fmax(deal, w) + (1 - zone) * w);
}

/* Who stays hopes for its due, for its target, and for what the other is on the way to give. u*
 * alone would be too little: it is no more than w wherever w binds, so that who has a good
 * alternative would leave every table at which time costs anything. */
static double worth_of_staying(const walking *k, const others *o, const hg_turn *turn,
                               const prospects *p)
{
    double rounds = rounds_to_wait(k, turn);
    double deal = fmax(fmax(p->seen.target, p->target), heading(o, p, turn, rounds));
    return worth_later(k, rounds, p->seen.zone, deal, others_own_limit(o));
}

/* My alternative is gone by my next turn: all that rested on it is looked at anew. */
static double worth_without_it(const walking *k, const others *o, const hg_turn *turn,
                               const prospects *p)
{
    double w = fmax(o->brief->reservation, walking_best_held(o->host, time_of_next_turn(turn)));
    perceived then = others_look_with(o, w);
    return worth_later(k, 1, then.zone, fmax(then.target, heading(o, p, turn, 1)), w);
}

/* Where waiting costs nothing and nothing goes, staying is never worth less; and a pace takes two
 * rounds to show. */
bool walking_leaves(const walking *k, const others *o, const hg_turn *turn, const prospects *p)
{
    double w = others_own_limit(o);
    bool falls = falls_before_next_turn(k, turn);
    if (!falls && (k->delay == 0 || (p->seen.zone > 0 && turn->round < PACE_SHOWS))) return false;
    if (!k->allowed || !(turn->may & HG_MAY(HG_WALK))) return false;
    if (turn->round < k->from || !(w > 0)) return false;
    double stay = falls ? worth_without_it(k, o, turn, p) : worth_of_staying(k, o, turn, p);
    return w - k->cost > stay + WORTH_IT;
}
