/* From other programs' files to our tree: which format it is, which file is the domain, and the
 * keys that a person would have written. The formats are read by genius.c, geniusweb.c and
 * negolog.c. It knows our keys and no key of theirs. */
#include "scenario/foreign/foreign.h"

#include <assert.h>
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "model/model.h"
#include "scenario/foreign/foreign_draft.h"
#include "scenario/foreign/json_tree.h"
#include "scenario/reader.h"
#include "scenario/foreign/xml_tree.h"

#define FOLDER_FILES_MAX 64u
#define SUM_TOLERANCE    1e-6 /* of weights: beyond, a person is told */

typedef struct foreign_file {
    const char *path;
    const foreign_format *format; /* NULL: of no format that is known */
    foreign_kind kind;
    const void *tree;
} foreign_file;

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

static size_t read_beginning(const char *path, char text[BEGINNING])
{
    struct stat s;
    if (stat(path, &s) != 0 || !S_ISREG(s.st_mode)) return 0;
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
    return is_json(head) && (says_format(text, size) || !says_scenario(text, size));
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
            : (const void *)json_read(f->arena, file->path, text, size, f->errors);
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

typedef struct foreign_set {
    const foreign_format *format;
    const char *folder;         /* that was given instead of files; NULL */
    const foreign_file *domain; /* the file that says it; may be a profile */
    const foreign_file *profiles[HG_PARTIES_MAX];
    uint32_t n_profiles;
} foreign_set;

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

/* ---- the tree ---- */

static node *new_node(foreign *f, const node *at, node_kind kind)
{
    node *n = arena_alloc(f->arena, sizeof *n);
    *n = (node){.kind = kind, .text = "", .file = at->file, .line = at->line, .column = at->column};
    return n;
}

static node *text_node(foreign *f, const node *at, const char *text)
{
    node *n = new_node(f, at, NODE_SCALAR);
    n->text = text;
    return n;
}

static node *number_node(foreign *f, const node *at, double x)
{
    char text[TEXT_DOUBLE_MAX];
    (void)text_double(text, x);
    return text_node(f, at, arena_text(f->arena, text));
}

/* Quoted where our own rules would not take the name otherwise. */
static node *name_node(foreign *f, const node *at, const char *name)
{
    node *n = text_node(f, at, name);
    n->quoted = !name_is_plain(name);
    return n;
}

static void put(foreign *f, node *map, const char *key, node *value)
{
    node_append(f->arena, map, text_node(f, value, key), value);
}

static node *values_node(foreign *f, const foreign_issue *issue)
{
    node *list = new_node(f, issue->name, NODE_LIST);
    for (uint32_t k = 0; k < issue->count; k++)
        node_append(f->arena, list, NULL,
                    issue->values ? issue->values[k]
                                  : number_node(f, issue->name, foreign_value(issue, k)));
    return list;
}

/* A range of a single number is a list: a range of ours has two ends. */
static node *issue_node(foreign *f, const foreign_issue *issue)
{
    if (issue->values || issue->count == 1) return values_node(f, issue);
    node *map = new_node(f, issue->name, NODE_MAP);
    put(f, map, "min", number_node(f, issue->name, issue->min));
    put(f, map, "max", number_node(f, issue->name, issue->max));
    put(f, map, "step", number_node(f, issue->name, issue->step));
    return map;
}

static node *issues_node(foreign *f, const foreign_domain *d)
{
    node *map = new_node(f, d->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++) {
        const foreign_issue *issue = &d->issues[i];
        node_append(f->arena, map, name_node(f, issue->name, issue->name->text),
                    issue_node(f, issue));
    }
    return map;
}

static node *weights_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++)
        node_append(f->arena, map, name_node(f, p->weight_at[i], d->issues[i].name->text),
                    number_node(f, p->weight_at[i], p->weights[i]));
    return map;
}

static node *worths_node(foreign *f, const foreign_issue *issue, const node *at,
                         const double *worths)
{
    node *map = new_node(f, at, NODE_MAP);
    for (uint32_t k = 0; k < issue->count; k++) {
        node *value =
            issue->values ? issue->values[k] : number_node(f, at, foreign_value(issue, k));
        node_append(f->arena, map, text_node(f, at, value->text), number_node(f, at, worths[k]));
    }
    return map;
}

static node *all_worths_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t i = 0; i < d->n_issues; i++)
        node_append(f->arena, map, name_node(f, p->worth_at[i], d->issues[i].name->text),
                    worths_node(f, &d->issues[i], p->worth_at[i], p->worths[i]));
    return map;
}

static bool worths_are_normalised(const foreign_issue *issue, const double *worths)
{
    bool good = true;
    for (uint32_t k = 0; k < issue->count; k++) good &= worths[k] >= 0 && worths[k] <= 1;
    return good;
}

/* What a file of ours promises by itself: weights 0..1 that add up to 1, worths 0..1. */
static bool is_normalised(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    bool good = true;
    double sum = 0;
    for (uint32_t i = 0; i < d->n_issues; i++) {
        sum += p->weights[i];
        good &= p->weights[i] >= 0 && p->weights[i] <= 1;
        if (worths_are_normalised(&d->issues[i], p->worths[i])) continue;
        oddity(f, p->worth_at[i], "worths of %s lie outside 0..1: they count as they stand",
               d->issues[i].name->text);
        good = false;
    }
    if (fabs(sum - 1) <= SUM_TOLERANCE) return good;
    oddity(f, p->at, "the weights add up to %.12g: they count as they stand, not scaled to 1", sum);
    return false;
}

/* ---- constraints ---- */

static double least_of(const foreign_issue *issue, const foreign_bound *b)
{
    return b->min > issue->min ? b->min : issue->min;
}

static double most_of(const foreign_issue *issue, const foreign_bound *b)
{
    return b->max < issue->max ? b->max : issue->max;
}

/* A whole number of an issue's range, as Genius bounds them; an issue of one number is a list. */
static node *bound_node(foreign *f, const foreign_constraint *c, const foreign_issue *issue,
                        const foreign_bound *b)
{
    if (issue->count == 1) return number_node(f, c->at, issue->min);
    node *map = new_node(f, c->at, NODE_MAP);
    put(f, map, "min", number_node(f, c->at, least_of(issue, b)));
    put(f, map, "max", number_node(f, c->at, most_of(issue, b)));
    return map;
}

/* Every outcome meets the whole range of an issue: what counts everywhere has that for a bound. */
static node *where_node(foreign *f, const foreign_domain *d, const foreign_constraint *c)
{
    const foreign_issue *first = &d->issues[0];
    node *where = new_node(f, c->at, NODE_MAP);
    for (uint32_t k = 0; k < c->n_bounds; k++) {
        const foreign_issue *issue = &d->issues[c->bounds[k].issue];
        node_append(f->arena, where, name_node(f, c->at, issue->name->text),
                    bound_node(f, c, issue, &c->bounds[k]));
    }
    if (c->n_bounds == 0)
        node_append(f->arena, where, name_node(f, c->at, first->name->text), values_node(f, first));
    return where;
}

/* Does any outcome lie within? */
static bool can_be_met(const foreign_domain *d, const foreign_constraint *c)
{
    for (uint32_t k = 0; k < c->n_bounds; k++) {
        const foreign_issue *issue = &d->issues[c->bounds[k].issue];
        uint32_t i = 0;
        while (i < issue->count && (foreign_value(issue, i) < c->bounds[k].min ||
                                    foreign_value(issue, i) > c->bounds[k].max))
            i++;
        if (i == issue->count) return false;
    }
    return true;
}

/* What cannot be met counts nowhere; what excludes nothing, everywhere. */
static node *constraints_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    for (uint32_t k = 0; k < p->n_constraints; k++) {
        foreign_constraint c = p->constraints[k];
        bool met = can_be_met(d, &c);
        if (!met) oddity(f, c.at, "no outcome lies within this hyper-rectangle");
        if (!met && !c.outside) continue;
        if (!met) c = (foreign_constraint){.at = c.at, .worth = c.worth};
        node *one = new_node(f, c.at, NODE_MAP);
        put(f, one, c.outside ? "unless" : "where", where_node(f, d, &c));
        put(f, one, "worth", number_node(f, c.at, c.worth));
        put(f, map, arena_format(f->arena, "c%u", k + 1), one);
    }
    return map;
}

static void put_constraints(foreign *f, node *map, const foreign_domain *d,
                            const foreign_profile *p)
{
    node *scale = new_node(f, p->most_at, NODE_MAP);
    put(f, scale, "by", number_node(f, p->most_at, p->most));
    put(f, map, "interactions", constraints_node(f, d, p));
    put(f, map, "normalise", scale);
}

static void put_sum(foreign *f, node *map, const foreign_domain *d, const foreign_profile *p)
{
    if (!is_normalised(f, d, p)) put(f, map, "normalised", text_node(f, p->at, "no"));
    put(f, map, "weights", weights_node(f, d, p));
    put(f, map, "values", all_worths_node(f, d, p));
}

static node *party_node(foreign *f, const foreign_domain *d, const foreign_profile *p)
{
    node *map = new_node(f, p->at, NODE_MAP);
    if (p->constraints)
        put_constraints(f, map, d, p);
    else
        put_sum(f, map, d, p);
    if (p->reservation != 0) put(f, map, "reservation", number_node(f, p->at, p->reservation));
    if (p->discount < 1) {
        node *power = new_node(f, p->at, NODE_MAP);
        put(f, power, "discount", number_node(f, p->at, p->discount));
        put(f, map, "power", power);
    }
    return map;
}

/* ---- the name ---- */

/* A file name of ours: letters, digits, - and _, of any script. */
static const char *clean_name(foreign *f, const char *text)
{
    char *name = arena_text(f->arena, text);
    size_t n = 0;
    for (const char *c = text; *c && n < 60; c++) {
        bool good = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                    (*c >= '0' && *c <= '9') || *c == '_';
        if (good)
            name[n++] = *c;
        else if (n > 0 && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n > 0 && name[n - 1] == '-') n--;
    name[n] = '\0';
    return name;
}

/* A text that says as little as "domain" is no name. */
static bool is_name(const char *text)
{
    static const char *const empty[] = {"root", "any", "objective"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strcmp(text, empty[i]) == 0) return false;
    return *text && strcmp(text, "domain") != 0 && strcmp(text, "Domain") != 0 &&
           strncmp(text, "profile", 7) != 0;
}

/* The last name of a path that says something, without its ending. */
static const char *path_name(foreign *f, const char *path)
{
    const char *copy = arena_text(f->arena, path);
    for (size_t n = strlen(copy); n > 0; n = strlen(copy)) {
        const char *base = text_base_name(copy);
        const char *name = clean_name(f, arena_textn(f->arena, base, strcspn(base, ".")));
        if (is_name(name)) return name;
        if (base == copy) break;
        copy = arena_textn(f->arena, copy, (size_t)(base - copy) - 1);
    }
    return "imported";
}

/* What the domain calls itself; else the folder that was given; else its file, or where that lies.
 */
static const char *name_of(foreign *f, const foreign_set *set, const foreign_domain *d)
{
    const char *own = clean_name(f, d->name);
    if (is_name(own)) return own;
    return path_name(f, set->folder ? set->folder : set->domain->path);
}

static const char *about_text(foreign *f, const foreign_set *set)
{
    const char *text = arena_format(f->arena, "From %s files:", set->format->name);
    if (set->domain->kind == FOREIGN_DOMAIN)
        text = arena_format(f->arena, "%s %s,", text, text_base_name(set->domain->path));
    for (uint32_t i = 0; i < set->n_profiles; i++)
        text = arena_format(f->arena, "%s %s%s (%c)", text,
                            i == 0                     ? ""
                            : i + 1 == set->n_profiles ? "and "
                                                       : "",
                            text_base_name(set->profiles[i]->path), (char)('A' + i));
    return text;
}

static node *make_tree(foreign *f, const foreign_set *set, const foreign_domain *d,
                       const foreign_profile *profiles)
{
    const node *at = d->at;
    const char *name = name_of(f, set, d);
    node *root = new_node(f, at, NODE_MAP), *parties = new_node(f, at, NODE_MAP);
    node *agents = new_node(f, at, NODE_MAP);
    for (uint32_t i = 0; i < set->n_profiles; i++) {
        const char *role = arena_format(f->arena, "%c", (char)('A' + i));
        put(f, parties, role, party_node(f, d, &profiles[i]));
        put(f, agents, role, text_node(f, profiles[i].at, "boulware"));
    }
    put(f, root, "scenario", text_node(f, at, name));
    const char *about = about_text(f, set);
    bool titled = *d->name && strcmp(name, d->name) != 0 && foreign_can_be_seen(d->name);
    if (titled) put(f, root, "title", text_node(f, at, d->name));
    if (foreign_can_be_seen(about)) put(f, root, "about", text_node(f, at, about));
    put(f, root, "issues", issues_node(f, d));
    put(f, root, "parties", parties);
    put(f, root, "agents", agents);
    return root;
}

static node *read_set(foreign *f, const foreign_set *set)
{
    foreign_domain d;
    if (!read_domain(f, set, &d)) return NULL;
    foreign_profile *profiles = arena_array(f->arena, set->n_profiles, sizeof *profiles);
    bool good = true;
    for (uint32_t i = 0; i < set->n_profiles; i++)
        good &= read_profile(f, set, set->profiles[i], &d, &profiles[i]);
    return good ? make_tree(f, set, &d, profiles) : NULL;
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
