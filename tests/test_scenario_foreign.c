/* Other programs' files: everything that was published loads, and means bit for bit what it meant
 * there; what is odd or broken is said. The published files are no part of the project: their tests
 * skip, and say so, where they are absent. */
#include <dirent.h>
#include <jansson.h>
#include <sys/stat.h>

#include "model/solution.h"
#include "scenario/foreign/foreign.h"
#include "scenario_fixture.h"

#define DATA    SOURCE_DIR "/../shared/data"
#define BROKEN  SOURCE_DIR "/tests/data/broken_foreign"
#define FOREIGN SOURCE_DIR "/tests/data/foreign"

/* ---- helpers ---- */

static node *read_paths(fixture *f, const char *const *paths, size_t n, bool strict)
{
    node *root = foreign_read(&f->arena, paths, n, strict, &f->errors);
    assert_true((root != NULL) == (f->errors.errors == 0));
    return root;
}

static scenario model_of(fixture *f, node *root)
{
    scenario s;
    if (!root) error_print(&f->errors, stderr);
    assert_non_null(root);
    int code = scenario_read(&f->arena, root, NULL, &s, &f->errors);
    assert_no_errors(f);
    assert_int_equal(code, HG_E_OK);
    return s;
}

static node *written_and_read(fixture *f, const node *root)
{
    buf text;
    buf_init(&text);
    node_write(root, &text);
    node *again =
        node_read(&f->arena, "again.yaml", (const char *)text.data, text.size, &f->errors);
    buf_fini(&text);
    assert_no_errors(f);
    assert_true(node_equal(root, again));
    return again;
}

static void assert_same_preferences(const model *a, const model *b)
{
    assert_int_equal(a->space.size, b->space.size);
    for (uint32_t p = 0; p < a->n_parties; p++) {
        const party *x = &a->parties[p], *y = &b->parties[p];
        assert_true(preference_equal(&a->space, &x->preference, &y->preference));
        assert_same(x->reservation, y->reservation);
        assert_same(x->discount, y->discount);
    }
}

/* Forgets an arena's content between domains: there are hundreds. */
static void forget(fixture *f)
{
    arena_reset(&f->arena);
    error_list_fini(&f->errors);
    error_list_init(&f->errors);
}

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool has_files(const char *path)
{
    bool some = false;
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));)
        some |= strstr(e->d_name, ".xml") || strstr(e->d_name, ".json");
    if (dir) (void)closedir(dir);
    return some;
}

/* Calls `check` with every folder below that holds files; returns how many there are. */
static size_t each_folder(fixture *f, const char *path, void (*check)(fixture *, const char *))
{
    size_t n = 0;
    if (has_files(path)) {
        check(f, path);
        forget(f);
        return 1;
    }
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char below[512];
        snprintf(below, sizeof below, "%s/%s", path, e->d_name);
        if (e->d_name[0] != '.' && is_folder(below)) n += each_folder(f, below, check);
    }
    if (dir) (void)closedir(dir);
    return n;
}

static void needs_data(void)
{
    if (is_folder(DATA)) return;
    print_message("skipped: no reference data\n");
    skip();
}

/* The folder, or the files of it where it holds more than two profiles. */
static node *read_folder(fixture *f, const char *path)
{
    const char *laptop = "other_laptopdomain";
    if (!strstr(path, laptop)) return read_paths(f, &path, 1, false);
    const char *names[] = {"laptop_domain.xml", "laptop_buyer_utility.xml",
                           "laptop_seller_utility.xml"};
    const char *paths[3];
    for (size_t i = 0; i < 3; i++) paths[i] = arena_format(&f->arena, "%s/%s", path, names[i]);
    return read_paths(f, paths, 3, false);
}

/* ---- everything that was published ---- */

static void check_loads(fixture *f, const char *path)
{
    node *root = read_folder(f, path);
    if (!root) print_message("%s\n", path);
    scenario s = model_of(f, root);
    assert_int_equal(s.model.n_parties, 2);
    if (s.model.space.size > 100000) return; /* these take their time, and say no more */
    scenario again = model_of(f, written_and_read(f, root));
    assert_same_preferences(&s.model, &again.model);
}

static void every_published_domain_loads_and_survives_writing(void **state)
{
    needs_data();
    static const struct {
        const char *folder;
        size_t domains;
    } all[] = {{"genius", 121}, {"negmas", 30}, {"negolog", 66}, {"geniusweb", 50}};
    for (size_t i = 0; i < 4; i++) {
        char path[512];
        snprintf(path, sizeof path, DATA "/scenarios/%s", all[i].folder);
        assert_int_equal(each_folder(*state, path, check_loads), all[i].domains);
    }
}

/* ---- the same, re-expressed ---- */

static double real_at(const json_t *list, size_t i)
{
    return json_number_value(json_array_get(list, i));
}

static void check_names(const hg_issue *issue, const json_t *values)
{
    assert_int_equal(issue->size, json_array_size(values));
    for (uint64_t k = 0; k < issue->size; k++) {
        char text[256];
        const char *name = json_string_value(json_array_get(values, k));
        issue_print_value(issue, k, text, sizeof text);
        assert_string_equal(text, name);
    }
}

/* Evaluations of names are the file's own and must agree to the bit; those of numbers were worked
 * out by somebody else. */
static void check_part(const hg_issue *issue, const part *p, double weight, const json_t *evals,
                       bool listed)
{
    double most = 0;
    for (uint64_t k = 0; k < issue->size; k++) most = fmax(most, real_at(evals, k));
    for (uint64_t k = 0; k < issue->size; k++) {
        double e = real_at(evals, k);
        if (listed)
            assert_same(p->per_value[k], most < 1e-5 ? 0 : weight * (e / most));
        else
            assert_near(p->per_value[k], weight * e, 1e-12);
    }
}

static void check_expressed(fixture *f, const char *path)
{
    json_t *want = json_load_file(arena_format(&f->arena, "%s/scenario.json", path), 0, NULL);
    const json_t *issues = json_object_get(want, "issues");
    scenario s = model_of(f, read_folder(f, path));
    assert_non_null(want);
    assert_int_equal(s.model.space.n_issues, json_array_size(issues));
    for (uint32_t i = 0; i < s.model.space.n_issues; i++) {
        const json_t *issue = json_array_get(issues, i);
        const char *type = json_string_value(json_object_get(issue, "type"));
        assert_string_equal(s.model.space.issues[i].name,
                            json_string_value(json_object_get(issue, "name")));
        check_names(&s.model.space.issues[i], json_object_get(issue, "values"));
        for (uint32_t p = 0; p < 2; p++) {
            const json_t *profile = json_array_get(json_object_get(want, "profiles"), p);
            check_part(&s.model.space.issues[i], &s.model.parties[p].preference.parts[i],
                       real_at(json_object_get(profile, "weights"), i),
                       json_array_get(json_object_get(profile, "evals"), i),
                       !type || strcmp(type, "integer") != 0);
        }
    }
    for (uint32_t p = 0; p < 2; p++) {
        const json_t *profile = json_array_get(json_object_get(want, "profiles"), p);
        double discount = json_number_value(json_object_get(profile, "discount"));
        assert_same(s.model.parties[p].reservation,
                    json_number_value(json_object_get(profile, "reservation")));
        assert_same(s.model.parties[p].discount, discount == 0 ? 1 : discount);
    }
    json_decref(want);
}

static void genius_files_mean_what_their_other_expression_says(void **state)
{
    needs_data();
    assert_int_equal(each_folder(*state, DATA "/scenarios/genius", check_expressed), 121);
}

/* ---- the goldens ---- */

static scenario load_golden(fixture *f, const json_t *golden)
{
    const char *paths[3];
    const char *folder = arena_format(&f->arena, DATA "/scenarios/negmas/%s",
                                      json_string_value(json_object_get(golden, "scenario")));
    const json_t *profiles = json_object_get(golden, "profiles");
    for (size_t i = 0; i < 3; i++) {
        const json_t *name = i == 0 ? json_object_get(golden, "domain_file")
                                    : json_object_get(json_array_get(profiles, i - 1), "file");
        paths[i] = arena_format(&f->arena, "%s/%s", folder, json_string_value(name));
    }
    return model_of(f, read_paths(f, paths, 3, false));
}

static void check_all_utils(const model *m, const json_t *all)
{
    for (size_t o = 0; o < json_array_size(all); o++)
        for (uint32_t p = 0; p < 2; p++)
            assert_same(utility_of(&m->parties[p].utility, o), real_at(json_array_get(all, o), p));
}

/* One of these tuples, to 1e-9. */
static bool is_among(const json_t *tuples, double a, double b)
{
    for (size_t i = 0; i < json_array_size(tuples); i++) {
        const json_t *t = json_array_get(tuples, i);
        if (fabs(real_at(t, 0) - a) <= 1e-9 && fabs(real_at(t, 1) - b) <= 1e-9) return true;
    }
    return false;
}

static double worth(const model *m, uint32_t p, outcome_id o)
{
    return utility_of(&m->parties[p].utility, o);
}

static void check_point(const model *m, const solutions *s, solution_kind kind, const json_t *want)
{
    outcome_id o = s->at[kind];
    if (json_array_size(want) == 0) {
        assert_true(o == HG_NO_OUTCOME);
        return;
    }
    assert_true(o != HG_NO_OUTCOME);
    if (!is_among(want, worth(m, 0, o), worth(m, 1, o)))
        fail_msg("%s: %g, %g is not among the published", solution_name(kind), worth(m, 0, o),
                 worth(m, 1, o));
}

/* The published frontier is that of the rational outcomes, each utility vector once. */
static void check_frontier(const model *m, const solutions *s, const double *d, const json_t *want)
{
    size_t rational = 0;
    for (uint32_t i = 0; i < s->n_pareto; i++) {
        double a = worth(m, 0, s->pareto[i]), b = worth(m, 1, s->pareto[i]);
        if (a < d[0] || b < d[1]) continue;
        rational++;
        assert_true(is_among(want, a, b));
    }
    assert_int_equal(rational, json_array_size(want));
}

static void check_golden(fixture *f, const char *path)
{
    json_t *golden = json_load_file(path, 0, NULL);
    const json_t *mode = json_object_get(json_object_get(golden, "modes"), "genius");
    const json_t *book = json_object_get(mode, "textbook_d_eq_reserved");
    scenario s = load_golden(f, golden);
    const model *m = &s.model;
    solutions found;
    double d[2] = {m->parties[0].reservation, m->parties[1].reservation};
    for (uint32_t p = 0; p < 2; p++)
        assert_same(d[p], real_at(json_object_get(book, "disagreement"), p));
    assert_int_equal(m->space.size, json_integer_value(json_object_get(golden, "n_outcomes")));
    check_all_utils(m, json_object_get(mode, "all_utils"));
    solutions_find(&f->arena, m, d, &found);
    check_point(m, &found, SOLUTION_NASH, json_object_get(book, "nash"));
    check_point(m, &found, SOLUTION_EGALITARIAN, json_object_get(book, "kalai_egalitarian"));
    check_point(m, &found, SOLUTION_KALAI_SMORODINSKY, json_object_get(book, "kalai_smorodinsky"));
    check_frontier(m, &found, d, json_object_get(mode, "pareto"));
    json_decref(golden);
}

static void goldens_come_out_of_the_files_themselves(void **state)
{
    needs_data();
    size_t n = 0;
    DIR *dir = opendir(DATA "/golden");
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        char path[512];
        if (!strstr(e->d_name, ".json") || strstr(e->d_name, "tft_traces")) continue;
        snprintf(path, sizeof path, DATA "/golden/%s", e->d_name);
        check_golden(*state, path);
        forget(*state);
        n++;
    }
    (void)closedir(dir);
    assert_int_equal(n, 18);
}

/* ---- odd and broken files ---- */

typedef struct expectation {
    char files[256], place[128], text[256];
} expectation;

enum { FILES = 4 };

static bool next_expectation(FILE *from, expectation *x)
{
    char line[800];
    while (fgets(line, sizeof line, from))
        if (line[0] != '#' &&
            sscanf(line, "%255[^\t]\t%127[^\t]\t%255[^\n]", x->files, x->place, x->text) == 3)
            return true;
    return false;
}

static node *read_expected(fixture *f, const expectation *x, bool strict)
{
    const char *paths[FILES];
    size_t n = 0;
    char files[256];
    snprintf(files, sizeof files, "%s", x->files);
    for (char *word = strtok(files, " "); word && n < FILES; word = strtok(NULL, " "))
        paths[n++] = arena_format(&f->arena, SOURCE_DIR "/tests/data/%s", word);
    return read_paths(f, paths, n, strict);
}

static bool says(const error *e, const expectation *x, error_severity severity)
{
    char place[256];
    const char *slash = strrchr(e->file, '/');
    snprintf(place, sizeof place, "%s:%u:%u", slash ? slash + 1 : e->file, e->line, e->column);
    return e->severity == severity && strcmp(place, x->place) == 0 && strstr(e->text, x->text);
}

static bool is_said(fixture *f, const expectation *x, error_severity severity)
{
    bool found = strcmp(x->place, "-") == 0 && f->errors.count == 0;
    for (size_t i = 0; i < f->errors.count && !found; i++)
        found = says(&f->errors.items[i], x, severity);
    if (!found) {
        print_message("%s: nobody says %s: %s\n", x->files, x->place, x->text);
        error_print(&f->errors, stderr);
    }
    return found;
}

static void every_broken_file_is_explained(void **state)
{
    fixture *f = *state;
    expectation x;
    FILE *from = fopen(BROKEN "/EXPECT", "r");
    size_t n = 0, bad = 0;
    assert_non_null(from);
    for (; next_expectation(from, &x); n++) {
        node *root = read_expected(f, &x, false);
        bad += root || f->errors.errors != 1 || !is_said(f, &x, ERROR_ERROR);
        forget(f);
    }
    (void)fclose(from);
    assert_true(n >= 30);
    assert_int_equal(bad, 0);
}

static void what_is_odd_is_a_warning_and_strictly_an_error(void **state)
{
    fixture *f = *state;
    expectation x;
    FILE *from = fopen(FOREIGN "/odd/EXPECT", "r");
    size_t n = 0, bad = 0;
    assert_non_null(from);
    for (; next_expectation(from, &x); n++) {
        bool odd = strcmp(x.place, "-") != 0;
        scenario s = model_of(f, read_expected(f, &x, false));
        bad += !is_said(f, &x, ERROR_WARNING);
        assert_int_equal(s.model.n_parties, 2);
        forget(f);
        bad += !read_expected(f, &x, true) != odd || !is_said(f, &x, ERROR_ERROR);
        forget(f);
    }
    (void)fclose(from);
    assert_true(n >= 25);
    assert_int_equal(bad, 0);
}

/* ---- by hand ---- */

static node *read_own(fixture *f, const char *folder)
{
    const char *path = arena_format(&f->arena, FOREIGN "/%s", folder);
    return read_paths(f, &path, 1, true);
}

static void genius_by_hand(void **state)
{
    fixture *f = *state;
    scenario s = model_of(f, read_own(f, "genius"));
    const model *m = &s.model;
    const uint64_t offer[] = {1, 2, 2}; /* none, 3, deja vu */
    assert_string_equal(m->name, "Second-hand-laptop");
    assert_string_equal(m->title, "Second-hand laptop");
    assert_string_equal(m->space.issues[1].name, "price.level");
    assert_string_equal(m->space.issues[2].names[2], "d\xC3\xA9j\xC3\xA0 vu");
    assert_int_equal(m->space.size, 18);
    outcome_id o = space_join(&m->space, offer);
    assert_same(worth(m, 0, o), 0.5 * (1.0 / 3.0) + 0.3 * (-0.5 * 2 + 1) + 0.2 * (7.0 / 10.0));
    assert_same(worth(m, 1, o), 0.2 * (4.0 / 4.0) + 0.5 * (0.5 * 2 + 0) + 0.3 * (3.0 / 9.0));
    assert_same(m->parties[0].reservation, 0.25);
    assert_same(m->parties[0].discount, 0.9);
    assert_same(m->parties[1].discount, 1);
    assert_string_equal(s.agents[0], "boulware");
}

static void geniusweb_by_hand(void **state)
{
    fixture *f = *state;
    scenario s = model_of(f, read_own(f, "geniusweb"));
    const model *m = &s.model;
    const uint64_t offer[] = {1, 0}; /* 600, yes */
    outcome_id o = space_join(&m->space, offer);
    assert_near(worth(m, 0, o), 0.7 * (2.0 / 3) + 0.3, 1e-15);
    assert_near(worth(m, 1, o), 0.6 * (1.0 / 3), 1e-15);
    assert_near(m->parties[0].reservation, 0.3 * 0.2, 1e-15); /* of its bid: 800, no */
    assert_same(m->parties[1].reservation, 0);
}

static void negolog_by_hand(void **state)
{
    fixture *f = *state;
    scenario s = model_of(f, read_own(f, "negolog"));
    const uint64_t offer[] = {2, 2}; /* high, ueberall */
    outcome_id o = space_join(&s.model.space, offer);
    assert_same(worth(&s.model, 0, o), 0.6 + 0.4);
    assert_same(worth(&s.model, 1, o), 0.8 * 0 + 0.2 * 0.3);
    assert_same(s.model.parties[1].reservation, 0.2);
}

static void profiles_may_stand_alone_and_there_may_be_three(void **state)
{
    fixture *f = *state;
    const char *paths[] = {FOREIGN "/genius/a.xml", FOREIGN "/genius/b.xml",
                           FOREIGN "/genius/a.xml", FOREIGN "/genius/domain.xml"};
    scenario two = model_of(f, read_paths(f, paths, 2, true));
    scenario three = model_of(f, read_paths(f, paths, 4, true)); /* the domain may come last */
    assert_int_equal(three.model.n_parties, 3);
    assert_string_equal(three.model.parties[2].role, "C");
    assert_int_equal(two.model.space.size, three.model.space.size);
    assert_same(worth(&two.model, 1, 5), worth(&three.model, 1, 5));
}

static void wrong_sets_of_files_are_refused(void **state)
{
    fixture *f = *state;
    const char *domain = FOREIGN "/genius/domain.xml", *a = FOREIGN "/genius/a.xml";
    const char *other = FOREIGN "/negolog/a.json";
    const struct {
        const char *paths[3];
        size_t n;
        const char *why;
    } cases[] = {{{domain}, 1, "a domain alone"},
                 {{domain, a}, 2, "one profile alone"},
                 {{domain, a, other}, 3, "is of NegoLog, and the others are of Genius"},
                 {{domain, a, domain}, 3, "is one too"},
                 {{FOREIGN "/odd"}, 1, "must be two"},
                 {{"no/such/file.xml", a}, 2, "cannot be read"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(read_paths(f, cases[i].paths, cases[i].n, false));
        assert_error(f, cases[i].why);
        error_list_init(&f->errors);
    }
}

static void what_is_foreign_is_told_by_content(void **state)
{
    (void)state;
    assert_true(foreign_is(FOREIGN "/genius/domain.xml"));
    assert_true(foreign_is(FOREIGN "/odd/utf16.xml"));
    assert_true(foreign_is(FOREIGN "/negolog/a.json"));
    assert_true(foreign_is(FOREIGN "/negolog"));
    assert_false(foreign_is(FOREIGN "/odd/EXPECT"));
    assert_false(foreign_is(SOURCE_DIR "/scenarios/used-car.yaml"));
    assert_false(foreign_is(SOURCE_DIR "/scenarios"));
    assert_false(foreign_is("no/such/file"));
}

/* Two parties of the same profile, which says its domain itself. */
static scenario read_twice(fixture *f, const char *text)
{
    const foreign_text both[] = {{"one", text, strlen(text)}, {"two", text, strlen(text)}};
    return model_of(f, foreign_read_texts(&f->arena, both, 2, false, &f->errors));
}

static void warned(fixture *f, const char *text)
{
    bool said = false;
    for (size_t i = 0; i < f->errors.count; i++)
        said = said || strstr(f->errors.items[i].text, text) != NULL;
    if (!said) fail_msg("nobody says \"%s\"", text);
}

static void objectives_within_objectives_count_by_their_issues(void **state)
{
    fixture *f = *state;
    scenario s =
        read_twice(f, "<utility_space><objective index='0' name='all'>"
                      "<objective index='5' name='inner'>"
                      "<issue index='3' name='late' type='discrete'>"
                      "<item value='a' evaluation='1'/><item value='b' evaluation='2'/></issue>"
                      "<weight index='3' value='0.4'/></objective>"
                      "<issue index='1' name='early' type='discrete'>"
                      "<item value='c' evaluation='5'/><item value='d' evaluation='0'/></issue>"
                      "<weight index='1' value='0.6'/><weight index='5' value='0.9'/></objective>"
                      "<reservation value='0'/></utility_space>");
    assert_string_equal(s.model.space.issues[0].name, "early");
    assert_string_equal(s.model.space.issues[1].name, "late");
    assert_same(worth(&s.model, 0, 0), 0.6 + 0.4 * 0.5); /* c, a */
    assert_same(worth(&s.model, 0, 3), 0.4);             /* d, b */
    warned(f, "the weight of an objective is not counted");
}

static void functions_of_real_issues_become_grids(void **state)
{
    fixture *f = *state;
    scenario s = read_twice(
        f, "<utility_space><objective index='0'>"
           "<issue index='1' name='line' type='real'><range lowerbound='0' upperbound='10'/>"
           "<evaluator ftype='linear' parameter0='-0.2' parameter1='0.2'/></issue>"
           "<issue index='2' name='peak' type='real' lowerbound='0' upperbound='10'>"
           "<evaluator ftype='triangular' parameter0='0' parameter1='10' parameter2='4'/></issue>"
           "<issue index='3' name='flat' type='integer' lowerbound='7' upperbound='7'>"
           "<evaluator ftype='constant' parameter0='0.25'/></issue>"
           "<weight index='1' value='0.5'/><weight index='2' value='0.3'/>"
           "<weight index='3' value='0.2'/></objective></utility_space>");
    const part *parts = s.model.parties[0].preference.parts;
    assert_int_equal(s.model.space.issues[0].size, 21);
    assert_same(parts[0].per_value[0], 0);                           /* -0.2, cut */
    assert_near(parts[0].per_value[4], 0.5 * 0.2, 1e-15);            /* at 2 */
    assert_same(parts[0].per_value[20], 0.5);                        /* 1.8, cut */
    assert_same(parts[1].per_value[8], 0.3);                         /* at 4, the top */
    assert_near(parts[1].per_value[14], 0.3 * (1 - 3.0 / 6), 1e-15); /* at 7 */
    assert_same(parts[1].per_value[20], 0);
    assert_int_equal(s.model.space.issues[2].size, 1);
    assert_same(parts[2].per_value[0], 0.2 * 0.25);
    warned(f, "it becomes a grid of 20 steps");
}

static void an_issue_that_nobody_wants_counts_nothing(void **state)
{
    fixture *f = *state;
    scenario s = read_twice(
        f, "<utility_space><objective index='0'><issue index='1' name='x' type='discrete'>"
           "<item value='a' evaluation='-4'/><item value='b' evaluation='0.000001'/></issue>"
           "<issue index='2' name='y' type='discrete'>"
           "<item value='a' evaluation='-1'/><item value='b' evaluation='4'/></issue>"
           "<weight index='1' value='0.5'/><weight index='2' value='0.5'/></objective>"
           "</utility_space>");
    assert_same(worth(&s.model, 0, 0), 0.5 * -0.25); /* greatest of x below 1e-5: nothing */
    assert_same(worth(&s.model, 0, 3), 0.5);
    warned(f, "is negative");
}

static void other_spellings_of_geniusweb_mean_the_same(void **state)
{
    fixture *f = *state;
    scenario s = read_twice(
        f, "{\"issueUtilities\": {\"scenario\": {\"valueUtilities\": {\"a\": 1, \"b\": 0.5}},"
           " \"n\": {\"lowValue\": 0, \"lowUtility\": 1, \"highValue\": 2, \"highUtility\": 0}},"
           "\"issueWeights\": {\"scenario\": 0.5, \"n\": 0.5}, \"reservationBid\": {\"scenario\": "
           "\"b\", \"n\": 1}, \"domain\": {\"name\": \"d e\", \"issuesValues\": {"
           "\"scenario\": {\"DiscreteValueSet\": {\"values\": [\"a\", \"b\"]}},"
           "\"n\": {\"NumberValueSet\": {\"range\": [\"0\", \"2\", \"1\"]}}}}}");
    assert_string_equal(s.model.name, "d-e");
    assert_string_equal(s.model.title, "d e");
    assert_same(worth(&s.model, 0, 1), 0.5 + 0.5 * 0.5); /* a, 1 */
    assert_same(s.model.parties[1].reservation, 0.5 * 0.5 + 0.5 * 0.5);
}

/* ---- hostile size ---- */

static node *read_text(fixture *f, const buf *text)
{
    const foreign_text both[] = {{"one", (const char *)text->data, text->size},
                                 {"two", (const char *)text->data, text->size}};
    return foreign_read_texts(&f->arena, both, 2, false, &f->errors);
}

static void repeat(buf *text, const char *what, size_t bytes)
{
    for (size_t n = 0; n < bytes; n += strlen(what)) buf_text(text, what);
}

/* Each is refused with a sentence, before memory is spent on it. */
static void what_is_too_large_is_refused(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *before, *again, *after;
        size_t bytes;
        const char *why;
    } cases[] = {
        {"<utility_space name='", "xxxxxxxx", "'/>", 5u << 20, "larger than 4 MiB"},
        {"<utility_space name='", "xxxxxxxx", "'/>", 4000000, "there are 0 issues"},
        {"<utility_space>", "<a/>", "</utility_space>", 1000000, "more than 200000 elements"},
        {"<utility_space>", "<a>", "", 300, "nested deeper than 64"},
        {"<utility_space ", "a='' ", "/>", 1000000, "duplicate attribute"},
        {"[", "1,", "1]", 1000000, "more than 200000 values"},
        {"{\"issueWeights\": ", "[", "", 300, "not valid JSON"},
        {"{\"issues\": \"", "xxxxxxxx", "\"}", 5u << 20, "larger than 4 MiB"},
        {"{\"issueWeights\": {}, \"issues\": {\"", "xxxxxxxx", "\": {}}}", 1000000,
         "longer than 100 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf text;
        buf_init(&text);
        buf_text(&text, cases[i].before);
        repeat(&text, cases[i].again, cases[i].bytes);
        buf_text(&text, cases[i].after);
        assert_null(read_text(f, &text));
        bool said = f->errors.count > 0 && strstr(f->errors.items[0].text, cases[i].why);
        if (!said) fail_msg("case %zu: \"%s\"", i, f->errors.items[0].text);
        buf_fini(&text);
        forget(f);
    }
}

/* Wherever a file ends, that is an error with a sentence. */
static void cut_everywhere(fixture *f, const char *path)
{
    buf text;
    buf_init(&text);
    buf_reserve(&text, 1u << 16);
    FILE *from = fopen(path, "rb");
    assert_non_null(from);
    size_t whole = fread(text.data, 1, 1u << 16, from);
    (void)fclose(from);
    while (text.data[whole - 1] <= ' ') whole--;
    text.size = whole;
    assert_non_null(read_text(f, &text));
    for (text.size = 0; text.size < whole; text.size++) {
        forget(f);
        if (read_text(f, &text)) fail_msg("%s is read when cut at byte %zu", path, text.size);
        assert_true(f->errors.errors > 0 && *f->errors.items[0].text);
    }
    forget(f);
    buf_fini(&text);
}

static void what_is_cut_off_is_refused_wherever_it_is_cut(void **state)
{
    static const char *const files[] = {FOREIGN "/genius/a.xml",
                                        FOREIGN "/genius-constraints/a.xml",
                                        FOREIGN "/geniusweb/a.json", FOREIGN "/negolog/a.json"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) cut_everywhere(*state, files[i]);
}

/* As many values as there may be, all on one line: nothing costs the square of them. */
static void ten_thousand_values_are_read_at_once(void **state)
{
    fixture *f = *state;
    buf text;
    buf_init(&text);
    buf_text(&text,
             "{\"reservationValue\": 0, \"issueWeights\": {\"i\": 1}, \"issues\": {\"i\": {");
    for (int i = 0; i < 10000; i++) buf_format(&text, "%s\"value %d\": 0.5", i ? ", " : "", i);
    buf_text(&text, "}}}");
    scenario s = model_of(f, read_text(f, &text));
    assert_int_equal(s.model.space.size, 10000);
    buf_fini(&text);
}

/* ---- names as they stand, in paths ---- */

static double weight_after(fixture *f, const char *set, uint32_t issue)
{
    node *root = read_own(f, "genius");
    override o = setting(f, set);
    assert_true(override_apply(&f->arena, root, &o, &f->errors));
    override rest = setting(f, "A.normalised=no");
    assert_true(override_apply(&f->arena, root, &rest, &f->errors));
    scenario s = model_of(f, written_and_read(f, root));
    const part *p = &s.model.parties[0].preference.parts[issue];
    return p->per_value[0];
}

static void paths_name_whatever_a_file_names(void **state)
{
    fixture *f = *state;
    assert_same(weight_after(f, "A.weights.External Monitor=0.25", 0), 0.25);
    assert_same(weight_after(f, "A.weights.\"External Monitor\"=0.25", 0), 0.25);
    assert_same(weight_after(f, "A.weights.price.level=0.25", 1), 0.25);
    assert_same(weight_after(f, "A.weights.\"price.level\"=0.25", 1), 0.25);
    assert_same(weight_after(f,
                             "A.values.\"Stra\xC3\x9F"
                             "e (US$)\".\"A=B\"=0.5",
                             2),
                0.1);
    assert_same(weight_after(f, "A.values.External Monitor.19'' LCD=0.5", 0), 0.25);
}

static void listed_paths_can_be_set(void **state)
{
    fixture *f = *state;
    const scenario_setting *all;
    size_t n = scenario_list_paths(&f->arena, read_own(f, "genius"), &all);
    size_t quoted = 0;
    for (size_t i = 0; i < n; i++) {
        if (!all[i].value) continue;
        node *root = read_own(f, "genius");
        override o = setting(f, arena_format(&f->arena, "%s=%s", all[i].path, all[i].value));
        assert_string_equal(o.path, all[i].path);
        assert_true(override_apply(&f->arena, root, &o, &f->errors));
        assert_true(node_equal(root, read_own(f, "genius")));
        quoted += strchr(all[i].path, '"') != NULL;
    }
    assert_no_errors(f);
    assert_true(quoted > 0);
}

static void a_wrong_quoted_name_gets_the_nearest(void **state)
{
    fixture *f = *state;
    override o = setting(f, "A.weights.\"External Monitr\"=0.25");
    assert_false(override_apply(&f->arena, read_own(f, "genius"), &o, &f->errors));
    assert_error(f, "External Monitor");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(genius_by_hand),
        TEST(geniusweb_by_hand),
        TEST(negolog_by_hand),
        TEST(objectives_within_objectives_count_by_their_issues),
        TEST(functions_of_real_issues_become_grids),
        TEST(an_issue_that_nobody_wants_counts_nothing),
        TEST(other_spellings_of_geniusweb_mean_the_same),
        TEST(profiles_may_stand_alone_and_there_may_be_three),
        TEST(wrong_sets_of_files_are_refused),
        TEST(what_is_foreign_is_told_by_content),
        TEST(every_broken_file_is_explained),
        TEST(what_is_odd_is_a_warning_and_strictly_an_error),
        TEST(what_is_too_large_is_refused),
        TEST(what_is_cut_off_is_refused_wherever_it_is_cut),
        TEST(ten_thousand_values_are_read_at_once),
        TEST(paths_name_whatever_a_file_names),
        TEST(listed_paths_can_be_set),
        TEST(a_wrong_quoted_name_gets_the_nearest),
        TEST(every_published_domain_loads_and_survives_writing),
        TEST(genius_files_mean_what_their_other_expression_says),
        TEST(goldens_come_out_of_the_files_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
