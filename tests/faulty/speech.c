/* What it says is no message, or none that anybody waits for. */
#include "faulty.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void old(void)
{
    greet_as(99);
    wait_for_end();
}

static void rude(void) /* does not greet */
{
    reject(0, 0, 0);
    wait_for_end();
}

static void greeted(const void *bytes, size_t size)
{
    greet();
    await();
    say(bytes, size);
}

static void garbage(void)
{
    greeted("\xc1\xc1\xc1", 3);
    wait_for_end();
}

static void text(void)
{
    greeted("hello", 5);
    wait_for_end();
}

static void half(void)
{
    greeted("\x96\x08", 2);
    exit(0);
}

static void giant(void) /* announces a text of 2 GB */
{
    greeted("\xdb\x7f\xff\xff\xff", 5);
    wait_for_end();
}

static void deep(void)
{
    char nested[64];
    memset(nested, '\x91', sizeof nested); /* a list of a list of a list ... */
    greeted(nested, sizeof nested);
    wait_for_end();
}

static void stranger(void)
{
    greet();
    await();
    reject(UINT64_MAX, 0, 0);
    wait_for_end();
}

static void flood(void)
{
    greet();
    await();
    for (;;) reject(0, 0, 0);
}

static void late(void)
{
    greet();
    await();
    reject(0, 99, 0);
    exit(0);
}

static void trickles(void) /* a byte now and then is no sign of life */
{
    greet();
    say("\xdc\x0f\xff", 3);
    for (;;) {
        const struct timespec a_while = {.tv_nsec = 50000000};
        nanosleep(&a_while, NULL);
        say("", 1);
    }
}

const faulty faulty_speech[] = {{"old", old},   {"rude", rude},         {"garbage", garbage},
                                {"text", text}, {"half", half},         {"giant", giant},
                                {"deep", deep}, {"stranger", stranger}, {"flood", flood},
                                {"late", late}, {"trickles", trickles}, {NULL, NULL}};
