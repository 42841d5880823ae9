/* Afterwards: what the others had, and what could have been had. */
#include "cli/person/person.h"

#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>

typedef struct seen {
    arena *arena;
    const model *model;
    const row *row;
    uint32_t me;
    FILE *to;
} seen;

static const char *amount(const seen *s, uint32_t who, double x)
{
    return phrase_amount(s->arena, s->model, who, x);
}

static void tell_mine(const seen *s)
{
    const row_party *own = &s->row->party[s->me];
    double scale = party_scale(s->model, s->me);
    bool deal = s->row->result == HG_RESULT_DEAL;
    bool shares = deal && s->model->transferable && scale > 0;
    const char *portion =
        shares ? arena_format(s->arena, ", %.0f %% of the pie", 100 * own->utility / scale) : "";
    const char *then = own->payoff != own->utility ? arena_format(s->arena, " (by then worth %s)",
                                                                  amount(s, s->me, own->payoff))
                                                   : "";
    if (deal)
        fprintf(s->to, "You got %s%s%s; without a deal you would have had %s.\n",
                amount(s, s->me, own->utility), portion, then, amount(s, s->me, own->limit_end));
    else
        fprintf(s->to, "You are left with %s%s.\n", amount(s, s->me, own->utility), then);
}

static void tell_other(const seen *s, uint32_t who, const char *agent)
{
    const row_party *p = &s->row->party[who];
    const char *start = amount(s, who, p->limit_start), *end = amount(s, who, p->limit_end);
    const char *role = phrase_role(s->arena, s->model, who);
    fprintf(s->to, "%s was an agent, %s. ", role, agent);
    if (p->limit_start == p->limit_end)
        fprintf(s->to, "Without a deal it had %s.\n", end);
    else
        fprintf(s->to, "Without a deal it had %s at the start and %s at the end.\n", start, end);
}

static bool others_agree(const seen *s, outcome_id outcome)
{
    for (uint32_t i = 0; i < s->model->n_parties; i++)
        if (i != s->me &&
            utility_of(&s->model->parties[i].utility, outcome) < s->row->party[i].limit_end)
            return false;
    return true;
}

/* HG_NO_OUTCOME: none, or too many to look at. */
static outcome_id best_for_me(const seen *s)
{
    const utility *own = &s->model->parties[s->me].utility;
    outcome_id best = HG_NO_OUTCOME;
    for (outcome_id o = 0; s->model->space.listed && o < s->model->space.size; o++)
        if ((best == HG_NO_OUTCOME || utility_of(own, o) > utility_of(own, best)) &&
            others_agree(s, o))
            best = o;
    return best;
}

static void tell_best(const seen *s)
{
    char offer[512];
    outcome_id best = best_for_me(s);
    if (best == HG_NO_OUTCOME) return;
    double worth = utility_of(&s->model->parties[s->me].utility, best);
    if (worth <= s->row->party[s->me].utility) {
        fprintf(s->to, "There was no more to be had.\n");
        return;
    }
    say_offer(offer, sizeof offer, s->model, best);
    fprintf(s->to, "The most that nobody had a reason to refuse at the end: %s, worth %s to you.\n",
            offer, amount(s, s->me, worth));
}

void reveal(arena *a, const model *m, const row *r, uint32_t me, const char *const *agents,
            FILE *to)
{
    const seen s = {a, m, r, me, to};
    tell_mine(&s);
    for (uint32_t i = 0; i < m->n_parties; i++)
        if (i != me) tell_other(&s, i, agents[i]);
    tell_best(&s);
}
