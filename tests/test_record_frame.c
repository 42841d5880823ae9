/* Frames: what is written is read; damage of any single byte and any cut is noticed. */
#include "check.h"

#include "base/hash.h"
#include "record/frame.h"
#include "record/pack.h"

#include <msgpack.h>

static void add_frame(buf *out, frame_kind kind, uint64_t block, const char *payload)
{
    size_t begun = frame_begin(out, kind, block);
    buf_text(out, payload);
    frame_end(out, begun);
}

static void some_frames(buf *out)
{
    buf_init(out);
    add_frame(out, FRAME_SCHEMA, 0, "schema");
    add_frame(out, FRAME_BLOCK, 0, "");
    add_frame(out, FRAME_ROWS, 200, "rows of block two hundred");
    add_frame(out, FRAME_INDEX, UINT64_MAX, "x");
    add_frame(out, FRAME_END, 70000, "end");
}

static void round_trip(void **state)
{
    (void)state;
    static const struct {
        frame_kind kind;
        uint64_t block;
        const char *payload;
    } expected[] = {{FRAME_SCHEMA, 0, "schema"},
                    {FRAME_BLOCK, 0, ""},
                    {FRAME_ROWS, 200, "rows of block two hundred"},
                    {FRAME_INDEX, UINT64_MAX, "x"},
                    {FRAME_END, 70000, "end"}};
    buf b;
    frame f;
    const char *why;
    size_t at = 0;
    some_frames(&b);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(frame_next(b.data, b.size, &at, &f, &why), HG_E_OK);
        assert_int_equal(f.kind, expected[i].kind);
        assert_true(f.block == expected[i].block);
        assert_int_equal(f.size, strlen(expected[i].payload));
        assert_memory_equal(f.payload, expected[i].payload, f.size);
    }
    assert_int_equal(frame_next(b.data, b.size, &at, &f, &why), HG_E_NO);
    assert_true(frame_ends(b.data, b.size));
    assert_false(frame_ends(b.data, b.size - 1));
    buf_fini(&b);
}

/* Any msgpack reader can walk the record. */
static void others_can_read(void **state)
{
    (void)state;
    buf b;
    size_t at = 0, frames = 0;
    some_frames(&b);
    while (at < b.size) {
        msgpack_unpacked u;
        msgpack_unpacked_init(&u);
        assert_int_equal(msgpack_unpack_next(&u, (const char *)b.data, b.size, &at),
                         MSGPACK_UNPACK_SUCCESS);
        assert_int_equal(u.data.type, MSGPACK_OBJECT_ARRAY);
        assert_int_equal(u.data.via.array.size, 4);
        assert_int_equal(u.data.via.array.ptr[2].type, MSGPACK_OBJECT_BIN);
        msgpack_unpacked_destroy(&u);
        frames++;
    }
    assert_int_equal(frames, 5);
    buf_fini(&b);
}

/* CRC32C of kind and block as 8 little-endian bytes each, and the payload, spelled out. */
static void checksum_is_as_described(void **state)
{
    (void)state;
    uint8_t bytes[16 + 3] = {FRAME_ROWS, 0, 0, 0, 0, 0, 0, 0, 0x34, 0x12};
    memcpy(bytes + 16, "abc", 3);
    uint32_t crc = crc32c(0, bytes, sizeof bytes);
    buf b;
    buf_init(&b);
    add_frame(&b, FRAME_ROWS, 0x1234, "abc");
    uint8_t expected[] = {0x94,
                          FRAME_ROWS,
                          0xcd,
                          0x12,
                          0x34,
                          0xc6,
                          0,
                          0,
                          0,
                          3,
                          'a',
                          'b',
                          'c',
                          0xce,
                          (uint8_t)(crc >> 24),
                          (uint8_t)(crc >> 16),
                          (uint8_t)(crc >> 8),
                          (uint8_t)crc};
    assert_int_equal(b.size, sizeof expected);
    assert_memory_equal(b.data, expected, sizeof expected);
    buf_fini(&b);
}

/* Frames read before the first that is not fine. */
static size_t sound_frames(const uint8_t *data, size_t size, int *code)
{
    frame f;
    const char *why;
    size_t at = 0, n = 0;
    while ((*code = frame_next(data, size, &at, &f, &why)) == HG_E_OK) n++;
    return n;
}

static void every_flip_is_noticed(void **state)
{
    (void)state;
    buf b;
    int code;
    some_frames(&b);
    for (size_t i = 0; i < b.size; i++) {
        for (unsigned x = 1; x < 256; x++) {
            b.data[i] ^= (uint8_t)x;
            assert_true(sound_frames(b.data, b.size, &code) < 5);
            assert_true(code == HG_E_INPUT || code == HG_E_IO);
            b.data[i] ^= (uint8_t)x;
        }
    }
    assert_int_equal(sound_frames(b.data, b.size, &code), 5);
    buf_fini(&b);
}

static void every_cut_leaves_whole_frames(void **state)
{
    (void)state;
    buf b;
    int code;
    some_frames(&b);
    for (size_t size = 0; size < b.size; size++) {
        uint8_t *copy = malloc(size ? size : 1); /* so that a sanitizer sees a step too far */
        assert_non_null(copy);
        memcpy(copy, b.data, size);
        assert_true(sound_frames(copy, size, &code) < 5);
        assert_true(code == HG_E_IO || code == HG_E_NO); /* never called damaged */
        free(copy);
    }
    buf_fini(&b);
}

/* ---- the small msgpack ---- */

static const uint64_t numbers[] = {
    0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, UINT64_MAX, UINT64_MAX >> 1};
static const double reals[] = {0,      -0.0,   1,        0.25,      0.1,
                               -1e300, 3e-320, INFINITY, -INFINITY, 16777217};

static void pack_equals_msgpack_c(void **state)
{
    (void)state;
    msgpack_sbuffer other;
    msgpack_packer p;
    buf b;
    buf_init(&b);
    msgpack_sbuffer_init(&other);
    msgpack_packer_init(&p, &other, msgpack_sbuffer_write);
    static const uint32_t sizes[] = {0, 1, 15, 16, 31, 32, 255, 256, 65535, 65536};
    char *text = calloc(1, 65537);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        pack_uint(&b, numbers[i]);
        msgpack_pack_uint64(&p, numbers[i]);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pack_array(&b, sizes[i]);
        msgpack_pack_array(&p, sizes[i]);
        pack_map(&b, sizes[i] & 0xffff);
        msgpack_pack_map(&p, sizes[i] & 0xffff);
        pack_textn(&b, text, sizes[i]);
        msgpack_pack_str(&p, sizes[i]);
        msgpack_pack_str_body(&p, text, sizes[i]);
    }
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        pack_real(&b, reals[i]);
        if ((double)(float)reals[i] == reals[i])
            msgpack_pack_float(&p, (float)reals[i]);
        else
            msgpack_pack_double(&p, reals[i]);
    }
    pack_nil(&b);
    msgpack_pack_nil(&p);
    pack_bool(&b, true);
    msgpack_pack_true(&p);
    assert_int_equal(b.size, other.size);
    assert_memory_equal(b.data, other.data, b.size);
    free(text);
    msgpack_sbuffer_destroy(&other);
    buf_fini(&b);
}

static void cursor_reads_back(void **state)
{
    (void)state;
    buf b;
    size_t size;
    buf_init(&b);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) pack_uint(&b, numbers[i]);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) pack_real(&b, reals[i]);
    pack_real(&b, NAN);
    pack_text(&b, "text");
    pack_uint_or_nil(&b, 7, 7);
    cursor c = {.data = b.data, .size = b.size};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(take_uint(&c) == numbers[i]);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        double x = take_real(&c);
        assert_memory_equal(&x, &reals[i], sizeof x);
    }
    assert_true(isnan(take_real(&c)));
    assert_memory_equal(take_text(&c, &size), "text", 4);
    assert_int_equal(size, 4);
    assert_true(take_uint_or_nil(&c, 7) == 7);
    assert_false(c.bad);
    assert_int_equal(c.at, b.size);
    assert_int_equal(take_uint(&c), 0); /* the end: bad from now on */
    assert_true(c.bad);
    buf_fini(&b);
}

/* Announced lengths are not believed: five bytes cannot hold 2^28 values. */
static void cursor_believes_no_length(void **state)
{
    (void)state;
    static const uint8_t array[] = {0xdd, 0x10, 0, 0, 0},
                         text[] = {0xdb, 0xff, 0xff, 0xff, 0xff, 'a'};
    size_t size;
    cursor c = {.data = array, .size = sizeof array};
    assert_int_equal(take_array(&c), 0);
    assert_true(c.bad);
    c = (cursor){.data = text, .size = sizeof text};
    assert_null(take_text(&c, &size));
    assert_true(c.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(others_can_read),
        cmocka_unit_test(checksum_is_as_described),
        cmocka_unit_test(every_flip_is_noticed),
        cmocka_unit_test(every_cut_leaves_whole_frames),
        cmocka_unit_test(pack_equals_msgpack_c),
        cmocka_unit_test(cursor_reads_back),
        cmocka_unit_test(cursor_believes_no_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
