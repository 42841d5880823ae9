/* higgle leverage: the leverage of a state, typed in as key=value. A calculator over
 * hg_leverage_of; nothing is simulated. */
#include "cli/cli.h"

#include "base/json.h"
#include "base/text.h"
#include "model/model.h"

#include <math.h>
#include <string.h>

#define PARTIES HG_PARTIES_MAX

typedef struct list {
    uint32_t n;
    double x[PARTIES * PARTIES];
} list;

/* key, default, allowed range, meaning */
#define KEYS(X)                                                                                    \
    X(PIE, "pie", 1, 1e-300, 1e300, "what there is to share")                                      \
    X(W, "w", 0, 0, 1e300, "outside values, one per party")                                        \
    X(KAPPA, "kappa", KAPPA_OBSERVER, 0, 1,                                                        \
      "how much an outside value counts where it does not bind")                                   \
    X(P, "p", 0, 0, 1e300, "recognition: of the first of two, or one weight per party")            \
    X(H, "h", 1, 0, 1e300, "delay hazards per round, one per party")                               \
    X(IOTA, "iota", 0, 0, 1, "information: two numbers, or n x n row by row")
enum { KEY_PIE, KEY_W, KEY_KAPPA, KEY_P, KEY_H, KEY_IOTA, KEY_COUNT };
static const struct {
    const char *name;
    double preset, min, max;
    const char *help;
} keys[] = {
#define KEY_ROW(id, name, preset, min, max, help) {name, preset, min, max, help},
    KEYS(KEY_ROW)
#undef KEY_ROW
};

static int key_find(const char *word, size_t length)
{
    for (int k = 0; k < KEY_COUNT; k++)
        if (strlen(keys[k].name) == length && !memcmp(keys[k].name, word, length)) return k;
    return -1;
}

static void complain_key(cli *c, const char *word)
{
    const char *names[KEY_COUNT];
    for (int k = 0; k < KEY_COUNT; k++) names[k] = keys[k].name;
    const char *near = text_nearest(word, names, KEY_COUNT);
    error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "unknown key \"%s\"%s%s%s", word,
              near ? "; did you mean \"" : "; there are pie, w, kappa, p, h, iota",
              near ? near : "", near ? "\"?" : "");
}

static void read_list(cli *c, int key, const char *text, list *out)
{
    char item[64];
    out->n = 0;
    for (const char *s = text;; s++) {
        size_t length = strcspn(s, ",");
        double x;
        snprintf(item, sizeof item, "%.*s", (int)length, s);
        if (length >= sizeof item || !text_to_double(item, &x)) {
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s: \"%.*s\" is not a number",
                      keys[key].name, (int)length, s);
            return;
        }
        if (x < keys[key].min || x > keys[key].max) {
            const char *bound = key == KEY_PIE       ? "be more than 0"
                                : keys[key].max == 1 ? "lie in 0..1"
                                                     : "not be negative, nor beyond 1e300";
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is %s, must %s", keys[key].name, item,
                      bound);
            return;
        }
        if (out->n == PARTIES * PARTIES) {
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s has more than %d numbers",
                      keys[key].name, PARTIES * PARTIES);
            return;
        }
        out->x[out->n++] = x;
        s += length;
        if (!*s) return;
    }
}

static void read_words(cli *c, list in[KEY_COUNT])
{
    for (uint32_t i = 0; i < c->n_arguments; i++) {
        const char *word = c->arguments[i], *equals = strchr(word, '=');
        if (!equals) {
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "\"%s\" is not key=value", word);
            continue;
        }
        int key = key_find(word, (size_t)(equals - word));
        if (key < 0)
            complain_key(c, arena_textn(&c->arena, word, (size_t)(equals - word)));
        else if (in[key].n)
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s is given twice", keys[key].name);
        else
            read_list(c, key, equals + 1, &in[key]);
    }
}

/* How many parties: the longest list; one p or two iota speak of two. */
static uint32_t count_parties(const list in[KEY_COUNT])
{
    uint32_t n = 2;
    for (int k = KEY_W; k <= KEY_H; k++)
        if (k != KEY_KAPPA && in[k].n > n) n = in[k].n;
    for (uint32_t m = 3; m <= PARTIES; m++)
        if (in[KEY_IOTA].n == m * m && m > n) n = m;
    return n;
}

static void need(cli *c, const list *l, int key, bool fine, const char *what)
{
    if (!fine)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "%s has %u number%s, needs %s",
                  keys[key].name, l->n, l->n == 1 ? "" : "s", what);
}

/* Brings the lists to the form of hg_standing; what is missing gets its default. */
static void complete(cli *c, list in[KEY_COUNT], uint32_t n)
{
    char many[32], square[64];
    snprintf(many, sizeof many, "one per party: %u", n);
    snprintf(square, sizeof square, n == 2 ? "two, or 2 x 2" : "%u x %u", n, n);
    if (n > PARTIES) error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "at most %d parties", PARTIES);
    need(c, &in[KEY_PIE], KEY_PIE, in[KEY_PIE].n <= 1, "one");
    need(c, &in[KEY_KAPPA], KEY_KAPPA, in[KEY_KAPPA].n <= 1, "one");
    need(c, &in[KEY_W], KEY_W, !in[KEY_W].n || in[KEY_W].n == n, many);
    need(c, &in[KEY_H], KEY_H, !in[KEY_H].n || in[KEY_H].n == n, many);
    need(c, &in[KEY_P], KEY_P, !in[KEY_P].n || in[KEY_P].n == n || (n == 2 && in[KEY_P].n == 1),
         many);
    list *iota = &in[KEY_IOTA];
    need(c, iota, KEY_IOTA, !iota->n || iota->n == n * n || (n == 2 && iota->n == 2), square);
    if (c->errors.errors) return;
    double recognised = 0;
    for (uint32_t i = 0; i < in[KEY_P].n; i++) recognised += in[KEY_P].x[i];
    if (in[KEY_P].n > 1 && recognised <= 0)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0, "p: nobody has any recognition");
    if (n == 2 && in[KEY_P].n == 1) {
        if (in[KEY_P].x[0] > 1)
            error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                      "p is one number, the first party's, and must lie in 0..1");
        in[KEY_P].x[1] = 1 - in[KEY_P].x[0];
        in[KEY_P].n = 2;
    }
    if (iota->n == 2) {
        double first = iota->x[0], second = iota->x[1];
        *iota = (list){.n = 4, .x = {0, first, second, 0}};
    }
    for (int k = 0; k < KEY_COUNT; k++)
        for (; k != KEY_P && in[k].n < (k == KEY_IOTA ? n * n : n); in[k].n++)
            in[k].x[in[k].n] =
                in[k].n && (k == KEY_PIE || k == KEY_KAPPA) ? in[k].x[0] : keys[k].preset;
}

static void print_json(uint32_t n, const hg_leverage *out)
{
    static const struct {
        const char *name;
        size_t at;
    } rows[] = {{"phi", offsetof(hg_leverage, phi)},
                {"lambda", offsetof(hg_leverage, lambda)},
                {"alternatives", offsetof(hg_leverage, alternatives)},
                {"power", offsetof(hg_leverage, power)},
                {"information", offsetof(hg_leverage, information)}};
    buf text;
    json j;
    buf_init(&text);
    json_init(&j, &text, true);
    json_object(&j);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        double x[PARTIES];
        for (uint32_t i = 0; i < n; i++)
            memcpy(&x[i], (const char *)&out[i] + rows[r].at, sizeof x[i]);
        for (uint32_t i = 0; i < n; i++) x[i] += 0.0; /* -0 is 0 */
        json_key(&j, rows[r].name);
        json_doubles(&j, x, n);
    }
    json_end_object(&j);
    cli_print_json(&text);
    buf_fini(&text);
}

/* What rounding would print as -0.000000. */
static double shown(double x) { return fabs(x) < 5e-7 ? 0 : x; }

static void print_table(uint32_t n, const hg_leverage *out)
{
    printf("party       phi    Lambda   alternatives      power   information\n");
    for (uint32_t i = 0; i < n; i++)
        printf("%5u  %8.6f  %+8.6f      %+9.6f  %+9.6f     %+9.6f\n", i + 1, out[i].phi,
               shown(out[i].lambda), shown(out[i].alternatives), shown(out[i].power),
               shown(out[i].information));
    printf("\nphi = 1/%u + alternatives + power + information. A part is its source's average "
           "marginal effect\nagainst the neutral point w = 0, p even, h equal, iota = 0; factors "
           "interact, so a symmetric\nfactor can carry a non-zero part. (reference solution v1)\n",
           n);
}

static int no_zone(cli *c, const hg_standing *s)
{
    double sum = 0;
    for (uint32_t i = 0; i < s->n; i++) sum += s->w[i];
    error_add(&c->errors, HG_E_NO, NULL, 0, 0,
              "no zone of agreement: the outside values sum to %g, the pie is %g", sum, s->pie);
    return cli_fail(c);
}

static int leverage_run(cli *c)
{
    list in[KEY_COUNT] = {0};
    read_words(c, in);
    uint32_t n = count_parties(in);
    if (!c->errors.errors) complete(c, in, n);
    if (c->errors.errors) return cli_fail(c);
    hg_leverage out[PARTIES];
    hg_standing s = {.n = n,
                     .pie = in[KEY_PIE].x[0],
                     .kappa = in[KEY_KAPPA].x[0],
                     .w = in[KEY_W].x,
                     .p = in[KEY_P].n ? in[KEY_P].x : NULL,
                     .h = in[KEY_H].x,
                     .iota = in[KEY_IOTA].x};
    if (hg_leverage_of(&s, out, NULL) == HG_NO_ZONE) return no_zone(c, &s);
    if (c->json)
        print_json(n, out);
    else
        print_table(n, out);
    return HG_E_OK;
}

static const json_field leverage_json[] = {
    {"phi", "list of numbers", "leverage of each party: its share of the pie; they sum to 1"},
    {"lambda", "list of numbers", "relative leverage: ln phi less the mean of the others' ln phi"},
    {"alternatives", "list of numbers", "part of phi - 1/n that is due to alternatives"},
    {"power", "list of numbers", "the same, due to power"},
    {"information", "list of numbers", "the same, due to information"},
    {0}};

const command command_leverage = {
    .name = "leverage",
    .arguments = "KEY=VALUE...",
    .summary = "the leverage of a state: who would get how much, and from which source",
    .about =
        "Keys: pie (default 1), w (outside values, 0), kappa (0.5), p (recognition: one number "
        "speaks of the first\nof two; even), h (delay hazards, 1), iota (information: two "
        "numbers, or n x n row by row; 0).\nLonger lists mean more parties. No zone of "
        "agreement: said, exit 1.",
    .examples = {{"higgle leverage w=0.4,0.1", "a good alternative against a poor one"},
                 {"higgle leverage pie=1 w=0.4,0.1 kappa=0.5 p=0.6 h=1,2 iota=0.765625,0.25",
                  "every key"},
                 {"higgle leverage h=1,2 iota=1,1", "a patient party, both well informed"},
                 {"higgle leverage w=0.2,0.1,0 p=1,1,2 --json", "three parties"}},
    .min_arguments = 1,
    .max_arguments = 16,
    .json = leverage_json,
    .run = leverage_run};
