/* Words as the shell divides them, quotes taken off. What the shell would expand ($, *, ~) names no
 * file here; neither does what a script itself goes on to read. */
#include "seat/command_files.h"

#include "seat/plugin.h"

#include <string.h>
#include <sys/stat.h>

#define DIVIDERS " \t;|&<>()"
#define COMMANDS ";|&(" /* behind one of them the next word is a command */

/* The next word, and what follows it; NULL: there is none. `begins`: set where it is a command. */
static const char *next_word(arena *a, const char **rest, bool *begins)
{
    size_t gap = strspn(*rest, DIVIDERS);
    const char *at = *rest + gap;
    if (!*at) return NULL;
    *begins |= strcspn(*rest, COMMANDS) < gap;
    char *word = arena_text(a, at), *end = word;
    for (char quote = 0; *at && (quote || !strchr(DIVIDERS, *at)); at++) {
        if (quote ? *at == quote : *at == '\'' || *at == '"')
            quote = quote ? 0 : *at;
        else if (*at == '\\' && quote != '\'' && at[1])
            *end++ = *++at;
        else
            *end++ = *at;
    }
    *end = '\0';
    *rest = at;
    return word;
}

static bool is_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static bool is_known(const seat_file *files, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(files[i].name, name) == 0) return true;
    return false;
}

uint32_t command_files(arena *a, const char *command, const seat_file **out)
{
    size_t most = strlen(command) / 2 + 1;
    seat_file *files = arena_array(a, most, sizeof *files);
    uint32_t n = 0;
    bool begins = true;
    for (const char *word; (word = next_word(a, &command, &begins)); begins = false) {
        uint64_t hash;
        if ((begins && !strchr(word, '/')) || is_known(files, n, word)) continue;
        if (is_file(word) && !plugin_look(a, word, &hash))
            files[n++] = (seat_file){word, word, hash};
    }
    *out = files;
    return n;
}
