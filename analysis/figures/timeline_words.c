/* What a session's timeline shows, in a sentence computed from it: no figure claims what is not
 * there. */
#include "analysis/figures/timeline_words.h"

#include "analysis/figures/plot.h"
#include "base/text.h"
#include <math.h>

#define HARDLY 0.02 /* a change of leverage that is worth a title */

/* "colleague", for "colleague comes to buyer": the event that moved leverage most. */
static const talk_event *greatest_move(const talk *t)
{
    const talk_event *best = NULL;
    for (uint32_t i = 0; i < t->n_events; i++)
        if (t->events[i].moved != 0 && (!best || fabs(t->events[i].moved) > fabs(best->moved)))
            best = &t->events[i];
    return best;
}

static const talk_state *state_after(const talk *t, const talk_event *e)
{
    const talk_state *after = &t->states[0];
    for (uint32_t i = 0; i < t->n_states; i++)
        if (t->states[i].event == (uint32_t)(e - t->events)) after = &t->states[i];
    return after;
}

static const char *move_title(analysis *a, const talk *t, const talk_event *e)
{
    double now = state_after(t, e)->leverage[a->focus].phi, before = now - e->moved;
    double even = 1.0 / t->row.n_parties;
    bool turned = (before < even) != (now < even);
    if (turned)
        return sentence(arena_format(&a->arena,
                                     "%s and turns the table: leverage of %s %.2f → %.2f", e->text,
                                     analysis_role(a, a->focus), before, now));
    return sentence(arena_format(&a->arena, "%s: the leverage of %s %s from %.2f to %.2f", e->text,
                                 analysis_role(a, a->focus), e->moved > 0 ? "rises" : "falls",
                                 before, now));
}

/* Who sees itself most wrongly at the end, if anybody does by more than hardly; NULL. */
static const char *gap_title(analysis *a, const talk *t)
{
    const talk_state *end = &t->states[t->n_states - 1];
    double last[HG_PARTIES_MAX], most = 0;
    uint32_t who = HG_NOBODY;
    for (uint32_t i = 0; i < t->row.n_parties; i++) last[i] = NAN;
    for (uint32_t i = 0; i < t->n_views; i++) last[t->views[i].party] = t->views[i].perceived;
    for (uint32_t i = 0; end->any && i < t->row.n_parties; i++) {
        double gap = last[i] - end->leverage[i].phi;
        if (fabs(gap) >= HARDLY && fabs(gap) > fabs(most)) most = gap, who = i;
    }
    if (who == HG_NOBODY) return NULL;
    return arena_format(&a->arena, "in the end %s %s itself by %.2f", analysis_role(a, who),
                        most > 0 ? "overrates" : "underrates", fabs(most));
}

static const char *title_of_leverage(analysis *a, const talk *t)
{
    const char *who = analysis_role(a, a->focus);
    const talk_event *e = greatest_move(t);
    const talk_state *first = NULL, *last = NULL;
    uint32_t without = 0;
    for (uint32_t i = 0; i < t->n_states; i++) {
        without += !t->states[i].any;
        if (!t->states[i].any) continue;
        if (!first) first = &t->states[i];
        last = &t->states[i];
    }
    if (!first) return "Nothing to agree on: there is no zone of agreement at any time";
    if (without)
        return arena_format(&a->arena, "The zone of agreement is %s",
                            t->states[t->n_states - 1].any ? "not always there" : "lost");
    double from = first->leverage[a->focus].phi, to = last->leverage[a->focus].phi;
    if (e && fabs(e->moved) >= HARDLY) return move_title(a, t, e);
    if (fabs(to - from) >= HARDLY)
        return arena_format(&a->arena, "Bit by bit, the leverage of %s %s from %.2f to %.2f", who,
                            to > from ? "rises" : "falls", from, to);
    if (to != from)
        return arena_format(&a->arena,
                            "Hardly anything moves: the leverage of %s goes from %.3f to "
                            "%.3f",
                            who, from, to);
    return arena_format(&a->arena, "Nothing moves: the leverage of %s stays at %.2f", who, to);
}

const char *timeline_title(analysis *a, const talk *t)
{
    const char *moved = title_of_leverage(a, t), *gap = gap_title(a, t);
    return gap ? arena_format(&a->arena, "%s; %s", moved, gap) : moved;
}

const char *timeline_legend(analysis *a, uint32_t silent, bool seen)
{
    const char *more = "";
    if (silent) {
        char n[32];
        text_grouped(n, sizeof n, silent);
        more = arena_format(&a->arena, "; %s event%s without a name", n, silent == 1 ? "" : "s");
    }
    return arena_format(
        &a->arena,
        "above: leverage of %s by source, signed around an even share%s; below: what "
        "each asks for itself, dashed: its limit%s",
        analysis_role(a, a->focus), seen ? ", dashed: as each party sees it" : "", more);
}
