/* What an agent is held to, as data: a row per case, over a handful of talks. A new demand is a new
 * row. Knows neither agents nor how they are played. */
#ifndef CLI_CONFORM_CASES_H
#define CLI_CONFORM_CASES_H
#include <stdint.h>

/* What is demanded besides what always is: no fault, nothing below its limit, the same moves when
 * it is played again, and beside other sessions as alone. */
typedef enum conform_rule {
    RULE_ALWAYS, /* no more than that */
    RULE_LUCK,   /* under another seed the same moves, unless it declares that it draws */
    RULE_BLIND   /* under `otherwise` the same moves: it is blind, or its blind twin is */
} conform_rule;

typedef struct conform_case {
    const char *name;
    const char *demand;  /* in the words of an author, after "it": "plays as the second to speak" */
    const char *talks;   /* the scenario: parties are called one, two, three */
    const char *set;     /* settings over it: "PATH: VALUE, ..."; "" */
    const char *partner; /* who plays all others: one of partners.h or an agent built in; NULL: the
                            agent itself */
    uint32_t seat;       /* whose place it takes, as an index of the parties */
    uint32_t sessions;
    conform_rule rule;
    const char *otherwise; /* BLIND: settings besides */
} conform_case;

extern const conform_case conform_cases[]; /* ends with name = NULL */
const conform_case *conform_case_find(const char *name);
#endif
