/* higgle cite: BibTeX of higgle and of the papers behind what was used. What quotes a paper says so
 * in words ("Nash 1950; Kalai 1977"); references.def turns the words into entries. */
#include "cli/catalog.h"

#include "analysis/statistics/methods.h"
#include "base/json.h"
#include "base/version.h"
#include "model/solution.h"
#include "record/reader.h"
#include "scenario/experiment/experiment.h"
#include "seat/seat.h"
#include "theory/oracle.h"

#include <ctype.h>
#include <string.h>

typedef struct reference {
    const char *key, *quote, *kind, *fields;
} reference;
static const reference references[] = {
#define REFERENCE(key, quote, kind, fields) {key, quote, kind, fields},
#include "cli/commands/references.def"
#undef REFERENCE
};
enum { REFERENCES = sizeof references / sizeof *references };

typedef struct citing {
    cli *cli;
    const char *used_by[REFERENCES]; /* "boulware, leverage (kappa)"; NULL: not used */
} citing;

/* ---- who quotes what ---- */

/* "uncalibrated" and "fitted" are no papers; one ends in its year. */
static bool is_paper(const char *quote)
{
    size_t n = strlen(quote);
    if (n < 5) return false;
    for (size_t i = n - 4; i < n; i++)
        if (!isdigit((unsigned char)quote[i])) return false;
    return true;
}

/* list: "a, b". */
static bool is_listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at++)
        if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ',')) return true;
    return false;
}

static void cite_one(citing *k, const char *quote, const char *by)
{
    arena *a = &k->cli->arena;
    for (size_t i = 0; i < REFERENCES; i++) {
        if (strcmp(references[i].quote, quote) != 0) continue;
        const char *before = k->used_by[i];
        if (!before || !is_listed(before, by))
            k->used_by[i] = before ? arena_format(a, "%s, %s", before, by) : by;
        return;
    }
    if (is_paper(quote))
        error_add(&k->cli->errors, HG_E_IO, NULL, 0, 0,
                  "%s quotes \"%s\", which has no entry in references.def", by, quote);
}

/* quotes: "A 1950; B & C 1977", or NULL. */
static void cite(citing *k, const char *quotes, const char *by)
{
    while (quotes && *quotes) {
        size_t n = strcspn(quotes, ";");
        cite_one(k, arena_textn(&k->cli->arena, quotes, n), by);
        quotes += n;
        quotes += strspn(quotes, "; ");
    }
}

static void cite_agent(citing *k, const hg_agent_type *type)
{
    cite(k, type->reference, type->name);
    for (const hg_param *p = type->params; p && p->name; p++)
        cite(k, p->evidence, arena_format(&k->cli->arena, "%s (%s)", type->name, p->name));
    for (const hg_part *p = type->parts; p && p->name; p++)
        for (const hg_part_choice *c = p->choices; c->name; c++)
            cite(k, c->reference, arena_format(&k->cli->arena, "%s=%s", p->name, c->name));
}

static void cite_measure(citing *k, const catalog_entry *e) { cite(k, e->facts[2], e->name); }

static void cite_everything(citing *k)
{
    const catalog_entry *measures;
    size_t n = catalog_kind_find("measures")->list(k->cli, &measures);
    for (const hg_agent_type *const *type = roster(); *type; type++) cite_agent(k, *type);
    for (size_t i = 0; i < n; i++) cite_measure(k, &measures[i]);
    const oracle_family *f;
    for (size_t i = 0; (f = oracle_family_at(i)); i++) cite(k, f->source, f->word);
    const method *m;
    for (size_t i = 0; (m = method_at(i)); i++) cite(k, m->source, m->name);
    for (int i = 0; i < SOLUTION_COUNT; i++)
        cite(k, solution_source((solution_kind)i), solution_title((solution_kind)i));
}

/* ---- of a run ---- */

static void cite_players(citing *k, const record_schema *s)
{
    for (uint32_t i = 0; i < s->n_arms; i++)
        for (uint32_t p = 0; p < s->n_parties; p++) {
            const char *spec = s->arms[i].agents[p];
            const hg_agent_type *type = seat_type_of(&k->cli->arena, spec);
            if (type) cite_agent(k, type);
        }
}

/* Leverage is in every record; the rest is what its hypotheses are about. */
static void cite_claims(citing *k, const record_schema *s)
{
    cli *c = k->cli;
    experiment e;
    const catalog_kind *measures = catalog_kind_find("measures");
    cite_measure(k, catalog_find(c, measures, "leverage_ROLE"));
    if (experiment_read(&c->arena, "config.yaml", s->config, strlen(s->config), s->scenario_file,
                        s->scenario, strlen(s->scenario), &e, &c->errors) != 0)
        return;
    for (uint32_t h = 0; h < e.n_hypotheses; h++) {
        const catalog_entry *m = catalog_find(c, measures, e.hypotheses[h].measure);
        if (m) cite_measure(k, m);
        m = e.hypotheses[h].on ? catalog_find(c, measures, e.hypotheses[h].on) : NULL;
        if (m) cite_measure(k, m);
    }
}

static const char *cite_run(citing *k, const char *name)
{
    cli *c = k->cli;
    thing found = thing_find(c, name, LOOK_RUN_FIRST);
    record r;
    if (found.kind != THING_RUN) {
        if (found.kind)
            error_add(&c->errors, HG_E_INPUT, NULL, 0, 0,
                      "%s is no run; higgle cite RUN, or higgle cite for all that is built in",
                      shell_word(&c->arena, name));
        return NULL;
    }
    const char *path = arena_format(&c->arena, "%s/log.msgpack", found.path);
    if (record_open(&c->arena, path, &r, &c->errors) != 0) return NULL;
    cite_players(k, &r.schema);
    cite_claims(k, &r.schema);
    const char *note =
        arena_format(&c->arena, "run %016llx, seed %llu", (unsigned long long)r.schema.identity,
                     (unsigned long long)r.schema.seed);
    record_close(&r);
    return note;
}

/* ---- printing ---- */

/* note: which run; NULL. */
static const char *entry_of_higgle(arena *a, const char *note)
{
    return arena_format(a,
                        "@software{higgle,\n  author = {{The higgle authors}},\n"
                        "  title = {higgle: a multi-agent negotiation simulator in which leverage "
                        "is a quantity},\n  version = {%s}%s%s%s\n}\n",
                        HIGGLE_VERSION, note ? ",\n  note = {" : "", note ? note : "",
                        note ? "}" : "");
}

static const char *entry_of(arena *a, const reference *r)
{
    return arena_format(a, "@%s{%s,\n%s}\n", r->kind, r->key, r->fields);
}

static void print_text(const citing *k, const char *note)
{
    arena *a = &k->cli->arena;
    fputs(entry_of_higgle(a, note), stdout);
    for (size_t i = 0; i < REFERENCES; i++)
        if (k->used_by[i]) printf("\n%% behind %s\n%s", k->used_by[i], entry_of(a, &references[i]));
}

static void print_json(const citing *k, const char *note)
{
    buf out;
    json j;
    arena *a = &k->cli->arena;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_put_text(&j, "software", entry_of_higgle(a, note));
    json_key(&j, "references");
    json_array(&j);
    for (size_t i = 0; i < REFERENCES; i++) {
        if (!k->used_by[i]) continue;
        json_object(&j);
        json_put_text(&j, "key", references[i].key);
        json_put_text(&j, "quoted", references[i].quote);
        json_put_text(&j, "used_by", k->used_by[i]);
        json_put_text(&j, "bibtex", entry_of(a, &references[i]));
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int cite_command(cli *c)
{
    citing k = {.cli = c};
    const char *note = NULL;
    if (c->n_arguments)
        note = cite_run(&k, c->arguments[0]);
    else
        cite_everything(&k);
    if (c->errors.errors) return cli_fail(c);
    if (c->json)
        print_json(&k, note);
    else
        print_text(&k, note);
    return HG_E_OK;
}

static const json_field cite_json[] = {
    {"software", "string", "BibTeX of higgle itself, with the run where one is named"},
    {"references", "list", "papers, by key"},
    {"references[].key", "string", "of the BibTeX entry"},
    {"references[].quoted", "string", "as agents and measures quote it"},
    {"references[].used_by", "string",
     "agents, their parameters, measures, oracles, statistics, solutions"},
    {"references[].bibtex", "string", "the entry"},
    {0}};

const command command_cite = {
    .name = "cite",
    .arguments = "[RUN]",
    .summary = "BibTeX of higgle, and of the papers behind the agents and measures of a run",
    .about = "Without RUN: of all that is built in.",
    .examples = {{"higgle cite last", "what the last run stands on"},
                 {"higgle cite > higgle.bib", "all of it"}},
    .max_arguments = 1,
    .json = cite_json,
    .run = cite_command};
