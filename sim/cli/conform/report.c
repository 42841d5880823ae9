/* Three forms of the same findings; none of them holds a time but the speed. */
#include "cli/conform/report.h"

#include "cli/tell/listing.h"
#include "cli/tell/transcript.h"

#include <string.h>

/* ---- words ---- */

/* Some agents are called as scenarios and experiments are. */
static const char *agent_words(arena *a, const char *name)
{
    bool plain = !strpbrk(name, "/:");
    return arena_format(a, "%s%s", plain ? "agent " : "", shell_word(a, name));
}

static const char *again(arena *a, const conform_report *r, const conform_finding *f)
{
    return arena_format(a, "higgle check %s --case %s", agent_words(a, r->of->name), f->of->name);
}

static const char *cases_text(arena *a, uint32_t n)
{
    return arena_format(a, "%u case%s", n, n == 1 ? "" : "s");
}

static const char *speed_text(arena *a, double speed)
{
    if (speed >= 1e6) return arena_format(a, "%.1f M moves/s", speed / 1e6);
    if (speed >= 1e3) return arena_format(a, "%.0f k moves/s", speed / 1e3);
    return arena_format(a, "%.3g moves/s", speed);
}

static const char *summary(arena *a, const conform_report *r)
{
    if (r->of->unfit) return "cannot be had";
    uint32_t n = conform_failed(r) ? r->count[CONFORM_FAILED] : r->count[CONFORM_OK];
    const char *text = cases_text(a, n);
    if (r->count[CONFORM_FAILED]) text = arena_format(a, "%s of %u", text, r->n);
    if (r->count[CONFORM_NOT_PLAYED])
        text = arena_format(a, "%s · %u not played", text, r->count[CONFORM_NOT_PLAYED]);
    if (r->count[CONFORM_NOT_TRIED])
        text = arena_format(a, "%s · %u not tried", text, r->count[CONFORM_NOT_TRIED]);
    return r->speed > 0 ? arena_format(a, "%s · %s", text, speed_text(a, r->speed)) : text;
}

/* ---- text ---- */

static void print_rows(cli *c, const conform_report *all, uint32_t n, FILE *to)
{
    listing *l = listing_new(&c->arena, "lll");
    for (uint32_t i = 0; i < n; i++) {
        listing_add(l, all[i].of->name);
        listing_add(l, conform_failed(&all[i]) ? "failed" : "ok");
        listing_add(l, summary(&c->arena, &all[i]));
    }
    listing_print(l, 0, to);
}

/* The cases behind this one that it fails for the same reason. */
static const char *so_do(arena *a, const conform_report *r, const conform_finding *f)
{
    const char *names = "";
    for (const conform_finding *k = f + 1; k < r->findings + r->n; k++)
        if (k->verdict == CONFORM_FAILED && !strcmp(k->reason, f->reason))
            names = arena_format(a, "%s%s %s", names, *names ? "," : "", k->of->name);
    return names;
}

static bool said_before(const conform_report *r, const conform_finding *f)
{
    for (const conform_finding *k = r->findings; k < f; k++)
        if (k->verdict == CONFORM_FAILED && !strcmp(k->reason, f->reason)) return true;
    return false;
}

static void print_finding(cli *c, const conform_report *r, const conform_finding *f, FILE *to)
{
    arena *a = &c->arena;
    const char *others = so_do(a, r, f);
    fprintf(to, "\n%s fails %s: it %s\n", r->of->name, f->of->name, f->of->demand);
    paragraph_print(arena_format(a, "it %s", f->reason), "  ", to);
    for (uint32_t i = 0; i < f->n_lines; i++) fprintf(to, "    %s\n", f->lines[i]);
    if (*others) paragraph_print(arena_format(a, "the same in%s", others), "  ", to);
    fprintf(to, "  again: %s\n", again(a, r, f));
}

/* Each reason once; and not more of them than one can mend at a time. */
static void print_failures(cli *c, const conform_report *r, bool verbose, FILE *to)
{
    enum { ENOUGH = 4 };
    uint32_t said = 0, left = 0;
    if (r->of->unfit) fprintf(to, "\n%s cannot be had: %s\n", r->of->name, r->of->unfit);
    for (uint32_t i = 0; i < r->n; i++) {
        const conform_finding *f = &r->findings[i];
        if (f->verdict != CONFORM_FAILED || said_before(r, f)) continue;
        if (verbose || said++ < ENOUGH)
            print_finding(c, r, f, to);
        else
            left++;
    }
    if (left)
        fprintf(to, "\n%s fails in %u more way%s: higgle check %s -v\n", r->of->name, left,
                left == 1 ? "" : "s", agent_words(&c->arena, r->of->name));
    if (!r->of->unfit && conform_failed(r) && !r->count[CONFORM_FAILED])
        fprintf(to, "\n%s plays none of the cases: it %s\n", r->of->name, r->findings[0].reason);
}

static void print_cases(cli *c, const conform_report *r, FILE *to)
{
    listing *l = listing_new(&c->arena, "lll");
    fprintf(to, "\n%s\n", r->of->name);
    for (uint32_t i = 0; i < r->n; i++) {
        const conform_finding *f = &r->findings[i];
        bool refused = f->verdict == CONFORM_NOT_PLAYED || f->verdict == CONFORM_NOT_TRIED;
        listing_add(l, f->of->name);
        listing_add(l, conform_verdict_word(f->verdict));
        listing_add(l, arena_format(&c->arena, "it %s", refused ? f->reason : f->of->demand));
    }
    listing_print_within(l, 2, terminal_width(to), to);
}

void report_print(cli *c, const conform_report *all, uint32_t n, bool verbose, FILE *to)
{
    print_rows(c, all, n, to);
    for (uint32_t i = 0; verbose && i < n; i++) print_cases(c, &all[i], to);
    for (uint32_t i = 0; i < n; i++) print_failures(c, &all[i], verbose, to);
}

void report_cases(cli *c, FILE *to)
{
    listing *l = listing_new(&c->arena, "ll");
    for (const conform_case *k = conform_cases; k->name; k++)
        listing_add(l, k->name), listing_add(l, k->demand);
    listing_print_within(l, 0, terminal_width(to), to);
}

/* ---- JSON ---- */

void report_cases_json(json *j)
{
    json_key(j, "cases");
    json_array(j);
    for (const conform_case *k = conform_cases; k->name; k++) {
        json_object(j);
        json_put_text(j, "case", k->name);
        json_put_text(j, "demand", k->demand);
        json_end_object(j);
    }
    json_end_array(j);
}

static void finding_json(cli *c, const conform_report *r, const conform_finding *f, json *j)
{
    json_object(j);
    json_put_text(j, "case", f->of->name);
    json_put_text(j, "demand", f->of->demand);
    json_put_text(j, "verdict", conform_verdict_word(f->verdict));
    json_put_text(j, "reason", f->reason);
    json_key(j, "exchange");
    json_array(j);
    for (uint32_t i = 0; i < f->n_lines; i++) json_string(j, f->lines[i]);
    json_end_array(j);
    if (f->verdict == CONFORM_FAILED) json_put_text(j, "again", again(&c->arena, r, f));
    json_end_object(j);
}

static void agent_json(cli *c, const conform_report *r, json *j)
{
    static const char *const keys[] = {"ok", "failed", "not_played", "not_tried"};
    json_object(j);
    json_put_text(j, "agent", r->of->name);
    json_key(j, "fine"), json_bool(j, !conform_failed(r));
    json_put_text(j, "unfit", r->of->unfit);
    for (int v = 0; v < CONFORM_COUNT; v++) json_put_uint(j, keys[v], r->count[v]);
    json_key(j, "moves_per_second");
    if (r->speed > 0)
        json_double(j, r->speed);
    else
        json_null(j);
    json_key(j, "cases");
    json_array(j);
    for (uint32_t i = 0; i < r->n; i++) finding_json(c, r, &r->findings[i], j);
    json_end_array(j);
    json_end_object(j);
}

void report_json(cli *c, const conform_report *all, uint32_t n, json *j)
{
    json_key(j, "agents");
    json_array(j);
    for (uint32_t i = 0; i < n; i++) agent_json(c, &all[i], j);
    json_end_array(j);
}

/* ---- CSV ---- */

static void cell(const char *text, const char *end, FILE *to)
{
    bool quoted = text && strpbrk(text, ",\"\r\n");
    if (quoted) fputc('"', to);
    for (const char *s = text ? text : ""; *s; s++) {
        if (*s == '"') fputc('"', to);
        fputc(*s, to);
    }
    if (quoted) fputc('"', to);
    fputs(end, to);
}

static void csv_row(const conform_report *r, const char *name, const char *word, const char *reason,
                    FILE *to)
{
    cell(r->of->name, ",", to);
    cell(name, ",", to);
    cell(word, ",", to);
    cell(reason, "\n", to);
}

void report_csv(const conform_report *all, uint32_t n, FILE *to)
{
    fputs("agent,case,verdict,reason\n", to);
    for (uint32_t i = 0; i < n; i++) {
        if (all[i].of->unfit) csv_row(&all[i], "", "failed", all[i].of->unfit, to);
        for (uint32_t k = 0; k < all[i].n; k++) {
            const conform_finding *f = &all[i].findings[k];
            csv_row(&all[i], f->of->name, conform_verdict_word(f->verdict), f->reason, to);
        }
    }
}
