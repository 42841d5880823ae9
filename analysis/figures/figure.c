/* One table of figures; each is data and settings from C, and a template. Writes what gnuplot needs
 * so that the figure can be drawn again by hand, then draws it. */
#include "analysis/figures/figure.h"

#include "analysis/csv.h"
#include "analysis/figures/embedded.h"
#include "analysis/figures/gnuplot.h"
#include "analysis/figures/look.h"
#include "analysis/figures/plot.h"
#include "base/text.h"
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* One row per figure: its name, what it is about, the function that builds it, a line of help, and
 * what else a run must have for it: a function that says what is missing, or NULL. */
#define FIGURES(X)                                                                                 \
    X("concession", FIGURE_OF_RUN, plot_concession,                                                \
      "own demand against time, one line per level, beside the blind twin", course_lacks)          \
    X("share", FIGURE_OF_RUN, plot_share,                                                          \
      "share of the pie against leverage, with theory and the blind twin", share_lacks)            \
    X("effect", FIGURE_OF_RUN, plot_effect,                                                        \
      "any measure against a factor, with intervals, theory, the blind twin, and the deals",       \
      effect_lacks)                                                                                \
    X("agreement-time", FIGURE_OF_RUN, plot_agreement_time,                                        \
      "when talks end in a deal, level by level, and how many do not", agreement_time_lacks)       \
    X("fingerprint", FIGURE_OF_RUN, plot_fingerprint,                                              \
      "own demand as colour, over time and over a factor: one agent against many",                 \
      fingerprint_lacks)                                                                           \
    X("calibration", FIGURE_OF_RUN, plot_calibration,                                              \
      "share of the pie in bins of leverage, beside the blind twin and share = leverage",          \
      calibration_lacks)                                                                           \
    X("event-study", FIGURE_OF_RUN, plot_event_study,                                              \
      "concessions per round before and after an alternative comes or goes", event_study_lacks)    \
    X("models", FIGURE_OF_RUN, plot_models,                                                        \
      "models of the other against what it wants, over time, agent by agent", models_lacks)        \
    X("acceptance-time", FIGURE_OF_RUN, plot_acceptance_time,                                      \
      "when other rules would have accepted, and got: the offers as they were",                    \
      acceptance_time_lacks)                                                                       \
    X("timeline", FIGURE_OF_SESSION, plot_timeline,                                                \
      "one session: leverage by source, what happened, demands and limits", timeline_lacks)        \
    X("outcome-space", FIGURE_OF_SCENARIO, plot_outcome_space,                                     \
      "all outcomes, frontier, solutions, and how one session's offers moved",                     \
      outcome_space_lacks)                                                                         \
    X("grid", FIGURE_OF_RUN, plot_grid,                                                            \
      "small multiples: both sides' demands against time, and where they meet", course_lacks)      \
    X("payoff", FIGURE_OF_RUN, plot_payoff,                                                        \
      "who gets what against whom: mean pay-offs, best replies", payoff_lacks)                     \
    X("opening", FIGURE_OF_RUN, plot_opening,                                                      \
      "opening demand against final gain, session by session, beside the blind twin", NULL)

typedef struct figure {
    const char *name;
    figure_about about;
    void (*build)(analysis *, plot *);
    const char *help;
    const char *(*lacks)(analysis *, const plot *);
} figure;

static const figure figures[] = {
#define FIGURE_ROW(...) {__VA_ARGS__},
    FIGURES(FIGURE_ROW)
#undef FIGURE_ROW
};
enum { FIGURE_COUNT = sizeof figures / sizeof *figures };
static const char *const formats[] = {"svg", "png", "pdf", "txt"};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *const *figure_names(void)
{
    static const char *const names[] = {
#define FIGURE_NAME(name, ...) name,
        FIGURES(FIGURE_NAME)
#undef FIGURE_NAME
            NULL};
    return names;
}

static const figure *figure_find(const char *name)
{
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (!strcmp(figures[i].name, name)) return &figures[i];
    return NULL;
}

const char *figure_help(const char *name)
{
    const figure *f = figure_find(name);
    return f ? f->help : NULL;
}

figure_about figure_is_about(const char *name)
{
    const figure *f = figure_find(name);
    assert(f);
    return f->about;
}

/* ---- formats ---- */

static const char *format_find(const char *name, size_t size)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strlen(formats[i]) == size && !strncmp(formats[i], name, size)) return formats[i];
    return NULL;
}

static void format_unknown(const char *name, size_t size, error_list *errors)
{
    char word[32]; /* cut where it is longer: then it is near to nothing */
    snprintf(word, sizeof word, "%.*s", (int)size, name);
    const char *near = text_nearest(word, formats, FORMATS);
    error_add(errors, HG_E_USAGE, NULL, 0, 0,
              "no format is named \"%.*s\"%s%s%s; formats are svg, png, pdf, txt", (int)size, name,
              near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

bool figure_formats_fine(const char *list, error_list *errors)
{
    for (const char *at = list;; at++) {
        size_t size = strcspn(at, ",");
        if (!format_find(at, size)) {
            format_unknown(at, size, errors);
            return false;
        }
        at += size;
        if (!*at) return true;
    }
}

/* ---- what a run can give ---- */

/* The session that is asked for, with its trace: the record's own, or the one that was lent. */
static plot plot_for(const analysis *a, const figure_options *options)
{
    plot p = {.measure = options->measure,
              .session = options->session,
              .trace = options->trace,
              .trace_size = options->trace_size};
    if (!p.trace) p.trace = record_trace(&a->record, p.session, &p.trace_size);
    return p;
}

static const char *session_lacks(analysis *a, const plot *p, figure_about about)
{
    row r;
    if (!record_row(&a->record, p->session, &r)) {
        uint64_t n = analysis_sessions(a, false) + analysis_sessions(a, true);
        return arena_format(&a->arena, "there is no session %llu in the record: it has 0 to %llu%s",
                            (unsigned long long)p->session, (unsigned long long)(n - 1),
                            a->record.complete ? "" : ", less what an interruption cut off");
    }
    if (p->trace || about == FIGURE_OF_SCENARIO) return NULL;
    return arena_format(&a->arena,
                        "the record does not keep what was said in session %llu: its level is "
                        "\"%s\", not \"full\"",
                        (unsigned long long)p->session, a->record.schema.level);
}

static const char *lacks(analysis *a, const figure *f, const plot *p)
{
    const char *why = NULL;
    if (!analysis_sessions(a, false)) return "the record holds no session yet";
    if (f->about != FIGURE_OF_RUN) why = session_lacks(a, p, f->about);
    return why || !f->lacks ? why : f->lacks(a, p);
}

const char *figure_lacks(analysis *a, const char *name, const figure_options *options)
{
    const figure *f = figure_find(name);
    plot p = plot_for(a, options);
    assert(f);
    return lacks(a, f, &p);
}

/* ---- files ---- */

typedef struct drawing {
    analysis *a;
    const figure *figure;
    const figure_options *options;
    const char *folder;
    look look;
    plot plot;
    buf *paths;
    error_list *errors;
} drawing;

static const char *template_of(const char *name)
{
    for (size_t i = 0; embedded_figures[i].name; i++)
        if (!strcmp(embedded_figures[i].name, name)) return embedded_figures[i].text;
    return "";
}

static const char *path_of(drawing *d, const char *suffix)
{
    return arena_format(&d->a->arena, "%s/%s.%s", d->folder, d->figure->name, suffix);
}

static void wrote(drawing *d, const char *path)
{
    buf_text(d->paths, path);
    buf_byte(d->paths, '\n');
}

static int write_file(drawing *d, const char *suffix, const buf *text)
{
    csv_file f;
    const char *name = arena_format(&d->a->arena, "%s.%s", d->figure->name, suffix);
    int code = csv_open(&f, d->folder, name, d->errors);
    if (code) return code;
    buf_add(&f.text, text->data, text->size);
    code = csv_close(&f, d->errors);
    if (!code) wrote(d, f.path);
    return code;
}

static void default_number(buf *b, const char *name, double x)
{
    buf_format(b, "if (!exists('%s')) { %s = %.10g }\n", name, name, x);
}

/* The script as a whole: what this figure says, the style, the template. */
static void write_script(drawing *d, buf *out)
{
    const char *name = d->figure->name;
    buf_format(out, "# Draws itself: gnuplot %s.gp; TERM = svg, png, pdf or txt;\n", name);
    buf_format(out, "#   gnuplot -e \"TERM='png'; THEME='dark'\" %s.gp\n", name);
    gp_set_text(out, "NAME", name);
    buf_format(out, "if (!exists('THEME')) { THEME = '%s' }\n", d->look.theme);
    default_number(out, "ZOOM", d->look.zoom);
    default_number(out, "W", d->look.width > 0 ? d->look.width : d->plot.width);
    default_number(out, "H", d->look.height > 0 ? d->look.height : d->plot.height);
    default_number(out, "WIDE", gp_widest(&d->plot.settings));
    default_number(out, "COLS", 100);
    default_number(out, "LINES", d->plot.lines);
    buf_add(out, d->plot.settings.data, d->plot.settings.size);
    buf_text(out, "\n");
    buf_text(out, template_of("style"));
    buf_text(out, "\n");
    buf_text(out, template_of(name));
}

static int write_source(drawing *d)
{
    buf script;
    buf_init(&script);
    write_script(d, &script);
    int code = write_file(d, "gp", &script);
    if (!code) code = write_file(d, "dat", &d->plot.data);
    buf_fini(&script);
    return code;
}

/* ---- drawing ---- */

/* To gnuplot a name that begins with - is an option, and one with $ a block of data. */
static const char *for_gnuplot(drawing *d, const char *path)
{
    return *path == '/' ? path : arena_format(&d->a->arena, "./%s", path);
}

static void show_text(const char *path, FILE *to)
{
    char piece[4096];
    size_t n;
    FILE *from = fopen(path, "rb");
    if (!from) return;
    while ((n = fread(piece, 1, sizeof piece, from)) > 0) fwrite(piece, 1, n, to);
    fclose(from);
}

/* Drawn under another name first: gnuplot leaves an empty file behind an error. */
static int draw_as(drawing *d, const char *format)
{
    const char *path = path_of(d, format);
    const char *half = arena_format(&d->a->arena, "%s.part", path);
    buf settings;
    buf_init(&settings);
    buf_format(&settings, "TERM = '%s'; DIR = ", format);
    gp_quoted_path(&settings, for_gnuplot(d, arena_format(&d->a->arena, "%s/", d->folder)));
    buf_text(&settings, "; OUT = ");
    gp_quoted_path(&settings, for_gnuplot(d, half));
    buf_byte(&settings, '\0');
    int code =
        gnuplot_run((const char *)settings.data, for_gnuplot(d, path_of(d, "gp")), d->errors);
    buf_fini(&settings);
    if (code) {
        remove(half);
        return code;
    }
    if (rename(half, path)) return file_error(d->errors, path, "write the file");
    wrote(d, path);
    if (!strcmp(format, "txt") && d->options->txt) show_text(path, d->options->txt);
    return HG_E_OK;
}

static int gnuplot_missing(drawing *d)
{
    error_add(d->errors, HG_E_INPUT, NULL, 0, 0,
              "gnuplot is not installed: %s.gp and %s.dat are in %s, draw them where it is",
              d->figure->name, d->figure->name, d->folder);
    return HG_E_INPUT;
}

static int draw_formats(drawing *d)
{
    int code = HG_E_OK;
    for (const char *at = d->options->formats; *at && !code;) {
        size_t size = strcspn(at, ",");
        size_t errors = d->errors->errors;
        code = draw_as(d, format_find(at, size));
        if (code == HG_E_INPUT && d->errors->errors == errors) code = gnuplot_missing(d);
        at += size + (at[size] == ',');
    }
    return code;
}

static int no_such_folder(drawing *d)
{
    error_add(d->errors, HG_E_USAGE, NULL, 0, 0,
              "figures go into no folder with a line break or another control character in its "
              "name: gnuplot cannot find them there");
    return HG_E_USAGE;
}

static int make_folder(drawing *d)
{
    const char *out = d->options->out;
    d->folder = out ? out : arena_format(&d->a->arena, "%s/figures", d->a->dir);
    for (const char *c = d->folder; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f) return no_such_folder(d);
    if (mkdir(d->folder, 0777) == 0 || errno == EEXIST) return HG_E_OK;
    return file_error(d->errors, d->folder, "make the folder");
}

int figure_draw(analysis *a, const char *name, const figure_options *options, buf *paths,
                error_list *errors)
{
    drawing d = {.a = a,
                 .figure = figure_find(name),
                 .options = options,
                 .plot = plot_for(a, options),
                 .paths = paths,
                 .errors = errors};
    if (!d.figure) {
        const char *near = text_nearest(name, figure_names(), FIGURE_COUNT);
        error_add(errors, HG_E_USAGE, NULL, 0, 0, "no figure is named \"%s\"%s%s%s", name,
                  near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        return HG_E_USAGE;
    }
    if (*options->formats && !figure_formats_fine(options->formats, errors)) return HG_E_USAGE;
    if (!look_of(options, &d.look, errors)) return HG_E_USAGE;
    const char *why = lacks(a, d.figure, &d.plot);
    if (why) {
        error_add(errors, HG_E_INPUT, NULL, 0, 0, "%s cannot be drawn: %s", name, why);
        return HG_E_NO;
    }
    int code = make_folder(&d);
    if (code) return code;
    d.plot.asked_width = (uint32_t)(d.look.width + 0.5);
    d.plot.asked_height = (uint32_t)(d.look.height + 0.5);
    buf_init(&d.plot.settings);
    buf_init(&d.plot.data);
    d.figure->build(a, &d.plot);
    code = write_source(&d);
    if (!code) code = draw_formats(&d);
    buf_fini(&d.plot.settings);
    buf_fini(&d.plot.data);
    return code;
}
