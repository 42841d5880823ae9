/* A bid drawn from a band of own utility. */
#ifndef AGENTS_PARTS_BANDS_H
#define AGENTS_PARTS_BANDS_H
#include <higgle/agent.h>
#include <math.h>

/* One of the outcomes worth lo .. hi, all as likely: one draw. HG_NO_OUTCOME where there is none.
 */
static inline hg_outcome bands_draw(const hg_host *host, double lo, double hi)
{
    uint64_t above = host->count(host, nextafter(hi, INFINITY)), all = host->count(host, lo);
    uint64_t some = all > above ? all - above : 0;
    uint64_t rank = above + (uint64_t)(host->uniform(host) * (double)some);
    return some > 0 ? host->best(host, rank) : HG_NO_OUTCOME;
}

#endif
