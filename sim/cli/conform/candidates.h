/* Who is looked at: what the user typed, and what lies in a folder, as agents. Must not know what
 * they are held to. */
#ifndef CLI_CONFORM_CANDIDATES_H
#define CLI_CONFORM_CANDIDATES_H
#include "base/arena.h"
#include "seat/seat.h"

typedef struct candidate {
    const char *name;  /* as the user may type it again */
    const char *unfit; /* why it cannot be had at all, or NULL: then nothing below is read */
    seat_spec spec;    /* as it is played: a plugin in a program of its own, which may crash */
    seat_spec inside;  /* as it was read */
    bool outside;      /* is a program: nobody knows what it declares, nor why it refuses */
} candidate;

typedef struct candidate_list {
    uint32_t n;
    candidate *all;
} candidate_list;

/* Is this word an agent, and not the name of a file or run? "boulware", "leverage/human",
 * "./mine.so:k=1", "exec:COMMAND". */
bool candidate_is(arena *, const char *word);
/* Is this a folder with agents in it? *.so are plugins; *.py and what may be executed are programs;
 * tests (test.sh, test_*) and what begins
 * with a dot or an underscore are none. */
bool candidate_folder_is(arena *, const char *path);
/* Adds the agent, or those of the folder, sorted. Never fails: who cannot be had is unfit. */
void candidates_add(arena *, candidate_list *, const char *word);
void candidates_add_built_in(arena *, candidate_list *); /* all of them */
/* The same in a program of its own, `higgle serve`; one that cannot be asked so stays. */
seat_spec candidate_apart(arena *, const seat_spec *);
#endif
