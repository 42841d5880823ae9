/* Random play over all parameter sets: the protocol against a second one that recomputes everything
 * from the list of moves, `may` against what is accepted, sessions under legal and illegal
 * messages, and the shares of a random proposer. */
#include "session_fixture.h"

static table_spec random_table(rng *r, uint32_t n, const uint32_t *party_at, const double *weights)
{
    return (table_spec){.protocol = "offers",
                        .proposer = (proposer)rng_below(r, 3),
                        .n_seats = n,
                        .party_at = party_at,
                        .recognition = weights,
                        .exit = (hg_exit)rng_below(r, 3),
                        .revocable = rng_below(r, 2),
                        .rounds = 1 + (uint32_t)rng_below(r, 12)};
}

/* ---- the second protocol: a list of moves, read from the start each time ---- */

#define HISTORY 4096

typedef struct past_move {
    uint32_t seat;
    hg_kind kind;
    outcome_id offer;
    bool revision;
} past_move;

typedef struct reading {
    uint32_t seat, round; /* whose turn; HG_NOBODY: over */
    uint32_t by, accepted;
    outcome_id offer;
    uint32_t proposer;
} reading;

typedef struct history {
    const table_spec *spec;
    uint32_t first;
    rng stream; /* as opened */
    past_move moves[HISTORY];
    uint32_t n;
} history;

/* The proposer of round k by its definition: the (k+1)th uniform against cumulative weights. */
static uint32_t proposer_of(const history *h, uint32_t round)
{
    if (h->spec->proposer == PROPOSER_FIXED) return h->first;
    rng stream = h->stream;
    double x = 0, total = 0, below = 0;
    for (uint32_t k = 0; k <= round; k++) x = rng_uniform(&stream);
    for (uint32_t i = 0; i < h->spec->n_seats; i++) total += h->spec->recognition[i];
    uint32_t seat = 0;
    while ((below += h->spec->recognition[seat]) <= x * total) seat++;
    return seat;
}

static void clear_table(reading *r)
{
    r->by = HG_NOBODY;
    r->offer = HG_NO_OUTCOME;
    r->accepted = 0;
}

static void read_move(reading *r, const past_move *m)
{
    if (m->kind == HG_OFFER) {
        r->by = m->seat;
        r->offer = m->offer;
        r->accepted = 0;
    }
    r->accepted += m->kind == HG_ACCEPT;
    bool rejected = m->kind == HG_REJECT && m->seat != r->by;
    if (rejected || m->kind == HG_WITHDRAW) clear_table(r);
}

static reading read_history(const history *h)
{
    uint32_t n = h->spec->n_seats, turns = 0, answers = 0;
    bool rotate = h->spec->proposer == PROPOSER_ROTATE;
    reading r = {.proposer = rotate ? HG_NOBODY : proposer_of(h, 0)};
    clear_table(&r);
    for (uint32_t i = 0; i < h->n; i++) {
        const past_move *m = &h->moves[i];
        read_move(&r, m);
        if (m->revision) continue;
        turns++;
        if (rotate) {
            r.round = turns / n;
            continue;
        }
        answers += m->seat != r.proposer;
        if (r.by != HG_NOBODY) continue;
        answers = 0;
        r.proposer = proposer_of(h, ++r.round);
    }
    if (rotate) {
        r.seat = (h->first + turns) % n;
    } else if (r.by == HG_NOBODY) {
        r.seat = r.proposer;
    } else {
        r.seat = answers < r.proposer ? answers : answers + 1;
    }
    bool walked = h->n && h->moves[h->n - 1].kind == HG_WALK;
    if (r.round >= h->spec->rounds || r.accepted == n - 1 || walked) r.seat = HG_NOBODY;
    return r;
}

static bool allowed(const history *h, const reading *r, uint32_t seat, hg_kind kind)
{
    bool other = r->by != HG_NOBODY && r->by != seat;
    if (r->seat != seat) return false;
    switch (kind) {
    case HG_REJECT: return true;
    case HG_OFFER: return h->spec->proposer == PROPOSER_ROTATE || r->proposer == seat;
    case HG_ACCEPT: return other;
    case HG_WITHDRAW: return r->by == seat && h->spec->revocable;
    case HG_WALK:
        return h->spec->exit == HG_EXIT_ANYONE || (h->spec->exit == HG_EXIT_RESPONDER && other);
    default: return false;
    }
}

static uint32_t seat_to_move(const void *state)
{
    mover now, other;
    protocol_offers.next(state, 0, &now);
    if (now.seat != HG_NOBODY) {
        protocol_offers.next(state, 1u << now.seat, &other);
        assert_int_equal(other.seat, HG_NOBODY);
    }
    return now.seat;
}

/* Who moves after a move, and what it sees, is what the table would say if asked. */
static void assert_mover(const void *state, const mover *told)
{
    mover asked = {0};
    protocol_offers.next(state, 0, &asked);
    assert_int_equal(told->seat, asked.seat);
    assert_int_equal(told->turn.round, asked.turn.round);
    assert_int_equal(told->turn.may, asked.turn.may);
    assert_true(told->turn.standing == asked.turn.standing);
    assert_true(told->turn.mine == asked.turn.mine);
}

/* Every kind from every seat, tried on a copy of the state. */
static void compare(const history *h, const void *state, size_t size)
{
    const protocol *p = &protocol_offers;
    reading r = read_history(h);
    uint8_t copy[1024];
    assert_true(size <= sizeof copy);
    assert_int_equal(seat_to_move(state), r.seat);
    for (uint32_t seat = 0; seat < h->spec->n_seats; seat++) {
        hg_turn view = {0};
        p->view(state, seat, &view);
        if (r.seat != HG_NOBODY) assert_int_equal(view.round, r.round);
        assert_true(view.mine == (r.by == seat ? r.offer : HG_NO_OUTCOME));
        assert_true(view.standing == (r.by == seat ? HG_NO_OUTCOME : r.offer));
        for (uint32_t kind = 0; kind <= HG_SAY; kind++) {
            hg_message m = {.kind = (hg_kind)kind, .outcome = 3};
            memcpy(copy, state, size);
            mover next = {0};
            verdict v = p->apply(copy, seat, &m, &next);
            if (v == VERDICT_OK) assert_mover(copy, &next);
            bool legal = v != VERDICT_ILLEGAL;
            assert_int_equal(legal, allowed(h, &r, seat, m.kind));
            assert_int_equal(legal, view.may >> kind & 1);
            if (!legal) assert_memory_equal(copy, state, size);
            memcpy(copy, state, size);
            bool mine = r.by == seat && h->spec->revocable && r.seat != HG_NOBODY;
            assert_int_equal(p->revise(copy, seat, &m) != VERDICT_ILLEGAL,
                             mine && (REVISE_MOVES >> kind & 1));
        }
    }
}

/* A revision by whoever owns the standing offer. */
static void maybe_revise(rng *r, history *h, void *state)
{
    reading now = read_history(h);
    if (now.by == HG_NOBODY || !h->spec->revocable || rng_below(r, 4)) return;
    static const hg_kind kinds[] = {HG_OFFER, HG_WITHDRAW, HG_REJECT};
    hg_message m = {.kind = kinds[rng_below(r, 3)], .outcome = rng_below(r, 100)};
    assert_int_equal(protocol_offers.revise(state, now.by, &m), VERDICT_OK);
    h->moves[h->n++] = (past_move){now.by, m.kind, m.outcome, true};
}

static hg_kind random_move(rng *r, uint32_t may)
{
    static const hg_kind kinds[] = {HG_OFFER,  HG_OFFER,  HG_ACCEPT,   HG_ACCEPT,
                                    HG_ACCEPT, HG_REJECT, HG_WITHDRAW, HG_WALK};
    for (;;) {
        hg_kind kind = kinds[rng_below(r, 8)];
        bool rare = kind == HG_WALK && rng_below(r, 8);
        if ((may & HG_MAY(kind)) && !rare) return kind;
    }
}

static verdict verdict_expected(const history *h, hg_kind last)
{
    reading r = read_history(h);
    if (last == HG_WALK) return VERDICT_WALKED;
    if (r.accepted == h->spec->n_seats - 1) return VERDICT_AGREED;
    return r.seat == HG_NOBODY ? VERDICT_CLOSED : VERDICT_OK;
}

static void play_against_history(rng *r, history *h, void *state, size_t size)
{
    for (;;) {
        compare(h, state, size);
        maybe_revise(r, h, state);
        reading before = read_history(h);
        uint32_t seat = seat_to_move(state);
        hg_turn view = {0};
        protocol_offers.view(state, seat, &view);
        hg_message m = {.kind = random_move(r, view.may), .outcome = rng_below(r, 100)};
        mover next;
        verdict v = protocol_offers.apply(state, seat, &m, &next);
        h->moves[h->n++] = (past_move){seat, m.kind, m.outcome, false};
        assert_int_equal(v, verdict_expected(h, m.kind));
        if (m.kind == HG_ACCEPT) assert_true(m.outcome == before.offer);
        if (v != VERDICT_OK) break;
    }
    compare(h, state, size);
}

static void the_protocol_is_its_history(void **unused)
{
    (void)unused;
    static const uint32_t party_at[6] = {0, 1, 2, 3, 4, 5};
    static const double weights[6] = {1, 0.5, 2, 0, 3, 1.25};
    history *h = calloc(1, sizeof *h);
    rng r;
    rng_open(&r, 11, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 3000; i++) {
        table_spec spec = random_table(&r, 2 + i % 5, party_at, weights);
        h->spec = &spec;
        h->n = 0;
        h->first = (uint32_t)rng_below(&r, spec.n_seats);
        rng_open(&h->stream, i, RNG_EVENTS, 0, 0);
        size_t size = protocol_offers.state_size(&spec);
        void *state = calloc(1, size);
        protocol_offers.open(state, &spec, h->first, &h->stream);
        play_against_history(&r, h, state, size);
        free(state);
    }
    free(h);
}

/* ---- whole sessions ---- */

typedef struct count {
    uint32_t offers, messages, told, ends;
} count;

static fixture *random_case(rng *r, uint32_t i)
{
    uint32_t n = 2 + i % 5;
    fixture *f = fixture_new(n, 0);
    f->table = random_table(r, n, f->party_at, f->recognition);
    f->table.n_first = 1;
    f->table.first = f->first;
    f->first[0] = (uint32_t)rng_below(r, n);
    f->sees_truth = (uint32_t)rng_below(r, 1u << n);
    for (uint32_t who = 0; who < n; who++) {
        f->parties[who].leaving_cost = (double)rng_below(r, 5);
        f->parties[who].discount = 0.9;
        for (uint64_t k = rng_below(r, 3); k > 0; k--) {
            double arrives = rng_below(r, 2) ? rng_uniform(r) : 0;
            fixture_alternative(f, who, 80 * rng_uniform(r), arrives,
                                rng_below(r, 2) ? rng_uniform(r) : NEVER);
        }
    }
    return f;
}

/* Mostly what it may; now and then anything at all. Returns whether the session must refuse it. */
static bool random_message(rng *r, const fixture *f, const want *w, hg_message *m)
{
    uint32_t may = w->turn->may;
    bool words = rng_below(r, 4) == 0;
    *m = message_of(f, w->party, HG_REJECT);
    m->round = w->turn->round;
    m->kind = rng_below(r, 8) ? random_move(r, may) : (hg_kind)(HG_OFFER + rng_below(r, 7));
    if (words || m->kind == HG_SAY) {
        m->n_words = 1;
        m->words = a_hint;
    }
    if (m->kind == HG_OFFER) m->outcome = rng_below(r, 101);
    return !(may & HG_MAY(m->kind));
}

static void check_result(const fixture *f, const count *c, uint32_t failed)
{
    const outcome_row *row = &f->row;
    uint32_t n = f->model.n_parties;
    assert_int_equal(f->ends, 1);
    assert_int_equal(c->ends, n);
    assert_int_equal(row->offers, c->offers);
    assert_true(row->round < f->table.rounds);
    assert_int_equal(row->result == HG_RESULT_AGENT_ERROR, failed != HG_NOBODY);
    assert_int_equal(row->result == HG_RESULT_DEAL, row->deal != HG_NO_OUTCOME);
    assert_int_equal(row->result == HG_RESULT_DEADLINE, row->by == HG_NOBODY);
    if (failed != HG_NOBODY) assert_int_equal(row->by, failed);
    for (uint32_t i = 0; i < n; i++) {
        bool left = row->result == HG_RESULT_WALK && row->by == i;
        double worth = row->deal != HG_NO_OUTCOME
                           ? fixture_gain(n, i, (uint32_t)row->deal)
                           : session_limit(f->s, i) - (left ? f->parties[i].leaving_cost : 0);
        double left_over = party_discount(&f->parties[i], row->round, 0, f->table.rounds);
        assert_near(f->outcome[i].utility, worth, 1e-12);
        assert_near(f->outcome[i].payoff, worth * left_over, 1e-12);
        assert_same(f->end[i].payoff, f->outcome[i].payoff);
    }
}

static void play_at_random(rng *r, fixture *f)
{
    count c = {0};
    uint32_t failed = HG_NOBODY, n = f->model.n_parties;
    bool quiet = false; /* a revise turn that leaves its offer is told to nobody */
    const want *w;
    fixture_open(f);
    while ((w = fixture_next(f))->kind != WANT_DONE) {
        f->wants.size = f->seen.size = 0;
        c.told += w->kind == WANT_TURN ? w->heard != NULL : w->bytes != NULL;
        c.ends += w->kind == WANT_TELL && w->message->kind == HG_END;
        if (w->kind != WANT_TURN) continue;
        assert_int_equal(c.told, c.messages * (n - 1));
        hg_message m;
        bool refused = random_message(r, f, w, &m);
        bool revise = w->turn->revise;
        if (w->turn->standing != HG_NO_OUTCOME && !revise)
            assert_true(w->turn->may & HG_MAY(HG_ACCEPT));
        uint32_t who = w->party;
        assert_int_equal(fixture_send(f, who, &m), refused ? HG_E_AGENT : 0);
        if (refused) failed = who;
        quiet = revise && m.kind == HG_REJECT;
        c.offers += !refused && m.kind == HG_OFFER;
        c.messages += !refused && !quiet;
    }
    assert_int_equal(c.told, c.messages * (n - 1));
    check_result(f, &c, failed);
}

static void sessions_end_whatever_is_said(void **unused)
{
    (void)unused;
    uint32_t results[HG_RESULT_COUNT] = {0};
    rng r;
    rng_open(&r, 12, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 2000; i++) {
        fixture *f = random_case(&r, i);
        play_at_random(&r, f);
        results[f->row.result]++;
        fixture_free(f);
    }
    assert_true(results[HG_RESULT_DEAL] > 100);
    assert_true(results[HG_RESULT_WALK] > 20);
    assert_true(results[HG_RESULT_DEADLINE] > 100);
    assert_true(results[HG_RESULT_AGENT_ERROR] > 100);
}

/* Arbitrary bytes, and arbitrary damage to bytes that were fine. */
static void sessions_end_whatever_is_sent(void **unused)
{
    (void)unused;
    rng r;
    rng_open(&r, 13, RNG_NOISE, 0, 0);
    for (uint32_t i = 0; i < 20000; i++) {
        fixture *f = fixture_new(2, 3);
        fixture_open(f);
        fixture_play(f, "o60");
        hg_message m = message_of(f, 1, rng_below(&r, 2) ? HG_OFFER : HG_ACCEPT);
        m.outcome = rng_below(&r, 101);
        m.n_words = (uint32_t)rng_below(&r, 2);
        m.words = a_hint;
        f->sent_size = wire_encode(&f->model.space, &m, f->sent, sizeof f->sent);
        uint64_t at = rng_below(&r, f->sent_size);
        f->sent[at] = (uint8_t)rng_below(&r, 256);
        if (rng_below(&r, 4) == 0) f->sent_size = at;
        int result = session_take(f->s, 1, f->sent, f->sent_size);
        f->pending = false;
        fixture_play(f, "");
        assert_int_equal(f->row.result == HG_RESULT_AGENT_ERROR, result == HG_E_AGENT);
        fixture_free(f);
    }
}

static void the_same_key_the_same_session(void **unused)
{
    (void)unused;
    char first[LOG_SIZE];
    fixture *f = fixture_new(4, 20);
    f->table.proposer = PROPOSER_RANDOM;
    for (f->key.replicate = 0; f->key.replicate < 20; f->key.replicate++) {
        fixture_open(f);
        fixture_play(f, "r r r r o60 r r o50 a r");
        memcpy(first, f->wants.text, sizeof first);
        fixture_open(f);
        fixture_play(f, "r r r r o60 r r o50 a r");
        assert_string_equal(first, f->wants.text);
    }
    fixture_free(f);
}

/* ---- recognition ---- */

static void a_random_proposer_has_its_share(void **unused)
{
    (void)unused;
    static const uint32_t party_at[4] = {0, 1, 2, 3};
    static const double weights[4] = {1, 2, 0, 5};
    const uint32_t rounds = 40000;
    table_spec spec = {.protocol = "offers",
                       .proposer = PROPOSER_RANDOM,
                       .n_seats = 4,
                       .party_at = party_at,
                       .recognition = weights,
                       .rounds = rounds};
    uint32_t proposed[4] = {0};
    rng stream;
    rng_open(&stream, 3, RNG_EVENTS, 0, 0);
    void *state = calloc(1, protocol_offers.state_size(&spec));
    protocol_offers.open(state, &spec, 0, &stream);
    for (uint32_t seat; (seat = seat_to_move(state)) != HG_NOBODY;) {
        hg_message pass = {.kind = HG_REJECT};
        proposed[seat]++;
        mover next;
        protocol_offers.apply(state, seat, &pass, &next);
    }
    for (uint32_t i = 0; i < 4; i++) {
        double p = weights[i] / 8, se = sqrt(p * (1 - p) / rounds);
        assert_near(proposed[i] / (double)rounds, p, 4 * se);
    }
    free(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_protocol_is_its_history),
        cmocka_unit_test(sessions_end_whatever_is_said),
        cmocka_unit_test(sessions_end_whatever_is_sent),
        cmocka_unit_test(the_same_key_the_same_session),
        cmocka_unit_test(a_random_proposer_has_its_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
