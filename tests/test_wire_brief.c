/* The briefing there and back, and everything that can be wrong with it. */
#include "base/buf.h"
#include "base/rng.h"
#include "check.h"
#include "wire/wire.h"
#include <msgpack.h>

static const char *const colours[] = {"red", "green", "bl\xc3\xbc"};
static const hg_issue issues[] = {
    {.name = "price",
     .unit = "EUR",
     .kind = HG_ISSUE_NUMBER,
     .size = 301,
     .min = 9000,
     .step = 10,
     .max = 12000,
     .scale = 1},
    {.name = "colour", .unit = "", .kind = HG_ISSUE_LISTED, .size = 3, .names = colours},
    {.name = "share",
     .unit = "",
     .kind = HG_ISSUE_NUMBER,
     .size = SPACE_REAL_STEPS + 1,
     .min = 0,
     .step = 1.0 / SPACE_REAL_STEPS,
     .max = 1},
};
static const char *const roles[] = {"buyer", "seller", "broker"};
static const double points[] = {1, 0, 0, .5, .5, .25, 0, 1, 0, 0, 0, 1};
static const double bests[] = {1, 1, 1};
static const hg_frontier frontier = {.n = 3, .size = 4, .u = points, .best = bests};
static const double recognition[] = {1, 2, .5}, hazard[] = {.01, .02, 0}, limits[] = {NAN, 3, NAN};
static const uint32_t deadlines[] = {0, 100, 1000000};
static const double least[] = {0, 3, 0.25}, most[] = {4, 3, INFINITY}, obstinacy[] = {0, 0.1, 1};
static const double iota[] = {1, .25, 0, NAN, NAN, NAN, NAN, NAN, NAN};

static const hg_brief sample = {.session = 123456789,
                                .party = 1,
                                .n_parties = 3,
                                .n_tables = 2,
                                .seat = 2,
                                .role = "seller",
                                .text = "You need the money.\n",
                                .roles = roles,
                                .n_issues = 3,
                                .issues = issues,
                                .n_outcomes = 903 * (SPACE_REAL_STEPS + 1),
                                .best = 12000,
                                .worst = -1,
                                .limit = 10300.5,
                                .reservation = 9000,
                                .leaving_cost = .1,
                                .rounds = 100,
                                .exit = HG_EXIT_RESPONDER,
                                .revocable = 1,
                                .pie = 3000,
                                .frontier = &frontier,
                                .recognition = recognition,
                                .hazard = hazard,
                                .iota = iota,
                                .others_limit = limits,
                                .limit_least = least,
                                .limit_most = most,
                                .deadlines = deadlines,
                                .deadlines_pull = 1,
                                .commitment = limits,
                                .obstinacy = obstinacy,
                                .obstinate = 1};

static void assert_same_list(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) assert_same(a[i], b[i]);
}

static void assert_same_issue(const hg_issue *a, const hg_issue *b)
{
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->unit, b->unit);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->size, b->size);
    assert_int_equal(a->names == NULL, b->names == NULL);
    for (uint64_t i = 0; a->names && i < a->size; i++)
        assert_string_equal(a->names[i], b->names[i]);
    assert_same(a->min, b->min);
    assert_same(a->step, b->step);
    assert_same(a->max, b->max);
    assert_same(a->scale, b->scale);
}

static void assert_same_brief(const hg_brief *a, const hg_brief *b)
{
    size_t n = a->n_parties;
    assert_int_equal(a->session, b->session);
    assert_int_equal(a->party, b->party);
    assert_int_equal(a->n_parties, b->n_parties);
    assert_int_equal(a->n_tables, b->n_tables);
    assert_int_equal(a->seat, b->seat);
    assert_string_equal(a->role, b->role);
    assert_string_equal(a->text, b->text);
    for (size_t i = 0; i < n; i++) assert_string_equal(a->roles[i], b->roles[i]);
    assert_int_equal(a->n_issues, b->n_issues);
    for (uint32_t i = 0; i < a->n_issues; i++) assert_same_issue(&a->issues[i], &b->issues[i]);
    assert_int_equal(a->n_outcomes, b->n_outcomes);
    assert_same_list(
        (double[]){a->best, a->worst, a->limit, a->reservation, a->leaving_cost, a->pie},
        (double[]){b->best, b->worst, b->limit, b->reservation, b->leaving_cost, b->pie}, 6);
    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->exit, b->exit);
    assert_int_equal(a->revocable, b->revocable);
    assert_int_equal(a->deadlines_pull, b->deadlines_pull);
    assert_int_equal(a->obstinate, b->obstinate);
    assert_int_equal(a->frontier == NULL, b->frontier == NULL);
    if (a->frontier) {
        assert_int_equal(a->frontier->n, b->frontier->n);
        assert_int_equal(a->frontier->size, b->frontier->size);
        assert_same_list(a->frontier->u, b->frontier->u, n * a->frontier->size);
        assert_same_list(a->frontier->best, b->frontier->best, n);
    }
    assert_same_list(a->recognition, b->recognition, n);
    assert_same_list(a->hazard, b->hazard, n);
    assert_same_list(a->iota, b->iota, n * n);
    assert_same_list(a->others_limit, b->others_limit, n);
    assert_same_list(a->limit_least, b->limit_least, n);
    assert_same_list(a->limit_most, b->limit_most, n);
    assert_same_list(a->commitment, b->commitment, n);
    assert_same_list(a->obstinacy, b->obstinacy, n);
    for (size_t i = 0; i < n; i++) assert_int_equal(a->deadlines[i], b->deadlines[i]);
}

static wire_error decode(arena *memory, const buf *bytes, hg_brief *out)
{
    return wire_decode_brief(memory, bytes->data, bytes->size, out);
}

/* There, back, and there again: equal content, equal bytes. */
static void check_round_trip(const hg_brief *brief, uint32_t table)
{
    buf bytes, again;
    arena memory;
    hg_brief back;
    buf_init(&bytes), buf_init(&again), arena_init(&memory);
    wire_encode_brief(brief, table, &bytes);
    assert_int_equal(decode(&memory, &bytes, &back), WIRE_OK);
    assert_same_brief(brief, &back);
    wire_encode_brief(&back, table, &again);
    assert_int_equal(bytes.size, again.size);
    assert_memory_equal(bytes.data, again.data, bytes.size);
    wire_message m;
    if (bytes.size <= WIRE_MESSAGE_MAX) /* no message that an agent may send */
        assert_int_equal(wire_decode(NULL, bytes.data, bytes.size, &m), WIRE_KIND);
    buf_fini(&bytes), buf_fini(&again), arena_fini(&memory);
}

static void round_trips(void **state)
{
    (void)state;
    check_round_trip(&sample, 0);
    check_round_trip(&sample, 1);
    hg_brief brief = sample;
    brief.frontier = NULL, brief.rounds = 0, brief.revocable = 0, brief.exit = HG_EXIT_NOBODY;
    brief.best = NAN, brief.worst = -INFINITY, brief.role = "", brief.text = "";
    check_round_trip(&brief, 0);
}

/* The most parties, issues and long lists: larger than any message that an agent may send. */
static void a_large_one(void **state)
{
    (void)state;
    enum { N = HG_PARTIES_MAX, VALUES = 70000 };
    static char texts[VALUES][8];
    static const char *names[VALUES], *many_roles[N];
    static double numbers[N * N];
    static uint32_t counts[N];
    static hg_issue many[SPACE_ISSUES_MAX];
    for (int i = 0; i < VALUES; i++) {
        snprintf(texts[i], sizeof texts[i], "v%d", i);
        names[i] = texts[i];
    }
    for (int i = 0; i < N; i++) many_roles[i] = texts[i];
    for (int i = 0; i < N * N; i++) numbers[i] = i % 3 ? i / 7.0 : NAN;
    for (uint32_t i = 0; i < N; i++) counts[i] = UINT32_MAX - i;
    for (uint32_t i = 0; i < SPACE_ISSUES_MAX; i++)
        many[i] = (hg_issue){.name = texts[i], .unit = "", .kind = HG_ISSUE_NUMBER, .size = 1};
    many[5] = (hg_issue){.name = "x", .unit = "", .size = VALUES, .names = names};
    hg_brief brief = sample;
    brief.n_parties = N, brief.roles = many_roles, brief.frontier = NULL;
    brief.n_issues = SPACE_ISSUES_MAX, brief.issues = many, brief.n_outcomes = VALUES;
    brief.recognition = brief.hazard = brief.iota = brief.others_limit = numbers;
    brief.limit_least = brief.limit_most = brief.commitment = brief.obstinacy = numbers;
    brief.deadlines = counts;
    check_round_trip(&brief, 0);
}

/* The head and the map as any msgpack library sees them. */
static void readable(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "session",     "party",     "n_parties",      "n_tables",     "seat",
        "role",        "text",      "roles",          "issues",       "n_outcomes",
        "best",        "worst",     "limit",          "reservation",  "leaving_cost",
        "rounds",      "exit",      "revocable",      "pie",          "frontier",
        "recognition", "hazard",    "iota",           "others_limit", "limit_least",
        "limit_most",  "deadlines", "deadlines_pull", "commitment",   "obstinacy",
        "obstinate"};
    buf bytes;
    buf_init(&bytes);
    wire_encode_brief(&sample, 1, &bytes);
    static const uint8_t head[] = {0x96, 0x01, 0xce, 0x07, 0x5b, 0xcd,
                                   0x15, 0x01, 0x00, 0x02, 0xde};
    assert_memory_equal(bytes.data, head, sizeof head);
    msgpack_unpacked u;
    msgpack_unpacked_init(&u);
    assert_int_equal(msgpack_unpack_next(&u, (const char *)bytes.data, bytes.size, NULL),
                     MSGPACK_UNPACK_SUCCESS);
    const msgpack_object_map *map = &u.data.via.array.ptr[5].via.map;
    assert_int_equal(map->size, sizeof keys / sizeof *keys);
    for (uint32_t i = 0; i < map->size; i++) {
        const msgpack_object_str *key = &map->ptr[i].key.via.str;
        assert_int_equal(key->size, strlen(keys[i]));
        assert_memory_equal(key->ptr, keys[i], key->size);
    }
    const msgpack_object *others = &map->ptr[23].val;
    assert_int_equal(others->via.array.ptr[0].type, MSGPACK_OBJECT_NIL);
    assert_true(others->via.array.ptr[1].via.f64 == 3);
    assert_int_equal(map->ptr[17].val.type, MSGPACK_OBJECT_BOOLEAN);
    assert_int_equal(map->ptr[8].val.via.array.ptr[1].via.map.ptr[4].val.via.array.size, 3);
    msgpack_unpacked_destroy(&u);
    buf_fini(&bytes);
}

/* Keys in any order, and keys that a later version may add. */
static void pack_reordered(const msgpack_object *message, buf *out)
{
    msgpack_sbuffer bytes;
    msgpack_sbuffer_init(&bytes);
    msgpack_packer pk;
    msgpack_packer_init(&pk, &bytes, msgpack_sbuffer_write);
    msgpack_pack_array(&pk, 6);
    for (uint32_t i = 0; i < 5; i++) msgpack_pack_object(&pk, message->via.array.ptr[i]);
    const msgpack_object_map *map = &message->via.array.ptr[5].via.map;
    msgpack_pack_map(&pk, map->size + 1);
    for (uint32_t i = map->size; i-- > 0;) {
        msgpack_pack_object(&pk, map->ptr[i].key);
        msgpack_pack_object(&pk, map->ptr[i].val);
    }
    msgpack_pack_int(&pk, 7); /* not even a text */
    msgpack_pack_str_with_body(&pk, "new", 3);
    buf_add(out, bytes.data, bytes.size);
    msgpack_sbuffer_destroy(&bytes);
}

static void any_order(void **state)
{
    (void)state;
    buf bytes, reordered;
    arena memory;
    hg_brief back;
    buf_init(&bytes), buf_init(&reordered), arena_init(&memory);
    wire_encode_brief(&sample, 0, &bytes);
    msgpack_unpacked u;
    msgpack_unpacked_init(&u);
    assert_int_equal(msgpack_unpack_next(&u, (const char *)bytes.data, bytes.size, NULL),
                     MSGPACK_UNPACK_SUCCESS);
    pack_reordered(&u.data, &reordered);
    msgpack_unpacked_destroy(&u);
    assert_int_equal(decode(&memory, &reordered, &back), WIRE_OK);
    assert_same_brief(&sample, &back);
    buf_fini(&bytes), buf_fini(&reordered), arena_fini(&memory);
}

/* Each is written as it stands, hence must be refused when read. */
static void check_refused(const hg_brief *brief, uint32_t table)
{
    buf bytes;
    arena memory;
    hg_brief back;
    buf_init(&bytes), arena_init(&memory);
    wire_encode_brief(brief, table, &bytes);
    assert_int_equal(decode(&memory, &bytes, &back), WIRE_FORM);
    buf_fini(&bytes), arena_fini(&memory);
}

static void sizes_must_agree(void **state)
{
    (void)state;
    static const char *const names[17] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                          "j", "k", "l", "m", "n", "o", "p", "q"};
    static const double numbers[17 * 17] = {0};
    static const uint32_t counts[17] = {0};
    static hg_issue many[SPACE_ISSUES_MAX + 1];
    hg_brief brief = sample;
    check_refused(&brief, 2); /* of two tables */
    brief.party = 3;
    check_refused(&brief, 0);
    brief = sample, brief.n_outcomes++;
    check_refused(&brief, 0);
    brief = sample, brief.n_issues = 0;
    check_refused(&brief, 0);
    brief = sample, brief.n_parties = 1, brief.party = 0, brief.frontier = NULL;
    check_refused(&brief, 0);
    brief.n_parties = 17, brief.roles = names;
    brief.recognition = brief.hazard = brief.iota = brief.others_limit = numbers;
    brief.limit_least = brief.limit_most = brief.commitment = brief.obstinacy = numbers;
    brief.deadlines = counts;
    check_refused(&brief, 0);
    for (uint32_t i = 0; i <= SPACE_ISSUES_MAX; i++) {
        many[i] = issues[0];
        many[i].size = 1;
    }
    brief = sample, brief.issues = many, brief.n_issues = SPACE_ISSUES_MAX + 1,
    brief.n_outcomes = 1;
    check_refused(&brief, 0);
    many[0].size = 0, brief.n_issues = 1, brief.n_outcomes = 0;
    check_refused(&brief, 0);
    many[0].size = many[1].size = UINT64_C(1) << 32, brief.n_issues = 2; /* 2^64 outcomes */
    check_refused(&brief, 0);
    hg_frontier pair = {.n = 2, .size = 2, .u = points, .best = bests};
    brief = sample, brief.frontier = &pair;
    check_refused(&brief, 0);
    pair.n = 3, pair.size = 0;
    check_refused(&brief, 0);
}

/* The lists of three parties, said to be those of n. */
static wire_error decode_as(uint8_t n)
{
    static const char key[] = "n_parties";
    buf bytes;
    arena memory;
    hg_brief brief = sample, back;
    buf_init(&bytes), arena_init(&memory);
    brief.frontier = NULL;
    wire_encode_brief(&brief, 0, &bytes);
    size_t at = 0;
    while (memcmp(bytes.data + at, key, sizeof key - 1)) at++;
    assert_int_equal(bytes.data[at + sizeof key - 1], 3);
    bytes.data[at + sizeof key - 1] = n;
    wire_error error = decode(&memory, &bytes, &back);
    buf_fini(&bytes), arena_fini(&memory);
    return error;
}

static void lists_must_fit(void **state)
{
    (void)state;
    for (uint8_t n = 0; n < 128; n++) assert_int_equal(decode_as(n), n == 3 ? WIRE_OK : WIRE_FORM);
}

/* Understood or refused; what was understood can be written and read again. */
static bool check_any(const uint8_t *data, size_t size, arena *memory)
{
    uint8_t *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    hg_brief got, again;
    arena_reset(memory);
    wire_error error = wire_decode_brief(memory, copy, size, &got);
    free(copy); /* nothing of it is kept */
    if (error) return false;
    buf bytes;
    buf_init(&bytes);
    wire_encode_brief(&got, 0, &bytes);
    assert_int_equal(wire_decode_brief(memory, bytes.data, bytes.size, &again), WIRE_OK);
    assert_same_brief(&got, &again);
    buf_fini(&bytes);
    return true;
}

static void truncated_and_mutated(void **state)
{
    (void)state;
    buf bytes;
    arena memory;
    buf_init(&bytes), arena_init(&memory);
    wire_encode_brief(&sample, 0, &bytes);
    for (size_t cut = 0; cut < bytes.size; cut++) assert_false(check_any(bytes.data, cut, &memory));
    uint32_t understood = 0;
    for (size_t at = 0; at < bytes.size; at++) {
        uint8_t was = bytes.data[at];
        for (uint32_t step = 1; step < 256; step++) {
            bytes.data[at] = (uint8_t)(was + step);
            understood += check_any(bytes.data, bytes.size, &memory);
        }
        bytes.data[at] = was;
    }
    assert_true(understood > 1000); /* digits of numbers, letters of texts */
    assert_true(memory.mallocs < 16);
    assert_true(check_any(bytes.data, bytes.size, &memory));
    buf_fini(&bytes), arena_fini(&memory);
}

static void random_damage(void **state)
{
    (void)state;
    rng r;
    buf bytes;
    arena memory;
    rng_open(&r, 6, RNG_NOISE, 0, 0);
    buf_init(&bytes), arena_init(&memory);
    for (uint32_t i = 0; i < 20000; i++) {
        buf_clear(&bytes);
        wire_encode_brief(&sample, 0, &bytes);
        uint64_t n = 2 + rng_below(&r, 6);
        for (uint64_t k = 0; k < n; k++) {
            uint64_t at = rng_below(&r, bytes.size), x = rng_next(&r);
            bytes.data[at] = x & 256 ? (uint8_t)x : (uint8_t)(0xc0 | (x & 31));
        }
        check_any(bytes.data, bytes.size, &memory);
    }
    assert_true(memory.mallocs < 16);
    buf_fini(&bytes), arena_fini(&memory);
}

static void not_a_brief(void **state)
{
    (void)state;
    static const uint8_t offer[] = {0x96, 8, 1, 0, 5, 1, 0x93, 1, 2, 7};
    static const uint8_t bare[] = {0x95, 1, 1, 0, 5, 1};
    static const uint8_t list[] = {0x96, 1, 1, 0, 5, 1, 0x90};
    static const uint8_t empty[] = {0x96, 1, 1, 0, 5, 1, 0x80};
    static const uint8_t more[] = {0x97, 1, 1, 0, 5, 1, 0x80, 0};
    arena memory;
    hg_brief out;
    arena_init(&memory);
    assert_int_equal(wire_decode_brief(&memory, offer, sizeof offer, &out), WIRE_KIND);
    assert_int_equal(wire_decode_brief(&memory, bare, sizeof bare, &out), WIRE_FORM);
    assert_int_equal(wire_decode_brief(&memory, list, sizeof list, &out), WIRE_FORM);
    assert_int_equal(wire_decode_brief(&memory, empty, sizeof empty, &out), WIRE_FORM);
    assert_int_equal(wire_decode_brief(&memory, more, sizeof more, &out), WIRE_FORM);
    arena_fini(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trips),
        cmocka_unit_test(a_large_one),
        cmocka_unit_test(readable),
        cmocka_unit_test(any_order),
        cmocka_unit_test(sizes_must_agree),
        cmocka_unit_test(lists_must_fit),
        cmocka_unit_test(truncated_and_mutated),
        cmocka_unit_test(random_damage),
        cmocka_unit_test(not_a_brief),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
