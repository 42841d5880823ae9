/* sessions.csv, twins.csv, parties.csv in one walk over the rows: every value is turned into text
 * once; a row's text is its session part followed by one part per party, which is a line of
 * sessions.csv as it stands and cut up gives the lines of parties.csv. */
#include "analysis/tables.h"

#include "analysis/study.h"
#include "analysis/verdicts.h"

#include <string.h>

typedef struct session_writer {
    const analysis *a;
    csv_file sessions, twins, parties;
    buf line;
} session_writer;

static void add_value(session_writer *w, const column_use *use, const row_view *v)
{
    const column_spec *c = use->column;
    if (c->number)
        csv_number(&w->line, c->number(v, use->index));
    else if (c->integer)
        csv_integer(&w->line, c->integer(v, use->index));
    else if (c->hash)
        csv_hash(&w->line, c->hash(v, use->index));
    else
        csv_text(&w->line, c->text(v, use->index));
}

static void add_line(csv_file *f, const uint8_t *data, size_t size)
{
    if (!csv_is_open(f)) return;
    buf_add(&f->text, data, size);
    csv_end_line(&f->text);
    csv_flush(f);
}

static void add_party_lines(session_writer *w, const size_t *begin)
{
    const column_set *set = &w->a->columns;
    for (uint32_t p = 0; p < set->n_parties; p++) {
        buf_add(&w->parties.text, w->line.data, begin[0]);
        csv_text(&w->parties.text, analysis_role(w->a, p));
        add_line(&w->parties, w->line.data + begin[p], begin[p + 1] - begin[p]);
    }
}

static bool write_row(void *ctx, const row *r)
{
    session_writer *w = ctx;
    const column_set *set = &w->a->columns;
    row_frame view;
    size_t begin[HG_PARTIES_MAX + 1] = {0}; /* of each party's part in the line */
    if (!row_frame_set(w->a, r, &view)) return true;
    buf_clear(&w->line);
    for (uint32_t i = 0; i < set->n_shared; i++) add_value(w, &set->shared[i], &view.view);
    for (uint32_t p = 0; p < set->n_parties; p++) {
        begin[p] = w->line.size;
        for (uint32_t i = 0; i < set->n_party; i++)
            add_value(w, &set->party[p * set->n_party + i], &view.view);
    }
    begin[set->n_parties] = w->line.size;
    uint32_t twin_of = view.view.arm->twin_of;
    bool twin = twin_of != HG_NOBODY;
    if (twin) csv_text(&w->line, analysis_role(w->a, twin_of));
    add_line(twin ? &w->twins : &w->sessions, w->line.data, w->line.size);
    if (!twin && csv_is_open(&w->parties)) add_party_lines(w, begin);
    return true;
}

/* Of the cells' sessions, or of their twins', where a column more says whose agent is blind. */
static void head_sessions(csv_file *f, const column_set *set, bool twins)
{
    for (uint32_t i = 0; i < set->n_shared; i++) csv_text(&f->text, set->shared[i].name);
    for (uint32_t i = 0; i < set->n_parties * set->n_party; i++)
        csv_text(&f->text, set->party[i].name);
    if (twins) csv_text(&f->text, "twin_of");
    csv_end_line(&f->text);
}

static const char *name_in_parties(const column_use *use)
{
    return use->column->long_name ? use->column->long_name : use->column->name;
}

static void head_parties(csv_file *f, const column_set *set)
{
    for (uint32_t i = 0; i < set->n_shared; i++) csv_text(&f->text, set->shared[i].name);
    csv_text(&f->text, "role");
    for (uint32_t i = 0; i < set->n_party; i++) csv_text(&f->text, name_in_parties(&set->party[i]));
    csv_end_line(&f->text);
}

static bool has_twins(const analysis *a)
{
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++)
        if (a->record.schema.arms[i].twin_of != HG_NOBODY) return true;
    return false;
}

int table_open(const analysis *a, csv_file *f, const char *name, error_list *errors)
{
    *f = (csv_file){0};
    if (!a->tap) return csv_open(f, a->dir, name, errors);
    if (strcmp(name, a->tapped) == 0) csv_open_tap(f, a->tap);
    return HG_E_OK;
}

static int open_all(session_writer *w, error_list *errors)
{
    const analysis *a = w->a;
    int code = table_open(a, &w->sessions, "sessions.csv", errors);
    if (!code) code = table_open(a, &w->parties, "parties.csv", errors);
    if (!code && has_twins(a)) code = table_open(a, &w->twins, "twins.csv", errors);
    if (code) return code;
    if (csv_is_open(&w->sessions)) head_sessions(&w->sessions, &a->columns, false);
    if (csv_is_open(&w->twins)) head_sessions(&w->twins, &a->columns, true);
    if (csv_is_open(&w->parties)) head_parties(&w->parties, &a->columns);
    return HG_E_OK;
}

int write_sessions(analysis *a, error_list *errors)
{
    session_writer w = {.a = a};
    buf_init(&w.line);
    int code = open_all(&w, errors);
    if (!code) (void)record_each_row(&a->record, write_row, &w); /* was sound when it was opened */
    csv_file *files[] = {&w.sessions, &w.twins, &w.parties};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (code)
            csv_drop(files[i]);
        else
            code = csv_close(files[i], errors);
    }
    buf_fini(&w.line);
    return code;
}

/* ---- codebook ---- */

void describe_column(buf *out, const char *file, const char *name, const char *type,
                     const char *unit, const char *meaning)
{
    const char *texts[] = {file, name, type, unit, meaning};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) csv_text(out, texts[i]);
    csv_end_line(out);
}

static void describe_uses(const analysis *a, buf *out, const char *file, const column_use *uses,
                          uint32_t n, bool in_parties)
{
    const model *m = &a->cells[0].model;
    for (uint32_t i = 0; i < n; i++) {
        const column_use *use = &uses[i];
        const char *name = in_parties ? name_in_parties(use) : use->name;
        bool own = in_parties && !strcmp(use->column->unit, "own");
        const char *unit = own ? column_common_unit(m) : column_unit(use, m);
        describe_column(out, file, name, column_type(use->column), unit, use->column->meaning);
    }
}

static void describe_sessions(const analysis *a, buf *out, const char *file)
{
    const column_set *set = &a->columns;
    describe_uses(a, out, file, set->shared, set->n_shared, false);
    describe_uses(a, out, file, set->party, set->n_parties * set->n_party, false);
}

static void describe_twins(const analysis *a, buf *out)
{
    describe_sessions(a, out, "twins.csv");
    describe_column(out, "twins.csv", "twin_of", "text", "",
                    "role whose agent is blind to leverage; its session in sessions.csv has the "
                    "same cell and replicate, and the same draws");
}

static int write_codebook(analysis *a, error_list *errors)
{
    csv_file f;
    int code = table_open(a, &f, "columns.csv", errors);
    if (code) return code;
    describe_column(&f.text, "file", "column", "type", "unit", "meaning");
    describe_sessions(a, &f.text, "sessions.csv");
    if (has_twins(a)) describe_twins(a, &f.text);
    describe_uses(a, &f.text, "parties.csv", a->columns.shared, a->columns.n_shared, false);
    describe_column(&f.text, "parties.csv", "role", "text", "", "the party this line is about");
    describe_uses(a, &f.text, "parties.csv", a->columns.party, a->columns.n_party, true);
    describe_trajectories(a, &f.text);
    describe_studies(&f.text);
    if (a->experiment.n_hypotheses) describe_verdicts(&f.text);
    return csv_close(&f, errors);
}

int analysis_write_tables(analysis *a, error_list *errors)
{
    int code = write_sessions(a, errors);
    if (!code) code = write_trajectories(a, errors);
    if (!code && a->experiment.n_hypotheses) code = write_verdicts(a, errors);
    return code ? code : write_codebook(a, errors);
}

/* ---- one of them ---- */

const char *const *analysis_tables(void)
{
    static const char *const names[] = {
        "sessions", "twins",   "parties",   "trajectories", "regression", "calibration", "events",
        "effects",  "impasse", "agreement", "moves",        "factors",    "columns",     NULL};
    return names;
}

static study_kind study_of(const char *table)
{
    int k = 0;
    while (k < STUDY_COUNT && strcmp(table, study_name((study_kind)k)) != 0) k++;
    return (study_kind)k;
}

bool analysis_has_table(const analysis *a, const char *table)
{
    study_kind study = study_of(table);
    if (study < STUDY_COUNT) return study_can_be(a, study);
    return strcmp(table, "twins") != 0 || has_twins(a);
}

int analysis_table(analysis *a, const char *table, const csv_tap *tap, error_list *errors)
{
    char name[64];
    study_kind study = study_of(table);
    snprintf(name, sizeof name, "%s.csv", table);
    a->tapped = name;
    a->tap = tap;
    int code = study < STUDY_COUNT              ? analysis_write_study(a, study, errors)
               : !strcmp(table, "columns")      ? write_codebook(a, errors)
               : !strcmp(table, "trajectories") ? write_trajectories(a, errors)
                                                : write_sessions(a, errors);
    a->tap = NULL;
    a->tapped = NULL;
    return code;
}
