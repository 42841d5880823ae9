/* The data of the figure `payoff`: what one party gets, on average, for every pair of levels of two
 * factors: agent against agent, or an agent against whatever else varies. Other factors are
 * averaged over. In every column the best reply is outlined; what is not surely less than it is
 * marked: a t test of the paired difference, Holm over the column. */
#include "analysis/figures/course.h"
#include "analysis/figures/payoffs.h"
#include "analysis/figures/plot.h"
#include "analysis/figures/tiles.h"

#include "base/text.h"
#include <math.h>
#include <string.h>

#define HALVES_FROM 42 /* units of height */
enum { SIDE_MAX = 20, NUMBERS_MAX = 12, TXT_COLUMN = 7, TXT_COLUMNS = 10, TXT_FOOT = 98 };

/* A level's name, and its place in the file. */
typedef struct side {
    uint32_t column, role, n, all; /* role: whose agent it changes; HG_NOBODY */
    const char **names;
    double *mean; /* of its row or column */
} side;

typedef struct entry {
    group cells;
    estimate mean;
    double impasse;
    bool best, tied;
} entry;

typedef enum reply { REPLY_SURE, REPLY_NONE, REPLY_UNSURE } reply;

typedef struct payoff {
    uint32_t who;
    side down, across;
    entry *at;    /* [down.n][across.n] */
    reply *reply; /* [across.n] is there one best reply? */
    uint32_t *best;
} payoff;

static entry *entry_at(const payoff *p, uint32_t r, uint32_t c)
{
    return &p->at[(size_t)r * p->across.n + c];
}

/* ---- which factors ---- */

static uint32_t factor_of(const experiment *e, uint32_t column)
{
    uint32_t f = 0;
    for (; column >= e->factors[f].n_columns; f++) column -= e->factors[f].n_columns;
    return f;
}

/* Columns of one factor are set together: not every pair of their levels was played. */
static bool crosses(const analysis *a, uint32_t x, uint32_t y)
{
    return factor_of(&a->experiment, x) != factor_of(&a->experiment, y);
}

/* Rows are the agents of the focus where they vary, else of anyone, else what the hypotheses go
 * along. */
static void choose_rows(analysis *a, side *rows)
{
    grid g;
    *rows = (side){.column = NO_COLUMN, .role = HG_NOBODY};
    for (uint32_t c = 0; c < a->experiment.n_columns; c++) {
        uint32_t role = column_role(a, c);
        bool first = rows->role == HG_NOBODY, better = role == a->focus && rows->role != role;
        if (role != HG_NOBODY && (first || better)) rows->column = c, rows->role = role;
    }
    grid_build(a, &g);
    if (rows->column == NO_COLUMN) rows->column = g.over;
}

/* Columns are another's agents, else what the hypotheses go along, else the first other factor. */
static void choose_columns(analysis *a, const side *rows, side *columns)
{
    grid g;
    *columns = (side){.column = NO_COLUMN, .role = HG_NOBODY};
    for (uint32_t c = 0; c < a->experiment.n_columns && columns->role == HG_NOBODY; c++) {
        uint32_t role = crosses(a, c, rows->column) ? column_role(a, c) : HG_NOBODY;
        if (role != HG_NOBODY) columns->column = c, columns->role = role;
    }
    grid_build(a, &g);
    if (columns->column == NO_COLUMN && crosses(a, g.over, rows->column)) columns->column = g.over;
    for (uint32_t c = 0; columns->column == NO_COLUMN; c++)
        if (crosses(a, c, rows->column)) columns->column = c;
}

const char *payoff_lacks(analysis *a, const plot *out)
{
    const experiment *e = &a->experiment;
    const char *only = "";
    (void)out;
    if (e->n_factors >= 2) return NULL;
    if (!e->n_factors)
        return "it is a table of two factors, and this run varies none: see `higgle help "
               "experiment`";
    for (uint32_t c = 0; c < e->n_columns; c++)
        only = arena_format(&a->arena, "%s%s%s", only, c ? ", " : "", e->columns[c]);
    return arena_format(&a->arena, "it is a table of two factors, and this run varies only %s",
                        only);
}

/* ---- the table ---- */

/* The names of a column's levels, in the file's order; where there are too many, some, evenly. */
static void take_names(analysis *a, side *s)
{
    const char **all = arena_array(&a->arena, a->n_cells, sizeof *all);
    for (uint64_t cell = 0; cell < a->n_cells; cell++) {
        const char *name = cell_level(a, cell, s->column);
        uint32_t i = 0;
        while (i < s->all && strcmp(all[i], name) != 0) i++;
        if (i == s->all) all[s->all++] = name;
    }
    s->n = s->all < SIDE_MAX ? s->all : SIDE_MAX;
    s->names = arena_array(&a->arena, s->n, sizeof *s->names);
    s->mean = arena_array(&a->arena, s->n, sizeof *s->mean);
    for (uint32_t i = 0; i < s->n; i++) s->names[i] = all[evenly(i, s->n, s->all)];
}

/* NULL: any. */
static group cells_of(analysis *a, const payoff *p, const char *down, const char *across)
{
    uint64_t *cells = arena_array(&a->arena, a->n_cells, sizeof *cells);
    group out = {0, cells};
    for (uint64_t c = 0; c < a->n_cells; c++)
        if ((!down || !strcmp(cell_level(a, c, p->down.column), down)) &&
            (!across || !strcmp(cell_level(a, c, p->across.column), across)))
            cells[out.n++] = c;
    return out;
}

static double mean_of(analysis *a, const payoff *p, const char *down, const char *across)
{
    group cells = cells_of(a, p, down, across);
    return payoff_mean(a, &cells, p->who).mean;
}

static void take_entries(analysis *a, payoff *p)
{
    p->at = arena_array(&a->arena, (size_t)p->down.n * p->across.n, sizeof *p->at);
    for (uint32_t r = 0; r < p->down.n; r++)
        for (uint32_t c = 0; c < p->across.n; c++) {
            entry *e = entry_at(p, r, c);
            e->cells = cells_of(a, p, p->down.names[r], p->across.names[c]);
            e->mean = payoff_mean(a, &e->cells, p->who);
            e->impasse = impasse_share(a, &e->cells);
        }
}

/* ---- order: agents have none of their own ---- */

static uint32_t place_of(const char *const *names, uint32_t n, const char *name)
{
    uint32_t i = 0;
    while (i < n && strcmp(names[i], name) != 0) i++;
    return i;
}

/* By mean: rows from the best down, columns from the toughest. Stable. */
static void order_by_mean(side *s, double sign)
{
    for (uint32_t i = 1; i < s->n; i++) {
        const char *name = s->names[i];
        double mean = s->mean[i];
        uint32_t k = i;
        for (; k && sign * s->mean[k - 1] > sign * mean; k--)
            s->names[k] = s->names[k - 1], s->mean[k] = s->mean[k - 1];
        s->names[k] = name, s->mean[k] = mean;
    }
}

/* The same agents on both sides stand in the same order. */
static void order_like(side *s, const side *other)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < other->n; i++) {
        uint32_t from = place_of(s->names, s->n, other->names[i]);
        if (from == s->n || from < next) continue;
        const char *name = s->names[from];
        for (; from > next; from--) s->names[from] = s->names[from - 1];
        s->names[next++] = name;
    }
}

static bool same_names(const side *x, const side *y)
{
    for (uint32_t i = 0; i < x->n; i++)
        if (place_of(y->names, y->n, x->names[i]) == y->n) return false;
    return x->n == y->n;
}

static void order(payoff *p)
{
    bool rows = p->down.role != HG_NOBODY, columns = p->across.role != HG_NOBODY;
    if (rows) order_by_mean(&p->down, -1);
    if (rows && columns && same_names(&p->down, &p->across))
        order_like(&p->across, &p->down);
    else if (columns)
        order_by_mean(&p->across, 1);
}

/* ---- best replies ---- */

/* Rows without any session are never best. */
static uint32_t greatest(const payoff *p, uint32_t c)
{
    uint32_t best = 0;
    for (uint32_t r = 1; r < p->down.n; r++)
        if (!(entry_at(p, r, c)->mean.mean <= entry_at(p, best, c)->mean.mean) &&
            !isnan(entry_at(p, r, c)->mean.mean))
            best = r;
    return best;
}

/* Which rows of the column are surely less than its best? Where none is, there is no best. */
static reply judge(const analysis *a, payoff *p, uint32_t c)
{
    payoff_gap gap[SIDE_MAX];
    double raw[SIDE_MAX], adjusted[SIDE_MAX];
    uint32_t best = p->best[c] = greatest(p, c), n = 0, less = 0, equal = 0;
    entry *top = entry_at(p, best, c);
    for (uint32_t r = 0; r < p->down.n; r++)
        if (r != best) {
            gap[n] = payoff_difference(a, &top->cells, &entry_at(p, r, c)->cells, p->who);
            raw[n] = gap[n].p, n++;
        }
    holm(raw, n, adjusted);
    for (uint32_t r = 0, k = 0; r < p->down.n; r++) {
        if (r == best) continue;
        sureness s = payoff_verdict(&gap[k], adjusted[k]);
        k++;
        entry_at(p, r, c)->tied = s != SURELY_MORE && !isnan(entry_at(p, r, c)->mean.mean);
        less += s == SURELY_MORE, equal += s == SURELY_EQUAL;
    }
    top->best = less > 0;
    top->tied = !less && !isnan(top->mean.mean);
    return less == n ? REPLY_SURE : equal == n ? REPLY_NONE : REPLY_UNSURE;
}

static void build(analysis *a, payoff *p)
{
    choose_rows(a, &p->down);
    choose_columns(a, &p->down, &p->across);
    p->who = p->down.role == HG_NOBODY ? a->focus : p->down.role;
    take_names(a, &p->down);
    take_names(a, &p->across);
    for (uint32_t r = 0; r < p->down.n; r++)
        p->down.mean[r] = mean_of(a, p, p->down.names[r], NULL);
    for (uint32_t c = 0; c < p->across.n; c++)
        p->across.mean[c] = mean_of(a, p, NULL, p->across.names[c]);
    order(p);
    take_entries(a, p);
    p->best = arena_array(&a->arena, p->across.n, sizeof *p->best);
    p->reply = arena_array(&a->arena, p->across.n, sizeof *p->reply);
    for (uint32_t c = 0; c < p->across.n; c++) p->reply[c] = judge(a, p, c);
}

/* ---- words ---- */

typedef struct tally {
    uint32_t sure, none, first, first_n, second, second_n; /* rows that win most columns */
} tally;

static tally count(const payoff *p)
{
    tally t = {0};
    uint32_t wins[SIDE_MAX] = {0};
    for (uint32_t c = 0; c < p->across.n; c++) {
        t.sure += p->reply[c] == REPLY_SURE;
        t.none += p->reply[c] == REPLY_NONE;
        if (p->reply[c] == REPLY_SURE) wins[p->best[c]]++;
    }
    for (uint32_t r = 0; r < p->down.n; r++)
        if (wins[r] > t.first_n)
            t.second = t.first, t.second_n = t.first_n, t.first = r, t.first_n = wins[r];
        else if (wins[r] > t.second_n)
            t.second = r, t.second_n = wins[r];
    return t;
}

/* "against 3 of 5", "in 3 of 5 columns" */
static const char *share_text(analysis *a, const payoff *p, uint32_t n)
{
    bool agents = p->across.role != HG_NOBODY;
    return arena_format(&a->arena, "%s %u of %u%s", agents ? "against" : "in", n, p->across.n,
                        agents ? "" : " columns");
}

static const char *title(analysis *a, const payoff *p)
{
    tally t = count(p);
    const char *who = analysis_role(a, p->who), *column = a->experiment.columns[p->down.column];
    const char *what = p->down.role == HG_NOBODY ? column : "agent";
    const char *first = p->down.names[t.first], *second = p->down.names[t.second];
    if (t.none == p->across.n)
        return arena_format(&a->arena, "No difference: what %s gets does not depend on %s", who,
                            column);
    if (!t.sure)
        return arena_format(&a->arena, "Too few sessions to say which %s is best for %s", what,
                            who);
    if (t.first_n == p->across.n)
        return sentence(arena_format(&a->arena, "%s is best for %s everywhere", first, who));
    const char *most = share_text(a, p, t.first_n);
    if (t.second_n)
        return arena_format(&a->arena, "No %s is best for %s everywhere: %s %s, %s %s %u", what,
                            who, first, most, second,
                            p->across.role == HG_NOBODY ? "in" : "against", t.second_n);
    return sentence(
        arena_format(&a->arena, "%s is best for %s %s, the rest is undecided", first, who, most));
}

static const char *averaged(analysis *a, const payoff *p)
{
    const char *text = "";
    for (uint32_t c = 0; c < a->experiment.n_columns; c++)
        if (c != p->down.column && c != p->across.column)
            text = arena_format(&a->arena, "%s%s%s", text, *text ? ", " : "; mean over ",
                                a->experiment.columns[c]);
    return text;
}

static const char *left_out(analysis *a, const payoff *p)
{
    if (p->down.n == p->down.all && p->across.n == p->across.all) return "";
    return arena_format(&a->arena, "; %u of %u rows, %u of %u columns", p->down.n, p->down.all,
                        p->across.n, p->across.all);
}

static const char *sessions(analysis *a, const payoff *p)
{
    uint64_t least = UINT64_MAX, most = 0;
    char low[32], high[32];
    for (size_t i = 0; i < (size_t)p->down.n * p->across.n; i++) {
        uint64_t n = 0;
        for (uint32_t k = 0; k < p->at[i].cells.n; k++) {
            const arm_data *d = analysis_cell(a, p->at[i].cells.cells[k]);
            n += d ? d->sessions : 0;
        }
        least = n < least ? n : least, most = n > most ? n : most;
    }
    text_grouped(low, sizeof low, least);
    text_grouped(high, sizeof high, most);
    const char *cut = a->record.complete ? "" : "interrupted run: ";
    if (least == most)
        return arena_format(&a->arena, "%s%s session%s per field", cut, high, most == 1 ? "" : "s");
    return arena_format(&a->arena, "%s%s–%s sessions per field", cut, low, high);
}

static const char *subtitle(analysis *a, const payoff *p)
{
    return arena_format(
        &a->arena, "mean pay-off of %s, %s; rows: %s, columns: %s%s; %s, seed %llu%s",
        analysis_role(a, p->who),
        a->cells[0].model.transferable ? "share of the pie" : "part of its best",
        a->experiment.columns[p->down.column], a->experiment.columns[p->across.column],
        averaged(a, p), sessions(a, p), (unsigned long long)a->record.schema.seed, left_out(a, p));
}

static bool has_numbers(const payoff *p)
{
    return p->down.n <= NUMBERS_MAX && p->across.n <= NUMBERS_MAX;
}

static const char *legend(analysis *a, const payoff *p, bool halves)
{
    bool intervals = false;
    for (size_t i = 0; i < (size_t)p->down.n * p->across.n; i++)
        intervals = intervals || !isnan(p->at[i].mean.low);
    return arena_format(&a->arena,
                        "frame: best of its column; ~: not surely less than that (paired t, Holm); "
                        "bar: talks without a deal%s",
                        intervals && halves ? "; ± half of the 95 % CI" : "");
}

/* ---- payoff.dat and settings ---- */

static range add_entries(const payoff *p, buf *data)
{
    range all = RANGE_NOTHING;
    for (uint32_t r = 0; r < p->down.n; r++)
        for (uint32_t c = 0; c < p->across.n; c++) {
            const entry *e = entry_at(p, r, c);
            double half = (e->mean.high - e->mean.low) / 2;
            range_widen(&all, e->mean.mean);
            gp_data(data,
                    (const double[]){c, r, e->mean.mean, isnan(half) ? 0 : half, e->impasse,
                                     e->best, e->tied},
                    7);
        }
    return all;
}

/* A scale in whole tenths, at least two of them. */
static range scale_of(range all)
{
    if (!isfinite(all.low)) return (range){0, 1};
    range out = {floor(all.low * 10 + 1e-9) / 10, ceil(all.high * 10 - 1e-9) / 10};
    if (out.high - out.low < 0.15) out.low -= 0.1, out.high = out.low + 0.2;
    return out;
}

static int digits_of(range scale) { return scale.high - scale.low < 0.35 ? 3 : 2; }

static double widest(const side *s)
{
    size_t most = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        size_t n = text_width(s->names[i]);
        most = n > most ? n : most;
    }
    return (double)most;
}

/* Returns whether a field has room for a half width below its number. */
static bool lay_out(const payoff *p, plot *out)
{
    bool numbers = has_numbers(p);
    double field = !numbers ? 34 : p->across.n <= 6 ? 92 : p->across.n <= 9 ? 74 : 62;
    double high = !numbers ? 26 : p->down.n <= 6 ? 58 : 46;
    double left = fmin(fmax(36 + 6.9 * widest(&p->down), 90), 260);
    bool turned = 14 + 7 * widest(&p->across) > field;
    double foot = turned ? fmin(fmax(38 + 4.4 * widest(&p->across), 60), 180) : 40;
    double top = 108, right = 140;
    double body = fmax(p->across.n * field, 320), tall = fmax(p->down.n * high, 150);
    plot_size(out, (uint32_t)fmax(left + body + right, 640), (uint32_t)(top + tall + foot));
    const struct {
        const char *name;
        double value;
    } settings[] = {
        {"LEFT", left}, {"RIGHT", right}, {"TOP", top}, {"BOTTOM", foot}, {"TURNED", turned}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
    return numbers && (out->height - top - foot) / p->down.n >= HALVES_FROM;
}

static void set_table(const payoff *p, range scale, bool halves, plot *out)
{
    const struct {
        const char *name;
        double value;
    } settings[] = {{"ROWS", p->down.n},         {"COLUMNS", p->across.n},
                    {"NUMBERS", has_numbers(p)}, {"HALVES", halves},
                    {"LOW", scale.low},          {"HIGH", scale.high},
                    {"DIGITS", digits_of(scale)}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gp_set_number(&out->settings, settings[i].name, settings[i].value);
    gp_array_text(&out->settings, "ROW", p->down.names, p->down.n);
    gp_array_text(&out->settings, "COLUMN", p->across.names, p->across.n);
    gp_array_number(&out->settings, "MEAN", p->down.mean, p->down.n);
}

/* ---- as text: a line per row, and as many columns as fit ---- */

/* So many columns of characters, and one blank at least. */
static void pad(buf *b, const char *text, size_t width)
{
    size_t n = text_width(text);
    buf_text(b, text);
    do buf_byte(b, ' ');
    while (++n < width);
}

static const char *row_text(analysis *a, const payoff *p, uint32_t r)
{
    buf line;
    char number[32];
    buf_init(&line);
    for (uint32_t c = 0; c < p->across.n && c < TXT_COLUMNS; c++) {
        const entry *e = entry_at(p, r, c);
        snprintf(number, sizeof number, "%s%.2f%s", e->tied ? "~" : "", e->mean.mean,
                 e->best ? "*" : "");
        pad(&line, isnan(e->mean.mean) ? "-" : number, TXT_COLUMN);
    }
    snprintf(number, sizeof number, "%.2f", p->down.mean[r]);
    buf_text(&line, number);
    const char *out = arena_textn(&a->arena, (const char *)line.data, line.size);
    buf_fini(&line);
    return out;
}

static const char *head_text(analysis *a, const payoff *p)
{
    buf line;
    buf_init(&line);
    for (uint32_t c = 0; c < p->across.n && c < TXT_COLUMNS; c++)
        pad(&line, arena_format(&a->arena, "%u", c + 1), TXT_COLUMN);
    buf_text(&line, "mean");
    const char *out = arena_textn(&a->arena, (const char *)line.data, line.size);
    buf_fini(&line);
    return out;
}

/* Columns are numbered; their names stand below. */
static const char *names_text(analysis *a, const payoff *p)
{
    const char *text = "columns:";
    for (uint32_t c = 0; c < p->across.n && c < TXT_COLUMNS; c++)
        text = arena_format(&a->arena, "%s %u %s%s", text, c + 1, p->across.names[c],
                            c + 1 < p->across.n ? "," : "");
    return text;
}

static void set_txt(analysis *a, const payoff *p, plot *out)
{
    const char **lines = arena_array(&a->arena, p->down.n + 1, sizeof *lines);
    const char *marks = "*: best of its column; ~: not surely less", *names = names_text(a, p);
    if (p->across.n > TXT_COLUMNS)
        marks = arena_format(&a->arena, "%s; the first %d of %u columns", marks, TXT_COLUMNS,
                             p->across.n);
    lines[0] = head_text(a, p);
    for (uint32_t r = 0; r < p->down.n; r++) lines[r + 1] = row_text(a, p, r);
    gp_array_short(&out->settings, "ROW_TXT", p->down.names, p->down.n, TXT_LABEL);
    gp_array_text(&out->settings, "TABLE_TXT", lines, p->down.n + 1);
    size_t feet = gp_array_wrapped(&out->settings, "FOOT_TXT", (const char *const[]){names, marks},
                                   2, TXT_FOOT);
    gp_set_number(&out->settings, "FEET", (double)feet);
    out->lines += p->down.n + (uint32_t)feet - TXT_ROWS;
}

void plot_payoff(analysis *a, plot *out)
{
    payoff p = {0};
    build(a, &p);
    range all = add_entries(&p, &out->data);
    bool halves = lay_out(&p, out);
    plot_heads(out, title(a, &p), subtitle(a, &p), legend(a, &p, halves), "");
    set_txt(a, &p, out);
    set_table(&p, scale_of(all), halves, out);
}
