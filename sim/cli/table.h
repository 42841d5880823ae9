/* Lines of text in aligned columns. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H
#include <stddef.h>
#include <stdio.h>

/* cells[rows][columns]; the last column is not padded. A column that is empty throughout is left
 * out. */
void table_print(const char *const *cells, size_t rows, size_t columns, const char *indent, FILE *);
/* A paragraph, in lines of at most 96 characters behind the indent. */
void paragraph_print(const char *text, const char *indent, FILE *);
#endif
