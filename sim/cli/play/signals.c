/* Signals become flags, read where a run can stop or speak. A handler can reach nothing but a
 * global: the one exception to "no mutable globals". */
#include "cli/play/signals.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t stop, line;
const volatile int *const signals_stop = &stop;

static void on_interrupt(int signal_number)
{
    stop = signal_number; /* the second ^C meets the default action: SA_RESETHAND */
}

static void on_line(int signal_number)
{
    (void)signal_number;
    line = 1;
}

void signals_watch(void)
{
    struct sigaction interrupt = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ask = {.sa_handler = on_line, .sa_flags = SA_RESTART};
    sigemptyset(&interrupt.sa_mask);
    sigemptyset(&ask.sa_mask);
    stop = line = 0;
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGTERM, &interrupt, NULL);
    sigaction(SIGUSR1, &ask, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(), with a sentence */
}

bool signals_line(void)
{
    bool asked = line;
    line = 0;
    return asked;
}
