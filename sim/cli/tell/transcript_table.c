/* Lines for people: a table whose columns are as wide as their content, with leverage where it
 * changed; and a paragraph. */
#include "base/text.h"
#include "cli/tell/ending.h"
#include "cli/tell/told.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
    for (int k = 0; k < COLUMNS; k++) out[0][k] = out[1][k] = "";
    out[0][ROUND] = arena_format(t->arena, "%5u", l->round + 1);
    out[0][WHO] = l->kind == STORY_EVENT ? "event" : t->model->parties[l->party].role;
    if (l->kind == STORY_VIEW) {
        out[0][WHAT] = phrase_view(t->arena, t->model, l->party, l->view, l->leverage);
        return l->told;
    }
    const char *now = leverage_text(t, l);
    bool told = *leverage && strcmp(*leverage, now) == 0;
    *leverage = now;
    out[0][WHAT] = l->text;
    out[0][WORTH] = worths(t, l);
    out[0][ASIDE] = told ? l->said : now;
    if (told || !*l->said) return 1;
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
    cells *rows = arena_array(t->arena, 2 * t->n + 2, sizeof *rows); /* one to spare */
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
    c.leverage = t->course;
    c.answers = t->zeuthen.moves;
    c.foretold = t->zeuthen.held;
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

void transcript_deal(const transcript *t, FILE *to)
{
    course_of_talks c = course_of(t);
    const char *deal = ending_deal(&c);
    if (deal) print_sentence(deal, to);
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
    for (uint32_t i = 0; i < t->model->n_parties; i++)
        if (t->seen[i])
            fprintf(to, "At the end %s %s.\n", phrase_role(t->arena, t->model, i),
                    phrase_view(t->arena, t->model, i, t->lines[t->seen[i] - 1].view, t->now));
    const char *moved = ending_leverage(&c);
    if (moved) print_sentence(moved, to);
    const char *rule = ending_pressure(&c);
    if (rule) fprintf(to, "%s\n", rule);
    for (uint32_t i = 0; i < t->model->n_parties; i++) print_sentence(ending_pay(&c, i), to);
    transcript_deal(t, to);
}

size_t terminal_width(FILE *of)
{
    struct winsize size;
    int file = fileno(of);
    return isatty(file) && ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
