/* What every map and every scalar of a file has in common: keys by table, names with the nearest
 * one, numbers with their bounds. It knows nodes and tables; it does not know what a scenario is.
 */
#include "scenario/reader.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define LISTED_NAMES 12u /* more names than this are not spelled out in a message */

/* ---- names ---- */

name_list keys_of(arena *a, const node *n)
{
    if (!n || n->kind != NODE_MAP) return (name_list){0, NULL};
    const char **items = arena_array(a, n->count, sizeof *items);
    for (uint32_t i = 0; i < n->count; i++) items[i] = n->keys[i]->text;
    return (name_list){n->count, items};
}

const char *did_you_mean(reader *r, const char *word, const char *const *names, size_t count)
{
    const char *nearest = text_nearest(word, names, count);
    if (nearest) return arena_format(r->arena, "; did you mean \"%s\"?", nearest);
    if (count == 0 || count > LISTED_NAMES) return "";
    const char *list = arena_format(r->arena, "; there is %s", names[0]);
    for (size_t i = 1; i < count; i++) list = arena_format(r->arena, "%s, %s", list, names[i]);
    return list;
}

uint32_t name_index(name_list list, const char *name)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (strcmp(list.items[i], name) == 0) return i;
    return HG_NOBODY;
}

void unknown(reader *r, const node *at, const char *what, const char *word,
             const char *const *names, size_t count)
{
    node_error(r->errors, at, "unknown %s \"%s\"%s", what, word,
               did_you_mean(r, word, names, count));
}

/* Characters that are not for names, with the reason. */
static const struct {
    const char *characters, *why;
} refused[] = {
    {".", "a dot joins the names of a path"},
    {"=:", "it stands between a name and its value, on the command line and in files"},
    {",", "it separates the columns of a factor"},
    {"/\\", "it separates folders, and an agent from its preset"},
    {"\"'`", "shells and files take it for a quote"},
    {"[]{}#", "YAML takes it for more than text"},
};

static bool refuse_character(reader *r, const node *at)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *bad = strpbrk(at->text, refused[i].characters);
        if (!bad) continue;
        node_error(r->errors, at, "a name may not contain \"%c\": %s", *bad, refused[i].why);
        return true;
    }
    return false;
}

static bool can_be_seen(const char *text)
{
    for (const char *c = text; *c; c++)
        if ((uint8_t)*c < 0x20 || *c == 0x7f) return false;
    return true;
}

static bool refuse_unseen(reader *r, const node *at)
{
    if (at->text[0] == '\0')
        node_error(r->errors, at, "a name may not be empty");
    else if (!can_be_seen(at->text))
        node_error(r->errors, at, "a name may not contain what cannot be seen");
    else
        return false;
    return true;
}

static bool ends_in_blank(const char *text)
{
    return text[0] == ' ' || (text[0] && text[strlen(text) - 1] == ' ');
}

bool name_is_plain(const char *name)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strpbrk(name, refused[i].characters)) return false;
    return name[0] && can_be_seen(name) && !ends_in_blank(name);
}

bool name_is_good(reader *r, const node *at)
{
    if (refuse_character(r, at) || refuse_unseen(r, at)) return false;
    if (!ends_in_blank(at->text)) return true;
    node_error(r->errors, at, "a name may not begin or end with a blank");
    return false;
}

bool issue_name_is_good(reader *r, const node *at)
{
    return at->quoted ? !refuse_unseen(r, at) : name_is_good(r, at);
}

bool file_name_is_good(reader *r, const node *n)
{
    const char *name = read_name(r, n);
    if (!name || !name_is_good(r, n)) return false;
    if (!strchr(name, ' ') && name[0] != '-') return true;
    node_error(r->errors, n, "\"%s\" names the folder of a run: no blanks, and no - in front",
               name);
    return false;
}

/* ---- maps ---- */

static const char *path_below(reader *r, const char *path, const char *name)
{
    return *path ? arena_format(r->arena, "%s.%s", path, name) : name;
}

static const char *path_shown(const reader *r) { return *r->path ? r->path : "the file"; }

static const char *kind_text(const node *n)
{
    return n->kind == NODE_LIST ? "a list" : n->kind == NODE_MAP ? "a map" : "a single value";
}

bool is_map(reader *r, const node *n, const char *what)
{
    if (n->kind == NODE_MAP) return true;
    if (n->kind == NODE_SCALAR && n->text[0] == '\0')
        node_error(r->errors, n, "%s is empty, must be a map: %s", path_shown(r), what);
    else
        node_error(r->errors, n, "%s is %s, must be a map: %s", path_shown(r), kind_text(n), what);
    return false;
}

static const key_spec *find_key(const map_spec *m, const char *name)
{
    for (const key_spec *k = m->keys; k && k->name; k++)
        if (strcmp(k->name, name) == 0) return k;
    return NULL;
}

static name_list names_of(const reader *r, const map_spec *m)
{
    if (m->names == NAMES_ROLES) return r->roles;
    if (m->names == NAMES_ISSUES) return r->issues;
    return (name_list){0, NULL};
}

static bool is_named_entry(const reader *r, const map_spec *m, const char *name)
{
    if (m->names == NAMES_NONE) return false;
    return m->names == NAMES_DEFINED || m->names == NAMES_ADDABLE ||
           name_index(names_of(r, m), name) != HG_NOBODY;
}

static void read_entry(reader *r, const key_spec *k, const node *at, const node *value, void *into)
{
    reader outside = *r;
    r->path = path_below(r, r->path, at->text);
    r->name = at->text;
    r->key = at;
    k->read(r, value, into);
    r->path = outside.path;
    r->name = outside.name;
    r->key = outside.key;
}

/* A key that is right one level below. */
static const char *key_below(reader *r, const node *at, const map_spec *m)
{
    for (const key_spec *k = m->keys; k && k->name; k++)
        if (k->inner && find_key(k->inner, at->text))
            return arena_format(r->arena, "%s.%s", k->name, at->text);
    return NULL;
}

static void unknown_key(reader *r, const node *at, const map_spec *m)
{
    const char *below = key_below(r, at, m);
    if (below) {
        node_error(r->errors, at, "unknown key \"%s\"; did you mean \"%s\"?", at->text, below);
        return;
    }
    name_list names = names_of(r, m);
    size_t count = 0;
    for (const key_spec *k = m->keys; k && k->name; k++) count++;
    const char **all = arena_array(r->arena, count + names.count + 1, sizeof *all);
    for (size_t i = 0; i < count; i++) all[i] = m->keys[i].name;
    for (uint32_t i = 0; i < names.count; i++) all[count + i] = names.items[i];
    unknown(r, at, "key", at->text, all, count + names.count);
}

void read_map(reader *r, const node *n, const map_spec *m, void *into)
{
    if (!is_map(r, n, m->what)) return;
    for (const key_spec *k = m->keys; k && k->name; k++) {
        const node *value = node_get(n, k->name);
        if (value) read_entry(r, k, node_key(n, k->name), value, into);
    }
    for (uint32_t i = 0; i < n->count; i++) {
        const node *at = n->keys[i];
        if (find_key(m, at->text)) continue;
        if (is_named_entry(r, m, at->text))
            read_entry(r, m->each, at, n->items[i], into);
        else
            unknown_key(r, at, m);
    }
}

/* ---- words ---- */

const char *read_text(reader *r, const node *n)
{
    if (n->kind == NODE_SCALAR) return n->text;
    node_error(r->errors, n, "%s is %s, must be a text", path_shown(r), kind_text(n));
    return NULL;
}

const char *read_line(reader *r, const node *n)
{
    const char *text = read_text(r, n);
    if (!text || !strchr(text, '\n')) return text;
    node_error(r->errors, n, "%s must be a text of one line", path_shown(r));
    return NULL;
}

const char *read_name(reader *r, const node *n)
{
    const char *text = read_text(r, n);
    if (!text || *text) return text;
    node_error(r->errors, n, "%s is empty", path_shown(r));
    return NULL;
}

static int find_word(const node *n, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && n->kind == NODE_SCALAR; i++)
        if (strcmp(words[i], n->text) == 0) return (int)i;
    return -1;
}

static const char *shown(reader *r, const node *n)
{
    if (n->kind != NODE_SCALAR) return kind_text(n);
    return n->text[0] ? arena_format(r->arena, "\"%s\"", n->text) : "empty";
}

int read_word_or(reader *r, const node *n, const char *const *words, size_t count,
                 const char *other)
{
    int found = find_word(n, words, count);
    if (found >= 0) return found;
    const char *list = words[0];
    for (size_t i = 1; i < count; i++)
        list = arena_format(r->arena, "%s%s%s", list, i + 1 < count ? ", " : " or ", words[i]);
    const char *nearest = n->kind == NODE_SCALAR ? text_nearest(n->text, words, count) : NULL;
    node_error(r->errors, n, "%s is %s, must be %s%s%s%s", r->path, shown(r, n),
               *other ? "the word " : "", list, other,
               nearest ? arena_format(r->arena, "; did you mean \"%s\"?", nearest) : "");
    return -1;
}

int read_word(reader *r, const node *n, const char *const *words, size_t count)
{
    return read_word_or(r, n, words, count, "");
}

uint32_t read_choice(reader *r, const node *n, const char *what, name_list names)
{
    const char *text = read_name(r, n);
    if (!text) return HG_NOBODY;
    uint32_t i = name_index(names, text);
    if (i == HG_NOBODY) unknown(r, n, what, text, names.items, names.count);
    return i;
}

/* ---- numbers ---- */

const bounds any_number = {.lo = -INFINITY, .hi = INFINITY, .unit = "", .also = ""};

const char *number_text(reader *r, double x)
{
    char text[TEXT_DOUBLE_MAX];
    (void)text_double(text, x);
    return arena_text(r->arena, text);
}

static bool within(const bounds *b, double x)
{
    return (b->above_lo ? x > b->lo : x >= b->lo) && x <= b->hi;
}

/* "lie in 0..6", "be more than 0 and at most 1", "be at least 0" */
static const char *bounds_text(reader *r, const bounds *b)
{
    const char *lo = number_text(r, b->lo), *hi = number_text(r, b->hi);
    if (isinf(b->lo)) return arena_format(r->arena, "be at most %s", hi);
    if (isinf(b->hi))
        return arena_format(r->arena, "be %s %s", b->above_lo ? "more than" : "at least", lo);
    if (b->above_lo) return arena_format(r->arena, "be more than %s and at most %s", lo, hi);
    return arena_format(r->arena, "lie in %s..%s", lo, hi);
}

/* Sums and products of what a file says must not overflow. */
#define LARGEST 1e15

static bool check_bounds(reader *r, const node *n, const bounds *b, double x)
{
    if (within(b, x) && fabs(x) <= LARGEST) return true;
    if (within(b, x)) {
        node_error(r->errors, n, "%s is %s: numbers go up to 1e15", r->path, n->text);
        return false;
    }
    node_error(r->errors, n, "%s is %s%s, must %s%s", r->path, n->text, b->unit, bounds_text(r, b),
               b->also);
    return false;
}

/* "12 000", "12'000": numbers as people write them, and as we print them. */
static bool read_without_blanks(const char *text, double *out)
{
    char digits[TEXT_DOUBLE_MAX];
    size_t n = 0;
    for (; *text && n + 1 < sizeof digits; text++)
        if (!strchr(" '_", *text)) digits[n++] = *text;
    digits[n] = 0;
    return !*text && text_to_double(digits, out);
}

static bool read_scalar_number(reader *r, const node *n, const bounds *b, double *out)
{
    if (n->kind == NODE_SCALAR && text_to_double(n->text, out)) return check_bounds(r, n, b, *out);
    if (n->kind != NODE_SCALAR)
        node_error(r->errors, n, "%s is %s, must be a number%s", r->path, kind_text(n), b->also);
    else if (n->text[0] == '\0')
        node_error(r->errors, n, "%s is empty, must be a number%s", r->path, b->also);
    else if (read_without_blanks(n->text, out))
        node_error(r->errors, n, "%s is \"%s\": write %s", r->path, n->text, number_text(r, *out));
    else
        node_error(r->errors, n, "%s is \"%s\", must be a finite number such as -1.5 or 2e3%s",
                   r->path, n->text, b->also);
    return false;
}

static const char *const drawn_keys[] = {"min", "max", "mean", "sd"};

bool is_drawn(const node *n)
{
    for (size_t i = 0; i < 4; i++)
        if (node_get(n, drawn_keys[i])) return true;
    return false;
}

bool read_number(reader *r, const node *n, const bounds *b, double *out)
{
    if (!is_drawn(n)) return read_scalar_number(r, n, b, out);
    node_error(r->errors, n, "%s cannot be drawn anew for each session: give one number", r->path);
    return false;
}

typedef struct spread {
    const bounds *allowed;
    const node *at[4];
    double x[4];
    bool good;
} spread;

static void read_spread_key(reader *r, const node *n, void *into)
{
    static const bounds sd = {.lo = 0, .hi = INFINITY, .unit = "", .also = ""};
    spread *s = into;
    uint32_t i = name_index((name_list){4, drawn_keys}, r->name);
    if (i == HG_NOBODY) return;
    s->at[i] = n;
    if (!read_scalar_number(r, n, i == 3 ? &sd : s->allowed, &s->x[i])) s->good = false;
}

static const key_spec spread_keys[] = {
    {"min", read_spread_key, NULL, "number", NULL, "least value; all up to max are equally likely"},
    {"max", read_spread_key, NULL, "number", NULL, "greatest value"},
    {"mean", read_spread_key, NULL, "number", NULL, "mean of a normal distribution"},
    {"sd", read_spread_key, NULL, "number >= 0", NULL, "its standard deviation"},
    {.name = NULL},
};
const map_spec drawn_map = {.what = "{min, max} or {mean, sd}", .keys = spread_keys};

static bool spread_is_good(reader *r, const node *n, const spread *s)
{
    bool uniform = s->at[0] && s->at[1], normal = s->at[2] && s->at[3];
    int given = !!s->at[0] + !!s->at[1] + !!s->at[2] + !!s->at[3];
    if (given != 2 || uniform == normal)
        node_error(r->errors, n, "%s must be a number, {min, max} or {mean, sd}", r->path);
    else if (s->good && uniform && s->x[0] > s->x[1])
        node_error(r->errors, s->at[1], "%s.max is %s, less than min, which is %s", r->path,
                   s->at[1]->text, s->at[0]->text);
    else
        return s->good;
    return false;
}

static quantity fixed(double x, const bounds *b)
{
    return (quantity){.x = x, .least = x, .greatest = x, .allowed = *b};
}

bool read_quantity(reader *r, const node *n, const bounds *b, quantity *out)
{
    *out = fixed(0, b);
    if (!is_drawn(n)) {
        if (!read_scalar_number(r, n, b, &out->x)) return false;
        *out = fixed(out->x, b);
        return true;
    }
    spread s = {.allowed = b, .good = true};
    size_t errors = r->errors->errors;
    read_map(r, n, &drawn_map, &s);
    if (!spread_is_good(r, n, &s) || r->errors->errors != errors) return false;
    if (s.at[0])
        *out = (quantity){s.x[0] + (s.x[1] - s.x[0]) / 2,
                          s.x[0] < s.x[1],
                          DRAW_UNIFORM,
                          s.x[0],
                          s.x[1],
                          s.x[0],
                          s.x[1],
                          *b};
    else
        *out = (quantity){s.x[2], s.x[3] > 0, DRAW_NORMAL, s.x[2], s.x[3], s.x[2], s.x[2], *b};
    return true;
}

bool read_count(reader *r, const node *n, uint64_t lo, uint64_t hi, uint64_t *out)
{
    if (n->kind == NODE_SCALAR && text_to_uint64(n->text, out) && *out >= lo && *out <= hi)
        return true;
    double x;
    if (is_drawn(n)) return read_number(r, n, &any_number, &x);
    const char *limits =
        hi == UINT64_MAX
            ? arena_format(r->arena, "at least %llu", (unsigned long long)lo)
            : arena_format(r->arena, "%llu..%llu", (unsigned long long)lo, (unsigned long long)hi);
    if (n->kind == NODE_SCALAR)
        node_error(r->errors, n, "%s is \"%s\", must be a whole number, %s", r->path, n->text,
                   limits);
    else
        node_error(r->errors, n, "%s is %s, must be a whole number, %s", r->path, kind_text(n),
                   limits);
    return false;
}
