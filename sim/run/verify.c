/* Does what lies in a run directory belong together? The record has checked itself; here the
 * manifest and the inputs are held against it. A manifest is JSON, hence YAML: the reader of
 * scenarios reads it. Must not know how a run came about. */
#include "run/directory.h"

#include "base/hash.h"
#include "base/text.h"
#include "run/files.h"
#include "scenario/node.h"

#include <string.h>
#include <sys/stat.h>

typedef struct verifying {
    arena *arena;
    const char *path;
    const record *record;
    const node *manifest;
    error_list *errors;
} verifying;

static const char *in(const verifying *v, const char *name)
{
    return arena_format(v->arena, "%s/%s", v->path, name);
}

static const char *text_at(const node *map, const char *key)
{
    const node *n = map->kind == NODE_MAP ? node_get(map, key) : NULL;
    return n && n->kind == NODE_SCALAR ? n->text : NULL;
}

const char *run_dir_manifest_text(arena *a, const char *path, const char *key)
{
    error_list unheard;
    error_list_init(&unheard);
    const node *n = node_read_file(a, arena_format(a, "%s/manifest.json", path), &unheard);
    error_list_fini(&unheard);
    return n ? text_at(n, key) : NULL;
}

static const char *hash_text(arena *a, uint64_t hash)
{
    return arena_format(a, "%016llx", (unsigned long long)hash);
}

static bool read_manifest(verifying *v)
{
    const char *path = in(v, "manifest.json");
    v->manifest = node_read_file(v->arena, path, v->errors);
    if (!v->manifest) return false;
    const char *identity = text_at(v->manifest, "identity");
    if (!text_at(v->manifest, "status") || !identity)
        error_add(v->errors, HG_E_INPUT, path, 0, 0, "is not the manifest of a run");
    else if (strcmp(identity, hash_text(v->arena, v->record->schema.identity)) != 0)
        error_add(v->errors, HG_E_INPUT, path, 0, 0, "is of another run than the record");
    else
        return true;
    return false;
}

static bool is_complete(const verifying *v)
{
    return strcmp(text_at(v->manifest, "status"), "complete") == 0;
}

static void check_status(const verifying *v)
{
    const record *r = v->record;
    char have[32], all[32];
    text_grouped(have, sizeof have, r->blocks);
    text_grouped(all, sizeof all, r->schema.blocks);
    if (is_complete(v) && !r->complete)
        error_add(v->errors, HG_E_INPUT, in(v, "log.msgpack"), 0, 0,
                  "damaged: the manifest says complete, but %s of %s blocks are left", have, all);
}

static void check_input(const verifying *v, const char *name, const node *hash)
{
    buf bytes;
    struct stat about;
    const char *path = in(v, name);
    buf_init(&bytes);
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || !file_read(path, &bytes))
        error_add(v->errors, HG_E_INPUT, path, 0, 0, "is missing: it was an input of the run");
    else if (hash->kind != NODE_SCALAR ||
             strcmp(hash->text, hash_text(v->arena, hash64(0, bytes.data, bytes.size))) != 0)
        error_add(v->errors, HG_E_INPUT, path, 0, 0, "was changed after the run");
    buf_fini(&bytes);
}

static void check_inputs(const verifying *v)
{
    const node *inputs = node_get(v->manifest, "inputs");
    for (uint32_t i = 0; inputs && inputs->kind == NODE_MAP && i < inputs->count; i++)
        check_input(v, inputs->keys[i]->text, inputs->items[i]);
}

static void check_tables(const verifying *v)
{
    static const char *const tables[] = {"sessions.csv",     "twins.csv",   "parties.csv",
                                         "trajectories.csv", "columns.csv", "README.md"};
    const record_schema *s = &v->record->schema;
    bool twins = s->n_arms && s->arms[s->n_arms - 1].twin_of != HG_NOBODY;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct stat about;
        const char *path = in(v, tables[i]);
        if (!twins && strcmp(tables[i], "twins.csv") == 0) continue;
        bool there = stat(path, &about) == 0;
        if (!there || about.st_size == 0)
            warning_add(v->errors, path, 0, 0, there ? "is empty" : "is missing");
    }
}

/* Lines of a file, and whether its last one is whole. Tables may be large: piece by piece. */
static bool count_lines(const char *path, uint64_t *lines, bool *whole)
{
    char piece[1 << 14];
    FILE *from = fopen(path, "r");
    *lines = 0, *whole = false;
    if (!from) return false;
    for (size_t n; (n = fread(piece, 1, sizeof piece, from));) {
        for (size_t i = 0; i < n; i++) *lines += piece[i] == '\n';
        *whole = piece[n - 1] == '\n';
    }
    fclose(from);
    return true;
}

/* A table that has more lines than the record has rows, or less, is not the record's. */
static void check_rows(const verifying *v, const char *name, uint64_t rows)
{
    bool whole;
    uint64_t lines;
    char have[32], due[32];
    const char *path = in(v, name);
    if (!count_lines(path, &lines, &whole) || (!lines && !whole)) return; /* said already */
    text_grouped(have, sizeof have, lines);
    text_grouped(due, sizeof due, rows + 1);
    if (lines != rows + 1)
        error_add(v->errors, HG_E_INPUT, path, 0, 0,
                  "was changed after the run: %s lines, the record makes %s", have, due);
    else if (!whole)
        error_add(v->errors, HG_E_INPUT, path, 0, 0,
                  "was changed after the run: something stands behind its last line");
}

static void check_lengths(const verifying *v)
{
    const record_schema *s = &v->record->schema;
    uint64_t cells = 0, twins = 0;
    for (uint32_t i = 0; i < s->n_arms; i++)
        *(s->arms[i].twin_of == HG_NOBODY ? &cells : &twins) += s->arms[i].sessions;
    check_rows(v, "sessions.csv", cells);
    check_rows(v, "parties.csv", cells * s->n_parties);
    if (twins) check_rows(v, "twins.csv", twins);
}

int run_dir_verify(arena *a, const char *path, const record *r, error_list *errors)
{
    verifying v = {.arena = a, .path = path, .record = r, .errors = errors};
    if (!read_manifest(&v)) return HG_E_INPUT;
    check_status(&v);
    check_inputs(&v);
    if (is_complete(&v) || r->complete) check_tables(&v);
    if (is_complete(&v) && r->complete) check_lengths(&v);
    return error_first_code(errors);
}
