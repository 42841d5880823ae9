/* What is drawn, and what comes by chance or later, in words. Knows no command; that a draw is
 * clamped to what its key allows is not told. */
#include "cli/tell/drawn.h"

#include <math.h>

const draw *drawn_find(const model *m, draw_target target, uint32_t who, uint32_t index)
{
    bool indexed = target >= DRAW_WORTH || target == DRAW_BITS;
    for (uint32_t k = 0; k < m->n_draws; k++) {
        const draw *d = &m->draws[k];
        if (d->target == target && d->party == who && (!indexed || d->index == index)) return d;
    }
    return NULL;
}

const char *drawn_text(arena *a, const draw *d, const char *unit)
{
    char first[WORDS_MAX], second[WORDS_MAX];
    const char *blank = *unit ? " " : "";
    say_amount(first, d->a, true), say_amount(second, d->b, true);
    if (d->shape == DRAW_NORMAL)
        return arena_format(a, "about %s%s%s (standard deviation %s), drawn for each session",
                            first, blank, unit, second);
    return arena_format(a, "%s to %s%s%s, drawn for each session", first, second, blank, unit);
}

static const char *worths(arena *a, const search_spec *s, const char *unit)
{
    char lo[WORDS_MAX], hi[WORDS_MAX];
    const char *blank = *unit ? " " : "";
    say_amount(lo, s->lo, true), say_amount(hi, s->hi, true);
    if (s->lo == s->hi) return arena_format(a, "%s%s%s", lo, blank, unit);
    return arena_format(a, "%s to %s%s%s", lo, hi, blank, unit);
}

const char *search_text(arena *a, const search_spec *s, const char *unit)
{
    char cost[WORDS_MAX];
    const char *stays = "", *costs = "";
    if (!s->recall)
        stays = ", gone at the end of their round";
    else if (isfinite(s->lifetime))
        stays = arena_format(a, ", each stands for %.4g of the time on average", s->lifetime);
    if (s->cost > 0)
        costs = arena_format(a, "; looking costs %s%s%s per whole of the talks",
                             say_amount(cost, s->cost, true), *unit ? " " : "", unit);
    return arena_format(a, "%.4g offer%s on average, worth %s%s%s", s->rate,
                        s->rate == 1 ? "" : "s", worths(a, s, unit), stays, costs);
}

const char *mandate_text(arena *a, const party *p, const char *amount)
{
    return arena_format(a, "signs nothing below %s%s", amount,
                        p->mandate_known ? ", which everybody knows" : "; a secret");
}

const char *commitment_text(arena *a, const party *p, const char *amount)
{
    return arena_format(a, "with probability %.4g it insists on %s", p->obstinacy, amount);
}

const char *lesson_text(arena *a, const party *p, const char *when)
{
    const char *what = isinf(p->learns_bits) ? "all"
                                             : arena_format(a, "%.4g bit%s", p->learns_bits,
                                                            p->learns_bits == 1 ? "" : "s");
    return arena_format(a, "learns %s about the others' limits at %s", what, when);
}
