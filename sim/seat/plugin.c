/* Finds and loads plugins; see plugin.h. Must not know how an agent is written in a spec, nor who
 * plays it.
 *
 * Nothing is remembered here: the loader itself knows what it has loaded, gives the same object
 * for the same file again, and unloads nothing that is never closed. */
#include "seat/plugin.h"

#include "base/hash.h"
#include "base/text.h"
#include "host/flaw.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SYMBOL      "hg_agent_plugin"
#define FOLDERS_MAX 32u
#define NAMES_MAX   256u

/* ---- the search path ---- */

typedef struct folders {
    const char *items[FOLDERS_MAX];
    size_t count;
} folders;

static void add_folder(folders *f, const char *path)
{
    if (f->count < FOLDERS_MAX) f->items[f->count++] = path;
}

static void add_environment(arena *a, folders *f)
{
    const char *own = getenv("HIGGLE_AGENTS");
    char *rest = arena_text(a, own ? own : "");
    for (const char *one; (one = strtok_r(rest, ":", &rest));) add_folder(f, one);
}

static void add_user(arena *a, folders *f)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data == '/')
        add_folder(f, arena_format(a, "%s/higgle/agents", data));
    else if (home && *home)
        add_folder(f, arena_format(a, "%s/.local/share/higgle/agents", home));
}

/* PREFIX/bin/higgle looks into PREFIX/LIBDIR/higgle/agents. */
static void add_installed(arena *a, folders *f)
{
    char exe[PATH_MAX];
    size_t size = sizeof exe;
    if (uv_exepath(exe, &size) != 0) return;
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(exe, '/');
        if (!slash) return;
        *slash = 0;
    }
    add_folder(f, arena_format(a, "%s/" HIGGLE_LIBDIR "/higgle/agents", exe));
}

static folders search_path(arena *a)
{
    folders f = {.count = 0};
    add_environment(a, &f);
    add_user(a, &f);
    add_installed(a, &f);
    return f;
}

/* ---- names and files ---- */

static bool is_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static const char *with_letter(arena *a, const char *name, char from, char to)
{
    char *other = arena_text(a, name);
    for (char *s = other; *s; s++)
        if (*s == from) *s = to;
    return other;
}

/* The last ".so" before the settings that ends the path, or stands before "/PRESET". */
size_t plugin_path_size(const char *text)
{
    size_t n = strlen(PLUGIN_ENDING);
    for (size_t end = strcspn(text, ":"); end > n; end--) {
        bool ends = !text[end] || strchr(":/", text[end]);
        if (ends && strncmp(text + end - n, PLUGIN_ENDING, n) == 0) return end;
    }
    return 0;
}

const char *plugin_find(arena *a, const char *name)
{
    folders f = search_path(a);
    if (!*name || strpbrk(name, "/._")) return NULL;
    for (size_t i = 0; i < f.count; i++) {
        const char *plain = arena_format(a, "%s/%s" PLUGIN_ENDING, f.items[i], name);
        const char *as_c =
            arena_format(a, "%s/%s" PLUGIN_ENDING, f.items[i], with_letter(a, name, '-', '_'));
        if (is_file(plain)) return plain;
        if (is_file(as_c)) return as_c;
    }
    return NULL;
}

static bool listed(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

/* The files that end in .so, by their names without it. */
static size_t add_files(arena *a, const char *folder, const char **names, size_t count)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && count < NAMES_MAX && (e = readdir(dir));) {
        size_t n = strlen(e->d_name), ending = strlen(PLUGIN_ENDING);
        if (e->d_name[0] == '.' || n <= ending ||
            strcmp(e->d_name + n - ending, PLUGIN_ENDING) != 0)
            continue;
        names[count++] = arena_textn(a, e->d_name, n - ending);
    }
    if (dir) (void)closedir(dir);
    return count;
}

size_t plugin_names(arena *a, const char *const **out)
{
    const char *found[NAMES_MAX];
    const char **names = arena_array(a, NAMES_MAX, sizeof *names);
    folders f = search_path(a);
    size_t n = 0, count = 0;
    for (size_t i = 0; i < f.count; i++) n = add_files(a, f.items[i], found, n);
    for (size_t i = 0; i < n; i++) {
        const char *name = with_letter(a, found[i], '_', '-');
        if (!listed(names, count, name)) names[count++] = name;
    }
    if (count) qsort(names, count, sizeof *names, text_compare);
    *out = names;
    return count;
}

static const char *folder_before(arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_textn(a, path, (size_t)(slash - path) + 1) : "./";
}

size_t plugin_files(arena *a, const char *path, const char *const **out)
{
    const char **files = arena_array(a, NAMES_MAX, sizeof *files);
    const char *folder = folder_before(a, path);
    size_t n = add_files(a, folder, files, 0);
    for (size_t i = 0; i < n; i++)
        files[i] = arena_format(a, "%s%s" PLUGIN_ENDING, folder, files[i]);
    if (n) qsort(files, n, sizeof *files, text_compare);
    *out = files;
    return n;
}

/* ---- loading ---- */

static bool hash_file(const char *path, uint64_t *hash)
{
    uint8_t chunk[4096];
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    *hash = 0;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;) *hash = hash64(*hash, chunk, n);
    bool fine = !ferror(file);
    (void)fclose(file);
    return fine;
}

/* A file's name alone would be looked for among the libraries of the system. */
static const char *with_folder(arena *a, const char *path)
{
    return strchr(path, '/') ? path : arena_format(a, "./%s", path);
}

static const char *missing(arena *a, const char *path)
{
    const char *const *files;
    size_t n = plugin_files(a, path, &files);
    const char *near = text_nearest(with_folder(a, path), files, n);
    if (!near) return "is not there; a path counts from the current folder";
    return arena_format(a, "is not there; did you mean \"%s\"?", near);
}

const char *plugin_look(arena *a, const char *path, uint64_t *hash)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? missing(a, path)
                   : arena_format(a, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(about.st_mode)) return "is no file: a plugin is a shared object";
    if (!hash_file(path, hash)) return arena_format(a, "cannot be read: %s", strerror(errno));
    return NULL;
}

/* Does the file hold all that its program headers speak of? The loader does not ask: what is cut
 * off would end the program when it is touched. A file of another kind is left to the loader. */
static bool is_whole(FILE *file, size_t size)
{
    ElfW(Ehdr) head;
    ElfW(Phdr) piece;
    if (fread(&head, sizeof head, 1, file) != 1 || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 ||
        head.e_phentsize != sizeof piece)
        return true;
    if (head.e_phoff > size || fseek(file, (long)head.e_phoff, SEEK_SET) != 0) return false;
    for (size_t i = 0; i < head.e_phnum; i++) {
        if (fread(&piece, sizeof piece, 1, file) != 1) return false;
        if (piece.p_offset > size || piece.p_filesz > size - piece.p_offset) return false;
    }
    return true;
}

static bool is_cut_off(const char *path)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    bool cut = file && fstat(fileno(file), &about) == 0 && !is_whole(file, (size_t)about.st_size);
    if (file) (void)fclose(file);
    return cut;
}

/* What the loader says, without the path that stands before it already. */
static const char *loader_words(const char *path)
{
    const char *said = dlerror();
    size_t n = strlen(path);
    if (!said) return "the loader does not say why";
    if (strncmp(said, path, n) == 0 && strncmp(said + n, ": ", 2) == 0) said += n + 2;
    return said;
}

const char *plugin_open(arena *a, const char *path, plugin *out)
{
    *out = (plugin){.path = path};
    const char *why = plugin_look(a, path, &out->hash);
    if (why) return why;
    if (is_cut_off(path)) return "is cut off: build or copy it again";
    const char *named = with_folder(a, path);
    void *object = dlopen(named, RTLD_NOW | RTLD_LOCAL);
    if (!object)
        return arena_format(a,
                            "cannot be loaded: %s; a plugin is a shared object (cc -shared -fPIC) "
                            "that needs no more than <higgle/math.h> and the system's libraries",
                            loader_words(named));
    out->type = dlsym(object, SYMBOL);
    if (!out->type)
        return "exports no " SYMBOL ": a plugin defines `const hg_agent_type " SYMBOL
               "`, as <higgle/agent.h> declares it";
    return agent_flaw(a, out->type);
}

bool seat_file_now(arena *a, seat_kind kind, const char *name, seat_file *out)
{
    bool is_path = kind == SEAT_PROGRAM || plugin_path_size(name);
    const char *path = is_path ? name : plugin_find(a, name);
    if (!path || plugin_look(a, path, &out->hash)) return false;
    out->name = name;
    out->path = path;
    return true;
}
