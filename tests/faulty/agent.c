/* A program that plays, for the tests: an agent of the roster, written as in a scenario; or one of
 * the faults (README.md), each after it has greeted unless the fault is in the greeting. A second
 * argument is the session in which a moody one fails. */
#include "faulty.h"

#include "base/text.h"
#include "host/client.h"
#include "seat/seat.h"

#include <stdio.h>
#include <string.h>

uint64_t ill_fated = 3;

static int play(const char *agent)
{
    arena a;
    error_list errors;
    seat_spec spec;
    arena_init(&a);
    error_list_init(&errors);
    int code = seat_spec_read(&a, agent, NULL, 0, 0, &spec, &errors);
    if (code) error_print(&errors, stderr);
    const char *wrong = code ? NULL : client_play(spec.type, spec.swapped, spec.params, 0, 1);
    if (wrong) fprintf(stderr, "%s\n", wrong);
    error_list_fini(&errors);
    arena_fini(&a);
    return code || wrong;
}

int main(int argc, char **argv)
{
    static const faulty *const all[] = {faulty_lives, faulty_speech, faulty_moves, faulty_moods};
    if (argc < 2 || argc > 3 || (argc == 3 && !text_to_uint64(argv[2], &ill_fated))) return 2;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (const faulty *f = all[i]; f->name; f++)
            if (strcmp(argv[1], f->name) == 0) f->play();
    return play(argv[1]);
}
