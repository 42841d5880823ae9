/* An onlooker: one part of an agent, a model of the other or a rule of acceptance, that hears a
 * session between two parties once more, as the party in whose place it sits heard it. It says
 * nothing, so that what it hears does not depend on it. For those who judge parts after the talks
 * (`higgle analyse`); must not know them. */
#ifndef SEAT_ONLOOKER_H
#define SEAT_ONLOOKER_H
#include "model/model.h"

/* The models that are judged; NULL beyond the last. `windowed` remembers the last 16 offers. */
const char *onlooker_model_name(uint32_t which);
/* Memory in the arena, which lives as long as the onlooker; `model` is that of the session. */
void *onlooker_model_open(arena *, const model *, uint32_t who, uint32_t which);
void onlooker_model_hear(void *, uint32_t round, outcome_id offer); /* of the other */
/* What it takes an outcome to be worth to the other: more is better; only `perfect` knows the
 * unit. */
double onlooker_model_worth(const void *, outcome_id);

/* The acceptance conditions of the grid, as in accept=combi/max/0.98; NULL beyond the last. */
const char *onlooker_accept_name(uint32_t which);
void *onlooker_accept_open(arena *, const model *, uint32_t who, uint32_t which);
void onlooker_accept_hear(void *, uint32_t round, outcome_id offer);
void onlooker_accept_made(void *, double worth); /* the party's own offer went out, own unit */
/* Would it take an offer worth so much, where the party would ask for `next` (NaN: nobody knows)?
 * Own unit both; whatever it says, less than the party's limit is not to be taken. */
bool onlooker_accept_takes(const void *, uint32_t round, double offered, double next);
#endif
