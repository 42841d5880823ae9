/* A file to write that was not there before: nothing is overwritten. Knows no command. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

FILE *cli_new_file(cli *c, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *to = file < 0 ? NULL : fdopen(file, "wb");
    if (to) return to;
    bool there = errno == EEXIST;
    error_add(&c->errors, there ? HG_E_USAGE : HG_E_IO, path, 0, 0, "%s",
              there ? "is there already; nothing is overwritten: name another file"
                    : strerror(errno));
    return NULL;
}
