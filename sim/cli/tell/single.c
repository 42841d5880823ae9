/* One session, headed and as keys of a document. */
#include "cli/tell/single.h"

#include "cli/cli.h"

const char *single_headline(arena *a, const model *played, const char *const *players,
                            uint64_t seed)
{
    char count[WORDS_MAX];
    const char *line = played->name;
    for (uint32_t i = 0; i < played->n_parties; i++)
        line = arena_format(a, "%s · %s %s", line, played->parties[i].role, players[i]);
    uint32_t rounds = model_rounds(played);
    return arena_format(a, "%s · %s · seed %llu", line,
                        rounds ? say_count(count, rounds, "round") : "no deadline",
                        (unsigned long long)seed);
}

void single_json(json *j, const plan *p, const transcript *t, uint64_t seed)
{
    const plan_arm *played = &p->arms[0];
    json_key(j, "scenario"), json_string(j, played->model->name);
    json_key(j, "seed"), json_uint(j, seed);
    json_key(j, "agents");
    json_object(j);
    for (uint32_t i = 0; i < p->n_parties; i++)
        json_key(j, p->schema.roles[i]), json_string(j, played->arm.agents[i]);
    json_end_object(j);
    transcript_json(t, j);
}
