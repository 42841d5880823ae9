/* The game that the theorems are about, as an agent finds it: two parties divide a pie, in money
 * and by one price; what each does follows from what it asks for and what it waits for.
 *
 *     demand   offers the outcome of greatest own utility that is worth no more than `demand` to
 *              me, and its limit to the other: where prices go in steps, the step is the other's
 *     accept   iff the standing offer is worth `least`, and my limit. A player at the equilibrium
 *              accepts what leaves it indifferent, so 1e-12 of the pie, which is rounding, decides
 *              nothing
 *
 * They know everything that is common knowledge in the theorems: limits and utilities of both. */
#ifndef AGENTS_THEORY_GAME_H
#define AGENTS_THEORY_GAME_H
#include "agents/parts/bargainer.h"
#include <higgle/theory.h>

#define GAME_TRAITS (HG_TRAIT_SEES_TRUTH | HG_TRAIT_SEES_UTILITIES)

typedef struct game {
    bargainer self; /* first */
    const hg_brief *brief;
    uint32_t me, other;
    double pie;       /* own unit of both; > 0 */
    double others;    /* limit of the other now; NaN where it may not be seen */
    double slack;     /* what rounding may cost */
    hg_outcome worse; /* added to an outcome: the next one down, for me; modulo 2^64 */
    bool patient;     /* my limit is paid at the end only: it is no floor before. Set after init */
    bool second;      /* the other had the first turn */
    bool moved;       /* I have had a turn */
} game;

/* In init: false, with a note, where this is another game. */
bool game_init(game *, const hg_brief *, const hg_host *);
/* The same of the kind of end: every game has one. */
bool game_is_endless(const game *);
void game_receive(void *self, const hg_message *); /* the state begins with its game */
void game_moves(game *); /* at the end of every act: the first tells who came first */

/* What is left of a gain after one offer more, of the two in a round; after one round more. */
double game_offer_patience(const game *, uint32_t who);
double game_round_patience(const game *, uint32_t who);
/* A party's limit as part of the pie, at least 0. */
double game_limit(const game *, uint32_t who);
bool game_may_leave(const game *); /* at all: as the exit rule has it */

/* A turn: both in own utility. */
void game_play(game *, const hg_turn *, hg_reply *, double demand, double least);
/* The same with shares of the pie; `leave`: rather than answer an offer with another, walk, where
 * that is allowed. */
typedef struct game_stand {
    double demand, least;
    bool leave;
} game_stand;
void game_play_shares(game *, const hg_turn *, hg_reply *, const game_stand *);

#endif
