/* higgle plot: the figures of a run; a scenario is run first. */
#include "cli/execute.h"

#include "cli/figures.h"

#include <string.h>

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
                                       .min = 200,
                                       .max = 10000,
                                       .help = "instead of the figure's own"},
                                      {.name = "height",
                                       .kind = OPTION_UINT,
                                       .value = "PX",
                                       .min = 200,
                                       .max = 10000,
                                       .help = "instead of the figure's own"},
                                      OPTION_SEED("1", "where a scenario is run first"),
                                      OPTION_SESSIONS("200", "where a scenario is run first"),
                                      OPTION_SET("change the scenario that is run first"),
                                      {0}};

/* A scenario is played first; where that was interrupted, *code says so. */
static const char *play_first(cli *c, const char *path, int *code)
{
    const override *sets;
    const char *dir = NULL;
    plan p;
    size_t n = option_overrides(c, &sets);
    if (plan_single(&c->arena, path, sets, n, option_uint(c, "sessions"), option_uint(c, "seed"),
                    RECORD_SESSIONS, &p, &c->errors) != 0)
        return NULL;
    execution how = {.quiet = true, .formats = "svg"};
    *code = execute(c, &p, &how, &dir);
    return *code == INTERRUPTED || c->errors.errors ? NULL : dir;
}

/* The run directory to draw from: the one named, or a new one from a scenario. */
static const char *run_to_draw(cli *c, int *code)
{
    const char *name = c->arguments[0];
    thing found = thing_find(c, name, LOOK_RUN_FIRST);
    if (found.kind == THING_RUN) return found.path;
    if (found.kind == THING_SCENARIO) return play_first(c, found.path, code);
    (void)thing_is_other(c, name, found.kind);
    return NULL;
}

static uint32_t size_of(const cli *c, const char *name)
{
    return option_text(c, name) ? (uint32_t)option_uint(c, name) : 0;
}

static int draw_run(cli *c, const char *dir)
{
    analysis *a = analysis_open(dir, &c->errors);
    if (!a) return cli_fail(c);
    buf paths;
    buf_init(&paths);
    const char *formats = option_text(c, "format");
    figure_options how = {.out = option_text(c, "out"),
                          .formats = formats,
                          .width = size_of(c, "width"),
                          .height = size_of(c, "height"),
                          .txt = strstr(formats, "txt") ? stdout : NULL};
    uint32_t n = c->n_arguments - 1;
    const char *const *names = n ? c->arguments + 1 : figure_names();
    while (c->n_arguments == 1 && names[n]) n++;
    int code = figures_draw(a, names, n, &how, &paths, &c->errors);
    fwrite(paths.data, 1, paths.size, stdout);
    buf_fini(&paths);
    analysis_close(a);
    return code ? cli_fail(c) : HG_E_OK;
}

static int plot_run(cli *c)
{
    int code = HG_E_OK;
    for (uint32_t i = 1; i < c->n_arguments; i++) (void)figures_known(c, c->arguments[i], NULL);
    (void)figure_formats_fine(option_text(c, "format"), &c->errors);
    const char *dir = c->errors.errors ? NULL : run_to_draw(c, &code);
    if (c->errors.errors) return cli_fail(c);
    return dir ? draw_run(c, dir) : code;
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
