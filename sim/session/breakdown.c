/* The protocol `offers`, with a risk beside it: after each rejection the talks break down with a
 * probability. A rejection is a move that does not accept another's offer on the table: a
 * counter-offer is one.
 *
 * How many rejections the talks survive is drawn once, when the table opens: geometric, one draw of
 * the table's stream, before any of `offers`. That protocol does all the rest, and knows nothing of
 * it, so that talks without the risk pay nothing for it.
 *
 * Must not know: what `offers` keeps in its state. */
#include "session/protocol.h"

#include <stdalign.h>

typedef struct breakdown {
    uint64_t survives; /* so many rejections more */
    alignas(max_align_t) unsigned char offers[];
} breakdown;

static size_t breakdown_state_size(const table_spec *spec)
{
    return sizeof(breakdown) + protocol_offers.state_size(spec);
}

/* P(survives >= n) = (1 - p)^n; 1 - uniform is in (0, 1]. */
static uint64_t draw_survival(rng *stream, double p)
{
    double u = 1 - rng_uniform(stream);
    double n = hg_log(u) / hg_log(1 - p);
    return n < 1e18 ? (uint64_t)n : UINT64_MAX;
}

static void breakdown_open(void *state, const table_spec *spec, uint32_t first, const rng *stream)
{
    breakdown *b = state;
    rng own = *stream;
    b->survives = draw_survival(&own, spec->breakdown);
    protocol_offers.open(b->offers, spec, first, &own);
}

static void breakdown_next(const void *state, uint32_t asked, mover *next)
{
    protocol_offers.next(((const breakdown *)state)->offers, asked, next);
}

static void breakdown_view(const void *state, uint32_t seat, hg_turn *turn)
{
    protocol_offers.view(((const breakdown *)state)->offers, seat, turn);
}

static verdict breakdown_apply(void *state, uint32_t seat, hg_message *m, mover *next)
{
    breakdown *b = state;
    hg_turn turn;
    protocol_offers.view(b->offers, seat, &turn);
    bool faced = turn.standing != HG_NO_OUTCOME;
    verdict v = protocol_offers.apply(b->offers, seat, m, next);
    bool rejected = faced && v == VERDICT_OK && (m->kind == HG_OFFER || m->kind == HG_REJECT);
    if (!rejected) return v;
    return b->survives-- > 0 ? v : VERDICT_BROKEN;
}

static verdict breakdown_revise(void *state, uint32_t seat, const hg_message *m)
{
    return protocol_offers.revise(((breakdown *)state)->offers, seat, m);
}

static const char *breakdown_why(hg_kind kind) { return protocol_offers.why(kind); }

const protocol protocol_breakdown = {
    .name = PROTOCOL_BREAKDOWN,
    .state_size = breakdown_state_size,
    .open = breakdown_open,
    .next = breakdown_next,
    .view = breakdown_view,
    .apply = breakdown_apply,
    .revise = breakdown_revise,
    .why = breakdown_why,
};
