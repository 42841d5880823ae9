/* What the fuzz targets of other programs' files share: a few texts that are read as the files of
 * one scenario. Reading ends with errors or with a tree that reads back, and then makes the same
 * model. */
#ifndef TESTS_FUZZ_FOREIGN_TARGET_H
#define TESTS_FUZZ_FOREIGN_TARGET_H
#include "fuzz.h"

#include "scenario/foreign/foreign.h"
#include "scenario/scenario.h"

static inline void check_same(const model *a, const model *b)
{
    must(a->space.size == b->space.size && a->n_parties == b->n_parties);
    for (uint32_t p = 0; p < a->n_parties; p++) {
        must(preference_equal(&a->space, &a->parties[p].preference, &b->parties[p].preference));
        must(a->parties[p].reservation == b->parties[p].reservation);
        must(a->parties[p].discount == b->parties[p].discount);
    }
}

/* The scenario may still be refused: too many outcomes, numbers too large. */
static inline void check_tree(arena *a, node *root, error_list *errors)
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

static inline void read_beside(const foreign_text *texts, size_t n)
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

#define GOOD(t) ((foreign_text){"good", t, sizeof(t) - 1})
#define FUZZED  ((foreign_text){"fuzz", (const char *)data, size})
#endif
