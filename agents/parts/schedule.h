/* A demand that falls from an opening x0 to the limit w, in own utility:
 *     s = w + (x0 - w) (1 - theta^e)     theta: time since the opening, 0..1
 * A step mixes the way to s with what the other just gave (rho), within a largest step and within
 * what the other gave in all; the last step is full. Sources: the curve Faratin, Sierra & Jennings
 * 1998; reciprocity Backus et al. 2020. */
#ifndef AGENTS_PARTS_SCHEDULE_H
#define AGENTS_PARTS_SCHEDULE_H
#include <stdbool.h>

typedef struct schedule_rule {
    double rho;   /* weight of reciprocity, 0..1 */
    double trust; /* 0..1: of a gift, so much and a half are returned at rho = 1 */
    double dmax;  /* largest step, own utility; infinite: any */
    double ahead; /* own concessions exceed what was received at most by this; infinite: by any */
} schedule_rule;

typedef struct schedule {
    double base, base_time; /* x0, and the time of the opening, tau */
    double exponent;        /* e */
    double demand;          /* of my last turn; not the rounded offer's worth */
    double gift, gifts;     /* received gain since my last turn; in all */
    double conceded;        /* in all */
    bool opened;            /* there is a demand */
} schedule;

void schedule_open(schedule *s, double base, double tau);

/* What the other's offers have come to be worth more. */
void schedule_receive(schedule *s, double gain);

/* The demand at tau over the limit w. log2_tau may be NaN: then it is worked out. */
double schedule_next(const schedule *s, const schedule_rule *rule, double w, double tau,
                     double log2_tau, bool last);

/* This is my demand now. Inline: stood by every turn. */
static inline void schedule_stand(schedule *s, double demand)
{
    if (s->opened && s->demand > demand) s->conceded += s->demand - demand;
    s->demand = demand;
    s->opened = true;
    s->gift = 0;
}

#endif
