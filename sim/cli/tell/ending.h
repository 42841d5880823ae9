/* Private to the teller: sentences about how a session went and ended. In the arena. */
#ifndef CLI_ENDING_H
#define CLI_ENDING_H
#include "base/arena.h"
#include "model/swing.h"
#include "record/row.h"

typedef struct course_of_talks {
    arena *arena;
    const model *model; /* of the session */
    const row *row;
    const char *why;                         /* an agent failed, or NULL */
    const outcome_id *first[HG_PARTIES_MAX]; /* own offers; NULL: made none */
    const outcome_id *last[HG_PARTIES_MAX];
    const bool *standing[HG_PARTIES_MAX]; /* alternatives held at the end */
    swing leverage;                       /* of the first party, over time */
    uint32_t answers, foretold; /* moves at which Zeuthen's rule says who gives way; as it was */
} course_of_talks;

/* "deal in round 16 · buyer 2 325 EUR (72 % of the pie) · seller 900 EUR · nothing left ..." */
const char *ending_line(const course_of_talks *);
const char *ending_concession(const course_of_talks *, uint32_t party);
const char *ending_event(const course_of_talks *, uint32_t round, const char *what, double before,
                         double after);
/* How leverage moved in all; NULL: it hardly did. */
const char *ending_leverage(const course_of_talks *);
/* How often those gave way who should have by Zeuthen's rule; NULL: nothing can be said. */
const char *ending_pressure(const course_of_talks *);
const char *ending_pay(const course_of_talks *, uint32_t party);
/* How far the deal is from the best there could have been; NULL: there is none, or it cannot be
 * said
 */
const char *ending_deal(const course_of_talks *);
#endif
