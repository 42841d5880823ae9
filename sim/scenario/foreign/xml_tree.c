/* From expat's events to a tree of elements. The only file that knows expat; it knows no element of
 * any format. Input is hostile: the size of a file, its depth and the number of its elements are
 * bounded, and a document type declaration is refused, since with it entities could multiply or
 * name other files. Text between tags is not kept: the formats say everything in attributes. */
#include "scenario/foreign/xml_tree.h"

#include <expat.h>
#include <string.h>

#include "base/text.h"
#include "scenario/foreign/foreign_draft.h"

typedef struct xml_builder {
    arena *arena;
    error_list *errors;
    const char *file;
    XML_Parser parser;
    xml_element *root, *open;
    uint32_t depth, count;
    bool stopped; /* the reason is told already */
} xml_builder;

static node place_of(const xml_builder *b)
{
    return (node){.kind = NODE_SCALAR,
                  .text = "",
                  .file = b->file,
                  .line = (uint32_t)XML_GetCurrentLineNumber(b->parser),
                  .column = (uint32_t)XML_GetCurrentColumnNumber(b->parser) + 1};
}

static void refuse(xml_builder *b, const char *why)
{
    node at = place_of(b);
    if (!b->stopped) node_error(b->errors, &at, "%s", why);
    b->stopped = true;
    (void)XML_StopParser(b->parser, XML_FALSE);
}

static const char *const *copy_attributes(arena *a, const char **from)
{
    size_t n = 0;
    while (from[n]) n++;
    const char **copy = arena_array(a, n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++) copy[i] = arena_text(a, from[i]);
    return copy;
}

static void add_child(xml_builder *b, xml_element *e)
{
    e->parent = b->open;
    if (!b->open)
        b->root = e;
    else if (b->open->last)
        b->open->last->next = e;
    else
        b->open->first = e;
    if (b->open) b->open->last = e;
}

static void XMLCALL start_element(void *context, const char *name, const char **attributes)
{
    xml_builder *b = context;
    if (b->stopped) return;
    if (b->depth == FOREIGN_DEPTH_MAX) {
        refuse(b, "nested deeper than 64 levels");
    } else if (b->count == FOREIGN_PARTS_MAX) {
        refuse(b, "there are more than 200000 elements");
    } else {
        xml_element *e = arena_alloc(b->arena, sizeof *e);
        e->name = arena_text(b->arena, name);
        e->attributes = copy_attributes(b->arena, attributes);
        e->at = place_of(b);
        add_child(b, e);
        b->open = e;
        b->depth++;
        b->count++;
    }
}

static void XMLCALL end_element(void *context, const char *name)
{
    xml_builder *b = context;
    (void)name;
    if (b->stopped) return;
    b->open = b->open->parent;
    b->depth--;
}

static void XMLCALL start_doctype(void *context, const char *name, const char *system,
                                  const char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(context, "a document type declaration (<!DOCTYPE>) is not read: with it, entities could "
                    "multiply without end, or name other files");
}

/* ---- encodings ---- */

/* What windows-1252 has between 0x80 and 0x9F; 0xFFFD: nothing. */
static const int windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

static bool same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        if (x != *b) return false;
    }
    return *a == *b;
}

static int XMLCALL other_encoding(void *context, const char *name, XML_Encoding *info)
{
    (void)context;
    if (!same_word(name, "windows-1252") && !same_word(name, "cp1252")) return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++) info->map[i] = i >= 0x80 && i < 0xA0 ? windows_1252[i - 0x80] : i;
    return XML_STATUS_OK;
}

/* A file that says UTF-8, or says nothing, and is not: what editors on Windows left. */
static const char *encoding_of(const char *text, size_t size)
{
    bool marked = size >= 2 && (uint8_t)text[0] >= 0xFE && (uint8_t)text[1] >= 0xFE;
    bool utf16 = marked || (size >= 2 && (!text[0] || !text[1]));
    if (utf16 || text_is_utf8((const uint8_t *)text, size)) return NULL;
    char head[128] = "";
    for (size_t i = 0; i < size && i < sizeof head - 1 && text[i] != '>'; i++)
        head[i] = text[i] ? text[i] : '?';
    const char *says = strstr(head, "encoding=");
    const char *value = says && says[9] ? says + 10 : NULL; /* behind the quote */
    bool utf8 = !value || strncmp(value, "UTF-8", 5) == 0 || strncmp(value, "utf-8", 5) == 0;
    return utf8 ? "windows-1252" : NULL;
}

/* ---- the whole ---- */

static void say_what_is_wrong(xml_builder *b)
{
    enum XML_Error code = XML_GetErrorCode(b->parser);
    node at = place_of(b);
    if (b->stopped) return;
    const char *what = code == XML_ERROR_NO_ELEMENTS ? "it ends before its last tag is closed"
                                                     : XML_ErrorString(code);
    node_error(b->errors, &at, "not valid XML: %s", what);
}

static xml_element *read_all(xml_builder *b, const char *text, size_t size)
{
    XML_SetUserData(b->parser, b);
    XML_SetElementHandler(b->parser, start_element, end_element);
    XML_SetStartDoctypeDeclHandler(b->parser, start_doctype);
    XML_SetUnknownEncodingHandler(b->parser, other_encoding, NULL);
    bool good = XML_Parse(b->parser, text, (int)size, XML_TRUE) == XML_STATUS_OK;
    if (!good) say_what_is_wrong(b);
    return good && !b->stopped ? b->root : NULL;
}

xml_element *xml_read(arena *a, const char *file, const char *text, size_t size, error_list *errors,
                      void (*odd)(void *, const node *, const char *), void *context)
{
    const char *encoding = encoding_of(text, size);
    node whole = {.file = arena_text(a, file)};
    xml_builder b = {.arena = a, .errors = errors, .file = whole.file};
    if (size > FOREIGN_FILE_MAX) {
        node_error(errors, &whole, "larger than 4 MiB");
        return NULL;
    }
    if (encoding) odd(context, &whole, "not valid UTF-8, as it should be: read as windows-1252");
    b.parser = XML_ParserCreate(encoding);
    if (!b.parser) {
        error_add(errors, HG_E_IO, file, 0, 0, "the XML reader could not be started");
        return NULL;
    }
    xml_element *root = read_all(&b, text, size);
    XML_ParserFree(b.parser);
    return root;
}

/* ---- the tree ---- */

const char *xml_attribute(const xml_element *e, const char *name)
{
    for (const char *const *a = e->attributes; *a; a += 2)
        if (strcmp(a[0], name) == 0) return a[1];
    return NULL;
}

static const xml_element *named(const xml_element *e, const char *name)
{
    while (e && strcmp(e->name, name) != 0) e = e->next;
    return e;
}

const xml_element *xml_child(const xml_element *e, const char *name)
{
    return named(e->first, name);
}

const xml_element *xml_next(const xml_element *e, const char *name) { return named(e->next, name); }
