/* Inside the room: runs gnuplot on a script. */
#ifndef ANALYSIS_GNUPLOT_H
#define ANALYSIS_GNUPLOT_H
#include "base/error.h"

/* gnuplot -d -e settings script, in a UTF-8 locale. HG_E_INPUT: it is not installed (nothing is
 * said about that here); HG_E_IO: it failed, what it said is in the error. */
int gnuplot_run(const char *settings, const char *script, error_list *) HG_MUST_CHECK;
#endif
