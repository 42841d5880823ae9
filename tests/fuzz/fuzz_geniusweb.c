/* Fuzz target: any text as a GeniusWeb domain or profile, beside good ones, and alone as both
 * profiles of a scenario whose domain it says itself. */
#include "foreign_target.h"

static const char domain[] =
    "{\"name\": \"d\", \"issuesValues\": {\"x\": {\"values\": [\"a\", \"b\"]},"
    " \"y\": {\"range\": {\"low\": 0, \"high\": 3, \"step\": 1}}}}";
static const char profile[] =
    "{\"LinearAdditiveUtilitySpace\": {\"issueUtilities\": {"
    "\"x\": {\"discreteutils\": {\"valueUtilities\": {\"a\": 0, \"b\": 1}}},"
    "\"y\": {\"numberutils\": {\"lowValue\": 0, \"lowUtility\": 0, \"highValue\": 3,"
    " \"highUtility\": 1}}}, \"issueWeights\": {\"x\": 0.5, \"y\": 0.5}}}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_beside((const foreign_text[]){GOOD(domain), FUZZED, GOOD(profile)}, 3);
    read_beside((const foreign_text[]){FUZZED, GOOD(profile), GOOD(profile)}, 3);
    read_beside((const foreign_text[]){FUZZED, FUZZED}, 2);
    return 0;
}
