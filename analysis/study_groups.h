/* Inside the room, for studies only: who is studied, and what a row says about them. */
#ifndef ANALYSIS_STUDY_GROUPS_H
#define ANALYSIS_STUDY_GROUPS_H
#include "analysis/study.h"

/* Every agent of every role, its blind twins apart; and, where a role has several agents, all of
 * them together. */
typedef struct study_groups {
    uint32_t n;
    study_group *at;
    uint32_t *arms;       /* [n] how many arms belong to it */
    uint64_t *replicates; /* [n] the most that one of them has */
    bool *random;         /* [n] something is drawn in one of them */
    uint32_t *of;         /* [n_arms][n_parties][2]: its groups; HG_NOBODY: none */
} study_groups;
study_groups study_groups_of(analysis *);
/* The group of the blind twins of these sessions; HG_NOBODY: there is none. */
uint32_t study_groups_twin(const study_groups *, uint32_t group);
/* At most two groups per role that a session belongs to. */
#define STUDY_GROUPS_OF_ARM 2

/* What a row says of one role. */
typedef struct study_row {
    bool deal;
    double phi, share;            /* leverage at the start, pie_share: never NaN */
    double x[TERM_COUNT];         /* 1, then the parts */
    double w[HG_PARTIES_MAX + 1]; /* 1, then the limits of all at the start, over their scales */
    double seen; /* the agent's own estimate of phi at its start; NaN: it told none */
} study_row;
/* False: there is nothing to share, or an agent failed. */
bool study_row_set(const analysis *, const row *, uint32_t role, study_row *out);
#endif
