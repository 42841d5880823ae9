/* Lines that somebody types or pipes in, waited for so that ^C ends the waiting. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H
#include <stdbool.h>
#include <stddef.h>

typedef enum heard { HEARD_LINE, HEARD_END, HEARD_SIGNAL } heard;

enum { INPUT_LINE_MAX = 1024 };
typedef struct input {
    int file;
    bool terminal; /* somebody sits there: prompts, no echo */
    bool over;     /* end of the file */
    char bytes[INPUT_LINE_MAX];
    size_t from, to; /* what was read and not taken yet */
} input;

void input_open(input *, int file);
/* The next line, without its end, control characters as blanks. What is longer than INPUT_LINE_MAX,
 * or is no text, comes as an empty line with *flaw saying so, else NULL. */
heard input_line(input *, char out[INPUT_LINE_MAX], const char **flaw);
#endif
