/* What a hypothesis can be about: columns of sessions.csv, named after the session, a role or an
 * issue. It knows their names and whether they are numbers; what the numbers are is analysis. */
#include "scenario/experiment/design.h"

#include <string.h>

typedef enum measured { OF_SESSION, OF_ROLE, OF_ISSUE } measured;
typedef struct measure_spec {
    const char *name;
    measured of;
    bool number; /* else it can only be the same */
} measure_spec;
static const measure_spec measures[] = {
    {"outcome", OF_SESSION, false},
    {"round", OF_SESSION, true},
    {"offers", OF_SESSION, true},
    {"deal", OF_SESSION, true},
    {"immediate_deal", OF_SESSION, true},
    {"late_deal", OF_SESSION, true},
    {"walk", OF_SESSION, true},
    {"pie", OF_SESSION, true},
    {"zone_start", OF_SESSION, true},
    {"zone_end", OF_SESSION, true},
    {"efficiency", OF_SESSION, true},
    {"welfare", OF_SESSION, true},
    {"distance_pareto", OF_SESSION, true},
    {"distance_nash", OF_SESSION, true},
    {"distance_kalai_smorodinsky", OF_SESSION, true},
    {"distance_egalitarian", OF_SESSION, true},
    {"distance_utilitarian", OF_SESSION, true},
    {"nash_product", OF_SESSION, true},
    {"trace", OF_SESSION, false},
    {"offer", OF_ISSUE, true},
    {"utility", OF_ROLE, true},
    {"gain", OF_ROLE, true},
    {"pie_share", OF_ROLE, true},
    {"surplus_share", OF_ROLE, true},
    {"opening", OF_ROLE, true},
    {"early_concession", OF_ROLE, true},
    {"mean_demand", OF_ROLE, true},
    {"offers", OF_ROLE, true},
    {"messages", OF_ROLE, false},
    {"alternative", OF_ROLE, true},
    {"alternative_start", OF_ROLE, true},
    {"leverage", OF_ROLE, true},
    {"leverage_end", OF_ROLE, true},
    {"lambda", OF_ROLE, true},
    {"part_alternatives", OF_ROLE, true},
    {"part_power", OF_ROLE, true},
    {"part_information", OF_ROLE, true},
    {"part_frontier", OF_ROLE, true},
    {"total_concession", OF_ROLE, true},
    {"concession_rate", OF_ROLE, true},
    {"temporal_patience", OF_ROLE, true},
    {"monotonicity", OF_ROLE, true},
    {"moves", OF_ROLE, true},
    {"silent_moves", OF_ROLE, true},
    {"nice_moves", OF_ROLE, true},
    {"concession_moves", OF_ROLE, true},
    {"unfortunate_moves", OF_ROLE, true},
    {"selfish_moves", OF_ROLE, true},
    {"fortunate_moves", OF_ROLE, true},
    {"reciprocity", OF_ROLE, true},
    {"perceived_start", OF_ROLE, true},
    {"perceived_end", OF_ROLE, true},
    {"perceived_other_start", OF_ROLE, true},
    {"perceived_other_end", OF_ROLE, true},
    {"bits_start", OF_ROLE, true},
    {"bits_end", OF_ROLE, true},
    {"misperception_start", OF_ROLE, true},
    {"misperception_end", OF_ROLE, true},
    {"lambda_mean", OF_ROLE, true},
    {"lambda_jump", OF_ROLE, true},
    {"lead_changes", OF_ROLE, true},
    {"dependence", OF_ROLE, true},
    {"dependence_end", OF_ROLE, true},
    {"loss", OF_ROLE, true},
    {"loss_end", OF_ROLE, true},
};
enum { MEASURES = sizeof measures / sizeof *measures };

static name_list owners_of(const reader *r, const measure_spec *m)
{
    static const char *const session[] = {""};
    return m->of == OF_ROLE ? r->roles : m->of == OF_ISSUE ? r->issues : (name_list){1, session};
}

static const char *column_name(reader *r, const measure_spec *m, const char *owner)
{
    return *owner ? arena_format(r->arena, "%s_%s", m->name, owner) : m->name;
}

static const measure_spec *find_measure(reader *r, const char *name)
{
    for (size_t i = 0; i < MEASURES; i++) {
        name_list owners = owners_of(r, &measures[i]);
        for (uint32_t k = 0; k < owners.count; k++)
            if (strcmp(column_name(r, &measures[i], owners.items[k]), name) == 0)
                return &measures[i];
    }
    return NULL;
}

static name_list all_measures(reader *r)
{
    const char **names =
        arena_array(r->arena, MEASURES * (size_t)(SPACE_ISSUES_MAX + 1), sizeof *names);
    uint32_t count = 0;
    for (size_t i = 0; i < MEASURES; i++) {
        name_list owners = owners_of(r, &measures[i]);
        for (uint32_t k = 0; k < owners.count; k++)
            names[count++] = column_name(r, &measures[i], owners.items[k]);
    }
    return (name_list){count, names};
}

bool experiment_measure(const char *name, bool *number)
{
    for (size_t i = 0; i < MEASURES; i++) {
        if (strcmp(measures[i].name, name) != 0) continue;
        *number = measures[i].number;
        return true;
    }
    return false;
}

void describe_measures(buf *out)
{
    static const char *const of[] = {[OF_SESSION] = "", [OF_ROLE] = "_ROLE", [OF_ISSUE] = "_ISSUE"};
    for (size_t i = 0; i < MEASURES; i++)
        buf_format(out, "%s%s%s%s", i ? ", " : "", measures[i].name, of[measures[i].of],
                   measures[i].number ? "" : "~");
}

const char *read_measure_name(reader *r, const node *n, bool known_roles, bool *number)
{
    const char *name = read_name(r, n);
    *number = true;
    if (!name || !known_roles) return name;
    const measure_spec *m = find_measure(r, name);
    if (m) {
        *number = m->number;
        return name;
    }
    name_list all = all_measures(r);
    unknown(r, n, "measure", name, all.items, all.count);
    return NULL;
}
