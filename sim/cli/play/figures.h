/* The figures that a command names and draws: shared by sweep, check and plot. */
#ifndef CLI_FIGURES_H
#define CLI_FIGURES_H
#include "analysis/figures/figure.h"
#include "cli/cli.h"

/* Is there such a figure? at: where its name stands, or NULL for the command line. */
bool figures_known(cli *, const char *name, const node *at);
/* The same for `figures:` of an experiment. */
bool figures_of_experiment(cli *, const experiment *);
/* Draws one after the other, whatever becomes of each; plays again the session that some of them
 * show, where the record keeps no trace of it; stops at ^C. HG_E_INPUT: there is no
 * gnuplot, which is said once, and every .gp and .dat is written; else the first failure. */
int figures_draw(analysis *, const char *const *names, uint32_t n, const figure_options *,
                 buf *paths, error_list *) HG_MUST_CHECK;
#endif
