/* The standing-offer trap (leverage.md 0.6): who becomes stronger while its old, cheaper offer
 * still lies on the table may find it accepted. Real sessions between agents.
 *
 * The seller (party 0) speaks second, so that its offer stands as a round begins. An alternative
 * worth .6 of the pie comes to it at tau = .4. */
#include "seat_fixture.h"

#define WORTH    0.6
#define ARRIVES  0.4
#define ROUNDS   21
#define SESSIONS 2000

static talk *pie(bool revocable)
{
    talk *t = talk_new(0, 1, 0, ROUNDS);
    t->first[0] = 1;
    t->table.revocable = revocable;
    t->alternatives[0][0] =
        (alternative){.name = "other", .worth = WORTH, .arrives = ARRIVES, .expires = NEVER};
    t->parties[0].n_alternatives = 1;
    return t;
}

/* ---- shares, each with its 95 % interval (Wilson 1927) ---- */

typedef struct share {
    double n, hits, price;
} share;

static double bound(const share *s, double z)
{
    double p = s->hits / s->n, n = s->n, zz = z * z;
    return (p + zz / (2 * n) + z * sqrt(p * (1 - p) / n + zz / (4 * n * n))) / (1 + zz / n);
}

static void print_share(const char *what, const share *s)
{
    print_message("%-44s %4.1f %% [%.1f, %.1f] of %.0f, mean %.3f\n", what, 100 * s->hits / s->n,
                  100 * bound(s, -1.96), 100 * bound(s, 1.96), s->n, s->price / s->n);
}

/* Of the deals from the arrival on: how many leave the seller less than what it then has? */
static share too_cheap(const char *seller, const char *buyer, bool revocable)
{
    talk *t = pie(revocable);
    share s = {0};
    talk_finish(t);
    talk_seat(t, 0, seller);
    talk_seat(t, 1, buyer);
    for (uint64_t r = 0; r < SESSIONS; r++) {
        talk_play(t, r);
        assert_int_equal(t->row.fault, FAULT_NONE);
        if (t->row.result != HG_RESULT_DEAL || t->row.round < ARRIVES * (ROUNDS - 1)) continue;
        s.n++;
        s.hits += t->outcome[0].utility < WORTH;
        s.price += t->price;
    }
    talk_free(t);
    return s;
}

static bool apart(const share *less, const share *more)
{
    return bound(less, 1.96) < bound(more, -1.96);
}

/* A buyer that sees limits knows at once what its partner has: the news is out while the old offer
 * lies there. One that is blind only happens to accept it. */
static void test_who_may_revise_is_not_trapped(void **unused)
{
    (void)unused;
    static const char *const buyers[] = {"leverage/blind", "leverage:see=truth"};
    share trapped[2], safe[2];
    for (int i = 0; i < 2; i++) {
        trapped[i] = too_cheap("leverage:see=truth", buyers[i], false);
        safe[i] = too_cheap("leverage:see=truth", buyers[i], true);
    }
    print_share("offers stand, the news is not out: below w", &trapped[0]);
    print_share("offers stand, the news is out", &trapped[1]);
    print_share("offers revocable, not out", &safe[0]);
    print_share("offers revocable, out", &safe[1]);
    assert_true(apart(&trapped[0], &trapped[1]));
    for (int i = 0; i < 2; i++) {
        assert_true(safe[i].n > 100 && safe[i].hits == 0);
        assert_true(apart(&safe[i], &trapped[i]));
        assert_true(trapped[i].price / trapped[i].n < safe[i].price / safe[i].n);
    }
}

/* ---- words: a seller that tells of its alternative, and a buyer that listens ---- */

typedef enum manner { SILENT, HINTS_FIRST, ATTACHES, SAYS_FIRST, SAYS_IT_ONLY } manner;

#define OLD      0.50 /* what the seller asks for ... */
#define NEW      0.65 /* ... and from when it has more */
#define PATIENCE 0.05 /* the buyer leaves so much more than what is claimed */

typedef struct seller {
    const hg_host *host;
    manner manner;
    bool told;
} seller;

static int seller_init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)brief;
    *(seller *)self = (seller){.host = host, .manner = (manner)(int)params[0]};
    return 0;
}

static void tell(seller *s, hg_reply *reply)
{
    reply->n_words = 1;
    reply->words[0] = (hg_words){HG_HINT, HG_ABOUT_ALTERNATIVE, WORTH};
    s->told = true;
}

static void ask_for(const seller *s, double gain, hg_reply *reply)
{
    reply->kind = HG_OFFER;
    reply->outcome = s->host->above(s->host, gain);
}

static int seller_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    seller *s = self;
    bool stronger = s->host->limit(s->host) >= WORTH, first = stronger && !s->told;
    bool waits = !stronger || (s->manner == HINTS_FIRST && first);
    ask_for(s, waits ? OLD : NEW, reply);
    if (s->manner == SAYS_FIRST && first && !turn->revise) reply->kind = HG_SAY;
    if (s->manner == SAYS_IT_ONLY && turn->revise) reply->kind = HG_REJECT;
    if (first && s->manner != SILENT) tell(s, reply);
    return 0;
}

/* What it saw stands outside of it: the test looks. */
typedef struct seen {
    double claim;    /* 0: none */
    double cost;     /* of the offer that came with it; NaN without */
    double faced;    /* what it could accept on its first turn after; NaN: nothing */
    uint32_t turns;  /* since then */
    uint32_t moment; /* round of the claim */
} seen;

typedef struct buyer {
    const hg_host *host;
    seen *seen;
} buyer;

static seen last_seen; /* of the one session that is played at a time */

static int buyer_init(void *self, const hg_brief *brief, const hg_host *host, const double *params)
{
    (void)brief, (void)params;
    *(buyer *)self = (buyer){host, &last_seen};
    last_seen = (seen){.cost = NAN, .faced = NAN};
    return 0;
}

static double cost_of(const buyer *b, hg_outcome offer)
{
    return offer == HG_NO_OUTCOME ? (double)NAN : 1 - b->host->utility(b->host, offer);
}

static void buyer_receive(void *self, const hg_message *m)
{
    buyer *b = self;
    if (!m->n_words || m->words[0].word != HG_HINT) return;
    b->seen->claim = m->words[0].at_least;
    b->seen->moment = m->round;
    if (m->kind == HG_OFFER) b->seen->cost = cost_of(b, m->outcome);
}

static int buyer_act(void *self, const hg_turn *turn, hg_reply *reply)
{
    buyer *b = self;
    double cost = cost_of(b, turn->standing);
    if (b->seen->claim > 0 && b->seen->turns++ == 0) b->seen->faced = cost;
    if (b->seen->claim > 0 && cost <= b->seen->claim + PATIENCE + 1e-9) {
        reply->kind = HG_ACCEPT;
    } else {
        reply->kind = HG_OFFER;
        reply->outcome = b->host->above(b->host, 0.9);
    }
    return 0;
}

static const hg_agent_type seller_type = {.abi = HG_AGENT_ABI,
                                          .struct_size = sizeof(hg_agent_type),
                                          .name = "seller",
                                          .state_size = sizeof(seller),
                                          .init = seller_init,
                                          .act = seller_act};
static const hg_agent_type buyer_type = {.abi = HG_AGENT_ABI,
                                         .struct_size = sizeof(hg_agent_type),
                                         .name = "buyer",
                                         .state_size = sizeof(buyer),
                                         .init = buyer_init,
                                         .receive = buyer_receive,
                                         .act = buyer_act};

static void seat_scripted(talk *t, uint32_t who, const hg_agent_type *type, const double *params)
{
    const seat_sink sink = {.ctx = t, .reply = talk_reply, .fault = talk_fault};
    t->spec[who] = (seat_spec){.text = type->name, .type = type, .params = params};
    t->seats[who] = seat_local.open(&t->spec[who], 1, &sink, NULL);
}

/* The seller's gain; `opens`: who speaks first in a round. */
static double gain_of(manner how, uint32_t opens, bool revocable)
{
    const double params[] = {how};
    talk *t = talk_new(0, 1, 100, ROUNDS);
    t->first[0] = opens;
    t->table.revocable = revocable;
    t->alternatives[0][0] =
        (alternative){.name = "other", .worth = WORTH, .arrives = ARRIVES, .expires = NEVER};
    t->parties[0].n_alternatives = 1;
    talk_finish(t);
    seat_scripted(t, 0, &seller_type, params);
    seat_scripted(t, 1, &buyer_type, params);
    talk_play(t, 0);
    assert_int_equal(t->row.fault, FAULT_NONE);
    double gain = t->outcome[0].utility;
    talk_free(t);
    return gain;
}

/* The old offer with a hint is accepted as it is; the hint with the new one is worth it; who says
 * nothing is left with the alternative. */
static void test_a_hint_belongs_to_the_new_offer(void **unused)
{
    (void)unused;
    for (uint32_t opens = 0; opens < 2; opens++) {
        assert_near(gain_of(HINTS_FIRST, opens, false), OLD, 1e-9);
        assert_near(last_seen.faced, OLD, 1e-9);
        assert_near(gain_of(ATTACHES, opens, false), NEW, 1e-9);
        assert_near(last_seen.faced, NEW, 1e-9);
        assert_near(gain_of(SILENT, opens, false), WORTH, 1e-9);
    }
}

/* Nobody moves between words and the move that they were said before. */
static void test_words_alone_do_not_give_the_turn_away(void **unused)
{
    (void)unused;
    for (uint32_t opens = 0; opens < 2; opens++) {
        assert_near(gain_of(SAYS_FIRST, opens, false), NEW, 1e-9);
        assert_true(isnan(last_seen.cost));      /* heard before the offer, ... */
        assert_near(last_seen.faced, NEW, 1e-9); /* ... answered after it */
    }
}

/* The alternative comes while the old offer lies there, and it is the buyer's turn (round 8). Where
 * offers are revocable the seller's hint reaches the buyer with the new offer, in the same round
 * and in its place; and what is said while the old one is left to stand reaches nobody. */
static void test_hint_and_new_offer_come_as_one(void **unused)
{
    (void)unused;
    assert_near(gain_of(ATTACHES, 1, true), NEW, 1e-9);
    assert_int_equal(last_seen.moment, 8);
    assert_near(last_seen.cost, NEW, 1e-9);
    assert_near(last_seen.faced, NEW, 1e-9);
    assert_int_equal(last_seen.turns, 1);
    assert_near(gain_of(SAYS_IT_ONLY, 1, true), WORTH, 1e-9);
    assert_near(last_seen.claim, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_may_revise_is_not_trapped),
        cmocka_unit_test(test_a_hint_belongs_to_the_new_offer),
        cmocka_unit_test(test_words_alone_do_not_give_the_turn_away),
        cmocka_unit_test(test_hint_and_new_offer_come_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
