/* The other end of a process seat: plays an agent in a program of its own, as seat_process asks
 * over two descriptors. What an agent asks of its host is answered from the messages alone, with
 * the same arithmetic as in the simulator, so that an agent plays the same here as there. Knows no
 * session and no loop. */
#ifndef HOST_CLIENT_H
#define HOST_CLIENT_H
#include <higgle/agent.h>
#include <stdbool.h>

/* Until BYE or the end of input: NULL; else a sentence about what went wrong. swapped: is a part
 * another than the agent's own (seat_spec)? */
const char *client_play(const hg_agent_type *, bool swapped, const double *params, int in, int out);
#endif
