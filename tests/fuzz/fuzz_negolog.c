/* Fuzz target: any text as a NegoLog profile, on either side of a good one, and as both. */
#include "foreign_target.h"

static const char profile[] =
    "{\"reservationValue\": 0.2, \"issueWeights\": {\"salary\": 0.8, \"home office\": 0.2},"
    " \"issues\": {\"salary\": {\"low\": 1.0, \"middle\": 0.6, \"high\": 0.0},"
    " \"home office\": {\"none\": 1.0, \"one day\": 0.9, \"\\u00fcberall\": 0.3}}}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_beside((const foreign_text[]){FUZZED, GOOD(profile)}, 2);
    read_beside((const foreign_text[]){GOOD(profile), FUZZED}, 2);
    read_beside((const foreign_text[]){FUZZED, FUZZED}, 2);
    return 0;
}
