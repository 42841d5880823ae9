/* Inside the room: what a figure hands to gnuplot, and the grid of panels that figures share. */
#ifndef ANALYSIS_PLOT_H
#define ANALYSIS_PLOT_H
#include "analysis/figures/gp.h"
#include "analysis/groups.h"

typedef struct plot {
    uint32_t asked_width, asked_height; /* 0 = not asked; else width and height are that */
    const char *measure;  /* a column of sessions.csv that was asked for; NULL: the hypotheses' */
    uint64_t session;     /* of figures about one, with its trace; */
    const uint8_t *trace; /* NULL: the record keeps none, none was lent */
    size_t trace_size;
    /* What the figure's function fills in: */
    uint32_t width, height; /* its own, in units (look.h) */
    uint32_t lines;         /* of text */
    buf settings;           /* assignments that the template reads */
    buf data;               /* NAME.dat */
} plot;

/* One function per figure. */
void plot_concession(analysis *, plot *);
const char *course_lacks(analysis *, const plot *);
void plot_share(analysis *, plot *);
const char *share_lacks(analysis *, const plot *);
void plot_effect(analysis *, plot *);
const char *effect_lacks(analysis *, const plot *);
void plot_agreement_time(analysis *, plot *);
const char *agreement_time_lacks(analysis *, const plot *);
void plot_fingerprint(analysis *, plot *);
const char *fingerprint_lacks(analysis *, const plot *);
void plot_calibration(analysis *, plot *);
const char *calibration_lacks(analysis *, const plot *);
void plot_event_study(analysis *, plot *);
const char *event_study_lacks(analysis *, const plot *);
void plot_models(analysis *, plot *);
const char *models_lacks(analysis *, const plot *);
void plot_acceptance_time(analysis *, plot *);
const char *acceptance_time_lacks(analysis *, const plot *);
void plot_timeline(analysis *, plot *);
void plot_outcome_space(analysis *, plot *);
const char *outcome_space_lacks(analysis *, const plot *);
const char *timeline_lacks(analysis *, const plot *);
void plot_grid(analysis *, plot *);
void plot_payoff(analysis *, plot *);
void plot_opening(analysis *, plot *);
const char *payoff_lacks(analysis *, const plot *);

/* The figure's own size, or what was asked for: call it before anything depends on the size. */
void plot_size(plot *, uint32_t width, uint32_t height);

/* Cells laid out: levels of one column within a panel, the other columns across panels. */
typedef struct grid {
    uint32_t over; /* column of the levels; NO_COLUMN: no factors */
    uint32_t n_levels, n_columns, n_rows;
    const char **levels, **columns, **rows; /* names; columns and rows may be "" */
    const char *column_name, *row_name;     /* of the factor across, down; "" */
    uint64_t *cells;                        /* [n_rows][n_columns][n_levels]; NO_CELL */
} grid;
#define NO_CELL UINT64_MAX
void grid_build(analysis *, grid *out);
void grid_drop_rows(grid *, bool (*drop)(const analysis *, const grid *, uint32_t row),
                    const analysis *);
void grid_lay_across(grid *); /* a single column of panels becomes a row of them */
void grid_limit(grid *, uint32_t columns, uint32_t rows);
uint64_t grid_cell(const grid *, uint32_t row, uint32_t column, uint32_t level_index);
/* Does the focus' agent in this row read leverage (has a twin) in any cell? */
bool grid_row_reads(const analysis *, const grid *, uint32_t row);
bool grid_row_is_blind(const analysis *, const grid *, uint32_t row);
bool grid_reads(const analysis *, const grid *);         /* in any row: there are twins to draw */
bool grid_has_intervals(const analysis *, const grid *); /* enough distinct sessions in any cell */
/* "source: power · human"; row NO_ROW: only what goes across */
const char *grid_panel_name(analysis *, const grid *, uint32_t row, uint32_t column);
#define NO_ROW UINT32_MAX

/* How the measure of the focus goes with the levels in every panel: its slope per level. */
typedef enum against { AGAINST_NOTHING, AGAINST_TWIN } against;
typedef struct findings {
    uint32_t panels, up, down, none, unsure;
    bool leverage_rises;   /* mean phi rises with the levels in every panel */
    bool unordered;        /* the levels are agents: of a slope nothing is said */
    const char *from, *to; /* first and last level; NULL: not the same in every panel */
    double least, most;    /* slopes of those that go up or down, by size */
    bool bent;             /* somewhere a step goes surely against its slope */
    uint32_t row, column;  /* of the steepest slope, either way */
} findings;
/* AGAINST_TWIN: the slope of the difference, in panels that have twins. */
findings grid_findings(analysis *, const grid *, uint32_t measure, against);
/* A sentence in one of the branches: effect (either way, or in some panels), none, too few. */
typedef struct title_words {
    const char *alone;       /* nothing to compare */
    const char *more, *less; /* "the more a party asks for" */
    const char *of;          /* "what a party asks for" */
} title_words;
const char *title_of(analysis *, const grid *, const findings *, const title_words *);
/* In place: with a capital. */
const char *sentence(char *text);
/* "the excess over its blind twin rises; "; "" where no twin was compared. */
const char *excess_of(analysis *, const findings *);
/* "3 400 sessions per level, seed 1" */
const char *sample_of(analysis *, const grid *);
/* The same for pictures, wrapped to the figure's width instead of made smaller: style.gp writes it.
 * After plot_size; returns where the last line stands, in units from the top. */
double plot_headings(plot *, const char *title, const char *subtitle, const char *legend);
/* What is written above a figure, for the template: TITLE, SUBTITLE and LEGEND for pictures, HEAD
 * for text: title, subtitle and the panel's name, wrapped. Sets lines. */
void plot_heads(plot *, const char *title, const char *subtitle, const char *legend,
                const char *panel);
enum { TXT_ROWS = 20, TXT_LABEL = 22 }; /* of a panel, of a label: characters */
#endif
