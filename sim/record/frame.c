/* Frames: length, checksum and nothing else. Must not know what the payloads mean, nor any file. */
#include "record/frame.h"

#include "base/hash.h"
#include "record/pack.h"

#include <assert.h>

enum {
    ARRAY_OF_FOUR = 0x94,
    BIN_32 = 0xc6,
    UINT_32 = 0xce,
    LENGTH_BYTES = 5, /* head and 32 bits: of the payload's length, and of the checksum */
    END_MAX = 48      /* an END frame is shorter: 2 + 9 + 5 + 19 + 5 bytes */
};

static void little_endian(uint8_t *out, uint64_t x)
{
    for (unsigned i = 0; i < 8; i++) out[i] = (uint8_t)(x >> 8 * i);
}

static uint32_t frame_crc(const frame *f)
{
    uint8_t head[16];
    little_endian(head, (uint64_t)f->kind);
    little_endian(head + 8, f->block);
    return crc32c(crc32c(0, head, sizeof head), f->payload, f->size);
}

size_t frame_begin(buf *out, frame_kind kind, uint64_t block)
{
    size_t begun = out->size;
    buf_byte(out, ARRAY_OF_FOUR);
    pack_uint(out, kind);
    pack_uint(out, block);
    pack_big_endian(out, BIN_32, 0, 4);
    return begun;
}

uint32_t frame_end(buf *out, size_t begun)
{
    cursor c = {.data = out->data, .size = out->size, .at = begun + 1};
    frame f = {.kind = (frame_kind)take_uint(&c)};
    f.block = take_uint(&c);
    size_t length_at = c.at + 1, payload = c.at + LENGTH_BYTES;
    f.payload = out->data + payload;
    f.size = out->size - payload;
    assert(!c.bad && f.size <= UINT32_MAX);
    for (unsigned i = 0; i < 4; i++) out->data[length_at + i] = (uint8_t)(f.size >> 8 * (3 - i));
    uint32_t crc = frame_crc(&f);
    pack_big_endian(out, UINT_32, crc, 4);
    return crc;
}

static int damaged(const char **why, const char *text)
{
    *why = text;
    return HG_E_INPUT;
}

static int cut_off(const char **why)
{
    *why = "the data end inside a frame";
    return HG_E_IO;
}

static int head_number(cursor *c, uint64_t *out, const char **why)
{
    uint8_t head = cursor_peek(c);
    if (c->at == c->size) return cut_off(why);
    if (head >= 0x80 && (head < 0xcc || head > 0xcf))
        return damaged(why, "a frame's kind or block is not a number");
    *out = take_uint(c);
    return c->bad ? cut_off(why) : HG_E_OK;
}

static int read_head(cursor *c, frame *out, const char **why)
{
    uint64_t kind;
    if (cursor_peek(c) != ARRAY_OF_FOUR) return damaged(why, "no frame begins here");
    c->at++;
    int code = head_number(c, &kind, why);
    if (!code && kind >= FRAME_KINDS) return damaged(why, "unknown kind of frame");
    if (!code) code = head_number(c, &out->block, why);
    if (code) return code;
    out->kind = (frame_kind)kind;
    if (c->size - c->at < LENGTH_BYTES) return cut_off(why);
    if (cursor_peek(c) != BIN_32) return damaged(why, "a frame's payload is not a bin");
    c->at++;
    return HG_E_OK;
}

int frame_pass(const uint8_t *data, size_t size, size_t *at, frame *out, const char **why)
{
    cursor c = {.data = data, .size = size, .at = *at};
    *why = NULL;
    if (*at >= size) return HG_E_NO;
    int code = read_head(&c, out, why);
    if (code) return code;
    out->size = (size_t)cursor_big_endian(&c, 4);
    if (size - c.at < out->size || size - c.at - out->size < LENGTH_BYTES) return cut_off(why);
    out->payload = data + c.at;
    *at = c.at + out->size + LENGTH_BYTES;
    return HG_E_OK;
}

int frame_next(const uint8_t *data, size_t size, size_t *at, frame *out, const char **why)
{
    size_t after = *at;
    int code = frame_pass(data, size, &after, out, why);
    if (code) return code;
    cursor c = {.data = data, .size = size, .at = after - LENGTH_BYTES};
    if (cursor_big_endian(&c, 1) != UINT_32 || cursor_big_endian(&c, 4) != frame_crc(out))
        return damaged(why, "the checksum does not fit");
    *at = after;
    return HG_E_OK;
}

bool frame_ends(const uint8_t *data, size_t size)
{
    const char *why;
    frame f;
    for (size_t back = LENGTH_BYTES; back <= END_MAX && back <= size; back++) {
        size_t at = size - back;
        if (data[at] == ARRAY_OF_FOUR && frame_next(data, size, &at, &f, &why) == HG_E_OK)
            return f.kind == FRAME_END && at == size;
    }
    return false;
}
