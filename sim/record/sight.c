/* A party's view of the talks, kept and written. Hot where agents tell one with every move: a few
 * comparisons, and at level full some twenty bytes where it changed. Must not know how an agent
 * comes to its view. */
#include "record/sight.h"

#include "record/pack.h"
#include "record/trace.h"

#include <math.h>

static uint32_t numbers(uint32_t n_parties) { return 2 * n_parties - 1; }

/* That there is still no belief, a NaN, is no news. */
static inline bool put(float *at, double x)
{
    float narrow = (float)x;
    bool changed = *at != narrow && !(isnan(*at) && isnan(narrow));
    *at = narrow;
    return changed;
}

bool sight_set(sight *k, uint32_t n, uint32_t who, const view_reading *v)
{
    bool changed = put(&k->x[0], v->mine) || !k->any;
    float *theirs = &k->x[1], *lift = &k->x[n];
    for (uint32_t j = 0; j < n; j++) {
        if (j == who) continue;
        changed |= put(theirs++, v->theirs[j]);
        changed |= put(lift++, v->lift[j]);
    }
    k->any = true;
    return changed;
}

/* Room is made once for all of it. */
void sight_trace(const sight *k, uint32_t n, uint32_t who, uint32_t round, buf *out)
{
    pack_room(out, 32 + 5 * sizeof k->x / sizeof *k->x);
    pack_byte(out, 0x94);
    pack_byte(out, TRACE_VIEW);
    pack_uint(out, round);
    pack_byte(out, (uint8_t)who);
    pack_array(out, numbers(n));
    for (uint32_t i = 0; i < numbers(n); i++) pack_float(out, k->x[i]);
}

/* Of those there are; NaN of none. */
static double mean(const double *x, uint32_t n)
{
    double sum = 0;
    uint32_t any = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (isnan(x[i])) continue;
        sum += x[i];
        any++;
    }
    return any ? sum / any : (double)NAN;
}

row_sight sight_row(const sight *k, uint32_t n)
{
    double theirs[HG_PARTIES_MAX], bits[HG_PARTIES_MAX];
    uint32_t others = n - 1;
    for (uint32_t j = 0; j < others; j++) {
        theirs[j] = (double)k->x[1 + j];
        bits[j] = view_bits((double)k->x[n + j]);
    }
    return (row_sight){(double)k->x[0], mean(theirs, others), mean(bits, others)};
}
