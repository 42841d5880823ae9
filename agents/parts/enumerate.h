/* For strategies that go through the outcomes one by one: can they, here? Where not, a note says
 * so, and what to do about it. */
#ifndef AGENTS_PARTS_ENUMERATE_H
#define AGENTS_PARTS_ENUMERATE_H
#include <higgle/agent.h>
#include <stdbool.h>

#define ENUMERATE_MAX (UINT64_C(1) << 22) /* outcomes */

bool enumerate_can(const hg_brief *, const hg_host *);
/* The same for a model that was put in: without it the strategy can play. */
bool enumerate_model_can(const hg_brief *, const hg_host *);
/* The same for who only goes down from the best, one by one: a continuum has no second best, any
 * number of steps has. */
bool enumerate_from_best(const hg_brief *, const hg_host *);

#endif
