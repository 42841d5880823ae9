/* YAML to nodes and back: where every node stands, what is refused, and that what is written reads
 * back to the same tree, whatever the texts contain. */
#include "base/rng.h"
#include "check.h"
#include "scenario/node.h"

typedef struct fixture {
    arena arena;
    error_list errors;
} fixture;

static int open_fixture(void **state)
{
    static fixture f;
    arena_init(&f.arena);
    error_list_init(&f.errors);
    *state = &f;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *f = *state;
    error_list_fini(&f->errors);
    arena_fini(&f->arena);
    return 0;
}

static node *read_text(fixture *f, const char *text)
{
    return node_read(&f->arena, "file.yaml", text, strlen(text), &f->errors);
}

static void assert_at(const node *n, uint32_t line, uint32_t column)
{
    assert_non_null(n);
    assert_int_equal(n->line, line);
    assert_int_equal(n->column, column);
}

static void every_node_knows_its_place(void **state)
{
    fixture *f = *state;
    const node *root = read_text(f, "# a comment\n"
                                    "name: used car\n"
                                    "häuser: {größe: 12, \"a b\": x}\n"
                                    "list:\n"
                                    "  - one\n"
                                    "  - - inner\n"
                                    "empty:\n"
                                    "map:\n"
                                    "    key: v\n");
    assert_non_null(root);
    assert_at(root, 2, 1);
    assert_at(node_key(root, "name"), 2, 1);
    assert_at(node_get(root, "name"), 2, 7);
    const node *flow = node_get(root, "häuser");
    assert_at(flow, 3, 9);
    assert_at(node_get(flow, "größe"), 3, 17); /* columns count characters, not bytes */
    assert_at(node_key(flow, "a b"), 3, 21);
    assert_at(node_get(flow, "a b"), 3, 28);
    const node *list = node_get(root, "list");
    assert_at(list, 5, 3);
    assert_at(list->items[0], 5, 5);
    assert_at(list->items[1]->items[0], 6, 7);
    assert_at(node_get(node_get(root, "map"), "key"), 9, 10);
    assert_string_equal(node_get(root, "empty")->text, "");
    assert_string_equal(node_get(root, "name")->text, "used car");
    assert_false(node_get(root, "name")->quoted);
    assert_string_equal(node_get(root, "name")->file, "file.yaml");
}

static void words_stay_words(void **state)
{
    fixture *f = *state;
    const node *root =
        read_text(f, "a: no\nb: ~\nc: 0x10\nd: 1e3\ne: 'no'\nf: |\n  two\n  lines\n");
    assert_string_equal(node_get(root, "a")->text, "no");
    assert_string_equal(node_get(root, "b")->text, "~");
    assert_string_equal(node_get(root, "c")->text, "0x10");
    assert_string_equal(node_get(root, "d")->text, "1e3");
    assert_true(node_get(root, "e")->quoted);
    assert_string_equal(node_get(root, "f")->text, "two\nlines\n");
}

static void the_byte_order_mark_is_nothing(void **state)
{
    fixture *f = *state;
    const node *root = read_text(f, "\xEF\xBB\xBF"
                                    "a: b\n");
    assert_at(node_key(root, "a"), 1, 1);
    assert_at(node_get(root, "a"), 1, 4);
}

static void too_much_is_refused_cheaply(void **state)
{
    fixture *f = *state;
    size_t size = (4u << 20) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, '[', size);
    assert_null(node_read(&f->arena, "big", text, size, &f->errors));
    assert_int_equal(f->errors.count, 1);
    assert_non_null(strstr(f->errors.items[0].text, "larger than 4 MiB"));
    assert_null(node_read(&f->arena, "deep", text, size - 1, &f->errors));
    assert_int_equal(f->errors.count, 2);
    assert_non_null(strstr(f->errors.items[1].text, "nested deeper than 64"));
    assert_int_equal(f->errors.items[1].column, 65);
    free(text);
}

static void many_keys_cost_no_square(void **state)
{
    fixture *f = *state;
    buf text;
    buf_init(&text);
    for (unsigned i = 0; i < 200000; i++) buf_format(&text, "k%u: 1\n", i);
    buf_text(&text, "k777: 2\n");
    assert_null(node_read(&f->arena, "many", (const char *)text.data, text.size, &f->errors));
    assert_int_equal(f->errors.count, 1);
    assert_non_null(strstr(f->errors.items[0].text, "it stands in line 778 already"));
    buf_fini(&text);
}

static void missing_files_are_said(void **state)
{
    fixture *f = *state;
    assert_null(node_read_file(&f->arena, "no/such/file.yaml", &f->errors));
    assert_non_null(strstr(f->errors.items[0].text, "No such file"));
    assert_null(node_read_file(&f->arena, SOURCE_DIR, &f->errors));
    assert_int_equal(f->errors.count, 2);
}

static void maps_change(void **state)
{
    fixture *f = *state;
    node *root = read_text(f, "a: 1\nb: 2\nc: 3\n");
    node *copy = node_copy(&f->arena, root);
    node_put(&f->arena, root, "b", node_scalar(&f->arena, "9", "--set"));
    node_put(&f->arena, root, "d", node_scalar(&f->arena, "4", "--set"));
    assert_true(node_remove(root, "a"));
    assert_false(node_remove(root, "a"));
    assert_int_equal(root->count, 3);
    assert_string_equal(node_get(root, "b")->text, "9");
    assert_string_equal(root->keys[2]->text, "d");
    assert_null(node_get(root, "a"));
    assert_string_equal(node_get(copy, "b")->text, "2");
    assert_false(node_equal(root, copy));
}

/* ---- writing ---- */

static void assert_round_trip(fixture *f, const node *root)
{
    buf text;
    buf_init(&text);
    node_write(root, &text);
    const node *again =
        node_read(&f->arena, "again", (const char *)text.data, text.size, &f->errors);
    if (!again || !node_equal(root, again)) {
        error_print(&f->errors, stderr);
        fail_msg("does not read back:\n%.*s", (int)text.size, (const char *)text.data);
    }
    buf_fini(&text);
}

static void files_read_back(void **state)
{
    static const char *const names[] = {"split-the-pie", "used-car", "experiments/leverage",
                                        "experiments/used-car-leverage"};
    fixture *f = *state;
    for (size_t i = 0; i < 4; i++) {
        const char *path = arena_format(&f->arena, SOURCE_DIR "/scenarios/%s.yaml", names[i]);
        const node *root = node_read_file(&f->arena, path, &f->errors);
        assert_non_null(root);
        assert_round_trip(f, root);
    }
}

/* Raw or escaped, no text can steer a terminal; line ends and tabs are text. */
static void control_characters_are_refused(void **state)
{
    static const char *const bad[] = {"\\e[31mred", "\\x1b]0;x\\x07", "\\r",     "\\x7f",
                                      "\\x9b31m",   "\\u0085",        "\\u202E", "\\u2066",
                                      "\xC2\x9B",   "\u202e",         "\x01"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(read_text(f, arena_format(&f->arena, "title: \"a%s\"\n", bad[i])));
        assert_null(read_text(f, arena_format(&f->arena, "\"a%s\": 1\n", bad[i])));
    }
    assert_non_null(read_text(f, "title: \"two\\nlines\\tand a tab, \u200fright to left\"\n"));
}

static const char *random_text(fixture *f, rng *random)
{
    static const char *const pieces[] = {
        "a",      "b",      "-",    ":",        ": ",     " #",     "#",      "'",
        "\"",     "\\",     "\n",   " ",        "{",      "}",      "[",      "]",
        ",",      "?",      "? ",   "- ",       "&x",     "*",      "!",      "%",
        "|",      ">",      "@",    "`",        "~",      "no",     "null",   "---",
        "...",    "<<",     "=",    "\t",       "0x1",    "ä",      "€",      "𝄞",
        "\u2028", "\u00a0", "1e-9", "6 months", "\ufffd", "\u2029", "\u1680", "boulware:beta=0.3",
        "x:y",    "://",
    };
    size_t n_pieces = sizeof pieces / sizeof *pieces;
    const char *text = "";
    for (uint64_t n = rng_below(random, 5); n > 0; n--)
        text = arena_format(&f->arena, "%s%s", text, pieces[rng_below(random, n_pieces)]);
    return text;
}

static node *random_tree(fixture *f, rng *random, uint32_t depth)
{
    node *n = node_scalar(&f->arena, random_text(f, random), "random");
    n->quoted = rng_below(random, 8) == 0;
    if (depth == 0 || rng_below(random, 3) == 0) return n;
    bool is_map = rng_below(random, 2) == 0;
    n = node_map(&f->arena, n);
    for (uint64_t i = rng_below(random, 6); i > 0; i--)
        node_put(&f->arena, n,
                 arena_format(&f->arena, "%s%llu", random_text(f, random), (unsigned long long)i),
                 random_tree(f, random, depth - 1));
    if (!is_map) n->kind = NODE_LIST;
    return n;
}

static void any_tree_reads_back(void **state)
{
    fixture *f = *state;
    rng random;
    rng_open(&random, 7, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 3000; i++) {
        arena_reset(&f->arena);
        assert_round_trip(f, random_tree(f, &random, 1 + (uint32_t)rng_below(&random, 5)));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_node_knows_its_place),
        TEST(words_stay_words),
        TEST(the_byte_order_mark_is_nothing),
        TEST(too_much_is_refused_cheaply),
        TEST(many_keys_cost_no_square),
        TEST(missing_files_are_said),
        TEST(maps_change),
        TEST(files_read_back),
        TEST(control_characters_are_refused),
        TEST(any_tree_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
