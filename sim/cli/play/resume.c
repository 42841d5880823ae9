/* --resume RUN, for whatever plays: which run, and its plan out of its record. Nothing has to be
 * named again; where a file is named all the same, its plan must be the one of the run. */
#include "cli/play/execute.h"

#include "run/directory.h"
#include "run/replay.h"

#include <string.h>

/* Options that say what is played. */
static const char *const of_the_plan[] = {"sessions", "set", "rounds", "seed", "log"};

static bool takes(const cli *c, const char *name)
{
    for (const option *o = c->command->options; o->name; o++)
        if (strcmp(o->name, name) == 0) return true;
    return false;
}

const char *resume_directory(cli *c)
{
    const char *name = option_text(c, "resume");
    if (!name) return NULL;
    if (option_text(c, "out"))
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--out names a new directory, --resume one that is there: give one of them");
    for (size_t i = 0; i < sizeof of_the_plan / sizeof *of_the_plan && !c->n_arguments; i++)
        if (takes(c, of_the_plan[i]) && option_given(c, of_the_plan[i]))
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "--%s: the plan of %s stands in its record and goes on as it is",
                      of_the_plan[i], name);
    return c->errors.errors ? NULL : run_dir_find(&c->arena, name, &c->errors);
}

bool resume_plan(cli *c, const char *dir, plan *out)
{
    record r;
    const char *path = arena_format(&c->arena, "%s/log.msgpack", dir);
    if (record_open(&c->arena, path, &r, &c->errors) != 0) return false;
    int code = replay_plan(&c->arena, &r, REPLAY_NONE, out, &c->errors);
    record_close(&r);
    return code == HG_E_OK;
}

bool needs_argument(cli *c)
{
    if (c->n_arguments || option_text(c, "resume")) return true;
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "usage: higgle %s %s", c->command->name,
              c->command->arguments);
    return false;
}
