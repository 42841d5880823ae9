/* What was said in a session, gone over when it is over: once for its hashes, and once for each
 * party, for its measures and its course by bucket (each loop has its state in registers). An offer
 * costs a look-up of its worth to its author; what it is worth to others is looked up once a
 * bucket. Must not know where messages come from, nor what becomes of the row. */
#include "record/measure.h"

#include "base/hash.h"

#include <math.h>

/* What one party said and heard so far. Demand = own utility of the own last offer. */
typedef struct voice {
    uint32_t who;
    const utility *utility;
    const double *values; /* utility_values: saves two loads; NULL for implicit ones */
    double shift, scale;
    outcome_id heard; /* the last offer by anybody else; HG_NO_OUTCOME: none */
    uint32_t offers;
    double demand, opening;
    double early;    /* demand after the last turn with tau <= .2 */
    double conceded; /* sum of concession x rounds before it: what demand over all rounds sums up
                        to beyond rounds x the last one */
} voice;

static inline double worth(const voice *v, outcome_id o)
{
    return v->values ? v->values[o] + v->shift : utility_of(v->utility, o);
}

static inline void put(samples *s, uint32_t b, bool any, double x)
{
    s->at[b] = any ? x : 0;
    if (!any) s->from = b + 1;
}

static inline void close_bucket(const voice *v, samples *of, uint32_t b)
{
    bool heard = v->heard != HG_NO_OUTCOME;
    put(&of[SERIES_DEMAND], b, v->offers > 0, v->demand / v->scale);
    put(&of[SERIES_OFFERED], b, heard, heard ? worth(v, v->heard) / v->scale : 0);
}

/* Rounds before the first own offer count with the opening. */
static inline void demand(voice *v, double x, uint32_t round, uint32_t early_rounds)
{
    if (!v->offers++) v->opening = v->early = v->demand = x;
    v->conceded += (v->demand - x) * (double)round;
    v->demand = x;
    if (round < early_rounds) v->early = x;
}

/* How many rounds of n have tau = k/(n-1) <= 1/5. */
static uint32_t early_rounds(uint32_t n) { return n > 1 ? (n - 1) / 5 + 1 : 0; }

static voice listen(voice v, const minutes *all, const trajectory *t)
{
    samples *of = trajectory_of(t, v.who);
    uint32_t b = 0, early = early_rounds(t->rounds);
    for (const said *s = all->at, *behind = s + all->n; s < behind; s++) {
        if (s->kind != HG_OFFER) continue;
        for (; s->round >= t->end[b]; b++) close_bucket(&v, of, b);
        if (s->who == v.who)
            demand(&v, worth(&v, s->what), s->round, early);
        else
            v.heard = s->what;
    }
    for (; b < t->live; b++) close_bucket(&v, of, b);
    return v;
}

static const uint64_t odd = UINT64_C(0xD6E8FEB86659FD93);

/* A polynomial, since exclusive or of small numbers would take one message for another. */
static inline uint64_t said_hash(const said *s)
{
    return (s->what * odd + s->round) * odd + ((uint64_t)s->table << 8 | s->kind);
}

/* Names the parties, and hashes what each of them said. All that was said: their hashes as they
 * grew. */
static void hash_all(minutes *all, const table_spec *tables, row *r)
{
    uint64_t whole = 0, of[HG_PARTIES_MAX];
    for (uint32_t i = 0; i < r->n_parties; i++) of[i] = i;
    for (said *s = all->at, *behind = s + all->n; s < behind; s++) {
        s->who = tables[s->table].party_at[s->who];
        of[s->who] = hash_mix(of[s->who], said_hash(s));
        whole = whole * odd + of[s->who];
    }
    r->trace = whole;
    for (uint32_t i = 0; i < r->n_parties; i++) r->party[i].messages = of[i];
}

static voice voice_of(const model *m, uint32_t who)
{
    const utility *u = &m->parties[who].utility;
    return (voice){.who = who,
                   .utility = u,
                   .values = utility_values(u),
                   .shift = u->shift,
                   .scale = party_scale(m, who),
                   .heard = HG_NO_OUTCOME,
                   .demand = NAN,
                   .opening = NAN,
                   .early = NAN};
}

/* Without a deadline there is no clock to be early by, and the mean goes over the rounds played. */
static void end_voice(const voice *v, uint32_t deadline, uint32_t last_round, row_party *out)
{
    uint32_t rounds = deadline ? deadline : last_round + 1;
    double room = v->opening - out->limit_start;
    double sum = v->demand * (double)rounds + v->conceded;
    out->offers = v->offers;
    out->opening = v->opening;
    out->early_concession = room != 0 && deadline ? (v->opening - v->early) / room : NAN;
    out->mean_demand = sum / (double)rounds / v->scale;
}

void measure(minutes *all, const model *m, row *r, trajectory *t)
{
    hash_all(all, m->tables, r);
    t->live = bucket_of(r->round, t->rounds, t->n_buckets) + 1;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        voice v = listen(voice_of(m, i), all, t);
        end_voice(&v, t->rounds, r->round, &r->party[i]);
    }
    trajectory_end(t);
}
