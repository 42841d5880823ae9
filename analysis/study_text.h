/* Inside the room, for studies only: numbers as people read them, and tables of them. A dash is
 * what cannot be had. Texts live in the arena. */
#ifndef ANALYSIS_STUDY_TEXT_H
#define ANALYSIS_STUDY_TEXT_H
#include "analysis/aligned.h"
#include "analysis/study.h"

const char *told_number(arena *, double x, int digits);
const char *told_estimate(arena *, const estimate *, int digits); /* ± half of the interval */
const char *told_coefficient(arena *, const coefficient *, int digits);
const char *told_rate(arena *, const estimate *); /* both ends, as Wilson's are not alike */
const char *told_range(arena *, const estimate *);
const char *told_p(arena *, double p);
const char *told_count(arena *, uint64_t n);
const char *told_who(arena *, const study_group *);
const char *told_levels(const analysis *, arena *, uint64_t cell);

typedef struct growing {
    arena *memory;
    aligned table;
    size_t cap; /* rows */
} growing;
/* most: rows at most, without the head; letters: l or r for each column. */
growing growing_from(arena *, size_t most, const char *const *head, const char *letters);
void growing_add(growing *, const char *const *texts);

/* study_card_parts.c, study_card_outcomes.c */
void print_models(analysis *, uint32_t role, arena *, FILE *to);
void print_acceptance(analysis *, uint32_t role, arena *, FILE *to);
void print_impasse(analysis *, uint32_t role, arena *, FILE *to);
void print_agreement(analysis *, uint32_t role, arena *, FILE *to);
void print_moves(analysis *, uint32_t role, arena *, FILE *to);
void print_factors(analysis *, uint32_t role, arena *, FILE *to);
#endif
