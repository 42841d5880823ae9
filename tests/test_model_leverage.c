/* Leverage against published vectors, a second implementation that follows the formulas word by
 * word, the exact anchors of the theory, and properties over 100,000 random states. */
#include "check.h"

#include "base/rng.h"
#include "model/frontier.h"
#include <higgle/math.h>

#include <jansson.h>

#define THEORY SOURCE_DIR "/../shared/data/theory/"
#define N_MAX  6

/* ---- the second implementation: n parties, transferable, as the text has it ---- */

static double xi(double iota) { return (1 + iota) / 2; }
static double zeta(double iota) { return (1 - iota) / 4; }

static void slow_sigma(uint32_t n, const double *p, const double *h, const double *iota,
                       double *out)
{
    double eta[N_MAX], a[N_MAX], sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += eta[i] = p[i] / h[i];
    for (uint32_t i = 0; i < n; i++) eta[i] /= sum;
    sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        double mean = 0, rents = 0;
        for (uint32_t j = 0; j < n; j++) {
            if (j == i) continue;
            mean += xi(iota[i * n + j]) / (n - 1);
            rents += eta[j] * zeta(iota[j * n + i]) / (n - 1);
        }
        sum += a[i] = eta[i] * mean + rents;
    }
    for (uint32_t i = 0; i < n; i++) out[i] = a[i] / sum;
}

/* lam by bisection: sum of max(w, kappa w + lam sigma) = pie. */
static void slow_shares(uint32_t n, double pie, double kappa, const double *w, const double *sigma,
                        double *phi)
{
    double lo = -1e6 * pie, hi = 1e6 * pie;
    for (int step = 0; step < 200; step++) {
        double lam = (lo + hi) / 2, sum = 0;
        for (uint32_t i = 0; i < n; i++) {
            double x = kappa * w[i] + lam * sigma[i];
            phi[i] = (x > w[i] ? x : w[i]) / pie;
            sum += phi[i];
        }
        if (sum > 1)
            hi = lam;
        else
            lo = lam;
    }
}

static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

typedef struct state {
    double pie, kappa, w[N_MAX], p[N_MAX], h[N_MAX], iota[N_MAX * N_MAX];
    uint32_t n;
} state;

static void slow_phi(const state *s, unsigned on, double *phi)
{
    double w[N_MAX], p[N_MAX], h[N_MAX], iota[N_MAX * N_MAX], sigma[N_MAX];
    for (uint32_t i = 0; i < s->n; i++) {
        w[i] = on & 1 ? s->w[i] : 0;
        p[i] = on & 2 ? s->p[i] : 1;
        h[i] = on & 2 ? s->h[i] : 1;
        for (uint32_t j = 0; j < s->n; j++) iota[i * s->n + j] = on & 4 ? s->iota[i * s->n + j] : 0;
    }
    slow_sigma(s->n, p, h, iota, sigma);
    slow_shares(s->n, s->pie, s->kappa, w, sigma, phi);
}

static void slow_parts(const state *s, double of[3][N_MAX])
{
    memset(of, 0, 3 * sizeof of[0]);
    for (int o = 0; o < 6; o++)
        for (int k = 0, on = 0; k < 3; k++) {
            int source = orders[o][k];
            double before[N_MAX], after[N_MAX];
            slow_phi(s, (unsigned)on, before);
            on |= 1 << source;
            slow_phi(s, (unsigned)on, after);
            for (uint32_t i = 0; i < s->n; i++) of[source][i] += (after[i] - before[i]) / 6;
        }
}

/* ---- states ---- */

static hg_standing standing_of(const state *s)
{
    return (hg_standing){s->n, s->pie, s->kappa, s->w, s->p, s->h, s->iota, NULL, NULL};
}

static state random_state(rng *r, uint32_t n)
{
    state s = {.n = n, .pie = 0.1 + 100 * rng_uniform(r), .kappa = rng_uniform(r)};
    double room = s.pie;
    for (uint32_t i = 0; i < n; i++) {
        s.w[i] = rng_below(r, 5) == 0 ? 0 : rng_uniform(r) * room * (n == 2 ? 1 : 0.5);
        room -= s.w[i];
        s.p[i] = 0.02 + rng_uniform(r);
        s.h[i] = 0.01 + 3 * rng_uniform(r);
        for (uint32_t j = 0; j < n; j++)
            s.iota[i * n + j] = i == j ? 0 : rng_below(r, 6) == 0 ? 1 : rng_uniform(r);
    }
    uint32_t turn = (uint32_t)rng_below(r, n); /* the first drawn has the widest choice */
    double swap = s.w[0];
    s.w[0] = s.w[turn];
    s.w[turn] = swap;
    return s;
}

static double phi_first(const state *s)
{
    double phi[N_MAX];
    hg_standing standing = standing_of(s);
    assert_int_equal(hg_shares_of(&standing, phi, NULL), HG_ZONE);
    return phi[0];
}

static state two(double pie, double w1, double w2, double kappa, double p1, double h1, double h2,
                 double iota1, double iota2)
{
    return (state){.n = 2,
                   .pie = pie,
                   .kappa = kappa,
                   .w = {w1, w2},
                   .p = {p1, 1 - p1},
                   .h = {h1, h2},
                   .iota = {0, iota1, iota2, 0}};
}

/* ---- published vectors ---- */

static void check_vector(const double *in, const double *out)
{
    state s = two(in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8]);
    hg_standing standing = standing_of(&s);
    hg_leverage got[2];
    double joint = 0;
    assert_int_equal(hg_leverage_of(&standing, got, &joint), HG_ZONE);
    assert_near(got[0].phi, out[0], 1e-9);
    assert_near(got[0].lambda, out[1], 1e-9);
    assert_near(got[0].alternatives, out[2], 1e-9);
    assert_near(got[0].power, out[3], 1e-9);
    assert_near(got[0].information, out[4], 1e-9);
    assert_same(got[0].frontier, 0);
    assert_same(joint, 1);
    assert_near(got[0].target, out[0] * in[0], 1e-9 * in[0]);
}

static void published_vectors_of_two(void **unused)
{
    (void)unused;
    FILE *f = fopen(THEORY "leverage_vectors.tsv", "r");
    if (!f) {
        print_message("skipped: no reference data\n");
        skip();
        return;
    }
    char line[512];
    int rows = 0, without = 0;
    while (fgets(line, sizeof line, f)) {
        double in[9], out[6];
        char *at = line, *end;
        int k = 0;
        for (; k < 9 && (in[k] = strtod(at, &end), end != at); k++) at = end;
        if (k < 9) continue; /* the heading */
        rows++;
        if (strstr(line, "NO_ZONE")) {
            state s = two(in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8]);
            hg_standing standing = standing_of(&s);
            hg_leverage got[2] = {{.phi = -7}};
            assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_NO_ZONE);
            assert_same(got[0].phi, -7);
            without++;
            continue;
        }
        for (k = 0; k < 6; k++) out[k] = strtod(at, &at);
        check_vector(in, out);
    }
    fclose(f);
    assert_int_equal(rows, 14);
    assert_int_equal(without, 1);
}

static json_t *load(const char *path)
{
    json_t *root = json_load_file(path, 0, NULL);
    if (!root) print_message("skipped: no reference data\n");
    return root;
}

static double number(const json_t *object, const char *key, size_t i)
{
    const json_t *value = json_object_get(object, key);
    return json_number_value(json_is_array(value) ? json_array_get(value, i) : value);
}

static state state_of_json(const json_t *row)
{
    state s = {.n = (uint32_t)json_array_size(json_object_get(row, "w")),
               .pie = number(row, "pie", 0),
               .kappa = number(row, "kappa", 0)};
    for (uint32_t i = 0; i < s.n; i++) {
        s.w[i] = number(row, "w", i);
        s.p[i] = number(row, "p", i);
        s.h[i] = number(row, "h", i);
        const json_t *known = json_array_get(json_object_get(row, "iota"), i);
        for (uint32_t j = 0; j < s.n; j++)
            s.iota[i * s.n + j] = json_number_value(json_array_get(known, j));
    }
    return s;
}

static void published_vectors_of_n(void **unused)
{
    (void)unused;
    json_t *root = load(THEORY "leverage_n.json"), *row;
    if (!root) {
        skip();
        return;
    }
    size_t k;
    json_array_foreach(root, k, row)
    {
        state s = state_of_json(row);
        hg_standing standing = standing_of(&s);
        hg_leverage got[N_MAX];
        assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_ZONE);
        for (uint32_t i = 0; i < s.n; i++) {
            assert_near(got[i].phi, number(row, "phi", i), 1e-9);
            assert_near(got[i].lambda, number(row, "Lambda", i), 1e-9);
            assert_near(got[i].alternatives, number(row, "alternatives", i), 1e-9);
            assert_near(got[i].power, number(row, "power", i), 1e-9);
            assert_near(got[i].information, number(row, "information", i), 1e-9);
        }
    }
    assert_int_equal(k, 16);
    json_decref(root);
}

typedef struct hull {
    double u[2 * 4096], best[2];
    hg_frontier frontier;
} hull;

static void hull_of(hull *h, const double *u, size_t size)
{
    uint32_t order[4096];
    assert_true(size > 0 && size <= 4096);
    h->best[0] = h->best[1] = -INFINITY;
    for (size_t i = 0; i < 2 * size; i++)
        if (u[i] > h->best[i % 2]) h->best[i % 2] = u[i];
    size_t count = frontier_pareto(u, size, order);
    for (size_t i = 0; i < count; i++)
        memcpy(&h->u[2 * i], &u[2 * (size_t)order[i]], 2 * sizeof *u);
    count = frontier_hull(h->u, count);
    h->frontier = (hg_frontier){2, (uint32_t)count, h->u, h->best};
}

static void published_vectors_of_many_issues(void **unused)
{
    (void)unused;
    json_t *root = load(THEORY "leverage_ntu.json"), *row;
    if (!root) {
        skip();
        return;
    }
    size_t k;
    json_array_foreach(root, k, row)
    {
        static double u[2 * 4096];
        static hull h;
        const json_t *outcomes = json_object_get(row, "outcomes");
        size_t size = json_array_size(outcomes);
        for (size_t i = 0; i < 2 * size; i++)
            u[i] = json_number_value(json_array_get(json_array_get(outcomes, i / 2), i % 2));
        hull_of(&h, u, size);
        double w[2] = {number(row, "w", 0), number(row, "w", 1)};
        double p[2] = {number(row, "p1", 0), 1 - number(row, "p1", 0)};
        double hazard[2] = {number(row, "h", 0), number(row, "h", 1)};
        double iota[4] = {0, number(row, "iota", 0), number(row, "iota", 1), 0};
        hg_standing s = {2, 0, number(row, "kappa", 0), w, p, hazard, iota, &h.frontier, NULL};
        hg_leverage got[2];
        double joint, phi[2], target[2];
        assert_int_equal(hg_leverage_of(&s, got, &joint), HG_ZONE);
        assert_near(got[0].phi, number(row, "phi", 0), 1e-9);
        assert_near(got[0].lambda, number(row, "Lambda", 0), 1e-9);
        assert_near(joint, number(row, "J", 0), 1e-9);
        assert_near(got[0].frontier, number(row, "frontier", 0), 1e-9);
        assert_near(got[0].alternatives, number(row, "alternatives", 0), 1e-9);
        assert_near(got[0].power, number(row, "power", 0), 1e-9);
        assert_near(got[0].information, number(row, "information", 0), 1e-9);
        assert_int_equal(hg_shares_of(&s, phi, target), HG_ZONE);
        for (int i = 0; i < 2; i++) {
            assert_same(phi[i], got[i].phi);
            assert_same(target[i], got[i].target);
            assert_near(target[i] / h.best[i], got[i].phi * joint, 1e-9);
        }
    }
    assert_int_equal(k, 12);
    json_decref(root);
}

/* ---- exact anchors ---- */

static void outside_option_principle(void **unused)
{
    (void)unused;
    for (int i = 0; i <= 10; i++) {
        double w =
            i / 10.0; /* kappa = 0, both know all: half, or the outside value where it binds */
        state s = two(1, w, 0, 0, 0.5, 1, 1, 1, 1);
        assert_near(phi_first(&s), w > 0.5 ? w : 0.5, 1e-15);
        s = two(1, 0, w, 0, 0.5, 1, 1, 1, 1);
        assert_near(phi_first(&s), w > 0.5 ? 1 - w : 0.5, 1e-15);
    }
}

static void nash_split(void **unused)
{
    (void)unused;
    for (int i = 0; i <= 5; i++)
        for (int j = 0; j <= 5; j++) {
            double w1 = i / 10.0, w2 = j / 10.0;
            state s = two(1, w1, w2, 1, 0.5, 0.3, 0.3, 1, 1);
            assert_near(phi_first(&s), w1 + (1 - w1 - w2) / 2, 1e-15);
        }
}

static void random_proposer_limit(void **unused)
{
    (void)unused;
    state s = two(1, 0, 0, 0.5, 0.3, 0.2, 0.5, 1, 1);
    assert_near(phi_first(&s), 0.3 * 0.5 / (0.3 * 0.5 + 0.7 * 0.2), 1e-15);
    /* Information multiplies power: without it a proposer alone keeps (1 + eta) / 3. */
    s = two(1, 0, 0, 0.5, 1, 1, 1, 0, 0);
    assert_near(phi_first(&s), 2.0 / 3, 1e-15);
    assert_near(hg_sigma(1, 0, 1, 1, 1, 0), 1, 1e-15);
    assert_near(hg_sigma(0, 1, 1, 1, 0, 1), 0, 1e-15);
}

static void nobody_in_a_hurry(void **unused)
{
    (void)unused;
    assert_near(hg_sigma(3, 1, 0, 0, 1, 1), 0.75, 1e-15);
    assert_near(hg_sigma(3, 1, 0, 1, 1, 1), 1, 1e-15); /* the only patient one has all the weight */
    assert_near(hg_sigma(1, 3, 1, 0, 1, 1), 0, 1e-15);
    assert_near(hg_sigma(0, 0, 1, 1, 1, 1), 0.5, 1e-15);
    assert_near(hg_sigma(1, 0, 1, 0, 1, 1), 1, 1e-15); /* patience of who never proposes: nothing */
    double w[4] = {0}, p[4] = {1, 2, 3, 4}, h[4] = {0, 1, 0, 2}, iota[16], phi[4];
    for (int i = 0; i < 16; i++) iota[i] = 1;
    hg_standing s = {4, 8, 0.5, w, p, h, iota, NULL, NULL};
    assert_int_equal(hg_shares_of(&s, phi, NULL), HG_ZONE);
    assert_near(phi[0], 0.25, 1e-15);
    assert_near(phi[1], 0, 1e-15);
    assert_near(phi[2], 0.75, 1e-15);
    assert_near(phi[3], 0, 1e-15);
    s.h = NULL; /* equal: p alone */
    assert_int_equal(hg_shares_of(&s, phi, NULL), HG_ZONE);
    for (int i = 0; i < 4; i++) assert_near(phi[i], p[i] / 10, 1e-15);
}

static void defaults_are_neutral(void **unused)
{
    (void)unused;
    double w[HG_PARTIES_MAX] = {0};
    for (uint32_t n = 2; n <= HG_PARTIES_MAX; n++) {
        hg_standing s = {n, 3, 0.5, w, NULL, NULL, NULL, NULL, NULL};
        hg_leverage got[HG_PARTIES_MAX];
        assert_int_equal(hg_leverage_of(&s, got, NULL), HG_ZONE);
        for (uint32_t i = 0; i < n; i++) {
            assert_near(got[i].phi, 1.0 / n, 1e-15);
            assert_near(got[i].lambda, 0, 1e-14);
            assert_near(got[i].alternatives, 0, 1e-15);
            assert_near(got[i].power, 0, 1e-15);
            assert_near(got[i].information, 0, 1e-15);
            assert_near(got[i].target, 3.0 / n, 1e-15);
        }
    }
}

static void information_index(void **unused)
{
    (void)unused;
    assert_same(hg_iota_of_bits(0), 0);
    assert_near(hg_iota_of_bits(1), 0.25, 1e-15);
    assert_near(hg_iota_of_bits(2), 0.5625, 1e-15);
    assert_near(hg_iota_of_bits(3), 0.765625, 1e-15);
    assert_same(hg_iota_of_bits(INFINITY), 1);
    /* The levels of the experiment `leverage`: shares of .5625 and .625. */
    state s = two(1, 0.25, 0.25, 0.5, 0.5, 1, 1, hg_iota_of_bits(1.300763), 0);
    assert_near(phi_first(&s), 0.5625, 1e-6);
    s = two(1, 0.25, 0.25, 0.5, 0.5, 1, 1, hg_iota_of_bits(2.899969), 0);
    assert_near(phi_first(&s), 0.625, 1e-6);
}

static void the_zone_ends_where_outside_values_meet(void **unused)
{
    (void)unused;
    double phi[2], target[2];
    state s = two(3250, 2100, 1150, 0.5, 0.5, 1, 1, 0, 0);
    hg_standing standing = standing_of(&s);
    assert_int_equal(hg_shares_of(&standing, phi, target), HG_ZONE);
    assert_near(target[0], 2100, 1e-9);
    assert_near(target[1], 1150, 1e-9);
    s.w[1] = 1150.0001;
    assert_int_equal(hg_shares_of(&standing, phi, target), HG_NO_ZONE);
    state empty = two(0, 0, 0, 0.5, 0.5, 1, 1, 0, 0);
    standing = standing_of(&empty);
    assert_int_equal(hg_shares_of(&standing, phi, target), HG_NO_ZONE);
    state all = two(1, 1, 0, 0.5, 0.5, 1, 1, 0, 0); /* shares of 1 and 0: Lambda stays finite */
    hg_leverage got[2];
    standing = standing_of(&all);
    assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_ZONE);
    assert_near(got[0].phi, 1, 1e-15);
    assert_near(got[0].lambda, 20.7232658, 1e-6);
    assert_same(got[1].lambda, -got[0].lambda);
}

/* With kappa = 0 and two large options it is the cap pie - w2 that bites: the stronger proposer's
 * own alternative can count against it. */
static void an_alternative_can_count_against_its_owner(void **unused)
{
    (void)unused;
    state s = two(1, 0.2, 0.7, 0, 0.9, 1, 1, 0.5, 0.5);
    hg_standing standing = standing_of(&s);
    hg_leverage got[2];
    assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_ZONE);
    assert_near(got[0].phi, 0.3, 1e-15);
    assert_true(got[0].alternatives < 0);
}

/* ---- properties ---- */

static state swapped(const state *s)
{
    return two(s->pie, s->w[1], s->w[0], s->kappa, s->p[1] / (s->p[0] + s->p[1]), s->h[1], s->h[0],
               s->iota[2], s->iota[1]);
}

static void check_two(const state *s)
{
    hg_standing standing = standing_of(s);
    hg_leverage got[2], mirror[2];
    double phi[2], target[2];
    assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_ZONE);
    assert_int_equal(hg_shares_of(&standing, phi, target), HG_ZONE);
    assert_same(phi[0], got[0].phi);
    assert_same(target[1], got[1].target);
    assert_near(got[0].phi + got[1].phi, 1, 1e-15);
    assert_near(0.5 + got[0].alternatives + got[0].power + got[0].information, got[0].phi, 1e-12);
    assert_true(got[0].phi >= s->w[0] / s->pie - 1e-12);
    assert_true(got[1].phi >= s->w[1] / s->pie - 1e-12);
    state other = swapped(s);
    standing = standing_of(&other);
    assert_int_equal(hg_leverage_of(&standing, mirror, NULL), HG_ZONE);
    assert_near(mirror[1].phi, got[0].phi, 1e-14);
    assert_near(mirror[1].power, got[0].power, 1e-14);
    state scaled = *s;
    scaled.pie *= 8;
    for (int i = 0; i < 2; i++) scaled.w[i] *= 8;
    assert_same(phi_first(&scaled), got[0].phi); /* a power of two scales without rounding */
}

/* phi must not move against `sign` when one number grows. */
static void check_monotone(const state *s, double *at, double grown, int sign)
{
    double before = phi_first(s), old = *at;
    *at = grown;
    double after = phi_first(s);
    *at = old;
    if ((after - before) * sign < -1e-13)
        fail_msg("phi %.17g -> %.17g as a number grew %.17g -> %.17g", before, after, old, grown);
}

static void properties_of_two(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 1, RNG_DESIGN, 0, 0);
    for (int k = 0; k < 100000; k++) {
        state s = random_state(&r, 2);
        double room = s.pie - s.w[0] - s.w[1], more = rng_uniform(&r);
        check_two(&s);
        check_monotone(&s, &s.w[0], s.w[0] + more * room, 1);
        check_monotone(&s, &s.w[1], s.w[1] + more * room, -1);
        check_monotone(&s, &s.p[0], s.p[0] + more, 1);
        check_monotone(&s, &s.h[0], s.h[0] + more, -1);
        check_monotone(&s, &s.h[1], s.h[1] + more, 1);
        check_monotone(&s, &s.iota[1], s.iota[1] + more * (1 - s.iota[1]), 1);
        check_monotone(&s, &s.iota[2], s.iota[2] + more * (1 - s.iota[2]), -1);
    }
}

static void check_n(const state *s, int with_parts)
{
    hg_standing standing = standing_of(s);
    hg_leverage got[N_MAX];
    double phi[N_MAX], slow[3][N_MAX], sums[4] = {0};
    assert_int_equal(hg_leverage_of(&standing, got, NULL), HG_ZONE);
    slow_phi(s, 7, phi);
    for (uint32_t i = 0; i < s->n; i++) {
        assert_near(got[i].phi, phi[i], 1e-11);
        assert_true(got[i].phi >= s->w[i] / s->pie - 1e-12);
        double parts = got[i].alternatives + got[i].power + got[i].information;
        assert_near(parts, got[i].phi - 1.0 / s->n, 1e-12);
        sums[0] += got[i].phi;
        sums[1] += got[i].alternatives;
        sums[2] += got[i].power;
        sums[3] += got[i].information;
    }
    assert_near(sums[0], 1, 1e-12);
    for (int k = 1; k < 4; k++) assert_near(sums[k], 0, 1e-12);
    if (!with_parts) return;
    slow_parts(s, slow);
    for (uint32_t i = 0; i < s->n; i++) {
        assert_near(got[i].alternatives, slow[0][i], 1e-11);
        assert_near(got[i].power, slow[1][i], 1e-11);
        assert_near(got[i].information, slow[2][i], 1e-11);
    }
}

static void properties_of_n(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 2, RNG_DESIGN, 0, 0);
    for (int k = 0; k < 6000; k++) {
        state s = random_state(&r, 2 + (uint32_t)(k % 5));
        double room = s.pie;
        for (uint32_t i = 0; i < s.n; i++) room -= s.w[i];
        check_n(&s, k % 10 == 0);
        double more = rng_uniform(&r);
        check_monotone(&s, &s.w[0], s.w[0] + more * room, 1);
        check_monotone(&s, &s.w[1], s.w[1] + more * room, -1);
        check_monotone(&s, &s.p[0], s.p[0] + more, 1);
        check_monotone(&s, &s.h[0], s.h[0] + more, -1);
        check_monotone(&s, &s.iota[1], s.iota[1] + more * (1 - s.iota[1]), 1);
    } /* nothing is promised of another's hazard: with n > 2 a generous proposer may lose weight */
}

/* ---- many issues, against a search ---- */

static double product(const double *u, const double *w, double kappa, const double *sigma, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double gain = u[i] - kappa * w[i];
        sum += sigma[i] * hg_log(gain > 1e-300 ? gain : 1e-300);
    }
    return sum;
}

/* Many outside values of one party at a time come to the same as one by one. */
static void check_against(const hg_standing *s, rng *r)
{
    double w[5], phi[5], target[5], most = s->frontier ? 1.2 : 1.2 * s->pie;
    for (uint32_t whose = 0; whose < 2; whose++) {
        for (int i = 0; i < 5; i++) w[i] = most * rng_uniform(r);
        hg_shares_against(s, whose, w, 5, phi, target);
        for (int i = 0; i < 5; i++) {
            double at[2] = {s->w[0], s->w[1]}, one_phi[2], one_target[2];
            hg_standing one = *s;
            at[whose] = w[i];
            one.w = at;
            if (hg_shares_of(&one, one_phi, one_target) == HG_ZONE) {
                assert_same(phi[i], one_phi[1 - whose]);
                assert_same(target[i], one_target[1 - whose]);
            } else {
                assert_true(isnan(phi[i]) && isnan(target[i]));
            }
        }
    }
}

/* No lottery over two outcomes of the frontier that both accept is better than what was chosen. */
static void check_hull_point(const hull *h, const hg_standing *s, const double *target)
{
    double sigma[2];
    sigma[0] = hg_sigma(s->p[0], s->p[1], s->h[0], s->h[1], s->iota[1], s->iota[2]);
    sigma[1] = 1 - sigma[0];
    double best = product(target, s->w, s->kappa, sigma, 2);
    for (uint32_t i = 0; i + 1 < h->frontier.size; i++)
        for (int t = 0; t <= 200; t++) {
            double u[2];
            for (uint32_t k = 0; k < 2; k++)
                u[k] = h->u[2 * i + k] + t / 200.0 * (h->u[2 * i + 2 + k] - h->u[2 * i + k]);
            if (u[0] >= s->w[0] && u[1] >= s->w[1])
                assert_true(product(u, s->w, s->kappa, sigma, 2) <= best + 1e-9);
        }
}

static void the_hull_point_is_the_best_lottery(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 3, RNG_DESIGN, 0, 0);
    int zones = 0;
    for (int k = 0; k < 2000; k++) {
        static double u[2 * 64];
        static hull h;
        size_t size = 1 + rng_below(&r, 60);
        for (size_t i = 0; i < 2 * size; i++) u[i] = rng_uniform(&r);
        hull_of(&h, u, size);
        state s = random_state(&r, 2);
        for (int i = 0; i < 2; i++) s.w[i] = rng_uniform(&r);
        hg_standing standing = {2, 0, s.kappa, s.w, s.p, s.h, s.iota, &h.frontier, NULL};
        hg_leverage got[2];
        double joint, target[2];
        int zone = hg_leverage_of(&standing, got, &joint);
        for (size_t i = 0; i < size; i++)
            if (u[2 * i] >= s.w[0] && u[2 * i + 1] >= s.w[1]) assert_int_equal(zone, HG_ZONE);
        if (zone == HG_NO_ZONE) continue;
        zones++;
        for (int i = 0; i < 2; i++) {
            target[i] = got[i].target;
            double parts = got[i].alternatives + got[i].power + got[i].information;
            assert_near(0.5 + got[i].frontier + parts, got[i].phi, 1e-12);
            assert_true(target[i] >= s.w[i] - 1e-12);
        }
        assert_near(got[0].phi + got[1].phi, 1, 1e-15);
        check_hull_point(&h, &standing, target);
        check_against(&standing, &r);
    }
    assert_true(zones > 500);
}

/* A hull that is one line of constant sum is a pie: both instruments agree, and the frontier has no
 * part of its own. */
static void a_straight_frontier_is_a_pie(void **unused)
{
    (void)unused;
    const double line[] = {0, 1, 1, 0}, best[] = {1, 1};
    const hg_frontier frontier = {2, 2, line, best};
    rng r;
    rng_open(&r, 4, RNG_DESIGN, 0, 0);
    for (int k = 0; k < 10000; k++) {
        state s = random_state(&r, 2);
        for (int i = 0; i < 2; i++) s.w[i] /= s.pie;
        s.pie = 1;
        hg_standing pie = standing_of(&s), ntu = pie;
        ntu.frontier = &frontier;
        hg_leverage a[2], b[2];
        check_against(&pie, &r);
        assert_int_equal(hg_leverage_of(&pie, a, NULL), HG_ZONE);
        assert_int_equal(hg_leverage_of(&ntu, b, NULL), HG_ZONE);
        for (int i = 0; i < 2; i++) {
            assert_near(a[i].phi, b[i].phi, 1e-12);
            assert_near(a[i].alternatives, b[i].alternatives, 1e-12);
            assert_near(a[i].power, b[i].power, 1e-12);
            assert_near(a[i].information, b[i].information, 1e-12);
            assert_near(b[i].frontier, 0, 1e-15);
        }
    }
}

static void three_parties_choose_among_outcomes(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 5, RNG_DESIGN, 0, 0);
    int zones = 0;
    for (int k = 0; k < 500; k++) {
        double u[3 * 50], best[3] = {0}, sigma[3], target[3];
        for (int i = 0; i < 150; i++) {
            u[i] = rng_uniform(&r);
            if (u[i] > best[i % 3]) best[i % 3] = u[i];
        }
        state s = random_state(&r, 3);
        for (int i = 0; i < 3; i++) s.w[i] = 0.7 * rng_uniform(&r);
        const hg_frontier frontier = {3, 50, u, best};
        hg_standing standing = {3, 0, s.kappa, s.w, s.p, s.h, s.iota, &frontier, NULL};
        hg_leverage got[3];
        int chosen = -1, zone = hg_leverage_of(&standing, got, NULL);
        double value = 0;
        slow_sigma(3, s.p, s.h, s.iota, sigma);
        for (int o = 0; o < 50; o++) {
            const double *at = &u[3 * o];
            if (at[0] < s.w[0] || at[1] < s.w[1] || at[2] < s.w[2]) continue;
            double here = product(at, s.w, s.kappa, sigma, 3);
            if (chosen < 0 || here > value) {
                chosen = o;
                value = here;
            }
        }
        assert_int_equal(zone, chosen < 0 ? HG_NO_ZONE : HG_ZONE);
        if (chosen < 0) continue;
        zones++;
        double joint = 0, sum = 0;
        for (int i = 0; i < 3; i++) joint += u[3 * chosen + i] / best[i];
        assert_int_equal(hg_shares_of(&standing, NULL, target), HG_ZONE);
        for (int i = 0; i < 3; i++) {
            assert_same(got[i].target, u[3 * chosen + i]);
            assert_same(target[i], got[i].target);
            assert_near(got[i].phi, u[3 * chosen + i] / best[i] / joint, 1e-14);
            double parts = got[i].alternatives + got[i].power + got[i].information;
            assert_near(1.0 / 3 + got[i].frontier + parts, got[i].phi, 1e-12);
            sum += got[i].lambda;
        }
        assert_near(sum, 0, 1e-12);
    }
    assert_true(zones > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors_of_two),
        cmocka_unit_test(published_vectors_of_n),
        cmocka_unit_test(published_vectors_of_many_issues),
        cmocka_unit_test(outside_option_principle),
        cmocka_unit_test(nash_split),
        cmocka_unit_test(random_proposer_limit),
        cmocka_unit_test(nobody_in_a_hurry),
        cmocka_unit_test(defaults_are_neutral),
        cmocka_unit_test(information_index),
        cmocka_unit_test(the_zone_ends_where_outside_values_meet),
        cmocka_unit_test(an_alternative_can_count_against_its_owner),
        cmocka_unit_test(properties_of_two),
        cmocka_unit_test(properties_of_n),
        cmocka_unit_test(the_hull_point_is_the_best_lottery),
        cmocka_unit_test(a_straight_frontier_is_a_pie),
        cmocka_unit_test(three_parties_choose_among_outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
