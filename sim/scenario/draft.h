/* A scenario while it is being read: what the files of this room hand each other. Private to this
 * room. What could not be read is marked, so that one mistake is reported once. */
#ifndef SCENARIO_DRAFT_H
#define SCENARIO_DRAFT_H
#include "scenario/reader.h"
#include "scenario/scenario.h"

#define ALTERNATIVES_MAX 64u    /* per party */
#define VALUES_MAX       10000u /* names of a listed issue: they are searched one by one */

typedef struct ends {
    double worst, best;
} ends;

typedef struct party_draft {
    party party;
    bool broken;             /* something of it could not be read */
    const node *key;         /* its role, in the file */
    uint32_t pays, receives; /* issue or HG_NOBODY */
    double sign;             /* +1 value, -1 cost */
    part *parts;             /* [n_issues] */
    bool as_they_stand;      /* weights and values need not be normalised */
    double *weights;         /* [n_issues] */
    bool *weighted;          /* [n_issues] */
    const node *at_deadline; /* its own; NULL */
    const node *at_rate;     /* of its first search; NULL */
    const node *at_learns;   /* when it learns something; NULL */
    size_t errors_before;    /* there were so many when its reading began */
    nonadditive beyond;      /* filled in by settle_preference */
    interaction *interactions;
    const node *at_beyond; /* the first key that makes it not additive; NULL */
    const node *at_risk, *at_normalise, *at_scale_from, *at_scale_by, *at_drawn_base;
    double scale_to;
    ends sums; /* before they are bent and scaled */
    bool settled;
    alternative *alternatives;
    double *bits; /* [n_parties] */
} party_draft;

typedef struct draft {
    uint32_t n_issues;
    hg_issue *issues;
    bool *issue_good; /* [n_issues] */
    bool space_good;
    uint32_t n_parties;
    party_draft *parties;
    uint32_t party; /* the one being read */
    table_spec table;
    const char *title, *about, *currency;
    const char **agents;
    const node **agent_at;
    draw *draws;
    uint32_t n_draws, cap_draws;
} draft;

/* issues.c */
extern const map_spec issues_map;
void read_issues(reader *, const node *, void *);
bool issue_is_real(const hg_issue *); /* a range without a step */
/* The index of a value of issue i, named or as a number; false after an error. */
bool find_value(reader *, const node *, uint32_t issue, uint64_t *index);
/* Reads what the map says of each value; it must name every one. false after an error. */
bool read_each_value(reader *, const node *, uint32_t issue,
                     void (*read)(reader *, const node *, uint64_t index, void *), void *into);
/* The same of one number per value. */
bool read_per_value(reader *, const node *, uint32_t issue, const bounds *, double *out);
/* An offer spelled out: every issue has a value. */
bool read_offer(reader *, const node *, uint64_t *index /* [n_issues] */);
extern const map_spec offer_map;

/* preference.c */
extern const map_spec value_map, cost_map, weights_map, values_map;
void read_pays(reader *, const node *, void *), read_receives(reader *, const node *, void *);
void read_value(reader *, const node *, void *), read_cost(reader *, const node *, void *);
void read_weights(reader *, const node *, void *), read_values(reader *, const node *, void *);
void read_normalised(reader *, const node *, void *);
void check_preference(reader *, const node *, party_draft *);

/* nonadditive.c */
extern const map_spec table_map, interactions_map, risk_map, normalise_map;
void read_table(reader *, const node *, void *), read_interactions(reader *, const node *, void *);
void read_risk(reader *, const node *, void *), read_normalise(reader *, const node *, void *);
/* What follows from all outcomes together; once, when all keys of the preference are read. */
void settle_preference(reader *, party_draft *);
/* An offer's worth, without the party's shift; settles the preference first. */
double offer_worth(reader *, party_draft *, const uint64_t *index);

/* alternatives.c */
extern const map_spec alternatives_map;
extern const bounds times; /* 0..1 */
void read_alternatives(reader *, const node *, void *);

/* power.c */
extern const map_spec power_map, mandate_map;
void read_power(reader *, const node *, void *), read_mandate(reader *, const node *, void *);

/* information.c */
extern const map_spec information_map;
void read_information(reader *, const node *, void *);

/* party.c */
extern const map_spec parties_map;
void read_parties(reader *, const node *, void *);
/* Remembers that a number is drawn. Nothing to do for a fixed one. */
void add_draw(reader *, const quantity *, draw_target, double sign, uint32_t index);
/* A number that may be drawn, of the party being read. */
double read_drawable(reader *, const node *, const bounds *, draw_target, uint32_t index,
                     double preset);

/* protocol.c */
extern const map_spec protocol_map, deadline_map, agents_map;
void read_protocol(reader *, const node *, void *), read_deadline(reader *, const node *, void *);
bool node_is_none(const node *); /* the word "none" */
void read_agents(reader *, const node *, void *);
void check_table(reader *, const node *root, draft *);
void describe_kinds(buf *out); /* the named parameter sets of protocol.kind */

/* scenario.c */
extern const map_spec scenario_map;        /* every key of a scenario file */
extern const char *const reserved_names[]; /* a role may not be called so; ends with NULL */
#endif
