/* Paths and overrides. What paths there are follows from the tables of keys and from the file's own
 * names, so a wrong path gets the nearest valid one and a missing optional key can be set. It knows
 * no key by itself, but that an agent's settings are part of its text. */
#include "scenario/path.h"

#include <string.h>

#include "base/text.h"
#include "scenario/draft.h"

/* ---- what stands below a place ---- */

typedef struct place {
    node *parent;         /* the map that holds it; NULL: not in the file either */
    node *at;             /* NULL: not in the file */
    const map_spec *keys; /* what may stand below; NULL: nothing */
    const key_spec *key;  /* what is said about it; NULL: it is a map of its own */
} place;

typedef struct visitor {
    const reader *reader;
    void (*entry)(struct visitor *, const char *name, place);
} visitor;

static place below(node *parent, const char *name, const key_spec *k)
{
    return (place){parent, node_get(parent, name), k ? k->inner : NULL, k};
}

static bool has_key(const map_spec *m, const char *name)
{
    for (const key_spec *k = m->keys; k && k->name; k++)
        if (strcmp(k->name, name) == 0) return true;
    return false;
}

/* The names that may stand beside the keys: roles, issues, or what the file itself names. */
static uint32_t count_names(const reader *r, const map_spec *m, const node *at)
{
    switch (m->names) {
    case NAMES_NONE: return 0;
    case NAMES_ROLES: return r->roles.count;
    case NAMES_ISSUES: return r->issues.count;
    default: return at && at->kind == NODE_MAP ? at->count : 0;
    }
}

static const char *name_at(const reader *r, const map_spec *m, const node *at, uint32_t i)
{
    if (m->names == NAMES_ROLES) return r->roles.items[i];
    if (m->names == NAMES_ISSUES) return r->issues.items[i];
    return at->keys[i]->text;
}

static void visit(visitor *v, place p)
{
    const map_spec *m = p.keys;
    if (!m || (m == &drawn_map && !(p.at && is_drawn(p.at)))) return;
    if (m->if_there && !(p.at && p.at->kind == NODE_MAP)) return;
    for (const key_spec *k = m->keys; k && k->name; k++)
        v->entry(v, k->name, below(p.at, k->name, k));
    uint32_t count = count_names(v->reader, m, p.at);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = name_at(v->reader, m, p.at, i);
        if (!has_key(m, name)) v->entry(v, name, below(p.at, name, m->each));
    }
    if (m->or_else) visit(v, (place){p.parent, p.at, m->or_else, p.key});
}

/* At the top the parties stand among the keys, and the file's kind and name are no path. */
static void visit_top(visitor *v, node *root)
{
    for (const key_spec *k = scenario_map.keys; k->name; k++) {
        place p = below(root, k->name, k);
        if (k->inner == &parties_map)
            visit(v, p);
        else if (strcmp(k->name, "scenario") != 0)
            v->entry(v, k->name, p);
    }
}

static reader reader_of(arena *a, const node *root, error_list *errors)
{
    return (reader){.arena = a,
                    .errors = errors,
                    .path = "",
                    .name = "",
                    .roles = keys_of(a, node_get(root, "parties")),
                    .issues = keys_of(a, node_get(root, "issues"))};
}

/* ---- names in a path ---- */

/* A name may always stand in quotes, with \ before a quote or a \ of its own. It must where it
 * could be taken for something else; numbers are known. */
static const char *segment_of(arena *a, const char *name)
{
    double number;
    if (name_is_plain(name) || text_to_double(name, &number)) return name;
    char *quoted = arena_alloc(a, 2 * strlen(name) + 3), *to = quoted;
    *to++ = '"';
    for (; *name; name++) {
        if (*name == '"' || *name == '\\') *to++ = '\\';
        *to++ = *name;
    }
    *to = '"';
    return quoted;
}

/* Behind the quote that ends what begins with one; at the end where there is none. */
static const char *behind_quotes(const char *text)
{
    for (text++; *text && *text != '"'; text++)
        if (*text == '\\' && text[1]) text++;
    return *text ? text + 1 : text;
}

/* How many bytes of the rest of a path say this name, with or without quotes; 0: another one. */
static size_t spells(const char *rest, const char *name)
{
    size_t n = strlen(name);
    if (path_covers(name, rest)) return n;
    if (*rest != '"') return 0;
    const char *c = rest + 1;
    for (; *name && *c; name++, c++) {
        if (*c == '\\') c++;
        if (*c != *name) return 0;
    }
    bool whole = !*name && *c == '"' && (c[1] == '\0' || c[1] == '.');
    return whole ? (size_t)(c - rest) + 1 : 0;
}

/* What a segment that may stand in quotes says. */
static const char *unquoted(arena *a, const char *segment)
{
    if (*segment != '"' || *behind_quotes(segment)) return segment;
    char *name = arena_text(a, segment + 1), *to = name;
    for (const char *c = segment + 1; *c && *c != '"'; c++) {
        if (*c == '\\' && c[1]) c++;
        *to++ = *c;
    }
    *to = '\0';
    return name;
}

/* ---- all paths ---- */

typedef struct collector {
    visitor visitor;
    const char *prefix;
    scenario_setting *paths;
    uint32_t count, cap;
} collector;

/* On one line, as it could stand behind PATH=. */
static const char *value_text(arena *a, const node *n)
{
    buf out;
    if (!n) return NULL;
    buf_init(&out);
    node_write_flow(n, &out);
    const char *text = arena_textn(a, (const char *)out.data, out.size);
    buf_fini(&out);
    return text;
}

static void keep_path(collector *c, const char *path, const place *p)
{
    arena *a = c->visitor.reader->arena;
    const key_spec *k = p->key;
    if (c->count == c->cap) {
        scenario_setting *more = arena_array(a, 2 * (size_t)c->cap + 64, sizeof *more);
        if (c->count) memcpy(more, c->paths, c->count * sizeof *more);
        c->paths = more;
        c->cap = 2 * c->cap + 64;
    }
    c->paths[c->count++] = (scenario_setting){.path = path,
                                              .value = value_text(a, p->at),
                                              .preset = k && k->preset ? k->preset : "",
                                              .type = k && k->type ? k->type : "",
                                              .help = k && k->help ? k->help : "",
                                              .has_more = p->keys != NULL};
}

static void collect(visitor *v, const char *name, place p)
{
    collector *c = (collector *)v;
    const char *prefix = c->prefix;
    name = segment_of(v->reader->arena, name);
    c->prefix = *prefix ? arena_format(v->reader->arena, "%s.%s", prefix, name) : name;
    keep_path(c, c->prefix, &p);
    visit(v, p);
    c->prefix = prefix;
}

size_t scenario_list_paths(arena *a, const node *root, const scenario_setting **out)
{
    reader r = reader_of(a, root, NULL);
    collector c = {.visitor = {&r, collect}, .prefix = ""};
    visit_top(&c.visitor, (node *)root);
    *out = c.paths;
    return c.count;
}

name_list scenario_paths(arena *a, const node *root)
{
    const scenario_setting *all;
    size_t count = scenario_list_paths(a, root, &all);
    const char **names = arena_array(a, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) names[i] = all[i].path;
    return (name_list){(uint32_t)count, names};
}

/* By spelling; else one that begins and ends the same: buyer.discount is meant to be
 * buyer.power.discount. */
const char *path_nearest(arena *a, const node *root, const char *path)
{
    name_list all = scenario_paths(a, root);
    const char *nearest = text_nearest(path, all.items, all.count);
    const char *end = strrchr(path, '.');
    size_t head = strcspn(path, ".");
    for (uint32_t i = 0; i < all.count && !nearest && end; i++) {
        const char *other = strrchr(all.items[i], '.');
        if (other && strcmp(other, end) == 0 && strncmp(all.items[i], path, head + 1) == 0)
            nearest = all.items[i];
    }
    return nearest;
}

bool path_covers(const char *outer, const char *inner)
{
    size_t n = strlen(outer);
    return strncmp(outer, inner, n) == 0 && (inner[n] == '\0' || inner[n] == '.');
}

/* ---- one override ---- */

typedef struct walk {
    visitor visitor;
    reader *reader;
    node *root;
    const override *o;
    const char *rest; /* of the path */
    const char *name; /* the longest that begins it, or NULL */
    size_t used;      /* so much of the rest says it */
    place here, next; /* `name` is at `next`, below `here` */
} walk;

/* Names may hold dots (values such as 0.5): the longest one that fits is meant. */
static void match(visitor *v, const char *name, place p)
{
    walk *w = (walk *)v;
    size_t used = spells(w->rest, name);
    if (used == 0 || (w->name && used <= w->used)) return;
    w->name = name;
    w->used = used;
    w->next = p;
}

static bool wrong_path(walk *w)
{
    const char *path = w->o->path, *nearest = path_nearest(w->reader->arena, w->root, path);
    if (nearest)
        node_error(w->reader->errors, w->o->at, "unknown path \"%s\"; did you mean \"%s\"?", path,
                   nearest);
    else
        node_error(
            w->reader->errors, w->o->at,
            "unknown path \"%s\": a path is keys joined by dots, such as deadline.rounds, and "
            "begins with the role where it is about a party",
            path);
    return false;
}

/* What has no name here yet: a value of an issue, or a new alternative given as a map. An
 * alternative whose name is near to an old one is taken for a slip. */
static bool add(walk *w)
{
    const map_spec *m = w->here.keys;
    node *at = w->here.at;
    const char *name = unquoted(w->reader->arena, w->rest);
    if (!m || !at || at->kind != NODE_MAP) return wrong_path(w);
    if (m->names == NAMES_ADDABLE) {
        name_list known = keys_of(w->reader->arena, at);
        if (w->o->value->kind != NODE_MAP || strchr(name, '.') ||
            text_nearest(name, known.items, known.count))
            return wrong_path(w);
    } else if (m->names != NAMES_VALUES) {
        return wrong_path(w);
    }
    node_put(w->reader->arena, at, name, node_copy(w->reader->arena, w->o->value));
    return true;
}

static bool set(walk *w)
{
    arena *a = w->reader->arena;
    bool removable = w->here.keys && w->here.keys->names == NAMES_ADDABLE;
    if (removable && node_is_none(w->o->value)) return node_remove(w->next.parent, w->name);
    node_put(a, w->next.parent, w->name, node_copy(a, w->o->value));
    return true;
}

/* Steps down to `next`, which is made where the file leaves it out. */
static bool descend(walk *w)
{
    arena *a = w->reader->arena;
    w->here = w->next;
    if (!w->here.at) {
        w->here.at = node_map(a, w->o->value);
        node_put(a, w->here.parent, w->name, w->here.at);
    }
    w->rest += w->used + 1;
    w->name = NULL;
    if (w->here.at->kind == NODE_MAP) return true;
    node_error(w->reader->errors, w->o->at, "%.*s is %s in the scenario: set it as a whole",
               (int)(w->rest - w->o->path - 1), w->o->path,
               w->here.at->kind == NODE_LIST ? "a list" : "a single value");
    return false;
}

/* NAME[/PRESET][:KEY=VALUE]... with the setting KEY=VALUE in place of an older one, or behind. */
static const char *with_setting(arena *a, const char *spec, const char *key, const char *value)
{
    size_t length = strcspn(spec, ":"), n = strlen(key);
    const char *text = arena_textn(a, spec, length);
    for (const char *s = spec + length; *s == ':'; s += length) {
        length = 1 + strcspn(s + 1, ":");
        bool old = strncmp(s + 1, key, n) == 0 && s[1 + n] == '=';
        if (!old) text = arena_format(a, "%s%.*s", text, (int)length, s);
    }
    return arena_format(a, "%s:%s=%s", text, key, value);
}

/* agents.ROLE.PARAMETER=V */
static bool set_agent(walk *w)
{
    arena *a = w->reader->arena;
    const override *o = w->o;
    const char *parameter = w->rest + w->used + 1;
    const node *spec = w->next.at;
    if (!spec)
        node_error(w->reader->errors, o->at, "%s: no agent is named for %s; set agents.%s first",
                   o->path, w->name, w->name);
    else if (spec->kind != NODE_SCALAR || o->value->kind != NODE_SCALAR || !*o->value->text)
        node_error(w->reader->errors, o->value, "%s must be a single value", o->path);
    else if (!*parameter || strpbrk(parameter, ".:=/ "))
        node_error(w->reader->errors, o->at, "%s: \"%s\" is not the name of a parameter", o->path,
                   parameter);
    else {
        node *changed = node_copy(a, o->value);
        changed->text = with_setting(a, spec->text, parameter, o->value->text);
        node_put(a, w->next.parent, w->name, changed);
        return true;
    }
    return false;
}

static bool step(walk *w, bool *done)
{
    *done = true;
    if (!w->name) return add(w);
    if (w->rest[w->used] == '\0') return set(w);
    if (w->here.keys == &agents_map) return set_agent(w);
    *done = false;
    return w->next.keys ? descend(w) : wrong_path(w);
}

bool override_apply(arena *a, node *root, const override *o, error_list *errors)
{
    reader r = reader_of(a, root, errors);
    walk w = {.visitor = {&r, match}, .reader = &r, .root = root, .o = o, .rest = o->path};
    bool done = false, good = true;
    visit_top(&w.visitor, root);
    if (!w.name) return wrong_path(&w);
    while (good && !done) {
        good = step(&w, &done);
        if (good && !done) visit(&w.visitor, w.here);
    }
    return good;
}

/* ---- PATH=VALUE ---- */

/* A value from the command line stands nowhere in a file. */
static void forget_place(node *n)
{
    n->line = n->column = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        if (n->kind == NODE_MAP) forget_place(n->keys[i]);
        forget_place(n->items[i]);
    }
}

/* The = between them: one within quotes is part of a name. */
static const char *find_equals(const char *text)
{
    while (*text && *text != '=') {
        bool quotes = *text == '"' && *behind_quotes(text);
        text = quotes ? behind_quotes(text) : text + 1;
    }
    return *text ? text : NULL;
}

bool override_parse(arena *a, const char *text, override *out, error_list *errors)
{
    const char *equals = find_equals(text);
    if (!equals || equals == text || equals[1] == '\0') {
        error_add(errors, HG_E_USAGE, "--set", 0, 0, "\"%s\" must be PATH=VALUE", text);
        return false;
    }
    node *value = node_read(a, "--set", equals + 1, strlen(equals + 1), errors);
    if (!value) return false;
    forget_place(value);
    out->path = arena_textn(a, text, (size_t)(equals - text));
    out->value = value;
    out->at = node_scalar(a, out->path, value->file);
    return true;
}
