/* The talks and the rows. What is drawn in the talks makes the sessions of a case differ, so that
 * an agent that mixes them up is found out. */
#include "cli/conform/cases.h"

#include <stddef.h>
#include <string.h>

/* ---- talks ---- */

/* One issue, utilities without a unit. */
static const char pie[] = "scenario: pie\n"
                          "issues: {share: {min: 0, max: 1, step: 0.01}}\n"
                          "parties:\n"
                          "  one: {brief: You get the share., receives: share,\n"
                          "        alternatives: {outside: {worth: {min: 0.1, max: 0.4}}}}\n"
                          "  two: {brief: You get the rest., pays: share, value: {base: 1},\n"
                          "        alternatives: {outside: {worth: {min: 0.1, max: 0.4}}}}\n"
                          "protocol: {kind: alternating-offers, first: one}\n"
                          "deadline: {rounds: 12}\n";

/* Words and numbers, an issue with a single value, money. */
static const char car[] =
    "scenario: car\n"
    "currency: EUR\n"
    "issues:\n"
    "  price: {min: 8000, max: 14000, step: 100, unit: EUR}\n"
    "  colour: [red, blue, green]\n"
    "  delivery: {min: 7, max: 21, step: 7, unit: days}\n"
    "  place: [here]\n"
    "parties:\n"
    "  one:\n"
    "    pays: price\n"
    "    value: {base: 13000, colour: {red: 300, blue: 0, green: 100}, delivery: -20}\n"
    "    alternatives: {dealer: {worth: {min: 200, max: 900}}}\n"
    "  two:\n"
    "    receives: price\n"
    "    cost: {base: 9000, colour: {red: 0, blue: 0, green: 50}, delivery: -10}\n"
    "    alternatives: {scrap: {worth: 300}}\n"
    "protocol: {kind: alternating-offers, first: two}\n"
    "deadline: {rounds: 12}\n";

/* Weights: what one gives up is not what the other gains. Values that are worth the same. */
static const char job[] = "scenario: job\n"
                          "issues:\n"
                          "  salary: {min: 30, max: 40, step: 1}\n"
                          "  start: [March, April, May]\n"
                          "  days: [two, three, four, five]\n"
                          "parties:\n"
                          "  one:\n"
                          "    weights: {salary: 0.5, start: 0.2, days: 0.3}\n"
                          "    values: {salary: rising, start: {March: 0, April: 1, May: 1},\n"
                          "             days: {two: 1, three: 1, four: 0.5, five: 0}}\n"
                          "    alternatives: {other: {worth: {min: 0.1, max: 0.5}}}\n"
                          "  two:\n"
                          "    weights: {salary: 0.4, start: 0.3, days: 0.3}\n"
                          "    values: {salary: falling, start: {March: 1, April: 0.5, May: 0},\n"
                          "             days: {two: 0, three: 0.5, four: 1, five: 1}}\n"
                          "    alternatives: {next: {worth: 0.3}}\n"
                          "protocol: {kind: alternating-offers, first: two}\n"
                          "deadline: {rounds: 12}\n";

static const char heirs[] =
    "scenario: heirs\n"
    "issues:\n"
    "  house: [one, two, three]\n"
    "  cash_one: {min: 0, max: 100, step: 10}\n"
    "  cash_two: {min: 0, max: 100, step: 10}\n"
    "parties:\n"
    "  one:\n"
    "    value: {house: {one: 150, two: 0, three: 0}, cash_one: 1}\n"
    "    alternatives: {court: {worth: {min: 40, max: 70}}}\n"
    "  two:\n"
    "    value: {house: {one: 0, two: 120, three: 0}, cash_two: 1}\n"
    "    alternatives: {court: {worth: 60}}\n"
    "  three:\n"
    "    value: {base: 200, house: {one: 0, two: 0, three: 130}, cash_one: -1, cash_two: -1}\n"
    "    alternatives: {court: {worth: 60}}\n"
    "protocol: {kind: stacked-alternating-offers, first: one}\n"
    "deadline: {rounds: 8}\n";

/* 8^8 outcomes: more than are listed. */
#define EIGHT  "{min: 0, max: 7, step: 1}"
#define EIGHTH "0.125"
static const char large[] =
    "scenario: large\n"
    "issues: {a: " EIGHT ", b: " EIGHT ", c: " EIGHT ", d: " EIGHT ", e: " EIGHT ", f: " EIGHT
    ", g: " EIGHT ", h: " EIGHT "}\n"
    "parties:\n"
    "  one:\n"
    "    weights: {a: 0.25, b: 0.25, c: " EIGHTH ", d: " EIGHTH ", e: 0.0625, f: 0.0625, g: 0.0625,"
    " h: 0.0625}\n"
    "    values: {a: rising, b: rising, c: rising, d: rising, e: rising, f: rising, g: rising,"
    " h: rising}\n"
    "    reservation: 0.3\n"
    "  two:\n"
    "    weights: {a: 0.0625, b: 0.0625, c: 0.0625, d: 0.0625, e: " EIGHTH ", f: " EIGHTH
    ", g: 0.25, h: 0.25}\n"
    "    values: {a: falling, b: falling, c: falling, d: falling, e: falling, f: falling,"
    " g: falling, h: falling}\n"
    "    reservation: 0.3\n"
    "deadline: {rounds: 8}\n";

/* ---- cases ---- */

#define REVOCABLE "protocol.revocable_offers: true"
#define ARRIVES(worth, time)                                                                       \
    "one.alternatives: {outside: {worth: 0.2}, caller: {worth: " worth ", arrives: " time          \
    "}}, protocol.first: two, " REVOCABLE

#define ENDLESS   "deadline.rounds: none"
#define WAITING   "discount: {factor: 0.9, per: round}"
#define IMPATIENT "one.power." WAITING ", two.power." WAITING ", " ENDLESS
#define LEAVER    "walker:rounds=40:when=anyway"

const conform_case conform_cases[] = {
    /* what is talked about */
    {"first", "plays when it opens", pie, "", "linear", 0, 6, RULE_ALWAYS, NULL},
    {"second", "plays when the other opens", pie, "", "boulware", 1, 6, RULE_ALWAYS, NULL},
    {"itself", "plays with another of its own kind, in the same session", pie, "", NULL, 0, 6,
     RULE_ALWAYS, NULL},
    {"issues", "bargains over several issues: numbers, words, one with a single value, in money",
     car, "", "conceder", 0, 6, RULE_ALWAYS, NULL},
    {"seller", "does so from the other side", car, "", "linear", 1, 6, RULE_ALWAYS, NULL},
    {"trade", "plays where one party's gain is not the other's loss", job, "", "tit-for-tat", 0, 6,
     RULE_ALWAYS, NULL},
    {"together", "plays where issues are worth more together than one by one", job,
     "one.interactions: {both: {where: {start: March, days: two}, worth: 0.4}}", "linear", 0, 6,
     RULE_ALWAYS, NULL},
    {"three", "sits at a table of three, or says that it cannot", heirs, "", "linear", 1, 6,
     RULE_ALWAYS, NULL},
    {"large", "plays among sixteen million outcomes, or says that it cannot", large, "", "linear",
     0, 2, RULE_ALWAYS, NULL},
    {"real", "plays for a price without steps, or says that it cannot", pie,
     "issues.share: {min: 0, max: 1}", "linear", 1, 4, RULE_ALWAYS, NULL},
    /* what it is worth */
    {"flat", "plays where every outcome is worth the same to it", pie,
     "one: {value: {base: 0.5}, alternatives: {outside: {worth: {min: 0.1, max: 0.4}}}}", "linear",
     0, 4, RULE_ALWAYS, NULL},
    {"negative", "plays where every outcome costs it something", car,
     "one.value.base: 5000, one.alternatives.dealer: none, one.reservation: -6000", "linear", 0, 4,
     RULE_ALWAYS, NULL},
    {"hopeless", "offers and accepts nothing where no outcome is worth its limit", pie,
     "one.reservation: 2", "accept-anything", 0, 4, RULE_ALWAYS, NULL},
    {"tempted", "accepts nothing below its limit, whatever is offered", pie, "one.reservation: 2",
     "conceder", 0, 4, RULE_ALWAYS, NULL},
    /* how long */
    {"one-round", "plays a single round", pie, "deadline.rounds: 1", "linear", 0, 4, RULE_ALWAYS,
     NULL},
    {"last-word", "has the last word of a single round", pie, "deadline.rounds: 1", "linear", 1, 4,
     RULE_ALWAYS, NULL},
    {"two-rounds", "plays two rounds", pie, "deadline.rounds: 2", "hardliner", 0, 4, RULE_ALWAYS,
     NULL},
    {"long", "plays a thousand rounds", pie, "deadline.rounds: 1000", "hardliner", 0, 1,
     RULE_ALWAYS, NULL},
    {"no-deadline", "plays without a deadline", pie, ENDLESS, LEAVER, 0, 4, RULE_ALWAYS, NULL},
    {"own-deadline", "keeps its own deadline, which comes before the other's", pie,
     "one.deadline: 0.5", "boulware", 0, 4, RULE_ALWAYS, NULL},
    {"unknown-deadline", "plays without knowing when the talks end", pie,
     "one.information.deadline: hidden", "boulware", 0, 4, RULE_ALWAYS, NULL},
    /* how it ends early */
    {"accepted", "bears that its first offer is accepted", pie, "",
     "accept-anything:least=anything", 0, 4, RULE_ALWAYS, NULL},
    {"left", "bears that the other leaves at once", pie, "", "leaves", 0, 4, RULE_ALWAYS, NULL},
    {"failed", "bears that the other fails in mid-talk", pie, "", "fails", 0, 4, RULE_ALWAYS, NULL},
    {"broken-off", "bears that any rejection may end the talks", pie,
     ENDLESS ", protocol.breakdown: 0.2", "linear", 0, 6, RULE_ALWAYS, NULL},
    /* what it hears */
    {"silence", "plays against one that never offers", pie, "", "silent", 0, 4, RULE_ALWAYS, NULL},
    {"words", "bears all that can be said", pie, "", "talks", 0, 6, RULE_ALWAYS, NULL},
    {"revised", "bears that offers to it are withdrawn and replaced", pie,
     REVOCABLE ", two.alternatives: {outside: {worth: 0.1}, a: {worth: 0.2, arrives: 0.2}, "
               "b: {worth: 0.3, arrives: 0.5}, c: {worth: 0.4, arrives: 0.8}}",
     "revises", 0, 4, RULE_ALWAYS, NULL},
    /* what happens meanwhile */
    {"better-arrives",
     "offers and leaves on the table nothing below a better alternative that arrives", pie,
     ARRIVES("0.6", "0.4"), "hardliner", 0, 4, RULE_ALWAYS, NULL},
    {"best-arrives", "offers nothing any more once an alternative is better than any deal", pie,
     ARRIVES("2", "0.4"), "hardliner", 0, 4, RULE_ALWAYS, NULL},
    {"worse-arrives", "bears that a worse alternative arrives", pie, ARRIVES("0.1", "0.4"),
     "hardliner", 0, 4, RULE_ALWAYS, NULL},
    {"expires", "bears that its alternative expires", pie,
     "one.alternatives: {outside: {worth: 0.5, expires: 0.5}}, " REVOCABLE, "hardliner", 0, 4,
     RULE_ALWAYS, NULL},
    {"searches", "follows a limit that moves while it searches elsewhere", pie,
     "one.alternatives: {callers: {worth: {min: 0.1, max: 0.8}, rate: 4, lifetime: "
     "0.3}}, " REVOCABLE,
     "linear", 0, 6, RULE_ALWAYS, NULL},
    {"learns", "bears to be told the other's limit", pie,
     "one.information.learns: {when: 0.4, reservation: all}, one.information.reservation: 2",
     "linear", 0, 4, RULE_ALWAYS, NULL},
    {"mistaken", "trusts the limit it is told, though its alternatives are worth something else",
     pie, "one.information.own_alternatives: {sd: 0.1}", "linear", 0, 6, RULE_ALWAYS, NULL},
    /* the rules of the table */
    {"proposer", "makes an offer that can only be taken or left", pie,
     "protocol.kind: take-it-or-leave-it, deadline.rounds: 1", "linear", 0, 4, RULE_ALWAYS, NULL},
    {"responder", "answers an offer that can only be taken or left", pie,
     "protocol.kind: take-it-or-leave-it, deadline.rounds: 1", "linear", 1, 4, RULE_ALWAYS, NULL},
    {"drawn-proposer", "plays where chance says who offers", pie,
     "protocol.kind: random-proposer, " IMPATIENT, LEAVER, 0, 6, RULE_ALWAYS, NULL},
    {"no-exit", "stays where nobody may leave", pie, "protocol.exit: nobody", "hardliner", 0, 4,
     RULE_ALWAYS, NULL},
    {"answer-first", "leaves only in answer to an offer where that is the rule", pie,
     "protocol.exit: responder", "silent", 0, 4, RULE_ALWAYS, NULL},
    {"costly-exit", "plays where leaving costs", pie, "one.leaving_cost: 0.2", "hardliner", 0, 4,
     RULE_ALWAYS, NULL},
    {"mandate", "signs nothing that its mandate forbids", pie, "one.mandate: {at_least: 0.6}",
     "conceder", 0, 4, RULE_ALWAYS, NULL},
    {"impatient", "plays where waiting costs", pie,
     "one.power.discount: 0.5, two.power.discount: {factor: 0.9, per: round}", "linear", 0, 4,
     RULE_ALWAYS, NULL},
    {"patience", "plays without a deadline where waiting costs", pie, IMPATIENT, LEAVER, 0, 4,
     RULE_ALWAYS, NULL},
    {"bare", "plays where nobody has an alternative", pie,
     "one.alternatives: {}, two.alternatives: {}, " IMPATIENT, LEAVER, 0, 2, RULE_ALWAYS, NULL},
    {"posted", "names a price again and again to one that can only take it", pie,
     "protocol: {kind: offers, proposer: fixed, first: one, exit: nobody}, one.alternatives: {}, "
     "two.alternatives: {}, two.value.base: {min: 0, max: 1}, " IMPATIENT,
     "accept-anything:least=anything", 0, 4, RULE_ALWAYS, NULL},
    {"obstinate", "plays where either may be obstinate", pie,
     "one.power.commitment: {demand: 0.6, probability: 0.3}, one.power.discount: 0.9, "
     "two.power.commitment: {demand: 0.6, probability: 0.3}, two.power.discount: 0.9, "
     "one.alternatives: {}, two.alternatives: {}, protocol.exit: nobody",
     "boulware", 0, 6, RULE_ALWAYS, NULL},
    /* what it says of itself */
    {"luck", "draws nothing, unless it declares HG_TRAIT_STOCHASTIC", pie,
     "one.alternatives.outside.worth: 0.25, two.alternatives.outside.worth: 0.25", "linear", 0, 4,
     RULE_LUCK, NULL},
    {"blind", "is blind to leverage, or its blind twin is", pie, "", "boulware", 0, 6, RULE_BLIND,
     "one.power.recognition: 3, two.power.recognition: 0.5, one.information.reservation: 3, "
     "two.information.reservation: 4"},
    {.name = NULL},
};

const conform_case *conform_case_find(const char *name)
{
    for (const conform_case *c = conform_cases; c->name; c++)
        if (strcmp(c->name, name) == 0) return c;
    return NULL;
}
