/* Columns as wide as their widest cell. Knows text and nothing else. */
#include "cli/table.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

static size_t width_of(const char *const *cells, size_t rows, size_t columns, size_t column)
{
    size_t width = 0;
    for (size_t r = 0; r < rows; r++) {
        size_t w = text_width(cells[r * columns + column]);
        if (w > width) width = w;
    }
    return width;
}

void table_print(const char *const *cells, size_t rows, size_t columns, const char *indent,
                 FILE *to)
{
    enum { COLUMNS_MAX = 16 };
    size_t widths[COLUMNS_MAX] = {0};
    for (size_t k = 0; k < columns && k < COLUMNS_MAX; k++)
        widths[k] = width_of(cells, rows, columns, k);
    for (size_t r = 0; r < rows; r++) {
        size_t due = 0; /* blanks before the next cell that says something */
        fputs(indent, to);
        for (size_t k = 0; k < columns && k < COLUMNS_MAX; k++) {
            const char *cell = cells[r * columns + k];
            if (!widths[k]) continue;
            if (*cell) fprintf(to, "%*s%s", (int)due, "", cell);
            due = (*cell ? 0 : due) + widths[k] - text_width(cell) + 2;
        }
        fputc('\n', to);
    }
}

void paragraph_print(const char *text, const char *indent, FILE *to)
{
    enum { WIDTH = 96 };
    size_t at = WIDTH + 1; /* the first word opens a line */
    while (*(text += strspn(text, " \n"))) {
        size_t bytes = strcspn(text, " \n"), width = 0;
        for (size_t i = 0; i < bytes; i++) width += ((unsigned char)text[i] & 0xc0) != 0x80;
        bool fits = at + 1 + width <= WIDTH;
        if (fits)
            fputc(' ', to);
        else
            fprintf(to, "%s%s", at > WIDTH ? "" : "\n", indent);
        fwrite(text, 1, bytes, to);
        at = fits ? at + 1 + width : width;
        text += bytes;
    }
    fputc('\n', to);
}
