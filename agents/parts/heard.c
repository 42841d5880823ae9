/* A bit for each outcome and seat; where there are too many of them, a table of those heard: twice
 * as many as the rounds can bring, a few revisions included. */
#include "agents/parts/heard.h"

#include <stdbool.h>

#define BITS_MAX     (UINT64_C(1) << 22) /* outcomes */
#define ENTRIES_MOST (UINT64_C(1) << 21)
#define ENTRIES_SOME (UINT64_C(1) << 16) /* without a deadline */

struct heard_seat {
    uint64_t *known; /* a bit for each outcome; or entries, outcome + 1, 0 = free */
    uint64_t count;  /* of different ones */
};

/* A power of two, four times the rounds: no more than half of it is filled. */
static uint64_t entries_for(uint32_t rounds)
{
    uint64_t entries = 64;
    while (entries < ENTRIES_MOST && entries < 4 * (uint64_t)rounds) entries *= 2;
    return rounds ? entries : ENTRIES_SOME;
}

void heard_init(heard *h, const hg_brief *brief, const hg_host *host)
{
    h->seat = brief->seat;
    h->n = brief->n_parties;
    h->entries = brief->n_outcomes <= BITS_MAX ? 0 : entries_for(brief->rounds);
    h->of = host->alloc(host, h->n * sizeof *h->of);
    size_t words = (size_t)(h->entries ? h->entries : brief->n_outcomes / 64 + 1);
    for (uint32_t i = 0; i < h->n; i++)
        if (i != h->seat) h->of[i].known = host->alloc(host, words * sizeof(uint64_t));
}

static bool mark_bit(struct heard_seat *from, hg_outcome o)
{
    uint64_t bit = UINT64_C(1) << o % 64, *word = &from->known[o / 64];
    bool is_new = !(*word & bit);
    *word |= bit;
    return is_new;
}

/* Who says more than there can be is not counted further. */
static bool mark_entry(struct heard_seat *from, uint64_t entries, hg_outcome o)
{
    uint64_t at = (o * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (entries - 1);
    for (; from->known[at]; at = (at + 1) & (entries - 1))
        if (from->known[at] == o + 1) return false;
    if (from->count >= entries / 2) return false;
    from->known[at] = o + 1;
    return true;
}

void heard_take(heard *h, const hg_message *m)
{
    if (m->kind != HG_OFFER || m->seat >= h->n || m->seat == h->seat) return;
    struct heard_seat *from = &h->of[m->seat];
    from->count +=
        h->entries ? mark_entry(from, h->entries, m->outcome) : mark_bit(from, m->outcome);
}

uint64_t heard_least(const heard *h)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < h->n; i++)
        if (i != h->seat && h->of[i].count < least) least = h->of[i].count;
    return least;
}
