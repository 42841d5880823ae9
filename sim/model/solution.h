/* The standard solutions of a bargaining problem, over all its outcomes and from the disagreement
 * point d (what no deal pays each party). Each is defined here and nowhere else.
 *
 *     gain         g_i(o) = u_i(o) - d_i; an outcome is rational where no gain is below 0
 *     nash         greatest product of gains (Nash 1950)
 *     kalai_smorodinsky  greatest least g_i / (ideal gain of i), the ideal one over the rational
 *                  outcomes; who can gain nothing has no say (Kalai & Smorodinsky 1975)
 *     egalitarian  greatest least gain (Kalai 1977)
 *     utilitarian  greatest sum of utilities, rational or not (Harsanyi 1955)
 *     opposition   least distance of an outcome to the ideal point, rational or not, each party's
 *                  utility over its greatest; money, whose zero means nothing, and what is worth
 *                  less than nothing count from the party's worst outcome (Baarslag et al. 2012).
 *                  Genius' own statistics measure to (1, 1): the same where the greatest are 1
 *
 * Pure. All are sought among the Pareto-optimal outcomes, hence of outcomes that are equally good
 * for the least the one that is better for another; ties: a rational one, then the lower index. The
 * first three are sought among the rational ones only; where there are none, there is no zone of
 * agreement and they are absent (HG_NO_OUTCOME). */
#ifndef MODEL_SOLUTION_H
#define MODEL_SOLUTION_H
#include "model/model.h"

/* name in files and tables, what people call it, its source */
#define SOLUTIONS(X)                                                                               \
    X(NASH, "nash", "Nash", "Nash 1950")                                                           \
    X(KALAI_SMORODINSKY, "kalai_smorodinsky", "Kalai-Smorodinsky", "Kalai & Smorodinsky 1975")     \
    X(EGALITARIAN, "egalitarian", "egalitarian", "Kalai 1977")                                     \
    X(UTILITARIAN, "utilitarian", "utilitarian", "Harsanyi 1955")
typedef enum solution_kind {
#define SOLUTION_ENUM(id, name, title, source) SOLUTION_##id,
    SOLUTIONS(SOLUTION_ENUM)
#undef SOLUTION_ENUM
        SOLUTION_COUNT
} solution_kind;
const char *solution_name(solution_kind);
const char *solution_title(solution_kind);
const char *solution_source(solution_kind);

#define RATIONAL_UNCOUNTED UINT64_MAX /* more than none */

typedef struct solutions {
    outcome_id at[SOLUTION_COUNT];    /* HG_NO_OUTCOME: absent */
    uint64_t as_good[SOLUTION_COUNT]; /* how many Pareto-optimal outcomes are, but for rounding, as
                                         good; of a real issue 1, or the whole range; 0: absent */
    double opposition;                /* 0..sqrt(n) */
    uint64_t rational; /* how many outcomes are rational for all; a real issue: 0 or more
                          as far as its grid goes; a large space: 0 or RATIONAL_UNCOUNTED */
    double within;     /* how exact pareto is, and what is found in it: see merged; infinite: of a
                          large space and more than two parties only some are known */
    uint32_t n_pareto;
    const outcome_id *pareto; /* [n_pareto] Pareto-optimal outcomes, ascending in the utility of
                                 party 0, each utility vector once (its lowest index); one issue
                                 without a table: the ends of the optimal part of the range; more
                                 than three parties: where there are thousands, a few dominated
                                 ones may be among them */
    uint8_t *good; /* [n_pareto] a set of 1 << solution_kind: for which it is as good; NULL: one
                      issue without a table */
    uint64_t first[SOLUTION_COUNT]; /* of those that are as good: place in pareto; one issue
                                       without a table: outcome, and all up to the last are */
    uint64_t last[SOLUTION_COUNT];
} solutions;

/* How far a party's greatest utility lies above what counts as 0, see opposition. */
double party_span(const model *, uint32_t party);
/* d[n_parties]: usually the limits at the start. O(outcomes) for two parties; what it finds is kept
 * in the arena. */
void solutions_find(arena *, const model *, const double *d, solutions *out);
/* The same for other limits, and for utilities that are shifted otherwise, where the Pareto-optimal
 * outcomes are known: of a model with the tables that `out` was found for. O(n_pareto); rational is
 * not counted (0 or RATIONAL_UNCOUNTED) but on one real issue. */
void solutions_again(const model *, const double *d, solutions *out);
#endif
