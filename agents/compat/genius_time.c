/* genius-time: the time-dependent agents of Genius 10.4 (Boulware e = 0.2, Linear 1, Conceder 2,
 * Hardliner 0, VeryBoulware 0.02), turn by turn as that program plays them.
 *
 *     u        at most 1; on another scale (a best outcome of 2 or more, as money) as it is
 *     time     t = r/(N + 1), r = 1 .. N: the same for both parties of a round, never 0 nor 1
 *     Umin     max(least utility, reservation), Umax the greatest
 *     target   Umin + (Umax - Umin)(1 - t^(1/e)); e = 0: Umax
 *     bid      the nearest to the target: a binary search of its sorted list stops at the last
 *              outcome above the target, or at any one that hits it; the next one below is taken if
 *              strictly nearer. (What it computes about the one before is overwritten, and could
 *              not have been nearer.)
 *     accept   iff u(last offer) >= u(own next bid)
 *
 * Ties on its list: by a 32-bit hash of the bid and its utility, signed, ascending: Java's hashes
 * of the names of the values, added up, then 31 h + ... of the utility and of the time -1; where
 * hashes are equal, in the order in which bids are made, the first issue running fastest. Values
 * that are numbers have no such hash there (their order differs from run to run): 0 here.
 *
 * The bid may be worth less than the limit, when the target is near it, and with it what is
 * accepted: declared. What Genius does not know: its limit is the limit now, and without a deadline
 * t stays 0. */
#include "agents/builtin.h"
#include "agents/compat/listing.h"
#include "agents/parts/bargainer.h"
#include "agents/parts/enumerate.h"
#include <string.h>

#define CAP         1.0
#define OTHER_SCALE 2.0 /* the sums of weights in Genius' own files reach 1.45 */
enum { E };
static const hg_param params[] = {
    {"e", 0.2, 0, 100, NULL,
     "shape: 0.2 is Genius' Boulware, 1 Linear, 2 Conceder, 0 Hardliner, 0.02 VeryBoulware",
     "Genius 10.4"},
    {0}};

typedef struct genius_time {
    bargainer self; /* first */
    listing list;
    double e;
} genius_time;

/* ---- the order of ties ---- */

/* The next character as a code point. A byte that begins none stands for itself. */
static uint32_t next_code_point(const unsigned char **at)
{
    uint32_t lead = *(*at)++;
    unsigned rest = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    uint32_t code = rest ? lead & (0x3fu >> rest) : lead;
    for (; rest > 0 && (**at & 0xc0) == 0x80; rest--) code = code << 6 | (*(*at)++ & 0x3fu);
    return code;
}

/* String.hashCode of Java: over UTF-16. */
static uint32_t hash_of_name(const char *name)
{
    const unsigned char *at = (const unsigned char *)name;
    uint32_t hash = 0;
    while (*at) {
        uint32_t code = next_code_point(&at);
        if (code > 0xffff) {
            hash = 31 * hash + (0xd7c0 + (code >> 10));
            code = 0xdc00 | (code & 0x3ff);
        }
        hash = 31 * hash + code;
    }
    return hash;
}

/* Double.hashCode of Java. */
static uint32_t hash_of_number(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (uint32_t)(bits ^ bits >> 32);
}

static uint64_t key(const listing *l, hg_outcome o)
{
    uint32_t bid = 0;
    uint64_t rest = o;
    for (uint32_t i = l->n_issues; i-- > 0; rest /= l->issues[i].size)
        bid += l->marks[i][rest % l->issues[i].size];
    uint32_t hash = 31 * (31 + bid) + hash_of_number(listing_utility(l, o));
    hash = 31 * hash + hash_of_number(-1);
    return (uint64_t)(hash ^ UINT32_C(1) << 31) << 32 | listing_odometer(l, o);
}

static const uint32_t *marks_of(const hg_issue *issue, const hg_host *host)
{
    uint32_t *marks = host->alloc(host, (size_t)issue->size * sizeof *marks);
    for (uint64_t v = 0; issue->names && v < issue->size; v++)
        marks[v] = hash_of_name(issue->names[v]);
    return marks;
}

/* ---- the strategy ---- */

static int init(void *self, const hg_brief *brief, const hg_host *host, const double *p)
{
    genius_time *g = self;
    if (!enumerate_can(brief, host)) return 1;
    listing_init(&g->list, brief, host);
    if (brief->best < OTHER_SCALE) g->list.cap = CAP;
    hg_brief seen = *brief;
    seen.best = listing_worth(&g->list, 0);
    seen.worst = listing_worth(&g->list, brief->n_outcomes - 1);
    bargainer_init(&g->self, &seen, host);
    const uint32_t **marks = host->alloc(host, (brief->n_issues + 1) * sizeof *marks);
    for (uint32_t i = 0; i < brief->n_issues; i++) marks[i] = marks_of(&brief->issues[i], host);
    g->list.marks = marks;
    g->list.key = key;
    g->e = p[E];
    return 0;
}

static void receive(void *self, const hg_message *m) { bargainer_hear(self, m); }

static double target(const genius_time *g, const hg_turn *turn)
{
    const bargainer *b = &g->self;
    double t = turn->rounds ? (turn->round + 1.0) / (turn->rounds + 1.0) : 0;
    double conceded = g->e > 0 ? hg_pow(t, 1 / g->e) : 0;
    return b->floor + b->span * (1 - conceded);
}

/* Where Genius' search stops: it never looks at the last outcome of two or more. */
static uint64_t search(const listing *l, double aim)
{
    uint64_t low = 0, high = l->size - 1, middle = high / 2, before;
    do {
        double worth = listing_worth(l, middle);
        if (worth == aim) return middle;
        if (worth < aim)
            high = middle;
        else
            low = middle;
        before = middle;
        middle = (low + high) / 2;
    } while (middle != before);
    return middle;
}

static int act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const genius_time *g = self;
    const bargainer *b = &g->self;
    if (bargainer_stays(b, turn, reply)) return 0;
    double aim = target(g, turn);
    uint64_t rank = listing_nearer(&g->list, search(&g->list, aim), aim);
    if (move_can_accept(turn) &&
        listing_utility(&g->list, turn->standing) >= listing_worth(&g->list, rank))
        reply->kind = HG_ACCEPT;
    else
        move_offer(turn, reply, listing_at(&g->list, rank), true);
    return 0;
}

const hg_agent_type hg_agent_genius_time = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof(hg_agent_type),
    .name = "genius-time",
    .summary = "plays as the time-dependent agents of Genius 10.4 do, turn by turn",
    .reference = "Lin et al. 2014",
    .params = params,
    .traits = HG_TRAIT_ENUMERATES | HG_TRAIT_BELOW_LIMIT,
    .state_size = sizeof(genius_time),
    .init = init,
    .receive = receive,
    .act = act,
};
