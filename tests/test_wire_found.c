/* Inputs that the fuzzers found (tests/fuzz/found), as plain tests: under a sanitizer they must
 * stay silent. */
#include "check.h"

#include "wire/wire.h"

/* An empty text stands nowhere: its address is NULL. */
static void hello_without_a_name(void **unused)
{
    (void)unused;
    uint8_t bytes[64];
    wire_message m;
    size_t size = wire_encode_hello(1, "", bytes, sizeof bytes);
    assert_true(size > 0);
    assert_int_equal(wire_decode(NULL, bytes, size, &m), WIRE_OK);
    assert_int_equal(m.m.kind, HG_HELLO);
    assert_string_equal(m.agent, "");
    const uint8_t found[] = {0x98, 0x00, 0x01, 0x00, 0x13, 0x20, 0x74, 0xa0, 0x78};
    assert_int_not_equal(wire_decode(NULL, found, sizeof found, &m), WIRE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hello_without_a_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
