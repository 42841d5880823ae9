/* Along the cells a schedule's likelihood is a Gaussian on an even grid: it follows from cell to
 * cell by two multiplications, for all four schedules at a time. Sums run in a
 * fixed order, and to normalise is left to the next update (keep, add). */
#include "agents/parts/belief.h"
#include <higgle/math.h>
#include <math.h>

#define FIRST_SD 0.25
#define SURPRISE 3.0

belief_rule belief_rule_of(double omega, double eps, double sd, double margin)
{
    belief_rule rule = {.eps = eps, .sd = sd, .margin = margin};
    for (uint32_t i = 0; i < BELIEF_MERGED; i++) {
        double weight = (i + 1) * omega < 1 ? (i + 1) * omega : 1;
        rule.weight[i].omega = weight;
        rule.weight[i].sharpness = sqrt(weight / 2) / sd;
        rule.weight[i].calm = hg_exp(-SURPRISE * weight);
    }
    return rule;
}

size_t belief_size(bool deadline_hidden)
{
    size_t blocks = deadline_hidden ? BELIEF_DEADLINES : 1;
    return sizeof(belief) + blocks * sizeof(schedules[BELIEF_CELLS]);
}

static void spread_evenly(belief *b)
{
    b->keep = 0;
    b->add = 1.0f / (float)(BELIEF_CELLS * BELIEF_EXPONENTS * (b->blocks - b->past));
}

void belief_open(belief *b, double least, double most, double scale, double deadline)
{
    b->least = least;
    b->most = most;
    b->scale = scale;
    b->first_time = -1;
    b->due_time = scale > 0 && most > least ? -INFINITY : INFINITY;
    b->skipped = 0;
    b->first_cell = (float)((least + 0.5 * (most - least) / BELIEF_CELLS) / scale);
    b->next_cell = (float)((most - least) / BELIEF_CELLS / scale);
    b->deadline = deadline > 0 ? deadline : 1;
    b->blocks = deadline > 0 ? 1 : BELIEF_DEADLINES;
    b->past = 0;
    spread_evenly(b);
    for (int i = 0; i < BELIEF_ROWS; i++) b->limit[i] = lanes_all(1.0f / BELIEF_CELLS);
    b->mean = 0.5 * BELIEF_CELLS;
}

/* ---- likelihoods; all in parts of scale ---- */

static inline schedules weigh_cell(schedules *weight, schedules keep, schedules add, lanes_bell *l)
{
    schedules w = (*weight * keep + add) * l->g;
    *weight = w;
    lanes_bell_next(l);
    return w;
}

/* Weighs all cells of the schedules with one deadline; their sums go to the marginal, which the
 * first that may still come begins. */
static void weigh(belief *b, uint32_t block, lanes_bell l)
{
    schedules *at = b->weight[block], keep = lanes_all(b->keep), add = lanes_all(b->add);
    for (int i = 0; i < BELIEF_ROWS; i++, at += LANES) {
        lanes before = block > b->past ? b->limit[i] : lanes_all(0);
        schedules w0 = weigh_cell(at, keep, add, &l), w1 = weigh_cell(at + 1, keep, add, &l);
        schedules w2 = weigh_cell(at + 2, keep, add, &l), w3 = weigh_cell(at + 3, keep, add, &l);
        b->limit[i] = before + lanes_sums(w0, w1, w2, w3);
    }
}

/* What the exponents 1/2, 1, 2 and 4 make of theta. */
static schedules powers(double theta)
{
    double squared = theta * theta;
    return (schedules){(float)sqrt(theta), (float)theta, (float)squared,
                       (float)(squared * squared)};
}

/* The schedules with one deadline: d - d(r, e) = (d - d0 (1 - t)) - r t, t = theta^e. */
static void weigh_block(belief *b, uint32_t block, double theta, float d, float sharpness)
{
    schedules t = powers(theta);
    schedules z = sharpness * (d - (float)b->first * (1 - t) - b->first_cell * t);
    weigh(b, block, lanes_bell_at(z, sharpness * b->next_cell * t));
}

/* ---- hearing ---- */

/* Deadline of a block, in my time. */
static double ends(const belief *b, uint32_t block)
{
    return b->deadline * (block + 1.0) / b->blocks;
}

static double time_since_first(const belief *b, uint32_t block, double tau)
{
    double open = ends(b, block) - b->first_time;
    return tau - b->first_time < open ? (tau - b->first_time) / open : 1;
}

/* Who still talks has a later deadline. */
static void pass(belief *b, double tau)
{
    while (b->past + 1 < b->blocks && tau > ends(b, b->past)) {
        for (int i = 0; i < BELIEF_CELLS; i++) b->weight[b->past][i] = lanes_all(0);
        b->past++;
    }
}

static float marginal_sum(const belief *b)
{
    lanes sum = b->limit[0];
    for (int i = 1; i < BELIEF_ROWS; i++) sum += b->limit[i];
    return lanes_sum(sum);
}

/* From weights to probabilities, eps of them spread evenly. What no hypothesis can explain at all
 * leaves nothing to go by. */
static void settle(belief *b, float total, double eps)
{
    spread_evenly(b);
    if (total > 0) {
        b->keep = (float)(1 - eps) / total;
        b->add *= (float)eps;
    }
    float even = b->add * (float)(BELIEF_EXPONENTS * (b->blocks - b->past));
    lanes sum = lanes_all(0), at = {0.5f, 1.5f, 2.5f, 3.5f};
    for (int i = 0; i < BELIEF_ROWS; i++, at += LANES) {
        b->limit[i] = b->limit[i] * b->keep + even;
        sum += b->limit[i] * at;
    }
    b->mean = (double)lanes_sum(sum);
}

/* Normal(d0; r + a0 (1 - r), P/4) says the same of every schedule. */
static void hear_first(belief *b, const belief_rule *rule, double d, double tau)
{
    const float sharpness = (float)(1 / (FIRST_SD * sqrt(2)));
    float slope = (float)(1 - rule->margin);
    float z = sharpness * ((float)(d - rule->margin) - slope * b->first_cell);
    lanes_bell same = lanes_bell_at(lanes_all(z), lanes_all(sharpness * slope * b->next_cell));
    b->first = d;
    b->first_time = tau;
    for (uint32_t f = b->past; f < b->blocks; f++) weigh(b, f, same);
    settle(b, marginal_sum(b), rule->eps);
}

/* The likelihood that was expected before this demand, untempered. */
static float expected(const belief *b, double d, double tau, double sd, double omega, float total)
{
    float sharpness = (float)sqrt((1 - omega) / 2) / (float)sd;
    lanes sum = lanes_all(0);
    for (uint32_t f = b->past; f < b->blocks; f++) {
        schedules t = powers(time_since_first(b, f, tau));
        schedules at_zero = (float)d - (float)b->first * (1 - t);
        for (int i = 0; i < BELIEF_CELLS; i++) {
            schedules z = sharpness * (at_zero - (b->first_cell + (float)i * b->next_cell) * t);
            sum += b->weight[f][i] * lanes_exp(-z * z);
        }
    }
    return total > 0 ? lanes_sum(sum) : 0;
}

/* E[L^omega] <= E[L]^omega (Jensen): only where the left is small need the right be looked at. */
static bool surprising(const belief *b, double d, double tau, double sd, double omega, float total)
{
    return expected(b, d, tau, sd, omega, total) < hg_exp(-SURPRISE);
}

void belief_hear(belief *b, const belief_rule *rule, double demand, double tau, bool *surprise)
{
    double part = demand / b->scale, d = part > 0 ? part < 1 ? part : 1 : 0;
    uint32_t merged = b->skipped < BELIEF_MERGED ? b->skipped : BELIEF_MERGED - 1;
    *surprise = false;
    b->due_time = tau + BELIEF_STEP;
    b->skipped = 0;
    pass(b, tau);
    if (b->first_time < 0) {
        hear_first(b, rule, d, tau);
        return;
    }
    float sharpness = (float)rule->weight[merged].sharpness;
    for (uint32_t f = b->past; f < b->blocks; f++)
        weigh_block(b, f, time_since_first(b, f, tau), (float)d, sharpness);
    float total = marginal_sum(b);
    if (total < rule->weight[merged].calm)
        *surprise = surprising(b, d, tau, rule->sd, rule->weight[merged].omega, total);
    settle(b, total, rule->eps);
}

/* ---- asking ---- */

static double cell_of(const belief *b, uint32_t i)
{
    return (double)b->limit[i / LANES][i % LANES];
}

double belief_below(const belief *b, double limit)
{
    double at = (limit - b->least) / (b->most - b->least) * BELIEF_CELLS, sum = 0;
    if (!(at > 0)) return 0;
    if (at >= BELIEF_CELLS) return 1;
    uint32_t whole = (uint32_t)at;
    for (uint32_t i = 0; i < whole; i++) sum += cell_of(b, i);
    return sum + (at - whole) * cell_of(b, whole);
}

double belief_deadline(const belief *b, uint32_t i)
{
    if (b->blocks == 1) return i == BELIEF_DEADLINES - 1;
    lanes sum = lanes_all(0);
    if (i < b->past) return 0;
    for (int j = 0; j < BELIEF_CELLS; j++) sum += b->weight[i][j] * b->keep + b->add;
    return lanes_sum(sum);
}

/* The part of lo..hi, a width > 0, that lies in from..to. */
static double part_within(double lo, double hi, double from, double to)
{
    return fmax(0, fmin(hi, to) - fmax(lo, from)) / (hi - lo);
}

void belief_spread(const belief *b, double *out, uint32_t cells)
{
    if (b->least == 0 && b->most == b->scale && cells == BELIEF_CELLS) {
        const float *limit = (const float *)b->limit;
        for (uint32_t i = 0; i < BELIEF_CELLS; i++) out[i] = (double)limit[i];
        return;
    }
    double wide = b->scale / cells, cell = (b->most - b->least) / BELIEF_CELLS;
    for (uint32_t j = 0; j < cells; j++) out[j] = 0;
    for (uint32_t i = 0; i < BELIEF_CELLS; i++) {
        double lo = b->least + i * cell, hi = b->least + (i + 1) * cell;
        double p = cell_of(b, i);
        uint32_t from = (uint32_t)hg_clamp(lo / wide, 0, cells - 1);
        for (uint32_t j = from; j < cells && j * wide < hi; j++)
            out[j] += p * part_within(lo, hi, j * wide, j + 1 < cells ? (j + 1) * wide : INFINITY);
    }
}
