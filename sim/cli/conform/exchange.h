/* What was said, in lines for people. Must not know what is demanded. */
#ifndef CLI_CONFORM_EXCHANGE_H
#define CLI_CONFORM_EXCHANGE_H
#include "cli/conform/tap.h"

/* The last that was said, a line each: "round 3  two offers 0.4, worth 0.4 to one". who: the agent.
 * Returns how many; in the arena. */
uint32_t exchange_lines(arena *, const tap_talk *, uint32_t who, const char *const **out);

/* The first move in which two series of moves differ. */
typedef struct exchange_difference {
    uint32_t move;              /* counted from 1 */
    const char *first, *second; /* in words; "nothing more" */
} exchange_difference;
bool exchange_differs(arena *, const tap_talk *, const tap_talk *, exchange_difference *out);
#endif
