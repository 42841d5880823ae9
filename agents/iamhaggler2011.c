/* IAMhaggler2011, third of ANAC 2011: predicts by a Gaussian process what the other will offer, and
 * concedes towards the best that it may hope for, in a line (Williams et al. 2011).
 *
 *     windows   36 of time. What the best offer of a window was worth is one observation, at the
 *               window's middle, known as soon as a later window has begun
 *     process   parts/gaussian_process.h around the line a + (0.9 - a) t, a the first observation
 *               or 0.5, whichever is more: amplitude 0.166, length 0.252, noise 0.01
 *     when      t*, of the times still to come in steps of 0.01: where the next offer is expected
 *               to be worth most, E u^risk (ties: later)
 *     what      u*, a multiple of 0.01: the greatest u^risk P(offer at t* > u)
 *     target    on the line from the last target, at the last turn, to u* at t*; 1 - t / 2 in the
 *               first window; never below 0.9 less what lies between the best and the worst offer
 *               received: it gives no more than 0.1 beyond what it was given
 *     bid       drawn of those worth target +- 0.025, the one nearest above where there is none;
 *               the best offer received, where the target has come down to it and its last target
 *               was more. It opens with its best
 *     accept    1.02 u >= its last bid, 0.9, or its next bid
 *
 * All in parts of my best outcome (parts/scale.h), none below my limit. Parameter: risk (1). One
 * draw for each bid. From the paper: windows, covariance, best response in expectation, risk; from
 * the program in Genius: 36, the line, 1 - t / 2, the bound, 0.025, 1.02 and 0.9. Reconstruction:
 * time costs nothing; the program averages over draws of amplitude and length, whose middle values
 * stand here; the expected offer is held within 0 .. 1; several others are pooled. Without a
 * deadline it stays in the first window and asks for its best. */
#include "agents/builtin.h"
#include "agents/parts/bands.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/gaussian_process.h"
#include "agents/parts/scale.h"

#define WINDOWS  36
#define TIMES    100 /* steps of a forecast */
#define LEVELS   100 /* of utility */
#define MULTIPLE 1.02
#define ENOUGH   0.9
#define WIDTH    0.025
#define MARGIN   0.1
_Static_assert(WINDOWS <= GAUSSIAN_POINTS_MAX, "each window is an observation");

enum { RISK };
static const hg_param params[] = {{"risk", 1, 0.1, 10, NULL,
                                   "exponent of its utility: 1 neutral, less: averse to risk",
                                   "Williams et al. 2011"},
                                  {0}};

typedef struct response { /* to what the other may offer at one time */
    double expected, aim;
} response;

typedef struct haggler {
    bargainer self; /* first */
    scale scale;
    uint32_t seat;
    int window;              /* of my last turn with an offer; -1: none yet */
    double heard, in_window; /* the best since my last turn, and in the window before; -inf: none */
    double most, least;      /* received so far */
    hg_outcome gift, mine;   /* the most, if it was received; my last bid */
    double intercept;        /* a */
    double time, line, asked; /* of my last turn, the line's worth then, and the last target */
    gaussian_process *process;
    double *worth;      /* [LEVELS + 1] u^risk */
    response *response; /* [TIMES + 1] */
} haggler;              /* worths in parts of my best */

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    haggler *h = self;
    bargainer_init(&h->self, brief, host);
    h->scale = scale_of(brief);
    h->seat = brief->seat;
    h->window = -1;
    h->heard = h->in_window = h->most = -INFINITY;
    h->least = INFINITY;
    h->gift = h->mine = HG_NO_OUTCOME;
    h->line = h->asked = 1;
    h->process = host->alloc(host, sizeof *h->process);
    h->process->amplitude = 0.166;
    h->process->length = 0.252;
    h->process->noise = 0.01;
    h->worth = host->alloc(host, (LEVELS + 1) * sizeof *h->worth);
    h->response = host->alloc(host, (TIMES + 1) * sizeof *h->response);
    for (int i = 0; i <= LEVELS; i++) h->worth[i] = hg_pow((double)i / LEVELS, p[RISK]);
    return 0;
}

static double part_of(const haggler *h, hg_outcome o)
{
    return scale_part(h->scale, bargainer_worth(&h->self, o));
}

static void receive(void *self, const hg_message *m)
{
    haggler *h = self;
    bargainer_hear(&h->self, m);
    if (m->kind != HG_OFFER || m->seat == h->seat) return;
    double part = part_of(h, m->outcome);
    if (part > h->most) h->gift = m->outcome;
    h->heard = fmax(h->heard, part);
    h->most = fmax(h->most, part);
    h->least = fmin(h->least, part);
}

/* ---- what to expect ---- */

static double prior(const haggler *h, double t)
{
    return h->intercept + (ENOUGH - h->intercept) * t;
}

/* Cut at 0 and 1: what the process leaves beyond counts in proportion. */
static response respond(const haggler *h, gaussian next)
{
    double low = gaussian_below(-next.mean / next.sd);
    double mass = gaussian_below((1 - next.mean) / next.sd) - low, most = 0, below = 0;
    response r = {0, 0};
    for (int i = 1; i <= LEVELS; i++) {
        double upto = (gaussian_below(((double)i / LEVELS - next.mean) / next.sd) - low) / mass;
        double gain = h->worth[i] * (1 - upto);
        r.expected += (upto - below) * (h->worth[i - 1] + h->worth[i]) / 2;
        below = upto;
        if (!(gain > most)) continue;
        most = gain;
        r.aim = (double)i / LEVELS;
    }
    return r;
}

static void forecast(haggler *h, double now)
{
    for (int i = (int)(now * TIMES); i <= TIMES; i++) {
        double t = (double)i / TIMES;
        gaussian next = gaussian_at(h->process, t);
        next.mean = hg_clamp(next.mean + prior(h, t), 0, 1);
        h->response[i] = respond(h, next);
    }
}

/* The window that has ended becomes an observation. */
static void observe(haggler *h, double now)
{
    double middle = (h->window + 0.5) / WINDOWS;
    if (h->process->n == 0) h->intercept = fmax(0.5, h->in_window);
    gaussian_add(h->process, middle, h->in_window - prior(h, middle));
    h->in_window = -INFINITY;
    forecast(h, now);
}

static void listen(haggler *h, double now)
{
    int window = (int)(now * WINDOWS);
    if (h->heard == -INFINITY) return;
    if (h->window >= 0 && window > h->window) observe(h, now);
    h->window = window;
    h->in_window = fmax(h->in_window, h->heard);
    h->heard = -INFINITY;
}

/* ---- what to ask for ---- */

/* The first time after now at which nothing later is expected to be worth more. */
static int best_time(const haggler *h, double now)
{
    int best = TIMES;
    for (int i = TIMES - 1; i >= 0 && (double)i / TIMES > now; i--)
        if (h->response[i].expected > h->response[best].expected) best = i;
    return best;
}

static double go_down(haggler *h, double now)
{
    int at = best_time(h, now);
    double aim = h->response[at].aim, ahead = (double)at / TIMES - h->time;
    double line = ahead > 0 ? h->line + (now - h->time) * (aim - h->line) / ahead : aim;
    h->line = line;
    h->time = now;
    return line;
}

static double target(haggler *h, double now)
{
    if (h->process->n == 0) return 1 - now / 2;
    return fmax(go_down(h, now), ENOUGH - (h->most - h->least));
}

static hg_outcome draw(const haggler *h, double target)
{
    const bargainer *b = &h->self;
    double lo = hg_clamp(scale_worth(h->scale, target - WIDTH), b->floor, b->best);
    double hi = fmax(lo, scale_worth(h->scale, target + WIDTH));
    hg_outcome bid = bands_draw(b->host, lo, hi);
    return bid == HG_NO_OUTCOME ? b->host->above(b->host, lo) : bid;
}

static hg_outcome next_bid(haggler *h, double now)
{
    const bargainer *b = &h->self;
    if (h->mine == HG_NO_OUTCOME || h->most == -INFINITY) return b->host->best(b->host, 0);
    double wanted = target(h, now);
    bool given = h->gift != HG_NO_OUTCOME && bargainer_worth(b, h->gift) >= b->limit;
    if (given && wanted <= h->most && h->asked > h->most) return h->gift;
    h->asked = wanted;
    return draw(h, wanted);
}

/* Own unit: what is as good as this, and a little more. */
static double nearly(const haggler *h, double part)
{
    return scale_worth(h->scale, part / MULTIPLE);
}

static bool takes(const haggler *h, const hg_turn *turn)
{
    double last = h->mine == HG_NO_OUTCOME ? ENOUGH : fmin(ENOUGH, part_of(h, h->mine));
    return bargainer_takes(&h->self, turn, nearly(h, last));
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    haggler *h = self;
    const bargainer *b = &h->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    listen(h, turn->tau);
    reply->kind = HG_ACCEPT;
    if (takes(h, turn)) return 0;
    hg_outcome bid = next_bid(h, turn->tau);
    if (bargainer_takes(b, turn, nearly(h, part_of(h, bid)))) return 0;
    move_offer(turn, reply, bid, b->sound);
    if (reply->kind == HG_OFFER) h->mine = bid;
    return 0;
}

const hg_agent_type hg_agent_iamhaggler2011 = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "iamhaggler2011",
    .summary = "concedes in a line towards the best offer that it may hope for",
    .reference = "Williams et al. 2011",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_MODELS_OPPONENT,
    .state_size = sizeof(haggler),
    .init = init,
    .receive = receive,
    .act = act,
};
