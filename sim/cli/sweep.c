/* higgle sweep: an experiment, every cell of it, with its verdicts. */
#include "cli/execute.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static const char *const levels[] = {"sessions", "full", NULL};
static const option sweep_options[] = {
    {.name = "dry-run",
     .kind = OPTION_FLAG,
     .help = "only say what would run: cells, leverage, sessions, time, disk"},
    {.name = "sessions",
     .letter = 'n',
     .kind = OPTION_UINT,
     .value = "N",
     .min = 1,
     .max = 1000000000,
     .help = "sessions per cell, instead of the file's"},
    {.name = "seed",
     .kind = OPTION_UINT,
     .value = "N",
     .max = UINT64_MAX,
     .help = "seed, instead of the file's"},
    {.name = "set",
     .kind = OPTION_LIST,
     .value = "PATH=VALUE",
     .help = "change the scenario in every cell"},
    {.name = "log",
     .kind = OPTION_CHOICE,
     .value = "LEVEL",
     .preset = "sessions",
     .choices = levels,
     .help = "what the record keeps"},
    {.name = "workers",
     .kind = OPTION_UINT,
     .value = "N",
     .preset = "0",
     .max = 256,
     .help = "threads, 0 = one per core; the bytes are the same"},
    {.name = "out",
     .kind = OPTION_TEXT,
     .value = "DIR",
     .help = "run directory, instead of a new one in runs/"},
    {.name = "format",
     .kind = OPTION_TEXT,
     .value = "LIST",
     .preset = "svg,txt",
     .help = "of the figures: svg, png, pdf, txt"},
    {.name = "no-figures", .kind = OPTION_FLAG, .help = "draw nothing"},
    {0}};

/* --sessions and --seed are overrides of the experiment's own keys: they land in config.yaml like
 * any other. */
static size_t all_overrides(cli *c, const override **sets)
{
    size_t n = option_overrides(c, sets);
    override *all = arena_array(&c->arena, n + 2, sizeof *all);
    memcpy(all, *sets, n * sizeof *all);
    static const char *const keys[] = {"sessions", "seed"};
    for (size_t k = 0; k < 2; k++)
        if (option_text(c, keys[k]) &&
            override_parse(&c->arena,
                           arena_format(&c->arena, "%s=%s", keys[k], option_text(c, keys[k])),
                           &all[n], &c->errors))
            n++;
    *sets = all;
    return n;
}

static void dry_cell(const plan *p, uint32_t index)
{
    const plan_arm *a = &p->arms[index];
    hg_leverage out[HG_PARTIES_MAX];
    double w[HG_PARTIES_MAX];
    printf("%4u ", index);
    for (uint32_t k = 0; k < p->experiment->n_columns; k++) {
        const char *name = experiment_level_name(p->experiment, a->arm.cell, k);
        printf(" %s%*s", name, (int)(14 > text_width(name) ? 14 - text_width(name) : 0), "");
    }
    for (uint32_t i = 0; i < p->n_parties; i++) {
        bool standing[64] = {0};
        const party *who = &a->model->parties[i];
        for (uint32_t j = 0; j < who->n_alternatives && j < 64; j++)
            standing[j] = who->alternatives[j].arrives <= 0;
        w[i] = party_limit(who, standing);
    }
    if (model_leverage(a->model, w, out, NULL) == HG_NO_ZONE)
        printf("  no zone of agreement");
    else
        for (uint32_t i = 0; i < p->n_parties; i++) printf("  %.4f", out[i].phi);
    printf("  %8llu%s\n", (unsigned long long)a->arm.sessions,
           a->random ? "" : "  (nothing random: once per first mover)");
}

/* A few sessions from all over the plan are played, to say how long all of them will take. */
static double seconds_for(const plan *p, uint32_t workers)
{
    enum { PROBES = 200 };
    uv_loop_t loop;
    row r;
    if (uv_loop_init(&loop) != 0) return NAN;
    worker *w = worker_new(p, &loop);
    uint64_t probes = p->jobs < PROBES ? p->jobs : PROBES, start = 0;
    for (uint64_t i = 0; i < probes + probes / 4; i++) {
        if (i == probes / 4) start = uv_hrtime(); /* the first ones only warm the caches */
        run_session(w, i % probes * (p->jobs / probes), NULL, &r);
    }
    double each = 1e-9 * (double)(uv_hrtime() - start) / (double)probes;
    worker_free(w);
    uv_loop_close(&loop);
    uint32_t threads = workers ? workers : uv_available_parallelism();
    return each * (double)p->jobs / threads;
}

static void dry_total(const plan *p, uint32_t twins, uint32_t workers)
{
    enum { BYTES = 1100 }; /* per session: its row, and its lines in the tables */
    char sessions[64];
    text_grouped(sessions, sizeof sessions, p->jobs);
    printf("\n%u cells and %u blind twins, %s sessions in %llu blocks: about %.0f s and %.0f MB\n",
           p->n_arms - twins, twins, sessions, (unsigned long long)p->blocks,
           ceil(seconds_for(p, workers)), ceil(1e-6 * BYTES * (double)p->jobs));
}

static int dry_run(const plan *p, uint32_t workers)
{
    uint32_t twins = 0;
    printf("cell  ");
    for (uint32_t k = 0; k < p->experiment->n_columns; k++)
        printf("%-15s", p->experiment->columns[k]);
    for (uint32_t i = 0; i < p->n_parties; i++) printf("leverage of %s  ", p->schema.roles[i]);
    printf("sessions\n");
    for (uint32_t i = 0; i < p->n_arms; i++)
        if (p->arms[i].arm.twin_of == HG_NOBODY)
            dry_cell(p, i);
        else
            twins++;
    dry_total(p, twins, workers);
    return HG_E_OK;
}

static int sweep_run(cli *c)
{
    const override *sets;
    experiment e;
    plan p;
    record_level kept = RECORD_SESSIONS;
    record_level_find(option_text(c, "log"), &kept);
    size_t n = all_overrides(c, &sets);
    const char *path = scenario_find(&c->arena, c->arguments[0], c->scenario_dirs, &c->errors);
    if (!path || c->errors.errors) return cli_fail(c);
    if (experiment_load(&c->arena, path, c->scenario_dirs, sets, n, &e, &c->errors) != 0 ||
        plan_build(&c->arena, &e, kept, &p, &c->errors) != 0)
        return cli_fail(c);
    if (option_flag(c, "dry-run")) return dry_run(&p, (uint32_t)option_uint(c, "workers"));
    execution how = {.out = option_text(c, "out"),
                     .workers = (uint32_t)option_uint(c, "workers"),
                     .quiet = c->json,
                     .figures = e.figures,
                     .n_figures = option_flag(c, "no-figures") ? 0 : e.n_figures,
                     .formats = option_text(c, "format")};
    int code = execute(c, &p, &how);
    return c->errors.errors ? cli_fail(c) : code;
}

const command command_sweep = {
    .name = "sweep",
    .arguments = "EXPERIMENT",
    .summary = "run an experiment: every cell, its blind twins, a verdict per hypothesis",
    .about = "Exit status: 0 every hypothesis passed, 1 one failed, 6 one is undecided. The same "
             "seed gives the same\nbytes, whatever the workers.",
    .examples = {{"higgle sweep leverage", "the main experiment"},
                 {"higgle sweep leverage --dry-run", "its plan"},
                 {"higgle sweep used-car-leverage --set buyer.power.discount=0.5",
                  "with a buyer in a hurry"}},
    .options = sweep_options,
    .min_arguments = 1,
    .max_arguments = 1,
    .json = true,
    .run = sweep_run};
