/* help and version: everything is printed from the tables of commands and options, for people or as
 * JSON. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/text.h"
#include "base/version.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

void help_overview(FILE *to)
{
    const char *before = "";
    fprintf(to, "higgle: a multi-agent negotiation simulator in which leverage is a quantity\n\n"
                "usage: higgle COMMAND [ARGUMENTS] [OPTIONS]\n\n");
    for (const command *const *c = commands(); *c; c++) {
        const char *group = command_group(*c);
        fprintf(to, "%-8s %-11s %s\n", strcmp(group, before) ? group : "", (*c)->name,
                (*c)->summary);
        before = group;
    }
    fprintf(to, "\nhiggle help COMMAND    more about it, examples first\n"
                "higgle help TOPIC      ");
    for (const char *const *t = help_topics(); *t; t++) fprintf(to, "%s%s", *t, t[1] ? ", " : "\n");
}

static void print_option(const option *o, FILE *to)
{
    char left[64];
    snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : "", o->letter ? o->letter : ' ',
             o->letter ? ", " : "   ", o->name, o->value ? " " : "", o->value ? o->value : "");
    fprintf(to, "  %-26s %s", left, o->help);
    if (o->choices) {
        fprintf(to, ":");
        for (size_t i = 0; o->choices[i]; i++) fprintf(to, "%s %s", i ? "," : "", o->choices[i]);
    }
    if (o->preset) fprintf(to, " (default %s)", o->preset);
    fprintf(to, "\n");
}

static void print_examples(const command *c, FILE *to)
{
    size_t width = 0;
    const example *e;
    for (uint32_t i = 0; (e = command_example(c, i)); i++)
        if (text_width(e->command) > width) width = text_width(e->command);
    for (uint32_t i = 0; (e = command_example(c, i)); i++)
        fprintf(to, "  %-*s   %s\n", (int)width, e->command, e->meaning);
}

void help_fields(const json_field *first, FILE *to)
{
    size_t path = 0, type = 0;
    for (const json_field *f = first; f->path; f++) {
        if (strlen(f->path) > path) path = strlen(f->path);
        if (strlen(f->type) > type) type = strlen(f->type);
    }
    for (const json_field *f = first; f->path; f++)
        fprintf(to, "  %-*s  %-*s  %s\n", (int)path, f->path, (int)type, f->type, f->meaning);
}

void help_command(const command *c, FILE *to)
{
    fprintf(to, "higgle %s: %s\n\n", c->name, c->summary);
    print_examples(c, to);
    fprintf(to, "\nusage: higgle %s%s%s\n", c->name, *c->arguments ? " " : "", c->arguments);
    if (c->about) fprintf(to, "\n%s\n", c->about);
    fprintf(to, "\noptions:\n");
    const option *o;
    for (uint32_t i = 0; (o = command_options(c, i)); i++) print_option(o, to);
    if (!c->json) return;
    fprintf(to, "\n--json prints one document (higgle help json):\n");
    help_fields(c->json, to);
}

/* ---- for programs ---- */

static void json_exit_codes(json *j)
{
    json_key(j, "exit_codes");
    json_array(j);
#define JSON_CODE(name, number, meaning)                                                           \
    json_object(j), json_key(j, "code"), json_uint(j, (uint64_t) - (number)),                      \
        json_put_text(j, "meaning", meaning), json_end_object(j);
    ERROR_CODES(JSON_CODE)
#undef JSON_CODE
    json_object(j), json_put_uint(j, "code", 130), json_put_text(j, "meaning", "interrupted");
    json_end_object(j);
    json_object(j), json_put_uint(j, "code", 143);
    json_put_text(j, "meaning", "interrupted by SIGTERM");
    json_end_object(j);
    json_end_array(j);
}

static void json_overview(json *j)
{
    json_put_text(j, "version", HIGGLE_VERSION);
    json_key(j, "commands");
    json_array(j);
    for (const command *const *c = commands(); *c; c++) {
        json_object(j);
        json_put_text(j, "name", (*c)->name);
        json_put_text(j, "group", command_group(*c));
        json_put_text(j, "arguments", (*c)->arguments);
        json_put_text(j, "summary", (*c)->summary);
        json_end_object(j);
    }
    json_end_array(j);
    json_key(j, "topics");
    json_array(j);
    for (const char *const *t = help_topics(); *t; t++) json_string(j, *t);
    json_end_array(j);
    json_exit_codes(j);
}

static void json_option(json *j, const option *o)
{
    static const char *const kinds[] = {[OPTION_FLAG] = "flag",
                                        [OPTION_TEXT] = "text",
                                        [OPTION_UINT] = "number",
                                        [OPTION_CHOICE] = "choice",
                                        [OPTION_LIST] = "list"};
    char letter[2] = {o->letter, 0};
    json_object(j);
    json_put_text(j, "name", o->name);
    json_put_text(j, "letter", o->letter ? letter : NULL);
    json_put_text(j, "kind", kinds[o->kind]);
    json_put_text(j, "value", o->value);
    json_put_text(j, "default", o->preset);
    json_put_text(j, "help", o->help);
    if (o->choices) {
        json_key(j, "choices");
        json_array(j);
        for (size_t i = 0; o->choices[i]; i++) json_string(j, o->choices[i]);
        json_end_array(j);
    }
    if (o->kind == OPTION_UINT) {
        json_key(j, "min"), json_uint(j, o->min);
        json_key(j, "max"), o->max >> 53 ? json_null(j) : json_uint(j, o->max);
    }
    json_end_object(j);
}

static void json_fields(json *j, const json_field *first)
{
    json_key(j, "json");
    json_array(j);
    for (const json_field *f = first; f && f->path; f++) {
        json_object(j);
        json_put_text(j, "path", f->path);
        json_put_text(j, "type", f->type);
        json_put_text(j, "meaning", f->meaning);
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_command(json *j, const command *c)
{
    const option *o;
    json_put_text(j, "command", c->name);
    json_put_text(j, "arguments", c->arguments);
    json_put_text(j, "summary", c->summary);
    json_put_text(j, "about", c->about);
    json_key(j, "examples");
    json_array(j);
    const example *e;
    for (uint32_t i = 0; (e = command_example(c, i)); i++) {
        json_object(j);
        json_put_text(j, "command", e->command);
        json_put_text(j, "meaning", e->meaning);
        json_end_object(j);
    }
    json_end_array(j);
    json_key(j, "options");
    json_array(j);
    for (uint32_t i = 0; (o = command_options(c, i)); i++) json_option(j, o);
    json_end_array(j);
    json_fields(j, c->json);
}

/* ---- the command ---- */

/* What there is to say: the overview, a command, or a text of its own. */
typedef struct page {
    const command *command;
    const char *topic;
    char *text; /* of the topic; malloc */
    size_t size;
} page;

static void no_help(cli *c, const char *word)
{
    size_t n = 0;
    while (commands()[n]) n++;
    size_t n_topics = 0;
    while (help_topics()[n_topics]) n_topics++;
    const char **names = arena_array(&c->arena, n + n_topics, sizeof *names);
    for (size_t i = 0; i < n; i++) names[i] = commands()[i]->name;
    for (size_t i = 0; i < n_topics; i++) names[n + i] = help_topics()[i];
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "no help about \"%s\"%s", word,
              cli_nearest(&c->arena, word, names, n + n_topics, "; see higgle help"));
}

static bool find_page(cli *c, page *p)
{
    bool man = option_flag(c, "man"), known = true;
    const char *word = man ? "man" : c->n_arguments ? c->arguments[0] : NULL;
    *p = (page){.command = !man && word ? command_find(word) : NULL};
    if (!word || p->command) return true;
    FILE *to = open_memstream(&p->text, &p->size);
    if (!to) return false;
    p->topic = word;
    if (man)
        help_man(to);
    else
        known = help_topic(word, to);
    fclose(to);
    if (!known) no_help(c, word);
    return known;
}

static void print_page(const page *p)
{
    if (p->command)
        help_command(p->command, stdout);
    else if (p->topic)
        fputs(p->text, stdout);
    else
        help_overview(stdout);
}

static void print_page_json(const page *p)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    if (p->command) {
        json_command(&j, p->command);
    } else if (p->topic) {
        json_put_text(&j, "topic", p->topic);
        json_put_text(&j, "text", p->text);
    } else {
        json_overview(&j);
    }
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int help_run(cli *c)
{
    page p;
    bool found = find_page(c, &p);
    if (found && c->json)
        print_page_json(&p);
    else if (found)
        print_page(&p);
    free(p.text);
    return found ? HG_E_OK : cli_fail(c);
}

static const option help_options[] = {{.name = "man",
                                       .kind = OPTION_FLAG,
                                       .help = "print the man page: higgle help --man | man -l -"},
                                      {0}};

static const json_field help_json[] = {
    {"version", "string, optional", "of higgle (the overview)"},
    {"commands", "list, optional", "all commands (the overview)"},
    {"commands[].name", "string", "the command"},
    {"commands[].group", "string", "what it belongs to"},
    {"commands[].arguments", "string", "as its usage says them"},
    {"commands[].summary", "string", "in a line"},
    {"topics", "list of strings, optional", "help has about more than commands (the overview)"},
    {"exit_codes", "list, optional", "how a command ends (the overview)"},
    {"exit_codes[].code", "number", "the exit status"},
    {"exit_codes[].meaning", "string", "what it says"},
    {"command", "string, optional", "the command asked about"},
    {"arguments", "string, optional", "as its usage says them"},
    {"summary", "string, optional", "in a line"},
    {"about", "string or null, optional", "in a paragraph"},
    {"examples", "list, optional", "of its use"},
    {"examples[].command", "string", "as typed"},
    {"examples[].meaning", "string", "what it shows"},
    {"options", "list, optional", "of the command"},
    {"options[].name", "string", "without the dashes"},
    {"options[].letter", "string or null", "its short form"},
    {"options[].kind", "string", "flag, text, number, choice, list (may be given many times)"},
    {"options[].value", "string or null", "what stands for its value in the help"},
    {"options[].default", "string or null", "where it is not given"},
    {"options[].help", "string", "what it does"},
    {"options[].choices", "list of strings, optional", "kind choice: one of these"},
    {"options[].min", "number, optional", "kind number: the least"},
    {"options[].max", "number or null, optional", "kind number: the greatest; null: no limit"},
    {"json", "list, optional", "the keys that the command prints with --json; empty: has none"},
    {"json[].path", "string", "of the key; [] goes through a list, CAPITALS are any name"},
    {"json[].type", "string", "what it holds; `optional`: not in every document"},
    {"json[].meaning", "string", "what it says"},
    {"topic", "string, optional", "the topic asked about"},
    {"text", "string, optional", "what there is to say about it"},
    {0}};

const command command_help = {
    .name = "help",
    .arguments = "[COMMAND|TOPIC]",
    .summary = "what higgle can do, a command, or a topic",
    .about =
        "Topics: scenario and experiment (every key of their files), agents (who can play, with "
        "presets and\nparameters; one of them: higgle describe AGENT), json (how results are "
        "printed for programs).",
    .examples = {{"higgle help sweep", "everything about sweep"},
                 {"higgle help scenario", "the keys of a scenario file"},
                 {"higgle help json", "what --json promises"},
                 {"higgle help --man | man -l -", "the man page"}},
    .options = help_options,
    .max_arguments = 1,
    .json = help_json,
    .run = help_run};

/* ---- version ---- */

#ifdef __clang__
static const char compiler[] = __VERSION__;
#else
static const char compiler[] = "gcc " __VERSION__;
#endif

static int version_run(cli *c)
{
    if (!c->json) {
        printf("higgle %s\n", HIGGLE_VERSION);
        printf("built with %s; libuv %s\n", compiler, uv_version_string());
        return HG_E_OK;
    }
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_put_text(&j, "version", HIGGLE_VERSION);
    json_put_text(&j, "compiler", compiler);
    json_put_text(&j, "libuv", uv_version_string());
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
    return HG_E_OK;
}

static const json_field version_json[] = {{"version", "string", "of higgle"},
                                          {"compiler", "string", "that built it"},
                                          {"libuv", "string", "version of the event loop"},
                                          {0}};

const command command_version = {.name = "version",
                                 .arguments = "",
                                 .summary = "which higgle this is, and what it was built with",
                                 .examples = {{"higgle version", "to quote in a report"}},
                                 .json = version_json,
                                 .run = version_run};
