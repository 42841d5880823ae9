/* Normal equations, solved by sweeping out one column after the other: a column whose pivot is gone
 * depends on those before it. Knows no record and no experiment. */
#include "analysis/statistics/regression.h"

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/estimate.h"
#include <math.h>

#define DEPENDENT  1e-9  /* of a column's squares, so little is left: rounding */
#define EXACT      1e-12 /* so little of the variance of y is left: rounding */

#define EACH(i, n) for (uint32_t i = 0; i < (n); i++)

/* ---- the line ---- */

void linear_add(linear_sums *s, const double *x, double y)
{
    EACH(i, s->columns)
    {
        EACH(j, i + 1) s->xx.at[i][j] += x[i] * x[j];
        s->xy[i] += x[i] * y;
    }
    s->n++;
    s->y += y;
    s->yy += y * y;
}

void linear_join(linear_sums *into, const linear_sums *s)
{
    into->columns = s->columns;
    into->n += s->n;
    into->y += s->y;
    into->yy += s->yy;
    EACH(i, s->columns)
    {
        EACH(j, i + 1) into->xx.at[i][j] += s->xx.at[i][j];
        into->xy[i] += s->xy[i];
    }
}

static void sweep(linear_matrix *m, uint32_t n, uint32_t k)
{
    double pivot = m->at[k][k];
    EACH(i, n)
    EACH(j, n)
    {
        if (i != k && j != k) m->at[i][j] -= m->at[i][k] * m->at[k][j] / pivot;
    }
    EACH(i, n)
    {
        m->at[i][k] /= -pivot;
        m->at[k][i] /= pivot;
    }
    m->at[k][k] = 1 / pivot;
}

/* Gauss-Jordan on the symmetric m in place: rows and columns used hold the inverse of that part,
 * the others zeros. Returns how many. */
static uint32_t invert(linear_matrix *m, uint32_t n, bool *used)
{
    double whole[LINEAR_MAX];
    uint32_t rank = 0;
    EACH(i, n) whole[i] = m->at[i][i];
    EACH(k, n)
    {
        used[k] = m->at[k][k] > DEPENDENT * whole[k];
        if (used[k]) sweep(m, n, k), rank++;
    }
    EACH(i, n)
    EACH(j, n)
    {
        if (!used[i] || !used[j]) m->at[i][j] = 0;
    }
    return rank;
}

/* y'y - 2 b'x'y + b'x'x b, of these sums */
double linear_errors_on(const linear_fit *f, const linear_sums *s)
{
    double sum = s->yy;
    EACH(i, f->columns)
    {
        double row = 0;
        EACH(j, f->columns) row += (j < i ? s->xx.at[i][j] : s->xx.at[j][i]) * f->b[j];
        sum += f->b[i] * (row - 2 * s->xy[i]);
    }
    return fmax(0, sum);
}

static double squares_around(const linear_sums *s, double mean)
{
    return s->yy - 2 * mean * s->y + (double)s->n * mean * mean;
}

#define VARIES 1e-14 /* of the squares of y; less is rounding */

linear_fit linear_solve(const linear_sums *s)
{
    linear_fit f = {.columns = s->columns, .n = s->n, .r2 = NAN};
    EACH(i, s->columns)
    EACH(j, s->columns) f.inverse.at[i][j] = j < i ? s->xx.at[i][j] : s->xx.at[j][i];
    f.rank = invert(&f.inverse, s->columns, f.used);
    EACH(i, s->columns)
    EACH(j, s->columns) f.b[i] += f.inverse.at[i][j] * s->xy[j];
    double total = s->n ? squares_around(s, s->y / (double)s->n) : 0;
    if (total > VARIES * s->yy) f.r2 = 1 - linear_errors_on(&f, s) / total;
    return f;
}

double linear_predict(const linear_fit *f, const double *x)
{
    double sum = 0;
    EACH(i, f->columns) sum += f->b[i] * x[i];
    return sum;
}

double linear_r2_across(const linear_sums half[2])
{
    double errors = 0, squares = 0, size = 0;
    for (int h = 0; h < 2; h++) {
        const linear_sums *here = &half[h], *there = &half[!h];
        linear_fit f = linear_solve(there);
        if (!here->n || !there->n) return NAN;
        errors += linear_errors_on(&f, here);
        squares += squares_around(here, there->y / (double)there->n);
        size += here->yy;
    }
    return squares > VARIES * size ? 1 - errors / squares : NAN;
}

/* ---- its errors ---- */

/* x' inverse x: how much the line hangs on this observation. */
static double leverage_of(const linear_fit *f, const double *x)
{
    double sum = 0;
    EACH(i, f->columns)
    EACH(j, f->columns) sum += x[i] * f->inverse.at[i][j] * x[j];
    return sum;
}

void linear_add_hc3(linear_meat *m, const linear_fit *f, const double *x, double y)
{
    double left = 1 - leverage_of(f, x), e = (y - linear_predict(f, x)) / left;
    if (left < DEPENDENT) {
        m->exact = true;
        return;
    }
    EACH(i, f->columns)
    EACH(j, i + 1) m->sum.at[i][j] += x[i] * x[j] * e * e;
}

void linear_add_score(double *score, const linear_fit *f, const double *x, double y)
{
    double e = y - linear_predict(f, x);
    EACH(i, f->columns) score[i] += x[i] * e;
}

/* inverse * meat * inverse, the meat's lower half being given */
static void sandwich(const linear_fit *f, const linear_matrix *meat, double factor,
                     linear_matrix *out)
{
    linear_matrix half = {0};
    EACH(i, f->columns)
    EACH(j, f->columns)
    EACH(k, f->columns)
    half.at[i][j] += f->inverse.at[i][k] * (j < k ? meat->at[k][j] : meat->at[j][k]) * factor;
    EACH(i, f->columns)
    EACH(j, f->columns)
    EACH(k, f->columns) out->at[i][j] += half.at[i][k] * f->inverse.at[k][j];
}

/* Where the line leaves nothing but rounding there is no error to speak of. */
static bool has_spread(const linear_fit *f) { return f->r2 <= 1 - EXACT; }

linear_model linear_with_hc3(const linear_fit *f, const linear_meat *m)
{
    linear_model out = {.fit = *f, .df = f->n > f->rank ? (double)(f->n - f->rank) : 0};
    out.any = out.df > 0 && !m->exact && has_spread(f);
    if (out.any) sandwich(f, &m->sum, 1, &out.covariance);
    return out;
}

linear_model linear_with_clusters(const linear_fit *f, const double *scores, uint64_t clusters)
{
    linear_matrix meat = {0};
    linear_model out = {.fit = *f};
    uint64_t used = 0;
    for (uint64_t g = 0; g < clusters; g++) {
        const double *s = scores + g * f->columns;
        bool any = false;
        EACH(i, f->columns)
        {
            any = any || s[i] != 0;
            EACH(j, i + 1) meat.at[i][j] += s[i] * s[j];
        }
        used += any;
    }
    out.any = used > f->rank && f->n > f->rank && has_spread(f);
    if (!out.any) return out;
    double g = (double)used, n = (double)f->n;
    out.df = g - 1;
    sandwich(f, &meat, g / (g - 1) * (n - 1) / (n - f->rank), &out.covariance);
    return out;
}

coefficient coefficient_of(double value, double se, double df)
{
    coefficient c = {true, value, NAN, NAN, NAN, NAN};
    if (!(se > 0) || !(df > 0)) return c;
    double half = student_quantile((1 + CONFIDENCE) / 2, df) * se;
    c.se = se;
    c.low = value - half;
    c.high = value + half;
    c.p = student_two_sided(value / se, df);
    return c;
}

coefficient linear_coefficient(const linear_model *m, uint32_t column)
{
    if (!m->fit.used[column]) return (coefficient){false, NAN, NAN, NAN, NAN, NAN};
    double se = m->any ? sqrt(fmax(0, m->covariance.at[column][column])) : NAN;
    return coefficient_of(m->fit.b[column], se, m->df);
}

#define APART 1e-6 /* of a value; a difference that is smaller is rounding */

/* A value whose error is that of those before it says nothing new, or, where it is not what follows
 * from them, that not all can be 0. */
static bool follows(const double *value, const linear_matrix *covariance,
                    const linear_matrix *inverse, const bool *used, uint32_t n, uint32_t k)
{
    double due = 0, size = fabs(value[k]);
    if (used[k]) return true;
    EACH(i, n)
    EACH(j, n) due += covariance->at[k][i] * inverse->at[i][j] * value[j];
    EACH(i, n) size = fmax(size, fabs(value[i]));
    return fabs(value[k] - due) <= APART * size;
}

wald_result wald_of(const double *value, const linear_matrix *covariance, uint32_t n, double df)
{
    linear_matrix inverse = *covariance;
    bool used[LINEAR_MAX], all = true;
    wald_result w = {NAN, n, df, NAN};
    uint32_t rank = df > 0 ? invert(&inverse, n, used) : 0;
    if (!rank) return w;
    double sum = 0;
    EACH(k, n) all = all && follows(value, covariance, &inverse, used, n, k);
    EACH(i, n)
    EACH(j, n) sum += value[i] * inverse.at[i][j] * value[j];
    w.df1 = rank;
    w.p = 0;
    if (!all) return w;
    w.f = sum / rank;
    w.p = isinf(df) ? chi_square_upper(sum, rank) : fisher_upper(w.f, rank, df);
    return w;
}

wald_result linear_wald(const linear_model *m, const double *expected)
{
    double value[LINEAR_MAX];
    linear_matrix covariance;
    uint32_t n = 0, at[LINEAR_MAX];
    EACH(i, m->fit.columns)
    {
        if (!m->fit.used[i]) continue;
        value[n] = m->fit.b[i] - expected[i];
        at[n++] = i;
    }
    EACH(i, n)
    EACH(j, n) covariance.at[i][j] = m->covariance.at[at[i]][at[j]];
    return wald_of(value, &covariance, n, m->any ? m->df : NAN);
}
