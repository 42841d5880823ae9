/* Reads an agent as people write it: who it is (spec_who.c), then its settings (host/settings.h):
 * NAME[/PRESET][:KEY=VALUE]... Must not know who will sit where. */
#include "seat/spec_reading.h"

#include <string.h>

#define FORM "an agent is written NAME[/PRESET][:KEY=VALUE]..."

static void read_spec(reading *r)
{
    const char *text = r->of.text;
    size_t head = strcspn(text, ":");
    if (head == 0) {
        settings_complain(&r->of, text, FORM, NULL, NULL);
        return;
    }
    reading_who(r);
    if (r->of.type && r->has_settings && text[head])
        settings_read_all(&r->of, text + head + 1, SETTINGS_USER);
}

static seat_spec spec_of(const reading *r)
{
    return (seat_spec){.text = settings_text(&r->of, r->name),
                       .kind = r->kind,
                       .type = r->of.type,
                       .params = r->of.params,
                       .n_params = r->of.n_params,
                       .n_parts = r->of.n_parts,
                       .traits = settings_traits(&r->of),
                       .swapped = settings_swapped(&r->of),
                       .n_files = r->n_files,
                       .files = r->files,
                       .command = r->command,
                       .patience = r->patience};
}

static int finish(const reading *r, seat_spec *out)
{
    if (r->of.failed) return r->of.failed;
    *out = spec_of(r);
    return HG_E_OK;
}

seat_spec seat_spec_defaults(arena *a, const hg_agent_type *type)
{
    reading r = {.of = {.arena = a, .type = type}, .name = type->name};
    settings_defaults(&r.of);
    return spec_of(&r);
}

int seat_spec_read(arena *a, const char *text, const char *file, uint32_t line, uint32_t column,
                   seat_spec *out, error_list *errors)
{
    reading r = {.of = {.arena = a,
                        .errors = errors,
                        .others = roster(),
                        .text = text,
                        .file = file,
                        .line = line,
                        .column = column}};
    read_spec(&r);
    return finish(&r, out);
}

int seat_spec_twin(arena *a, const seat_spec *spec, seat_spec *out, error_list *errors)
{
    if (!(spec->traits & HG_TRAIT_READS_LEVERAGE) || !spec->type->twin) {
        *out = *spec;
        return HG_E_OK;
    }
    reading r = {.of = {.arena = a, .text = spec->text, .errors = errors}};
    read_spec(&r);
    r.of.table = arena_format(a, "blind twin of %s", spec->type->name);
    if (!r.of.failed) settings_read_all(&r.of, spec->type->twin, SETTINGS_TWIN);
    return finish(&r, out);
}

const hg_agent_type *seat_type_of(arena *a, const char *text)
{
    error_list unheard;
    error_list_init(&unheard);
    reading r = {.of = {.arena = a, .text = text, .errors = &unheard}};
    if (strcspn(text, ":")) reading_who(&r);
    error_list_fini(&unheard);
    return r.has_settings ? r.of.type : NULL;
}
