/* A family of closed forms told: its quantities with values, its parameters, formula, conditions
 * and source. */
#ifndef CLI_ORACLES_H
#define CLI_ORACLES_H
#include "base/json.h"
#include "cli/cli.h"
#include "theory/oracle.h"

/* False after an error in c->errors: the values contradict the conditions. j: NULL = people's form;
 * else the members of an object. */
bool oracle_tell(cli *, const oracle_question *, json *j);
/* Reads FAMILY PARAMETER=VALUE...; false after an error. */
bool oracle_read(cli *, const char *family, const char *const *words, size_t n,
                 oracle_question *out);
#endif
