/* The papers behind the statistics, one line each. */
#include "analysis/statistics/methods.h"

static const method methods[] = {
    {"intervals of proportions", "Wilson 1927; Kish 1965; Korn & Graubard 1998"},
    {"intervals by resampling", "Efron 1987; Efron & Tibshirani 1993"},
    {"differences of means", "Welch 1951"},
    {"effect sizes", "Hedges 1981; Cliff 1993; Vargha & Delaney 2000"},
    {"rank correlations", "Spearman 1904; Kendall 1945; Knight 1966"},
    {"rank tests", "Mann & Whitney 1947; Kruskal & Wallis 1952"},
    {"shares of variance", "Hays 1963; Tomczak & Tomczak 2014"},
    {"several levels, paired", "Hotelling 1931"},
    {"families of tests", "Holm 1979; Benjamini & Hochberg 1995"},
    {"equivalence", "Schuirmann 1987"},
    {"regression", "MacKinnon & White 1985; Liang & Zeger 1986"},
    {"lines within sessions", "Cameron & Miller 2015; Nickell 1981"},
    {"odds", "McCullagh & Nelder 1989; Albert & Anderson 1984; Peduzzi et al. 1996"},
    {"times to an agreement", "Kaplan & Meier 1958; Brookmeyer & Crowley 1982; Lin & Wei 1989"},
    {"opponent models", "Baarslag, Hendrikx, Hindriks & Jonker 2013"},
    {"event study", "Callaway & Sant'Anna 2021"},
};

const method *method_at(size_t i)
{
    return i < sizeof methods / sizeof *methods ? &methods[i] : NULL;
}
