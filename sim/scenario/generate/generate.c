/* A generated scenario's name, read with the same tables as a file, and the tree that is made of
 * what was drawn for it. It draws nothing itself. */
#include "scenario/generate/generate.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scenario/generate/generate_draft.h"

#define WORD       "random"
#define ISSUES_MAX 62u /* of two values: 2^62 outcomes */
#define VALUES_TOP 1000u

bool generate_is(const char *name)
{
    size_t n = strlen(WORD);
    return strncmp(name, WORD, n) == 0 && (name[n] == '\0' || name[n] == ':');
}

/* ---- the keys ---- */

static void read_issue_count(reader *r, const node *n, void *into)
{
    generate_plan *p = into;
    (void)read_count(r, n, 1, ISSUES_MAX, &p->issues);
}

static void read_value_count(reader *r, const node *n, void *into)
{
    generate_plan *p = into;
    (void)read_count(r, n, 2, VALUES_TOP, &p->values);
}

static void read_party_count(reader *r, const node *n, void *into)
{
    generate_plan *p = into;
    uint64_t count;
    if (read_count(r, n, 2, HG_PARTIES_MAX, &count)) p->parties = count;
}

static void read_seed_number(reader *r, const node *n, void *into)
{
    generate_plan *p = into;
    (void)read_count(r, n, 0, UINT64_MAX, &p->seed);
}

/* At the best outcome of one party the others are short of at most 1 each. */
static void read_opposition(reader *r, const node *n, void *into)
{
    generate_plan *p = into;
    double most = floor(sqrt((double)p->parties - 1) * 100) / 100;
    const bounds b = {.lo = 0, .hi = most, .unit = "", .also = ""};
    (void)read_number(r, n, &b, &p->opposition);
}

static void read_profile(reader *r, const node *n, void *into)
{
    static const char *const words[] = {"even", "skewed", "opposed"}; /* as in weight_profile */
    generate_plan *p = into;
    int found = read_word(r, n, words, 3);
    if (found >= 0) p->weights = (weight_profile)found;
}

/* A number, or two of them: 0.1..0.4 */
static void read_reservation_range(reader *r, const node *n, void *into)
{
    static const bounds unit = {
        .lo = 0, .hi = 1, .unit = "", .also = "; a range is written 0.1..0.4"};
    generate_plan *p = into;
    const char *dots = strstr(n->text, "..");
    if (!dots) {
        if (read_number(r, n, &unit, &p->reservation[0])) p->reservation[1] = p->reservation[0];
        return;
    }
    const char *from = arena_textn(r->arena, n->text, (size_t)(dots - n->text));
    bool good = read_number(r, node_scalar(r->arena, from, n->file), &unit, &p->reservation[0]) &&
                read_number(r, node_scalar(r->arena, dots + 2, n->file), &unit, &p->reservation[1]);
    if (good && p->reservation[0] > p->reservation[1])
        node_error(r->errors, n, "reservation is %s: the lower end comes first", n->text);
}

/* parties stands before opposition, whose range it decides. */
static const key_spec generate_keys[] = {
    {"issues", read_issue_count, NULL, "whole number 1..62", "3", "how many issues"},
    {"values", read_value_count, NULL, "whole number 2..1000", "5", "how many values each has"},
    {"parties", read_party_count, NULL, "whole number >= 2", "2", "how many: A, B, C, ..."},
    {"opposition", read_opposition, NULL, "number >= 0", "0.5",
     "least distance of an outcome to everybody's best (`higgle show`); met to 0.005, or as near "
     "as "
     "can be found, with a warning"},
    {"reservation", read_reservation_range, NULL, "number 0..1, or FROM..TO", "0",
     "what no deal is worth: to all the same, or drawn for each"},
    {"weights", read_profile, NULL, "even, skewed or opposed", "even",
     "of the issues: all the same; as 1/rank, in the same order to all; or in opposite orders"},
    {"seed", read_seed_number, NULL, "whole number", "1", "of all that is drawn"},
    {.name = NULL},
};
const map_spec generate_map = {.what = "issues, values, ...", .keys = generate_keys};

/* ---- the name ---- */

/* KEY=VALUE:KEY=VALUE as a map; NULL after an error. */
static node *settings_of(arena *a, const char *name, error_list *errors)
{
    const node at = {.file = name};
    node *map = node_map(a, &at);
    const char *c = name + strlen(WORD);
    while (*c == ':') {
        size_t size = strcspn(++c, ":"), key = strcspn(c, "=:");
        if (key == 0 || key == size)
            node_error(errors, &at,
                       "\"%.*s\": a generated scenario is written random:KEY=VALUE:...", (int)size,
                       c);
        else if (node_get(map, arena_textn(a, c, key)))
            node_error(errors, &at, "%.*s is set twice", (int)key, c);
        else
            node_append(a, map, node_scalar(a, arena_textn(a, c, key), name),
                        node_scalar(a, arena_textn(a, c + key + 1, size - key - 1), name));
        c += size;
    }
    return map;
}

static bool read_plan(arena *a, const char *name, generate_plan *out, error_list *errors)
{
    reader r = {.arena = a, .errors = errors, .path = "", .name = ""};
    size_t before = errors->errors;
    *out = (generate_plan){.issues = 3, .values = 5, .parties = 2, .seed = 1, .opposition = 0.5};
    read_map(&r, settings_of(a, name, errors), &generate_map, out);
    return errors->errors == before;
}

static const char *short_number(arena *a, double x)
{
    char text[TEXT_DOUBLE_MAX];
    (void)text_double(text, x);
    return arena_text(a, text);
}

/* All that decides, in one order: equal names, equal scenarios. */
static const char *canonical(arena *a, const generate_plan *p)
{
    static const char *const profiles[] = {"even", "skewed", "opposed"};
    const char *reservation = short_number(a, p->reservation[0]);
    if (p->reservation[0] < p->reservation[1])
        reservation = arena_format(a, "%s..%s", reservation, short_number(a, p->reservation[1]));
    return arena_format(
        a,
        WORD
        ":issues=%llu:values=%llu:parties=%llu:opposition=%s:reservation=%s:weights=%s:seed=%llu",
        (unsigned long long)p->issues, (unsigned long long)p->values,
        (unsigned long long)p->parties, short_number(a, p->opposition), reservation,
        profiles[p->weights], (unsigned long long)p->seed);
}

/* ---- the tree ---- */

typedef struct planting {
    arena *arena;
    const char *name; /* where all of it stands */
    const generate_plan *plan;
    const generate_drawn *drawn;
} planting;

static node *text_at(const planting *t, const char *text)
{
    return node_scalar(t->arena, text, t->name);
}

static node *number_at(const planting *t, double x)
{
    return text_at(t, short_number(t->arena, x));
}

static node *units_at(const planting *t, uint32_t units)
{
    return number_at(t, (double)units / GENERATE_UNITS);
}

static node *empty(const planting *t, node_kind kind)
{
    const node at = {.file = t->name};
    node *n = node_map(t->arena, &at);
    n->kind = kind;
    return n;
}

static void put(const planting *t, node *map, const char *key, node *value)
{
    node_append(t->arena, map, text_at(t, key), value);
}

static const char *numbered(const planting *t, const char *word, uint64_t i)
{
    return arena_format(t->arena, "%s%llu", word, (unsigned long long)i + 1);
}

static const char *role(const planting *t, uint64_t who)
{
    return arena_format(t->arena, "%c", (char)('A' + who));
}

static node *issues_node(const planting *t)
{
    node *map = empty(t, NODE_MAP);
    for (uint64_t i = 0; i < t->plan->issues; i++) {
        node *values = empty(t, NODE_LIST);
        for (uint64_t k = 0; k < t->plan->values; k++)
            node_append(t->arena, values, NULL, text_at(t, numbered(t, "v", k)));
        put(t, map, numbered(t, "issue", i), values);
    }
    return map;
}

static node *weights_node(const planting *t, uint64_t who)
{
    node *map = empty(t, NODE_MAP);
    const double *weights = &t->drawn->weights[who * t->plan->issues];
    for (uint64_t i = 0; i < t->plan->issues; i++)
        put(t, map, numbered(t, "issue", i), number_at(t, weights[i]));
    return map;
}

static node *worths_node(const planting *t, uint64_t who)
{
    const generate_plan *p = t->plan;
    node *map = empty(t, NODE_MAP);
    const uint32_t *worths = &t->drawn->worths[who * p->issues * p->values];
    for (uint64_t i = 0; i < p->issues; i++) {
        node *values = empty(t, NODE_MAP);
        for (uint64_t k = 0; k < p->values; k++)
            put(t, values, numbered(t, "v", k), units_at(t, *worths++));
        put(t, map, numbered(t, "issue", i), values);
    }
    return map;
}

static node *party_node(const planting *t, uint64_t who)
{
    node *map = empty(t, NODE_MAP);
    put(t, map, "weights", weights_node(t, who));
    put(t, map, "values", worths_node(t, who));
    if (t->drawn->reservation[who] > 0)
        put(t, map, "reservation", number_at(t, t->drawn->reservation[who]));
    return map;
}

static double to_thousandths(double x) { return floor(x * 1000 + 0.5) / 1000; }

static void put_heading(const planting *t, node *root)
{
    const generate_plan *p = t->plan;
    unsigned long long issues = p->issues, values = p->values, seed = p->seed;
    const char *opposition = short_number(t->arena, to_thousandths(t->drawn->opposition));
    put(t, root, "scenario",
        text_at(t, arena_format(t->arena, "random-%llux%llu-%llu", issues, values, seed)));
    put(t, root, "title",
        text_at(t, arena_format(t->arena, "Random: %llu issue%s of %llu values, opposition %s",
                                issues, issues == 1 ? "" : "s", values, opposition)));
    put(t, root, "about",
        text_at(t, arena_format(t->arena, "Generated from %s. Its opposition is %s.",
                                canonical(t->arena, p), opposition)));
}

static node *make_tree(const planting *t)
{
    node *root = empty(t, NODE_MAP), *parties = empty(t, NODE_MAP), *agents = empty(t, NODE_MAP);
    for (uint64_t who = 0; who < t->plan->parties; who++) {
        put(t, parties, role(t, who), party_node(t, who));
        put(t, agents, role(t, who), text_at(t, "boulware"));
    }
    put_heading(t, root);
    put(t, root, "issues", issues_node(t));
    put(t, root, "parties", parties);
    put(t, root, "agents", agents);
    return root;
}

/* ---- the whole ---- */

static void tell_miss(const planting *t, bool strict, error_list *errors)
{
    static const char *const text = "opposition %s was not met: the nearest that was found is %s";
    const char *asked = short_number(t->arena, t->plan->opposition);
    const char *found = short_number(t->arena, to_thousandths(t->drawn->opposition));
    if (fabs(t->drawn->opposition - t->plan->opposition) <= GENERATE_TOLERANCE) return;
    if (strict)
        error_add(errors, HG_E_INPUT, t->name, 0, 0, text, asked, found);
    else
        warning_add(errors, t->name, 0, 0, text, asked, found);
}

node *generate_read(arena *a, const char *name, bool strict, error_list *errors)
{
    generate_plan plan;
    generate_drawn drawn;
    size_t before = errors->errors;
    name = arena_text(a, name);
    if (!read_plan(a, name, &plan, errors)) return NULL;
    if (!generate_draw(a, &plan, &drawn)) {
        error_add(errors, HG_E_INPUT, name, 0, 0,
                  "there are 2^63 outcomes or more: take fewer issues or values");
        return NULL;
    }
    const planting t = {a, name, &plan, &drawn};
    tell_miss(&t, strict, errors);
    return errors->errors == before ? make_tree(&t) : NULL;
}
