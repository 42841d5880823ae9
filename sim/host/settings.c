/* A setting is looked up among parameters first, then among parts; a part is its choice and the
 * arguments of that choice, which stand behind the parameters. */
#include "host/settings.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

typedef struct word { /* a piece of the text; text is a terminated copy */
    const char *at, *text;
} word;

static word word_of(settings *s, const char *at, size_t size)
{
    return (word){at, arena_textn(s->arena, at, size)};
}

void settings_complain(settings *s, const char *at, const char *said, const char *near,
                       const char *list)
{
    uint32_t column = s->column ? s->column + (s->table ? 0 : (uint32_t)(at - s->text)) : 0;
    if (s->table) said = arena_format(s->arena, "%s: %s", s->table, said);
    s->failed = HG_E_INPUT;
    if (near)
        error_add(s->errors, HG_E_INPUT, s->file, s->line, column, "%s; did you mean \"%s\"?", said,
                  near);
    else if (list && *list)
        error_add(s->errors, HG_E_INPUT, s->file, s->line, column, "%s; known: %s", said, list);
    else
        error_add(s->errors, HG_E_INPUT, s->file, s->line, column, "%s", said);
}

static const char *listed(arena *a, const char *const *names, size_t count)
{
    const char *all = "";
    for (size_t i = 0; i < count; i++)
        all = arena_format(a, "%s%s%s", all, i ? ", " : "", names[i]);
    return all;
}

void settings_unknown(settings *s, const char *at, const char *said, const char *name,
                      const char *const *names, size_t count)
{
    settings_complain(s, at, said, text_nearest(name, names, count),
                      listed(s->arena, names, count));
}

/* ---- what there is ---- */

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

static double *part_numbers(const settings *s, uint32_t k)
{
    return s->params + s->n_params + k * SETTINGS_PART_NUMBERS;
}

void settings_defaults(settings *s)
{
    s->n_params = params_of(s->type);
    s->n_parts = parts_of(s->type);
    size_t all = s->n_params + (size_t)s->n_parts * SETTINGS_PART_NUMBERS;
    s->params = arena_array(s->arena, all, sizeof *s->params);
    s->written = arena_array(s->arena, all, sizeof *s->written);
    for (uint32_t i = 0; i < s->n_params; i++) s->params[i] = s->type->params[i].preset;
    for (uint32_t k = 0; k < s->n_parts; k++) choose(&s->type->parts[k], 0, part_numbers(s, k));
}

/* ---- parameters ---- */

static const char *setting_name(const settings *s, uint32_t i)
{
    return i < s->n_params ? s->type->params[i].name : s->type->parts[i - s->n_params].name;
}

static bool has_part(const hg_agent_type *type, const char *part)
{
    for (uint32_t k = 0; k < parts_of(type); k++)
        if (strcmp(type->parts[k].name, part) == 0) return true;
    return false;
}

/* Which of the others take such a part; empty: none. */
static const char *takers(const settings *s, const char *part)
{
    const char *names[SETTINGS_NAMES_MAX];
    size_t n = 0;
    for (size_t i = 0; s->others && s->others[i] && n < SETTINGS_NAMES_MAX; i++)
        if (has_part(s->others[i], part)) names[n++] = s->others[i]->name;
    return listed(s->arena, names, n);
}

static void no_setting(settings *s, word key, const char *const *names, size_t count)
{
    const char *none =
        arena_format(s->arena, "%s has no parameter \"%s\"", s->type->name, key.text);
    const char *who = takers(s, key.text);
    if (*who)
        settings_complain(
            s, key.at,
            arena_format(s->arena, "%s: that rule is its own; it can be set of %s", none, who),
            NULL, NULL);
    else
        settings_unknown(s, key.at, none, key.text, names, count);
}

/* A parameter, or behind them all a part. */
static uint32_t find_setting(settings *s, word key)
{
    const char *names[SETTINGS_NAMES_MAX];
    uint32_t count = 0, all = s->n_params + s->n_parts;
    for (; count < all && count < SETTINGS_NAMES_MAX; count++) {
        names[count] = setting_name(s, count);
        if (strcmp(names[count], key.text) == 0) return count;
    }
    no_setting(s, key, names, count);
    return all;
}

/* `of`: whose setting it is. */
static void read_choice(settings *s, const hg_param *p, const char *of, word value, double *out)
{
    size_t count = 0;
    for (; p->choices[count]; count++) {
        if (strcmp(p->choices[count], value.text) != 0) continue;
        *out = (double)count;
        return;
    }
    settings_unknown(s, value.at,
                     arena_format(s->arena, "%s of %s cannot be \"%s\"", p->name, of, value.text),
                     value.text, p->choices, count);
}

static void read_number(settings *s, const hg_param *p, const char *of, word value, double *out)
{
    char min[TEXT_DOUBLE_MAX], max[TEXT_DOUBLE_MAX];
    double x;
    bool can_be_off = isinf(p->preset);
    if (can_be_off && strcmp(value.text, "off") == 0) {
        *out = p->preset;
    } else if (!text_to_double(value.text, &x) || x < p->min || x > p->max) {
        text_double(min, p->min);
        text_double(max, p->max);
        settings_complain(s, value.at,
                          arena_format(s->arena, "%s of %s is a number from %s to %s%s, not \"%s\"",
                                       p->name, of, min, max, can_be_off ? " or off" : "",
                                       value.text),
                          NULL, NULL);
    } else {
        *out = x == 0 ? 0 : x; /* -0 is 0 */
    }
}

static void read_value(settings *s, const hg_param *p, const char *of, word value, double *out)
{
    (p->choices ? read_choice : read_number)(s, p, of, value, out);
}

/* ---- parts ---- */

static const hg_part_choice *find_choice(settings *s, const hg_part *place, word name)
{
    const char *names[SETTINGS_NAMES_MAX];
    size_t count = 0;
    for (const hg_part_choice *c = place->choices; c->name; c++) {
        if (strcmp(c->name, name.text) == 0) return c;
        if (count < SETTINGS_NAMES_MAX) names[count++] = c->name;
    }
    settings_unknown(
        s, name.at,
        arena_format(s->arena, "%s of %s cannot be \"%s\"", place->name, s->type->name, name.text),
        name.text, names, count);
    return NULL;
}

static void too_many(settings *s, word more, const char *of, uint32_t n)
{
    settings_complain(s, more.at,
                      arena_format(s->arena, "%s takes %u argument%s; there is no place for \"%s\"",
                                   of, n, n == 1 ? "" : "s", more.text),
                      NULL, NULL);
}

/* What follows the word: /ARGUMENT... */
static void read_arguments(settings *s, const hg_part_choice *c, const char *of, word rest,
                           double *numbers, bool *written)
{
    uint32_t n = arguments_of(c);
    for (uint32_t i = 0; *rest.text; i++) {
        size_t size = strcspn(rest.text + 1, "/");
        word argument = word_of(s, rest.at + 1, size);
        rest.at += 1 + size;
        rest.text += 1 + size;
        if (i == n) {
            too_many(s, argument, of, n);
            return;
        }
        read_value(s, &c->arguments[i], of, argument, &numbers[i]);
        written[i] = true;
    }
}

static void read_part(settings *s, uint32_t k, word value)
{
    const hg_part *place = &s->type->parts[k];
    size_t name = strcspn(value.text, "/");
    const hg_part_choice *c = find_choice(s, place, word_of(s, value.at, name));
    if (!c) return;
    double *numbers = part_numbers(s, k);
    choose(place, (size_t)(c - place->choices), numbers);
    word rest = {value.at + name, value.text + name};
    read_arguments(s, c, arena_format(s->arena, "%s=%s", place->name, c->name), rest, numbers + 1,
                   s->written + (numbers + 1 - s->params));
}

/* ---- one setting ---- */

void settings_read(settings *s, const char *at, size_t size, settings_author by)
{
    const char *equals = memchr(at, '=', size);
    if (!equals || equals == at) {
        settings_complain(s, at, "a setting of an agent is written KEY=VALUE", NULL, NULL);
        return;
    }
    word key = word_of(s, at, (size_t)(equals - at));
    word value = word_of(s, equals + 1, size - (size_t)(equals + 1 - at));
    uint32_t i = find_setting(s, key);
    if (i == s->n_params + s->n_parts) return;
    bool is_part = i >= s->n_params;
    bool *written =
        is_part ? s->written + (part_numbers(s, i - s->n_params) - s->params) : &s->written[i];
    if (by == SETTINGS_USER && *written) {
        settings_complain(s, at, arena_format(s->arena, "%s is set twice", key.text), NULL, NULL);
        return;
    }
    if (is_part)
        read_part(s, i - s->n_params, value);
    else
        read_value(s, &s->type->params[i], s->type->name, value, &s->params[i]);
    if (by != SETTINGS_TABLE) *written = true;
}

void settings_read_all(settings *s, const char *at, settings_author by)
{
    for (;;) {
        size_t size = strcspn(at, ":");
        settings_read(s, at, size, by);
        if (!at[size]) return;
        at += size + 1;
    }
}

/* ---- a preset ---- */

static const hg_preset *find_preset(settings *s, word name)
{
    const char *names[SETTINGS_NAMES_MAX];
    size_t count = 0;
    for (const hg_preset *p = s->type->presets; p && p->name; p++) {
        if (strcmp(p->name, name.text) == 0) return p;
        if (count < SETTINGS_NAMES_MAX) names[count++] = p->name;
    }
    settings_unknown(s, name.at,
                     arena_format(s->arena, "%s has no preset \"%s\"", s->type->name, name.text),
                     name.text, names, count);
    return NULL;
}

void settings_preset(settings *s, const char *at, size_t size)
{
    const hg_preset *preset = find_preset(s, word_of(s, at, size));
    if (!preset) return;
    s->preset = preset->name;
    s->table = arena_format(s->arena, "preset %s of %s", preset->name, s->type->name);
    settings_read_all(s, preset->settings, SETTINGS_TABLE);
    s->table = NULL;
}

/* ---- what they are ---- */

static const char *value_text(const hg_param *p, double x, char out[TEXT_DOUBLE_MAX])
{
    if (p->choices) return p->choices[(size_t)x];
    if (isinf(x)) return "off";
    text_double(out, x);
    return out;
}

const char *settings_part_text(arena *a, const hg_part *place, const double *numbers, uint32_t n)
{
    const hg_part_choice *c = &place->choices[(size_t)numbers[0]];
    const char *text = c->name;
    char number[TEXT_DOUBLE_MAX];
    for (uint32_t i = 0; i < n && i < arguments_of(c); i++)
        text = arena_format(a, "%s/%s", text, value_text(&c->arguments[i], numbers[1 + i], number));
    return text;
}

/* The arguments written, and what stands before them. */
static const char *canonical_part(const settings *s, uint32_t k)
{
    const double *numbers = part_numbers(s, k);
    const bool *written = s->written + (numbers - s->params);
    uint32_t n = HG_PART_ARGUMENTS;
    while (n > 0 && !written[n]) n--;
    return settings_part_text(s->arena, &s->type->parts[k], numbers, n);
}

const char *settings_text(const settings *s, const char *name)
{
    const char *text = name;
    char number[TEXT_DOUBLE_MAX];
    if (s->preset) text = arena_format(s->arena, "%s/%s", text, s->preset);
    for (uint32_t i = 0; i < s->n_params; i++) {
        const hg_param *p = &s->type->params[i];
        if (!s->written[i]) continue;
        text =
            arena_format(s->arena, "%s:%s=%s", text, p->name, value_text(p, s->params[i], number));
    }
    for (uint32_t k = 0; k < s->n_parts; k++)
        if (s->written[part_numbers(s, k) - s->params])
            text = arena_format(s->arena, "%s:%s=%s", text, s->type->parts[k].name,
                                canonical_part(s, k));
    return arena_text(s->arena, text);
}

static bool is_swapped(const hg_part *place, const double *numbers)
{
    double own[SETTINGS_PART_NUMBERS];
    choose(place, 0, own);
    for (size_t i = 0; i < SETTINGS_PART_NUMBERS; i++)
        if (own[i] != numbers[i]) return true;
    return false;
}

uint32_t settings_traits(const settings *s)
{
    uint32_t traits = s->type->traits_of ? s->type->traits_of(s->params) : s->type->traits;
    for (uint32_t k = 0; k < s->n_parts; k++)
        traits |= s->type->parts[k].choices[(size_t)part_numbers(s, k)[0]].traits;
    return traits;
}

bool settings_swapped(const settings *s)
{
    for (uint32_t k = 0; k < s->n_parts; k++)
        if (is_swapped(&s->type->parts[k], part_numbers(s, k))) return true;
    return false;
}
