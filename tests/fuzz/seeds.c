/* Writes the seeds of fuzz_wire: a message of every kind, and the briefings of the given scenarios.
 *   fuzz_seeds DIRECTORY SCENARIO.yaml... */
#include "fuzz.h"

#include "scenario/scenario.h"
#include "session/session.h"
#include "wire/schema.h"

#include <string.h>

enum { BRIEF_BYTE = 3 }; /* fuzz_wire's name for a briefing */

static void write_seed(const char *dir, const char *name, uint32_t number, uint8_t first,
                       const void *data, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.%u", dir, name, number);
    FILE *to = fopen(path, "wb");
    must(to != NULL);
    must(fputc(first, to) == first && fwrite(data, 1, size, to) == size && fclose(to) == 0);
}

static void write_messages(const char *dir, const space *s)
{
    uint8_t bytes[WIRE_MESSAGE_MAX];
    const hg_words words = {.word = HG_HINT, .at_least = 1};
    for (const wire_form *form = wire_forms; form->name; form++) {
        hg_message m = {.kind = form->kind, .seat = 1, .n_words = 1, .words = &words};
        m.party = m.alternative = 0;
        size_t size = wire_encode(s, &m, bytes, sizeof bytes);
        if (size) write_seed(dir, form->name, 1, 2, bytes, size);
        m.n_words = 0;
        size = wire_encode(s, &m, bytes, sizeof bytes);
        if (size) write_seed(dir, form->name, 0, 2, bytes, size);
    }
    size_t size = wire_encode_hello(1, "agent", bytes, sizeof bytes);
    write_seed(dir, "HELLO", 0, 0, bytes, size);
}

static void write_briefs(const char *dir, const char *path, uint32_t number)
{
    arena a;
    error_list errors;
    scenario s;
    buf bytes;
    const observer nobody = {0};
    arena_init(&a);
    error_list_init(&errors);
    buf_init(&bytes);
    must(scenario_load(&a, path, NULL, 0, &s, &errors) == HG_E_OK);
    session *talk = session_open(&a, &s.model, (session_key){.seed = 1}, 1, &nobody);
    for (uint32_t i = 0; i < s.model.n_parties; i++) {
        const want *w = session_next(talk);
        must(w->kind == WANT_BRIEF);
        buf_clear(&bytes);
        wire_encode_brief(w->brief, 0, &bytes);
        if (bytes.size < 65536)
            write_seed(dir, "BRIEF", number * HG_PARTIES_MAX + i, BRIEF_BYTE, bytes.data,
                       bytes.size);
    }
    buf_fini(&bytes);
    error_list_fini(&errors);
    arena_fini(&a);
}

int main(int argc, char **argv)
{
    const hg_issue share = {.name = "share",
                            .unit = "",
                            .kind = HG_ISSUE_NUMBER,
                            .size = SPACE_REAL_STEPS + 1,
                            .max = 1,
                            .step = 1.0 / (double)SPACE_REAL_STEPS};
    space s;
    must(argc > 1 && space_init(&s, &share, 1));
    write_messages(argv[1], &s);
    for (int i = 2; i < argc; i++) write_briefs(argv[1], argv[i], (uint32_t)i);
    return 0;
}
