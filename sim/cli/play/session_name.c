/* RUN, RUN#17 and RUN 17. A directory whose own name holds a # is taken at its word. Must not know
 * what is done with the session. */
#include "cli/play/session_name.h"

#include "base/text.h"
#include "run/directory.h"

#include <string.h>

static bool read_number(cli *c, const char *text, session_name *out)
{
    out->one = text_to_uint64(text, &out->number);
    if (!out->one)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "\"%s\" is not the number of a session; they count from 0: %s#0", text,
                  shell_words(&c->arena, out->run));
    return out->one;
}

bool session_name_split(cli *c, const char *word, session_name *out)
{
    const char *mark = strrchr(word, '#');
    *out = (session_name){.run = word};
    if (!mark || mark == word || run_dir_is(&c->arena, word)) return true;
    out->run = arena_textn(&c->arena, word, (size_t)(mark - word));
    return read_number(c, mark + 1, out);
}

bool session_name_read(cli *c, session_name *out)
{
    if (!session_name_split(c, c->arguments[0], out)) return false;
    if (c->n_arguments < 2) return true;
    if (out->one) {
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "two sessions are named: %s and %s",
                  c->arguments[0], c->arguments[1]);
        return false;
    }
    return read_number(c, c->arguments[1], out);
}
