/* Are the tables in a directory those that the record gives? They are made again and held against
 * the files piece by piece, so that neither has to fit into memory. Must not know what a column
 * means. */
#include "analysis/csv.h"
#include "analysis/load.h"
#include "base/version.h"

#include <string.h>

typedef struct comparing {
    FILE *file;
    uint32_t line; /* the first that differs, or the next one */
    bool differs;
} comparing;

static void compare_piece(comparing *c, const uint8_t *due, const uint8_t *there, size_t size,
                          size_t due_size)
{
    for (size_t i = 0; i < due_size && !c->differs; i++) {
        c->differs = i >= size || due[i] != there[i];
        c->line += !c->differs && due[i] == '\n';
    }
}

static void compare(void *ctx, const uint8_t *text, size_t size)
{
    comparing *c = ctx;
    uint8_t there[1 << 14];
    while (size && !c->differs) {
        size_t piece = size < sizeof there ? size : sizeof there;
        compare_piece(c, text, there, fread(there, 1, piece, c->file), piece);
        text += piece, size -= piece;
    }
}

static void tell(const char *path, const char *table, uint32_t line, error_list *errors)
{
    error_add(errors, HG_E_INPUT, path, line, 0,
              "is not what the record gives; higgle export --table %s writes it again", table);
}

static int check_table(analysis *a, const char *dir, const char *table, error_list *errors)
{
    const char *path = arena_format(&a->arena, "%s/%s.csv", dir, table);
    comparing c = {.file = fopen(path, "rb"), .line = 1};
    const csv_tap tap = {compare, &c};
    int first = c.file ? fgetc(c.file) : EOF;
    if (first == EOF) { /* missing or empty: who looks for such files says so */
        if (c.file) fclose(c.file);
        return HG_E_OK;
    }
    ungetc(first, c.file);
    int code = analysis_table(a, table, &tap, errors);
    bool more = !code && !c.differs && fgetc(c.file) != EOF;
    if (c.differs || more) tell(path, table, c.line, errors);
    fclose(c.file);
    return code ? code : c.differs || more ? HG_E_INPUT : HG_E_OK;
}

/* Another version may measure other things: its tables are not held against it. */
static bool is_ours(const analysis *a, const char *dir, error_list *errors)
{
    const char *version = a->record.schema.version;
    if (strcmp(version, HIGGLE_VERSION) == 0) return true;
    warning_add(errors, dir, 0, 0,
                "the tables were not compared with the record: higgle %s wrote it, this is %s",
                version, HIGGLE_VERSION);
    return false;
}

int analysis_check_tables(analysis *a, const char *dir, error_list *errors)
{
    int worst = HG_E_OK;
    if (!is_ours(a, dir, errors)) return HG_E_OK;
    for (const char *const *table = analysis_tables(); *table; table++) {
        if (!analysis_has_table(a, *table)) continue;
        int code = check_table(a, dir, *table, errors);
        if (!worst) worst = code;
    }
    return worst;
}
