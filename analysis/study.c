/* Who is studied, and what a row says about them. Must not know what is worked out from it. */
#include "analysis/study_groups.h"

#include <math.h>
#include <string.h>

const char *study_term_name(int term)
{
    static const char *const names[] = {"constant", "alternatives", "power", "information",
                                        "frontier"};
    return names[term];
}

const char *study_agent(const study_group *g) { return g->agent ? g->agent : "any agent"; }

/* ---- groups ---- */

static bool same_agent(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static uint32_t find(const study_groups *s, study_group like)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].role == like.role && s->at[i].twins == like.twins &&
            same_agent(s->at[i].agent, like.agent))
            return i;
    return HG_NOBODY;
}

static uint32_t find_or_add(study_groups *s, study_group like)
{
    uint32_t found = find(s, like);
    if (found != HG_NOBODY) return found;
    s->at[s->n] = like;
    return s->n++;
}

uint32_t study_groups_twin(const study_groups *s, uint32_t group)
{
    study_group like = s->at[group];
    if (like.twins) return HG_NOBODY;
    like.twins = true;
    return find(s, like);
}

static bool has_several(const analysis *a, uint32_t role)
{
    const char *first = a->record.schema.arms[a->cell_arm[0]].agents[role];
    for (uint64_t c = 1; c < a->n_cells; c++) {
        const arm_data *d = analysis_cell(a, c);
        if (d && strcmp(d->arm->agents[role], first) != 0) return true;
    }
    return false;
}

static void add_arm(const analysis *a, study_groups *s, uint32_t group, uint32_t i, uint32_t *of)
{
    const arm_data *d = &a->arms[i];
    *of = group;
    s->arms[group]++;
    if (d->replicates > s->replicates[group]) s->replicates[group] = d->replicates;
    s->random[group] = s->random[group] || d->random;
}

/* Cells before twins, one role after the other, as arms stand in the record. */
static void group_role(const analysis *a, study_groups *s, uint32_t role, bool twins, bool pooled)
{
    const record_schema *schema = &a->record.schema;
    for (uint32_t i = 0; i < schema->n_arms; i++) {
        const arm *m = &schema->arms[i];
        uint32_t *of = &s->of[((size_t)i * schema->n_parties + role) * STUDY_GROUPS_OF_ARM];
        uint32_t due = twins ? role : HG_NOBODY, cell_arm = a->cell_arm[m->cell];
        if (m->twin_of != due || cell_arm == HG_NOBODY) continue;
        const char *agent = pooled ? NULL : schema->arms[cell_arm].agents[role];
        add_arm(a, s, find_or_add(s, (study_group){role, agent, twins}), i, &of[pooled]);
    }
}

study_groups study_groups_of(analysis *a)
{
    const record_schema *schema = &a->record.schema;
    uint32_t parties = schema->n_parties;
    size_t uses = (size_t)schema->n_arms * parties * STUDY_GROUPS_OF_ARM, most = uses + 1;
    study_groups s = {.at = arena_array(&a->arena, most, sizeof *s.at),
                      .arms = arena_array(&a->arena, most, sizeof *s.arms),
                      .replicates = arena_array(&a->arena, most, sizeof *s.replicates),
                      .random = arena_array(&a->arena, most, sizeof *s.random),
                      .of = arena_array(&a->arena, uses, sizeof *s.of)};
    memset(s.of, 0xff, uses * sizeof *s.of);
    for (uint32_t role = 0; role < parties; role++) {
        bool several = a->cell_arm[0] != HG_NOBODY && has_several(a, role);
        for (int twins = 0; twins < 2; twins++) {
            group_role(a, &s, role, twins, false);
            if (several) group_role(a, &s, role, twins, true);
        }
    }
    return s;
}

/* ---- rows ---- */

bool study_row_set(const analysis *a, const row *r, uint32_t role, study_row *out)
{
    const record_schema *s = &a->record.schema;
    if (r->arm >= s->n_arms || r->n_parties != s->n_parties) return false;
    if (r->replicate >= a->arms[r->arm].replicates) return false;
    if (!(r->zone_start >= 0) || r->result == HG_RESULT_AGENT_ERROR) return false;
    const model *m = &a->cells[s->arms[r->arm].cell].model;
    const row_party *p = &r->party[role];
    double scale = m->transferable ? r->pie : party_scale(m, role);
    *out = (study_row){
        .deal = r->result == HG_RESULT_DEAL,
        .phi = p->start.phi,
        .share = p->utility / scale,
        .x = {1, p->start.alternatives, p->start.power, p->start.information, p->start.frontier},
        .w = {1},
        .seen = p->sees ? p->see_start.perceived : NAN};
    for (uint32_t i = 0; i < r->n_parties; i++)
        out->w[1 + i] = r->party[i].limit_start / (m->transferable ? r->pie : party_scale(m, i));
    return scale > 0 && !isnan(out->phi) && !isnan(out->share);
}
