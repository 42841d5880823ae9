/* Swapped parts: another acceptance condition (`accept=`, acceptance.h), an opponent model that
 * chooses among outcomes of about the same own worth (`model=`, models.h), for any strategy whose
 * state begins with its bargainer and which accepts what is worth its own next bid.
 *
 * The strategy is asked what it would bid, as if there were nothing to accept; the model may
 * replace the bid, the condition says whether what stands is accepted instead. A strategy with its
 * own parts never comes here: the host calls its own functions (hg_swapped). */
#ifndef AGENTS_PARTS_SWAP_H
#define AGENTS_PARTS_SWAP_H
#include "agents/parts/bargainer.h"

extern const hg_part swap_parts[]; /* accept, model */

/* After the strategy's init; `numbers`: of the parts. 1: cannot play this, a note says why. */
int swap_init(void *self, const hg_brief *, const hg_host *, const double *numbers);
void swap_receive(void *self, const hg_message *);
int swap_act(void *self, const hg_turn *, hg_reply *,
             int (*act)(void *, const hg_turn *, hg_reply *));

/* `swapped`, for a strategy with so many parameters of its own. */
#define SWAP_FUNCTIONS(n_params, its_init, its_receive, its_act)                                   \
    static int swapped_init(void *self, const hg_brief *brief, const hg_host *host,                \
                            const double *p)                                                       \
    {                                                                                              \
        int code = its_init(self, brief, host, p);                                                 \
        return code ? code : swap_init(self, brief, host, p + (n_params));                         \
    }                                                                                              \
    static void swapped_receive(void *self, const hg_message *m)                                   \
    {                                                                                              \
        its_receive(self, m);                                                                      \
        swap_receive(self, m);                                                                     \
    }                                                                                              \
    static int swapped_act(void *self, const hg_turn *turn, hg_reply *reply)                       \
    {                                                                                              \
        return swap_act(self, turn, reply, its_act);                                               \
    }                                                                                              \
    static const hg_swapped swapped = {swapped_init, swapped_receive, swapped_act}

#endif
