/* The plan's description for the record: names, texts, identity. Must not know how a plan is run,
 * nor touch a file. */
#include "run/config.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "record/frame.h"
#include "record/pack.h"
#include "scenario/generate/generate.h"

#include <string.h>

#define BLOCK_OF_ONE_CELL 256 /* sessions; a block is a few hundred kilobytes at most */

static bool ends_in(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);
    return n > m && strcmp(text + n - m, ending) == 0;
}

/* Another program's files, and what was generated, are kept as what was read of them. */
const char *config_scenario_file(arena *a, const experiment *e)
{
    const char *file = e->scenario_root->file;
    bool foreign = ends_in(file, ".xml") || ends_in(file, ".json");
    if (generate_is(e->scenario_path) || (foreign && strcmp(file, e->scenario_path) != 0))
        return arena_format(a, "inputs/%s.yaml", node_get(e->scenario_root, "scenario")->text);
    return arena_format(a, "inputs/%s", text_base_name(e->scenario_path));
}

static const char *text_of(arena *a, const node *root)
{
    buf out;
    buf_init(&out);
    node_write(root, &out);
    const char *text = arena_textn(a, (const char *)out.data, out.size);
    buf_fini(&out);
    return text;
}

static const char *config_text(arena *a, const experiment *e, const char *scenario_file)
{
    node *root = node_copy(a, e->root);
    node_put(a, root, "scenario", node_scalar(a, scenario_file, scenario_file));
    return text_of(a, root);
}

static uint64_t hash_text(uint64_t h, const char *text) { return hash64(h, text, strlen(text)); }

/* Whatever changes a byte of the record changes this: text of the inputs, agents and the files they
 * came from, block, version. */
static uint64_t identity_of(const record_schema *s)
{
    uint64_t h = hash_text(0, s->version);
    h = hash_text(h, s->config);
    h = hash_text(h, s->scenario);
    h = hash_text(h, s->level);
    for (uint32_t i = 0; i < s->n_arms; i++)
        for (uint32_t k = 0; k < s->n_parties; k++) h = hash_text(h, s->arms[i].agents[k]);
    for (uint32_t i = 0; i < s->n_files; i++)
        h = hash_mix(hash_text(h, s->files[i].name), s->files[i].hash);
    return hash_mix(hash_mix(h, s->seed), s->block);
}

static bool has_file(const record_schema *s, const char *name)
{
    for (uint32_t i = 0; i < s->n_files; i++)
        if (strcmp(s->files[i].name, name) == 0) return true;
    return false;
}

/* By the name as it is written: where the file lies is of this machine. */
static void name_files(arena *a, const plan *p, record_schema *s)
{
    size_t most = 0;
    for (uint32_t i = 0; i < p->n_seats; i++) most += p->seats[i].n_files;
    agent_file *files = arena_array(a, most, sizeof *files);
    s->files = files;
    for (uint32_t i = 0; i < p->n_seats; i++)
        for (uint32_t k = 0; k < p->seats[i].n_files; k++) {
            const seat_file *f = &p->seats[i].files[k];
            if (!has_file(s, f->name)) files[s->n_files++] = (agent_file){f->name, f->hash};
        }
}

void config_describe(arena *a, plan *p)
{
    const experiment *e = p->experiment;
    record_schema *s = &p->schema;
    const char **roles = arena_array(a, p->n_parties, sizeof *roles);
    arm *arms = arena_array(a, p->n_arms, sizeof *arms);
    for (uint32_t i = 0; i < p->n_parties; i++) roles[i] = p->arms[0].model->parties[i].role;
    for (uint32_t i = 0; i < p->n_arms; i++) arms[i] = p->arms[i].arm;
    *s = (record_schema){.version = HIGGLE_VERSION,
                         .name = e->name,
                         .scenario_file = config_scenario_file(a, e),
                         .scenario = text_of(a, e->scenario_root),
                         .level = record_level_name(p->level),
                         .seed = e->seed,
                         .block = p->block,
                         .jobs = p->jobs,
                         .blocks = p->blocks,
                         .n_parties = p->n_parties,
                         .n_buckets = buckets_of(p->max_rounds),
                         .roles = roles,
                         .n_arms = p->n_arms,
                         .arms = arms};
    s->config = config_text(a, e, s->scenario_file);
    name_files(a, p, s);
    s->identity = identity_of(s);
}

void config_with_files(plan *p, const agent_file *files, uint32_t n)
{
    p->schema.files = files;
    p->schema.n_files = n;
    p->schema.identity = identity_of(&p->schema);
}

void config_first_frame(const plan *p, buf *out)
{
    size_t begun = frame_begin(out, FRAME_SCHEMA, 0);
    schema_write(&p->schema, out);
    frame_end(out, begun);
}

void config_last_frame(const plan *p, buf *out)
{
    size_t begun = frame_begin(out, FRAME_END, p->blocks);
    pack_array(out, 2);
    pack_uint(out, p->blocks);
    pack_uint(out, p->jobs);
    frame_end(out, begun);
}

static void put_number(arena *a, node *map, const char *key, uint64_t x)
{
    node_put(a, map, key,
             node_scalar(a, arena_format(a, "%llu", (unsigned long long)x), map->file));
}

/* Does setting `outer` replace what `inner` sets? */
static bool covers(const char *outer, const char *inner)
{
    size_t n = strlen(outer);
    return strncmp(outer, inner, n) == 0 && (inner[n] == 0 || inner[n] == '.');
}

/* Said again, a path counts where it was said last. */
static void put_override(arena *a, node *set, const override *o)
{
    for (uint32_t i = set->count; i-- > 0;)
        if (covers(o->path, set->keys[i]->text)) node_remove(set, set->keys[i]->text);
    node_put(a, set, o->path, node_copy(a, o->value));
}

static const char *scalar_at(const node *root, const char *key)
{
    const node *at = root->kind == NODE_MAP ? node_get(root, key) : NULL;
    return at && at->kind == NODE_SCALAR ? at->text : NULL;
}

void config_single(arena *a, const char *path, node *scenario_root, const override *sets,
                   size_t n_sets, uint64_t sessions, uint64_t seed, experiment *out)
{
    const char *name = scalar_at(scenario_root, "scenario");
    if (!name) name = text_base_name(path);
    node *root = node_map(a, scenario_root), *set = node_map(a, scenario_root);
    node_put(a, root, "experiment", node_scalar(a, name, path));
    node_put(a, root, "scenario", node_scalar(a, path, path));
    for (size_t i = 0; i < n_sets; i++) put_override(a, set, &sets[i]);
    if (n_sets) node_put(a, root, "set", set);
    put_number(a, root, "sessions", sessions);
    put_number(a, root, "seed", seed);
    put_number(a, root, "block", BLOCK_OF_ONE_CELL);
    *out = (experiment){.root = root,
                        .name = name,
                        .title = scalar_at(scenario_root, "title"),
                        .scenario_path = path,
                        .scenario_root = scenario_root,
                        .n_sets = (uint32_t)n_sets,
                        .sets = sets,
                        .sessions = sessions,
                        .seed = seed,
                        .block = BLOCK_OF_ONE_CELL};
}
