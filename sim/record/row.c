/* The row of a session: written and read field by field, in one order. About 220 bytes for two
 * parties. Must not know where rows come from. */
#include "record/row.h"

#include "base/hash.h"
#include "record/pack.h"

#include <math.h>

enum { ROW_FIELDS = 17, PARTY_FIELDS = 11, LEVERAGE_FIELDS = 5, SIGHT_FIELDS = 6 };
#define SHARE_MIN 1e-9 /* shares are clipped to it before their logarithm is taken */

static bool same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool same_leverage(const hg_leverage *a, const hg_leverage *b)
{
    return same(a->phi, b->phi) && same(a->alternatives, b->alternatives) &&
           same(a->power, b->power) && same(a->information, b->information) &&
           same(a->frontier, b->frontier);
}

/* A value that mostly repeats another one: then nil. NaN never differs from what it repeats: the
 * reader could not tell the two apart. */
static void write_if_not(buf *out, double x, double usual)
{
    if (same(x, usual))
        pack_nil(out);
    else
        pack_real(out, x);
}

static double read_or(cursor *c, double usual)
{
    double x = take_real(c);
    return isnan(x) ? usual : x;
}

static void write_leverage(const hg_leverage *l, buf *out)
{
    pack_array(out, LEVERAGE_FIELDS);
    pack_real(out, l->phi);
    pack_real(out, l->alternatives);
    pack_real(out, l->power);
    pack_real(out, l->information);
    write_if_not(out, l->frontier, 0);
}

/* Behind all other fields, and only where there is one. */
static void write_sights(const row_party *p, buf *out)
{
    pack_array(out, SIGHT_FIELDS);
    pack_real(out, p->see_start.perceived);
    pack_real(out, p->see_start.other);
    pack_real(out, p->see_start.bits);
    write_if_not(out, p->see_end.perceived, p->see_start.perceived);
    write_if_not(out, p->see_end.other, p->see_start.other);
    write_if_not(out, p->see_end.bits, p->see_start.bits);
}

static void write_party(const row *r, const row_party *p, buf *out)
{
    pack_array(out, PARTY_FIELDS + p->sees);
    pack_real(out, p->utility);
    write_if_not(out, p->payoff, p->utility);
    pack_real(out, p->opening);
    pack_real(out, p->early_concession);
    pack_real(out, p->mean_demand);
    pack_real(out, p->limit_start);
    write_if_not(out, p->limit_end, p->limit_start);
    pack_uint(out, p->messages);
    pack_uint(out, p->offers);
    if (r->zone_start >= 0)
        write_leverage(&p->start, out);
    else
        pack_nil(out);
    if (r->zone_end >= 0 && !(r->zone_start >= 0 && same_leverage(&p->start, &p->end)))
        write_leverage(&p->end, out);
    else
        pack_nil(out);
    if (p->sees) write_sights(p, out);
}

void row_write(const row *r, buf *out)
{
    pack_array(out, ROW_FIELDS);
    pack_uint(out, r->session);
    pack_uint(out, r->replicate);
    pack_uint(out, r->arm);
    pack_uint(out, r->episode);
    pack_uint(out, r->result);
    pack_uint_or_nil(out, r->by, HG_NOBODY);
    pack_uint(out, r->fault);
    pack_uint(out, r->round);
    pack_uint(out, r->offers);
    pack_uint_or_nil(out, r->deal, HG_NO_OUTCOME);
    pack_real(out, r->pie);
    pack_real(out, r->zone_start);
    write_if_not(out, r->zone_end, r->zone_start);
    pack_real(out, r->joint_start);
    pack_bool(out, r->transferable);
    pack_uint(out, r->trace);
    pack_array(out, r->n_parties);
    for (uint32_t i = 0; i < r->n_parties; i++) write_party(r, &r->party[i], out);
}

uint64_t row_hash(const row *r)
{
    row one = *r;
    buf bytes;
    buf_init(&bytes);
    one.session = one.replicate = 0;
    one.arm = one.episode = 0;
    row_write(&one, &bytes);
    uint64_t hash = hash64(0, bytes.data, bytes.size);
    buf_fini(&bytes);
    return hash;
}

static void no_leverage(hg_leverage *l)
{
    *l = (hg_leverage){.phi = NAN,
                       .lambda = NAN,
                       .alternatives = NAN,
                       .power = NAN,
                       .information = NAN,
                       .frontier = NAN,
                       .target = NAN};
}

/* False where there is none: then l is left alone. */
static bool read_leverage(cursor *c, hg_leverage *l)
{
    if (take_nil(c)) return false;
    if (take_array(c) != LEVERAGE_FIELDS) c->bad = true;
    l->phi = take_real(c);
    l->alternatives = take_real(c);
    l->power = take_real(c);
    l->information = take_real(c);
    l->frontier = read_or(c, 0);
    return true;
}

static void read_sights(cursor *c, row_party *p)
{
    p->see_start = p->see_end = (row_sight){NAN, NAN, NAN};
    if (!p->sees) return;
    if (take_array(c) != SIGHT_FIELDS) c->bad = true;
    p->see_start.perceived = take_real(c);
    p->see_start.other = take_real(c);
    p->see_start.bits = take_real(c);
    p->see_end.perceived = read_or(c, p->see_start.perceived);
    p->see_end.other = read_or(c, p->see_start.other);
    p->see_end.bits = read_or(c, p->see_start.bits);
}

static void read_party(cursor *c, const row *r, row_party *p)
{
    uint32_t fields = take_array(c);
    if (fields != PARTY_FIELDS && fields != PARTY_FIELDS + 1) c->bad = true;
    p->sees = fields > PARTY_FIELDS;
    p->utility = take_real(c);
    p->payoff = read_or(c, p->utility);
    p->opening = take_real(c);
    p->early_concession = take_real(c);
    p->mean_demand = take_real(c);
    p->limit_start = take_real(c);
    p->limit_end = read_or(c, p->limit_start);
    p->messages = take_uint(c);
    p->offers = take_uint32(c);
    no_leverage(&p->start);
    read_leverage(c, &p->start);
    p->end = p->start;
    if (!read_leverage(c, &p->end) && !(r->zone_end >= 0)) no_leverage(&p->end);
    read_sights(c, p);
}

void lambda_of_shares(uint32_t n, const double *phi, double *lambda)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        lambda[i] = hg_log(hg_clamp(phi[i], SHARE_MIN, 1 - SHARE_MIN));
        sum += lambda[i];
    }
    for (uint32_t i = 0; i < n; i++) lambda[i] -= (sum - lambda[i]) / (double)(n - 1);
}

/* lambda from the shares; target = phi * pie. */
static void derive(row *r, bool at_end)
{
    double phi[HG_PARTIES_MAX], lambda[HG_PARTIES_MAX];
    for (uint32_t i = 0; i < r->n_parties; i++)
        phi[i] = at_end ? r->party[i].end.phi : r->party[i].start.phi;
    lambda_of_shares(r->n_parties, phi, lambda);
    for (uint32_t i = 0; i < r->n_parties; i++) {
        hg_leverage *l = at_end ? &r->party[i].end : &r->party[i].start;
        l->lambda = lambda[i];
        l->target = r->transferable ? l->phi * r->pie : NAN;
    }
}

static bool same_at_end(const row *r)
{
    bool same = true;
    for (uint32_t i = 0; i < r->n_parties; i++)
        same = same && same_leverage(&r->party[i].start, &r->party[i].end);
    return same;
}

static bool read_head(cursor *c, row *r)
{
    if (take_array(c) != ROW_FIELDS) return false;
    r->session = take_uint(c);
    r->replicate = take_uint(c);
    r->arm = take_uint32(c);
    r->episode = take_uint32(c);
    uint32_t result = take_uint32(c);
    r->by = (uint32_t)take_uint_or_nil(c, HG_NOBODY);
    r->fault = take_uint32(c);
    r->round = take_uint32(c);
    r->offers = take_uint32(c);
    r->deal = take_uint_or_nil(c, HG_NO_OUTCOME);
    r->pie = take_real(c);
    r->zone_start = take_real(c);
    r->zone_end = read_or(c, r->zone_start);
    r->joint_start = take_real(c);
    r->transferable = take_bool(c);
    r->trace = take_uint(c);
    r->n_parties = take_array(c);
    r->result = (hg_result)result;
    return !c->bad && result < HG_RESULT_COUNT && r->n_parties >= 2 &&
           r->n_parties <= HG_PARTIES_MAX && (r->by == HG_NOBODY || r->by < r->n_parties);
}

bool row_read_head(const uint8_t *data, size_t size, size_t at, row *out)
{
    return read_head(&(cursor){.data = data, .size = size, .at = at}, out);
}

bool row_read(const uint8_t *data, size_t size, size_t *at, row *out)
{
    cursor c = {.data = data, .size = size, .at = *at};
    if (!read_head(&c, out)) return false;
    for (uint32_t i = 0; i < out->n_parties; i++) read_party(&c, out, &out->party[i]);
    if (c.bad) return false;
    derive(out, false);
    if (same_at_end(out))
        for (uint32_t i = 0; i < out->n_parties; i++) out->party[i].end = out->party[i].start;
    else
        derive(out, true);
    *at = c.at;
    return true;
}
