/* The reference of a file's keys, printed from the tables that read them: what can be written is
 * what is described. It knows the tables, and nothing of the values that files give. */
#include <string.h>

#include "scenario/draft.h"
#include "scenario/experiment/design.h"
#include "scenario/generate/generate_draft.h"

enum { WIDTH = 100, HELP_COLUMN = 44 };

static void pad(buf *out, size_t from, size_t to)
{
    for (; from < to; from++) buf_byte(out, ' ');
}

/* ---- one key ---- */

/* Text from `left` to WIDTH, on as many lines as it needs, each after `mark`; column: where the
 * first line stands already. */
static void add_wrapped(const char *text, const char *mark, size_t left, size_t column, buf *out)
{
    while (*text) {
        size_t n = strlen(text), room = WIDTH - left - strlen(mark);
        if (n > room)
            for (n = room; n > 1 && text[n] != ' '; n--) {}
        pad(out, column, left);
        buf_text(out, mark);
        buf_add(out, text, n);
        buf_byte(out, '\n');
        text += n + (text[n] == ' ');
        column = 0;
    }
}

/* The keys below say what a map holds. */
static bool says_its_type(const key_spec *k)
{
    return !k->inner || strncmp(k->type, "map", 3) != 0;
}

static void describe_key(const key_spec *k, size_t indent, buf *out)
{
    buf remark;
    buf_init(&remark);
    buf_text(&remark, k->help);
    if (k->preset && *k->preset) buf_format(&remark, " [%s]", k->preset);
    buf_byte(&remark, '\0');
    size_t start = out->size;
    pad(out, 0, indent);
    buf_format(out, "%s:", k->name);
    if (says_its_type(k)) buf_format(out, " %s", k->type);
    size_t column = out->size - start;
    if (column >= HELP_COLUMN) {
        buf_byte(out, '\n');
        column = 0;
    }
    add_wrapped((const char *)remark.data, "# ", HELP_COLUMN, column, out);
    buf_fini(&remark);
}

/* ---- all keys ---- */

static void describe_map(const map_spec *m, size_t indent, buf *out);

static void describe_entry(const key_spec *k, size_t indent, buf *out)
{
    describe_key(k, indent, out);
    if (k->inner && k->inner != &drawn_map) describe_map(k->inner, indent + 2, out);
}

static void describe_map(const map_spec *m, size_t indent, buf *out)
{
    for (const key_spec *k = m->keys; k && k->name; k++) {
        if (indent == 0 && (k->inner || (k > m->keys && k[-1].inner))) buf_byte(out, '\n');
        describe_entry(k, indent, out);
    }
    if (!m->each) return;
    if (m->each->inner == m) /* map within map */
        describe_key(m->each, indent, out);
    else
        describe_entry(m->each, indent, out);
}

/* ---- the two kinds of file ---- */

void scenario_describe(buf *out)
{
    buf_text(
        out,
        "A scenario says what is negotiated, by whom, under which rules. All keys, as one\n"
        "would write them; words in capitals are names of your own, [defaults] in brackets.\n\n");
    describe_map(&scenario_map, 0, out);
    buf_text(out, "\nprotocol.kind is a named set of rules:\n");
    describe_kinds(out);
    buf_text(
        out,
        "\nA number that may be drawn is one number, {min, max} or {mean, sd}; the maps are drawn\n"
        "anew for each session:\n");
    describe_map(&drawn_map, 2, out);
    buf_text(out,
             "\nrandom:KEY=VALUE:... is a scenario that is generated, and stands wherever one is\n"
             "expected: random:issues=5:opposition=0.3:seed=7. Its keys:\n");
    describe_map(&generate_map, 2, out);
    buf_text(
        out,
        "\nAn alternative that comes at random (used-car: seller.alternatives.walk_ins)\n"
        "  {rate: 2, worth: {min: 300, max: 1000}, lifetime: 0.2, search_cost: 40, recall: no}\n"
        "\nForms of values\n"
        "  time          0 (first offer) .. 1 (the common deadline)\n"
        "  money         in the currency of the file; own unit: money, or 0..1 with weights\n"
        "  map per value {none: 0, 6 months: 500}: names every value of the issue\n"
        "  rising        0 at the least value, 1 at the greatest; falling: the other way\n"
        "\nPaths (--set PATH=VALUE, and in experiments)\n"
        "  The keys joined by dots, without `parties.`: buyer.alternatives.colleague.arrives=0.2\n"
        "  A path replaces all that stands there: buyer.power={discount: 0.8}\n"
        "  `none` removes an alternative: seller.alternatives.auction=none\n"
        "  Below an agent stand its settings: agents.buyer=boulware, agents.buyer.beta=0.3\n"
        "  A name may stand in quotes, and must with an = in it: A.weights.\"price = cost\"=0.2\n"
        "  `higgle help agents` lists agents and their settings.\n");
}

static void add_measures(buf *out)
{
    buf names;
    buf_init(&names);
    describe_measures(&names);
    buf_byte(&names, '\0');
    add_wrapped((const char *)names.data, "", 2, 0, out);
    buf_fini(&names);
}

void experiment_describe(buf *out)
{
    buf_text(out,
             "An experiment says which scenario is run with what varied, how often, and what is\n"
             "claimed beforehand. All keys, as one would write them; words in capitals are names\n"
             "of your own, [defaults] in brackets.\n\n");
    describe_map(&experiment_map, 0, out);
    buf_text(
        out,
        "\nA factor (every combination of levels is a cell; its columns stand in sessions.csv)\n"
        "  patience: {low: {buyer.power.discount: 0.8}, high: {buyer.power.discount: 0.95}}\n"
        "  source, level: {power: {weak: {PATH: VALUE}, strong: {PATH: VALUE}}, ...}\n"
        "  buyer.power.discount: [0.8, 0.9, 1]\n"
        "  deadline.rounds: {from: 10, to: 50, step: 10}\n");
    buf_text(
        out,
        "\nA claim (one per hypothesis; a verdict for each combination of the other columns)\n"
        "  {measure: pie_share_one, rises_with: level, beyond: blind, at_least: 0.01}\n"
        "  {measure: pie_share_one, slope_on: alternative_start_one, within: [0.2, 0.3],\n"
        "   over: one.reservation, beyond: blind}      all levels together; apart from the twin\n"
        "  {measure: pie_share_one, correlates_with: opening_one, within: [0.4, 0.65]}\n"
        "  {measure: pie_share_one, above: 0, in: {agent: human}, beyond: {agent: blind}}\n"
        "  {measure: late_deal, within: [0.3, 1]}      what happens or not is 0 or 1: rates\n"
        "  {measure: pie_share_one, unaffected_by: one.reservation, less_than: 0.01}\n"
        "  {measure: pie_share_one, equals: option, over: one.reservation, errors: 4}\n"
        "\nA line of theory, and levels that are no numbers\n"
        "  option: {oracle: outside-option, set: {d1: 0.9, d2: 0.9, w2: 0},\n"
        "           along: {w1: one.reservation}}\n"
        "  ... along: {w1: {level: {weak: 0.1, strong: 0.6}}}\n"
        "\nAn ablation (higgle sweep EXPERIMENT --ablation: exit 1 is what it should come to)\n"
        "  {set: {agents.one.a0: 0.5}, fails: [keeps_more]}\n");
    buf_text(out, "\nMeasures (~ can only be the same)\n");
    add_measures(out);
    buf_text(
        out,
        "\nPaths are those of the scenario; `higgle help scenario` shows them. The command line\n"
        "sets sessions, seed, block and ablated, and any path in all cells.\n");
}
