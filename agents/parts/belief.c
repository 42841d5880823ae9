/* Along the cells a schedule's likelihood is a Gaussian on an even grid: it follows from cell to
 * cell by two multiplications, g *= h, h *= c. Four cells are stepped at a time. Sums run in a
 * fixed order, and to normalise is left to the next update (keep, add). */
#include "agents/parts/belief.h"
#include <higgle/math.h>
#include <math.h>

#define FIRST_SD 0.25
#define STEP     (1 / 32.0 - 1e-9) /* demands closer in time are not weighed */
#define SURPRISE 3.0

belief_rule belief_rule_of(double omega, double eps, double sd, double margin)
{
    return (belief_rule){.omega = omega,
                         .eps = eps,
                         .sd = sd,
                         .margin = margin,
                         .sharpness = sqrt(omega / 2) / sd,
                         .calm = hg_exp(-SURPRISE * omega)};
}

size_t belief_size(bool deadline_hidden)
{
    size_t blocks = deadline_hidden ? BELIEF_DEADLINES : 1;
    return sizeof(belief) + blocks * sizeof(belief_row[BELIEF_EXPONENTS]);
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
    b->deadline = deadline > 0 ? deadline : 1;
    b->blocks = deadline > 0 ? 1 : BELIEF_DEADLINES;
    b->past = 0;
    spread_evenly(b);
    for (int i = 0; i < BELIEF_ROWS; i++) b->limit[i] = lanes_all(1.0f / BELIEF_CELLS);
}

/* ---- likelihoods; all in parts of scale ---- */

/* The limits of the first four cells, and from one such row to the next. */
typedef struct grid {
    lanes first;
    float step;
} grid;

static grid grid_of(const belief *b)
{
    float cell = (float)((b->most - b->least) / b->scale / BELIEF_CELLS);
    lanes at = {0.5f, 1.5f, 2.5f, 3.5f};
    return (grid){(float)(b->least / b->scale) + at * cell, LANES * cell};
}

/* exp(-z^2), z falling by dz (four of each: one schedule) from row to row */
typedef struct bell {
    lanes g, h, c;
} bell;

static bell bell_at(lanes z, lanes dz, lanes c)
{
    return (bell){lanes_exp(-z * z), lanes_exp((z + z - dz) * dz), c};
}

/* Weighs all cells of one schedule with the bell; their sum goes to the marginal. */
static void weigh(belief *b, lanes *weight, bell l)
{
    lanes keep = lanes_all(b->keep), add = lanes_all(b->add);
    for (int i = 0; i < BELIEF_ROWS; i++) {
        lanes w = (weight[i] * keep + add) * l.g;
        weight[i] = w;
        b->limit[i] += w;
        l.g *= l.h;
        l.h *= l.c;
    }
}

/* What the exponents 1/2, 1, 2 and 4 make of theta. */
static lanes powers(double theta)
{
    double squared = theta * theta;
    return (lanes){(float)sqrt(theta), (float)theta, (float)squared, (float)(squared * squared)};
}

/* The schedules with one deadline: d - d(r, e) = (d - d0 (1 - t)) - r t, t = theta^e. */
static void weigh_block(belief *b, uint32_t block, double theta, float d, float sharpness)
{
    grid r = grid_of(b);
    lanes t = powers(theta), at_zero = d - (float)b->first * (1 - t);
    lanes step = sharpness * r.step * t, curve = lanes_exp(-2 * step * step);
    for (int k = 0; k < BELIEF_EXPONENTS; k++) {
        lanes z = sharpness * (at_zero[k] - r.first * t[k]);
        bell l = bell_at(z, lanes_all(step[k]), lanes_all(curve[k]));
        weigh(b, b->weight[block][k], l);
    }
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
    return open > 0 ? fmin(1, (tau - b->first_time) / open) : 1;
}

/* Who still talks has a later deadline. */
static void pass(belief *b, double tau)
{
    while (b->past + 1 < b->blocks && tau > ends(b, b->past)) {
        for (int k = 0; k < BELIEF_EXPONENTS; k++)
            for (int i = 0; i < BELIEF_ROWS; i++) b->weight[b->past][k][i] = lanes_all(0);
        b->past++;
    }
}

static void clear_marginal(belief *b)
{
    for (int i = 0; i < BELIEF_ROWS; i++) b->limit[i] = lanes_all(0);
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
    for (int i = 0; i < BELIEF_ROWS; i++) b->limit[i] = b->limit[i] * b->keep + even;
}

/* Normal(d0; r + a0 (1 - r), P/4) says the same of every schedule. */
static void hear_first(belief *b, const belief_rule *rule, double d, double tau)
{
    grid r = grid_of(b);
    const float sharpness = (float)(1 / (FIRST_SD * sqrt(2)));
    float slope = (float)(1 - rule->margin);
    lanes z = sharpness * ((float)(d - rule->margin) - slope * r.first);
    lanes step = lanes_all(sharpness * slope * r.step);
    b->first = d;
    b->first_time = tau;
    b->seen_time = tau;
    clear_marginal(b);
    for (uint32_t f = b->past; f < b->blocks; f++)
        for (int k = 0; k < BELIEF_EXPONENTS; k++)
            weigh(b, b->weight[f][k], bell_at(z, step, lanes_exp(-2 * step * step)));
    settle(b, marginal_sum(b), rule->eps);
}

/* The likelihood that was expected before this demand, untempered. */
static float expected(const belief *b, double d, double tau, double sd, double omega, float total)
{
    grid r = grid_of(b);
    float sharpness = (float)sqrt((1 - omega) / 2) / (float)sd;
    lanes sum = lanes_all(0);
    for (uint32_t f = b->past; f < b->blocks; f++) {
        lanes t = powers(time_since_first(b, f, tau));
        lanes at_zero = (float)d - (float)b->first * (1 - t);
        for (int k = 0; k < BELIEF_EXPONENTS; k++)
            for (int i = 0; i < BELIEF_ROWS; i++) {
                lanes z = sharpness * (at_zero[k] - (r.first + (float)i * r.step) * t[k]);
                sum += b->weight[f][k][i] * lanes_exp(-z * z);
            }
    }
    return total > 0 ? lanes_sum(sum) : 0;
}

/* E[L^omega] <= E[L]^omega (Jensen): only where the left is small need the right be looked at. */
static bool surprising(const belief *b, const belief_rule *rule, double d, double tau, float total)
{
    if (total >= rule->calm) return false;
    return expected(b, d, tau, rule->sd, rule->omega, total) < hg_exp(-SURPRISE);
}

bool belief_due(const belief *b, double tau)
{
    if (!(b->scale > 0) || !(b->most > b->least)) return false;
    return b->first_time < 0 || tau - b->seen_time >= STEP;
}

bool belief_hear(belief *b, const belief_rule *rule, double demand, double tau, bool *surprise)
{
    *surprise = false;
    if (!belief_due(b, tau)) return false;
    double d = hg_clamp(demand / b->scale, 0, 1);
    pass(b, tau);
    if (b->first_time < 0) {
        hear_first(b, rule, d, tau);
        return true;
    }
    b->seen_time = tau;
    clear_marginal(b);
    for (uint32_t f = b->past; f < b->blocks; f++)
        weigh_block(b, f, time_since_first(b, f, tau), (float)d, (float)rule->sharpness);
    float total = marginal_sum(b);
    *surprise = surprising(b, rule, d, tau, total);
    settle(b, total, rule->eps);
    return true;
}

/* ---- asking ---- */

double belief_mean(const belief *b)
{
    lanes sum = lanes_all(0), at = {0.5f, 1.5f, 2.5f, 3.5f};
    for (int i = 0; i < BELIEF_ROWS; i++, at += LANES) sum += b->limit[i] * at;
    return b->least + (b->most - b->least) / BELIEF_CELLS * (double)lanes_sum(sum);
}

double belief_deadline(const belief *b, uint32_t i)
{
    if (b->blocks == 1) return i == BELIEF_DEADLINES - 1;
    lanes sum = lanes_all(0);
    if (i < b->past) return 0;
    for (int k = 0; k < BELIEF_EXPONENTS; k++)
        for (int j = 0; j < BELIEF_ROWS; j++) sum += b->weight[i][k][j] * b->keep + b->add;
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
        for (uint32_t i = 0; i < cells; i++) out[i] = (double)b->limit[i / LANES][i % LANES];
        return;
    }
    double wide = b->scale / cells, cell = (b->most - b->least) / BELIEF_CELLS;
    for (uint32_t j = 0; j < cells; j++) out[j] = 0;
    for (uint32_t i = 0; i < BELIEF_CELLS; i++) {
        double lo = b->least + i * cell, hi = b->least + (i + 1) * cell;
        double p = (double)b->limit[i / LANES][i % LANES];
        uint32_t from = (uint32_t)hg_clamp(lo / wide, 0, cells - 1);
        for (uint32_t j = from; j < cells && j * wide < hi; j++)
            out[j] += p * part_within(lo, hi, j * wide, j + 1 < cells ? (j + 1) * wide : INFINITY);
    }
}
