/* From other programs' files to a domain and its profiles: which format it is, and which file is
 * which. The formats are read by genius.c, geniusweb.c and negolog.c; foreign_tree.c makes a tree
 * of it. It knows neither their keys nor ours. */
#include "scenario/foreign/foreign.h"

#include <assert.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "scenario/foreign/foreign_draft.h"
#include "scenario/foreign/json_tree.h"
#include "scenario/foreign/xml_tree.h"

#define FOLDER_FILES_MAX 64u

/* ---- by content ---- */

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

static bool may_be_foreign(const char *name)
{
    return name[0] != '.' && (ends_in(name, ".xml") || ends_in(name, ".json"));
}

/* The first characters of a file, without what may stand before all; '\0' at the end. */
static void sniff(const char *text, size_t size, char head[2])
{
    size_t n = 0;
    head[0] = head[1] = '\0';
    for (size_t i = 0; i < size && n < 2; i++) {
        bool mark = i < 3 && (uint8_t)text[i] >= 0x80;
        if (!mark && text[i] && !strchr(" \t\r\n", text[i])) head[n++] = text[i];
    }
}

static bool is_xml(const char head[2]) { return head[0] == '<'; }
/* A map of ours may begin with a brace, but not with a quoted key, unless it is JSON. */
static bool is_json(const char head[2])
{
    return head[0] == '[' || (head[0] == '{' && (head[1] == '"' || head[1] == '}'));
}

static bool contains(const char *text, size_t size, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= size; i++)
        if (memcmp(text + i, word, n) == 0) return true;
    return false;
}

/* Words that are said at the beginning of what can be read here. */
static bool says_format(const char *text, size_t size)
{
    static const char *const words[] = {"utility_space", "issuesValues",
                                        "LinearAdditiveUtilitySpace", "issueWeights"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (contains(text, size, words[i])) return true;
    return false;
}

/* A scenario of ours may be written as JSON: then it says so. */
static bool says_scenario(const char *text, size_t size)
{
    return contains(text, size, "\"scenario\"") || contains(text, size, "\"experiment\"");
}

#define BEGINNING 4096u /* bytes of a file that tell what it is */

static bool is_regular(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static size_t read_beginning(const char *path, char text[BEGINNING])
{
    if (!is_regular(path)) return 0;
    FILE *f = fopen(path, "rb");
    size_t size = f ? fread(text, 1, BEGINNING, f) : 0;
    if (f) (void)fclose(f);
    return size;
}

static bool is_of_format(const char *path)
{
    char text[BEGINNING];
    return says_format(text, read_beginning(path, text));
}

static bool folder_holds_some(const char *path)
{
    bool some = false;
    char file[4096];
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && !some && (e = readdir(dir));) {
        int n = snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        some = may_be_foreign(e->d_name) && n < (int)sizeof file && is_of_format(file);
    }
    if (dir) (void)closedir(dir);
    return some;
}

bool foreign_is(const char *path)
{
    char text[BEGINNING], head[2];
    if (is_folder(path)) return folder_holds_some(path);
    size_t size = read_beginning(path, text);
    sniff(text, size, head);
    if (is_xml(head)) return true;
    /* blank, or a lonely word: by its name, so that the reader says what is wrong with it */
    bool by_name = head[0] != '{' && is_regular(path) && may_be_foreign(text_base_name(path));
    return (is_json(head) || by_name) && (says_format(text, size) || !says_scenario(text, size));
}

/* ---- reading files ---- */

static void tell_oddity(void *context, const node *at, const char *what)
{
    foreign *f = context;
    oddity(f, at, "%s", what);
}

static bool load_text(foreign *f, const char *path, buf *text)
{
    FILE *from = fopen(path, "rb");
    if (from) {
        buf_reserve(text, FOREIGN_FILE_MAX + 1);
        text->size = fread(text->data, 1, FOREIGN_FILE_MAX + 1, from);
    }
    bool good = from && !ferror(from) && text->size <= FOREIGN_FILE_MAX;
    if (!from || ferror(from))
        error_add(f->errors, HG_E_INPUT, path, 0, 0, "cannot be read");
    else if (!good)
        error_add(f->errors, HG_E_INPUT, path, 0, 0, "larger than 4 MiB");
    if (from) (void)fclose(from);
    return good;
}

static void find_format(foreign_file *file, const foreign_format *const *formats)
{
    for (; *formats && !file->format; formats++) {
        file->kind = (*formats)->kind(file->tree);
        if (file->kind != FOREIGN_OTHER) file->format = *formats;
    }
}

/* False after an error; of no known format: no error, and no format. */
static bool parse(foreign *f, foreign_file *file, const char *text, size_t size)
{
    static const foreign_format *const xml[] = {&genius_format, NULL};
    static const foreign_format *const json[] = {&geniusweb_format, &negolog_format, NULL};
    char head[2];
    sniff(text, size, head);
    if (!is_xml(head) && !is_json(head)) return true;
    file->tree =
        is_xml(head)
            ? (const void *)xml_read(f->arena, file->path, text, size, f->errors, tell_oddity, f)
            : (const void *)json_read(f->arena, file->path, text, size, f->errors, tell_oddity, f);
    if (file->tree) find_format(file, is_xml(head) ? xml : json);
    return file->tree != NULL;
}

static bool read_file(foreign *f, const char *path, foreign_file *file)
{
    buf text;
    buf_init(&text);
    *file = (foreign_file){.path = path};
    bool good = load_text(f, path, &text) && parse(f, file, (const char *)text.data, text.size);
    buf_fini(&text);
    return good;
}

static void must_be_known(foreign *f, const foreign_file *file)
{
    if (!file->format)
        error_add(
            f->errors, HG_E_INPUT, file->path, 0, 0,
            "neither a domain nor a profile: there is Genius (negotiation_template, "
            "utility_space), GeniusWeb (issuesValues, LinearAdditiveUtilitySpace) and NegoLog "
            "(issueWeights, issues)");
}

/* ---- a folder ---- */

/* The files of a folder that may be foreign, sorted; at most FOLDER_FILES_MAX. */
static uint32_t list_folder(foreign *f, const char *path, const char **out)
{
    uint32_t count = 0;
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (count < FOLDER_FILES_MAX && may_be_foreign(e->d_name))
            out[count++] = arena_format(f->arena, "%s/%s", path, e->d_name);
    if (dir) (void)closedir(dir);
    qsort(out, count, sizeof *out, text_compare);
    return count;
}

static void say_which_profiles(foreign *f, const char *path, const foreign_file *files, uint32_t n)
{
    const char *list = "";
    uint32_t profiles = 0;
    for (uint32_t i = 0; i < n; i++)
        if (files[i].kind == FOREIGN_PROFILE) {
            list = arena_format(f->arena, "%s%s%s", list, profiles ? ", " : "",
                                text_base_name(files[i].path));
            profiles++;
        }
    error_add(
        f->errors, HG_E_INPUT, path, 0, 0,
        "holds %u profiles%s%s%s, must be two: name the domain and the profiles that are meant",
        profiles, profiles ? " (" : "", list, profiles ? ")" : "");
}

/* Whatever else lies in the folder is left alone; what cannot be read is not. */
static uint32_t read_folder(foreign *f, const char *path, foreign_file **files)
{
    const char *paths[FOLDER_FILES_MAX];
    uint32_t n = list_folder(f, path, paths), kept = 0, profiles = 0;
    *files = arena_array(f->arena, n + (size_t)1, sizeof **files);
    for (uint32_t i = 0; i < n; i++) {
        foreign_file *file = &(*files)[kept];
        if (!read_file(f, paths[i], file) || !file->format) continue;
        profiles += file->kind == FOREIGN_PROFILE;
        kept++;
    }
    if (f->errors->errors == 0 && profiles != 2) say_which_profiles(f, path, *files, kept);
    return kept;
}

static uint32_t read_files(foreign *f, const char *const *paths, size_t n, foreign_file **files)
{
    if (n == 1 && is_folder(paths[0])) return read_folder(f, paths[0], files);
    *files = arena_array(f->arena, n, sizeof **files);
    for (size_t i = 0; i < n; i++)
        if (read_file(f, paths[i], &(*files)[i])) must_be_known(f, &(*files)[i]);
    return (uint32_t)n;
}

/* ---- one domain, and its profiles ---- */

static bool add_file(foreign *f, const foreign_file *file, foreign_set *set)
{
    if (set->format && set->format != file->format)
        error_add(f->errors, HG_E_INPUT, file->path, 0, 0, "is of %s, and the others are of %s",
                  file->format->name, set->format->name);
    else if (file->kind == FOREIGN_DOMAIN && set->domain)
        error_add(f->errors, HG_E_INPUT, file->path, 0, 0,
                  "is a domain, and %s is one too: one domain and its profiles make a scenario",
                  set->domain->path);
    else if (file->kind == FOREIGN_PROFILE && set->n_profiles == HG_PARTIES_MAX)
        error_add(f->errors, HG_E_INPUT, file->path, 0, 0,
                  "is one profile too many: %u are possible", HG_PARTIES_MAX);
    else {
        set->format = file->format;
        if (file->kind == FOREIGN_DOMAIN)
            set->domain = file;
        else
            set->profiles[set->n_profiles++] = file;
        return true;
    }
    return false;
}

static bool sort_out(foreign *f, const foreign_file *files, uint32_t n, foreign_set *set)
{
    for (uint32_t i = 0; i < n; i++)
        if (!add_file(f, &files[i], set)) return false;
    if (set->n_profiles < 2) {
        error_add(f->errors, HG_E_INPUT, files[0].path, 0, 0,
                  "%s: give the profiles of at least two parties behind it, DOMAIN PROFILE PROFILE",
                  set->n_profiles ? "one profile alone" : "a domain alone");
        return false;
    }
    if (!set->domain) set->domain = set->profiles[0];
    return true;
}

static int compare_issues(const void *a, const void *b)
{
    return strcmp((*(const foreign_issue *const *)a)->name->text,
                  (*(const foreign_issue *const *)b)->name->text);
}

static bool names_differ(foreign *f, const foreign_domain *d)
{
    const foreign_issue **sorted = arena_array(f->arena, d->n_issues, sizeof *sorted);
    for (uint32_t i = 0; i < d->n_issues; i++) sorted[i] = &d->issues[i];
    qsort(sorted, d->n_issues, sizeof *sorted, compare_issues);
    for (uint32_t i = 1; i < d->n_issues; i++) {
        if (compare_issues(&sorted[i - 1], &sorted[i]) != 0) continue;
        node_error(f->errors, sorted[i]->name, "two issues are called \"%s\"",
                   sorted[i]->name->text);
        return false;
    }
    return true;
}

static bool read_domain(foreign *f, const foreign_set *set, foreign_domain *d)
{
    assert(set->format && set->domain); /* sort_out found two files at least */
    if (!set->format->domain(f, set->domain->tree, d)) return false;
    if (d->n_issues > 0 && d->n_issues <= SPACE_ISSUES_MAX) return names_differ(f, d);
    node_error(f->errors, d->at, "there are %u issues, must be 1..%u", d->n_issues,
               SPACE_ISSUES_MAX);
    return false;
}

static bool read_profile(foreign *f, const foreign_set *set, const foreign_file *file,
                         const foreign_domain *d, foreign_profile *p)
{
    arena *a = f->arena;
    p->weights = arena_array(a, d->n_issues, sizeof *p->weights);
    p->weight_at = arena_array(a, d->n_issues, sizeof *p->weight_at);
    p->worths = arena_array(a, d->n_issues, sizeof *p->worths);
    p->worth_at = arena_array(a, d->n_issues, sizeof *p->worth_at);
    for (uint32_t i = 0; i < d->n_issues; i++)
        p->worths[i] = arena_array(a, d->issues[i].count, sizeof *p->worths[i]);
    return set->format->profile(f, file->tree, d, p);
}

static node *read_set(foreign *f, const foreign_set *set)
{
    foreign_domain d;
    if (!read_domain(f, set, &d)) return NULL;
    foreign_profile *profiles = arena_array(f->arena, set->n_profiles, sizeof *profiles);
    bool good = true;
    for (uint32_t i = 0; i < set->n_profiles; i++)
        good &= read_profile(f, set, set->profiles[i], &d, &profiles[i]);
    return good ? foreign_tree(f, set, &d, profiles) : NULL;
}

node *foreign_read(arena *a, const char *const *paths, size_t n, bool strict, error_list *errors)
{
    foreign f = {.arena = a, .errors = errors, .strict = strict};
    foreign_set set = {.folder = n == 1 && is_folder(paths[0]) ? paths[0] : NULL};
    foreign_file *files;
    size_t before = errors->errors;
    uint32_t n_files = read_files(&f, paths, n, &files);
    if (errors->errors != before || !sort_out(&f, files, n_files, &set)) return NULL;
    node *root = read_set(&f, &set);
    return errors->errors == before ? root : NULL;
}

node *foreign_read_texts(arena *a, const foreign_text *texts, size_t n, bool strict,
                         error_list *errors)
{
    foreign f = {.arena = a, .errors = errors, .strict = strict};
    foreign_set set = {.folder = NULL};
    foreign_file *files = arena_array(a, n, sizeof *files);
    size_t before = errors->errors;
    for (size_t i = 0; i < n; i++) {
        files[i].path = texts[i].name;
        if (parse(&f, &files[i], texts[i].text, texts[i].size)) must_be_known(&f, &files[i]);
    }
    if (errors->errors != before || !sort_out(&f, files, (uint32_t)n, &set)) return NULL;
    node *root = read_set(&f, &set);
    return errors->errors == before ? root : NULL;
}
