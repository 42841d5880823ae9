/* An agent's fault: an outcome of its session, attributed and counted; never the end of a run. */
#ifndef MODEL_FAULT_H
#define MODEL_FAULT_H

/* name, text in files, sentence */
#define FAULTS(X)                                                                                  \
    X(NONE, "", "no fault")                                                                        \
    X(REFUSED, "refused", "could not play this scenario")                                          \
    X(FAILED, "failed", "gave up on its turn")                                                     \
    X(CRASHED, "crashed", "died")                                                                  \
    X(TIMEOUT, "timeout", "did not answer in time")                                                \
    X(UNDECODABLE, "undecodable", "sent what is not a message")                                    \
    X(OUT_OF_SPACE, "out_of_space", "offered an outcome that does not exist")                      \
    X(OUT_OF_TURN, "out_of_turn", "spoke when it was not its turn")                                \
    X(ILLEGAL, "illegal", "made a move that the protocol does not allow")                          \
    X(FLOOD, "flood", "sent more than it may")
typedef enum fault {
#define FAULT_ENUM(name, text, sentence) FAULT_##name,
    FAULTS(FAULT_ENUM)
#undef FAULT_ENUM
        FAULT_COUNT
} fault;
const char *fault_name(fault);
const char *fault_sentence(fault);
#endif
