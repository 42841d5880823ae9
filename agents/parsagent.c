/* ParsAgent, finalist of ANAC 2015, made for three parties: holds out by time, asks for what the
 * others have in common, and fills the rest with luck (Khosravimehr & Nassiri-Mofakham 2017).
 *
 *     line      1 - t^(1/e), at least `least`, at least my limit
 *     bid       near to what the others agreed upon or name most, else near to my best outcome:
 *               one worth more than the line (parts/mutual.h). It opens with its best
 *     accept    u > line, or my best outcome
 *
 * In parts of my best outcome (parts/scale.h). Parameters: e = 0.15, least = 0.7. Reconstruction
 * after the paper's abstract and its port in NegoLog: no discounting (with it e is 0.2); between
 * two, where nobody is left to agree with, the other's favourite values are what they have in
 * common; the program draws values without end until one is above the line; it refuses its best
 * outcome while the line is at 1. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/mutual.h"
#include "agents/parts/scale.h"
#include <math.h>

enum { E, LEAST };
static const hg_param params[] = {{"e", 0.15, 0.01, 100, NULL,
                                   "shape of the line t^(1/e): small values late",
                                   "Khosravimehr & Nassiri-Mofakham 2017"},
                                  {"least", 0.7, 0, 1, NULL, "where the line ends, of its best",
                                   "Khosravimehr & Nassiri-Mofakham 2017"},
                                  {0}};

typedef struct parsagent {
    bargainer self; /* first */
    scale scale;
    double least;
    const double *curve;
    mutual *mutual;
    bool opened;
} parsagent;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    parsagent *a = self;
    bargainer_init(&a->self, brief, host);
    a->scale = scale_of(brief);
    a->least = p[LEAST];
    a->curve = host->curve(host, 1 / p[E]);
    a->mutual = mutual_open(brief, host);
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    parsagent *a = self;
    bargainer_hear(&a->self, m);
    mutual_hear(a->mutual, m);
}

/* Own unit. */
static double line(const parsagent *a, const hg_turn *turn)
{
    double part = fmax(a->least, a->curve ? 1 - a->curve[turn->round] : 1);
    return hg_clamp(scale_worth(a->scale, part), a->self.floor, a->self.best);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    parsagent *a = self;
    const bargainer *b = &a->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double now = line(a, turn);
    if (bargainer_takes(b, turn, fmin(nextafter(now, INFINITY), b->best))) {
        reply->kind = HG_ACCEPT;
        return 0;
    }
    hg_outcome bid = a->opened ? mutual_bid(a->mutual, now) : b->host->best(b->host, 0);
    move_offer(turn, reply, bid, b->sound);
    if (reply->kind == HG_OFFER) a->opened = true;
    return 0;
}

const hg_agent_type hg_agent_parsagent = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "parsagent",
    .summary = "holds out by time, and asks for what the others have in common",
    .reference = "Khosravimehr & Nassiri-Mofakham 2017",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_MODELS_OPPONENT,
    .state_size = sizeof(parsagent),
    .init = init,
    .receive = receive,
    .act = act,
};
