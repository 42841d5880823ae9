/* Fuzz target: any text as a Genius domain or profile, beside good ones, and alone as both profiles
 * of a scenario whose domain it says itself. */
#include "foreign_target.h"

static const char domain[] =
    "<negotiation_template><utility_space><objective index='0' name='d'>"
    "<issue index='1' name='x' type='discrete'><item value='a'/><item value='b'/></issue>"
    "<issue index='2' name='y' type='integer' lowerbound='0' upperbound='3'/>"
    "</objective></utility_space></negotiation_template>";
static const char profile[] =
    "<utility_space><objective index='0' name='d'><issue index='1' name='x' type='discrete'>"
    "<item value='a' evaluation='1'/><item value='b' evaluation='3'/></issue>"
    "<issue index='2' name='y' type='integer' lowerbound='0' upperbound='3'>"
    "<evaluator ftype='linear' slope='0.3' offset='0'/></issue>"
    "<weight index='1' value='0.5'/><weight index='2' value='0.5'/></objective>"
    "<reservation value='0.2'/></utility_space>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_beside((const foreign_text[]){GOOD(domain), FUZZED, GOOD(profile)}, 3);
    read_beside((const foreign_text[]){FUZZED, GOOD(profile), GOOD(profile)}, 3);
    read_beside((const foreign_text[]){FUZZED, FUZZED}, 2);
    return 0;
}
