/* The files that a shell's command names: a script, a program by its path, an agent that it serves.
 * What is in them is part of what a run is, as far as one can see from the command. Must not know
 * who runs it. */
#ifndef SEAT_COMMAND_FILES_H
#define SEAT_COMMAND_FILES_H
#include "seat/seat.h"

/* Words that name regular files from the current folder, each once, in the order of the command;
 * a command itself only by a path (with a slash), since the shell looks for a bare name
 * elsewhere. Returns how many. */
uint32_t command_files(arena *, const char *command, const seat_file **out);
#endif
