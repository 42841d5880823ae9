/* Four cells at a time; sums run in a fixed order. */
#include "agents/parts/aim.h"
#include <math.h>

/* How well targets explain the first demand, all in parts of scale; without one, all equally. */
static lanes_bell first_demand(const belief *b, const belief_rule *rule)
{
    const lanes at = {0.5f, 1.5f, 2.5f, 3.5f};
    if (b->first_time < 0) return (lanes_bell){lanes_all(1), lanes_all(1), lanes_all(1)};
    double sharpness = 1 / (sqrt(2) * rule->sd), cell = (1 - rule->margin) / BELIEF_CELLS;
    float dz = (float)(sharpness * cell), z = (float)(sharpness * (b->first - rule->margin));
    return lanes_bell_at(z - at * dz, lanes_all(LANES * dz));
}

/* q(r)/(P - r) of the limits in four cells, half of that: half of a limit's own cell is above it.
 */
static lanes halves(lanes q, int row)
{
    const lanes left = {2 * BELIEF_CELLS - 1, 2 * BELIEF_CELLS - 3, 2 * BELIEF_CELLS - 5,
                        2 * BELIEF_CELLS - 7};
    return q / (left - (float)(2 * LANES * row));
}

/* Cells of limits are those of targets, unless the briefing left less open. */
static const lanes *limits_of(const belief *b, belief_row row)
{
    double limit[BELIEF_CELLS];
    if (b->least == 0 && b->most == b->scale) return b->limit;
    belief_spread(b, limit, BELIEF_CELLS);
    for (int i = 0; i < BELIEF_CELLS; i++) row[i / LANES][i % LANES] = (float)limit[i];
    return row;
}

void aim_of(const belief *b, const belief_rule *rule, aim *out)
{
    belief_row row;
    const lanes *limit = limits_of(b, row);
    lanes admits = lanes_all(0), sum = lanes_all(0), moment = lanes_all(0);
    lanes at = {0.5f, 1.5f, 2.5f, 3.5f};
    lanes_bell l = first_demand(b, rule);
    for (int i = 0; i < BELIEF_ROWS; i++, at += LANES) {
        lanes half = halves(limit[i], i), running = admits + lanes_running(half + half);
        out->cell[i] = (running - half) * l.g;
        admits = lanes_all(running[LANES - 1]);
        sum += out->cell[i];
        moment += out->cell[i] * at;
        lanes_bell_next(&l);
    }
    float all = lanes_sum(sum);
    for (int i = 0; i < BELIEF_ROWS; i++) out->cell[i] /= all;
    out->mean = b->scale / BELIEF_CELLS * (double)(lanes_sum(moment) / all);
}
