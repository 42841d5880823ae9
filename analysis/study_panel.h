/* Inside the room, for studies only: what the sessions of one arm conceded, round by round, and
 * when something happened outside, out of their traces. */
#ifndef ANALYSIS_STUDY_PANEL_H
#define ANALYSIS_STUDY_PANEL_H
#include "analysis/load.h"

#define NEVER_HAPPENED UINT32_MAX
#define ROUNDS_SEEN                                                                                \
    400u /* later ones are left out: talks without a deadline may go on for long                   \
          */

typedef struct panel {
    uint32_t parties, rounds;
    uint64_t n;         /* replicates */
    uint32_t *end;      /* [n] last round; NEVER_HAPPENED: no such session, or an agent failed */
    uint32_t *happened; /* [n][parties][2] round of the first arrival, and of the first expiry */
    float *conceded; /* [n][parties][rounds] of its own demand in that round, over its scale; NaN:
                        it made no offer there, or had made none before */
} panel;
/* Of an arm, whose first session in the record is the one given. */
panel panel_of(const analysis *, uint32_t which, uint64_t first_session);
void panel_free(panel *);
/* The round of the first arrival, or expiry, of an alternative of `who`; NEVER_HAPPENED. */
uint32_t panel_event(const panel *, uint64_t replicate, uint32_t who, bool expires);
/* Its own concession in that round; or the mean of the others'. NaN: none. */
double panel_own(const panel *, uint64_t replicate, uint32_t who, uint32_t round);
double panel_others(const panel *, uint64_t replicate, uint32_t who, uint32_t round);
#endif
