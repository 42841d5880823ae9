/* Time-dependent concession, shared by boulware, linear, conceder and hardliner, and by whoever
 * brings another curve (exponential, bezier).
 *
 *     F(tau)  = k + (1 - k) tau^(1/beta)                 what has been conceded of the way, 0..1
 *     target  = Umin + (Umax - Umin) (1 - F(tau))        Umin = max(least utility, limit now)
 *
 * Bid and acceptance: bargainer.h. beta < 1 holds out (Boulware), 1 is linear, > 1 gives way early
 * (Conceder), 0 never moves. Without a deadline tau stays 0, and so does the bid.
 * Source: Faratin, Sierra & Jennings 1998. */
#ifndef AGENTS_PARTS_TIME_DEPENDENT_H
#define AGENTS_PARTS_TIME_DEPENDENT_H
#include "agents/parts/bargainer.h"

typedef struct time_dependent {
    bargainer self;
    const double *curve; /* tau^(1/beta) per round; NULL: it stays at its opening */
    double k, rest;      /* conceded at the opening, and 1 - k */
} time_dependent;

#define TIME_DEPENDENT_BETA(preset)                                                                \
    {                                                                                              \
        "beta", preset, 0.01, 100, NULL,                                                           \
            "shape of the concession tau^(1/beta): below 1 late, 1 linear, above 1 early",         \
            "Faratin, Sierra & Jennings 1998"                                                      \
    }
#define TIME_DEPENDENT_K                                                                           \
    {                                                                                              \
        "k", 0, 0, 1, NULL, "part of the way to the limit that the first bid gives up",            \
            "Faratin, Sierra & Jennings 1998"                                                      \
    }

/* Takes its place with shape beta (0: never moves) and opening k. Always 0. */
int time_dependent_init(time_dependent *, const hg_brief *, const hg_host *, double beta, double k);
int time_dependent_act(void *self, const hg_turn *, hg_reply *);

/* For any curve: the state begins with its bargainer; `kept` is 1 - F now. */
void time_dependent_receive(void *self, const hg_message *);
int time_dependent_move(const bargainer *, const hg_turn *, hg_reply *, double kept);

#endif
