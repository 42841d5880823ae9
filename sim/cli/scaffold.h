/* The files of agents/examples/c and agents/examples/python that `higgle new agent` writes, with
 * another name in them. Made by agents/examples/embed.cmake. */
#ifndef CLI_SCAFFOLD_H
#define CLI_SCAFFOLD_H

extern const struct scaffold_file {
    const char *name, *text;       /* name: within the new folder, in a folder of its own perhaps */
} scaffold_c[], scaffold_python[]; /* end with name = NULL */
#endif
