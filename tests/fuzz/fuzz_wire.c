/* Fuzz target: bytes from outside as a message or a briefing. The first byte says of which space,
 * or that it is a briefing. What is accepted must come out of the encoder as bytes that decode to
 * the same bytes again. */
#include "fuzz.h"

#include "wire/wire.h"

#include <string.h>

static const char *const colours[] = {"red", "green", "blue"};
static const hg_issue narrow[] = {
    {.name = "colour", .unit = "", .kind = HG_ISSUE_LISTED, .size = 3, .names = colours},
    {.name = "price", .unit = "EUR", .kind = HG_ISSUE_NUMBER, .size = 61, .max = 60, .step = 1}};
static const hg_issue wide[] = {
    {.name = "price",
     .unit = "EUR",
     .kind = HG_ISSUE_NUMBER,
     .size = 100000,
     .max = 1,
     .step = 1e-5},
    {.name = "colour", .unit = "", .kind = HG_ISSUE_LISTED, .size = 3, .names = colours}};
static const hg_issue real[] = {{.name = "share",
                                 .unit = "",
                                 .kind = HG_ISSUE_NUMBER,
                                 .size = SPACE_REAL_STEPS + 1,
                                 .max = 1,
                                 .step = 1.0 / (double)SPACE_REAL_STEPS}};

enum { SPACES = 3, BRIEF = SPACES };

static void check_message(const space *s, const uint8_t *data, size_t size)
{
    wire_message first, second;
    uint8_t once[WIRE_MESSAGE_MAX], again[WIRE_MESSAGE_MAX];
    wire_error scanned = wire_scan(data, size);
    wire_error error = wire_decode(s, data, size, &first);
    must(scanned == WIRE_OK || error != WIRE_OK);
    must(*wire_error_text(error) != 0);
    if (error != WIRE_OK) return;
    must(wire_body(data, size) <= size);
    size_t written = wire_encode(s, &first.m, once, sizeof once);
    if (written == 0) return; /* HELLO, or a number that only the decoder puts up with */
    must(wire_decode(s, once, written, &second) == WIRE_OK);
    must(wire_encode(s, &second.m, again, sizeof again) == written);
    must(memcmp(once, again, written) == 0);
}

static void check_brief(const uint8_t *data, size_t size)
{
    arena a;
    buf once, again;
    hg_brief brief;
    arena_init(&a);
    buf_init(&once);
    buf_init(&again);
    if (wire_decode_brief(&a, data, size, &brief) == WIRE_OK) {
        wire_encode_brief(&brief, 0, &once);
        must(wire_decode_brief(&a, once.data, once.size, &brief) == WIRE_OK);
        wire_encode_brief(&brief, 0, &again);
        must(once.size == again.size && memcmp(once.data, again.data, once.size) == 0);
    }
    buf_fini(&again);
    buf_fini(&once);
    arena_fini(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    space spaces[SPACES];
    if (size == 0) return 0;
    must(space_init(&spaces[0], narrow, 2) && space_init(&spaces[1], wide, 2) &&
         space_init(&spaces[2], real, 1));
    int which = data[0] % (SPACES + 1);
    if (which == BRIEF)
        check_brief(data + 1, size - 1);
    else
        check_message(&spaces[which], data + 1, size - 1);
    return 0;
}
