/* How parties see the talks, for the observer: a belief is judged by the limits as they are now.
 *
 * Hot where agents tell their view with every move: no allocation, no logarithm.
 *
 * Must not know: how an agent comes to its view, what is recorded of it. */
#include "session/state.h"
#include <math.h>

/* Where the limit lies among the cells; what lies beyond counts to the cell at that end. */
static inline uint32_t cell_of(const session *s, uint32_t whom, uint32_t cells)
{
    const model *m = s->model;
    double scale = m->transferable ? m->pie : party_scale(m, whom);
    double at = s->limit[whom] / scale * cells;
    return !(at > 0) ? 0 : at < cells ? (uint32_t)at : cells - 1;
}

/* Cells x belief in the cell of the true limit; NaN where the row is all zeros: no belief. */
static inline double lift_of(const session *s, const hg_view *v, uint32_t whom)
{
    const double *row = v->belief + (size_t)whom * v->cells;
    double q = row[cell_of(s, whom, v->cells)];
    for (uint32_t k = 0; !(q > 0); k++) {
        if (k == v->cells) return NAN;
        if (row[k] > 0) return 0;
    }
    return v->cells * q;
}

/* A share; NaN stays NaN. */
static inline double share_of(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

bool session_viewed(const session *s) { return s->observer->view != NULL; }

void session_view(const session *s, uint32_t who, const hg_view *v)
{
    const observer *o = s->observer;
    double theirs[HG_PARTIES_MAX], lift[HG_PARTIES_MAX];
    if (!o->view || s->phase >= PHASE_END || isnan(v->mine)) return;
    for (uint32_t i = 0; i < s->model->n_parties; i++) {
        theirs[i] = lift[i] = NAN;
        if (i == who) continue;
        if (v->theirs) theirs[i] = share_of(v->theirs[i]);
        if (v->cells) lift[i] = lift_of(s, v, i);
    }
    o->view(o->ctx, s, who, &(view_reading){share_of(v->mine), theirs, lift});
}
