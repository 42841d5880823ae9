/* higgle sweep: an experiment, every cell of it, with its verdicts. */
#include "cli/play/dry_run.h"
#include "cli/play/execute.h"
#include "cli/play/figures.h"
#include "cli/play/result_fields.h"

#include <string.h>

static const option sweep_options[] = {
    {.name = "dry-run",
     .kind = OPTION_FLAG,
     .help = "only say what would run: cells, leverage, sessions, time, disk"},
    OPTION_SESSIONS(NULL, "sessions per cell, instead of the file's"),
    OPTION_SEED(NULL, "seed, instead of the file's"),
    OPTION_SET("change the scenario in every cell"),
    {.name = "ablation",
     .kind = OPTION_FLAG,
     .help = "without the mechanism, as the file has it: its claims must fail then (exit 1)"},
    OPTION_LOG("sessions"),
    OPTION_FAULTS,
    OPTION_WORKERS,
    OPTION_OUT,
    OPTION_RESUME,
    {.name = "format",
     .kind = OPTION_TEXT,
     .value = "LIST",
     .preset = "svg,txt",
     .help = "of the figures: svg, png, pdf, txt"},
    {.name = "no-figures", .kind = OPTION_FLAG, .help = "draw nothing"},
    {0}};

/* --sessions, --seed and --ablation are overrides of the experiment's own keys: they land in
 * config.yaml like any other. */
static size_t all_overrides(cli *c, const override **sets)
{
    size_t n = option_overrides(c, sets);
    override *all = arena_array(&c->arena, n + 3, sizeof *all);
    memcpy(all, *sets, n * sizeof *all);
    static const char *const keys[] = {"sessions", "seed"};
    for (size_t k = 0; k < 2; k++)
        if (option_text(c, keys[k]) &&
            option_override(c, arena_format(&c->arena, "%s=%s", keys[k], option_text(c, keys[k])),
                            arena_format(&c->arena, "--%s", keys[k]), &all[n]))
            n++;
    if (option_flag(c, "ablation") && option_override(c, "ablated=yes", "--ablation", &all[n])) n++;
    *sets = all;
    return n;
}

/* Everything that can be wrong is found before anything is played. */
static bool prepare(cli *c, const char *resumed, experiment *e, plan *p)
{
    const override *sets;
    if (resumed && !c->n_arguments) {
        (void)figure_formats_fine(option_text(c, "format"), &c->errors);
        if (c->errors.errors || !resume_plan(c, resumed, p)) return false;
        *e = *p->experiment;
        return figures_of_experiment(c, e);
    }
    record_level kept = RECORD_SESSIONS;
    record_level_find(option_text(c, "log"), &kept);
    size_t n = all_overrides(c, &sets);
    (void)figure_formats_fine(option_text(c, "format"), &c->errors);
    if (c->errors.errors) return false;
    thing found = thing_find(c, c->arguments[0], LOOK_FOR_FILE);
    if (found.kind != THING_EXPERIMENT) {
        (void)thing_is_other(c, c->arguments[0], found.kind);
        return false;
    }
    return experiment_load(&c->arena, found.path, c->scenario_dirs, sets, n, e, &c->errors) == 0 &&
           figures_of_experiment(c, e) && plan_build(&c->arena, e, kept, p, &c->errors) == 0;
}

static int sweep_run(cli *c)
{
    experiment e;
    plan p;
    if (!needs_argument(c)) return cli_fail(c);
    const char *resumed = resume_directory(c);
    if (c->errors.errors || !prepare(c, resumed, &e, &p)) return cli_fail(c);
    if (option_flag(c, "dry-run")) return dry_run(c, &p, (uint32_t)option_uint(c, "workers"));
    execution how = {.out = option_text(c, "out"),
                     .resume = resumed,
                     .faults = option_uint(c, "faults"),
                     .workers = (uint32_t)option_uint(c, "workers"),
                     .quiet = c->json,
                     .figures = e.figures,
                     .n_figures = option_flag(c, "no-figures") ? 0 : e.n_figures,
                     .formats = option_text(c, "format")};
    int code = execute(c, &p, &how, NULL);
    return c->errors.errors ? cli_fail(c) : code;
}

static const json_field sweep_json[] = {
    {"experiment", "string", "its name"},
    {"role", "string, optional", "the party whose measures are shown"},
    {"cells", "list", "a row per combination of levels"},
    CELLS_JSON,
    {"verdicts", "list, optional", "a row per hypothesis and combination of levels"},
    {"verdicts[].hypothesis", "string", "its name"},
    {"verdicts[].decision", "string", "PASS, FAIL or UNDECIDED"},
    {"verdicts[].reason", "string, optional", "why it does not pass"},
    {"verdicts[].agent_errors", "number, optional", "sessions behind it that agents failed in"},
    {"verdicts[].measure", "string", "a column of sessions.csv"},
    {"verdicts[].rises_with", "string, optional", "column that the measure is to rise with"},
    {"verdicts[].falls_with", "string, optional", "... to fall with"},
    {"verdicts[].peaks_over", "string, optional", "... to be highest inside of"},
    {"verdicts[].unaffected_by", "string, optional", "... over which it is hardly to differ"},
    {"verdicts[].same_over", "string, optional", "... over which it is to be the same"},
    {"verdicts[].within", "list of numbers, optional", "band that it is to lie in"},
    {"verdicts[].above", "number, optional", "... number that it is to lie above"},
    {"verdicts[].below", "number, optional", "... below"},
    {"verdicts[].equals", "number or string, optional", "... or to equal; a name under theory"},
    {"verdicts[].over", "string, optional", "cells along this column make one verdict"},
    {"verdicts[].slope_on", "string, optional", "column: the slope on it is meant, not the mean"},
    {"verdicts[].correlates_with", "string, optional", "... the correlation with it"},
    {"verdicts[].beyond", "string, optional", "blind, or COLUMN=LEVEL: what it is compared with"},
    {"verdicts[].marked", "string, optional", "calibrated or validated"},
    {"verdicts[].expect", "string, optional", "what literature has"},
    {"verdicts[].source", "string, optional", "... and where"},
    {"verdicts[].family", "number, optional", "comparisons that the verdict rests on"},
    {"verdicts[].factors", "object, optional", "the other levels of these cells"},
    {"verdicts[].factors.COLUMN", "string", "level of this factor"},
    {"verdicts[].equal", "number, optional", "same_over, equals: replicates that are the same"},
    {"verdicts[].replicates", "number, optional", "same_over: of so many"},
    {"verdicts[].slope", "object, optional", "change per level"},
    {"verdicts[].slope.n", "number", "sessions behind it"},
    {"verdicts[].slope.mean", "number or null", "the estimate"},
    {"verdicts[].slope.ci", "list of numbers or null", "95 % interval"},
    {"verdicts[].estimate", "object, optional", "within, above, below, equals: what was found"},
    {"verdicts[].estimate.n", "number", "replicates behind it"},
    {"verdicts[].estimate.mean", "number or null", "mean, slope, correlation or difference"},
    {"verdicts[].estimate.ci", "list of numbers or null", "95 % interval"},
    {"verdicts[].difference", "object, optional", "between levels, or from beyond"},
    {"verdicts[].difference.n", "number", "pairs"},
    {"verdicts[].difference.mean", "number or null", "the estimate"},
    {"verdicts[].difference.ci", "list of numbers or null", "95 %; unaffected_by: 90 %"},
    {"verdicts[].at", "string, optional", "level that decided"},
    {"verdicts[].than", "string, optional", "... and the one it is compared with"},
    {"verdicts[].expected", "number or null, optional", "equals: what it should be there"},
    {"verdicts[].tolerance", "number, optional",
     "equals: how far off a session, or the mean, may be"},
    {"verdicts[].standard_errors", "number, optional", "equals: how many off the mean may be"},
    {"verdicts[].sessions", "number, optional", "equals: sessions held against it"},
    {"verdicts[].less_than", "number, optional", "unaffected_by: what is no difference"},
    {"verdicts[].at_least", "number, optional", "what was asked, per level or of the difference"},
    {"verdicts[].dropped", "number, optional", "replicates without a value in some cell"},
    {"verdicts[].steps", "list, optional", "from level to level"},
    {"verdicts[].steps[].difference", "object", "paired difference"},
    {"verdicts[].steps[].difference.n", "number", "pairs"},
    {"verdicts[].steps[].difference.mean", "number or null", "the estimate"},
    {"verdicts[].steps[].difference.ci", "list of numbers or null", "95 % interval"},
    {"verdicts[].steps[].p_holm", "number or null", "p of a step against the claim, after Holm"},
    DRY_RUN_JSON,
    {0}};

const command command_sweep = {
    .name = "sweep",
    .arguments = "EXPERIMENT",
    .summary = "run an experiment: every cell, its blind twins, a verdict per hypothesis",
    .about = "Exit status: 0 every hypothesis passed, 1 one failed, 6 one is undecided; 4 agents "
             "failed in more sessions\nthan --faults accepts. The same seed gives the same bytes, "
             "whatever the workers.",
    .examples = {{"higgle sweep leverage", "the main experiment"},
                 {"higgle sweep leverage --dry-run", "its plan"},
                 {"higgle sweep used-car-leverage --set buyer.power.discount=0.5",
                  "with a buyer in a hurry"},
                 {"higgle sweep --resume last", "go on with a run that was interrupted"}},
    .options = sweep_options,
    .max_arguments = 1,
    .json = sweep_json,
    .run = sweep_run};
