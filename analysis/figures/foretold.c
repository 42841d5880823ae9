/* Lines of theory and the measures that they foretell. */
#include "analysis/figures/foretold.h"

#include <string.h>

bool foretells(const analysis *a, const theory_line *line, const column_use *use)
{
    if (line->measure) return !strcmp(line->measure, use->name);
    for (uint32_t h = 0; h < a->experiment.n_hypotheses; h++)
        if (a->experiment.hypotheses[h].theory == line &&
            !strcmp(a->experiment.hypotheses[h].measure, use->name))
            return true;
    return false;
}
