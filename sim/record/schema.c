/* The record's first frame: a map with string keys in a fixed order, readable in any language. Must
 * not know where an experiment comes from. */
#include "record/schema.h"

#include "model/model.h"
#include "record/aggregate.h"
#include "record/frame.h"
#include "record/pack.h"

#include <string.h>

/* Every key once, in order, with its form: reader and writer walk this. */
#define SCHEMA_FIELDS(X)                                                                           \
    X(TEXT, version)                                                                               \
    X(TEXT, name)                                                                                  \
    X(TEXT, level)                                                                                 \
    X(NUMBER, seed)                                                                                \
    X(NUMBER, block)                                                                               \
    X(NUMBER, jobs)                                                                                \
    X(NUMBER, blocks)                                                                              \
    X(NUMBER, identity)                                                                            \
    X(SMALL, n_buckets)                                                                            \
    X(ROLES, roles)                                                                                \
    X(ARMS, arms)                                                                                  \
    X(TEXT, config)                                                                                \
    X(TEXT, scenario_file)                                                                         \
    X(TEXT, scenario)
#define ARM_FIELDS      4
#define ONE(form, name) +1
enum { SCHEMA_KEYS = 1 SCHEMA_FIELDS(ONE) };

static void write_texts(const char *const *texts, uint32_t n, buf *out)
{
    pack_array(out, n);
    for (uint32_t i = 0; i < n; i++) pack_text(out, texts[i]);
}

static void write_arms(const record_schema *s, buf *out)
{
    pack_array(out, s->n_arms);
    for (uint32_t i = 0; i < s->n_arms; i++) {
        const arm *a = &s->arms[i];
        pack_array(out, ARM_FIELDS);
        pack_uint(out, a->cell);
        pack_uint_or_nil(out, a->twin_of, HG_NOBODY);
        pack_uint(out, a->sessions);
        write_texts(a->agents, s->n_parties, out);
    }
}

static void write_files(const record_schema *s, buf *out)
{
    pack_text(out, "files");
    pack_map(out, s->n_files);
    for (uint32_t i = 0; i < s->n_files; i++) {
        pack_text(out, s->files[i].name);
        pack_uint(out, s->files[i].hash);
    }
}

/* The key `files` is there only where an agent came from one. */
void schema_write(const record_schema *s, buf *out)
{
    pack_map(out, SCHEMA_KEYS + (s->n_files > 0));
    pack_text(out, "higgle");
    pack_uint(out, RECORD_VERSION);
#define WRITE_TEXT(key)   pack_text(out, #key), pack_text(out, s->key);
#define WRITE_NUMBER(key) pack_text(out, #key), pack_uint(out, s->key);
#define WRITE_SMALL(key)  WRITE_NUMBER(key)
#define WRITE_ROLES(key)  pack_text(out, #key), write_texts(s->key, s->n_parties, out);
#define WRITE_ARMS(key)   pack_text(out, #key), write_arms(s, out);
#define WRITE(form, key)  WRITE_##form(key)
    SCHEMA_FIELDS(WRITE)
    if (s->n_files) write_files(s, out);
}

static void expect_key(cursor *c, const char *key)
{
    size_t size;
    const char *text = take_text(c, &size);
    if (!text || size != strlen(key) || memcmp(text, key, size)) c->bad = true;
}

static const char *read_text(arena *a, cursor *c)
{
    size_t size;
    const char *text = take_text(c, &size);
    return text ? arena_textn(a, text, size) : NULL;
}

static const char *const *read_texts(arena *a, cursor *c, uint32_t n)
{
    const char **texts = arena_array(a, n, sizeof *texts);
    for (uint32_t i = 0; i < n; i++) {
        texts[i] = read_text(a, c);
        if (!texts[i]) c->bad = true;
    }
    return texts;
}

static const char *const *read_roles(arena *a, cursor *c, record_schema *s)
{
    s->n_parties = take_array(c);
    if (s->n_parties > HG_PARTIES_MAX) c->bad = true;
    return c->bad ? NULL : read_texts(a, c, s->n_parties);
}

static const arm *read_arms(arena *a, cursor *c, record_schema *s)
{
    s->n_arms = take_array(c);
    arm *arms = arena_array(a, s->n_arms, sizeof *arms);
    for (uint32_t i = 0; i < s->n_arms && !c->bad; i++) {
        if (take_array(c) != ARM_FIELDS) c->bad = true;
        arms[i].cell = take_uint(c);
        arms[i].twin_of = (uint32_t)take_uint_or_nil(c, HG_NOBODY);
        arms[i].sessions = take_uint(c);
        if (take_array(c) != s->n_parties) c->bad = true;
        arms[i].agents = read_texts(a, c, s->n_parties);
        if (arms[i].twin_of != HG_NOBODY && arms[i].twin_of >= s->n_parties) c->bad = true;
    }
    return arms;
}

static void read_files(arena *a, cursor *c, record_schema *s)
{
    expect_key(c, "files");
    s->n_files = take_map(c);
    agent_file *files = arena_array(a, s->n_files, sizeof *files);
    for (uint32_t i = 0; i < s->n_files && !c->bad; i++) {
        files[i].name = read_text(a, c);
        files[i].hash = take_uint(c);
        if (!files[i].name) c->bad = true;
    }
    if (s->n_files == 0) c->bad = true;
    s->files = files;
}

/* What the fields mean for each other: everything that later code indexes with. */
static bool is_sound(const record_schema *s)
{
    return s->version && s->name && s->level && s->config && s->scenario && s->n_parties >= 2 &&
           s->n_buckets >= 1 && s->n_buckets <= BUCKETS_MAX && s->block >= 1;
}

bool schema_read(arena *a, const uint8_t *payload, size_t size, record_schema *out)
{
    cursor c = {.data = payload, .size = size};
    *out = (record_schema){0};
    uint32_t keys = take_map(&c);
    if (keys != SCHEMA_KEYS && keys != SCHEMA_KEYS + 1) return false;
    expect_key(&c, "higgle");
    if (take_uint(&c) != RECORD_VERSION) return false;
#define READ_TEXT(key)   expect_key(&c, #key), out->key = read_text(a, &c);
#define READ_NUMBER(key) expect_key(&c, #key), out->key = take_uint(&c);
#define READ_SMALL(key)  expect_key(&c, #key), out->key = take_uint32(&c);
#define READ_ROLES(key)  expect_key(&c, #key), out->key = read_roles(a, &c, out);
#define READ_ARMS(key)   expect_key(&c, #key), out->key = read_arms(a, &c, out);
#define READ(form, key)  READ_##form(key)
    SCHEMA_FIELDS(READ)
    if (keys > SCHEMA_KEYS) read_files(a, &c, out);
    return !c.bad && c.at == size && is_sound(out);
}
