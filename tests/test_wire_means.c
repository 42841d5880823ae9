/* What outside agents are told beside the messages of all: MEANS, what stands at a turn; and how
 * messages are found in a stream. */
#include "check.h"
#include "wire/scan.h"
#include "wire/wire.h"

static const char *const names[] = {"red", "blue"};
static const hg_issue issues[] = {
    {.name = "price", .unit = "EUR", .kind = HG_ISSUE_NUMBER, .size = 3, .step = 0.5, .max = 1},
    {.name = "colour", .unit = "", .kind = HG_ISSUE_LISTED, .size = 2, .names = names}};
static const double worths[] = {0.25, -3}, all_worths[] = {1, 2, 3, 4, 5, 1e300};
static const part parts[] = {{.per_unit = -1.5}, {.per_value = worths}};
static const hg_alternative held[] = {{"elsewhere", 0.75, 0, INFINITY, 1},
                                      {"search", NAN, 0.5, 1, 0}};
static const hg_message head = {.session = 300, .table = 2, .seat = 1};

static space two_issues(void)
{
    space s;
    assert_true(space_init(&s, issues, 2));
    return s;
}

static wire_means means_of(bool whole, bool listed)
{
    return (wire_means){.limit = 0.75,
                        .n_alternatives = 2,
                        .alternatives = held,
                        .whole = whole,
                        .stream = {UINT64_MAX, 7, UINT64_C(3) << 32 | 1},
                        .shift = 12.5,
                        .parts = listed ? NULL : parts,
                        .values = all_worths};
}

static void assert_alternatives(const wire_means *m)
{
    assert_int_equal(m->n_alternatives, 2);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(m->alternatives[i].name, held[i].name);
        assert_same(m->alternatives[i].worth, held[i].worth);
        assert_same(m->alternatives[i].arrives, held[i].arrives);
        assert_same(m->alternatives[i].expires, held[i].expires);
        assert_int_equal(m->alternatives[i].standing, held[i].standing);
    }
}

static void assert_worths(const wire_means *m, bool listed)
{
    assert_memory_equal(m->stream, means_of(true, listed).stream, sizeof m->stream);
    assert_same(m->shift, 12.5);
    if (listed) {
        assert_null(m->parts);
        assert_memory_equal(m->values, all_worths, sizeof all_worths);
    } else {
        assert_same(m->parts[0].per_unit, -1.5);
        assert_null(m->parts[0].per_value);
        assert_memory_equal(m->parts[1].per_value, worths, sizeof worths);
    }
}

/* Every way to say it comes back, and no part of it does. */
static void there_and_back(void **state)
{
    (void)state;
    const space s = two_issues();
    for (int way = 0; way < 3; way++) {
        const wire_means sent = means_of(way > 0, way == 2);
        wire_means got;
        hg_message to;
        arena a;
        buf bytes;
        arena_init(&a);
        buf_init(&bytes);
        wire_encode_means(&s, &sent, &head, &bytes);
        assert_int_equal(wire_head_of(bytes.data, bytes.size, &to), WIRE_OK);
        assert_true(to.kind == HG_MEANS && to.session == 300 && to.table == 2 && to.seat == 1);
        assert_int_equal(wire_decode_means(&a, &s, bytes.data, bytes.size, &got), WIRE_OK);
        assert_same(got.limit, 0.75);
        assert_int_equal(got.whole, way > 0);
        assert_alternatives(&got);
        if (way) assert_worths(&got, way == 2);
        for (size_t n = 0; n < bytes.size; n++)
            assert_int_not_equal(wire_decode_means(&a, &s, bytes.data, n, &got), WIRE_OK);
        arena_fini(&a);
        buf_fini(&bytes);
    }
}

/* Whatever byte is another one: an error or some means, never a read beyond the end. */
static void any_byte_changed(void **state)
{
    (void)state;
    const space s = two_issues();
    const wire_means sent = means_of(true, false);
    buf bytes;
    buf_init(&bytes);
    wire_encode_means(&s, &sent, &head, &bytes);
    for (size_t i = 0; i < bytes.size; i++) {
        uint8_t was = bytes.data[i];
        for (unsigned x = 0; x < 256; x += 5) {
            wire_means got;
            arena a;
            arena_init(&a);
            bytes.data[i] = (uint8_t)x;
            if (wire_decode_means(&a, &s, bytes.data, bytes.size, &got) == WIRE_OK)
                assert_true(!got.whole || got.parts || got.values);
            arena_fini(&a);
        }
        bytes.data[i] = was;
    }
    buf_fini(&bytes);
}

static void what_stands_at_a_turn(void **state)
{
    (void)state;
    const space s = two_issues();
    const hg_message turn = {.kind = HG_TURN, .session = 9, .round = 4, .seat = 1, .may = 0x700};
    const hg_turn stands[] = {{.standing = 5, .mine = HG_NO_OUTCOME, .revise = 0},
                              {.standing = HG_NO_OUTCOME, .mine = 0, .revise = 1}};
    uint8_t bytes[64];
    wire_message got;
    for (int i = 0; i < 2; i++) {
        size_t size = wire_encode_turn(&s, &turn, &stands[i], bytes, sizeof bytes);
        assert_int_equal(wire_decode(&s, bytes, size, &got), WIRE_OK);
        assert_true(got.stand.told && got.m.may == 0x700 && got.m.round == 4);
        assert_true(got.stand.standing == stands[i].standing && got.stand.mine == stands[i].mine);
        assert_int_equal(got.stand.revise, stands[i].revise);
    }
    size_t size = wire_encode(&s, &turn, bytes, sizeof bytes);
    assert_int_equal(wire_decode(&s, bytes, size, &got), WIRE_OK);
    assert_false(got.stand.told);
    const hg_turn nowhere = {.standing = 6, .mine = HG_NO_OUTCOME};
    assert_int_equal(wire_encode_turn(&s, &turn, &nowhere, bytes, sizeof bytes), 0);
}

static void messages_of_a_stream(void **state)
{
    (void)state;
    static const uint8_t two[] = {0x95, 5, 0, 0, 0, 0, 0x96, 2, 0xcd, 1, 0x2c, 0, 5, 1, 0x2a};
    static const uint8_t broken[] = {0x91, 0xc1}, large[] = {0xdb, 0x7f, 0xff, 0xff, 0xff};
    size_t first;
    assert_int_equal(wire_first(two, sizeof two, &first), WIRE_OK);
    assert_int_equal(first, 6);
    assert_int_equal(wire_first(two + 6, sizeof two - 6, &first), WIRE_OK);
    assert_int_equal(first, sizeof two - 6);
    for (size_t n = 0; n < 6; n++) assert_int_equal(wire_first(two, n, &first), WIRE_TRUNCATED);
    assert_int_equal(wire_first(broken, sizeof broken, &first), WIRE_FORM);
    assert_int_equal(wire_first(large, sizeof large, &first), WIRE_SIZE);
    uint8_t endless[WIRE_MESSAGE_MAX + 2] = {0xdc, 0x0f, 0xff}; /* 4098 bytes */
    assert_int_equal(wire_first(endless, sizeof endless, &first), WIRE_SIZE);
    assert_int_equal(wire_first_within(endless, sizeof endless, 4097, &first), WIRE_SIZE);
    assert_int_equal(wire_first_within(endless, sizeof endless, 4098, &first), WIRE_OK);
}

static void heads(void **state)
{
    (void)state;
    static const uint8_t good[] = {0x96, 8, 0xcd, 1, 0x2c, 0, 5, 1, 0xc0};
    static const uint8_t signed_one[] = {0x95, 8, 0xff, 0, 0, 0}, list[] = {0x94, 8, 0, 0, 0, 0};
    static const uint8_t wide[] = {0x95, 8, 0, 0xcf, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    hg_message m;
    assert_int_equal(wire_head_of(good, sizeof good, &m), WIRE_OK);
    assert_true(m.kind == HG_OFFER && m.session == 300 && m.table == 0 && m.round == 5);
    for (size_t n = 0; n < 7; n++) assert_int_equal(wire_head_of(good, n, &m), WIRE_FORM);
    assert_int_equal(wire_head_of(signed_one, sizeof signed_one, &m), WIRE_FORM);
    assert_int_equal(wire_head_of(list, sizeof list, &m), WIRE_FORM);
    assert_int_equal(wire_head_of(wide, sizeof wide, &m), WIRE_FORM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(any_byte_changed),
        cmocka_unit_test(what_stands_at_a_turn),
        cmocka_unit_test(messages_of_a_stream),
        cmocka_unit_test(heads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
