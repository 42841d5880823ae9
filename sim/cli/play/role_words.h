/* ROLE=AGENT on the command line: who plays; and all else that one session may be asked for, as
 * overrides of its scenario. Shared by run, play and plot. */
#ifndef CLI_ROLE_WORDS_H
#define CLI_ROLE_WORDS_H
#include "cli/cli.h"

/* Argument i of the command as an override; false, with an error: it is not of that form, or an
 * earlier argument names the same role. */
bool role_word(cli *, uint32_t i, override *out);
/* ROLE=AGENT words, `more`, --rounds and --set, in this order: a setting may be one of the agent's
 * that was just named. */
size_t role_overrides(cli *, const override *more, size_t n_more, const override **sets);
#endif
