/* Placing labels, greedily: each takes the cheapest of its candidates, given those that stand
 * already. Labels are few, a search of candidates x labels costs nothing. Knows no figure. */
#include "analysis/figures/labels.h"

#include "analysis/figures/gp.h"
#include "base/oom.h"
#include <math.h>
#include <stdlib.h>

double label_width(const char *text, double size) { return 7.2 * size * (double)gp_cells(text); }

/* ---- rows ---- */

#define ROW_GAP   10.0 /* between neighbours */
#define ROW_CLEAR 3.0  /* between a label and the line of another */
#define ROW_COSTS 24.0 /* a row higher is as bad as so many units aside */
#define ROW_HIDES 30.0 /* so is a place under a label, for every row that is left above it */
#define ROW_STEP  4.0

static bool row_is_free(const row_label *labels, size_t n, const row_label *one, double middle,
                        int row)
{
    double low = middle - one->width / 2, high = middle + one->width / 2;
    for (size_t i = 0; i < n; i++) {
        const row_label *l = &labels[i];
        if (l == one || l->row < 0) continue;
        double left = l->middle - l->width / 2, right = l->middle + l->width / 2;
        bool aside = high + ROW_GAP <= left || right + ROW_GAP <= low;
        bool under = l->row > row && l->place > low - ROW_CLEAR && l->place < high + ROW_CLEAR;
        bool over = l->row < row && one->place > left - ROW_CLEAR && one->place < right + ROW_CLEAR;
        if ((l->row == row && !aside) || under || over) return false;
    }
    return true;
}

/* How many places of labels that are still to come a label there would hide. */
static double hidden(const row_label *labels, size_t n, const row_label *one, double middle)
{
    double half = one->width / 2 + ROW_CLEAR, count = 0;
    for (size_t i = 0; i < n; i++)
        count += &labels[i] != one && labels[i].row < 0 && fabs(labels[i].place - middle) < half;
    return count;
}

static void place_in_rows(row_label *labels, size_t n, row_label *one, double low, double high,
                          int rows)
{
    double room = high - low, most = one->width / 2 - 2 * ROW_CLEAR, best = INFINITY;
    if (one->width > room) one->width = room;
    double inside = fmin(fmax(one->place, low + one->width / 2), high - one->width / 2);
    for (int row = 0; row < rows; row++)
        for (double shift = -most; shift <= most; shift += ROW_STEP) {
            double middle = one->place + shift;
            if (middle - one->width / 2 < low || middle + one->width / 2 > high) middle = inside;
            double cost = fabs(middle - one->place) + ROW_COSTS * row +
                          ROW_HIDES * hidden(labels, n, one, middle) * (rows - 1 - row);
            if (cost >= best || !row_is_free(labels, n, one, middle, row)) continue;
            best = cost;
            one->middle = middle;
            one->row = row;
        }
}

typedef bool before(const row_label *a, const row_label *b);

static bool heavier(const row_label *a, const row_label *b) { return a->weight > b->weight; }
static bool shorter(const row_label *a, const row_label *b) { return a->width < b->width; }

static size_t first_of(const row_label *labels, const bool *done, size_t n, before *is_before)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (!done[i] && (best == n || is_before(&labels[i], &labels[best]))) best = i;
    return best;
}

/* One after the other in this order; returns how many found a place. */
static size_t place_all(row_label *labels, size_t n, double low, double high, int rows,
                        before *is_before)
{
    size_t placed = 0;
    bool *done = mem_zero(n ? n : 1, sizeof *done);
    for (size_t i = 0; i < n; i++) labels[i].row = -1, labels[i].middle = labels[i].place;
    for (size_t k = 0; k < n; k++) {
        size_t i = first_of(labels, done, n, is_before);
        done[i] = true;
        place_in_rows(labels, n, &labels[i], low, high, rows);
        placed += labels[i].row >= 0;
    }
    free(done);
    return placed;
}

int labels_in_rows(row_label *labels, size_t n, double low, double high, int rows)
{
    int taken = 0;
    size_t placed = place_all(labels, n, low, high, rows, heavier);
    if (placed < n && place_all(labels, n, low, high, rows, shorter) <= placed)
        (void)place_all(labels, n, low, high, rows, heavier);
    for (int row = 0; row < rows; row++) { /* rows that nobody took are closed up */
        bool any = false;
        for (size_t i = 0; i < n; i++)
            if (labels[i].row == row) any = true, labels[i].row = taken;
        taken += any;
    }
    return taken;
}

/* ---- points ---- */

/* Sixteen of them, spelled out: the same on every machine. */
static const double directions[][2] = {
    {1, 0},         {.924, -.383}, {.924, .383},   {.707, -.707}, {.707, .707},   {0, -1},
    {0, 1},         {.383, -.924}, {.383, .924},   {-1, 0},       {-.924, -.383}, {-.924, .383},
    {-.707, -.707}, {-.707, .707}, {-.383, -.924}, {-.383, .924}};
enum { DIRECTIONS = sizeof directions / sizeof *directions };
static const double reaches[] = {7, 14, 22, 32, 44, 58, 74, 92, 112, 134, 160};
#define APART       20.0  /* from here on a line ties label and point */
#define MARK_COSTS  14.0  /* a mark under a label is as bad as so many units away */
#define COVER_COSTS 400.0 /* another label */
#define MARGIN      3.0

typedef struct frame {
    double left, right, top, bottom;
} frame;

static frame frame_of(const point_label *l)
{
    return (frame){l->left, l->left + l->width, l->middle - l->height / 2,
                   l->middle + l->height / 2};
}

static bool frames_meet(const frame *a, const frame *b)
{
    return a->left < b->right + MARGIN && b->left < a->right + MARGIN &&
           a->top < b->bottom + MARGIN && b->top < a->bottom + MARGIN;
}

/* In direction k of the point, `reach` away: beside it left or right, else above or below. */
static point_label candidate(const point_label *l, int k, double reach)
{
    point_label c = *l;
    double x = directions[k][0], y = directions[k][1];
    double half = x > 0.3 ? 0 : x < -0.3 ? 1 : 0.5;
    c.left = l->x + reach * x - half * l->width;
    c.middle = l->y + reach * y + (y > 0.3 ? 0.35 : y < -0.3 ? -0.35 : 0) * l->height;
    c.apart = reach >= APART;
    return c;
}

static double cost_of(const point_label *c, double reach, const point_label *placed, size_t n,
                      const label_area *area)
{
    frame f = frame_of(c);
    double cost = reach;
    if (f.left < area->left || f.right > area->right || f.top < area->top ||
        f.bottom > area->bottom)
        return INFINITY;
    for (size_t i = 0; i < n; i++) {
        frame other = frame_of(&placed[i]);
        if (frames_meet(&f, &other)) cost += COVER_COSTS;
    }
    for (size_t i = 0; i < area->n_marks; i++) {
        double x = area->marks[2 * i], y = area->marks[2 * i + 1];
        if (x > f.left - MARGIN && x < f.right + MARGIN && y > f.top - MARGIN &&
            y < f.bottom + MARGIN)
            cost += MARK_COSTS;
    }
    return cost;
}

void labels_at_points(point_label *labels, size_t n, const label_area *area)
{
    for (size_t i = 0; i < n; i++) {
        double best = INFINITY;
        point_label found = labels[i];
        found.left = fmin(fmax(found.x, area->left), area->right - found.width);
        found.middle = found.y;
        for (size_t r = 0; r < sizeof reaches / sizeof *reaches; r++)
            for (int k = 0; k < DIRECTIONS; k++) {
                point_label c = candidate(&labels[i], k, reaches[r]);
                double cost = cost_of(&c, reaches[r], labels, i, area);
                if (cost < best) best = cost, found = c;
            }
        labels[i] = found;
    }
}
