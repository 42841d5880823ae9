/* README.md of a run directory: the reproducibility card. Everything in it comes from the record
 * but the command line, which the caller knows. */
#include "analysis/csv.h"
#include "analysis/load.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One line of Markdown: what could break it becomes a blank. */
static void add_line_text(buf *b, const char *text)
{
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (strchr("`<>|*", c)) buf_byte(b, '\\');
        buf_byte(b, c < 0x20 || c == 0x7f ? ' ' : c);
    }
}

static void add_count(buf *b, uint64_t n)
{
    char text[32];
    text_grouped(text, sizeof text, n);
    buf_text(b, text);
}

static void add_head(const analysis *a, buf *b)
{
    const experiment *e = &a->experiment;
    buf_text(b, "# ");
    add_line_text(b, e->title && *e->title ? e->title : e->name);
    buf_text(b, "\n\nExperiment `");
    add_line_text(b, e->name);
    buf_text(b, "`, scenario `");
    add_line_text(b, a->cells[0].model.name);
    buf_text(b, "`. Everything here is derived from `log.msgpack`.\n\n");
}

static void add_fact(buf *b, const char *name, const char *format, uint64_t x)
{
    buf_format(b, "| %s | ", name);
    if (format)
        buf_format(b, format, x);
    else
        add_count(b, x);
    buf_text(b, " |\n");
}

static void add_facts(const analysis *a, buf *b)
{
    const record_schema *s = &a->record.schema;
    buf_text(b, "| | |\n|---|---|\n");
    add_fact(b, "cells", NULL, a->n_cells);
    add_fact(b, "sessions of cells", NULL, analysis_sessions(a, false));
    add_fact(b, "sessions of blind twins", NULL, analysis_sessions(a, true));
    add_fact(b, "seed", "%" PRIu64, s->seed);
    add_fact(b, "identity",
             "`%016" PRIx64 "` (configuration, scenario, agents, block size, version)",
             s->identity);
    add_fact(b, "sessions per block", "%" PRIu64, s->block);
    buf_text(b, "| record level | ");
    add_line_text(b, s->level);
    buf_text(b, " |\n| higgle | ");
    add_line_text(b, s->version);
    buf_format(b, " |\n| record | %s |\n\n", a->record.complete ? "complete" : "**incomplete**");
}

static void add_outcomes(const analysis *a, buf *b)
{
    static const struct {
        const char *name, *meaning;
    } outcomes[] = {
#define OUTCOME(name, text, meaning) {text, meaning},
        HG_RESULTS(OUTCOME)
#undef OUTCOME
    };
    buf_text(b, "## Outcomes\n\n| outcome | sessions of cells | of twins | meaning |\n"
                "|---|---|---|---|\n");
    for (uint32_t k = 0; k < HG_RESULT_COUNT; k++) {
        uint64_t n[2] = {0, 0};
        for (uint32_t i = 0; i < a->record.schema.n_arms; i++)
            n[a->arms[i].arm->twin_of != HG_NOBODY] += a->arms[i].results[k];
        buf_format(b, "| %s | ", outcomes[k].name);
        add_count(b, n[0]);
        buf_text(b, " | ");
        add_count(b, n[1]);
        buf_format(b, " | %s |\n", outcomes[k].meaning);
    }
    buf_text(b, "\n");
}

/* What a function prints, as a block of code. */
static int add_printed(analysis *a, buf *b, const char *title, int (*print)(analysis *, FILE *))
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    if (!to) return HG_E_IO;
    print(a, to);
    fclose(to);
    if (size) {
        buf_format(b, "## %s\n\n```\n", title);
        buf_add(b, text, size);
        buf_text(b, "```\n\n");
    }
    free(text);
    return HG_E_OK;
}

/* How the lines above it were decided; the same rule stands at the top of verdicts.c. */
static void add_rule(const analysis *a, buf *b)
{
    if (!a->experiment.n_hypotheses) return;
    buf_text(
        b, "PASS: the 95 % interval of the slope per level lies beyond what was asked, and every "
           "step between neighbouring levels goes the way claimed, surely (t tests of paired "
           "differences, Holm over the steps). FAIL: the slope's interval falls short of what "
           "was asked, or the interval of a step lies on the wrong side of 0. UNDECIDED: neither; "
           "the line ends with the reason. Steps are counted that go the way claimed, and how "
           "many of them surely, where not all do. That is of `rises` and `falls`; of a number "
           "within, above or below: PASS where its interval lies in what was asked, FAIL where "
           "both are disjoint. `unaffected`: two one-sided tests of every two levels. `peaks`: "
           "above both ends, Holm over the inner levels. `equals`: every session, or the mean "
           "within so many standard errors. Where nothing is random, means are exact and decide "
           "alone. `same` is equality, replicate by replicate. `verdicts.csv` has them as a "
           "table.\n\n");
}

static int print_cells(analysis *a, FILE *to)
{
    analysis_print_cells(a, to);
    return HG_E_OK;
}

static void add_repeat(const char *command_line, buf *b)
{
    buf_text(
        b, "## Again\n\nThe same seed gives the same bytes, with any number of workers.\n\n```\n");
    buf_text(b, command_line);
    buf_text(b, "\n```\n\n`higgle sweep config.yaml` does the same from this directory: it is the "
                "configuration in full.\n\n");
}

/* What the snippets find for the first cell that was played. */
static void add_expected(const analysis *a, const column_use *use, buf *b)
{
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (!d || !d->sessions) continue;
        double deals = (double)d->results[HG_RESULT_DEAL] / (double)d->sessions;
        buf_format(b,
                   "Each prints a line per cell: its number, the mean of `%s`, the share of deals. "
                   "Cell %" PRIu64 " has %.6f and %.6f.\n\n",
                   use->name, c, arm_estimate(d, MEASURE_PIE_SHARE).mean, deals);
        return;
    }
}

static const char reading_r[] =
    "```r\nd <- read.csv(\"sessions.csv\", check.names = FALSE)\n"
    "data.frame(mean = tapply(d[[\"%s\"]], d$cell, mean, na.rm = TRUE),\n"
    "           deals = tapply(d$outcome == \"deal\", d$cell, mean))\n```\n\n";
static const char reading_python[] =
    "```python\nimport csv, collections, statistics\n"
    "cells = collections.defaultdict(list)\n"
    "for row in csv.DictReader(open(\"sessions.csv\", encoding=\"utf-8\")):\n"
    "    cells[int(row[\"cell\"])].append(row)\n"
    "for cell, rows in sorted(cells.items()):\n"
    "    print(cell, statistics.fmean(float(row[\"%s\"]) for row in rows),\n"
    "          statistics.fmean(row[\"outcome\"] == \"deal\" for row in rows))\n```\n\n";
static const char reading_sql[] =
    "```sql\n-- duckdb\nSELECT cell, avg(\"%s\") AS mean, avg((outcome = 'deal')::INT) AS deals\n"
    "FROM 'sessions.csv' GROUP BY cell ORDER BY cell;\n```\n\n";

/* Role names that would need quoting in three languages are rare: then nothing is shown. */
static void add_reading(const analysis *a, buf *b)
{
    const column_use *use = a->measures[MEASURE_PIE_SHARE];
    buf_text(b, "## Reading the tables\n\n`columns.csv` explains every column. Pair cells by "
                "`replicate`: they share their random numbers.");
    if (analysis_has_table(a, "twins"))
        buf_text(b,
                 " A line of `twins.csv` goes with the one of `sessions.csv` that has its `cell` "
                 "and `replicate`; `twin_of` says whose agent is blind in it.");
    buf_text(b, "\n\n");
    if (strpbrk(use->name, "\"'\\`%")) return;
    add_expected(a, use, b);
    buf_format(b, reading_r, use->name);
    buf_format(b, reading_python, use->name);
    buf_format(b, reading_sql, use->name);
}

static void add_citation(const analysis *a, buf *b)
{
    buf_text(b, "## Citing\n\n```bibtex\n@software{higgle,\n"
                "  title = {higgle: a multi-agent negotiation simulator},\n  version = {");
    add_line_text(b, a->record.schema.version);
    buf_format(b, "},\n  note = {run %016" PRIx64 ", seed %" PRIu64 "}\n}\n```\n",
               a->record.schema.identity, a->record.schema.seed);
}

int analysis_write_card(analysis *a, const char *command_line, error_list *errors)
{
    csv_file f;
    int code = csv_open(&f, a->dir, "README.md", errors);
    if (code) return code;
    add_head(a, &f.text);
    add_facts(a, &f.text);
    add_outcomes(a, &f.text);
    int verdicts = add_printed(a, &f.text, "Verdicts", analysis_print_verdicts);
    add_rule(a, &f.text);
    int cells = add_printed(a, &f.text, "Cells", print_cells);
    add_repeat(command_line, &f.text);
    add_reading(a, &f.text);
    add_citation(a, &f.text);
    code = csv_close(&f, errors);
    return code ? code : verdicts ? verdicts : cells;
}
