/* The progress line. Only for the eye: nothing here reaches a result. */
#include "cli/play/progress.h"

#include "base/text.h"
#include "cli/play/signals.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAR 20

void progress_init(progress *p, const char *verb, bool quiet)
{
    const char *term = getenv("TERM");
    *p = (progress){.verb = verb,
                    .quiet = quiet,
                    .terminal = isatty(STDERR_FILENO) && !(term && !strcmp(term, "dumb")),
                    .next_share = 0.1,
                    .next_seconds = 30};
}

static void draw_line(const progress *p, const tally *t, uint64_t jobs, double seconds,
                      const char *end)
{
    double share = jobs ? (double)t->sessions / (double)jobs : 1;
    double rate = seconds > 0 ? (double)(t->sessions - p->before) / seconds : 0;
    bool fast = rate >= 10000;
    double left = rate > 0 ? (double)(jobs - t->sessions) / rate : 0;
    int halves = (int)(share * 2 * BAR);
    char done[32], all[32], bar[3 * BAR + 8] = "";
    for (int i = 0; i < BAR; i++)
        strcat(bar, halves >= 2 * i + 2 ? "━" : halves == 2 * i + 1 ? "╸" : " ");
    text_grouped(done, sizeof done, t->sessions);
    text_grouped(all, sizeof all, jobs);
    fprintf(stderr,
            "%s%s %3.0f %%  %s  %s/%s sessions  %.0f %s  ETA %d:%02d  deals %.0f %%  errors %llu",
            p->terminal ? "\r\033[K" : "", p->verb, 100 * share, bar, done, all,
            fast ? rate / 1000 : rate, fast ? "k/s" : "/s", (int)left / 60, (int)left % 60,
            t->sessions ? 100 * (double)t->deals / (double)t->sessions : 0,
            (unsigned long long)t->faults);
    fputs(end, stderr);
    fflush(stderr);
}

void progress_show(void *ctx, const tally *t, uint64_t jobs, double seconds)
{
    progress *p = ctx;
    double share = jobs ? (double)t->sessions / (double)jobs : 1;
    if (signals_line()) {
        draw_line(p, t, jobs, seconds, "\n");
        return;
    }
    if (p->quiet) return;
    if (!p->terminal) {
        if (seconds < 2 || (share < p->next_share && seconds < p->next_seconds)) return;
        while (p->next_share <= share) p->next_share += 0.1;
        p->next_seconds = seconds + 30;
    }
    p->shown = true;
    draw_line(p, t, jobs, seconds, p->terminal ? "" : "\n");
}

void progress_say(progress *p, const char *what)
{
    if (p->quiet || !(p->terminal || p->shown)) return;
    p->shown = true;
    fprintf(stderr, p->terminal ? "\r\033[K%s: %s" : "%s: %s\n", p->verb, what);
    fflush(stderr);
}

void progress_end(progress *p)
{
    if (p->shown && p->terminal) fprintf(stderr, "\r\033[K");
}
