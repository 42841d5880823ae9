/* From a scenario file to a model. All errors of a file are reported at once; every key is read and
 * checked. */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H
#include "model/model.h"
#include "scenario/node.h"

typedef struct scenario {
    node *root; /* after overrides */
    model model;
    const char *about;         /* the story in short; "" */
    const char *const *agents; /* [n_parties] agent specs as text; NULL where the file names none */
    const node *const *agent_at; /* [n_parties] where they stand, for later errors; NULL likewise */
} scenario;

/* An override: PATH=VALUE. PATH is the keys joined by dots, without `parties.`; VALUE is YAML; it
 * replaces the whole node; `none` removes a named alternative; agents.ROLE.PARAMETER=V adds a
 * setting to the agent of that role. */
typedef struct override {
    const char *path;
    const node *value;
    const node *at; /* where it was asked for */
} override;

/* SCENARIO as the user names it: a path, or a name found in ./, scenarios/, and the installed
 * folder. NULL + error with the nearest name. dirs: NULL-terminated list of folders to search, from
 * the command line layer. The result is a path in the arena. */
const char *scenario_find(arena *, const char *name, const char *const *dirs, error_list *);
/* The folders that are searched for a name, in this order, NULL-terminated; in the arena. */
const char *const *scenario_folders(arena *, const char *const *dirs);
/* The names of all scenarios and experiments in those folders, sorted, in the arena; for the
 * nearest one. A name may come twice. */
const char *const *scenario_names(arena *, const char *const *dirs, size_t *count);
/* A path may name several files of another program (foreign.h): they are one text then. */
const char *scenario_join(arena *, const char *const *paths, size_t n);
size_t scenario_parts(arena *, const char *path, const char *const **out);
/* The tree that lies at a path, whatever program its files are of. strict: what is odd in another
 * program's files is an error. NULL after an error. */
node *scenario_tree(arena *, const char *path, bool strict, error_list *);
bool override_parse(arena *, const char *text, override *, error_list *); /* "a.b=1" from --set */
bool override_apply(arena *, node *scenario_root, const override *, error_list *);

/* What can be set in a scenario. */
typedef struct scenario_setting {
    const char *path;   /* "buyer.power.discount" */
    const char *value;  /* as it stands in the file, a map on one line; NULL: it is left out */
    const char *preset; /* what holds then; "" */
    const char *type, *help;
    bool has_more; /* there may be paths below it */
} scenario_setting;
/* Every valid path of this scenario, in the order of the tables and of the file; in the arena. */
size_t scenario_list_paths(arena *, const node *root, const scenario_setting **out);

/* Reads root into a model. Texts are borrowed from root; tables are shared with `like` (another
 * reading of a similar file, or NULL) where preferences are equal: its arena must live as long. */
int scenario_read(arena *, node *root, const scenario *like, scenario *out,
                  error_list *) HG_MUST_CHECK;
/* The reference of every key of a scenario file: text of at most 100 columns. */
void scenario_describe(buf *out);
int scenario_load(arena *, const char *path, const override *sets, size_t n_sets, scenario *out,
                  error_list *) HG_MUST_CHECK;
#endif
