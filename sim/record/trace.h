/* The trace of a session at level full: msgpack arrays, one after the other, in the order things
 * happened. What parties said and the EVENTs are messages, byte for byte as on the wire; the other
 * arrays are the record's own. Their kinds lie beyond those of messages, so that one look at the
 * first element tells which is which. LEVERAGE stands at the start and whenever an input changed:
 * what was told last holds until the end. So does a party's VIEW, which stands where it changed. */
#ifndef RECORD_TRACE_H
#define RECORD_TRACE_H

/* code, name, what follows the code */
#define TRACE_ENTRIES(X)                                                                           \
    X(32, SESSION, "session, replicate, episode, arm")                                             \
    X(33, LEVERAGE,                                                                                \
      "round, cause, zone, joint, [limit of each], nil or [[phi, alternatives, power, "            \
      "information, frontier] of each]")                                                           \
    X(34, NOTE, "round, party, text")                                                              \
    X(35, END, "result, by or nil, round, deal or nil, fault, why or nil")                         \
    X(36, VIEW,                                                                                    \
      "round, party, [own share as it sees it, of each other the share that it is taken to "       \
      "believe its own to be, of each other the belief in its true limit over knowing nothing]")
typedef enum trace_kind {
#define TRACE_KIND(code, name, fields) TRACE_##name = (code),
    TRACE_ENTRIES(TRACE_KIND)
#undef TRACE_KIND
} trace_kind;
#endif
