/* PonPoko, winner of ANAC 2017: draws its bids from a band that follows one of six patterns of
 * time, so that nobody learns its ways (Aydogan et al. 2021).
 *
 *     pattern   hi, lo as parts of my best outcome (parts/scale.h)
 *     0         1 - .1 t,              hi - .1 |sin 40 t|
 *     1         1,                     1 - .22 t
 *     2         1 - .1 t,              hi - .15 |sin 20 t|
 *     3         1 - .05 t,             1 - .1 t; from t = .99 on 1 - .3 t
 *     4         1 - .15 t |sin 20 t|,  1 - .21 t |sin 20 t|
 *     5         1 - .1 t,              1 - .2 |sin 40 t|
 *     bid       drawn from lo .. hi; where nothing lies there, the outcome of least own utility
 *               >= lo
 *     accept    u > lo
 *
 * Parameter: pattern (default random: one draw at the start). One draw for each bid.
 * Reconstruction: the program's rule is the one of its port in NegoLog, which lowers lo in steps of
 * .0001 until something lies in the band. Bands end at my limit. */
#include "agents/builtin.h"
#include "agents/parts/bands.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/scale.h"

static const char *const patterns[] = {"random", "0", "1", "2", "3", "4", "5", NULL};
enum { PATTERN_RANDOM, PATTERN_FIRST, PATTERNS = 6 };
enum { PATTERN };
static const hg_param params[] = {{"pattern", PATTERN_RANDOM, 0, PATTERNS, patterns,
                                   "which of its six bands; random: drawn", "Aydogan et al. 2021"},
                                  {0}};

typedef struct ponpoko {
    bargainer self; /* first */
    scale scale;
    int pattern;
} ponpoko;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    ponpoko *o = self;
    bargainer_init(&o->self, brief, host);
    o->scale = scale_of(brief);
    o->pattern = p[PATTERN] == PATTERN_RANDOM ? (int)(host->uniform(host) * PATTERNS)
                                              : (int)p[PATTERN] - PATTERN_FIRST;
    return 0;
}

static void receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

/* |sin x|, x >= 0, to 1e-11: within half a wave by symmetry, then its series. The same everywhere.
 */
static double wave(double x)
{
    const double pi = 3.141592653589793;
    x -= pi * floor(x / pi);
    if (x > pi / 2) x = pi - x;
    double term = x, sum = x;
    for (int k = 2; k <= 16; k += 2) {
        term *= -x * x / (k * (k + 1));
        sum += term;
    }
    return sum;
}

typedef struct band {
    double lo, hi;
} band;

static band band_at(int pattern, double t)
{
    double slow = wave(20 * t), fast = wave(40 * t), down = 1 - 0.1 * t;
    const band bands[PATTERNS] = {
        {down - 0.1 * fast, down},
        {1 - 0.22 * t, 1},
        {down - 0.15 * slow, down},
        {1 - (t > 0.99 ? 0.3 : 0.1) * t, 1 - 0.05 * t},
        {1 - 0.21 * t * slow, 1 - 0.15 * t * slow},
        {1 - 0.2 * fast, down},
    };
    return bands[pattern];
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const ponpoko *o = self;
    const bargainer *b = &o->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    band at = band_at(o->pattern, turn->tau);
    double lo = hg_clamp(scale_worth(o->scale, at.lo), b->floor, b->best);
    hg_outcome bid = bands_draw(b->host, lo, fmax(lo, scale_worth(o->scale, at.hi)));
    if (move_can_accept(turn) && bargainer_worth(b, turn->standing) > lo && b->sound)
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, bid == HG_NO_OUTCOME ? b->host->above(b->host, lo) : bid, b->sound);
    return 0;
}

const hg_agent_type hg_agent_ponpoko = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "ponpoko",
    .summary = "draws bids from a band that follows one of six patterns of time",
    .reference = "Aydogan et al. 2021",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC,
    .state_size = sizeof(ponpoko),
    .init = init,
    .receive = receive,
    .act = act,
};
