/* What a person may ask for without moving: worth, offers worth so much, the best, what was said.
 */
#include "cli/person/talk.h"

#include "cli/person/values.h"

#include <math.h>
#include <string.h>

static void show(talk *t, const char *whose, hg_outcome outcome)
{
    talk_say(t, "  ",
             arena_format(&t->scratch, "%s%s: %s", whose, talk_offer(t, outcome),
                          talk_worth(t, outcome)));
}

bool look_worth(talk *t, const char *rest)
{
    const char *why;
    hg_outcome asked, base = t->mine != HG_NO_OUTCOME ? t->mine : t->theirs;
    if (!*rest && base == HG_NO_OUTCOME) {
        talk_say(t, "  ", "Nothing is offered yet: worth VALUE... says what an outcome is worth.");
    } else if (!*rest) {
        if (t->theirs != HG_NO_OUTCOME) show(t, "their last offer, ", t->theirs);
        if (t->mine != HG_NO_OUTCOME) show(t, "your last offer, ", t->mine);
    } else if (values_read(&t->scratch, t->model, rest, base, &asked, &why)) {
        show(t, "", asked);
    } else {
        talk_say(t, "  ", why);
    }
    return false;
}

bool look_best(talk *t, const char *rest)
{
    (void)rest;
    show(t, "", t->host->best(t->host, 0));
    return false;
}

bool look_history(talk *t, const char *rest)
{
    (void)rest;
    if (!t->n_history) talk_say(t, "  ", "Nothing was said yet.");
    for (size_t i = 0; i < t->n_history; i++) {
        const said *s = &t->history[i];
        bool again = i && t->history[i - 1].round == s->round;
        if (!again) fprintf(t->set.screen, "  %s\n", talk_rounds(t, s->round));
        talk_say(t, "    ", s->text);
    }
    return false;
}

/* ---- find ---- */

enum { SHOWN = 5, LOOKED_AT = 1 << 14 };

typedef struct found {
    hg_outcome outcome;
    double apart, worth;
} found;

/* How far apart two outcomes are as people see it: numbers by their distance in the range, names by
 * being other ones; 0 .. issues. */
static double distance(const space *s, hg_outcome a, hg_outcome b)
{
    uint64_t of_a[SPACE_ISSUES_MAX], of_b[SPACE_ISSUES_MAX];
    double sum = 0;
    space_split(s, a, of_a);
    space_split(s, b, of_b);
    for (uint32_t i = 0; i < s->n_issues; i++) {
        bool number = s->issues[i].kind == HG_ISSUE_NUMBER && s->issues[i].size > 1;
        double steps = fabs((double)of_a[i] - (double)of_b[i]);
        sum += number ? steps / (double)(s->issues[i].size - 1) : steps > 0;
    }
    return sum;
}

static bool before(const found *a, const found *b)
{
    return a->apart != b->apart ? a->apart < b->apart : a->worth > b->worth;
}

/* Into its place among the nearest. */
static size_t insert(found *best, size_t n, found f)
{
    size_t at = n < SHOWN ? n : SHOWN;
    while (at > 0 && before(&f, &best[at - 1])) at--;
    if (at == SHOWN) return n;
    size_t kept = n < SHOWN ? n : SHOWN - 1;
    memmove(&best[at + 1], &best[at], (kept - at) * sizeof *best);
    best[at] = f;
    return kept + 1;
}

/* Before another has offered anything, those that ask the least beyond it. */
static size_t nearest(talk *t, const hg_outcome *all, size_t n, double asked, found *best)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double worth = t->host->utility(t->host, all[i]);
        double apart = t->theirs == HG_NO_OUTCOME ? worth - asked
                                                  : distance(&t->model->space, all[i], t->theirs);
        kept = insert(best, kept, (found){all[i], apart, worth});
    }
    return kept;
}

static void show_found(talk *t, double asked)
{
    char count[WORDS_MAX];
    found best[SHOWN];
    hg_outcome *all = arena_array(&t->scratch, LOOKED_AT, sizeof *all);
    size_t n = t->host->band(t->host, asked, t->brief->best, all, LOOKED_AT);
    size_t kept = nearest(t, all, n < LOOKED_AT ? n : LOOKED_AT, asked, best);
    if (say_any_real(&t->model->space)) kept = kept > 0; /* neighbours would look the same */
    for (size_t i = 0; i < kept; i++) show(t, "", best[i].outcome);
    if (kept < n && !say_any_real(&t->model->space))
        talk_say(
            t, "  ",
            arena_format(&t->scratch, "(%s worth at least %s%s)", say_count(count, n, "outcome"),
                         talk_amount(t, asked),
                         t->theirs == HG_NO_OUTCOME ? "" : "; these are nearest to their offer"));
}

bool look_find(talk *t, const char *rest)
{
    double asked;
    const char *unit = t->model->currency ? t->model->currency : "";
    if (!number_read(rest, unit, &asked))
        talk_say(t, "  ",
                 arena_format(&t->scratch, "find AMOUNT: how much it is to be worth to you; now %s",
                              talk_amount(t, t->host->limit(t->host))));
    else if (asked > t->brief->best)
        talk_say(t, "  ",
                 arena_format(&t->scratch, "Nothing is worth %s to you; the best is worth %s.",
                              talk_amount(t, asked), talk_amount(t, t->brief->best)));
    else
        show_found(t, asked);
    return false;
}
