/* Who I am, what is negotiated, what it is worth to me, what I have without a deal, and what I
 * know: what an agent is briefed with, in words. */
#include "cli/person/talk.h"

#include "base/text.h"
#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>

/* ---- what is negotiated ---- */

typedef struct worths { /* of one issue's values, all else being the best for me */
    talk *t;
    uint32_t issue;
    uint64_t index[SPACE_ISSUES_MAX];
    double best;
} worths;

static double less_than_best(worths *w, uint64_t value)
{
    const space *s = &w->t->model->space;
    uint64_t kept = w->index[w->issue];
    w->index[w->issue] = value;
    double worth = w->t->host->utility(w->t->host, space_join(s, w->index));
    w->index[w->issue] = kept;
    return worth - w->best;
}

static bool is_linear(worths *w, uint64_t last)
{
    double from = less_than_best(w, 0), to = less_than_best(w, last);
    for (uint64_t k = 1; k < 4; k++) {
        uint64_t at = last / 4 * k;
        double straight = from + (to - from) * ((double)at / (double)last);
        if (fabs(less_than_best(w, at) - straight) > 1e-9 * (1 + fabs(from) + fabs(to)))
            return false;
    }
    return true;
}

static const char *one_worth(worths *w, uint64_t value)
{
    char name[WORDS_MAX], worth[WORDS_MAX];
    arena *a = &w->t->scratch;
    const hg_issue *issue = &w->t->model->space.issues[w->issue];
    double x = less_than_best(w, value);
    return arena_format(a, "%s (%s)", say_value(name, issue, value),
                        x == 0 ? "0" : say_amount(worth, x, w->t->model->parties[w->t->me].money));
}

/* All values, or where they are many or lie on a line those that tell the rest. */
static const char *worths_of(worths *w)
{
    enum { LISTED_MAX = 12, POINTS = 5 };
    const hg_issue *issue = &w->t->model->space.issues[w->issue];
    uint64_t last = issue->size - 1;
    bool number = issue->kind == HG_ISSUE_NUMBER;
    if (number && last >= 4 && is_linear(w, last))
        return arena_format(&w->t->scratch, "%s to %s, evenly in between", one_worth(w, 0),
                            one_worth(w, last));
    uint64_t points = issue->size <= LISTED_MAX ? issue->size : POINTS;
    const char *all = "";
    for (uint64_t k = 0; k < points; k++) {
        uint64_t at = points == issue->size ? k : k + 1 == points ? last : last / (points - 1) * k;
        all = arena_format(&w->t->scratch, "%s%s%s", all, k ? ", " : "", one_worth(w, at));
    }
    return all;
}

static void print_issues(talk *t)
{
    const space *s = &t->model->space;
    worths w = {.t = t};
    hg_outcome best = t->host->best(t->host, 0);
    space_split(s, best, w.index);
    w.best = t->host->utility(t->host, best);
    talk_say(t, "",
             arena_format(&t->scratch,
                          "What you agree on, and how much less than the best one each "
                          "value is worth to you%s:",
                          t->model->parties[t->me].beyond ? ", all else being the best" : ""));
    for (w.issue = 0; w.issue < s->n_issues; w.issue++) {
        const hg_issue *issue = &s->issues[w.issue];
        bool names = issue->kind == HG_ISSUE_LISTED;
        talk_say(t, "  ",
                 arena_format(&t->scratch, "%s: %s%s%s", issue->name,
                              names ? "" : say_values(&t->scratch, issue), names ? "" : "; ",
                              worths_of(&w)));
    }
    talk_say(t, "  ",
             arena_format(&t->scratch, "The best for you: %s: worth %s.", talk_offer(t, best),
                          talk_amount(t, w.best)));
}

/* ---- without a deal ---- */

static uint32_t round_of(const talk *t, double time)
{
    return (uint32_t)ceil(time * (t->brief->rounds - 1) - 1e-9) + 1;
}

static const char *when(talk *t, const char *verb, double time)
{
    if (time > 1 || time <= 0) return "";
    if (!t->brief->rounds) return arena_format(&t->scratch, ", %s later", verb);
    return arena_format(&t->scratch, ", %s in round %u", verb, round_of(t, time));
}

static void print_alternative(talk *t, const hg_alternative *a)
{
    const char *name = phrase_name(&t->scratch, a->name);
    bool ahead = !a->standing && t->turn && a->arrives <= t->turn->tau; /* it was there, and went */
    const char *state = a->standing       ? ", yours now"
                        : isnan(a->worth) ? "something may turn up, or nothing"
                        : ahead           ? ", gone"
                                          : when(t, "comes", a->arrives);
    const char *worth =
        isnan(a->worth) ? "" : arena_format(&t->scratch, "worth %s", talk_amount(t, a->worth));
    talk_say(t, "  ",
             arena_format(&t->scratch, "%s: %s%s%s", name, worth, state,
                          ahead ? "" : when(t, "goes", a->expires)));
}

/* The mandate counts among them: nothing less can be agreed on. */
static double best_held(const talk *t, const hg_alternative *all, size_t n)
{
    const party *own = &t->model->parties[t->me];
    double best = own->has_mandate ? fmax(own->mandate, own->reservation) : own->reservation;
    for (size_t i = 0; i < n; i++)
        if (all[i].standing) best = fmax(best, all[i].worth);
    return best;
}

static void print_alternatives(talk *t)
{
    size_t n = t->host->alternatives(t->host, NULL, 0);
    hg_alternative *all = arena_array(&t->scratch, n, sizeof *all);
    (void)t->host->alternatives(t->host, all, n);
    double limit = t->host->limit(t->host);
    talk_say(t, "",
             arena_format(&t->scratch, "Without a deal you have %s%s%s", talk_amount(t, limit),
                          limit > best_held(t, all, n) ? ", counting what may still turn up" : "",
                          n ? ":" : "."));
    for (size_t i = 0; i < n; i++) print_alternative(t, &all[i]);
    if (t->model->parties[t->me].has_mandate)
        talk_say(t, "",
                 arena_format(&t->scratch, "You may not sign for less than %s.",
                              talk_amount(t, t->model->parties[t->me].mandate)));
    if (t->brief->leaving_cost > 0)
        talk_say(t, "",
                 arena_format(&t->scratch, "Walking away costs you %s.",
                              talk_amount(t, t->brief->leaving_cost)));
    if (t->brief->obstinate)
        talk_say(t, "",
                 arena_format(&t->scratch, "You insist on %s, and accept nothing less.",
                              talk_amount(t, t->brief->commitment[t->me])));
}

/* ---- patience, weight, knowledge ---- */

static void print_patience(talk *t)
{
    static const char *const per[] = {[DISCOUNT_PER_OFFER] = "with every offer made",
                                      [DISCOUNT_PER_ROUND] = "with every round",
                                      [DISCOUNT_PER_DEADLINE] = "by the last round"};
    const party *own = &t->model->parties[t->me];
    if (own->discount == 1) return;
    talk_say(t, "",
             arena_format(&t->scratch, "Time costs you: a gain shrinks to %.4g %% of it %s.",
                          100 * own->discount, per[own->per]));
}

static void print_weights(talk *t)
{
    const double *p = t->brief->recognition;
    bool even = true;
    const char *all = "";
    for (uint32_t i = 0; i < t->brief->n_parties; i++) {
        even &= p[i] == p[0];
        all = arena_format(&t->scratch, "%s%s%s %.3g", all, i ? ", " : "", talk_role(t, i), p[i]);
    }
    if (!even) talk_say(t, "", arena_format(&t->scratch, "Weight in who sets the terms: %s.", all));
}

static void print_known(talk *t, uint32_t who)
{
    const hg_brief *b = t->brief;
    const model *m = t->model;
    const double *bits = m->parties[t->me].bits;
    const char *role = talk_role(t, who);
    const char *least = phrase_amount(&t->scratch, m, who, b->limit_least[who]);
    const char *most = phrase_amount(&t->scratch, m, who, b->limit_most[who]);
    if (!bits || !(bits[who] > 0))
        talk_say(
            t, "",
            arena_format(&t->scratch, "Of what %s has without a deal you know nothing.", role));
    else if (b->limit_least[who] == b->limit_most[who])
        talk_say(t, "",
                 arena_format(&t->scratch, "Without a deal %s has %s, at the start.", role, least));
    else
        talk_say(t, "",
                 arena_format(&t->scratch,
                              "Without a deal %s has something between %s and %s, at the start "
                              "(%.3g bit%s).",
                              role, least, most, bits[who], bits[who] == 1 ? "" : "s"));
    if (b->obstinacy[who] > 0)
        talk_say(t, "",
                 arena_format(&t->scratch,
                              "With a chance of %.3g %% %s is obstinate and insists on %s.",
                              100 * b->obstinacy[who], role,
                              phrase_amount(&t->scratch, m, who, b->commitment[who])));
}

void briefing_standing(talk *t)
{
    print_alternatives(t);
    print_patience(t);
    print_weights(t);
    for (uint32_t i = 0; i < t->brief->n_parties; i++)
        if (i != t->me) print_known(t, i);
}

/* ---- the rules ---- */

static const char *who_offers(talk *t)
{
    const table_spec *s = &t->model->tables[0];
    switch (s->proposer) {
    case PROPOSER_ROTATE: return "in each round everybody has one turn";
    case PROPOSER_RANDOM: return "in each round chance says who offers, and the others answer";
    default: break;
    }
    uint32_t who = s->party_at[s->first[0]];
    return arena_format(&t->scratch, "%s, and %s",
                        who == t->me ? "you offer"
                                     : arena_format(&t->scratch, "%s offers", talk_role(t, who)),
                        who == t->me ? "the others answer" : "you answer");
}

static void print_rules(talk *t)
{
    static const char *const exits[] = {[HG_EXIT_ANYONE] = "Whoever has the turn may walk away.",
                                        [HG_EXIT_RESPONDER] =
                                            "Only who answers an offer may walk away.",
                                        [HG_EXIT_NOBODY] = "Nobody may walk away."};
    char count[WORDS_MAX];
    const hg_brief *b = t->brief;
    const char *rounds =
        b->rounds ? arena_format(&t->scratch, "There %s %s", b->rounds == 1 ? "is" : "are",
                                 say_count(count, b->rounds, "round"))
                  : "You know of no last round";
    double ends = t->model->tables[0].breakdown;
    talk_say(t, "",
             arena_format(&t->scratch, "%s: %s. %s%s%s", rounds, who_offers(t), exits[b->exit],
                          ends > 0 ? arena_format(&t->scratch,
                                                  " Each rejection ends the talks with a chance of "
                                                  "%.3g %%.",
                                                  100 * ends)
                                   : "",
                          b->revocable ? " An offer can be taken back while nobody has accepted it."
                                       : ""));
}

/* ---- the whole ---- */

static void print_roles(talk *t)
{
    for (uint32_t i = 0; i < t->brief->n_parties; i++) {
        const char *agent = t->set.agents[i], *role = talk_role(t, i);
        if (i == t->me) continue;
        talk_say(
            t, "",
            agent ? arena_format(&t->scratch, "Across the table: %s, an agent (%s).", role, agent)
                  : arena_format(&t->scratch, "Across the table: %s.", role));
    }
}

void briefing_print(talk *t)
{
    const char *title = t->model->title && *t->model->title ? t->model->title : t->model->name;
    talk_say(t, "",
             arena_format(&t->scratch, "%s. You are %s%s%s.", title, talk_role(t, t->me),
                          t->set.name ? ", and are called " : "", t->set.name ? t->set.name : ""));
    if (*t->brief->text) talk_say(t, "", t->brief->text);
    print_roles(t);
    fputc('\n', t->set.screen);
    print_issues(t);
    fputc('\n', t->set.screen);
    briefing_standing(t);
    print_rules(t);
}
