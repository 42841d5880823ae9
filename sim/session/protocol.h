/* The rules of one table: who may say what, when. No I/O, no clock, no utilities. One file per
 * protocol. */
#ifndef SESSION_PROTOCOL_H
#define SESSION_PROTOCOL_H
#include "base/rng.h"
#include "model/model.h"

typedef enum verdict_kind {
    VERDICT_OK,
    VERDICT_ILLEGAL,
    VERDICT_AGREED,
    VERDICT_WALKED,
    VERDICT_CLOSED
} verdict_kind;
typedef struct verdict {
    verdict_kind kind;
    const char *why;    /* ILLEGAL: a sentence */
    outcome_id outcome; /* AGREED */
} verdict;

typedef struct protocol {
    const char *name;
    size_t (*state_size)(const table_spec *);
    /* `first` is the seat that starts (already chosen from table_spec.first); rng serves the random
     * proposer. */
    void (*open)(void *state, const table_spec *, uint32_t first, const rng *);
    uint32_t (*turns)(const void *state, uint32_t *seats,
                      uint32_t cap); /* who must move now: one, or several at once */
    uint32_t (*may)(const void *state, uint32_t seat); /* set of HG_MAY(kind) on this turn */
    uint32_t (*round)(const void *state);
    outcome_id (*standing)(
        const void *state,
        uint32_t seat); /* the offer that this seat could accept now, or HG_NO_OUTCOME */
    outcome_id (*own)(const void *state,
                      uint32_t seat); /* its own offer on the table, or HG_NO_OUTCOME */
    verdict (*apply)(void *state, uint32_t seat, const hg_message *); /* a turn's move */
    verdict (*revise)(void *state, uint32_t seat,
                      const hg_message *); /* outside its turn: OFFER, WITHDRAW, REJECT (leave) */
    /* After the last round (or none): true once no more turns come. `apply` says CLOSED at the same
     * moment. */
} protocol;

/* `offers`: proposer rotate | random | fixed; n >= 2 seats; unanimity; exit rule; revocable. It
 * covers alternating offers (Rubinstein 1982), stacked alternating offers (Aydogan et al. 2017),
 * random recognition (Binmore 1987), take-it-or-leave-it (fixed, 1 round). */
extern const protocol protocol_offers;
const protocol *protocol_find(const char *name); /* NULL if unknown */
#endif
