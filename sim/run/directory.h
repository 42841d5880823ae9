/* The run directory: manifest, resolved configuration, inputs, the record. Nothing is overwritten:
 * a new directory per run. */
#ifndef RUN_DIRECTORY_H
#define RUN_DIRECTORY_H
#include "record/reader.h"
#include "run/run.h"

typedef struct run_dir {
    const char *path; /* "runs/leverage-20261122T1107-3f9c" */
    int log;          /* open file */
    int lock;         /* the open folder, locked: who else would write here is refused; -1: none */
} run_dir;

typedef struct run_info {              /* for the manifest; none of it enters the record */
    const char *command_line, *status; /* running | complete | interrupted */
    double seconds;
    uint32_t workers;
    tally tally;
} run_info;

/* out: NULL = runs/NAME-TIME-HASH below the current folder, and runs/last points at it. Folders
 * above it are made; one that exists and is not empty is refused. */
int run_dir_create(arena *, const plan *, const char *out, run_dir *, error_list *) HG_MUST_CHECK;
/* The folders above a path; that one of them cannot be made shows when the path itself is made. */
void run_dir_make_above(arena *, const char *path);
/* The lock goes; whatever is to stand in the directory does by now. */
void run_dir_close(run_dir *);
int run_dir_manifest(const run_dir *, const plan *, const run_info *,
                     error_list *) HG_MUST_CHECK; /* written to a temporary name, then renamed */
/* Goes on with a run that was interrupted: the same plan (by identity), opened where its last
 * complete block ends; what stands behind it is cut off. *have: blocks that are there, *done: what
 * ran in them. A record that is whole is left alone: log is -1. */
int run_dir_resume(arena *, const plan *, const char *path, run_dir *, uint64_t *have, tally *done,
                   error_list *) HG_MUST_CHECK;
/* A text of the manifest, "status"; NULL: there is none. */
const char *run_dir_manifest_text(arena *, const char *path, const char *key);
int run_dir_write(void *run_dir, uint64_t block, const uint8_t *data,
                  size_t size); /* a block_store.write; errno tells why it failed */
int run_dir_finish(run_dir *, const plan *,
                   error_list *) HG_MUST_CHECK; /* END frame, fsync, close */
/* RUN as the user names it: a directory, a prefix of a name in runs/, `last`. NULL + error with the
 * nearest, or with all that begin so. */
const char *run_dir_find(arena *, const char *name, error_list *);
bool run_dir_is(arena *, const char *name); /* a run directory, or the whole name of one in runs/ */
/* How many runs in runs/ begin so, and which; sorted. */
size_t run_dir_matches(arena *, const char *prefix, const char *const **names);
/* Does what lies beside a record agree with it: the manifest, the inputs by their hashes? Tables
 * that are missing are a warning, since the record makes them again. */
int run_dir_verify(arena *, const char *path, const record *, error_list *) HG_MUST_CHECK;
#endif
