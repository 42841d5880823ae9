/* my-agent as a program of its own: the same agent, asked by messages. The manual is
 * <higgle/serve.h>; whatever else it needs, another library, a service, is linked in here. */
#include <higgle/serve.h>

int main(int argc, char **argv) { return hg_serve(argc, argv, &hg_agent_plugin); }
