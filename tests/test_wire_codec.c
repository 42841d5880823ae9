/* Bytes as they must be: written down by hand, and compared with msgpack-c for random spaces and
 * messages of every kind. */
#include "wire/cold.h"
#include "wire_reference.h"

#define ROUNDS 100000

static const hg_issue small_issues[] = {{.size = 10}, {.size = 10}, {.size = 300}};
static const space small = {.n_issues = 3, .issues = small_issues, .size = 30000, .listed = true};
#define OUTCOME(a, b, c) (((a)*10u + (b)) * 300u + (c))

static size_t from_hex(const char *hex, uint8_t *out)
{
    size_t size = 0;
    for (const char *p = hex; *p; p++) {
        if (*p == ' ') continue;
        char digits[3] = {p[0], p[1], 0};
        out[size++] = (uint8_t)strtoul(digits, NULL, 16);
        p++;
    }
    return size;
}

static const hg_words hint[] = {{HG_HINT, HG_ABOUT_ALTERNATIVE, 0.6}};
static const hg_words ultimatum[] = {{HG_ULTIMATUM, HG_ABOUT_DEADLINE, NAN},
                                     {HG_THREATEN, HG_ABOUT_NOTHING, -2}};

static const struct {
    const char *hex;
    hg_message m;
} golden[] = {
    {"96 02 cd012c 00 05 01 cd0700",
     {.kind = HG_TURN, .session = 300, .round = 5, .seat = 1, .may = 0x700}},
    {"99 03 01 00 02 01 00 01 00 cb3fe0000000000000",
     {.kind = HG_EVENT,
      .session = 1,
      .round = 2,
      .seat = 1,
      .event = HG_EVENT_ARRIVED,
      .party = 1,
      .value = 0.5}},
    {"99 03 01 00 02 01 02 00 c0 cb40c3880000000000",
     {.kind = HG_EVENT,
      .session = 1,
      .round = 2,
      .seat = 1,
      .event = HG_EVENT_LIMIT,
      .alternative = HG_NOBODY,
      .value = 10000}},
    {"9a 04 01 00 09 01 00 00 93 01 02 cd012b cb3fe8000000000000 cb3fe0000000000000",
     {.kind = HG_END,
      .session = 1,
      .round = 9,
      .seat = 1,
      .result = HG_RESULT_DEAL,
      .outcome = OUTCOME(1, 2, 299),
      .utility = 0.75,
      .payoff = 0.5}},
    {"9a 04 cf0000000100000000 00 09 00 03 c0 c0 cb0000000000000000 c0",
     {.kind = HG_END,
      .session = UINT64_C(1) << 32,
      .round = 9,
      .result = HG_RESULT_DEADLINE,
      .party = HG_NOBODY,
      .outcome = HG_NO_OUTCOME,
      .payoff = NAN}},
    {"95 05 00 00 00 00", {.kind = HG_BYE}},
    {"96 08 cd012c 00 05 01 93 01 02 7f",
     {.kind = HG_OFFER, .session = 300, .round = 5, .seat = 1, .outcome = OUTCOME(1, 2, 127)}},
    {"96 08 cd012c 00 05 01 93 01 02 cc80",
     {.kind = HG_OFFER, .session = 300, .round = 5, .seat = 1, .outcome = OUTCOME(1, 2, 128)}},
    {"97 08 cd012c 00 05 01 93 01 02 cd012b 91 93 00 01 cb3fe3333333333333",
     {.kind = HG_OFFER,
      .session = 300,
      .round = 5,
      .seat = 1,
      .outcome = OUTCOME(1, 2, 299),
      .n_words = 1,
      .words = hint}},
    {"95 09 ce000186a0 00 07 00", {.kind = HG_ACCEPT, .session = 100000, .round = 7}},
    {"96 09 ce000186a0 00 07 00 91 93 00 01 cb3fe3333333333333",
     {.kind = HG_ACCEPT, .session = 100000, .round = 7, .n_words = 1, .words = hint}},
    {"95 0a 7f 02 cd03e7 0f",
     {.kind = HG_REJECT, .session = 127, .table = 2, .round = 999, .seat = 15}},
    {"97 0b 01 00 02 00 00 01",
     {.kind = HG_WALK, .session = 1, .round = 2, .walk = HG_WALK_TACTICAL, .door = HG_DOOR_OPEN}},
    {"98 0b 01 00 02 00 02 00 91 93 00 01 cb3fe3333333333333",
     {.kind = HG_WALK,
      .session = 1,
      .round = 2,
      .walk = HG_WALK_FINAL,
      .n_words = 1,
      .words = hint}},
    {"95 0c 01 00 02 00", {.kind = HG_WITHDRAW, .session = 1, .round = 2}},
    {"95 0d 01 00 02 00", {.kind = HG_REOPEN, .session = 1, .round = 2}},
    {"96 0e 01 00 02 00 92 93 06 03 c0 93 05 00 cbc000000000000000",
     {.kind = HG_SAY, .session = 1, .round = 2, .n_words = 2, .words = ultimatum}},
};

static void golden_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        uint8_t expected[256], got[256];
        size_t size = from_hex(golden[i].hex, expected);
        assert_int_equal(wire_encode(&small, &golden[i].m, got, sizeof got), size);
        assert_memory_equal(got, expected, size);
        wire_message back, given = {.m = golden[i].m};
        for (uint32_t k = 0; k < given.m.n_words; k++) given.words[k] = given.m.words[k];
        if (given.m.kind != HG_OFFER && given.m.kind != HG_END) given.m.outcome = HG_NO_OUTCOME;
        assert_int_equal(wire_decode(&small, expected, size, &back), WIRE_OK);
        assert_equal_messages(&given, &back);
        assert_ptr_equal(back.m.words, back.words);
    }
}

static void hello(void **state)
{
    (void)state;
    uint8_t expected[64], got[600];
    size_t size = from_hex("97 00 00 00 00 00 01 a8 626f756c77617265", expected);
    wire_message back;
    assert_int_equal(wire_encode_hello(1, "boulware", got, sizeof got), size);
    assert_memory_equal(got, expected, size);
    assert_int_equal(wire_decode(NULL, got, size, &back), WIRE_OK);
    assert_int_equal(back.m.kind, HG_HELLO);
    assert_int_equal(back.abi, 1);
    assert_string_equal(back.agent, "boulware");
    char name[WIRE_NAME_MAX + 2];
    memset(name, 'a', sizeof name);
    name[WIRE_NAME_MAX + 1] = 0;
    assert_int_equal(wire_encode_hello(1, name, got, sizeof got), 0);
    name[WIRE_NAME_MAX] = 0;
    size = wire_encode_hello(7, name, got, sizeof got);
    assert_int_equal(size, 7 + 2 + WIRE_NAME_MAX);
    assert_int_equal(wire_decode(NULL, got, size, &back), WIRE_OK);
    assert_string_equal(back.agent, name);
    assert_int_equal(wire_encode_hello(1, "boulware", got, 15), 0);
}

/* The other ways to say the same: every integer in every width, signed too;
 * no words as an empty list. */
static void other_forms(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "96 08 cd012c 00 05 01 93 01 02 07",
        "96 cc08 ce0000012c cc00 cd0005 ce00000001 93 cf0000000000000001 cc02 cd0007",
        "dc0006 d008 d1012c d000 d200000005 d30000000000000001 dc0003 d001 d10002 d200000007",
        "dd00000006 08 cf000000000000012c 00 05 01 dd00000003 01 02 ce00000007",
        "97 08 cd012c 00 05 01 93 01 02 07 90",
        "97 08 cd012c 00 05 01 93 01 02 07 dc0000",
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        uint8_t bytes[128];
        wire_message back;
        size_t size = from_hex(forms[i], bytes);
        assert_int_equal(wire_decode(&small, bytes, size, &back), WIRE_OK);
        assert_int_equal(back.m.kind, HG_OFFER);
        assert_int_equal(back.m.session, 300);
        assert_int_equal(back.m.round, 5);
        assert_int_equal(back.m.seat, 1);
        assert_int_equal(back.m.outcome, OUTCOME(1, 2, 7));
        assert_int_equal(back.m.n_words, 0);
    }
}

static const struct {
    const char *hex;
    double at_least;
} numbers[] = {
    {"96 0e 01 00 02 00 91 93 06 03 ca3f000000", 0.5},
    {"96 0e 01 00 02 00 91 93 06 03 05", 5},
    {"96 0e 01 00 02 00 91 93 06 03 fb", -5},
    {"96 0e 01 00 02 00 91 93 06 03 d1ff00", -256},
    {"96 0e 01 00 02 00 91 93 06 03 c0", NAN},
    {"96 0e 01 00 02 00 91 93 06 03 ca7fc00000", NAN},
    {"96 0e 01 00 02 00 91 93 06 03 cbfff8000000000001", NAN},
};

static void other_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        uint8_t bytes[64];
        wire_message back;
        size_t size = from_hex(numbers[i].hex, bytes);
        assert_int_equal(wire_decode(&small, bytes, size, &back), WIRE_OK);
        assert_same(back.m.words[0].at_least, numbers[i].at_least);
    }
}

static const struct {
    wire_error error;
    const char *hex;
} faults[] = {
    {WIRE_TRUNCATED, ""},
    {WIRE_TRUNCATED, "96 08 01 00 05 01 93 01 02"},
    {WIRE_TRAILING, "96 08 01 00 05 01 93 01 02 07 00"},
    {WIRE_SIZE, "dd10000000"},
    {WIRE_SIZE, "96 08 01 00 05 01 df7fffffff"},
    {WIRE_SIZE, "96 08 01 00 05 01 dbffffffff"},
    {WIRE_DEPTH, "96 08 01 00 05 01 91 91 91 91 91 91 91 91 01"},
    {WIRE_FORM, "96 08 01 00 05 01 c1"},
    {WIRE_FORM, "08"},
    {WIRE_FORM, "85 08 01 00 05 01 93 01 02 03 04 05 06 07"},
    {WIRE_FORM, "94 09 01 00 05"},
    {WIRE_FORM, "90"},
    {WIRE_FORM, "95 ff 01 00 05 01"},
    {WIRE_FORM, "95 a1 39 01 00 05 01"},
    {WIRE_KIND, "95 06 01 00 05 01"},
    {WIRE_KIND, "95 07 01 00 05 01"},
    {WIRE_KIND, "95 0f 01 00 05 01"},
    {WIRE_KIND, "95 cf8000000000000009 01 00 05 01"},
    {WIRE_KIND, "96 01 01 00 00 01 80"},
    {WIRE_FORM, "95 09 ff 00 05 01"},                 /* session -1 */
    {WIRE_FORM, "95 09 01 cf0000000100000000 05 01"}, /* table 2^32 */
    {WIRE_FORM, "95 09 01 00 cb3ff0000000000000 01"}, /* round 1.0 */
    {WIRE_FORM, "95 09 01 00 cf0000000100000000 01"},
    {WIRE_FORM, "95 09 01 00 05 cf0000000100000001"},
    {WIRE_FORM, "96 08 01 00 05 cf0000000100000001 93 01 02 07"},
    {WIRE_FORM, "95 09 01 00 05 c0"},
    {WIRE_FORM, "95 08 01 00 05 01"}, /* OFFER without values */
    {WIRE_FORM, "96 08 01 00 05 01 c0"},
    {WIRE_FORM, "96 08 01 00 05 01 92 01 02"},
    {WIRE_FORM, "96 08 01 00 05 01 94 01 02 03 04"},
    {WIRE_FORM, "96 08 01 00 05 01 93 01 02 ff"},
    {WIRE_FORM, "96 08 01 00 05 01 93 01 02 cb401c000000000000"}, /* 7.0 is no index */
    {WIRE_OUTCOME, "96 08 01 00 05 01 93 0a 02 07"},
    {WIRE_OUTCOME, "96 08 01 00 05 01 93 01 0a 07"},
    {WIRE_OUTCOME, "96 08 01 00 05 01 93 01 02 cd012c"},
    {WIRE_OUTCOME, "96 08 01 00 05 01 93 01 02 cfffffffffffffffff"},
    {WIRE_WORDS, "96 09 01 00 05 01 c0"},
    {WIRE_WORDS, "96 09 01 00 05 01 95 930001c0 930001c0 930001c0 930001c0 930001c0"},
    {WIRE_WORDS, "96 09 01 00 05 01 91 92 00 01"},
    {WIRE_WORDS, "96 09 01 00 05 01 91 93 09 01 c0"}, /* no such word */
    {WIRE_WORDS, "96 09 01 00 05 01 91 93 00 06 c0"}, /* no such topic */
    {WIRE_WORDS, "96 09 01 00 05 01 91 93 00 01 a0"},
    {WIRE_WORDS, "96 09 01 00 05 01 91 93 00 01 cb7ff0000000000000"},
    {WIRE_WORDS, "96 0e 01 00 05 01 90"}, /* SAY nothing */
    {WIRE_FORM, "95 0e 01 00 05 01"},
    {WIRE_FORM, "97 09 01 00 05 01 90 90"},
    {WIRE_FORM, "97 0b 01 00 05 01 03 00"}, /* no such walk */
    {WIRE_FORM, "97 0b 01 00 05 01 00 02"}, /* no such door */
    {WIRE_FORM, "96 0b 01 00 05 01 00"},
    {WIRE_FORM, "96 02 01 00 05 01 cf0000000100000000"},
    {WIRE_FORM, "99 03 01 00 05 01 04 00 00 c0"}, /* no such event */
    {WIRE_FORM, "99 03 01 00 05 01 00 ceffffffff 00 c0"},
    {WIRE_FORM, "9a 04 01 00 05 01 05 00 c0 c0 c0"}, /* no such result */
    {WIRE_OUTCOME, "9a 04 01 00 05 01 00 00 93 0a 00 00 c0 c0"},
    {WIRE_FORM, "96 05 00 00 00 00 00"},
    {WIRE_FORM, "97 00 00 00 00 00 01 a2 6100"}, /* NUL in a name */
    {WIRE_FORM, "97 00 00 00 00 00 01 a1 ff"},   /* not UTF-8 */
    {WIRE_FORM, "97 00 00 00 00 00 01 c4 01 61"},
};

static void named_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        uint8_t bytes[128];
        wire_message back;
        size_t size = from_hex(faults[i].hex, bytes);
        wire_error got = wire_decode(&small, bytes, size, &back);
        if (got != faults[i].error)
            fail_msg("%s: %s, not: %s", faults[i].hex, wire_error_text(got),
                     wire_error_text(faults[i].error));
    }
    uint8_t large[WIRE_MESSAGE_MAX + 1] = {0xdb, 0, 0, 0x0f, 0xfc};
    wire_message back;
    assert_int_equal(wire_decode(&small, large, sizeof large, &back), WIRE_SIZE);
    assert_string_equal(wire_error_text(WIRE_KIND), "sent an unknown kind of message");
}

static void outcomes_need_a_space(void **state)
{
    (void)state;
    uint8_t bytes[64];
    wire_message back;
    size_t size = from_hex("96 08 01 00 05 01 93 01 02 07", bytes);
    assert_int_equal(wire_decode(NULL, bytes, size, &back), WIRE_OUTCOME);
    size = from_hex("95 09 01 00 05 01", bytes);
    assert_int_equal(wire_decode(NULL, bytes, size, &back), WIRE_OK);
}

/* What must not be sent is not written. */
static void not_well_formed(void **state)
{
    (void)state;
    static const hg_words bad_word[] = {{HG_WORD_COUNT, HG_ABOUT_LIMIT, 0}};
    static const hg_words bad_topic[] = {{HG_ASK, HG_TOPIC_COUNT, 0}};
    static const hg_words infinite[] = {{HG_ASK, HG_ABOUT_LIMIT, INFINITY}};
    static const hg_message bad[] = {
        {.kind = HG_OFFER, .outcome = 30000},
        {.kind = HG_OFFER, .outcome = HG_NO_OUTCOME},
        {.kind = HG_END, .outcome = 30000},
        {.kind = HG_SAY},
        {.kind = HG_HELLO},
        {.kind = HG_BRIEF},
        {.kind = (hg_kind)6},
        {.kind = (hg_kind)99},
        {.kind = HG_WALK, .walk = HG_WALK_COUNT},
        {.kind = HG_WALK, .door = HG_DOOR_COUNT},
        {.kind = HG_EVENT, .event = HG_EVENT_COUNT},
        {.kind = HG_END, .outcome = HG_NO_OUTCOME, .result = HG_RESULT_COUNT},
        {.kind = HG_ACCEPT, .n_words = HG_WORDS_MAX + 1, .words = hint},
        {.kind = HG_ACCEPT, .n_words = 1, .words = bad_word},
        {.kind = HG_OFFER, .n_words = 1, .words = bad_topic},
        {.kind = HG_SAY, .n_words = 1, .words = infinite},
    };
    uint8_t out[512];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(wire_encode(&small, &bad[i], out, sizeof out), 0);
}

/* Every capacity: the message or nothing, and never a byte beyond. */
static void no_room(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        uint8_t expected[512], out[512];
        size_t size = from_hex(golden[i].hex, expected);
        for (size_t cap = 0; cap < 300; cap++) {
            memset(out, 0xaa, sizeof out);
            size_t got = wire_encode(&small, &golden[i].m, out, cap);
            assert_int_equal(got, cap < size ? 0 : size);
            if (got) assert_memory_equal(out, expected, size);
            for (size_t k = cap; k < sizeof out; k++) assert_int_equal(out[k], 0xaa);
        }
    }
}

/* Same bytes as msgpack-c's, same message back, by the hot way and by the cold. */
static void check_round_trip(const space *s, const wire_message *w)
{
    uint8_t expected[1024], got[1024];
    wire_message back, cold;
    size_t size = reference_encode(s, w, expected, sizeof expected);
    memset(&back, 0x55, sizeof back);
    assert_int_equal(wire_encode(s, &w->m, got, sizeof got), size);
    assert_memory_equal(got, expected, size);
    assert_int_equal(cold_encode(s, &w->m, got, sizeof got), size);
    assert_memory_equal(got, expected, size);
    assert_true(size <= 256 + 9 * s->n_issues);
    assert_int_equal(wire_scan(got, size), WIRE_OK);
    assert_int_equal(wire_decode(s, got, size, &back), WIRE_OK);
    assert_equal_messages(w, &back);
    assert_int_equal(cold_decode(s, got, size, &cold), WIRE_OK);
    assert_equal_messages(w, &cold);
    assert_true(reference_decode(s, got, size, &cold));
    assert_equal_messages(w, &cold);
}

static void random_round_trips(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 1, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < ROUNDS; i++) {
        hg_issue issues[SPACE_ISSUES_MAX];
        space s;
        wire_message w;
        any_space(&r, i % 8 ? 12 : 40, issues, &s);
        any_message(&r, &s, i % 2 ? HG_OFFER : spoken[rng_below(&r, SPOKEN)], &w);
        if (i % 4 == 1) w.m.n_words = 0;
        check_round_trip(&s, &w);
    }
}

/* All outcomes of a small space, and the corners of a large one. */
static void every_outcome(void **state)
{
    (void)state;
    for (uint32_t o = 0; o < small.size; o += 7)
        check_round_trip(&small, &(wire_message){.m = {.kind = HG_OFFER, .outcome = o}});
    static const hg_issue wide[] = {{.size = 127}, {.size = 128}, {.size = 129},
                                    {.size = 256}, {.size = 257}, {.size = 65537}};
    space s;
    assert_true(space_init(&s, wide, 6));
    for (uint32_t corner = 0; corner < 64; corner++) {
        uint64_t index[6];
        for (uint32_t i = 0; i < 6; i++) index[i] = corner >> i & 1 ? wide[i].size - 1 : 0;
        wire_message w = {.m = {.kind = HG_OFFER, .outcome = space_join(&s, index)}};
        check_round_trip(&s, &w);
    }
}

static void body_does_not_depend_on_session(void **state)
{
    (void)state;
    rng r;
    rng_open(&r, 2, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 2000; i++) {
        uint8_t a[512], b[512];
        wire_message w;
        any_message(&r, &small, spoken[rng_below(&r, SPOKEN)], &w);
        size_t n = wire_encode(&small, &w.m, a, sizeof a), from = wire_body(a, n);
        w.m.session = any_uint(&r, 64);
        size_t m = wire_encode(&small, &w.m, b, sizeof b), other = wire_body(b, m);
        assert_int_equal(n - from, m - other);
        assert_true(n - from >= 3); /* table, round, seat */
        assert_memory_equal(a + from, b + other, n - from);
        w.m.round ^= 1;
        size_t k = wire_encode(&small, &w.m, b, sizeof b);
        other = wire_body(b, k);
        assert_true(k - other != n - from || memcmp(a + from, b + other, n - from) != 0);
    }
    uint8_t bytes[64];
    size_t n = from_hex("dc0006 cc08 d30000000000000001 00 05 01 93 01 02 07", bytes);
    assert_int_equal(wire_body(bytes, n), 3 + 2 + 9);
    n = from_hex("dd00000005 d009 d10001 00 05 01", bytes);
    assert_int_equal(wire_body(bytes, n), 5 + 2 + 3);
    for (size_t cut = 0; cut < n; cut++) assert_true(wire_body(bytes, cut) <= cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_bytes),
        cmocka_unit_test(hello),
        cmocka_unit_test(other_forms),
        cmocka_unit_test(other_numbers),
        cmocka_unit_test(named_faults),
        cmocka_unit_test(outcomes_need_a_space),
        cmocka_unit_test(not_well_formed),
        cmocka_unit_test(no_room),
        cmocka_unit_test(random_round_trips),
        cmocka_unit_test(every_outcome),
        cmocka_unit_test(body_does_not_depend_on_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
