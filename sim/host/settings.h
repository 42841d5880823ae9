/* The settings of an agent, read as its tables allow: a preset, then KEY=VALUE, VALUE a number, a
 * word, or what stands in the place of a part: WORD[/ARGUMENT...]. What is wrong names the nearest
 * that is right. Must not know where agents come from, nor who sits where. */
#ifndef HOST_SETTINGS_H
#define HOST_SETTINGS_H
#include "base/arena.h"
#include "base/error.h"
#include <higgle/agent.h>

/* For each part behind the parameters: its choice, then its arguments. */
#define SETTINGS_PART_NUMBERS (1 + HG_PART_ARGUMENTS)
#define SETTINGS_NAMES_MAX    256 /* that are looked through for the nearest */

/* Who says a setting: a preset or a twin replaces what stands; the user says it once. */
typedef enum settings_author { SETTINGS_TABLE, SETTINGS_TWIN, SETTINGS_USER } settings_author;

typedef struct settings {
    arena *arena;
    error_list *errors;
    const char *text; /* all that is read: columns count from here ... */
    const char *file; /* ... and errors name this place; column 0: none */
    uint32_t line, column;
    const char *table; /* whose settings are being read, the agent's own; NULL: those of the text */
    int failed;        /* the code of an error, if there was one */
    const hg_agent_type *const *others; /* ends with NULL: of whom an error may say that they take a
                                           part which this one has not; NULL: of nobody */
    const hg_agent_type *type;
    const char *preset; /* NULL: none */
    double *params;     /* [n_params], then SETTINGS_PART_NUMBERS for each part */
    bool *written;      /* by the user; of a part, each argument apart */
    uint32_t n_params, n_parts;
} settings;

/* As they are unless somebody says otherwise; `type` is set. */
void settings_defaults(settings *);
void settings_preset(settings *, const char *at, size_t size);
/* One KEY=VALUE; or all of them, divided by colons. */
void settings_read(settings *, const char *at, size_t size, settings_author);
void settings_read_all(settings *, const char *at, settings_author);

/* Canonical: NAME[/PRESET][:KEY=VALUE]..., as written, in the order of the agent's table, numbers
 * in their shortest form. */
const char *settings_text(const settings *, const char *name);
/* "combi/max/0.98": a part's choice with its first n arguments. */
const char *settings_part_text(arena *, const hg_part *, const double *numbers, uint32_t n);
uint32_t settings_traits(const settings *); /* of the agent with these settings */
bool settings_swapped(const settings *);    /* is a part another than the agent's own? */

/* An error at `at`, with `near` if something is, else with `list` (NULL: none). */
void settings_complain(settings *, const char *at, const char *said, const char *near,
                       const char *list);
/* The same of a name that is none of these. */
void settings_unknown(settings *, const char *at, const char *said, const char *name,
                      const char *const *names, size_t count);
#endif
