/* The outcome that somebody's words name: "10 300 14 6 months", "price=10300". Must not know what
 * it is worth to anybody. */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H
#include "cli/cli.h"

/* Every value in the order of the issues, with or without its unit; a name may be begun where no
 * other begins so. Or ISSUE=VALUE..., and the rest is as in `base` (HG_NO_OUTCOME: there is no rest
 * to take). False: *why says what is wrong, with the nearest that would do. */
bool values_read(arena *, const model *, const char *text, hg_outcome base, hg_outcome *out,
                 const char **why);
/* "10300 14 6 months": an example that values_read reads as that outcome. */
const char *values_written(arena *, const model *, hg_outcome);
/* The place of the word among names, where it is one of them or begins just one; case does not
 * matter, nor do _ and - for blanks. n: none; *why says the nearest, or which it could be. */
size_t word_among(arena *, const char *word, const char *const *names, size_t n, const char *what,
                  const char **why);
/* A number with or without its thousands apart ("10 300", "10,300"), its unit behind it or not. */
bool number_read(const char *text, const char *unit, double *out);
#endif
