/* higgle describe: one thing that has a name, told in full. What it is follows from the name; where
 * two things share it, the user says which. */
#include "cli/tell/describe.h"

#include "analysis/columns.h"
#include "analysis/figures/figure.h"
#include "cli/tell/agents.h"
#include "cli/tell/oracles.h"
#include "scenario/experiment/experiment.h"
#include "scenario/foreign/foreign.h"
#include "scenario/generate/generate.h"
#include "seat/plugin.h"

#include <string.h>

static const option describe_options[] = {
    {.name = "role",
     .letter = 'r',
     .kind = OPTION_TEXT,
     .value = "ROLE",
     .help = "of a scenario: also what this role alone knows"},
    {.name = "markdown", .kind = OPTION_FLAG, .help = "an agent as a page of Markdown"},
    {0}};

/* ---- what needs no file ---- */

/* Who plays one theorem needs its game. */
static const struct {
    const char *agent, *game;
} own_games[] = {
    {"rubinstein", "theory/alternating-offers one=rubinstein two=rubinstein"},
    {"finite-horizon",
     "theory/alternating-offers one=finite-horizon two=finite-horizon --rounds 3"},
    {"outside-option", "theory/alternating-offers one=outside-option two=outside-option "
                       "--set two.reservation=0.6"},
    {"inside-option",
     "theory/alternating-offers one=inside-option:mine=0.3 two=inside-option:theirs=0.3"},
    {"breakdown",
     "theory/alternating-offers one=breakdown two=breakdown --set protocol.breakdown=0.1 "
     "--set one.power.discount=1 --set two.power.discount=1"},
    {"random-proposer", "theory/alternating-offers one=random-proposer two=random-proposer "
                        "--set protocol.kind=random-proposer"},
    {"pending-offer", "theory/alternating-offers one=pending-offer two=pending-offer:whose=theirs"},
    {"take-it-or-leave-it", "ultimatum town=take-it-or-leave-it stall=take-it-or-leave-it"},
    {"coase", "theory/coase"},
    {"abreu-gul", "theory/reputation"},
    {"war-of-attrition", "theory/reputation one=war-of-attrition two=war-of-attrition"},
    {"obstinate", "theory/reputation one=obstinate"},
};

static const char *game_for(cli *c, const seat_spec *s)
{
    for (size_t i = 0; i < sizeof own_games / sizeof *own_games; i++)
        if (strcmp(own_games[i].agent, s->type->name) == 0) return own_games[i].game;
    const char *with = shell_word(&c->arena, arena_format(&c->arena, "one=%s", s->text));
    return arena_format(&c->arena, "split-the-pie %s", with);
}

static bool describe_agent(cli *c, const char *name, const telling *t)
{
    seat_spec s;
    if (seat_spec_read(&c->arena, name, NULL, 0, 0, &s, &c->errors) != 0) return false;
    if (t->j) {
        agent_json(&s, t->j);
        return true;
    }
    if (t->markdown) {
        agent_page(&s, stdout);
        return true;
    }
    agent_print(&s, AGENT_IN_FULL, stdout);
    printf("  try: higgle run %s\n", game_for(c, &s));
    return true;
}

static void describe_figure(const catalog_entry *e, const telling *t)
{
    if (t->j) {
        json_put_text(t->j, "name", e->name), json_put_text(t->j, "summary", e->summary);
        return;
    }
    printf("%s: %s\n  draw: higgle plot last %s\n", e->name, e->summary, e->name);
}

static const char *owner_text(column_owner owner)
{
    static const char *const texts[] = {[COLUMN_OF_SESSION] = "the session",
                                        [COLUMN_OF_ISSUE] = "the deal, one column per issue",
                                        [COLUMN_OF_ROLE] = "a party, one column per role"};
    return texts[owner];
}

static const char *claim_text(const char *name)
{
    bool number;
    if (!experiment_measure(name, &number)) return "no";
    return number ? "yes: any claim" : "yes: same_over";
}

/* The column behind a measure's listed name: with _ROLE or _ISSUE. */
static const column_spec *column_named(const char *listed, column_owner *owner)
{
    const column_spec *s;
    for (size_t i = 0; (s = columns_at(i, owner)); i++) {
        size_t n = strlen(s->name);
        if (!strncmp(s->name, listed, n) && strchr("_", listed[n]) &&
            (!listed[n] || !strcmp(listed + n, "_ROLE") || !strcmp(listed + n, "_ISSUE")) &&
            !listed[n] == (*owner == COLUMN_OF_SESSION))
            return s;
    }
    return NULL;
}

static void describe_measure(const catalog_entry *e, const telling *t)
{
    column_owner owner;
    const column_spec *s = column_named(e->name, &owner);
    const char *type = column_type(s);
    const char *rows[][3] = {{"meaning", "meaning", e->summary},
                             {"of", "of", owner_text(owner)},
                             {"type", "type", type},
                             {"unit", "unit", e->facts[0]},
                             {"range", "range", e->facts[1]},
                             {"source", "source", e->facts[2]},
                             {"in a hypothesis", "hypothesis", claim_text(s->name)}};
    if (t->j) json_put_text(t->j, "name", e->name);
    if (!t->j) printf("%s\n", e->name);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (t->j)
            json_put_text(t->j, rows[i][1], rows[i][2]);
        else if (*rows[i][2])
            printf("  %-15s  %s\n", rows[i][0], rows[i][2]);
    }
}

static bool describe_oracle(cli *c, const char *name, const telling *t)
{
    oracle_question q;
    return oracle_read(c, name, NULL, 0, &q) && oracle_tell(c, &q, t->j);
}

/* ---- which one is meant ---- */

typedef struct meant {
    const catalog_kind *kind;
    const catalog_entry *entry; /* NULL: a file by its path, or an agent with settings */
    const char *text;           /* as given */
} meant;

/* "random:seed=7"; random alone is an agent, and one without settings. */
static bool is_generated(const char *word) { return generate_is(word) && strchr(word, ':'); }

/* "leverage/human", "boulware:beta=2", "./my_agent.so": an agent by the name it begins with, and
 * a plugin also where it cannot play, so that one is told why. */
static bool is_agent_spec(cli *c, const char *word)
{
    size_t n = strcspn(word, "/:");
    const char *name = arena_textn(&c->arena, word, n);
    if (is_generated(word)) return false;
    if (plugin_path_size(word) || plugin_find(&c->arena, name)) return true;
    return word[n] && n && roster_find(name);
}

static bool is_path(const char *word)
{
    size_t n = strlen(word);
    if (is_generated(word)) return true;
    return strpbrk(word, "/\n") || (n > 5 && !strcmp(word + n - 5, ".yaml")) || foreign_is(word);
}

static bool by_path(cli *c, const char *word, meant *out)
{
    thing found = thing_find(c, word, LOOK_FILE_FIRST);
    static const char *const kinds[THING_COUNT] = {
        [THING_SCENARIO] = "scenario", [THING_EXPERIMENT] = "experiment", [THING_RUN] = "run"};
    if (!found.kind) return false;
    *out = (meant){catalog_kind_find(kinds[found.kind]), NULL, found.path};
    return true;
}

/* only: the kind that was asked for; NULL: any. */
static bool nothing_named(cli *c, const catalog_kind *only, const char *word)
{
    if (!only && command_find(word)) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is a command: higgle help %s", word,
                  word);
        return false;
    }
    const catalog_kind *kind = NULL;
    const char *near = catalog_nearest(c, word, &kind);
    const char *what = only ? arena_format(&c->arena, "no %s", only->singular) : "nothing";
    const char *list = only ? arena_format(&c->arena, " %s", only->plural) : "";
    if (near)
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "%s is called \"%s\"; did you mean %s %s \"%s\"?", what, word, kind->article,
                  kind->singular, near);
    else
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                  "%s is called \"%s\"; higgle list%s says what there is", what, word, list);
    return false;
}

static bool several_named(cli *c, const char *word, const meant *found, size_t n)
{
    const char *what = "", *ways = "", *name = shell_words(&c->arena, word);
    for (size_t i = 0; i < n; i++) {
        const catalog_kind *k = found[i].kind;
        what =
            arena_format(&c->arena, "%s%s%s %s", what, i ? " and " : "", k->article, k->singular);
        ways = arena_format(&c->arena, "%s%shiggle describe %s %s", ways, i ? ", or " : "",
                            k->singular, name);
    }
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is %s: %s", word, what, ways);
    return false;
}

/* A lesson is named after its scenario or experiment: that is meant; an oracle as the agent that
 * plays it: the agent. */
static bool is_namesake(const catalog_kind *k, const meant *found, size_t n)
{
    if (!n) return false;
    const char *other = found[n - 1].kind->singular;
    bool taught = !strcmp(other, "scenario") || !strcmp(other, "experiment");
    return (!strcmp(k->singular, "lesson") && taught) ||
           (!strcmp(k->singular, "oracle") && !strcmp(other, "agent"));
}

/* Of this kind, or of any (NULL). */
static bool by_name(cli *c, const catalog_kind *only, const char *word, meant *out)
{
    meant found[16];
    size_t n = 0;
    for (const catalog_kind *k = catalog_kinds(); k->plural; k++) {
        if (only && k != only) continue;
        const catalog_entry *e = catalog_find(c, k, word);
        if (e && !is_namesake(k, found, n) && n < 16) found[n++] = (meant){k, e, word};
    }
    if (n == 1) *out = found[0];
    if (n > 1) return several_named(c, word, found, n);
    return n == 1 || nothing_named(c, only, word);
}

/* ---- telling it ---- */

static bool tell_run(cli *c, const meant *m)
{
    const char *name = shell_word(&c->arena, m->entry ? m->entry->name : m->text);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is a run; higgle show %s tells what is in it",
              name, name);
    return false;
}

static void tell_lesson(cli *c, const meant *m, const telling *t)
{
    bool sheet = m->entry && catalog_find(c, catalog_kind_find("lesson"), m->entry->name);
    if (sheet && !t->j) printf("its lesson: higgle describe lesson %s\n", t->typed);
}

static bool tell(cli *c, const meant *m, const telling *t)
{
    const char *kind = m->kind->singular;
    const char *path = m->entry ? m->entry->facts[FACT_FILE] : m->text;
    if (t->role && strcmp(kind, "scenario") != 0) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "only a scenario has roles; %s is %s %s",
                  m->text, m->kind->article, kind);
        return false;
    }
    if (t->markdown && (t->j || strcmp(kind, "agent") != 0)) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--markdown is %s",
                  t->j ? "another form than --json: one of them" : "the form of an agent only");
        return false;
    }
    if (t->j) json_put_text(t->j, "kind", kind);
    if (!strcmp(kind, "agent")) return describe_agent(c, m->text, t);
    bool taught = !strcmp(kind, "experiment");
    if (taught || !strcmp(kind, "scenario")) {
        if (!(taught ? describe_experiment : describe_scenario)(c, path, t)) return false;
        tell_lesson(c, m, t);
        return true;
    }
    if (!m->entry || !strcmp(kind, "run")) return tell_run(c, m);
    if (!strcmp(kind, "lesson")) return describe_lesson(c, m->entry, t);
    if (!strcmp(kind, "oracle")) return describe_oracle(c, m->entry->name, t);
    if (!strcmp(kind, "figure"))
        describe_figure(m->entry, t);
    else
        describe_measure(m->entry, t);
    return true;
}

/* SCENARIO PATH */
static bool tell_setting(cli *c, const char *name, const telling *t)
{
    thing found = thing_find(c, name, LOOK_FOR_FILE);
    if (found.kind != THING_SCENARIO) {
        (void)thing_is_other(c, name, found.kind);
        return false;
    }
    if (t->j) json_put_text(t->j, "kind", "path");
    return describe_setting(c, found.path, c->arguments[1], t);
}

static bool tell_all(cli *c, const telling *t)
{
    const char *word = c->arguments[0];
    const catalog_kind *only = c->n_arguments > 1 ? catalog_kind_find(word) : NULL;
    meant m;
    if (c->n_arguments > 1 && !only) return tell_setting(c, word, t);
    if (only) word = c->arguments[1];
    if ((!only || !strcmp(only->plural, "agents")) && is_agent_spec(c, word))
        m = (meant){catalog_kind_find("agents"), NULL, word};
    else if (is_path(word) ? !by_path(c, word, &m) : !by_name(c, only, word, &m))
        return false;
    return tell(c, &m, t);
}

static int describe_run(cli *c)
{
    buf out;
    json j = {0};
    const char *name = c->arguments[c->n_arguments > 1 && catalog_kind_find(c->arguments[0])];
    telling t = {.j = c->json ? &j : NULL,
                 .role = option_text(c, "role"),
                 .markdown = option_flag(c, "markdown"),
                 .typed = shell_words(&c->arena, name)};
    buf_init(&out);
    json_init(&j, &out, true);
    if (c->json) json_object(&j);
    bool told = tell_all(c, &t);
    if (told && c->json) {
        json_end_object(&j);
        cli_print_json(&out);
    }
    buf_fini(&out);
    if (!told) return cli_fail(c);
    cli_note(c);
    return HG_E_OK;
}

static const json_field describe_json[] = {
    {"kind", "string", "agent, scenario, experiment, lesson, figure, measure, oracle, path"},
    {"name", "string", "of it; an agent: with its settings, as one writes it"},
    {"summary", "string, optional", "agent, figure: in a line"},
    {"reference", "string, optional", "agent: the paper behind it"},
    {"blind_twin", "string or null, optional", "agent: settings that make it blind to leverage"},
    {"traits", "list of strings, optional", "agent: what it is able to do"},
    {"presets", "list, optional", "agent: NAME/PRESET"},
    {"presets[].name", "string", "the preset"},
    {"presets[].settings", "string", "what it stands for"},
    {"parameters", "list, optional", "agent: NAME:KEY=VALUE; oracle: PARAMETER=VALUE"},
    {"parameters[].name", "string", "the key"},
    {"parameters[].value", "string", "with the settings given"},
    {"parameters[].default", "string", "without any"},
    {"parameters[].range", "string", "least..greatest, or the words it may be"},
    {"parameters[].help", "string", "what it does"},
    {"parameters[].evidence", "string, optional", "agent: where its default comes from"},
    {"parts", "list, optional", "agent: rules that a setting may swap"},
    {"parts[].name", "string", "the setting"},
    {"parts[].value", "string", "what stands there: WORD[/ARGUMENT...]"},
    {"parts[].help", "string", "what it decides"},
    {"parts[].choices", "list", "what may stand there; the first is the agent's own rule"},
    {"parts[].choices[].name", "string", "the word"},
    {"parts[].choices[].summary", "string", "its rule"},
    {"parts[].choices[].reference", "string", "its paper"},
    {"parts[].choices[].arguments", "list", "in their order, each as a parameter"},
    {"parts[].choices[].arguments[].name", "string", "the argument"},
    {"parts[].choices[].arguments[].value", "string", "its default"},
    {"parts[].choices[].arguments[].default", "string", "its default"},
    {"parts[].choices[].arguments[].range", "string", "what it may be"},
    {"parts[].choices[].arguments[].help", "string", "what it means"},
    {"parts[].choices[].arguments[].evidence", "string", "where its default comes from"},
    {"title", "string or null, optional", "scenario, experiment, lesson, oracle: its title"},
    {"about", "string, optional", "scenario: the story in short"},
    {"file", "string, optional", "where it lies"},
    {"currency", "string, optional", "scenario: of money"},
    {"outcomes", "number or null, optional", "scenario: how many; null: a real range"},
    {"rounds", "number or null, optional", "scenario: at most; null: no deadline"},
    {"issues", "list, optional", "scenario: what is negotiated"},
    {"issues[].name", "string", "the issue"},
    {"issues[].unit", "string", "of its values"},
    {"issues[].values", "list of strings, optional", "where they are listed"},
    {"issues[].min", "number, optional", "where they are numbers: the least"},
    {"issues[].max", "number, optional", "... the greatest"},
    {"issues[].step", "number or null, optional", "... how far apart; null: any number"},
    {"roles", "list, optional", "scenario: who negotiates"},
    {"roles[].role", "string", "the role"},
    {"roles[].agent", "string or null", "who plays it when nobody is named"},
    {"roles[].leverage", "number or null",
     "phi at the start, what is drawn at its middle; null: no zone of agreement"},
    {"roles[].brief", "string or null, optional", "--role: what this role alone is told"},
    {"roles[].reservation", "number, optional", "--role: what no deal is worth at least"},
    {"roles[].alternatives", "list, optional", "--role: what it may have instead"},
    {"roles[].alternatives[].name", "string", "the alternative"},
    {"roles[].alternatives[].worth", "number", "to this role"},
    {"roles[].alternatives[].arrives", "number or null", "time 0..1; null: at a rate, or never"},
    {"roles[].alternatives[].expires", "number or null", "time 0..1; null: never"},
    {"roles[].alternatives[].rate", "number, optional", "comes so often between time 0 and 1"},
    {"roles[].alternatives[].min", "number, optional", "at a rate: what each is worth at least"},
    {"roles[].alternatives[].max", "number, optional", "... and at most"},
    {"roles[].alternatives[].lifetime", "number or null, optional", "mean; null: till the end"},
    {"roles[].alternatives[].search_cost", "number, optional", "per whole of the talks"},
    {"roles[].alternatives[].recall", "boolean, optional", "does an offer outlast its round?"},
    {"roles[].drawn", "list, optional",
     "--role: its numbers that are drawn for each session; elsewhere they stand at their middle"},
    {"roles[].drawn[].path", "string", "which number"},
    {"roles[].drawn[].min", "number, optional", "all from here ..."},
    {"roles[].drawn[].max", "number, optional", "... to here are equally likely"},
    {"roles[].drawn[].mean", "number, optional", "or: of a normal distribution"},
    {"roles[].drawn[].sd", "number, optional", "its standard deviation"},
    {"scenario", "string, optional", "experiment: what it varies"},
    {"cells", "number, optional", "experiment: combinations of levels"},
    {"sessions", "number, optional", "experiment: per cell"},
    {"seed", "number, optional", "experiment: of the random numbers"},
    {"factors", "list, optional", "experiment: what is varied"},
    {"factors[].columns", "list of strings", "its columns in sessions.csv"},
    {"factors[].levels", "number", "how many levels"},
    {"hypotheses", "list, optional", "experiment: what is claimed"},
    {"hypotheses[].name", "string", "the claim"},
    {"hypotheses[].measure", "string", "what it is about"},
    {"plan", "string, optional", "lesson: scenario, minutes, groups"},
    {"sheet", "string, optional", "lesson: the sheet, Markdown"},
    {"meaning", "string, optional", "measure, path: what it says"},
    {"of", "string, optional", "measure: session, deal or party"},
    {"type", "string, optional", "measure, path: what stands there"},
    {"unit", "string, optional", "measure: its unit"},
    {"range", "string, optional", "measure: where it has one"},
    {"source", "string, optional", "measure, oracle: who defined it"},
    {"hypothesis", "string, optional", "measure: can a hypothesis be about it?"},
    {"family", "string, optional", "oracle: its name with its id"},
    {"quantities", "list, optional", "oracle: what it gives, parameters at their defaults"},
    {"quantities[].name", "string", "the quantity"},
    {"quantities[].value", "number or null", "null: undefined there"},
    {"quantities[].meaning", "string", "in a line"},
    {"formula", "string, optional", "oracle: the closed form"},
    {"conditions", "string, optional", "oracle: where it holds"},
    {"value", "string or null, optional", "path: in the file now; null: left out"},
    {"default", "string, optional", "path: what holds where it is left out"},
    {0}};

const command command_describe = {
    .name = "describe",
    .arguments = "[KIND] NAME | SCENARIO PATH",
    .summary = "one of them in full: an agent, a scenario, a lesson, a measure, a path, ...",
    .about = "NAME is whatever higgle list shows, an agent with settings, or a file. Where two "
             "things share a name,\nKIND says which: agent, scenario, experiment, lesson, figure, "
             "measure, oracle. What a scenario's role alone\nknows is told with --role only.",
    .examples = {{"higgle describe boulware", "an agent: rule, parameters, paper"},
                 {"higgle describe used-car --role buyer", "a scenario, with the buyer's brief"},
                 {"higgle describe used-car buyer.power.discount", "what --set can change there"},
                 {"higgle describe pie_share", "a measure"}},
    .options = describe_options,
    .min_arguments = 1,
    .max_arguments = 2,
    .json = describe_json,
    .run = describe_run};
