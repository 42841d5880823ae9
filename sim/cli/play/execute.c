/* Runs a plan into a directory and tells its user what came out. The steps stand in execute(), in
 * order. The manifest says "complete" only when all that the directory promises is there. */
#include "cli/play/execute.h"
#include "cli/catalog.h"

#include "base/text.h"
#include "cli/play/figures.h"
#include "cli/play/progress.h"
#include "cli/play/signals.h"
#include "run/directory.h"
#include "seat/person.h"

#include <string.h>
#include <unistd.h>

enum { NOTHING_LEFT = 1 }; /* of a run that is resumed: no code of an error */

/* One run while it is made. */
typedef struct making {
    cli *cli;
    const plan *plan;
    const execution *how;
    progress bar;
    run_dir dir;
    run_info info;
    tally before;    /* what stood in the record that this run goes on with */
    uint64_t blocks; /* in the record */
    analysis *analysis;
    buf paths;            /* of figures */
    error_list no_figure; /* what hindered drawing, */
    int hindered;         /* and its code */
} making;

const char *const record_level_names[] = {"sessions", "full", NULL};

static int stopped(void) { return *signals_stop ? INTERRUPTED : HG_E_OK; }

/* A run that goes on keeps the command line that began it. */
static int go_on(making *m)
{
    arena *a = &m->cli->arena;
    const char *dir = m->how->resume, *began = run_dir_manifest_text(a, dir, "command_line");
    const char *status = run_dir_manifest_text(a, dir, "status");
    int code = run_dir_resume(a, m->plan, dir, &m->dir, &m->blocks, &m->before, &m->cli->errors);
    if (began) m->info.command_line = began;
    m->info.tally = m->before;
    bool whole = m->dir.log < 0 && status && strcmp(status, "complete") == 0;
    return !code && whole ? NOTHING_LEFT : code;
}

static int open_directory(making *m)
{
    error_list *errors = &m->cli->errors;
    int code = m->how->resume
                   ? go_on(m)
                   : run_dir_create(&m->cli->arena, m->plan, m->how->out, &m->dir, errors);
    return code ? code : run_dir_manifest(&m->dir, m->plan, &m->info, errors);
}

static void add_tally(tally *into, const tally *t)
{
    into->sessions += t->sessions;
    into->deals += t->deals;
    into->faults += t->faults;
    into->offers += t->offers;
}

static void on_progress(void *ctx, const tally *t, uint64_t jobs, double seconds)
{
    making *m = ctx;
    tally all = m->before;
    add_tally(&all, t);
    progress_show(&m->bar, &all, jobs, seconds);
}

bool nobody_is_missing(cli *c, const plan *p)
{
    for (uint32_t i = 0; i < p->n_seats; i++) {
        if (p->seats[i].type != &person_absent || p->seats[i].recorded) continue;
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "%s is no agent but somebody at the terminal; higgle play SCENARIO lets one play",
                  PERSON_AGENT);
        return false;
    }
    return true;
}

static int play(making *m)
{
    block_store store = {.ctx = &m->dir, .have = m->blocks, .write = run_dir_write};
    run_options options = {
        .workers = m->how->workers, .progress = on_progress, .ctx = m, .stop = signals_stop};
    if (m->dir.log < 0) return HG_E_OK; /* the record is whole already */
    if (!nobody_is_missing(m->cli, m->plan)) return HG_E_INPUT;
    uint64_t start = uv_hrtime();
    int code = run_missing(m->plan, &store, &options, &m->info.tally, &m->cli->errors);
    m->info.seconds = 1e-9 * (double)(uv_hrtime() - start);
    add_tally(&m->info.tally, &m->before);
    m->blocks = store.have;
    if (code == HG_E_OK) return run_dir_finish(&m->dir, m->plan, &m->cli->errors);
    close(m->dir.log);
    return code == HG_E_NO ? INTERRUPTED : code;
}

static int write_tables(making *m)
{
    error_list *errors = &m->cli->errors;
    progress_say(&m->bar, "writing tables");
    m->analysis = analysis_open(m->dir.path, errors);
    if (!m->analysis) return error_first_code(errors);
    int code = analysis_write_tables(m->analysis, errors);
    return code ? code : analysis_write_card(m->analysis, m->info.command_line, errors);
}

/* What hinders a figure is told later: it must not hide the verdicts. */
static int draw_figures(making *m)
{
    const execution *how = m->how;
    figure_options options = {.formats = how->formats};
    if (how->n_figures) progress_say(&m->bar, "drawing figures");
    m->hindered =
        figures_draw(m->analysis, how->figures, how->n_figures, &options, &m->paths, &m->no_figure);
    return stopped();
}

static int make(making *m)
{
    int code = play(m);
    if (!code) code = stopped();
    if (!code) code = write_tables(m);
    if (!code) code = stopped();
    return code ? code : draw_figures(m);
}

static int close_manifest(making *m, int code)
{
    m->info.status = code ? "interrupted" : "complete";
    int written = run_dir_manifest(&m->dir, m->plan, &m->info, &m->cli->errors);
    return code ? code : written;
}

/* ---- telling ---- */

static bool is_picture(const char *path, size_t size)
{
    static const char *const endings[] = {".svg", ".png", ".pdf"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (size > 4 && !strncmp(path + size - 4, endings[i], 4)) return true;
    return false;
}

static void print_pictures(const buf *paths)
{
    for (size_t at = 0; at < paths->size;) {
        const char *line = (const char *)paths->data + at;
        const char *end = memchr(line, '\n', paths->size - at);
        size_t size = end ? (size_t)(end - line) : paths->size - at;
        if (is_picture(line, size)) printf("figure   %.*s\n", (int)size, line);
        at += size + 1;
    }
}

static bool has_twins(const plan *p) { return p->arms[p->n_arms - 1].arm.twin_of != HG_NOBODY; }

/* An experiment's sheet for a class, if there is one of its name. */
static void print_lesson(cli *c, const char *name)
{
    const catalog_entry *e = name ? catalog_find(c, catalog_kind_find("lessons"), name) : NULL;
    if (e) printf("lesson   %s\n", e->facts[FACT_FILE]);
}

static int print_text(const making *m)
{
    cli *c = m->cli;
    const plan *p = m->plan;
    bool twins = has_twins(p);
    analysis_print_cells(m->analysis, stdout);
    putchar('\n');
    int outcome = analysis_print_verdicts(m->analysis, stdout);
    printf("%srun      %s\n", outcome || p->experiment->n_hypotheses ? "\n" : "", m->dir.path);
    printf("tables   %s/sessions.csv %strajectories.csv parties.csv columns.csv%s\n", m->dir.path,
           twins ? "twins.csv " : "", p->experiment->n_hypotheses ? " verdicts.csv" : "");
    print_pictures(&m->paths);
    printf("again    %s\n", shell_without(&c->arena, m->info.command_line, "out"));
    printf("draw     higgle plot %s\n", shell_word(&c->arena, m->dir.path));
    print_lesson(c, p->experiment->name);
    return outcome;
}

static int print_json(const making *m)
{
    buf out;
    buf_init(&out);
    analysis_json(m->analysis, &out);
    cli_print_json(&out);
    buf_fini(&out);
    FILE *nowhere = fopen("/dev/null", "w");
    int outcome = nowhere ? analysis_print_verdicts(m->analysis, nowhere) : HG_E_IO;
    if (nowhere) fclose(nowhere);
    return outcome;
}

/* Agents that failed are told whatever else comes of the run. */
static bool tell_faults(const making *m)
{
    enum { TOLD = 5 };
    char failed[WORDS_MAX], accepted[32];
    uint64_t n = analysis_faults(m->analysis);
    if (!n) return false;
    bool above = n > m->how->faults;
    text_grouped(accepted, sizeof accepted, m->how->faults);
    fprintf(stderr, "%s: agents failed in %s%s; accepted are %s (--faults N)\n",
            above ? "error" : "note", say_count(failed, n, "session"),
            has_twins(m->plan) ? ", those of blind twins included" : "", accepted);
    analysis_print_faults(m->analysis, TOLD, stderr);
    return above;
}

static int tell(making *m)
{
    int outcome = m->cli->json ? print_json(m) : print_text(m);
    fflush(stdout);
    if (tell_faults(m)) outcome = HG_E_AGENT;
    if (m->hindered == HG_E_INPUT) /* without gnuplot a run is still a run */
        fprintf(stderr, "note: %s\n", m->no_figure.items[0].text);
    else if (m->hindered)
        cli_print_errors(&m->no_figure);
    return m->hindered && m->hindered != HG_E_INPUT ? m->hindered : outcome;
}

static void tell_interrupted(const making *m)
{
    char have[32], all[WORDS_MAX];
    text_grouped(have, sizeof have, m->blocks);
    const char *path = m->dir.path;
    if (m->blocks == m->plan->blocks)
        fprintf(stderr, "interrupted: %s holds the whole record, but not every table and figure\n",
                path);
    else
        fprintf(stderr, "interrupted: %s holds %s of %s, all of them complete\n", path, have,
                say_count(all, m->plan->blocks, "block"));
    const char *resume =
        arena_format(&m->cli->arena, "higgle %s --resume %s%s",
                     command_takes(m->cli->command, "resume") ? m->cli->command->name : "run",
                     shell_word(&m->cli->arena, path),
                     m->plan->experiment->n_figures && !m->how->n_figures ? " --no-figures" : "");
    fprintf(stderr, "resume: %s\n", resume);
    if (m->cli->json) cli_print_interrupted(path, resume, 128 + *signals_stop);
}

/* With --json there is a document all the same: the result of the run. */
static int say_complete(making *m)
{
    cli *c = m->cli;
    fprintf(c->json ? stderr : stdout, "%s is complete: nothing is left to run\n", m->dir.path);
    if (!c->json) return HG_E_OK;
    m->analysis = analysis_open(m->dir.path, &c->errors);
    if (!m->analysis) return error_first_code(&c->errors);
    (void)print_json(m);
    analysis_close(m->analysis);
    return HG_E_OK;
}

int execute(cli *c, const plan *p, const execution *how, const char **dir)
{
    making m = {
        .cli = c,
        .plan = p,
        .how = how,
        .info = {.command_line = c->command_line, .status = "running", .workers = how->workers}};
    cli_note_but(c, p->experiment->scenario_root->file);
    if (!how->resume && !nobody_is_missing(c, p)) return HG_E_INPUT;
    int code = open_directory(&m);
    if (code) run_dir_close(&m.dir);
    if (code == NOTHING_LEFT) return say_complete(&m);
    if (code) return code;
    if (dir) *dir = m.dir.path;
    buf_init(&m.paths);
    error_list_init(&m.no_figure);
    progress_init(&m.bar, c->command->name, how->quiet);
    m.bar.before = m.before.sessions;
    signals_watch();
    code = close_manifest(&m, make(&m));
    run_dir_close(&m.dir);
    progress_end(&m.bar);
    if (!code && !how->silent) code = tell(&m);
    if (code == INTERRUPTED) tell_interrupted(&m);
    if (m.analysis) analysis_close(m.analysis);
    error_list_fini(&m.no_figure);
    buf_fini(&m.paths);
    return code;
}
