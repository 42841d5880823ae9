/* From libyaml's events to a tree of nodes, and the tree's small operations. The only file that
 * knows libyaml; it knows no key of any file. Input is hostile: size, depth and names are bounded
 * before anything is built of them, and without aliases a tree is never larger than its text. */
#include "scenario/node.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/text.h"

#define FILE_MAX  (4u << 20)
#define DEPTH_MAX 64u
#define KEY_MAX   250u /* bytes: a written key stays within YAML's 1024, however it is escaped */

typedef struct builder {
    arena *arena;
    error_list *errors;
    const char *file, *text;
    size_t size;
    yaml_parser_t parser;
    uint32_t depth;
    bool broken; /* nothing more can be read */
} builder;

/* ---- positions and errors ---- */

typedef struct place {
    uint32_t line, column;
} place;

static place place_of(yaml_mark_t mark)
{
    return (place){(uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* Columns are counted in code points, as libyaml does and as people do. */
static place place_of_byte(const char *text, size_t byte)
{
    place at = {1, 1};
    for (size_t i = 0; i < byte; i++) {
        if (text[i] == '\n')
            at = (place){at.line + 1, 1};
        else if (((uint8_t)text[i] & 0xC0) != 0x80)
            at.column++;
    }
    return at;
}

static void build_error(builder *b, place at, const char *text)
{
    error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column, "%s", text);
}

static void syntax_error(builder *b)
{
    const yaml_parser_t *p = &b->parser;
    b->broken = true;
    const char *problem = p->problem ? p->problem : "unreadable";
    if (p->error == YAML_READER_ERROR) {
        size_t byte = p->problem_offset < b->size ? p->problem_offset : b->size;
        build_error(b, place_of_byte(b->text, byte), problem);
        return;
    }
    place at = place_of(p->problem_mark);
    if (p->context)
        error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column,
                  "not valid YAML: %s, %s that starts in line %u", problem, p->context,
                  place_of(p->context_mark).line);
    else
        error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column, "not valid YAML: %s",
                  problem);
}

static bool next_event(builder *b, yaml_event_t *event)
{
    if (b->broken) return false;
    if (yaml_parser_parse(&b->parser, event)) return true;
    syntax_error(b);
    return false;
}

/* ---- building ---- */

static node *new_node(arena *a, node_kind kind, const char *file, place at)
{
    node *n = arena_alloc(a, sizeof *n);
    n->kind = kind;
    n->text = "";
    n->file = file;
    n->line = at.line;
    n->column = at.column;
    return n;
}

/* Arrays double, in the arena: at most as much again is left behind. */
static node **append(arena *a, node **items, uint32_t count, node *item)
{
    bool full = count == 0 || (count >= 4 && (count & (count - 1)) == 0);
    if (full) {
        node **more = arena_array(a, count ? 2 * (size_t)count : 4, sizeof(node *));
        if (count) memcpy(more, items, count * sizeof(node *));
        items = more;
    }
    items[count] = item;
    return items;
}

static void refuse_decoration(builder *b, place at, const yaml_char_t *tag,
                              const yaml_char_t *anchor)
{
    if (tag)
        error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column,
                  "tags (\"%s\") are not used here: values are typed by their key", tag);
    if (anchor)
        error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column,
                  "anchors (\"&%s\") are not used here: write the value out", anchor);
}

static node *build(builder *b, const yaml_event_t *event);

/* What would steer a terminal, or show a line in another order than it is read: C0 (but line ends
 * and tabs), C1, bidirectional controls. libyaml refuses most of them, but not where they are
 * escaped. s: at a byte of valid UTF-8. */
bool node_is_control(const uint8_t *s)
{
    if (s[0] < 0x20) return s[0] != '\n' && s[0] != '\t';
    if (s[0] == 0xC2) return s[1] < 0xA0;
    if (s[0] != 0xE2) return s[0] == 0x7F;
    return (s[1] == 0x80 && s[2] >= 0xAA && s[2] <= 0xAE) ||
           (s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9);
}

static void refuse_controls(builder *b, place at, const char *text)
{
    const uint8_t *s = (const uint8_t *)text;
    while (*s && !node_is_control(s)) s++;
    if (*s) build_error(b, at, "a text may not contain control characters");
}

static node *build_scalar(builder *b, const yaml_event_t *event)
{
    place at = place_of(event->start_mark);
    refuse_decoration(b, at, event->data.scalar.tag, event->data.scalar.anchor);
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (strlen(text) != length) build_error(b, at, "a text may not contain the character \\0");
    refuse_controls(b, at, text);
    node *n = new_node(b->arena, NODE_SCALAR, b->file, at);
    n->text = arena_text(b->arena, text);
    n->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return n;
}

/* The next node, or NULL at the event that ends the collection, or when nothing can be read. */
static node *build_next(builder *b, yaml_event_type_t end)
{
    yaml_event_t event;
    if (!next_event(b, &event)) return NULL;
    node *n = event.type == end ? NULL : build(b, &event);
    yaml_event_delete(&event);
    return n;
}

static void build_list(builder *b, node *list)
{
    for (node *item; (item = build_next(b, YAML_SEQUENCE_END_EVENT)); list->count++)
        list->items = append(b->arena, list->items, list->count, item);
}

static bool key_is_good(builder *b, const node *key)
{
    place at = {key->line, key->column};
    if (key->kind != NODE_SCALAR)
        build_error(b, at, "a key must be a word, not a list or a map");
    else if (strlen(key->text) > KEY_MAX)
        build_error(b, at, "a key may not be longer than 250 bytes");
    else
        return true;
    return false;
}

static int compare_keys(const void *pa, const void *pb)
{
    const node *a = *(node *const *)pa, *b = *(node *const *)pb;
    int order = strcmp(a->text, b->text);
    if (order) return order;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Sorted, because a hostile map of a megabyte must not cost the square of its keys. */
static void refuse_duplicates(builder *b, const node *map)
{
    if (map->count < 2) return;
    node **keys = arena_array(b->arena, map->count, sizeof(node *));
    memcpy(keys, map->keys, map->count * sizeof(node *));
    qsort(keys, map->count, sizeof(node *), compare_keys);
    for (uint32_t i = 1; i < map->count; i++)
        if (strcmp(keys[i - 1]->text, keys[i]->text) == 0)
            node_error(b->errors, keys[i], "duplicate key \"%s\"; it stands in line %u already",
                       keys[i]->text, keys[i - 1]->line);
}

static void build_map(builder *b, node *map)
{
    for (node *key; (key = build_next(b, YAML_MAPPING_END_EVENT));) {
        node *value = build_next(b, YAML_NO_EVENT);
        if (!value) return;
        if (!key_is_good(b, key)) continue;
        map->keys = append(b->arena, map->keys, map->count, key);
        map->items = append(b->arena, map->items, map->count, value);
        map->count++;
    }
    refuse_duplicates(b, map);
}

static node *build_collection(builder *b, const yaml_event_t *event)
{
    place at = place_of(event->start_mark);
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    node *n = new_node(b->arena, is_map ? NODE_MAP : NODE_LIST, b->file, at);
    if (b->depth == DEPTH_MAX) {
        build_error(b, at, "nested deeper than 64 levels");
        b->broken = true;
        return n;
    }
    b->depth++;
    if (is_map) {
        refuse_decoration(b, at, event->data.mapping_start.tag, event->data.mapping_start.anchor);
        build_map(b, n);
    } else {
        refuse_decoration(b, at, event->data.sequence_start.tag, event->data.sequence_start.anchor);
        build_list(b, n);
    }
    b->depth--;
    return n;
}

static node *build(builder *b, const yaml_event_t *event)
{
    if (event->type == YAML_SCALAR_EVENT) return build_scalar(b, event);
    if (event->type != YAML_ALIAS_EVENT) return build_collection(b, event);
    place at = place_of(event->start_mark);
    error_add(b->errors, HG_E_INPUT, b->file, at.line, at.column,
              "aliases (\"*%s\") are not used here: write the value out", event->data.alias.anchor);
    return new_node(b->arena, NODE_SCALAR, b->file, at);
}

/* The events around the one document: stream start, document start, ..., stream end. */
static node *build_stream(builder *b)
{
    node *root = NULL;
    yaml_event_t event;
    for (bool end = false; !end && next_event(b, &event);) {
        switch (event.type) {
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_END_EVENT: break;
        case YAML_STREAM_END_EVENT: end = true; break;
        case YAML_DOCUMENT_START_EVENT:
            if (!root) break;
            build_error(b, place_of(event.start_mark),
                        "a second document starts here: a file "
                        "holds one");
            end = true;
            break;
        default: root = build(b, &event);
        }
        yaml_event_delete(&event);
    }
    if (!root && !b->broken) build_error(b, (place){1, 1}, "the file is empty");
    return root;
}

/* ---- text ---- */

static size_t valid_prefix(const uint8_t *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t n = 1;
        while (n <= 4 && !(i + n <= size && text_is_utf8(text + i, n))) n++;
        if (n > 4) return i;
        i += n;
    }
    return size;
}

static bool text_is_good(builder *b)
{
    if (b->size > FILE_MAX)
        error_add(b->errors, HG_E_INPUT, b->file, 0, 0, "larger than 4 MiB");
    else if (!text_is_utf8((const uint8_t *)b->text, b->size))
        build_error(b, place_of_byte(b->text, valid_prefix((const uint8_t *)b->text, b->size)),
                    "not valid UTF-8");
    else
        return true;
    return false;
}

node *node_read(arena *a, const char *file, const char *text, size_t size, error_list *errors)
{
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3, size -= 3; /* byte order mark */
    builder b = {
        .arena = a, .errors = errors, .file = arena_text(a, file), .text = text, .size = size};
    if (!text_is_good(&b)) return NULL;
    size_t errors_before = errors->errors;
    if (!yaml_parser_initialize(&b.parser)) {
        error_add(errors, HG_E_IO, file, 0, 0, "the YAML reader could not be started");
        return NULL;
    }
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)text, size);
    node *root = build_stream(&b);
    yaml_parser_delete(&b.parser);
    return errors->errors == errors_before ? root : NULL;
}

node *node_read_file(arena *a, const char *path, error_list *errors)
{
    FILE *f = fopen(path, "rb");
    buf text;
    buf_init(&text);
    if (f) {
        buf_reserve(&text, FILE_MAX + 1);
        errno = 0;
        text.size = fread(text.data, 1, FILE_MAX + 1, f);
    }
    node *root = NULL;
    if (!f || ferror(f))
        error_add(errors, HG_E_INPUT, path, 0, 0, "cannot be read: %s", strerror(errno));
    else
        root = node_read(a, path, (const char *)text.data, text.size, errors);
    if (f) (void)fclose(f);
    buf_fini(&text);
    return root;
}

/* ---- the tree ---- */

node *node_scalar(arena *a, const char *text, const char *file)
{
    node *n = new_node(a, NODE_SCALAR, file, (place){0, 0});
    n->text = arena_text(a, text);
    return n;
}

node *node_map(arena *a, const node *at)
{
    return new_node(a, NODE_MAP, at->file, (place){at->line, at->column});
}

node *node_copy(arena *a, const node *n)
{
    node *copy = arena_alloc(a, sizeof *copy);
    *copy = *n;
    copy->items = copy->keys = NULL;
    for (uint32_t i = 0; i < n->count; i++) {
        if (n->kind == NODE_MAP) copy->keys = append(a, copy->keys, i, node_copy(a, n->keys[i]));
        copy->items = append(a, copy->items, i, node_copy(a, n->items[i]));
    }
    return copy;
}

static uint32_t find(const node *map, const char *key)
{
    uint32_t i = 0;
    if (!map || map->kind != NODE_MAP) return UINT32_MAX;
    while (i < map->count && strcmp(map->keys[i]->text, key) != 0) i++;
    return i < map->count ? i : UINT32_MAX;
}

node *node_get(const node *map, const char *key)
{
    uint32_t i = find(map, key);
    return i == UINT32_MAX ? NULL : map->items[i];
}

const node *node_key(const node *map, const char *key)
{
    uint32_t i = find(map, key);
    return i == UINT32_MAX ? NULL : map->keys[i];
}

void node_append(arena *a, node *collection, node *key, node *value)
{
    if (key) collection->keys = append(a, collection->keys, collection->count, key);
    collection->items = append(a, collection->items, collection->count, value);
    collection->count++;
}

void node_put(arena *a, node *map, const char *key, node *value)
{
    uint32_t i = find(map, key);
    if (i != UINT32_MAX) {
        map->items[i] = value;
        return;
    }
    node *k = new_node(a, NODE_SCALAR, value->file, (place){value->line, value->column});
    k->text = arena_text(a, key);
    node_append(a, map, k, value);
}

bool node_remove(node *map, const char *key)
{
    uint32_t i = find(map, key);
    if (i == UINT32_MAX) return false;
    map->count--;
    memmove(map->keys + i, map->keys + i + 1, (map->count - i) * sizeof(node *));
    memmove(map->items + i, map->items + i + 1, (map->count - i) * sizeof(node *));
    return true;
}

bool node_equal(const node *a, const node *b)
{
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->kind == NODE_SCALAR) return strcmp(a->text, b->text) == 0;
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->kind == NODE_MAP && strcmp(a->keys[i]->text, b->keys[i]->text) != 0) return false;
        if (!node_equal(a->items[i], b->items[i])) return false;
    }
    return true;
}
