/* What is drawn, in words. Knows no command; that a draw is clamped to what its key allows is not
 * told. */
#include "cli/tell/drawn.h"

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
