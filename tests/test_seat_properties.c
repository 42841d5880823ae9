/* Properties of every agent of agents.def, from what it declares alone, so that a new one is held
 * to them without being named: who declares no chance is moved by none, who does not read leverage
 * is not moved by it, nobody goes below its limit while limits move. And of some, against a brute
 * force of their rule: tit-for-tat answers concessions, MiCRO ends Pareto-optimal in balanced
 * spaces. */
#include "scene_fixture.h"

#define SCENES 60

/* ---- plays, compared ---- */

typedef struct play {
    size_t n;
    struct {
        uint32_t party, round;
        hg_kind kind;
        hg_outcome outcome;
    } moves[SPOKEN];
} play;

static bool is_move(hg_kind kind) { return kind >= HG_OFFER; }

static play *play_of(const scene *s)
{
    play *p = calloc(1, sizeof *p);
    assert_non_null(p);
    for (size_t i = 0; i < s->n_spoken; i++) {
        const hg_message *m = &s->spoken[i].m;
        if (!is_move(m->kind)) continue;
        p->moves[p->n].party = s->spoken[i].party;
        p->moves[p->n].round = m->round;
        p->moves[p->n].kind = m->kind;
        p->moves[p->n++].outcome = isnan(s->spoken[i].worth) ? HG_NO_OUTCOME : m->outcome;
    }
    return p;
}

/* Frees both. */
static bool same_play(play *a, play *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = a->moves[i].party == b->moves[i].party && a->moves[i].round == b->moves[i].round &&
               a->moves[i].kind == b->moves[i].kind && a->moves[i].outcome == b->moves[i].outcome;
    free(a);
    free(b);
    return same;
}

/* An agent against others that chance does not move; whose turn it is is not up to chance either.
 */
static scene *scene_for(uint64_t seed, const char *agent)
{
    static const char *const others[] = {"boulware", "conceder", "tit-for-tat",
                                         "micro:repeat=last"};
    static const uint32_t rounds[] = {2, 7, 25};
    scene *s = scene_new(seed, seed % 5 == 4 ? 3 : 2, rounds[seed % 3], true);
    s->table.proposer = PROPOSER_ROTATE;
    scene_seat(s, 0, agent);
    for (uint32_t i = 1; i < s->model.n_parties; i++) scene_seat(s, i, others[(seed + i) % 4]);
    return s;
}

static bool has(const scene *s, uint32_t trait) { return (s->spec[0].traits & trait) != 0; }

/* ---- chance ---- */

/* Another stream, the same moves; and who declares chance is moved by it somewhere. */
static void test_only_the_stochastic_draw(void **unused)
{
    (void)unused;
    for (size_t k = 0; roster()[k]; k++) {
        const char *agent = roster()[k]->name;
        bool declared = false, moved = false, plays = false;
        for (uint64_t seed = 0; seed < SCENES; seed++) {
            scene *s = scene_for(seed, agent);
            declared = has(s, HG_TRAIT_STOCHASTIC);
            scene_play(s, 1);
            plays |= s->row.result != HG_RESULT_AGENT_ERROR;
            play *once = play_of(s);
            scene_play(s, 2);
            moved |= !same_play(once, play_of(s));
            scene_free(s);
        }
        if (moved && !declared) fail_msg("%s draws, and does not say so", agent);
        if (!moved && declared && plays) fail_msg("%s says that it draws, and does not", agent);
    }
}

/* ---- leverage ---- */

static void give_other_leverage(scene *s, uint64_t seed)
{
    rng r;
    rng_open(&r, seed, RNG_DESIGN, 1, 0);
    for (uint32_t i = 0; i < s->model.n_parties; i++) {
        s->parties[i].recognition = 0.1 + 5 * rng_uniform(&r);
        s->parties[i].discount = 0.2 + 0.8 * rng_uniform(&r);
        for (uint32_t j = 0; j < s->model.n_parties; j++)
            s->bits[i][j] = i == j ? 0 : rng_below(&r, 3) ? 6 * rng_uniform(&r) : INFINITY;
    }
    model_finish(&s->run, &s->model);
}

/* Power to propose, patience and information change, nothing else: the same moves. */
static void test_only_its_readers_feel_leverage(void **unused)
{
    (void)unused;
    bool felt = false;
    for (size_t k = 0; roster()[k]; k++)
        for (uint64_t seed = 0; seed < SCENES; seed++) {
            scene *s = scene_for(seed, roster()[k]->name);
            scene_play(s, seed);
            play *before = play_of(s);
            give_other_leverage(s, seed);
            scene_play(s, seed);
            bool same = same_play(before, play_of(s));
            if (!same && !has(s, HG_TRAIT_READS_LEVERAGE | HG_TRAIT_SEES_TRUTH))
                fail_msg("%s is moved by leverage, and does not say so", s->spec[0].text);
            felt |= !same;
            scene_free(s);
        }
    assert_true(felt); /* or nothing was tried */
}

static void test_blind_twins_do_not_feel_it(void **unused)
{
    (void)unused;
    for (size_t k = 0; roster()[k]; k++) {
        char twin[200];
        if (!roster()[k]->twin) continue;
        (void)snprintf(twin, sizeof twin, "%s:%s", roster()[k]->name, roster()[k]->twin);
        for (uint64_t seed = 0; seed < SCENES; seed++) {
            scene *s = scene_for(seed, twin);
            scene_play(s, seed);
            play *before = play_of(s);
            give_other_leverage(s, seed);
            scene_play(s, seed);
            if (!same_play(before, play_of(s))) fail_msg("%s is not blind", twin);
            scene_free(s);
        }
    }
}

/* ---- limits ---- */

static void test_nobody_goes_below_its_limit(void **unused)
{
    (void)unused;
    for (size_t k = 0; roster()[k]; k++)
        for (uint64_t seed = 0; seed < SCENES; seed++) {
            scene *s = scene_for(seed, roster()[k]->name);
            scene_play(s, seed);
            for (size_t i = 0; i < s->n_spoken && !has(s, HG_TRAIT_BELOW_LIMIT); i++) {
                if (s->spoken[i].party != 0 || isnan(s->spoken[i].worth)) continue;
                if (s->spoken[i].worth < s->spoken[i].limit)
                    fail_msg("%s goes below its limit", s->spec[0].text);
            }
            scene_free(s);
        }
}

/* ---- tit-for-tat: gives what it was given, on any list of outcomes ---- */

static double least_above(const scene *s, double demand)
{
    const utility *u = &s->parties[0].utility;
    double least = utility_best(u);
    for (outcome_id o = 0; o < s->model.space.size; o++) {
        double worth = utility_of(u, o);
        if (worth >= demand) least = fmin(least, worth);
    }
    return least;
}

static size_t check_answers(const scene *s)
{
    const party *p = &s->parties[0];
    double best = utility_best(&p->utility), demand = best, offered[2] = {NAN, NAN};
    double least = fmax(utility_worst(&p->utility), p->reservation);
    size_t moved = 0;
    for (size_t i = 0; i < s->n_spoken; i++) {
        if (s->spoken[i].m.kind != HG_OFFER) continue;
        if (s->spoken[i].party == 1) {
            offered[0] = offered[1];
            offered[1] = utility_of(&p->utility, s->spoken[i].m.outcome);
            if (!isnan(offered[0]))
                demand = hg_clamp(demand + offered[0] - offered[1], least, best);
            continue;
        }
        assert_near(s->spoken[i].worth, least_above(s, demand), 0);
        moved += demand < best;
    }
    return moved;
}

static void test_tit_for_tat_gives_what_it_got(void **unused)
{
    (void)unused;
    size_t moved = 0;
    for (uint64_t seed = 0; seed < 300; seed++) {
        scene *s = scene_new(seed, 2, 25, false);
        s->parties[0].reservation = fmin(s->parties[0].reservation, 0);
        scene_seat(s, 0, "absolute-tit-for-tat:noise=0");
        scene_seat(s, 1, seed % 2 ? "random" : "linear");
        scene_play(s, seed);
        moved += check_answers(s);
        scene_free(s);
    }
    assert_true(moved > 200);
}

/* ---- MiCRO ---- */

/* Its `many` best outcomes, and no other, are worth more than no deal. */
static void makes_rational(party *p, uint64_t many, uint64_t size)
{
    const double *sorted = p->utility.table->sorted; /* ascending */
    double low = sorted[size - many], under = many < size ? sorted[size - many - 1] : low - 1;
    p->reservation = p->utility.shift + (low + under) / 2;
}

static double gain(const scene *s, uint32_t who, outcome_id o)
{
    return utility_of(&s->parties[who].utility, o) - s->parties[who].reservation;
}

static bool rational(const scene *s, outcome_id o)
{
    return gain(s, 0, o) > 0 && gain(s, 1, o) > 0;
}

static bool has_ties(const party *p, uint64_t size)
{
    for (uint64_t k = 1; k < size; k++)
        if (p->utility.table->sorted[k] == p->utility.table->sorted[k - 1]) return true;
    return false;
}

static void check_pareto(const scene *s)
{
    bool possible = false;
    for (outcome_id o = 0; o < s->model.space.size; o++) possible |= rational(s, o);
    assert_int_equal(s->row.result, possible ? HG_RESULT_DEAL : HG_RESULT_DEADLINE);
    if (!possible) return;
    assert_true(rational(s, s->row.deal));
    for (outcome_id o = 0; o < s->model.space.size; o++)
        assert_false(gain(s, 0, o) > gain(s, 0, s->row.deal) &&
                     gain(s, 1, o) > gain(s, 1, s->row.deal));
}

/* As many rational outcomes for each: balanced (de Jonge 2022). */
static void test_micro_in_balanced_spaces(void **unused)
{
    (void)unused;
    int deals = 0, none = 0;
    for (uint64_t seed = 0; seed < 600; seed++) {
        scene *s = scene_new(seed, 2, 2 * VALUES * VALUES, false);
        uint64_t size = s->model.space.size, many = 1 + seed % size;
        bool ties = has_ties(&s->parties[0], size) || has_ties(&s->parties[1], size);
        for (uint32_t i = 0; i < 2 && !ties; i++) {
            makes_rational(&s->parties[i], many, size);
            scene_seat(s, i, "micro");
        }
        if (!ties) {
            scene_play(s, seed);
            check_pareto(s);
            *(s->row.result == HG_RESULT_DEAL ? &deals : &none) += 1;
        }
        scene_free(s);
    }
    assert_true(deals > 100 && none > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_stochastic_draw),
        cmocka_unit_test(test_only_its_readers_feel_leverage),
        cmocka_unit_test(test_blind_twins_do_not_feel_it),
        cmocka_unit_test(test_nobody_goes_below_its_limit),
        cmocka_unit_test(test_tit_for_tat_gives_what_it_got),
        cmocka_unit_test(test_micro_in_balanced_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
