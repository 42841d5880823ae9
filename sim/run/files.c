/* Files, written whole or not at all. Must not know what stands in them. */
#include "run/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

int file_write_all(int file, const void *data, size_t size)
{
    const uint8_t *p = data;
    while (size) {
        ssize_t n = write(file, p, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return HG_E_IO;
        p += n;
        size -= (size_t)n;
    }
    return HG_E_OK;
}

int file_write(arena *a, const char *path, const void *data, size_t size, error_list *errors)
{
    const char *draft = arena_format(a, "%s.new", path);
    int file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return file_error(errors, draft, "create the file");
    int code = file_write_all(file, data, size);
    if (close(file) != 0) code = HG_E_IO;
    if (!code && rename(draft, path) == 0) return HG_E_OK;
    code = file_error(errors, path, "write the file");
    unlink(draft);
    return code;
}

bool file_read(const char *path, buf *out)
{
    uint8_t chunk[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) buf_add(out, chunk, n);
    bool fine = !ferror(file);
    fclose(file);
    return fine;
}

int file_copy(arena *a, const char *from, const char *to, const char *otherwise, error_list *errors)
{
    buf all;
    int code = HG_E_OK;
    buf_init(&all);
    if (from && file_read(from, &all))
        code = file_write(a, to, all.data, all.size, errors);
    else if (otherwise)
        code = file_write(a, to, otherwise, strlen(otherwise), errors);
    buf_fini(&all);
    return code;
}
