/* Who can sit there: an agent built in, one out of a shared object, a program outside. Each is a
 * row of one table, tried in order: how its text is known, and what is read of it. Must not know
 * how any of them plays. */
#include "seat/spec_reading.h"

#include "base/text.h"
#include "seat/command_files.h"
#include "seat/person.h"
#include "seat/plugin.h"
#include "seat/recorded.h"

#include <string.h>

#define OUTSIDE      "exec"
#define PATIENCE_MAX 86400 /* seconds */

/* ---- agents of this process: NAME or a path ---- */

static bool is_path(const reading *r) { return plugin_path_size(r->of.text) != 0; }
static bool is_built_in(const reading *r) { return roster_find(r->name) != NULL; }
static bool is_a_name(const reading *r)
{
    (void)r; /* whatever is left is taken for one */
    return true;
}

static void load(reading *r, const char *path)
{
    plugin found;
    const char *why = plugin_open(r->of.arena, path, &found);
    if (why) {
        settings_complain(&r->of, r->of.text, arena_format(r->of.arena, "%s %s", path, why), NULL,
                          NULL);
        return;
    }
    r->of.type = found.type;
    seat_file *file = arena_alloc(r->of.arena, sizeof *file);
    *file = (seat_file){r->name, path, found.hash};
    r->files = file;
    r->n_files = 1;
}

static void take_path(reading *r) { load(r, r->name); }
static void take_built_in(reading *r) { r->of.type = roster_find(r->name); }
static bool is_person(const reading *r) { return strcmp(r->name, PERSON_AGENT) == 0; }
static void take_person(reading *r) { r->of.type = &person_absent; }

/* Of the agents built in, then of the plugins on the search path. */
static size_t agent_names(arena *a, const char **names)
{
    const char *const *plugins;
    size_t count = 0, n = plugin_names(a, &plugins);
    for (; roster()[count] && count < SETTINGS_NAMES_MAX; count++)
        names[count] = roster()[count]->name;
    for (size_t i = 0; i < n && count < SETTINGS_NAMES_MAX; i++) names[count++] = plugins[i];
    return count;
}

static void nobody(reading *r)
{
    if (strchr("./~", *r->of.text)) {
        settings_complain(&r->of, r->of.text, "a path to an agent ends in .so and has no colon",
                          NULL, NULL);
        return;
    }
    const char *names[SETTINGS_NAMES_MAX];
    size_t count = agent_names(r->of.arena, names);
    settings_unknown(&r->of, r->of.text,
                     arena_format(r->of.arena, "no agent is called \"%s\"", r->name), r->name,
                     names, count);
}

/* On the search path an agent is called as its file is, so that nobody plays unasked. */
static void take_from_search_path(reading *r)
{
    const char *path = plugin_find(r->of.arena, r->name);
    if (!path) {
        nobody(r);
        return;
    }
    load(r, path);
    if (!r->of.type || strcmp(r->of.type->name, r->name) == 0) return;
    settings_complain(
        &r->of, r->of.text,
        arena_format(r->of.arena,
                     "%s calls its agent \"%s\": give the file that name, or write its path", path,
                     r->of.type->name),
        NULL, NULL);
    r->of.type = NULL;
}

/* ---- programs outside: exec[/SECONDS]:COMMAND ---- */

static bool is_program(const reading *r)
{
    size_t size = sizeof OUTSIDE - 1;
    return strncmp(r->of.text, OUTSIDE, size) == 0 &&
           (r->of.text[size] == ':' || r->of.text[size] == '/');
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

/* exec/SECONDS:COMMAND: of silence. */
static const seat_patience *read_patience(reading *r, const char *at, size_t size)
{
    const char *seconds = arena_textn(r->of.arena, at, size);
    seat_patience *own = arena_alloc(r->of.arena, sizeof *own);
    double x;
    *own = seat_usual_patience;
    if (!text_to_double(seconds, &x) || !(x >= 0.1) || x > PATIENCE_MAX)
        settings_complain(
            &r->of, at,
            arena_format(r->of.arena,
                         "how long a program may be silent is 0.1 to %d seconds, not \"%s\"",
                         PATIENCE_MAX, seconds),
            NULL, NULL);
    else
        own->silence_ms = (uint32_t)(x * 1000);
    return own;
}

static void take_program(reading *r)
{
    const char *colon = strchr(r->of.text, ':'), *seconds = r->of.text + sizeof OUTSIDE;
    r->of.type = &outsider;
    r->name = arena_text(r->of.arena, r->of.text);
    r->command = colon ? r->name + (colon + 1 - r->of.text) : "";
    r->n_files = command_files(r->of.arena, r->command, &r->files);
    if (!r->command[strspn(r->command, " \t")])
        settings_complain(&r->of, r->of.text, "a program that plays is written exec:COMMAND", NULL,
                          NULL);
    else if (strpbrk(r->command, "\n\r"))
        settings_complain(&r->of, r->of.text, "the command of a program that plays is one line",
                          NULL, NULL);
    else if (seconds[-1] == '/')
        r->patience = read_patience(r, seconds, strcspn(seconds, ":"));
}

/* ---- all of them ---- */

static const struct who {
    seat_kind kind;
    bool (*is)(const reading *);
    void (*take)(reading *);
    bool has_settings; /* [/PRESET][:KEY=VALUE]... */
} whos[] = {
    {SEAT_PROGRAM, is_program, take_program, false},
    {SEAT_PLUGIN, is_path, take_path, true},
    {SEAT_PERSON, is_person, take_person, true},
    {SEAT_BUILT_IN, is_built_in, take_built_in, true},
    {SEAT_PLUGIN, is_a_name, take_from_search_path, true},
};

const seat_ops *seat_ops_of(const seat_spec *spec)
{
    static const seat_ops *const ops[] = {
        [SEAT_BUILT_IN] = &seat_local,
        [SEAT_PLUGIN] = &seat_local,
        [SEAT_PROGRAM] = &seat_process,
        [SEAT_PERSON] = &seat_local,
    };
    return spec->recorded ? &seat_recorded : ops[spec->kind];
}

void reading_who(reading *r)
{
    const char *text = r->of.text;
    size_t path = plugin_path_size(text), head = strcspn(text, ":");
    const char *slash = memchr(text + path, '/', head - path);
    size_t name = slash ? (size_t)(slash - text) : head;
    const struct who *who = whos;
    r->name = arena_textn(r->of.arena, text, name);
    while (!who->is(r)) who++;
    r->kind = who->kind;
    r->has_settings = who->has_settings;
    who->take(r);
    if (!r->of.type) return;
    settings_defaults(&r->of);
    if (slash && r->has_settings) settings_preset(&r->of, slash + 1, head - name - 1);
}
