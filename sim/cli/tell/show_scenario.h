/* What there is to say about a scenario before anybody speaks. */
#ifndef CLI_SHOW_SCENARIO_H
#define CLI_SHOW_SCENARIO_H
#include "cli/cli.h"

/* higgle show SCENARIO [--set ...] [--json]; path as thing_find gives it. Returns the exit code. */
int show_scenario(cli *c, const char *path);

/* Every key of its document: rows of a json_field table. */
#define SHOW_SCENARIO_JSON                                                                         \
    {"scenario", "string, optional", "its name"}, {"title", "string, optional", "its title"},      \
        {"about", "string, optional", "the story in short"},                                       \
        {"currency", "string or null, optional", "of utilities in money"},                         \
        {"agents", "object, optional", "who plays when nobody is named"},                          \
        {"agents.ROLE", "string", "the agent with its settings"},                                  \
        {"rounds", "number or null, optional", "until the common deadline; null: there is none"},  \
        {"issues", "list, optional", "what is negotiated"},                                        \
        {"issues[].name", "string", "the issue"},                                                  \
        {"issues[].unit", "string", "of its values; empty: none"},                                 \
        {"issues[].size", "number", "how many values; a real range counts 2^52 + 1"},              \
        {"issues[].values", "list of strings or null", "their names; null: numbers"},              \
        {"issues[].min", "number or null", "least number"},                                        \
        {"issues[].max", "number or null", "greatest number"},                                     \
        {"outcomes", "number, optional", "how many agreements there are"},                         \
        {"rational", "number or null, optional",                                                   \
         "how many of them give nobody less than its reservation; null: some of too many"},        \
        {"pareto_within", "number or null, optional",                                              \
         "0: pareto is exact; else how far, in the first's utility; null: some are missing"},      \
        {"pareto", "list, optional",                                                               \
         "of the Pareto-optimal outcomes, ascending in the first: a list of utilities each"},      \
        {"nash", "list of numbers or null, optional",                                              \
         "utilities at the greatest product of gains"},                                            \
        {"kalai_smorodinsky", "list of numbers or null, optional",                                 \
         "utilities at the greatest least share of what each can gain"},                           \
        {"egalitarian", "list of numbers or null, optional",                                       \
         "utilities at the greatest least gain"},                                                  \
        {"utilitarian", "list of numbers or null, optional", "utilities at their greatest sum"},   \
        {"agreements", "object, optional", "the same solutions in words"},                         \
        {"agreements.SOLUTION", "string or null", "an offer; null: no zone of agreement"},         \
        {"as_good", "object, optional",                                                            \
         "how many Pareto-optimal outcomes are as good as the one named"},                         \
        {"as_good.SOLUTION", "number", "itself among them; 0: there is none"},                     \
        {"opposition", "number, optional",                                                         \
         "distance of the nearest outcome to everybody's best, in 0..sqrt(n)"},                    \
        {"pie", "number or null, optional",                                                        \
         "greatest joint surplus; null: utilities are not transferable"},                          \
        {"zone", "number, optional",                                                               \
         "zone of agreement: the pie without the reservations, or the greatest least gain"},       \
        {"best", "object, optional", "greatest utility"},                                          \
        {"best.ROLE", "number", "of this party"}, {"worst", "object, optional", "least utility"},  \
        {"worst.ROLE", "number", "of this party"},                                                 \
        {"reservation", "object, optional",                                                        \
         "what no deal is worth at the start: the best standing alternative"},                     \
        {"reservation.ROLE", "number", "of this party"},                                           \
        {"discount", "object, optional", "what is left of a gain per deadline, round or offer"},   \
        {"discount.ROLE", "number", "of this party"},                                              \
        {"preferences", "object, optional", "additive, or what stands beside a worth per issue"},  \
        {"preferences.ROLE", "string", "in words"},                                                \
        {"discount_per", "object, optional", "what the discount counts"},                          \
        {"discount_per.ROLE", "string", "deadline, round or offer"},                               \
        {"recognition", "object, optional", "weight in who sets the terms"},                       \
        {"recognition.ROLE", "number", "of this party"},                                           \
        {"leverage", "object, optional",                                                           \
         "share of the pie under the reference solution, at the start"},                           \
        {"leverage.ROLE", "number or null", "of this party; null: no zone of agreement"},          \
        {"parts", "object, optional", "what makes leverage, signed"},                              \
        {"parts.ROLE", "object", "of this party: parts sum to leverage - 1/n"},                    \
        {"parts.ROLE.alternatives", "number or null", "from alternatives"},                        \
        {"parts.ROLE.power", "number or null", "from recognition and patience"},                   \
        {"parts.ROLE.information", "number or null", "from what is known of the others' limits"},  \
        {"parts.ROLE.frontier", "number or null", "from the shape of what can be agreed on"},      \
    {                                                                                              \
        "drawn", "list of strings, optional",                                                      \
            "paths that are drawn anew for each session; here they stand at their middle"          \
    }
#endif
