/* hg_serve: the arguments of a program that plays, its manners towards a person who starts it by
 * hand, and the two descriptors that it speaks on. What is said stands in client.c. */
#include <higgle/serve.h>

#include "base/text.h"
#include "host/client.h"
#include "host/flaw.h"
#include "host/settings.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* ---- its arguments ---- */

/* A preset stands in front and has no "=". */
static void read_arguments(settings *s, char **argv)
{
    for (bool first = true; *argv && !s->failed; argv++, first = false) {
        if (first && !strchr(*argv, '='))
            settings_preset(s, *argv, strlen(*argv));
        else
            settings_read_all(s, *argv, SETTINGS_USER);
    }
}

/* ---- help ---- */

static void print_number(const hg_param *p)
{
    char preset[TEXT_DOUBLE_MAX], min[TEXT_DOUBLE_MAX], max[TEXT_DOUBLE_MAX];
    text_double(preset, p->preset);
    text_double(min, p->min);
    text_double(max, p->max);
    printf("  %s=%s (%s to %s)", p->name, isinf(p->preset) ? "off" : preset, min, max);
}

static void print_words(const hg_param *p)
{
    printf("  %s=%s (", p->name, p->choices[(size_t)p->preset]);
    for (size_t i = 0; p->choices[i]; i++) printf("%s%s", i ? ", " : "", p->choices[i]);
    printf(")");
}

static void print_help(const char *program, const hg_agent_type *type)
{
    printf("%s: %s\n\n  higgle run used-car 'buyer=exec:%s%s [KEY=VALUE]...'\n\n", type->name,
           type->summary, program, type->presets ? " [PRESET]" : "");
    for (const hg_param *p = type->params; p && p->name; p++) {
        (p->choices ? print_words : print_number)(p);
        printf("  %s\n", p->help);
    }
    for (const hg_part *p = type->parts; p && p->name; p++) {
        printf("  %s=", p->name);
        for (const hg_part_choice *c = p->choices; c->name; c++)
            printf("%s%s", c == p->choices ? "" : "|", c->name);
        printf("  %s\n", p->help);
    }
    for (const hg_preset *p = type->presets; p && p->name; p++)
        printf("  %s: %s\n", p->name, p->settings);
}

/* ---- playing ---- */

/* Standard output belongs to the conversation: what the agent prints, or has printed and not yet
 * flushed, goes to standard error. Where to speak; -1: nowhere. */
static int set_apart(error_list *errors)
{
    int out = dup(STDOUT_FILENO);
    if (out >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0) {
        (void)fflush(stdout);
        return out;
    }
    (void)file_error(errors, "standard output", "set it apart");
    return -1;
}

static void play(settings *s, const char *program, char **arguments, int out)
{
    settings_defaults(s);
    read_arguments(s, arguments);
    if (s->failed || out < 0) return;
    if (isatty(STDIN_FILENO)) {
        error_add(s->errors, HG_E_USAGE, NULL, 0, 0,
                  "%s waits for the simulator to ask it: higgle run used-car 'buyer=exec:%s'; its "
                  "settings: %s --help",
                  s->type->name, program, program);
        return;
    }
    const char *wrong = client_play(s->type, settings_swapped(s), s->params, STDIN_FILENO, out);
    if (wrong) error_add(s->errors, HG_E_INPUT, NULL, 0, 0, "%s", wrong);
}

static void serve(settings *s, const char *program, char **arguments)
{
    const char *flaw = agent_flaw(s->arena, s->type);
    if (flaw) {
        error_add(s->errors, HG_E_INPUT, NULL, 0, 0, "%s %s", program, flaw);
    } else if (*arguments && strcmp(*arguments, "--help") == 0) {
        print_help(program, s->type);
    } else {
        int out = set_apart(s->errors);
        play(s, program, arguments, out);
        if (out >= 0) (void)close(out);
    }
}

/* The last line of standard error is what the simulator tells of a program that ended. */
static int finish(const error_list *errors)
{
    for (size_t i = 0; i < errors->count; i++)
        fprintf(stderr, "error: %s\n", errors->items[i].text);
    return -error_first_code(errors);
}

int hg_serve(int argc, char **argv, const hg_agent_type *type)
{
    static char *none[] = {NULL};
    arena memory;
    error_list errors;
    arena_init(&memory);
    error_list_init(&errors);
    settings s = {.arena = &memory, .errors = &errors, .text = "", .type = type};
    serve(&s, argc > 0 ? argv[0] : "agent", argc > 0 ? argv + 1 : none);
    int status = finish(&errors);
    error_list_fini(&errors);
    arena_fini(&memory);
    return status;
}
