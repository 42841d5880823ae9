/* Numbers that are drawn anew for each session, told as what they may be: who reads a brief must
 * not take the middle for the number. */
#ifndef CLI_DRAWN_H
#define CLI_DRAWN_H
#include "cli/cli.h"

/* The draw of this number; index: alternative, or other party. NULL: it stands in the file. */
const draw *drawn_find(const model *, draw_target, uint32_t who, uint32_t index);
/* "0 to 1 000 EUR, drawn for each session", "about 900 EUR (sd 50), drawn for each session"; unit:
 * "" or what stands behind. In the arena. */
const char *drawn_text(arena *, const draw *, const char *unit);
/* "1 offer on average, worth 300 to 1 000 EUR, each stands for 0.2 of the time on average"; unit as
 * above. In the arena. */
const char *search_text(arena *, const search_spec *, const char *unit);
/* "signs nothing below 900 EUR, which everybody knows"; amount: of the mandate, in words. */
const char *mandate_text(arena *, const party *, const char *amount);
/* "with probability 0.1 it insists on 900 EUR"; amount: of the demand. */
const char *commitment_text(arena *, const party *, const char *amount);
/* "learns all about the others' limits at time 0.4"; when: the time, in words. */
const char *lesson_text(arena *, const party *, const char *when);
#endif
