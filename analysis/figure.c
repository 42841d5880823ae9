/* One table of figures; each is data and settings from C, and a template. Writes what gnuplot needs
 * so that the figure can be drawn again by hand, then draws it. */
#include "analysis/figure.h"

#include "analysis/csv.h"
#include "analysis/embedded.h"
#include "analysis/gnuplot.h"
#include "analysis/plot.h"
#include "base/text.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef struct figure {
    const char *name, *help;
    void (*build)(analysis *, plot *);
} figure;

static const figure figures[] = {
    {"concession", "own demand against time, one line per level, beside the blind twin",
     plot_concession},
    {"share", "share of the pie against leverage, with theory and the blind twin", plot_share},
};
enum { FIGURES = sizeof figures / sizeof *figures };
static const char *const formats[] = {"svg", "png", "pdf", "txt"};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *const *figure_names(void)
{
    static const char *const names[] = {"concession", "share", NULL};
    _Static_assert(sizeof names / sizeof *names == FIGURES + 1, "one name per figure");
    return names;
}

static const figure *figure_find(const char *name)
{
    for (size_t i = 0; i < FIGURES; i++)
        if (!strcmp(figures[i].name, name)) return &figures[i];
    return NULL;
}

const char *figure_help(const char *name)
{
    const figure *f = figure_find(name);
    return f ? f->help : NULL;
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

/* ---- files ---- */

typedef struct drawing {
    analysis *a;
    const figure *figure;
    const figure_options *options;
    const char *folder;
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

static int io_error(drawing *d, const char *path)
{
    error_add(d->errors, HG_E_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
    return HG_E_IO;
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
    buf_format(b, "if (!exists('%s')) { %s = %g }\n", name, name, x);
}

/* The script as a whole: what this figure says, the style, the template. */
static void write_script(drawing *d, buf *out)
{
    const char *name = d->figure->name;
    buf_format(out, "# Draws itself: gnuplot %s.gp; TERM = svg, png, pdf or txt:\n", name);
    buf_format(out, "#   gnuplot -e \"TERM='png'\" %s.gp\n", name);
    gp_set_text(out, "NAME", name);
    default_number(out, "W", d->plot.width);
    default_number(out, "H", d->plot.height);
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

static void show_text(const char *path, FILE *to)
{
    char piece[4096];
    size_t n;
    FILE *from = fopen(path, "rb");
    if (!from) return;
    while ((n = fread(piece, 1, sizeof piece, from)) > 0) fwrite(piece, 1, n, to);
    fclose(from);
}

static void size_settings(const drawing *d, buf *out)
{
    if (d->options->width) buf_format(out, "; W = %u", d->options->width);
    if (d->options->height) buf_format(out, "; H = %u", d->options->height);
}

/* Drawn under another name first: gnuplot leaves an empty file behind an error. */
static int draw_as(drawing *d, const char *format)
{
    const char *path = path_of(d, format);
    const char *half = arena_format(&d->a->arena, "%s.part", path);
    buf settings;
    buf_init(&settings);
    buf_format(&settings, "TERM = '%s'; DIR = ", format);
    gp_quoted_path(&settings, arena_format(&d->a->arena, "%s/", d->folder));
    buf_text(&settings, "; OUT = ");
    gp_quoted_path(&settings, half);
    size_settings(d, &settings);
    buf_byte(&settings, '\0');
    int code = gnuplot_run((const char *)settings.data, path_of(d, "gp"), d->errors);
    buf_fini(&settings);
    if (code) {
        remove(half);
        return code;
    }
    if (rename(half, path)) return io_error(d, path);
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

static int make_folder(drawing *d)
{
    const char *out = d->options->out;
    d->folder = out ? out : arena_format(&d->a->arena, "%s/figures", d->a->dir);
    if (mkdir(d->folder, 0777) == 0 || errno == EEXIST) return HG_E_OK;
    return io_error(d, d->folder);
}

int figure_draw(analysis *a, const char *name, const figure_options *options, buf *paths,
                error_list *errors)
{
    drawing d = {a, figure_find(name), options, NULL, {0}, paths, errors};
    if (!d.figure) {
        const char *near = text_nearest(name, figure_names(), FIGURES);
        error_add(errors, HG_E_USAGE, NULL, 0, 0, "no figure is named \"%s\"%s%s%s", name,
                  near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        return HG_E_USAGE;
    }
    if (*options->formats && !figure_formats_fine(options->formats, errors)) return HG_E_USAGE;
    int code = make_folder(&d);
    if (code) return code;
    buf_init(&d.plot.settings);
    buf_init(&d.plot.data);
    d.figure->build(a, &d.plot);
    code = write_source(&d);
    if (!code) code = draw_formats(&d);
    buf_fini(&d.plot.settings);
    buf_fini(&d.plot.data);
    return code;
}
