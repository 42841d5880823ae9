/* The record's first frame: everything that analysis and replay need to know, so that the record
 * alone is enough. */
#ifndef RECORD_SCHEMA_H
#define RECORD_SCHEMA_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include <stdbool.h>

/* An arm is a cell played by given agents: the cell itself, or its blind twin, in which the agent
 * of one role is made blind to leverage. */
typedef struct arm {
    uint64_t cell;
    uint32_t twin_of;          /* party whose agent was made blind; HG_NOBODY: the cell itself */
    const char *const *agents; /* [n_parties] canonical names */
    uint64_t sessions;         /* replicates; 1 where nothing is random */
} arm;

/* A file that an agent came from: only the same file gives the same bytes. */
typedef struct agent_file {
    const char *name; /* as the agent is written: "./my_agent.so", "my-agent" */
    uint64_t hash;
} agent_file;

typedef struct record_schema {
    const char *version;                  /* of higgle */
    const char *name;                     /* of the experiment or scenario */
    const char *config;                   /* experiment YAML, fully resolved */
    const char *scenario_file, *scenario; /* name and text */
    const char *level;
    uint64_t seed, block;  /* sessions per block */
    uint64_t jobs, blocks; /* in all */
    uint32_t n_parties, n_buckets;
    const char *const *roles;
    uint32_t n_arms;
    const arm *arms;
    uint32_t n_files;
    const agent_file *files; /* [n_files] each once; none where all agents are built in */
    uint64_t identity; /* hash(config, scenario, agents and their files, block size, version) */
} record_schema;

void schema_write(const record_schema *, buf *out); /* payload only */
/* Copies everything into the arena. False: malformed, or of another RECORD_VERSION. */
bool schema_read(arena *, const uint8_t *payload, size_t size, record_schema *out);
#endif
