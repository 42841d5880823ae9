/* Private to the folder: the talks as a person at the terminal has them. What it is told comes from
 * the briefing, the host and the messages, as for every agent; the model is asked for names, units,
 * the rules that everybody knows, and what is the person's own. */
#ifndef CLI_TALK_H
#define CLI_TALK_H
#include "cli/person/input.h"
#include "cli/person/person.h"

typedef struct said { /* by anybody, or an event */
    uint32_t round;
    const char *text;
} said;

struct talk {
    person who; /* whom the seat asks: this */
    talk_setting set;
    const model *model;
    uint32_t me;
    arena arena;   /* of the session */
    arena scratch; /* of a line */
    input in;
    size_t width;
    const hg_brief *brief; /* NULL: none has come */
    const hg_host *host;
    double limit;                 /* as told last */
    hg_outcome mine;              /* what I offered last */
    hg_outcome theirs;            /* what another offered last */
    const hg_turn *turn;          /* while it is my move */
    hg_reply *reply;              /* ... to be filled in */
    uint32_t may;                 /* what I was told that I may do */
    uint32_t round;               /* whose head is printed; HG_NOBODY: none */
    const char *repeated;         /* the line that, typed once more, is meant */
    hg_words words[HG_WORDS_MAX]; /* to go with my next move */
    uint32_t n_words;
    said *history;
    size_t n_history, cap_history;
    talk_left left;
};

/* A paragraph, as wide as the terminal. */
void talk_say(talk *, const char *indent, const char *text);
void talk_remember(talk *, uint32_t round, const char *text);
const char *talk_amount(talk *, double x);     /* in my unit; in the scratch, as all that follows */
const char *talk_offer(talk *, hg_outcome);    /* "10 400 EUR · 7 days" */
const char *talk_worth(talk *, hg_outcome);    /* "worth 800 EUR to you, 150 above no deal" */
const char *talk_role(talk *, uint32_t party); /* "seller" */
const char *talk_rounds(talk *, uint32_t round); /* "round 3 of 20" */

/* orders.c: a line typed. True: the move stands in the reply. */
bool order(talk *, const char *line);
void order_names(talk *); /* what can be done now */
/* briefing.c */
void briefing_print(talk *);
void briefing_standing(talk *); /* my leverage, as I can know it */
/* looks.c: worth, find, best, history */
bool look_worth(talk *, const char *rest);
bool look_find(talk *, const char *rest);
bool look_best(talk *, const char *rest);
bool look_history(talk *, const char *rest);
/* hints.c */
bool hint_print(talk *, const char *rest);
#endif
