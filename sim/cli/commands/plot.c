/* higgle plot: the figures of a run, or of one of its sessions; a scenario is played first. */
#include "cli/play/execute.h"
#include "cli/play/figures.h"
#include "cli/play/role_words.h"
#include "cli/play/session_name.h"
#include "cli/tell/lent.h"

#include "base/json.h"
#include "base/text.h"
#include "run/directory.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

enum { SESSIONS = 200 }; /* of a scenario, where a figure is about all of them */

static const option plot_options[] = {
    {.name = "format",
     .kind = OPTION_TEXT,
     .value = "FORMATS",
     .preset = "svg,txt",
     .help = "svg, png, pdf, txt; txt is printed as well, where figures are named"},
    {.name = "theme",
     .kind = OPTION_TEXT,
     .value = "THEME",
     .preset = "light",
     .help = "light, dark, print (greys), projector (large type, thick lines)"},
    {.name = "size",
     .kind = OPTION_TEXT,
     .value = "SIZE",
     .help = "paper, slide, or pixels as in 900x600; else the figure's own"},
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
    {.name = "measure",
     .kind = OPTION_TEXT,
     .value = "COLUMN",
     .help = "what effect shows: a column of sessions.csv; else what the hypotheses are about"},
    {.name = "out",
     .kind = OPTION_TEXT,
     .value = "DIR",
     .help = "folder for the figures, instead of RUN/figures; none in it is overwritten"},
    {.name = "open", .kind = OPTION_FLAG, .help = "show the first picture"},
    OPTION_SEED("1", "where a scenario is played first"),
    OPTION_SESSIONS(NULL, "where a scenario is played first: 200; 1 for timeline, outcome-space"),
    OPTION_SET("change the scenario that is played first"),
    {0}};

/* ---- what the words mean ---- */

typedef struct asked {
    session_name name; /* of a run, or a scenario */
    const char **figures;
    uint32_t n_figures;
    const override *sets; /* --set, then ROLE=AGENT */
    size_t n_sets, n_agents;
    bool of_run, of_session; /* some figure is */
} asked;

static bool is_number(const char *word) { return *word && !word[strspn(word, "0123456789")]; }

static void read_session(cli *c, uint32_t i, asked *out)
{
    if (i == 1 && !out->name.one && text_to_uint64(c->arguments[i], &out->name.number)) {
        out->name.one = true;
        return;
    }
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "%s: one session at most, right behind its run: higgle plot %s %s", c->arguments[i],
              shell_words(&c->arena, out->name.run), c->arguments[i]);
}

static void read_figure(cli *c, const char *word, asked *out)
{
    if (!figures_known(c, word, NULL)) return;
    out->figures[out->n_figures++] = word;
    if (figure_is_about(word) == FIGURE_OF_RUN)
        out->of_run = true;
    else
        out->of_session = true;
}

static bool read_words(cli *c, asked *out)
{
    const override *given;
    size_t n = option_overrides(c, &given);
    override *sets = arena_array(&c->arena, n + c->n_arguments, sizeof *sets);
    *out = (asked){.figures = arena_array(&c->arena, c->n_arguments, sizeof *out->figures),
                   .sets = sets};
    (void)session_name_split(c, c->arguments[0], &out->name);
    for (uint32_t i = 1; i < c->n_arguments; i++) {
        const char *word = c->arguments[i];
        if (is_number(word))
            read_session(c, i, out);
        else if (!strchr(word, '='))
            read_figure(c, word, out);
        else if (role_word(c, i, &sets[out->n_agents]))
            out->n_agents++;
    }
    if (n) memcpy(sets + out->n_agents, given, n * sizeof *sets);
    out->n_sets = n + out->n_agents;
    return !c->errors.errors;
}

/* ---- the run to draw from ---- */

/* A scenario is played first; where that was interrupted, *code says so. One session is enough
 * where no figure is about more, and it is the one that `higgle run` tells. */
static const char *play_first(cli *c, const char *path, const asked *a, int *code)
{
    const char *dir = NULL;
    plan p;
    bool one = a->of_session && !a->of_run;
    uint64_t sessions = option_text(c, "sessions") ? option_uint(c, "sessions")
                        : one                      ? 1
                                                   : SESSIONS;
    bool full = a->of_session || !a->n_figures;
    if (plan_single(&c->arena, path, a->sets, a->n_sets, sessions, option_uint(c, "seed"),
                    full ? RECORD_FULL : RECORD_SESSIONS, &p, &c->errors) != 0)
        return NULL;
    execution how = {.quiet = true, .silent = true, .formats = "svg"};
    *code = execute(c, &p, &how, &dir);
    return *code == INTERRUPTED || c->errors.errors ? NULL : dir;
}

static const char *no_session(cli *c, const asked *a)
{
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "%s is a scenario: --seed says which session of it is played", a->name.run);
    return NULL;
}

static const char *no_changes(cli *c, const asked *a)
{
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "%s is a run: it has been played, %s changes nothing in it", a->name.run,
              a->n_agents ? "ROLE=AGENT" : "--set");
    return NULL;
}

/* The run directory to draw from: the one named, or a new one from a scenario. */
static const char *run_to_draw(cli *c, const asked *a, int *code)
{
    thing found = thing_find(c, a->name.run, LOOK_RUN_FIRST);
    if (found.kind == THING_RUN) return a->n_sets ? no_changes(c, a) : found.path;
    if (found.kind == THING_SCENARIO)
        return a->name.one ? no_session(c, a) : play_first(c, found.path, a, code);
    (void)thing_is_other(c, a->name.run, found.kind);
    return NULL;
}

/* ---- drawing ---- */

static uint32_t size_of(const cli *c, const char *name)
{
    return option_text(c, name) ? (uint32_t)option_uint(c, name) : 0;
}

static figure_options looks(const cli *c)
{
    return (figure_options){.out = option_text(c, "out"),
                            .formats = option_text(c, "format"),
                            .theme = option_text(c, "theme"),
                            .size = option_text(c, "size"),
                            .measure = option_text(c, "measure"),
                            .width = size_of(c, "width"),
                            .height = size_of(c, "height")};
}

/* Where none is named: all that the record can give; of a session that was named, those about one.
 */
static void choose_figures(cli *c, analysis *a, const figure_options *how, asked *out)
{
    size_t n = 0;
    const char *const *names = figure_names();
    if (out->n_figures) return;
    while (names[n]) n++;
    out->figures = arena_array(&c->arena, n, sizeof *out->figures);
    for (size_t i = 0; i < n; i++) {
        bool of_run = figure_is_about(names[i]) == FIGURE_OF_RUN;
        bool wanted = out->name.one ? !of_run : !figure_lacks(a, names[i], how);
        if (wanted) out->figures[out->n_figures++] = names[i];
    }
}

/* ---- telling ---- */

static const char *next_line(const buf *text, size_t *at, arena *to)
{
    const char *line = (const char *)text->data + *at;
    const char *end = *at < text->size ? memchr(line, '\n', text->size - *at) : NULL;
    if (!end) return NULL;
    *at += (size_t)(end - line) + 1;
    return arena_textn(to, line, (size_t)(end - line));
}

/* runs/x/figures/share.svg belongs to share. */
static bool belongs_to(const char *path, const char *figure)
{
    const char *name = strrchr(path, '/');
    size_t size = strlen(figure);
    name = name ? name + 1 : path;
    return !strncmp(name, figure, size) && name[size] == '.' && !strchr(name + size + 1, '.');
}

static void put_figure(cli *c, json *j, const char *figure, const buf *paths)
{
    static const char *const about[] = {[FIGURE_OF_RUN] = "run",
                                        [FIGURE_OF_SESSION] = "session",
                                        [FIGURE_OF_SCENARIO] = "scenario"};
    const char *path;
    json_object(j);
    json_key(j, "name"), json_string(j, figure);
    json_key(j, "about"), json_string(j, about[figure_is_about(figure)]);
    json_key(j, "files");
    json_array(j);
    for (size_t at = 0; (path = next_line(paths, &at, &c->arena));)
        if (belongs_to(path, figure)) json_string(j, path);
    json_end_array(j);
    json_end_object(j);
}

static void print_json(cli *c, const char *dir, const asked *a, const buf *paths)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, dir);
    json_key(&j, "session"), json_uint(&j, a->name.number);
    json_key(&j, "theme"), json_string(&j, option_text(c, "theme"));
    json_key(&j, "figures");
    json_array(&j);
    for (uint32_t i = 0; i < a->n_figures; i++) put_figure(c, &j, a->figures[i], paths);
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static bool is_picture(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (!strcmp(dot, ".svg") || !strcmp(dot, ".png") || !strcmp(dot, ".pdf"));
}

/* Hands a picture to the desktop and does not wait for it. */
static void open_picture(cli *c, const char *path)
{
    char *const arguments[] = {(char[]){"xdg-open"}, (char *)path, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    posix_spawn_file_actions_init(&actions);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0)
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "xdg-open is not installed: open %s with what shows pictures here", path);
    posix_spawn_file_actions_destroy(&actions);
}

static void open_first(cli *c, const buf *paths)
{
    const char *path;
    for (size_t at = 0; (path = next_line(paths, &at, &c->arena));)
        if (is_picture(path)) {
            open_picture(c, path);
            return;
        }
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
              "there is no picture to open: --format %s makes none", option_text(c, "format"));
}

/* In a folder that its user named, a picture may be that of another run. */
static void refuse_to_overwrite(cli *c, const asked *what)
{
    const char *out = option_text(c, "out");
    for (uint32_t i = 0; out && i < what->n_figures; i++) {
        char *rest = arena_text(&c->arena, option_text(c, "format"));
        for (const char *format; (format = strtok_r(rest, ",", &rest));) {
            const char *path = arena_format(&c->arena, "%s/%s.%s", out, what->figures[i], format);
            if (access(path, F_OK) == 0)
                error_add(&c->errors, HG_E_USAGE, path, 0, 0,
                          "is there already; nothing is overwritten: name another folder");
        }
    }
    if (out && *out && !c->errors.errors) run_dir_make_above(&c->arena, out);
}

static int draw_run(cli *c, const char *dir, asked *what)
{
    analysis *a = analysis_open(dir, &c->errors);
    if (!a) return cli_fail(c);
    buf paths;
    buf_init(&paths);
    figure_options how = looks(c);
    bool printed = what->n_figures && !c->json && strstr(how.formats, "txt");
    how.session = what->name.number;
    how.txt = printed ? stdout : NULL;
    if (what->n_figures) lend_onlookers(a); /* figures that judge parts take long: only by name */
    choose_figures(c, a, &how, what);
    refuse_to_overwrite(c, what);
    int code = c->errors.errors
                   ? error_first_code(&c->errors)
                   : figures_draw(a, what->figures, what->n_figures, &how, &paths, &c->errors);
    if (!code && option_flag(c, "open")) open_first(c, &paths);
    if (c->json && !c->errors.errors)
        print_json(c, dir, what, &paths);
    else if (!c->json && paths.size)
        fwrite(paths.data, 1, paths.size, stdout);
    buf_fini(&paths);
    analysis_close(a);
    return c->errors.errors ? cli_fail(c) : HG_E_OK;
}

static int plot_run(cli *c)
{
    int code = HG_E_OK;
    asked what;
    const figure_options how = looks(c);
    (void)read_words(c, &what);
    (void)figure_formats_fine(how.formats, &c->errors);
    (void)figure_looks_fine(&how, &c->errors);
    const char *dir = c->errors.errors ? NULL : run_to_draw(c, &what, &code);
    if (c->errors.errors) return cli_fail(c);
    return dir ? draw_run(c, dir, &what) : code;
}

static const json_field plot_json[] = {
    {"run", "string", "the directory that was drawn from"},
    {"session", "number", "that figures about one session show"},
    {"theme", "string", "light, dark, print, projector"},
    {"figures", "list", "in the order drawn"},
    {"figures[].name", "string", "concession, timeline, ..."},
    {"figures[].about", "string", "run, session or scenario"},
    {"figures[].files", "list of strings", "what was written: its .gp and .dat, then the pictures"},
    {0}};

const command command_plot = {
    .name = "plot",
    .arguments = "RUN[#N]|SCENARIO [ROLE=AGENT...] [FIGURE...]",
    .summary = "draw the figures of a run, of one of its sessions, or of a scenario",
    .about =
        "RUN is a directory, the start of a name in runs/, or last; RUN#N (or RUN N) is one of its "
        "sessions, the first\nwhere none is named. A scenario is played first: once for timeline "
        "and "
        "outcome-space, which show the session\nthat higgle run tells, else 200 times. Without "
        "FIGURE: all that can be drawn. gnuplot draws; the .gp and .dat\nfiles stand beside each "
        "figure and run by themselves.",
    .examples = {{"higgle plot last", "every figure of the last run"},
                 {"higgle plot last concession --format png,txt", "one, for slides and here"},
                 {"higgle plot last effect --measure efficiency", "anything that was measured"},
                 {"higgle plot last#17 timeline --theme projector",
                  "one session, for a lecture room"},
                 {"higgle plot used-car timeline --seed 3", "play one session and draw it"}},
    .options = plot_options,
    .min_arguments = 1,
    .max_arguments = 2 + HG_PARTIES_MAX + 16,
    .json = plot_json,
    .run = plot_run};
