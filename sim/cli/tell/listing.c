/* Texts in columns: kept until all are known, then printed as wide as they need. Knows nothing of
 * what they say. */
#include "cli/tell/listing.h"

#include "base/text.h"

#include <string.h>

struct listing {
    arena *arena;
    const char *columns;
    size_t n_columns, n, cap;
    const char **cells;
};

enum { GAP = 2 };

listing *listing_new(arena *a, const char *columns)
{
    listing *l = arena_alloc(a, sizeof *l);
    *l = (listing){.arena = a, .columns = columns, .n_columns = strlen(columns)};
    return l;
}

void listing_add(listing *l, const char *text)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 64;
        const char **more = arena_array(l->arena, cap, sizeof *more);
        if (l->n) memcpy(more, l->cells, l->n * sizeof *more);
        l->cells = more;
        l->cap = cap;
    }
    l->cells[l->n++] = text;
}

/* Blanks are printed when something follows them: nothing stands behind the end of a line. `due`:
 * blanks before this cell; returns those before the next one. */
static size_t print_cell(const listing *l, size_t at, size_t width, size_t due, FILE *to)
{
    const char *text = l->cells[at];
    size_t pad = width - text_width(text);
    bool right = l->columns[at % l->n_columns] == 'r';
    if (!width) return due; /* nothing in the whole column */
    if (!*text) return due + width + GAP;
    fprintf(to, "%*s%s", (int)(due + (right ? pad : 0)), "", text);
    return (right ? 0 : pad) + GAP;
}

/* So many bytes of the text, up to a blank, fit into the columns; at least a word. */
static size_t piece_within(arena *a, const char *text, size_t columns)
{
    size_t fits = strcspn(text, " ");
    for (size_t n = fits; text[n]; fits = n) {
        n += 1 + strcspn(text + n + 1, " ");
        if (text_width(arena_textn(a, text, n)) > columns) return fits;
    }
    return fits;
}

/* The last cell of a line; what does not fit stands below its beginning. column: where that is. */
static void print_folded(const listing *l, const char *text, size_t column, size_t width, FILE *to)
{
    for (size_t n; *text; text += n) {
        n = piece_within(l->arena, text, width - column);
        fwrite(text, 1, n, to);
        n += text[n] == ' ';
        if (text[n]) fprintf(to, "\n%*s", (int)column, "");
    }
}

void listing_print(const listing *l, size_t indent, FILE *to)
{
    listing_print_within(l, indent, 0, to);
}

void listing_print_within(const listing *l, size_t indent, size_t terminal, FILE *to)
{
    enum { LEAST = 20 }; /* columns that are worth folding into */
    size_t *width = arena_array(l->arena, l->n_columns, sizeof *width), due = indent;
    for (size_t i = 0; i < l->n; i++) {
        size_t *w = &width[i % l->n_columns], needs = text_width(l->cells[i]);
        if (needs > *w) *w = needs;
    }
    size_t column = indent;
    for (size_t k = 0; k + 1 < l->n_columns; k++) column += width[k] ? width[k] + GAP : 0;
    bool folds = terminal >= column + LEAST;
    for (size_t i = 0; i < l->n; i++) {
        bool last = (i + 1) % l->n_columns == 0;
        if (last && folds && *l->cells[i]) {
            fprintf(to, "%*s", (int)due, "");
            print_folded(l, l->cells[i], column, terminal, to);
        } else {
            due = print_cell(l, i, width[i % l->n_columns], due, to);
        }
        if (last) fputc('\n', to), due = indent;
    }
}
