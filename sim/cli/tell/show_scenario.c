/* higgle show SCENARIO: what is negotiated, by whom, what can be agreed on, and what theory says
 * about it, before anybody speaks. Numbers that are drawn per session stand at their middle. Must
 * not play a session. */
#include "cli/tell/show_scenario.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/tell/drawn.h"
#include "cli/tell/listing.h"
#include "model/solution.h"
#include "run/plan.h"

#include <math.h>
#include <string.h>

typedef struct view {
    cli *c;
    arena *arena;
    plan plan;
    const model *m;
    const char *const *agents; /* [n_parties] */
    const char *about;
    double held[HG_PARTIES_MAX];  /* at the start: what no deal pays, ... */
    double limit[HG_PARTIES_MAX]; /* ... and with what may still be found */
    hg_leverage of[HG_PARTIES_MAX];
    leverage_reading start;
    solutions found;
} view;

static double held_at_start(arena *a, const party *p)
{
    bool *standing = arena_array(a, p->n_alternatives, sizeof *standing);
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        standing[i] = alternative_held(&p->alternatives[i]);
    return party_held(p, standing, NULL);
}

/* Without the end of line that a folded text of a file has. */
static const char *trimmed(arena *a, const char *text)
{
    size_t n = strlen(text);
    while (n && text[n - 1] == '\n') n--;
    return arena_textn(a, text, n);
}

static bool open_view(view *v, cli *c, const char *path)
{
    const override *sets;
    size_t n = option_overrides(c, &sets);
    *v = (view){.c = c, .arena = &c->arena, .about = "", .start = {.of = v->of}};
    if (c->errors.errors ||
        plan_single(v->arena, path, sets, n, 1, 1, RECORD_SESSIONS, &v->plan, &c->errors) != 0)
        return false;
    v->m = v->plan.arms[0].model;
    v->agents = v->plan.arms[0].arm.agents;
    const node *about = node_get(v->plan.experiment->scenario_root, "about");
    if (about && about->kind == NODE_SCALAR) v->about = trimmed(v->arena, about->text);
    for (uint32_t i = 0; i < v->m->n_parties; i++) {
        v->held[i] = held_at_start(v->arena, &v->m->parties[i]);
        v->limit[i] = party_limit(v->m, i, 0, v->held[i]);
    }
    model_measure_start(v->m, &v->start);
    solutions_find(v->arena, v->m, v->limit, &v->found);
    return true;
}

/* ---- words ---- */

static const char *amount(const view *v, uint32_t who, double x)
{
    char text[WORDS_MAX];
    return arena_text(v->arena, say_amount(text, x, v->m->parties[who].money));
}

static const char *priced(const view *v, uint32_t who, double x)
{
    const char *currency = v->m->parties[who].money ? v->m->currency : "";
    return arena_format(v->arena, "%s%s%s", amount(v, who, x), *currency ? " " : "", currency);
}

static const char *count(const view *v, uint64_t n, const char *noun)
{
    char text[WORDS_MAX];
    return arena_text(v->arena, say_count(text, n, noun));
}

static const char *offer(const view *v, outcome_id o)
{
    char text[512];
    return arena_text(v->arena, say_offer(text, sizeof text, v->m, o));
}

static double worth(const view *v, uint32_t who, outcome_id o)
{
    return utility_of(&v->m->parties[who].utility, o);
}

/* Of the pie where it can be shared out, else of each party's own best. */
static const char *shares(const view *v, outcome_id o)
{
    const char *all = "";
    for (uint32_t i = 0; i < v->m->n_parties; i++) {
        double scale = party_scale(v->m, i);
        all = scale > 0 ? arena_format(v->arena, "%s%s%.0f", all, i ? " / " : "",
                                       100 * worth(v, i, o) / scale + 0.0)
                        : arena_format(v->arena, "%s%s-", all, i ? " / " : "");
    }
    return arena_format(v->arena, "%s %%", all);
}

/* A paragraph of at most 100 columns. */
static void print_folded(const char *text, size_t indent)
{
    enum { WIDTH = 100 };
    size_t column = 0;
    while (*text) {
        size_t length = strcspn(text, " \n"), blanks = strspn(text + length, " \n");
        char word[WIDTH];
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        size_t width = text_width(word);
        if (column && column + 1 + width > WIDTH) {
            putchar('\n');
            column = 0;
        }
        if (length)
            column += (size_t)printf("%*s%.*s", column ? 1 : (int)indent, "", (int)length, text) -
                      length + width;
        text += length + blanks;
    }
    if (column) putchar('\n');
}

/* ---- what is negotiated ---- */

static const char *values_of(const view *v, const hg_issue *issue)
{
    enum { LISTED_MAX = 8 };
    hg_issue some = *issue;
    if (issue->kind != HG_ISSUE_LISTED || issue->size <= LISTED_MAX)
        return say_values(v->arena, issue);
    some.size = LISTED_MAX;
    return arena_format(v->arena, "%s ...", say_values(v->arena, &some));
}

/* The least and the greatest that an issue's values contribute to a party's utility. */
static const char *part_range(const view *v, uint32_t who, uint32_t index)
{
    const part *p = &v->m->parties[who].preference.parts[index];
    const hg_issue *issue = &v->m->space.issues[index];
    double lo = INFINITY, hi = -INFINITY;
    uint64_t stride = p->per_value || issue->size < 2 ? 1 : issue->size - 1;
    for (uint64_t k = 0; k < issue->size; k += stride) {
        double x = p->per_value ? p->per_value[k] : p->per_unit * issue_value(issue, k);
        lo = fmin(lo, x);
        hi = fmax(hi, x);
    }
    if (lo == hi) return amount(v, who, lo + 0.0);
    return arena_format(v->arena, "%s to %s", amount(v, who, lo + 0.0), amount(v, who, hi + 0.0));
}

static const char *columns(const view *v, const char *before, const char *each)
{
    const char *all = before;
    for (uint32_t i = 0; i < v->m->n_parties; i++) all = arena_format(v->arena, "%s%s", all, each);
    return all;
}

static void add_roles(const view *v, listing *l, const char *before)
{
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        listing_add(l, arena_format(v->arena, "%s%s", before, v->m->parties[i].role));
}

static double base_of(const party *p)
{
    return p->utility.shift + (p->beyond ? p->beyond->base : 0);
}

static bool has_base(const view *v)
{
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        if (base_of(&v->m->parties[i]) != 0) return true;
    return false;
}

static void print_issues(const view *v)
{
    listing *l = listing_new(v->arena, columns(v, "ll", "r"));
    listing_add(l, "issue");
    listing_add(l, "values");
    add_roles(v, l, "worth to ");
    if (has_base(v)) {
        listing_add(l, "(any deal)");
        listing_add(l, "");
        for (uint32_t i = 0; i < v->m->n_parties; i++)
            listing_add(l, amount(v, i, base_of(&v->m->parties[i]) + 0.0));
    }
    for (uint32_t k = 0; k < v->m->space.n_issues; k++) {
        listing_add(l, v->m->space.issues[k].name);
        listing_add(l, values_of(v, &v->m->space.issues[k]));
        for (uint32_t i = 0; i < v->m->n_parties; i++) listing_add(l, part_range(v, i, k));
    }
    listing_print(l, 0, stdout);
    putchar('\n');
}

/* ---- the parties ---- */

static const char *when(const view *v, double time)
{
    if (time > 1) return "never";
    if (model_rounds(v->m) == 0) return arena_format(v->arena, "time %.4g", time);
    return arena_format(v->arena, "time %.4g (round %u)", time, model_round_at(v->m, time) + 1);
}

static const char *drawn_or(const view *v, uint32_t who, draw_target target, uint32_t index,
                            const char *otherwise)
{
    const draw *d = drawn_find(v->m, target, who, index);
    bool money = v->m->parties[who].money &&
                 (target == DRAW_WORTH || target == DRAW_LEAVING_COST || target == DRAW_MANDATE);
    return d ? drawn_text(v->arena, d, money ? v->m->currency : "") : otherwise;
}

static const char *worth_text(const view *v, uint32_t who, uint32_t index)
{
    const party *p = &v->m->parties[who];
    const search_spec *s = p->alternatives[index].search;
    if (s) return search_text(v->arena, s, p->money ? v->m->currency : "");
    return drawn_or(v, who, DRAW_WORTH, index, priced(v, who, alternative_worth(p, index)));
}

static void print_alternative(const view *v, uint32_t who, uint32_t index)
{
    const alternative *a = &v->m->parties[who].alternatives[index];
    printf("  %s %s: %s", index ? "            " : "alternatives", a->name,
           worth_text(v, who, index));
    if (a->search) {
        putchar('\n');
        return;
    }
    if (a->arrives == NEVER)
        printf(", never comes");
    else if (a->arrives > 0)
        printf(", comes at %s", drawn_or(v, who, DRAW_ARRIVES, index, when(v, a->arrives)));
    if (a->expires <= 1)
        printf(", gone at %s", drawn_or(v, who, DRAW_EXPIRES, index, when(v, a->expires)));
    putchar('\n');
}

/* Does what no deal is worth at the start hang on something that is drawn? */
static bool limit_is_drawn(const view *v, uint32_t who)
{
    const party *p = &v->m->parties[who];
    for (uint32_t i = 0; i < p->n_alternatives; i++)
        if (drawn_find(v->m, DRAW_WORTH, who, i) && alternative_held(&p->alternatives[i]))
            return true;
    return drawn_find(v->m, DRAW_BASE, who, 0) || drawn_find(v->m, DRAW_RESERVATION, who, 0);
}

static const char *knows(const view *v, uint32_t who)
{
    const party *p = &v->m->parties[who];
    const char *all = "";
    for (uint32_t i = 0; i < v->m->n_parties; i++) {
        double bits = i == who || !p->bits ? 0 : p->bits[i];
        if (!(bits > 0)) continue;
        all = arena_format(
            v->arena, "%s%s about %s's limit", *all ? arena_format(v->arena, "%s, ", all) : "",
            isinf(bits) ? "all" : arena_format(v->arena, "%.4g bit%s", bits, bits == 1 ? "" : "s"),
            v->m->parties[i].role);
    }
    return *all ? all : "nothing about the others' limits";
}

static const char *patience(const view *v, const party *p)
{
    static const char *const per[] = {"at the deadline", "from round to round",
                                      "from offer to offer"};
    if (p->discount == 1) return "waiting costs nothing";
    return arena_format(v->arena, "%.4g of a gain is left %s", p->discount, per[p->per]);
}

/* Its last round is the last one that does not lie beyond the time. */
static const char *own_deadline(const view *v, const party *p)
{
    uint32_t rounds = model_rounds(v->m);
    if (!rounds) return arena_format(v->arena, "time %.4g", p->deadline);
    return arena_format(v->arena, "time %.4g (after round %u)", p->deadline,
                        party_deadline(p, rounds));
}

static void print_party(const view *v, uint32_t who)
{
    const party *p = &v->m->parties[who];
    printf("%s  (%s)\n", p->role, v->agents[who]);
    print_folded(p->brief, 2);
    printf("  a deal       %s to %s\n", amount(v, who, utility_worst(&p->utility)),
           priced(v, who, utility_best(&p->utility)));
    if (p->beyond) printf("  preferences  %s\n", say_preferences(v->arena, p));
    printf("  no deal      %s at the start%s\n", priced(v, who, v->held[who]),
           limit_is_drawn(v, who) ? ", what is drawn at its middle" : "");
    if (v->limit[who] > v->held[who])
        printf("               its limit then: %s, since it can look on\n",
               priced(v, who, v->limit[who]));
    for (uint32_t k = 0; k < p->n_alternatives; k++) print_alternative(v, who, k);
    printf("  power        recognition %.4g; %s\n", p->recognition, patience(v, p));
    if (p->leaving_cost > 0)
        printf("               walking away costs %s\n",
               drawn_or(v, who, DRAW_LEAVING_COST, 0, priced(v, who, p->leaving_cost)));
    if (p->obstinacy > 0)
        printf("               %s\n", commitment_text(v->arena, p, priced(v, who, p->commitment)));
    if (p->has_mandate)
        printf("  mandate      %s\n",
               mandate_text(v->arena, p,
                            drawn_or(v, who, DRAW_MANDATE, 0, priced(v, who, p->mandate))));
    if (p->has_deadline)
        printf("  deadline     its own: %s\n",
               drawn_or(v, who, DRAW_DEADLINE, 0, own_deadline(v, p)));
    printf("  information  %s; deadline %s\n", knows(v, who),
           p->knows_deadline ? "known" : "hidden");
    if (p->learns <= 1)
        printf("               %s\n",
               lesson_text(v->arena, p, drawn_or(v, who, DRAW_LEARNS, 0, when(v, p->learns))));
    if (p->own_sd > 0)
        printf("               misjudges its own alternatives, standard deviation %s\n",
               priced(v, who, p->own_sd));
    putchar('\n');
}

static void print_rules(const view *v)
{
    static const char *const exits[] = {[HG_EXIT_ANYONE] = "anyone may walk away",
                                        [HG_EXIT_RESPONDER] = "who answers may walk away",
                                        [HG_EXIT_NOBODY] = "nobody may walk away"};
    const table_spec *t = &v->m->tables[0];
    uint32_t rounds = model_rounds(v->m);
    const char *limit = rounds ? count(v, rounds, "round") : "no deadline";
    if (t->rounds_least) limit = arena_format(v->arena, "%u to %s, drawn", t->rounds_least, limit);
    char risk[TEXT_DOUBLE_MAX];
    (void)text_double(risk, t->breakdown);
    if (t->breakdown > 0)
        limit = arena_format(v->arena, "%s; each rejection ends the talks with probability %s",
                             limit, risk);
    printf("%s; %s; %s; an offer %s\n\n", limit,
           t->proposer == PROPOSER_RANDOM
               ? "who proposes is drawn"
               : arena_format(v->arena, "%s speaks first%s",
                              v->m->parties[t->party_at[t->first[0]]].role,
                              t->n_first > 1 ? ", then in turn" : ""),
           exits[t->exit], t->revocable ? "may be withdrawn" : "stands until it is answered");
}

/* ---- what can be agreed on ---- */

static void add_outcome(const view *v, listing *l, const char *name, outcome_id o)
{
    bool none = o == HG_NO_OUTCOME;
    listing_add(l, name);
    listing_add(l, none ? "none: there is no zone of agreement" : offer(v, o));
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        listing_add(l, none ? "-" : amount(v, i, worth(v, i, o)));
    listing_add(l, none ? "-" : shares(v, o));
}

static listing *outcome_listing(const view *v, const char *name)
{
    listing *l = listing_new(v->arena, arena_format(v->arena, "%sr", columns(v, "ll", "r")));
    listing_add(l, name);
    listing_add(l, "offer");
    add_roles(v, l, "");
    listing_add(l, v->m->transferable ? "of the pie" : "of each one's best");
    return l;
}

static void print_space(const view *v)
{
    char some[WORDS_MAX];
    if (space_is_large(&v->m->space)) {
        printf("%s; %s", count(v, v->m->space.size, "outcome"),
               v->found.rational ? "some give" : "none gives");
    } else if (v->m->space.listed) {
        text_grouped(some, sizeof some, v->found.rational);
        printf("%s; %s of them give%s", count(v, v->m->space.size, "outcome"), some,
               v->found.rational == 1 ? "s" : "");
    } else {
        printf("any number; %.3g %% of the range gives",
               100 * (double)v->found.rational / (double)v->m->space.size);
    }
    printf(" nobody less than no deal does at the start\n");
}

/* Of a large space there may be more than can be kept. */
static const char *how_exact(const view *v)
{
    if (v->found.within == 0) return "";
    if (isinf(v->found.within)) return " that are best for some weights of the parties, of more";
    return arena_format(v->arena, " that stand for all, to within %s of %s's utility",
                        amount(v, 0, v->found.within), v->m->parties[0].role);
}

/* Every outcome of a short frontier; of a long one as many, evenly spaced, both ends among them. */
static void print_pareto(const view *v)
{
    enum { ROWS_MAX = 15 };
    uint32_t n = v->found.n_pareto, rows = n < ROWS_MAX ? n : ROWS_MAX;
    listing *l = outcome_listing(v, "");
    for (uint32_t r = 0; r < rows; r++) {
        uint64_t at = rows > 1 ? (uint64_t)r * (n - 1) / (rows - 1) : 0;
        add_outcome(v, l, "", v->found.pareto[at]);
    }
    const char *some = n > rows ? arena_format(v->arena, ", %u of them:", rows) : ":";
    if (!space_is_line(&v->m->space))
        printf("Pareto frontier: %s%s%s\n", count(v, n, "outcome"), how_exact(v), some);
    else
        printf("Pareto frontier: %s\n",
               n == 1 ? "one end of the range" : "the whole range, from end to end");
    listing_print(l, 0, stdout);
    putchar('\n');
}

static void print_zone(const view *v)
{
    double zone = v->start.zone;
    if (!v->m->transferable)
        printf("zone        %s is the greatest least gain%s\n\n", amount(v, 0, zone),
               zone < 0 ? ": there is nothing to agree on" : "");
    else if (zone < 0)
        printf("zone        none: together, no deal is worth %s more than the pie of %s\n\n",
               priced(v, 0, -zone), priced(v, 0, v->m->pie));
    else
        printf("zone        %s of a pie of %s is left to share when everybody has what no deal is "
               "worth\n\n",
               priced(v, 0, zone), priced(v, 0, v->m->pie));
}

/* Which of many is named is an accident of their order. */
static void print_ties(const view *v)
{
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        uint64_t n = v->found.as_good[k];
        if (n > 1 && !space_is_line(&v->m->space))
            printf("%s: one of %s that are as good\n", solution_title((solution_kind)k),
                   count(v, n, "optimal outcome"));
        else if (n > 1)
            printf("%s: the whole range is as good\n", solution_title((solution_kind)k));
    }
}

static void print_solutions(const view *v)
{
    listing *l = outcome_listing(v, "solution");
    for (int k = 0; k < SOLUTION_COUNT; k++)
        add_outcome(v, l, solution_title((solution_kind)k), v->found.at[k]);
    listing_print(l, 0, stdout);
    print_ties(v);
    char opposition[WORDS_MAX];
    double n = v->m->n_parties;
    printf("\nopposition  %s  (0: one outcome is everybody's best; %.2g: a pie that is only "
           "divided)\n",
           say_share(opposition, v->found.opposition, false), (n - 1) / sqrt(n));
    print_zone(v);
}

static void print_leverage(const view *v)
{
    char text[4][WORDS_MAX];
    if (!v->start.any) {
        printf("leverage at the start: none, for there is no zone of agreement\n\n");
        return;
    }
    listing *l = listing_new(v->arena, v->m->transferable ? "lrrrr" : "lrrrrr");
    static const char *const heads[] = {"leverage at the start", "share",   "alternatives", "power",
                                        "information",           "frontier"};
    for (int k = 0; k < (v->m->transferable ? 5 : 6); k++) listing_add(l, heads[k]);
    for (uint32_t i = 0; i < v->m->n_parties; i++) {
        const hg_leverage *of = &v->of[i];
        const double parts[] = {of->alternatives, of->power, of->information, of->frontier};
        listing_add(l, v->m->parties[i].role);
        listing_add(l, arena_text(v->arena, say_share(text[0], of->phi, false)));
        for (int k = 0; k < (v->m->transferable ? 3 : 4); k++)
            listing_add(l, arena_text(v->arena, say_share(text[k], parts[k], true)));
    }
    listing_print(l, 0, stdout);
    printf("share = 1/%u + its parts\n\n", v->m->n_parties);
}

static void print_drawn(const view *v)
{
    if (v->m->n_draws == 0) return;
    listing *l = listing_new(v->arena, "ll");
    for (uint32_t k = 0; k < v->m->n_draws; k++) {
        listing_add(l, v->m->draws[k].path);
        listing_add(l, drawn_text(v->arena, &v->m->draws[k], ""));
    }
    printf("the numbers above take what is drawn at its middle:\n");
    listing_print(l, 2, stdout);
    putchar('\n');
}

static void print_next(const view *v)
{
    const char *name = shell_words(v->arena, v->c->arguments[0]);
    const char *role = v->m->parties[0].role;
    printf("play it:        higgle run %s\n", name);
    printf("another agent:  higgle run %s %s=boulware\n", name, role);
    printf("change it:      higgle show %s --set %s.power.recognition=2\n", name, role);
    printf("many sessions:  higgle run %s -n 1000\n", name);
}

static void print_text(const view *v)
{
    printf("%s\n", v->m->title);
    print_folded(v->about, 0);
    putchar('\n');
    print_issues(v);
    for (uint32_t i = 0; i < v->m->n_parties; i++) print_party(v, i);
    print_rules(v);
    print_space(v);
    print_pareto(v);
    print_solutions(v);
    print_leverage(v);
    print_drawn(v);
    print_next(v);
}

/* ---- for programs ---- */

static void json_utilities(json *j, const view *v, outcome_id o)
{
    double u[HG_PARTIES_MAX];
    if (o == HG_NO_OUTCOME) {
        json_null(j);
        return;
    }
    for (uint32_t i = 0; i < v->m->n_parties; i++) u[i] = worth(v, i, o);
    json_doubles(j, u, v->m->n_parties);
}

static void json_issues(json *j, const view *v)
{
    json_key(j, "issues");
    json_array(j);
    for (uint32_t k = 0; k < v->m->space.n_issues; k++) {
        const hg_issue *issue = &v->m->space.issues[k];
        bool number = issue->kind == HG_ISSUE_NUMBER;
        json_object(j);
        json_key(j, "name"), json_string(j, issue->name);
        json_key(j, "unit"), json_string(j, issue->unit ? issue->unit : "");
        json_key(j, "size"), json_uint(j, issue->size);
        json_key(j, "values");
        if (number) {
            json_null(j);
        } else {
            json_array(j);
            for (uint64_t i = 0; i < issue->size; i++) json_string(j, issue->names[i]);
            json_end_array(j);
        }
        json_key(j, "min"), json_double(j, number ? issue->min : NAN);
        json_key(j, "max"), json_double(j, number ? issue->max : NAN);
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_solutions(json *j, const view *v)
{
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        json_key(j, solution_name((solution_kind)k));
        json_utilities(j, v, v->found.at[k]);
    }
    json_key(j, "agreements");
    json_object(j);
    for (int k = 0; k < SOLUTION_COUNT; k++) {
        json_key(j, solution_name((solution_kind)k));
        json_string(j, v->found.at[k] == HG_NO_OUTCOME ? NULL : offer(v, v->found.at[k]));
    }
    json_end_object(j);
    json_key(j, "as_good");
    json_object(j);
    for (int k = 0; k < SOLUTION_COUNT; k++)
        json_key(j, solution_name((solution_kind)k)), json_uint(j, v->found.as_good[k]);
    json_end_object(j);
    json_key(j, "opposition"), json_double(j, v->found.opposition);
    json_key(j, "pie"), json_double(j, v->m->transferable ? v->m->pie : NAN);
    json_key(j, "zone"), json_double(j, v->start.zone);
}

typedef struct quantity {
    const char *name;
    double (*of)(const view *, uint32_t who);
} quantity;

static double best_of(const view *v, uint32_t who)
{
    return utility_best(&v->m->parties[who].utility);
}
static double worst_of(const view *v, uint32_t who)
{
    return utility_worst(&v->m->parties[who].utility);
}
static double limit_of(const view *v, uint32_t who) { return v->limit[who]; }
static double discount_of(const view *v, uint32_t who) { return v->m->parties[who].discount; }
static double recognition_of(const view *v, uint32_t who) { return v->m->parties[who].recognition; }
static double leverage_of(const view *v, uint32_t who)
{
    return v->start.any ? v->of[who].phi : NAN;
}

static const quantity quantities[] = {
    {"best", best_of},
    {"worst", worst_of},
    {"reservation", limit_of},
    {"discount", discount_of},
    {"recognition", recognition_of},
    {"leverage", leverage_of},
};

static void json_parties(json *j, const view *v)
{
    static const char *const per[] = {"deadline", "round", "offer"};
    for (size_t k = 0; k < sizeof quantities / sizeof *quantities; k++) {
        json_key(j, quantities[k].name);
        json_object(j);
        for (uint32_t i = 0; i < v->m->n_parties; i++) {
            json_key(j, v->m->parties[i].role);
            json_double(j, quantities[k].of(v, i));
        }
        json_end_object(j);
    }
    json_key(j, "preferences");
    json_object(j);
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        json_put_text(j, v->m->parties[i].role, say_preferences(v->arena, &v->m->parties[i]));
    json_end_object(j);
    json_key(j, "discount_per");
    json_object(j);
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        json_key(j, v->m->parties[i].role), json_string(j, per[v->m->parties[i].per]);
    json_end_object(j);
}

static void json_parts(json *j, const view *v)
{
    json_key(j, "parts");
    json_object(j);
    for (uint32_t i = 0; i < v->m->n_parties; i++) {
        const hg_leverage none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};
        const hg_leverage *of = v->start.any ? &v->of[i] : &none;
        json_key(j, v->m->parties[i].role);
        json_object(j);
        json_key(j, "alternatives"), json_double(j, of->alternatives);
        json_key(j, "power"), json_double(j, of->power);
        json_key(j, "information"), json_double(j, of->information);
        json_key(j, "frontier"), json_double(j, of->frontier);
        json_end_object(j);
    }
    json_end_object(j);
}

static void json_story(json *j, const view *v)
{
    uint32_t rounds = model_rounds(v->m);
    json_key(j, "scenario"), json_string(j, v->m->name);
    json_key(j, "title"), json_string(j, v->m->title);
    json_key(j, "about"), json_string(j, v->about);
    json_key(j, "currency"), json_string(j, *v->m->currency ? v->m->currency : NULL);
    json_key(j, "agents");
    json_object(j);
    for (uint32_t i = 0; i < v->m->n_parties; i++)
        json_key(j, v->m->parties[i].role), json_string(j, v->agents[i]);
    json_end_object(j);
    json_key(j, "rounds"), json_double(j, rounds ? rounds : (double)NAN);
}

static void json_space(json *j, const view *v)
{
    json_key(j, "outcomes"), json_uint(j, v->m->space.size);
    json_key(j, "rational");
    v->found.rational == RATIONAL_UNCOUNTED ? json_null(j) : json_uint(j, v->found.rational);
    json_key(j, "pareto_within");
    isinf(v->found.within) ? json_null(j) : json_double(j, v->found.within);
    json_key(j, "pareto");
    json_array(j);
    for (uint32_t k = 0; k < v->found.n_pareto; k++) json_utilities(j, v, v->found.pareto[k]);
    json_end_array(j);
}

static void print_json(const view *v)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_story(&j, v);
    json_issues(&j, v);
    json_space(&j, v);
    json_solutions(&j, v);
    json_parties(&j, v);
    json_parts(&j, v);
    json_key(&j, "drawn");
    json_array(&j);
    for (uint32_t k = 0; k < v->m->n_draws; k++) json_string(&j, v->m->draws[k].path);
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

int show_scenario(cli *c, const char *path)
{
    view v;
    if (!open_view(&v, c, path)) return cli_fail(c);
    cli_note(c);
    if (c->json)
        print_json(&v);
    else
        print_text(&v);
    return HG_E_OK;
}
