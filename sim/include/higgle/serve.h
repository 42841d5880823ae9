/* higgle/serve.h - an agent as a program of its own: the agent of <higgle/agent.h>, and a main.
 *
 *     static const hg_agent_type mine = {.abi = HG_AGENT_ABI, ...};
 *     int main(int argc, char **argv) { return hg_serve(argc, argv, &mine); }
 *
 *     cc mine.c $(pkg-config --cflags --libs higgle-serve) -o mine
 *     higgle run used-car 'buyer=exec:./mine beta=0.3'
 *
 * It plays the same moves as the same agent built in or as a plugin, to the last byte, for what it
 * asks of its host is answered with the same arithmetic; but where it crashes, only its own
 * sessions end, and it may wait for something: a service, a model, a person. It links to what it
 * likes. Where it needs none of that, a plugin is faster.
 *
 * What no message carries: remarks (note), views, and the utilities of others (utility_of gives
 * NaN). */
#ifndef HIGGLE_SERVE_H
#define HIGGLE_SERVE_H

#include <higgle/agent.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Plays until the simulator says goodbye or its input ends; the value is for main to return: 0, or
 * what went wrong has been said on standard error.
 *
 * - argv[1...]: at most one preset, then KEY=VALUE for parameters and parts, as in
 *   `higgle run used-car buyer=NAME/PRESET:KEY=VALUE`; `--help` tells them. A wrong one is answered
 *   with the nearest that is right, and nothing is played.
 * - `type` is checked like a plugin's, and used until hg_serve returns.
 * - Many sessions are played side by side, on this one thread, each with a state of its own, zeroed
 *   by hg_serve: still no globals.
 * - Standard input and output belong to the conversation. What the agent prints goes to standard
 *   error; its last line is told where the program ends before its time. */
HG_API int hg_serve(int argc, char **argv, const hg_agent_type *type);

#ifdef __cplusplus
}
#endif
#endif
