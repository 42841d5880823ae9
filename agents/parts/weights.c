/* Must not know what its holder aims at. */
#include "agents/parts/weights.h"

#define OUTCOMES_MAX (UINT64_C(1) << 20)
#define EQUALS_MAX   16
#define PROBES       4

/* Looked for all along the range of own utility. */
static bool has_equals(const hg_brief *brief, const hg_host *host)
{
    hg_outcome some[2];
    for (int i = 0; i < PROBES; i++) {
        double at = brief->worst + (brief->best - brief->worst) * (2 * i + 1) / (2 * PROBES);
        double worth = host->utility(host, host->above(host, at));
        if (host->band(host, worth, worth, some, 2) > 1) return true;
    }
    return false;
}

void weights_open(weights *w, const hg_brief *brief, const hg_host *host)
{
    w->issues = brief->issues;
    w->n_issues = brief->n_issues;
    if (brief->n_issues < 2 || brief->n_outcomes > OUTCOMES_MAX) return;
    if (!has_equals(brief, host)) return;
    w->count = host->alloc(host, brief->n_issues * sizeof *w->count);
    w->most = host->alloc(host, brief->n_issues * sizeof *w->most);
}

/* Which part of the issue's range holds this value? */
static uint32_t part_of(const hg_issue *issue, uint64_t value)
{
    return (uint32_t)(issue->size <= WEIGHTS_PARTS ? value : value * WEIGHTS_PARTS / issue->size);
}

void weights_hear(weights *w, hg_outcome offer)
{
    if (!w->count) return;
    for (uint32_t i = w->n_issues; i-- > 0;) {
        const hg_issue *issue = &w->issues[i];
        uint32_t count = ++w->count[i][part_of(issue, offer % issue->size)];
        offer /= issue->size;
        if (count <= w->most[i]) continue;
        w->most[i] = count;
        w->total++;
    }
}

double weights_utility(const weights *w, hg_outcome outcome)
{
    uint32_t sum = 0;
    if (!w->count || w->total == 0) return 0;
    for (uint32_t i = w->n_issues; i-- > 0;) {
        const hg_issue *issue = &w->issues[i];
        sum += w->count[i][part_of(issue, outcome % issue->size)];
        outcome /= issue->size;
    }
    return (double)sum / w->total;
}

hg_outcome weights_choose(weights *w, const hg_host *host, hg_outcome bid)
{
    hg_outcome equal[EQUALS_MAX], best = bid;
    if (!w->count || w->total == 0 || bid == HG_NO_OUTCOME) return bid;
    double worth = host->utility(host, bid);
    size_t n = host->band(host, worth, worth, equal, EQUALS_MAX);
    if (n <= 1) return bid;
    double most = weights_utility(w, bid);
    for (size_t i = 0; i < n && i < EQUALS_MAX; i++) {
        double theirs = weights_utility(w, equal[i]);
        if (theirs <= most) continue;
        most = theirs;
        best = equal[i];
    }
    return best;
}
