/* higgle/agent.h - the manual of the agent interface. With higgle/math.h it is all that an agent
 * needs.
 *
 * An agent is a struct of functions and the size of its state. The host owns the state: one zeroed
 * block per (session, party), gone when the session ends, so an agent frees nothing. An agent has
 * no globals; thousands of its states live side by side, on several threads, and the same seed must
 * give the same moves: take randomness from the host, numbers from <higgle/math.h>, time from
 * nobody.
 *
 * Life of one state, all calls on one thread:
 *     init(brief)                 once: who I am, what is negotiated, what I know
 *     receive(message)            what another seat said, or an event that this seat may know
 *     act(turn, reply)            my move: fill in reply
 *     receive(END)                how it ended; fini, if any, follows
 *
 * What can go wrong is the session's outcome, never a crash of the run: a reply that the protocol
 * does not allow, an offer outside the space, a non-zero return value, all end *this* session with
 * an outcome attributed to this party. */
#ifndef HIGGLE_AGENT_H
#define HIGGLE_AGENT_H

#include <higgle/math.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HG_AGENT_ABI 1

/* An outcome names one value of every issue: mixed radix, the last issue fastest, < 2^63. */
typedef uint64_t hg_outcome;
#define HG_NO_OUTCOME UINT64_MAX

/* ---- messages: one struct for both directions; on the wire an array
 * [kind, session, table, round, seat, ...] ----
 * code, name, who says it, what follows the five head fields on the wire, in a sentence */
#define HG_MESSAGES(X)                                                                             \
    X(0, HELLO, HOST, "abi, agent", "opens the conversation with an outside agent")                \
    X(1, BRIEF, HOST, "map", "who you are, what is negotiated, what you know; once per session")   \
    X(2, TURN, HOST, "may[, stand]",                                                               \
      "it is your turn; `may` says which replies the protocol allows")                             \
    X(3, EVENT, HOST, "event, party, alternative, value", "something outside the talks changed")   \
    X(4, END, HOST, "result, by, deal, utility, payoff", "the session is over")                    \
    X(5, BYE, HOST, "",                                                                            \
      "closes the conversation with an outside agent; by it: gives up this session")               \
    X(6, MEANS, HOST, "map",                                                                       \
      "to an outside agent: what outcomes are worth to you, and what you have without a deal")     \
    X(8, OFFER, AGENT, "values[, words]", "proposes one value index per issue")                    \
    X(9, ACCEPT, AGENT, "[words]", "accepts the offer on the table")                               \
    X(10, REJECT, AGENT, "[words]",                                                                \
      "declines without a counter-offer; on a revise turn: leaves its offer as it stands")         \
    X(11, WALK, AGENT, "walk, door[, words]", "leaves the table")                                  \
    X(12, WITHDRAW, AGENT, "[words]",                                                              \
      "takes its own standing offer back; only where offers are revocable")                        \
    X(13, REOPEN, AGENT, "[words]", "comes back to a table it left with the door open")            \
    X(14, SAY, AGENT, "words", "words alone")

typedef enum hg_kind {
#define HG_KIND(code, name, by, fields, text) HG_##name = (code),
    HG_MESSAGES(HG_KIND)
#undef HG_KIND
} hg_kind;
#define HG_MAY(kind) (1u << (kind)) /* hg_turn.may is a set of these */

/* Words are typed and carry a claim; the log knows whether it was true. */
typedef enum hg_word {
    HG_HINT,
    HG_DISCLOSE,
    HG_ASK,
    HG_JUSTIFY,
    HG_IMPLY,
    HG_THREATEN,
    HG_ULTIMATUM,
    HG_PROMISE,
    HG_APPRECIATE,
    HG_WORD_COUNT
} hg_word;
typedef enum hg_topic {
    HG_ABOUT_NOTHING,
    HG_ABOUT_ALTERNATIVE,
    HG_ABOUT_LIMIT,
    HG_ABOUT_DEADLINE,
    HG_ABOUT_ISSUE,
    HG_ABOUT_CONCESSION,
    HG_TOPIC_COUNT
} hg_topic;
typedef struct hg_words {
    hg_word word;
    hg_topic topic;  /* "my alternative ... */
    double at_least; /* ... is worth at least this", own unit; NaN = no number given */
} hg_words;
#define HG_WORDS_MAX 4

typedef enum hg_walk { HG_WALK_TACTICAL, HG_WALK_RESET, HG_WALK_FINAL, HG_WALK_COUNT } hg_walk;
typedef enum hg_door { HG_DOOR_CLOSED, HG_DOOR_OPEN, HG_DOOR_COUNT } hg_door;

typedef enum hg_event {
    HG_EVENT_ARRIVED, /* an alternative of `party` arrived; value = what it is worth to it */
    HG_EVENT_EXPIRED, /* an alternative of `party` is gone */
    HG_EVENT_LIMIT,   /* value = the limit of `party` now; told to itself where it moved without an
                         arrival or expiry (search runs out of time); about others only to seats
                         that see the truth, or that were just told by LEARNED */
    HG_EVENT_LEARNED, /* `party` knows more about the limit of the party `alternative`; value = bits
                         it has now. With all of them a LIMIT of that party follows */
    HG_EVENT_COUNT
} hg_event;

/* How a session ends. code, name in files and tables, meaning */
#define HG_RESULTS(X)                                                                              \
    X(DEAL, "deal", "an offer was accepted by all who had to")                                     \
    X(NO_DEAL, "no_deal", "the talks were closed without a deal")                                  \
    X(WALK, "walk", "a party left the table")                                                      \
    X(DEADLINE, "deadline", "the last round passed without a deal")                                \
    X(AGENT_ERROR, "agent_error", "an agent's fault ended the session")
typedef enum hg_result {
#define HG_RESULT_ENUM(name, text, meaning) HG_RESULT_##name,
    HG_RESULTS(HG_RESULT_ENUM)
#undef HG_RESULT_ENUM
        HG_RESULT_COUNT
} hg_result;

#define HG_NOBODY UINT32_MAX

typedef struct hg_message {
    hg_kind kind;
    uint32_t table, round, seat; /* seat: who speaks, or is spoken to */
    uint64_t session;
    hg_outcome outcome; /* OFFER: proposed; ACCEPT: the offer accepted (filled in by the host); END:
                           the deal or HG_NO_OUTCOME */
    uint32_t n_words;   /* words travelling with it, 0..HG_WORDS_MAX */
    const hg_words *words; /* valid until the callee returns */
    uint32_t may;          /* TURN */
    hg_walk walk;          /* WALK */
    hg_door door;          /* WALK */
    hg_event event;        /* EVENT */
    uint32_t party; /* EVENT: whom it concerns; END: who ended it (accepted, walked, failed, had
                       less time than the others, had no authority to sign), or HG_NOBODY */
    uint32_t alternative;   /* EVENT: index among the alternatives of that party, several offers
                               of one search have the same; LEARNED: a party; HG_NOBODY for LIMIT
                             */
    double value;           /* EVENT */
    hg_result result;       /* END */
    double utility, payoff; /* END: own utility of what I got, and discounted */
} hg_message;

/* ---- the briefing: all pointers live until the session ends ---- */
typedef enum hg_issue_kind { HG_ISSUE_LISTED, HG_ISSUE_NUMBER } hg_issue_kind;
typedef struct hg_issue {
    const char *name, *unit; /* unit may be "" */
    hg_issue_kind kind;
    uint64_t size;            /* number of values; a real range is a grid of 2^52 + 1 */
    const char *const *names; /* LISTED: [size], else NULL */
    double min, step;         /* NUMBER: value of index k = min + k * step, the last is max, ... */
    double max;
    double scale; /* ... counted, where scale > 0, in whole numbers of 1/scale (a power of ten):
                     (round(min * scale) + k * round(step * scale)) / scale, so that 3 steps of 0.1
                     are 0.3; 0: min and step have no common short decimal */
} hg_issue;

typedef enum hg_exit { HG_EXIT_ANYONE, HG_EXIT_RESPONDER, HG_EXIT_NOBODY } hg_exit;

typedef struct hg_brief {
    uint64_t session;
    uint32_t party, n_parties, n_tables, seat; /* seat: at table 0 */
    const char *role, *text;                   /* the role's name and its private brief */
    const char *const *roles;                  /* [n_parties] */
    uint32_t n_issues;
    const hg_issue *issues;
    uint64_t n_outcomes;
    double best, worst; /* greatest (M) and least own utility over outcomes, own unit */
    double limit;       /* now: the best standing alternative or what searching on is worth, at
                           least the reservation value and my mandate: I accept nothing below it.
                           What no deal pays may be less */
    double reservation;
    double leaving_cost; /* paid by who walks, own unit */
    uint32_t rounds;     /* N: until my own deadline; 0 = none, or none that I know of */
    hg_exit exit;
    int revocable; /* may a standing offer be withdrawn? */
    double pie;    /* P: the greatest joint surplus; where utilities are not transferable: `best` */
    const hg_frontier *frontier; /* NULL = transferable. In party order. */
    const double *recognition;   /* [n_parties] weights, common knowledge */
    const double *hazard;        /* [n_parties] per round, common knowledge */
    const double
        *iota; /* [n*n]: my own row always; other rows NaN unless this seat sees the truth */
    const double *others_limit;             /* [n_parties]: w of each now; NaN where unknown */
    const double *limit_least, *limit_most; /* [n_parties]: what my information says at the start:
                                 the limit of each lies between them; with b bits these are
                                 the borders of one of round(2^b) equal cells of 0..pie (of 0..its
                                 best utility where utilities are not transferable; what lies
                                 beyond counts to the cell at that end), with all bits both are
                                 the limit, with none 0 and pie */
    const uint32_t *deadlines; /* [n_parties]: rounds of each; 0 = none, or none that I know of */
    int deadlines_pull; /* they differ, and everybody knows all of them: who has less time left is
                           the weaker for it. What is hidden is no weakness */
    const double *commitment; /* [n_parties] what each insists on if it is obstinate, its own unit;
                                 NaN: it has no such demand. Common knowledge, as is ... */
    const double *obstinacy;  /* [n_parties] ... how likely it is to be obstinate, 0..1 */
    int obstinate;            /* am I? Then I insist on commitment[party], accept nothing less */
} hg_brief;

/* What an agent thinks of the talks' leverage, for the record, where it stands beside the truth. */
typedef struct hg_view {
    double mine;          /* what I think my share of the pie is, 0..1 */
    const double *theirs; /* [n_parties] what I think each other believes its own share to be (mine
                             is ignored); NULL: no view */
    uint32_t cells;       /* of `belief`; 0: I believe nothing */
    const double *belief; /* [n_parties * cells] row j: how likely the limit of j lies in each of
                             `cells` equal parts of 0..pie; a row of zeros: no belief about j */
} hg_view;

/* ---- what the host does for an agent ---- */
typedef struct hg_alternative {
    const char *name;
    double worth;            /* own utility */
    double arrives, expires; /* times 0..1 on my own clock, as tau; > 1: not before my deadline */
    int standing;            /* held now? */
} hg_alternative;

/* A table of functions: agents link to nothing. The first argument is the host that init received.
 *
 * More than 2^20 outcomes are not listed, and nothing is enumerated. Then `above` is never less
 * than the target, and the least up to about 1/100,000 of the range; `count` and `band` are
 * estimates, to 1/1,000 of the range, that never count an outcome worth less; `best` is exact for
 * the first 65,536 ranks. Where utilities are multiples of a common unit there is no such error. */
typedef struct hg_host hg_host;
struct hg_host {
    uint32_t abi, struct_size;
    double (*utility)(const hg_host *, hg_outcome);      /* own unit; HG_NO_OUTCOME gives NaN */
    hg_outcome (*above)(const hg_host *, double target); /* least own utility >= target (ties: lower
                                                            index); none: the best outcome */
    size_t (*band)(const hg_host *, double lo, double hi, hg_outcome *out,
                   size_t cap); /* returns how many there are, fills at most cap, ascending */
    hg_outcome (*best)(
        const hg_host *,
        uint64_t rank); /* the outcome of this rank by own utility, 0 = the best
                           (ties: lower index first); HG_NO_OUTCOME beyond the last */
    uint64_t (*count)(const hg_host *, double least); /* outcomes with own utility >= least: those
                                                         of rank 0 .. count - 1 */
    double (*utility_of)(const hg_host *, uint32_t party,
                         hg_outcome); /* another's utility, in its unit; NaN for agents without
                                         HG_TRAIT_SEES_UTILITIES */
    double (*limit)(const hg_host *); /* my limit now */
    size_t (*alternatives)(const hg_host *, hg_alternative *out, size_t cap);
    double (*uniform)(const hg_host *); /* my own stream: [0,1), 53 bits */
    double (*normal)(const hg_host *);  /* my own stream: N(0,1), one draw by inversion */
    const double *(*log2_time)(
        const hg_host *); /* [rounds]: log2 of tau = k/(N-1); -inf at 0. NULL without a deadline */
    const double *(*curve)(const hg_host *,
                           double exponent); /* [rounds]: tau^exponent, shared by all sessions. NULL
                                                without a deadline */
    void *(*alloc)(const hg_host *,
                   size_t size); /* zeroed, lives as long as the session; call it in init only */
    void (*note)(const hg_host *, const char *text); /* a remark for the record, copied */
    void (*view)(const hg_host *,
                 const hg_view *);  /* how I see the talks now; call it where that changed; copied.
                                       Costs nothing where nobody records it. No message of the
                                       wire carries it: agents of this process only */
    int (*viewed)(const hg_host *); /* does anybody record views? else need not work one out */
};

/* ---- a turn ---- */
typedef struct hg_turn {
    uint32_t table, round, rounds; /* round 0..rounds-1, rounds as in the brief: my own deadline */
    double tau;                    /* round/(rounds-1); 1 if rounds = 1; 0 without a deadline */
    uint32_t may;                  /* set of HG_MAY(kind) */
    int revise; /* not a move of its own: something changed while my offer stands. OFFER replaces
                   it, WITHDRAW takes it back, REJECT leaves it */
    hg_outcome standing; /* the other's offer that I may accept, or HG_NO_OUTCOME */
    hg_outcome mine;     /* my own offer on the table, or HG_NO_OUTCOME */
} hg_turn;

typedef struct hg_reply {
    hg_kind kind;       /* preset by the host to HG_REJECT */
    hg_outcome outcome; /* OFFER */
    hg_walk walk;
    hg_door door;
    uint32_t n_words;
    hg_words words[HG_WORDS_MAX];
} hg_reply;

/* ---- parameters ---- */
typedef struct hg_param {
    const char *name;
    double preset, min, max;    /* default and allowed range; a choice is its index */
    const char *const *choices; /* NULL-terminated words, or NULL for a number */
    const char *help;           /* one line */
    const char *evidence;       /* source, or "uncalibrated" */
} hg_param;

typedef struct hg_preset {
    const char *name;     /* leverage/NAME */
    const char *settings; /* "kappa=.1:g=.25" */
} hg_preset;

/* ---- parts: rules of an agent that a setting may swap ----
 * In a spec KEY=WORD[/ARGUMENT...], as in boulware:accept=combi/max/0.98: a choice whose words take
 * arguments. Arguments have defaults; those at the end may be left out. */
#define HG_PART_ARGUMENTS 2
typedef struct hg_part_choice {
    const char *name, *summary, *reference;
    const hg_param *arguments; /* at most HG_PART_ARGUMENTS, ends with name = NULL; may be NULL */
    uint32_t traits;           /* that an agent with it has besides its own */
} hg_part_choice;

typedef struct hg_part {
    const char *name;              /* "accept" */
    const hg_part_choice *choices; /* ends with name = NULL. The first, as it stands by default, is
                                      the agent's own rule: then nothing is swapped */
    const char *help;              /* one line */
} hg_part;

enum hg_trait {
    HG_TRAIT_STOCHASTIC = 1u << 0,
    HG_TRAIT_MODELS_OPPONENT = 1u << 1,
    HG_TRAIT_ENUMERATES = 1u << 2, /* needs a listed space */
    HG_TRAIT_READS_LEVERAGE = 1u << 3,
    HG_TRAIT_BLUFFS = 1u << 4,
    HG_TRAIT_WALKS = 1u << 5,
    HG_TRAIT_SEES_TRUTH = 1u << 6,     /* is told the others' limits and information */
    HG_TRAIT_BELOW_LIMIT = 1u << 7,    /* may offer or accept less than its limit */
    HG_TRAIT_SEES_UTILITIES = 1u << 8, /* cheats: may ask for the others' utilities */
};

/* ---- the agent itself ---- */

/* What plays in the place of an agent's own functions where a part is swapped: so that who swaps
 * nothing pays nothing. Its params go on behind the table's: for each part the index of its choice,
 * then HG_PART_ARGUMENTS arguments. */
typedef struct hg_swapped {
    int (*init)(void *self, const hg_brief *brief, const hg_host *host, const double *params);
    void (*receive)(void *self, const hg_message *message);
    int (*act)(void *self, const hg_turn *turn, hg_reply *reply);
} hg_swapped;

typedef struct hg_agent_type {
    uint32_t abi, struct_size; /* HG_AGENT_ABI, sizeof(hg_agent_type) */
    const char *name, *summary,
        *reference;            /* "boulware", one line, "Faratin, Sierra & Jennings 1998" */
    const hg_param *params;    /* ends with name = NULL; may be NULL */
    const hg_preset *presets;  /* ends with name = NULL; may be NULL */
    const hg_part *parts;      /* ends with name = NULL; may be NULL: nothing can be swapped */
    const hg_swapped *swapped; /* with parts only */
    const char *twin; /* settings that make it blind to leverage, all else equal; NULL: it is blind
                         already */
    uint32_t traits;
    size_t state_size, memory_size; /* per (session, party), zeroed; carried through a series */
    uint32_t (*traits_of)(const double *params); /* traits with these parameters; NULL: `traits` */
    int (*init)(void *self, const hg_brief *brief, const hg_host *host,
                const double *params); /* 0, or anything else: cannot play this; a note says
                                          why ("plays between two"). params live as long as the
                                          run, in the table's order */
    void (*receive)(void *self,
                    const hg_message *message); /* message dies on return; may be NULL */
    int (*act)(void *self, const hg_turn *turn,
               hg_reply *reply); /* 0, or anything else: my fault */
    void (*fini)(void *self);    /* outside resources only; may be NULL */
} hg_agent_type;

/* ---- a plugin ----
 * An agent of your own, without building higgle: a shared object that defines this one symbol,
 *
 *     const hg_agent_type hg_agent_plugin = {
 *         .abi = HG_AGENT_ABI, .struct_size = sizeof(hg_agent_type), .name = "my-agent", ...};
 *
 *     cc $(pkg-config --cflags higgle-agent) -fPIC -shared my_agent.c -o my_agent.so
 *     higgle run used-car buyer=./my_agent.so:beta=0.3
 *
 * It is named by its path, which holds a slash or not, and ends in .so; or by its name, where
 * my-agent.so (or my_agent.so) lies in a folder of HIGGLE_AGENTS, in
 * ~/.local/share/higgle/agents, or in LIBDIR/higgle/agents of the installation. Agents built in
 * come first.
 *
 * - The functions of <higgle/math.h> and <higgle/theory.h> are the program's own, found when the
 *   plugin is loaded: link to nothing for them.
 * - It is loaded once per program, stays loaded, and is shared by all threads: no globals.
 * - What it exports is checked before it plays: ABI and struct_size, init and act, names that a
 *   spec can hold, texts of one line, parameters with range, help and evidence, at most 16 MiB of
 *   state.
 * - The hash of the file is part of what a run is: with another one it does not resume or replay.
 * - -ffp-contract=off (in the cflags) keeps a * b + c the same on every processor.
 * - It runs inside the program: where it crashes, the program does. Blocks written by then are
 *   kept, and --resume goes on from them. */
extern HG_API const hg_agent_type hg_agent_plugin;

#ifdef __cplusplus
}
#endif
#endif
