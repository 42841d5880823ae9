/* What an agent knows and believes of everybody's leverage, and what it makes of it: its due.
 *
 * Three ways to look (`none` needs nothing of this): at the truth, as far as the host tells it; at
 * the prior, every limit that the briefing leaves open being as likely; at a belief that learns
 * from offers (parts/belief.h). A limit that is known is never believed in. Between more than two
 * parties the mean of each belief is taken for the limit.
 *
 * Inferring what another demands from what it offers me: with transferable utility it keeps the
 * rest of the pie, with a frontier the best that is left for it (an offer that wastes something
 * passes for a higher demand); among n it is taken to treat all others alike. */
#ifndef AGENTS_PARTS_OTHERS_H
#define AGENTS_PARTS_OTHERS_H
#include "agents/parts/belief.h"
#include "agents/parts/perceive.h"
#include <higgle/agent.h>

typedef enum sight { SIGHT_NONE, SIGHT_PRIOR, SIGHT_TRUTH, SIGHT_BELIEF } sight;

typedef struct others {
    const hg_brief *brief;
    const hg_host *host;
    belief_rule rule;
    sight sight;
    double kappa;
    double w[HG_PARTIES_MAX];       /* outside values as far as I see; my own is exact */
    bool known[HG_PARTIES_MAX];     /* is w the limit? */
    belief *belief[HG_PARTIES_MAX]; /* NULL where nothing is believed */
    double *iota;                   /* [n*n], what is hidden counts as nothing */
    outlook *outlook;               /* between two: for each cell of the other's limit */
    bool outlook_stale;
    uint32_t round;
    double viewed_mine, viewed_limits; /* what the record was told last rests on */
    double theirs[HG_PARTIES_MAX],
        theirs_limits; /* what each believes its share to be; from what */
} others;

static inline double others_own_limit(const others *o) { return o->w[o->brief->party]; }

/* What a party would have with everything, its own utility. */
static inline double others_scale(const hg_brief *b, uint32_t who)
{
    return b->frontier ? b->frontier->best[who] : b->pie;
}

void others_open(others *o, const hg_brief *b, const hg_host *host, sight how, double kappa,
                 belief_rule rule);

/* Party j demands what leaves me so much at tau: `others_hear_offer` calls this where it is due. */
void others_learn(others *o, uint32_t j, double worth, double tau, bool *surprise);

/* An offer worth so much to me. Returns whether a belief moved. Inline: most offers are not due.
 * Seats are in party order at the only table. */
static inline bool others_hear_offer(others *o, const hg_message *m, double worth, bool *surprise)
{
    const hg_brief *b = o->brief;
    uint32_t j = b->n_parties == 2 ? 1 - b->party : m->seat;
    if (j >= b->n_parties || !o->belief[j]) return false;
    double tau = m->round / (double)(b->rounds - 1);
    if (!belief_due(o->belief[j], tau)) return false;
    others_learn(o, j, worth, tau, surprise);
    return true;
}

/* My limit, or what I know of others', has moved. */
void others_hear_event(others *o, const hg_message *m);

/* My due in this round of mine. */
perceived others_look(others *o, uint32_t round);

/* My due, were my limit another. */
perceived others_look_with(const others *o, double limit);

/* Tells the host how I see the talks, my share being `mine`, where that changed noticeably. */
void others_view(others *o, double mine);

#endif
