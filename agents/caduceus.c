/* Caduceus, winner of ANAC 2016: asks for its best for most of the time, and then listens to a
 * portfolio of five experts (Gunes, Arditi & Aydogan 2017).
 *
 *     until t = hold   its best outcome
 *     then each expert accepts or bids, by a line of its own:
 *     score     line                                accepts       bids
 *     100 pars  1 - t^(1/0.15), at least 0.7        u > line      parts/mutual.h
 *      10 dance 1 - (1 - m) t^3, m own worth of the u > line; in  the best for the others among
 *               greatest sum of own and theirs       the last      line .. line + 0.05
 *                                                   5 turns all
 *       5 quiet 1 - 0.2 t^2                         u >= line     nearest above the line
 *       3 last  Atlas3's: parts/last_offer.h        u >= line     as dance
 *       1 nash  1 - t (1 - p), at least 0.75; p own u > bid +     nearest above the line
 *               worth of the greatest product        0.2
 *     portfolio accept where those who do score more than those who bid; else the bid of one of
 *               these, drawn in proportion to its score
 *     crossover accept where more accept than bid; else each issue at the value that most of these
 *               bid, ties to the higher score
 *
 * All in parts of my best outcome (parts/scale.h), no line below my limit; theirs: a frequency
 * model (parts/frequency.h). Parameters: hold = 0.83, combine = portfolio (what won; the paper has
 * both). Reconstruction: the program's experts are whole agents of ANAC 2015, ParsAgent,
 * RandomDance, Kawaii, Atlas3 and an earlier Caduceus; here is of each what it aims at, after its
 * port in NegoLog. Greatest sum and product are looked for issue by issue from my best outcome:
 * exact for the sum where utilities are additive. The scores are the program's: pars outweighs all
 * others together. A crossover worth less than my limit gives way to the bid of pars. Listed
 * spaces. */
#include "agents/builtin.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"
#include "agents/parts/last_offer.h"
#include "agents/parts/mutual.h"
#include "agents/parts/scale.h"
#include "agents/parts/values.h"
#include <math.h>

#define WIDTH      0.05
#define LAST_TURNS 5
#define PARS_E     0.15

static const char *const combinations[] = {"portfolio", "crossover", NULL};
enum { PORTFOLIO, CROSSOVER };
enum { HOLD, COMBINE };
static const hg_param params[] = {
    {"hold", 0.83, 0, 1, NULL, "until then it asks for its best", "Gunes, Arditi & Aydogan 2017"},
    {"combine", PORTFOLIO, 0, CROSSOVER, combinations,
     "what becomes of the experts' bids: one is drawn, or each issue is voted on",
     "Gunes, Arditi & Aydogan 2017"},
    {0}};

typedef struct caduceus {
    bargainer self; /* first */
    scale scale;
    const hg_brief *brief;
    opponent_model *model;
    mutual *mutual;
    const double *curve; /* of pars */
    double hold;
    bool crosses;
    double most;           /* received so far, in parts of my best */
    uint64_t *now, *voted; /* [n_issues] scratch: values */
} caduceus;

typedef struct opinion {
    bool accepts;
    hg_outcome bid;
} opinion;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    caduceus *c = self;
    if (!enumerate_can(brief, host)) return 1;
    bargainer_init(&c->self, brief, host);
    c->scale = scale_of(brief);
    c->brief = brief;
    c->model = frequency_open(brief, host, 0);
    c->mutual = mutual_open(brief, host);
    c->curve = host->curve(host, 1 / PARS_E);
    c->hold = p[HOLD];
    c->crosses = p[COMBINE] == CROSSOVER;
    c->now = host->alloc(host, brief->n_issues * sizeof *c->now);
    c->voted = host->alloc(host, brief->n_issues * sizeof *c->voted);
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    caduceus *c = self;
    bargainer_hear(&c->self, m);
    model_take(c->model, m);
    mutual_hear(c->mutual, m);
    if (m->kind == HG_OFFER && m->seat != c->brief->seat)
        c->most = fmax(c->most, scale_part(c->scale, bargainer_worth(&c->self, m->outcome)));
}

/* ---- the experts: `offered` is what I may accept, -inf where there is nothing ---- */

static double worth_of(const caduceus *c, hg_outcome o)
{
    return scale_part(c->scale, bargainer_worth(&c->self, o));
}

/* Own unit, never below my limit. */
static double line_at(const caduceus *c, double part)
{
    return hg_clamp(scale_worth(c->scale, part), c->self.floor, c->self.best);
}

static hg_outcome nearest(const caduceus *c, double line)
{
    return c->self.host->above(c->self.host, line);
}

static hg_outcome liked(const caduceus *c, double line)
{
    hg_outcome bid = model_pick(c->model, line, line + WIDTH * c->scale.room);
    return bid == HG_NO_OUTCOME ? nearest(c, line) : bid;
}

static double sum(double mine, double theirs) { return mine + theirs; }
static double product(double mine, double theirs) { return fmax(0, mine) * theirs; }

/* Own worth of the outcome where `good` is greatest, issue by issue from my best one. */
static double worth_where(const caduceus *c, double (*good)(double mine, double theirs))
{
    values_read(c->brief, c->self.host->best(c->self.host, 0), c->now);
    for (uint32_t i = 0; i < c->brief->n_issues; i++) {
        uint64_t best = c->now[i];
        double most = -INFINITY;
        for (uint32_t p = 0; p < model_parts(&c->brief->issues[i]); p++) {
            c->now[i] = values_look(&c->brief->issues[i], p);
            hg_outcome o = values_join(c->brief, c->now);
            double now = good(worth_of(c, o), c->model->estimate(c->model, o));
            if (!(now > most)) continue;
            most = now;
            best = c->now[i];
        }
        c->now[i] = best;
    }
    return worth_of(c, values_join(c->brief, c->now));
}

static opinion pars(const caduceus *c, const hg_turn *turn, double offered)
{
    double line = line_at(c, fmax(0.7, c->curve ? 1 - c->curve[turn->round] : 1));
    return (opinion){offered > line, mutual_bid(c->mutual, line)};
}

static opinion dance(const caduceus *c, const hg_turn *turn, double offered)
{
    double t = turn->tau, line = line_at(c, 1 - (1 - worth_where(c, sum)) * t * t * t);
    bool late = turn->rounds > 0 && turn->rounds - turn->round <= LAST_TURNS;
    return (opinion){offered > (late ? -INFINITY : line), liked(c, line)};
}

static opinion quiet(const caduceus *c, const hg_turn *turn, double offered)
{
    double line = line_at(c, 1 - 0.2 * turn->tau * turn->tau);
    return (opinion){offered >= line, nearest(c, line)};
}

static opinion last(const caduceus *c, const hg_turn *turn, double offered)
{
    double w = scale_part(c->scale, c->self.limit);
    double line = line_at(c, last_offer_line(w, c->most, turn->tau));
    return (opinion){offered >= line, liked(c, line)};
}

static opinion nash(const caduceus *c, const hg_turn *turn, double offered)
{
    double line = line_at(c, fmax(0.75, 1 - turn->tau * (1 - worth_where(c, product))));
    hg_outcome bid = nearest(c, line);
    return (opinion){offered > bargainer_worth(&c->self, bid) + 0.2 * c->scale.room, bid};
}

static const struct expert {
    double score;
    opinion (*ask)(const caduceus *, const hg_turn *, double offered);
} experts[] = {{100, pars}, {10, dance}, {5, quiet}, {3, last}, {1, nash}};
#define EXPERTS (sizeof experts / sizeof *experts)

/* ---- what becomes of their opinions ---- */

/* What each has to say: its score where experts are drawn, one vote where they vote. */
static double voice(const caduceus *c, size_t k) { return c->crosses ? 1 : experts[k].score; }

/* Of those who bid: one draw. */
static hg_outcome drawn(const caduceus *c, const opinion *said, double bids)
{
    double left = c->self.host->uniform(c->self.host) * bids;
    hg_outcome bid = HG_NO_OUTCOME;
    for (size_t k = 0; k < EXPERTS && left >= 0; k++) {
        if (said[k].accepts) continue;
        bid = said[k].bid;
        left -= experts[k].score;
    }
    return bid;
}

static uint64_t value_of(const caduceus *c, hg_outcome o, uint32_t issue)
{
    values_read(c->brief, o, c->now);
    return c->now[issue];
}

static uint64_t elected(const caduceus *c, const opinion *said, uint32_t issue)
{
    uint64_t values[EXPERTS] = {0}, best = 0;
    uint32_t votes[EXPERTS] = {0}, most = 0;
    for (size_t k = 0; k < EXPERTS; k++) {
        if (said[k].accepts) continue;
        values[k] = value_of(c, said[k].bid, issue);
        for (size_t j = 0; j <= k; j++) votes[j] += !said[j].accepts && values[j] == values[k];
    }
    for (size_t k = 0; k < EXPERTS; k++)
        if (votes[k] > most) {
            most = votes[k];
            best = values[k];
        }
    return best;
}

static hg_outcome crossed(const caduceus *c, const opinion *said)
{
    for (uint32_t i = 0; i < c->brief->n_issues; i++) c->voted[i] = elected(c, said, i);
    hg_outcome bid = values_join(c->brief, c->voted);
    return bargainer_worth(&c->self, bid) >= c->self.limit ? bid : said[0].bid;
}

static void decide(const caduceus *c, const hg_turn *turn, hg_reply *reply)
{
    const bargainer *b = &c->self;
    opinion said[EXPERTS];
    double accepts = 0, bids = 0;
    bool may = bargainer_takes(b, turn, b->limit);
    double offered = may ? bargainer_worth(b, turn->standing) : -INFINITY;
    for (size_t k = 0; k < EXPERTS; k++) {
        said[k] = experts[k].ask(c, turn, offered);
        if (said[k].accepts)
            accepts += voice(c, k);
        else
            bids += voice(c, k);
    }
    if (accepts > bids)
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, c->crosses ? crossed(c, said) : drawn(c, said, bids), b->sound);
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const caduceus *c = self;
    const bargainer *b = &c->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (turn->tau < c->hold)
        bargainer_bid(b, turn, reply, b->host->best(b->host, 0));
    else
        decide(c, turn, reply);
    return 0;
}

const hg_agent_type hg_agent_caduceus = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "caduceus",
    .summary = "asks for its best for long, then listens to five experts",
    .reference = "Gunes, Arditi & Aydogan 2017",
    .params = params,
    .traits = HG_TRAIT_STOCHASTIC | HG_TRAIT_MODELS_OPPONENT | HG_TRAIT_ENUMERATES,
    .state_size = sizeof(caduceus),
    .init = init,
    .receive = receive,
    .act = act,
};
