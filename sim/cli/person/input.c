/* Reading with poll(), so that a signal is seen whatever thread it interrupts. Must not know what
 * is read. */
#include "cli/person/input.h"

#include "base/text.h"
#include "cli/play/signals.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 100 }; /* how soon ^C is seen */

void input_open(input *in, int file) { *in = (input){.file = file, .terminal = isatty(file)}; }

/* False: nothing more will come, or ^C. */
static bool fill(input *in)
{
    struct pollfd wait = {.fd = in->file, .events = POLLIN};
    while (!*signals_stop) {
        int ready = poll(&wait, 1, LOOK_MS);
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        ssize_t n = ready < 0 ? -1 : read(in->file, in->bytes, sizeof in->bytes);
        if (n < 0 && errno == EINTR) continue;
        in->from = 0;
        in->to = n > 0 ? (size_t)n : 0;
        in->over = n <= 0;
        return n > 0;
    }
    return false;
}

/* Blanks in the place of what a terminal would obey. */
static const char *clean(char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)line[i] < ' ' || line[i] == 0x7f) line[i] = ' ';
    while (size && line[size - 1] == ' ') line[--size] = 0;
    if (text_is_utf8((const uint8_t *)line, size)) return NULL;
    line[0] = 0;
    return "that line is no text (UTF-8)";
}

heard input_line(input *in, char out[INPUT_LINE_MAX], const char **flaw)
{
    size_t size = 0;
    bool any = false, ended = false;
    while (!ended && (in->from < in->to || (!in->over && fill(in)))) {
        char c = in->bytes[in->from++];
        any = true;
        ended = c == '\n';
        if (!ended && size < INPUT_LINE_MAX) out[size++] = c;
    }
    if (*signals_stop) return HEARD_SIGNAL;
    if (!any) return HEARD_END;
    bool fits = size < INPUT_LINE_MAX;
    out[fits ? size : 0] = 0;
    *flaw = fits ? clean(out, size) : "that line is too long";
    return HEARD_LINE;
}
