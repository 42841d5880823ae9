/* What an outcome is worth to the others: opponent models behind one small interface, and the
 * choice that they are good for: of what is worth about as much to me, the best for the others.
 * Must not know the strategy.
 *
 *     frequency    of values and of issues that stay (parts/frequency.h)
 *     bayesian     hypotheses about weights and shapes (parts/bayesian.h)
 *     opposite     what is good for me is bad for them: 1 - own utility in parts of my range
 *     uniform      everything is worth the same to them: it draws one of the band. The control of
 *                  the other models
 *     perfect      cheats: their utilities; of several others the mean, each in its own unit
 *
 * Of several others each is modelled for itself, and the mean counts. An outcome is cut into the
 * values of its issues, of which at most MODEL_PARTS are told apart: a longer issue is counted in
 * equal parts of its range. */
#ifndef AGENTS_PARTS_MODELS_H
#define AGENTS_PARTS_MODELS_H
#include <higgle/agent.h>
#include <stdbool.h>

#define MODEL_PARTS 32

typedef struct opponent_model opponent_model;
struct opponent_model { /* first member of every model */
    void (*hear)(opponent_model *, uint32_t seat, hg_outcome offer); /* NULL: learns nothing */
    double (*estimate)(const opponent_model *, hg_outcome); /* more is better for the others, 0..1
                                                               but for `perfect`: their own units */
    const hg_host *host;
    const hg_brief *brief;
};

/* How many parts of an issue are told apart, and which one an outcome's value is in. */
uint32_t model_parts(const hg_issue *);
uint32_t model_part(const hg_issue *, uint64_t value);
/* The part of each issue; out[n_issues]. */
void model_read(const hg_brief *, hg_outcome, uint32_t *out);
/* Whose offer is it? NULL-safe for messages of any kind: hears offers of the others. */
void model_take(opponent_model *, const hg_message *);

opponent_model *model_opposite(const hg_brief *, const hg_host *);
opponent_model *model_perfect(const hg_brief *, const hg_host *);

/* ---- as a part: the first choice is `none` ---- */
extern const hg_part_choice models_choices[];

typedef struct choosing {
    const hg_host *host;
    opponent_model *model; /* NULL: none, or uniform */
    double width;          /* of the band above my bid, own unit */
    bool draws;
} choosing;

/* In init. 1 where the space is not one to look for other outcomes in, and a note says so. */
int choosing_open(choosing *, const hg_brief *, const hg_host *, const double *numbers);
void choosing_hear(choosing *, const hg_message *);
/* Of the outcomes worth from `bid` to `bid` + width to me, the best for the others (ties: the first
 * of the band; at most 256 are looked at). One draw, if it draws. */
hg_outcome choosing_pick(const choosing *, hg_outcome bid);

/* The same for strategies with a model of their own: within [lo, hi], own unit; HG_NO_OUTCOME where
 * there is nothing. */
hg_outcome model_pick(const opponent_model *, double lo, double hi);

#endif
