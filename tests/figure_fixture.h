/* What tests of figures share: a made record drawn without gnuplot, its script and data as text. */
#ifndef TESTS_FIGURE_FIXTURE_H
#define TESTS_FIGURE_FIXTURE_H
#include "analysis_fixture.h"

#include "analysis/figures/figure.h"

static const char dir[] = BINARY_DIR "/" FIGURE_FOLDER;

/* Draws one figure; what came back. */
static inline int draw_one(const made_record *m, const char *name, const char *formats)
{
    error_list errors;
    buf paths;
    error_list_init(&errors);
    buf_init(&paths);
    figure_options options = {.formats = formats};
    analysis *a = made_open(m, dir);
    int code = figure_draw(a, name, &options, &paths, &errors);
    if (code && code != HG_E_NO) error_print(&errors, stderr);
    analysis_close(a);
    buf_fini(&paths);
    error_list_fini(&errors);
    return code;
}

/* A file of the figure. The caller frees. */
static inline char *drawn(const made_record *m, const char *name, const char *suffix)
{
    char path[128];
    assert_int_equal(draw_one(m, name, ""), HG_E_OK);
    snprintf(path, sizeof path, "figures/%s.%s", name, suffix);
    char *text = made_read(dir, path);
    assert_non_null(text);
    return text;
}

/* A setting of the script, up to the end of its line. */
static inline void setting(const char *script, const char *name, char *out, size_t cap)
{
    char begin[64];
    snprintf(begin, sizeof begin, "\n%s = ", name);
    const char *at = strstr(script, begin);
    assert_non_null(at);
    at += strlen(begin);
    snprintf(out, cap, "%.*s", (int)strcspn(at, "\n"), at);
}

static inline void assert_setting(const made_record *m, const char *figure, const char *name,
                                  const char *text)
{
    char *script = drawn(m, figure, "gp"), line[1024];
    setting(script, name, line, sizeof line);
    if (!strstr(line, text)) fail_msg("%s is %s, without: %s", name, line, text);
    free(script);
}

static inline bool has_gnuplot(void)
{
    if (system("gnuplot --version >/dev/null 2>&1") == 0) return true;
    print_message("skipped: gnuplot is not installed\n");
    return false;
}

/* Line `line` of block `block` of a data file. */
static inline const char *data_line(const char *data, int block, int line)
{
    for (; block; block--) {
        data = strstr(data, "\n\n\n");
        assert_non_null(data);
        data += 3;
    }
    for (; line; line--) data = strchr(data, '\n') + 1;
    return data;
}
#endif
