/* Where the rows of oracle.h stand, by subject. Each list ends with id = NULL. */
#ifndef THEORY_FAMILIES_H
#define THEORY_FAMILIES_H
#include "theory/oracle.h"

/* A quantity's or a condition's function: its parameters by position, as the row lists them. */
extern const oracle_family families_bargaining[];
extern const oracle_family families_solutions[];
extern const oracle_family families_markets[];
extern const oracle_family families_search[];
extern const oracle_family families_information[];
extern const oracle_family families_tactics[];
#endif
