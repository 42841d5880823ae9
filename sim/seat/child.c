/* Death is told once, in the same words however it is noticed: its exit and the end of its output
 * come in any order, and whichever comes first waits a moment for the other.
 *
 * Must not know messages, sessions, watchdogs. */
#include "seat/child.h"

#include "base/oom.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    READ_BYTES = 1 << 16,
    WORDS_BYTES = 1 << 10,    /* of its standard error: the last ones are kept */
    WORDS_TOLD = 200,         /* ... and so many of the last line told */
    SETTLE_MS = 300,          /* between exit and end of output */
    GRACE_MS = 1000,          /* to leave by itself */
    DESCRIPTORS_MAX = 1 << 12 /* looked at: more are never open */
};

typedef enum child_phase {
    CHILD_LIVES,
    CHILD_SETTLES, /* it left, or closed its output: which was it? */
    CHILD_LEAVES,  /* was told the end of input */
    CHILD_STOPS,   /* has got SIGTERM */
    CHILD_CLOSES   /* its handles are being closed */
} child_phase;

struct child {
    child_calls to;
    child_phase phase;
    uv_process_t process;
    uv_pipe_t in, out, err;
    uv_timer_t timer;
    uint32_t handles; /* open */
    bool exited, silent;
    int64_t code;
    int signal;
    buf queued, going; /* the second is being written */
    bool writing;
    uv_write_t write;
    char words[WORDS_BYTES];
    size_t n_words;
    char bytes[READ_BYTES];
};

/* ---- the end ---- */

static void on_closed(uv_handle_t *handle)
{
    child *c = handle->data;
    if (--c->handles) return;
    void (*gone)(void *) = c->to.gone;
    void *ctx = c->to.ctx;
    buf_fini(&c->queued);
    buf_fini(&c->going);
    free(c);
    gone(ctx);
}

static void close_handle(void *handle)
{
    if (!uv_is_closing(handle)) uv_close(handle, on_closed);
}

static void signal_group(const child *c, int number)
{
    if (c->process.pid > 0) (void)kill(-c->process.pid, number);
}

/* What it left behind in its group goes, too. */
static void close_all(child *c)
{
    c->phase = CHILD_CLOSES;
    signal_group(c, SIGKILL);
    close_handle(&c->in);
    close_handle(&c->out);
    close_handle(&c->err);
    close_handle(&c->timer);
    if (c->exited) close_handle(&c->process); /* else when it has been reaped */
}

static const char *last_line(child *c)
{
    while (c->n_words && strchr(" \r\n\t", c->words[c->n_words - 1])) c->n_words--;
    size_t from = c->n_words;
    while (from && c->words[from - 1] != '\n' && c->n_words - from < WORDS_TOLD) from--;
    for (size_t i = from; i < c->n_words; i++)
        if (c->words[i] < ' ') c->words[i] = '?';
    c->words[c->n_words] = '\0';
    return c->words + from;
}

static void on_words(uv_stream_t *, ssize_t, const uv_buf_t *);

/* What is still in the pipe. */
static void hear_out(child *c)
{
    uv_os_fd_t fd;
    if (uv_fileno((uv_handle_t *)&c->err, &fd) != 0) return;
    const uv_buf_t bytes = uv_buf_init(c->bytes, sizeof c->bytes);
    ssize_t n = read(fd, bytes.base, bytes.len);
    if (n > 0) on_words((uv_stream_t *)&c->err, n, &bytes);
}

static void tell_death(child *c)
{
    char how[WORDS_TOLD + 100];
    hear_out(c);
    const char *words = last_line(c);
    int n = !c->exited  ? snprintf(how, sizeof how, "closed its output")
            : c->signal ? snprintf(how, sizeof how, "died of signal %d", c->signal)
                        : snprintf(how, sizeof how, "ended with exit code %d", (int)c->code);
    if (*words) snprintf(how + n, sizeof how - (size_t)n, "; its last words: %s", words);
    close_all(c);
    c->to.died(c->to.ctx, how);
}

static void on_timer(uv_timer_t *timer)
{
    child *c = timer->data;
    if (c->phase == CHILD_SETTLES) {
        tell_death(c);
    } else if (c->phase == CHILD_LEAVES) {
        child_kill(c);
    } else {
        close_all(c);
    }
}

static void settle(child *c)
{
    if (c->phase == CHILD_CLOSES) {
        if (c->exited) close_handle(&c->process);
    } else if (c->phase >= CHILD_LEAVES) {
        if (c->exited) close_all(c);
    } else if (c->exited && c->silent) {
        tell_death(c);
    } else {
        c->phase = CHILD_SETTLES;
        uv_timer_start(&c->timer, on_timer, SETTLE_MS, 0);
    }
}

static void on_exit_of(uv_process_t *process, int64_t code, int number)
{
    child *c = process->data;
    c->exited = true;
    c->code = code;
    c->signal = number;
    settle(c);
}

/* ---- reading ---- */

static void on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *out)
{
    child *c = handle->data;
    (void)size;
    *out = uv_buf_init(c->bytes, sizeof c->bytes);
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes)
{
    child *c = stream->data;
    if (n > 0 && c->phase < CHILD_LEAVES)
        c->to.read(c->to.ctx, (const uint8_t *)bytes->base, (size_t)n);
    if (n >= 0) return;
    uv_read_stop(stream);
    c->silent = true;
    settle(c);
}

/* Of a flood the end is kept. */
static void on_words(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes)
{
    child *c = stream->data;
    if (n < 0) {
        uv_read_stop(stream);
        return;
    }
    const size_t room = sizeof c->words - 1;
    size_t more = (size_t)n, skip = more > room ? more - room : 0;
    more -= skip;
    size_t drop = c->n_words + more > room ? c->n_words + more - room : 0;
    memmove(c->words, c->words + drop, c->n_words - drop);
    c->n_words -= drop;
    if (more) memcpy(c->words + c->n_words, bytes->base + skip, more);
    c->n_words += more;
}

/* ---- writing: one write under way, all that comes meanwhile goes with the next ---- */

static void on_written(uv_write_t *request, int status)
{
    child *c = request->data;
    c->writing = false;
    buf_clear(&c->going);
    if (status == 0 && c->phase < CHILD_STOPS) child_flush(c);
}

buf *child_out(child *c) { return &c->queued; }

size_t child_backlog(const child *c)
{
    return c->queued.size + uv_stream_get_write_queue_size((const uv_stream_t *)&c->in);
}

void child_flush(child *c)
{
    if (c->writing || uv_is_closing((uv_handle_t *)&c->in)) return;
    if (c->queued.size == 0) {
        if (c->phase == CHILD_LEAVES) close_handle(&c->in);
        return;
    }
    buf going = c->queued;
    c->queued = c->going;
    c->going = going;
    uv_buf_t bytes = uv_buf_init((char *)c->going.data, (unsigned)c->going.size);
    c->write.data = c;
    c->writing = uv_write(&c->write, (uv_stream_t *)&c->in, &bytes, 1, on_written) == 0;
    if (!c->writing) buf_clear(&c->going);
}

void child_end(child *c)
{
    c->phase = CHILD_LEAVES;
    if (c->exited) {
        close_all(c);
        return;
    }
    uv_timer_start(&c->timer, on_timer, GRACE_MS, 0);
    child_flush(c);
}

void child_kill(child *c)
{
    c->phase = CHILD_STOPS;
    if (c->exited) {
        close_all(c);
        return;
    }
    signal_group(c, SIGTERM);
    uv_timer_start(&c->timer, on_timer, GRACE_MS, 0);
}

/* ---- the start ---- */

/* The shell sets the limits before the program's first instruction, and where it can, that the
 * program is killed with ours, however ours ends: what hangs would outlive it. The command is the
 * script's $0. How many processes is -p in one shell and -u in another. */
static void write_script(buf *out, const child_limits *l)
{
    buf_format(out, "setpriv --pdeathsig KILL true 2>/dev/null && with=1; ");
    if (l->memory_mb) buf_format(out, "ulimit -v %llu; ", (unsigned long long)l->memory_mb << 10);
    if (l->cpu_s) buf_format(out, "ulimit -t %u; ", l->cpu_s);
    if (l->files) buf_format(out, "ulimit -n %u; ", l->files);
    if (l->processes)
        buf_format(out, "ulimit -u %u 2>/dev/null || ulimit -p %u 2>/dev/null; ", l->processes,
                   l->processes);
    buf_format(out, "exec ${with:+setpriv --pdeathsig KILL} /bin/sh -c \"exec $0\"");
    buf_byte(out, 0);
}

/* Files that others opened without the flag. Costs ~0.1 ms, as starting a process does anyway. */
static void keep_descriptors(void)
{
    long most = sysconf(_SC_OPEN_MAX);
    if (most < 0 || most > DESCRIPTORS_MAX) most = DESCRIPTORS_MAX;
    for (int fd = 3; fd < most; fd++) (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* A program that does not read must be an error of the write, not the end of ours. */
static void survive_broken_pipes(void)
{
    struct sigaction now;
    if (sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
}

typedef struct environment {
    char *all[4];
    buf text[3];
} environment;

static void clean_environment(environment *e)
{
    static const char *const kept[] = {"PATH", "HOME", "LANG"};
    size_t n = 0;
    *e = (environment){.all = {NULL}};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *value = getenv(kept[i]);
        buf_init(&e->text[i]);
        if (!value) continue;
        buf_format(&e->text[i], "%s=%s", kept[i], value);
        buf_byte(&e->text[i], 0);
        e->all[n++] = (char *)e->text[i].data;
    }
}

static void environment_fini(environment *e)
{
    for (size_t i = 0; i < sizeof e->text / sizeof *e->text; i++) buf_fini(&e->text[i]);
}

static void open_handles(child *c, uv_loop_t *loop)
{
    uv_pipe_init(loop, &c->in, 0);
    uv_pipe_init(loop, &c->out, 0);
    uv_pipe_init(loop, &c->err, 0);
    uv_timer_init(loop, &c->timer);
    c->in.data = c->out.data = c->err.data = c->timer.data = c->process.data = c;
    c->handles = 5;
}

/* Even a process that could not be started is a handle to be closed. */
static int start(child *c, uv_loop_t *loop, const char *command, const child_limits *limits)
{
    buf script;
    environment with;
    buf_init(&script);
    write_script(&script, limits);
    clean_environment(&with);
    char *arguments[] = {"/bin/sh", "-c", (char *)script.data, (char *)command, NULL};
    uv_stdio_container_t pipes[3] = {
        {.flags = UV_CREATE_PIPE | UV_READABLE_PIPE, .data.stream = (uv_stream_t *)&c->in},
        {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&c->out},
        {.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE, .data.stream = (uv_stream_t *)&c->err}};
    uv_process_options_t options = {.exit_cb = on_exit_of,
                                    .file = "/bin/sh",
                                    .args = arguments,
                                    .env = with.all,
                                    .flags = UV_PROCESS_DETACHED,
                                    .stdio_count = 3,
                                    .stdio = pipes};
    int code = uv_spawn(loop, &c->process, &options);
    environment_fini(&with);
    buf_fini(&script);
    return code;
}

child *child_spawn(uv_loop_t *loop, const char *command, const child_limits *limits,
                   const child_calls *calls)
{
    child *c = mem_zero(1, sizeof *c);
    c->to = *calls;
    buf_init(&c->queued);
    buf_init(&c->going);
    keep_descriptors();
    survive_broken_pipes();
    open_handles(c, loop);
    if (start(c, loop, command, limits) != 0) {
        c->exited = true;
        c->process.pid = 0;
        close_all(c);
        return NULL;
    }
    uv_read_start((uv_stream_t *)&c->out, on_alloc, on_read);
    uv_read_start((uv_stream_t *)&c->err, on_alloc, on_words);
    return c;
}
