/* The agent of my_agent.c as a program of its own. What it calls its own functions is its own
 * affair: these names the library uses too, inside. */
#include <higgle/serve.h>
#include <stdio.h>

int arena_alloc(int x);
int buf_add(int x);
int error_print(int x);

int arena_alloc(int x) { return x + 1; }
int buf_add(int x) { return arena_alloc(x) + 1; }
int error_print(int x) { return buf_add(x) + 1; }

int main(int argc, char **argv)
{
    printf("what is printed goes to standard error: %d\n", error_print(0));
    return hg_serve(argc, argv, &hg_agent_plugin);
}
