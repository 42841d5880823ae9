/* The gnuplot templates of analysis/figures, put into the binary by the build (embed.cmake). */
#ifndef ANALYSIS_EMBEDDED_H
#define ANALYSIS_EMBEDDED_H

/* Ends with name = NULL; text is UTF-8. */
extern const struct embedded_figure {
    const char *name, *text;
} embedded_figures[];
#endif
