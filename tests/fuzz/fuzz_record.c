/* Fuzz target: any bytes as a record: its frames, rows, aggregates, and the story of each session.
 * Checksums would keep the fuzzer out, so each input is read twice: as it is, and with every
 * frame's checksum made right. */
#include "fuzz.h"

#include "record/reader.h"
#include "record/story.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Two parties over one issue; what a trace says of outcomes need not fit. */
static const hg_issue issue = {
    .name = "price", .unit = "", .kind = HG_ISSUE_NUMBER, .size = 61, .max = 60, .step = 1};
static const party parties[] = {{.role = "buyer"}, {.role = "seller"}};
static const uint32_t seats[] = {0, 1};
static const table_spec table = {.protocol = "offers", .n_seats = 2, .party_at = seats};

typedef struct walk {
    const record *record;
    const model *model;
    uint64_t rows;
} walk;

static void tell(const walk *w, uint64_t session)
{
    size_t size;
    story s;
    story_entry entry;
    const uint8_t *trace = record_trace(w->record, session, &size);
    if (!trace) return;
    story_begin(&s, w->model, trace, size);
    for (size_t entries = 0; story_next(&s, &entry); entries++) must(entries <= size);
}

static bool count_row(void *ctx, const row *r)
{
    walk *w = ctx;
    (void)r;
    w->rows++;
    return true;
}

static void read_record(const char *path, const model *m)
{
    enum { SESSIONS_MAX = 1000 };
    arena a;
    error_list errors;
    record r;
    row one;
    arena_init(&a);
    error_list_init(&errors);
    if (record_open(&a, path, &r, &errors) == HG_E_OK) {
        walk w = {&r, m, 0};
        must(r.good <= r.size && r.blocks <= r.schema.blocks);
        (void)record_each_row(&r, count_row, &w);
        for (uint64_t s = 0; s < r.schema.jobs && s < SESSIONS_MAX; s++) {
            (void)record_row(&r, s, &one);
            tell(&w, s);
        }
        aggregate *merged = calloc(r.schema.n_arms + 1u, sizeof *merged);
        must(merged != NULL);
        (void)record_aggregates(&r, merged);
        for (uint32_t i = 0; i < r.schema.n_arms; i++) aggregate_fini(&merged[i]);
        free(merged);
        record_close(&r);
    } else {
        must(errors.errors > 0);
    }
    error_list_fini(&errors);
    arena_fini(&a);
}

/* The same frames under right checksums; what is no frame follows as it is. */
static void seal(const uint8_t *data, size_t size, buf *out)
{
    size_t at = 0, sealed = 0;
    frame f;
    const char *why;
    while (frame_pass(data, size, &at, &f, &why) == HG_E_OK) {
        size_t begun = frame_begin(out, f.kind, f.block);
        buf_add(out, f.payload, f.size);
        frame_end(out, begun);
        sealed = at;
    }
    buf_add(out, data + sealed, size - sealed);
}

static void read_bytes(const uint8_t *data, size_t size, const model *m)
{
    char path[64];
    snprintf(path, sizeof path, "fuzz_record.%ld.tmp", (long)getpid());
    int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    must(to >= 0 && write(to, data, size) == (ssize_t)size && close(to) == 0);
    read_record(path, m);
    must(unlink(path) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    model m = {.n_parties = 2, .n_tables = 1, .parties = parties, .tables = &table};
    story s;
    story_entry entry;
    buf sealed;
    must(space_init(&m.space, &issue, 1));
    story_begin(&s, &m, data, size); /* a trace without its record */
    while (story_next(&s, &entry)) {}
    buf_init(&sealed);
    seal(data, size, &sealed);
    read_bytes(data, size, &m);
    read_bytes(sealed.data, sealed.size, &m);
    buf_fini(&sealed);
    return 0;
}
