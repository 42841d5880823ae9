/* How a session went and ended, in sentences. Must not know where the numbers come from. */
#include "cli/tell/ending.h"

#include "cli/tell/phrases.h"
#include "model/measure.h"

#include <math.h>

#define NEGLIGIBLE 1e-9  /* of the pie, or of a unit */
#define HARDLY     0.005 /* of Lambda: what two digits do not show */

static const char *amount(const course_of_talks *c, uint32_t who, double x)
{
    return phrase_amount(c->arena, c->model, who, x);
}

static const char *role_or(const course_of_talks *c, uint32_t who, const char *otherwise)
{
    return who < c->model->n_parties ? phrase_role(c->arena, c->model, who) : otherwise;
}

/* ---- what was left ---- */

/* The gain of the worst off where another outcome is better for all, or as good for some: the
 * outcome that makes that gain greatest; NaN: there is none. */
static double least_gain(const course_of_talks *c, const double *u)
{
    const model *m = c->model;
    double least = INFINITY;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        double gain = u[i] - c->row->party[i].utility;
        if (gain < least) least = gain;
    }
    return least;
}

/* The Pareto-optimal utilities that leave nobody worse and somebody better off; NULL: none. */
static const double *better_for_all(const course_of_talks *c)
{
    const hg_frontier *f = c->model->pareto;
    const double *found = NULL;
    double most = NEGLIGIBLE;
    for (uint32_t k = 0; f && k < f->size; k++) {
        const double *u = f->u + (size_t)k * f->n;
        double sum = 0;
        if (least_gain(c, u) < -NEGLIGIBLE) continue;
        for (uint32_t i = 0; i < f->n; i++) sum += u[i] - c->row->party[i].utility;
        if (sum > most) most = sum, found = u;
    }
    return found;
}

static const char *left_unshared(const course_of_talks *c)
{
    const double *u = better_for_all(c);
    const char *all = "left on the table:";
    if (!c->model->pareto) return NULL;
    if (!u) return "nothing left on the table";
    for (uint32_t i = 0; i < c->model->n_parties; i++)
        all = arena_format(c->arena, "%s%s %s +%s", all, i ? "," : "", c->model->parties[i].role,
                           amount(c, i, u[i] - c->row->party[i].utility));
    return all;
}

/* NULL: nothing can be said. */
static const char *left_on_the_table(const course_of_talks *c)
{
    const row *r = c->row;
    bool deal = r->result == HG_RESULT_DEAL;
    if (!deal && !(r->zone_end >= 0)) return "there was nothing to agree on";
    if (!c->model->transferable) return left_unshared(c);
    double left = r->pie;
    for (uint32_t i = 0; i < r->n_parties; i++) left -= r->party[i].utility;
    if (left < NEGLIGIBLE * fabs(r->pie)) return "nothing left on the table";
    return arena_format(c->arena, "%s left on the table", amount(c, 0, left));
}

/* ---- the closing line ---- */

static const char *head(const course_of_talks *c)
{
    const row *r = c->row;
    unsigned in = r->round + 1;
    switch (r->result) {
    case HG_RESULT_DEAL: return arena_format(c->arena, "deal in round %u", in);
    case HG_RESULT_WALK:
        return arena_format(c->arena, "no deal: %s walked away in round %u",
                            role_or(c, r->by, "a party"), in);
    case HG_RESULT_DEADLINE:
        if (r->by < c->model->n_parties)
            return arena_format(c->arena, "no deal: the deadline of %s passed after round %u",
                                role_or(c, r->by, ""), in);
        return model_rounds(c->model) == 1 ? "no deal: there was one round, and it is over"
                                           : "no deal: the deadline passed";
    case HG_RESULT_AGENT_ERROR:
        return arena_format(c->arena, "no deal: %s's agent %s in round %u%s%s",
                            role_or(c, r->by, "a party"), fault_sentence((fault)r->fault), in,
                            c->why ? ": it " : "", c->why ? c->why : "");
    default:
        if (r->by >= c->model->n_parties) return "no deal: the talks were closed";
        return arena_format(c->arena,
                            "no deal: what was agreed on in round %u is below the mandate of %s",
                            in, role_or(c, r->by, ""));
    }
}

/* The best alternative that the party holds: what it falls back on. NULL: its reservation. */
static const char *fallback(const course_of_talks *c, uint32_t who)
{
    const party *p = &c->model->parties[who];
    const char *name = NULL;
    double best = p->reservation;
    for (uint32_t k = 0; k < p->n_alternatives; k++) {
        double worth = alternative_worth(p, k);
        if (!c->standing[who][k] || worth < best) continue;
        best = worth;
        name = phrase_name(c->arena, p->alternatives[k].name);
    }
    return name;
}

/* What leaving cost the one that walked away; it is gone from its utility. NULL: nothing. */
static const char *leaving_cost(const course_of_talks *c, uint32_t who)
{
    double cost = c->model->parties[who].leaving_cost;
    bool left = c->row->result == HG_RESULT_WALK && c->row->by == who && cost > 0;
    return left ? arena_format(c->arena, "less %s for leaving", amount(c, who, cost)) : NULL;
}

static const char *share(const course_of_talks *c, uint32_t who)
{
    double scale = party_scale(c->model, who), got = c->row->party[who].utility;
    if (c->row->result != HG_RESULT_DEAL) {
        const char *name = fallback(c, who), *cost = leaving_cost(c, who);
        const char *comma = name && cost ? ", " : "";
        return name || cost
                   ? arena_format(c->arena, " (%s%s%s)", name ? name : "", comma, cost ? cost : "")
                   : "";
    }
    if (!c->model->transferable || !(scale > 0)) return "";
    return arena_format(c->arena, " (%.0f %% of the pie)", 100 * got / scale);
}

const char *ending_line(const course_of_talks *c)
{
    const char *all = head(c), *left = left_on_the_table(c);
    for (uint32_t i = 0; i < c->model->n_parties; i++)
        all = arena_format(c->arena, "%s · %s %s%s", all, c->model->parties[i].role,
                           amount(c, i, c->row->party[i].utility), share(c, i));
    return left ? arena_format(c->arena, "%s · %s", all, left) : all;
}

/* ---- the paragraph ---- */

const char *ending_concession(const course_of_talks *c, uint32_t who)
{
    char offer[512];
    const party *p = &c->model->parties[who];
    const char *role = role_or(c, who, "");
    if (!c->first[who]) return arena_format(c->arena, "%s made no offer.", role);
    double from = utility_of(&p->utility, *c->first[who]);
    double to = utility_of(&p->utility, *c->last[who]), limit = c->row->party[who].limit_start;
    say_offer(offer, sizeof offer, c->model, *c->first[who]);
    const char *opened =
        arena_format(c->arena, "%s opened with %s, worth %s", role, offer, amount(c, who, from));
    if (from - to < NEGLIGIBLE * (1 + fabs(from)))
        return arena_format(c->arena, "%s, and conceded nothing.", opened);
    const char *down = arena_format(c->arena, "%s, and conceded %s, down to %s", opened,
                                    amount(c, who, from - to), amount(c, who, to));
    if (!(from > limit)) return arena_format(c->arena, "%s.", down);
    return arena_format(c->arena, "%s: %.0f %% of the way to its limit of %s.", down,
                        100 * (from - to) / (from - limit), amount(c, who, limit));
}

const char *ending_event(const course_of_talks *c, uint32_t round, const char *what, double before,
                         double after)
{
    char was[WORDS_MAX], is[WORDS_MAX];
    return arena_format(c->arena, "In round %u %s: leverage of %s went from %s to %s.", round + 1,
                        what, role_or(c, 0, ""), say_share(was, before, false),
                        say_share(is, after, false));
}

const char *ending_leverage(const course_of_talks *c)
{
    const swing *s = &c->leverage;
    if (!(s->jump >= HARDLY)) return NULL;
    const char *lead =
        s->lead_changes == 0 ? "the lead never changed hands"
        : s->lead_changes == 1
            ? "the lead changed hands once"
            : arena_format(c->arena, "the lead changed hands %u times", s->lead_changes);
    return arena_format(
        c->arena,
        "relative leverage of %s (Lambda) was %+.2f in the mean over time and moved by %.2f "
        "at most at once; %s.",
        role_or(c, 0, ""), s->mean, s->jump, lead);
}

const char *ending_pressure(const course_of_talks *c)
{
    if (!c->answers) return NULL;
    return arena_format(c->arena,
                        "Who gave way at each move was foretold by Zeuthen's rule (who has less to "
                        "lose by giving in) in %u of %u moves.",
                        c->foretold, c->answers);
}

const char *ending_pay(const course_of_talks *c, uint32_t who)
{
    const row_party *p = &c->row->party[who];
    const char *role = role_or(c, who, ""), *got = amount(c, who, p->utility);
    bool discounted = fabs(p->payoff - p->utility) > NEGLIGIBLE * (1 + fabs(p->utility));
    const char *by_then =
        discounted ? arena_format(c->arena, ", by then worth %s", amount(c, who, p->payoff)) : "";
    if (c->row->result == HG_RESULT_DEAL)
        return arena_format(c->arena, "%s got %s%s; without a deal it would have had %s.", role,
                            got, by_then, amount(c, who, p->limit_end));
    const char *name = fallback(c, who), *cost = leaving_cost(c, who);
    return arena_format(c->arena, "%s was left with %s%s%s%s%s%s.", role, got, by_then,
                        name ? " from " : "", name ? name : "", cost ? ", " : "", cost ? cost : "");
}

static const char *nash_point(const course_of_talks *c, const solutions *s)
{
    const char *all = "";
    for (uint32_t i = 0; i < c->model->n_parties; i++) {
        double u = utility_of(&c->model->parties[i].utility, s->at[SOLUTION_NASH]);
        all = arena_format(c->arena, "%s%s%s %s", all, i ? ", " : "", c->model->parties[i].role,
                           amount(c, i, u));
    }
    return all;
}

const char *ending_deal(const course_of_talks *c)
{
    double d[HG_PARTIES_MAX];
    solutions s;
    deal_measures m;
    const char *unit = c->model->transferable ? "the pie" : "the best that each can have";
    if (c->row->result != HG_RESULT_DEAL) return NULL;
    for (uint32_t i = 0; i < c->model->n_parties; i++) d[i] = c->row->party[i].limit_end;
    solutions_find(c->arena, c->model, d, &s);
    measure_deal(c->model, &s, d, c->row->deal, &m);
    double nash = m.of[SOLUTION_NASH];
    if (isnan(m.pareto)) return NULL;
    const char *pareto =
        m.pareto < NEGLIGIBLE
            ? "the deal is Pareto-optimal"
            : arena_format(c->arena, "the deal lies %.2g from the Pareto frontier", m.pareto);
    if (isnan(nash)) return arena_format(c->arena, "%s, where 1 is %s.", pareto, unit);
    if (nash < NEGLIGIBLE) return arena_format(c->arena, "%s, and a Nash point.", pareto);
    return arena_format(c->arena, "%s, and %.2g from the Nash point (%s), where 1 is %s.", pareto,
                        nash, nash_point(c, &s), unit);
}
