/* The table of commands and the parser of their options. Knows no command by name. */
#include "cli/cli.h"

#include "base/text.h"
#include "scenario/foreign/foreign.h"

#include <assert.h>
#include <string.h>
#include <sys/stat.h>

#define COMMAND(name) extern const command command_##name;
#define HIDDEN(name)  extern const command command_##name;
#define GROUP(title)
#include "cli/commands.def"
#undef COMMAND
#undef HIDDEN
#undef GROUP

static const command *const table[] = {
#define COMMAND(name) &command_##name,
#define HIDDEN(name)
#define GROUP(title)
#include "cli/commands.def"
#undef COMMAND
#undef HIDDEN
    NULL};
static const command *const hidden[] = {
#define COMMAND(name)
#define HIDDEN(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
#undef HIDDEN
#undef GROUP
    NULL};

/* Either a group's title or a command. */
static const struct {
    const char *title;
    const command *command;
} groups[] = {
#define COMMAND(name) {NULL, &command_##name},
#define HIDDEN(name)
#define GROUP(title) {title, NULL},
#include "cli/commands.def"
#undef COMMAND
#undef HIDDEN
#undef GROUP
};

static const option common[] = {
    {.name = "json", .kind = OPTION_FLAG, .help = "print one JSON document instead of text"},
    {.name = "help", .letter = 'h', .kind = OPTION_FLAG, .help = "say what this command does"},
};

const command *const *commands(void) { return table; }

const command *command_find(const char *name)
{
    for (const command *const *c = table; *c; c++)
        if (!strcmp((*c)->name, name)) return *c;
    for (const command *const *c = hidden; *c; c++)
        if (!strcmp((*c)->name, name)) return *c;
    return NULL;
}

const char *command_group(const command *of)
{
    const char *title = "";
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (groups[i].title) title = groups[i].title;
        if (groups[i].command == of) return title;
    }
    return "";
}

static uint32_t own_options(const command *c)
{
    uint32_t n = 0;
    while (c->options && c->options[n].name) n++;
    return n;
}

const option *command_options(const command *c, uint32_t i)
{
    uint32_t own = own_options(c), skip = c->json ? 0 : 1;
    if (i < own) return &c->options[i];
    i = i - own + skip;
    return i < sizeof common / sizeof *common ? &common[i] : NULL;
}

const example *command_example(const command *c, uint32_t i)
{
    return i < EXAMPLES_MAX && c->examples[i].command ? &c->examples[i] : NULL;
}

static uint32_t option_count(const command *c)
{
    uint32_t n = 0;
    while (command_options(c, n)) n++;
    return n;
}

static int option_index(const command *c, const char *name, size_t length)
{
    const option *o;
    for (uint32_t i = 0; (o = command_options(c, i)); i++)
        if (strlen(o->name) == length && !memcmp(o->name, name, length)) return (int)i;
    return -1;
}

bool command_takes(const command *c, const char *name)
{
    return option_index(c, name, strlen(name)) >= 0;
}

static int letter_index(const command *c, char letter)
{
    const option *o;
    for (uint32_t i = 0; (o = command_options(c, i)); i++)
        if (o->letter == letter) return (int)i;
    return -1;
}

static void unknown_option(cli *c, const char *word)
{
    uint32_t n = option_count(c->command);
    const char **names = arena_array(&c->arena, n, sizeof *names);
    for (uint32_t i = 0; i < n; i++) names[i] = command_options(c->command, i)->name;
    const char *near = word[0] == '-' ? NULL : text_nearest(word, names, n);
    if (near)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s has no option --%s; did you mean --%s?",
                  c->command->name, word, near);
    else
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s has no option %s%s; see higgle help %s",
                  c->command->name, word[0] == '-' ? "" : "--", word, c->command->name);
}

static void check_choice(cli *c, const option *o, const char *value)
{
    size_t n = 0;
    for (; o->choices[n]; n++)
        if (!strcmp(o->choices[n], value)) return;
    const char *near = text_nearest(value, o->choices, n);
    buf all;
    buf_init(&all);
    for (size_t i = 0; i < n; i++) buf_format(&all, "%s%s", i ? ", " : "", o->choices[i]);
    buf_byte(&all, 0);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--%s is \"%s\", must be one of %s%s%s%s",
              o->name, value, (const char *)all.data, near ? "; did you mean " : "",
              near ? near : "", near ? "?" : "");
    buf_fini(&all);
}

static void check_value(cli *c, const option *o, const char *value)
{
    uint64_t x;
    if (o->kind == OPTION_CHOICE)
        check_choice(c, o, value);
    else if (o->kind == OPTION_UINT && (!text_to_uint64(value, &x) || x < o->min || x > o->max))
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--%s is \"%s\", must be a whole number from %llu to %llu", o->name, value,
                  (unsigned long long)o->min, (unsigned long long)o->max);
}

typedef struct parsing {
    const char **given, **arguments;
    const char ***lists;
    uint32_t *counts;
    int argc, at;
    char **argv;
} parsing;

/* value: what stood behind "=", or NULL. */
static void take_option(cli *c, parsing *p, uint32_t i, const char *value)
{
    const option *o = command_options(c->command, i);
    if (o->kind == OPTION_FLAG) {
        if (value) error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--%s takes no value", o->name);
        p->given[i] = "yes";
        return;
    }
    if (!value && p->at < p->argc) value = p->argv[p->at++];
    if (!value) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--%s needs a value: --%s %s", o->name,
                  o->name, o->value);
        return;
    }
    check_value(c, o, value);
    if (o->kind != OPTION_LIST && p->given[i] != o->preset)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "--%s is given twice: %s and %s", o->name,
                  p->given[i], value);
    if (o->kind == OPTION_LIST)
        p->lists[i][p->counts[i]++] = value;
    else
        p->given[i] = value;
}

static void take_word(cli *c, parsing *p, const char *word, bool *only_arguments)
{
    const char *equals = strchr(word, '=');
    int i;
    if (*only_arguments || word[0] != '-' || !word[1]) {
        p->arguments[c->n_arguments++] = word;
    } else if (!strcmp(word, "--")) {
        *only_arguments = true;
    } else if (word[1] == '-') {
        size_t length = equals ? (size_t)(equals - word) - 2 : strlen(word + 2);
        i = option_index(c->command, word + 2, length);
        if (i < 0)
            unknown_option(c, arena_textn(&c->arena, word + 2, length));
        else
            take_option(c, p, (uint32_t)i, equals ? equals + 1 : NULL);
    } else {
        i = letter_index(c->command, word[1]);
        if (i < 0)
            unknown_option(c, word);
        else
            take_option(c, p, (uint32_t)i, word[2] ? word + 2 + (word[2] == '=') : NULL);
    }
}

static bool is_foreign_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && foreign_is(path);
}

static bool looks_like_one(const char *word)
{
    const char *dot = strrchr(word, '.');
    return dot && (!strcmp(dot, ".xml") || !strcmp(dot, ".json"));
}

/* Another program's files that stand side by side are one scenario, hence one argument. One that is
 * missing among them is said to be missing. */
static void join_files(cli *c, const char **arguments)
{
    uint32_t kept = 0;
    for (uint32_t i = 0, n; i < c->n_arguments; i += n) {
        n = is_foreign_file(arguments[i]);
        while (n && i + n < c->n_arguments &&
               (looks_like_one(arguments[i + n]) || is_foreign_file(arguments[i + n])))
            n++;
        arguments[kept++] = n > 1 ? scenario_join(&c->arena, arguments + i, n) : arguments[i];
        if (n == 0) n = 1;
    }
    c->n_arguments = kept;
}

static void check_arguments(cli *c)
{
    const command *k = c->command;
    const char *blank = *k->arguments ? " " : "";
    if (c->n_arguments < k->min_arguments)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "usage: higgle %s%s%s", k->name, blank,
                  k->arguments);
    else if (c->n_arguments > k->max_arguments)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "\"%s\" is one argument too many; usage: higgle %s%s%s",
                  c->arguments[k->max_arguments], k->name, blank, k->arguments);
}

int options_parse(cli *c, int argc, char **argv)
{
    uint32_t n = option_count(c->command);
    size_t words = (size_t)argc + 1;
    parsing p = {.given = arena_array(&c->arena, n, sizeof(char *)),
                 .arguments = arena_array(&c->arena, words, sizeof(char *)),
                 .lists = arena_array(&c->arena, n, sizeof(char **)),
                 .counts = arena_array(&c->arena, n, sizeof(uint32_t)),
                 .argc = argc,
                 .argv = argv};
    for (uint32_t i = 0; i < n; i++) {
        p.given[i] = command_options(c->command, i)->preset;
        p.lists[i] = arena_array(&c->arena, words, sizeof(char *));
    }
    c->arguments = p.arguments;
    c->given = p.given;
    c->lists = (const char *const **)p.lists;
    bool only_arguments = false;
    while (p.at < p.argc) {
        const char *word = p.argv[p.at++];
        take_word(c, &p, word, &only_arguments);
    }
    join_files(c, p.arguments);
    c->json = c->command->json && option_flag(c, "json");
    if (!option_flag(c, "help") && !c->errors.errors) check_arguments(c);
    return error_first_code(&c->errors);
}

static uint32_t index_of(const cli *c, const char *name)
{
    int i = option_index(c->command, name, strlen(name));
    assert(i >= 0);
    return (uint32_t)i;
}

bool option_flag(const cli *c, const char *name) { return c->given[index_of(c, name)] != NULL; }
const char *option_text(const cli *c, const char *name) { return c->given[index_of(c, name)]; }

bool option_given(const cli *c, const char *name)
{
    uint32_t i = index_of(c, name);
    const option *o = command_options(c->command, i);
    if (o->kind == OPTION_LIST) return *c->lists[i] != NULL;
    return c->given[i] != o->preset; /* the text itself, not one that is equal */
}

uint64_t option_uint(const cli *c, const char *name)
{
    uint64_t x = 0;
    const char *text = option_text(c, name);
    bool fine = text && text_to_uint64(text, &x);
    assert(fine);
    (void)fine;
    return x;
}

const char *const *option_list(const cli *c, const char *name)
{
    return c->lists[index_of(c, name)];
}

static bool set_once(cli *c, const char *const *texts, size_t i)
{
    size_t path = strcspn(texts[i], "=");
    for (size_t k = 0; k < i; k++) {
        if (!texts[i][path] || strncmp(texts[k], texts[i], path + 1) != 0) continue;
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%.*s is set twice: %s and %s", (int)path,
                  texts[i], texts[k], texts[i]);
        return false;
    }
    return true;
}

size_t option_overrides(cli *c, const override **sets)
{
    const char *const *texts = option_list(c, "set");
    size_t n = 0, kept = 0;
    while (texts[n]) n++;
    override *all = arena_array(&c->arena, n + 1, sizeof *all);
    for (size_t i = 0; i < n; i++)
        if (set_once(c, texts, i) && option_override(c, texts[i], "--set", &all[kept])) kept++;
    *sets = all;
    return kept;
}

static void rename_file(node *n, const char *file)
{
    n->file = file;
    for (uint32_t i = 0; i < n->count; i++) {
        rename_file(n->items[i], file);
        if (n->kind == NODE_MAP) rename_file(n->keys[i], file);
    }
}

static const node *stands_in(arena *a, const node *n, const char *file)
{
    node *copy = node_copy(a, n);
    rename_file(copy, file);
    return copy;
}

bool option_override(cli *c, const char *text, const char *typed, override *out)
{
    error_list found;
    error_list_init(&found);
    bool fine = override_parse(&c->arena, text, out, &found);
    for (size_t i = 0; i < found.count; i++) {
        const error *e = &found.items[i];
        error_add(&c->errors, e->code, typed, 0, 0, "%s", e->text);
    }
    error_list_fini(&found);
    if (!fine) return false;
    out->value = stands_in(&c->arena, out->value, typed);
    out->at = stands_in(&c->arena, out->at, typed);
    return true;
}
