/* Inside the room: small panels in rows and columns. The grid's levels and
 * panels become tiles; of a design that is too large some are taken, evenly,
 * first and last among them. */
#ifndef ANALYSIS_TILES_H
#define ANALYSIS_TILES_H
#include "analysis/figures/plot.h"

typedef enum tiling {
    TILE_PER_CELL,  /* levels go across, another column down; what is left is held
                       at one row */
    TILE_PER_PANEL, /* as the grid's panels lie: the levels share a tile */
} tiling;

typedef struct tiles {
    uint32_t n, n_rows, n_columns;
    uint32_t all;               /* tiles that the design has */
    bool wrapped;               /* one list, broken into rows: each tile has a name of its own */
    const char **row, **column; /* names of rows, of columns; wrapped: column names the tiles */
    const char *down, *across;  /* of which factors; "" */
    group *at;                  /* [n] cells of each, row by row */
    const char *held;           /* "agent: rational": what all tiles have in common; "" */
} tiles;
typedef struct tiles_limit {
    uint32_t rows, columns;
} tiles_limit;

/* Where tiles stand: space around all of them and between two, and what one needs at least. */
typedef struct tiles_space {
    double left, right, top, bottom, gap_x, gap_y, least_width, least_height;
} tiles_space;
/* So many fit into the size that was asked for; `most` where none was. */
tiles_limit tiles_fitting(const plot *, const tiles_space *, tiles_limit most);
/* Sets LEFT, RIGHT, TOP, BOTTOM, GAPX, GAPY. */
void tiles_set_space(const tiles_space *, buf *settings);

/* Heads over the mosaic, and a size that follows from how many tiles there are, where none was
 * asked for: `wide` of so many columns, `high` of each of so many rows. Sets what tiles_set_space
 * does. */
typedef struct tiles_layout {
    tiles_space around;        /* top: under the heads, whatever stands here */
    const double *wide, *high; /* [columns], [rows] that there may be */
} tiles_layout;
tiles_space tiles_lay_out(const tiles *, const tiles_layout *, const char *const words[3],
                          plot *out); /* the space that there is, top included */
/* Of one tile, in units. */
double tiles_width(const tiles *, const tiles_space *, const plot *);
double tiles_height(const tiles *, const tiles_space *, const plot *);

/* held_row: of the grid; used by TILE_PER_CELL where three or more columns
 * vary. */
void tiles_build(analysis *, const grid *, tiling, uint32_t held_row, tiles_limit, tiles *out);
/* A list of panels that belong to no cell, the first of them, broken into rows; of: what they are.
 */
void tiles_of_names(analysis *, const char *const *names, uint32_t n, const char *of, tiles_limit,
                    tiles *out);
/* Which of `all` stands at place i of `shown`. */
uint32_t evenly(uint32_t i, uint32_t shown, uint32_t all);
/* "; 25 of 60 panels"; "" where none is left out. */
const char *tiles_left_out(analysis *, const tiles *);
/* What the templates read of every mosaic: ROWS, COLUMNS, TILES, WRAPPED, ROW,
 * COLUMN, DOWN, ACROSS. */
void tiles_set(const tiles *, buf *settings);
#endif
