/* Which different outcomes each of the others has offered so far: what MiCRO counts. An offer
 * counts also if it was taken back. */
#ifndef AGENTS_PARTS_HEARD_H
#define AGENTS_PARTS_HEARD_H
#include <higgle/agent.h>

struct heard_seat;
typedef struct heard {
    uint32_t seat, n;      /* mine; of the table */
    uint64_t entries;      /* of a table of what was heard; 0: a bit for each outcome */
    struct heard_seat *of; /* [n] by seat; my own stays empty */
} heard;

/* In init. Up to 2^22 outcomes, a bit for each of them and each of the others; else room for twice
 * as many offers as there are rounds (2^15 without a deadline), beyond which none is counted. */
void heard_init(heard *, const hg_brief *, const hg_host *);
void heard_take(heard *, const hg_message *); /* any message */
/* How many different ones came from whoever made the fewest. */
uint64_t heard_least(const heard *);

#endif
