/* What the process does, whatever it is asked. */
#include "faulty.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void hang(void)
{
    for (;;) pause();
}

static void dead(void) { exit(7); }
static void leaves(void) { exit(0); }

static void mute(void)
{
    greet();
    hang();
}

static void stubborn(void) /* and has to be killed */
{
    signal(SIGTERM, SIG_IGN);
    mute();
}

static void killed(void)
{
    greet();
    await();
    raise(SIGKILL);
}

static void wordy(void) /* dies as Python does */
{
    greet();
    await();
    fputs("Traceback (most recent call last):\nValueError: no such thing\n", stderr);
    exit(1);
}

static void noisy(void) /* talks for ever, but not to us */
{
    greet();
    for (;;) fputs("debug: still thinking\n", stderr);
}

static void deaf(void)
{
    greet();
    close(1);
    hang();
}

static void hungry(void)
{
    greet();
    await();
    for (;;) {
        char *volatile all = malloc(1 << 24); /* what nobody reads a compiler may leave out */
        if (!all) abort();
        memset(all, 1, 1 << 24);
    }
}

static void parent(void) /* its child holds the pipes, and belongs to the group */
{
    greet();
    await();
    if (fork() == 0) hang();
    exit(0);
}

static void brood(void)
{
    greet();
    await();
    for (int i = 0; i < 8; i++)
        if (fork() == 0) {
            signal(SIGTERM, SIG_IGN);
            hang();
        }
    hang();
}

static void hoarder(void) /* of files, until there are no more to be had */
{
    greet();
    await();
    while (open("/dev/null", O_RDONLY) >= 0) continue;
    perror("open");
    _exit(1); /* nothing that runs at an exit could open anything */
}

static void files(void) /* how many descriptors were left to us */
{
    int n = 0;
    for (int fd = 3; fd < 256; fd++) n += dup2(fd, 255) == 255 ? 1 : 0;
    exit(20 + n);
}

static void variables(void) { exit(getenv("HIGGLE_TEST_SECRET") ? 21 : getenv("PATH") ? 20 : 22); }

const faulty faulty_lives[] = {
    {"dead", dead},     {"leaves", leaves},       {"mute", mute},   {"stubborn", stubborn},
    {"killed", killed}, {"wordy", wordy},         {"noisy", noisy}, {"deaf", deaf},
    {"hungry", hungry}, {"parent", parent},       {"brood", brood}, {"hoarder", hoarder},
    {"files", files},   {"variables", variables}, {NULL, NULL}};
