/* Words are those of the transcripts (tell/phrases.h): an author reads the same of a case as of a
 * session. */
#include "cli/conform/exchange.h"

#include "cli/tell/phrases.h"
#include "wire/wire.h"

#include <string.h>

static const char *outcome_text(arena *a, const model *m, hg_outcome outcome)
{
    char offer[512];
    return arena_text(a, say_offer(offer, sizeof offer, m, outcome));
}

static position position_of(const tap_talk *k, uint32_t who)
{
    return (position){.model = session_model(k->session),
                      .party = who,
                      .limit = session_limit(k->session, who),
                      .standing = session_standing(k->session, who)};
}

static const char *said_words(arena *a, const tap_talk *k, const tap_said *s)
{
    const char *all = "";
    const position p = position_of(k, s->party);
    for (uint32_t i = 0; i < s->m.n_words; i++)
        all = arena_format(a, "%s %s", all, phrase_words(a, &p, &s->words[i]));
    return all;
}

/* worth: to this party; HG_NOBODY: not told. */
static const char *move_text(arena *a, const model *of, const hg_message *m, uint32_t worth)
{
    if (m->kind != HG_OFFER) return phrase_move(m);
    const char *text = arena_format(a, "offers %s", outcome_text(a, of, m->outcome));
    if (worth >= of->n_parties) return text;
    double u = utility_of(&of->parties[worth].utility, m->outcome);
    return arena_format(a, "%s, worth %s to %s", text, phrase_amount(a, of, worth, u),
                        phrase_role(a, of, worth));
}

static const char *line_of(arena *a, const tap_talk *k, const tap_said *s, uint32_t who)
{
    const model *of = session_model(k->session);
    const position p = position_of(k, s->party);
    if (s->m.kind == HG_EVENT)
        return arena_format(a, "round %u  %s", s->round + 1, phrase_event(a, &p, &s->m, true));
    return arena_format(a, "round %u  %s %s%s", s->round + 1, phrase_role(a, of, s->party),
                        move_text(a, of, &s->m, who), said_words(a, k, s));
}

uint32_t exchange_lines(arena *a, const tap_talk *k, uint32_t who, const char *const **out)
{
    uint32_t n = k->said < TAP_LAST ? k->said : TAP_LAST;
    const char **lines = arena_array(a, n + 1, sizeof *lines);
    for (uint32_t i = 0; i < n; i++)
        lines[i] = line_of(a, k, &k->last[(k->said - n + i) % TAP_LAST], who);
    *out = lines;
    return n;
}

/* ---- differences ---- */

/* The move that begins here, in words. */
static const char *move_at(arena *a, const tap_talk *k, size_t at)
{
    size_t size;
    wire_message said;
    const model *of = session_model(k->session);
    const uint8_t *bytes = k->moves.data + at;
    if (at == k->moves.size) return "nothing more";
    if (wire_first(bytes, k->moves.size - at, &size) != WIRE_OK ||
        wire_decode(&of->space, bytes, size, &said) != WIRE_OK)
        return "what is no message";
    return move_text(a, of, &said.m, HG_NOBODY);
}

static size_t move_size(const tap_talk *k, size_t at)
{
    size_t size, left = k->moves.size - at;
    return left && wire_first(k->moves.data + at, left, &size) == WIRE_OK ? size : left;
}

bool exchange_differs(arena *a, const tap_talk *x, const tap_talk *y, exchange_difference *out)
{
    size_t at = 0;
    for (out->move = 1;; out->move++) {
        size_t size = move_size(x, at), other = move_size(y, at);
        if (!size && !other) return false;
        if (size != other || memcmp(x->moves.data + at, y->moves.data + at, size) != 0) break;
        at += size;
    }
    out->first = move_at(a, x, at);
    out->second = move_at(a, y, at);
    return true;
}
