/* What run and sweep print alike with --json: rows for their tables. */
#ifndef CLI_RESULT_FIELDS_H
#define CLI_RESULT_FIELDS_H

#define ESTIMATE_JSON(path, what)                                                                  \
    {path, "object, optional", what}, {path ".n", "number", "sessions with a value"},              \
        {path ".mean", "number or null", "over them"},                                             \
    {                                                                                              \
        path ".ci", "list of numbers or null", "95 % interval; null: too few distinct ones"        \
    }
#define CELLS_JSON                                                                                 \
    {"cells[].cell", "number", "from 0, the last factor fastest"},                                 \
        {"cells[].factors", "object, optional", "the levels of the cell"},                         \
        {"cells[].factors.COLUMN", "string", "level of this factor"},                              \
        {"cells[].agents", "object, optional", "who played"},                                      \
        {"cells[].agents.ROLE", "string", "agent of this role"},                                   \
        {"cells[].sessions", "number, optional", "in the record; with --dry-run: to be played"},   \
        {"cells[].deals", "number, optional", "sessions that ended in a deal"},                    \
        {"cells[].agent_errors", "number, optional", "... that an agent's fault ended"},           \
        {"cells[].distinct", "number, optional", "sessions of which no two are the same"},         \
        ESTIMATE_JSON("cells[].pie_share", "mean share of the pie"),                               \
        ESTIMATE_JSON("cells[].early_concession", "mean of what is conceded in the first fifth"),  \
        ESTIMATE_JSON("cells[].round", "mean round of the end, from 0"),                           \
        ESTIMATE_JSON("cells[].over_blind_twin", "share of the pie beyond the blind twin's"),      \
        {"cells[].levels", "object, optional", "--dry-run: the levels of the cell"},               \
        {"cells[].levels.COLUMN", "string", "level of this factor"},                               \
        {"cells[].leverage", "object, optional", "--dry-run: phi of each role at the start"},      \
        {"cells[].leverage.ROLE", "number or null", "null: no zone of agreement"},                 \
        {"cells[].random", "boolean, optional", "--dry-run: is anything drawn in it?"},            \
        {"agent_errors", "list, optional", "whose agents failed, most sessions first"},            \
        {"agent_errors[].role", "string", "the party whose agent it was"},                         \
        {"agent_errors[].agent", "string", "its agent"},                                           \
        {"agent_errors[].fault", "string", "the fault column of sessions.csv"},                    \
    {                                                                                              \
        "agent_errors[].sessions", "number", "that it ended, blind twins included"                 \
    }
#define DRY_RUN_JSON                                                                               \
    {"blind_twins", "number, optional", "--dry-run: cells played again by blind twins"},           \
        {"sessions", "number, optional", "--dry-run: to be played in all"},                        \
        {"blocks", "number, optional", "--dry-run: that the record will hold"},                    \
        {"seconds", "number or null, optional", "--dry-run: about so long"},                       \
    {                                                                                              \
        "megabytes", "number, optional", "--dry-run: about so much"                                \
    }
#endif
