/* A foreign scenario while it is being read: what the readers of formats hand to foreign.c, which
 * makes the tree of it. Private to this room. */
#ifndef SCENARIO_FOREIGN_DRAFT_H
#define SCENARIO_FOREIGN_DRAFT_H
#include "model/model.h"
#include "scenario/node.h"

#define FOREIGN_FILE_MAX   (4u << 20) /* bytes of a file */
#define FOREIGN_DEPTH_MAX  64u        /* of nesting */
#define FOREIGN_PARTS_MAX  200000u    /* elements, or values, of a file: bounds the memory */
#define FOREIGN_NAME_MAX   100u       /* bytes: a name becomes a key */
#define FOREIGN_VALUES_MAX 10000u     /* of an issue: as many as a list of ours may have */
#define FOREIGN_REAL_STEPS 20u        /* a real range becomes a grid of as many, as in Genius */

typedef struct foreign {
    arena *arena;
    error_list *errors;
    bool strict;
} foreign;

/* What is odd, at a node: a warning, or an error where the reading is strict. */
#define oddity(f, at, ...)                                                                         \
    do {                                                                                           \
        if ((f)->strict)                                                                           \
            node_error((f)->errors, at, __VA_ARGS__);                                              \
        else                                                                                       \
            node_warning((f)->errors, at, __VA_ARGS__);                                            \
    } while (0)

typedef struct foreign_issue {
    const node *name; /* a text, where the file says it */
    uint32_t index;   /* the file's own number of it; 0: it has none */
    uint32_t count;   /* of values */
    node **values;    /* [count] names; NULL: numbers from min to max */
    double min, max, step;
} foreign_issue;

typedef struct foreign_domain {
    const node *at;   /* where it begins */
    const char *name; /* "" */
    uint32_t n_issues;
    foreign_issue *issues;
} foreign_domain;

/* Numbers from min to max of an issue. */
typedef struct foreign_bound {
    uint32_t issue;
    double min, max;
} foreign_bound;

/* So much within all bounds, or outside of them. */
typedef struct foreign_constraint {
    const node *at;
    double worth;
    bool outside;
    uint32_t n_bounds;
    foreign_bound *bounds;
} foreign_constraint;

typedef struct foreign_profile {
    const node *at;
    const node **weight_at;          /* [n_issues] */
    double *weights;                 /* [n_issues] */
    const node **worth_at;           /* [n_issues] */
    double **worths;                 /* [n_issues][count], before the weight */
    double reservation, discount;    /* discount 1: none */
    foreign_constraint *constraints; /* instead of weights and worths; NULL: it is additive */
    uint32_t n_constraints;
    double most; /* what of their sum counts as 1 */
    const node *most_at;
} foreign_profile;

typedef enum foreign_kind { FOREIGN_OTHER, FOREIGN_DOMAIN, FOREIGN_PROFILE } foreign_kind;

/* A format. tree: what its reader made of the file. */
typedef struct foreign_format {
    const char *name;
    foreign_kind (*kind)(const void *tree);
    /* The domain, of a domain's file or as a profile repeats it; false after an error. */
    bool (*domain)(foreign *, const void *tree, foreign_domain *);
    /* The arrays are there, zeroed; false after an error. */
    bool (*profile)(foreign *, const void *tree, const foreign_domain *, foreign_profile *);
} foreign_format;
extern const foreign_format genius_format, geniusweb_format, negolog_format;

/* A file that was read. */
typedef struct foreign_file {
    const char *path;
    const foreign_format *format; /* NULL: of no format that is known */
    foreign_kind kind;
    const void *tree;
} foreign_file;

/* One domain, and its profiles. */
typedef struct foreign_set {
    const foreign_format *format;
    const char *folder;         /* that was given instead of files; NULL */
    const foreign_file *domain; /* the file that says it; may be a profile */
    const foreign_file *profiles[HG_PARTIES_MAX];
    uint32_t n_profiles;
} foreign_set;

/* foreign_tree.c */
node *foreign_tree(foreign *, const foreign_set *, const foreign_domain *, const foreign_profile *);

/* genius_constraints.c */
struct xml_element;
bool genius_constraints(foreign *, const struct xml_element *ufun, const foreign_domain *,
                        foreign_profile *);

/* foreign_parts.c */
bool foreign_can_be_seen(const char *text); /* nothing in it that no text may contain */
/* A name as it stands in the file; never empty, never too long; NULL after an error. what: "issue"
 */
node *foreign_name(foreign *, const node *at, const char *text, const char *what);
/* A number, blanks around it allowed; text behind it is odd. False after an error. what: "weight of
 * price" */
bool foreign_number(foreign *, const node *at, const char *text, const char *what, double *out);
/* first[i]: where the text of list[i] stands first in the list; i, unless it is a twin. */
void foreign_find_twins(arena *, node *const *list, uint32_t count, uint32_t *first);
/* What stands twice among the names of values counts once, and is odd. */
void foreign_drop_twins(foreign *, foreign_issue *);
/* Checks the ends and counts the steps; false after an error. */
bool foreign_range(foreign *, foreign_issue *);
double foreign_value(const foreign_issue *, uint32_t k); /* of a range */
/* The value of this name, or of this number, looked for first at `hint`; UINT32_MAX: there is none.
 */
uint32_t foreign_find_value(const foreign_issue *, const char *text, uint32_t hint);
/* Maps from a value to its worth, and from an issue to its weight: what is missing is odd, and 0;
 * false after an error. */
bool foreign_worths(foreign *, const node *map, const foreign_issue *, double *worths);
bool foreign_weights(foreign *, const node *map, const foreign_domain *, foreign_profile *);
#endif
