/* The conditions are in the header. Heard offers are a ring; only conditions with a window look
 * into it, and only once their time has come. */
#include "agents/parts/acceptance.h"

#include "agents/parts/scale.h"

#include <math.h>

#define RING_MAX      4096
#define EXPECTED_MANY 10 /* offers still to come: too early to take a lesser one */

typedef struct heard_offer {
    double worth; /* own unit */
    uint32_t round;
} heard_offer;

struct acceptance {
    const hg_host *host;
    const double *numbers;
    uint32_t seat;
    scale scale;
    double made; /* my last bid, own unit; NaN: none yet */
    double most; /* the best offer so far */
    heard_offer *ring;
    uint32_t capacity;
    uint64_t heard;
};

acceptance *acceptance_open(const hg_brief *brief, const hg_host *host, const double *numbers)
{
    acceptance *a = host->alloc(host, sizeof *a);
    uint64_t offers = (uint64_t)brief->rounds * (brief->n_parties - 1) + 2;
    a->host = host;
    a->numbers = numbers;
    a->seat = brief->seat;
    a->scale = scale_of(brief);
    a->made = NAN;
    a->most = -INFINITY;
    a->capacity = (uint32_t)(brief->rounds && offers < RING_MAX ? offers : RING_MAX);
    a->ring = host->alloc(host, a->capacity * sizeof *a->ring);
    return a;
}

void acceptance_hear(acceptance *a, const hg_message *m)
{
    if (m->kind != HG_OFFER || m->seat == a->seat) return;
    double worth = a->host->utility(a->host, m->outcome);
    a->ring[a->heard++ % a->capacity] = (heard_offer){worth, m->round};
    a->most = fmax(a->most, worth);
}

void acceptance_made(acceptance *a, double worth) { a->made = worth; }

static double part_of_best(const acceptance *a, double worth)
{
    return scale_part(a->scale, worth);
}

/* ---- windows ---- */

typedef struct window {
    uint32_t count;
    double more; /* sum of what they are worth beyond this one: of equals exactly 0 */
    double most; /* own unit */
} window;

/* Offers of the last `rounds` rounds that are worth more than `above`, against one worth `u`. */
static window look_back(const acceptance *a, const hg_turn *turn, double rounds, double above,
                        double u)
{
    window w = {.most = -INFINITY};
    uint64_t known = a->heard < a->capacity ? a->heard : a->capacity;
    for (uint64_t back = 1; back <= known; back++) {
        const heard_offer *o = &a->ring[(a->heard - back) % a->capacity];
        if (o->round + rounds < turn->round) break;
        if (!(o->worth > above)) continue;
        w.count++;
        w.more += o->worth - u;
        w.most = fmax(w.most, o->worth);
    }
    return w;
}

static double rounds_left(const hg_turn *turn)
{
    return turn->rounds > turn->round ? turn->rounds - 1 - turn->round : 0;
}

/* ---- conditions: x are the arguments, u and v my offered and next bid, own unit ---- */

static bool near_enough(const acceptance *a, const double *x, double offered, double mine)
{
    return x[0] * part_of_best(a, offered) + x[1] >= part_of_best(a, mine);
}

static double last_bid(const acceptance *a, double next) { return isnan(a->made) ? next : a->made; }

static bool ac_next(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    (void)t;
    return near_enough(a, x, u, next);
}

static bool ac_prev(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    (void)t;
    return near_enough(a, x, u, last_bid(a, next));
}

static bool ac_const(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    (void)t, (void)next;
    return part_of_best(a, u) >= x[0];
}

static bool ac_time(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    (void)a, (void)u, (void)next;
    return t->tau >= x[0];
}

static bool ac_gap(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    const double as_prev[] = {1, x[0]};
    return ac_prev(a, as_prev, t, u, next);
}

enum { KIND_MAX, KIND_WINDOW_MAX, KIND_WINDOW_AVG };

static bool ac_combi(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    if (u >= next) return true;
    if (t->tau < x[1]) return false;
    if (x[0] == KIND_MAX) return u >= a->most;
    window w = look_back(a, t, rounds_left(t), -INFINITY, u);
    return x[0] == KIND_WINDOW_MAX ? u >= w.most : w.more <= 0;
}

static bool ac_prob(const acceptance *a, const double *x, const hg_turn *t, double u, double next)
{
    if (u >= next) return true;
    double left = rounds_left(t);
    if (t->tau < x[0] || look_back(a, t, left, -INFINITY, u).count > EXPECTED_MANY) return false;
    window better = look_back(a, t, x[1] * left, u, u);
    if (better.count == 0) return true;
    double chance = 1 - hg_pow(1 - 1 / x[1], better.count);
    return part_of_best(a, u) > chance * part_of_best(a, u + better.more / better.count);
}

static bool (*const conditions[])(const acceptance *, const double *, const hg_turn *, double,
                                  double) = {
    [ACCEPTANCE_NEXT] = ac_next, [ACCEPTANCE_PREV] = ac_prev, [ACCEPTANCE_CONST] = ac_const,
    [ACCEPTANCE_TIME] = ac_time, [ACCEPTANCE_GAP] = ac_gap,   [ACCEPTANCE_COMBI] = ac_combi,
    [ACCEPTANCE_PROB] = ac_prob};

bool acceptance_takes(const acceptance *a, const hg_turn *turn, double offered, double next)
{
    return conditions[(size_t)a->numbers[0]](a, a->numbers + 1, turn, offered, next);
}

/* ---- their table, in the order of the conditions ---- */

#define BAARSLAG "Baarslag, Hindriks & Jonker 2013"
static const char *const kinds[] = {"max", "window-max", "window-avg", NULL};
static const hg_param scaled[] = {
    {"alpha", 1, 0, 10, NULL, "what the offer is multiplied by", BAARSLAG},
    {"beta", 0, -1, 1, NULL, "what is added to it, of my best", BAARSLAG},
    {0}};
static const hg_param constant[] = {
    {"least", 0.9, 0, 1, NULL, "what it must be worth, of my best", "uncalibrated"}, {0}};
static const hg_param timed[] = {{"from", 0.99, 0, 1, NULL, "from when on, tau", "uncalibrated"},
                                 {0}};
static const hg_param gaps[] = {
    {"gap", 0.02, 0, 1, NULL, "how much less than my last bid, of my best", BAARSLAG}, {0}};
static const hg_param combined[] = {
    {"kind", KIND_MAX, 0, 2, kinds, "what may still be hoped for", BAARSLAG},
    {"from", 0.98, 0, 1, NULL, "from when on, tau", BAARSLAG},
    {0}};
static const hg_param probable[] = {
    {"from", 0.98, 0, 1, NULL, "from when on, tau", BAARSLAG},
    {"window", 5, 1, 100, NULL, "how far back it looks, in times of the time left", "uncalibrated"},
    {0}};

const hg_part_choice acceptance_choices[] = {
    {"next", "what is worth my next bid: alpha u + beta >= next", BAARSLAG, scaled, 0},
    {"prev", "what is worth my last bid: alpha u + beta >= last", BAARSLAG, scaled, 0},
    {"const", "what is worth so much", BAARSLAG, constant, 0},
    {"time", "anything, late in the talks", BAARSLAG, timed, 0},
    {"gap", "what is worth my last bid but for a gap", BAARSLAG, gaps, 0},
    {"combi", "next; late, the best that may still be hoped for", BAARSLAG, combined, 0},
    {"prob", "next; late, more than what waiting is worth", BAARSLAG, probable, 0},
    {0}};
