/* higgle new agent: a folder with an agent that plays already, to be changed. It is an example of
 * agents/examples under another name; in it stands where this higgle and its headers are, unless
 * they lie where everybody finds them. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/scaffold.h"
#include "seat/seat.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE_MAX 40u

static const char *const language_names[] = {"c", "python", NULL};
static const option new_options[] = {{.name = "lang",
                                      .kind = OPTION_CHOICE,
                                      .value = "LANGUAGE",
                                      .preset = "c",
                                      .choices = language_names,
                                      .help = "what it is written in"},
                                     {.name = "out",
                                      .kind = OPTION_TEXT,
                                      .value = "FOLDER",
                                      .help = "a new folder, instead of NAME here"},
                                     {0}};

/* ---- the name ---- */

static void check_name(cli *c, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t size = strlen(name), fine = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (!size || fine != size || !strchr(letters, name[0]) || size > NAME_SIZE_MAX)
        error_add(
            &c->errors, HG_E_USAGE, NULL, 0, 0,
            "an agent cannot be called \"%s\": small letters, digits and -, a letter first, at "
            "most %u",
            name, NAME_SIZE_MAX);
    else if (roster_find(name))
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "%s is an agent that is built in, and found before any other of that name: take "
                  "another",
                  name);
}

/* As C and files write it: my_agent. */
static const char *name_in_c(arena *a, const char *name)
{
    char *other = arena_text(a, name);
    for (char *s = other; *s; s++)
        if (*s == '-') *s = '_';
    return other;
}

/* ---- its files ---- */

typedef struct swap { /* a piece of the example, and what stands in its place */
    const char *from, *to;
} swap;

static const char *with_swaps(arena *a, const char *text, const swap *swaps)
{
    buf out;
    buf_init(&out);
    while (*text) {
        const swap *s = swaps;
        while (s->from && strncmp(text, s->from, strlen(s->from)) != 0) s++;
        if (s->from) {
            buf_text(&out, s->to);
            text += strlen(s->from);
        } else {
            buf_byte(&out, (uint8_t)*text++);
        }
    }
    const char *whole = arena_textn(a, (const char *)out.data, out.size);
    buf_fini(&out);
    return whole;
}

static bool write_file(cli *c, const char *path, const char *text)
{
    size_t size = strlen(path), written = strlen(text);
    bool program = size > 3 && !strcmp(path + size - 3, ".sh");
    FILE *to = cli_new_file(c, path);
    if (!to) return false;
    bool good = fwrite(text, 1, written, to) == written;
    good &= !program || fchmod(fileno(to), 0755) == 0;
    good &= fclose(to) == 0;
    if (!good) (void)file_error(&c->errors, path, "write the file");
    return good;
}

static bool make_folder(cli *c, const char *path)
{
    struct stat about;
    if (mkdir(path, 0777) == 0) return true;
    if (lstat(path, &about) == 0)
        error_add(&c->errors, HG_E_USAGE, path, 0, 0,
                  "is there already; nothing is overwritten: name another folder with --out");
    else
        (void)file_error(&c->errors, path, "make the folder");
    return false;
}

/* ---- where this higgle is ---- */

static bool everybody_finds(const char *exe)
{
    return !strcmp(exe, "/usr/bin/higgle") || !strcmp(exe, "/usr/local/bin/higgle");
}

/* Installed beside the program, or above it in a build tree. NULL: nowhere. */
static const char *headers_of(arena *a, const char *exe)
{
    char *folder = arena_text(a, exe);
    for (int up = 0; up < 4; up++) {
        char *slash = strrchr(folder, '/');
        if (!slash) return NULL;
        *slash = 0;
        const char *installed = arena_format(a, "%s/include", folder);
        const char *tree = arena_format(a, "%s/sim/include", folder);
        if (access(arena_format(a, "%s/higgle/agent.h", installed), R_OK) == 0) return installed;
        if (access(arena_format(a, "%s/higgle/agent.h", tree), R_OK) == 0) return tree;
    }
    return NULL;
}

/* The folder of higgle-serve.pc: beside the program in a build tree, else below the folder above
 * the program's. NULL: it is not there. */
static const char *pc_of(arena *a, const char *exe)
{
    const char *folder = arena_textn(a, exe, (size_t)(text_base_name(exe) - exe));
    const char *const places[] = {folder,
                                  arena_format(a, "%s../%s/pkgconfig", folder, HIGGLE_LIBDIR)};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (access(arena_format(a, "%s/higgle-serve.pc", places[i]), R_OK) == 0) return places[i];
    return NULL;
}

/* Lines of the Makefile, and of the test of an agent that has none. */
static void name_places(arena *a, swap *next)
{
    char exe[PATH_MAX];
    size_t size = sizeof exe;
    if (uv_exepath(exe, &size) != 0 || everybody_finds(exe) || strpbrk(exe, " $#\n}")) return;
    const char *headers = headers_of(a, exe), *pc = pc_of(a, exe);
    *next++ = (swap){"HIGGLE = higgle\n", arena_format(a, "HIGGLE = %s\n", exe)};
    *next++ = (swap){"{HIGGLE:-higgle} agent", arena_format(a, "{HIGGLE:-%s} agent", exe)};
    if (headers) *next++ = (swap){"HEADERS =\n", arena_format(a, "HEADERS = %s\n", headers)};
    if (pc) *next = (swap){"PC =\n", arena_format(a, "PC = %s\n", pc)};
}

/* ---- telling ---- */

static void tell_c(arena *a, const char *folder, const char *in_c)
{
    const char *plugin = shell_word(a, arena_format(a, "buyer=%s/%s.so", folder, in_c));
    printf("%s holds an agent that plays: %s.c is yours to change, README.md says what where\n",
           folder, in_c);
    printf("build and test it: cd %s && make test · then: higgle run used-car %s\n",
           shell_word(a, folder), plugin);
}

static void tell_python(arena *a, const char *folder, const char *in_c)
{
    (void)in_c;
    const char *agent = shell_word(a, arena_format(a, "%s/agent.py", folder));
    printf("%s holds an agent that plays: agent.py is yours to change, README.md says what where\n",
           folder);
    printf("test it: cd %s && ./test.sh · then: higgle run used-car %s\n", shell_word(a, folder),
           shell_word(a, arena_format(a, "buyer=exec:python3 %s", agent)));
}

typedef struct language {
    const char *name;
    const struct scaffold_file *files;
    void (*tell)(arena *, const char *folder, const char *name_in_c);
} language;

static const language languages[] = {{"c", scaffold_c, tell_c},
                                     {"python", scaffold_python, tell_python}};

/* The option knows no others. */
static const language *language_of(const char *name)
{
    return &languages[strcmp(name, languages[1].name) == 0];
}

static void tell_json(const char *name, const char *folder, const char *const *files)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_put_text(&j, "agent", name);
    json_put_text(&j, "folder", folder);
    json_key(&j, "files");
    json_array(&j);
    for (; *files; files++) json_string(&j, *files);
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

/* ---- the command ---- */

/* A file of the example may lie in a folder, which its first file makes. */
static bool make_place(cli *c, const char *folder, const char *name, const char **made)
{
    const char *slash = strchr(name, '/');
    if (!slash) return true;
    const char *inner = arena_textn(&c->arena, name, (size_t)(slash - name));
    if (*made && strcmp(*made, inner) == 0) return true;
    *made = inner;
    return make_folder(c, arena_format(&c->arena, "%s/%s", folder, inner));
}

static size_t count_files(const struct scaffold_file *files)
{
    size_t n = 0;
    while (files[n].name) n++;
    return n;
}

/* NULL: it went wrong. Else their names. */
static const char *const *write_all(cli *c, const char *folder, const struct scaffold_file *from,
                                    const swap *swaps)
{
    const char *made = NULL, **files = arena_array(&c->arena, count_files(from) + 1, sizeof *files);
    if (!make_folder(c, folder)) return NULL;
    for (size_t i = 0; from[i].name; i++) {
        files[i] = with_swaps(&c->arena, from[i].name, swaps);
        const char *text = with_swaps(&c->arena, from[i].text, swaps);
        const char *path = arena_format(&c->arena, "%s/%s", folder, files[i]);
        if (!make_place(c, folder, files[i], &made) || !write_file(c, path, text)) return NULL;
    }
    return files;
}

static int new_run(cli *c)
{
    const char *name = c->arguments[1], *in_c = name_in_c(&c->arena, name);
    swap swaps[8] = {{"my-agent", name}, {"my_agent", in_c}};
    const language *in = language_of(option_text(c, "lang"));
    if (strcmp(c->arguments[0], "agent") != 0)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "higgle can write a new agent, not a new \"%s\": higgle new agent NAME",
                  c->arguments[0]);
    else
        check_name(c, name);
    if (c->errors.errors) return cli_fail(c);
    const char *folder = option_text(c, "out") ? option_text(c, "out") : name;
    name_places(&c->arena, &swaps[2]);
    const char *const *files = write_all(c, folder, in->files, swaps);
    if (!files) return cli_fail(c);
    if (c->json)
        tell_json(name, folder, files);
    else
        in->tell(&c->arena, folder, in_c);
    return HG_E_OK;
}

static const json_field new_json[] = {{"agent", "string", "its name"},
                                      {"folder", "string", "that was made"},
                                      {"files", "list of strings", "in it"},
                                      {0}};

const command command_new = {
    .name = "new",
    .arguments = "agent NEW-NAME",
    .summary = "an agent of your own: a folder with one that plays, to be changed",
    .about =
        "The folder holds the agent in one file with comments, a test that passes, and a README.\n"
        "In C it is a plugin, built by its Makefile: named by its path, or by its name once it is\n"
        "installed (make install); make program builds the same agent as a program of its own.\n"
        "In Python it is a program, with the package it needs beside it: buyer='exec:python3 "
        "my-agent/agent.py'.\nNothing is overwritten.",
    .examples = {{"higgle new agent my-agent", "in the folder my-agent"},
                 {"cd my-agent && make test", "builds it, plays it"},
                 {"higgle new agent my-other --lang python", "a program in Python"},
                 {"higgle new agent tough --out my-second", "in another folder"}},
    .options = new_options,
    .min_arguments = 2,
    .max_arguments = 2,
    .json = new_json,
    .run = new_run};
