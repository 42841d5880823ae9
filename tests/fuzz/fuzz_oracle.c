/* Fuzz target: any text as a table of values of closed forms. Each row is judged, and what is
 * unknown says why. */
#include "fuzz.h"

#include "theory/oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena mem;
    arena_init(&mem);
    oracle_table t = oracle_check(&mem, (const char *)data, size, 1e-9);
    size_t judged[] = {[ORACLE_EQUAL] = 0, [ORACLE_DIFFERS] = 0, [ORACLE_UNKNOWN] = 0};
    for (size_t i = 0; i < t.count; i++) {
        judged[t.rows[i].verdict]++;
        must((t.rows[i].verdict == ORACLE_UNKNOWN) == (t.rows[i].why != NULL));
    }
    must(judged[ORACLE_DIFFERS] == t.differ && judged[ORACLE_UNKNOWN] == t.unknown);
    arena_fini(&mem);
    return 0;
}
