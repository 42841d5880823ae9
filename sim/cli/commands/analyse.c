/* higgle analyse: the studies of a run, as text, as JSON, as tables beside the record. */
#include "cli/cli.h"

#include "analysis/analysis.h"
#include "base/json.h"
#include "cli/tell/lent.h"
#include "run/directory.h"

#include <string.h>

static const option analyse_options[] = {
    {.name = "role",
     .kind = OPTION_TEXT,
     .value = "ROLE",
     .help = "whose share and leverage; where nothing is said the party that the experiment is "
             "about"},
    {0}};

typedef struct analysing {
    cli *cli;
    const char *dir;
    analysis *of;
    bool wanted[STUDY_COUNT];
    uint32_t role;
} analysing;

/* ---- what is asked ---- */

static const char *all_names(arena *m, const char *const *names)
{
    const char *all = "; there are ";
    for (int k = 0; k < STUDY_COUNT; k++)
        all = arena_format(m, "%s%s%s", all, k ? ", " : "", names[k]);
    return all;
}

static void choose(analysing *x)
{
    cli *c = x->cli;
    const char *names[STUDY_COUNT];
    for (int k = 0; k < STUDY_COUNT; k++) {
        names[k] = study_name((study_kind)k);
        x->wanted[k] = c->n_arguments < 2 && !study_is_asked_for((study_kind)k);
    }
    for (uint32_t i = 1; i < c->n_arguments; i++) {
        int k = 0;
        while (k < STUDY_COUNT && strcmp(c->arguments[i], names[k]) != 0) k++;
        if (k < STUDY_COUNT)
            x->wanted[k] = true;
        else
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "there is no study \"%s\"%s",
                      c->arguments[i],
                      cli_nearest(&c->arena, c->arguments[i], names, STUDY_COUNT,
                                  all_names(&c->arena, names)));
    }
}

static void find_role(analysing *x)
{
    cli *c = x->cli;
    const record_schema *s = &analysis_record(x->of)->schema;
    const char *role = option_text(c, "role");
    x->role = analysis_focus(x->of);
    if (!role) return;
    for (x->role = 0; x->role < s->n_parties; x->role++)
        if (!strcmp(s->roles[x->role], role)) return;
    const char *all = "; its roles: ";
    for (uint32_t p = 0; p < s->n_parties; p++)
        all = arena_format(&c->arena, "%s%s%s", all, p ? ", " : "", s->roles[p]);
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s has no role \"%s\"%s", x->dir, role,
              cli_nearest(&c->arena, role, s->roles, s->n_parties, all));
}

/* ---- telling ---- */

static const char *file_of(const analysing *x, study_kind k)
{
    return arena_format(&x->cli->arena, "%s/%s.csv", x->dir, study_name(k));
}

/* False: no study had anything to write. */
static bool print_files(const analysing *x)
{
    bool any = false;
    for (int k = 0; k < STUDY_COUNT; k++) {
        if (!x->wanted[k] || !analysis_has_table(x->of, study_name((study_kind)k))) continue;
        printf("%s %s", any ? "" : "\nwritten, every role in them:", file_of(x, (study_kind)k));
        any = true;
    }
    if (any) printf("\n");
    return any;
}

static void print_text(const analysing *x)
{
    const char *between = "";
    for (int k = 0; k < STUDY_COUNT; k++) {
        if (!x->wanted[k]) continue;
        fputs(between, stdout);
        analysis_print_study(x->of, (study_kind)k, x->role, stdout);
        between = "\n";
    }
    const record_schema *s = &analysis_record(x->of)->schema;
    if (!print_files(x)) return;
    if (!x->cli->given[0] && s->n_parties > 1)
        printf("another role: higgle analyse %s --role %s\n", shell_word(&x->cli->arena, x->dir),
               s->roles[x->role == 0]);
}

static void print_json(const analysing *x)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_put_text(&j, "run", x->dir);
    json_key(&j, "complete"), json_bool(&j, analysis_record(x->of)->complete);
    for (int k = 0; k < STUDY_COUNT; k++) {
        if (!x->wanted[k]) continue;
        json_key(&j, study_name((study_kind)k));
        analysis_json_study(x->of, (study_kind)k, &j);
    }
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int write_tables(analysing *x)
{
    int code = HG_E_OK;
    for (int k = 0; k < STUDY_COUNT && !code; k++)
        if (x->wanted[k] && analysis_has_table(x->of, study_name((study_kind)k)))
            code = analysis_write_study(x->of, (study_kind)k, &x->cli->errors);
    return code;
}

/* What is there is sound, but cells at the end have fewer sessions, or none. */
static void warn_cut_off(const analysing *x)
{
    if (!analysis_record(x->of)->complete)
        fprintf(stderr,
                "note: %s was interrupted: all of this is of the sessions that it holds; --resume "
                "plays the others\n",
                x->dir);
}

static int analyse(analysing *x)
{
    find_role(x);
    if (x->cli->errors.errors || write_tables(x)) return cli_fail(x->cli);
    warn_cut_off(x);
    if (x->cli->json)
        print_json(x);
    else
        print_text(x);
    return HG_E_OK;
}

static int analyse_command(cli *c)
{
    analysing x = {.cli = c};
    choose(&x);
    if (c->errors.errors) return cli_fail(c);
    x.dir = run_dir_find(&c->arena, c->arguments[0], &c->errors);
    x.of = x.dir ? analysis_open(x.dir, &c->errors) : NULL;
    if (!x.of) return cli_fail(c);
    lend_onlookers(x.of);
    int code = analyse(&x);
    analysis_close(x.of);
    return code;
}

#define INTERVAL(path, what)                                                                       \
    {path, "object", what}, {path ".value", "number or null", "null: cannot be had"},              \
    {                                                                                              \
        path ".ci", "list of numbers or null", "95 % interval; null: none can be had"              \
    }
#define GROUP(path)                                                                                \
    {path ".role", "string", "whose share and leverage"},                                          \
        {path ".agent", "string or null", "agent that plays it; null: whoever does"},              \
    {                                                                                              \
        path ".blind", "boolean", "its blind twins, in which it does not see leverage"             \
    }
#define EXPLAINED(path, what)                                                                      \
    {path, "object", "share of the variance of pie_share that goes with " what},                   \
        {path ".within", "number or null", "over all"},                                            \
    {                                                                                              \
        path ".across", "number or null", "each half of the replicates with the other half's line" \
    }

static const json_field analyse_json[] = {
    {"run", "string", "its directory"},
    {"complete", "boolean", "false where it was interrupted"},
    {"regression", "list, optional", "of pie_share on the parts of leverage at the start"},
    GROUP("regression[]"),
    {"regression[].sample", "string", "deals; all: impasses too, with what they pay"},
    {"regression[].sessions", "number", "with leverage, and without an agent's error"},
    {"regression[].clusters", "number", "replicates; 0: one cell, errors are HC3"},
    {"regression[].terms", "object",
     "coefficients; a part is its source's average marginal effect"},
    INTERVAL("regression[].terms.TERM", "constant, alternatives, power, information, frontier"),
    {"regression[].wald_f", "number or null", "F of share = phi: constant 1/n, coefficients 1"},
    {"regression[].wald_df1", "number or null", "its degrees of freedom"},
    {"regression[].wald_df2", "number or null", "... of the error"},
    {"regression[].wald_p", "number or null", "its p"},
    EXPLAINED("regression[].r2_parts", "the parts"),
    EXPLAINED("regression[].r2_phi", "phi alone"),
    EXPLAINED("regression[].r2_alternatives", "all limits at the start alone"),
    EXPLAINED("regression[].r2_perceived", "the agent's own first estimate of phi"),
    {"calibration", "list, optional", "pie_share against phi at the start"},
    GROUP("calibration[]"),
    {"calibration[].sessions", "number", "with leverage"},
    {"calibration[].deals", "number", "... that ended in a deal"},
    {"calibration[].bins", "list", "of phi, ascending; empty ones left out"},
    {"calibration[].bins[].phi", "number", "its mean in the bin"},
    {"calibration[].bins[].sessions", "number", "in the bin"},
    {"calibration[].bins[].deals", "number", "in the bin"},
    INTERVAL("calibration[].bins[].deal_rate",
             "deals / sessions (Wilson 1927, clustered by replicate)"),
    INTERVAL("calibration[].bins[].share", "mean pie_share given a deal"),
    INTERVAL("calibration[].bins[].value", "mean pie_share of all, an impasse with what it pays"),
    INTERVAL("calibration[].slope", "of pie_share on phi over deals"),
    {"calibration[].twin_slope", "number or null", "that of the blind twins"},
    INTERVAL("calibration[].utilisation", "slope less twin_slope"),
    {"events", "list, optional", "concessions around arrivals and expiries of alternatives"},
    GROUP("events[]"),
    {"events[].event", "string", "arrived or expired: an alternative of the role"},
    {"events[].contrast", "string", "not_yet or blind: what is held against"},
    {"events[].events", "number", "sessions in which it happened"},
    {"events[].points", "list", "rounds around it"},
    {"events[].points[].offset", "number", "rounds after it"},
    {"events[].points[].sessions", "number", "with the event and something to compare with"},
    INTERVAL("events[].points[].level", "mean own concession, of the pie"),
    INTERVAL("events[].points[].own", "own concession less that of the contrast"),
    INTERVAL("events[].points[].other", "the others' less that of the contrast"),
    {"events[].lead_p_own", "number or null", "p that own differences before the event are 0"},
    {"events[].lead_p_other", "number or null", "the same of the others'"},
    INTERVAL("events[].after", "mean own difference from the event on"),
    {"effects", "list, optional",
     "pie_share over all sessions, cell by cell, beside the blind twin"},
    {"effects[].role", "string", "whose share"},
    {"effects[].cell", "number", "combination of factor levels"},
    {"effects[].agent", "string", "agent that plays the role"},
    {"effects[].sessions", "number", "of the cell"},
    {"effects[].deals", "number", "... that ended in one"},
    INTERVAL("effects[].deal_rate", "deals / sessions (Wilson 1927)"),
    INTERVAL("effects[].median", "of pie_share (bootstrap)"),
    INTERVAL("effects[].difference", "mean less that of the blind twin, paired by replicate"),
    {"effects[].p", "number or null", "that it is 0"},
    {"effects[].family", "number", "cells that p is adjusted for"},
    {"effects[].p_holm", "number or null", "adjusted (Holm 1979)"},
    {"effects[].p_bh", "number or null", "adjusted (Benjamini & Hochberg 1995)"},
    {"effects[].p_equivalent", "number or null", "that it is 0.01 or more, either way"},
    {"effects[].hedges_g", "number or null", "difference in standard deviations"},
    {"effects[].cliff_delta", "number or null", "how much more often it is more than less"},
    {"effects[].p_ranks", "number or null", "Mann & Whitney 1947"},
    {"impasse", "list, optional", "log odds of no deal on the parts of leverage at the start"},
    GROUP("impasse[]"),
    {"impasse[].sessions", "number", "with something to share"},
    {"impasse[].impasses", "number", "... that ended without a deal"},
    {"impasse[].clusters", "number", "replicates"},
    {"impasse[].state", "string", "found; few, constant or separated: then there is no estimate"},
    {"impasse[].term", "string",
     "constant, alternatives, power, information, frontier: own; limits: the sum of all"},
    INTERVAL("impasse[].coefficient", "log odds per unit"),
    {"impasse[].se", "number or null", "clustered by replicate (CR1)"},
    {"impasse[].p", "number or null", "that it is 0"},
    INTERVAL("impasse[].odds_ratio", "by what the odds are multiplied where the term is 0.1 more"),
    {"agreement", "list, optional", "by when half have agreed, beside the blind twin"},
    {"agreement[].role", "string", "whose blind twin"},
    {"agreement[].cell", "number", "combination of factor levels"},
    {"agreement[].levels", "string", "what they are"},
    {"agreement[].agent", "string", "agent that plays the role"},
    {"agreement[].sessions", "number", "of the cell"},
    {"agreement[].deals", "number", "... that ended in one; the others are censored"},
    {"agreement[].at_deadline", "number", "... that the deadline ended"},
    {"agreement[].walks", "number", "... that somebody walked away from"},
    {"agreement[].closed", "number", "... that were closed without a deal"},
    INTERVAL("agreement[].median", "rounds (Kaplan & Meier 1958); an end never reached is null"),
    INTERVAL("agreement[].twin_median", "that of the blind twin"),
    {"agreement[].chi2", "number or null", "log-rank test against the twin, paired by replicate"},
    {"agreement[].p", "number or null", "its p"},
    {"agreement[].family", "number", "cells that p is adjusted for"},
    {"agreement[].p_holm", "number or null", "adjusted (Holm 1979)"},
    {"moves", "list, optional", "the next concession, within a session"},
    GROUP("moves[]"),
    {"moves[].moves", "number", "concessions"},
    {"moves[].sessions", "number", "each with its own mean taken out"},
    {"moves[].clusters", "number", "replicates"},
    {"moves[].term", "string", "leverage, risk_gap, answer or time_left, before the move"},
    INTERVAL("moves[].coefficient", "concession, of the pie, per unit"),
    {"moves[].se", "number or null", "clustered by replicate (CR1)"},
    {"moves[].p", "number or null", "that it is 0"},
    {"moves[].r2_within", "number or null", "of the variance within sessions"},
    {"factors", "list, optional", "does what is varied matter for pie_share, all else pooled"},
    {"factors[].role", "string", "whose share"},
    {"factors[].factor", "string", "what is varied"},
    {"factors[].levels", "number", "of it"},
    {"factors[].sessions", "number", "of all cells"},
    {"factors[].welch_f", "number or null", "Welch 1951, as if sessions were drawn apart"},
    {"factors[].welch_df1", "number or null", "its degrees of freedom"},
    {"factors[].welch_df2", "number or null", "... of the error"},
    {"factors[].welch_p", "number or null", "its p"},
    INTERVAL("factors[].omega_squared", "share of the variance between levels"),
    {"factors[].kruskal_h", "number or null", "Kruskal & Wallis 1952, likewise"},
    {"factors[].kruskal_p", "number or null", "its p"},
    {"factors[].epsilon_squared", "number or null", "share of the variance of ranks"},
    {"factors[].paired_f", "number or null", "replicate by replicate (Hotelling 1931)"},
    {"factors[].paired_df1", "number or null", "its degrees of freedom"},
    {"factors[].paired_df2", "number or null", "... of the error"},
    {"factors[].paired_p", "number or null", "its p"},
    INTERVAL("factors[].spearman", "of level and share, where levels are numbers"),
    INTERVAL("factors[].kendall", "likewise, tau-b"),
    {"factors[].chi2_time", "number or null", "log-rank test of agreement times"},
    {"factors[].p_time", "number or null", "its p"},
    {"models", "list, optional", "models of the other against the truth, over time"},
    {"models[].role", "string", "who is observed"},
    {"models[].agent", "string or null", "agent that plays it; null: whoever does"},
    {"models[].model", "string", "frequency, windowed, bayesian, opposite, uniform, perfect"},
    {"models[].time", "number", "0..1: it has heard all offers until then"},
    {"models[].sessions", "number", "at most 100 of a cell"},
    {"models[].live", "number", "share of them that still go on"},
    {"models[].outcomes", "number", "that were compared"},
    INTERVAL("models[].rmse", "root mean squared error, worth scaled to 0..1"),
    INTERVAL("models[].spearman", "rank correlation with the truth"),
    INTERVAL("models[].kendall", "likewise, tau-b"),
    {"acceptance", "list, optional", "when a party would have accepted by another rule"},
    {"acceptance[].role", "string", "in whose place the condition sits"},
    {"acceptance[].agent", "string or null", "agent that plays it; null: whoever does"},
    {"acceptance[].condition", "string", "as in accept=combi/max/0.98"},
    {"acceptance[].sessions", "number", "heard once more"},
    {"acceptance[].taken", "number", "... in which it accepts"},
    {"acceptance[].same", "number", "... in the turn in which the agent did"},
    {"acceptance[].unknown", "number", "the agent accepted and it does not: in no mean"},
    INTERVAL("acceptance[].time", "0..1, of its acceptances"),
    INTERVAL("acceptance[].utility", "pie_share that it gets"),
    INTERVAL("acceptance[].really", "pie_share that the agent got in these sessions"),
    INTERVAL("acceptance[].gain", "utility less really"),
    {0}};

const command command_analyse = {
    .name = "analyse",
    .arguments = "RUN [STUDY...]",
    .summary = "statistics of a run: shares and impasses by leverage, times, moves, factors",
    .about =
        "regression: the share of the pie on the parts of leverage, against the rational benchmark "
        "share = phi.\ncalibration: the share against phi, bin by bin, and how much of its slope "
        "the blind twin has as well.\nevents: concessions around arrivals and expiries of "
        "alternatives, against sessions in which they are still to come\n(needs --log full).\n"
        "effects: each cell beside its blind twin.\n"
        "impasse: the odds of no deal by the parts of leverage (logit).\n"
        "agreement: by when half have agreed (Kaplan-Meier), against the blind twin (log-rank).\n"
        "moves: what the next concession goes with inside a session: leverage, Zeuthen's risk, the "
        "other's last move,\ntime left (needs --log full).\n"
        "factors: does what is varied matter: Welch, Kruskal-Wallis and a paired test with effect "
        "sizes; rank correlations.\nAll of these where none is named. Only by name, with --log "
        "full, "
        "between two:\nmodels: how near models of the other (frequency, bayesian, ...) come to "
        "what "
        "it really wants, over time.\nacceptance: when a party would have accepted, and got, by "
        "other "
        "acceptance conditions, the offers being as they were.\n"
        "Each is written beside the record: regression.csv, ...",
    .examples = {{"higgle analyse last", "all studies of the last run"},
                 {"higgle analyse last calibration", "one of them"},
                 {"higgle analyse last factors impasse", "two of them"},
                 {"higgle analyse last models", "opponent models judged"},
                 {"higgle analyse last --json", "every role, every number"}},
    .options = analyse_options,
    .min_arguments = 1,
    .max_arguments = 1 + STUDY_COUNT,
    .json = analyse_json,
    .run = analyse_command};
