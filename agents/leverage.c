/* Leverage: concedes as slowly, and asks for as much, as it believes its leverage allows.
 *
 *   target   u* = what the reference solution gives me at the state as I see it (parts/others.h);
 *            T = u* + m P + noise, within the room above my limit w
 *   opening  T + a0 (M - T), M my best outcome; T first gives way to the other's first offer by a
 *   pace     e = e0 exp(g logit(T/P)): more leverage, later concessions
 *   demand   falls from the opening to w, giving as it is given to (parts/schedule.h)
 *   insult   an offer that is worse than any before may drive it out, or up (parts/composure.h)
 *   accept   iff the standing offer is worth >= w, and >= my next demand or this is my last turn
 *   walk     iff w, less what leaving costs, is worth more than to stay (parts/walking.h); an offer
 *            worth w is taken rather than left
 *   once     where there is one round: the demand that is worth most, given how likely each is to
 *            be accepted, + m P; the answer by w and envy alone (parts/one_shot.h)
 *   offer    the outcome of least own utility >= the demand; among equals the one that is best for
 *            the others as their offers show them (parts/weights.h)
 *
 * Where u* moves, by events or by what the other's offers tell, T moves by as much and the pace
 * bends; the demand does not jump, unless w has passed it. An offer that nothing I believe explains
 * (surprise) makes me think anew: T is what it would be without anchor. Where deadlines differ and
 * everybody knows them all, whoever has less time left can wait less: 1/(rounds left) counts as
 * delay, anew each turn. With see=none u* = P/n, e = e0, z = 1 and h = 0 whatever anybody's
 * leverage is: the blind twin, equal in all else, noise included; it walks only to save an
 * alternative that is worth more than its equal part. All quantities but shares are own utility.
 * Presets: blind (the null), human (responds about half as much as theory), rational; two styles,
 * uncalibrated: reciprocator (gives as it is given to, and little ahead of it), anchorer (opens
 * high, is moved by a high opening, and comes down early).
 *
 * Sources: outside options Binmore, Shaked & Sutton 1989; kappa Anbarci & Feltovich 2013;
 * anchoring Galinsky & Mussweiler 2001; weak alternatives Schaerer, Swaab & Galinsky 2015;
 * walking out Muthoo 1999 (ch. 5); reciprocity Backus et al. 2020; the schedule Faratin, Sierra &
 * Jennings 1998; learning from offers Hindriks & Tykhonov 2008. */
#include "agents/builtin.h"
#include "agents/parts/composure.h"
#include "agents/parts/move.h"
#include "agents/parts/one_shot.h"
#include "agents/parts/others.h"
#include "agents/parts/schedule.h"
#include "agents/parts/walking.h"
#include "agents/parts/weights.h"
#include <math.h>

#define OFF   INFINITY /* a limit that does not bind */
#define TRUST 0.5      /* neutral: what the other gives is returned in full by a party of rho = 1 */

static const char *const sees[] = {"none", "prior", "truth", "belief", NULL}; /* enum sight */
static const char *const switches[] = {"0", "1", NULL};
enum { NO, YES };

/* id, name, default, min, max, choices, help, evidence */
#define PARAMS(X)                                                                                  \
    X(SEE, "see", SIGHT_BELIEF, 0, 3, sees,                                                        \
      "what it goes by: nothing (the null), the briefing, the truth, what offers tell",            \
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
    X(WALKS, "walk", YES, 0, 1, switches, "does it leave where that is worth more than to stay",   \
      "Binmore, Shaked & Sutton 1989")                                                             \
    X(EXIT_COST, "c_exit", 0, 0, 0.5, NULL,                                                        \
      "what leaving seems to cost beyond the scenario's leaving_cost, of the pie", "uncalibrated") \
    X(WALK_FROM, "kmin", 1, 0, 1000000, NULL, "first round (from 0) in which it may walk",         \
      "uncalibrated")                                                                              \
    X(PSI, "psi", 1, 0, 1, NULL, "composure: 1 nothing moves it, 0 it bears no insult",            \
      "uncalibrated")                                                                              \
    X(ALPHA, "alpha", 0.5, 0, 4, NULL, "envy: the least it bears is alpha/(1 + 2 alpha)",          \
      "Fehr & Schmidt 1999")                                                                       \
    X(THETA, "theta", 0.12, 0.01, 0.5, NULL, "insult that drives out half, of the pie",            \
      "uncalibrated")                                                                              \
    X(SPREAD, "s", 0.04, 0.005, 0.2, NULL, "spread of theta", "uncalibrated")                      \
    X(NU, "nu", 0.5, 0, 2, NULL, "what an insult adds to the demand, per insult", "uncalibrated")  \
    X(OMEGA, "omega", 0.25, 0.05, 1, NULL, "weight of an offer as evidence of the other's limit",  \
      "uncalibrated")                                                                              \
    X(EPS, "eps", 0.01, 0.0001, 0.2, NULL, "part of a belief that forgets with every offer",       \
      "uncalibrated")                                                                              \
    X(WEIGHTS, "weights", YES, 0, 1, switches,                                                     \
      "among bids of equal worth, the one the others seem to like best", "van Galen Last 2012")    \
    X(SD_BELIEF, "s_b", 0.1, 0.08, 0.5, NULL, "spread of offers around a schedule, of the pie",    \
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
                                    {"human", "kappa=0.1:g=0.1:a=0.2:sdT=0.12:sdE=0.35"},
                                    {"rational", "kappa=1:g=1:a=0:sdT=0.02:sdO=0.02:sdE=0.05"},
                                    {"reciprocator", "rho=0.8:bal=0.2"},
                                    {"anchorer", "a0=0.9:a=0.5:e0=0.4"},
                                    {0}};

typedef struct leverage {
    const hg_host *host;
    const hg_brief *brief;
    const double *p;         /* parameters */
    const double *log2_time; /* NULL without a deadline */
    others others;           /* what I know and believe */
    walking walking;
    schedule schedule;
    schedule_rule rule;
    composure composure;
    weights weights;        /* of the others' issues */
    hg_outcome bid, chosen; /* the last bid by worth, and which of its equals was chosen */
    double z[3];            /* my luck: target, opening, pace */
    perceived seen;
    double target;         /* T */
    hg_outcome last_offer; /* of the other, worth: */
    double last_worth;     /* y */
    double best_offered;   /* yb */
    double worst_offered;  /* as far as I have taken it in */
    bool stale;            /* something that u* rests on has moved since I last looked */
    bool surprised;        /* by an offer since then */
    bool heard;            /* the other has made an offer */
    bool viewed;           /* somebody records how I see the talks */
} leverage;

static double limit_of(const leverage *l) { return others_own_limit(&l->others); }

/* ---- target and pace (steps 4 and 6) ---- */

/* Between a little more than my limit and a little less than everything. */
static double within_room(const leverage *l, double target)
{
    double w = limit_of(l), best = l->brief->best;
    return hg_clamp(target, w + 0.02 * (best - w), 0.98 * best);
}

/* Without anchor: what I see, what I want, and my luck. */
static double own_target(const leverage *l)
{
    const double *p = l->p, pie = l->brief->pie;
    return within_room(l, l->seen.target + p[AMBITION] * pie + p[SD_TARGET] * pie * l->z[0]);
}

static double first_target(const leverage *l)
{
    double weak = l->p[WEAK], w = limit_of(l), target = own_target(l);
    if (weak > 0 && w < target && walking_best_held(l->host, -1) > 0)
        target = (1 - weak) * target + weak * w;
    return target;
}

/* The pace follows the target, noise and anchor included: who asks for more holds out longer. */
static double pace(const leverage *l)
{
    const double *p = l->p, pie = l->brief->pie;
    uint32_t n = l->brief->n_parties;
    double lambda = 0;
    if (p[SEE] != SIGHT_NONE && n > 2)
        lambda = l->seen.lambda;
    else if (p[SEE] != SIGHT_NONE)
        lambda = perceive_lambda(pie > 0 ? l->target / pie : 0.5, n);
    return hg_clamp(p[E0] * hg_exp(p[PACE] * lambda + p[SD_PACE] * l->z[2]), 0.1, 10);
}

/* Shifting the target by what u* moved keeps the noise and the anchor in it. */
static void retarget(leverage *l, double moved)
{
    double before = l->target;
    if (!l->schedule.opened)
        l->target = first_target(l);
    else if (l->surprised)
        l->target = own_target(l);
    else if (moved != 0)
        l->target = within_room(l, before + moved);
    if (l->schedule.opened && l->target != before) l->schedule.exponent = pace(l);
}

static void reassess(leverage *l, uint32_t round)
{
    if (!l->stale) return;
    double before = l->seen.target;
    l->stale = l->brief->deadlines_pull;
    l->seen = others_look(&l->others, round);
    retarget(l, l->seen.target - before);
    l->surprised = false;
    if (l->viewed) others_view(&l->others, l->seen.share);
}

/* ---- the demand (steps 5 and 7 to 9) ---- */

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
    l->schedule.exponent = pace(l);
    double margin = p[MARGIN] * (best - l->target) + p[SD_OPENING] * best * l->z[1];
    double base = hg_clamp(l->target + margin, l->target, best);
    schedule_open(&l->schedule, base, tau);
    return fmax(limit_of(l), base);
}

static double next_demand(leverage *l, const hg_turn *turn, bool last)
{
    if (!l->schedule.opened) return opening(l, turn->tau);
    double log2_tau = l->log2_time ? l->log2_time[turn->round] : (double)NAN;
    return schedule_next(&l->schedule, &l->rule, limit_of(l), turn->tau, log2_tau, last);
}

/* What the worst offer so far says to me: 0 but for the first time that I hear it. */
static double insulted(leverage *l)
{
    double pie = l->brief->pie;
    if (l->composure.psi >= 1 || !l->heard || l->last_worth >= l->worst_offered || !(pie > 0))
        return 0;
    l->worst_offered = l->last_worth;
    return composure_insult(&l->composure, l->last_worth / pie, l->brief->n_parties);
}

/* Only here luck is drawn during the talks. */
static bool storms_out(const leverage *l, const hg_turn *turn, double insult)
{
    double p = composure_walk_probability(&l->composure, insult);
    return l->host->uniform(l->host) < p && (turn->may & HG_MAY(HG_WALK));
}

/* ---- the agent ---- */

static uint32_t traits_of(const double *p)
{
    uint32_t traits = 0;
    if (p[SD_TARGET] > 0 || p[SD_OPENING] > 0 || p[SD_PACE] > 0 || p[PSI] < 1)
        traits |= HG_TRAIT_STOCHASTIC;
    if (p[SEE] != SIGHT_NONE) traits |= HG_TRAIT_READS_LEVERAGE;
    if (p[SEE] == SIGHT_TRUTH) traits |= HG_TRAIT_SEES_TRUTH;
    if (p[SEE] == SIGHT_BELIEF) traits |= HG_TRAIT_MODELS_OPPONENT;
    if (p[WALKS] == YES || p[PSI] < 1) traits |= HG_TRAIT_WALKS;
    return traits;
}

/* The talks end with the first deadline that I know of. */
static uint32_t last_round(const hg_brief *b)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < b->n_parties; i++)
        if (b->deadlines[i] && b->deadlines[i] < first) first = b->deadlines[i];
    return first == UINT32_MAX ? first : first - 1;
}

static void read_rules(leverage *l)
{
    const hg_brief *b = l->brief;
    const double *p = l->p;
    l->rule = (schedule_rule){.rho = p[RHO],
                              .trust = TRUST,
                              .dmax = p[DMAX] < OFF ? p[DMAX] * b->best : OFF,
                              .ahead = p[BAL] < OFF ? p[BAL] * b->pie : OFF};
    l->composure = (composure){p[PSI], p[ALPHA], p[THETA], p[SPREAD], p[NU]};
    l->walking = (walking){.allowed = p[WALKS] == YES,
                           .from = (uint32_t)p[WALK_FROM],
                           .last_round = last_round(b),
                           .delay = p[SEE] == SIGHT_NONE ? 0 : b->hazard[b->party],
                           .cost = b->leaving_cost + p[EXIT_COST] * b->pie};
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    leverage *l = self;
    l->host = host;
    l->brief = brief;
    l->p = p;
    l->log2_time = host->log2_time(host);
    l->last_offer = l->bid = HG_NO_OUTCOME;
    l->worst_offered = INFINITY;
    l->stale = brief->deadlines_pull;
    read_rules(l);
    others_open(&l->others, brief, host, (sight)p[SEE], p[KAPPA],
                belief_rule_of(p[OMEGA], p[EPS], p[SD_BELIEF], p[MARGIN]));
    if (p[WEIGHTS] == YES) weights_open(&l->weights, brief, host);
    walking_update(&l->walking, brief, host, brief->limit);
    /* Always three draws, whatever they are used for: twins share their luck. */
    for (int i = 0; i < 3; i++) l->z[i] = host->normal(host);
    l->seen = others_look(&l->others, 0);
    l->target = first_target(l);
    l->viewed = p[SEE] != SIGHT_NONE && host->viewed(host);
    if (l->viewed) others_view(&l->others, l->seen.share);
    return 0;
}

static void hear_offer(leverage *l, const hg_message *m)
{
    bool surprise;
    l->last_offer = m->outcome;
    l->last_worth = l->host->utility(l->host, m->outcome);
    weights_hear(&l->weights, m->outcome);
    if (others_hear_offer(&l->others, m, l->last_worth, &surprise)) {
        l->stale = true;
        l->surprised |= surprise;
    }
    double gain = l->last_worth - l->best_offered;
    if (l->heard && gain <= 0) return;
    if (l->heard) schedule_receive(&l->schedule, gain);
    l->best_offered = l->last_worth;
    l->heard = true;
}

static void hear_event(leverage *l, const hg_message *m)
{
    others_hear_event(&l->others, m);
    if (m->party == l->brief->party) walking_update(&l->walking, l->brief, l->host, limit_of(l));
    l->stale = true;
}

static void receive(void *self, const hg_message *m)
{
    leverage *l = self;
    if (m->kind == HG_OFFER)
        hear_offer(l, m);
    else if (m->kind == HG_EVENT)
        hear_event(l, m);
}

/* Some outcome is worth my limit if the best is, and the demand is never below it. */
static void offer(leverage *l, const hg_turn *turn, hg_reply *reply)
{
    hg_outcome bid = l->host->above(l->host, l->schedule.demand);
    if (bid != l->bid) l->chosen = weights_choose(&l->weights, l->host, bid);
    l->bid = bid;
    move_offer(turn, reply, l->chosen, limit_of(l) <= l->brief->best);
}

/* Not a turn of its own, so the schedule stands still: only an offer below my limit is replaced. */
static void revise(leverage *l, const hg_turn *turn, hg_reply *reply)
{
    double w = limit_of(l);
    if (l->host->utility(l->host, turn->mine) >= w) {
        reply->kind = HG_REJECT;
        return;
    }
    l->schedule.demand = fmax(l->schedule.demand, w);
    offer(l, turn, reply);
}

/* Is there an offer that pays so much, and my limit? */
static inline bool offered(const leverage *l, const hg_turn *turn, double least)
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

static bool leaves(const leverage *l, const hg_turn *turn)
{
    if (!walking_tempts(&l->walking)) return false;
    prospects now = {l->seen, l->target, l->best_offered, l->schedule.gifts, l->heard};
    return walking_leaves(&l->walking, &l->others, turn, &now);
}

/* Who is blind does not reckon with anybody's limit: it opens as it always does. */
static double only_demand(leverage *l, const hg_turn *turn)
{
    double w = limit_of(l), pie = l->brief->pie;
    if (l->p[SEE] == SIGHT_NONE) return opening(l, turn->tau);
    double best = one_shot_demand(&l->others, &l->composure);
    return hg_clamp(best + l->p[AMBITION] * pie, w, fmax(w, pie));
}

/* Only the first offer of a single round can be accepted by all: who finds one answers it. */
static void move_once(leverage *l, const hg_turn *turn, hg_reply *reply)
{
    if (turn->standing != HG_NO_OUTCOME) {
        if (offered(l, turn, one_shot_least(&l->others, &l->composure))) reply->kind = HG_ACCEPT;
        return;
    }
    schedule_stand(&l->schedule, only_demand(l, turn));
    offer(l, turn, reply);
}

static void move(leverage *l, const hg_turn *turn, hg_reply *reply)
{
    bool last = turn->round == l->walking.last_round;
    if (last && turn->round == 0) {
        move_once(l, turn, reply);
        return;
    }
    double demand = next_demand(l, turn, last), insult = insulted(l);
    if (insult > 0) {
        if (storms_out(l, turn, insult)) {
            reply->kind = HG_WALK;
            return;
        }
        demand = fmin(l->brief->best,
                      demand + l->brief->pie * composure_reaction(&l->composure, insult));
    }
    schedule_stand(&l->schedule, demand);
    if (offered(l, turn, last ? limit_of(l) : l->schedule.demand))
        reply->kind = HG_ACCEPT;
    else if (leaves(l, turn))
        leave(l, turn, reply);
    else
        offer(l, turn, reply);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    leverage *l = self;
    reassess(l, turn->round);
    if (turn->revise)
        revise(l, turn, reply);
    else
        move(l, turn, reply);
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
    .traits =
        HG_TRAIT_STOCHASTIC | HG_TRAIT_READS_LEVERAGE | HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_WALKS,
    .state_size = sizeof(leverage),
    .traits_of = traits_of,
    .init = init,
    .receive = receive,
    .act = act,
};
