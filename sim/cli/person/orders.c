/* What a person can type: one table. A wrong line costs nothing: it says why, with what would do.
 */
#include "cli/person/talk.h"

#include "cli/person/values.h"
#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>

/* ---- moves ---- */

static bool allowed(talk *t, hg_kind kind)
{
    static const char *const why[] = {
        [HG_OFFER] = "It is not for you to offer now: another proposes in this round.",
        [HG_ACCEPT] = "There is no offer of another on the table that you could accept.",
        [HG_REJECT] = "You cannot pass now.",
        [HG_WALK] = "The rules of these talks do not let you walk away now.",
        [HG_WITHDRAW] = "You have no offer on the table that you could take back."};
    bool may = t->turn->may & HG_MAY(kind);
    if (!may) talk_say(t, "  ", why[kind]);
    return may;
}

/* Words that wait go with whatever is done. */
static bool moved(talk *t, hg_kind kind)
{
    t->reply->kind = kind;
    t->reply->n_words = t->n_words;
    memcpy(t->reply->words, t->words, t->n_words * sizeof *t->words);
    t->n_words = 0;
    return true;
}

/* Somebody at a terminal is asked once; a file knows what it says. */
static bool meant(talk *t, const char *word, const char *question)
{
    if (!t->in.terminal || (t->repeated && strcmp(t->repeated, word) == 0)) return true;
    talk_say(t, "  ", question);
    t->repeated = word;
    return false;
}

static bool is_loss(talk *t, hg_outcome o)
{
    return t->host->utility(t->host, o) < t->host->limit(t->host);
}

/* A slip in a number may be accepted before it can be taken back. */
static bool offer_is_meant(talk *t, hg_outcome o)
{
    if (!is_loss(t, o)) return true;
    return meant(t, arena_format(&t->arena, "offer %llu", (unsigned long long)o),
                 arena_format(&t->scratch, "%s: %s. Once more, if you mean it.", talk_offer(t, o),
                              talk_worth(t, o)));
}

static bool order_offer(talk *t, const char *rest)
{
    const char *why;
    hg_outcome base = t->mine != HG_NO_OUTCOME ? t->mine : t->theirs;
    if (!allowed(t, HG_OFFER)) return false;
    if (!values_read(&t->scratch, t->model, rest, base, &t->reply->outcome, &why)) {
        talk_say(t, "  ", why);
        return false;
    }
    return offer_is_meant(t, t->reply->outcome) && moved(t, HG_OFFER);
}

static bool order_accept(talk *t, const char *rest)
{
    (void)rest;
    if (!allowed(t, HG_ACCEPT)) return false;
    if (is_loss(t, t->turn->standing) &&
        !meant(t, "accept",
               "That is less than you have without a deal. Once more, if you mean it."))
        return false;
    return moved(t, HG_ACCEPT);
}

static bool order_pass(talk *t, const char *rest)
{
    (void)rest;
    return allowed(t, HG_REJECT) && moved(t, HG_REJECT);
}

static bool order_withdraw(talk *t, const char *rest)
{
    (void)rest;
    return allowed(t, HG_WITHDRAW) && moved(t, HG_WITHDRAW);
}

static bool order_walk(talk *t, const char *rest)
{
    (void)rest;
    if (!allowed(t, HG_WALK)) return false;
    double cost = t->brief->leaving_cost;
    const char *costs =
        cost > 0 ? arena_format(&t->scratch, ", and leaving costs %s", talk_amount(t, cost)) : "";
    if (!meant(t, "walk",
               arena_format(&t->scratch,
                            "That ends the talks: you have %s without a deal%s. Once more, if you "
                            "mean it.",
                            talk_amount(t, t->host->limit(t->host)), costs)))
        return false;
    t->reply->walk = HG_WALK_FINAL;
    t->reply->door = HG_DOOR_OPEN;
    return moved(t, HG_WALK);
}

static bool order_quit(talk *t, const char *rest)
{
    (void)rest;
    t->left = LEFT_QUIT;
    return false;
}

/* ---- words ---- */

static const char *next_word(talk *t, const char **rest)
{
    size_t size = strcspn(*rest, " ");
    const char *word = arena_textn(&t->scratch, *rest, size);
    *rest += size + strspn(*rest + size, " ");
    return word;
}

/* WORD [TOPIC] [AMOUNT] */
static const char *read_words(talk *t, const char *rest, hg_words *out)
{
    const char *words[HG_WORD_COUNT], *topics[HG_TOPIC_COUNT - 1], *why = NULL;
    for (int i = 0; i < HG_WORD_COUNT; i++) words[i] = word_name((hg_word)i);
    for (int i = 1; i < HG_TOPIC_COUNT; i++) topics[i - 1] = topic_name((hg_topic)i);
    size_t word = word_among(&t->scratch, next_word(t, &rest), words, HG_WORD_COUNT, "word", &why);
    if (word == HG_WORD_COUNT) return why;
    *out = (hg_words){.word = (hg_word)word, .topic = HG_ABOUT_NOTHING, .at_least = NAN};
    if (!*rest) return NULL;
    size_t topic =
        word_among(&t->scratch, next_word(t, &rest), topics, HG_TOPIC_COUNT - 1, "topic", &why);
    if (topic == HG_TOPIC_COUNT - 1) return why;
    out->topic = (hg_topic)(topic + 1);
    const char *unit = t->model->currency ? t->model->currency : "";
    if (*rest && !number_read(rest, unit, &out->at_least))
        return arena_format(&t->scratch, "\"%s\" is no amount", rest);
    return NULL;
}

static void show_words(talk *t)
{
    const char *words = "", *topics = "";
    for (int i = 0; i < HG_WORD_COUNT; i++)
        words = arena_format(&t->scratch, "%s%s%s", words, i ? ", " : "", word_name((hg_word)i));
    for (int i = 1; i < HG_TOPIC_COUNT; i++)
        topics =
            arena_format(&t->scratch, "%s%s%s", topics, i > 1 ? ", " : "", topic_name((hg_topic)i));
    talk_say(t, "  ", "say WORD [TOPIC] [AMOUNT], as in: say hint alternative 1500");
    talk_say(t, "  ", arena_format(&t->scratch, "words: %s", words));
    talk_say(t, "  ", arena_format(&t->scratch, "topics: %s", topics));
}

static bool order_say(talk *t, const char *rest)
{
    hg_words words;
    if (!*rest) {
        show_words(t);
        return false;
    }
    const char *why = t->n_words == HG_WORDS_MAX
                          ? "Four things are said with your next move already."
                          : read_words(t, rest, &words);
    if (!why) {
        t->words[t->n_words++] = words;
        why = arena_format(&t->scratch, "with your next move: \"%s\"",
                           phrase_sentence(&t->scratch, t->model, t->me, &words));
    }
    talk_say(t, "  ", why);
    return false;
}

/* ---- the table ---- */

static bool order_brief(talk *t, const char *rest)
{
    (void)rest;
    briefing_print(t);
    return false;
}

static bool order_leverage(talk *t, const char *rest)
{
    (void)rest;
    briefing_standing(t);
    return false;
}

static bool order_help(talk *t, const char *rest);

/* A word that begins two of them is the first one: those that are needed most come first. */
static const struct {
    const char *name, *arguments;
    hg_kind kind; /* of a move; HG_HELLO: none */
    const char *help;
    bool (*obey)(talk *, const char *rest);
} orders[] = {
    {"offer", "VALUE...", HG_OFFER,
     "a value of each issue in order; or ISSUE=VALUE, the rest as before", order_offer},
    {"accept", "", HG_ACCEPT, "the offer on the table", order_accept},
    {"pass", "", HG_REJECT, "decline, and offer nothing", order_pass},
    {"worth", "[VALUE...]", HG_HELLO, "what that is worth to you; without values: the offers made",
     look_worth},
    {"walk", "", HG_WALK, "leave the table for good", order_walk},
    {"withdraw", "", HG_WITHDRAW, "take your own offer back", order_withdraw},
    {"say", "WORD [TOPIC] [AMOUNT]", HG_HELLO, "words that go with your next move", order_say},
    {"find", "AMOUNT", HG_HELLO, "offers worth that to you, the nearest to theirs first",
     look_find},
    {"best", "", HG_HELLO, "the best there could be for you", look_best},
    {"history", "", HG_HELLO, "what was said and what happened", look_history},
    {"brief", "", HG_HELLO, "who you are, what is negotiated, what it is worth to you",
     order_brief},
    {"leverage", "", HG_HELLO, "what you have without a deal, and what you know", order_leverage},
    {"hint", "", HG_HELLO, "what a fair share would be (with --hints)", hint_print},
    {"quit", "", HG_HELLO, "leave: as a walk-away, or declining to the end", order_quit},
    {"help", "", HG_HELLO, "this list; ? for short", order_help},
};
enum { ORDERS = sizeof orders / sizeof *orders };

static bool order_help(talk *t, const char *rest)
{
    (void)rest;
    for (size_t i = 0; i < ORDERS; i++) {
        bool hidden = (orders[i].kind == HG_WITHDRAW && !t->brief->revocable) ||
                      (orders[i].obey == hint_print && !t->set.hints);
        const char *usage = arena_format(&t->scratch, "%s %s", orders[i].name, orders[i].arguments);
        if (!hidden) fprintf(t->set.screen, "  %-26s %s\n", usage, orders[i].help);
    }
    talk_say(t, "  ", "Each may be shortened: o, a, w, f 1500. A wrong line costs nothing.");
    return false;
}

void order_names(talk *t)
{
    const char *all = "";
    for (size_t i = 0; i < ORDERS; i++)
        if (orders[i].kind != HG_HELLO && t->turn->may & HG_MAY(orders[i].kind))
            all = arena_format(&t->scratch, "%s%s%s", all, *all ? ", " : "", orders[i].name);
    talk_say(t, "  ", arena_format(&t->scratch, "You can %s; ? explains all there is.", all));
}

/* The order that the word begins; ORDERS: none. */
static size_t find_order(const char *word, size_t size)
{
    if (size == 1 && *word == '?') return ORDERS - 1;
    size_t i = 0;
    while (i < ORDERS && strncmp(orders[i].name, word, size) != 0) i++;
    return i;
}

static bool unknown(talk *t, const char *word)
{
    const char *names[ORDERS], *why;
    for (size_t i = 0; i < ORDERS; i++) names[i] = orders[i].name;
    (void)word_among(&t->scratch, word, names, ORDERS, "command", &why);
    talk_say(t, "  ", why);
    return false;
}

bool order(talk *t, const char *line)
{
    line += strspn(line, " ");
    const char *rest = line, *word = next_word(t, &rest);
    if (!*word || *word == '#') return false;
    const char *before = t->repeated;
    size_t i = find_order(word, strlen(word));
    if (i == ORDERS) return unknown(t, word);
    bool done = orders[i].obey(t, rest);
    if (before && before == t->repeated) t->repeated = NULL; /* something else came in between */
    return done;
}
