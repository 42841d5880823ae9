/* What the others seem to care about, from what they offer: a frequency model of issue weights.
 *
 * The more often a value is offered, the more it is worth to them; the longer an issue keeps one
 * value, the more it weighs. With counts c and their greatest per issue m, an outcome is worth
 * sum c(value) / sum m, 0..1 (the frequency model of Agent Smith: van Galen Last 2012; as compared
 * by Baarslag et al. 2013). Numbers are counted in 16 equal parts of their range. All others are
 * pooled. Nothing is counted, which would cost time with every offer, where there is one issue or
 * too many outcomes to compare, nor where equals are rare: none of 4 outcomes, spread evenly over
 * the range of own utility, has one. */
#ifndef AGENTS_PARTS_WEIGHTS_H
#define AGENTS_PARTS_WEIGHTS_H
#include <higgle/agent.h>
#include <stdbool.h>

#define WEIGHTS_PARTS 16

typedef struct weights {
    const hg_issue *issues;
    uint32_t n_issues;
    uint32_t (*count)[WEIGHTS_PARTS]; /* [n_issues]; NULL: nothing is counted */
    uint32_t *most;                   /* [n_issues] */
    uint32_t total;                   /* of most */
} weights;

void weights_open(weights *w, const hg_brief *brief, const hg_host *host);
void weights_hear(weights *w, hg_outcome offer);

/* Modelled worth to the others, 0..1; 0 before any offer. */
double weights_utility(const weights *w, hg_outcome outcome);

/* Of the outcomes that are worth exactly as much to me as `bid`, the one that the others seem to
 * like best (ties: the first; at most 16 are looked at). */
hg_outcome weights_choose(weights *w, const hg_host *host, hg_outcome bid);

#endif
