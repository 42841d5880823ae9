/* help and version: everything is printed from the tables of commands and options, the man page
 * too. */
#include "cli/cli.h"

#include "base/text.h"
#include "base/version.h"

#include <string.h>
#include <uv.h>

void help_overview(FILE *to)
{
    fprintf(to, "higgle: a multi-agent negotiation simulator in which leverage is a quantity\n\n"
                "usage: higgle COMMAND [ARGUMENTS] [OPTIONS]\n\n");
    for (const command *const *c = commands(); *c; c++)
        fprintf(to, "  %-9s %s\n", (*c)->name, (*c)->summary);
    fprintf(
        to,
        "\nfirst steps:\n"
        "  higgle run split-the-pie               one session, told round by round\n"
        "  higgle sweep leverage                  the main experiment: table, verdicts, figures\n"
        "  higgle help COMMAND                    more about a command, examples first\n"
        "  higgle help scenario                   the keys of a file; also experiment, agents\n"
        "\nScenarios and experiments are paths, or names found in ./, scenarios/, "
        "$HIGGLE_SCENARIOS and the\ninstalled folder.\n");
}

static void print_option(const option *o, FILE *to)
{
    char left[64];
    snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : "", o->letter ? o->letter : ' ',
             o->letter ? ", " : "   ", o->name, o->value ? " " : "", o->value ? o->value : "");
    fprintf(to, "  %-26s %s", left, o->help);
    if (o->choices) {
        fprintf(to, ":");
        for (size_t i = 0; o->choices[i]; i++) fprintf(to, "%s %s", i ? "," : "", o->choices[i]);
    }
    if (o->preset) fprintf(to, " (default %s)", o->preset);
    fprintf(to, "\n");
}

static void print_examples(const example *first, FILE *to)
{
    size_t width = 0;
    for (const example *e = first; e->command; e++)
        if (text_width(e->command) > width) width = text_width(e->command);
    for (const example *e = first; e->command; e++)
        fprintf(to, "  %-*s   %s\n", (int)width, e->command, e->meaning);
}

void help_command(const command *c, FILE *to)
{
    fprintf(to, "higgle %s: %s\n\n", c->name, c->summary);
    print_examples(c->examples, to);
    fprintf(to, "\nusage: higgle %s%s%s\n", c->name, *c->arguments ? " " : "", c->arguments);
    if (c->about) fprintf(to, "\n%s\n", c->about);
    fprintf(to, "\noptions:\n");
    const option *o;
    for (uint32_t i = 0; (o = command_options(c, i)); i++) print_option(o, to);
}

/* troff: a leading dot or quote starts a request, a backslash an escape, a bare hyphen a
 * typographic one. */
static void man_text(const char *s, FILE *to)
{
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", to);
        else if (*s == '-')
            fputs("\\-", to);
        else if (*s == '\n')
            fputc(' ', to); /* the lines of the help are broken for a terminal */
        else
            fputc(*s, to);
    }
}

static void man_option(const option *o, FILE *to)
{
    fprintf(to, ".TP\n");
    if (o->letter) fprintf(to, "\\fB\\-%c\\fR, ", o->letter);
    fprintf(to, "\\fB\\-\\-");
    man_text(o->name, to);
    fprintf(to, "\\fR%s%s\n", o->value ? " " : "", o->value ? o->value : "");
    man_text(o->help, to);
    for (size_t i = 0; o->choices && o->choices[i]; i++) {
        fputs(i ? ", " : ": ", to);
        man_text(o->choices[i], to);
    }
    if (o->preset) fprintf(to, " (default %s)", o->preset);
    fprintf(to, "\n");
}

static void man_command(const command *c, FILE *to)
{
    const option *o;
    fprintf(to, ".SS higgle %s%s", c->name, *c->arguments ? " " : "");
    man_text(c->arguments, to);
    fprintf(to, "\n");
    man_text(c->summary, to);
    fprintf(to, "%s\n", c->summary[strlen(c->summary) - 1] == '?' ? "" : ".");
    if (c->about) {
        fprintf(to, ".PP\n");
        man_text(c->about, to);
        fprintf(to, "\n");
    }
    for (uint32_t i = 0; (o = command_options(c, i)); i++) { man_option(o, to); }
    for (const example *e = c->examples; e->command; e++) {
        fprintf(to, ".TP\n.B ");
        man_text(e->command, to);
        fprintf(to, "\n");
        man_text(e->meaning, to);
        fprintf(to, "\n");
    }
}

void help_man(FILE *to)
{
    fprintf(to, ".TH HIGGLE 1 \"\" \"higgle %s\" \"User Commands\"\n", HIGGLE_VERSION);
    fprintf(to, ".SH NAME\nhiggle \\- multi\\-agent negotiation simulator\n.SH SYNOPSIS\n"
                ".B higgle\nCOMMAND [ARGUMENTS] [OPTIONS]\n.SH COMMANDS\n");
    for (const command *const *c = commands(); *c; c++) man_command(*c, to);
    fprintf(to, ".SH EXIT STATUS\n");
#define MAN_CODE(name, number, meaning) fprintf(to, ".TP\n%d\n%s\n", -(number), meaning);
    ERROR_CODES(MAN_CODE)
#undef MAN_CODE
    fprintf(to, ".TP\n130\ninterrupted\n");
}

static int help_run(cli *c)
{
    if (option_flag(c, "man")) {
        help_man(stdout);
        return HG_E_OK;
    }
    if (c->n_arguments == 0) {
        help_overview(stdout);
        return HG_E_OK;
    }
    const command *about = command_find(c->arguments[0]);
    if (about && c->n_arguments == 1) {
        help_command(about, stdout);
        return HG_E_OK;
    }
    return help_topic(c);
}

static const option help_options[] = {{.name = "man",
                                       .kind = OPTION_FLAG,
                                       .help = "print the man page: higgle help --man | man -l -"},
                                      {0}};

const command command_help = {.name = "help",
                              .arguments = "[COMMAND|TOPIC]",
                              .summary = "what higgle can do, a command, or a topic",
                              .about =
                                  "Topics: scenario and experiment (every key of their files), "
                                  "agents (who can play, with presets\nand parameters).",
                              .examples = {{"higgle help sweep", "everything about sweep"},
                                           {"higgle help scenario", "the keys of a scenario file"},
                                           {"higgle help agents leverage", "one agent"},
                                           {"higgle help --man | man -l -", "the man page"}},
                              .options = help_options,
                              .max_arguments = 2,
                              .run = help_run};

#ifdef __clang__
static const char compiler[] = __VERSION__;
#else
static const char compiler[] = "gcc " __VERSION__;
#endif

static int version_run(cli *c)
{
    (void)c;
    printf("higgle %s\n", HIGGLE_VERSION);
    printf("built with %s; libuv %s\n", compiler, uv_version_string());
    return HG_E_OK;
}

const command command_version = {.name = "version",
                                 .arguments = "",
                                 .summary = "which higgle this is, and what it was built with",
                                 .examples = {{"higgle version", "to quote in a report"}},
                                 .run = version_run};
