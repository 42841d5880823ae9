/* Tables over the rounds of a deadline, shared by all sessions of a seat: powers of time, and its
 * logarithm. A strategy asks once per session and then pays one load per turn. */
#ifndef HOST_CURVES_H
#define HOST_CURVES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CURVES_KEPT 256

typedef enum curve_kind { CURVE_POWER, CURVE_LOG2 } curve_kind;
typedef struct curve_key {
    curve_kind kind;
    uint32_t rounds;
    uint64_t exponent; /* bits of the double; 0 for LOG2 */
} curve_key;
typedef struct curve {
    curve_key key;
    double *values; /* [rounds] */
} curve;
typedef struct curves { /* zeroed = empty */
    curve kept[CURVES_KEPT];
    size_t count;
} curves;

void curves_fini(curves *);
bool curves_full(const curves *);
/* The table of this key, or NULL. */
const double *curves_find(curves *, curve_key);
/* Fills a table of key.rounds values: tau^exponent, or log2 tau, at tau = k/(rounds - 1), 1 for one
 * round. */
void curve_fill(curve_key, double *values);
/* Builds and keeps a table that is not kept yet; lives until curves_fini. Not when full. */
const double *curves_add(curves *, curve_key);
curve_key curve_key_power(double exponent, uint32_t rounds);
curve_key curve_key_log2(uint32_t rounds);
#endif
