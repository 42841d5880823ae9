/* The scalable Bayesian model (Hindriks & Tykhonov 2008): what an outcome is worth to another = sum
 * over issues of E(weight) * E(shape), each issue's weight and shape learnt apart.
 *
 *     weight    one of 0, 0.1, ..., 1, all as likely at first
 *     shape     of an issue's values in their order, 0..1: falling, rising, or a triangle with its
 *               peak at any inner value; all as likely at first
 *     evidence  the k-th offer (from 0) is taken to be worth 1 - 0.003 k to its maker, at least
 *               0.5, with a normal error of 0.25; a hypothesis about one issue is weighed with
 *               the other issues at their expectations
 *
 * Reconstruction: how fast the evidence falls is that of the Genius framework, the floor is
 * ours; a weight hypothesis w leaves 1 - w to the other issues in proportion of their expected
 * weights, so that a profile always sums to 1. */
#ifndef AGENTS_PARTS_BAYESIAN_H
#define AGENTS_PARTS_BAYESIAN_H
#include "agents/parts/models.h"

/* In init. Lives as long as the session. */
opponent_model *bayesian_open(const hg_brief *, const hg_host *);

#endif
