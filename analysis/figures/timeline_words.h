/* Inside the room: the words of the figure `timeline`. In the arena. */
#ifndef ANALYSIS_TIMELINE_WORDS_H
#define ANALYSIS_TIMELINE_WORDS_H
#include "analysis/figures/talk.h"

/* What moved leverage, and who sees itself wrongly in the end. */
const char *timeline_title(analysis *, const talk *);
/* silent: events without a name; seen: are there views? */
const char *timeline_legend(analysis *, uint32_t silent, bool seen);
#endif
