/* Which words of a command are files, and what of them counts. */
#include "check.h"

#include "seat/command_files.h"

#include <sys/stat.h>
#include <unistd.h>

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    (void)fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static int enter(void **state)
{
    static char folder[] = "/tmp/higgle-command-XXXXXX";
    *state = mkdtemp(folder);
    if (!*state || chdir(folder) != 0) return -1;
    write_file("agent.py", "one");
    write_file("my agent.py", "two");
    write_file("tool", "three");
    write_file("python3", "not the one that the shell finds");
    return mkdir("folder", 0777);
}

static int leave(void **state)
{
    static const char *const files[] = {"agent.py", "my agent.py", "tool", "python3"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) (void)unlink(files[i]);
    (void)rmdir("folder");
    return chdir("/") || rmdir(*state);
}

static const struct {
    const char *command, *names; /* joined by '|' */
} cases[] = {
    {"python3 agent.py", "agent.py"},
    {"python3 -u agent.py --beta 0.3", "agent.py"},
    {"./tool", "./tool"},
    {"tool agent.py", "agent.py"},
    {"python3 'my agent.py'", "my agent.py"},
    {"python3 \"my agent.py\" x", "my agent.py"},
    {"python3 my\\ agent.py", "my agent.py"},
    {"python3 agent.py agent.py", "agent.py"},
    {"./tool<agent.py>none", "./tool|agent.py"},
    {"sleep 1; ./tool | python3 agent.py", "./tool|agent.py"},
    {"python3 folder", ""},
    {"python3 missing.py", ""},
    {"python3 'agent.py", "agent.py"}, /* the shell will say what is wrong with it */
    {"python3 $HOME *.py", ""},
    {"", ""},
    {" \t ", ""},
    {"\\", ""},
};

static void words_that_are_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a;
        const seat_file *files;
        arena_init(&a);
        uint32_t n = command_files(&a, cases[i].command, &files);
        const char *names = "";
        for (uint32_t k = 0; k < n; k++)
            names = arena_format(&a, "%s%s%s", names, k ? "|" : "", files[k].name);
        if (strcmp(names, cases[i].names) != 0)
            fail_msg("%s: %s instead of %s", cases[i].command, names, cases[i].names);
        arena_fini(&a);
    }
}

static uint64_t hash_of(const char *command)
{
    arena a;
    const seat_file *files;
    arena_init(&a);
    assert_int_equal(command_files(&a, command, &files), 1);
    uint64_t hash = files->hash;
    arena_fini(&a);
    return hash;
}

static void bytes_count_not_names(void **state)
{
    (void)state;
    uint64_t before = hash_of("python3 agent.py");
    assert_true(hash_of("sh agent.py x") == before);
    assert_true(hash_of("python3 ./agent.py") == before);
    write_file("agent.py", "another");
    assert_true(hash_of("python3 agent.py") != before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_are_files),
        cmocka_unit_test(bytes_count_not_names),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
