/* higgle: the command line. Finds the command, parses its options, runs it, and turns its code into
 * the exit status. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/text.h"

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

const char *shell_word(arena *a, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "%+,-./:@_";
    bool assignment =
        strchr(word, '=') && strspn(word, plain) == (size_t)(strchr(word, '=') - word);
    size_t fine = strspn(word, plain);
    if (assignment) fine += 1 + strspn(word + fine + 1, plain);
    if (*word && fine == strlen(word)) return arena_text(a, word);
    buf out;
    buf_init(&out);
    buf_byte(&out, '\'');
    for (const char *s = word; *s; s++)
        if (*s == '\'')
            buf_text(&out, "'\\''");
        else
            buf_byte(&out, (uint8_t)*s);
    buf_text(&out, "'");
    const char *text = arena_textn(a, (const char *)out.data, out.size);
    buf_fini(&out);
    return text;
}

static const char *command_line(arena *a, int argc, char **argv)
{
    const char *line = "higgle";
    for (int i = 1; i < argc; i++) line = arena_format(a, "%s %s", line, shell_word(a, argv[i]));
    return line;
}

void cli_print_json(const buf *out)
{
    fwrite(out->data, 1, out->size, stdout);
    putchar('\n');
}

static void errors_json(const cli *c)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "errors");
    json_array(&j);
    for (size_t i = 0; i < c->errors.count; i++) {
        const error *e = &c->errors.items[i];
        json_object(&j);
        json_key(&j, "severity");
        json_string(&j, e->severity == ERROR_ERROR ? "error" : "warning");
        json_key(&j, "file");
        json_string(&j, e->file);
        json_key(&j, "line");
        json_uint(&j, e->line);
        json_key(&j, "column");
        json_uint(&j, e->column);
        json_key(&j, "text");
        json_string(&j, e->text);
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

int cli_fail(cli *c)
{
    hg_code code = error_first_code(&c->errors);
    error_sort(&c->errors);
    if (c->json)
        errors_json(c);
    else
        error_print(&c->errors, stderr);
    return code;
}

void cli_warn(cli *c)
{
    if (c->errors.warnings && !c->errors.errors) {
        error_print(&c->errors, stderr);
        error_list_fini(&c->errors);
        error_list_init(&c->errors);
    }
}

static int unknown_command(const char *word)
{
    const char *names[64];
    size_t n = 0;
    for (const command *const *c = commands(); *c; c++) names[n++] = (*c)->name;
    const char *near = text_nearest(word, names, n);
    if (near)
        fprintf(stderr, "error: higgle has no command \"%s\"; did you mean \"%s\"?\n", word, near);
    else
        fprintf(stderr, "error: higgle has no command \"%s\"; see higgle help\n", word);
    return HG_E_USAGE;
}

static int run_command(cli *c, int argc, char **argv)
{
    if (options_parse(c, argc - 2, argv + 2) != HG_E_OK) return cli_fail(c);
    if (option_flag(c, "help")) {
        help_command(c->command, stdout);
        return HG_E_OK;
    }
    return c->command->run(c);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help_overview(stderr);
        return -HG_E_USAGE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V")) name = "version";
    cli c = {.command = command_find(name)};
    if (!c.command) return -unknown_command(name);
    arena_init(&c.arena);
    error_list_init(&c.errors);
    c.command_line = command_line(&c.arena, argc, argv);
    c.scenario_dirs = scenario_dirs(&c.arena);
    int code = run_command(&c, argc, argv);
    error_list_fini(&c.errors);
    arena_fini(&c.arena);
    if (fflush(stdout) != 0 && code == HG_E_OK) code = HG_E_IO;
    return code < 0 ? -code : code;
}
