/* The run directory. The only place of the room that touches files and the calendar: the time goes
 * into the directory's name and the manifest, never into the record. Must not know how blocks come
 * about. */
#include "run/directory.h"

#include "base/text.h"
#include "record/reader.h"
#include "run/config.h"
#include "run/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RUNS     "runs"
#define LOG      "log.msgpack"
#define SAME_MAX 1000 /* runs of one plan in one minute */

/* ---- where ---- */

static const char *file_name(arena *a, const char *name)
{
    char *clean = arena_text(a, name);
    for (char *p = clean; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr("-_.", *p);
        if (!plain) *p = '-';
    }
    return *clean && *clean != '.' ? clean : "run";
}

static const char *new_name(arena *a, const plan *p)
{
    char stamp[32];
    struct tm local;
    time_t now = time(NULL);
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M", localtime_r(&now, &local));
    return arena_format(a, "%s-%s-%04x", file_name(a, p->schema.name), stamp,
                        (unsigned)(p->schema.identity & 0xffff));
}

/* Swaps the link in one step: whoever looks sees a run. */
static int point_last(arena *a, const char *name, error_list *errors)
{
    const char *draft = arena_format(a, RUNS "/.%s", name);
    unlink(draft);
    if (symlink(name, draft) != 0 || rename(draft, RUNS "/last") != 0) {
        int code = file_error(errors, RUNS "/last", "point at this run");
        unlink(draft);
        return code;
    }
    return HG_E_OK;
}

static int make_new(arena *a, const plan *p, const char **path, error_list *errors)
{
    const char *name = new_name(a, p), *full = NULL;
    if (mkdir(RUNS, 0777) != 0 && errno != EEXIST)
        return file_error(errors, RUNS, "make the folder");
    if (!is_folder(RUNS)) {
        error_add(errors, HG_E_IO, RUNS, 0, 0, "is a file: runs are kept in a folder of this name");
        return HG_E_IO;
    }
    for (int i = 1; i < SAME_MAX; i++) {
        const char *numbered = i == 1 ? name : arena_format(a, "%s-%d", name, i);
        full = arena_format(a, RUNS "/%s", numbered);
        if (mkdir(full, 0777) == 0) {
            *path = full;
            return point_last(a, numbered, errors);
        }
        if (errno != EEXIST) break;
    }
    return file_error(errors, full, "make the folder");
}

static bool is_empty(const char *path)
{
    DIR *dir = opendir(path);
    bool empty = dir != NULL;
    for (const struct dirent *e; empty && (e = readdir(dir));)
        empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (dir) closedir(dir);
    return empty;
}

void run_dir_make_above(arena *a, const char *path)
{
    char *above = arena_text(a, path);
    for (char *slash = above; (slash = strchr(slash + 1, '/'));) {
        *slash = 0;
        (void)mkdir(above, 0777);
        *slash = '/';
    }
}

static int make_given(arena *a, const char *path, error_list *errors)
{
    if (*path) run_dir_make_above(a, path);
    if (mkdir(path, 0777) == 0) return HG_E_OK;
    if (errno != EEXIST) return file_error(errors, path, "make the folder");
    if (is_empty(path)) return HG_E_OK;
    error_add(errors, HG_E_USAGE, path, 0, 0,
              is_folder(path)
                  ? "is there already and not empty; nothing is overwritten: name another folder"
                  : "is a file; nothing is overwritten: name a folder");
    return HG_E_USAGE;
}

/* ---- what stands in it ---- */

/* The files that a plan leaves in its directory as inputs: config.yaml, the scenario, the
 * experiment where there is one. */
#define INPUTS_MAX 3
static size_t name_inputs(arena *a, const plan *p, const char *names[INPUTS_MAX])
{
    const experiment *e = p->experiment;
    const char *file = e->root->file, *scenario_file = p->schema.scenario_file;
    names[0] = "config.yaml";
    names[1] = scenario_file;
    if (!file || strcmp(file, e->scenario_root->file) == 0) return 2; /* a single scenario */
    names[2] = arena_format(a, "inputs/%s", text_base_name(file));
    if (strcmp(names[2], scenario_file) == 0)
        names[2] = arena_format(a, "inputs/experiment-%s", text_base_name(file));
    return 3;
}

static int write_inputs(arena *a, const plan *p, const char *path, error_list *errors)
{
    const experiment *e = p->experiment;
    const char *names[INPUTS_MAX], *to[INPUTS_MAX] = {0};
    const char *inputs = arena_format(a, "%s/inputs", path);
    size_t n = name_inputs(a, p, names);
    for (size_t i = 0; i < n; i++) to[i] = arena_format(a, "%s/%s", path, names[i]);
    if (mkdir(inputs, 0777) != 0) return file_error(errors, inputs, "make the folder");
    int code = file_write(a, to[0], p->schema.config, strlen(p->schema.config), errors);
    if (!code) code = file_copy(a, e->scenario_path, to[1], p->schema.scenario, errors);
    if (!code && n > 2) code = file_copy(a, e->root->file, to[2], NULL, errors);
    return code;
}

static int open_log(arena *a, const plan *p, run_dir *dir, error_list *errors)
{
    const char *path = arena_format(a, "%s/" LOG, dir->path);
    dir->log = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (dir->log < 0) return file_error(errors, path, "create the record");
    buf out;
    buf_init(&out);
    config_first_frame(p, &out);
    int code = file_write_all(dir->log, out.data, out.size);
    buf_fini(&out);
    if (code) return file_error(errors, path, "write the record");
    return HG_E_OK;
}

/* On the folder, for the lock must outlive the record. Where a file system knows no locks, two may
 * meet: that is no reason not to run. */
static int lock_folder(run_dir *dir, error_list *errors)
{
    dir->lock = open(dir->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir->lock < 0 || flock(dir->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return HG_E_OK;
    run_dir_close(dir);
    error_add(errors, HG_E_USAGE, dir->path, 0, 0, "another higgle writes here");
    return HG_E_USAGE;
}

void run_dir_close(run_dir *dir)
{
    if (dir->lock >= 0) close(dir->lock);
    dir->lock = -1;
}

int run_dir_create(arena *a, const plan *p, const char *out, run_dir *dir, error_list *errors)
{
    *dir = (run_dir){.path = out, .log = -1, .lock = -1};
    int code = out ? make_given(a, out, errors) : make_new(a, p, &dir->path, errors);
    if (!code) code = lock_folder(dir, errors);
    if (!code) code = write_inputs(a, p, dir->path, errors);
    if (!code) code = open_log(a, p, dir, errors);
    return code;
}

static bool count_row(void *ctx, const row *r)
{
    tally *t = ctx;
    t->sessions++;
    t->deals += r->result == HG_RESULT_DEAL;
    t->faults += r->result == HG_RESULT_AGENT_ERROR;
    t->offers += r->offers;
    return true;
}

int run_dir_resume(arena *a, const plan *p, const char *path, run_dir *dir, uint64_t *have,
                   tally *done, error_list *errors)
{
    record r;
    const char *log = arena_format(a, "%s/" LOG, path);
    *dir = (run_dir){.path = arena_text(a, path), .log = -1, .lock = -1};
    int code = lock_folder(dir, errors);
    if (!code) code = record_open(a, log, &r, errors);
    if (code) {
        run_dir_close(dir);
        return code;
    }
    bool same = r.schema.identity == p->schema.identity, complete = r.complete;
    off_t good = (off_t)r.good;
    *have = r.blocks;
    *done = (tally){0};
    if (same) (void)record_each_row(&r, count_row, done);
    record_close(&r);
    if (!same) {
        run_dir_close(dir);
        error_add(errors, HG_E_USAGE, path, 0, 0,
                  "holds another plan: other inputs, agents or version");
        return HG_E_USAGE;
    }
    if (complete) return HG_E_OK;
    dir->log = open(log, O_WRONLY | O_CLOEXEC);
    if (dir->log < 0 || ftruncate(dir->log, good) != 0 || lseek(dir->log, good, SEEK_SET) != good)
        return file_error(errors, log, "go on with the record");
    return HG_E_OK;
}

int run_dir_write(void *run_directory, uint64_t block, const uint8_t *data, size_t size)
{
    const run_dir *dir = run_directory;
    (void)block; /* they come in order */
    return file_write_all(dir->log, data, size);
}

int run_dir_finish(run_dir *dir, const plan *p, error_list *errors)
{
    buf out;
    buf_init(&out);
    config_last_frame(p, &out);
    int code = file_write_all(dir->log, out.data, out.size);
    buf_fini(&out);
    if (!code && fsync(dir->log) != 0) code = HG_E_IO;
    if (close(dir->log) != 0) code = HG_E_IO;
    dir->log = -1;
    return code ? file_error(errors, dir->path, "finish the record") : HG_E_OK;
}
