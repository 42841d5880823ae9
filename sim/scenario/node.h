/* A YAML file as a tree whose every node knows its line and column. The only file that knows
 * libyaml is node.c. Scalars are typed by the key that reads them, never guessed. Tags, aliases,
 * duplicate keys are errors. */
#ifndef SCENARIO_NODE_H
#define SCENARIO_NODE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

typedef enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP } node_kind;
typedef struct node node;
struct node {
    node_kind kind;
    const char *text;      /* SCALAR */
    bool quoted;           /* SCALAR in quotes */
    uint32_t count;        /* LIST, MAP */
    node **items;          /* LIST: items; MAP: values */
    node **keys;           /* MAP: scalar nodes */
    const char *file;      /* where it stands; "--set" for overrides */
    uint32_t line, column; /* 1-based */
};

node *node_read(arena *, const char *file, const char *text, size_t size,
                error_list *); /* NULL after an error */
node *node_read_file(arena *, const char *path, error_list *);
node *node_scalar(arena *, const char *text, const char *file);
node *node_map(arena *, const node *at);                /* empty, standing where `at` does */
node *node_copy(arena *, const node *);                 /* deep */
node *node_get(const node *map, const char *key);       /* value or NULL */
const node *node_key(const node *map, const char *key); /* the key itself or NULL */
void node_put(arena *, node *map, const char *key, node *value); /* replaces or appends */
/* Behind the last entry of a list (key NULL) or a map; whoever calls knows that the key is new. */
void node_append(arena *, node *collection, node *key, node *value);
bool node_remove(node *map, const char *key);
bool node_equal(const node *, const node *); /* same tree: kinds, keys, texts; not positions */
void node_write(const node *, buf *out); /* as YAML that node_read reads back to the same tree */
void node_write_flow(const node *, buf *out); /* the same on one line, without its end */

/* A control character, which no text may contain; at a byte of valid UTF-8. */
bool node_is_control(const uint8_t *s);

/* Errors at a node. */
#define node_error(errors, n, ...)                                                                 \
    error_add(errors, HG_E_INPUT, (n)->file, (n)->line, (n)->column, __VA_ARGS__)
#define node_warning(errors, n, ...)                                                               \
    warning_add(errors, (n)->file, (n)->line, (n)->column, __VA_ARGS__)
#endif
