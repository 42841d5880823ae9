/* Holds JSON documents against the table of keys that a command promises for them.
 *
 *     json_shape HELP.json DOCUMENT.json...    HELP.json: what `higgle help COMMAND --json` prints
 *
 * Fails where a document is not exactly one JSON document, where a key is printed that the table
 * lacks or whose type differs, and where a key of the table that is not optional appears in none of
 * them. Knows JSON and no command. */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FIELDS_MAX = 400, PATH_MAX_BYTES = 512 };
typedef struct field {
    const char *path, *type;
    bool seen, entered; /* entered: with something in it */
} field;
typedef struct shape {
    field fields[FIELDS_MAX];
    size_t n;
    int wrong;
    const char *file;
} shape;

static void complain(shape *s, const char *path, const char *what, const char *detail)
{
    printf("%s: %s: %s%s\n", s->file, path, what, detail);
    s->wrong++;
}

/* "COLUMN" stands for any name. */
static bool is_any(const char *word, size_t n)
{
    return n && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") >= n;
}

static bool fits(const char *pattern, const char *path)
{
    while (*pattern && *path) {
        size_t n = strcspn(pattern, ".["), m = strcspn(path, "\x01[");
        if (!is_any(pattern, n) && (n != m || strncmp(pattern, path, n) != 0)) return false;
        pattern += n, path += m;
        while (!strncmp(pattern, "[]", 2) && !strncmp(path, "[]", 2)) pattern += 2, path += 2;
        if (*pattern == '.' && *path == '\x01')
            pattern++, path++;
        else if (*pattern || *path)
            return false;
    }
    return !*pattern && !*path;
}

/* The exact path wins over one with a name in capitals. */
static field *find(shape *s, const char *path)
{
    field *found = NULL;
    for (size_t i = 0; i < s->n; i++)
        if (fits(s->fields[i].path, path) &&
            (!found || !strpbrk(s->fields[i].path, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
            found = &s->fields[i];
    return found;
}

static bool all_are(const json_t *list, bool numbers)
{
    size_t i;
    const json_t *item;
    json_array_foreach((json_t *)list, i, item)
    {
        bool fine = numbers ? json_is_number(item) || json_is_null(item) : json_is_string(item);
        if (!fine) return false;
    }
    return true;
}

static bool has_word(const char *type, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = type; (s = strstr(s, word)); s += n) {
        bool begins = s == type || !strncmp(s - 4, " or ", 4);
        bool ends = !s[n] || s[n] == ',' || !strncmp(s + n, " or ", 4);
        if (begins && ends) return true;
    }
    return false;
}

static bool type_fits(const char *type, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_STRING: return has_word(type, "string");
    case JSON_INTEGER:
    case JSON_REAL: return has_word(type, "number");
    case JSON_TRUE:
    case JSON_FALSE: return has_word(type, "boolean");
    case JSON_NULL: return has_word(type, "null");
    case JSON_OBJECT: return has_word(type, "object");
    default:
        return has_word(type, "list") ||
               (has_word(type, "list of numbers") && all_are(value, true)) ||
               (has_word(type, "list of strings") && all_are(value, false));
    }
}

static void hold(shape *s, const char *path, const json_t *value);

static void hold_members(shape *s, const char *path, const json_t *object)
{
    const char *key;
    json_t *value;
    char inner[PATH_MAX_BYTES];
    json_object_foreach((json_t *)object, key, value)
    {
        snprintf(inner, sizeof inner, "%s%s%s", path, *path ? "\x01" : "", key);
        field *f = find(s, inner);
        for (char *c = inner; *c; c++)
            if (!f && *c == '\x01') *c = '.';
        if (!f)
            complain(s, inner, "is not documented", "");
        else if (!type_fits(f->type, value))
            complain(s, f->path, "is not of type ", f->type);
        if (!f) continue;
        f->seen = true;
        f->entered = f->entered || json_object_size(value) || json_array_size(value);
        hold(s, inner, value);
    }
}

static void hold(shape *s, const char *path, const json_t *value)
{
    char inner[PATH_MAX_BYTES];
    if (json_is_object(value)) hold_members(s, path, value);
    snprintf(inner, sizeof inner, "%s[]", path);
    field *items = find(s, inner); /* a row of their own, which they need not have */
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        if (items && !type_fits(items->type, item))
            complain(s, items->path, "is not of type ", items->type);
        if (items) items->seen = true;
        if (items && (json_object_size(item) || json_array_size(item))) items->entered = true;
        hold(s, inner, item);
    }
}

static json_t *load(shape *s, const char *file)
{
    json_error_t error;
    s->file = file;
    json_t *root = json_load_file(file, JSON_REJECT_DUPLICATES, &error);
    if (!root) complain(s, "not one JSON document", error.text, "");
    return root;
}

static void read_fields(shape *s, const json_t *help)
{
    const json_t *list = json_object_get(help, "json");
    for (size_t i = 0; i < json_array_size(list) && s->n < FIELDS_MAX; i++) {
        const json_t *row = json_array_get(list, i);
        s->fields[s->n++] = (field){json_string_value(json_object_get(row, "path")),
                                    json_string_value(json_object_get(row, "type")), false, false};
    }
    if (!s->n) complain(s, "json", "promises no key", "");
}

/* Was there an object, or an item of a list, that could have had this key? */
static bool could_be(const shape *s, const char *path)
{
    const char *dot = strrchr(path, '.');
    size_t n = dot ? (size_t)(dot - path) : 0;
    while (n > 2 && !strncmp(path + n - 2, "[]", 2)) n -= 2;
    for (size_t i = 0; dot && i < s->n; i++)
        if (strlen(s->fields[i].path) == n && !strncmp(s->fields[i].path, path, n))
            return s->fields[i].entered;
    return true;
}

int main(int argc, char **argv)
{
    static shape s;
    json_t *help = argc > 2 ? load(&s, argv[1]) : NULL;
    if (!help) return 2;
    read_fields(&s, help);
    for (int i = 2; i < argc; i++) {
        json_t *document = load(&s, argv[i]);
        if (!document) continue;
        if (!json_is_object(document)) complain(&s, "the document", "is no object", "");
        hold(&s, "", document);
        json_decref(document);
    }
    s.file = argv[1];
    for (size_t i = 0; i < s.n; i++)
        if (!s.fields[i].seen && !strstr(s.fields[i].type, ", optional") &&
            could_be(&s, s.fields[i].path))
            complain(&s, s.fields[i].path, "is documented, but in no document", "");
    json_decref(help);
    return s.wrong ? 1 : 0;
}
