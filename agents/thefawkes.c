/* TheFawkes, winner of ANAC 2013: takes what the other offers apart into trend and noise, and holds
 * out unless the trend will soon come near to what it asks for (the concession of OMAC: Chen &
 * Weiss 2012).
 *
 *     windows   of time, one a round and at most 64; in each the best offer received; where nothing
 *               was offered, what the window before had
 *     trend     of the windows that have ended, from the first offer on, by wavelets without the
 *               details of two levels (parts/wavelet.h), then a smoothing spline (parts/spline.h)
 *     expected  E(t) = (the spline, which goes on straight, within 0 .. 1) (1 + the standard
 *               deviation of trend / windows)
 *     reserved  R(t) = w + (1 - t^(1/beta)) (1 - w)
 *     soon      of now and the next nine steps d before t = 1: where E - R is greatest, if it is
 *               more than 0 there; else where |E - R| is least, if E > rho R there; else nowhere.
 *               d is a round, at most 0.1
 *     target    on the line from its last bid, at that time, to E there; nowhere: R now
 *     bid       the best for the other, by a frequency model (parts/frequency.h; ties: the best for
 *               itself), of those worth (1 - t / 10 - s / (10 n)) target or more, n its bids so
 *               far. Where all of its last ten were worth as much as that one: the second, and s,
 *               which begins at 1, grows by 1. Until it has heard two offers it asks for its best
 *     accept    u >= the mean of all outcomes, and u >= its next bid or, from t = 1 - d on, the
 *               best of the last ten offers
 *
 * All in parts of my best outcome (parts/scale.h), none below my limit, w. Parameters: beta =
 * 0.002, rho = 0.8, smooth (the spline's lambda). Known: the program in Genius, formulas 7 to 14 of
 * the paper with time at no cost. Reconstruction: the program puts its spline, at a smoothing that
 * leaves a straight line, through the wavelets' coefficients themselves, the paper through the
 * trend that they leave, as here; number of windows, levels and smooth are ours; issues that stay
 * gain 0.2, there 0.8; at most 256 outcomes, those worth least to me, are compared; the mean is
 * taken over 64 of them, evenly down its list; several others are pooled. Listed spaces. Without a
 * deadline t stays 0. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/scale.h"
#include "agents/parts/spline.h"
#include "agents/parts/wavelet.h"
#include <math.h>
#include <string.h>

#define WINDOWS_MAX 64
#define FINE        2  /* levels of the wavelets that are noise */
#define STEPS       10 /* ahead, and offers and bids that it looks back at */
#define STEP_MAX    0.1
#define SAMPLES     64
#define BAND_MAX    256
#define NONE        UINT32_MAX
_Static_assert(WINDOWS_MAX <= WAVELET_TREND_MAX && WINDOWS_MAX <= SPLINE_MAX, "a window, a point");

enum { BETA, RHO, SMOOTH };
static const hg_param params[] = {
    {"beta", 0.002, 0.001, 100, NULL, "shape of what it reserves, t^(1/beta): small values late",
     "Chen & Weiss 2012"},
    {"rho", 0.8, 0.1, 1, NULL, "how near, in parts of what it reserves, the other must come",
     "Chen & Weiss 2012"},
    {"smooth", 10, 0, 1e6, NULL, "lambda of the spline: 0 through every point, large a line",
     "uncalibrated"},
    {0}};

typedef struct ring { /* the last STEPS worths */
    double worth[STEPS];
    uint64_t n;
} ring;

typedef struct fawkes {
    bargainer self; /* first */
    scale scale;
    const double *p;
    opponent_model *model;
    uint32_t seat;
    double mean, step;         /* of all outcomes; d */
    uint32_t windows;          /* all in all */
    uint32_t first, window;    /* of the first offer (or NONE), of my last turn: the open one */
    double best[WINDOWS_MAX];  /* by window, from the first on */
    bool stale;                /* the open one has what the window before had */
    double heard;              /* the best since my last turn; -inf: nothing */
    double value, slope, loud; /* of the trend at its end, a window; 1 + its deviation */
    double made_at;            /* time of my last bid */
    uint64_t again;            /* s */
    ring heard_of, made;
} fawkes; /* worths in parts of my best */

static void ring_add(ring *r, double worth) { r->worth[r->n++ % STEPS] = worth; }

static uint64_t ring_size(const ring *r) { return r->n < STEPS ? r->n : STEPS; }

static double part_of(const fawkes *f, hg_outcome o)
{
    return scale_part(f->scale, bargainer_worth(&f->self, o));
}

/* Of outcomes evenly down the list. */
static double mean_worth(const fawkes *f, uint64_t outcomes)
{
    const hg_host *host = f->self.host;
    uint64_t n = outcomes < SAMPLES ? outcomes : SAMPLES;
    double sum = 0;
    for (uint64_t i = 0; i < n; i++)
        sum += part_of(f, host->best(host, (2 * i + 1) * outcomes / (2 * n)));
    return sum / (double)n;
}

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    fawkes *f = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&f->self, brief, host);
    f->scale = scale_of(brief);
    f->p = p;
    f->model = frequency_open(brief, host, 0);
    f->seat = brief->seat;
    f->mean = mean_worth(f, brief->n_outcomes);
    uint32_t steps = brief->rounds > 1 ? brief->rounds - 1 : 1;
    f->step = fmin(STEP_MAX, 1.0 / steps);
    f->windows = steps < WINDOWS_MAX ? steps : WINDOWS_MAX;
    f->first = NONE;
    f->heard = -INFINITY;
    f->again = 1;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    fawkes *f = self;
    bargainer_hear(&f->self, m);
    if (m->kind != HG_OFFER || m->seat == f->seat) return;
    model_take(f->model, m);
    double part = part_of(f, m->outcome);
    ring_add(&f->heard_of, part);
    f->heard = fmax(f->heard, part);
}

/* ---- what to expect ---- */

static double deviation(const double *trend, const double *seen, uint32_t n)
{
    double sum = 0, squares = 0, ratio[WINDOWS_MAX];
    for (uint32_t i = 0; i < n; i++) {
        ratio[i] = seen[i] > 0 ? trend[i] / seen[i] : 0;
        sum += ratio[i];
    }
    for (uint32_t i = 0; i < n; i++) squares += (ratio[i] - sum / n) * (ratio[i] - sum / n);
    return sqrt(squares / n);
}

/* From the windows that have ended. */
static void predict(fawkes *f)
{
    double trend[WINDOWS_MAX];
    const double *seen = f->best + f->first;
    uint32_t n = f->window - f->first;
    memcpy(trend, seen, n * sizeof *trend);
    wavelet_trend(trend, n, FINE);
    f->slope = spline_smooth(trend, n, f->p[SMOOTH]);
    f->value = trend[n - 1];
    f->loud = 1 + deviation(trend, seen, n);
}

static uint32_t window_at(const fawkes *f, double t)
{
    uint32_t window = (uint32_t)(t * f->windows);
    return window < f->windows ? window : f->windows - 1;
}

static void listen(fawkes *f, double now)
{
    uint32_t window = window_at(f, now);
    if (f->heard_of.n == 0) return;
    if (f->first == NONE) f->first = f->window = window;
    if (window > f->window) {
        for (uint32_t k = f->window + 1; k <= window; k++) f->best[k] = f->best[f->window];
        f->window = window;
        f->stale = true;
        predict(f);
    }
    if (f->heard == -INFINITY) return;
    f->best[window] = f->stale ? f->heard : fmax(f->best[window], f->heard);
    f->stale = false;
    f->heard = -INFINITY;
}

static double expected(const fawkes *f, double t)
{
    double since = t * f->windows - (f->window - 1);
    return hg_clamp(f->value + f->slope * since, 0, 1) * f->loud;
}

static double reserved(const fawkes *f, double t)
{
    double w = hg_clamp(scale_part(f->scale, f->self.limit), 0, 1);
    return w + (1 - hg_pow(t, 1 / f->p[BETA])) * (1 - w);
}

typedef struct point {
    double time, worth;
} point;

/* Where they come nearest to what it asks for, within the next steps; worth -1: nowhere. */
static point soon(const fawkes *f, double now)
{
    double most = 0, least = INFINITY;
    point best = {now, -1}, nearest = best;
    for (int i = 0; i < STEPS && now + i * f->step < 1; i++) {
        point at = {now + i * f->step, expected(f, now + i * f->step)};
        double more = at.worth - reserved(f, at.time);
        if (more > most) {
            most = more;
            best = at;
        }
        if (!(fabs(more) < least)) continue;
        least = fabs(more);
        nearest = at;
    }
    bool near = nearest.worth > f->p[RHO] * reserved(f, nearest.time);
    return most > 0 || !near ? best : nearest;
}

/* ---- what to ask for ---- */

static double target(const fawkes *f, double now)
{
    if (f->window == f->first) return reserved(f, now); /* no window has ended yet */
    point at = soon(f, now);
    if (at.worth < 0) return reserved(f, now);
    double ahead = at.time - f->made_at;
    double mine = f->made.worth[(f->made.n - 1) % STEPS];
    return ahead > 0 ? at.worth + (mine - at.worth) * (at.time - now) / ahead : at.worth;
}

/* Of the outcomes, worth more and more to me, the best for the other but for `not_this`. */
static hg_outcome favourite(const fawkes *f, const hg_outcome *of, size_t n, hg_outcome not_this)
{
    hg_outcome best = HG_NO_OUTCOME;
    double most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double theirs = of[i] == not_this ? -INFINITY : f->model->estimate(f->model, of[i]);
        if (of[i] == not_this || theirs < most) continue;
        most = theirs;
        best = of[i];
    }
    return best;
}

/* Were all of its last bids worth as much as this? */
static bool settled(const fawkes *f, double part)
{
    for (uint64_t i = 0; i < ring_size(&f->made); i++)
        if (f->made.worth[i] != part) return false;
    return true;
}

static hg_outcome liked(fawkes *f, double least)
{
    const bargainer *b = &f->self;
    hg_outcome near[BAND_MAX];
    least = hg_clamp(scale_worth(f->scale, least), b->floor, b->best);
    size_t n = b->host->band(b->host, least, b->best, near, BAND_MAX);
    n = n < BAND_MAX ? n : BAND_MAX;
    hg_outcome best = favourite(f, near, n, HG_NO_OUTCOME);
    if (best == HG_NO_OUTCOME) return b->host->above(b->host, least);
    if (!settled(f, part_of(f, best))) return best;
    f->again++;
    hg_outcome second = favourite(f, near, n, best);
    return second == HG_NO_OUTCOME ? best : second;
}

static hg_outcome next_bid(fawkes *f, double now)
{
    if (f->made.n == 0 || f->heard_of.n < 2) return f->self.host->best(f->self.host, 0);
    double ease = 1 - now / 10 - (double)f->again / (10 * (double)f->made.n);
    return liked(f, ease * target(f, now));
}

static bool takes(const fawkes *f, const hg_turn *turn, double next)
{
    if (!bargainer_takes(&f->self, turn, f->self.limit)) return false;
    double offered = part_of(f, turn->standing), hope = -INFINITY;
    for (uint64_t i = 0; i < ring_size(&f->heard_of); i++) hope = fmax(hope, f->heard_of.worth[i]);
    bool late = turn->tau + f->step >= 1 - 1e-9;
    return offered >= f->mean && (offered >= next || (late && offered >= hope));
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    fawkes *f = self;
    const bargainer *b = &f->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    listen(f, turn->tau);
    hg_outcome bid = next_bid(f, turn->tau);
    double next = part_of(f, bid);
    reply->kind = HG_ACCEPT;
    if (takes(f, turn, next)) return 0;
    move_offer(turn, reply, bid, b->sound);
    if (reply->kind != HG_OFFER) return 0;
    ring_add(&f->made, next);
    f->made_at = turn->tau;
    return 0;
}

const hg_agent_type hg_agent_thefawkes = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "thefawkes",
    .summary = "holds out unless the trend of the offers comes near to what it asks for",
    .reference = "Chen & Weiss 2012",
    .params = params,
    .traits = HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(fawkes),
    .init = init,
    .receive = receive,
    .act = act,
};
