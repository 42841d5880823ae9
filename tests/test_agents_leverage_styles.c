/* The presets that are styles do what their names say: paired differences from the default agent,
 * same luck and same other, with 99.9 % intervals. */
#include "leverage_fixture.h"

#include <stdbool.h>
#include <stdlib.h>

#define SESSIONS 400
#define LATE     15 /* of 21 rounds */

static const char *settings_of(const char *preset)
{
    for (const hg_preset *p = agent->presets; p->name; p++)
        if (strcmp(p->name, preset) == 0) return p->settings;
    fail_msg("no preset %s", preset);
    return NULL;
}

static void set(seat *s, const char *key, size_t length, double value)
{
    for (int i = 0; i < PARAMS; i++)
        if (strlen(names[i]) == length && strncmp(names[i], key, length) == 0) s->params[i] = value;
}

/* An agent so set, in talk i: its luck and its limit are the same whatever it is. */
static void take_seat(seat *s, const char *settings, int i)
{
    uint64_t x = (uint64_t)i * 77 + 5;
    plain(s);
    fake_host_init(&s->host, worth, OUTCOMES, 0, 21);
    for (int k = 0; k < PARAMS; k++) s->params[k] = agent->params[k].preset;
    for (const char *at = settings; *at;) {
        char *end;
        size_t length = strcspn(at, "=");
        set(s, at, length, strtod(at + length + 1, &end));
        at = *end ? end + 1 : end;
    }
    s->limits[0] = 0.5 * uniform(&x);
    s->limits[1] = NAN;
    for (int k = 0; k < 3; k++) s->host.normals[k] = 3 * (uniform(&x) + uniform(&x) - 1);
    sit(s);
}

typedef struct asked {
    double first, middle, late;
} asked;

/* The other opens at `from` and goes up to `to` in even steps. */
static asked talk(const char *settings, int i, double from, double to)
{
    seat s;
    asked a = {0};
    take_seat(&s, settings, i);
    for (uint32_t k = 0; k <= LATE; k++) {
        hg_outcome offer = (hg_outcome)(1000 * (from + (to - from) * k / LATE));
        hg_message m = fake_offer(offer);
        m.round = k;
        m.seat = 1;
        agent->receive(s.state, &m);
        hg_reply r = move(&s, fake_turn(&s.host, k, offer));
        if (r.kind != HG_OFFER) break; /* agreed: what it asked for last stands */
        a.late = worth[r.outcome];
        if (k == 0) a.first = a.late;
        if (k <= 10) a.middle = a.late;
    }
    return a;
}

typedef double (*reading)(const char *settings, int i);

static void tell(const char *what, reading of, const char *settings, const char *beside)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < SESSIONS; i++) {
        double d = of(settings, i) - of(beside, i);
        sum += d;
        squares += d * d;
    }
    double mean = sum / SESSIONS, se = sqrt((squares / SESSIONS - mean * mean) / SESSIONS);
    print_message("  %-48s %.4f +- %.4f\n", what, mean, 3.3 * se);
    assert_true(mean - 3.3 * se > 0);
}

/* How much more is asked, late, of who gives nothing than of who gives. */
static double returns(const char *settings, int i)
{
    return talk(settings, i, 0.05, 0.05).late - talk(settings, i, 0.05, 0.25).late;
}

/* Late, of who gives nothing. */
static double holds_back(const char *settings, int i) { return talk(settings, i, 0.05, 0.05).late; }

static void test_reciprocator(void **unused)
{
    (void)unused;
    const char *settings = settings_of("reciprocator");
    tell("asks more of who gives nothing", holds_back, settings, "");
    tell("... than of who gives", returns, settings, "");
    for (int i = 0; i < SESSIONS; i++) {
        asked a = talk(settings, i, 0.05, 0.05);
        assert_true(a.first - a.late < 0.2 + 0.002);
    }
}

static double opens(const char *settings, int i) { return talk(settings, i, 0.05, 0.05).first; }

/* What a more generous first offer makes of its own. */
static double is_moved(const char *settings, int i)
{
    return talk(settings, i, 0.25, 0.25).first - talk(settings, i, 0.05, 0.05).first;
}

/* The part of the way from opening to limit that half of the time takes. */
static double comes_down(const char *settings, int i)
{
    seat s;
    take_seat(&s, settings, i);
    asked a = talk(settings, i, 0.05, 0.05);
    return (a.first - a.middle) / (a.first - s.limits[0]);
}

static void test_anchorer(void **unused)
{
    (void)unused;
    const char *settings = settings_of("anchorer");
    tell("opens higher", opens, settings, "");
    tell("is moved more by an opening than with a=.2", is_moved, settings, "a0=0.9:a=0.2:e0=0.4");
    tell("comes down earlier", comes_down, settings, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reciprocator),
        cmocka_unit_test(test_anchorer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
