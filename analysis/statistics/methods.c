/* The papers behind the statistics, one line each. */
#include "analysis/statistics/methods.h"

static const method methods[] = {
    {"intervals of proportions", "Wilson 1927"},
    {"intervals by resampling", "Efron 1987; Efron & Tibshirani 1993"},
    {"differences of means", "Welch 1947"},
    {"effect sizes", "Hedges 1981; Cliff 1993; Vargha & Delaney 2000"},
    {"rank tests", "Mann & Whitney 1947; Kruskal & Wallis 1952"},
    {"families of tests", "Holm 1979; Benjamini & Hochberg 1995"},
    {"equivalence", "Schuirmann 1987"},
    {"regression", "MacKinnon & White 1985; Liang & Zeger 1986"},
    {"event study", "Callaway & Sant'Anna 2021"},
};

const method *method_at(size_t i)
{
    return i < sizeof methods / sizeof *methods ? &methods[i] : NULL;
}
