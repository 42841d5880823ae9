/* Small text helpers: nearest name for "did you mean", shortest numbers, thousands. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The name nearest to `word` by edit distance (with transpositions), if near enough to be meant
 * (distance <= max(1, length/3)); else NULL. Ties: first. */
const char *text_nearest(const char *word, const char *const *names, size_t count);

#define TEXT_DOUBLE_MAX 32
/* Shortest decimal text that strtod reads back to x ("0.1", "1e-9", "-0", "nan", "inf"). Returns
 * the length. Independent of the locale. */
size_t text_double(char out[TEXT_DOUBLE_MAX], double x);
bool text_to_double(const char *s, double *x); /* the whole of s is one finite number; decimal point
                                                  only, no hex, no inf/nan, no blanks */
bool text_to_uint64(const char *s, uint64_t *x);        /* the whole of s, decimal digits only */
size_t text_grouped(char *out, size_t cap, uint64_t x); /* "48 812": thin groups of three */
size_t text_width(const char *utf8);                    /* columns of a terminal */
bool text_is_utf8(const uint8_t *data, size_t size);
const char *text_base_name(const char *path);   /* what stands behind the last slash */
int text_compare(const void *a, const void *b); /* for qsort of texts: const char * */
#endif
