/* Inside the room: whose agent failed how, counted over a record, its blind twins included. */
#ifndef ANALYSIS_FAULTS_H
#define ANALYSIS_FAULTS_H
#include "analysis/load.h"

typedef struct agent_fault {
    const char *role, *agent, *fault; /* the latter as in files */
    uint64_t sessions;
} agent_fault;
typedef struct fault_list {
    uint32_t n, cap;
    agent_fault *at; /* most sessions first */
    uint64_t sessions;
} fault_list;

uint64_t arm_errors(const arm_data *); /* sessions that an agent's fault ended */
fault_list faults_of(analysis *);      /* memory in the analysis */
#endif
