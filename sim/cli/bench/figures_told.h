/* The figures of `higgle bench` that are not workloads, as tables and as keys of its document. */
#ifndef CLI_FIGURES_TOLD_H
#define CLI_FIGURES_TOLD_H
#include "base/json.h"
#include "cli/bench/bench_outside.h"
#include "cli/bench/bench_spaces.h"

/* "-": not counted. */
const char *instructions_text(char text[32], uint64_t counted);
/* KEY: the number, or null where it was not counted. */
void put_instructions(json *, const char *key, uint64_t counted);

void spaces_text(const space_figure *, int n);
void spaces_json(json *, const space_figure *, int n);
void outside_text(const outside_figure *, int n);
void outside_json(json *, const outside_figure *, int n);
#endif
