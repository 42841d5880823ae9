/* One line, two forms. Must not know which study it is. */
#include "analysis/study_sink.h"

#include "analysis/csv.h"
#include <math.h>

void line_begin(study_sink *s)
{
    if (s->json) json_object(s->json);
}

void line_end(study_sink *s)
{
    if (s->json)
        json_end_object(s->json);
    else
        csv_end_line(s->csv);
}

void line_text(study_sink *s, const char *key, const char *text)
{
    if (s->json)
        json_put_text(s->json, key, text);
    else
        csv_text(s->csv, text);
}

void line_count(study_sink *s, const char *key, uint64_t n)
{
    if (s->json)
        json_put_uint(s->json, key, n);
    else
        csv_integer(s->csv, n);
}

void line_number(study_sink *s, const char *key, double x)
{
    if (s->json)
        json_put_double(s->json, key, x);
    else
        csv_number(s->csv, x);
}

void line_interval(study_sink *s, const char *key, double value, double low, double high)
{
    if (!s->json) {
        csv_number(s->csv, value);
        csv_number(s->csv, low);
        csv_number(s->csv, high);
        return;
    }
    json_key(s->json, key);
    json_object(s->json);
    json_put_double(s->json, "value", value);
    json_key(s->json, "ci");
    if (isnan(low) && isnan(high))
        json_null(s->json);
    else
        json_doubles(s->json, (const double[]){low, high}, 2);
    json_end_object(s->json);
}

void line_estimate(study_sink *s, const char *key, const estimate *e)
{
    line_interval(s, key, e->mean, e->low, e->high);
}

void line_coefficient(study_sink *s, const char *key, const coefficient *c)
{
    if (c->used)
        line_interval(s, key, c->value, c->low, c->high);
    else
        line_interval(s, key, NAN, NAN, NAN);
}

void line_group(study_sink *s, const analysis *a, const study_group *g)
{
    line_text(s, "role", analysis_role(a, g->role));
    line_text(s, "agent", g->agent);
    if (s->json)
        json_key(s->json, "blind"), json_bool(s->json, g->twins);
    else
        csv_text(s->csv, g->twins ? "yes" : "no");
}
