/* Two time-dependent agents cross where arithmetic says they cross: round, acceptor and number of
 * offers exactly, price to 1e-9. Through real sessions on a price that may be any real number. */
#include "seat_fixture.h"

typedef struct crossing {
    double s0, rs, b0, rb, es, eb; /* openings, limits, exponents */
    unsigned rounds;
    char first, accepts; /* S or B; accepts 0: no deal */
    unsigned round, offers;
    double price;
} crossing;

static bool read_crossing(const char *line, crossing *c)
{
    *c = (crossing){0};
    int n = sscanf(line,
                   "DISCRETE S0=%lf RS=%lf B0=%lf RB=%lf es=%lf eb=%lf N=%u first=%c -> round=%u "
                   "accepts=%c price=%lf offers=%u",
                   &c->s0, &c->rs, &c->b0, &c->rb, &c->es, &c->eb, &c->rounds, &c->first, &c->round,
                   &c->accepts, &c->price, &c->offers);
    return n == 12 || (n == 8 && strstr(line, "NO DEAL"));
}

static const char *boulware(talk *t, double exponent)
{
    return arena_format(&t->run, "boulware:beta=%.17g", 1 / exponent);
}

static talk *play(const crossing *c)
{
    talk *t = talk_new(c->b0, c->s0, 0, c->rounds);
    t->parties[0].reservation = c->rs;
    t->parties[1].reservation = c->s0 - c->rb;
    t->first[0] = c->first == 'B';
    talk_finish(t);
    talk_seat(t, 0, boulware(t, c->es));
    talk_seat(t, 1, boulware(t, c->eb));
    talk_play(t, 0);
    return t;
}

static void check(const crossing *c)
{
    talk *t = play(c);
    if (!c->accepts) {
        assert_int_equal(t->row.result, HG_RESULT_DEADLINE);
        assert_int_equal(t->row.offers, 2 * c->rounds);
    } else {
        assert_int_equal(t->row.result, HG_RESULT_DEAL);
        assert_int_equal(t->row.round, c->round);
        assert_int_equal(t->row.by, c->accepts == 'B');
        assert_int_equal(t->row.offers, c->offers);
        assert_near(t->price, c->price, 1e-9);
    }
    talk_free(t);
}

/* Sellers at 1 -> .3, buyers at 0 -> .7, 11 rounds, linear, seller first: in round 8 the seller
 * would ask 1 - .7 * .8 = .44 and has .7 * .7 = .49 before it. Buyer first: .51 before .56. */
static void test_by_hand(void **unused)
{
    (void)unused;
    crossing c = {1, 0.3, 0, 0.7, 1, 1, 11, 'S', 'S', 8, 16, 0.49};
    check(&c);
    c = (crossing){1, 0.3, 0, 0.7, 1, 1, 11, 'B', 'B', 8, 16, 0.51};
    check(&c);
    c = (crossing){1, 0.75, 0, 0.7, 1, 1, 11, 'S', 0, 0, 0, 0}; /* the limits do not meet */
    check(&c);
}

static void test_reference(void **unused)
{
    (void)unused;
    FILE *in = fopen(SOURCE_DIR "/../shared/data/theory/crossings.txt", "r");
    if (!in) {
        print_message("skipped: no reference data\n");
        skip();
    }
    char line[256];
    crossing c;
    int n = 0;
    while (fgets(line, sizeof line, in)) {
        if (strncmp(line, "DISCRETE", 8) != 0) continue;
        if (!read_crossing(line, &c)) fail_msg("cannot read: %s", line);
        check(&c);
        n++;
    }
    (void)fclose(in);
    assert_true(n >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
