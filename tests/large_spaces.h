/* Random additive preferences over random spaces, for tests that hold what is never listed against
 * what is: the same space can be had both ways. */
#ifndef TESTS_LARGE_SPACES_H
#define TESTS_LARGE_SPACES_H
#include "check.h"

#include "base/rng.h"
#include "model/model.h"

enum { LARGE_ISSUES = 5, LARGE_VALUES = 40, LARGE_PARTIES = 3 };

/* What the parts of a preference look like. */
typedef enum taste {
    TASTE_NOISE,
    TASTE_MONEY,     /* 25 k - 100, around a million */
    TASTE_DECIMALS,  /* weights of two decimals, values of one */
    TASTE_FEW,       /* sums such as 0.1 + 0.2 */
    TASTE_CLUSTERED, /* a few worth much, most next to nothing */
    TASTE_OPPOSED,   /* what one gains the other loses: noise */
    TASTE_PIE,       /* the same in whole numbers */
    TASTE_NOTHING,   /* all alike, some issues without weight */
    TASTES
} taste;

typedef struct large {
    arena arena;
    hg_issue issues[LARGE_ISSUES];
    double worths[LARGE_PARTIES][LARGE_ISSUES][LARGE_VALUES];
    part parts[LARGE_PARTIES][LARGE_ISSUES];
    preference preferences[LARGE_PARTIES];
    space listed, unlisted;
    party parties[LARGE_PARTIES], parties_unlisted[LARGE_PARTIES];
} large;

static inline double large_worth(rng *r, taste t, double weight)
{
    switch (t) {
    case TASTE_MONEY: return 1e6 + 25 * (double)rng_below(r, 40) - 100;
    case TASTE_DECIMALS: return weight * (0.1 * (double)rng_below(r, 11));
    case TASTE_FEW: return 0.1 * (double)rng_below(r, 3);
    case TASTE_CLUSTERED: return rng_below(r, 10) ? 1e-6 * rng_uniform(r) : rng_uniform(r) - 0.5;
    case TASTE_PIE: return (double)rng_below(r, 30);
    case TASTE_NOTHING: return weight < 0.5 ? 0 : 0.7;
    default: return rng_uniform(r) - 0.25;
    }
}

static inline void large_issue(large *f, rng *r, taste t, uint32_t i, uint64_t size)
{
    f->issues[i] = (hg_issue){.name = "i",
                              .unit = "",
                              .kind = HG_ISSUE_NUMBER,
                              .size = size,
                              .max = (double)(size - 1),
                              .step = 1,
                              .scale = 1};
    for (uint32_t p = 0; p < LARGE_PARTIES; p++) {
        double weight = 0.01 * (double)rng_below(r, 100);
        bool opposed = (t == TASTE_OPPOSED || t == TASTE_PIE) && p == 1;
        for (uint64_t k = 0; k < size && k < LARGE_VALUES; k++)
            f->worths[p][i][k] = opposed ? -f->worths[0][i][k] : large_worth(r, t, weight);
        bool linear = size > LARGE_VALUES || rng_below(r, 8) == 0;
        double slope = opposed ? -f->parts[0][i].per_unit : rng_uniform(r) - 0.5;
        if (opposed) linear = !f->parts[0][i].per_value;
        f->parts[p][i] = (part){slope, linear ? NULL : f->worths[p][i]};
    }
}

static inline void large_tables(large *f, uint32_t n_issues)
{
    assert_true(space_init(&f->listed, f->issues, n_issues));
    f->unlisted = f->listed;
    f->unlisted.listed = false;
    for (uint32_t p = 0; p < LARGE_PARTIES; p++) {
        const preference *of = &f->preferences[p];
        f->preferences[p] = (preference){f->parts[p], n_issues};
        if (f->listed.listed)
            f->parties[p].utility.table = utility_table_build(&f->arena, &f->listed, of);
        f->parties_unlisted[p].utility.table = utility_table_build(&f->arena, &f->unlisted, of);
    }
}

/* 2 to 5,000 outcomes; wide: one issue of more than a thousand values among them. */
static inline void large_random(large *f, rng *r, taste t, bool wide)
{
    uint32_t n = 2 + (uint32_t)rng_below(r, wide ? 1 : LARGE_ISSUES - 1);
    uint64_t left = 5000;
    memset(f, 0, sizeof *f);
    arena_init(&f->arena);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t most = left < LARGE_VALUES ? left : n == 2 ? LARGE_VALUES : 9;
        uint64_t size = 1 + rng_below(r, most);
        if (wide) size = i == 0 ? 1025 + rng_below(r, 600) : 1 + rng_below(r, 3);
        if (!wide && i == 0 && size == 1) size = 2;
        left /= size;
        large_issue(f, r, t, i, size);
    }
    large_tables(f, n);
}

static inline void large_fini(large *f) { arena_fini(&f->arena); }

static inline model large_model(const large *f, uint32_t n, bool listed)
{
    return (model){.space = listed ? f->listed : f->unlisted,
                   .n_parties = n,
                   .parties = listed ? f->parties : f->parties_unlisted,
                   .price_issue = HG_NOBODY};
}
#endif
