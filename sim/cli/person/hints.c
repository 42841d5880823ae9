/* What would be fair, and what could be had at most, as far as somebody in this place can know: the
 * other's limit is taken as what the briefing says of it, from one end to the other. */
#include "cli/person/talk.h"

#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>

typedef struct guess { /* with the others' limits at one place of what is known of them */
    double fair, most; /* my utility; NaN: nothing to share then */
} guess;

/* The even split of what is beyond the limits (Nash 1950): kappa = 1, equal weight and patience. */
static double nash_point(const talk *t, const double *w)
{
    double target[HG_PARTIES_MAX];
    const hg_brief *b = t->brief;
    const hg_standing s = {
        .n = b->n_parties, .pie = b->pie, .kappa = 1, .w = w, .frontier = b->frontier};
    return hg_shares_of(&s, NULL, target) == HG_ZONE ? target[t->me] : NAN;
}

static bool others_agree(const talk *t, const double *u, const double *w)
{
    for (uint32_t i = 0; i < t->brief->n_parties; i++)
        if (i != t->me && u[i] < w[i]) return false;
    return true;
}

static double most_for_me(const talk *t, const double *w)
{
    const hg_brief *b = t->brief;
    double most = b->pie;
    if (!b->frontier) {
        for (uint32_t i = 0; i < b->n_parties; i++) most -= i == t->me ? 0 : w[i];
        return fmin(most, b->best);
    }
    most = NAN;
    for (uint32_t k = 0; k < b->frontier->size; k++) {
        const double *u = b->frontier->u + (size_t)k * b->frontier->n;
        if (others_agree(t, u, w)) most = fmax(most, u[t->me]);
    }
    return most;
}

/* at: 0 the least that is known of the others' limits, 1 the most. */
static guess guess_at(const talk *t, double at)
{
    double w[HG_PARTIES_MAX];
    const hg_brief *b = t->brief;
    for (uint32_t i = 0; i < b->n_parties; i++)
        w[i] = fmax(0, b->limit_least[i] + at * (b->limit_most[i] - b->limit_least[i]));
    w[t->me] = fmax(0, t->host->limit(t->host));
    return (guess){nash_point(t, w), most_for_me(t, w)};
}

static const char *range(talk *t, double weak, double middle, double strong)
{
    const char *low = isnan(strong) ? "nothing" : talk_amount(t, strong);
    if (weak == strong) return low;
    return arena_format(&t->scratch, "%s if they lie in the middle of that, %s or %s at its ends",
                        isnan(middle) ? "nothing" : talk_amount(t, middle), talk_amount(t, weak),
                        low);
}

bool hint_print(talk *t, const char *rest)
{
    (void)rest;
    if (!t->set.hints) {
        talk_say(t, "  ", "Hints are off; higgle play --hints turns them on.");
        return false;
    }
    char amount[WORDS_MAX];
    guess weak = guess_at(t, 0), middle = guess_at(t, 0.5), strong = guess_at(t, 1);
    talk_say(t, "  ", "By what you may know of the others' limits:");
    talk_say(t, "  ",
             arena_format(&t->scratch,
                          "an even split of what a deal gains (the Nash point) gives you %s;",
                          range(t, weak.fair, middle.fair, strong.fair)));
    talk_say(t, "  ",
             arena_format(&t->scratch, "the most that they could agree to gives you %s.",
                          range(t, weak.most, middle.most, strong.most)));
    if (!isnan(middle.fair))
        talk_say(t, "  ",
                 arena_format(&t->scratch, "find %s shows such offers.",
                              say_amount(amount, middle.fair, t->model->parties[t->me].money)));
    return false;
}
