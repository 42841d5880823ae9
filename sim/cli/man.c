/* The man page, printed from the tables of commands and options. Knows troff, and no command by
 * name. */
#include "cli/cli.h"

#include "base/version.h"

#include <string.h>

/* troff: a leading dot or quote starts a request, a backslash an escape, a bare hyphen a
 * typographic one. */
static void man_text(const char *s, FILE *to)
{
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", to);
        else if (*s == '-')
            fputs("\\-", to);
        else if (*s == '~')
            fputs("\\(ti", to);
        else if (*s == '^')
            fputs("\\(ha", to);
        else if (*s == '\'')
            fputs("\\(aq", to);
        else if (*s == '`')
            fputs("\\(ga", to);
        else if (*s == '\n')
            fputc(' ', to); /* the lines of the help are broken for a terminal */
        else
            fputc(*s, to);
    }
}

static void man_line(const char *s, FILE *to)
{
    if (*s == '.') fputs("\\&", to);
    man_text(s, to);
    fputc('\n', to);
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
        man_line(c->about, to);
    }
    for (uint32_t i = 0; (o = command_options(c, i)); i++) man_option(o, to);
    const example *e;
    for (uint32_t i = 0; (e = command_example(c, i)); i++) {
        fprintf(to, ".TP\n.B ");
        man_line(e->command, to);
        man_line(e->meaning, to);
    }
}

static void man_codes(FILE *to)
{
    fprintf(to, ".SH EXIT STATUS\n");
#define MAN_CODE(name, number, meaning) fprintf(to, ".TP\n.B %d\n%s\n", -(number), meaning);
    ERROR_CODES(MAN_CODE)
#undef MAN_CODE
    fprintf(to, ".TP\n.B 130\ninterrupted\n.TP\n.B 143\ninterrupted by SIGTERM\n");
}

static void man_environment(FILE *to)
{
    static const struct {
        const char *name, *meaning;
    } variables[] = {
        {"HIGGLE_SCENARIOS", "a folder of one's own with scenarios, experiments and lessons"},
        {"TERM", "where it is dumb, no line is redrawn: progress is a line per 10 % or 30 s"},
        {"NO_COLOR", "respected: nothing is coloured on a terminal, with it or without"}};
    fprintf(to, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        fprintf(to, ".TP\n.B %s\n", variables[i].name), man_line(variables[i].meaning, to);
}

void help_man(FILE *to)
{
    const char *before = "";
    fprintf(to, ".TH HIGGLE 1 \"\" \"higgle %s\" \"User Commands\"\n", HIGGLE_VERSION);
    fprintf(to, ".SH NAME\nhiggle \\- multi\\-agent negotiation simulator\n.SH SYNOPSIS\n"
                ".B higgle\nCOMMAND [ARGUMENTS] [OPTIONS]\n.SH DESCRIPTION\n"
                "Agents exchange offers; a logger records every word; the analysis draws how "
                "concessions vary with leverage: with information, alternatives and power.\n");
    for (const command *const *c = commands(); *c; c++) {
        const char *group = command_group(*c);
        if (strcmp(group, before) != 0) fprintf(to, ".SH COMMANDS: %s\n", group);
        before = group;
        man_command(*c, to);
    }
    man_codes(to);
    man_environment(to);
}
