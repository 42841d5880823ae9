/* What a verdict says to people: one line with the estimate and its interval first, what was asked,
 * then notes, and for what is no PASS the reason at the end. */
#include "analysis/verdicts.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* ---- numbers ---- */

static const char *signed_text(arena *m, double x)
{
    return isnan(x) ? "–" : arena_format(m, "%+.4f", x);
}

static const char *interval_text(arena *m, const estimate *e, const char *format)
{
    return isnan(e->low) ? "" : arena_format(m, format, e->low, e->high);
}

static const char *signed_estimate(arena *m, const estimate *e)
{
    return arena_format(m, "%s%s", signed_text(m, e->mean), interval_text(m, e, " [%+.4f, %+.4f]"));
}

static const char *plain_estimate(arena *m, const estimate *e)
{
    if (isnan(e->mean)) return "–";
    return arena_format(m, "%.4f%s", e->mean, interval_text(m, e, " [%.4f, %.4f]"));
}

static const char *count_text(arena *m, uint64_t n)
{
    char text[32];
    text_grouped(text, sizeof text, n);
    return arena_text(m, text);
}

/* ---- parts ---- */

const char *verdict_where(const analysis *a, arena *m, const verdict *v)
{
    const char *text = "";
    uint32_t over = column_index(a, v->hypothesis->over);
    for (uint32_t c = 0; v->group.n && c < a->experiment.n_columns; c++)
        if (c != over)
            text = arena_format(m, "%s%s%s=%s", text, *text ? " " : "", a->experiment.columns[c],
                                cell_level(a, v->group.cells[0], c));
    return text;
}

static const char *level_text(const analysis *a, const verdict *v, uint32_t of)
{
    uint32_t over = column_index(a, v->hypothesis->over);
    return over == NO_COLUMN ? "" : cell_level(a, v->group.cells[of], over);
}

static const char *beyond_text(arena *m, const hypothesis *h)
{
    if (h->beyond_blind) return " beyond blind";
    if (!h->beyond_column) return "";
    return arena_format(m, " beyond %s=%s", h->beyond_column, h->beyond_level);
}

/* What was asked of the slope, signed: falls asks for less than -at_least. */
static double asked(const hypothesis *h)
{
    return h->claim == CLAIM_FALLS ? 0 - h->at_least : h->at_least;
}

static const char *band_text(arena *m, const hypothesis *h)
{
    if (h->claim == CLAIM_ABOVE) return arena_format(m, "> %g", h->low);
    if (h->claim == CLAIM_BELOW) return arena_format(m, "< %g", h->high);
    return arena_format(m, "%g..%g", h->low, h->high);
}

static const char *number_name(arena *m, const hypothesis *h)
{
    static const char *const names[] = {"mean", "slope on", "correlation with"};
    const char *name = names[h->summary];
    return h->on ? arena_format(m, "%s %s", name, h->on) : name;
}

/* ---- reasons ---- */

static const char *trend_reason(arena *m, const verdict *v)
{
    bool falls = v->hypothesis->claim == CLAIM_FALLS, exact = v->exact;
    double least = asked(v->hypothesis);
    bool not_beyond = exact || (v->found.low == least && v->found.high == least);
    const char *short_of =
        falls != not_beyond ? "above" : "below"; /* "not below", "interval above" */
    const char *against = exact   ? falls ? "not down" : "not up"
                          : falls ? "surely up"
                                  : "surely down";
    switch (v->reason) {
    case REASON_SLOPE_SHORT:
        return arena_format(m, "slope%s %s %g", not_beyond ? " not" : "'s interval", short_of,
                            least);
    case REASON_STEP_AGAINST: return arena_format(m, "a step is %s", against);
    case REASON_SLOPE_UNSURE: return arena_format(m, "slope's interval holds %g", least);
    default: return arena_format(m, "a step is not surely %s", falls ? "down" : "up");
    }
}

static const char *band_reason(arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const estimate *e = &v->found;
    bool low = !(e->low >= h->low);
    if (v->reason == REASON_OUTSIDE)
        return arena_format(m, "%s outside what was asked",
                            v->exact ? "it lies" : "its interval lies");
    return arena_format(m, "its interval holds %g", low ? h->low : h->high);
}

const char *verdict_reason(arena *m, const verdict *v)
{
    static const char *const texts[REASON_COUNT] = {
        [REASON_NONE] = "",
        [REASON_NO_CELL] = "no cell takes part",
        [REASON_ONE_LEVEL] = "one level only: nothing to compare",
        [REASON_NO_NUMBER] = "the measure is no number",
        [REASON_ABSENT] = "the record lacks a level or what it is compared with",
        [REASON_NO_VALUE] = "no replicate has a value at every level",
        [REASON_NO_SPREAD] = "what it goes with does not vary",
        [REASON_NO_THEORY] = "the closed form does not hold in a cell",
        [REASON_NO_PEAK] = "no inner level is above both ends",
        [REASON_PEAK_UNSURE] = "no inner level is surely above both ends",
        [REASON_AFFECTED] = "surely more than that",
        [REASON_AFFECTED_UNSURE] = "not surely less than that",
        [REASON_ERRORS_WIDE] = "not surely within the tolerance",
        [REASON_ALIKE] = "no different from what it is to be beyond",
        [REASON_ALIKE_UNSURE] = "not surely different from what it is to be beyond",
    };
    bool sessions = v->hypothesis->claim == CLAIM_SAME || !(v->hypothesis->errors > 0);
    switch (v->reason) {
    case REASON_ERRORS:
        return arena_format(m, "agents failed in %s of its sessions", count_text(m, v->errors));
    case REASON_FEW: return arena_format(m, "fewer than %u distinct sessions", DISTINCT_MIN);
    case REASON_DIFFERS:
        return sessions ? v->hypothesis->claim == CLAIM_SAME ? "some replicates differ"
                                                             : "some sessions differ"
                        : "the mean differs";
    case REASON_SLOPE_SHORT:
    case REASON_STEP_AGAINST:
    case REASON_SLOPE_UNSURE:
    case REASON_STEP_UNSURE: return trend_reason(m, v);
    case REASON_OUTSIDE:
    case REASON_UNSURE: return band_reason(m, v);
    default: return texts[v->reason];
    }
}

/* ---- what was found ---- */

typedef const char *tell(const analysis *, arena *, const verdict *);

static const char *steps_text(arena *m, const verdict *v)
{
    const char *way = v->hypothesis->claim == CLAIM_FALLS ? "down" : "up";
    const char *text = arena_format(m, "%u of %u steps %s", v->steps, v->trend.levels - 1, way);
    return v->surely < v->steps ? arena_format(m, "%s, %u surely", text, v->surely) : text;
}

static const char *tell_trend(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    (void)a;
    return arena_format(m, "%s%s  slope %s per level%s, asked %s %g · %s", h->measure,
                        beyond_text(m, h), signed_text(m, v->found.mean),
                        interval_text(m, &v->found, " [%+.4f, %+.4f]"),
                        h->claim == CLAIM_FALLS ? "<" : ">", asked(h), steps_text(m, v));
}

static const char *tell_peak(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    return arena_format(
        m, "%s%s  at %s %s over %s, the higher end, asked > %g · best of %u inner level%s",
        h->measure, beyond_text(m, h), level_text(a, v, v->at), signed_estimate(m, &v->found),
        level_text(a, v, v->than), h->at_least, v->family, v->family == 1 ? "" : "s");
}

static const char *tell_unaffected(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    return arena_format(
        m, "%s%s  %s%s from %s to %s, asked less than %g either way · largest of %u difference%s",
        h->measure, beyond_text(m, h), signed_estimate(m, &v->found),
        isnan(v->found.low) ? "" : " (90 %)", level_text(a, v, v->than), level_text(a, v, v->at),
        h->less_than, v->family, v->family == 1 ? "" : "s");
}

static const char *tell_same(const analysis *a, arena *m, const verdict *v)
{
    (void)a;
    return arena_format(m, "%s  the same over %u levels in %s of %s replicates",
                        v->hypothesis->measure, v->group.n, count_text(m, v->equal),
                        count_text(m, v->all));
}

static const char *tell_band(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    bool both = h->claim == CLAIM_WITHIN && (h->beyond_blind || h->beyond_column);
    bool difference = !both && (h->beyond_blind || h->beyond_column);
    (void)a;
    return arena_format(
        m, "%s%s  %s %s, asked %s%s", h->measure, both ? "" : beyond_text(m, h), number_name(m, h),
        difference ? signed_estimate(m, &v->found) : plain_estimate(m, &v->found), band_text(m, h),
        both ? arena_format(m, " ·%s %s, asked more than %g either way", beyond_text(m, h),
                            signed_estimate(m, &v->differs), h->at_least)
             : "");
}

static const char *tell_mean(arena *m, const verdict *v, const char *name, const char *where)
{
    return arena_format(
        m, "%s  mean %s%s, asked %.6g%s within %g standard errors of %s", v->hypothesis->measure,
        plain_estimate(m, &v->found), where, v->expected,
        v->hypothesis->tolerance > 0 ? arena_format(m, " ± %g", v->hypothesis->tolerance) : "",
        v->hypothesis->errors, name);
}

static const char *tell_equals(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const char *name = h->theory ? h->theory->name : arena_format(m, "%g", h->low);
    const char *at = level_text(a, v, v->at), *where = *at ? arena_format(m, " at %s", at) : "";
    if (h->errors > 0) return tell_mean(m, v, name, where);
    const char *text =
        arena_format(m, "%s  equals %s within %g in %s of %s sessions", h->measure, name,
                     h->tolerance, count_text(m, v->equal), count_text(m, v->all));
    if (v->equal == v->all) return text;
    return arena_format(m, "%s · farthest: %.10g%s, asked %.10g", text, v->found.mean, where,
                        v->expected);
}

static tell *const tellers[CLAIM_COUNT] = {
    [CLAIM_RISES] = tell_trend,   [CLAIM_FALLS] = tell_trend,
    [CLAIM_PEAKS] = tell_peak,    [CLAIM_UNAFFECTED] = tell_unaffected,
    [CLAIM_SAME] = tell_same,     [CLAIM_WITHIN] = tell_band,
    [CLAIM_ABOVE] = tell_band,    [CLAIM_BELOW] = tell_band,
    [CLAIM_EQUALS] = tell_equals,
};

/* ---- the line ---- */

const char *marking_name(marking m)
{
    static const char *const names[] = {NULL, "calibrated", "validated"};
    return names[m];
}

static const char *literature_text(arena *m, const hypothesis *h)
{
    const char *text = h->expect ? arena_format(m, " · expected %s", h->expect) : "";
    if (h->source) text = arena_format(m, "%s%s%s", text, *text ? ", " : " · ", h->source);
    if (h->marked) text = arena_format(m, "%s · %s", text, marking_name(h->marked));
    return text;
}

const char *verdict_line(const analysis *a, arena *m, const verdict *v)
{
    const hypothesis *h = v->hypothesis;
    const char *why = verdict_reason(m, v);
    if (!v->tested) return arena_format(m, "%s  %s", h->measure, why);
    const char *text = tellers[h->claim](a, m, v);
    if (v->exact) text = arena_format(m, "%s · nothing random: exact", text);
    if (v->dropped)
        text =
            arena_format(m, "%s · %s replicates without a value", text, count_text(m, v->dropped));
    text = arena_format(m, "%s%s", text, literature_text(m, h));
    /* Counts of what is the same have said it. */
    bool said = h->claim == CLAIM_SAME && v->reason == REASON_DIFFERS;
    return *why && !said ? arena_format(m, "%s · %s", text, why) : text;
}
