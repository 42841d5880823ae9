/* From JSON to nodes. jansson says whether it is JSON (and what is wrong, and where); since its
 * values do not know where they stood, the tree is then made of the text itself, which by that time
 * holds no surprise but its depth and its size. It knows no key of any format. */
#include "scenario/foreign/json_tree.h"

#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "scenario/foreign/foreign_draft.h"

typedef struct json_walk {
    arena *arena;
    error_list *errors;
    const char *file, *at, *end;
    const char *counted; /* line and column are those of this character */
    uint32_t line, column, depth, count;
    bool broken;
    void (*odd)(void *context, const node *at, const char *what);
    void *context;
} json_walk;

/* Nodes are made in the order of the text, so that every character is counted once. */
static node *new_node(json_walk *w, node_kind kind)
{
    for (; w->counted < w->at; w->counted++) {
        if (*w->counted == '\n')
            w->line++, w->column = 1;
        else
            w->column += ((uint8_t)*w->counted & 0xC0) != 0x80;
    }
    node *n = arena_alloc(w->arena, sizeof *n);
    *n = (node){.kind = kind, .text = "", .file = w->file, .line = w->line, .column = w->column};
    return n;
}

static void refuse(json_walk *w, const char *why)
{
    node *at = new_node(w, NODE_SCALAR);
    if (!w->broken) node_error(w->errors, at, "%s", why);
    w->broken = true;
}

static void skip_blanks(json_walk *w)
{
    while (w->at < w->end && *w->at && strchr(" \t\r\n", *w->at)) w->at++;
}

/* Is this the next character? Then it is behind us. */
static bool take(json_walk *w, char c)
{
    skip_blanks(w);
    if (w->at >= w->end || *w->at != c) return false;
    w->at++;
    return true;
}

/* Escapes are jansson's business. */
static const char *unescaped(json_walk *w, const char *from, size_t size)
{
    json_t *text = json_loadb(from, size, JSON_DECODE_ANY, NULL);
    const char *copy = text ? arena_text(w->arena, json_string_value(text)) : "";
    json_decref(text);
    return copy;
}

static node *walk_text(json_walk *w)
{
    node *n = new_node(w, NODE_SCALAR);
    const char *from = w->at++;
    bool escapes = false;
    for (; w->at < w->end && *w->at != '"'; w->at++)
        if (*w->at == '\\' && w->at + 1 < w->end) {
            escapes = true;
            w->at++;
        }
    if (w->at < w->end) w->at++;
    n->quoted = true;
    n->text = escapes ? unescaped(w, from, (size_t)(w->at - from))
                      : arena_textn(w->arena, from + 1, (size_t)(w->at - from) - 2);
    return n;
}

static node *walk_word(json_walk *w)
{
    node *n = new_node(w, NODE_SCALAR);
    const char *from = w->at;
    while (w->at < w->end && !strchr(",]} \t\r\n", *w->at)) w->at++;
    n->text = arena_textn(w->arena, from, (size_t)(w->at - from));
    return n;
}

static node *walk_value(json_walk *w);

/* The last value takes the place of the first. */
static void merge_twins(json_walk *w, node *map)
{
    uint32_t *first = arena_array(w->arena, map->count + (size_t)1, sizeof *first);
    uint32_t *place = arena_array(w->arena, map->count + (size_t)1, sizeof *place), kept = 0;
    foreign_find_twins(w->arena, map->keys, map->count, first);
    for (uint32_t i = 0; i < map->count; i++) {
        node *key = map->keys[i];
        if (first[i] == i) {
            place[i] = kept;
            map->keys[kept++] = key;
        } else {
            w->odd(w->context, key,
                   arena_format(w->arena, "\"%.60s\" stands twice in this object: the last counts",
                                key->text));
        }
        map->items[place[first[i]]] = map->items[i];
    }
    map->count = kept;
}

static void walk_members(json_walk *w, node *map, bool named, char end)
{
    while (!w->broken && !take(w, end)) {
        (void)take(w, ',');
        skip_blanks(w);
        if (named && (w->at >= w->end || *w->at != '"')) {
            refuse(w, "not valid JSON: no key stands here");
            return;
        }
        node *key = named ? walk_text(w) : NULL;
        if (named) (void)take(w, ':');
        node *value = walk_value(w);
        if (value) node_append(w->arena, map, key, value);
    }
    if (named && !w->broken && map->count > 1) merge_twins(w, map);
}

static node *walk_value(json_walk *w)
{
    skip_blanks(w);
    if (w->at >= w->end || ++w->count > FOREIGN_PARTS_MAX || w->depth == FOREIGN_DEPTH_MAX) {
        refuse(w, w->depth == FOREIGN_DEPTH_MAX ? "nested deeper than 64 levels"
                                                : "there are more than 200000 values");
        return NULL;
    }
    if (*w->at == '"') return walk_text(w);
    bool map = *w->at == '{';
    if (!map && *w->at != '[') return walk_word(w);
    node *n = new_node(w, map ? NODE_MAP : NODE_LIST);
    w->at++;
    w->depth++;
    walk_members(w, n, map, map ? '}' : ']');
    w->depth--;
    return n;
}

static bool is_json(const char *file, const char *text, size_t size, error_list *errors)
{
    json_error_t why;
    json_t *value = json_loadb(text, size, 0, &why);
    if (!value)
        error_add(errors, HG_E_INPUT, file, why.line > 0 ? (uint32_t)why.line : 0,
                  why.column > 0 ? (uint32_t)why.column : 0, "not valid JSON: %s", why.text);
    json_decref(value);
    return value != NULL;
}

node *json_read(arena *a, const char *file, const char *text, size_t size, error_list *errors,
                void (*odd)(void *, const node *, const char *), void *context)
{
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3, size -= 3; /* byte order mark */
    if (size > FOREIGN_FILE_MAX) {
        error_add(errors, HG_E_INPUT, file, 0, 0, "larger than 4 MiB");
        return NULL;
    }
    json_walk w = {.arena = a,
                   .errors = errors,
                   .file = arena_text(a, file),
                   .at = text,
                   .end = text + size,
                   .counted = text,
                   .line = 1,
                   .column = 1,
                   .odd = odd,
                   .context = context};
    const char *zero = memchr(text, '\0', size); /* jansson overlooks one behind a number */
    if (zero) {
        w.at = zero;
        refuse(&w, "not valid JSON: a zero byte");
    }
    if (w.broken || !is_json(w.file, text, size, errors)) return NULL;
    node *root = walk_value(&w);
    return w.broken ? NULL : root;
}
