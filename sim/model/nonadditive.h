/* What a preference says beyond a worth per issue: a worth per outcome, interactions of issues, the
 * power transform of who shuns (or seeks) risk, and a scale. All of it is worked out once, into the
 * listed utility table: no search and no session knows that there is such a thing.
 *
 *     sum    = parts of the issues, in their order (utility.h)
 *              + table + interactions, in their order; + base where what follows is not linear
 *     v      = ((sum - from) / (to - from)) ^ power       where there is a risk transform
 *     u      = scale_from + (v - least) / span * range    where there is a scale
 *
 * Spaces that are not listed have none of this. Knows no party, and no file. */
#ifndef MODEL_NONADDITIVE_H
#define MODEL_NONADDITIVE_H
#include "model/utility.h"

/* Worth so much where every issue takes one of the values named: a hyper-rectangle of outcomes
 * where the values lie side by side (Ito, Hattori & Klein 2007). With a product: so much per unit
 * of it, for issues that are numbers. */
typedef struct interaction {
    const char *name;
    const bool *const *where; /* [n_issues] -> [issue size]: is it among them? NULL: any value */
    bool outside;             /* worth so much everywhere else instead */
    bool multiplies;
    uint32_t factors[2]; /* issues; may be the same twice */
    double worth;
} interaction;

typedef struct nonadditive {
    const double *table; /* [space size] worth of each outcome; NULL */
    uint32_t n_interactions;
    const interaction *interactions;
    double base;     /* stands here, not in the shift, where it is bent or scaled with it */
    bool bends;      /* constant relative risk aversion 1 - power (Pratt 1964) */
    double power;    /* < 1: concave, averse to risk */
    double from, to; /* of the sum: 0 and 1 of the gain; no sum is less than from */
    bool scales;
    double least, span, scale_from, range;
} nonadditive;

/* What an outcome is worth, as the table has it, bit for bit. */
double nonadditive_of(const nonadditive *, const preference *, const space *,
                      const uint64_t *index);
/* What sums are bent and scaled to; rises with them. */
double nonadditive_transformed(const nonadditive *, double sum);
/* Of the sums, over all outcomes of a listed space. */
void nonadditive_range(const nonadditive *, const preference *, const space *, double *worst,
                       double *best);
const utility_table *nonadditive_table(arena *, const nonadditive *, const preference *,
                                       const space *);
/* Does an interaction look at the issue, or a table? One that says the same for all values of the
 * issue does not. */
bool nonadditive_depends_on(const nonadditive *, const space *, uint32_t issue);
/* Then tables can be shared, if the parts are equal too. NULL: additive. */
bool nonadditive_equal(const space *, const nonadditive *, const nonadditive *);
#endif
