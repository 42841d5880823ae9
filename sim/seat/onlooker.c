/* Parts are driven through a host that has no session: it knows utilities and gives memory, which
 * is all that models and conditions ask for. */
#include "seat/onlooker.h"

#include "agents/parts/acceptance.h"
#include "agents/parts/bayesian.h"
#include "agents/parts/frequency.h"
#include "agents/parts/models.h"

#include <math.h>

typedef struct onlooker {
    hg_host host; /* first */
    hg_brief brief;
    const model *model;
    arena *memory;
    uint32_t rounds; /* until its own deadline, as it is briefed; 0: none that it knows of */
    opponent_model *guess;
    acceptance *rule;
} onlooker;

static const onlooker *onlooker_of(const hg_host *host) { return (const onlooker *)host; }

/* ---- the host ---- */

static double host_utility_of(const hg_host *host, uint32_t who, hg_outcome outcome)
{
    const model *m = onlooker_of(host)->model;
    if (who >= m->n_parties || outcome >= m->space.size) return NAN;
    return utility_of(&m->parties[who].utility, outcome);
}

static double host_utility(const hg_host *host, hg_outcome outcome)
{
    return host_utility_of(host, onlooker_of(host)->brief.party, outcome);
}

static void *host_alloc(const hg_host *host, size_t size)
{
    return arena_array(onlooker_of(host)->memory, size, 1);
}

/* Seat and party are one: between two it only matters who is who. */
static onlooker *sit_down(arena *a, const model *m, uint32_t who)
{
    onlooker *o = arena_array(a, 1, sizeof *o);
    const party *p = &m->parties[who];
    o->host = (hg_host){.abi = HG_AGENT_ABI,
                        .struct_size = sizeof(hg_host),
                        .utility = host_utility,
                        .utility_of = host_utility_of,
                        .alloc = host_alloc};
    o->model = m;
    o->memory = a;
    o->rounds = p->has_deadline || p->knows_deadline ? m->deadlines[who] : 0;
    o->brief = (hg_brief){.party = who,
                          .seat = who,
                          .n_parties = m->n_parties,
                          .n_issues = m->space.n_issues,
                          .issues = m->space.issues,
                          .n_outcomes = m->space.size,
                          .best = utility_best(&p->utility),
                          .worst = utility_worst(&p->utility),
                          .limit = p->reservation,
                          .rounds = o->rounds};
    return o;
}

static hg_message offer_by_other(const onlooker *o, uint32_t round, outcome_id offer)
{
    return (hg_message){
        .kind = HG_OFFER, .seat = !o->brief.party, .round = round, .outcome = offer};
}

/* ---- models ---- */

enum { MODEL_FREQUENCY, MODEL_WINDOWED, MODEL_BAYESIAN, MODEL_OPPOSITE, MODEL_UNIFORM };
enum { WINDOW = 16 };
static const char *const models[] = {"frequency", "windowed", "bayesian",
                                     "opposite",  "uniform",  "perfect"};

const char *onlooker_model_name(uint32_t which)
{
    return which < sizeof models / sizeof *models ? models[which] : NULL;
}

static opponent_model *open_model(const onlooker *o, uint32_t which)
{
    switch (which) {
    case MODEL_FREQUENCY: return frequency_open(&o->brief, &o->host, 0);
    case MODEL_WINDOWED: return frequency_open(&o->brief, &o->host, WINDOW);
    case MODEL_BAYESIAN: return bayesian_open(&o->brief, &o->host);
    case MODEL_OPPOSITE: return model_opposite(&o->brief, &o->host);
    case MODEL_UNIFORM: return NULL;
    default: return model_perfect(&o->brief, &o->host);
    }
}

void *onlooker_model_open(arena *a, const model *m, uint32_t who, uint32_t which)
{
    onlooker *o = sit_down(a, m, who);
    o->guess = open_model(o, which);
    return o;
}

void onlooker_model_hear(void *self, uint32_t round, outcome_id offer)
{
    onlooker *o = self;
    const hg_message m = offer_by_other(o, round, offer);
    model_take(o->guess, &m);
}

double onlooker_model_worth(const void *self, outcome_id outcome)
{
    const onlooker *o = self;
    return o->guess ? o->guess->estimate(o->guess, outcome) : 0.5;
}

/* ---- conditions ---- */

static const struct {
    const char *name;
    double numbers[1 + HG_PART_ARGUMENTS];
} conditions[] = {
    {"next", {ACCEPTANCE_NEXT, 1, 0}},
    {"prev", {ACCEPTANCE_PREV, 1, 0}},
    {"const/0.8", {ACCEPTANCE_CONST, 0.8}},
    {"const/0.9", {ACCEPTANCE_CONST, 0.9}},
    {"time/0.9", {ACCEPTANCE_TIME, 0.9}},
    {"time/0.99", {ACCEPTANCE_TIME, 0.99}},
    {"gap/0.02", {ACCEPTANCE_GAP, 0.02}},
    {"gap/0.05", {ACCEPTANCE_GAP, 0.05}},
    {"combi/max/0.9", {ACCEPTANCE_COMBI, 0, 0.9}},
    {"combi/max/0.98", {ACCEPTANCE_COMBI, 0, 0.98}},
    {"combi/window-max/0.9", {ACCEPTANCE_COMBI, 1, 0.9}},
    {"combi/window-max/0.98", {ACCEPTANCE_COMBI, 1, 0.98}},
    {"combi/window-avg/0.9", {ACCEPTANCE_COMBI, 2, 0.9}},
    {"combi/window-avg/0.98", {ACCEPTANCE_COMBI, 2, 0.98}},
    {"prob/0.98/5", {ACCEPTANCE_PROB, 0.98, 5}},
};

const char *onlooker_accept_name(uint32_t which)
{
    return which < sizeof conditions / sizeof *conditions ? conditions[which].name : NULL;
}

void *onlooker_accept_open(arena *a, const model *m, uint32_t who, uint32_t which)
{
    onlooker *o = sit_down(a, m, who);
    o->rule = acceptance_open(&o->brief, &o->host, conditions[which].numbers);
    return o;
}

void onlooker_accept_hear(void *self, uint32_t round, outcome_id offer)
{
    onlooker *o = self;
    const hg_message m = offer_by_other(o, round, offer);
    acceptance_hear(o->rule, &m);
}

void onlooker_accept_made(void *self, double worth)
{
    acceptance_made(((onlooker *)self)->rule, worth);
}

bool onlooker_accept_takes(const void *self, uint32_t round, double offered, double next)
{
    const onlooker *o = self;
    const hg_turn turn = {.round = round,
                          .rounds = o->rounds,
                          .tau = !o->rounds       ? 0
                                 : o->rounds == 1 ? 1
                                                  : (double)round / (o->rounds - 1)};
    return acceptance_takes(o->rule, &turn, offered, next);
}
