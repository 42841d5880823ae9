/* Leverage: concedes as slowly, and asks for as much, as it believes its leverage allows.
 *
 *   target   u* = what the reference solution gives me at the state as I see it (parts/perceive.h);
 *            T = u* + m P + noise, within the room above my limit w
 *   opening  T + a0 (M - T), M my best outcome; T first gives way to the other's first offer by a
 *   pace     e = e0 exp(g logit(T/P)): more leverage, later concessions
 *   demand   s = w + (x0 - w) (1 - theta^e), theta = time since the opening, 0..1; a step mixes the
 *            way to s with what the other just gave (rho), within dmax and bal; the last is w
 *   accept   iff the standing offer is worth >= w, and >= my next demand or this is my last turn
 *   walk     iff w, less what leaving costs, is worth more than to stay:
 *                exp(-h d) (z max(D, w') + (1 - z) w'),   z = is there a zone, as I see it?
 *            d = half of my rounds left, at least 1; h = what a round of delay costs me; w' = w;
 *            D = the greatest of u*, T and where the other's offers are heading at the pace of its
 *            gifts so far. Where an alternative that I hold is gone by my next turn: d = 1, w' =
 *            what remains to me, D without T, and u* and z at w'. Not before round kmin, nor, with
 *            a zone, before the other had two rounds to show a pace. With nothing to walk to (w =
 *            0) never; an offer worth w is taken rather than left
 *   offer    the outcome of least own utility >= the demand
 *
 * Where an outside value moves, u* moves T by as much and the pace bends; the demand does not jump,
 * unless w has passed it. Where deadlines differ and everybody knows them all, whoever has less
 * time left can wait less: 1/(rounds left) counts as delay, anew each turn. With see=none u* = P/n,
 * e = e0, z = 1 and h = 0 whatever anybody's leverage is: the blind twin, equal in all else, noise
 * included; it walks only to save an alternative that is worth more than its equal part. All
 * quantities but shares are own utility.
 * Presets: blind (the null), human (responds about half as much as theory), rational.
 *
 * Sources: outside options Binmore, Shaked & Sutton 1989; kappa Anbarci & Feltovich 2013;
 * anchoring Galinsky & Mussweiler 2001; weak alternatives Schaerer, Swaab & Galinsky 2015;
 * walking out Muthoo 1999 (ch. 5); reciprocity Backus et al. 2020; the schedule Faratin, Sierra &
 * Jennings 1998. */
#include "agents/builtin.h"
#include "agents/parts/move.h"
#include "agents/parts/perceive.h"
#include <math.h>
#include <string.h>

#define OFF        INFINITY /* a limit that does not bind */
#define TRUST      0.5 /* neutral: what the other gives is returned in full by a party of rho = 1 */
#define HELD_MAX   64
#define PACE_SHOWS 2    /* rounds */
#define WORTH_IT   1e-9 /* nobody walks for less: rounding is no reason */

static const char *const sees[] = {"none", "truth", NULL};
enum { SEE_NONE, SEE_TRUTH };
static const char *const walks[] = {"0", "1", NULL};
enum { WALK_NO, WALK_YES };

/* id, name, default, min, max, choices, help, evidence */
#define PARAMS(X)                                                                                  \
    X(SEE, "see", SEE_TRUTH, 0, 1, sees, "what it knows of the others' leverage; none: the null",  \
      "the control of every claim")                                                                \
    X(KAPPA, "kappa", 0.5, 0, 1, NULL,                                                             \
      "what an outside value buys: 0 only where it binds, 1 the split starts from it",             \
      "Anbarci & Feltovich 2013")                                                                  \
    X(PACE, "g", 0.5, 0, 2, NULL, "how much leverage slows its concessions", "fitted")             \
    X(E0, "e0", 1, 0.1, 10, NULL, "exponent of the concession at even leverage (1/beta)",          \
      "Faratin, Sierra & Jennings 1998")                                                           \
    X(AMBITION, "m", 0, -0.2, 0.2, NULL, "ambition: added to the target, of the pie",              \
      "uncalibrated")                                                                              \
    X(MARGIN, "a0", 0.5, 0, 0.95, NULL, "opening: this part of the way from target to best",       \
      "uncalibrated")                                                                              \
    X(ANCHOR, "a", 0.2, 0, 0.6, NULL, "how far the other's first offer moves the target",          \
      "Galinsky & Mussweiler 2001")                                                                \
    X(FOCUS, "f", 0, 0, 1, NULL, "focus on the own target: cancels the anchor",                    \
      "Galinsky & Mussweiler 2001")                                                                \
    X(RHO, "rho", 0.3, 0, 1, NULL, "weight of reciprocity in a step", "Backus et al. 2020")        \
    X(DMAX, "dmax", OFF, 0.02, 1, NULL, "largest step, of the best outcome; not on the last turn", \
      "Backus et al. 2020")                                                                        \
    X(BAL, "bal", OFF, 0, 1, NULL,                                                                 \
      "concedes in all at most this part of the pie more than it received", "uncalibrated")        \
    X(SD_TARGET, "sdT", 0.08, 0, 0.2, NULL, "noise of the perceived leverage, of the pie",         \
      "fitted")                                                                                    \
    X(SD_OPENING, "sdO", 0.05, 0, 0.2, NULL, "noise of the opening, of the best outcome",          \
      "uncalibrated")                                                                              \
    X(SD_PACE, "sdE", 0.2, 0, 0.5, NULL, "noise of the log exponent", "fitted")                    \
    X(WEAK, "aw", 0, 0, 0.4, NULL, "pull of an alternative that is weaker than the target",        \
      "Schaerer, Swaab & Galinsky 2015")                                                           \
    X(WALKS, "walk", WALK_YES, 0, 1, walks, "does it leave where that is worth more than to stay", \
      "Binmore, Shaked & Sutton 1989")                                                             \
    X(EXIT_COST, "c_exit", 0, 0, 0.5, NULL,                                                        \
      "what leaving seems to cost beyond the scenario's leaving_cost, of the pie", "uncalibrated") \
    X(WALK_FROM, "kmin", 1, 0, 1000000, NULL, "first round (from 0) in which it may walk",         \
      "uncalibrated")

enum {
#define PARAM_ID(id, ...) id,
    PARAMS(PARAM_ID)
#undef PARAM_ID
};
static const hg_param params[] = {
#define PARAM_ROW(id, ...) {__VA_ARGS__},
    PARAMS(PARAM_ROW)
#undef PARAM_ROW
        {0}};

static const hg_preset presets[] = {{"blind", "see=none"},
                                    {"human", "kappa=0.1:g=0.25:a=0.2:sdT=0.12:sdE=0.35"},
                                    {"rational", "kappa=1:g=0.375:a=0:sdT=0.02:sdO=0.02:sdE=0.05"},
                                    {0}};

typedef struct leverage {
    const hg_host *host;
    const hg_brief *brief;
    const double *p;          /* parameters */
    const double *log2_time;  /* NULL without a deadline */
    double w[HG_PARTIES_MAX]; /* outside values as far as I see; my own is exact */
    double z[3];              /* my luck: target, opening, pace */
    perceived seen;
    double target, exponent; /* T, e */
    double base, base_time;  /* where the schedule starts: demand and tau */
    double demand;           /* x: of my last turn; the schedule's, not the rounded offer's */
    double conceded;         /* csum */
    hg_outcome last_offer;   /* of the other, worth: */
    double last_worth;       /* y */
    double best_offered;     /* yb */
    double gift, gifts;      /* rec: received gain since my last turn; rsum: in all */
    double delay;            /* h: what a round costs me; 0 for who does not look */
    double leaving;          /* what it costs to walk */
    double falls;            /* time at which my limit falls, unless I deal or walk before */
    uint32_t round;          /* of my turn */
    uint32_t last_round;     /* in which anybody can deal, as far as I know */
    bool stale;              /* an outside value moved since I last looked */
    bool opened;             /* I have a demand */
    bool heard;              /* the other has made an offer */
} leverage;

static double greater(double a, double b) { return a > b ? a : b; } /* fmax is a call */

static double limit_of(const leverage *l) { return l->w[l->brief->party]; }

/* ---- perceived leverage (steps 2, 4 and 6) ---- */

/* What I am not told about somebody's information counts as none. */
static void known_iota(const hg_brief *b, double *iota)
{
    for (uint32_t i = 0; i < b->n_parties * b->n_parties; i++)
        iota[i] = isnan(b->iota[i]) ? 0 : b->iota[i];
}

static void hazards_now(const leverage *l, double *hazard)
{
    const hg_brief *b = l->brief;
    for (uint32_t i = 0; i < b->n_parties; i++)
        hazard[i] = b->hazard[i] + (b->deadlines_pull ? 1.0 / (b->deadlines[i] - l->round) : 0);
}

/* My due where outside values are w. */
static perceived look_at(const leverage *l, const double *w)
{
    const hg_brief *b = l->brief;
    if (l->p[SEE] == SEE_NONE) return perceive_nothing(b->pie, b->n_parties);
    double iota[HG_PARTIES_MAX * HG_PARTIES_MAX], hazard[HG_PARTIES_MAX];
    known_iota(b, iota);
    hazards_now(l, hazard);
    hg_standing s = {.n = b->n_parties,
                     .pie = b->pie,
                     .kappa = l->p[KAPPA],
                     .w = w,
                     .p = b->recognition,
                     .h = hazard,
                     .iota = iota,
                     .frontier = b->frontier};
    return perceive_state(&s, b->party, b->pie);
}

static perceived look(const leverage *l) { return look_at(l, l->w); }

/* Between a little more than my limit and a little less than everything. */
static double within_room(const leverage *l, double target)
{
    double w = limit_of(l), best = l->brief->best;
    return hg_clamp(target, w + 0.02 * (best - w), 0.98 * best);
}

/* What is held and not gone by `time` is worth to me at best; 0 without. */
static double best_held(const hg_host *host, double time)
{
    hg_alternative held[HELD_MAX];
    size_t n = host->alternatives(host, held, HELD_MAX);
    double best = 0;
    for (size_t i = 0; i < n && i < HELD_MAX; i++)
        if (held[i].standing && held[i].expires > time) best = fmax(best, held[i].worth);
    return best;
}

static double first_target(const leverage *l)
{
    const double *p = l->p, pie = l->brief->pie, weak = p[WEAK], w = limit_of(l);
    double target = l->seen.target + p[AMBITION] * pie + p[SD_TARGET] * pie * l->z[0];
    target = within_room(l, target);
    if (weak > 0 && w < target && best_held(l->host, -1) > 0)
        target = (1 - weak) * target + weak * w;
    return target;
}

/* The pace follows the target, noise and anchor included: who asks for more holds out longer. */
static double pace(const leverage *l)
{
    const double *p = l->p, pie = l->brief->pie;
    uint32_t n = l->brief->n_parties;
    double lambda = 0;
    if (p[SEE] != SEE_NONE && n > 2)
        lambda = l->seen.lambda;
    else if (p[SEE] != SEE_NONE)
        lambda = perceive_lambda(pie > 0 ? l->target / pie : 0.5, n);
    return hg_clamp(p[E0] * hg_exp(p[PACE] * lambda + p[SD_PACE] * l->z[2]), 0.1, 10);
}

/* Shifting the target by what u* moved keeps the noise and the anchor in it. */
static void reassess(leverage *l)
{
    if (!l->stale) return;
    double before = l->seen.target, target = l->target;
    l->stale = l->brief->deadlines_pull;
    l->seen = look(l);
    double moved = l->seen.target - before;
    if (!l->opened)
        l->target = first_target(l);
    else if (moved != 0)
        l->target = within_room(l, target + moved);
    if (l->opened && l->target != target) l->exponent = pace(l);
}

/* ---- the demand (steps 5, 7 and 8) ---- */

/* Anchoring: the other's first offer against what a counterpart that claims the rest, with an
 * opening margin like mine, would have left me. */
static double opening(leverage *l, double tau)
{
    const double *p = l->p, best = l->brief->best;
    if (l->heard) {
        double expected = (1 - p[MARGIN]) * l->target;
        double surprise = l->last_worth - expected;
        l->target = within_room(l, l->target + p[ANCHOR] * (1 - p[FOCUS]) * surprise);
    }
    l->exponent = pace(l);
    double margin = p[MARGIN] * (best - l->target) + p[SD_OPENING] * best * l->z[1];
    l->base = hg_clamp(l->target + margin, l->target, best);
    l->base_time = tau;
    return fmax(limit_of(l), l->base);
}

/* theta^e: the part of the way from opening to limit that is due. Who opens at tau = 0, nearly
 * everybody, takes it from the table of logarithms. */
static double due(const leverage *l, const hg_turn *turn)
{
    if (l->base_time == 0 && l->log2_time) return hg_exp2(l->exponent * l->log2_time[turn->round]);
    if (l->base_time >= 1) return 1;
    return hg_pow((turn->tau - l->base_time) / (1 - l->base_time), l->exponent);
}

static double allowed_step(const leverage *l, double want)
{
    const double *p = l->p;
    double step = (1 - p[RHO]) * want + p[RHO] * l->gift * (0.5 + TRUST);
    if (p[DMAX] < OFF) step = fmin(step, p[DMAX] * l->brief->best);
    if (p[BAL] < OFF) step = fmin(step, fmax(0, p[BAL] * l->brief->pie + l->gifts - l->conceded));
    return step;
}

/* My demand now. A full step lands on the schedule exactly, hence on w on the last turn. */
static double next_demand(const leverage *l, const hg_turn *turn, bool last)
{
    double w = limit_of(l);
    double schedule = w + greater(0, l->base - w) * (1 - due(l, turn));
    double want = greater(0, l->demand - schedule);
    double step = last ? want : allowed_step(l, want);
    return greater(w, step == want ? fmin(l->demand, schedule) : l->demand - step);
}

static void stand_at(leverage *l, double demand)
{
    if (l->opened) l->conceded += greater(0, l->demand - demand);
    l->demand = demand;
    l->opened = true;
    l->gift = 0;
}

/* ---- walking (step 11) ---- */

/* Whoever holds several of equal worth loses nothing before the last of them is gone; what nothing
 * that is held stands for does not go. */
static double time_of_fall(const leverage *l)
{
    hg_alternative held[HELD_MAX];
    size_t n = l->host->alternatives(l->host, held, HELD_MAX);
    double w = limit_of(l), falls = INFINITY;
    bool any = false;
    for (size_t i = 0; i < n && i < HELD_MAX && l->brief->reservation < w; i++) {
        if (!held[i].standing || held[i].worth < w) continue;
        falls = any ? fmax(falls, held[i].expires) : held[i].expires;
        any = true;
    }
    return falls;
}

static double time_of_next_turn(const hg_turn *turn)
{
    return turn->rounds > 1 ? (turn->round + 1) / (double)(turn->rounds - 1) : 1;
}

/* Half of what is left; a single round where I know no end. */
static double rounds_to_wait(const leverage *l, const hg_turn *turn)
{
    return turn->rounds ? fmax(1, (l->last_round - turn->round) / 2.0) : 1;
}

/* Who knows no time does not see its alternatives go. */
static bool falls_before_next_turn(const leverage *l, const hg_turn *turn)
{
    if (l->falls > 1 || turn->rounds == 0 || turn->round >= l->last_round) return false;
    return l->falls <= time_of_next_turn(turn);
}

/* Where the other's offers are heading at the pace it has kept so far. */
static double heading(const leverage *l, const hg_turn *turn, double rounds)
{
    if (!l->heard || turn->round == 0) return -INFINITY;
    return fmin(l->best_offered + l->gifts * rounds / turn->round, l->brief->best);
}

/* With a zone I hope for a deal, else I am left with w. */
static double worth_later(const leverage *l, double rounds, double zone, double deal, double w)
{
    return hg_exp(-l->delay * rounds) * (zone * fmax(deal, w) + (1 - zone) * w);
}

/* Who stays hopes for its due, for its target, and for what the other is on the way to give. u*
 * alone would be too little: it is no more than w wherever w binds, so that who has a good
 * alternative would leave every table at which time costs anything. */
static double worth_of_staying(const leverage *l, const hg_turn *turn)
{
    double rounds = rounds_to_wait(l, turn);
    double deal = fmax(fmax(l->seen.target, l->target), heading(l, turn, rounds));
    return worth_later(l, rounds, l->seen.zone, deal, limit_of(l));
}

/* My alternative is gone by my next turn: all that rested on it is looked at anew. */
static double worth_without_it(const leverage *l, const hg_turn *turn)
{
    double w[HG_PARTIES_MAX];
    uint32_t me = l->brief->party;
    memcpy(w, l->w, l->brief->n_parties * sizeof *w);
    w[me] = fmax(l->brief->reservation, best_held(l->host, time_of_next_turn(turn)));
    perceived then = look_at(l, w);
    return worth_later(l, 1, then.zone, fmax(then.target, heading(l, turn, 1)), w[me]);
}

/* Where waiting costs nothing and nothing goes, staying is never worth less; and a pace takes two
 * rounds to show. */
static bool leaves(const leverage *l, const hg_turn *turn)
{
    double left = limit_of(l) - l->leaving;
    bool falls = falls_before_next_turn(l, turn);
    if (!falls && (l->delay == 0 || (l->seen.zone > 0 && turn->round < PACE_SHOWS))) return false;
    if (l->p[WALKS] == WALK_NO || !(turn->may & HG_MAY(HG_WALK))) return false;
    if (turn->round < l->p[WALK_FROM] || !(limit_of(l) > 0)) return false;
    double stay = falls ? worth_without_it(l, turn) : worth_of_staying(l, turn);
    return left > stay + WORTH_IT;
}

/* ---- the agent ---- */

static uint32_t traits_of(const double *p)
{
    uint32_t traits = 0;
    if (p[SD_TARGET] > 0 || p[SD_OPENING] > 0 || p[SD_PACE] > 0) traits |= HG_TRAIT_STOCHASTIC;
    if (p[SEE] != SEE_NONE) traits |= HG_TRAIT_READS_LEVERAGE | HG_TRAIT_SEES_TRUTH;
    if (p[WALKS] == WALK_YES) traits |= HG_TRAIT_WALKS;
    return traits;
}

/* The talks end with the first deadline that I know of. */
static void read_deadlines(leverage *l)
{
    const hg_brief *b = l->brief;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < b->n_parties; i++)
        if (b->deadlines[i] && b->deadlines[i] < first) first = b->deadlines[i];
    l->last_round = first == UINT32_MAX ? first : first - 1;
    l->stale = b->deadlines_pull;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    leverage *l = self;
    l->host = host;
    l->brief = brief;
    l->p = p;
    l->log2_time = host->log2_time(host);
    l->last_offer = HG_NO_OUTCOME;
    for (uint32_t j = 0; j < brief->n_parties; j++)
        l->w[j] = isnan(brief->others_limit[j]) ? 0 : brief->others_limit[j];
    l->w[brief->party] = brief->limit;
    l->delay = p[SEE] == SEE_NONE ? 0 : brief->hazard[brief->party];
    l->leaving = brief->leaving_cost + p[EXIT_COST] * brief->pie;
    l->falls = time_of_fall(l);
    read_deadlines(l);
    /* Always three draws, whatever they are used for: twins share their luck. */
    for (int i = 0; i < 3; i++) l->z[i] = host->normal(host);
    l->seen = look(l);
    l->target = first_target(l);
    return 0;
}

static void hear_offer(leverage *l, hg_outcome offer)
{
    l->last_offer = offer;
    l->last_worth = l->host->utility(l->host, offer);
    double gain = l->last_worth - l->best_offered;
    if (l->heard && gain <= 0) return;
    if (l->heard) {
        l->gift += gain;
        l->gifts += gain;
    }
    l->best_offered = l->last_worth;
    l->heard = true;
}

static void hear_event(leverage *l, const hg_message *m)
{
    uint32_t me = l->brief->party;
    if (m->party == me) {
        l->w[me] = l->host->limit(l->host);
        l->falls = time_of_fall(l);
    } else if (m->event == HG_EVENT_LIMIT && m->party < l->brief->n_parties) {
        l->w[m->party] = m->value;
    }
    l->stale = true;
}

static void receive(void *self, const hg_message *m)
{
    leverage *l = self;
    if (m->kind == HG_OFFER)
        hear_offer(l, m->outcome);
    else if (m->kind == HG_EVENT)
        hear_event(l, m);
}

/* Some outcome is worth my limit if the best is, and the demand is never below it. */
static void offer(const leverage *l, const hg_turn *turn, hg_reply *reply)
{
    hg_outcome bid = l->host->above(l->host, l->demand);
    move_offer(turn, reply, bid, limit_of(l) <= l->brief->best);
}

/* Not a turn of its own, so the schedule stands still: only an offer below my limit is replaced. */
static void revise(leverage *l, const hg_turn *turn, hg_reply *reply)
{
    double w = limit_of(l);
    if (l->host->utility(l->host, turn->mine) >= w) {
        reply->kind = HG_REJECT;
        return;
    }
    l->demand = fmax(l->demand, w);
    offer(l, turn, reply);
}

/* Is there an offer that pays so much, and my limit? */
static bool offered(const leverage *l, const hg_turn *turn, double least)
{
    if (!move_can_accept(turn)) return false;
    double y =
        turn->standing == l->last_offer ? l->last_worth : l->host->utility(l->host, turn->standing);
    return y >= limit_of(l) && y >= least;
}

/* What pays as much as to walk is better taken. */
static void leave(const leverage *l, const hg_turn *turn, hg_reply *reply)
{
    reply->kind = offered(l, turn, limit_of(l)) ? HG_ACCEPT : HG_WALK;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    leverage *l = self;
    l->round = turn->round;
    reassess(l);
    if (turn->revise) {
        revise(l, turn, reply);
        return 0;
    }
    bool last = turn->round == l->last_round;
    stand_at(l, l->opened ? next_demand(l, turn, last) : opening(l, turn->tau));
    if (offered(l, turn, last ? limit_of(l) : l->demand))
        reply->kind = HG_ACCEPT;
    else if (leaves(l, turn))
        leave(l, turn, reply);
    else
        offer(l, turn, reply);
    return 0;
}

const hg_agent_type hg_agent_leverage = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "leverage",
    .summary = "asks for what its leverage is worth, and concedes the later the more it has",
    .reference = "Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013",
    .params = params,
    .presets = presets,
    .twin = "see=none",
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_READS_LEVERAGE | HG_TRAIT_SEES_TRUTH | HG_TRAIT_WALKS,
    .state_size = sizeof(leverage),
    .traits_of = traits_of,
    .init = init,
    .receive = receive,
    .act = act,
};
