/* Texts in columns: kept until all are known, then printed as wide as they need. Knows nothing of
 * what they say. */
#include "cli/listing.h"

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

/* The last column of a row ends the line: nothing is padded behind it. */
static void print_cell(const listing *l, size_t at, size_t width, FILE *to)
{
    size_t column = at % l->n_columns, pad = width - text_width(l->cells[at]);
    bool right = l->columns[column] == 'r', last = column + 1 == l->n_columns;
    fprintf(to, "%*s%s%*s%s", right ? (int)pad : 0, "", l->cells[at],
            last    ? 0
            : right ? GAP
                    : (int)(pad + GAP),
            "", last ? "\n" : "");
}

void listing_print(const listing *l, size_t indent, FILE *to)
{
    size_t *width = arena_array(l->arena, l->n_columns, sizeof *width);
    for (size_t i = 0; i < l->n; i++) {
        size_t *w = &width[i % l->n_columns], needs = text_width(l->cells[i]);
        if (needs > *w) *w = needs;
    }
    for (size_t i = 0; i < l->n; i++) {
        if (i % l->n_columns == 0) fprintf(to, "%*s", (int)indent, "");
        print_cell(l, i, width[i % l->n_columns], to);
    }
}
