/* One complete case, from briefing to pay-offs: a pure function of (model, key, messages in).
 * Sans-I/O: the driver asks for the next delivery and hands in the answers; a table of tests and a
 * record can drive it as well as an event loop.
 *
 *     while ((w = session_next(s))->kind != WANT_DONE) deliver *w; answers come back through
 * session_take
 *
 * All memory is taken from the arena in session_open; nothing is allocated afterwards. */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H
#include "session/observer.h"
#include "session/protocol.h"
#include "wire/stencil.h"

typedef struct session_key {
    uint64_t seed, replicate;
    uint32_t episode, cell;
    uint64_t id;
} session_key;

typedef enum want_kind {
    WANT_BRIEF, /* deliver brief to party (once each, at the start) */
    WANT_TELL,  /* deliver message to party; no answer */
    WANT_TURN,  /* ask party for its move: answer with session_take. heard comes first */
    WANT_WAIT,  /* only answers still outstanding: come back after session_take */
    WANT_DONE
} want_kind;

typedef struct want {
    want_kind kind;
    uint32_t party;
    const hg_brief *brief;     /* BRIEF */
    const hg_message *message; /* TELL, TURN */
    const hg_message *heard;   /* TURN: what another party said last, told along with it; NULL: the
                                  party knows it already */
    const uint8_t *bytes; /* TELL: what another party said, as it was sent; NULL: encode message
                             where bytes are needed. TURN: of heard, where there is one */
    size_t size;
    const hg_turn *turn;         /* TURN */
    const wire_stencil *stencil; /* TURN: of an OFFER in answer, for who likes it fast */
} want;

/* sees_truth: bit i = party i is told the others' limits and information (HG_TRAIT_SEES_TRUTH).
 * model is drawn (model_draw) here. */
session *session_open(arena *, const model *, session_key, uint32_t sees_truth, const observer *);
const want *session_next(session *); /* valid until the next call on this session */
/* A party's message: validated; a fault is an outcome. 0, or HG_E_AGENT where the session just
 * ended by this message's fault. The bytes are copied. Once the result is fixed, whatever still
 * arrives is ignored: 0. Words alone (SAY) do not use up the turn, up to HG_WORDS_MAX of them. */
int session_take(session *, uint32_t party, const uint8_t *message, size_t size);
/* Crash, watchdog, refused briefing: a logged input. why: static or arena text, or NULL. Ignored
 * once the result is fixed. Who refuses its briefing is not told the end. */
void session_fault(session *, uint32_t party, fault, const char *why);
void session_note(session *, uint32_t party, const char *text);
/* How a party sees the talks: judged and handed to the observer, if it looks at views. Ignored once
 * the result is fixed. */
void session_view(const session *, uint32_t party, const hg_view *);
bool session_viewed(const session *); /* does it? */

const model *session_model(const session *); /* of this session: drawn numbers in place */
session_key session_key_of(const session *);
uint32_t session_round(const session *);
double session_limit(const session *, uint32_t party);         /* w now */
double session_limit_told(const session *, uint32_t party);    /* as the party is told it */
const bool *session_standing(const session *, uint32_t party); /* [n_alternatives] held now? */
/* What an alternative is worth, as the party is told it; of a search: the best that stands, or NaN.
 */
double session_worth_told(const session *, uint32_t party, uint32_t alternative);
void *session_alloc(session *, size_t); /* lives as long as the session */

/* How several tables hang together: a deal here closes there; what my other tables are worth to me
 * now. */
struct coupling {
    const char *name;
    void (*on_deal)(session *, uint32_t table);
    double (*outside)(const session *, uint32_t party);
};
#endif
