/* Sentences: what parties say with their moves, and what happens around them. */
#ifndef CLI_PHRASES_H
#define CLI_PHRASES_H
#include "cli/cli.h"
#include "record/story.h"

typedef enum truth { TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNCHECKED, TRUTH_NO_CLAIM } truth;
const char *truth_name(truth); /* "true", "false", "unchecked"; NULL: it claims nothing */

/* What a party has at that moment. */
typedef struct position {
    const model *model;
    uint32_t party;
    double limit;         /* w now */
    const bool *standing; /* [n_alternatives] held now? */
} position;

/* How a party sees the talks, out of a story's entry. */
typedef struct party_view {
    double perceived;
    double theirs[HG_PARTIES_MAX], bits[HG_PARTIES_MAX]; /* NaN: it tells none */
} party_view;

/* I have another offer. It is worth at least 1 500 EUR to me. */
const char *phrase_sentence(arena *, const model *, uint32_t speaker, const hg_words *);
/* The same in quotes, with what kind of words it is and whether it is true: "..." (hint, true). */
const char *phrase_words(arena *, const position *, const hg_words *);
truth words_truth(const position *, const hg_words *);
const char *word_name(hg_word);   /* "hint" */
const char *topic_name(hg_topic); /* "alternative"; "" for none */
/* "colleague makes buyer an offer: worth 1 500 EUR"; moved: did the limit? */
const char *phrase_event(arena *, const position *, const hg_message *, bool moved);
/* "thinks its leverage 0.610, it is 0.550; knows 1.2 bits of seller's limit"; as_it_is: of
 * everybody, NULL: nothing to share. */
const char *phrase_view(arena *, const model *, uint32_t party, const party_view *,
                        const hg_leverage *as_it_is);
/* What is done besides offering: "declines", "walks away and leaves the door open". */
const char *phrase_move(const hg_message *);
const char *phrase_amount(arena *, const model *, uint32_t party, double x); /* "1 500 EUR" */
const char *phrase_role(arena *, const model *, uint32_t party);             /* "buyer" */
const char *phrase_name(arena *, const char *name);                          /* "other dealer" */
#endif
