/* higgle import: other programs' scenario files, or a generated scenario, as a YAML file of ours,
 * checked before it is written. */
#include "cli/cli.h"

#include "base/json.h"
#include "scenario/foreign/foreign.h"
#include "scenario/generate/generate.h"

#include <string.h>

static const option import_options[] = {
    {.name = "out",
     .kind = OPTION_TEXT,
     .value = "FILE",
     .help = "a new file, instead of NAME.yaml here; - is standard output"},
    {.name = "strict", .kind = OPTION_FLAG, .help = "what is odd in a file is an error"},
    {0}};

/* What stands side by side on the command line is one scenario. */
static void check_files(cli *c, const char *joined)
{
    const char *const *files;
    size_t n = scenario_parts(&c->arena, joined, &files);
    for (size_t i = 0; i < n; i++)
        if (n > 1 && generate_is(files[i]))
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "%s is a whole scenario: import it by itself", files[i]);
        else if (!generate_is(files[i]) && !foreign_is(files[i]))
            error_add(&c->errors, HG_E_INPUT, files[i], 0, 0,
                      "neither XML nor JSON of another program, nor a folder of such files");
}

/* The tree, once it has been read as the scenario that it is meant to be. */
static node *read_files(cli *c, scenario *s)
{
    const char *joined = scenario_join(&c->arena, c->arguments, c->n_arguments);
    check_files(c, joined);
    if (c->errors.errors) return NULL;
    node *root = scenario_tree(&c->arena, joined, option_flag(c, "strict"), &c->errors);
    return root && scenario_read(&c->arena, root, NULL, s, &c->errors) == HG_E_OK ? root : NULL;
}

static bool write_file(cli *c, const buf *text, const char *path)
{
    FILE *to = cli_new_file(c, path);
    if (!to) return false;
    bool good = fwrite(text->data, 1, text->size, to) == text->size;
    good &= fclose(to) == 0;
    if (good) return true;
    (void)file_error(&c->errors, path, "write the file");
    (void)remove(path);
    return false;
}

static void tell_json(const scenario *s, const char *path, size_t warnings)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "scenario"), json_string(&j, s->model.name);
    json_key(&j, "file"), json_string(&j, path);
    json_key(&j, "about"), json_string(&j, s->about);
    json_key(&j, "issues"), json_uint(&j, s->model.space.n_issues);
    json_key(&j, "outcomes"), json_uint(&j, s->model.space.size);
    json_key(&j, "parties"), json_uint(&j, s->model.n_parties);
    json_key(&j, "warnings"), json_uint(&j, warnings);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static void tell(cli *c, const scenario *s, const char *path)
{
    char outcomes[WORDS_MAX], issues[WORDS_MAX];
    const char *word = shell_words(&c->arena, path);
    if (c->json) {
        tell_json(s, path, c->errors.warnings);
        return;
    }
    cli_warn(c);
    printf("%s: %u parties, %s, %s\n", path, s->model.n_parties,
           say_count(issues, s->model.space.n_issues, "issue"),
           say_outcomes(outcomes, &s->model.space));
    printf("look at it: higgle show %s · play it: higgle run %s\n", word, word);
}

static bool write_out(cli *c, const scenario *s, const buf *text)
{
    const char *out = option_text(c, "out");
    if (!out) out = arena_format(&c->arena, "%s.yaml", s->model.name);
    bool to_stdout = strcmp(out, "-") == 0;
    if (!to_stdout) {
        if (!write_file(c, text, out)) return false;
        tell(c, s, out);
        return true;
    }
    cli_warn(c);
    return fwrite(text->data, 1, text->size, stdout) == text->size;
}

static int import_run(cli *c)
{
    scenario s;
    buf text;
    const char *out = option_text(c, "out");
    if (c->json && out && strcmp(out, "-") == 0) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--json and --out - both want standard output: name a file");
        return cli_fail(c);
    }
    const node *root = read_files(c, &s);
    if (!root) return cli_fail(c);
    buf_init(&text);
    node_write(root, &text);
    bool good = write_out(c, &s, &text);
    buf_fini(&text);
    return good ? HG_E_OK : cli_fail(c);
}

static const json_field import_json[] = {
    {"scenario", "string", "its name"},
    {"file", "string", "what was written"},
    {"about", "string", "which files it is made of, and who is who"},
    {"issues", "number", "how many"},
    {"outcomes", "number", "how many"},
    {"parties", "number", "how many"},
    {"warnings", "number", "what is odd in the files; said on stderr without --json"},
    {0}};

const command command_import = {
    .name = "import",
    .arguments = "FILE...",
    .summary = "scenario files of Genius, GeniusWeb and NegoLog as YAML",
    .about =
        "A domain and its profiles, in the order of the parties, who are called A, B, C, ...; or a "
        "folder that holds\na domain and two profiles. Wherever a SCENARIO is expected such files "
        "can also stand themselves. Names,\nweights and evaluations are kept as they are; what is "
        "odd in a file is a warning, with --strict an error.\nA generated scenario "
        "(random:KEY=VALUE:..., see higgle help scenario) is written likewise.\nNothing is "
        "overwritten.",
    .examples = {{"higgle import domain.xml a.xml b.xml", "as NAME.yaml; what Genius wrote"},
                 {"higgle import geniusweb --out flat.yaml", "whatever lies in a folder"},
                 {"higgle import a.json b.json --strict", "of NegoLog, if nothing in it is odd"},
                 {"higgle import random:seed=7 --out mine.yaml", "what a generated one says"}},
    .options = import_options,
    .min_arguments = 1,
    .max_arguments = 1 + HG_PARTIES_MAX,
    .json = import_json,
    .run = import_run};
