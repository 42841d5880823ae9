/* The tables themselves, and their print-out. Knows where a field lives in memory and what it is
 * called; how a type is written and read is field.c's business. */
#include "wire/schema.h"
#include <stddef.h>

/* ---- names of codes, as the documentation and other languages call them ---- */
static const char *const word_codes[HG_WORD_COUNT] = {
    [HG_HINT] = "hint",           [HG_DISCLOSE] = "disclose", [HG_ASK] = "ask",
    [HG_JUSTIFY] = "justify",     [HG_IMPLY] = "imply",       [HG_THREATEN] = "threaten",
    [HG_ULTIMATUM] = "ultimatum", [HG_PROMISE] = "promise",   [HG_APPRECIATE] = "appreciate",
};
static const char *const topic_codes[HG_TOPIC_COUNT] = {
    [HG_ABOUT_NOTHING] = "nothing", [HG_ABOUT_ALTERNATIVE] = "alternative",
    [HG_ABOUT_LIMIT] = "limit",     [HG_ABOUT_DEADLINE] = "deadline",
    [HG_ABOUT_ISSUE] = "issue",     [HG_ABOUT_CONCESSION] = "concession",
};
static const char *const walk_codes[HG_WALK_COUNT] = {
    [HG_WALK_TACTICAL] = "tactical", [HG_WALK_RESET] = "reset", [HG_WALK_FINAL] = "final"};
static const char *const door_codes[HG_DOOR_COUNT] = {
    [HG_DOOR_CLOSED] = "closed", [HG_DOOR_OPEN] = "open"};
static const char *const event_codes[HG_EVENT_COUNT] = {[HG_EVENT_ARRIVED] = "arrived",
                                                        [HG_EVENT_EXPIRED] = "expired",
                                                        [HG_EVENT_LIMIT] = "limit",
                                                        [HG_EVENT_LEARNED] = "learned"};
static const char *const result_codes[HG_RESULT_COUNT] = {
#define RESULT_CODE(name, text, meaning) [HG_RESULT_##name] = text,
    HG_RESULTS(RESULT_CODE)
#undef RESULT_CODE
};
static const char *const exit_codes[] = {
    [HG_EXIT_ANYONE] = "anyone", [HG_EXIT_RESPONDER] = "responder", [HG_EXIT_NOBODY] = "nobody"};
static const char *const issue_codes[] = {
    [HG_ISSUE_LISTED] = "listed", [HG_ISSUE_NUMBER] = "number"};
#define CODES(names) .type = FIELD_CODE, .codes = (names), .bound = sizeof(names) / sizeof *(names)

/* ---- messages ---- */
#define AT(member) .offset = offsetof(wire_message, member)
/* clang-format off */
#define END_OF_FIELDS {.name = NULL}
/* clang-format on */

const wire_field wire_head[] = {
    {"session", FIELD_UINT64, AT(m.session), .text = "number of the session"},
    {"table", FIELD_UINT32, AT(m.table), .text = "from 0"},
    {"round", FIELD_UINT32, AT(m.round), .text = "from 0"},
    {"seat", FIELD_UINT32, AT(m.seat), .text = "who speaks, or is spoken to"},
    END_OF_FIELDS,
};

#define OPTIONAL_WORDS {"words", FIELD_WORDS, FIELD_OPTIONAL, AT(m.words)}, END_OF_FIELDS

static const wire_field HELLO_fields[] = {
    {"abi", FIELD_UINT32, AT(abi), .text = "version of the agent interface"},
    {"agent", FIELD_NAME, AT(agent), .text = "the agent to play, written as in a scenario file"},
    END_OF_FIELDS,
};
static const wire_field BRIEF_fields[] = {
    {"map", FIELD_BRIEF, .text = "see below"},
    END_OF_FIELDS,
};
static const wire_field TURN_fields[] = {
    {"may", FIELD_UINT32, AT(m.may), .text = "sum of 2^code of the kinds allowed"},
    {"stand", FIELD_STAND, FIELD_OPTIONAL, AT(stand),
     .text = "the offer that you may accept; your own; may you only revise it? To outside agents"},
    END_OF_FIELDS,
};
static const wire_field EVENT_fields[] = {
    {"event", CODES(event_codes), AT(m.event)},
    {"party", FIELD_ID, AT(m.party), .text = "whom it concerns"},
    {"alternative", FIELD_ID, AT(m.alternative),
     .text = "of that party; nil for `limit`; for `learned` the party it learned about"},
    {"value", FIELD_NUMBER, AT(m.value),
     .text = "worth to that party; its limit now; for `learned` the bits it has now"},
    END_OF_FIELDS,
};
static const wire_field END_fields[] = {
    {"result", CODES(result_codes), AT(m.result)},
    {"by", FIELD_ID, AT(m.party),
     .text = "party that accepted, walked, failed, had no more time or no authority"},
    {"deal", FIELD_DEAL, AT(m.outcome)},
    {"utility", FIELD_NUMBER, AT(m.utility), .text = "own, of what you got"},
    {"payoff", FIELD_NUMBER, AT(m.payoff), .text = "the same, discounted"},
    END_OF_FIELDS,
};
static const wire_field BYE_fields[] = {END_OF_FIELDS};
static const wire_field MEANS_fields[] = {
    {"map", FIELD_MEANS, .text = "see below"},
    END_OF_FIELDS,
};
static const wire_field OFFER_fields[] = {
    {"values", FIELD_OUTCOME, AT(m.outcome)},
    OPTIONAL_WORDS,
};
static const wire_field ACCEPT_fields[] = {OPTIONAL_WORDS};
static const wire_field REJECT_fields[] = {OPTIONAL_WORDS};
static const wire_field WALK_fields[] = {
    {"walk", CODES(walk_codes), AT(m.walk)},
    {"door", CODES(door_codes), AT(m.door)},
    OPTIONAL_WORDS,
};
static const wire_field WITHDRAW_fields[] = {OPTIONAL_WORDS};
static const wire_field REOPEN_fields[] = {OPTIONAL_WORDS};
static const wire_field SAY_fields[] = {
    {"words", FIELD_WORDS, FIELD_REQUIRED, AT(m.words)},
    END_OF_FIELDS,
};

const wire_form wire_forms[] = {
#define FORM_ROW(code, name, by, fields, text) {HG_##name, #name, WIRE_##by, name##_fields, text},
    HG_MESSAGES(FORM_ROW)
#undef FORM_ROW
        {.name = NULL},
};

#undef AT
#define AT(member) .offset = offsetof(hg_words, member)
const wire_field wire_words_fields[] = {
    {"word", CODES(word_codes), AT(word)},
    {"topic", CODES(topic_codes), AT(topic)},
    {"at_least", FIELD_FINITE, AT(at_least), .text = "what it is claimed to be worth, own unit"},
    END_OF_FIELDS,
};

/* ---- the brief ---- */
static uint64_t per_party(const void *brief) { return ((const hg_brief *)brief)->n_parties; }

static uint64_t per_pair(const void *brief) { return per_party(brief) * per_party(brief); }

static uint64_t per_listed_value(const void *object)
{
    const hg_issue *issue = object;
    return issue->kind == HG_ISSUE_LISTED ? issue->size : 0;
}

static uint64_t per_column(const void *frontier) { return ((const hg_frontier *)frontier)->n; }

static uint64_t per_cell(const void *object)
{
    const hg_frontier *frontier = object;
    return (uint64_t)frontier->n * frontier->size;
}

#undef AT
#define AT(member) .offset = offsetof(hg_brief, member)
const wire_field wire_brief_fields[] = {
    {"session", FIELD_UINT64, AT(session), .text = "as in the head"},
    {"party", FIELD_UINT32, AT(party), .text = "who you are, from 0"},
    {"n_parties", FIELD_UINT32, AT(n_parties), .text = "2 to 16"},
    {"n_tables", FIELD_UINT32, AT(n_tables)},
    {"seat", FIELD_UINT32, AT(seat), .text = "yours at table 0"},
    {"role", FIELD_TEXT, AT(role), .text = "name of your role"},
    {"text", FIELD_TEXT, AT(text), .text = "your private brief"},
    {"roles", FIELD_TEXTS, AT(roles), .count = per_party, .text = "by party"},
    {"issues", FIELD_ISSUES, AT(issues), .text = "see below"},
    {"n_outcomes", FIELD_UINT64, AT(n_outcomes), .text = "product of the issues' sizes"},
    {"best", FIELD_NUMBER, AT(best), .text = "greatest own utility, own unit"},
    {"worst", FIELD_NUMBER, AT(worst), .text = "least own utility"},
    {"limit", FIELD_NUMBER, AT(limit),
     .text =
         "accept nothing below it: the best alternative, what searching on is worth, a mandate"},
    {"reservation", FIELD_NUMBER, AT(reservation), .text = "what no deal is worth"},
    {"leaving_cost", FIELD_NUMBER, AT(leaving_cost), .text = "paid by who walks"},
    {"rounds", FIELD_UINT32, AT(rounds), .text = "until your own deadline; 0: none, or unknown"},
    {"exit", CODES(exit_codes), AT(exit), .text = "who may walk"},
    {"revocable", FIELD_FLAG, AT(revocable), .text = "may a standing offer be withdrawn?"},
    {"pie", FIELD_NUMBER, AT(pie), .text = "the greatest joint surplus"},
    {"frontier", FIELD_FRONTIER, AT(frontier), .text = "see below; nil: transferable utilities"},
    {"recognition", FIELD_NUMBERS, AT(recognition), .count = per_party, .text = "weights by party"},
    {"hazard", FIELD_NUMBERS, AT(hazard), .count = per_party, .text = "per round, by party"},
    {"iota", FIELD_NUMBERS, AT(iota), .count = per_pair,
     .text = "row i, column j: what i knows about the limit of j; nil: unknown"},
    {"others_limit", FIELD_NUMBERS, AT(others_limit), .count = per_party,
     .text = "by party; nil: unknown"},
    {"limit_least", FIELD_NUMBERS, AT(limit_least), .count = per_party,
     .text = "by party: its limit is not less at the start, as far as you know"},
    {"limit_most", FIELD_NUMBERS, AT(limit_most), .count = per_party,
     .text = "by party: ... and not more"},
    {"deadlines", FIELD_COUNTS, AT(deadlines), .count = per_party,
     .text = "rounds of each party; 0: none, or unknown"},
    {"deadlines_pull", FIELD_FLAG, AT(deadlines_pull),
     .text = "do they differ, and everybody knows all of them?"},
    {"commitment", FIELD_NUMBERS, AT(commitment), .count = per_party,
     .text = "what each insists on if it is obstinate, its own unit; nil: no such demand"},
    {"obstinacy", FIELD_NUMBERS, AT(obstinacy), .count = per_party,
     .text = "how likely each is to be obstinate, 0 to 1"},
    {"obstinate", FIELD_FLAG, AT(obstinate), .text = "are you?"},
    END_OF_FIELDS,
};

#undef AT
#define AT(member) .offset = offsetof(hg_issue, member)
const wire_field wire_issue_fields[] = {
    {"name", FIELD_TEXT, AT(name)},
    {"unit", FIELD_TEXT, AT(unit), .text = "may be empty"},
    {"kind", CODES(issue_codes), AT(kind)},
    {"size", FIELD_UINT64, AT(size), .text = "number of values"},
    {"names", FIELD_TEXTS, AT(names), .count = per_listed_value, .text = "nil for `number`"},
    {"min", FIELD_NUMBER, AT(min), .text = "value of index k is min + k * step, see `scale`"},
    {"step", FIELD_NUMBER, AT(step)},
    {"max", FIELD_NUMBER, AT(max), .text = "value of the last index, exactly"},
    {"scale", FIELD_NUMBER, AT(scale),
     .text = "if > 0: (round(min * scale) + k * round(step * scale)) / scale"},
    END_OF_FIELDS,
};

#undef AT
#define AT(member) .offset = offsetof(hg_frontier, member)
const wire_field wire_frontier_fields[] = {
    {"n", FIELD_UINT32, AT(n), .text = "parties"},
    {"size", FIELD_UINT32, AT(size), .text = "points"},
    {"u", FIELD_NUMBERS, AT(u), .count = per_cell, .text = "utilities, point by point"},
    {"best", FIELD_NUMBERS, AT(best), .count = per_column, .text = "greatest utility by party"},
    END_OF_FIELDS,
};

const wire_form *wire_form_of(uint64_t kind)
{
    for (const wire_form *form = wire_forms; form->name; form++)
        if ((uint64_t)form->kind == kind) return form;
    return NULL;
}

uint32_t wire_fields_count(const wire_field *fields)
{
    uint32_t n = 0;
    while (fields[n].name) n++;
    return n;
}

/* ---- the print-out ---- */
static const char *const type_texts[FIELD_TYPE_COUNT] = {
#define TYPE_TEXT(name, text) text,
    FIELD_TYPES(TYPE_TEXT)
#undef TYPE_TEXT
};

static void print_fields(buf *out, const char *title, const wire_field *fields)
{
    buf_format(out, "\n%s\n\n| field | on the wire | meaning |\n|---|---|---|\n", title);
    for (const wire_field *f = fields; f->name; f++) {
        buf_format(out, "| `%s`%s | %s", f->name, f->need == FIELD_OPTIONAL ? ", optional" : "",
                   type_texts[f->type]);
        for (uint32_t k = 0; k < f->bound; k++)
            buf_format(out, "%s %u %s", k ? "," : ":", (unsigned)k, f->codes[k]);
        buf_format(out, " | %s |\n", f->text ? f->text : "");
    }
}

static void print_layout(buf *out, const wire_form *form)
{
    static const char *const speakers[] = {[WIRE_HOST] = "host", [WIRE_AGENT] = "agent"};
    buf_format(out, "| %u | %s | %s | `[%u, session, table, round, seat", (unsigned)form->kind,
               form->name, speakers[form->by], (unsigned)form->kind);
    for (const wire_field *f = form->fields; f->name; f++)
        buf_format(out, f->need == FIELD_OPTIONAL ? "[, %s]" : ", %s", f->name);
    buf_format(out, "]` | %s |\n", form->text);
}

void wire_schema_print(buf *out)
{
    buf_text(out, "| code | message | who | on the wire | meaning |\n|---|---|---|---|---|\n");
    for (const wire_form *form = wire_forms; form->name; form++) print_layout(out, form);
    print_fields(out, "Every message begins with its code, then:", wire_head);
    for (const wire_form *form = wire_forms; form->name; form++) {
        const wire_field *first = form->fields;
        if (!first->name || first->type == FIELD_WORDS) continue;
        print_fields(out, form->name, first);
    }
    print_fields(out, "Each of the words", wire_words_fields);
    print_fields(out, "The map of BRIEF", wire_brief_fields);
    print_fields(out, "Each of its issues", wire_issue_fields);
    print_fields(out, "Its frontier", wire_frontier_fields);
    wire_means_print(out);
}
