/* Tables of sentences. What is claimed is held against what the party has at that moment: its limit
 * and the alternatives it holds; anything else stays unchecked. */
#include "cli/tell/phrases.h"

#include <math.h>
#include <string.h>

/* ---- names ---- */

static const struct {
    const char *name, *kind; /* in JSON; in a transcript */
    bool claims;             /* can it be true or false? */
} words_of[HG_WORD_COUNT] = {
    [HG_HINT] = {"hint", "hint", true},
    [HG_DISCLOSE] = {"disclose", "disclosure", true},
    [HG_ASK] = {"ask", "question", false},
    [HG_JUSTIFY] = {"justify", "reason", true},
    [HG_IMPLY] = {"imply", "implied threat", true},
    [HG_THREATEN] = {"threaten", "threat", true},
    [HG_ULTIMATUM] = {"ultimatum", "ultimatum", true},
    [HG_PROMISE] = {"promise", "promise", false},
    [HG_APPRECIATE] = {"appreciate", "thanks", false},
};

static const char *const topics[HG_TOPIC_COUNT] = {"",         "alternative", "limit",
                                                   "deadline", "issue",       "concession"};

/* word x topic: nothing, alternative, limit, deadline, issue, concession */
static const char *const sentences[HG_WORD_COUNT][HG_TOPIC_COUNT] = {
    [HG_HINT] = {"You should know that I have room to choose.", "I have another offer.",
                 "I cannot go much further.", "My time is short.",
                 "Some points matter more to me than others.", "There may be room to move."},
    [HG_DISCLOSE] = {"Let me be open with you.", "I hold another offer.", "I have a limit.",
                     "I have a deadline.", "I will tell you what matters to me.",
                     "I can still come closer."},
    [HG_ASK] = {"How do you see it?", "Do you have another offer?", "How far can you go?",
                "When do you have to be done?", "What matters most to you?",
                "Can you come closer?"},
    [HG_JUSTIFY] = {"There are reasons for this.", "This is what I could get elsewhere.",
                    "I cannot afford more.", "I am running out of time.",
                    "This point is worth it to me.", "I have moved already."},
    [HG_IMPLY] = {"This could end here.", "I would have somewhere else to go.",
                  "I am not sure this can work for me.",
                  "I may not have time for this much longer.", "Without this point I see no deal.",
                  "I will not be the only one to move."},
    [HG_THREATEN] = {"Come closer, or I leave.", "Come closer, or I take my other offer.",
                     "Below this I leave.", "If this takes longer, I leave.",
                     "Give me this point, or I leave.", "Move now, or I leave."},
    [HG_ULTIMATUM] = {"This is my last word.", "Take it, or I take my other offer.",
                      "This is my limit: take it or leave it.", "Now or never.",
                      "Not without this point.", "No further step from me."},
    [HG_PROMISE] = {"You will not regret it.", "I will not shop around any more.",
                    "I will not press you any further.", "I will not keep you waiting.",
                    "Give me this point and I will make up for it.",
                    "Come closer, and I will come closer, too."},
    [HG_APPRECIATE] = {"Thank you.", "Thank you for your offer.", "I see how far you have come.",
                       "Thank you for your patience.", "Thank you for meeting me on this point.",
                       "Thank you for that step."},
};

/* What follows where a number is given. */
static const char *const claims[HG_TOPIC_COUNT] = {"At least %s.",
                                                   "It is worth at least %s to me.",
                                                   "I need at least %s.",
                                                   "It costs me at least %s.",
                                                   "It is worth at least %s to me.",
                                                   "It is worth at least %s to me."};

const char *word_name(hg_word w) { return words_of[w].name; }
const char *topic_name(hg_topic t) { return topics[t]; }

const char *truth_name(truth t)
{
    static const char *const names[] = {"true", "false", "unchecked", NULL};
    return names[t];
}

const char *phrase_name(arena *a, const char *name)
{
    char *text = arena_text(a, name);
    for (char *p = text; *p; p++)
        if (*p == '_') *p = ' ';
    return text;
}

/* Without an article: a role may be called buyer, one or anna. */
const char *phrase_role(arena *a, const model *m, uint32_t who)
{
    return phrase_name(a, m->parties[who].role);
}

const char *phrase_amount(arena *a, const model *m, uint32_t who, double x)
{
    char amount[WORDS_MAX];
    bool money = m->parties[who].money;
    const char *currency = money ? m->currency : "";
    return arena_format(a, "%s%s%s", say_amount(amount, x, money), *currency ? " " : "", currency);
}

/* ---- words ---- */

static bool holds_any(const position *p)
{
    const party *own = &p->model->parties[p->party];
    for (uint32_t i = 0; i < own->n_alternatives; i++)
        if (p->standing[i]) return true;
    return false;
}

truth words_truth(const position *p, const hg_words *w)
{
    bool number = !isnan(w->at_least);
    if (!words_of[w->word].claims) return TRUTH_NO_CLAIM;
    if (w->topic == HG_ABOUT_ALTERNATIVE && !holds_any(p)) return TRUTH_FALSE;
    bool checkable = w->topic == HG_ABOUT_ALTERNATIVE || (w->topic == HG_ABOUT_LIMIT && number);
    if (!checkable || isnan(p->limit)) return TRUTH_UNCHECKED;
    double slack = 1e-9 * (1 + fabs(p->limit));
    return !number || p->limit >= w->at_least - slack ? TRUTH_TRUE : TRUTH_FALSE;
}

const char *phrase_sentence(arena *a, const model *m, uint32_t speaker, const hg_words *w)
{
    const char *text = sentences[w->word][w->topic];
    if (isnan(w->at_least)) return text;
    const char *amount = phrase_amount(a, m, speaker, w->at_least);
    const char *claim = claims[w->topic], *at = strstr(claim, "%s");
    return arena_format(a, "%s %.*s%s%s", text, (int)(at - claim), claim, amount, at + 2);
}

const char *phrase_words(arena *a, const position *p, const hg_words *w)
{
    const char *text = phrase_sentence(a, p->model, p->party, w), *kind = words_of[w->word].kind;
    const char *judged = truth_name(words_truth(p, w));
    return arena_format(a, "\"%s\" (%s%s%s)", text, kind, judged ? ", " : "", judged ? judged : "");
}

/* ---- events and moves ---- */

/* Of the limit of another: bits, or all there is to know. */
static const char *phrase_learned(arena *a, const position *p, const hg_message *m)
{
    const char *who = phrase_role(a, p->model, p->party);
    const char *whose = phrase_role(a, p->model, m->alternative);
    if (isinf(m->value)) return arena_format(a, "%s learns the limit of %s", who, whose);
    return arena_format(a, "%s learns more of the limit of %s: %.3g bit%s of it now", who, whose,
                        m->value, m->value == 1 ? "" : "s");
}

static const char *phrase_limit(arena *a, const position *p, const hg_message *m)
{
    return arena_format(a, "%s's limit %s to %s", phrase_role(a, p->model, p->party),
                        m->value < p->limit ? "falls" : "moves",
                        phrase_amount(a, p->model, p->party, m->value));
}

const char *phrase_event(arena *a, const position *p, const hg_message *m, bool moved)
{
    if (m->event == HG_EVENT_LEARNED) return phrase_learned(a, p, m);
    if (m->event == HG_EVENT_LIMIT) return phrase_limit(a, p, m);
    const alternative *what = &p->model->parties[p->party].alternatives[m->alternative];
    const char *name = phrase_name(a, what->name), *who = phrase_role(a, p->model, p->party);
    const char *worth = phrase_amount(a, p->model, p->party, m->value);
    const char *but = moved ? "" : arena_format(a, ", but %s has better", who);
    if (m->event == HG_EVENT_EXPIRED)
        return moved ? arena_format(a, "%s is gone for %s", name, who)
                     : arena_format(a, "%s is gone; %s still has better", name, who);
    if (what->from_offer)
        return arena_format(a, "%s makes %s an offer: worth %s%s", name, who, worth, but);
    return arena_format(a, "%s can turn to %s: worth %s%s", who, name, worth, but);
}

/* Bits of a limit that are not worth a word. */
#define NEXT_TO_NOTHING 0.05

static const char *phrase_bits(arena *a, const model *m, uint32_t about, double bits)
{
    const char *role = phrase_role(a, m, about);
    if (fabs(bits) < NEXT_TO_NOTHING) return arena_format(a, "knows nothing of %s's limit", role);
    if (bits < 0) return arena_format(a, "is misled about %s's limit by %.1f bits", role, -bits);
    return arena_format(a, "knows %.1f bits of %s's limit", bits, role);
}

const char *phrase_view(arena *a, const model *m, uint32_t who, const party_view *v,
                        const hg_leverage *as_it_is)
{
    char thinks[WORDS_MAX], is[WORDS_MAX];
    const char *all =
        arena_format(a, "thinks its leverage %s, ", say_share(thinks, v->perceived, false));
    if (as_it_is)
        all = arena_format(a, "%sit is %s", all, say_share(is, as_it_is[who].phi, false));
    else
        all = arena_format(a, "%sthere is no zone of agreement", all);
    for (uint32_t j = 0; j < m->n_parties; j++)
        if (!isnan(v->bits[j]))
            all = arena_format(a, "%s; %s", all, phrase_bits(a, m, j, v->bits[j]));
    return all;
}

const char *phrase_move(const hg_message *m)
{
    switch (m->kind) {
    case HG_ACCEPT: return "accepts";
    case HG_REJECT: return "declines";
    case HG_WALK:
        return m->door == HG_DOOR_OPEN ? "walks away and leaves the door open" : "walks away";
    case HG_WITHDRAW: return "takes its offer back";
    case HG_REOPEN: return "comes back to the table";
    case HG_SAY: return "says";
    default: return "";
    }
}
