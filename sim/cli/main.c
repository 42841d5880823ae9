/* higgle: the command line. Finds the command, parses its options, runs it, and turns its code into
 * the exit status. */
#include "cli/play/execute.h"
#include "cli/play/signals.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

/* The folders of scenarios to search: the user's own ($HIGGLE_SCENARIOS), then those that come with
 * this binary: beside it when installed (../share/higgle), above it in a build tree. */
static const char *const *scenario_dirs(arena *a)
{
    char exe[PATH_MAX];
    size_t size = sizeof exe;
    const char **dirs = arena_array(a, 8, sizeof *dirs);
    size_t n = 0;
    const char *own = getenv("HIGGLE_SCENARIOS");
    if (own && *own) dirs[n++] = own;
    if (uv_exepath(exe, &size) != 0) return dirs;
    for (int up = 0; up < 4 && n < 6; up++) {
        char *slash = strrchr(exe, '/');
        if (!slash) break;
        *slash = 0;
        const char *installed = arena_format(a, "%s/share/higgle/scenarios", exe);
        const char *tree = arena_format(a, "%s/scenarios", exe);
        if (access(installed, R_OK) == 0) dirs[n++] = installed;
        if (access(tree, R_OK) == 0) dirs[n++] = tree;
    }
    return dirs;
}

static const char *command_line(arena *a, int argc, char **argv)
{
    const char *line = "higgle";
    for (int i = 1; i < argc; i++) line = arena_format(a, "%s %s", line, shell_word(a, argv[i]));
    return line;
}

static int unknown_command(cli *c, const char *word)
{
    size_t n = 0;
    while (commands()[n]) n++;
    const char **names = arena_array(&c->arena, n, sizeof *names);
    for (size_t i = 0; i < n; i++) names[i] = commands()[i]->name;
    if (*word == '-')
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "the first word is a command, its options follow it: higgle COMMAND %s; see "
                  "higgle help",
                  word);
    else
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "higgle has no command \"%s\"%s", word,
                  cli_nearest(&c->arena, word, names, n, "; see higgle help"));
    return cli_fail(c);
}

/* Before the options of a command are known: is a program listening? */
static bool wants_json(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--json")) return true;
    return false;
}

static int run_command(cli *c, int argc, char **argv)
{
    c->json = wants_json(argc, argv);
    if (!c->command) return unknown_command(c, argv[1]);
    if (options_parse(c, argc - 2, argv + 2) != HG_E_OK) return cli_fail(c);
    if (option_flag(c, "help")) {
        help_command(c->command, stdout);
        return HG_E_OK;
    }
    return c->command->run(c);
}

/* A standard stream that its caller closed would be the next file opened, and written into. In its
 * place stands one that cannot be written, so that a result that nobody gets is an error; only
 * messages may get lost. */
static void open_closed_streams(void)
{
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++) {
        int how = i == STDOUT_FILENO ? O_RDONLY : O_RDWR;
        if (fcntl(i, F_GETFD) < 0 && errno == EBADF && open("/dev/null", how) != i) _exit(-HG_E_IO);
    }
}

/* What is still in the buffer may not fit on the disk. Where an earlier write failed, another one
 * tells why. */
static int finish_output(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    if (!errno && write(STDOUT_FILENO, "\n", 1) == 1) errno = EIO;
    fprintf(stderr, "error: cannot write the result: %s\n",
            errno == EBADF ? "standard output is closed" : strerror(errno));
    return HG_E_IO;
}

int main(int argc, char **argv)
{
    open_closed_streams();
    if (argc < 2) {
        help_overview(stderr);
        return -HG_E_USAGE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
    cli c = {.command = command_find(name)};
    arena_init(&c.arena);
    error_list_init(&c.errors);
    c.command_line = command_line(&c.arena, argc, argv);
    c.scenario_dirs = scenario_dirs(&c.arena);
    int code = run_command(&c, argc, argv);
    if (code == INTERRUPTED) code = -(128 + *signals_stop);
    error_list_fini(&c.errors);
    arena_fini(&c.arena);
    return -finish_output(code);
}
