/* How leverage moved during the talks: statistics of the course of one party's relative leverage
 * Lambda (hg_leverage.lambda), which is a step function of time. A stretch of time without a zone
 * of agreement has no leverage: it counts for nothing, and what comes behind it is held against
 * what came before it. Pure; O(1) per step. */
#ifndef MODEL_SWING_H
#define MODEL_SWING_H
#include <stdint.h>

typedef struct swing {
    uint32_t lead_changes; /* times the sign of Lambda turned; 0 itself is no sign */
    double jump;           /* greatest |change of Lambda| in one step; 0: it never moved */
    double mean;           /* of Lambda over the time it was defined; NaN: it never was */
    /* private: */
    double sum, time, since, now, sign;
} swing;

void swing_begin(swing *);
/* From `at` on it is lambda; NaN: there is none. Times in any unit, never going back. */
void swing_step(swing *, double at, double lambda);
void swing_end(swing *, double at);
#endif
