/* What the faulty agents share: the plain side of a conversation, and the list of them. A program,
 * not a test: what fails here ends it. */
#ifndef TESTS_FAULTY_H
#define TESTS_FAULTY_H
#include <higgle/agent.h>

typedef struct faulty {
    const char *name;
    void (*play)(void); /* does not come back */
} faulty;

extern uint64_t ill_fated; /* agent.c: the session in which a moody one fails */

/* Each ends with name = NULL. */
extern const faulty faulty_lives[];  /* lives.c: what the process does */
extern const faulty faulty_speech[]; /* speech.c: what it says is no message, or not to us */
extern const faulty faulty_moves[];  /* moves.c: a message, but not a move it may make now */
extern const faulty faulty_moods[];  /* moods.c: plays well but for one session */

/* ---- speak.c ---- */
void say(const void *bytes, size_t size);
void greet(void);
void greet_as(uint32_t abi);
void await(void); /* until something was said to us; what it was does not matter */
_Noreturn void wait_for_end(void);
void reject(uint64_t id, uint32_t round, uint32_t seat);
hg_message await_turn(void); /* the head of the first TURN that comes */
/* The bytes of a move without outcome and words, in answer to that turn. Returns how many. */
size_t move_bytes(hg_kind, const hg_message *turn, uint8_t out[64]);
#endif
