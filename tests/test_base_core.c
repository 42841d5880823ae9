/* Memory, buffers, errors as a person sees them, and JSON, which jansson reads back. */
#include "check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/json.h"
#include "base/oom.h"
#include "base/rng.h"
#include "base/text.h"

#include <errno.h>

/* jansson reads what was written. Four of its constructors bear names of the writer; they are not
 * called here and step aside. */
#define json_object jansson_object
#define json_array  jansson_array
#define json_string jansson_string
#define json_null   jansson_null
#include <jansson.h>
#undef json_object
#undef json_array
#undef json_string
#undef json_null
#include <sys/wait.h>
#include <unistd.h>

/* ---- arena ---- */

static void test_arena_gives_zeroed_room_of_its_own(void **state)
{
    (void)state;
    enum { N = 2000 };
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    arena a;
    arena_init(&a);
    for (int pass = 0; pass < 3; pass++) {
        uint8_t *p[N];
        size_t size[N];
        for (int i = 0; i < N; i++) {
            size[i] = (size_t)rng_below(&r, i % 100 ? 200 : 20000);
            p[i] = arena_alloc(&a, size[i]);
            assert_int_equal((uintptr_t)p[i] % 16, 0);
            for (size_t j = 0; j < size[i]; j++) assert_int_equal(p[i][j], 0);
            memset(p[i], i % 251 + 1, size[i]);
        }
        for (int i = 0; i < N; i++)
            for (size_t j = 0; j < size[i]; j++) assert_int_equal(p[i][j], i % 251 + 1);
        arena_reset(&a);
    }
    arena_fini(&a);
}

static void use_arena(arena *a)
{
    for (size_t i = 0; i < 1000; i++) arena_alloc(a, i);
    arena_alloc(a, 1 << 20);
    for (size_t i = 0; i < 1000; i++) arena_alloc(a, i);
}

/* The same session again calls malloc not once; n bytes cost O(log n) calls. */
static void test_arena_keeps_its_chunks(void **state)
{
    (void)state;
    arena a;
    arena_init(&a);
    use_arena(&a);
    size_t mallocs = a.mallocs;
    assert_true(mallocs >= 1 && mallocs <= 16);
    for (int i = 0; i < 10; i++) {
        arena_reset(&a);
        use_arena(&a);
        assert_int_equal(a.mallocs, mallocs);
    }
    arena_fini(&a);
    assert_null(a.first);
}

static void test_arena_reset_gives_the_same_place(void **state)
{
    (void)state;
    arena a;
    arena_init(&a);
    arena_reset(&a); /* an empty one too */
    void *first = arena_alloc(&a, 10);
    arena_alloc(&a, 100000);
    arena_reset(&a);
    assert_ptr_equal(arena_alloc(&a, 10), first);
    arena_fini(&a);
}

static void test_arena_texts(void **state)
{
    (void)state;
    arena a;
    arena_init(&a);
    char source[] = "Smith";
    char *copy = arena_text(&a, source);
    source[0] = 'X';
    assert_string_equal(copy, "Smith");
    assert_string_equal(arena_textn(&a, "Adam Smith", 4), "Adam");
    assert_string_equal(arena_textn(&a, "", 0), "");
    assert_string_equal(arena_format(&a, "%s-%d", "round", 17), "round-17");
    char *wide = arena_format(&a, "%9000d", 1);
    assert_int_equal(strlen(wide), 9000);
    uint64_t *words = arena_array(&a, 100, sizeof *words);
    for (int i = 0; i < 100; i++) assert_true(words[i] == 0);
    arena_fini(&a);
}

/* ---- out of memory ---- */

static void overflow_array(void)
{
    arena a;
    arena_init(&a);
    arena_array(&a, SIZE_MAX / 2, 3);
}
static void overflow_alloc(void)
{
    arena a;
    arena_init(&a);
    arena_alloc(&a, SIZE_MAX - 3);
}
static void overflow_zero(void) { free(mem_zero(SIZE_MAX / 4, 5)); }
static void overflow_grow(void) { free(mem_grow(NULL, SIZE_MAX / 4, 5)); }
static void overflow_buf(void)
{
    buf b;
    buf_init(&b);
    buf_byte(&b, 1);
    buf_reserve(&b, SIZE_MAX);
}

/* One sentence on stderr and exit code 5. */
static void check_oom(void (*act)(void))
{
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    char text[200] = "";
    ssize_t length = read(ends[0], text, sizeof text - 1);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 5);
    assert_true(length > 0 && text[length - 1] == '\n');
    assert_memory_equal(text, "higgle: out of memory", 21);
}

static void test_oom_says_so_and_ends(void **state)
{
    (void)state;
    void (*const acts[])(void) = {overflow_array, overflow_alloc, overflow_zero, overflow_grow,
                                  overflow_buf};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) check_oom(acts[i]);
}

static void test_mem(void **state)
{
    (void)state;
    char *text = mem_text("walk");
    assert_string_equal(text, "walk");
    text = mem_grow(text, 100, 2);
    assert_string_equal(text, "walk");
    free(text);
    free(mem_alloc(0));
    uint32_t *x = mem_zero(7, sizeof *x);
    for (int i = 0; i < 7; i++) assert_int_equal(x[i], 0);
    free(x);
}

/* ---- buf ---- */

static void test_buf(void **state)
{
    (void)state;
    buf b;
    buf_init(&b);
    buf_add(&b, NULL, 0);
    assert_int_equal(b.size, 0);
    buf_text(&b, "offer");
    buf_byte(&b, ' ');
    buf_format(&b, "%d/%s", 12, "x");
    buf_byte(&b, ',');
    buf_double(&b, 0.1);
    buf_double(&b, NAN);
    buf_double(&b, -2);
    assert_int_equal(b.size, 16);
    assert_memory_equal(b.data, "offer 12/x,0.1-2", 16);
    buf_clear(&b);
    for (int i = 0; i < 100000; i++) buf_byte(&b, (uint8_t)(i % 255));
    assert_int_equal(b.size, 100000);
    for (size_t i = 0; i < b.size; i++) assert_int_equal(b.data[i], i % 255);
    buf_clear(&b);
    buf_format(&b, "%5000d|", 7);
    assert_int_equal(b.size, 5001);
    assert_int_equal(b.data[5000], '|');
    buf_fini(&b);
    assert_null(b.data);
}

/* ---- errors ---- */

#define FILE_NAME "test_base_core.yaml"

static void write_source(const char *text)
{
    FILE *f = fopen(BINARY_DIR "/" FILE_NAME, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* What error_print prints; the file's folder is shown as "scenarios". */
static void check_print(error_list *list, const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    error_print(list, to);
    fclose(to);
    buf shown;
    buf_init(&shown);
    for (const char *p = text; *p;) {
        bool folder = !strncmp(p, BINARY_DIR "/", strlen(BINARY_DIR "/"));
        if (folder) buf_text(&shown, "scenarios/");
        p += folder ? strlen(BINARY_DIR "/") : 0;
        buf_byte(&shown, (uint8_t)*p++);
    }
    buf_byte(&shown, 0);
    assert_string_equal((char *)shown.data, expected);
    buf_fini(&shown);
    free(text);
    error_list_fini(list);
}

static void test_error_shows_the_source(void **state)
{
    (void)state;
    write_source("scenario: mine\nbuyer:\n  reservation: 9\n\tanchr: 1\r\nlast: line");
    error_list list;
    error_list_init(&list);
    const char *file = BINARY_DIR "/" FILE_NAME;
    error_add(&list, HG_E_INPUT, file, 4, 2, "unknown key \"%s\"; did you mean \"anchor\"?",
              "anchr");
    error_add(&list, HG_E_INPUT, file, 3, 16, "buyer.reservation is %d bits, must lie in 0..6", 9);
    warning_add(&list, file, 5, 1, "nobody reads this");
    assert_int_equal(list.errors, 2);
    assert_int_equal(list.warnings, 1);
    check_print(&list, "scenarios/" FILE_NAME
                       ":3:16: error: buyer.reservation is 9 bits, must lie in 0..6\n"
                       "    3 |   reservation: 9\n"
                       "      |                ^\n"
                       "scenarios/" FILE_NAME
                       ":4:2: error: unknown key \"anchr\"; did you mean \"anchor\"?\n"
                       "    4 | \tanchr: 1\n"
                       "      | \t^\n"
                       "scenarios/" FILE_NAME ":5:1: warning: nobody reads this\n"
                       "    5 | last: line\n"
                       "      | ^\n"
                       "2 errors, 1 warning\n");
}

static void test_error_without_source(void **state)
{
    (void)state;
    write_source("one line\n");
    error_list list;
    error_list_init(&list);
    error_add(&list, HG_E_USAGE, NULL, 0, 0, "no such agent");
    error_add(&list, HG_E_IO, "missing.yaml", 0, 0, "cannot be read");
    error_add(&list, HG_E_INPUT, "missing.yaml", 7, 3, "here");
    error_add(&list, HG_E_INPUT, "--set", 1, 1, "unknown path");
    error_add(&list, HG_E_INPUT, BINARY_DIR "/" FILE_NAME, 12, 1, "behind the end");
    error_add(&list, HG_E_INPUT, BINARY_DIR, 1, 1, "a folder");
    check_print(&list, "--set:1:1: error: unknown path\n" BINARY_DIR ":1:1: error: a folder\n"
                       "scenarios/" FILE_NAME ":12:1: error: behind the end\n"
                       "missing.yaml: error: cannot be read\n"
                       "missing.yaml:7:3: error: here\n"
                       "error: no such agent\n"
                       "6 errors\n");
}

/* Nothing from a file can move the cursor; the caret counts code points; endless lines are cut. */
static void test_error_with_hostile_source(void **state)
{
    (void)state;
    char text[700] = "\x1b[31mred\nKäufer: €x\n";
    size_t n = strlen(text);
    memset(text + n, 'a', 600);
    write_source(text);
    const char *file = BINARY_DIR "/" FILE_NAME;
    error_list list;
    error_list_init(&list);
    error_add(&list, HG_E_INPUT, file, 1, 0, "colour \x1b[0m");
    error_add(&list, HG_E_INPUT, file, 2, 10, "after the euro");
    error_add(&list, HG_E_INPUT, file, 3, 200, "too far to show");
    check_print(&list, "scenarios/" FILE_NAME ":1: error: colour ?[0m\n"
                       "    1 | ?[31mred\n"
                       "scenarios/" FILE_NAME ":2:10: error: after the euro\n"
                       "    2 | Käufer: €x\n"
                       "      |          ^\n"
                       "scenarios/" FILE_NAME ":3:200: error: too far to show\n"
                       "3 errors\n");
    error_add(&list, HG_E_INPUT, file, 3, 2, "cut");
    error_add(&list, HG_E_INPUT, file, 3, 3, "the same line again");
    char cut[161];
    memset(cut, 'a', 160);
    cut[160] = 0;
    char expected[1000];
    snprintf(expected, sizeof expected,
             "scenarios/%s:3:2: error: cut\n    3 | %s\n      |  ^\n"
             "scenarios/%s:3:3: error: the same line again\n    3 | %s\n      |   ^\n2 errors\n",
             FILE_NAME, cut, FILE_NAME, cut);
    check_print(&list, expected);
}

static void test_error_counts(void **state)
{
    (void)state;
    error_list list;
    error_list_init(&list);
    check_print(&list, "");
    warning_add(&list, NULL, 0, 0, "left out");
    assert_int_equal(error_first_code(&list), HG_E_OK);
    check_print(&list, "warning: left out\n1 warning\n");
    warning_add(&list, NULL, 0, 0, "w");
    error_add(&list, HG_E_AGENT, NULL, 0, 0, "e");
    error_add(&list, HG_E_IO, NULL, 0, 0, "f");
    assert_int_equal(error_first_code(&list), HG_E_AGENT);
    warning_add(&list, NULL, 0, 0, "v");
    check_print(&list, "warning: w\nerror: e\nerror: f\nwarning: v\n2 errors, 2 warnings\n");
    assert_int_equal(list.errors + list.warnings, 0);
}

static void test_error_sort_is_stable(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    static const char *const FILES[] = {"a", "b", NULL};
    error_list list;
    error_list_init(&list);
    for (int i = 0; i < 1000; i++)
        error_add(&list, HG_E_INPUT, FILES[rng_below(&r, 3)], (uint32_t)rng_below(&r, 5),
                  (uint32_t)rng_below(&r, 5), "%04d", i);
    error_sort(&list);
    for (size_t i = 1; i < list.count; i++) {
        char a[64], b[64];
        const error *e = &list.items[i - 1], *f = &list.items[i];
        bool place = e->file != NULL;
        assert_true(place || !f->file); /* those without a file come last, in the order found */
        snprintf(a, sizeof a, "%s:%u:%u:%s", place ? e->file : "", place ? e->line : 0,
                 place ? e->column : 0, e->text);
        place = f->file != NULL;
        snprintf(b, sizeof b, "%s:%u:%u:%s", place ? f->file : "", place ? f->line : 0,
                 place ? f->column : 0, f->text);
        if (!e->file == !f->file) assert_true(strcmp(a, b) < 0);
    }
    error_list_fini(&list);
}

static void test_error_meanings(void **state)
{
    (void)state;
    assert_string_equal(error_meaning(HG_E_OK), "fine");
    assert_string_equal(error_meaning(HG_E_UNDECIDED), "undecided");
    assert_int_equal(HG_E_INPUT, -3);
}

static void test_error_of_a_file(void **state)
{
    (void)state;
    error_list list;
    error_list_init(&list);
    errno = ENOSPC;
    assert_int_equal(file_error(&list, "a.csv", "write the file"), HG_E_IO);
    assert_int_equal(list.errors, 1);
    assert_string_equal(list.items[0].text, "cannot write the file: No space left on device");
    assert_string_equal(list.items[0].file, "a.csv");
    error_list_fini(&list);
}

/* ---- JSON ---- */

static void write_sample(json *j)
{
    json_object(j);
    json_key(j, "name");
    json_string(j, "used-car \"x\"\n\t\\ \x01 €");
    json_key(j, "none");
    json_string(j, NULL);
    json_key(j, "phi");
    json_doubles(j, (const double[]){0.1, 0.9, NAN}, 3);
    json_key(j, "empty");
    json_object(j);
    json_end_object(j);
    json_key(j, "list");
    json_array(j);
    json_uint(j, UINT64_MAX);
    json_int(j, INT64_MIN);
    json_bool(j, true);
    json_bool(j, false);
    json_double(j, -INFINITY);
    json_array(j);
    json_end_array(j);
    json_object(j);
    json_key(j, "deep");
    json_double(j, 1e-9);
    json_end_object(j);
    json_end_array(j);
    json_end_object(j);
}

static void check_json(bool pretty, const char *expected)
{
    buf b;
    buf_init(&b);
    json j;
    json_init(&j, &b, pretty);
    write_sample(&j);
    assert_int_equal(j.depth, 0);
    buf_byte(&b, 0);
    assert_string_equal((char *)b.data, expected);
    buf_fini(&b);
}

static void test_json_text(void **state)
{
    (void)state;
    check_json(false, "{\"name\":\"used-car \\\"x\\\"\\n\\t\\\\ \\u0001 €\",\"none\":null,"
                      "\"phi\":[0.1,0.9,null],\"empty\":{},\"list\":[18446744073709551615,"
                      "-9223372036854775808,true,false,null,[],{\"deep\":1e-9}]}");
    check_json(true, "{\n"
                     "  \"name\": \"used-car \\\"x\\\"\\n\\t\\\\ \\u0001 €\",\n"
                     "  \"none\": null,\n"
                     "  \"phi\": [0.1, 0.9, null],\n"
                     "  \"empty\": {},\n"
                     "  \"list\": [\n"
                     "    18446744073709551615,\n"
                     "    -9223372036854775808,\n"
                     "    true,\n"
                     "    false,\n"
                     "    null,\n"
                     "    [],\n"
                     "    {\n"
                     "      \"deep\": 1e-9\n"
                     "    }\n"
                     "  ]\n"
                     "}");
}

/* A random string of code points, control characters and quotes among them. */
static void random_text(rng *r, char *out)
{
    static const char *const PIECES[] = {"a",    "\"",   "\\", "/",  "\x01",
                                         "\x1f", "\x7f", "\n", "\r", "\b",
                                         "\f",   "\t",   "é",  "€",  "\xF0\x9F\x98\x80",
                                         "'"};
    *out = 0;
    for (uint64_t i = 0, n = rng_below(r, 10); i < n; i++) strcat(out, PIECES[rng_below(r, 16)]);
}

static double random_number(rng *r)
{
    return rng_normal(r) * pow(10, (double)rng_below(r, 40) - 20);
}

enum { STRING, DOUBLE, UNSIGNED, INTEGER, BOOLEAN, NOTHING, LIST, MAP, KINDS, DEPTH = 5 };

static int random_kind(rng *r, int depth)
{
    return (int)rng_below(r, depth < DEPTH ? KINDS : LIST);
}

static void write_value(rng *r, json *j, int depth)
{
    char text[64];
    int kind = random_kind(r, depth);
    switch (kind) {
    case STRING: random_text(r, text), json_string(j, text); break;
    case DOUBLE: json_double(j, random_number(r)); break;
    case UNSIGNED: json_uint(j, rng_next(r) >> 1); break;
    case INTEGER: json_int(j, (int64_t)rng_next(r)); break;
    case BOOLEAN: json_bool(j, rng_below(r, 2)); break;
    case NOTHING: json_null(j); break;
    default:
        if (kind == MAP)
            json_object(j);
        else
            json_array(j);
        for (uint64_t i = 0, n = rng_below(r, 6); i < n; i++) {
            snprintf(text, sizeof text, "\"%u\"", (unsigned)i);
            if (kind == MAP) json_key(j, text);
            write_value(r, j, depth + 1);
        }
        if (kind == MAP)
            json_end_object(j);
        else
            json_end_array(j);
    }
}

static void check_value(rng *r, const json_t *read, int depth);

static void check_items(rng *r, const json_t *read, int depth, bool map)
{
    uint64_t n = rng_below(r, 6);
    assert_true(map ? json_is_object(read) : json_is_array(read));
    assert_int_equal(map ? json_object_size(read) : json_array_size(read), n);
    for (uint64_t i = 0; i < n; i++) {
        char key[16];
        snprintf(key, sizeof key, "\"%u\"", (unsigned)i);
        check_value(r, map ? json_object_get(read, key) : json_array_get(read, i), depth + 1);
    }
}

/* Draws the same values again and finds them in what jansson read. */
static void check_value(rng *r, const json_t *read, int depth)
{
    char text[64];
    assert_non_null(read);
    int kind = random_kind(r, depth);
    switch (kind) {
    case STRING: random_text(r, text), assert_string_equal(json_string_value(read), text); break;
    case DOUBLE: assert_same(json_number_value(read), random_number(r)); break;
    case UNSIGNED: assert_true(json_integer_value(read) == (json_int_t)(rng_next(r) >> 1)); break;
    case INTEGER: assert_true(json_integer_value(read) == (json_int_t)rng_next(r)); break;
    case BOOLEAN: assert_int_equal(json_is_true(read), rng_below(r, 2)); break;
    case NOTHING: assert_true(json_is_null(read)); break;
    default: check_items(r, read, depth, kind == MAP);
    }
}

static void test_json_is_read_back(void **state)
{
    (void)state;
    buf b;
    buf_init(&b);
    for (uint64_t i = 0; i < 3000; i++) {
        rng r, again;
        rng_open(&r, 3, RNG_DESIGN, i, 0);
        again = r;
        buf_clear(&b);
        json j;
        json_init(&j, &b, i % 2);
        write_value(&r, &j, 0);
        json_error_t wrong;
        json_t *read = json_loadb((char *)b.data, b.size, JSON_DECODE_ANY, &wrong);
        if (!read) fail_msg("%s in %.*s", wrong.text, (int)b.size, (char *)b.data);
        check_value(&again, read, 0);
        json_decref(read);
    }
    buf_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_gives_zeroed_room_of_its_own),
        cmocka_unit_test(test_arena_keeps_its_chunks),
        cmocka_unit_test(test_arena_reset_gives_the_same_place),
        cmocka_unit_test(test_arena_texts),
        cmocka_unit_test(test_oom_says_so_and_ends),
        cmocka_unit_test(test_mem),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_error_shows_the_source),
        cmocka_unit_test(test_error_without_source),
        cmocka_unit_test(test_error_with_hostile_source),
        cmocka_unit_test(test_error_counts),
        cmocka_unit_test(test_error_sort_is_stable),
        cmocka_unit_test(test_error_meanings),
        cmocka_unit_test(test_error_of_a_file),
        cmocka_unit_test(test_json_text),
        cmocka_unit_test(test_json_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
