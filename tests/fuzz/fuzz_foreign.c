/* Fuzz target: any text as a domain or a profile of another program, beside good ones. Reading ends
 * with errors or with a tree that reads back, and then makes the same model. */
#include "fuzz.h"

#include "scenario/foreign.h"
#include "scenario/scenario.h"

#include <string.h>

static const char genius_domain[] =
    "<negotiation_template><utility_space><objective index='0' name='d'>"
    "<issue index='1' name='x' type='discrete'><item value='a'/><item value='b'/></issue>"
    "<issue index='2' name='y' type='integer' lowerbound='0' upperbound='3'/>"
    "</objective></utility_space></negotiation_template>";
static const char genius_profile[] =
    "<utility_space><objective index='0' name='d'><issue index='1' name='x' type='discrete'>"
    "<item value='a' evaluation='1'/><item value='b' evaluation='3'/></issue>"
    "<issue index='2' name='y' type='integer' lowerbound='0' upperbound='3'>"
    "<evaluator ftype='linear' slope='0.3' offset='0'/></issue>"
    "<weight index='1' value='0.5'/><weight index='2' value='0.5'/></objective>"
    "<reservation value='0.2'/></utility_space>";
static const char web_domain[] =
    "{\"name\": \"d\", \"issuesValues\": {\"x\": {\"values\": [\"a\", \"b\"]},"
    " \"y\": {\"range\": {\"low\": 0, \"high\": 3, \"step\": 1}}}}";
static const char web_profile[] =
    "{\"LinearAdditiveUtilitySpace\": {\"issueUtilities\": {"
    "\"x\": {\"discreteutils\": {\"valueUtilities\": {\"a\": 0, \"b\": 1}}},"
    "\"y\": {\"numberutils\": {\"lowValue\": 0, \"lowUtility\": 0, \"highValue\": 3,"
    " \"highUtility\": 1}}}, \"issueWeights\": {\"x\": 0.5, \"y\": 0.5}}}";

static void check_same(const model *a, const model *b)
{
    must(a->space.size == b->space.size && a->n_parties == b->n_parties);
    for (uint32_t p = 0; p < a->n_parties; p++) {
        must(preference_equal(&a->space, &a->parties[p].preference, &b->parties[p].preference));
        must(a->parties[p].reservation == b->parties[p].reservation);
        must(a->parties[p].discount == b->parties[p].discount);
    }
}

/* The scenario may still be refused: too many outcomes, numbers too large. */
static void check_tree(arena *a, node *root, error_list *errors)
{
    scenario s, t;
    buf text;
    buf_init(&text);
    node_write(root, &text);
    node *again = node_read(a, "again", (const char *)text.data, text.size, errors);
    must(again && node_equal(root, again));
    if (scenario_read(a, root, NULL, &s, errors) == HG_E_OK) {
        must(scenario_read(a, again, NULL, &t, errors) == HG_E_OK);
        check_same(&s.model, &t.model);
    }
    buf_fini(&text);
}

static void read_beside(const foreign_text *texts, size_t n)
{
    arena a;
    error_list errors;
    arena_init(&a);
    error_list_init(&errors);
    node *root = foreign_read_texts(&a, texts, n, false, &errors);
    must((root != NULL) == (errors.errors == 0));
    if (root) check_tree(&a, root, &errors);
    error_list_fini(&errors);
    arena_fini(&a);
}

#define TEXT(t) ((foreign_text){"good", t, sizeof(t) - 1})

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const foreign_text it = {"fuzz", (const char *)data, size};
    bool xml = size && memchr(data, '<', size < 8 ? size : 8);
    foreign_text domain = xml ? TEXT(genius_domain) : TEXT(web_domain);
    foreign_text profile = xml ? TEXT(genius_profile) : TEXT(web_profile);
    read_beside((const foreign_text[]){domain, it, profile}, 3);
    read_beside((const foreign_text[]){it, profile, profile}, 3);
    read_beside((const foreign_text[]){it, it}, 2);
    return 0;
}
