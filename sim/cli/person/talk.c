/* What the seat asks a person, on the screen: the briefing, what others say, what happens, a
 * prompt. Whoever leaves (quit, the end of the input, ^C) walks away as soon as the rules allow it,
 * and declines whatever comes until then: the session has an end, and a record. */
#include "cli/person/talk.h"

#include "base/oom.h"
#include "base/text.h"
#include "cli/tell/phrases.h"
#include "cli/tell/transcript.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- words ---- */

void talk_say(talk *t, const char *indent, const char *text)
{
    paragraph_wrap(text, indent, t->width, t->set.screen);
}

void talk_remember(talk *t, uint32_t round, const char *text)
{
    if (t->n_history == t->cap_history) {
        size_t cap = t->cap_history ? 2 * t->cap_history : 64;
        said *more = arena_array(&t->arena, cap, sizeof *more);
        if (t->n_history) memcpy(more, t->history, t->n_history * sizeof *more);
        t->history = more;
        t->cap_history = cap;
    }
    t->history[t->n_history++] = (said){round, arena_text(&t->arena, text)};
}

const char *talk_amount(talk *t, double x)
{
    return phrase_amount(&t->scratch, t->model, t->me, x);
}

const char *talk_offer(talk *t, hg_outcome outcome)
{
    char text[512];
    return arena_text(&t->scratch, say_offer(text, sizeof text, t->model, outcome));
}

const char *talk_worth(talk *t, hg_outcome outcome)
{
    char apart[WORDS_MAX];
    double worth = t->host->utility(t->host, outcome), more = worth - t->host->limit(t->host);
    const char *all = arena_format(&t->scratch, "worth %s to you", talk_amount(t, worth));
    if (fabs(more) < 1e-9 * (1 + fabs(worth)))
        return arena_format(&t->scratch, "%s, as much as no deal", all);
    say_amount(apart, fabs(more), t->model->parties[t->me].money);
    return arena_format(&t->scratch, "%s, %s %s no deal", all, apart, more > 0 ? "above" : "below");
}

const char *talk_role(talk *t, uint32_t who) { return phrase_role(&t->scratch, t->model, who); }

const char *talk_rounds(talk *t, uint32_t round)
{
    const char *all = arena_format(&t->scratch, "round %u", round + 1);
    return t->brief->rounds ? arena_format(&t->scratch, "%s of %u", all, t->brief->rounds) : all;
}

/* ---- what is told ---- */

static void head(talk *t, uint32_t round)
{
    if (t->round == round) return;
    t->round = round;
    fprintf(t->set.screen, "\n%s%s\n", talk_rounds(t, round),
            round + 1 == t->brief->rounds ? ", the last one" : "");
}

static void brief(void *ctx, const hg_brief *b, const hg_host *host)
{
    talk *t = ctx;
    t->brief = b;
    t->host = host;
    t->limit = host->limit(host);
    briefing_print(t);
    arena_reset(&t->scratch);
}

static uint32_t speaker(const talk *t, const hg_message *m)
{
    return t->model->tables[m->table].party_at[m->seat];
}

static void hear_said(talk *t, const hg_message *m)
{
    uint32_t who = speaker(t, m);
    const char *role = talk_role(t, who), *what;
    head(t, m->round);
    if (m->kind == HG_OFFER) {
        t->theirs = m->outcome;
        what = arena_format(&t->scratch, "%s offers %s: %s", role, talk_offer(t, m->outcome),
                            talk_worth(t, m->outcome));
    } else if (m->kind == HG_ACCEPT) {
        what = arena_format(&t->scratch, "%s accepts %s", role, talk_offer(t, m->outcome));
    } else {
        what = arena_format(&t->scratch, "%s %s", role, phrase_move(m));
    }
    for (uint32_t i = 0; i < m->n_words; i++)
        what = arena_format(&t->scratch, "%s%s \"%s\"", what, i || m->kind == HG_SAY ? "" : ".",
                            phrase_sentence(&t->scratch, t->model, who, &m->words[i]));
    talk_say(t, "  ", what);
    talk_remember(t, m->round, what);
}

/* NULL: it did not move, or by less than is shown. */
static const char *new_limit(talk *t)
{
    const char *now = talk_amount(t, t->host->limit(t->host)), *before = talk_amount(t, t->limit);
    if (strcmp(now, before) == 0) return NULL;
    return arena_format(&t->scratch, "no deal is worth %s to you now, it was %s", now, before);
}

static const char *what_happened(talk *t, const hg_message *m)
{
    const position at = {.model = t->model, .party = m->party, .limit = t->limit};
    if (m->event != HG_EVENT_LIMIT)
        return phrase_event(&t->scratch, &at, m, t->host->limit(t->host) != t->limit);
    if (m->party == t->me) return NULL;
    return arena_format(&t->scratch, "you know now that the limit of %s is %s",
                        talk_role(t, m->party),
                        phrase_amount(&t->scratch, t->model, m->party, m->value));
}

/* What it does to the own limit is told with it: that is what it means. */
static void hear_event(talk *t, const hg_message *m)
{
    const char *what = what_happened(t, m), *limit = new_limit(t);
    const char *and = what && limit ? "; " : "";
    t->limit = t->host->limit(t->host);
    if (!what && !limit) return;
    what = arena_format(&t->scratch, "(%s%s%s)", what ? what : "", and, limit ? limit : "");
    head(t, m->round);
    talk_say(t, "  ", what);
    talk_remember(t, m->round, what);
}

static void hear(void *ctx, const hg_message *m)
{
    talk *t = ctx;
    if (t->left || m->kind == HG_END) return; /* what follows is the whole truth */
    if (m->kind == HG_EVENT)
        hear_event(t, m);
    else
        hear_said(t, m);
    arena_reset(&t->scratch);
}

/* ---- a move ---- */

static void show_turn(talk *t)
{
    head(t, t->turn->round);
    if (t->turn->revise)
        talk_say(t, "  ",
                 "Something changed while your offer stands: offer replaces it, withdraw takes it "
                 "back, pass leaves it.");
    if (t->turn->may != t->may) order_names(t);
    t->may = t->turn->may;
}

static void prompt(talk *t)
{
    if (t->in.terminal)
        fprintf(t->set.screen, "%s> ", t->set.name ? t->set.name : talk_role(t, t->me));
    fflush(t->set.screen);
}

/* Of what is piped in, the screen shows what was read: as if it had been typed. */
static void echo(talk *t, const char *line)
{
    if (!t->in.terminal) fprintf(t->set.screen, "> %s\n", line);
}

/* Talks that nobody may leave, and that have no end, are left all the same: the session takes it as
 * a breach of its rules, which it is. */
static hg_kind way_out(const talk *t)
{
    bool may_walk = t->turn->may & HG_MAY(HG_WALK), endless = model_rounds(t->model) == 0;
    return may_walk || endless ? HG_WALK : HG_REJECT;
}

static void leave(talk *t, talk_left how)
{
    static const char *const why[] = {[LEFT_QUIT] = "You leave",
                                      [LEFT_END_OF_INPUT] = "The input is at its end: you leave",
                                      [LEFT_SIGNAL] = "Interrupted: you leave"};
    const char *counts = t->turn->may & HG_MAY(HG_WALK) ? " the table, which counts as walking away"
                         : way_out(t) == HG_WALK
                             ? " although nobody may, which counts as breaking the rules"
                             : ", and as nobody may walk away now, you decline all that comes";
    t->left = how;
    if (how != LEFT_QUIT && t->in.terminal) fputc('\n', t->set.screen);
    talk_say(t, "  ", arena_format(&t->scratch, "%s%s.", why[how], counts));
}

static void leave_now(talk *t)
{
    t->reply->kind = way_out(t);
    t->reply->walk = HG_WALK_FINAL;
    t->reply->door = HG_DOOR_CLOSED;
    t->reply->n_words = 0;
}

static void ask(talk *t)
{
    char line[INPUT_LINE_MAX];
    const char *flaw = NULL;
    bool done = false;
    while (!done && !t->left) {
        prompt(t);
        heard h = input_line(&t->in, line, &flaw);
        if (h != HEARD_LINE) {
            leave(t, h == HEARD_END ? LEFT_END_OF_INPUT : LEFT_SIGNAL);
        } else {
            echo(t, line);
            if (flaw) talk_say(t, "  ", flaw);
            done = order(t, line);
            if (t->left) leave(t, t->left);
        }
        if (!done) arena_reset(&t->scratch);
    }
}

static const char *what_i_do(talk *t)
{
    const hg_reply *r = t->reply;
    const char *offer = r->kind == HG_OFFER ? talk_offer(t, r->outcome) : "";
    switch (r->kind) {
    case HG_OFFER:
        return arena_format(&t->scratch, "you offer %s: %s", offer, talk_worth(t, r->outcome));
    case HG_ACCEPT:
        return arena_format(&t->scratch, "you accept %s", talk_offer(t, t->turn->standing));
    case HG_WALK: return "you walk away";
    case HG_WITHDRAW: return "you take your offer back";
    default: return t->turn->revise ? "you leave your offer as it stands" : "you decline";
    }
}

static void tell_move(talk *t)
{
    const char *what = what_i_do(t);
    hg_reply *r = t->reply;
    for (uint32_t i = 0; i < r->n_words; i++)
        what = arena_format(&t->scratch, "%s%s \"%s\"", what, i ? "" : ".",
                            phrase_sentence(&t->scratch, t->model, t->me, &r->words[i]));
    talk_say(t, "  ", what);
    talk_remember(t, t->turn->round, what);
}

static void move(void *ctx, const hg_turn *turn, hg_reply *reply)
{
    talk *t = ctx;
    t->turn = turn;
    t->reply = reply;
    if (!t->left) {
        show_turn(t);
        ask(t);
    }
    if (t->left)
        leave_now(t);
    else
        tell_move(t);
    if (reply->kind == HG_OFFER) t->mine = reply->outcome;
    t->turn = NULL;
    t->reply = NULL;
    arena_reset(&t->scratch);
}

/* ---- face ---- */

talk *talk_new(const talk_setting *set)
{
    enum { WIDEST = 100, NARROWEST = 40 };
    size_t width = terminal_width(set->screen);
    talk *t = mem_zero(1, sizeof *t);
    *t = (talk){.who = {.ctx = t, .note = NULL, .brief = brief, .hear = hear, .move = move},
                .set = *set,
                .model = set->model,
                .me = set->party,
                .width = !width || width > WIDEST ? WIDEST
                         : width < NARROWEST      ? NARROWEST
                                                  : width,
                .mine = HG_NO_OUTCOME,
                .theirs = HG_NO_OUTCOME,
                .round = HG_NOBODY};
    arena_init(&t->arena);
    arena_init(&t->scratch);
    input_open(&t->in, 0);
    if (set->name) t->who.note = arena_format(&t->arena, "played by %s", set->name);
    return t;
}

void talk_free(talk *t)
{
    if (!t) return;
    arena_fini(&t->arena);
    arena_fini(&t->scratch);
    free(t);
}

const person *talk_person(const talk *t) { return &t->who; }
talk_left talk_how_left(const talk *t) { return t->left; }
