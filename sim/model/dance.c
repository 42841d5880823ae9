/* One walk over the offers notes what each measure needs; the measures are quotients of that. */
#include "model/dance.h"

#include <math.h>
#include <stdbool.h>

dance_step dance_step_of(double own, double other)
{
    const double eps = STEP_NEGLIGIBLE;
    if (fabs(own) < eps && fabs(other) < eps) return STEP_SILENT;
    if (fabs(own) < eps && other > 0) return STEP_NICE;
    if (own < 0 && other >= 0) return STEP_CONCESSION;
    if (own <= 0 && other < 0) return STEP_UNFORTUNATE;
    return other <= 0 ? STEP_SELFISH : STEP_FORTUNATE;
}

typedef struct walk {
    const dance *d;
    const dance_room *room;
    uint32_t who, other;        /* other: of two */
    const double *first, *last; /* own offers, what they are worth to each; NULL: none yet */
    double least;
    double given, given_late; /* sum of concessions; times their time */
    uint32_t moves, not_up, steps[STEP_COUNT];
    const double *heard, *answered; /* the other's latest offer; the one that stood when the own
                                       last offer was made; NULL: none yet */
    uint32_t pairs;
    double x, y, xx, xy; /* means and sums of products of the pairs, updated pair by pair */
} walk;

static void add_pair(walk *w, double x, double y)
{
    double dx = x - w->x, n = ++w->pairs;
    w->x += dx / n;
    w->y += (y - w->y) / n;
    w->xx += dx * (x - w->x);
    w->xy += dx * (y - w->y);
}

static double over(double change, double span) { return span > 0 ? change / span : 0; }

static void two_party_move(walk *w, const double *u)
{
    uint32_t me = w->who, it = w->other;
    double own = u[me] - w->last[me], other = u[it] - w->last[it];
    w->steps[dance_step_of(over(own, w->room[me].span), over(other, w->room[it].span))]++;
    if (w->answered && w->heard != w->answered) add_pair(w, w->heard[me] - w->answered[me], -own);
}

static void move(walk *w, const double *u, double time)
{
    double conceded = w->last[w->who] - u[w->who];
    w->moves++;
    w->not_up += conceded >= 0;
    if (conceded > 0) {
        w->given += conceded;
        w->given_late += conceded * time;
    }
    if (w->d->n_parties == 2) two_party_move(w, u);
}

static void own_offer(walk *w, const double *u, double time)
{
    if (w->last)
        move(w, u, time);
    else
        w->first = u, w->least = u[w->who];
    w->least = fmin(w->least, u[w->who]);
    w->last = u;
    w->answered = w->heard;
}

static double rate(const walk *w)
{
    const dance_room *r = &w->room[w->who];
    if (w->d->n_parties != 2 || !w->first) return NAN;
    double room = r->best - r->yield;
    return room > 0 ? fmin(1, (r->best - w->least) / room) : NAN;
}

/* Changes that differ by rounding alone do not differ. */
static double reciprocity(const walk *w)
{
    double rounding = 1e-9 * w->room[w->who].span;
    bool differ = w->pairs >= 3 && w->xx > w->pairs * rounding * rounding;
    return differ ? w->xy / w->xx : NAN;
}

static double share(uint32_t part, uint32_t of) { return of ? (double)part / of : NAN; }

void dance_measure(const dance *d, const dance_room *room, uint32_t who, dance_measures *out)
{
    walk w = {.d = d, .room = room, .who = who, .other = who == 0};
    for (uint32_t k = 0; k < d->n_offers; k++) {
        const double *u = d->u + (size_t)k * d->n_parties;
        if (d->party[k] == who)
            own_offer(&w, u, d->time[k]);
        else
            w.heard = u;
    }
    bool two = d->n_parties == 2;
    out->total_concession = w.first ? w.first[who] - w.last[who] : NAN;
    out->concession_rate = rate(&w);
    out->temporal_patience = w.given > 0 ? w.given_late / w.given : NAN;
    out->monotonicity = share(w.not_up, w.moves);
    out->moves = w.moves;
    for (int k = 0; k < STEP_COUNT; k++) out->share[k] = two ? share(w.steps[k], w.moves) : NAN;
    out->reciprocity = two ? reciprocity(&w) : NAN;
}
