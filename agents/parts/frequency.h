/* The frequency model of HardHeaded (van Krimpen, Looije & Hajizadeh 2013), as Genius and
 * NegoLog have it: what an outcome is worth to another = sum over issues of weight * count /
 * greatest count.
 *
 *     start     every issue weighs 1/n, every value counts 1
 *     weights   after each offer but the first, an issue whose value stayed grows by 0.2/n,
 *               unless it weighs more than 1 - 0.2 / (1 + 0.2 m/n) already, m the number that
 *               stayed; then all are divided by their sum
 *     values    each value that is offered counts 1 more
 *
 * With a window only the last so many offers count: the same rule, begun anew with the oldest. */
#ifndef AGENTS_PARTS_FREQUENCY_H
#define AGENTS_PARTS_FREQUENCY_H
#include "agents/parts/models.h"

#define FREQUENCY_WINDOW_MAX 64

/* In init; window 0: all offers. Lives as long as the session. */
opponent_model *frequency_open(const hg_brief *, const hg_host *, uint32_t window);

#endif
