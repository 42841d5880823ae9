/* A table of texts with columns as wide as their content, for what is printed. */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H
#include "base/arena.h"
#include <stdio.h>

typedef struct listing listing;
/* columns: a letter each: l left, r right. In the arena. */
listing *listing_new(arena *, const char *columns);
void listing_add(listing *, const char *text); /* the next cell, row by row; text is borrowed */
/* The last column is folded where the line would be wider than so many columns; 0: never. */
void listing_print_within(const listing *, size_t indent, size_t terminal, FILE *);
void listing_print(const listing *, size_t indent, FILE *to);
#endif
