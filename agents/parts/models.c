/* Must not know what its holder aims at, but for the bid that it is shown. */
#include "agents/parts/models.h"

#include "agents/parts/bayesian.h"
#include "agents/parts/enumerate.h"
#include "agents/parts/frequency.h"

#include <math.h>

#define BAND_MAX 256

/* ---- outcomes, cut into issues ---- */

uint32_t model_parts(const hg_issue *issue)
{
    return issue->size < MODEL_PARTS ? (uint32_t)issue->size : MODEL_PARTS;
}

/* Beyond 2^59 values the product wraps: then it is another part, never one that does not exist. */
uint32_t model_part(const hg_issue *issue, uint64_t value)
{
    return (uint32_t)(issue->size <= MODEL_PARTS ? value : value * MODEL_PARTS / issue->size);
}

void model_read(const hg_brief *brief, hg_outcome outcome, uint32_t *out)
{
    for (uint32_t i = brief->n_issues; i-- > 0;) {
        out[i] = model_part(&brief->issues[i], outcome % brief->issues[i].size);
        outcome /= brief->issues[i].size;
    }
}

void model_take(opponent_model *m, const hg_message *said)
{
    if (!m || !m->hear || said->kind != HG_OFFER || said->seat == m->brief->seat ||
        said->seat >= m->brief->n_parties)
        return;
    m->hear(m, said->seat, said->outcome);
}

/* ---- those that learn nothing ---- */

static double opposite_estimate(const opponent_model *m, hg_outcome o)
{
    double room = m->brief->best - m->brief->worst;
    double mine = m->host->utility(m->host, o) - m->brief->worst;
    return room > 0 ? 1 - mine / room : 0;
}

static double perfect_estimate(const opponent_model *m, hg_outcome o)
{
    double sum = 0;
    for (uint32_t p = 0; p < m->brief->n_parties; p++)
        if (p != m->brief->party) sum += m->host->utility_of(m->host, p, o);
    return sum / (m->brief->n_parties - 1);
}

static opponent_model *ignorant(const hg_brief *brief, const hg_host *host,
                                double (*estimate)(const opponent_model *, hg_outcome))
{
    opponent_model *m = host->alloc(host, sizeof *m);
    *m = (opponent_model){.estimate = estimate, .host = host, .brief = brief};
    return m;
}

opponent_model *model_opposite(const hg_brief *brief, const hg_host *host)
{
    return ignorant(brief, host, opposite_estimate);
}

opponent_model *model_perfect(const hg_brief *brief, const hg_host *host)
{
    return ignorant(brief, host, perfect_estimate);
}

/* ---- the choice ---- */

static hg_outcome best_of(const opponent_model *m, const hg_outcome *of, size_t n)
{
    hg_outcome best = HG_NO_OUTCOME;
    double most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double theirs = m->estimate(m, of[i]);
        if (!(theirs > most)) continue;
        most = theirs;
        best = of[i];
    }
    return best;
}

static size_t list_band(const hg_host *host, double lo, double hi, hg_outcome *out)
{
    size_t n = host->band(host, lo, hi, out, BAND_MAX);
    return n < BAND_MAX ? n : BAND_MAX;
}

hg_outcome model_pick(const opponent_model *m, double lo, double hi)
{
    hg_outcome near[BAND_MAX];
    return best_of(m, near, list_band(m->host, lo, hi, near));
}

hg_outcome choosing_pick(const choosing *c, hg_outcome bid)
{
    hg_outcome near[BAND_MAX], picked;
    if (!c->model && !c->draws) return bid;
    double worth = c->host->utility(c->host, bid);
    size_t n = list_band(c->host, worth, worth + c->width, near);
    if (n == 0) return bid;
    if (c->draws) return near[(size_t)(c->host->uniform(c->host) * (double)n)];
    picked = best_of(c->model, near, n);
    return picked == HG_NO_OUTCOME ? bid : picked;
}

/* ---- as a part ---- */

enum { NONE, FREQUENCY, BAYESIAN, OPPOSITE, UNIFORM, PERFECT };
enum { BAND, WINDOW }; /* arguments */

#define BAND_ARGUMENT                                                                              \
    {                                                                                              \
        "band", 0.01, 0, 1, NULL, "how much more than its bid it may ask for, of its range",       \
            "van Krimpen, Looije & Hajizadeh 2013"                                                 \
    }
static const hg_param banded[] = {BAND_ARGUMENT, {0}};
static const hg_param counted[] = {BAND_ARGUMENT,
                                   {"window", 0, 0, FREQUENCY_WINDOW_MAX, NULL,
                                    "how many offers it remembers; 0: all of them", "uncalibrated"},
                                   {0}};

#define MODELS HG_TRAIT_MODELS_OPPONENT
const hg_part_choice models_choices[] = {
    {"none", "the bid as the strategy finds it", "baseline", NULL, 0},
    {"frequency", "what is offered often is worth much, issues that stay weigh much",
     "van Krimpen, Looije & Hajizadeh 2013", counted, MODELS},
    {"bayesian", "learns weights and shapes from what is offered when", "Hindriks & Tykhonov 2008",
     banded, MODELS},
    {"opposite", "what is good for me is bad for them", "baseline", banded, MODELS},
    {"uniform", "knows nothing: draws one of the band", "baseline", banded, HG_TRAIT_STOCHASTIC},
    {"perfect", "cheats: sees their utilities", "baseline", banded,
     MODELS | HG_TRAIT_SEES_UTILITIES},
    {0}};

static opponent_model *open_one(const hg_brief *brief, const hg_host *host, const double *numbers)
{
    switch ((int)numbers[0]) {
    case FREQUENCY: return frequency_open(brief, host, (uint32_t)numbers[1 + WINDOW]);
    case BAYESIAN: return bayesian_open(brief, host);
    case OPPOSITE: return model_opposite(brief, host);
    case PERFECT: return model_perfect(brief, host);
    default: return NULL;
    }
}

int choosing_open(choosing *c, const hg_brief *brief, const hg_host *host, const double *numbers)
{
    *c = (choosing){.host = host};
    if (numbers[0] == NONE) return 0;
    if (!enumerate_model_can(brief, host)) return 1;
    c->width = numbers[1 + BAND] * (brief->best - brief->worst);
    c->draws = numbers[0] == UNIFORM;
    c->model = open_one(brief, host, numbers);
    return 0;
}

void choosing_hear(choosing *c, const hg_message *m) { model_take(c->model, m); }
