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
