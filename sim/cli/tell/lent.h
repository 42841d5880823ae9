/* The agents' own parts, lent to studies that judge them. */
#ifndef CLI_LENT_H
#define CLI_LENT_H
#include "analysis/analysis.h"

void lend_onlookers(analysis *);
#endif
