/* Is an agent in order? Plays the cases with it in real sessions, in this process's own memory, and
 * says of each what came of it. Prints nothing. */
#ifndef CLI_CONFORM_CONFORM_H
#define CLI_CONFORM_CONFORM_H
#include "cli/conform/candidates.h"
#include "cli/conform/cases.h"

/* X(name, word) */
#define CONFORM_VERDICTS(X)                                                                        \
    X(OK, "ok")                                                                                    \
    X(FAILED, "failed")                                                                            \
    X(NOT_PLAYED, "not played")                                                                    \
    X(NOT_TRIED, "not tried")
typedef enum conform_verdict {
#define CONFORM_ENUM(name, word) CONFORM_##name,
    CONFORM_VERDICTS(CONFORM_ENUM)
#undef CONFORM_ENUM
        CONFORM_COUNT
} conform_verdict;
const char *conform_verdict_word(conform_verdict);

typedef struct conform_finding {
    const conform_case *of;
    conform_verdict verdict;
    const char *reason; /* a sentence behind "it"; of OK NULL */
    uint32_t n_lines;
    const char *const *lines; /* FAILED: what was said before, the last moves; may be none */
} conform_finding;

typedef struct conform_report {
    const candidate *of;
    bool all;   /* the cases there are: then it must play some */
    uint32_t n; /* 0: it cannot be had */
    conform_finding *findings;
    uint32_t count[CONFORM_COUNT];
    double speed; /* its moves per second, the median over cases played, both sides' work counted;
                     0: unknown */
} conform_report;

typedef struct conform_options {
    const conform_case *const *cases; /* NULL-terminated: only these; NULL: all */
    double seconds;                   /* what would make an agent last longer is not tried */
    void (*progress)(void *ctx, const conform_case *, uint32_t done, uint32_t of); /* or NULL */
    void *ctx;
} conform_options;

/* Everything in the report is in the arena. */
void conform_check(arena *, const candidate *, const conform_options *, conform_report *out);
/* Did it fail: in a case, or by playing none of all there are? */
bool conform_failed(const conform_report *);
#endif
