/* Instructions per offer, frontier or search, as callgrind counts them in the release build of this
 * version: exactly repeatable, where nanoseconds are not. tests/instructions.sh counts again, fails
 * where a figure is exceeded, and writes counted.def. */
#ifndef CLI_COUNTED_H
#define CLI_COUNTED_H
#include <stdint.h>

/* Of a workload in a mode, or of a task of a space (mode NULL); 0: not counted. */
uint64_t counted_instructions(const char *work, const char *mode);
#endif
