/* The table of closed forms: is it whole, does it find what is meant, say what is wrong, and check
 * tables of values, the reference among them where it is at hand. */
#include "check.h"

#include "base/rng.h"
#include "theory/oracle.h"

#define REFERENCE SOURCE_DIR "/../shared/data/theory/oracles.tsv"

static arena mem;
static int set_up(void **state)
{
    (void)state;
    arena_init(&mem);
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_fini(&mem);
    return 0;
}

/* The value of a quantity, asked as a row of a table asks; NaN with *why where that is wrong. */
static double ask(const char *family, const char *parameters, const char *quantity,
                  const char **why)
{
    const char *words[16];
    size_t n = 0, at = 0;
    char *rest = arena_text(&mem, parameters);
    for (char *word; (word = strtok_r(rest, " ", &rest));) words[n++] = word;
    oracle_question q;
    double values[ORACLE_QUANTITIES];
    if ((*why = oracle_ask(&mem, family, words, n, &q))) return NAN;
    if ((*why = oracle_find_quantity(&mem, &q, quantity, &at))) return NAN;
    if ((*why = oracle_answer(&mem, &q, values))) return NAN;
    return values[at];
}

static void answers(const char *family, const char *parameters, const char *quantity, double value)
{
    const char *why;
    double x = ask(family, parameters, quantity, &why);
    if (why) fail_msg("%s %s %s: %s", family, parameters, quantity, why);
    assert_near(x, value, 1e-12);
}

static void refuses(const char *family, const char *parameters, const char *quantity,
                    const char *says)
{
    const char *why;
    double x = ask(family, parameters, quantity, &why);
    if (!why) fail_msg("%s %s %s gives %g, should not", family, parameters, quantity, x);
    if (!strstr(why, says)) fail_msg("\"%s\" does not say \"%s\"", why, says);
}

/* ---- the table itself ---- */

static void every_family_is_whole_and_answers_at_its_defaults(void **state)
{
    (void)state;
    const oracle_family *f;
    size_t count = 0;
    for (; (f = oracle_family_at(count)); count++) {
        oracle_question q;
        double values[ORACLE_QUANTITIES];
        for (size_t i = 0; i < ORACLE_QUANTITIES; i++) values[i] = NAN;
        assert_null(oracle_ask(&mem, f->word, NULL, 0, &q));
        assert_null(oracle_answer(&mem, &q, values));
        assert_true(f->title && f->formula && f->conditions && f->source && f->compute);
        assert_true(oracle_count_parameters(f) > 0 && oracle_count_quantities(f) > 0);
        for (size_t i = 0; i < oracle_count_quantities(f); i++)
            if (isnan(values[i])) fail_msg("%s: %s", f->word, f->quantities[i].name);
        for (size_t i = 0; i < oracle_count_parameters(f);
             i++) { /* the default is within its range */
            const oracle_parameter *p = &f->parameters[i];
            const char *word = arena_format(&mem, "%s=%s", p->name, p->preset);
            if (oracle_ask(&mem, f->word, &word, 1, &q)) fail_msg("%s %s", f->word, word);
        }
    }
    assert_true(count > 45);
}

static void every_name_means_one_family(void **state)
{
    (void)state;
    const oracle_family *f;
    for (size_t i = 0; (f = oracle_family_at(i)); i++) {
        const char *names[] = {f->word, oracle_full_name(&mem, f),
                               arena_format(&mem, "%s.%s", f->id, f->word)};
        oracle_question q;
        for (size_t k = 0; k < 3; k++) {
            assert_null(oracle_ask(&mem, names[k], NULL, 0, &q));
            if (q.family != f) fail_msg("%s means %s", names[k], q.family->word);
        }
        char *rest = arena_text(&mem, f->aliases ? f->aliases : "");
        for (char *alias; (alias = strtok_r(rest, "|", &rest));) {
            assert_null(oracle_ask(&mem, alias, NULL, 0, &q));
            if (q.family != f) fail_msg("%s means %s, not %s", alias, q.family->word, f->word);
        }
        for (size_t k = 0; k < oracle_count_quantities(f); k++) { /* and one quantity */
            size_t at;
            assert_null(oracle_ask(&mem, f->word, NULL, 0, &q));
            assert_null(oracle_find_quantity(&mem, &q, f->quantities[k].name, &at));
            if (at != k) fail_msg("%s: %s", f->word, f->quantities[k].name);
        }
    }
}

/* ---- asking ---- */

static void a_family_is_found_by_every_name_it_has(void **state)
{
    (void)state;
    const char *const names[] = {"R3.outside_option",
                                 "outside_option",
                                 "outside-option",
                                 "Outside-Option",
                                 "R3",
                                 "r3.OUTSIDE-option",
                                 "oop"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        answers(names[i], "d1=.9 d2=0.9 w1=0 w2=.6", "share1_if_1_proposes", 0.4);
    answers("stahl", "d1=.9 d2=.9 T=2", "share1", 0.1);
    answers("F4.price_vs_BATNA linear/linear", "S0=1 B0=0 RB=0.7 RS=.3", "price", 0.5);
    answers("osborne_rubinstein_6.2", "S=2 B=3 delta=.9", "p*=1/(2-d+d*S/B)", 1 / 1.7);
    answers("limit", "r1=1 r2=2", "share1", 2.0 / 3); /* its parameters say which */
    answers("limit", "alpha=1 beta=.25", "price", 0.8);
    refuses("limit", "", "share1", "R1.limit, R3.limit, M1.limit");
    refuses("R2.rubinstein", "d1=.9 d2=.9", "share1", "no family is called");
    refuses("rubinstien", "", "share1", "did you mean \"rubinstein\"?");
}

static void a_number_may_be_written_in_many_ways(void **state)
{
    (void)state;
    answers("trust", "a0=1 b0=1/1 kept=+3 broken=2/2", "E trust", 2.0 / 3);
    answers("door-open", "w=4e-1 omega=.25+.25 delta=1-.1 x_reopen=0.2*3", "effective", 0.49);
    answers("R1", "d1=1/2 d2=.5", "share1_if_1_proposes", 2.0 / 3);
    answers("K2", "U[0,1]^2", "first_best_gains", 1.0 / 6);
    answers("K2", "seller=U[0,1] buyer=[1,1+1]", "min_subsidy_for_efficiency", 0);
    answers("search", "lam=1 worth=U[0,2] left=inf r=0 cost=.25", "worth", 1);
    answers("nash-curved", "frontier=1-u1 eta=.5 d1=0 d2=0", "u2", 0.5);
    answers("nash-curved", "frontier=u2=1-u1^3 eta=.5 d1=0 d2=0", "u2", 0.75);
    for (const char *const *bad =
             (const char *const[]){"d1=", "d1=x", "d1=1/0", "d1=.5.", "d1=0x1", "d1=nan", "d1=inf",
                                   "d1=1e999", "d1=.5+", NULL};
         *bad; bad++)
        refuses("rubinstein", *bad, "share1", "is not a number");
    refuses("K2", "seller=U[1,0] buyer=U[0,1]", "margin", "U[lo,hi]");
    refuses("nash-curved", "frontier=u2=1-u1^.5", "u1", "must be");
    refuses("rubinstein", "U[0,1]", "share1", "takes no range");
}

static void a_wrong_parameter_is_named(void **state)
{
    (void)state;
    refuses("rubinstein", "d1=1.2 d2=.5", "share1", "d1 is 1.2, must be 0..1");
    refuses("rubinstein", "d3=.5", "share1", "did you mean \"d1\"?");
    refuses("rubinstein", "patience=.5", "share1", "it has d1, d2");
    refuses("rubinstein", "d1=.5 d1=.6", "share1", "twice");
    refuses("rubinstein", "d1 d2", "share1", "\"d1\" is not KEY=VALUE");
    refuses("stahl", "T=2.5", "share1", "must be 1, 2, ..");
    refuses("abreu-gul", "z1=0", "T1", "between 0 and 1");
    refuses("rubinstein", "d1=1 d2=1", "share1", "nobody minds waiting");
    refuses("outside-option", "w1=.6 w2=.6", "share1", "no zone of agreement");
    refuses("abreu-gul", "a1=.4 a2=.5", "T1", "compatible");
    refuses("crossing", "RS=.8 RB=.7", "tau*", "no deal");
    refuses("crossing-deadlines", "RS=.5 RB=.6 TS=5 TB=50", "t*", "first deadline");
    refuses("bluff", "pH=.4 pL=.5", "q*", "pL < pH < v");
}

static void a_quantity_is_found_by_what_stands_before_its_explanation(void **state)
{
    (void)state;
    const char *abreu = "r1=.1 r2=.1 a1=.7 a2=.6 z1=.01 z2=.05";
    answers("R2.stahl_bd", "d1=0.9 d2=0.9 T=2 b1=0.3 b2=0.1", "share1 (breakdown payoffs after T)",
            0.343);
    answers("A1", abreu, "F2(0)", 0);
    answers("A1", abreu, "lambda1", 0.1);
    answers("K1", "k=.5", "ask at c=0.2", 0.2 / 1.5 + 0.25);
    answers("K1", "k=.5", "bid at v=0.8", 0.8 / 1.5 + 1.0 / 12);
    answers("K1", "k=.5", "efficiency (gains/(1/6))", 27.0 / 32);
    answers("H2", "prior=.5 p_hint_strong=.9 p_hint_weak=.5", "P(strong|silence)", 1.0 / 6);
    answers("I2", "delta=.75", "price ratio p(n+1)/p(n)=1/(1+s)", 2.0 / 3);
    answers("I2", "delta=.75", "first", 1.0 / 3);
    answers("I1", "bits=1", "seller_revenue", 0.3125);
    answers("I1", "N=3 bits=1.585", "buyer_surplus", 0.125);
    answers("F4", "S0=1 B0=0 RB=0.7 RS=.3", "dprice/dRS", 0.7 / 1.96);
    refuses("A1", abreu, "payoff", "has no quantity \"payoff\"");
    refuses("H2", "", "P", "has no quantity");
    refuses("I1", "N=4 bits=3", "seller_revenue", "do not go together");
    refuses("I1", "bits=1.5", "seller_revenue", "do not go together");
    refuses("I1", "bits=2000", "seller_revenue", "more than 1e9 cells");
    refuses("K1", "k=.5", "ask at w=0.2", "no parameter \"w\"");
    refuses("K1", "k=.5", "effciency", "did you mean \"efficiency\"?");
    refuses("rubinstein", "", "share", "has no quantity");
}

/* Values from the ends of every range: nothing hangs, and what is said to be a share is one. */
static void extreme_values_are_answered_or_refused(void **state)
{
    (void)state;
    static const char *const ends[] = {"0",    "1",      "0.5",         "1e-300",
                                       "1e-9", "1e6",    "0.75",        "1e300",
                                       "-1e9", "2",      "inf",         "0.999999999999999",
                                       "3",    "U[0,1]", "U[-1e9,1e9]", "u2=1-u1^1e9"};
    enum { ENDS = sizeof ends / sizeof *ends, TRIES = 400 };
    const oracle_family *f;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (size_t i = 0; (f = oracle_family_at(i)); i++)
        for (int t = 0; t < TRIES; t++) {
            const char *words[ORACLE_PARAMETERS];
            double values[ORACLE_QUANTITIES];
            oracle_question q;
            size_t n = oracle_count_parameters(f);
            for (size_t k = 0; k < n; k++)
                words[k] =
                    arena_format(&mem, "%s=%s", f->parameters[k].name, ends[rng_below(&r, ENDS)]);
            if (oracle_ask(&mem, f->word, words, n, &q) || oracle_answer(&mem, &q, values))
                continue;
            for (size_t k = 0; k < oracle_count_quantities(f); k++)
                if (!strncmp(f->quantities[k].help, "share of", 8) && !isnan(values[k]) &&
                    !(values[k] >= -1e-9 && values[k] <= 1 + 1e-9))
                    fail_msg("%s %s %s: %s = %g", f->word, words[0], n > 1 ? words[1] : "",
                             f->quantities[k].name, values[k]);
        }
}

/* ---- tables ---- */

static oracle_table check(const char *text) { return oracle_check(&mem, text, strlen(text), 1e-9); }

static void a_table_is_read_as_people_write_it(void **state)
{
    (void)state;
    oracle_table t =
        check("\xef\xbb\xbf# values\r\n\r\nfamily\tparams\tquantity\tvalue\tremark\r\n"
              "R1.rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\t0.666666666667\tx\ty\r\n"
              "  # more\r\nrubinstein\t d1=.5  d2=.5 \tshare1_if_2_proposes\t.3333333333\n"
              "stahl\td1=.9 d2=.9 T=2\tshare1\t0.1");
    assert_int_equal(t.count, 3);
    assert_int_equal(t.differ + t.unknown, 0);
    assert_int_equal(t.rows[0].line, 4);
    assert_int_equal(t.rows[1].line, 6);
    assert_int_equal(check("").count, 0);
    assert_int_equal(check("family\n").unknown, 1); /* not a header: it has no columns */
}

static void what_differs_and_what_is_unknown_are_told_apart(void **state)
{
    (void)state;
    oracle_table t = check("rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\t0.66666667\n"
                           "rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\t0.6666666666\n"
                           "rubinstein\td1=.5 d2=.5\tshare1_if_1_proposes\tmuch\n"
                           "rubinstein\td1=.5\tshare1_if_1_proposes\t0.5\n"
                           "rubinstein\td1=.5 d2=.5\tshare9\t0.5\n"
                           "nothing\td1=.5 d2=.5\tshare1\t0.5\n"
                           "rubinstein d1=.5 d2=.5 share1 0.5\n"
                           "myerson-satterthwaite\tseller=U[2,3] buyer=U[0,1]\tefficiency\t1\n");
    const oracle_verdict expected[] = {ORACLE_DIFFERS, ORACLE_EQUAL,   ORACLE_UNKNOWN,
                                       ORACLE_UNKNOWN, ORACLE_UNKNOWN, ORACLE_UNKNOWN,
                                       ORACLE_UNKNOWN, ORACLE_UNKNOWN};
    assert_int_equal(t.count, 8);
    assert_int_equal(t.differ, 1);
    assert_int_equal(t.unknown, 6);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(t.rows[i].verdict, expected[i]);
        assert_true((t.rows[i].why != NULL) == (expected[i] == ORACLE_UNKNOWN));
    }
    assert_non_null(strstr(t.rows[3].why, "d2 is not given"));
    assert_near(t.rows[0].computed, 2.0 / 3, 1e-15);
}

static void large_values_are_compared_by_their_digits(void **state)
{
    (void)state;
    const char *form = "nash\teta=.5 d1=0 d2=0 S=2e9\tu1\t%s\n";
    assert_int_equal(check(arena_format(&mem, form, "1000000000.5")).differ, 0);
    assert_int_equal(check(arena_format(&mem, form, "1000000002")).differ, 1);
}

/* Six decimals are a number that was cut; fewer are meant as they stand. */
static void rounded_parameters_are_allowed_for(void **state)
{
    (void)state;
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.866025\tcorr\t0.5\n").differ, 0);
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.866025\tcorr\t0.500001\n").differ, 1);
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.86602540\tcorr\t0.5\n").differ, 0);
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.8660250\tcorr\t0.5\n").differ, 1);
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.866000\tcorr\t0.5\n").differ, 1);
    assert_int_equal(check("C1\ta=.5 sd_open=1 sd_noise=0.866\tcorr\t0.5\n").differ, 1);
}

static void hostile_tables_are_only_unknown(void **state)
{
    (void)state;
    char *text = arena_alloc(&mem, 70000);
    memset(text, 'a', 66000);
    assert_int_equal(oracle_check(&mem, text, 66000, 1e-9).unknown, 1);
    memset(text, '\t', 66000);
    assert_int_equal(oracle_check(&mem, text, 66000, 1e-9).count, 0); /* blank */
    for (size_t i = 0; i < 66000; i++) text[i] = (char)(i * 7 % 256);
    oracle_table t = oracle_check(&mem, text, 66000, 1e-9);
    assert_int_equal(t.unknown, t.count);
    char zero[] = "rubinstein\td1=.5\0 d2=.5\tshare1\t1\n";
    assert_int_equal(oracle_check(&mem, zero, sizeof zero - 1, 1e-9).unknown, 1);
}

static void the_reference_table_holds_to_the_last_row(void **state)
{
    (void)state;
    FILE *from = fopen(REFERENCE, "r");
    if (!from) {
        print_message("no reference table beside the repository: left out\n");
        skip();
        return;
    }
    enum { MOST = 1 << 20 };
    char *text = arena_alloc(&mem, MOST);
    size_t n = fread(text, 1, MOST, from);
    fclose(from);
    oracle_table t = oracle_check(&mem, text, n, 1e-9);
    assert_true(t.count > 300);
    for (size_t i = 0; i < t.count; i++)
        if (t.rows[i].verdict != ORACLE_EQUAL)
            fail_msg("line %u: %s %s", t.rows[i].line, t.rows[i].family,
                     t.rows[i].why ? t.rows[i].why : "differs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_family_is_whole_and_answers_at_its_defaults),
        cmocka_unit_test(every_name_means_one_family),
        cmocka_unit_test(a_family_is_found_by_every_name_it_has),
        cmocka_unit_test(a_number_may_be_written_in_many_ways),
        cmocka_unit_test(a_wrong_parameter_is_named),
        cmocka_unit_test(a_quantity_is_found_by_what_stands_before_its_explanation),
        cmocka_unit_test(extreme_values_are_answered_or_refused),
        cmocka_unit_test(a_table_is_read_as_people_write_it),
        cmocka_unit_test(what_differs_and_what_is_unknown_are_told_apart),
        cmocka_unit_test(large_values_are_compared_by_their_digits),
        cmocka_unit_test(rounded_parameters_are_allowed_for),
        cmocka_unit_test(hostile_tables_are_only_unknown),
        cmocka_unit_test(the_reference_table_holds_to_the_last_row),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
