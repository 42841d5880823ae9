/* A program that plays, for the tests: an agent of the roster, written as in a scenario; or one of
 * the faults below, each after it has greeted unless the fault is in the greeting. */
#include "seat/client.h"
#include "seat/seat.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void say(const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t n = write(1, at, size);
        if (n <= 0) exit(3);
        at += n;
        size -= (size_t)n;
    }
}

static void greet_as(uint32_t abi)
{
    uint8_t hello[64];
    say(hello, wire_encode_hello(abi, "faulty", hello, sizeof hello));
}

/* Waits until something was said to us after the greeting. */
static void await(void)
{
    static char bytes[1 << 16];
    if (read(0, bytes, sizeof bytes) <= 0) exit(0);
}

static void offer(uint64_t id, uint32_t round, uint32_t at)
{
    uint8_t bytes[64];
    hg_message m = {.kind = HG_REJECT, .session = id, .round = round, .seat = at};
    say(bytes, wire_encode(NULL, &m, bytes, sizeof bytes));
}

static void wait_for_end(void)
{
    for (;;) await();
}

static void dead(void) { exit(7); }
static void old(void)
{
    greet_as(99);
    wait_for_end();
}
static void rude(void)
{
    offer(0, 0, 0);
    wait_for_end();
}
static void mute(void)
{
    greet_as(HG_AGENT_ABI);
    for (;;) pause();
}
static void stubborn(void)
{
    signal(SIGTERM, SIG_IGN);
    mute();
}
static void killed(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    raise(SIGKILL);
}
static void wordy(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    fputs("Traceback (most recent call last):\nValueError: no such thing\n", stderr);
    exit(1);
}
static void garbage(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    say("\xc1\xc1\xc1", 3);
    wait_for_end();
}
static void text(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    say("hello", 5);
    wait_for_end();
}
static void half(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    say("\x96\x08", 2);
    exit(0);
}
static void giant(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    say("\xdb\x7f\xff\xff\xff", 5);
    wait_for_end();
}
static void deaf(void)
{
    greet_as(HG_AGENT_ABI);
    close(1);
    for (;;) pause();
}
static void stranger(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    offer(UINT64_MAX, 0, 0);
    wait_for_end();
}
static void flood(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    for (;;) offer(0, 0, 0);
}
static void late(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    offer(0, 99, 0);
    exit(0);
}
static void hungry(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    for (;;) {
        char *volatile all = malloc(1 << 24); /* what nobody reads a compiler may leave out */
        if (!all) abort();
        memset(all, 1, 1 << 24);
    }
}
static void parent(void)
{
    greet_as(HG_AGENT_ABI);
    await();
    if (fork() == 0)
        for (;;) pause(); /* holds the pipes, and belongs to the group */
    exit(0);
}
static void open_files(void) /* how many descriptors were left to us */
{
    int n = 0;
    for (int fd = 3; fd < 256; fd++) n += dup2(fd, 255) == 255 ? 1 : 0;
    exit(20 + n);
}
static void variables(void) { exit(getenv("HIGGLE_TEST_SECRET") ? 21 : getenv("PATH") ? 20 : 22); }

/* ---- wrong answers to a turn ---- */

/* The head of the first TURN that comes. */
static hg_message await_turn(void)
{
    static uint8_t bytes[1 << 20];
    size_t size = 0, at = 0, first;
    hg_message head;
    for (;;) {
        while (wire_first(bytes + at, size - at, &first) == WIRE_OK) {
            if (wire_head_of(bytes + at, first, &head) == WIRE_OK && head.kind == HG_TURN)
                return head;
            at += first;
        }
        ssize_t n = read(0, bytes + size, sizeof bytes - size);
        if (n <= 0) exit(0);
        size += (size_t)n;
    }
}

static void answer(hg_kind kind, uint32_t seats_off)
{
    uint8_t bytes[64];
    greet_as(HG_AGENT_ABI);
    hg_message m = await_turn();
    m.kind = kind;
    m.seat += seats_off;
    m.n_words = 0;
    say(bytes, wire_encode(NULL, &m, bytes, sizeof bytes));
}

static void reopens(void)
{
    answer(HG_REOPEN, 0);
    exit(0);
}

static void other_seat(void)
{
    answer(HG_REJECT, 1);
    exit(0);
}

static void twice(void)
{
    answer(HG_REJECT, 0);
    offer(0, 0, 0);
    exit(0);
}

static void nowhere(void)
{
    static const uint8_t values[] = {0x93, 0xcc, 0xff, 0xcc, 0xff, 0xcc, 0xff};
    uint8_t bytes[64];
    greet_as(HG_AGENT_ABI);
    hg_message m = await_turn();
    m.kind = HG_ACCEPT;
    m.n_words = 0;
    size_t size = wire_encode(NULL, &m, bytes, sizeof bytes);
    bytes[0]++; /* an OFFER is one value longer */
    bytes[1] = HG_OFFER;
    memcpy(bytes + size, values, sizeof values);
    say(bytes, size + sizeof values);
    exit(0);
}

/* A byte now and then is no sign of life. */
static void trickles(void)
{
    greet_as(HG_AGENT_ABI);
    say("\xdc\x0f\xff", 3);
    for (;;) {
        const struct timespec a_while = {.tv_nsec = 50000000};
        nanosleep(&a_while, NULL);
        say("", 1);
    }
}

/* ---- one that plays well but for one session ---- */

enum { ILL_FATED = 3 };
typedef struct moody {
    const hg_host *host;
    uint64_t session;
} moody;

static int moody_init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)params;
    *(moody *)self = (moody){host, brief->session};
    return 0;
}

static int moody_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    const moody *m = self;
    if (m->session == ILL_FATED) return 1;
    reply->kind = HG_OFFER;
    reply->outcome = m->host->best(m->host, turn->round);
    return 0;
}

static int mortal_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    if (moody_act(self, turn, reply)) exit(1);
    return 0;
}

static void play_moody(int (*act)(void *, const hg_turn *, hg_reply *))
{
    const hg_agent_type type = {.abi = HG_AGENT_ABI,
                                .struct_size = sizeof type,
                                .name = "moody",
                                .state_size = sizeof(moody),
                                .init = moody_init,
                                .act = act};
    exit(client_play(&type, false, NULL, 0, 1) ? 1 : 0);
}

static void gives_up(void) { play_moody(moody_act); }
static void dies(void) { play_moody(mortal_act); }

static const struct {
    const char *name;
    void (*play)(void);
} faults[] = {{"dead", dead},           {"old", old},
              {"rude", rude},           {"mute", mute},
              {"stubborn", stubborn},   {"killed", killed},
              {"wordy", wordy},         {"garbage", garbage},
              {"text", text},           {"half", half},
              {"giant", giant},         {"deaf", deaf},
              {"stranger", stranger},   {"flood", flood},
              {"late", late},           {"hungry", hungry},
              {"parent", parent},       {"files", open_files},
              {"variables", variables}, {"gives-up", gives_up},
              {"reopens", reopens},     {"other-seat", other_seat},
              {"twice", twice},         {"nowhere", nowhere},
              {"trickles", trickles},   {"dies", dies}};

static int play(const char *agent)
{
    arena a;
    error_list errors;
    seat_spec spec;
    arena_init(&a);
    error_list_init(&errors);
    int code = seat_spec_read(&a, agent, NULL, 0, 0, &spec, &errors);
    if (code) error_print(&errors, stderr);
    const char *wrong = code ? NULL : client_play(spec.type, spec.swapped, spec.params, 0, 1);
    if (wrong) fprintf(stderr, "%s\n", wrong);
    error_list_fini(&errors);
    arena_fini(&a);
    return code || wrong;
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strcmp(argv[1], faults[i].name) == 0) faults[i].play();
    return play(argv[1]);
}
