/* The command line: one table of commands, each with one table of options, that feed parser, help
 * and man page alike. The only room that prints, exits, and knows what a terminal is. */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "scenario/scenario.h"

typedef enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_UINT,
    OPTION_CHOICE, /* one of the words of `choices` */
    OPTION_LIST    /* may be given many times */
} option_kind;

typedef struct option {
    const char *name; /* without the dashes; NULL ends a table */
    char letter;      /* -n; 0 = none */
    option_kind kind;
    const char *value;          /* what stands for the value in help: "N"; NULL for a flag */
    const char *preset;         /* default as text; NULL = none */
    uint64_t min, max;          /* UINT */
    const char *const *choices; /* CHOICE: NULL-terminated */
    const char *help;           /* one line */
} option;

typedef struct example {
    const char *command, *meaning;
} example;

/* A key of the document that --json prints, by its path: "cells[].measures.NAME": [] goes through a
 * list, a word in capitals stands for any name. Every key has a row; one that is an object, or a
 * list of objects, has rows of its own below it. tests/cli_json.sh holds documents against this.
 * type: string, number, boolean, object, list (of objects), list of numbers, list of strings, null;
 * several joined by " or ". Behind it ", optional" where no document need have it. */
typedef struct json_field {
    const char *path, *type, *meaning;
} json_field;
extern const json_field error_json[]; /* errors.c: of the document that stands for a result */

enum { EXAMPLES_MAX = 6 };
typedef struct cli cli;
typedef struct command {
    const char *name, *arguments, *summary;
    const char *about;              /* a paragraph for help and man page; may be NULL */
    example examples[EXAMPLES_MAX]; /* fewer end with command = NULL */
    const option *options;          /* own options; --help is everybody's */
    uint32_t min_arguments, max_arguments;
    const json_field *json; /* what --json prints, ends with path = NULL; NULL: has no --json */
    int (*run)(cli *);
} command;

struct cli {
    arena arena;
    error_list errors;
    const command *command;
    bool json;
    uint32_t n_arguments;
    const char *const *arguments;
    const char *const *given;  /* [options] text as given, or the preset, or NULL */
    const char *const **lists; /* [options] NULL-terminated, for OPTION_LIST */
    const char *command_line;  /* safe to paste into a shell */
    const char *const *scenario_dirs;
};

/* NULL-terminated list of all commands for people, in the order of the help. */
const command *const *commands(void);
const char *command_group(const command *); /* the paragraph of the overview it belongs to */
const command *command_find(const char *name);
const example *command_example(const command *, uint32_t i); /* NULL: there are no more */
const option *command_options(const command *,
                              uint32_t i); /* own, then the common ones; NULL at the end */

/* Fills c from argv after the command's name; errors go to c->errors. */
int options_parse(cli *c, int argc, char **argv);
bool option_flag(const cli *, const char *name);
bool command_takes(const command *, const char *option_name);
const char *option_text(const cli *, const char *name);        /* NULL = not given */
bool option_given(const cli *, const char *name);              /* and not its preset */
uint64_t option_uint(const cli *, const char *name);           /* needs a preset or to be given */
const char *const *option_list(const cli *, const char *name); /* NULL-terminated */
/* --set path=value, each parsed into an override. Appends to sets (in the arena). */
size_t option_overrides(cli *, const override **sets);
/* PATH=VALUE as override_parse reads it, but blamed on what the user typed ("one=foo"). */
bool option_override(cli *, const char *text, const char *typed, override *);

/* help.c */
void help_overview(FILE *to);
void help_command(const command *, FILE *to);
void help_fields(const json_field *, FILE *to); /* path, type, meaning: a line each */
/* man.c */
void help_man(FILE *to);
/* topics.c: the reference of what is not a command. False: there is no such topic. */
bool help_topic(const char *word, FILE *to);
const char *const *help_topics(void); /* NULL-terminated */

/* errors.c. Prints what went wrong: people's form on stderr, or one JSON document on stdout;
 * returns the exit code. */
int cli_fail(cli *);
void cli_note(cli *); /* a line per warning; forgets them */
/* But those about this file: what a scenario leaves out is said by check, show and describe, and
 * not before every run of it. */
void cli_note_but(cli *, const char *file);
void cli_warn(cli *);                /* warnings in full, with their source; forgets them */
void cli_print_errors(error_list *); /* people's form, each once */
void cli_print_json(const buf *);
/* The JSON document after ^C or SIGTERM. */
void cli_print_interrupted(const char *dir, const char *resume, int exit_status);
/* "; did you mean "x"?", or `otherwise`: how every sentence about an unknown name ends. */
const char *cli_nearest(arena *, const char *word, const char *const *names, size_t count,
                        const char *otherwise);
/* new_file.c: for writing, and never one that is there. NULL: an error. */
FILE *cli_new_file(cli *, const char *path);
/* shell.c: a word as sh and zsh read it back. In the arena. */
const char *shell_word(arena *, const char *);
/* The same of what names a scenario: several files that are one (scenario_join) are a word each. */
const char *shell_words(arena *, const char *);
/* A line of such words without --NAME and its value. In the arena. */
const char *shell_without(arena *, const char *line, const char *option_name);

/* find.c: what the user means by a name */
typedef enum thing_kind {
    THING_NONE,
    THING_SCENARIO,
    THING_EXPERIMENT,
    THING_RUN,
    THING_COUNT
} thing_kind;
typedef struct thing {
    thing_kind kind; /* NONE: c->errors says why */
    const char *path;
} thing;
typedef enum looking {
    LOOK_FOR_FILE,   /* a scenario or experiment, wherever it lies: run, sweep */
    LOOK_FILE_FIRST, /* what lies at the path, else a file of that name, else a run: check */
    LOOK_RUN_FIRST   /* ... but a run before an experiment of that name: plot */
} looking;
thing thing_find(cli *, const char *name, looking);
/* "leverage is an experiment; higgle sweep leverage runs it": an error, always. */
int thing_is_other(cli *, const char *name, thing_kind);

/* words.c: numbers as people write them */
#define WORDS_MAX 160
const char *say_amount(char out[WORDS_MAX], double x, bool money);  /* "12 900", "0.4375" */
const char *say_share(char out[WORDS_MAX], double x, bool signed_); /* "0.43", "+.07" */
const char *say_count(char out[WORDS_MAX], uint64_t n,
                      const char *noun); /* "1 cell", "3 400 cells" */
/* A paragraph, in lines of at most so many characters behind the indent. */
void paragraph_wrap(const char *text, const char *indent, size_t most, FILE *);
/* The same, of at most 96. */
void paragraph_print(const char *text, const char *indent, FILE *);
bool say_is_real(const hg_issue *); /* a range without a step: any number in it */
bool say_any_real(const space *);
const char *say_outcomes(char out[WORDS_MAX], const space *); /* "1 220 outcomes", "a real range" */
const char *say_value(char out[WORDS_MAX], const hg_issue *, uint64_t index); /* "9 300 EUR" */
/* "8 000 to 14 000 EUR by 100", "none, one year". In the arena. */
const char *say_values(arena *, const hg_issue *);
/* What a party's preferences are, beside a worth per issue: "additive", "a table of outcomes; ..."
 */
const char *say_preferences(arena *, const party *);
/* "9 300 EUR · 14 days"; with the names of issues whose values could be mixed up: "house: anna". */
const char *say_offer(char *out, size_t cap, const model *, outcome_id);
#endif
