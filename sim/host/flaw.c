/* What can be wrong with an agent from outside. Size and ABI come first: behind them nothing of
 * another layout may be read. Must not know where it comes from. */
#include "host/flaw.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define BUILD_AGAIN                                                                                \
    "build it again with the headers of this higgle (pkg-config --cflags higgle-agent)"
#define NAME_MAX_SIZE 40u
#define LINE_MAX_SIZE 400u
#define TRAITS_ALL    (2 * (uint32_t)HG_TRAIT_SEES_UTILITIES - 1)

/* ---- texts ---- */

/* Is it a line that a terminal may show? */
static bool is_line(const char *text)
{
    size_t size = text ? strnlen(text, LINE_MAX_SIZE + 1) : 0;
    if (size == 0 || size > LINE_MAX_SIZE || !text_is_utf8((const uint8_t *)text, size))
        return false;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) return false;
    return true;
}

/* A word of the spec: what divides a spec cannot stand in it. */
static bool is_word(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789-_.";
    size_t size = text ? strnlen(text, NAME_MAX_SIZE + 1) : 0;
    return size > 0 && size <= NAME_MAX_SIZE && strspn(text, letters) == size && text[0] != '-';
}

static bool is_agent_name(const char *text)
{
    return is_word(text) && text[0] >= 'a' && text[0] <= 'z' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text);
}

/* ---- parameters ---- */

static uint32_t count_choices(const char *const *choices)
{
    uint32_t n = 0;
    while (n <= AGENT_PARAMS_MAX && is_word(choices[n])) n++;
    return n <= AGENT_PARAMS_MAX && choices[n] == NULL ? n : 0;
}

static const char *choice_flaw(arena *a, const hg_param *p)
{
    uint32_t n = count_choices(p->choices);
    if (n == 0)
        return arena_format(a,
                            "the choices of its parameter \"%s\" are not words, or do not end "
                            "with NULL",
                            p->name);
    if (!(p->preset >= 0 && p->preset < n) || floor(p->preset) != p->preset)
        return arena_format(a,
                            "the default of its parameter \"%s\" is none of its %u choices: it "
                            "is an index from 0",
                            p->name, n);
    return NULL;
}

/* An infinite default is a limit that does not bind, and lies outside the range. */
static const char *number_flaw(arena *a, const hg_param *p)
{
    if (!(isfinite(p->min) && isfinite(p->max) && p->min <= p->max))
        return arena_format(a,
                            "its parameter \"%s\" has no range: min and max are finite, min at "
                            "most max",
                            p->name);
    if (isnan(p->preset) || (isfinite(p->preset) && (p->preset < p->min || p->preset > p->max)))
        return arena_format(a, "the default of its parameter \"%s\" is outside its range", p->name);
    return NULL;
}

static const char *param_flaw(arena *a, const hg_param *all, uint32_t index)
{
    const hg_param *p = &all[index];
    if (!is_word(p->name))
        return arena_format(a,
                            "its parameter %u has no name that can be written: letters, digits, "
                            "- _ .",
                            index + 1);
    for (uint32_t i = 0; i < index; i++)
        if (strcmp(all[i].name, p->name) == 0)
            return arena_format(a, "its parameter \"%s\" is there twice", p->name);
    if (!is_line(p->help) || !is_line(p->evidence))
        return arena_format(a,
                            "its parameter \"%s\" needs a line of help and a line of evidence "
                            "(a source, or \"uncalibrated\")",
                            p->name);
    return p->choices ? choice_flaw(a, p) : number_flaw(a, p);
}

static const char *params_flaw(arena *a, const hg_agent_type *t)
{
    for (uint32_t i = 0; t->params && t->params[i].name; i++) {
        if (i == AGENT_PARAMS_MAX)
            return "has more than 64 parameters, or its table does not end with {0}";
        const char *flaw = param_flaw(a, t->params, i);
        if (flaw) return flaw;
    }
    return NULL;
}

static const char *choices_flaw(arena *a, const hg_part *p)
{
    uint32_t n = 0;
    for (; p->choices && p->choices[n].name; n++) {
        const hg_part_choice *c = &p->choices[n];
        if (n == AGENT_PARAMS_MAX || !is_word(c->name))
            return arena_format(a,
                                "the choices of its part \"%s\" are not words, or do not end "
                                "with {0}",
                                p->name);
        for (uint32_t i = 0; c->arguments && c->arguments[i].name; i++) {
            const char *flaw = i < HG_PART_ARGUMENTS ? param_flaw(a, c->arguments, i)
                                                     : "has a part with too many arguments";
            if (flaw) return flaw;
        }
    }
    return n ? NULL : arena_format(a, "its part \"%s\" has no choices", p->name);
}

static const char *parts_flaw(arena *a, const hg_agent_type *t)
{
    if (t->parts && t->parts[0].name && !(t->swapped && t->swapped->init && t->swapped->act))
        return "has parts, but nobody who plays where they are swapped (.swapped)";
    for (uint32_t i = 0; t->parts && t->parts[i].name; i++) {
        if (i == AGENT_PARAMS_MAX || !is_word(t->parts[i].name) || !is_line(t->parts[i].help))
            return arena_format(a, "its part %u has no name that can be written, or no help",
                                i + 1);
        const char *flaw = choices_flaw(a, &t->parts[i]);
        if (flaw) return flaw;
    }
    return NULL;
}

static const char *presets_flaw(arena *a, const hg_agent_type *t)
{
    for (uint32_t i = 0; t->presets && t->presets[i].name; i++) {
        const hg_preset *p = &t->presets[i];
        if (i == AGENT_PARAMS_MAX)
            return "has more than 64 presets, or its table does not end with {0}";
        if (!is_word(p->name) || !is_line(p->settings))
            return arena_format(a, "its preset %u has no name that can be written, or no settings",
                                i + 1);
    }
    return NULL;
}

/* ---- the whole ---- */

static const char *layout_flaw(arena *a, const hg_agent_type *t)
{
    if (t->abi != HG_AGENT_ABI)
        return arena_format(a, "speaks agent ABI %u, this higgle speaks %u: " BUILD_AGAIN, t->abi,
                            (unsigned)HG_AGENT_ABI);
    if (t->struct_size != sizeof *t)
        return arena_format(a, "has a hg_agent_type of %u bytes, here it has %zu: " BUILD_AGAIN,
                            t->struct_size, sizeof *t);
    return NULL;
}

static const char *texts_flaw(const hg_agent_type *t)
{
    if (!t->name) return "has no name";
    if (!is_agent_name(t->name))
        return "has a name that cannot be written: small letters, digits and -, a letter first, at "
               "most 40";
    if (!is_line(t->summary) || !is_line(t->reference))
        return "needs a summary and a reference, a line each (no paper? say \"own\")";
    if (t->twin && !is_line(t->twin)) return "has a blind twin that is no line of settings";
    return NULL;
}

static const char *work_flaw(arena *a, const hg_agent_type *t)
{
    if (!t->init) return "has no init: who takes the briefing?";
    if (!t->act) return "has no act: who moves?";
    if (t->state_size > AGENT_STATE_MAX || t->memory_size > AGENT_STATE_MAX)
        return arena_format(a,
                            "wants %zu bytes for each session and party, at most %zu are given; "
                            "what only some sessions need comes from the host's alloc",
                            t->state_size > t->memory_size ? t->state_size : t->memory_size,
                            AGENT_STATE_MAX);
    if (t->traits & ~TRAITS_ALL) return "declares traits that this higgle does not know";
    return NULL;
}

const char *agent_flaw(arena *a, const hg_agent_type *t)
{
    const char *flaw = layout_flaw(a, t);
    if (!flaw) flaw = texts_flaw(t);
    if (!flaw) flaw = work_flaw(a, t);
    if (!flaw) flaw = params_flaw(a, t);
    if (!flaw) flaw = parts_flaw(a, t);
    if (!flaw) flaw = presets_flaw(a, t);
    return flaw;
}
