/* A run or one of its sessions, as people name them: RUN, RUN#17, RUN 17. */
#ifndef CLI_SESSION_NAME_H
#define CLI_SESSION_NAME_H
#include "cli/cli.h"

typedef struct session_name {
    const char *run; /* as named, without the number; find it with run_dir_find */
    bool one;        /* a session was named */
    uint64_t number;
} session_name;

/* RUN or RUN#17. Not a number: an error. */
bool session_name_split(cli *, const char *word, session_name *out);
/* The command's first argument, and its second where it is given: RUN 17. */
bool session_name_read(cli *, session_name *out);
#endif
