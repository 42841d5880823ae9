/* Gahboninho, second of ANAC 2011, a bully: gives next to nothing until the end is near, the less
 * the more the other tries to settle, then slides fast, and in the last turns asks for the best
 * that it was offered (Ben Adar, Sofy & Elimelech 2013).
 *
 *     opening   its best until it has heard two offers; then, in its first 40 turns before t =
 *               0.15, k = 40, 39, ..: 0.925 + 0.075 k/40
 *     demand    min(1, hi - (hi - lo) t), by stages of time; B the best offer received so far
 *               until t   lo               hi                 accepts u >=
 *               0.85      max(B, 0.9125)   1 + 6 noise        0.95 of its demand
 *               0.92      max(B, 0.84)     (1 + 6 noise)/lo   0.94
 *               0.94      max(B, 0.775)    (1 + 6 noise)/lo   0.93
 *               0.985     max(B, 0.7)      (1 + 6 noise)/lo   0.91
 *               panic     B                (1 + 6 noise)/lo   0.95; B < 0.375: lo 0.4375, 0.8
 *               at last   B                B                  0.92; B < 0.25: lo 0.25, hi 1
 *               At last: three turns or fewer are left and B > 0.25, or t > 0.9996; there it makes
 *               the best offer received its own
 *     speed     from turn to turn the demand falls by at most 9, from 0.94 on 10, in panic 10 + 100
 *               (t - 0.985)/0.015, rises by at most 50, per unit of time; at last as it likes
 *     noise     how hard the other looks for a deal, 0.4 at first. After every 20 offers: + 0.05
 *               where its bids have become more like mine; else + r where the least that it asked
 *               for itself by a frequency model (parts/frequency.h), L, has fallen; else - r, - r
 *               where L < 1/1.2, and - r where they have become less alike by a tenth. r = D/40,000
 *               within 0.003 .. 0.015, D the outcomes worth at least its first offer to me
 *     alike     mean over issues of sum over the values that both of us named of 1 - (share of my
 *               bids - share of its last 20)^2, by the number of values; 0.2 at first
 *     bid       the outcome of least own utility >= the demand; from t = 0.9 on, among more than
 *               200 outcomes, the best for the other of the next (outcomes / a tenth of the rounds)
 *               above it, at most 256
 *     accept    also u > 0.95, as long as some of its 40 opening turns are left
 *
 * All in parts of my best outcome (parts/scale.h), none below my limit. Parameters: noise = 0.4,
 * window = 20. Reconstruction after the program in Genius, whose comments tell the rule: no
 * discounting; its steps are per call, two calls a turn, and it reckons with 5,000 turns, hence the
 * speeds; it looks only at values no worse to it than those of the first offer, cuts its list into
 * pieces once, and has a model of its own; offers of several others are pooled. Listed spaces. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/scale.h"
#include <math.h>
#include <string.h>

#define OPENING  40 /* turns */
#define MANY     200
#define POOR     0.25 /* best offer: too little to make it my own */
#define MEAGRE   0.375
#define LAST_OFF 3 /* turns */

enum { NOISE, WINDOW };
static const hg_param params[] = {
    {"noise", 0.4, 0, 1, NULL, "how hard it takes the other to look for a deal, at first",
     "Ben Adar, Sofy & Elimelech 2013"},
    {"window", 20, 1, 1000, NULL, "offers between two looks at the other",
     "Ben Adar, Sofy & Elimelech 2013"},
    {0}};

static const struct stage {
    double until, least, accepts, speed;
} stages[] = {
    {0.85, 0.9125, 0.95, 9},
    {0.92, 0.84, 0.94, 9},
    {0.94, 0.775, 0.93, 9},
    {0.985, 0.7, 0.91, 10},
};
#define STAGES    (sizeof stages / sizeof *stages)
#define RISE      50
#define PANIC     0.985
#define LAST_TIME 0.9996

typedef uint32_t counts[MODEL_PARTS];

typedef struct gahboninho {
    bargainer self; /* first */
    scale scale;
    const hg_brief *brief;
    opponent_model *model;
    counts *mine, *theirs; /* [n_issues] values named: by me, by the others in this window */
    uint32_t *now;         /* [n_issues] scratch */
    uint32_t window, n_mine, n_theirs, opening; /* opening: turns it has left for that */
    uint64_t heard;
    hg_outcome best; /* received so far */
    double most;     /* what it is worth */
    double noise, rate, alike;
    double least, least_before; /* that they asked for themselves, by the model */
    double demand;
} gahboninho;

/* What it aims at now, in parts of my best. */
typedef struct aim {
    double lo, hi, accepts, speed;
    bool at_last; /* the best offer received is its own bid */
} aim;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    gahboninho *g = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&g->self, brief, host);
    g->scale = scale_of(brief);
    g->brief = brief;
    g->model = frequency_open(brief, host, 0);
    g->mine = host->alloc(host, brief->n_issues * sizeof *g->mine);
    g->theirs = host->alloc(host, brief->n_issues * sizeof *g->theirs);
    g->now = host->alloc(host, brief->n_issues * sizeof *g->now);
    g->window = (uint32_t)p[WINDOW];
    g->noise = p[NOISE];
    g->opening = OPENING;
    g->best = HG_NO_OUTCOME;
    g->alike = 0.2;
    g->least = g->least_before = g->demand = 1;
    return 0;
}

/* ---- what the other is like ---- */

static void count(const gahboninho *g, counts *of, hg_outcome o)
{
    model_read(g->brief, o, g->now);
    for (uint32_t i = 0; i < g->brief->n_issues; i++) of[i][g->now[i]]++;
}

static double alike(const gahboninho *g)
{
    double sum = 0;
    for (uint32_t i = 0; i < g->brief->n_issues; i++) {
        uint32_t n = model_parts(&g->brief->issues[i]);
        for (uint32_t v = 0; v < n; v++) {
            if (g->mine[i][v] == 0 || g->theirs[i][v] == 0) continue;
            double off = (double)g->mine[i][v] / g->n_mine - (double)g->theirs[i][v] / g->n_theirs;
            sum += (1 - off * off) / n;
        }
    }
    return sum / g->brief->n_issues;
}

static double change(const gahboninho *g, double now)
{
    if (now > g->alike) return 0.05;
    if (g->least < g->least_before) return g->rate;
    return -g->rate * (1 + (g->least < 1 / 1.2) + (now * 1.1 < g->alike));
}

static void look(gahboninho *g)
{
    double now = alike(g);
    g->noise = hg_clamp(g->noise + change(g, now), 0, 1);
    g->alike = now;
    g->least_before = g->least;
    g->n_theirs = 0;
    memset(g->theirs, 0, g->brief->n_issues * sizeof *g->theirs);
}

static void hear_first(gahboninho *g, double worth)
{
    uint64_t as_good = g->self.host->count(g->self.host, worth);
    g->rate = hg_clamp((double)as_good / 40000, 0.003, 0.015);
}

static void receive(void *self, const hg_message *m)
{
    gahboninho *g = self;
    bargainer_hear(&g->self, m);
    if (m->kind != HG_OFFER || m->seat == g->brief->seat) return;
    double worth = bargainer_worth(&g->self, m->outcome), part = scale_part(g->scale, worth);
    if (g->heard++ == 0) hear_first(g, worth);
    if (g->best == HG_NO_OUTCOME || part > g->most) {
        g->best = m->outcome;
        g->most = part;
    }
    model_take(g->model, m);
    g->least = fmin(g->least, g->model->estimate(g->model, m->outcome));
    count(g, g->theirs, m->outcome);
    if (++g->n_theirs == g->window) look(g);
}

/* ---- what it asks for ---- */

static aim at_stage(const gahboninho *g, size_t k)
{
    double lo = fmax(g->most, stages[k].least), eager = 1 + 6 * g->noise;
    return (aim){lo, k == 0 ? eager : eager / lo, stages[k].accepts, stages[k].speed, false};
}

static aim in_panic(const gahboninho *g, double t)
{
    bool meagre = g->most < MEAGRE;
    double lo = meagre ? 0.4375 : g->most, speed = 10 + 100 * (t - PANIC) / (1 - PANIC);
    return (aim){lo, (1 + 6 * g->noise) / lo, meagre ? 0.8 : 0.95, speed, false};
}

static aim at_last(const gahboninho *g)
{
    bool poor = g->most < POOR;
    return (aim){poor ? POOR : g->most, poor ? 1 : g->most, 0.92, INFINITY, !poor};
}

static aim aim_at(const gahboninho *g, const hg_turn *turn)
{
    for (size_t k = 0; k < STAGES; k++)
        if (turn->tau <= stages[k].until) return at_stage(g, k);
    bool few = turn->rounds - turn->round <= LAST_OFF && g->most > POOR;
    return few || turn->tau > LAST_TIME ? at_last(g) : in_panic(g, turn->tau);
}

/* The demand follows its line as fast as it may. */
static void follow(gahboninho *g, const hg_turn *turn, aim a)
{
    double hi = fmax(a.hi, a.lo), line = fmin(1, hi - (hi - a.lo) * turn->tau);
    double step = turn->rounds > 1 ? 1.0 / (turn->rounds - 1) : 1;
    double least = g->demand - a.speed * step, most = g->demand + RISE * step;
    g->demand = g->n_mine > 0 ? hg_clamp(line, least, most) : 1;
}

static bool opens(const gahboninho *g, const hg_turn *turn)
{
    return g->opening > 0 && turn->tau < 0.15;
}

static hg_outcome bid_above(const gahboninho *g, const hg_turn *turn, double part)
{
    const bargainer *b = &g->self;
    double line = hg_clamp(scale_worth(g->scale, part), b->floor, b->best);
    uint64_t n = g->brief->n_outcomes, turns = turn->rounds / 10;
    if (turn->tau <= 0.9 || n <= MANY || turns == 0) return b->host->above(b->host, line);
    uint64_t above = b->host->count(b->host, line), piece = n / turns;
    hg_outcome top = b->host->best(b->host, above > piece ? above - piece : 0);
    hg_outcome bid = model_pick(g->model, line, bargainer_worth(b, top));
    return bid == HG_NO_OUTCOME ? b->host->above(b->host, line) : bid;
}

static hg_outcome next_bid(gahboninho *g, const hg_turn *turn, aim a)
{
    const bargainer *b = &g->self;
    if (g->heard < 2) return b->host->best(b->host, 0);
    if (opens(g, turn)) return bid_above(g, turn, 0.925 + 0.075 * g->opening / OPENING);
    if (a.at_last && bargainer_worth(b, g->best) >= b->limit) return g->best;
    return bid_above(g, turn, g->demand);
}

static void made(gahboninho *g, const hg_turn *turn, hg_outcome bid)
{
    if (g->heard >= 2 && opens(g, turn)) g->opening--;
    count(g, g->mine, bid);
    g->n_mine++;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    gahboninho *g = self;
    const bargainer *b = &g->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    aim a = aim_at(g, turn);
    follow(g, turn, a);
    double least = scale_worth(g->scale, a.accepts * g->demand);
    if (g->opening > 0) least = fmin(least, nextafter(scale_worth(g->scale, 0.95), INFINITY));
    if (bargainer_takes(b, turn, least)) {
        reply->kind = HG_ACCEPT;
        return 0;
    }
    hg_outcome bid = next_bid(g, turn, a);
    move_offer(turn, reply, bid, b->sound);
    if (reply->kind == HG_OFFER) made(g, turn, bid);
    return 0;
}

const hg_agent_type hg_agent_gahboninho = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "gahboninho",
    .summary = "a bully: gives the less the more the other tries, and panics at the end",
    .reference = "Ben Adar, Sofy & Elimelech 2013",
    .params = params,
    .traits = HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(gahboninho),
    .init = init,
    .receive = receive,
    .act = act,
};
