/* Reads an agent as people write it: NAME[/PRESET][:KEY=VALUE]..., VALUE a number, a word, or what
 * stands in the place of a part: WORD[/ARGUMENT...].
 *
 * A preset is a list of settings that comes before the ones written; the canonical text keeps its
 * name, then the settings written, in the order of the agent's table, numbers in their shortest
 * form. A parameter whose default is infinite is a limit that does not bind: the word `off` says
 * so. Must not know who will sit where. */
#include "seat/seat.h"

#include "base/text.h"
#include "seat/plugin.h"

#include <math.h>
#include <string.h>

#define FORM         "an agent is written NAME[/PRESET][:KEY=VALUE]..."
#define NAMES_MAX    256
#define PATIENCE_MAX 86400 /* seconds */

/* One spec while it is read. */
typedef struct reading {
    arena *arena;
    const char *text; /* all of it: columns count from here */
    const char *file;
    uint32_t line, column;
    error_list *errors;
    const char *name;              /* of the agent, or the path of its plugin, as written */
    seat_file plugin;              /* its file */
    const char *command;           /* of a program outside ... */
    const seat_patience *patience; /* ... NULL: the usual one */
    const hg_agent_type *type;
    const char *preset; /* NULL: none */
    double *params;
    bool *written; /* set by a KEY=VALUE of the spec itself; of a place, each argument apart */
    uint32_t n_params, n_parts;
    const char *table; /* whose settings are being read, the agent's own; NULL: those of the text */
    int failed;
} reading;

typedef struct word { /* a piece of the text; text is a terminated copy */
    const char *at, *text;
} word;

static word word_of(reading *r, const char *at, size_t size)
{
    return (word){at, arena_textn(r->arena, at, size)};
}

/* `near` completes the sentence, `list` is said where nothing is near. */
static void complain(reading *r, const char *at, const char *said, const char *near,
                     const char *list)
{
    uint32_t column = r->column ? r->column + (r->table ? 0 : (uint32_t)(at - r->text)) : 0;
    if (r->table) said = arena_format(r->arena, "%s: %s", r->table, said);
    r->failed = HG_E_INPUT;
    if (near)
        error_add(r->errors, HG_E_INPUT, r->file, r->line, column, "%s; did you mean \"%s\"?", said,
                  near);
    else if (list && *list)
        error_add(r->errors, HG_E_INPUT, r->file, r->line, column, "%s; known: %s", said, list);
    else
        error_add(r->errors, HG_E_INPUT, r->file, r->line, column, "%s", said);
}

static const char *listed(arena *a, const char *const *names, size_t count)
{
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_format(a, "%s%s%s", all, i ? ", " : "", names[i]);
    return all;
}

static void unknown(reading *r, const char *at, const char *said, const char *name,
                    const char *const *names, size_t count)
{
    complain(r, at, said, text_nearest(name, names, count), listed(r->arena, names, count));
}

/* ---- name and preset ---- */

/* Of the agents built in, then of the plugins on the search path. */
static size_t agent_names(arena *a, const char **names)
{
    const char *const *plugins;
    size_t count = 0, n = plugin_names(a, &plugins);
    for (; roster()[count] && count < NAMES_MAX; count++) names[count] = roster()[count]->name;
    for (size_t i = 0; i < n && count < NAMES_MAX; i++) names[count++] = plugins[i];
    return count;
}

static void take_plugin(reading *r, const char *at, const char *path)
{
    plugin found;
    const char *why = plugin_open(r->arena, path, &found);
    if (why) {
        complain(r, at, arena_format(r->arena, "%s %s", path, why), NULL, NULL);
        return;
    }
    r->type = found.type;
    r->plugin = (seat_file){r->name, path, found.hash};
}

/* On the search path an agent is called as its file is, so that nobody plays unasked. */
static void take_named(reading *r, const char *at, const char *path)
{
    take_plugin(r, at, path);
    if (!r->type || strcmp(r->type->name, r->name) == 0) return;
    complain(r, at,
             arena_format(r->arena,
                          "%s calls its agent \"%s\": give the file that name, or write its path",
                          path, r->type->name),
             NULL, NULL);
    r->type = NULL;
}

static void find_type(reading *r, word name)
{
    r->type = roster_find(name.text);
    const char *path = r->type ? NULL : plugin_find(r->arena, name.text);
    if (path) take_named(r, name.at, path);
    if (r->type || path) return;
    if (*name.at && strchr("./~", *name.at)) {
        complain(r, name.at, "a path to an agent ends in .so and has no colon", NULL, NULL);
        return;
    }
    const char *names[NAMES_MAX];
    size_t count = agent_names(r->arena, names);
    unknown(r, name.at, arena_format(r->arena, "no agent is called \"%s\"", name.text), name.text,
            names, count);
}

#define OUTSIDE "exec"
static bool is_outside(const char *text)
{
    size_t size = sizeof OUTSIDE - 1;
    return strncmp(text, OUTSIDE, size) == 0 && (text[size] == ':' || text[size] == '/');
}

/* Nobody knows what such a program does: it may draw. */
static const hg_agent_type outsider = {
    .abi = HG_AGENT_ABI,
    .struct_size = sizeof outsider,
    .name = "exec",
    .summary = "a program of its own, asked by messages",
    .reference = "",
    .traits = HG_TRAIT_STOCHASTIC,
};

static const hg_preset *find_preset(reading *r, word name)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (const hg_preset *p = r->type->presets; p && p->name; p++) {
        if (strcmp(p->name, name.text) == 0) return p;
        if (count < NAMES_MAX) names[count++] = p->name;
    }
    unknown(r, name.at, arena_format(r->arena, "%s has no preset \"%s\"", r->type->name, name.text),
            name.text, names, count);
    return NULL;
}

static uint32_t params_of(const hg_agent_type *type)
{
    uint32_t n = 0;
    while (type->params && type->params[n].name) n++;
    return n;
}

static uint32_t parts_of(const hg_agent_type *type)
{
    uint32_t n = 0;
    while (type->parts && type->parts[n].name) n++;
    return n;
}

static uint32_t arguments_of(const hg_part_choice *c)
{
    uint32_t n = 0;
    while (c->arguments && c->arguments[n].name) n++;
    return n;
}

/* What the choice is before its arguments are said. */
static void choose(const hg_part *place, size_t choice, double *numbers)
{
    const hg_part_choice *c = &place->choices[choice];
    numbers[0] = (double)choice;
    for (uint32_t i = 0; i < HG_PART_ARGUMENTS; i++)
        numbers[1 + i] = i < arguments_of(c) ? c->arguments[i].preset : 0;
}

static double *part_numbers(const reading *r, uint32_t k)
{
    return r->params + r->n_params + k * SEAT_PART_NUMBERS;
}

static void take_defaults(reading *r)
{
    r->n_params = params_of(r->type);
    r->n_parts = parts_of(r->type);
    size_t all = r->n_params + (size_t)r->n_parts * SEAT_PART_NUMBERS;
    r->params = arena_array(r->arena, all, sizeof *r->params);
    r->written = arena_array(r->arena, all, sizeof *r->written);
    for (uint32_t i = 0; i < r->n_params; i++) r->params[i] = r->type->params[i].preset;
    for (uint32_t k = 0; k < r->n_parts; k++) choose(&r->type->parts[k], 0, part_numbers(r, k));
}

/* ---- settings ---- */

static const char *setting_name(const reading *r, uint32_t i)
{
    return i < r->n_params ? r->type->params[i].name : r->type->parts[i - r->n_params].name;
}

/* A parameter, or behind them all a part. */
static uint32_t find_setting(reading *r, word key)
{
    const char *names[NAMES_MAX];
    uint32_t count = 0, all = r->n_params + r->n_parts;
    for (; count < all && count < NAMES_MAX; count++) {
        names[count] = setting_name(r, count);
        if (strcmp(names[count], key.text) == 0) return count;
    }
    unknown(r, key.at,
            arena_format(r->arena, "%s has no parameter \"%s\"", r->type->name, key.text), key.text,
            names, count);
    return all;
}

/* `of`: whose setting it is. */
static void read_choice(reading *r, const hg_param *p, const char *of, word value, double *out)
{
    size_t count = 0;
    for (; p->choices[count]; count++) {
        if (strcmp(p->choices[count], value.text) != 0) continue;
        *out = (double)count;
        return;
    }
    unknown(r, value.at,
            arena_format(r->arena, "%s of %s cannot be \"%s\"", p->name, of, value.text),
            value.text, p->choices, count);
}

static void read_number(reading *r, const hg_param *p, const char *of, word value, double *out)
{
    char min[TEXT_DOUBLE_MAX], max[TEXT_DOUBLE_MAX];
    double x;
    bool can_be_off = isinf(p->preset);
    if (can_be_off && strcmp(value.text, "off") == 0) {
        *out = p->preset;
    } else if (!text_to_double(value.text, &x) || x < p->min || x > p->max) {
        text_double(min, p->min);
        text_double(max, p->max);
        complain(r, value.at,
                 arena_format(r->arena, "%s of %s is a number from %s to %s%s, not \"%s\"", p->name,
                              of, min, max, can_be_off ? " or off" : "", value.text),
                 NULL, NULL);
    } else {
        *out = x == 0 ? 0 : x; /* -0 is 0 */
    }
}

static void read_value(reading *r, const hg_param *p, const char *of, word value, double *out)
{
    (p->choices ? read_choice : read_number)(r, p, of, value, out);
}

/* ---- parts ---- */

static const hg_part_choice *find_choice(reading *r, const hg_part *place, word name)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    for (const hg_part_choice *c = place->choices; c->name; c++) {
        if (strcmp(c->name, name.text) == 0) return c;
        if (count < NAMES_MAX) names[count++] = c->name;
    }
    unknown(
        r, name.at,
        arena_format(r->arena, "%s of %s cannot be \"%s\"", place->name, r->type->name, name.text),
        name.text, names, count);
    return NULL;
}

static void too_many(reading *r, word more, const char *of, uint32_t n)
{
    complain(r, more.at,
             arena_format(r->arena, "%s takes %u argument%s; there is no place for \"%s\"", of, n,
                          n == 1 ? "" : "s", more.text),
             NULL, NULL);
}

/* What follows the word: /ARGUMENT... */
static void read_arguments(reading *r, const hg_part_choice *c, const char *of, word rest,
                           double *numbers, bool *written)
{
    uint32_t n = arguments_of(c);
    for (uint32_t i = 0; *rest.text; i++) {
        size_t size = strcspn(rest.text + 1, "/");
        word argument = word_of(r, rest.at + 1, size);
        rest.at += 1 + size;
        rest.text += 1 + size;
        if (i == n) {
            too_many(r, argument, of, n);
            return;
        }
        read_value(r, &c->arguments[i], of, argument, &numbers[i]);
        written[i] = true;
    }
}

static void read_part(reading *r, uint32_t k, word value)
{
    const hg_part *place = &r->type->parts[k];
    size_t name = strcspn(value.text, "/");
    const hg_part_choice *c = find_choice(r, place, word_of(r, value.at, name));
    if (!c) return;
    double *numbers = part_numbers(r, k);
    choose(place, (size_t)(c - place->choices), numbers);
    word rest = {value.at + name, value.text + name};
    read_arguments(r, c, arena_format(r->arena, "%s=%s", place->name, c->name), rest, numbers + 1,
                   r->written + (numbers + 1 - r->params));
}

/* ---- one setting ---- */

/* Who says a setting: a preset or a twin replaces what stands; the spec itself says it once. */
typedef enum author { AUTHOR_TABLE, AUTHOR_TWIN, AUTHOR_SPEC } author;

static void read_setting(reading *r, const char *at, size_t size, author by)
{
    const char *equals = memchr(at, '=', size);
    if (!equals || equals == at) {
        complain(r, at, "a setting of an agent is written KEY=VALUE", NULL, NULL);
        return;
    }
    word key = word_of(r, at, (size_t)(equals - at));
    word value = word_of(r, equals + 1, size - (size_t)(equals + 1 - at));
    uint32_t i = find_setting(r, key);
    if (i == r->n_params + r->n_parts) return;
    bool is_part = i >= r->n_params;
    bool *written =
        is_part ? r->written + (part_numbers(r, i - r->n_params) - r->params) : &r->written[i];
    if (by == AUTHOR_SPEC && *written) {
        complain(r, at, arena_format(r->arena, "%s is set twice", key.text), NULL, NULL);
        return;
    }
    if (is_part)
        read_part(r, i - r->n_params, value);
    else
        read_value(r, &r->type->params[i], r->type->name, value, &r->params[i]);
    if (by != AUTHOR_TABLE) *written = true;
}

static void read_settings(reading *r, const char *at, author by)
{
    for (;;) {
        size_t size = strcspn(at, ":");
        read_setting(r, at, size, by);
        if (!at[size]) return;
        at += size + 1;
    }
}

/* ---- the whole ---- */

static void read_head(reading *r, size_t size)
{
    size_t path = plugin_path_size(r->text);
    const char *slash = memchr(r->text + path, '/', size - path);
    size_t name = slash ? (size_t)(slash - r->text) : size;
    r->name = arena_textn(r->arena, r->text, name);
    if (path)
        take_plugin(r, r->text, r->name);
    else
        find_type(r, word_of(r, r->text, name));
    if (!r->type) return;
    take_defaults(r);
    if (!slash) return;
    const hg_preset *preset = find_preset(r, word_of(r, slash + 1, size - name - 1));
    if (!preset) return;
    r->preset = preset->name;
    r->table = arena_format(r->arena, "preset %s of %s", preset->name, r->type->name);
    read_settings(r, preset->settings, AUTHOR_TABLE);
    r->table = NULL;
}

/* exec/SECONDS:COMMAND: of silence. */
static const seat_patience *read_patience(reading *r, word seconds)
{
    seat_patience *own = arena_alloc(r->arena, sizeof *own);
    double x;
    *own = seat_usual_patience;
    if (!text_to_double(seconds.text, &x) || !(x >= 0.1) || x > PATIENCE_MAX)
        complain(r, seconds.at,
                 arena_format(r->arena,
                              "how long a program may be silent is 0.1 to %d seconds, not \"%s\"",
                              PATIENCE_MAX, seconds.text),
                 NULL, NULL);
    else
        own->silence_ms = (uint32_t)(x * 1000);
    return own;
}

static void take_outsider(reading *r)
{
    r->name = arena_text(r->arena, r->text);
    r->type = &outsider;
    take_defaults(r);
    const char *colon = strchr(r->name, ':'), *seconds = r->text + sizeof OUTSIDE;
    r->command = colon ? colon + 1 : "";
    if (!r->command[strspn(r->command, " \t")])
        complain(r, r->text, "a program that plays is written exec:COMMAND", NULL, NULL);
    else if (strpbrk(r->command, "\n\r"))
        complain(r, r->text, "the command of a program that plays is one line", NULL, NULL);
    else if (seconds[-1] == '/')
        r->patience = read_patience(r, word_of(r, seconds, strcspn(seconds, ":")));
}

static void read_spec(reading *r)
{
    size_t head = strcspn(r->text, ":");
    if (is_outside(r->text)) {
        take_outsider(r);
        return;
    }
    if (head == 0) {
        complain(r, r->text, FORM, NULL, NULL);
        return;
    }
    read_head(r, head);
    if (r->type && r->text[head]) read_settings(r, r->text + head + 1, AUTHOR_SPEC);
}

static const char *value_text(const hg_param *p, double x, char out[TEXT_DOUBLE_MAX])
{
    if (p->choices) return p->choices[(size_t)x];
    if (isinf(x)) return "off";
    text_double(out, x);
    return out;
}

const char *seat_part_text(arena *a, const hg_part *place, const double *numbers, uint32_t n)
{
    const hg_part_choice *c = &place->choices[(size_t)numbers[0]];
    const char *text = c->name;
    char number[TEXT_DOUBLE_MAX];
    for (uint32_t i = 0; i < n && i < arguments_of(c); i++)
        text = arena_format(a, "%s/%s", text, value_text(&c->arguments[i], numbers[1 + i], number));
    return text;
}

/* The arguments written, and what stands before them. */
static const char *canonical_part(const reading *r, uint32_t k)
{
    const double *numbers = part_numbers(r, k);
    const bool *written = r->written + (numbers - r->params);
    uint32_t n = HG_PART_ARGUMENTS;
    while (n > 0 && !written[n]) n--;
    return seat_part_text(r->arena, &r->type->parts[k], numbers, n);
}

static const char *canonical(const reading *r)
{
    const char *text = r->name;
    char number[TEXT_DOUBLE_MAX];
    if (r->preset) text = arena_format(r->arena, "%s/%s", text, r->preset);
    for (uint32_t i = 0; i < r->n_params; i++) {
        const hg_param *p = &r->type->params[i];
        if (!r->written[i]) continue;
        text =
            arena_format(r->arena, "%s:%s=%s", text, p->name, value_text(p, r->params[i], number));
    }
    for (uint32_t k = 0; k < r->n_parts; k++)
        if (r->written[part_numbers(r, k) - r->params])
            text = arena_format(r->arena, "%s:%s=%s", text, r->type->parts[k].name,
                                canonical_part(r, k));
    return arena_text(r->arena, text);
}

static bool is_swapped(const hg_part *place, const double *numbers)
{
    double own[SEAT_PART_NUMBERS];
    choose(place, 0, own);
    for (size_t i = 0; i < SEAT_PART_NUMBERS; i++)
        if (own[i] != numbers[i]) return true;
    return false;
}

static void say_what_it_is(seat_spec *s)
{
    const hg_agent_type *type = s->type;
    s->traits = type->traits_of ? type->traits_of(s->params) : type->traits;
    for (uint32_t k = 0; k < s->n_parts; k++) {
        const double *numbers = seat_spec_part(s, k);
        s->traits |= type->parts[k].choices[(size_t)numbers[0]].traits;
        s->swapped |= is_swapped(&type->parts[k], numbers);
    }
}

seat_spec seat_spec_defaults(arena *a, const hg_agent_type *type)
{
    reading r = {.arena = a, .type = type};
    take_defaults(&r);
    seat_spec s = {.text = type->name,
                   .type = type,
                   .params = r.params,
                   .n_params = r.n_params,
                   .n_parts = r.n_parts};
    say_what_it_is(&s);
    return s;
}

static int finish(const reading *r, seat_spec *out)
{
    if (r->failed) return r->failed;
    *out = (seat_spec){.text = canonical(r),
                       .type = r->type,
                       .params = r->params,
                       .n_params = r->n_params,
                       .n_parts = r->n_parts,
                       .file = r->plugin,
                       .command = r->command,
                       .patience = r->patience};
    say_what_it_is(out);
    return HG_E_OK;
}

int seat_spec_read(arena *a, const char *text, const char *file, uint32_t line, uint32_t column,
                   seat_spec *out, error_list *errors)
{
    reading r = {
        .arena = a, .text = text, .file = file, .line = line, .column = column, .errors = errors};
    read_spec(&r);
    return finish(&r, out);
}

int seat_spec_twin(arena *a, const seat_spec *spec, seat_spec *out, error_list *errors)
{
    if (!(spec->traits & HG_TRAIT_READS_LEVERAGE) || !spec->type->twin) {
        *out = *spec;
        return HG_E_OK;
    }
    reading r = {.arena = a, .text = spec->text, .errors = errors};
    read_spec(&r);
    r.table = arena_format(a, "blind twin of %s", spec->type->name);
    if (!r.failed) read_settings(&r, spec->type->twin, AUTHOR_TWIN);
    return finish(&r, out);
}

/* ---- what else a text says ---- */

const hg_agent_type *seat_type_of(arena *a, const char *text)
{
    error_list unheard;
    error_list_init(&unheard);
    reading r = {.arena = a, .text = text, .errors = &unheard};
    size_t head = strcspn(text, ":");
    if (head && !is_outside(text)) read_head(&r, head);
    error_list_fini(&unheard);
    return r.type;
}
