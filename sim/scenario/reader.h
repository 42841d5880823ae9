/* How files are read: one table of keys per map. The table reads the map, refuses unknown keys with
 * the nearest name, tells which paths there are, and documents the keys. Private to this room. */
#ifndef SCENARIO_READER_H
#define SCENARIO_READER_H
#include "model/model.h"
#include "scenario/node.h"

typedef struct name_list {
    uint32_t count;
    const char *const *items;
} name_list;

name_list keys_of(arena *, const node *);         /* of a map; none of anything else */
uint32_t name_index(name_list, const char *name); /* HG_NOBODY: not in it */

struct draft;
typedef struct reader {
    arena *arena;
    error_list *errors;
    const char *path; /* of the value being read: "buyer.power.discount"; "" at the top */
    const char *name; /* of the named entry being read: "colleague" */
    const node *key;  /* the key of the value being read */
    name_list roles, issues;
    struct draft *draft; /* the scenario being read; NULL in an experiment */
} reader;

/* The names that may stand in a map, beside its keys. */
typedef enum naming {
    NAMES_NONE,
    NAMES_DEFINED, /* whatever the file calls them: parties, issues */
    NAMES_ADDABLE, /* the same; a path may add one, and `none` removes one: alternatives */
    NAMES_ROLES,
    NAMES_ISSUES,
    NAMES_VALUES /* values of the issue that the map belongs to */
} naming;

typedef struct key_spec key_spec;
typedef struct map_spec {
    const char *what;     /* "the protocol", in messages */
    const key_spec *keys; /* ends with name = NULL */
    naming names;
    const key_spec *each; /* of the named entries; each->name stands for the name: "ROLE" */
    const struct map_spec *or_else; /* the other kind of map that may stand here: {min, max} */
    bool if_there;                  /* its keys are paths only where such a map stands already */
} map_spec;
struct key_spec {
    const char *name;
    void (*read)(reader *, const node *, void *into);
    const map_spec *inner; /* the keys below, where the value may be a map; NULL */
    const char *type;      /* "number > 0, EUR" */
    const char *preset, *help;
};

/* Reads every key of a map: fixed keys in the order of the table, then named entries in the order
 * of the file. Unknown keys are errors. */
void read_map(reader *, const node *, const map_spec *, void *into);
bool is_map(reader *, const node *, const char *what); /* else an error */

/* "; did you mean "anchor"?", or "; there is a, b, c": how every message about a name ends. In the
 * arena. */
const char *did_you_mean(reader *, const char *word, const char *const *names, size_t count);
void unknown(reader *, const node *at, const char *what, const char *word, const char *const *names,
             size_t count);
/* May this text name a thing? A name is part of paths, so some characters are not for names. */
bool name_is_good(reader *, const node *at);
bool name_is_plain(const char *name); /* good without quotes */
/* The same of an issue: in quotes it may contain whatever can be seen, as in other programs' files.
 */
bool issue_name_is_good(reader *, const node *at);
/* The name of a scenario or an experiment: it names folders of runs as well. */
bool file_name_is_good(reader *, const node *);

const char *read_text(reader *, const node *); /* a scalar, perhaps empty; NULL after an error */
const char *read_line(reader *, const node *); /* the same, of one line */
const char *read_name(reader *, const node *); /* a scalar that is not empty */
int read_word(reader *, const node *, const char *const *words, size_t count); /* index; -1 */
/* The same where something else may stand as well: ", or a map that ..." */
int read_word_or(reader *, const node *, const char *const *words, size_t count, const char *other);
/* index of a name in a list; HG_NOBODY after an error. what: "role" */
uint32_t read_choice(reader *, const node *, const char *what, name_list);

typedef struct bounds {
    double lo, hi;    /* -INFINITY, INFINITY: none */
    bool above_lo;    /* x > lo, not >= */
    const char *unit; /* " bits", or "" */
    const char *also; /* ", or be `all`", or "" */
} bounds;
extern const bounds any_number;

/* A number as it stands in a file: fixed, or drawn anew for each session. */
typedef struct quantity {
    double x; /* the number; the middle of what is drawn */
    bool drawn;
    draw_shape shape;
    double a, b;
    double least, greatest; /* as far as they are known: the middle for a normal one */
    bounds allowed;
} quantity;

bool read_number(reader *, const node *, const bounds *, double *out);
bool read_quantity(reader *, const node *, const bounds *, quantity *out);
bool read_count(reader *, const node *, uint64_t lo, uint64_t hi, uint64_t *out);
extern const map_spec drawn_map; /* {min, max} or {mean, sd} */
bool is_drawn(const node *);     /* a map with one of those keys */

const char *number_text(reader *, double); /* shortest, in the arena */
#endif
