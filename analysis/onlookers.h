/* What studies of parts of agents need and may not know: models and acceptance conditions, that
 * somebody lends. Each hears one session as a party between two heard it; its memory is the
 * arena's. */
#ifndef ANALYSIS_ONLOOKERS_H
#define ANALYSIS_ONLOOKERS_H
#include "analysis/analysis.h"

typedef struct model_face {              /* a model of the other's utilities */
    const char *(*name)(uint32_t which); /* NULL beyond the last */
    void *(*open)(arena *, const model *, uint32_t party, uint32_t which);
    void (*hear)(void *, uint32_t round, outcome_id offer); /* of the other */
    double (*worth)(const void *, outcome_id);              /* to the other, in any unit */
} model_face;

typedef struct accept_face { /* when to accept */
    const char *(*name)(uint32_t which);
    void *(*open)(arena *, const model *, uint32_t party, uint32_t which);
    void (*hear)(void *, uint32_t round, outcome_id offer);
    void (*made)(void *, double worth); /* an own offer, own unit */
    bool (*takes)(const void *, uint32_t round, double offered, double next); /* next may be NaN */
} accept_face;

typedef struct onlookers {
    model_face model;
    accept_face accept;
} onlookers;
enum { ONLOOKERS_MAX = 24 }; /* of a kind */

/* Borrowed. Without them the studies that need them (STUDY_MODELS, STUDY_ACCEPTANCE) cannot be. */
void analysis_lend(analysis *, const onlookers *);
#endif
