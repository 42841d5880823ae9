/* Trade-off: keeps its own worth and moves towards the other's last offer: of the outcomes worth
 * its aspiration, the one most similar to it; only where that brings the two no closer does it
 * lower its aspiration (Faratin, Sierra & Jennings 2002, the `smart` strategy).
 *
 *     aspiration   A = Umax at the opening; A - step (best - worst) whenever the similarity of my
 *                  last bid and their last offer has not risen since my turn before; within my
 *                  limit
 *     similarity   mean over issues of 1 - distance: of numbers |x - y| / range, of names 0 or 1
 *     bid          the most similar among those worth A .. A + band (best - worst) (ties: the
 *                  least worth; at most 256 are looked at); before any offer the one of least
 *                  worth
 *
 * Parameters: step (default 0.05, the paper's), band (default 0.01). Of several others the mean
 * similarity counts. Reconstruction: the paper's similarity has a criteria function and a weight
 * for each issue, as its experimenters set them; here distance and equal weights. Acceptance:
 * parts/bargainer.h. */
#include "agents/builtin.h"
#include "agents/parts/swap.h"
#include <math.h>

#define BAND_MAX 256
enum { STEP, BAND, PARAMS };
static const hg_param params[] = {
    {"step", 0.05, 0, 1, NULL, "by how much it lowers its aspiration at a standstill, of its range",
     "Faratin, Sierra & Jennings 2002"},
    {"band", 0.01, 0, 1, NULL, "how much more than its aspiration it may ask for, of its range",
     "uncalibrated"},
    {0}};

typedef struct trader {
    bargainer self; /* first */
    const hg_brief *brief;
    const double *p;
    double aspiration;
    double closeness;   /* at my last turn; NaN: there was nothing to compare */
    hg_outcome mine;    /* my last bid; HG_NO_OUTCOME: none */
    hg_outcome *theirs; /* [n_parties] last offers by seat; HG_NO_OUTCOME: none */
} trader;

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    trader *t = self;
    bargainer_init(&t->self, brief, host);
    t->brief = brief;
    t->p = p;
    t->aspiration = brief->best;
    t->closeness = NAN;
    t->mine = HG_NO_OUTCOME;
    t->theirs = host->alloc(host, brief->n_parties * sizeof *t->theirs);
    for (uint32_t s = 0; s < brief->n_parties; s++) t->theirs[s] = HG_NO_OUTCOME;
    return 0;
}

static void receive(void *self, const hg_message *m)
{
    trader *t = self;
    bargainer_hear(&t->self, m);
    if (m->seat >= t->brief->n_parties || m->seat == t->brief->seat) return;
    if (m->kind == HG_OFFER) t->theirs[m->seat] = m->outcome;
    if (m->kind == HG_WITHDRAW) t->theirs[m->seat] = HG_NO_OUTCOME;
}

static double alike(const hg_issue *issue, uint64_t x, uint64_t y)
{
    if (issue->kind == HG_ISSUE_LISTED || issue->size < 2) return x == y;
    double distance = (double)(x > y ? x - y : y - x);
    return 1 - distance / (double)(issue->size - 1);
}

static double similarity(const hg_brief *brief, hg_outcome x, hg_outcome y)
{
    double sum = 0;
    for (uint32_t i = brief->n_issues; i-- > 0;) {
        uint64_t size = brief->issues[i].size;
        sum += alike(&brief->issues[i], x % size, y % size);
        x /= size;
        y /= size;
    }
    return brief->n_issues > 0 ? sum / brief->n_issues : 1;
}

/* To what the others offered last, the mean; NaN: nothing stands. */
static double to_theirs(const trader *t, hg_outcome bid)
{
    double sum = 0;
    uint32_t said = 0;
    for (uint32_t s = 0; s < t->brief->n_parties; s++) {
        if (t->theirs[s] == HG_NO_OUTCOME) continue;
        sum += similarity(t->brief, bid, t->theirs[s]);
        said++;
    }
    return said > 0 ? sum / said : NAN;
}

/* Lowers the aspiration where the two have come no closer. */
static void reconsider(trader *t)
{
    double now = t->mine == HG_NO_OUTCOME ? NAN : to_theirs(t, t->mine);
    if (now <= t->closeness) t->aspiration -= t->p[STEP] * (t->self.best - t->self.worst);
    t->closeness = now;
}

static hg_outcome most_similar(const trader *t)
{
    hg_outcome near[BAND_MAX];
    const hg_host *host = t->self.host;
    double width = t->p[BAND] * (t->self.best - t->self.worst);
    hg_outcome bid = host->above(host, t->aspiration);
    double worth = host->utility(host, bid), most = to_theirs(t, bid);
    size_t n = host->band(host, worth, worth + width, near, BAND_MAX);
    for (size_t i = 0; i < n && i < BAND_MAX; i++) {
        double close = to_theirs(t, near[i]);
        if (!(close > most)) continue;
        most = close;
        bid = near[i];
    }
    return bid;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    trader *t = self;
    const bargainer *b = &t->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    if (!turn->revise) reconsider(t);
    t->aspiration = hg_clamp(t->aspiration, b->floor, b->best);
    bargainer_bid(b, turn, reply, most_similar(t));
    if (reply->kind == HG_OFFER) t->mine = reply->outcome;
    return 0;
}

SWAP_FUNCTIONS(PARAMS, init, receive, act);

const hg_agent_type hg_agent_trade_off = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "trade-off",
    .summary = "offers what is most like the other's offer at the same own worth",
    .reference = "Faratin, Sierra & Jennings 2002",
    .params = params,
    .parts = swap_parts,
    .swapped = &swapped,
    .state_size = sizeof(trader),
    .init = init,
    .receive = receive,
    .act = act,
};
