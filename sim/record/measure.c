/* What was said in a session, gone over twice: for its measures and its course by bucket, and for
 * its hashes (each loop has its state in registers). An offer costs a look-up of its worth to its
 * author; what it is worth to others is looked up once a bucket.
 * Must not know messages, nor what becomes of the row. */
#include "record/measure.h"

#include "base/hash.h"

#include <math.h>

/* What one party said so far. Demand = own utility of the own last offer. */
typedef struct voice {
    const utility *utility;
    const double *values; /* utility_values: saves two loads; NULL for implicit ones */
    double shift, scale;
    uint32_t offers;
    uint32_t since; /* round from which demand counts */
    double demand, opening;
    double early;  /* demand after the last turn with tau <= .2 */
    double summed; /* demand over the rounds before `since` */
} voice;

/* The last offer, and the last one by anybody but its author: between them they hold the last offer
 * that each party heard, however many parties there are. */
typedef struct heard {
    uint32_t who;
    outcome_id outcome, before; /* HG_NO_OUTCOME: none */
} heard;

typedef struct course {
    uint32_t rounds;       /* N; 0 without a deadline */
    uint32_t early_rounds; /* how many have tau <= .2 */
    uint32_t n_parties;
    heard last;
    voice voice[HG_PARTIES_MAX];
} course;

static inline double worth(const voice *v, outcome_id o)
{
    return v->values ? v->values[o] + v->shift : utility_of(v->utility, o);
}

/* The bucket that is being filled ends here. */
static inline void close_bucket(const course *c, trajectory *t)
{
    sample *at = &t->at[t->live++];
    for (uint32_t i = 0; i < c->n_parties; i++, at += BUCKETS_MAX) {
        const voice *v = &c->voice[i];
        outcome_id o = c->last.who == i ? c->last.before : c->last.outcome;
        at->demand = v->demand / v->scale;
        at->offered = o == HG_NO_OUTCOME ? NAN : worth(v, o) / v->scale;
    }
}

/* First round beyond the bucket that is being filled. Short talks have a bucket per round, and are
 * spared the division. Rounds times buckets are below 2^32. */
static inline uint32_t bucket_end(const course *c, const trajectory *t)
{
    if (c->rounds <= BUCKETS_MAX) return c->rounds ? t->live + 1 : UINT32_MAX;
    return ((t->live + 1) * c->rounds + t->n_buckets - 1) / t->n_buckets;
}

/* Rounds before the first own offer count with the opening. */
static inline void demand(voice *v, double x, uint32_t round, uint32_t early_rounds)
{
    if (v->offers++) {
        v->summed += v->demand * (double)(round - v->since);
        v->since = round;
    } else {
        v->opening = v->early = x;
    }
    v->demand = x;
    if (round < early_rounds) v->early = x;
}

static inline void hear(heard *last, uint32_t who, outcome_id outcome)
{
    if (last->who != who) last->before = last->outcome;
    last->who = who;
    last->outcome = outcome;
}

static void go_over(course *c, const minutes *all, trajectory *t)
{
    uint32_t end = bucket_end(c, t);
    for (const said *s = all->at, *behind = s + all->n; s < behind; s++) {
        if (said_kind(s) != HG_OFFER) continue;
        uint32_t who = said_who(s), round = said_round(s);
        for (; round >= end; end = bucket_end(c, t)) close_bucket(c, t);
        voice *v = &c->voice[who];
        demand(v, worth(v, s->what), round, c->early_rounds);
        hear(&c->last, who, s->what);
    }
}

/* Of all that was said, and of what each party said. */
static void hash_all(const minutes *all, row *r)
{
    uint64_t whole = 0, of[HG_PARTIES_MAX] = {0};
    for (const said *s = all->at, *behind = s + all->n; s < behind; s++) {
        uint64_t h = hash_mix(s->place, s->what), *own = &of[said_who(s)];
        *own = hash_mix(*own, h);
        whole = hash_mix(whole, h);
    }
    r->trace = whole;
    for (uint32_t i = 0; i < r->n_parties; i++) r->party[i].messages = of[i];
}

static void begin(course *c, const model *m)
{
    c->n_parties = m->n_parties;
    c->rounds = model_rounds(m);
    c->early_rounds = c->rounds > 1 ? (c->rounds - 1) / 5 + 1 : 0; /* k/(N-1) <= 1/5 */
    c->last = (heard){.who = HG_NOBODY, .outcome = HG_NO_OUTCOME, .before = HG_NO_OUTCOME};
    for (uint32_t i = 0; i < m->n_parties; i++)
        c->voice[i] = (voice){.utility = &m->parties[i].utility,
                              .values = utility_values(&m->parties[i].utility),
                              .shift = m->parties[i].utility.shift,
                              .scale = party_scale(m, i),
                              .demand = NAN,
                              .opening = NAN,
                              .early = NAN};
}

/* Without a deadline there is no clock to be early by, and the mean goes over the rounds played. */
static void end_voice(const voice *v, uint32_t deadline, uint32_t last_round, row_party *out)
{
    uint32_t rounds = deadline ? deadline : last_round + 1;
    double room = v->opening - out->limit_start;
    double sum = v->summed + v->demand * (double)(rounds - v->since);
    out->offers = v->offers;
    out->opening = v->opening;
    out->early_concession = room != 0 && deadline ? (v->opening - v->early) / room : NAN;
    out->mean_demand = sum / (double)rounds / v->scale;
}

void measure(const minutes *all, const model *m, row *r, trajectory *t)
{
    course c;
    begin(&c, m);
    go_over(&c, all, t);
    for (uint32_t last = bucket_of(r->round, c.rounds); t->live <= last;) close_bucket(&c, t);
    for (uint32_t i = 0; i < m->n_parties; i++)
        end_voice(&c.voice[i], c.rounds, r->round, &r->party[i]);
    hash_all(all, r);
}
