/* What an agent of this process asks its host for, written down for one outside: its limit and
 * alternatives as it is told them, its random stream, its worth of everything. Must not know how
 * the bytes get there. */
#ifndef SEAT_MEANS_H
#define SEAT_MEANS_H
#include "base/buf.h"
#include "session/session.h"

/* head: session and seat. rounds: as the party knows them, 0: it knows of no end. whole: right
 * behind the briefing; else only what moves during the talks. */
void means_write(const session *, uint32_t who, const hg_message *head, uint32_t rounds, bool whole,
                 buf *out);
#endif
