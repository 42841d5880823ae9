/* From an experiment to computed jobs: arms (cells and their blind twins) x replicates. The only
 * place that pairs cells with agents.
 *
 * A twin (cell, role) is run for the roles whose measures a hypothesis compares `beyond: blind`,
 * or, if none does so, for every role; in each case only where the role's agent reads leverage. An
 * arm in which nothing is drawn is run once per first mover. */
#ifndef RUN_PLAN_H
#define RUN_PLAN_H
#include "record/schema.h"
#include "record/sink.h"
#include "scenario/experiment/experiment.h"
#include "seat/seat.h"

typedef struct plan_arm {
    arm arm;
    const model *model;
    const seat_spec *seats;  /* [n_parties] */
    const uint32_t *seat_of; /* [n_parties] index into plan.seats */
    uint32_t sees_truth;
    uint64_t first_job;
    bool random; /* something is drawn in it; else one session per first mover */
} plan_arm;

typedef struct plan {
    const experiment *experiment;
    uint32_t n_arms, n_parties, max_rounds;
    const plan_arm *arms;         /* cells first, in order, then twins */
    uint64_t jobs, blocks, block; /* block = jobs per block */
    record_level level;
    uint32_t n_seats;
    const seat_spec *seats; /* [n_seats] distinct agents, by canonical text */
    record_schema schema;
} plan;

typedef struct job {
    uint64_t index;
    uint32_t arm;
    uint64_t replicate;
} job;

/* Resolves every cell's scenario and agents; all errors at once, each once. The experiment is
 * borrowed for as long as the plan. */
int plan_build(arena *, const experiment *, record_level, plan *out, error_list *) HG_MUST_CHECK;
/* A plan of one cell: a scenario played n times. */
int plan_single(arena *, const char *scenario_path, const override *sets, size_t n_sets,
                uint64_t sessions, uint64_t seed, record_level, plan *out,
                error_list *) HG_MUST_CHECK;
job job_at(const plan *, uint64_t index); /* index < jobs; O(log arms) */
#endif
