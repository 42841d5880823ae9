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
#endif
