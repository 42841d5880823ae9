/* Prints a table of texts with every column as wide as its widest text. Knows no statistics. */
#include "analysis/aligned.h"

#include "base/text.h"

static const char *text_at(const aligned *t, size_t row, size_t column)
{
    const char *s = t->text[row * t->n_columns + column];
    return s ? s : "";
}

static size_t column_width(const aligned *t, size_t column)
{
    size_t width = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        size_t w = text_width(text_at(t, r, column));
        if (w > width) width = w;
    }
    return width;
}

static void pad(FILE *to, size_t n)
{
    for (; n; n--) fputc(' ', to);
}

/* A line stays a line, whatever a name holds. */
static void print_text(const char *s, FILE *to)
{
    for (; *s; s++) fputc((unsigned char)*s < 0x20 ? ' ' : *s, to);
}

static void print_row(const aligned *t, size_t row, FILE *to)
{
    size_t due = 0; /* blanks that only a text to come makes worth printing */
    for (size_t c = 0; c < t->n_columns; c++) {
        const char *s = text_at(t, row, c);
        size_t space = column_width(t, c) - text_width(s);
        if (t->align[c] == ALIGN_RIGHT) due += space, space = 0;
        if (*s) {
            pad(to, due);
            print_text(s, to);
            due = 0;
        }
        due += space + 2;
    }
    fputc('\n', to);
}

void aligned_print(const aligned *t, FILE *to, int (*gap)(const aligned *, size_t row))
{
    for (size_t r = 0; r < t->n_rows; r++) {
        if (gap && gap(t, r)) fputc('\n', to);
        print_row(t, r, to);
    }
}
