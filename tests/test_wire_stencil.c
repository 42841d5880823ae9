/* A stencil against the codec: the same bytes out, the same message in, and nothing else. */
#include "check.h"
#include "wire/stencil.h"
#include "wire_reference.h"

#define ROUNDS 20000
#define ROOM   256

typedef struct drawn {
    hg_issue issues[16];
    space space;
} drawn;

static uint64_t below(uint64_t *state, uint64_t n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*state >> 33) % n;
}

/* Around the border of what is narrow. */
static void draw_space(drawn *d, uint64_t *state)
{
    uint32_t n = 1 + (uint32_t)below(state, 16);
    for (uint32_t i = 0; i < n; i++)
        d->issues[i] = (hg_issue){.size = 1 + below(state, n > 4 ? 6 : 130)};
    assert_true(space_init(&d->space, d->issues, n));
}

static const uint64_t sessions[] = {0, 127, 128, 300, 65535, 65536, UINT32_MAX, UINT64_MAX};
static const uint32_t rounds[] = {0, 1, 127, 128, 255, 256, 65535, 65536, 999999};

static void writes_and_reads_as_the_codec(void **unused)
{
    (void)unused;
    uint64_t state = 1;
    uint32_t fitted = 0, not_fitted = 0;
    for (uint32_t k = 0; k < ROUNDS; k++) {
        drawn d;
        draw_space(&d, &state);
        uint64_t session = sessions[below(&state, 8)];
        uint32_t table = (uint32_t)below(&state, 3) * 100, seat = (uint32_t)below(&state, 16);
        wire_stencil st;
        wire_stencil_init(&st, &d.space, session, table);
        for (uint32_t turn = 0; turn < 4; turn++) {
            hg_message m = {.kind = HG_OFFER, .session = session, .table = table, .seat = seat};
            m.round = rounds[below(&state, 9)];
            m.outcome = below(&state, d.space.size);
            if (turn % 2) wire_stencil_seat(&st, seat);
            wire_stencil_round(&st, m.round);
            if (!(turn % 2)) wire_stencil_seat(&st, seat);
            uint8_t mine[STENCIL_MAX], codec[ROOM] = {0};
            size_t size = wire_encode(&d.space, &m, codec, sizeof codec);
            size_t written = wire_stencil_write(&st, m.outcome, mine);
            uint8_t *exact = malloc(size); /* a sanitizer sees a look behind the message */
            bool read = wire_stencil_read(&st, memcpy(exact, codec, size), size);
            free(exact);
            assert_int_equal(read, written > 0);
            if (!read) {
                not_fitted++;
                continue;
            }
            fitted++;
            wire_message said;
            assert_int_equal(written, size);
            assert_memory_equal(mine, codec, size);
            assert_int_equal(wire_decode(&d.space, codec, size, &said), WIRE_OK);
            assert_equal_messages(&(wire_message){.m = st.offer}, &said);
        }
    }
    assert_true(fitted > ROUNDS && not_fitted > ROUNDS / 2);
}

static const hg_issue three[] = {{.size = 10}, {.size = 128}, {.size = 3}};

static void wide_spaces_do_not_fit(void **unused)
{
    (void)unused;
    const hg_issue wide[] = {{.size = 129}};
    const hg_issue many[] = {
        {.size = 128}, {.size = 128}, {.size = 128}, {.size = 128}, {.size = 16}};
    uint8_t out[STENCIL_MAX];
    space s;
    wire_stencil st;
    assert_true(space_init(&s, wide, 1));
    wire_stencil_init(&st, &s, 1, 0);
    assert_int_equal(wire_stencil_write(&st, 0, out), 0);
    assert_true(space_init(&s, many, 5)); /* 2^32 outcomes: the first that are not split in words */
    wire_stencil_init(&st, &s, 1, 0);
    assert_int_equal(wire_stencil_write(&st, s.size - 1, out), 12);
    assert_true(wire_stencil_read(&st, out, 12) && st.offer.outcome == s.size - 1);
    assert_int_equal(wire_stencil_write(&st, s.size, out), 0);
    assert_int_equal(wire_stencil_write(&st, HG_NO_OUTCOME, out), 0);
    assert_true(space_init(&s, many, 4));
    wire_stencil_init(&st, &s, 1, 0);
    assert_int_equal(wire_stencil_write(&st, s.size - 1, out), 11);
    assert_int_equal(wire_stencil_write(&st, s.size, out), 0);
    assert_int_equal(wire_stencil_write(&st, HG_NO_OUTCOME, out), 0);
}

/* Every byte of an offer, given every other value: what is still read is what the codec reads. */
static void any_other_byte(void **unused)
{
    (void)unused;
    space s;
    wire_stencil st;
    uint8_t data[ROOM] = {0};
    assert_true(space_init(&s, three, 3));
    wire_stencil_init(&st, &s, 300, 0);
    wire_stencil_round(&st, 200);
    wire_stencil_seat(&st, 1);
    size_t size = wire_stencil_write(&st, s.size - 1, data);
    for (size_t at = 0; at < size; at++) {
        uint8_t was = data[at];
        for (unsigned other = 0; other < 256; other++) {
            data[at] = (uint8_t)other;
            wire_message said;
            bool read = wire_stencil_read(&st, data, size);
            bool value = at >= size - 3 && other < three[at - (size - 3)].size;
            assert_int_equal(read, other == was || value);
            if (!read) continue;
            assert_int_equal(wire_decode(&s, data, size, &said), WIRE_OK);
            assert_int_equal(said.m.outcome, st.offer.outcome);
        }
        data[at] = was;
    }
    for (size_t cut = 0; cut < ROOM; cut++)
        assert_int_equal(wire_stencil_read(&st, data, cut), cut == size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_reads_as_the_codec),
        cmocka_unit_test(wide_spaces_do_not_fit),
        cmocka_unit_test(any_other_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
