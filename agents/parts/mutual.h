/* Bids near to what the others want in common (Khosravimehr & Nassiri-Mofakham 2017). Must not
 * know how much its holder asks for, but for the line that it is shown.
 *
 *     agreed    an offer of one of the others that another accepted. As often as there are issues,
 *               each of the last 16 of them with one issue, drawn by how much it weighs for me, set
 *               to a value drawn: the best of those above the line
 *     common    else every issue at the value that all the others have named most often; if that is
 *               none for more than half of the issues, at one that is among the two that each has
 *               named most. Where there is none: at the value of my best outcome
 *     mine      else, where `common` is not above the line, my best outcome with one issue, the
 *               less it weighs the likelier, set to a value drawn: the first of 64 draws that is
 *               above the line, or the best outcome itself
 *
 * An issue weighs as much as my utility varies with it around my best outcome. Of a longer issue
 * MODEL_PARTS equal parts are told apart, each standing for the value last named in it. Ties: the
 * lower value. */
#ifndef AGENTS_PARTS_MUTUAL_H
#define AGENTS_PARTS_MUTUAL_H
#include <higgle/agent.h>

typedef struct mutual mutual;

/* In init. Lives as long as the session. Spaces of any size. */
mutual *mutual_open(const hg_brief *, const hg_host *);
/* Messages of any kind. */
void mutual_hear(mutual *, const hg_message *);
/* A bid worth more than `line` (own unit), or the best outcome. It draws. */
hg_outcome mutual_bid(mutual *, double line);

#endif
