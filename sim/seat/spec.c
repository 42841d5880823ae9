/* Reads an agent as people write it: NAME[/PRESET][:KEY=VALUE]...
 *
 * A preset is a list of settings that comes before the ones written; the canonical text keeps its
 * name, then the settings written, in the order of the agent's table, numbers in their shortest
 * form. A parameter whose default is infinite is a limit that does not bind: the word `off` says
 * so. Must not know who will sit where. */
#include "seat/seat.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define FORM      "an agent is written NAME[/PRESET][:KEY=VALUE]..."
#define NAMES_MAX 64

/* One spec while it is read. */
typedef struct reading {
    arena *arena;
    const char *text; /* all of it: columns count from here */
    const char *file;
    uint32_t line, column;
    error_list *errors;
    const hg_agent_type *type;
    const char *preset; /* NULL: none */
    double *params;
    bool *written; /* set by a KEY=VALUE of the spec itself */
    uint32_t n_params;
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
    uint32_t column = r->column ? r->column + (uint32_t)(at - r->text) : 0;
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

static size_t roster_names(const char **names)
{
    size_t count = 0;
    for (; roster()[count] && count < NAMES_MAX; count++) names[count] = roster()[count]->name;
    return count;
}

static void find_type(reading *r, word name)
{
    r->type = roster_find(name.text);
    if (r->type) return;
    const char *names[NAMES_MAX];
    size_t count = roster_names(names);
    unknown(r, name.at, arena_format(r->arena, "no agent is called \"%s\"", name.text), name.text,
            names, count);
}

static void refuse_outsider(reading *r)
{
    const char *names[NAMES_MAX];
    size_t count = roster_names(names);
    complain(r, r->text, "agents from outside (exec:COMMAND, .so files) come with a later version",
             NULL, listed(r->arena, names, count));
}

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

static void take_defaults(reading *r)
{
    const hg_param *table = r->type->params;
    while (table && table[r->n_params].name) r->n_params++;
    r->params = arena_array(r->arena, r->n_params, sizeof *r->params);
    r->written = arena_array(r->arena, r->n_params, sizeof *r->written);
    for (uint32_t i = 0; i < r->n_params; i++) r->params[i] = table[i].preset;
}

/* ---- settings ---- */

static uint32_t find_param(reading *r, word key)
{
    const char *names[NAMES_MAX];
    uint32_t count = 0;
    for (; count < r->n_params && count < NAMES_MAX; count++) {
        names[count] = r->type->params[count].name;
        if (strcmp(names[count], key.text) == 0) return count;
    }
    unknown(r, key.at,
            arena_format(r->arena, "%s has no parameter \"%s\"", r->type->name, key.text), key.text,
            names, count);
    return r->n_params;
}

static void read_choice(reading *r, const hg_param *p, word value, double *out)
{
    size_t count = 0;
    for (; p->choices[count]; count++) {
        if (strcmp(p->choices[count], value.text) != 0) continue;
        *out = (double)count;
        return;
    }
    unknown(r, value.at,
            arena_format(r->arena, "%s of %s cannot be \"%s\"", p->name, r->type->name, value.text),
            value.text, p->choices, count);
}

static void read_number(reading *r, const hg_param *p, word value, double *out)
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
                              r->type->name, min, max, can_be_off ? " or off" : "", value.text),
                 NULL, NULL);
    } else {
        *out = x == 0 ? 0 : x; /* -0 is 0 */
    }
}

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
    uint32_t i = find_param(r, key);
    if (i == r->n_params) return;
    if (by == AUTHOR_SPEC && r->written[i]) {
        complain(r, at, arena_format(r->arena, "%s is set twice", key.text), NULL, NULL);
        return;
    }
    const hg_param *p = &r->type->params[i];
    (p->choices ? read_choice : read_number)(r, p, value, &r->params[i]);
    if (by != AUTHOR_TABLE) r->written[i] = true;
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

static bool is_outside(const char *text)
{
    size_t size = strlen(text);
    return strncmp(text, "exec:", 5) == 0 || (size > 3 && strcmp(text + size - 3, ".so") == 0);
}

static void read_head(reading *r, size_t size)
{
    const char *slash = memchr(r->text, '/', size);
    size_t name = slash ? (size_t)(slash - r->text) : size;
    find_type(r, word_of(r, r->text, name));
    if (!r->type) return;
    take_defaults(r);
    if (!slash) return;
    const hg_preset *preset = find_preset(r, word_of(r, slash + 1, size - name - 1));
    if (!preset) return;
    r->preset = preset->name;
    read_settings(r, preset->settings, AUTHOR_TABLE);
}

static void read_spec(reading *r)
{
    size_t head = strcspn(r->text, ":");
    if (is_outside(r->text)) {
        refuse_outsider(r);
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

static const char *canonical(const reading *r)
{
    const char *text = r->type->name;
    char number[TEXT_DOUBLE_MAX];
    if (r->preset) text = arena_format(r->arena, "%s/%s", text, r->preset);
    for (uint32_t i = 0; i < r->n_params; i++) {
        const hg_param *p = &r->type->params[i];
        if (!r->written[i]) continue;
        text =
            arena_format(r->arena, "%s:%s=%s", text, p->name, value_text(p, r->params[i], number));
    }
    return arena_text(r->arena, text);
}

static int finish(const reading *r, seat_spec *out)
{
    if (r->failed) return r->failed;
    const hg_agent_type *type = r->type;
    *out = (seat_spec){.text = canonical(r),
                       .type = type,
                       .params = r->params,
                       .n_params = r->n_params,
                       .traits = type->traits_of ? type->traits_of(r->params) : type->traits};
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
    if (!r.failed) read_settings(&r, spec->type->twin, AUTHOR_TWIN);
    return finish(&r, out);
}
