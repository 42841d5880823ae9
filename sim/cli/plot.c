/* higgle plot: the figures of a run; a scenario is run first. */
#include "cli/execute.h"

#include "analysis/figure.h"
#include "run/directory.h"

#include <string.h>
#include <sys/stat.h>

static const option plot_options[] = {{.name = "format",
                                       .kind = OPTION_TEXT,
                                       .value = "LIST",
                                       .preset = "svg,txt",
                                       .help = "svg, png, pdf, txt; txt is printed as well"},
                                      {.name = "out",
                                       .kind = OPTION_TEXT,
                                       .value = "DIR",
                                       .help = "folder for the figures, instead of RUN/figures"},
                                      {.name = "width",
                                       .kind = OPTION_UINT,
                                       .value = "PX",
                                       .preset = "0",
                                       .max = 10000,
                                       .help = "0 = the figure's own"},
                                      {.name = "height",
                                       .kind = OPTION_UINT,
                                       .value = "PX",
                                       .preset = "0",
                                       .max = 10000,
                                       .help = "0 = the figure's own"},
                                      {.name = "seed",
                                       .kind = OPTION_UINT,
                                       .value = "N",
                                       .preset = "1",
                                       .max = UINT64_MAX,
                                       .help = "where a scenario is run first"},
                                      {.name = "sessions",
                                       .letter = 'n',
                                       .kind = OPTION_UINT,
                                       .value = "N",
                                       .preset = "200",
                                       .min = 1,
                                       .max = 1000000000,
                                       .help = "where a scenario is run first"},
                                      {.name = "set",
                                       .kind = OPTION_LIST,
                                       .value = "PATH=VALUE",
                                       .help = "change the scenario that is run first"},
                                      {0}};

static bool is_run(const char *name)
{
    struct stat st;
    return !strcmp(name, "last") || (stat(name, &st) == 0 && S_ISDIR(st.st_mode));
}

/* The run directory to draw from: the one named, or a new one from a scenario. */
static const char *run_to_draw(cli *c)
{
    const char *name = c->arguments[0];
    if (is_run(name)) return run_dir_find(&c->arena, name, &c->errors);
    error_list unheard;
    error_list_init(&unheard);
    const char *path = scenario_find(&c->arena, name, c->scenario_dirs, &unheard);
    const char *dir = path ? NULL : run_dir_find(&c->arena, name, &unheard);
    if (!path && !dir) {
        error_list_fini(&unheard);
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "\"%s\" is neither a run (a directory, the start of its name, or last) nor a "
                  "scenario",
                  name);
        return NULL;
    }
    error_list_fini(&unheard);
    if (dir) return dir;
    const override *sets;
    plan p;
    size_t n = option_overrides(c, &sets);
    if (plan_single(&c->arena, path, sets, n, option_uint(c, "sessions"), option_uint(c, "seed"),
                    RECORD_SESSIONS, &p, &c->errors) != 0)
        return NULL;
    execution how = {.quiet = true, .formats = "svg"};
    if (execute(c, &p, &how) < 0 && c->errors.errors) return NULL;
    return run_dir_find(&c->arena, "last", &c->errors);
}

static bool wanted(const cli *c, const char *figure)
{
    for (uint32_t i = 1; i < c->n_arguments; i++)
        if (!strcmp(c->arguments[i], figure)) return true;
    return c->n_arguments == 1;
}

static void check_names(cli *c)
{
    for (uint32_t i = 1; i < c->n_arguments; i++)
        if (!figure_help(c->arguments[i])) {
            const char *all = "";
            for (const char *const *f = figure_names(); *f; f++)
                all = arena_format(&c->arena, "%s%s%s", all, *all ? ", " : "", *f);
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "no figure \"%s\"; there are %s",
                      c->arguments[i], all);
        }
}

static int plot_run(cli *c)
{
    check_names(c);
    const char *dir = c->errors.errors ? NULL : run_to_draw(c);
    if (!dir) return cli_fail(c);
    analysis *a = analysis_open(dir, &c->errors);
    if (!a) return cli_fail(c);
    buf paths;
    buf_init(&paths);
    const char *formats = option_text(c, "format");
    figure_options how = {.out = option_text(c, "out"),
                          .formats = formats,
                          .width = (uint32_t)option_uint(c, "width"),
                          .height = (uint32_t)option_uint(c, "height"),
                          .txt = strstr(formats, "txt") ? stdout : NULL};
    int code = HG_E_OK;
    for (const char *const *f = figure_names(); *f && !code; f++)
        if (wanted(c, *f)) code = figure_draw(a, *f, &how, &paths, &c->errors);
    fwrite(paths.data, 1, paths.size, stdout);
    buf_fini(&paths);
    analysis_close(a);
    return c->errors.errors ? cli_fail(c) : code;
}

const command command_plot = {
    .name = "plot",
    .arguments = "RUN|SCENARIO [FIGURE...]",
    .summary = "draw the figures of a run: concession, share",
    .about =
        "RUN is a directory, the start of a name in runs/, or last. gnuplot draws; the .gp and "
        ".dat files stand\nbeside each figure and run by themselves.",
    .examples = {{"higgle plot last", "every figure of the last run"},
                 {"higgle plot last concession --format png,txt", "one, for slides and here"},
                 {"higgle plot used-car -n 500", "run a scenario, then draw it"}},
    .options = plot_options,
    .min_arguments = 1,
    .max_arguments = 16,
    .run = plot_run};
