/* The rule is in the header. A bid costs at most 16 looks at an outcome for each issue, and 64 at
 * one. */
#include "agents/parts/mutual.h"

#include "agents/parts/values.h"

#include <math.h>
#include <string.h>

#define AGREED_MAX 16
#define DRAWS      64
#define NOTHING    MODEL_PARTS /* a part that does not exist */

typedef struct named { /* of one issue, by one seat */
    uint32_t count[MODEL_PARTS];
    uint64_t last[MODEL_PARTS];
} named;

struct mutual {
    const hg_host *host;
    const hg_brief *brief;
    named *of;           /* [n_parties * n_issues] by seat */
    double *share;       /* [n_issues] what each weighs for me; they sum to 1 */
    uint64_t *best;      /* [n_issues] values of my best outcome */
    uint64_t *bid;       /* [n_issues] scratch */
    hg_outcome standing; /* the last offer of the others */
    hg_outcome agreed[AGREED_MAX];
    uint64_t n_agreed;
};

static double worth(const mutual *m, hg_outcome o) { return m->host->utility(m->host, o); }

/* ---- what each issue weighs for me ---- */

static double swing(mutual *m, uint32_t issue)
{
    double least = INFINITY, most = -INFINITY;
    memcpy(m->bid, m->best, m->brief->n_issues * sizeof *m->bid);
    for (uint32_t p = 0; p < model_parts(&m->brief->issues[issue]); p++) {
        m->bid[issue] = values_look(&m->brief->issues[issue], p);
        double u = worth(m, values_join(m->brief, m->bid));
        least = fmin(least, u);
        most = fmax(most, u);
    }
    return most - least;
}

static void weigh(mutual *m)
{
    uint32_t n = m->brief->n_issues;
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += m->share[i] = swing(m, i);
    for (uint32_t i = 0; i < n; i++) m->share[i] = sum > 0 ? m->share[i] / sum : 1.0 / n;
}

mutual *mutual_open(const hg_brief *brief, const hg_host *host)
{
    mutual *m = host->alloc(host, sizeof *m);
    uint32_t n = brief->n_issues;
    m->host = host;
    m->brief = brief;
    m->of = host->alloc(host, (size_t)brief->n_parties * n * sizeof *m->of);
    m->share = host->alloc(host, n * sizeof *m->share);
    m->best = host->alloc(host, n * sizeof *m->best);
    m->bid = host->alloc(host, n * sizeof *m->bid);
    m->standing = HG_NO_OUTCOME;
    values_read(brief, host->best(host, 0), m->best);
    weigh(m);
    return m;
}

/* ---- what the others say ---- */

static named *named_by(const mutual *m, uint32_t seat, uint32_t issue)
{
    return &m->of[(size_t)seat * m->brief->n_issues + issue];
}

static void hear_offer(mutual *m, uint32_t seat, hg_outcome offer)
{
    values_read(m->brief, offer, m->bid);
    for (uint32_t i = 0; i < m->brief->n_issues; i++) {
        named *of = named_by(m, seat, i);
        uint32_t part = model_part(&m->brief->issues[i], m->bid[i]);
        of->count[part]++;
        of->last[part] = m->bid[i];
    }
    m->standing = offer;
}

void mutual_hear(mutual *m, const hg_message *said)
{
    if (said->seat == m->brief->seat || said->seat >= m->brief->n_parties) return;
    if (said->kind == HG_OFFER) hear_offer(m, said->seat, said->outcome);
    if (said->kind == HG_ACCEPT && said->outcome == m->standing)
        m->agreed[m->n_agreed++ % AGREED_MAX] = said->outcome;
}

/* ---- draws ---- */

static uint64_t draw_value(const mutual *m, uint32_t issue)
{
    return (uint64_t)(m->host->uniform(m->host) * (double)m->brief->issues[issue].size);
}

/* By its share; `light`: by what is left of 1. */
static uint32_t draw_issue(const mutual *m, bool light)
{
    uint32_t last = m->brief->n_issues - 1;
    double left = m->host->uniform(m->host) * (light ? last : 1);
    for (uint32_t i = 0; i < last; i++) {
        left -= light ? 1 - m->share[i] : m->share[i];
        if (left < 0) return i;
    }
    return last;
}

/* ---- the three bids ---- */

static hg_outcome beside_agreed(mutual *m, double line)
{
    uint64_t known = m->n_agreed < AGREED_MAX ? m->n_agreed : AGREED_MAX;
    hg_outcome best = HG_NO_OUTCOME;
    if (known == 0) return best;
    for (uint32_t k = 0; k < m->brief->n_issues; k++) {
        uint32_t issue = draw_issue(m, false);
        for (uint64_t a = 0; a < known; a++) {
            values_read(m->brief, m->agreed[a], m->bid);
            m->bid[issue] = draw_value(m, issue);
            hg_outcome o = values_join(m->brief, m->bid);
            if (!(worth(m, o) > line)) continue;
            line = worth(m, o);
            best = o;
        }
    }
    return best;
}

/* The parts named most and second most. */
static void tops(const named *of, uint32_t out[2])
{
    uint32_t most[2] = {0, 0};
    out[0] = out[1] = NOTHING;
    for (uint32_t p = 0; p < MODEL_PARTS; p++) {
        uint32_t at = of->count[p] > most[0] ? 0 : of->count[p] > most[1] ? 1 : 2;
        if (at == 2) continue;
        if (at == 0) {
            most[1] = most[0];
            out[1] = out[0];
        }
        most[at] = of->count[p];
        out[at] = p;
    }
}

static bool all_name(const mutual *m, uint32_t issue, uint32_t part, uint32_t looks)
{
    uint32_t top[2];
    for (uint32_t s = 0; s < m->brief->n_parties; s++) {
        if (s == m->brief->seat) continue;
        tops(named_by(m, s, issue), top);
        if (part != top[0] && (looks < 2 || part != top[1])) return false;
    }
    return part != NOTHING;
}

/* Puts the issue at what the others have in common among their first `looks` values, if anything.
 */
static bool take_common(const mutual *m, uint32_t issue, uint32_t looks)
{
    const named *first = named_by(m, m->brief->seat == 0 ? 1 : 0, issue);
    uint32_t top[2];
    tops(first, top);
    for (uint32_t k = 0; k < looks; k++)
        if (all_name(m, issue, top[k], looks)) {
            m->bid[issue] = first->last[top[k]];
            return true;
        }
    return false;
}

static hg_outcome in_common(mutual *m)
{
    uint32_t n = m->brief->n_issues, found = 0;
    for (uint32_t looks = 1; looks <= 2 && 2 * found < n; looks++) {
        found = 0;
        memcpy(m->bid, m->best, n * sizeof *m->bid);
        for (uint32_t i = 0; i < n; i++) found += take_common(m, i, looks);
    }
    return values_join(m->brief, m->bid);
}

static hg_outcome beside_best(mutual *m, double line)
{
    uint32_t issue = draw_issue(m, true);
    memcpy(m->bid, m->best, m->brief->n_issues * sizeof *m->bid);
    for (int k = 0; k < DRAWS; k++) {
        m->bid[issue] = draw_value(m, issue);
        hg_outcome o = values_join(m->brief, m->bid);
        if (worth(m, o) > line) return o;
    }
    return values_join(m->brief, m->best);
}

hg_outcome mutual_bid(mutual *m, double line)
{
    hg_outcome bid = beside_agreed(m, line);
    if (bid != HG_NO_OUTCOME) return bid;
    bid = in_common(m);
    return worth(m, bid) > line ? bid : beside_best(m, line);
}
