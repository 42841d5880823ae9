/* The run directory: its manners, its manifest, and that what lies in it runs again. */
#include "run_fixture.h"

#include "record/reader.h"
#include "run/directory.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const small[] = {"sessions=3", "block=40", NULL};
static char home[256], work[] = "test_run_directory.XXXXXX";

/* ---- a folder of its own for each test ---- */

static int enter(void **state)
{
    (void)state;
    strcpy(work + sizeof work - 7, "XXXXXX");
    return getcwd(home, sizeof home) && mkdtemp(work) && chdir(work) == 0 ? 0 : -1;
}

static void remove_tree(const char *path)
{
    struct stat about;
    if (lstat(path, &about) != 0) return;
    if (!S_ISDIR(about.st_mode)) {
        unlink(path);
        return;
    }
    DIR *dir = opendir(path);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        char child[1024];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        snprintf(child, sizeof child, "%s/%s", path, e->d_name);
        remove_tree(child);
    }
    if (dir) closedir(dir);
    rmdir(path);
}

static int leave(void **state)
{
    (void)state;
    if (chdir(home) != 0) return -1;
    remove_tree(work);
    return 0;
}

/* ---- helpers ---- */

static run_dir create(planned *p, const char *out)
{
    run_dir dir;
    int code = run_dir_create(&p->arena, &p->plan, out, &dir, &p->errors);
    if (code) error_print(&p->errors, stderr);
    assert_int_equal(code, HG_E_OK);
    return dir;
}

static void fill(planned *p, run_dir *dir, uint64_t have)
{
    block_store blocks = {.ctx = dir, .have = have, .write = run_dir_write};
    run_options options = {.workers = 2};
    tally t;
    assert_int_equal(run_missing(&p->plan, &blocks, &options, &t, &p->errors), HG_E_OK);
    assert_int_equal(run_dir_finish(dir, &p->plan, &p->errors), HG_E_OK);
    run_dir_close(dir);
}

static buf bytes_of(const char *path)
{
    buf b;
    int c;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    buf_init(&b);
    while ((c = getc(file)) != EOF) buf_byte(&b, (uint8_t)c);
    fclose(file);
    return b;
}

static const char *in(planned *p, const run_dir *dir, const char *name)
{
    return arena_format(&p->arena, "%s/%s", dir->path, name);
}

static bool exists(const char *path) { return access(path, F_OK) == 0; }

static void assert_same_files(const char *a, const char *b)
{
    buf x = bytes_of(a), y = bytes_of(b);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    buf_fini(&x);
    buf_fini(&y);
}

/* ---- tests ---- */

static void a_new_directory_per_run(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    char last[256] = "", hash[8];
    run_dir one = create(p, NULL), two = create(p, NULL);
    snprintf(hash, sizeof hash, "-%04x", (unsigned)(p->plan.schema.identity & 0xffff));
    assert_int_equal(strncmp(one.path, "runs/leverage-2", 15), 0);
    assert_int_equal(strlen(one.path), strlen("runs/leverage-20261122T1107-3f9c"));
    assert_string_equal(one.path + strlen(one.path) - 5, hash);
    assert_string_not_equal(one.path, two.path);
    assert_true(readlink("runs/last", last, sizeof last - 1) > 0);
    assert_string_equal(arena_format(&p->arena, "runs/%s", last), two.path);
    static const char *const files[] = {"config.yaml", "log.msgpack", "inputs/split-the-pie.yaml",
                                        "inputs/leverage.yaml"};
    for (size_t i = 0; i < 4; i++) assert_true(exists(in(p, &one, files[i])));
    assert_same_files(in(p, &one, "inputs/leverage.yaml"),
                      SOURCE_DIR "/scenarios/experiments/leverage.yaml");
    assert_same_files(in(p, &one, "inputs/split-the-pie.yaml"), SPLIT_THE_PIE);
    close(one.log);
    close(two.log);
    planned_free(p);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    run_dir dir;
    assert_int_equal(mkdir("empty", 0777), 0);
    assert_int_equal(mkdir("mine", 0777), 0);
    fclose(fopen("mine/thesis.txt", "w"));
    dir = create(p, "empty");
    close(dir.log);
    dir = create(p, "fresh");
    close(dir.log);
    assert_false(exists("runs/last"));
    static const char *const refused[] = {"mine", "fresh", "mine/thesis.txt"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(run_dir_create(&p->arena, &p->plan, refused[i], &dir, &p->errors),
                         HG_E_USAGE);
        assert_non_null(strstr(p->errors.items[i].text, "nothing is overwritten"));
    }
    assert_false(exists("mine/config.yaml"));
    dir = create(p, "no/such/place"); /* folders above it are made, but not out of a file */
    close(dir.log);
    assert_int_equal(run_dir_create(&p->arena, &p->plan, "mine/thesis.txt/x", &dir, &p->errors),
                     HG_E_IO);
    planned_free(p);
}

static void the_record_is_complete(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    run_dir dir = create(p, NULL);
    record r;
    fill(p, &dir, 0);
    assert_int_equal(record_open(&p->arena, in(p, &dir, "log.msgpack"), &r, &p->errors), HG_E_OK);
    assert_true(r.complete && r.blocks == p->plan.blocks);
    assert_true(r.schema.identity == p->plan.schema.identity);
    assert_string_equal(r.schema.config, p->plan.schema.config);
    row last;
    assert_true(record_row(&r, p->plan.jobs - 1, &last));
    assert_true(last.session == p->plan.jobs - 1);
    assert_int_equal(last.arm, p->plan.n_arms - 1);
    record_close(&r);
    planned_free(p);
}

static void the_manifest(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    run_dir dir = create(p, "out");
    json_error_t wrong;
    run_info info = {.command_line = "higgle sweep \"leverage\"",
                     .status = "interrupted",
                     .seconds = 1.5,
                     .workers = 2,
                     .tally = {.sessions = 40, .deals = 39, .faults = 1, .offers = 1000}};
    assert_int_equal(run_dir_manifest(&dir, &p->plan, &info, &p->errors), HG_E_OK);
    json_t *m = json_load_file("out/manifest.json", 0, &wrong);
    assert_non_null(m);
    assert_string_equal(json_string_value(json_object_get(m, "status")), "interrupted");
    assert_string_equal(json_string_value(json_object_get(m, "command_line")),
                        "higgle sweep \"leverage\"");
    assert_int_equal(json_integer_value(json_object_get(m, "seed")), 1);
    assert_int_equal(json_integer_value(json_object_get(m, "sessions")), p->plan.jobs);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(m, "done"), "faults")), 1);
    assert_near(json_real_value(json_object_get(m, "seconds")), 1.5, 0);
    json_decref(m);
    info.status = "complete"; /* replaced as a whole; no draft stays behind */
    assert_int_equal(run_dir_manifest(&dir, &p->plan, &info, &p->errors), HG_E_OK);
    m = json_load_file("out/manifest.json", 0, &wrong);
    assert_string_equal(json_string_value(json_object_get(m, "status")), "complete");
    json_decref(m);
    assert_false(exists("out/manifest.json.new"));
    close(dir.log);
    planned_free(p);
}

/* config.yaml, from inside the directory, gives the same bytes. */
static void it_runs_again(void **state)
{
    (void)state;
    static const char *const here[] = {".", NULL};
    planned *p = plan_file("leverage", RECORD_FULL, small), *again = planned_new();
    run_dir dir = create(p, "first"), other;
    fill(p, &dir, 0);
    assert_int_equal(chdir("first"), 0);
    assert_int_equal(experiment_load(&again->arena, "config.yaml", here, NULL, 0,
                                     &again->experiment, &again->errors),
                     HG_E_OK);
    assert_int_equal(
        plan_build(&again->arena, &again->experiment, RECORD_FULL, &again->plan, &again->errors),
        HG_E_OK);
    assert_true(again->plan.schema.identity == p->plan.schema.identity);
    other = create(again, "../second");
    fill(again, &other, 0);
    assert_int_equal(chdir(".."), 0);
    assert_same_files("first/log.msgpack", "second/log.msgpack");
    assert_same_files("first/config.yaml", "second/config.yaml");
    planned_free(again);
    planned_free(p);
}

/* Cut anywhere, it goes on to the very bytes of the uninterrupted run. */
static void an_interrupted_run_goes_on(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    run_dir whole = create(p, "whole");
    fill(p, &whole, 0);
    buf all = bytes_of("whole/log.msgpack");
    for (int i = 1; i <= 5; i++) {
        const char *name = arena_format(&p->arena, "cut-%d", i);
        run_dir dir = create(p, name);
        size_t size = all.size * (size_t)i / 5 - 1, head = (size_t)lseek(dir.log, 0, SEEK_CUR);
        uint64_t have;
        tally done;
        assert_true(size > head);
        assert_int_equal(run_dir_write(&dir, 0, all.data + head, size - head), 0);
        close(dir.log);
        run_dir_close(&dir);
        assert_int_equal(run_dir_resume(&p->arena, &p->plan, name, &dir, &have, &done, &p->errors),
                         HG_E_OK);
        assert_true(i == 5 ? have == p->plan.blocks : have < p->plan.blocks);
        fill(p, &dir, have);
        assert_same_files("whole/log.msgpack", in(p, &dir, "log.msgpack"));
    }
    buf_fini(&all);
    planned_free(p);
}

static void only_the_same_plan_goes_on(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    planned *other =
        plan_file("leverage", RECORD_FULL, (const char *const[]){"sessions=3", "seed=2", NULL});
    run_dir dir = create(p, "one");
    uint64_t have;
    tally done;
    close(dir.log);
    run_dir_close(&dir);
    assert_int_equal(run_dir_resume(&p->arena, &other->plan, "one", &dir, &have, &done, &p->errors),
                     HG_E_USAGE);
    assert_non_null(strstr(p->errors.items[0].text, "another plan"));
    assert_int_equal(run_dir_resume(&p->arena, &p->plan, "one", &dir, &have, &done, &p->errors),
                     HG_E_OK);
    assert_true(have == 0);
    fill(p, &dir, have);
    assert_int_equal(run_dir_resume(&p->arena, &p->plan, "one", &dir, &have, &done, &p->errors),
                     HG_E_OK);
    assert_true(have == p->plan.blocks && done.sessions == p->plan.jobs && dir.log < 0);
    run_dir_close(&dir);
    assert_int_equal(run_dir_resume(&p->arena, &p->plan, "none", &dir, &have, &done, &p->errors),
                     HG_E_IO);
    planned_free(other);
    planned_free(p);
}

static const char *last_error(const planned *p)
{
    return p->errors.items[p->errors.count - 1].text;
}

/* Two that write into one directory would spoil both. */
static void one_at_a_time(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_FULL, small);
    run_dir first = create(p, "one"), second;
    uint64_t have;
    tally done;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            run_dir_resume(&p->arena, &p->plan, "one", &second, &have, &done, &p->errors),
            HG_E_USAGE);
        assert_string_equal(last_error(p), "another higgle writes here");
        assert_true(second.log < 0 && second.lock < 0);
    }
    close(first.log);
    run_dir_close(&first);
    assert_int_equal(run_dir_resume(&p->arena, &p->plan, "one", &second, &have, &done, &p->errors),
                     HG_E_OK);
    close(second.log);
    run_dir_close(&second);
    planned_free(p);
}

static void runs_are_found(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    assert_null(run_dir_find(&p->arena, "last", &p->errors));
    assert_non_null(strstr(last_error(p), "runs/ holds none"));
    run_dir one = create(p, NULL), away = create(p, "away");
    const char *name = one.path + strlen("runs/");
    assert_string_equal(run_dir_find(&p->arena, "last", &p->errors), "runs/last");
    assert_string_equal(run_dir_find(&p->arena, name, &p->errors), one.path);
    assert_string_equal(run_dir_find(&p->arena, one.path, &p->errors), one.path);
    assert_string_equal(run_dir_find(&p->arena, "lev", &p->errors), one.path);
    assert_string_equal(run_dir_find(&p->arena, "away", &p->errors), "away");
    assert_null(run_dir_find(&p->arena, "", &p->errors));
    char *typo = arena_text(&p->arena, name);
    typo[0] = 'k';
    assert_null(run_dir_find(&p->arena, typo, &p->errors));
    assert_non_null(strstr(last_error(p), arena_format(&p->arena, "did you mean \"%s\"?", name)));
    run_dir two = create(p, NULL);
    assert_null(run_dir_find(&p->arena, "lev", &p->errors));
    assert_non_null(strstr(last_error(p), "2 runs begin with \"lev\""));
    close(one.log);
    close(two.log);
    close(away.log);
    planned_free(p);
}

/* ---- what does not belong together ---- */

static void write_lines(const char *path, uint64_t n)
{
    FILE *to = fopen(path, "w");
    assert_non_null(to);
    for (uint64_t i = 0; i < n; i++) fputs("a line\n", to);
    assert_int_equal(fclose(to), 0);
}

/* The first error of holding what lies in "one" against its record; "" without one. */
static const char *verify(planned *p, bool complete)
{
    record r;
    error_list_fini(&p->errors);
    error_list_init(&p->errors);
    assert_int_equal(record_open(&p->arena, "one/log.msgpack", &r, &p->errors), HG_E_OK);
    assert_int_equal(r.complete, complete);
    int code = run_dir_verify(&p->arena, "one", &r, &p->errors);
    assert_int_equal(code, p->errors.errors ? HG_E_INPUT : HG_E_OK);
    record_close(&r);
    for (size_t i = 0; i < p->errors.count; i++)
        if (p->errors.items[i].severity == ERROR_ERROR) return p->errors.items[i].text;
    return "";
}

static planned *complete_run(void)
{
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    run_dir dir = create(p, "one");
    run_info info = {.command_line = "higgle sweep leverage", .status = "complete"};
    assert_int_equal(run_dir_manifest(&dir, &p->plan, &info, &p->errors), HG_E_OK);
    fill(p, &dir, 0);
    return p;
}

static void tables_are_as_long_as_the_record(void **state)
{
    (void)state;
    planned *p = complete_run();
    uint64_t cells = 0, twins = 0;
    for (uint32_t i = 0; i < p->plan.n_arms; i++) {
        const arm *a = &p->plan.arms[i].arm;
        *(a->twin_of == HG_NOBODY ? &cells : &twins) += a->sessions;
    }
    const struct {
        const char *path;
        uint64_t rows;
    } tables[] = {
        {"one/sessions.csv", cells}, {"one/parties.csv", 2 * cells}, {"one/twins.csv", twins}};
    for (size_t i = 0; i < 3; i++) write_lines(tables[i].path, tables[i].rows + 1);
    write_lines("one/trajectories.csv", 3);
    write_lines("one/columns.csv", 3);
    write_lines("one/README.md", 3);
    assert_string_equal(verify(p, true), "");
    for (size_t i = 0; i < 3; i++) {
        write_lines(tables[i].path, tables[i].rows + 2);
        assert_non_null(strstr(verify(p, true), "was changed after the run"));
        write_lines(tables[i].path, tables[i].rows);
        assert_non_null(strstr(verify(p, true), "was changed after the run"));
        write_lines(tables[i].path, tables[i].rows + 1);
    }
    assert_string_equal(verify(p, true), "");
    planned_free(p);
}

static void a_complete_run_has_a_whole_record(void **state)
{
    (void)state;
    planned *p = complete_run();
    struct stat about;
    assert_string_equal(verify(p, true), "");
    assert_int_equal(stat("one/log.msgpack", &about), 0);
    assert_int_equal(truncate("one/log.msgpack", about.st_size - 1), 0);
    assert_non_null(strstr(verify(p, false), "damaged: the manifest says complete"));
    planned_free(p);
}

/* What may not stand in a file's name does not. */
static void names_are_made_safe(void **state)
{
    (void)state;
    planned *p = plan_file("leverage", RECORD_SESSIONS, small);
    static const char *const names[] = {"../../etc", "a b/c", "..", ""};
    for (size_t i = 0; i < 4; i++) {
        p->plan.schema.name = names[i];
        run_dir dir = create(p, NULL);
        assert_int_equal(strncmp(dir.path, "runs/", 5), 0);
        assert_null(strchr(dir.path + 5, '/'));
        assert_int_not_equal(dir.path[5], '.');
        close(dir.log);
    }
    planned_free(p);
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_new_directory_per_run),
        IN_A_FOLDER(nothing_is_overwritten),
        IN_A_FOLDER(the_record_is_complete),
        IN_A_FOLDER(the_manifest),
        IN_A_FOLDER(it_runs_again),
        IN_A_FOLDER(an_interrupted_run_goes_on),
        IN_A_FOLDER(only_the_same_plan_goes_on),
        IN_A_FOLDER(one_at_a_time),
        IN_A_FOLDER(runs_are_found),
        IN_A_FOLDER(tables_are_as_long_as_the_record),
        IN_A_FOLDER(a_complete_run_has_a_whole_record),
        IN_A_FOLDER(names_are_made_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
