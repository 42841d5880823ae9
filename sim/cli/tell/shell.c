/* Words as sh and zsh read them back: what is printed to be typed again can be pasted. Knows
 * nothing of what they mean. */
#include "cli/cli.h"

#include <string.h>

const char *shell_word(arena *a, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "%+,-./:@_";
    size_t fine = strspn(word, plain);
    if (fine && word[fine] == '=') /* at the start zsh would look for a command of that name */
        fine += 1 + strspn(word + fine + 1, plain);
    if (*word && fine == strlen(word)) return arena_text(a, word);
    buf out;
    buf_init(&out);
    buf_byte(&out, '\'');
    for (const char *s = word; *s; s++)
        if (*s == '\'')
            buf_text(&out, "'\\''");
        else
            buf_byte(&out, (uint8_t)*s);
    buf_text(&out, "'");
    const char *text = arena_textn(a, (const char *)out.data, out.size);
    buf_fini(&out);
    return text;
}

const char *shell_words(arena *a, const char *word)
{
    const char *const *parts;
    size_t n = scenario_parts(a, word, &parts);
    const char *words = shell_word(a, parts[0]);
    for (size_t i = 1; i < n; i++) words = arena_format(a, "%s %s", words, shell_word(a, parts[i]));
    return words;
}

/* The end of the word that begins here: quotes hold blanks. */
static const char *word_end(const char *s)
{
    for (bool quoted = false; *s && (quoted || *s != ' '); s++) {
        if (*s == '\'') quoted = !quoted;
        if (*s == '\\' && !quoted && s[1]) s++;
    }
    return s;
}

const char *shell_without(arena *a, const char *line, const char *name)
{
    const char *kept = "", *dashed = arena_format(a, "--%s", name);
    size_t n = strlen(dashed);
    for (const char *end; *line; line = end + (*end == ' ')) {
        end = word_end(line);
        bool this_one = strncmp(line, dashed, n) == 0;
        if (!this_one || !strchr(" =", line[n]))
            kept = arena_format(a, "%s%s%.*s", kept, *kept ? " " : "", (int)(end - line), line);
        else if (line[n] == ' ')
            end = word_end(end + 1);
    }
    return kept;
}
