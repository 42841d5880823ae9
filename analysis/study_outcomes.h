/* Inside the room, for studies only: what every session of every arm came to, 8 bytes per number.
 * Sessions that an agent's fault ended are missing. */
#ifndef ANALYSIS_STUDY_OUTCOMES_H
#define ANALYSIS_STUDY_OUTCOMES_H
#include "analysis/load.h"

typedef struct outcomes {
    const analysis *a;
    double **share;  /* [n_arms][n_parties] of replicates: pie_share over all sessions */
    double **rounds; /* [n_arms] of replicates: rounds played, the last one included */
} outcomes;
/* One walk over the rows. */
void outcomes_init(outcomes *, const analysis *);
void outcomes_fini(outcomes *);
const double *outcomes_share(const outcomes *, const arm_data *, uint32_t role);
const double *outcomes_rounds(const outcomes *, const arm_data *);
#endif
