/* The briefing: the one message with a map, and the one that may be large. Its fields stand in the
 * schema; here is what no single field can check: that they agree with each other. */
#include "wire/field.h"
#include "wire/unpack.h"
#include <assert.h>

static int append(void *out, const char *bytes, size_t size)
{
    buf_add(out, bytes, size);
    return 0;
}

void wire_encode_brief(const hg_brief *brief, uint32_t table, buf *out)
{
    msgpack_packer packer;
    msgpack_packer_init(&packer, out, append);
    field_writer by = {.to = &packer};
    hg_message head = {.session = brief->session, .table = table, .seat = brief->seat};
    msgpack_pack_array(&packer, WIRE_HEAD + 1);
    msgpack_pack_uint32(&packer, HG_BRIEF);
    for (const wire_field *f = wire_head; f->name; f++) field_write(&by, f, &head);
    bool fine = field_write_map(&by, wire_brief_fields, brief);
    assert(fine);
    (void)fine;
}

static bool issues_agree(const hg_brief *brief)
{
    space s;
    for (uint32_t i = 0; i < brief->n_issues; i++)
        if (!brief->issues[i].size) return false;
    return space_init(&s, brief->issues, brief->n_issues) && s.size == brief->n_outcomes;
}

static bool fields_agree(const hg_message *head, const hg_brief *brief)
{
    const hg_frontier *frontier = brief->frontier;
    return head->session == brief->session && head->seat == brief->seat &&
           head->table < brief->n_tables && brief->n_parties >= 2 &&
           brief->n_parties <= HG_PARTIES_MAX && brief->party < brief->n_parties &&
           (!frontier || (frontier->n == brief->n_parties && frontier->size)) &&
           issues_agree(brief);
}

static wire_error read_brief(arena *memory, const msgpack_object *from, hg_brief *out)
{
    const wire_form *form;
    hg_message head;
    field_reader by = {.memory = memory};
    *out = (hg_brief){.session = 0};
    wire_error error = wire_unpack_head(from, &head, &form);
    if (error) return error;
    if (form->kind != HG_BRIEF) return WIRE_KIND;
    if (from->via.array.size != WIRE_HEAD + 1) return WIRE_FORM;
    error = field_read_map(&by, wire_brief_fields, &from->via.array.ptr[WIRE_HEAD], out);
    if (error) return error;
    return fields_agree(&head, out) ? WIRE_OK : WIRE_FORM;
}

wire_error wire_decode_brief(arena *memory, const uint8_t *data, size_t size, hg_brief *out)
{
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    wire_error error = wire_unpack(&unpacked, data, size, WIRE_BRIEF_MAX);
    if (!error) error = read_brief(memory, &unpacked.data, out);
    msgpack_unpacked_destroy(&unpacked);
    return error;
}
