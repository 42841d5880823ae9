/* ROLE=AGENT is short for --set agents.ROLE=AGENT, --rounds N for --set deadline.rounds=N. Must not
 * know roles or agents: the scenario says what is wrong with them. */
#include "cli/play/role_words.h"

#include <string.h>

static bool is_new(cli *c, uint32_t i, size_t role)
{
    const char *word = c->arguments[i];
    for (uint32_t k = 1; k < i; k++) {
        if (strncmp(c->arguments[k], word, role + 1) != 0) continue;
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%.*s is given twice: %s and %s", (int)role,
                  word, c->arguments[k], word);
        return false;
    }
    return true;
}

/* A setting of the agent (agents.ROLE.KEY=VALUE) completes it; another agent contradicts it. */
static bool is_alone(cli *c, const char *word, size_t role)
{
    for (const char *const *set = option_list(c, "set"); *set; set++) {
        if (strncmp(*set, "agents.", 7) != 0 || strncmp(*set + 7, word, role + 1) != 0) continue;
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "%s and --set %s both say who plays %.*s: give one of them", word, *set,
                  (int)role, word);
        return false;
    }
    return true;
}

bool role_word(cli *c, uint32_t i, override *out)
{
    const char *word = c->arguments[i], *equals = strchr(word, '=');
    if (!equals || equals == word || !equals[1]) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "\"%s\" is not ROLE=AGENT", word);
        return false;
    }
    size_t role = (size_t)(equals - word);
    return is_new(c, i, role) && is_alone(c, word, role) &&
           option_override(c, arena_format(&c->arena, "agents.%s", word), word, out);
}

/* Two ways of saying how long it lasts: which one is meant? */
static void refuse_two_rounds(cli *c, const char *rounds)
{
    for (const char *const *set = option_list(c, "set"); *set; set++)
        if (strncmp(*set, "deadline.rounds=", 16) == 0)
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "--rounds %s and --set %s say the same thing twice: give one of them", rounds,
                      *set);
}

size_t role_overrides(cli *c, const override *more, size_t n_more, const override **sets)
{
    const override *given;
    size_t n = 0, n_given = option_overrides(c, &given);
    override *all = arena_array(&c->arena, n_given + n_more + 1 + c->n_arguments, sizeof *all);
    for (uint32_t i = 1; i < c->n_arguments; i++)
        if (role_word(c, i, &all[n])) n++;
    if (n_more) memcpy(all + n, more, n_more * sizeof *all);
    n += n_more;
    const char *rounds = option_text(c, "rounds");
    if (rounds) refuse_two_rounds(c, rounds);
    if (rounds && option_override(c, arena_format(&c->arena, "deadline.rounds=%s", rounds),
                                  "--rounds", &all[n]))
        n++;
    if (n_given) memcpy(all + n, given, n_given * sizeof *all);
    *sets = all;
    return n + n_given;
}
