/* Everything a session needs to know: immutable after load, shared by all workers. Pure data; no
 * I/O, no clock. Utilities and everything measured in them are in the party's own unit (money, or a
 * weight sum in 0..1). */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H
#include "model/nonadditive.h"
#include "model/utility.h"

typedef enum discount_per {
    DISCOUNT_PER_DEADLINE,
    DISCOUNT_PER_ROUND,
    DISCOUNT_PER_OFFER
} discount_per;

#define NEVER 2.0 /* a time (0..1) that does not come */

/* An alternative that has still to be found: offers come as a Poisson process. */
typedef struct search_spec {
    double rate;     /* > 0, offers per whole of the talks (time 0..1), at most RATE_MAX */
    double lo, hi;   /* what each is worth, all equally likely, own unit; may be equal */
    double lifetime; /* how long one waits, mean of an exponential; infinity: till the end */
    double cost;     /* own unit per whole of the talks, >= 0; paid while looking */
    bool recall;     /* else an offer is gone at the end of the round in which it came */
} search_spec;
#define RATE_MAX     100
#define ARRIVALS_MAX 256u /* of one search; more than 100 +- 15 standard deviations */

typedef struct alternative {
    const char *name;
    double worth;            /* own unit; where from_offer: without the party's shift; of a search:
                                the mean */
    bool from_offer;         /* spelled out as an offer: its worth moves with the party's base */
    double arrives, expires; /* 0..1; NEVER, as for a search */
    double error;            /* own unit: the party takes it to be worth so much more than it is */
    const search_spec *search; /* NULL: it comes at its time, if at all */
    uint32_t stream;           /* of the search and of the error */
} alternative;

/* An offer that a search brings in this session. */
typedef struct arrival {
    uint32_t alternative;
    double worth, error, arrives, expires; /* as of an alternative */
} arrival;

typedef struct party {
    const char *role, *brief;
    utility utility;
    preference preference;
    const nonadditive *beyond; /* what it has beyond that sum; NULL: it is additive */
    bool money;                /* utilities are money */
    double reservation;        /* own unit; the limit is never less */
    double leaving_cost;       /* own unit, >= 0; paid by who walks */
    bool has_mandate;          /* it may not sign for less ... */
    double mandate;            /* ... than this, own unit ... */
    bool mandate_known;        /* ... and everybody knows it */
    double recognition;        /* weight > = 0 */
    double discount;           /* factor in (0,1] ... */
    discount_per per;          /* ... per what */
    double hazard;       /* per round, from discount (leverage.md 2.1); >= 0; set by model_finish */
    const double *bits;  /* [n_parties] about the limit of each other; infinity = all */
    double learns;       /* at this time 0..1 it comes to know ...; NEVER */
    double learns_bits;  /* ... so many bits about the limit of each other, if it knew fewer */
    double own_sd;       /* of the error with which it is told what its alternatives are worth */
    bool has_deadline;   /* of its own ... */
    double deadline;     /* ... at this time 0..1 of the common clock: then it is gone */
    bool knows_deadline; /* everybody's; else its own at most */
    double commitment;   /* what it insists on where it is obstinate, own unit; NaN: nothing ... */
    double obstinacy;    /* ... how likely that is, 0..1 ... */
    bool obstinate;      /* ... and whether it is, in this session; set by model_draw */
    uint32_t n_alternatives;
    const alternative *alternatives;
    uint32_t n_arrivals;
    const arrival *arrivals; /* of this session, by alternative and time; set by model_draw */
} party;

typedef enum proposer { PROPOSER_ROTATE, PROPOSER_RANDOM, PROPOSER_FIXED } proposer;
typedef struct table_spec {
    const char *protocol; /* "offers" */
    proposer proposer;
    uint32_t n_seats;
    const uint32_t *party_at;  /* [n_seats] seat -> party, in order of speaking for first[0] */
    const double *recognition; /* [n_seats]; used by PROPOSER_RANDOM */
    uint32_t n_first;
    const uint32_t *first; /* [n_first] seats; replicate r starts with first[r mod n_first] */
    hg_exit exit;
    bool revocable;
    double breakdown; /* 0..1: how likely a rejection ends the talks */
    uint32_t rounds;  /* of the common clock, 1..ROUNDS_MAX; 0 = no deadline: the host closes the
                        talks after ROUNDS_MAX. Where drawn: the most there may be */
    uint32_t rounds_least; /* where drawn: the least there may be; 0: rounds is not drawn */
} table_spec;
#define ROUNDS_MAX 1000000u

/* A number of the scenario that is drawn anew for each session. Every draw has its own random
 * stream, named by its path: adding or removing one never shifts another. */
typedef enum draw_shape {
    DRAW_UNIFORM, /* {min, max} */
    DRAW_NORMAL,  /* {mean, sd} */
    DRAW_WHOLE    /* {min, max}: a whole number, all equally likely */
} draw_shape;
typedef enum draw_target {
    DRAW_BASE,
    DRAW_RESERVATION,
    DRAW_LEAVING_COST,
    DRAW_RECOGNITION,
    DRAW_DISCOUNT,
    DRAW_BITS,
    DRAW_DEADLINE,
    DRAW_ROUNDS,
    DRAW_MANDATE,
    DRAW_LEARNS,
    DRAW_WORTH,
    DRAW_ARRIVES,
    DRAW_EXPIRES
} draw_target;
typedef struct draw {
    const char *path; /* "buyer.value.base" */
    uint32_t stream;  /* hash of the path */
    draw_shape shape;
    double a, b;   /* min, max / mean, sd */
    double lo, hi; /* what the key allows; a draw beyond is clamped */
    draw_target target;
    double sign;           /* BASE of a cost counts negative */
    uint32_t party, index; /* index: alternative, or other party */
} draw;

typedef struct coupling
    coupling; /* how several tables hang together; NULL for one table. See session/session.h */

/* Leverage as an observer measures it, at given outside values. */
typedef struct leverage_reading {
    double zone, joint; /* joint is 0 without a zone */
    bool any;           /* is there anything to share? exactly where zone >= 0 */
    hg_leverage *of;    /* [n_parties]; undefined without */
} leverage_reading;

typedef struct model {
    const char *name, *title, *currency;
    space space;
    uint32_t n_parties, n_tables, n_draws;
    const party *parties;
    const table_spec *tables;
    const draw *draws;
    const coupling *coupling;
    uint64_t strata; /* > 0: the draws of so many sessions are stratified: one of each even draw
                        falls into each of so many equal parts of its range; 0: independent */
    uint32_t price_issue; /* the one issue that one party pays and another receives, as much per
                             unit; HG_NOBODY if there is none, or more than one */

    /* Derived by model_finish. */
    bool transferable; /* all in money, and a price issue */
    double joint_best; /* greatest sum over parties of utility, without shifts */
    double pie; /* greatest joint surplus: joint_best + shifts; what is shared where utilities
                   are transferable */
    const double *recognition; /* [n_parties] of the parties, as leverage and briefs take them */
    const double *hazard;      /* [n_parties] from discounts alone */
    const double *commitment, *obstinacy; /* [n_parties] of the parties, as briefs take them */
    const uint32_t *deadlines;            /* [n_parties] rounds until the own deadline; 0 = none */
    uint32_t closes;    /* rounds until the first of them ends the talks; 0 = none */
    uint32_t closed_by; /* whose it is; HG_NOBODY: everybody's, or there is none */
    bool chance;        /* something beside the draws is up to chance: a search, an error, a type */
    bool searches;      /* somebody has a search: its limit moves with time */
    bool mandates;      /* somebody has a mandate, and everybody knows it */
    bool pulls; /* deadlines differ and everybody knows all of them: hazards, and leverage with
                   them, move from round to round */
    const double *iota;            /* [n*n] structural information, row knows column */
    const hg_frontier *frontier;   /* where utilities are not transferable, else NULL */
    const hg_frontier *pareto;     /* likewise: all Pareto-optimal outcomes */
    const leverage_reading *start; /* leverage with what is held from the start; NULL: something
                              that it may depend on is drawn */
} model;

/* Derives the second half from the first (utility tables included) and every party's hazard; the
 * parties are written through. Called once, by the scenario reader; model_draw renews what a draw
 * moves. */
void model_finish(arena *, model *);
/* The model of one session: `base` itself if nothing is up to chance, else a shallow copy in the
 * arena with the drawn numbers in place. */
const model *model_draw(arena *, const model *base, uint64_t seed, uint64_t replicate,
                        uint32_t episode);

uint32_t model_rounds(const model *); /* of table 0 */
double model_time(const model *,
                  uint32_t round); /* tau = k/(N-1); 1 if N = 1; 0 without a deadline */
/* The first round k with tau_k >= time; the number of rounds if there is none (NEVER). Without a
 * deadline time stands at 0, and the number of rounds is ROUNDS_MAX. */
uint32_t model_round_at(const model *, double time);
/* How many rounds of the common clock have tau <= the party's deadline; all of them where it has
 * none of its own. There always is a first round. */
uint32_t party_deadline(const party *, uint32_t rounds);
/* When a time of the common clock comes on the clock of a party, that of its own deadline: a round
 * of its own over its last one. NEVER: not before that. */
double party_time(const model *, uint32_t party, double time);
double party_scale(const model *,
                   uint32_t party); /* P: pie where transferable, else the party's best utility */
/* max(reservation, best of the standing alternatives): what no deal pays. arrived [n_arrivals]: of
 * what searches brought; NULL: nothing. */
double party_held(const party *, const bool *standing, const bool *arrived);
/* The same as the party is told it: each with its error. */
double party_told(const party *, const bool *standing, const bool *arrived);
/* Which arrival an event tells of that names an alternative and what it is worth; HG_NOBODY: none,
 * it is no search. `there`: one that has arrived [n_arrivals], else one that has not. */
uint32_t party_arrival(const party *, uint32_t which, double told, const bool *arrived, bool there);
/* Does any offer of this search stand? */
bool party_found(const party *, uint32_t which, const bool *arrived);
/* What a search is worth in a round to a party that holds `held`: the expected worth of looking on
 * until its deadline, at least `held`. Without recall, or where offers wait for a while only, one
 * takes the first that is worth more than looking on (a lower bound in the second case); else the
 * best one at the end. Not discounted. */
double search_worth(const model *, uint32_t party, const search_spec *, uint32_t round,
                    double held);
/* Its limit in a round: the best of what is held and what its searches are worth. */
double party_limit(const model *, uint32_t party, uint32_t round, double held);
/* What the others may know of a limit: a mandate that is known binds like it. */
double party_known_limit(const party *, double limit);
/* Does it stand from the start? One that is gone before it comes is never there. */
bool alternative_held(const alternative *);
double alternative_worth(const party *, uint32_t alternative);
/* What is left of a gain that comes in `round` after so many `offers`. Per deadline of `rounds` it
 * is discount in the last round; a single round comes without delay, and without a deadline none is
 * lost. */
double party_discount(const party *, uint32_t round, uint32_t offers, uint32_t rounds);
void model_iota(const model *, double *iota /* [n*n] */); /* structural information from bits; the
                                                             diagonal is 0 */
/* Zone of agreement: pie - sum w where transferable; else the greatest min over parties of (u - w)
 * over outcomes. < 0: none. */
double model_zone(const model *, const double *w);
/* Delay hazards in a round: from discounts, and, where the deadlines pull, 1/(rounds that are left
 * of its own), this one among them. */
void model_hazards(const model *, uint32_t round, double *hazard /* [n_parties] */);
/* Leverage of every party in the first round at outside values w[n], observer's kappa. HG_NO_ZONE:
 * out untouched. */
#define KAPPA_OBSERVER 0.5
int model_leverage(const model *, const double *w, hg_leverage *out, double *joint);
/* Zone and leverage in a round at outside values w[n]; out->of is the caller's. Eight evaluations
 * of the reference solution. iota [n*n]: structural information now; NULL: as at the start. A pie
 * of nothing leaves no zone either, though the difference comes out as zero: whoever sees a zone
 * sees leverage.
 *
 * A mandate counts where everybody knows it: nothing less is agreed on then, so that it binds like
 * an outside value. A secret one changes what its party signs, not what the others have to yield
 * to: leverage is measured without it, and a deal may fail that a zone seems to allow. */
void model_measure(const model *, uint32_t round, const double *w, const double *iota,
                   leverage_reading *out);
void model_measure_start(const model *, leverage_reading *out); /* with what is held from the start,
                                                                   and what is still to be found */
#endif
