/* All that has a name: agents, scenarios, experiments, lessons, figures, measures, oracles, runs.
 * One table of kinds that list, describe, completion and "did you mean" walk. */
#ifndef CLI_CATALOG_H
#define CLI_CATALOG_H
#include "cli/cli.h"

enum { CATALOG_FACTS = 3 };
typedef struct catalog_entry {
    const char *name, *summary;
    const char *facts[CATALOG_FACTS]; /* as the kind heads them; "" where unknown */
} catalog_entry;

typedef struct catalog_kind {
    const char *plural, *singular;    /* "agents", "agent" */
    const char *article;              /* "an" */
    const char *about;                /* in a line */
    const char *heads[CATALOG_FACTS]; /* "traits", "reference"; NULL: no more */
    /* All of them, sorted or in their own order, in c's arena. */
    size_t (*list)(cli *, const catalog_entry **out);
} catalog_kind;

const catalog_kind *catalog_kinds(void);                 /* ends with plural = NULL */
const catalog_kind *catalog_kind_find(const char *word); /* plural or singular; NULL */
/* NULL: there is none. A measure also by the name of its column: pie_share, pie_share_buyer. */
const catalog_entry *catalog_find(cli *, const catalog_kind *, const char *name);
/* The name nearest to the word in the whole house, or NULL; *kind: what it names. */
const char *catalog_nearest(cli *, const char *word, const catalog_kind **kind);
/* All that --set can change in a scenario: its paths, and the settings of its agents. */
size_t catalog_settings(cli *, const node *root, const scenario_setting **out);
/* The path of a scenario, experiment or lesson: the fact that says where the file lies. */
enum { FACT_FILE = 0 };
/* The first sentence of a text, one line. */
const char *first_sentence(arena *, const char *text);
#endif
