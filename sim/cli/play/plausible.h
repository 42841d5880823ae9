/* What a scenario file may say, but can hardly mean: warnings of `higgle check`. */
#ifndef CLI_PLAUSIBLE_H
#define CLI_PLAUSIBLE_H
#include "cli/cli.h"

/* A thousand written as 12.000 is read as 12. */
void plausible_numbers(const node *root, error_list *);
/* Something to agree on, and every number of an issue wanted higher by one and lower by another. */
void plausible_model(const model *, const node *root, error_list *);
#endif
