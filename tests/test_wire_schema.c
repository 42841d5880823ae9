/* The schema says what agent.h says, and prints it. */
#include "check.h"
#include "wire/schema.h"

/* "values[, words]", from the table. */
static void layout(const wire_form *form, char *out, size_t cap)
{
    size_t n = 0;
    out[0] = 0;
    for (const wire_field *f = form->fields; f->name; f++) {
        const char *comma = f == form->fields ? "" : ", ";
        n += (size_t)snprintf(out + n, cap - n, f->need == FIELD_OPTIONAL ? "[%s%s]" : "%s%s",
                              comma, f->name);
        assert_true(n < cap);
    }
}

static const struct {
    uint32_t code;
    const char *name, *by, *fields, *text;
} manual[] = {
#define ROW(code, name, by, fields, text) {code, #name, #by, fields, text},
    HG_MESSAGES(ROW)
#undef ROW
};

static void the_table_is_the_manual(void **state)
{
    (void)state;
    size_t n = sizeof manual / sizeof *manual;
    for (size_t i = 0; i < n; i++) {
        char fields[128];
        const wire_form *form = wire_form_of(manual[i].code);
        assert_ptr_equal(form, &wire_forms[i]);
        assert_string_equal(form->name, manual[i].name);
        assert_int_equal(form->by, strcmp(manual[i].by, "HOST") ? WIRE_AGENT : WIRE_HOST);
        layout(form, fields, sizeof fields);
        assert_string_equal(fields, manual[i].fields);
    }
    assert_null(wire_forms[n].name);
    assert_null(wire_form_of(7));
    assert_null(wire_form_of(15));
    assert_null(wire_form_of(UINT64_MAX));
}

static void check_fields(const wire_field *fields)
{
    for (const wire_field *f = fields; f->name; f++) {
        assert_true(f->type < FIELD_TYPE_COUNT);
        assert_int_equal(f->type == FIELD_CODE, f->bound > 0);
        for (uint32_t k = 0; k < f->bound; k++) assert_non_null(f->codes[k]);
        bool is_list =
            f->type == FIELD_TEXTS || f->type == FIELD_NUMBERS || f->type == FIELD_COUNTS;
        assert_int_equal(is_list, f->count != NULL);
        if (f->need == FIELD_OPTIONAL) assert_null(f[1].name); /* nothing may follow */
    }
}

static void fields_are_complete(void **state)
{
    (void)state;
    for (const wire_form *form = wire_forms; form->name; form++) check_fields(form->fields);
    check_fields(wire_head);
    check_fields(wire_words_fields);
    check_fields(wire_brief_fields);
    check_fields(wire_issue_fields);
    check_fields(wire_frontier_fields);
    assert_int_equal(wire_fields_count(wire_head), WIRE_HEAD - 1);
    assert_int_equal(wire_fields_count(wire_words_fields), 3);
}

static void printed(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "| 8 | OFFER | agent | `[8, session, table, round, seat, values[, words]]` | proposes ",
        "| 9 | ACCEPT | agent | `[9, session, table, round, seat[, words]]` | accepts ",
        "| 5 | BYE | host | `[5, session, table, round, seat]` | ",
        "| `walk` | code: 0 tactical, 1 reset, 2 final |",
        "| `result` | code: 0 deal, 1 no_deal, 2 walk, 3 deadline, 4 agent_error |",
        "| `word` | code: 0 hint, 1 disclose, 2 ask, 3 justify, 4 imply, 5 threaten, ",
        "| `others_limit` | list of numbers, each may be nil |",
        "| `deadlines` | list of integers | rounds of each party; 0: none, or unknown |",
    };
    buf out;
    buf_init(&out);
    wire_schema_print(&out);
    buf_byte(&out, 0);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr((const char *)out.data, lines[i])) fail_msg("not printed: %s", lines[i]);
    for (const wire_form *form = wire_forms; form->name; form++)
        assert_non_null(strstr((const char *)out.data, form->text));
    buf_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_the_manual),
        cmocka_unit_test(fields_are_complete),
        cmocka_unit_test(printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
