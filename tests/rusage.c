/* Runs a command and prints what it took: maximum resident memory in KiB, wall time in
 * milliseconds. Small by itself: what a process was before it became the command counts too. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    int status = 0;
    struct rusage used;
    double start = now_ms();
    if (argc < 2) return 2;
    pid_t child = fork();
    if (child == 0) {
        execv(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0) return 1;
    getrusage(RUSAGE_CHILDREN, &used);
    fprintf(stderr, "%ld %.1f\n", used.ru_maxrss, now_ms() - start);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
