/* What the keyboard and other programs may ask of a run while it works. */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H
#include <stdbool.h>

/* From now on ^C and SIGTERM are noted (a second one ends the process) and SIGUSR1 asks for a
 * progress line. */
void signals_watch(void);
extern const volatile int *const signals_stop; /* a run_options.stop: the signal noted, or 0 */
bool signals_line(void);                       /* was a line asked for? Forgets it */
#endif
