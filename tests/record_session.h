/* Scripted sessions with a sink that watches, for the tests of the record room. */
#ifndef TESTS_RECORD_SESSION_H
#define TESTS_RECORD_SESSION_H
#include "session_fixture.h"

#include "record/sink.h"

/* Plays the script to its end with k watching; f->key names the session. */
static inline const row *watch_session(fixture *f, sink *k, uint32_t arm, const char *script)
{
    arena_reset(&f->memory);
    sink_begin(k, arm);
    f->s = session_open(&f->memory, &f->model, f->key, 0, sink_observer(k));
    for (;;) {
        f->wants.size = 0; /* the fixture's log is not looked at */
        const want *w = fixture_next(f);
        if (w->kind == WANT_DONE) return sink_row(k);
        if (w->kind == WANT_TURN) fixture_move(f, &script);
    }
}

/* Two parties over a pie of 100; party 0 holds an alternative of 20. */
static inline fixture *two_parties(uint32_t rounds)
{
    fixture *f = fixture_new(2, rounds);
    fixture_alternative(f, 0, 20, 0, NEVER);
    model_finish(&f->run, &f->model);
    return f;
}
#endif
