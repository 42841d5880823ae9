/* Times are told by the party's own clock. */
#include "seat/means.h"

#include "base/oom.h"
#include "base/rng.h"

#include <stdlib.h>

/* As a local agent is told it. */
static double own_time(const model *m, uint32_t who, uint32_t rounds, double time)
{
    return rounds ? party_time(m, who, time) : time;
}

void means_write(const session *s, uint32_t who, const hg_message *head, uint32_t rounds,
                 bool whole, buf *out)
{
    const model *m = session_model(s);
    session_key key = session_key_of(s);
    const party *of = &m->parties[who];
    const bool *standing = session_standing(s, who);
    hg_alternative *all = mem_zero(of->n_alternatives, sizeof *all);
    for (uint32_t i = 0; i < of->n_alternatives; i++) {
        const alternative *a = &of->alternatives[i];
        all[i] = (hg_alternative){a->name, session_worth_told(s, who, i),
                                  own_time(m, who, rounds, a->arrives),
                                  own_time(m, who, rounds, a->expires), standing[i]};
    }
    const wire_means means = {.limit = session_limit_told(s, who),
                              .n_alternatives = of->n_alternatives,
                              .alternatives = all,
                              .whole = whole,
                              .stream = {key.seed, key.replicate, rng_who(key.episode, who)},
                              .shift = of->utility.shift,
                              .parts = of->beyond ? NULL : of->preference.parts,
                              .values = utility_values(&of->utility)};
    wire_encode_means(&m->space, &means, head, out);
    free(all);
}
