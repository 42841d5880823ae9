/* higgle help TOPIC: the reference of files and agents, printed from the tables that read them; and
 * what --json promises. */
#include "cli/cli.h"
#include "cli/tell/agents.h"
#include "scenario/experiment/experiment.h"
#include "wire/schema.h"

#include <string.h>

static void print_described(void (*describe)(buf *out), FILE *to)
{
    buf out;
    buf_init(&out);
    describe(&out);
    fwrite(out.data, 1, out.size, to);
    buf_fini(&out);
}

static void about_scenario(FILE *to) { print_described(scenario_describe, to); }
static void about_experiment(FILE *to) { print_described(experiment_describe, to); }

static void about_agents(FILE *to)
{
    arena a;
    arena_init(&a);
    fprintf(
        to,
        "An agent is written NAME[/PRESET][:KEY=VALUE]..., as in leverage/human:g=0.5\n"
        "or boulware:accept=combi/max/0.98:model=frequency: a part takes WORD[/ARGUMENT...]\n"
        "(higgle describe boulware: its parts in full)\n\n"
        "An agent of your own: higgle new agent NAME writes one that plays, a C file and what\n"
        "builds it, or with --lang python a program. What is built from C is named by its path,\n"
        "./my_agent.so:beta=0.3, or by its name where the file lies in a folder of $HIGGLE_AGENTS\n"
        "(joined by colons), in ~/.local/share/higgle/agents, or in lib/higgle/agents of the\n"
        "installation.\n\n"
        "A program in any language: 'exec:COMMAND', as in 'exec:python3 my_agent.py', or where it\n"
        "takes its time 'exec/SECONDS:COMMAND': it hangs if it is silent for so long (10). It is "
        "asked\n"
        "on its standard input and answers on its standard output, in msgpack; it is started once\n"
        "per worker and plays many sessions at a time; higgle help messages shows what is said,\n"
        "agents/examples has libraries for C and Python. exec:higgle serve AGENT plays one of ours "
        "that way.\n");
    for (const hg_agent_type *const *type = roster(); *type; type++) {
        seat_spec s = seat_spec_defaults(&a, *type);
        fputc('\n', to);
        agent_print(&s, AGENT_IN_BRIEF, to);
    }
    arena_fini(&a);
}

static void about_messages(FILE *to)
{
    fprintf(
        to,
        "What the simulator and a program that plays (exec:COMMAND) say to each other, as msgpack\n"
        "values one behind the other. The simulator begins with HELLO and so does the program,\n"
        "which from then on speaks once for each TURN. What another seat said comes with that "
        "seat\n"
        "in its head, once for all seats of the program at its table. Many sessions are under way\n"
        "at once; they are answered in any order.\n\n");
    print_described(wire_schema_print, to);
}

static void about_json(FILE *to)
{
    fprintf(
        to,
        "With --json a command prints exactly one JSON document on stdout and nothing else;\n"
        "progress and notes go to stderr. higgle help COMMAND lists the keys it prints, higgle\n"
        "help COMMAND --json the same for a program.\n\n"
        "  path  keys joined by dots; [] goes through a list; CAPITALS stand for any name\n"
        "  type  string, number, boolean, object, list, null; `optional` where a document need\n"
        "        not have the key\n\n"
        "Numbers read back to the very same double; what is undefined is null. Keys are only\n"
        "ever added within a major version.\n\n"
        "Where there is no result the document says why, and the exit status is not 0:\n");
    help_fields(error_json, to);
}

/* name, what prints it */
#define TOPICS(X)                                                                                  \
    X("scenario", about_scenario)                                                                  \
    X("experiment", about_experiment)                                                              \
    X("agents", about_agents)                                                                      \
    X("messages", about_messages)                                                                  \
    X("json", about_json)

const char *const *help_topics(void)
{
#define TOPIC_NAME(name, print) name,
    static const char *const names[] = {TOPICS(TOPIC_NAME) NULL};
#undef TOPIC_NAME
    return names;
}

bool help_topic(const char *word, FILE *to)
{
#define TOPIC_PRINT(name, print) print,
    static void (*const prints[])(FILE *) = {TOPICS(TOPIC_PRINT)};
#undef TOPIC_PRINT
    for (size_t i = 0; help_topics()[i]; i++) {
        if (strcmp(help_topics()[i], word) != 0) continue;
        prints[i](to);
        return true;
    }
    return false;
}
