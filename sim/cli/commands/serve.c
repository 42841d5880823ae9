/* higgle serve: an agent in a program of its own, for the simulator to ask: a plugin that may
 * crash, or one that is to be compared with what it says inside. */
#include "cli/cli.h"

#include "host/client.h"
#include "seat/seat.h"

#include <unistd.h>

static bool read_agent(cli *c, seat_spec *agent)
{
    if (seat_spec_read(&c->arena, c->arguments[0], NULL, 0, 0, agent, &c->errors)) return false;
    if (!agent->command) return true;
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is a program of its own already",
              agent->text);
    return false;
}

static int serve_run(cli *c)
{
    seat_spec agent;
    if (!read_agent(c, &agent)) return cli_fail(c);
    const char *wrong =
        client_play(agent.type, agent.swapped, agent.params, STDIN_FILENO, STDOUT_FILENO);
    if (!wrong) return HG_E_OK;
    error_add(&c->errors, HG_E_INPUT, NULL, 0, 0, "%s", wrong);
    return cli_fail(c);
}

const command command_serve = {
    .name = "serve",
    .arguments = "AGENT",
    .summary = "an agent as a program of its own, asked on standard input",
    .about = "Where a plugin may crash, it then ends its own sessions only. What is said: higgle "
             "help messages.",
    .examples = {{"higgle run used-car 'buyer=exec:higgle serve ./my_agent.so'",
                  "a plugin, apart from the simulator"}},
    .min_arguments = 1,
    .max_arguments = 1,
    .run = serve_run};
