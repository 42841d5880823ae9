/* Themes and sizes of figures: two tables. What a theme looks like stands in figures/style.gp, how
 * large its type is stands here. Knows no record. */
#include "analysis/figures/look.h"

#include "base/text.h"
#include <stdlib.h>
#include <string.h>

typedef struct theme {
    const char *name;
    double zoom;
    const char *size; /* unless another is asked; NULL = the figure's own */
} theme;

static const theme themes[] = {
    {"light", 1, NULL}, {"dark", 1, NULL}, {"print", 1, NULL}, {"projector", 1.25, "slide"}};
enum { THEMES = sizeof themes / sizeof *themes };

typedef struct size {
    const char *name;
    uint32_t width, height; /* pixels; 0 = the figure's own */
    double zoom;
} size;

/* A page's text is 6.5 inches wide, of 100 pixels each; a slide is 16:9. */
static const size sizes[] = {{"paper", 650, 0, 1}, {"slide", 1280, 720, 1.28}};
enum { SIZES = sizeof sizes / sizeof *sizes, PIXELS_MIN = 200, PIXELS_MAX = 10000 };

const char *const *figure_themes(void)
{
    static const char *const names[] = {"light", "dark", "print", "projector", NULL};
    _Static_assert(sizeof names / sizeof *names == THEMES + 1, "one name per theme");
    return names;
}

static const theme *theme_find(const char *name, error_list *errors)
{
    for (size_t i = 0; i < THEMES; i++)
        if (!name || !strcmp(themes[i].name, name)) return &themes[i];
    const char *near = text_nearest(name, figure_themes(), THEMES);
    error_add(errors, HG_E_USAGE, NULL, 0, 0,
              "no theme is named \"%s\"%s%s%s; themes are light, dark, print, projector", name,
              near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return NULL;
}

/* "900x600" */
static bool pixels_of(const char *text, size *out)
{
    char *end;
    if (*text < '1' || *text > '9') return false;
    unsigned long width = strtoul(text, &end, 10);
    if (*end != 'x' || end[1] < '1' || end[1] > '9') return false;
    unsigned long height = strtoul(end + 1, &end, 10);
    if (*end || width < PIXELS_MIN || width > PIXELS_MAX || height < PIXELS_MIN ||
        height > PIXELS_MAX)
        return false;
    *out = (size){text, (uint32_t)width, (uint32_t)height, 1};
    return true;
}

static bool size_find(const char *name, size *out, error_list *errors)
{
    static const char *const names[] = {"paper", "slide"};
    for (size_t i = 0; i < SIZES; i++)
        if (!strcmp(sizes[i].name, name)) {
            *out = sizes[i];
            return true;
        }
    if (pixels_of(name, out)) return true;
    const char *near = text_nearest(name, names, SIZES);
    error_add(errors, HG_E_USAGE, NULL, 0, 0,
              "\"%s\" is not a size%s%s%s; sizes are paper, slide, or pixels as in 900x600 (%d to "
              "%d each)",
              name, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "",
              PIXELS_MIN, PIXELS_MAX);
    return false;
}

bool look_of(const figure_options *o, look *out, error_list *errors)
{
    const theme *t = theme_find(o->theme, errors);
    size s = {NULL, 0, 0, 1};
    const char *wanted = o->size ? o->size : t && !o->width && !o->height ? t->size : NULL;
    bool fine = !wanted || size_find(wanted, &s, errors);
    if (!t || !fine) return false;
    double zoom = t->zoom * s.zoom;
    *out = (look){t->name, zoom, (o->width ? o->width : s.width) / zoom,
                  (o->height ? o->height : s.height) / zoom};
    return true;
}

bool figure_looks_fine(const figure_options *o, error_list *errors)
{
    look out;
    return look_of(o, &out, errors);
}
