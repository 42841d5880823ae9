/* A seat meets few pairs of exponent and deadline, and one session asks for what the last one asked
 * for: a list with the last hit in front. An agent that draws its exponent anew per session would
 * make it grow without end: hence a bound, beyond which the caller fills tables of its own. */
#include "host/curves.h"

#include "base/oom.h"

#include <assert.h>
#include <higgle/math.h>
#include <stdlib.h>
#include <string.h>

void curves_fini(curves *c)
{
    for (size_t i = 0; i < c->count; i++) free(c->kept[i].values);
    c->count = 0;
}

bool curves_full(const curves *c) { return c->count == CURVES_KEPT; }

curve_key curve_key_power(double exponent, uint32_t rounds)
{
    curve_key key = {.kind = CURVE_POWER, .rounds = rounds};
    memcpy(&key.exponent, &exponent, sizeof exponent);
    return key;
}

curve_key curve_key_log2(uint32_t rounds)
{
    return (curve_key){.kind = CURVE_LOG2, .rounds = rounds};
}

static bool same(curve_key a, curve_key b)
{
    return a.kind == b.kind && a.rounds == b.rounds && a.exponent == b.exponent;
}

const double *curves_find(curves *c, curve_key key)
{
    for (size_t i = 0; i < c->count; i++) {
        if (!same(c->kept[i].key, key)) continue;
        curve found = c->kept[i];
        c->kept[i] = c->kept[0];
        c->kept[0] = found;
        return found.values;
    }
    return NULL;
}

void curve_fill(curve_key key, double *values)
{
    double exponent;
    memcpy(&exponent, &key.exponent, sizeof exponent);
    for (uint32_t k = 0; k < key.rounds; k++) {
        double tau = key.rounds > 1 ? (double)k / (double)(key.rounds - 1) : 1;
        values[k] = key.kind == CURVE_LOG2 ? hg_log2(tau) : hg_pow(tau, exponent);
    }
}

const double *curves_add(curves *c, curve_key key)
{
    assert(!curves_full(c));
    curve *new = &c->kept[c->count++];
    new->key = key;
    new->values = mem_zero(key.rounds, sizeof *new->values);
    curve_fill(key, new->values);
    return new->values;
}
