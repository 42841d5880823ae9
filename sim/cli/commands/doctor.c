/* higgle doctor: what this machine has, what it lacks, and what for. Asks the machine, changes
 * nothing. A check is a row of the table. */
#include "cli/cli.h"

#include "base/json.h"
#include "cli/tell/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

typedef struct finding {
    bool ok;
    const char *detail; /* what there is */
} finding;

typedef struct check {
    const char *name, *what_for;
    finding (*look)(cli *, const char *about);
    const char *about;   /* for look: a program, a terminal */
    const char *install; /* what to do where it is missing */
    bool needed;         /* by higgle itself; else it is good to have */
} check;

/* The first line that a command prints; "" where there is none. Only constants are run. */
static const char *ask(arena *a, const char *shell_command)
{
    char line[512] = "";
    FILE *from = popen(arena_format(a, "{ %s; } 2>/dev/null", shell_command), "r");
    if (!from) return "";
    if (!fgets(line, sizeof line, from)) line[0] = 0;
    while (fgetc(from) != EOF) {}
    int status = pclose(from);
    line[strcspn(line, "\r\n")] = 0;
    return status == 0 ? arena_text(a, line) : "";
}

/* ---- drawing ---- */

static finding gnuplot(cli *c, const char *about)
{
    (void)about;
    const char *version = ask(&c->arena, "gnuplot --version");
    return (finding){*version != 0, version};
}

static finding terminal(cli *c, const char *name)
{
    const char *found =
        ask(&c->arena, arena_format(&c->arena,
                                    "gnuplot -d -e 'set terminal %s' </dev/null >/dev/null "
                                    "&& echo yes",
                                    name));
    return (finding){*found != 0, *found ? arena_format(&c->arena, "terminal %s", name) : ""};
}

static finding font(cli *c, const char *name)
{
    static const char *const folders[] = {"/usr/share/fonts/truetype/dejavu",
                                          "/usr/share/fonts/dejavu-sans-fonts",
                                          "/usr/share/fonts/TTF"};
    const char *listed = ask(&c->arena, "fc-list : family | grep -Fx 'DejaVu Sans' | head -n 1");
    for (size_t i = 0; !*listed && i < sizeof folders / sizeof *folders; i++)
        if (access(arena_format(&c->arena, "%s/%s", folders[i], name), R_OK) == 0)
            listed = folders[i];
    return (finding){*listed != 0, listed};
}

/* ---- files ---- */

static finding scenarios(cli *c, const char *about)
{
    (void)about;
    size_t count;
    (void)scenario_names(&c->arena, c->scenario_dirs, &count);
    const char *all = "";
    for (const char *const *f = scenario_folders(&c->arena, c->scenario_dirs); *f; f++)
        if (strcmp(*f, ".") != 0 && access(*f, R_OK | X_OK) == 0)
            all = arena_format(&c->arena, "%s%s%s", all, *all ? ", " : "", *f);
    return (finding){count > 0 && *all, all};
}

static finding runs(cli *c, const char *about)
{
    (void)about;
    bool there = access("runs", F_OK) == 0;
    const char *where = there ? "runs" : ".";
    struct stat about_it;
    if (there && stat(where, &about_it) == 0 && !S_ISDIR(about_it.st_mode))
        return (finding){false, "runs is a file"};
    bool fine = access(where, W_OK | X_OK) == 0;
    return (finding){fine, fine ? (there ? "runs/ can be written" : "runs/ can be made here")
                                : arena_format(&c->arena, "%s: %s", where, strerror(errno))};
}

/* ---- the machine ---- */

/* The output is UTF-8 whatever the locale says; a terminal that expects something else shows it
 * wrong. */
static finding locale_of(cli *c, const char *about)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    (void)about;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (!value || !*value) continue;
        bool utf8 = strstr(value, "UTF-8") || strstr(value, "utf8") || strstr(value, "UTF8") ||
                    strstr(value, "utf-8");
        return (finding){utf8, arena_format(&c->arena, "%s=%s", variables[i], value)};
    }
    return (finding){false, "no locale is set"};
}

static finding cores(cli *c, const char *about)
{
    (void)about;
    unsigned n = uv_available_parallelism();
    return (finding){true, arena_format(&c->arena, "%u core%s", n, n == 1 ? "" : "s")};
}

static finding program(cli *c, const char *name)
{
    const char *path = ask(&c->arena, arena_format(&c->arena, "command -v %s", name));
    return (finding){*path != 0, path};
}

static const check checks[] = {
    {"gnuplot", "draws the figures", gnuplot, NULL, "apt-get install gnuplot-nox", true},
    {"svg", "figures for paper and screen", terminal, "svg", "apt-get install gnuplot-nox", true},
    {"png", "--format png", terminal, "pngcairo", "apt-get install gnuplot-nox", false},
    {"pdf", "--format pdf", terminal, "pdfcairo", "apt-get install gnuplot-nox", false},
    {"font", "the figures' font, DejaVu Sans", font, "DejaVuSans.ttf",
     "apt-get install fonts-dejavu-core", false},
    {"scenarios", "scenarios by name", scenarios, NULL,
     "set HIGGLE_SCENARIOS to the folder scenarios/ of higgle", true},
    {"runs", "sweep, run -n", runs, NULL, "go to a folder that you may write, or use --out", true},
    {"locale", "symbols such as the middle dot", locale_of, NULL, "export LC_ALL=C.UTF-8", false},
    {"cores", "--workers", cores, NULL, "", false},
    {"R", "the one-liners in a run's README.md", program, "Rscript", "apt-get install r-base-core",
     false},
    {"python3", "the same", program, "python3", "apt-get install python3", false},
    {"duckdb", "the same", program, "duckdb", "see duckdb.org", false},
    {"sqlite3", "higgle export --to sqlite", program, "sqlite3", "apt-get install sqlite3", false},
};
enum { CHECKS = sizeof checks / sizeof *checks };

static const char *status_word(const check *k, const finding *f)
{
    return f->ok ? "ok" : k->needed ? "missing" : "without";
}

static const char *what_to_do(cli *c, const check *k, const finding *f)
{
    if (f->ok) return f->detail;
    return arena_format(&c->arena, "%s%s-> %s", f->detail, *f->detail ? " " : "", k->install);
}

static void print_text(cli *c, const finding *found)
{
    listing *l = listing_new(&c->arena, "llll");
    for (size_t i = 0; i < CHECKS; i++) {
        listing_add(l, status_word(&checks[i], &found[i]));
        listing_add(l, checks[i].name);
        listing_add(l, checks[i].what_for);
        listing_add(l, what_to_do(c, &checks[i], &found[i]));
    }
    listing_print(l, 0, stdout);
}

static void print_json(const finding *found, bool fine)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "fine"), json_bool(&j, fine);
    json_key(&j, "checks");
    json_array(&j);
    for (size_t i = 0; i < CHECKS; i++) {
        json_object(&j);
        json_put_text(&j, "name", checks[i].name);
        json_put_text(&j, "what_for", checks[i].what_for);
        json_key(&j, "ok"), json_bool(&j, found[i].ok);
        json_key(&j, "needed"), json_bool(&j, checks[i].needed);
        json_put_text(&j, "detail", found[i].detail);
        json_put_text(&j, "install", checks[i].install);
        json_end_object(&j);
    }
    json_end_array(&j);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static int doctor_run(cli *c)
{
    finding found[CHECKS];
    bool fine = true;
    for (size_t i = 0; i < CHECKS; i++) {
        found[i] = checks[i].look(c, checks[i].about);
        fine = fine && (found[i].ok || !checks[i].needed);
    }
    if (c->json)
        print_json(found, fine);
    else
        print_text(c, found);
    return fine ? HG_E_OK : HG_E_INPUT;
}

static const json_field doctor_json[] = {
    {"fine", "boolean", "false: something that higgle itself needs is missing (exit 3)"},
    {"checks", "list", "a row each"},
    {"checks[].name", "string", "what was looked for"},
    {"checks[].what_for", "string", "what higgle does with it"},
    {"checks[].ok", "boolean", "is it there?"},
    {"checks[].needed", "boolean", "by higgle itself; else it is good to have"},
    {"checks[].detail", "string", "what there is"},
    {"checks[].install", "string", "what to do where it is missing"},
    {0}};

const command command_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = "what this machine has and lacks, and what for",
    .about = "A line each: ok; missing, where higgle itself needs it; without, where it is good to "
             "have. Exit\nstatus 3: something is missing.",
    .examples = {{"higgle doctor", "before the first class"},
                 {"higgle doctor --json", "for a script"}},
    .json = doctor_json,
    .run = doctor_run};
