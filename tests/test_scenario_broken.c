/* Broken files: each file of data/broken says in its first lines what must be reported:
 *
 *     # expect: LINE:COLUMN: part of the message      (- for LINE:COLUMN: not in a file)
 *     # set: PATH=VALUE                               as from the command line
 *
 * Nothing else may be reported: one mistake, one message. */
#include <dirent.h>

#include "base/arena.h"
#include "check.h"
#include "scenario/experiment/experiment.h"

#define FOLDER SOURCE_DIR "/tests/data/broken"

static const char *const dirs[] = {SOURCE_DIR "/scenarios", NULL};

typedef struct expectation {
    const char *place, *text;
} expectation;

enum { MOST = 8 };
typedef struct broken {
    arena arena;
    expectation expect[MOST];
    size_t n_expect;
    const char *set[MOST];
    size_t n_set;
} broken;

static bool read_line(const char *line, broken *b)
{
    static const char expect[] = "# expect: ", set[] = "# set: ";
    if (strncmp(line, set, strlen(set)) == 0) {
        b->set[b->n_set++] = arena_text(&b->arena, line + strlen(set));
        return true;
    }
    if (strncmp(line, expect, strlen(expect)) != 0) return false;
    const char *place = line + strlen(expect), *end = strstr(place, ": ");
    assert_non_null(end);
    b->expect[b->n_expect++] = (expectation){arena_textn(&b->arena, place, (size_t)(end - place)),
                                             arena_text(&b->arena, end + 2)};
    return true;
}

static void read_expectations(const char *path, broken *b)
{
    char line[512];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while (b->n_expect < MOST && b->n_set < MOST && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!read_line(line, b)) break;
    }
    (void)fclose(f);
}

static void load(const char *path, broken *b, error_list *errors)
{
    arena *a = &b->arena;
    override sets[MOST];
    for (size_t i = 0; i < b->n_set; i++)
        assert_true(override_parse(a, b->set[i], &sets[i], errors));
    error_list unheard;
    error_list_init(&unheard);
    node *root = node_read_file(a, path, &unheard);
    error_list_fini(&unheard);
    experiment e;
    scenario s;
    int code = experiment_kind_of(root) == 1
                   ? experiment_load(a, path, dirs, sets, b->n_set, &e, errors)
                   : scenario_load(a, path, sets, b->n_set, &s, errors);
    assert_int_equal(code, errors->errors ? HG_E_INPUT : HG_E_OK);
}

static bool matches(const expectation *want, const error *got)
{
    char place[32] = "-";
    if (got->line) snprintf(place, sizeof place, "%u:%u", got->line, got->column);
    return strcmp(place, want->place) == 0 && strstr(got->text, want->text);
}

static bool check_file(const char *name)
{
    char path[512];
    broken b = {0};
    error_list errors;
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    arena_init(&b.arena);
    error_list_init(&errors);
    read_expectations(path, &b);
    load(path, &b, &errors);
    bool good = b.n_expect > 0 && errors.count == b.n_expect;
    for (size_t i = 0; i < b.n_expect; i++) {
        bool found = false;
        for (size_t k = 0; k < errors.count && !found; k++)
            found = matches(&b.expect[i], &errors.items[k]);
        if (!found)
            print_message("%s: missing %s: %s\n", name, b.expect[i].place, b.expect[i].text);
        good &= found;
    }
    if (!good) {
        error_sort(&errors);
        error_print(&errors, stderr);
    }
    error_list_fini(&errors);
    arena_fini(&b.arena);
    return good;
}

static void every_broken_file_is_explained(void **state)
{
    (void)state;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    size_t files = 0, bad = 0;
    for (struct dirent *e; (e = readdir(folder));) {
        if (e->d_name[0] == '.') continue;
        files++;
        bad += !check_file(e->d_name);
    }
    (void)closedir(folder);
    print_message("%zu broken files\n", files);
    assert_true(files >= 25);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_broken_file_is_explained)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
