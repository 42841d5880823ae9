/* higgle bench: how fast, against the floor of the same repetition. CPU time of this thread; modes
 * are interleaved, so that a busy machine hurts all of them alike. Gate on ratios and instructions,
 * never on nanoseconds. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/oom.h"
#include "base/text.h"
#include "cli/bench/bench_outside.h"
#include "cli/bench/bench_spaces.h"
#include "cli/bench/counted.h"
#include "cli/bench/figures_told.h"
#include "cli/bench/workload.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <uv.h>

typedef enum mode { MODE_FLOOR, MODE_MESSAGES, MODE_LOG, MODE_LEVERAGE, MODE_COUNT } mode;
static const char *const mode_names[MODE_COUNT + 1] = {"floor", "messages", "messages+log",
                                                       "+leverage", NULL};
static const char *const workload_names[] = {"a",
                                             "b",
                                             "c",
                                             "d",
                                             "d-tit-for-tat",
                                             "d-micro",
                                             "spaces",
                                             "frontier-1e6",
                                             "frontier-1e7",
                                             "frontier-1e12",
                                             "search-1e12",
                                             "outside",
                                             NULL};

static const option bench_options[] = {{.name = "workload",
                                        .kind = OPTION_CHOICE,
                                        .value = "NAME",
                                        .choices = workload_names,
                                        .help = "only this one"},
                                       {.name = "mode",
                                        .kind = OPTION_CHOICE,
                                        .value = "MODE",
                                        .choices = mode_names,
                                        .help = "only this one"},
                                       {.name = "repetitions",
                                        .kind = OPTION_UINT,
                                        .value = "N",
                                        .preset = "9",
                                        .min = 1,
                                        .max = 1000,
                                        .help = "interleaved repetitions"},
                                       {.name = "sessions",
                                        .letter = 'n',
                                        .kind = OPTION_UINT,
                                        .value = "N",
                                        .min = 256,
                                        .max = 100000000,
                                        .help = "per repetition, instead of the workload's"},
                                       {.name = "program",
                                        .kind = OPTION_TEXT,
                                        .value = "COMMAND",
                                        .help = "outside: this one as well, as in exec:COMMAND"},
                                       {0}};

enum { REPETITIONS_MAX = 1000 };
typedef struct measured {
    bool done;
    work_result result;
    double ns[REPETITIONS_MAX]; /* per offer, by repetition */
    long peak_rss_kib;
} measured;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of(const double *x, uint32_t n, double *min)
{
    double sorted[REPETITIONS_MAX];
    memcpy(sorted, x, n * sizeof *x);
    qsort(sorted, n, sizeof *sorted, by_size);
    if (min) *min = sorted[0];
    return n % 2 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
}

static double median_ratio(const measured *m, const measured *to, uint32_t n)
{
    double ratio[REPETITIONS_MAX] = {0};
    for (uint32_t i = 0; i < n; i++) ratio[i] = m->ns[i] / to->ns[i];
    return median_of(ratio, n, NULL);
}

typedef struct bench {
    cli *cli;
    uint32_t repetitions;
    const char *only_mode;
    json *json;
    bool equal; /* every mode came to the same results */
} bench;

/* What the modes of a workload need, made once. */
typedef struct rig {
    const work *work;
    const double *const *curves;
    work_messages *messages;
    worker *log, *leverage; /* leverage: NULL without such a plan */
    buf scratch;
} rig;

static work_result run_mode(mode m, rig *r)
{
    switch (m) {
    case MODE_FLOOR: return work_floor(r->work, r->curves);
    case MODE_MESSAGES: return work_messages_run(r->messages);
    case MODE_LEVERAGE: return work_log(&r->work->leverage, r->leverage, &r->scratch);
    default: return work_log(&r->work->plan, r->log, &r->scratch);
    }
}

static bool is_asked_for(const bench *b, const workload *w, mode m)
{
    if (m == MODE_FLOOR && w->other) return false;
    if (m == MODE_LEVERAGE && !w->leverage) return false;
    return !b->only_mode || strcmp(b->only_mode, mode_names[m]) == 0;
}

static void measure(const bench *b, const workload *asked, const work *k, measured out[MODE_COUNT])
{
    uv_loop_t loop;
    arena a;
    rig r = {.work = k};
    arena_init(&a);
    buf_init(&r.scratch);
    int opened = uv_loop_init(&loop);
    if (opened != 0) oom(sizeof loop); /* fails for want of memory or descriptors only */
    r.curves = work_curves(&a, k);
    r.messages = work_messages_new(&a, k, &loop);
    r.log = worker_new(&k->plan, &loop);
    r.leverage = asked->leverage ? worker_new(&k->leverage, &loop) : NULL;
    for (uint32_t i = 0; i < b->repetitions; i++)
        for (mode m = MODE_FLOOR; m < MODE_COUNT; m++) {
            if (!is_asked_for(b, asked, m)) continue;
            struct rusage usage;
            double start = cpu_seconds();
            out[m].result = run_mode(m, &r);
            out[m].ns[i] = 1e9 * (cpu_seconds() - start) / (double)out[m].result.offers;
            getrusage(RUSAGE_SELF, &usage);
            out[m].peak_rss_kib = usage.ru_maxrss;
            out[m].done = true;
        }
    worker_free(r.leverage);
    worker_free(r.log);
    work_messages_free(r.messages);
    if (uv_loop_close(&loop) != 0) fprintf(stderr, "warning: the loop still had open handles\n");
    buf_fini(&r.scratch);
    arena_fini(&a);
}

static void print_json(json *j, const char *name, const char *mode_name, const measured *m,
                       double min, double median, double ratio, double to_log)
{
    char hash[32];
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)m->result.hash);
    json_object(j);
    json_key(j, "name"), json_string(j, name);
    json_key(j, "mode"), json_string(j, mode_name);
    json_key(j, "offers"), json_uint(j, m->result.offers);
    json_key(j, "sessions"), json_uint(j, m->result.sessions);
    json_key(j, "result_hash"), json_string(j, hash);
    json_key(j, "ns_per_offer_min"), json_double(j, min);
    json_key(j, "ns_per_offer_median"), json_double(j, median);
    json_key(j, "ratio_to_floor");
    ratio > 0 ? json_double(j, ratio) : json_null(j);
    json_key(j, "ratio_to_log");
    to_log > 0 ? json_double(j, to_log) : json_null(j);
    put_instructions(j, "instructions_per_offer", counted_instructions(name, mode_name));
    json_key(j, "bytes_per_offer");
    json_double(j, (double)m->result.bytes / (double)m->result.offers);
    json_key(j, "peak_rss_kib"), json_uint(j, (uint64_t)m->peak_rss_kib);
    json_end_object(j);
}

/* Of a mode over another, repetition by repetition; 0: one of them was not run. */
static double ratio_to(const bench *b, const measured out[MODE_COUNT], mode m, mode to)
{
    return out[m].done && out[to].done ? median_ratio(&out[m], &out[to], b->repetitions) : 0;
}

static void report(bench *b, const workload *w, const measured out[MODE_COUNT])
{
    const measured *first = NULL;
    double to_log = ratio_to(b, out, MODE_LEVERAGE, MODE_LOG);
    for (mode m = MODE_FLOOR; m < MODE_COUNT; m++) {
        if (!out[m].done) continue;
        double min, median = median_of(out[m].ns, b->repetitions, &min);
        double ratio = ratio_to(b, out, m, MODE_FLOOR);
        if (!first) first = &out[m];
        b->equal = b->equal && (m == MODE_LEVERAGE || first->result.hash == out[m].result.hash);
        if (b->json) {
            print_json(b->json, w->name, mode_names[m], &out[m], min, median, ratio,
                       m == MODE_LEVERAGE ? to_log : 0);
            continue;
        }
        double sessions =
            1e9 / (median * (double)out[m].result.offers / (double)out[m].result.sessions);
        char to_floor[32] = "-", each_second[32], counted[32];
        text_grouped(each_second, sizeof each_second, (uint64_t)sessions);
        if (ratio > 0) snprintf(to_floor, sizeof to_floor, "%.2f", ratio);
        printf("%-13s %-13s %9.1f %9.1f %9s %9s %11s %9.1f %10ld  %016llx\n", w->name,
               mode_names[m], min, median,
               instructions_text(counted, counted_instructions(w->name, mode_names[m])), to_floor,
               each_second, (double)out[m].result.bytes / (double)out[m].result.offers,
               out[m].peak_rss_kib, (unsigned long long)out[m].result.hash);
    }
    if (to_log > 0 && !b->json)
        printf("%-13s +leverage takes %.2f times what messages+log takes, per offer\n", w->name,
               to_log);
}

static bool bench_one(bench *b, const workload *w)
{
    cli *c = b->cli;
    work k;
    measured *out = mem_zero(MODE_COUNT, sizeof *out);
    uint64_t sessions = option_text(c, "sessions") ? option_uint(c, "sessions") : w->sessions;
    bool built = work_build(&c->arena, w, sessions, &k, &c->errors);
    if (built) {
        measure(b, w, &k, out);
        report(b, w, out);
    }
    free(out);
    return built;
}

/* ---- spaces ---- */

/* Is it about spaces? Then which: NULL all of them. */
static bool wants_spaces(const char *only, const char **task)
{
    *task = NULL;
    if (!only || strcmp(only, "spaces") == 0) return true;
    for (int i = 0; i < SPACE_TASKS && !*task; i++)
        if (strcmp(only, space_task_name(i)) == 0) *task = space_task_name(i);
    return *task != NULL;
}

static void bench_spaces(const bench *b, const char *task)
{
    space_figure figures[SPACE_TASKS];
    int n = space_tasks_run(&b->cli->arena, b->repetitions, task, figures);
    if (b->json)
        spaces_json(b->json, figures, n);
    else
        spaces_text(figures, n);
}

/* ---- programs outside ---- */

/* Our own, served; and the one that is asked for. */
static int bench_outside(const bench *b)
{
    cli *c = b->cli;
    char self[4096];
    size_t size = sizeof self;
    const char *commands[2], *asked = option_text(c, "program");
    outside_figure figures[2];
    int n = 0, done = 0;
    if (asked && !asked[strspn(asked, " \t")]) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--program wants a command, as in exec:COMMAND");
        return HG_E_USAGE;
    }
    if (uv_exepath(self, &size) == 0)
        commands[n++] =
            arena_format(&c->arena, "%s serve boulware:beta=0.3", shell_word(&c->arena, self));
    if (asked) commands[n++] = asked;
    for (; done < n; done++)
        if (outside_run(&c->arena, commands[done], b->repetitions, &figures[done], &c->errors))
            return HG_E_INPUT;
    if (n) b->json ? outside_json(b->json, figures, n) : outside_text(figures, n);
    return HG_E_OK;
}

static void head_text(bool sessions)
{
    printf("CPU time of one thread, median of interleaved repetitions. Equal hashes: equal work. "
           "Instructions: as\ncallgrind counted them in the release build of this version "
           "(tests/instructions.sh counts again).\n");
    if (!sessions) return;
    printf("Per offer; ratio to the floor of the same repetition.\n\n");
    printf("%-13s %-13s %9s %9s %9s %9s %11s %9s %10s  %s\n", "workload", "mode", "ns min",
           "ns median", "instr.", "ratio", "sessions/s", "B/offer", "RSS KiB", "result hash");
}

static int bench_run(cli *c)
{
    buf out;
    json j = {0};
    bench b = {.cli = c,
               .repetitions = (uint32_t)option_uint(c, "repetitions"),
               .only_mode = option_text(c, "mode"),
               .json = c->json ? &j : NULL,
               .equal = true};
    const char *only = option_text(c, "workload"), *task;
    bool spaces = wants_spaces(only, &task), outside = !only || strcmp(only, "outside") == 0;
    buf_init(&out);
    json_init(&j, &out, true);
    if (c->json) {
        json_object(&j);
        json_key(&j, "compiler"), json_string(&j, __VERSION__);
        json_key(&j, "repetitions"), json_uint(&j, b.repetitions);
        json_key(&j, "workloads");
        json_array(&j);
    } else if (!only || !outside) {
        head_text(!only || !spaces);
    }
    for (const workload *w = workloads(); w->name; w++)
        if ((!only || !strcmp(only, w->name)) && !bench_one(&b, w)) break;
    if (c->json) json_end_array(&j);
    if (!c->errors.errors && !b.only_mode && spaces) bench_spaces(&b, task);
    if (!c->errors.errors && !b.only_mode && outside) (void)bench_outside(&b); /* errors are told */
    if (c->json && !c->errors.errors) {
        json_end_object(&j);
        cli_print_json(&out);
    }
    buf_fini(&out);
    if (c->errors.errors) return cli_fail(c);
    if (!b.equal) fprintf(stderr, "error: the modes came to different results\n");
    return b.equal ? HG_E_OK : HG_E_NO;
}

static const json_field bench_json[] = {
    {"compiler", "string", "that built this higgle"},
    {"repetitions", "number", "of every mode, interleaved"},
    {"workloads", "list", "a row per workload and mode"},
    {"workloads[].name", "string", "a, b, c, d, d-tit-for-tat or d-micro"},
    {"workloads[].mode", "string", "floor, messages, messages+log, +leverage"},
    {"workloads[].offers", "number", "in a repetition"},
    {"workloads[].sessions", "number", "in a repetition"},
    {"workloads[].result_hash", "string", "16 hex digits; equal: the same work was done"},
    {"workloads[].ns_per_offer_min", "number", "CPU time of the fastest repetition"},
    {"workloads[].ns_per_offer_median", "number", "CPU time, median of the repetitions"},
    {"workloads[].ratio_to_floor", "number or null", "median; null: the floor was not run"},
    {"workloads[].ratio_to_log", "number or null",
     "of +leverage to messages+log, median; null: another mode, or one of them was not run"},
    {"workloads[].instructions_per_offer", "number or null",
     "as callgrind counted in the release build of this version; null: not counted"},
    {"workloads[].bytes_per_offer", "number", "in the record"},
    {"workloads[].peak_rss_kib", "number", "of the process so far"},
    {"spaces", "list, optional", "what a space costs apart from talks; not with --mode"},
    {"spaces[].name", "string", "frontier-1e6, frontier-1e7, frontier-1e12, search-1e12"},
    {"spaces[].about", "string", "what was done"},
    {"spaces[].count", "number", "Pareto-optimal outcomes; searches"},
    {"spaces[].ns_min", "number", "CPU time of the fastest repetition; of one search"},
    {"spaces[].ns_median", "number", "the same, median of the repetitions"},
    {"spaces[].instructions", "number or null", "of one frontier or search, counted likewise"},
    {"spaces[].result_hash", "string", "16 hex digits; equal: the same was found"},
    {"outside", "list, optional", "programs outside; not with --mode"},
    {"outside[].program", "string", "its command"},
    {"outside[].sessions_per_write", "number", "that share a write, at most"},
    {"outside[].offers", "number", "of both parties, in what is timed"},
    {"outside[].faults", "number", "sessions in which it failed"},
    {"outside[].us_per_round_trip", "number or null",
     "wall time of one session alone: an offer to it, and its own in answer; null: it failed"},
    {"outside[].offers_per_second", "number or null",
     "of both parties in wall time, with so many sessions, one worker"},
    {"outside[].workers", "number", "2, on a machine of one core 1"},
    {"outside[].offers_per_second_workers", "number or null", "the same on so many workers"},
    {"outside[].result_hash", "string", "16 hex digits; equal: the same was said"},
    {0}};

const command command_bench = {
    .name = "bench",
    .arguments = "",
    .summary = "how fast this machine negotiates, against a floor without messages and log",
    .about =
        "Workloads a, b, c, d are generated in memory; floor = the same rules by direct calls, "
        "messages = "
        "with msgpack\nboth ways, messages+log = with every offer in the record; +leverage = "
        "agents that "
        "read leverage and believe,\nwith views and leverage in the record wherever they change: "
        "other talks of about the same length (so\nanother hash), between parties whose "
        "alternatives come and go. "
        "d is a space of 10^12 outcomes, none of\nthem listed, also with every second seat "
        "tit-for-tat or MiCRO; spaces: frontiers of 10^6, 10^7 and\n10^12 outcomes, and the search "
        "for an offer.\noutside: an agent in a program of its own; --program 'python3 my_agent.py' "
        "measures yours as well.",
    .examples = {{"higgle bench", "all workloads, under a minute"},
                 {"higgle bench --workload b --json", "one, for a script"},
                 {"higgle bench --workload outside --program 'python3 my_agent.py'",
                  "how fast is my program?"}},
    .options = bench_options,
    .json = bench_json,
    .run = bench_run};
