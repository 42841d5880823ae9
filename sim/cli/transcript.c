/* A session told. Rows are kept until the end, so that columns are as wide as their content. */
#include "cli/transcript.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"

#include <math.h>
#include <string.h>

typedef struct line {
    uint32_t round;
    uint32_t party; /* who spoke, or whom the event concerns */
    hg_kind kind;
    outcome_id outcome;
    const char *text;  /* the offer, or what happened */
    const char *words; /* said with it, or "" */
    double worth[HG_PARTIES_MAX];
    hg_leverage leverage; /* of party 0, as it stood then */
} line;

struct transcript {
    arena *arena;
    observer observer;
    const model
        *model; /* of this session: lives until its arena is reset, which is after the run */
    line *lines;
    size_t n, cap;
    bool zone;
    hg_leverage now[HG_PARTIES_MAX];
    hg_result result;
    uint32_t by, round, offers;
    const char *fault;
    outcome_id deal;
    double utility[HG_PARTIES_MAX], payoff[HG_PARTIES_MAX];
    const char *ending; /* closing sentence */
};

static line *add_line(transcript *t, uint32_t round, uint32_t who, hg_kind kind)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 64;
        line *more = arena_array(t->arena, cap, sizeof *more);
        if (t->n) memcpy(more, t->lines, t->n * sizeof *more);
        t->lines = more;
        t->cap = cap;
    }
    line *l = &t->lines[t->n++];
    *l = (line){.round = round, .party = who, .kind = kind, .outcome = HG_NO_OUTCOME};
    l->text = l->words = "";
    l->leverage = t->now[0];
    if (!t->zone) l->leverage.phi = NAN;
    for (uint32_t i = 0; i < HG_PARTIES_MAX; i++) l->worth[i] = NAN;
    return l;
}

static const char *const word_names[HG_WORD_COUNT] = {"hint",      "disclosure",     "question",
                                                      "reason",    "implied threat", "threat",
                                                      "ultimatum", "promise",        "thanks"};
static const char *const topic_names[HG_TOPIC_COUNT] = {"",         "alternative", "limit",
                                                        "deadline", "issue",       "concession"};

static const char *say_words(transcript *t, const hg_message *m)
{
    const char *all = "";
    for (uint32_t i = 0; i < m->n_words; i++) {
        const hg_words *w = &m->words[i];
        char amount[WORDS_MAX];
        all = arena_format(t->arena, "%s%s(%s%s%s%s%s)", all, *all ? " " : "", word_names[w->word],
                           w->topic ? ": " : "", topic_names[w->topic],
                           isnan(w->at_least) ? "" : " at least ",
                           isnan(w->at_least) ? "" : say_amount(amount, w->at_least, true));
    }
    return all;
}

static const char *verb(hg_kind kind)
{
    switch (kind) {
    case HG_ACCEPT: return "accepts ";
    case HG_REJECT: return "declines";
    case HG_WALK: return "walks away";
    case HG_WITHDRAW: return "takes its offer back";
    default: return "";
    }
}

static void on_begin(void *ctx, const session *s)
{
    transcript *t = ctx;
    t->model = session_model(s);
}

static void on_message(void *ctx, const session *s, const hg_message *m, const uint8_t *bytes,
                       size_t size)
{
    transcript *t = ctx;
    char offer[512] = "";
    const table_spec *table = &t->model->tables[m->table];
    uint32_t who = table->party_at[m->seat];
    /* a rejection by whom an event has just concerned answers the question whether to revise */
    bool after_event =
        t->n && t->lines[t->n - 1].kind == HG_EVENT && t->lines[t->n - 1].party == who;
    line *l = add_line(t, m->round, who, m->kind);
    (void)s, (void)bytes, (void)size;
    if (m->kind == HG_OFFER || m->kind == HG_ACCEPT) {
        l->outcome = m->outcome;
        say_offer(offer, sizeof offer, t->model, m->outcome);
        for (uint32_t i = 0; i < t->model->n_parties; i++)
            l->worth[i] = utility_of(&t->model->parties[i].utility, m->outcome);
    }
    bool revised = m->kind == HG_REJECT && after_event;
    l->text = revised ? "leaves its offer as it stands"
                      : arena_format(t->arena, "%s%s", verb(m->kind), offer);
    l->words = say_words(t, m);
}

static const char *with_currency(transcript *t, const party *who, double x)
{
    char amount[WORDS_MAX];
    const char *currency = who->money ? t->model->currency : "";
    return arena_format(t->arena, "%s%s%s", say_amount(amount, x, who->money), *currency ? " " : "",
                        currency);
}

static void on_event(void *ctx, const session *s, const hg_message *m)
{
    transcript *t = ctx;
    const party *who = &t->model->parties[m->party];
    if (m->event == HG_EVENT_LIMIT || m->alternative >= who->n_alternatives) return;
    line *l = add_line(t, session_round(s), m->party, HG_EVENT);
    const char *name = who->alternatives[m->alternative].name;
    if (m->event == HG_EVENT_ARRIVED)
        l->text = arena_format(t->arena, "%s comes to %s: worth %s", name, who->role,
                               with_currency(t, who, m->value));
    else
        l->text = arena_format(t->arena, "%s is gone for %s", name, who->role);
}

static void on_leverage(void *ctx, const session *s, leverage_cause cause, double zone,
                        double joint, const hg_leverage *leverage)
{
    transcript *t = ctx;
    (void)s, (void)joint;
    t->zone = leverage && zone >= 0;
    if (t->zone) memcpy(t->now, leverage, t->model->n_parties * sizeof *leverage);
    /* the event's line came first: it shows what the event made of leverage */
    if (cause == LEVERAGE_EVENT && t->n) {
        t->lines[t->n - 1].leverage = t->now[0];
        if (!t->zone) t->lines[t->n - 1].leverage.phi = NAN;
    }
}

static const char *ending_head(transcript *t, const outcome_row *o)
{
    const char *by = o->by < t->model->n_parties ? t->model->parties[o->by].role : "nobody";
    switch (o->result) {
    case HG_RESULT_DEAL: return arena_format(t->arena, "deal in round %u", o->round + 1);
    case HG_RESULT_WALK:
        return arena_format(t->arena, "%s walked away in round %u", by, o->round + 1);
    case HG_RESULT_DEADLINE: return "no deal: the deadline passed";
    case HG_RESULT_AGENT_ERROR:
        return arena_format(t->arena, "%s's agent %s in round %u", by, fault_sentence(o->fault),
                            o->round + 1);
    default: return "no deal";
    }
}

static const char *ending(transcript *t, const outcome_row *o)
{
    const model *m = t->model;
    const char *all = ending_head(t, o);
    double sum = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        const party *p = &m->parties[i];
        double scale = party_scale(m, i);
        sum += o->party[i].utility;
        all = arena_format(t->arena, "%s · %s %s", all, p->role,
                           with_currency(t, p, o->party[i].utility));
        if (m->transferable && o->result == HG_RESULT_DEAL && scale > 0)
            all = arena_format(t->arena, "%s (%.0f %% of the pie)", all,
                               100 * o->party[i].utility / scale);
    }
    if (!m->transferable || o->result != HG_RESULT_DEAL) return all;
    double left = m->pie - sum;
    if (left < 1e-9 * fabs(m->pie))
        return arena_format(t->arena, "%s · nothing left on the table", all);
    return arena_format(t->arena, "%s · %s left on the table", all,
                        with_currency(t, &m->parties[0], left));
}

static void on_end(void *ctx, const session *s, const outcome_row *o)
{
    transcript *t = ctx;
    (void)s;
    t->result = o->result;
    t->by = o->by;
    t->round = o->round;
    t->offers = o->offers;
    t->deal = o->deal;
    t->fault = fault_name(o->fault);
    for (uint32_t i = 0; i < t->model->n_parties; i++) {
        t->utility[i] = o->party[i].utility;
        t->payoff[i] = o->party[i].payoff;
    }
    t->ending = ending(t, o);
}

transcript *transcript_new(arena *a)
{
    transcript *t = arena_alloc(a, sizeof *t);
    t->arena = a;
    t->ending = "";
    t->observer = (observer){.ctx = t,
                             .begin = on_begin,
                             .message = on_message,
                             .event = on_event,
                             .leverage = on_leverage,
                             .end = on_end};
    return t;
}

const observer *transcript_observer(transcript *t) { return &t->observer; }

static const char *worths(const transcript *t, const line *l)
{
    const char *all = "";
    char amount[WORDS_MAX];
    if (l->outcome == HG_NO_OUTCOME) return "";
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        all = arena_format(t->arena, "%s%s%s", all, i ? " / " : "",
                           say_amount(amount, l->worth[i], t->model->parties[i].money));
    return all;
}

static const char *leverage_text(const transcript *t, const line *l)
{
    char a[WORDS_MAX], p[WORDS_MAX], i[WORDS_MAX], f[WORDS_MAX];
    if (isnan(l->leverage.phi)) return "no zone of agreement";
    return arena_format(
        t->arena, "%.3f (%s %s %s%s%s)", l->leverage.phi,
        say_share(a, l->leverage.alternatives, true), say_share(p, l->leverage.power, true),
        say_share(i, l->leverage.information, true), t->model->transferable ? "" : " ",
        t->model->transferable ? "" : say_share(f, l->leverage.frontier, true));
}

enum { COLUMNS = 5 };
typedef const char *cells[COLUMNS];

static void head_cells(const transcript *t, cells out)
{
    const char *roles = "";
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        roles = arena_format(t->arena, "%s%s%s", roles, i ? " / " : "", t->model->parties[i].role);
    out[0] = "round";
    out[1] = "who";
    out[2] = "offer";
    out[3] = arena_format(t->arena, "worth to %s", roles);
    out[4] = arena_format(t->arena, "leverage of %s (alternatives power information%s)",
                          t->model->parties[0].role, t->model->transferable ? "" : " frontier");
}

static void line_cells(const transcript *t, const line *l, cells out)
{
    out[0] = arena_format(t->arena, "%5u", l->round + 1);
    out[1] = l->kind == HG_EVENT ? "event" : t->model->parties[l->party].role;
    out[2] = arena_format(t->arena, "%s%s%s", l->text, *l->words ? "  " : "", l->words);
    out[3] = worths(t, l);
    out[4] = leverage_text(t, l);
}

static void print_cells(const cells text, const size_t *width, FILE *to)
{
    for (int k = 0; k < COLUMNS; k++) {
        size_t pad = k < COLUMNS - 1 ? width[k] - text_width(text[k]) + 2 : 0;
        fprintf(to, "%s%*s", text[k], (int)pad, "");
    }
    fputc('\n', to);
}

void transcript_print(const transcript *t, FILE *to)
{
    size_t width[COLUMNS] = {0};
    cells *rows = arena_array(t->arena, t->n + 1, sizeof *rows);
    head_cells(t, rows[0]);
    for (size_t i = 0; i < t->n; i++) line_cells(t, &t->lines[i], rows[i + 1]);
    for (size_t i = 0; i <= t->n; i++)
        for (int k = 0; k < COLUMNS; k++)
            if (text_width(rows[i][k]) > width[k]) width[k] = text_width(rows[i][k]);
    for (size_t i = 0; i <= t->n; i++) print_cells((const char *const *)rows[i], width, to);
    fprintf(to, "%s\n", t->ending);
}

static void json_values(json *j, const model *m, outcome_id id)
{
    uint64_t index[SPACE_ISSUES_MAX];
    if (id == HG_NO_OUTCOME) {
        json_null(j);
        return;
    }
    space_split(&m->space, id, index);
    json_object(j);
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        const hg_issue *issue = &m->space.issues[i];
        json_key(j, issue->name);
        if (issue->kind == HG_ISSUE_NUMBER)
            json_double(j, issue_value(issue, index[i]));
        else
            json_string(j, issue->names[index[i]]);
    }
    json_end_object(j);
}

static void json_by_role(json *j, const model *m, const char *key, const double *x)
{
    json_key(j, key);
    json_object(j);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        json_key(j, m->parties[i].role);
        json_double(j, x[i]);
    }
    json_end_object(j);
}

static const char *kind_name(hg_kind kind)
{
    switch (kind) {
#define KIND_CASE(code, name, by, fields, text)                                                    \
    case HG_##name: return #name;
        HG_MESSAGES(KIND_CASE)
#undef KIND_CASE
    }
    return "?";
}

static void json_line(json *j, const transcript *t, const line *l)
{
    json_object(j);
    json_key(j, "round"), json_uint(j, l->round);
    json_key(j, "role"), json_string(j, t->model->parties[l->party].role);
    json_key(j, "kind"), json_string(j, kind_name(l->kind));
    if (l->outcome != HG_NO_OUTCOME) {
        json_key(j, "values");
        json_values(j, t->model, l->outcome);
        json_by_role(j, t->model, "utilities", l->worth);
    } else {
        json_key(j, "text"), json_string(j, l->text);
    }
    if (*l->words) json_key(j, "words"), json_string(j, l->words);
    json_key(j, "leverage"), json_double(j, l->leverage.phi);
    json_end_object(j);
}

void transcript_json(const transcript *t, const row *r, const char *name, const char *const *agents,
                     uint64_t seed, buf *out)
{
    static const char *const results[] = {
#define RESULT_NAME(name, text, meaning) text,
        HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
    };
    json j;
    json_init(&j, out, true);
    json_object(&j);
    json_key(&j, "scenario"), json_string(&j, name);
    json_key(&j, "seed"), json_uint(&j, seed);
    json_key(&j, "agents");
    json_object(&j);
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        json_key(&j, t->model->parties[i].role), json_string(&j, agents[i]);
    json_end_object(&j);
    json_key(&j, "result"), json_string(&j, results[t->result]);
    json_key(&j, "fault"), json_string(&j, *t->fault ? t->fault : NULL);
    json_key(&j, "by");
    json_string(&j, t->by < t->model->n_parties ? t->model->parties[t->by].role : NULL);
    json_key(&j, "agreement"), json_values(&j, t->model, t->deal);
    json_by_role(&j, t->model, "utilities", t->utility);
    json_by_role(&j, t->model, "payoffs", t->payoff);
    json_key(&j, "round"), json_uint(&j, t->round);
    json_key(&j, "offers"), json_uint(&j, t->offers);
    json_key(&j, "pie"), json_double(&j, r->pie);
    json_key(&j, "trace");
    json_array(&j);
    for (size_t i = 0; i < t->n; i++) json_line(&j, t, &t->lines[i]);
    json_end_array(&j);
    json_end_object(&j);
}
