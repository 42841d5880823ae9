/* Runs a plan into a directory and tells its user what came out. The steps stand in execute(), in
 * order. */
#include "cli/execute.h"

#include "analysis/figure.h"
#include "cli/progress.h"
#include "run/directory.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A signal handler can reach nothing but a global: the one exception to "no mutable globals". */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted++; /* the second ^C meets the default action: SA_RESETHAND */
}

static void watch_interrupt(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    interrupted = 0;
    sigaction(SIGINT, &action, NULL);
}

static double now_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int run_plan(cli *c, const plan *p, const execution *how, run_dir *dir, run_info *info)
{
    progress bar;
    progress_init(&bar, c->command->name);
    watch_interrupt();
    double start = now_seconds();
    block_store store = {.ctx = dir, .write = run_dir_write};
    run_options options = {.workers = how->workers,
                           .progress = how->quiet ? NULL : progress_show,
                           .ctx = &bar,
                           .stop = &interrupted};
    int code = run_missing(p, &store, &options, &info->tally, &c->errors);
    info->seconds = now_seconds() - start;
    info->status = code == 0 ? "complete" : "interrupted";
    progress_end(&bar);
    if (code == HG_E_OK)
        code = run_dir_finish(dir, p, &c->errors);
    else if (code == HG_E_NO)
        close(dir->log);
    int manifest = run_dir_manifest(dir, p, info, &c->errors);
    return code ? code : manifest;
}

static int draw_figures(cli *c, analysis *a, const execution *how, buf *paths)
{
    figure_options options = {.formats = how->formats};
    for (uint32_t i = 0; i < how->n_figures; i++) {
        error_list missing;
        error_list_init(&missing);
        int code = figure_draw(a, how->figures[i], &options, paths, &missing);
        /* without gnuplot a run is still a run: one line says so */
        if (code == HG_E_INPUT) error_print(&missing, stderr);
        error_list_fini(&missing);
        if (code == HG_E_INPUT) return HG_E_OK;
        if (code) return code;
    }
    (void)c;
    return HG_E_OK;
}

static void print_text(cli *c, analysis *a, const plan *p, const run_dir *dir, const buf *paths,
                       int *outcome)
{
    analysis_print_cells(a, stdout);
    putchar('\n');
    *outcome = analysis_print_verdicts(a, stdout);
    printf("%srun      %s\n", *outcome || p->experiment->n_hypotheses ? "\n" : "", dir->path);
    bool twins = p->arms[p->n_arms - 1].arm.twin_of != HG_NOBODY;
    printf("tables   %s/sessions.csv %strajectories.csv parties.csv columns.csv\n", dir->path,
           twins ? "twins.csv " : "");
    for (size_t at = 0; at < paths->size;) {
        const char *line = (const char *)paths->data + at;
        size_t length = strcspn(line, "\n");
        if (length > 4 && !strncmp(line + length - 4, ".svg", 4))
            printf("figure   %.*s\n", (int)length, line);
        at += length + 1;
    }
    printf("again    %s\n", c->command_line);
    printf("draw     higgle plot %s\n", shell_word(&c->arena, dir->path));
}

static int report(cli *c, const plan *p, const execution *how, const run_dir *dir)
{
    buf paths, out;
    int outcome = HG_E_OK;
    analysis *a = analysis_open(dir->path, &c->errors);
    if (!a) return error_first_code(&c->errors);
    buf_init(&paths);
    buf_init(&out);
    int code = analysis_write_tables(a, &c->errors);
    if (!code) code = analysis_write_card(a, c->command_line, &c->errors);
    if (!code) code = draw_figures(c, a, how, &paths);
    buf_byte(&paths, 0);
    paths.size--;
    if (!code && c->json) {
        analysis_json(a, &out);
        cli_print_json(&out);
        FILE *nowhere = fopen("/dev/null", "w");
        outcome = nowhere ? analysis_print_verdicts(a, nowhere) : HG_E_IO;
        if (nowhere) fclose(nowhere);
    } else if (!code) {
        print_text(c, a, p, dir, &paths, &outcome);
    }
    buf_fini(&out);
    buf_fini(&paths);
    analysis_close(a);
    return code ? code : outcome;
}

int execute(cli *c, const plan *p, const execution *how)
{
    run_dir dir;
    run_info info = {.command_line = c->command_line, .status = "running", .workers = how->workers};
    cli_warn(c);
    int code = run_dir_create(&c->arena, p, how->out, &dir, &c->errors);
    if (!code) code = run_dir_manifest(&dir, p, &info, &c->errors);
    if (!code) code = run_plan(c, p, how, &dir, &info);
    if (code == HG_E_NO && interrupted) {
        fprintf(stderr, "interrupted: %s holds every block that was complete\n", dir.path);
        return INTERRUPTED;
    }
    return code ? code : report(c, p, how, &dir);
}
