/* How people and tables write names, numbers and ranges. */
#ifndef THEORY_WORDS_H
#define THEORY_WORDS_H
#include "theory/oracle.h"

/* The same first n letters: capitals, and - _ and blank, are alike. */
bool words_same(const char *a, const char *b, size_t n);
/* The same name. n: how much of a counts. */
bool words_alike(const char *a, size_t n, const char *b);
/* Is it one of "a|b"? NULL: of none. */
bool words_among(const char *a, size_t n, const char *list);
/* "0.9", ".9", "1/3", "1+.5", "2*3-1": from left to right, * and / before + and -. */
bool words_number(const char *text, double *out);
/* A parameter's value by its domain; NULL, or in the arena what is wrong with it. */
const char *words_value(arena *, const oracle_parameter *, const char *text, oracle_value *out);
#endif
