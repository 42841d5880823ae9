/* Must not know where the opening and the exponent come from. */
#include "agents/parts/schedule.h"
#include <higgle/math.h>
#include <math.h>

/* fmax and fmin are calls */
static double greater(double a, double b) { return a > b ? a : b; }
static double lesser(double a, double b) { return a < b ? a : b; }

void schedule_open(schedule *s, double base, double tau)
{
    s->base = base;
    s->base_time = tau;
}

void schedule_receive(schedule *s, double gain)
{
    s->gift += gain;
    s->gifts += gain;
}

/* theta^e: the part of the way from opening to limit that is due. Who opens at tau = 0, nearly
 * everybody, takes it from a table of logarithms. */
static double due(const schedule *s, double tau, double log2_tau)
{
    if (s->base_time == 0 && !isnan(log2_tau)) return hg_exp2(s->exponent * log2_tau);
    if (s->base_time >= 1) return 1;
    return hg_pow((tau - s->base_time) / (1 - s->base_time), s->exponent);
}

static double allowed_step(const schedule *s, const schedule_rule *rule, double want)
{
    double step = (1 - rule->rho) * want + rule->rho * s->gift * (0.5 + rule->trust);
    step = lesser(step, rule->dmax);
    if (rule->ahead < INFINITY)
        step = lesser(step, greater(0, rule->ahead + s->gifts - s->conceded));
    return step;
}

/* A full step lands on the schedule exactly, hence on w on the last turn. */
double schedule_next(const schedule *s, const schedule_rule *rule, double w, double tau,
                     double log2_tau, bool last)
{
    double rest = 1 - due(s, tau, log2_tau), planned = w + greater(0, s->base - w) * rest;
    double want = greater(0, s->demand - planned);
    double step = last ? want : allowed_step(s, rule, want);
    return greater(w, step == want ? lesser(s->demand, planned) : s->demand - step);
}
