/* The files of agents/examples/c, as they lie there: what `higgle new agent` writes, with another
 * name in them. Made by agents/examples/embed.cmake. */
#ifndef CLI_SCAFFOLD_H
#define CLI_SCAFFOLD_H

extern const struct scaffold_file {
    const char *name, *text;
} scaffold_c[]; /* ends with name = NULL */
#endif
