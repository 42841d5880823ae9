/* What every figure has: a size, and words above it. */
#include "analysis/figures/plot.h"

#include "analysis/figures/labels.h"

enum { TXT_WIDTH = 98 };

/* In units: the middle of the first line, and from line to line. */
#define HEADS_LEFT 20.0
#define TITLE_AT   26.0
#define TITLE_SIZE 1.35
#define TITLE_STEP 21.0
#define SMALL_SIZE 0.85
#define SMALL_STEP 16.5
#define HEADS_MOST 0.35 /* of the height, for all of it */

void plot_size(plot *out, uint32_t width, uint32_t height)
{
    out->width = out->asked_width ? out->asked_width : width;
    out->height = out->asked_height ? out->asked_height : height;
}

void plot_heads(plot *out, const char *title, const char *subtitle, const char *legend,
                const char *panel)
{
    const char *const heads[] = {title, subtitle, panel};
    gp_set_text(&out->settings, "TITLE", title);
    gp_set_text(&out->settings, "SUBTITLE", subtitle);
    gp_set_text(&out->settings, "LEGEND", legend);
    size_t n = gp_array_wrapped(&out->settings, "HEAD", heads, 3, TXT_WIDTH);
    gp_set_number(&out->settings, "HEADS", (double)n);
    out->lines = (uint32_t)n + TXT_ROWS + 4; /* a blank one, the axis, its numbers, its name */
}

static size_t wrap(plot *out, const char *name, const char *const *texts, size_t n, double size,
                   buf *to)
{
    double cells = (out->width - 2 * HEADS_LEFT) / label_width("x", size);
    return gp_array_wrapped(to, name, texts, n, cells > 1 ? (size_t)cells : 1);
}

/* Everything at this scale, written to `to`; returns where the last line stands. */
static double write_headings(plot *out, double scale, const char *title, const char *const small[2],
                             buf *to)
{
    size_t titles = wrap(out, "TITLES", &title, 1, TITLE_SIZE * scale, to);
    size_t others = wrap(out, "SUBTITLES", small, 2, SMALL_SIZE * scale, to);
    double top = 9 + (TITLE_AT - 9) * scale;
    double first = top + (TITLE_STEP * (double)titles + 3) * scale;
    gp_set_number(to, "HEADS_SCALE", scale);
    gp_set_number(to, "TITLES_N", (double)titles);
    gp_set_number(to, "TITLES_AT", top);
    gp_set_number(to, "TITLES_STEP", TITLE_STEP * scale);
    gp_set_number(to, "SUBTITLES_N", (double)others);
    gp_set_number(to, "SUBTITLES_AT", first);
    gp_set_number(to, "SUBTITLES_STEP", SMALL_STEP * scale);
    return first + SMALL_STEP * scale * ((double)others - 1);
}

/* Names may be as long as they like: where they would push the figure off its sheet, all of it
 * becomes smaller. */
double plot_headings(plot *out, const char *title, const char *subtitle, const char *legend)
{
    const char *const small[] = {subtitle, legend};
    buf text;
    buf_init(&text);
    double scale = 1, most = HEADS_MOST * out->height;
    double end = write_headings(out, scale, title, small, &text);
    while (end > most && scale > 0.05) {
        buf_clear(&text);
        end = write_headings(out, scale *= 0.85, title, small, &text);
    }
    buf_add(&out->settings, text.data, text.size);
    buf_fini(&text);
    return end;
}
