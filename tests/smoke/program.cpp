// The agent of my_agent.cpp as a program of its own.
#include <higgle/serve.h>

int main(int argc, char **argv) { return hg_serve(argc, argv, &hg_agent_plugin); }
