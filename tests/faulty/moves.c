/* A message in answer to its turn, but not a move that it may make: at every turn of every session.
 */
#include "faulty.h"

#include <string.h>

/* Answers the next turn with a move of that kind; more: the value behind its head, or nothing. */
static void answer(hg_kind kind, uint32_t seats_off, const void *more, size_t size)
{
    uint8_t bytes[128];
    hg_message turn = await_turn();
    turn.seat += seats_off;
    size_t head = move_bytes(kind == HG_OFFER ? HG_ACCEPT : kind, &turn, bytes);
    memcpy(bytes + head, more, size);
    bytes[0] = (uint8_t)(bytes[0] + (size ? 1 : 0)); /* an array that is one value longer */
    bytes[1] = (uint8_t)kind;
    say(bytes, head + size);
}

static void always(hg_kind kind, uint32_t seats_off, const void *more, size_t size)
{
    greet();
    for (;;) answer(kind, seats_off, more, size); /* the end of input is the end */
}

static void reopens(void) { always(HG_REOPEN, 0, "", 0); }
static void withdraws(void) { always(HG_WITHDRAW, 0, "", 0); }
static void accepts_air(void) { always(HG_ACCEPT, 0, "", 0); }
static void other_seat(void) { always(HG_REJECT, 1, "", 0); }

static void twice(void)
{
    uint8_t bytes[64];
    greet();
    for (;;) {
        hg_message turn = await_turn();
        size_t size = move_bytes(HG_REJECT, &turn, bytes);
        say(bytes, size);
        say(bytes, size);
    }
}

static void nowhere(void) /* offers values that no issue has */
{
    static const uint8_t values[] = {0x93, 0xcc, 0xff, 0xcc, 0xff, 0xcc, 0xff};
    always(HG_OFFER, 0, values, sizeof values);
}

static void infinite_words(void) /* "my alternative is worth at least infinity" */
{
    static const uint8_t words[] = {
        0x91, 0x93, HG_HINT, HG_ABOUT_ALTERNATIVE, 0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0};
    always(HG_REJECT, 0, words, sizeof words);
}

const faulty faulty_moves[] = {{"reopens", reopens},
                               {"withdraws", withdraws},
                               {"accepts-air", accepts_air},
                               {"other-seat", other_seat},
                               {"twice", twice},
                               {"nowhere", nowhere},
                               {"infinite-words", infinite_words},
                               {NULL, NULL}};
