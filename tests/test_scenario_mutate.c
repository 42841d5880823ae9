/* Hostile files: the shipped ones with bytes flipped, deleted, inserted and doubled, thousands of
 * times. Reading never crashes; it ends with errors, or with a model that holds together. */
#include "base/rng.h"
#include "scenario_fixture.h"

#define MUTANTS 2500

typedef struct text {
    char bytes[16384];
    size_t size;
} text;

static text load_text(const char *name)
{
    char path[512];
    text t;
    snprintf(path, sizeof path, "%s/scenarios/%s.yaml", SOURCE_DIR, name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    t.size = fread(t.bytes, 1, sizeof t.bytes / 2, f);
    assert_true(t.size > 0 && t.size < sizeof t.bytes / 2);
    (void)fclose(f);
    return t;
}

/* Bytes that mean something, and any byte. */
static char random_byte(rng *random)
{
    static const char telling[] = "{}[]:,-#\"'&*!|>%@ \n.0123456789eE+none";
    uint64_t k = rng_below(random, sizeof telling + 15);
    return k < sizeof telling - 1 ? telling[k] : (char)rng_below(random, 256);
}

static void insert(text *t, size_t at, const char *bytes, size_t n)
{
    if (t->size + n > sizeof t->bytes) return;
    memmove(t->bytes + at + n, t->bytes + at, t->size - at);
    memcpy(t->bytes + at, bytes, n);
    t->size += n;
}

static void mutate(text *t, rng *random)
{
    size_t at = (size_t)rng_below(random, t->size), n = 1 + (size_t)rng_below(random, 24);
    char copy[32], byte = random_byte(random);
    if (n > t->size - at) n = t->size - at;
    switch (rng_below(random, 4)) {
    case 0: t->bytes[at] = byte; break;
    case 1: insert(t, at, &byte, 1); break;
    case 2:
        memmove(t->bytes + at, t->bytes + at + n, t->size - at - n);
        t->size -= n;
        break;
    default: /* a piece of the file somewhere else */
        memcpy(copy, t->bytes + at, n);
        insert(t, (size_t)rng_below(random, t->size), copy, n);
    }
    if (t->size == 0) t->bytes[t->size++] = byte;
}

static void check_party(const model *m, const party *p)
{
    assert_non_null(p->utility.table);
    assert_true(isfinite(p->utility.shift) && isfinite(p->reservation));
    assert_true(p->discount > 0 && p->discount <= 1);
    assert_true(p->recognition >= 0 && p->leaving_cost >= 0);
    assert_true(p->obstinacy >= 0 && p->obstinacy <= 1 && p->own_sd >= 0);
    assert_true(p->learns >= 0 && p->learns_bits >= 0 && isfinite(p->mandate));
    for (uint32_t i = 0; i < m->n_parties; i++) assert_true(p->bits[i] >= 0);
    for (uint32_t i = 0; i < p->n_alternatives; i++) {
        const alternative *a = &p->alternatives[i];
        const search_spec *s = a->search;
        bool never = a->arrives == NEVER && a->expires == NEVER;
        assert_true(isfinite(a->worth) && a->arrives >= 0);
        assert_true(never || (!s && a->arrives <= 1 && a->expires > a->arrives));
        assert_true(!s || (s->rate > 0 && s->rate <= RATE_MAX && s->lo <= s->hi));
        assert_true(!s || (s->lifetime > 0 && s->cost >= 0));
    }
}

static void check_model(const scenario *s)
{
    const model *m = &s->model;
    assert_true(m->n_parties >= 2 && m->n_parties <= HG_PARTIES_MAX);
    assert_true(m->space.size > 0 && m->tables[0].n_first > 0);
    assert_true(m->tables[0].rounds <= ROUNDS_MAX);
    for (uint32_t i = 0; i < m->n_parties; i++) check_party(m, &m->parties[i]);
    for (uint32_t i = 0; i < m->tables[0].n_first; i++)
        assert_true(m->tables[0].first[i] < m->n_parties);
    for (uint32_t i = 0; i < m->n_draws; i++) {
        assert_true(m->draws[i].lo <= m->draws[i].hi);
        assert_true(m->draws[i].party < m->n_parties);
    }
}

static bool read_as_scenario(fixture *f, const text *t)
{
    scenario s;
    node *root = node_read(&f->arena, "mutant", t->bytes, t->size, &f->errors);
    bool good = root && scenario_read(&f->arena, root, NULL, &s, &f->errors) == HG_E_OK;
    assert_int_equal(good, f->errors.errors == 0);
    if (good) check_model(&s);
    return good;
}

static bool read_as_experiment(fixture *f, const text *t, const text *scenario_text)
{
    experiment e;
    int code = experiment_read(&f->arena, "mutant", t->bytes, t->size, "scenario",
                               scenario_text->bytes, scenario_text->size, &e, &f->errors);
    assert_int_equal(code == HG_E_OK, f->errors.errors == 0);
    if (code) return false;
    for (uint64_t c = 0; c < experiment_cells(&e) && c < 3; c++) {
        scenario s;
        if (experiment_scenario(&f->arena, &e, c, NULL, &s, &f->errors) == HG_E_OK) check_model(&s);
    }
    return true;
}

static void check_mutants(fixture *f, const char *name, const char *scenario_name, uint64_t count)
{
    text original = load_text(name),
         scenario_text = load_text(scenario_name ? scenario_name : name);
    rng random;
    uint64_t good = 0;
    rng_open(&random, 11, RNG_DESIGN, 0, original.size);
    for (uint64_t i = 0; i < count; i++) {
        text t = original;
        for (uint64_t n = 1 + rng_below(&random, 3); n > 0; n--) mutate(&t, &random);
        good += scenario_name ? read_as_experiment(f, &t, &scenario_text) : read_as_scenario(f, &t);
        error_list_fini(&f->errors);
        arena_reset(&f->arena);
    }
    print_message("%s: %d of %d mutants are valid\n", name, (int)good, (int)count);
    assert_true(good > 0 && good < count);
}

static void mutated_scenarios(void **state)
{
    check_mutants(*state, "split-the-pie", NULL, MUTANTS);
    check_mutants(*state, "used-car", NULL, MUTANTS);
    check_mutants(*state, "../tests/data/preferences/beyond-sums", NULL, MUTANTS);
}

static void mutated_experiments(void **state)
{
    check_mutants(*state, "experiments/leverage", "split-the-pie", MUTANTS / 5);
    check_mutants(*state, "experiments/used-car-leverage", "used-car", MUTANTS / 5);
    check_mutants(*state, "../tests/data/claims", "split-the-pie", MUTANTS / 5);
}

static void mutated_settings(void **state)
{
    static const char *const good[] = {"buyer.value.base=3", "agents.buyer.beta=0.3",
                                       "buyer.alternatives.colleague=none",
                                       "issues.price={min: 0, max: 3, step: 1}"};
    fixture *f = *state;
    rng random;
    rng_open(&random, 12, RNG_DESIGN, 0, 0);
    for (int i = 0; i < 4000; i++) {
        text t;
        override o;
        t.size = strlen(good[i % 4]);
        memcpy(t.bytes, good[i % 4], t.size);
        for (uint64_t n = 1 + rng_below(&random, 3); n > 0; n--) mutate(&t, &random);
        t.bytes[t.size] = '\0';
        if (override_parse(&f->arena, t.bytes, &o, &f->errors)) {
            scenario s;
            const char *path = SOURCE_DIR "/scenarios/used-car.yaml";
            int code = scenario_load(&f->arena, path, &o, 1, &s, &f->errors);
            assert_int_equal(code == HG_E_OK, f->errors.errors == 0);
            if (code == HG_E_OK) check_model(&s);
        }
        error_list_fini(&f->errors);
        arena_reset(&f->arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(mutated_scenarios), TEST(mutated_experiments),
                                       TEST(mutated_settings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
