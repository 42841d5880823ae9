/* The pre-scan with a limit of its own: a briefing may be larger than what an agent sends. */
#ifndef WIRE_SCAN_H
#define WIRE_SCAN_H
#include "wire/wire.h"

/* As wire_scan, for at most `limit` bytes. */
wire_error wire_scan_within(const uint8_t *data, size_t size, size_t limit);
/* As wire_first: for who reads what the host says. */
wire_error wire_first_within(const uint8_t *data, size_t size, size_t limit, size_t *first);
#endif
