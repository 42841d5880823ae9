/* A session told: the entries of its trace become lines, kept until the end so that columns are as
 * wide as their content. Leverage is printed where it changed. How it ended stands in ending.c. */
#include "cli/tell/transcript.h"

#include "base/text.h"
#include "cli/tell/ending.h"
#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct line {
    story_kind kind; /* SAID, EVENT */
    uint32_t round, party;
    hg_kind move;
    outcome_id outcome; /* offered or accepted */
    const char *text;   /* what was done or happened */
    uint32_t n_words;
    const hg_words *words;       /* [n_words] */
    const truth *truths;         /* [n_words] */
    const char *said;            /* the words as sentences; "" */
    const hg_leverage *leverage; /* [n_parties] as it stood then; NULL: nothing to share */
} line;

struct transcript {
    arena *arena;
    const model *model;
    const row *row;
    line *lines;
    size_t n, cap;
    bool cut; /* the trace stopped at something that is no entry */
    const char *why;
    /* as the story stands: */
    const hg_leverage *now; /* leverage; NULL: nothing to share */
    double limit[HG_PARTIES_MAX];
    bool *standing[HG_PARTIES_MAX];
};

/* ---- from entries to lines ---- */

static line *add_line(transcript *t, const story_entry *e)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 64;
        line *more = arena_array(t->arena, cap, sizeof *more);
        if (t->n) memcpy(more, t->lines, t->n * sizeof *more);
        t->lines = more;
        t->cap = cap;
    }
    line *l = &t->lines[t->n++];
    *l = (line){.kind = e->kind,
                .round = e->round,
                .party = e->party,
                .move = e->message.kind,
                .outcome = HG_NO_OUTCOME,
                .text = "",
                .said = "",
                .leverage = t->now};
    return l;
}

static position position_of(const transcript *t, uint32_t who)
{
    return (position){t->model, who, t->limit[who], t->standing[who]};
}

static void add_words(transcript *t, line *l, const story_entry *e)
{
    uint32_t n = e->message.n_words;
    if (!n) return;
    position at = position_of(t, e->party);
    hg_words *words = arena_array(t->arena, n, sizeof *words);
    truth *truths = arena_array(t->arena, n, sizeof *truths);
    for (uint32_t i = 0; i < n; i++) {
        words[i] = e->words[i];
        truths[i] = words_truth(&at, &e->words[i]);
        l->said = arena_format(t->arena, "%s%s%s", l->said, i ? " " : "",
                               phrase_words(t->arena, &at, &e->words[i]));
    }
    l->n_words = n;
    l->words = words;
    l->truths = truths;
}

static void tell_said(transcript *t, const story_entry *e)
{
    char offer[512] = "";
    const hg_message *m = &e->message;
    bool left = e->revises && m->kind == HG_REJECT;
    line *l = add_line(t, e);
    if (m->kind == HG_OFFER || m->kind == HG_ACCEPT) {
        l->outcome = m->outcome;
        say_offer(offer, sizeof offer, t->model, m->outcome);
    }
    const char *verb = left ? "leaves its offer as it stands" : phrase_move(m);
    l->text = arena_format(t->arena, "%s%s%s", verb, *verb && *offer ? " " : "", offer);
    add_words(t, l, e);
}

/* The limit that the event leaves: what the text says of it must not wait for the next entry. */
static void tell_event(transcript *t, const story_entry *e)
{
    const hg_message *m = &e->message;
    const party *own = &t->model->parties[e->party];
    if (m->event == HG_EVENT_LIMIT || m->alternative >= own->n_alternatives) return;
    double before = t->limit[e->party];
    t->standing[e->party][m->alternative] = m->event == HG_EVENT_ARRIVED;
    t->limit[e->party] = party_limit(own, t->standing[e->party]);
    position at = position_of(t, e->party);
    line *l = add_line(t, e);
    l->text = phrase_event(t->arena, &at, m, t->limit[e->party] != before);
}

/* The event's line came first: it shows what the event made of leverage. */
static void take_leverage(transcript *t, const story_entry *e)
{
    hg_leverage *now = arena_array(t->arena, t->model->n_parties, sizeof *now);
    memcpy(now, e->leverage, t->model->n_parties * sizeof *now);
    memcpy(t->limit, e->limit, sizeof t->limit);
    t->now = e->any ? now : NULL;
    line *before = t->n ? &t->lines[t->n - 1] : NULL;
    if (before && before->kind == STORY_EVENT && before->round == e->round)
        before->leverage = t->now;
}

static void take_entry(transcript *t, const story_entry *e)
{
    switch (e->kind) {
    case STORY_SAID: tell_said(t, e); break;
    case STORY_EVENT: tell_event(t, e); break;
    case STORY_LEVERAGE: take_leverage(t, e); break;
    case STORY_ENDING:
        if (e->text) t->why = arena_textn(t->arena, e->text, e->text_size);
        break;
    default: break;
    }
}

static void hold_what_stands(transcript *t)
{
    for (uint32_t i = 0; i < t->model->n_parties; i++) {
        const party *p = &t->model->parties[i];
        t->standing[i] = arena_array(t->arena, p->n_alternatives, sizeof *t->standing[i]);
        for (uint32_t k = 0; k < p->n_alternatives; k++)
            t->standing[i][k] = alternative_held(&p->alternatives[k]);
        t->limit[i] = party_limit(p, t->standing[i]);
    }
}

transcript *transcript_new(arena *a, const model *of, const row *r, const uint8_t *trace,
                           size_t size)
{
    story s;
    story_entry e;
    transcript *t = arena_alloc(a, sizeof *t);
    *t = (transcript){.arena = a, .model = of, .row = r};
    hold_what_stands(t);
    story_begin(&s, of, trace, size);
    while (story_next(&s, &e)) take_entry(t, &e);
    t->cut = s.bad;
    return t;
}

/* ---- the table ---- */

enum { ROUND, WHO, WHAT, WORTH, ASIDE, COLUMNS };
typedef const char *cells[COLUMNS];

static const char *worths(const transcript *t, const line *l)
{
    const char *all = "";
    char amount[WORDS_MAX];
    const model *m = t->model;
    if (l->outcome == HG_NO_OUTCOME) return "";
    for (uint32_t i = 0; i < m->n_parties; i++)
        all = arena_format(t->arena, "%s%s%s", all, i ? " / " : "",
                           say_amount(amount, utility_of(&m->parties[i].utility, l->outcome),
                                      m->parties[i].money));
    return all;
}

static const char *leverage_text(const transcript *t, const line *l)
{
    char phi[WORDS_MAX], a[WORDS_MAX], p[WORDS_MAX], i[WORDS_MAX], f[WORDS_MAX];
    const hg_leverage *own = l->leverage; /* of the first party */
    if (!own) return "no zone of agreement";
    return arena_format(t->arena, "%s (%s %s %s%s%s)", say_share(phi, own->phi, false),
                        say_share(a, own->alternatives, true), say_share(p, own->power, true),
                        say_share(i, own->information, true), t->model->transferable ? "" : " ",
                        t->model->transferable ? "" : say_share(f, own->frontier, true));
}

static void head_cells(const transcript *t, cells out)
{
    const char *roles = "";
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        roles = arena_format(t->arena, "%s%s%s", roles, i ? " / " : "", t->model->parties[i].role);
    out[ROUND] = "round";
    out[WHO] = "who";
    out[WHAT] = "offer";
    out[WORTH] = arena_format(t->arena, "worth to %s", roles);
    out[ASIDE] = arena_format(t->arena, "%s's leverage (alternatives power information%s)",
                              t->model->parties[0].role, t->model->transferable ? "" : " frontier");
}

/* A line, and a second one where leverage and words both want the last column. */
static size_t line_cells(const transcript *t, const line *l, const char **leverage, cells *out)
{
    const char *now = leverage_text(t, l);
    bool told = *leverage && strcmp(*leverage, now) == 0;
    *leverage = now;
    out[0][ROUND] = arena_format(t->arena, "%5u", l->round + 1);
    out[0][WHO] = l->kind == STORY_EVENT ? "event" : t->model->parties[l->party].role;
    out[0][WHAT] = l->text;
    out[0][WORTH] = worths(t, l);
    out[0][ASIDE] = told ? l->said : now;
    if (told || !*l->said) return 1;
    for (int k = 0; k < ASIDE; k++) out[1][k] = "";
    out[1][ASIDE] = l->said;
    return 2;
}

/* Puts a text where its column begins, or two blanks behind what ran on into it. */
static size_t put_at(size_t column, size_t at, const char *text, FILE *to)
{
    size_t blanks = !at ? column : column >= at + 2 ? column - at : 2;
    fprintf(to, "%*s%s", (int)blanks, "", text);
    return at + blanks + text_width(text);
}

/* Where the terminal is too narrow, the last column stands below the others. */
static void print_cells(const cells text, const size_t *width, size_t terminal, FILE *to)
{
    enum { BELOW = 7 };
    size_t at = 0, column = 0;
    for (int k = 0; k < ASIDE; column += width[k++] + 2)
        if (*text[k]) at = put_at(column, at, text[k], to);
    if (*text[ASIDE] && terminal && column + text_width(text[ASIDE]) > terminal) {
        if (at) fputc('\n', to);
        (void)put_at(BELOW, 0, text[ASIDE], to);
    } else if (*text[ASIDE]) {
        (void)put_at(column, at, text[ASIDE], to);
    }
    fputc('\n', to);
}

static void print_table(const transcript *t, size_t terminal, FILE *to)
{
    size_t width[COLUMNS] = {0}, n = 1;
    const char *leverage = NULL;
    cells *rows = arena_array(t->arena, 2 * t->n + 1, sizeof *rows);
    head_cells(t, rows[0]);
    for (size_t i = 0; i < t->n; i++) n += line_cells(t, &t->lines[i], &leverage, &rows[n]);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < COLUMNS; k++) {
            bool runs_on = k == WHAT && !*rows[i][WORTH]; /* over the empty column */
            if (!runs_on && text_width(rows[i][k]) > width[k]) width[k] = text_width(rows[i][k]);
        }
    for (size_t i = 0; i < n; i++) print_cells((const char *const *)rows[i], width, terminal, to);
}

static course_of_talks course_of(const transcript *t)
{
    course_of_talks c = {.arena = t->arena, .model = t->model, .row = t->row, .why = t->why};
    for (size_t i = 0; i < t->n; i++) {
        const line *l = &t->lines[i];
        if (l->kind == STORY_SAID && l->move == HG_OFFER) {
            if (c.first[l->party] == NULL) c.first[l->party] = &l->outcome;
            c.last[l->party] = &l->outcome;
        }
    }
    for (uint32_t i = 0; i < t->model->n_parties; i++) c.standing[i] = t->standing[i];
    return c;
}

void transcript_print(const transcript *t, size_t width, FILE *to)
{
    course_of_talks c = course_of(t);
    print_table(t, width, to);
    if (t->cut) fputs("(the trace cannot be read beyond this line)\n", to);
    fprintf(to, "%s\n", ending_line(&c));
}

static void print_sentence(const char *text, FILE *to)
{
    bool small = *text >= 'a' && *text <= 'z';
    fprintf(to, "%c%s\n", small ? *text - 'a' + 'A' : *text, text + 1);
}

void transcript_paragraph(const transcript *t, FILE *to)
{
    course_of_talks c = course_of(t);
    for (uint32_t i = 0; i < t->model->n_parties; i++) print_sentence(ending_concession(&c, i), to);
    const line *before = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const line *l = &t->lines[i];
        if (l->kind == STORY_EVENT && before && before->leverage && l->leverage &&
            before->leverage[0].phi != l->leverage[0].phi)
            fprintf(
                to, "%s\n",
                ending_event(&c, l->round, l->text, before->leverage[0].phi, l->leverage[0].phi));
        before = l;
    }
    for (uint32_t i = 0; i < t->model->n_parties; i++) print_sentence(ending_pay(&c, i), to);
    const char *deal = ending_deal(&c);
    if (deal) print_sentence(deal, to);
}

size_t terminal_width(FILE *of)
{
    struct winsize size;
    int file = fileno(of);
    return isatty(file) && ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* ---- JSON ---- */

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

typedef double (*by_party)(const void *of, uint32_t party);

static void json_by_role(json *j, const model *m, const char *key, by_party value, const void *of)
{
    json_key(j, key);
    json_object(j);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        json_key(j, m->parties[i].role);
        json_double(j, value(of, i));
    }
    json_end_object(j);
}

static double utility_at_end(const void *of, uint32_t i)
{
    return ((const row *)of)->party[i].utility;
}
static double payoff_at_end(const void *of, uint32_t i)
{
    return ((const row *)of)->party[i].payoff;
}
static double phi_in_line(const void *of, uint32_t i)
{
    const line *l = of;
    return l->leverage ? l->leverage[i].phi : NAN;
}

typedef struct offered {
    const model *model;
    outcome_id outcome;
} offered;
static double utility_offered(const void *of, uint32_t i)
{
    const offered *o = of;
    return utility_of(&o->model->parties[i].utility, o->outcome);
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

static void json_words(json *j, const line *l)
{
    json_key(j, "words");
    json_array(j);
    for (uint32_t i = 0; i < l->n_words; i++) {
        const hg_words *w = &l->words[i];
        json_object(j);
        json_key(j, "word"), json_string(j, word_name(w->word));
        json_key(j, "topic"), json_string(j, w->topic ? topic_name(w->topic) : NULL);
        json_key(j, "at_least"), json_double(j, w->at_least);
        json_key(j, "truth"), json_string(j, truth_name(l->truths[i]));
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_line(json *j, const transcript *t, const line *l)
{
    json_object(j);
    json_key(j, "round"), json_uint(j, l->round);
    json_key(j, "role"), json_string(j, t->model->parties[l->party].role);
    json_key(j, "kind"), json_string(j, kind_name(l->move));
    json_key(j, "text"), json_string(j, l->text);
    if (l->outcome != HG_NO_OUTCOME) {
        offered o = {t->model, l->outcome};
        json_key(j, "values");
        json_values(j, t->model, l->outcome);
        json_by_role(j, t->model, "utilities", utility_offered, &o);
    }
    if (l->n_words) json_words(j, l);
    json_by_role(j, t->model, "leverage", phi_in_line, l);
    json_end_object(j);
}

void transcript_json(const transcript *t, json *j)
{
    static const char *const results[] = {
#define RESULT_NAME(name, text, meaning) text,
        HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
    };
    const row *r = t->row;
    json_key(j, "result"), json_string(j, results[r->result]);
    json_key(j, "fault"), json_string(j, r->fault ? fault_name((fault)r->fault) : NULL);
    json_key(j, "why"), json_string(j, t->why);
    json_key(j, "by");
    json_string(j, r->by < t->model->n_parties ? t->model->parties[r->by].role : NULL);
    json_key(j, "agreement"), json_values(j, t->model, r->deal);
    json_by_role(j, t->model, "utilities", utility_at_end, r);
    json_by_role(j, t->model, "payoffs", payoff_at_end, r);
    json_key(j, "round"), json_uint(j, r->round);
    json_key(j, "offers"), json_uint(j, r->offers);
    json_key(j, "pie"), json_double(j, r->pie);
    json_key(j, "trace");
    json_array(j);
    for (size_t i = 0; i < t->n; i++) json_line(j, t, &t->lines[i]);
    json_end_array(j);
}
