/* ROLE=AGENT on the command line: who plays. Shared by run and plot. */
#ifndef CLI_ROLE_WORDS_H
#define CLI_ROLE_WORDS_H
#include "cli/cli.h"

/* Argument i of the command as an override; false, with an error: it is not of that form, or an
 * earlier argument names the same role. */
bool role_word(cli *, uint32_t i, override *out);
#endif
