/* Inside the room: one session out of its trace, as figures draw it: offers, events and leverage on
 * one line of time. */
#ifndef ANALYSIS_TALK_H
#define ANALYSIS_TALK_H
#include "analysis/load.h"

/* Times are rounds as people count them: what is said first in round k stands at k + 1, the rest of
 * that round follows evenly before k + 2. */
typedef struct talk_offer {
    double at;
    uint32_t round, party;
    outcome_id outcome;
} talk_offer;

typedef struct talk_event {
    double at;
    uint32_t party;   /* whom it concerns, or who said it */
    const char *text; /* "colleague comes to buyer" */
    bool outside;     /* not something that a party said */
    double moved;     /* leverage of the focus, by it; 0 where it is not defined before and after */
} talk_event;

/* Holds until the next one. */
typedef struct talk_state {
    double at;
    uint32_t event; /* that brought it, or NO_EVENT */
    double zone;
    bool any; /* is there anything to share? else `leverage` is undefined */
    double limit[HG_PARTIES_MAX];
    hg_leverage leverage[HG_PARTIES_MAX];
} talk_state;
#define NO_EVENT UINT32_MAX

/* How a party sees its own share of the pie; holds until its next one. */
typedef struct talk_view {
    double at;
    uint32_t party;
    double perceived;
} talk_view;

typedef struct talk {
    row row;
    const arm *arm;
    const scenario *scenario; /* of its cell */
    const model *model;       /* of this session: drawn numbers in place */
    uint32_t n_offers, n_events, n_states, n_views;
    talk_offer *offers;
    talk_event *events;
    talk_state *states; /* one at least */
    talk_view *views;
    double end; /* when it ended */
} talk;

/* False: the record has no such session, or the trace is damaged. trace NULL: row, arm, scenario
 * and model only. Lives in the analysis' arena. */
bool talk_read(analysis *, uint64_t number, const uint8_t *trace, size_t size, talk *out);
/* The offers of a party that figures draw: all of them, or of thousands evenly spaced ones, the
 * first and the last included. In the arena. */
enum { TALK_DRAWN_MAX = 2000 };
const talk_offer *const *talk_offers_of(analysis *, const talk *, uint32_t party, uint32_t *n);
/* "deal", "buyer walks away", "the deadline passes", ... */
const char *talk_ending(analysis *, const talk *);
/* What an outcome is worth to a party, in units of its scale: shares of the pie where utilities are
 * transferable. */
double talk_share(const talk *, uint32_t party, outcome_id);
double talk_scale(const talk *, uint32_t party);
/* "used-car, session 0 · buyer leverage/human, seller leverage/human · seed 1" */
const char *talk_name(analysis *, const talk *);
#endif
