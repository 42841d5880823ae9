/* manifest.json: who ran what, when, with which program, and how far it came. Everything here may
 * differ between two runs of the same plan; nothing of it is in the record. */
#include "run/directory.h"

#include "base/hash.h"
#include "base/json.h"
#include "record/frame.h"
#include "run/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef HIGGLE_GIT
#define GIT HIGGLE_GIT
#else
#define GIT NULL
#endif

#if defined(__clang__)
#define COMPILER __VERSION__ /* "Clang 14.0.6" */
#elif defined(__GNUC__)
#define COMPILER "GCC " __VERSION__
#else
#define COMPILER NULL
#endif

static void put_text(json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_string(j, text);
}

static void put_uint(json *j, const char *key, uint64_t x)
{
    json_key(j, key);
    json_uint(j, x);
}

static void put_hash(json *j, const char *key, uint64_t hash)
{
    char text[17];
    snprintf(text, sizeof text, "%016llx", (unsigned long long)hash);
    put_text(j, key, text);
}

static void put_now(json *j, const char *key)
{
    char text[32];
    struct tm utc;
    time_t now = time(NULL);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    put_text(j, key, text);
}

static void put_program(json *j, const run_info *info)
{
    put_uint(j, "schema", RECORD_VERSION);
    put_text(j, "git", GIT);
    put_text(j, "compiler", COMPILER);
    put_text(j, "command_line", info->command_line);
    put_now(j, "written");
}

static void put_input(json *j, arena *a, const char *dir, const char *name)
{
    buf bytes;
    buf_init(&bytes);
    if (file_read(arena_format(a, "%s/%s", dir, name), &bytes))
        put_hash(j, name, hash64(0, bytes.data, bytes.size));
    buf_fini(&bytes);
}

static int is_input(const struct dirent *e) { return e->d_name[0] != '.'; }

/* The files as they lie there, so that a later change shows. */
static void put_inputs(json *j, const char *dir, arena *a)
{
    struct dirent **found;
    int n = scandir(arena_format(a, "%s/inputs", dir), &found, is_input, alphasort);
    json_key(j, "inputs");
    json_object(j);
    put_input(j, a, dir, "config.yaml");
    for (int i = 0; i < n; i++) {
        put_input(j, a, dir, arena_format(a, "inputs/%s", found[i]->d_name));
        free(found[i]);
    }
    if (n >= 0) free(found);
    json_end_object(j);
}

static void put_plan(json *j, const record_schema *s)
{
    put_text(j, "name", s->name);
    put_text(j, "version", s->version);
    put_text(j, "level", s->level);
    put_uint(j, "seed", s->seed);
    put_uint(j, "arms", s->n_arms);
    put_uint(j, "sessions", s->jobs);
    put_uint(j, "blocks", s->blocks);
    put_uint(j, "sessions_per_block", s->block);
    put_hash(j, "identity", s->identity);
}

static const seat_file *file_of(const plan *p, const char *name)
{
    for (uint32_t i = 0; i < p->n_seats; i++)
        for (uint32_t k = 0; k < p->seats[i].n_files; k++)
            if (strcmp(p->seats[i].files[k].name, name) == 0) return &p->seats[i].files[k];
    return NULL;
}

/* Agents that are not built in: the file that played, and where it lay. */
static void put_files(json *j, const plan *p)
{
    const record_schema *s = &p->schema;
    json_key(j, "agents");
    json_object(j);
    for (uint32_t i = 0; i < s->n_files; i++) {
        json_key(j, s->files[i].name);
        json_object(j);
        const seat_file *played = file_of(p, s->files[i].name);
        if (played) put_text(j, "file", played->path);
        put_hash(j, "hash", s->files[i].hash);
        json_end_object(j);
    }
    json_end_object(j);
}

static void put_course(json *j, const run_info *info)
{
    put_text(j, "status", info->status);
    put_uint(j, "workers", info->workers);
    json_key(j, "seconds");
    json_double(j, info->seconds);
    json_key(j, "done");
    json_object(j);
    put_uint(j, "sessions", info->tally.sessions);
    put_uint(j, "deals", info->tally.deals);
    put_uint(j, "faults", info->tally.faults);
    put_uint(j, "offers", info->tally.offers);
    json_end_object(j);
}

int run_dir_manifest(const run_dir *dir, const plan *p, const run_info *info, error_list *errors)
{
    buf out;
    json j;
    arena names;
    buf_init(&out);
    arena_init(&names);
    json_init(&j, &out, true);
    json_object(&j);
    put_program(&j, info);
    put_plan(&j, &p->schema);
    put_inputs(&j, dir->path, &names);
    if (p->schema.n_files) put_files(&j, p);
    put_course(&j, info);
    json_end_object(&j);
    buf_byte(&out, '\n');
    const char *path = arena_format(&names, "%s/manifest.json", dir->path);
    int code = file_write(&names, path, out.data, out.size, errors);
    arena_fini(&names);
    buf_fini(&out);
    return code;
}
