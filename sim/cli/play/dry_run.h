/* What a sweep would do: its cells with their leverage, how many sessions, time and disk. */
#ifndef CLI_DRY_RUN_H
#define CLI_DRY_RUN_H
#include "cli/cli.h"
#include "run/run.h"

/* workers: 0 = one per core. Text, or one JSON document where c->json. */
int dry_run(cli *c, const plan *p, uint32_t workers);
#endif
