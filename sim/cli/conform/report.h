/* Reports of agents that were looked at: as text, JSON and CSV. */
#ifndef CLI_CONFORM_REPORT_H
#define CLI_CONFORM_REPORT_H
#include "base/json.h"
#include "cli/cli.h"
#include "cli/conform/conform.h"

/* A line per agent; of those that failed, what was wrong. verbose: all cases. */
void report_print(cli *, const conform_report *, uint32_t n, bool verbose, FILE *to);
void report_cases(cli *, FILE *to); /* what is demanded, a line each */
void report_cases_json(json *);     /* the same, as the key `cases` */
/* The keys of REPORT_JSON, into an object that is open. */
void report_json(cli *, const conform_report *, uint32_t n, json *);
/* agent,case,verdict,reason: a row per agent and case. */
void report_csv(const conform_report *, uint32_t n, FILE *to);

#define REPORT_JSON                                                                                \
    {"cases", "list, optional", "--list: what agents are held to"},                                \
        {"cases[].case", "string", "its name"},                                                    \
        {"cases[].demand", "string", "what it is about, behind the word it"},                      \
        {"agents", "list, optional", "of agents: a row each"},                                     \
        {"agents[].agent", "string", "as it may be typed"},                                        \
        {"agents[].fine", "boolean", "it failed in no case, and played some"},                     \
        {"agents[].unfit", "string or null", "why it could not be had at all; null: it could"},    \
        {"agents[].ok", "number", "cases"}, {"agents[].failed", "number", "cases"},                \
        {"agents[].not_played", "number", "cases that it refused, saying why"},                    \
        {"agents[].not_tried", "number", "cases for which there was no time"},                     \
        {"agents[].moves_per_second", "number or null",                                            \
         "the median over cases; never judged, and the only number here that changes from run to " \
         "run"},                                                                                   \
        {"agents[].cases", "list", "in order"}, {"agents[].cases[].case", "string", "its name"},   \
        {"agents[].cases[].demand", "string", "what it is about, behind the word it"},             \
        {"agents[].cases[].verdict", "string", "ok, failed, not played or not tried"},             \
        {"agents[].cases[].reason", "string or null", "behind the word it; null: ok"},             \
        {"agents[].cases[].exchange", "list of strings", "failed: what was said last"},            \
    {                                                                                              \
        "agents[].cases[].again", "string, optional", "failed: the command that repeats it"        \
    }
#endif
