/* One session, told out of its trace: round by round for people, in a paragraph, or as JSON. The
 * one teller: what `run` says of a session, `show` says of the same session in a record. */
#ifndef CLI_TRANSCRIPT_H
#define CLI_TRANSCRIPT_H
#include "base/json.h"
#include "record/row.h"
#include <stdio.h>

typedef struct transcript transcript;
/* of: the session's model, its drawn numbers in place (model_draw). All borrowed; in the arena. */
transcript *transcript_new(arena *, const model *of, const row *, const uint8_t *trace,
                           size_t size);
/* The table of rounds, and in a line how it ended. width: of the terminal, 0 = any. */
void transcript_print(const transcript *, size_t width, FILE *to);
/* Who opened where and conceded how much, what events did, how it ended, what it paid. */
void transcript_paragraph(const transcript *, FILE *to);
/* In a line how far the deal is from the best there could have been; nothing without a deal. */
void transcript_deal(const transcript *, FILE *to);
/* The keys of the session, into an object that is open: result ... trace. */
void transcript_json(const transcript *, json *);
size_t terminal_width(FILE *); /* 0: not a terminal */

/* Those keys: rows of a json_field table. also: ", optional" or "". */
#define TRANSCRIPT_JSON(also)                                                                      \
    {"result", "string" also, "deal, no_deal, walk, deadline or agent_error"},                     \
        {"fault", "string or null" also, "what an agent did wrong; null: nothing"},                \
        {"why", "string or null" also, "the same in a sentence"},                                  \
        {"by", "string or null" also,                                                              \
         "role that accepted last, walked, failed or ran out of time"},                            \
        {"agreement", "object or null" also, "the deal; null: none"},                              \
        {"agreement.ISSUE", "number or string", "its value"},                                      \
        {"utilities", "object" also, "of the deal, or of what no deal pays; undiscounted"},        \
        {"utilities.ROLE", "number", "in the party's own unit"},                                   \
        {"payoffs", "object" also, "the same, discounted"},                                        \
        {"payoffs.ROLE", "number", "in the party's own unit"},                                     \
        {"round", "number" also, "of the end, from 0"}, {"offers", "number" also, "made in all"},  \
        {"trace", "list" also, "what was said and what happened, in order"},                       \
        {"trace[].round", "number", "from 0"},                                                     \
        {"trace[].role", "string", "who spoke, or whom the event concerns"},                       \
        {"trace[].kind", "string",                                                                 \
         "OFFER, ACCEPT, REJECT, WALK, WITHDRAW, REOPEN, SAY, EVENT, or VIEW: how a party sees "   \
         "the "                                                                                    \
         "talks, where that changed"},                                                             \
        {"trace[].text", "string", "in words"},                                                    \
        {"trace[].values", "object, optional", "the outcome offered or accepted"},                 \
        {"trace[].values.ISSUE", "number or string", "its value"},                                 \
        {"trace[].utilities", "object, optional", "what it is worth"},                             \
        {"trace[].utilities.ROLE", "number", "to this party"},                                     \
        {"trace[].pressure", "object, optional", "after an offer between two: Zeuthen's risk"},    \
        {"trace[].pressure.ROLE", "number or null",                                                \
         "what it loses by giving in over what by a break-down; the smaller should concede"},      \
        {"trace[].words", "list, optional", "said with it"},                                       \
        {"trace[].words[].word", "string",                                                         \
         "hint, disclose, ask, justify, imply, threaten, ultimatum, promise or appreciate"},       \
        {"trace[].words[].topic", "string or null",                                                \
         "alternative, limit, deadline, issue, concession"},                                       \
        {"trace[].words[].at_least", "number or null",                                             \
         "the number claimed, in the speaker's unit"},                                             \
        {"trace[].words[].truth", "string or null",                                                \
         "true, false or unchecked; null: claims nothing"},                                        \
        {"trace[].perceived", "number, optional", "VIEW: its own share of the pie as it sees it"}, \
        {"trace[].theirs", "object, optional", "VIEW: what it takes the others to believe"},       \
        {"trace[].theirs.ROLE", "number or null",                                                  \
         "of that party's own share; null: it tells none"},                                        \
        {"trace[].bits", "object, optional", "VIEW: what it knows of the others' limits"},         \
        {"trace[].bits.ROLE", "number or null",                                                    \
         "bits; negative: it is misled; null: it tells no belief"},                                \
        {"trace[].leverage", "object", "phi of everybody, as it stood then"},                      \
    {                                                                                              \
        "trace[].leverage.ROLE", "number or null", "null: no zone of agreement"                    \
    }
#endif
