/* Starts gnuplot and waits for it. -d: no start-up files of the user, so that figures are the same
 * everywhere. Knows no figure. */
#include "analysis/figures/gnuplot.h"

#include "base/oom.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define LOCALE "LC_ALL=C.UTF-8"
enum { SAID_MAX = 2000 };

/* The environment with our locale in place of the user's. */
static char **environment(void)
{
    size_t n = 0, k = 0;
    while (environ && environ[n]) n++;
    char **copy = mem_alloc((n + 2) * sizeof *copy);
    static char locale[] = LOCALE;
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], "LC_ALL=", 7) != 0) copy[k++] = environ[i];
    copy[k++] = locale;
    copy[k] = NULL;
    return copy;
}

/* What the child says on stderr, until it closes it; what does not fit is read and forgotten. */
static void listen_to(int from, char *said)
{
    size_t size = 0;
    char piece[512];
    for (;;) {
        ssize_t n = read(from, piece, sizeof piece);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        size_t fits = (size_t)n < SAID_MAX - 1 - size ? (size_t)n : SAID_MAX - 1 - size;
        memcpy(said + size, piece, fits);
        size += fits;
    }
    said[size] = '\0';
}

/* The status of waitpid, as -1 where there is none. */
static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return status;
}

static int failed(int status, const char *said, const char *script, error_list *errors)
{
    bool killed = status >= 0 && WIFSIGNALED(status);
    int number = killed ? WTERMSIG(status) : status < 0 ? -1 : WEXITSTATUS(status);
    said += strspn(said, " \n"); /* gnuplot begins with an empty line */
    error_add(errors, HG_E_IO, script, 0, 0, "gnuplot failed (%s %d)%s%s",
              killed ? "signal" : "exit status", number, *said ? ": " : "", said);
    return HG_E_IO;
}

static int spawn(pid_t *child, int said, char *const *arguments)
{
    posix_spawn_file_actions_t actions;
    char **variables = environment();
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, said, STDERR_FILENO);
    int failure = posix_spawnp(child, arguments[0], &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    free(variables);
    return failure;
}

int gnuplot_run(const char *settings, const char *script, error_list *errors)
{
    char *const arguments[] = {(char[]){"gnuplot"}, (char[]){"-d"}, (char[]){"-e"},
                               (char *)settings,    (char *)script, NULL};
    int ends[2];
    pid_t child;
    if (pipe(ends)) {
        error_add(errors, HG_E_IO, NULL, 0, 0, "no pipe to gnuplot: %s", strerror(errno));
        return HG_E_IO;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    int failure = spawn(&child, ends[1], arguments);
    close(ends[1]);
    if (failure) {
        close(ends[0]);
        return HG_E_INPUT;
    }
    char said[SAID_MAX];
    listen_to(ends[0], said);
    close(ends[0]);
    int status = wait_for(child);
    return status == 0 ? HG_E_OK : failed(status, said, script, errors);
}
