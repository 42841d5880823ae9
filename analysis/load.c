/* Opens a run directory's record: rebuilds the experiment from the schema, finds arms, and takes
 * the measures that are needed from one walk over the rows. */
#include "analysis/load.h"

#include "base/oom.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the experiment and its cells ---- */

static int read_experiment(analysis *a, error_list *errors)
{
    const record_schema *s = &a->record.schema;
    return experiment_read(&a->arena, "config.yaml", s->config, strlen(s->config), s->scenario_file,
                           s->scenario, strlen(s->scenario), &a->experiment, errors);
}

/* The most that a deal can give all parties together, each in units of its scale. */
static double joint_of(const model *m)
{
    const hg_frontier *f = m->frontier;
    if (m->transferable || !f) return 1;
    double best = 0;
    for (uint32_t k = 0; k < f->size; k++) {
        double sum = 0;
        for (uint32_t p = 0; p < f->n; p++) sum += f->u[(size_t)k * f->n + p] / f->best[p];
        best = fmax(best, sum);
    }
    return best;
}

static int read_cells(analysis *a, error_list *errors)
{
    a->n_cells = experiment_cells(&a->experiment);
    a->cells = arena_array(&a->arena, a->n_cells, sizeof *a->cells);
    a->joint = arena_array(&a->arena, a->n_cells, sizeof *a->joint);
    for (uint64_t c = 0; c < a->n_cells; c++) {
        const scenario *like = c ? &a->cells[c - 1] : NULL;
        int code = experiment_scenario(&a->arena, &a->experiment, c, like, &a->cells[c], errors);
        if (code) return code;
        a->joint[c] = joint_of(&a->cells[c].model);
    }
    return HG_E_OK;
}

/* ---- arms ---- */

static void find_arms(analysis *a)
{
    const record_schema *s = &a->record.schema;
    a->cell_arm = arena_array(&a->arena, a->n_cells, sizeof *a->cell_arm);
    a->twin_arm = arena_array(&a->arena, a->n_cells * s->n_parties, sizeof *a->twin_arm);
    memset(a->cell_arm, 0xff, a->n_cells * sizeof *a->cell_arm);
    memset(a->twin_arm, 0xff, a->n_cells * s->n_parties * sizeof *a->twin_arm);
    for (uint32_t i = 0; i < s->n_arms; i++) {
        const arm *m = &s->arms[i];
        if (m->twin_of == HG_NOBODY)
            a->cell_arm[m->cell] = i;
        else
            a->twin_arm[m->cell * s->n_parties + m->twin_of] = i;
    }
}

static bool arms_fit(const analysis *a)
{
    const record_schema *s = &a->record.schema;
    if (s->n_parties < 1 || s->n_parties > HG_PARTIES_MAX) return false;
    if (a->cells[0].model.n_parties != s->n_parties) return false;
    for (uint32_t i = 0; i < s->n_arms; i++) {
        const arm *m = &s->arms[i];
        if (m->cell >= a->n_cells || m->sessions > s->jobs) return false;
        if (m->twin_of != HG_NOBODY && m->twin_of >= s->n_parties) return false;
    }
    return true;
}

static void take_arms(analysis *a)
{
    const record_schema *s = &a->record.schema;
    a->arms = arena_array(&a->arena, s->n_arms, sizeof *a->arms);
    for (uint32_t i = 0; i < s->n_arms; i++) {
        arm_data *d = &a->arms[i];
        d->arm = &s->arms[i];
        d->replicates = d->arm->sessions;
        d->hash = arena_array(&a->arena, d->replicates, sizeof *d->hash);
        d->random = d->replicates >= a->experiment.sessions;
        d->seen = arena_array(&a->arena, d->replicates, sizeof *d->seen);
        d->deal = arena_array(&a->arena, d->replicates, sizeof *d->deal);
        d->value = arena_array(&a->arena, a->n_measures, sizeof(slot *));
        for (uint32_t k = 0; k < a->n_measures; k++) {
            d->value[k] = arena_array(&a->arena, d->replicates, sizeof(slot));
            for (uint64_t r = 0; r < d->replicates; r++) d->value[k][r].number = NAN;
        }
    }
}

/* ---- measures ---- */

/* The party that the hypotheses' measures are about: the first that a measure is named after. */
static uint32_t focus_of(const analysis *a)
{
    const experiment *e = &a->experiment;
    for (uint32_t h = 0; h < e->n_hypotheses; h++) {
        const column_use *use = columns_find(&a->columns, e->hypotheses[h].measure);
        if (use && use >= a->columns.party &&
            use < a->columns.party + a->columns.n_parties * a->columns.n_party)
            return use->index;
    }
    return 0;
}

static const column_use *party_column(const analysis *a, const char *name, uint32_t role)
{
    const column_use *use = a->columns.party + (size_t)role * a->columns.n_party;
    for (uint32_t i = 0; i < a->columns.n_party; i++)
        if (!strcmp(use[i].column->name, name)) return &use[i];
    return NULL;
}

/* Reading the experiment has checked the names of measures. */
static void take_measures(analysis *a)
{
    const experiment *e = &a->experiment;
    static const char *const of_focus[] = {[MEASURE_PIE_SHARE] = "pie_share",
                                           [MEASURE_EARLY] = "early_concession",
                                           [MEASURE_MEAN_DEMAND] = "mean_demand",
                                           [MEASURE_OPENING] = "opening",
                                           [MEASURE_LEVERAGE] = "leverage"};
    uint32_t n_parties = a->columns.n_parties, first = MEASURE_LIMIT + 3 * n_parties;
    a->n_measures = first + 2 * e->n_hypotheses;
    a->measures = arena_array(&a->arena, a->n_measures, sizeof *a->measures);
    a->of_hypothesis = arena_array(&a->arena, e->n_hypotheses, sizeof *a->of_hypothesis);
    a->on_of_hypothesis = arena_array(&a->arena, e->n_hypotheses, sizeof *a->on_of_hypothesis);
    a->focus = focus_of(a);
    for (uint32_t k = MEASURE_PIE_SHARE; k <= MEASURE_LEVERAGE; k++)
        a->measures[k] = party_column(a, of_focus[k], a->focus);
    a->measures[MEASURE_ROUND] = columns_find(&a->columns, "round");
    a->measures[MEASURE_PIE] = columns_find(&a->columns, "pie");
    for (uint32_t p = 0; p < n_parties; p++) {
        a->measures[MEASURE_LIMIT + p] = party_column(a, "alternative_start", p);
        a->measures[measure_gain(a, p)] = party_column(a, "gain", p);
        a->measures[measure_utility(a, p)] = party_column(a, "utility", p);
    }
    for (uint32_t h = 0; h < e->n_hypotheses; h++) {
        a->measures[first + h] = columns_find(&a->columns, e->hypotheses[h].measure);
        a->of_hypothesis[h] = first + h;
        a->on_of_hypothesis[h] = first + e->n_hypotheses + h;
        const char *on = e->hypotheses[h].on;
        a->measures[a->on_of_hypothesis[h]] = on ? columns_find(&a->columns, on) : NULL;
    }
}

/* ---- rows ---- */

bool row_frame_set(const analysis *a, const row *r, row_frame *out)
{
    const record_schema *s = &a->record.schema;
    if (r->arm >= s->n_arms || r->n_parties != s->n_parties) return false;
    const arm *m = &s->arms[r->arm];
    const scenario *of = &a->cells[m->cell];
    bool deal = r->deal != HG_NO_OUTCOME && r->deal < of->model.space.size;
    if (deal) space_split(&of->model.space, r->deal, out->deal);
    for (uint32_t p = 0; p < s->n_parties; p++)
        out->scales[p] = of->model.transferable ? r->pie : party_scale(&of->model, p);
    out->view = (row_view){.experiment = &a->experiment,
                           .schema = s,
                           .arm = m,
                           .scenario = of,
                           .row = r,
                           .scale = a->joint[m->cell],
                           .scales = out->scales,
                           .deal = deal ? out->deal : NULL,
                           .gauge = a->gauge};
    gauge_next(a->gauge);
    return true;
}

static bool take_row(void *ctx, const row *r)
{
    analysis *a = ctx;
    row_frame view;
    if (!row_frame_set(a, r, &view)) return true;
    arm_data *d = &a->arms[r->arm];
    if (r->replicate >= d->replicates || d->seen[r->replicate]) return true;
    d->seen[r->replicate] = true;
    d->deal[r->replicate] = r->result == HG_RESULT_DEAL;
    d->hash[r->replicate] = row_hash(r);
    d->sessions++;
    if ((unsigned)r->result < HG_RESULT_COUNT) d->results[r->result]++;
    for (uint32_t k = 0; k < a->n_measures; k++) {
        const column_use *use = a->measures[k];
        slot *to = &d->value[k][r->replicate];
        if (!use) continue;
        if (column_is_number(use))
            to->number = column_number(use, &view.view);
        else
            to->exact = column_exact(use, &view.view);
    }
    return true;
}

/* The last measure alone. */
static bool take_last_value(void *ctx, const row *r)
{
    analysis *a = ctx;
    row_frame view;
    uint32_t last = a->n_measures - 1;
    if (!row_frame_set(a, r, &view) || r->replicate >= a->arms[r->arm].replicates) return true;
    double number = column_number(a->measures[last], &view.view);
    a->arms[r->arm].value[last][r->replicate].number = number;
    return true;
}

uint32_t analysis_take_measure(analysis *a, const column_use *use)
{
    uint32_t n = a->n_measures;
    for (uint32_t k = 0; k < n; k++)
        if (a->measures[k] == use) return k;
    const column_use **all = arena_array(&a->arena, n + 1, sizeof *all);
    memcpy(all, a->measures, n * sizeof *all);
    all[n] = use;
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++) {
        arm_data *d = &a->arms[i];
        slot **value = arena_array(&a->arena, n + 1, sizeof *value);
        memcpy(value, d->value, n * sizeof *value);
        value[n] = arena_array(&a->arena, d->replicates, sizeof **value);
        for (uint64_t r = 0; r < d->replicates; r++) value[n][r].number = NAN;
        d->value = value;
    }
    a->measures = all;
    a->n_measures = n + 1;
    (void)record_each_row(&a->record, take_last_value, a); /* opening has read them all */
    return n;
}

static void count_sessions(analysis *a)
{
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++) {
        arm_data *d = &a->arms[i];
        uint64_t *copy = mem_alloc(d->replicates * sizeof *copy), n = 0;
        for (uint64_t r = 0; r < d->replicates; r++)
            if (d->seen[r]) copy[n++] = d->hash[r];
        d->distinct = count_distinct(copy, n);
        free(copy);
    }
}

/* ---- opening ---- */

static int damaged(const analysis *a, const char *what, error_list *errors)
{
    error_add(errors, HG_E_INPUT, a->dir, 0, 0, "the record cannot be read: %s is damaged", what);
    return HG_E_INPUT;
}

static int load_aggregates(analysis *a, error_list *errors)
{
    a->aggregates = arena_array(&a->arena, a->record.schema.n_arms, sizeof *a->aggregates);
    bool sound = record_aggregates(&a->record, a->aggregates);
    return sound ? HG_E_OK : damaged(a, "an aggregate", errors);
}

static int load(analysis *a, error_list *errors)
{
    int code = record_open(&a->arena, arena_format(&a->arena, "%s/log.msgpack", a->dir), &a->record,
                           errors);
    if (code) return code;
    a->gauge = gauge_new(&a->record);
    code = read_experiment(a, errors);
    if (code) return code;
    code = read_cells(a, errors);
    if (code) return code;
    if (!arms_fit(a)) {
        error_add(errors, HG_E_INPUT, a->dir, 0, 0, "the record's arms do not fit its experiment");
        return HG_E_INPUT;
    }
    columns_build(&a->arena, &a->experiment, &a->record.schema, &a->cells[0].model, &a->columns);
    take_measures(a);
    find_arms(a);
    take_arms(a);
    if (!record_each_row(&a->record, take_row, a)) return damaged(a, "a row", errors);
    count_sessions(a);
    return load_aggregates(a, errors);
}

analysis *analysis_open(const char *dir, error_list *errors)
{
    analysis *a = mem_zero(1, sizeof *a);
    arena_init(&a->arena);
    a->dir = arena_text(&a->arena, dir);
    if (load(a, errors) == HG_E_OK) return a;
    analysis_close(a);
    return NULL;
}

void analysis_close(analysis *a)
{
    if (!a) return;
    for (uint32_t i = 0; a->aggregates && i < a->record.schema.n_arms; i++)
        aggregate_fini(&a->aggregates[i]);
    gauge_free(a->gauge);
    if (a->record.data) record_close(&a->record);
    arena_fini(&a->arena);
    free(a);
}

uint32_t analysis_focus(const analysis *a) { return a->focus; }

const record *analysis_record(const analysis *a) { return &a->record; }

/* ---- what the other files ask ---- */

const arm_data *analysis_cell(const analysis *a, uint64_t cell)
{
    return a->cell_arm[cell] == HG_NOBODY ? NULL : &a->arms[a->cell_arm[cell]];
}

const arm_data *analysis_twin(const analysis *a, uint64_t cell, uint32_t role)
{
    uint32_t i = a->twin_arm[cell * a->record.schema.n_parties + role];
    return i == HG_NOBODY ? NULL : &a->arms[i];
}

const arm_data *analysis_twin_or_self(const analysis *a, uint64_t cell, uint32_t role)
{
    const arm_data *twin = analysis_twin(a, cell, role);
    return twin ? twin : analysis_cell(a, cell);
}

const aggregate *analysis_aggregate(const analysis *a, const arm_data *d)
{
    return &a->aggregates[d - a->arms];
}

slot arm_value(const arm_data *d, uint32_t measure, uint64_t replicate)
{
    return d->value[measure][replicate % d->replicates];
}

bool arm_seen(const arm_data *d, uint64_t replicate)
{
    return d->replicates && d->seen[replicate % d->replicates];
}

bool arm_deal(const arm_data *d, uint64_t replicate)
{
    return d->replicates && d->deal[replicate % d->replicates];
}

uint32_t measure_gain(const analysis *a, uint32_t role)
{
    return MEASURE_LIMIT + a->columns.n_parties + role;
}

uint32_t measure_utility(const analysis *a, uint32_t role)
{
    return MEASURE_LIMIT + 2 * a->columns.n_parties + role;
}

double arm_scale(const analysis *a, const arm_data *d, uint32_t role, uint64_t replicate)
{
    const model *m = &a->cells[d->arm->cell].model;
    return m->transferable ? arm_value(d, MEASURE_PIE, replicate).number : party_scale(m, role);
}

static estimate estimate_over(const arm_data *d, uint32_t measure, bool deals)
{
    double *x = mem_alloc(d->replicates * sizeof *x);
    for (uint64_t r = 0; r < d->replicates; r++)
        x[r] = deals && !d->deal[r] ? NAN : d->value[measure][r].number;
    estimate e = estimate_mean(x, d->replicates);
    free(x);
    return d->distinct < DISTINCT_MIN ? estimate_without_interval(e) : e;
}

estimate arm_estimate(const arm_data *d, uint32_t measure)
{
    return estimate_over(d, measure, false);
}

estimate arm_estimate_of_deals(const arm_data *d, uint32_t measure)
{
    return estimate_over(d, measure, true);
}

estimate arm_difference(const arm_data *a, const arm_data *b, uint32_t measure)
{
    uint64_t n = a->replicates > b->replicates ? a->replicates : b->replicates;
    if (!a->replicates || !b->replicates) n = 0;
    double *x = mem_alloc(n * sizeof *x);
    for (uint64_t r = 0; r < n; r++)
        x[r] = arm_value(a, measure, r).number - arm_value(b, measure, r).number;
    estimate e = estimate_mean(x, n);
    free(x);
    bool few = a->distinct < DISTINCT_MIN && b->distinct < DISTINCT_MIN;
    return few ? estimate_without_interval(e) : e;
}

const char *analysis_role(const analysis *a, uint32_t role) { return a->record.schema.roles[role]; }

uint64_t analysis_sessions(const analysis *a, bool twins)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < a->record.schema.n_arms; i++)
        if ((a->arms[i].arm->twin_of != HG_NOBODY) == twins) n += a->arms[i].sessions;
    return n;
}

const char *cell_level(const analysis *a, uint64_t cell, uint32_t column)
{
    return experiment_level_name(&a->experiment, cell, column);
}
