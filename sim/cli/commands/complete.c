/* higgle complete -- WORDS...: what could stand where the last word stands; shells ask this on TAB.
 * A line per candidate: word, tab, what it is. What an argument may be follows from the usage text
 * of the command ("SCENARIO [ROLE=AGENT...]"), so that no command is known by name here. */
#include "cli/catalog.h"

#include "analysis/figures/figure.h"
#include "base/text.h"
#include "run/directory.h"
#include "seat/plugin.h"
#include "theory/oracle.h"

#include <string.h>

typedef struct offered {
    const char *word;
    struct offered *next;
} offered;

typedef struct completion {
    cli *cli;
    offered **offered;
    const char *const *words; /* the command first, the one being typed last */
    uint32_t n_words;
    const command *command;
    const char *typed;    /* the part of the last word that candidates begin with */
    const char *before;   /* the part that stands before them: "--set=", "buyer=" */
    const char *scenario; /* the first argument, or NULL: often a scenario */
    uint32_t position;    /* of the argument being typed */
    const option *option; /* whose value is being typed; NULL */
    bool only_arguments;  /* behind -- */
} completion;

/* Each once: a name may be that of several things. */
static bool is_new(const completion *k, const char *word)
{
    for (const offered *o = *k->offered; o; o = o->next)
        if (!strcmp(o->word, word)) return false;
    offered *first = arena_alloc(&k->cli->arena, sizeof *first);
    *first = (offered){word, *k->offered};
    *k->offered = first;
    return true;
}

static void offer(const completion *k, const char *word, const char *about)
{
    if (strncmp(word, k->typed, strlen(k->typed)) != 0 || !is_new(k, word)) return;
    printf("%s%s\t", k->before, word);
    for (; *about; about++) putchar((unsigned char)*about < 0x20 ? ' ' : *about);
    putchar('\n');
}

/* ---- things with a name ---- */

static void offer_kind(const completion *k, const char *plural)
{
    const catalog_entry *all;
    size_t n = catalog_kind_find(plural)->list(k->cli, &all);
    for (size_t i = 0; i < n; i++) offer(k, all[i].name, all[i].summary);
}

static void offer_scenarios(completion *k) { offer_kind(k, "scenarios"); }
static void offer_experiments(completion *k) { offer_kind(k, "experiments"); }
static void offer_figures(completion *k) { offer_kind(k, "figures"); }

static void offer_files(completion *k)
{
    offer_scenarios(k);
    offer_experiments(k);
}

static void offer_runs(completion *k)
{
    offer(k, "last", "the last run made here");
    offer_kind(k, "runs");
}

static void offer_names(completion *k)
{
    for (const catalog_kind *kind = catalog_kinds(); kind->plural; kind++)
        if (strcmp(kind->plural, "runs") != 0) offer_kind(k, kind->plural);
}

static void offer_kinds(completion *k)
{
    for (const catalog_kind *kind = catalog_kinds(); kind->plural; kind++)
        offer(k, kind->plural, kind->about);
    offer(k, "paths", "what --set can change in a scenario");
}

static void offer_commands(completion *k)
{
    for (const command *const *c = commands(); *c; c++) offer(k, (*c)->name, (*c)->summary);
}

static void offer_topics(completion *k)
{
    for (const char *const *t = help_topics(); *t; t++) offer(k, *t, "topic");
}

static void offer_shells(completion *k)
{
    offer(k, "bash", "shell"), offer(k, "zsh", "shell"), offer(k, "fish", "shell");
}

/* ---- how a figure looks, what sessions.csv holds ---- */

static void offer_words(const completion *k, const char *const *words, const char *about)
{
    for (; *words; words++) offer(k, *words, about);
}

static void offer_themes(completion *k) { offer_words(k, figure_themes(), "theme"); }
static void offer_sizes(completion *k)
{
    static const char *const sizes[] = {"paper", "slide", NULL};
    offer_words(k, sizes, "size; or pixels as in 900x600");
}

/* The last of several that are joined by commas; what stands before is kept. */
static completion behind_comma(const completion *k)
{
    completion inner = *k;
    const char *comma = strrchr(k->typed, ',');
    if (!comma) return inner;
    inner.before =
        arena_format(&k->cli->arena, "%s%.*s", k->before, (int)(comma + 1 - k->typed), k->typed);
    inner.typed = comma + 1;
    return inner;
}

static void offer_formats(completion *k)
{
    static const char *const formats[] = {"svg", "png", "pdf", "txt", NULL};
    completion inner = behind_comma(k);
    offer_words(&inner, formats, "format; several are joined by commas");
}

/* The head of the run's table as it lies there: a record may be too long for a TAB. */
static const char *table_head(const completion *k)
{
    enum { HEAD_MAX = 1 << 16 };
    cli *c = k->cli;
    const char *dir = k->scenario ? run_dir_find(&c->arena, k->scenario, &c->errors) : NULL;
    FILE *from = dir ? fopen(arena_format(&c->arena, "%s/sessions.csv", dir), "r") : NULL;
    char *head = arena_alloc(&c->arena, HEAD_MAX);
    if (!from || !fgets(head, HEAD_MAX, from)) *head = 0;
    if (from) fclose(from);
    head[strcspn(head, "\r\n")] = 0;
    return head;
}

static void offer_columns_as(const completion *k, const char *behind)
{
    char *rest = arena_text(&k->cli->arena, table_head(k));
    for (const char *name; (name = strtok_r(rest, ",", &rest));)
        offer(k, arena_format(&k->cli->arena, "%s%s", name, behind), "column");
}

static void offer_columns(completion *k)
{
    completion inner = behind_comma(k);
    offer_columns_as(&inner, "");
}

static void offer_conditions(completion *k) { offer_columns_as(k, "="); }

/* ---- agents, after ROLE= ---- */

/* "name:KEY=" of each parameter; "name:key=WORD" where its value is one of a few. */
static void offer_settings(const completion *k, const hg_agent_type *type, const char *text)
{
    arena *a = &k->cli->arena;
    const char *colon = strrchr(text, ':');
    const char *head = arena_textn(a, text, (size_t)(colon - text) + 1);
    const char *equals = strchr(colon, '=');
    for (const hg_param *p = type->params; p && p->name; p++) {
        bool this_one = equals && strlen(p->name) == (size_t)(equals - colon) - 1 &&
                        !strncmp(p->name, colon + 1, strlen(p->name));
        char preset[TEXT_DOUBLE_MAX];
        text_double(preset, p->preset);
        const char *otherwise = p->choices ? p->choices[(size_t)p->preset] : preset;
        if (!equals)
            offer(k, arena_format(a, "%s%s=", head, p->name),
                  arena_format(a, "%s (default %s)", p->help, otherwise));
        for (size_t i = 0; this_one && p->choices && p->choices[i]; i++)
            offer(k, arena_format(a, "%s%s=%s", head, p->name, p->choices[i]), p->help);
    }
}

/* "name:accept=", and then "name:accept=WORD" for each of its choices. */
static void offer_parts(const completion *k, const hg_agent_type *type, const char *text)
{
    arena *a = &k->cli->arena;
    const char *colon = strrchr(text, ':'), *equals = strchr(colon, '=');
    const char *head = arena_textn(a, text, (size_t)(colon - text) + 1);
    for (const hg_part *p = type->parts; p && p->name; p++) {
        if (!equals)
            offer(k, arena_format(a, "%s%s=", head, p->name),
                  arena_format(a, "%s (default %s)", p->help, p->choices[0].name));
        else if (!strncmp(p->name, colon + 1, (size_t)(equals - colon) - 1))
            for (const hg_part_choice *c = p->choices; c->name; c++)
                offer(k, arena_format(a, "%s%s=%s", head, p->name, c->name), c->summary);
    }
}

static void offer_agents(const completion *k)
{
    arena *a = &k->cli->arena;
    const hg_agent_type *named = strchr(k->typed, ':') ? seat_type_of(a, k->typed) : NULL;
    if (named) {
        offer_settings(k, named, k->typed);
        offer_parts(k, named, k->typed);
        return;
    }
    for (const hg_agent_type *const *type = roster(); *type; type++) {
        offer(k, (*type)->name, (*type)->summary);
        for (const hg_preset *p = (*type)->presets; p && p->name; p++)
            offer(k, arena_format(a, "%s/%s", (*type)->name, p->name), p->settings);
    }
    const char *const *plugins;
    size_t n = plugin_names(a, &plugins);
    for (size_t i = 0; i < n; i++) offer(k, plugins[i], "a plugin");
    n = plugin_files(a, k->typed, &plugins);
    for (size_t i = 0; i < n; i++) offer(k, plugins[i], "a plugin");
}

static void offer_any_agent(completion *k) { offer_agents(k); }

/* ---- what a scenario's own file names ---- */

/* The scenario of the first argument, or of the experiment that it names; NULL. */
static const node *scenario_root(const completion *k)
{
    cli *c = k->cli;
    if (!k->scenario) return NULL;
    thing found = thing_find(c, k->scenario, LOOK_FOR_FILE);
    const node *root = found.kind ? scenario_tree(&c->arena, found.path, false, &c->errors) : NULL;
    if (found.kind != THING_EXPERIMENT || !root) return found.kind == THING_SCENARIO ? root : NULL;
    const node *of = node_get(root, "scenario");
    const char *path = of && of->kind == NODE_SCALAR
                           ? scenario_find(&c->arena, of->text, c->scenario_dirs, &c->errors)
                           : NULL;
    return path ? scenario_tree(&c->arena, path, false, &c->errors) : NULL;
}

static const node *parties_of(const completion *k)
{
    const node *root = scenario_root(k), *parties = root ? node_get(root, "parties") : NULL;
    return parties && parties->kind == NODE_MAP ? parties : NULL;
}

static void offer_roles(completion *k)
{
    const node *parties = parties_of(k);
    for (uint32_t i = 0; parties && i < parties->count; i++)
        offer(k, parties->keys[i]->text, "role");
}

/* Behind the first "=" of what is typed; what stands before it is kept. */
static completion behind_equals(const completion *k)
{
    completion inner = *k;
    const char *equals = strchr(k->typed, '=');
    inner.before =
        arena_format(&k->cli->arena, "%s%.*s", k->before, (int)(equals + 1 - k->typed), k->typed);
    inner.typed = equals + 1;
    return inner;
}

static void offer_players(completion *k)
{
    if (strchr(k->typed, '=')) {
        completion inner = behind_equals(k);
        offer_agents(&inner);
        return;
    }
    const node *parties = parties_of(k);
    for (uint32_t i = 0; parties && i < parties->count; i++)
        offer(k, arena_format(&k->cli->arena, "%s=", parties->keys[i]->text),
              "who plays this role");
}

static const char *about_setting(arena *a, const scenario_setting *s)
{
    const char *now = s->value     ? arena_format(a, "now %s", s->value)
                      : *s->preset ? arena_format(a, "default %s", s->preset)
                                   : "not set";
    return *s->type ? arena_format(a, "%s; %s", now, s->type) : now;
}

static void offer_values(const completion *k, const scenario_setting *all, size_t n)
{
    size_t length = strcspn(k->typed, "=");
    completion inner = behind_equals(k);
    bool agent = !strncmp(k->typed, "agents.", 7) && !memchr(k->typed + 7, '.', length - 7);
    if (agent) offer_agents(&inner);
    for (size_t i = 0; i < n; i++)
        if (strlen(all[i].path) == length && !strncmp(all[i].path, k->typed, length))
            offer(&inner, all[i].value ? all[i].value : all[i].preset, all[i].help);
}

/* set: PATH=, to be given a value; else the path alone. */
static void offer_paths_as(completion *k, bool set)
{
    const scenario_setting *all = NULL;
    const node *root = scenario_root(k);
    size_t n = root ? catalog_settings(k->cli, root, &all) : 0;
    if (set && strchr(k->typed, '=')) {
        offer_values(k, all, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        offer(k, set ? arena_format(&k->cli->arena, "%s=", all[i].path) : all[i].path,
              about_setting(&k->cli->arena, &all[i]));
}

static void offer_paths(completion *k) { offer_paths_as(k, false); }
static void offer_settings_of_paths(completion *k) { offer_paths_as(k, true); }

/* ---- closed forms ---- */

static void offer_families(completion *k) { offer_kind(k, "oracles"); }

static void offer_parameters(completion *k)
{
    arena *a = &k->cli->arena;
    oracle_question q;
    if (!k->scenario || oracle_ask(a, k->scenario, NULL, 0, &q) != NULL) return;
    for (const oracle_parameter *p = q.family->parameters; p->name; p++)
        offer(k, arena_format(a, "%s=", p->name),
              arena_format(a, "%s; %s (default %s)", p->help, oracle_domain_text(p->domain),
                           p->preset));
}

/* ---- what a word of a usage text stands for ---- */

static const struct {
    const char *word;
    void (*offer)(completion *);
} stands_for[] = {{"SCENARIO", offer_scenarios},
                  {"EXPERIMENT", offer_experiments},
                  {"RUN", offer_runs},
                  {"FILE", offer_files},
                  {"FIGURE", offer_figures},
                  {"NAME", offer_names},
                  {"KIND", offer_kinds},
                  {"COMMAND", offer_commands},
                  {"TOPIC", offer_topics},
                  {"SHELL", offer_shells},
                  {"ROLE", offer_roles},
                  {"AGENT", offer_any_agent},
                  {"ROLE=AGENT", offer_players},
                  {"PATH", offer_paths},
                  {"PATH=VALUE", offer_settings_of_paths},
                  {"FAMILY", offer_families},
                  {"PARAMETER=VALUE", offer_parameters},
                  {"THEME", offer_themes},
                  {"SIZE", offer_sizes},
                  {"FORMATS", offer_formats},
                  {"COLUMN", offer_columns},
                  {"COLUMN=VALUE", offer_conditions}};

/* "RUN|SCENARIO", "[ROLE=AGENT...]", "RUN[#SESSION]": every word in capitals that begins a name. */
static void offer_token(completion *k, const char *token, size_t size)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ=";
    for (const char *s = token; s < token + size;) {
        size_t n = strspn(s, capitals);
        for (size_t i = 0; n && i < sizeof stands_for / sizeof *stands_for; i++)
            if (strlen(stands_for[i].word) == n && !strncmp(stands_for[i].word, s, n))
                stands_for[i].offer(k);
        s += n;
        s += strcspn(s, "|") + 1; /* what follows a name, as in [#SESSION], is not completed */
        if (*(s - 1) == 0) return;
        s += strspn(s, "[");
    }
}

/* One way of using a command: "[KIND] NAME". A word in brackets may be left out, so that the next
 * one may stand in its place; one with dots stands on; one in small letters, the first, is itself:
 * where another stands there, this is not the way. */
static void offer_way(completion *k, const char *way, size_t size)
{
    uint32_t least = 0, most = 0; /* where this word may stand */
    bool itself = *way >= 'a' && *way <= 'z';
    size_t first = strcspn(way, " ");
    if (itself && !k->position)
        offer(k, arena_textn(&k->cli->arena, way, first), k->command->summary);
    if (itself && k->scenario && (strncmp(way, k->scenario, first) || k->scenario[first])) return;
    for (const char *s = way; s < way + size;) {
        size_t n = 0;
        while (s + n < way + size && s[n] != ' ') n++;
        bool more = n > 3 && (!strncmp(s + n - 3, "...", 3) || !strncmp(s + n - 4, "...]", 4));
        if (k->position >= least && (more || k->position <= most))
            offer_token(k, s + (*s == '['), n - (*s == '['));
        most++;
        if (*s != '[') least++;
        s += n + 1;
    }
}

static void offer_argument(completion *k)
{
    const char *usage = k->command->arguments;
    while (*usage) {
        const char *bar = strstr(usage, " | ");
        size_t size = bar ? (size_t)(bar - usage) : strlen(usage);
        offer_way(k, usage, size);
        usage += size + (bar ? 3 : 0);
    }
}

/* ---- options ---- */

static void offer_options(const completion *k)
{
    const option *o;
    for (uint32_t i = 0; (o = command_options(k->command, i)); i++)
        offer(k, arena_format(&k->cli->arena, "--%s", o->name), o->help);
}

static void offer_value(completion *k)
{
    const option *o = k->option;
    for (size_t i = 0; o->choices && o->choices[i]; i++) offer(k, o->choices[i], o->help);
    if (o->value) offer_token(k, o->value, strlen(o->value));
}

static const option *find_option(const command *c, const char *word)
{
    const option *o;
    size_t n = strcspn(word, "=");
    for (uint32_t i = 0; (o = command_options(c, i)); i++) {
        bool by_letter = word[1] != '-' && o->letter && word[1] == o->letter && !word[2];
        bool by_name = !strncmp(word, "--", 2) && strlen(o->name) + 2 == n &&
                       !strncmp(word + 2, o->name, n - 2);
        if (by_letter || by_name) return o;
    }
    return NULL;
}

/* ---- the line ---- */

/* The words between the command and the one being typed. */
static void read_line(completion *k)
{
    for (uint32_t i = 1; i + 1 < k->n_words; i++) {
        const char *word = k->words[i];
        if (k->option) {
            k->option = NULL; /* this was its value */
        } else if (!k->only_arguments && !strcmp(word, "--")) {
            k->only_arguments = true;
        } else if (!k->only_arguments && word[0] == '-' && word[1]) {
            const option *o = find_option(k->command, word);
            if (o && o->kind != OPTION_FLAG && !strchr(word, '=')) k->option = o;
        } else {
            if (!k->position) k->scenario = word;
            k->position++;
        }
    }
}

static void complete_line(completion *k)
{
    read_line(k);
    const char *equals = strchr(k->typed, '=');
    bool dashed = !k->only_arguments && !k->option && k->typed[0] == '-';
    const option *o = dashed && equals ? find_option(k->command, k->typed) : NULL;
    if (o) {
        k->before = arena_textn(&k->cli->arena, k->typed, (size_t)(equals + 1 - k->typed));
        k->typed = equals + 1;
        k->option = o;
    }
    if (k->option)
        offer_value(k);
    else if (dashed)
        offer_options(k);
    else
        offer_argument(k);
}

static int complete_run(cli *c)
{
    offered *none = NULL;
    completion k = {
        .cli = c, .offered = &none, .words = c->arguments, .n_words = c->n_arguments, .before = ""};
    k.typed = k.n_words ? k.words[k.n_words - 1] : "";
    if (k.n_words < 2) {
        offer_commands(&k);
        return HG_E_OK;
    }
    k.command = command_find(k.words[0]);
    if (k.command) complete_line(&k);
    return HG_E_OK; /* a line that cannot be read has no candidates, and no message on TAB */
}

const command command_complete = {.name = "complete",
                                  .arguments = "-- WORD...",
                                  .summary = "what could stand where the last word stands",
                                  .about = "For shells: see higgle completions.",
                                  .examples = {{"higgle complete -- run used", "used-car"}},
                                  .max_arguments = UINT32_MAX,
                                  .run = complete_run};
