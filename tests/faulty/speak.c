#include "faulty.h"

#include "wire/scan.h"
#include "wire/wire.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void say(const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t n = write(1, at, size);
        if (n <= 0) exit(3);
        at += n;
        size -= (size_t)n;
    }
}

void greet_as(uint32_t abi)
{
    uint8_t hello[64];
    say(hello, wire_encode_hello(abi, "faulty", hello, sizeof hello));
}

void greet(void) { greet_as(HG_AGENT_ABI); }

void await(void)
{
    static char bytes[1 << 16];
    if (read(0, bytes, sizeof bytes) <= 0) exit(0);
}

void wait_for_end(void)
{
    for (;;) await();
}

size_t move_bytes(hg_kind kind, const hg_message *turn, uint8_t out[64])
{
    hg_message m = *turn;
    m.kind = kind;
    m.n_words = 0;
    return wire_encode(NULL, &m, out, 64);
}

void reject(uint64_t id, uint32_t round, uint32_t seat)
{
    uint8_t bytes[64];
    const hg_message m = {.session = id, .round = round, .seat = seat};
    say(bytes, move_bytes(HG_REJECT, &m, bytes));
}

hg_message await_turn(void)
{
    static uint8_t bytes[1 << 20];
    static size_t size = 0, at = 0;
    size_t first;
    hg_message head;
    for (;;) {
        while (wire_first_within(bytes + at, size - at, WIRE_BRIEF_MAX, &first) == WIRE_OK) {
            bool turn = wire_head_of(bytes + at, first, &head) == WIRE_OK && head.kind == HG_TURN;
            at += first;
            if (turn) return head;
        }
        size -= at;
        memmove(bytes, bytes + at, size);
        at = 0;
        ssize_t n = read(0, bytes + size, sizeof bytes - size);
        if (n <= 0) exit(0);
        size += (size_t)n;
    }
}
