/* higgle replay: a record played again and compared byte for byte. */
#include "cli/play/execute.h"
#include "cli/play/progress.h"
#include "cli/play/session_name.h"
#include "cli/play/signals.h"

#include "base/json.h"
#include "base/text.h"
#include "run/directory.h"
#include "run/replay.h"

static const option replay_options[] = {
    OPTION_WORKERS,
    {.name = "recorded",
     .kind = OPTION_FLAG,
     .help = "every agent's answers are read from the record, not those of programs alone"},
    {.name = "programs",
     .kind = OPTION_FLAG,
     .help = "programs run again and are asked: do they answer the same?"},
    {0}};

typedef struct replaying {
    cli *cli;
    const char *dir;
    session_name name;
    replay_answers whose;
    record record;
    plan plan;
    replay_difference difference;
} replaying;

/* Whatever is wrong with a record, it does not replay: that is the answer. */
static int answer_is_no(cli *c)
{
    for (size_t i = 0; i < c->errors.count; i++)
        if (c->errors.items[i].code == HG_E_INPUT) c->errors.items[i].code = HG_E_NO;
    return cli_fail(c);
}

/* ---- telling ---- */

static void put_difference(json *j, const replay_difference *d)
{
    json_key(j, "difference");
    if (!d->differs) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "byte"), json_uint(j, d->offset);
    json_key(j, "frame"), json_string(j, d->frame);
    json_key(j, "block"), json_uint(j, d->block);
    json_key(j, "session");
    if (d->session == UINT64_MAX)
        json_null(j);
    else
        json_uint(j, d->session);
    json_key(j, "what"), json_string(j, d->what);
    json_end_object(j);
}

static uint64_t sessions_there(const record *r)
{
    return r->complete ? r->schema.jobs : r->blocks * r->schema.block;
}

/* The agents of which this is so; each is one of the plan's seats. */
static bool answers_read(const seat_spec *s) { return s->recorded != NULL; }
static bool is_program(const seat_spec *s) { return s->kind == SEAT_PROGRAM; }
static bool program_ran(const seat_spec *s) { return is_program(s) && !s->recorded; }

static const char *names_of(const replaying *p, bool (*is)(const seat_spec *))
{
    const char *all = "";
    for (uint32_t i = 0; i < p->plan.n_seats; i++)
        if (is(&p->plan.seats[i]))
            all = arena_format(&p->cli->arena, "%s%s%s", all, *all ? ", " : "",
                               p->plan.seats[i].text);
    return all;
}

static void put_recorded(json *j, const replaying *p)
{
    json_key(j, "recorded");
    json_array(j);
    for (uint32_t i = 0; i < p->plan.n_seats; i++)
        if (answers_read(&p->plan.seats[i])) json_string(j, p->plan.seats[i].text);
    json_end_array(j);
}

static void print_json(const replaying *p)
{
    buf out;
    json j;
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "run"), json_string(&j, p->dir);
    json_key(&j, "session");
    if (p->name.one)
        json_uint(&j, p->name.number);
    else
        json_null(&j);
    json_key(&j, "same"), json_bool(&j, !p->difference.differs);
    json_key(&j, "complete"), json_bool(&j, p->record.complete);
    json_key(&j, "sessions"), json_uint(&j, p->name.one ? 1 : sessions_there(&p->record));
    json_key(&j, "level"), json_string(&j, p->record.schema.level);
    put_recorded(&j, p);
    put_difference(&j, &p->difference);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
}

static void print_difference(const replaying *p)
{
    const replay_difference *d = &p->difference;
    char at[32];
    text_grouped(at, sizeof at, d->offset);
    printf("%s differs: %s\n", p->dir, d->what);
    printf("first in frame %s of block %llu, %s byte %s of log.msgpack\n", d->frame,
           (unsigned long long)d->block, p->name.one ? "after" : "at", at);
}

static void print_same(const replaying *p)
{
    const record *r = &p->record;
    char size[32], sessions[WORDS_MAX], there[32], blocks[WORDS_MAX];
    text_grouped(size, sizeof size, r->size);
    text_grouped(there, sizeof there, r->blocks);
    say_count(sessions, sessions_there(r), "session");
    if (r->complete)
        printf("%s replays: %s, %s bytes, every one the same\n", p->dir, sessions, size);
    else if (r->blocks)
        printf("%s is cut off: it holds %s of %s; %s were played again, every byte the same\n",
               p->dir, there, say_count(blocks, r->schema.blocks, "block"), sessions);
    else
        printf("%s is cut off: it holds no block yet, there is nothing to compare\n", p->dir);
}

/* Who did not play, where that could be otherwise; and who had to. */
static void print_answers(const replaying *p)
{
    const char *read = names_of(p, answers_read), *ran = names_of(p, program_ran);
    if (*read)
        printf("the answers of %s were read from the record%s\n", read,
               p->whose == REPLAY_OUTSIDE && *names_of(p, is_program) ? "; --programs asks again"
                                                                      : "");
    if (*ran && p->whose != REPLAY_PERSONS)
        printf("%s ran again: the record keeps no answers (its log is %s)\n", ran,
               p->record.schema.level);
}

static void print_result(const replaying *p)
{
    if (p->difference.differs)
        print_difference(p);
    else if (p->name.one)
        printf("session %llu of %s replays: its %s the same\n", (unsigned long long)p->name.number,
               p->dir,
               record_trace(&p->record, p->name.number, &(size_t){0}) ? "row and its trace are"
                                                                      : "row is");
    else
        print_same(p);
    if (p->record.blocks) print_answers(p);
}

static int tell(const replaying *p)
{
    bool differs = p->difference.differs;
    (p->cli->json ? print_json : print_result)(p);
    return differs ? HG_E_NO : p->name.one || p->record.complete ? HG_E_OK : HG_E_UNDECIDED;
}

/* ---- playing ---- */

static int play_one(replaying *p)
{
    buf trace;
    row unused;
    buf_init(&trace);
    int code = replay_session(&p->cli->arena, &p->record, &p->plan, p->name.number, &trace, &unused,
                              &p->difference, &p->cli->errors);
    buf_fini(&trace);
    return code ? cli_fail(p->cli) : tell(p);
}

static int play_all(replaying *p)
{
    progress bar;
    progress_init(&bar, "replay", p->cli->json);
    signals_watch();
    run_options options = {.workers = (uint32_t)option_uint(p->cli, "workers"),
                           .progress = progress_show,
                           .ctx = &bar,
                           .stop = signals_stop};
    int code =
        replay_run(&p->cli->arena, &p->record, &p->plan, &options, &p->difference, &p->cli->errors);
    progress_end(&bar);
    if (code == HG_E_NO) {
        fprintf(stderr, "interrupted: no difference so far\n");
        if (p->cli->json) cli_print_interrupted(p->dir, p->cli->command_line, 128 + *signals_stop);
        return INTERRUPTED;
    }
    return code ? cli_fail(p->cli) : tell(p);
}

static int play(replaying *p)
{
    cli *c = p->cli;
    int code = replay_plan(&c->arena, &p->record, p->whose, &p->plan, &c->errors);
    if (code) return code == HG_E_NO ? answer_is_no(c) : cli_fail(c);
    cli_note(c);
    return p->name.one ? play_one(p) : play_all(p);
}

static bool read_whose(cli *c, replay_answers *out)
{
    bool all = option_given(c, "recorded"), programs = option_given(c, "programs");
    *out = all ? REPLAY_ALL : programs ? REPLAY_PERSONS : REPLAY_OUTSIDE;
    if (all && programs)
        error_add(&c->errors, HG_E_USAGE, NULL, 0, 0,
                  "--recorded reads every answer from the record, --programs asks again: give one "
                  "of them");
    return !(all && programs);
}

/* What was asked for by name must not silently be something else. */
static bool has_answers(replaying *p)
{
    record_level kept;
    bool is_known = record_level_find(p->record.schema.level, &kept);
    if (p->whose != REPLAY_ALL || !is_known || kept == RECORD_FULL) return true;
    error_add(&p->cli->errors, HG_E_USAGE, p->dir, 0, 0,
              "keeps no answers: its log is %s; replay it without --recorded, or run it with "
              "--log full",
              p->record.schema.level);
    return false;
}

static int replay_command(cli *c)
{
    replaying p = {.cli = c};
    if (!read_whose(c, &p.whose)) return cli_fail(c);
    if (!session_name_read(c, &p.name)) return cli_fail(c);
    p.dir = run_dir_find(&c->arena, p.name.run, &c->errors);
    if (!p.dir) return cli_fail(c);
    const char *path = arena_format(&c->arena, "%s/log.msgpack", p.dir);
    if (record_open(&c->arena, path, &p.record, &c->errors)) return answer_is_no(c);
    int code = has_answers(&p) ? play(&p) : cli_fail(c);
    record_close(&p.record);
    return code;
}

static const json_field replay_json[] = {
    {"run", "string", "its directory"},
    {"session", "number or null", "the one that was asked for; null: all of them"},
    {"same", "boolean", "was everything that was compared the same?"},
    {"complete", "boolean", "false: the record is cut off, only what is there was compared"},
    {"sessions", "number", "that were to be played again"},
    {"level", "string", "what the record keeps: sessions or full"},
    {"recorded", "list of strings", "agents whose answers were read from the record"},
    {"difference", "object or null", "the first one"},
    {"difference.byte", "number", "of log.msgpack; with a session: where its block begins"},
    {"difference.frame", "string", "SCHEMA, BLOCK, TRACE, ROWS, AGGREGATES, INDEX or END"},
    {"difference.block", "number", "from 0"},
    {"difference.session", "number or null", "null: of none in particular"},
    {"difference.what", "string", "a sentence"},
    {0}};

const command command_replay = {
    .name = "replay",
    .arguments = "RUN[#N]",
    .summary = "play a run again from its record, and compare every byte",
    .about =
        "The record alone is enough: configuration and scenario are in it. RUN is a directory, the "
        "beginning of its\nname, or last; RUN#17 or RUN 17 is one session of it. Exit status: 0 "
        "all "
        "the same, 1 it differs (the first\ndifference is named) or is damaged, 3 it was made by "
        "another version of higgle, 6 it is cut off and what is\nthere is the same.\n\nWhat a "
        "program outside (exec:COMMAND) answered, when it died or hung, depends on more than the "
        "seed: a "
        "replay reads\nit from the record, where its log is full, and the program need not be "
        "there. --programs "
        "runs it again: one that\ndepends on its messages alone gives every byte the same. "
        "--recorded reads the answers of all agents, but of those that\ntell how they see the "
        "talks.",
    .examples = {{"higgle replay last", "every byte of the last run"},
                 {"higgle replay last#17", "one session, row and trace"},
                 {"higgle replay last --workers 1", "on one thread: the bytes do not depend on it"},
                 {"higgle replay last --programs",
                  "is my program's play a function of its messages alone?"}},
    .options = replay_options,
    .min_arguments = 1,
    .max_arguments = 2,
    .json = replay_json,
    .run = replay_command};
