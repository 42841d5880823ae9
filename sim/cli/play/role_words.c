/* ROLE=AGENT is short for --set agents.ROLE=AGENT. Must not know roles or agents: the scenario
 * says what is wrong with them. */
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

bool role_word(cli *c, uint32_t i, override *out)
{
    const char *word = c->arguments[i], *equals = strchr(word, '=');
    if (!equals || equals == word || !equals[1]) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "\"%s\" is not ROLE=AGENT", word);
        return false;
    }
    return is_new(c, i, (size_t)(equals - word)) &&
           option_override(c, arena_format(&c->arena, "agents.%s", word), word, out);
}
