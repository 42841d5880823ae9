/* The protocols there are, by name. A new one is a new file and a line in this table. */
#include "session/protocol.h"
#include <string.h>

static const protocol *const protocols[] = {&protocol_offers, &protocol_breakdown};

const protocol *protocol_find(const char *name)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        if (strcmp(protocols[i]->name, name) == 0) return protocols[i];
    }
    return NULL;
}
