/* One family of closed forms, for people on stdout or as the members of a JSON object. Computes
 * nothing itself. */
#include "cli/tell/oracles.h"

#include "cli/tell/listing.h"
#include "cli/tell/transcript.h"

#include <math.h>
#include <string.h>

bool oracle_read(cli *c, const char *family, const char *const *words, size_t n,
                 oracle_question *out)
{
    const char *why = oracle_ask(&c->arena, family, words, n, out);
    if (!why) return true;
    bool suggests = strstr(why, "did you mean") || strchr(why, ':');
    if (out->family) /* a word of this family's is wrong */
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s", why);
    else
        error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s%s", why,
                  suggests ? "" : "; higgle oracle lists them");
    return false;
}

/* ---- people ---- */

static const char *number_text(arena *a, double x)
{
    return isnan(x) ? "undefined" : arena_format(a, "%.12g", x);
}

static void print_quantities(cli *c, const oracle_family *f, const double *values)
{
    listing *l = listing_new(&c->arena, "lll");
    for (size_t i = 0; i < oracle_count_quantities(f); i++) {
        listing_add(l, f->quantities[i].name);
        listing_add(l, number_text(&c->arena, values[i]));
        listing_add(l, f->quantities[i].help);
    }
    listing_print_within(l, 2, terminal_width(stdout), stdout);
}

static void print_parameters(cli *c, const oracle_question *q)
{
    arena *a = &c->arena;
    listing *l = listing_new(a, "lll");
    for (size_t i = 0; i < oracle_count_parameters(q->family); i++) {
        const oracle_parameter *p = &q->family->parameters[i];
        const char *value = oracle_value_text(a, p, q->values[i]);
        listing_add(l, arena_format(a, "%s=%s", p->name, value));
        listing_add(l, q->given[i] ? "" : "(default)");
        listing_add(l, arena_format(a, "%s; %s", p->help, oracle_domain_text(p->domain)));
    }
    listing_print_within(l, 2, terminal_width(stdout), stdout);
}

static void print_family(cli *c, const oracle_question *q, const double *values)
{
    const oracle_family *f = q->family;
    const char *const parts[][2] = {
        {"formula", f->formula}, {"conditions", f->conditions}, {"source", f->source}};
    printf("%s, %s: %s\n\n", f->word, oracle_full_name(&c->arena, f), f->title);
    print_quantities(c, f, values);
    printf("\nparameters\n");
    print_parameters(c, q);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        printf("\n%s\n", parts[i][0]);
        paragraph_print(parts[i][1], "  ", stdout);
    }
}

/* ---- JSON ---- */

static void put_parameters(cli *c, const oracle_question *q, json *j)
{
    json_key(j, "parameters");
    json_array(j);
    for (size_t i = 0; i < oracle_count_parameters(q->family); i++) {
        const oracle_parameter *p = &q->family->parameters[i];
        json_object(j);
        json_put_text(j, "name", p->name);
        json_put_text(j, "value", oracle_value_text(&c->arena, p, q->values[i]));
        json_put_text(j, "default", p->preset);
        json_put_text(j, "range", oracle_domain_text(p->domain));
        json_put_text(j, "help", p->help);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_quantities(const oracle_family *f, const double *values, json *j)
{
    json_key(j, "quantities");
    json_array(j);
    for (size_t i = 0; i < oracle_count_quantities(f); i++) {
        json_object(j);
        json_put_text(j, "name", f->quantities[i].name);
        json_put_double(j, "value", values[i]);
        json_put_text(j, "meaning", f->quantities[i].help);
        json_end_object(j);
    }
    json_end_array(j);
}

static void put_family(cli *c, const oracle_question *q, const double *values, json *j)
{
    const oracle_family *f = q->family;
    json_put_text(j, "name", f->word);
    json_put_text(j, "family", oracle_full_name(&c->arena, f));
    json_put_text(j, "title", f->title);
    put_quantities(f, values, j);
    put_parameters(c, q, j);
    json_put_text(j, "formula", f->formula);
    json_put_text(j, "conditions", f->conditions);
    json_put_text(j, "source", f->source);
}

bool oracle_tell(cli *c, const oracle_question *q, json *j)
{
    double values[ORACLE_QUANTITIES];
    const char *refused = oracle_answer(&c->arena, q, values);
    if (refused) {
        error_add(&c->errors, HG_E_NO, NULL, 0, 0, "%s", refused);
        return false;
    }
    if (j)
        put_family(c, q, values, j);
    else
        print_family(c, q, values);
    return true;
}
