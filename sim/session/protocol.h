/* The rules of one table: who may say what, when. No I/O, no clock, no utilities. One file per
 * protocol. */
#ifndef SESSION_PROTOCOL_H
#define SESSION_PROTOCOL_H
#include "base/rng.h"
#include "model/model.h"

typedef enum verdict {
    VERDICT_OK,
    VERDICT_ILLEGAL, /* the state is as it was */
    VERDICT_AGREED,
    VERDICT_WALKED,
    VERDICT_CLOSED, /* the last round is over; said of the move that ended it */
    VERDICT_BROKEN  /* that rejection was one too many */
} verdict;

/* What a revise turn allows: to replace the own standing offer, take it back, leave it. */
#define REVISE_MOVES (HG_MAY(HG_OFFER) | HG_MAY(HG_WITHDRAW) | HG_MAY(HG_REJECT))

/* Who moves, and what it sees. */
typedef struct mover {
    uint32_t seat; /* HG_NOBODY: nobody */
    hg_turn turn;  /* filled in as by view */
} mover;

typedef struct protocol {
    const char *name;
    size_t (*state_size)(const table_spec *);
    /* `first` is the seat that starts (already chosen from table_spec.first); rng serves the random
     * proposer and is copied; the spec is borrowed for as long as the state lives. */
    void (*open)(void *state, const table_spec *, uint32_t first, const rng *);
    /* A seat that must move now and is not in the set `asked`. Several may have to move at once. */
    void (*next)(const void *state, uint32_t asked, mover *);
    /* The table as `seat` sees it. Fills round (the last one, once the table is closed); may:
     * exactly the kinds that apply accepts from it now; standing: the offer it could accept, or
     * HG_NO_OUTCOME; mine: its own offer on the table, or HG_NO_OUTCOME. */
    void (*view)(const void *state, uint32_t seat, hg_turn *);
    /* A turn's move. Fills in which offer an ACCEPT accepts and, while the table is open, who moves
     * now: as `next` would of nobody asked, but here it costs nothing to know. */
    verdict (*apply)(void *state, uint32_t seat, hg_message *, mover *);
    verdict (*revise)(void *state, uint32_t seat, const hg_message *); /* one of REVISE_MOVES */
    const char *(*why)(hg_kind); /* a sentence on why a move of this kind was ILLEGAL */
} protocol;

/* `offers`: proposer rotate | random | fixed; n >= 2 seats; unanimity; exit rule; revocable. It
 * covers alternating offers (Rubinstein 1982), stacked alternating offers (Aydogan et al. 2017),
 * random recognition (Binmore 1987), take-it-or-leave-it (fixed, 1 round). */
extern const protocol protocol_offers;
/* The same where table_spec.breakdown > 0: each rejection may end the talks. */
#define PROTOCOL_BREAKDOWN "offers, may break down"
extern const protocol protocol_breakdown;
const protocol *protocol_find(const char *name); /* NULL if unknown */
#endif
