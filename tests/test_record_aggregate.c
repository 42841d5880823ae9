/* Aggregates: moments and quantiles against the sorted data, merging, writing and reading. */
#include "check.h"

#include "base/rng.h"
#include "record/aggregate.h"

static void buckets_cover_rounds(void **state)
{
    (void)state;
    static const uint32_t rounds[] = {1, 2, 20, 50, 99, 100, 101, 150, 1000, 1000000};
    assert_int_equal(buckets_of(0), 1);
    assert_int_equal(bucket_of(777, 0, 1), 0);
    for (size_t k = 0; k < sizeof rounds / sizeof *rounds; k++) {
        uint32_t n = rounds[k], buckets = buckets_of(n), last = 0;
        assert_int_equal(buckets, n < BUCKETS_MAX ? n : BUCKETS_MAX);
        assert_int_equal(bucket_of(0, n, buckets), 0);
        assert_int_equal(bucket_of(n - 1, n, buckets), buckets - 1);
        for (uint32_t round = 1; round < n; round++) { /* none is skipped, none goes back */
            uint32_t b = bucket_of(round, n, buckets);
            assert_true(b == last || b == last + 1);
            last = b;
        }
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void moments_and_quantiles(void **state)
{
    (void)state;
    enum { N = 20000 };
    static double x[N];
    static const double q[] = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
    aggregate a;
    rng r;
    double sum = 0, squares = 0;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    aggregate_init(&a, 0, 3, 10);
    for (int i = 0; i < N; i++) {
        x[i] = 0.6 + 0.1 * rng_normal(&r);
        aggregate_add(&a, 2, 9, SERIES_DEMAND, x[i]);
        sum += x[i];
    }
    for (int i = 0; i < N; i++) squares += (x[i] - sum / N) * (x[i] - sum / N);
    qsort(x, N, sizeof *x, by_value);
    const bucket *b = aggregate_at(&a, 2, 9);
    assert_int_equal(b->m[SERIES_DEMAND].n, N);
    assert_near(moments_mean(&b->m[SERIES_DEMAND]), sum / N, 1e-12);
    assert_near(moments_sd(&b->m[SERIES_DEMAND]), sqrt(squares / (N - 1)), 1e-9);
    for (size_t k = 0; k < sizeof q / sizeof *q; k++) {
        size_t at = (size_t)(q[k] * (N - 1));
        assert_near(bucket_quantile(b, SERIES_DEMAND, q[k]), x[at], BIN_WIDTH);
    }
    aggregate_fini(&a);
}

/* 100 values spread evenly over one bin: the quantile is linear inside it. */
static void quantile_is_linear_inside_a_bin(void **state)
{
    (void)state;
    aggregate a;
    aggregate_init(&a, 0, 1, 1);
    for (int i = 0; i < 100; i++)
        aggregate_add(&a, 0, 0, SERIES_OFFERED, 0.22 + 0.0001 * (i + 0.5));
    for (double q = 0; q <= 1; q += 0.125)
        assert_near(bucket_quantile(a.at, SERIES_OFFERED, q), 0.22 + 0.01 * q, 1e-9);
    assert_true(isnan(bucket_quantile(a.at, SERIES_DEMAND, 0.5)));
    assert_true(isnan(bucket_quantile(a.at, SERIES_PHI, 0.5)));
    aggregate_fini(&a);
}

static void the_ends_take_what_lies_beyond(void **state)
{
    (void)state;
    static const double x[] = {-1e9, -INFINITY, -0.79, 1.9, 1e300, INFINITY};
    aggregate a;
    aggregate_init(&a, 0, 1, 1);
    for (int i = 0; i < 6; i++) aggregate_add(&a, 0, 0, SERIES_DEMAND, x[i]);
    assert_int_equal(a.at->bin[SERIES_DEMAND][0], 3);
    assert_int_equal(a.at->bin[SERIES_DEMAND][BINS - 1], 3);
    assert_int_equal(a.at->m[SERIES_DEMAND].n, 6);
    aggregate_fini(&a);
}

static void no_data(void **state)
{
    (void)state;
    moments none = {0}, one = {.n = 1, .sum = 2, .sum2 = 4};
    assert_true(isnan(moments_mean(&none)));
    assert_true(isnan(moments_sd(&one)));
    assert_same(moments_mean(&one), 2);
}

static void fill(aggregate *a, rng *r, int values)
{
    for (int i = 0; i < values; i++) {
        uint32_t who = (uint32_t)rng_below(r, a->n_parties);
        uint32_t b = (uint32_t)rng_below(r, a->n_buckets);
        aggregate_add(a, who, b, (series)rng_below(r, SERIES_COUNT), 2 * rng_uniform(r) - 0.5);
    }
    a->sessions += (uint64_t)values;
}

static void assert_aggregates_equal(const aggregate *a, const aggregate *b)
{
    assert_int_equal(a->arm, b->arm);
    assert_int_equal(a->n_parties, b->n_parties);
    assert_int_equal(a->n_buckets, b->n_buckets);
    assert_true(a->sessions == b->sessions);
    assert_memory_equal(a->at, b->at, a->n_parties * a->n_buckets * sizeof *a->at);
}

static void writes_and_reads(void **state)
{
    (void)state;
    static const int values[] = {0, 1, 7, 400, 60000};
    rng r;
    buf b;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    buf_init(&b);
    for (uint32_t i = 0; i < 5; i++) {
        aggregate a, back;
        size_t at = 0;
        aggregate_init(&a, i, 2 + i % 3, 1 + (BUCKETS_MAX - 1) * (i % 4) / 3);
        fill(&a, &r, values[i]);
        buf_clear(&b);
        aggregate_write(&a, &b);
        assert_true(aggregate_read(b.data, b.size, &at, &back));
        assert_int_equal(at, b.size);
        assert_aggregates_equal(&a, &back);
        aggregate_fini(&a);
        aggregate_fini(&back);
    }
    buf_fini(&b);
}

static void empty_ones_are_small(void **state)
{
    (void)state;
    aggregate a;
    buf b;
    buf_init(&b);
    aggregate_init(&a, 3, 2, 100);
    aggregate_add(&a, 1, 50, SERIES_PHI, 0.5);
    aggregate_write(&a, &b);
    assert_true(b.size < 250);
    aggregate_fini(&a);
    buf_fini(&b);
}

/* Merging parts gives counts of the whole exactly; merging in the same order, the same bits. */
static void merging(void **state)
{
    (void)state;
    enum { PARTS = 5 };
    aggregate part[PARTS], first, again, whole;
    rng r, same;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    same = r;
    aggregate_init(&first, 1, 2, 20);
    aggregate_init(&again, 1, 2, 20);
    aggregate_init(&whole, 1, 2, 20);
    for (int i = 0; i < PARTS; i++) {
        aggregate_init(&part[i], 1, 2, 20);
        fill(&part[i], &r, 3000);
        fill(&whole, &same, 3000);
    }
    for (int i = 0; i < PARTS; i++) aggregate_merge(&first, &part[i]);
    for (int i = 0; i < PARTS; i++) aggregate_merge(&again, &part[i]);
    assert_aggregates_equal(&first, &again);
    for (size_t i = 0; i < 2 * 20; i++) {
        assert_memory_equal(first.at[i].bin, whole.at[i].bin, sizeof whole.at[i].bin);
        for (int s = 0; s < SERIES_COUNT; s++) {
            assert_true(first.at[i].m[s].n == whole.at[i].m[s].n);
            assert_near(first.at[i].m[s].sum, whole.at[i].m[s].sum, 1e-9);
        }
    }
    for (int i = 0; i < PARTS; i++) aggregate_fini(&part[i]);
    aggregate_fini(&first);
    aggregate_fini(&again);
    aggregate_fini(&whole);
}

static void hostile(void **state)
{
    (void)state;
    aggregate a, back;
    rng r;
    buf b;
    rng_open(&r, 6, RNG_DESIGN, 0, 0);
    buf_init(&b);
    aggregate_init(&a, 1, 2, 3);
    fill(&a, &r, 40);
    aggregate_write(&a, &b);
    for (size_t size = 0; size < b.size; size++) {
        size_t at = 0;
        assert_false(aggregate_read(b.data, size, &at, &back));
    }
    for (size_t i = 0; i < b.size; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            size_t at = 0;
            b.data[i] ^= (uint8_t)(1u << bit);
            if (aggregate_read(b.data, b.size, &at, &back)) {
                assert_true(back.n_parties <= 16 && back.n_buckets <= BUCKETS_MAX);
                aggregate_fini(&back);
            }
            b.data[i] ^= (uint8_t)(1u << bit);
        }
    }
    aggregate_fini(&a);
    buf_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_cover_rounds),
        cmocka_unit_test(moments_and_quantiles),
        cmocka_unit_test(quantile_is_linear_inside_a_bin),
        cmocka_unit_test(the_ends_take_what_lies_beyond),
        cmocka_unit_test(no_data),
        cmocka_unit_test(writes_and_reads),
        cmocka_unit_test(empty_ones_are_small),
        cmocka_unit_test(merging),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
