/* Published domains (reference data beside the repository; absent in most clones) as models of two
 * parties. A test that needs them skips, and says so, where they are absent. */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H
#include "check.h"

#include "model/model.h"

#include <jansson.h>

#define GOLDEN SOURCE_DIR "/../shared/data/golden/"

static const char *const golden_names[] = {
    "other_laptopdomain",  "y2010_EnglandZimbabwe",       "y2010_ItexvsCypress", "y2011_Car",
    "y2011_Laptop",        "y2011_IS_BT_Acquisition",     "y2011_NiceOrDie",     "y2012_CameraB",
    "y2012_FiftyFiftyA",   "y2012_AirportSiteSelectionC", "y2012_FitnessB",      "y2012_PhoneC",
    "y2012_HouseKeepingC", "y2012_FlightBookingC",        "y2012_RentalHouseB",  "y2013_Icecream",
    "y2013_planes",        "y2013_DefensiveCharms"};

static inline double real_at(const json_t *list, size_t i)
{
    return json_number_value(json_array_get(list, i));
}

/* weight x (evaluation / greatest evaluation) per value, as the files' README has it. */
static inline part *parts_of(arena *a, const json_t *profile, hg_issue *issues, size_t n)
{
    part *parts = arena_array(a, n, sizeof *parts);
    for (size_t i = 0; i < n; i++) {
        const json_t *evals = json_array_get(json_object_get(profile, "evals"), i);
        double weight = real_at(json_object_get(profile, "weights"), i), top = 0;
        size_t size = json_array_size(evals);
        double *worths = arena_array(a, size, sizeof *worths);
        for (size_t v = 0; v < size; v++) top = fmax(top, real_at(evals, v));
        for (size_t v = 0; v < size; v++)
            worths[v] = top < 1e-5 ? 0 : weight * (real_at(evals, v) / top);
        parts[i].per_value = worths;
        issues[i] = (hg_issue){.name = "i", .kind = HG_ISSUE_LISTED, .size = size};
    }
    return parts;
}

static inline void read_domain(arena *a, const json_t *root, model *m, party *parties)
{
    const json_t *profiles = json_object_get(root, "profiles");
    size_t n = json_array_size(json_object_get(root, "issues"));
    hg_issue *issues = arena_array(a, n, sizeof *issues);
    for (size_t p = 0; p < 2; p++) {
        const json_t *profile = json_array_get(profiles, p);
        parties[p].preference = (preference){parts_of(a, profile, issues, n), (uint32_t)n};
        parties[p].reservation = json_number_value(json_object_get(profile, "reserved"));
    }
    assert_true(space_init(&m->space, issues, (uint32_t)n));
    for (size_t p = 0; p < 2; p++)
        parties[p].utility.table = utility_table_build(a, &m->space, &parties[p].preference);
    m->n_parties = 2;
    m->parties = parties;
}

/* Calls check with each file. */
static inline void golden_each(void (*check)(const json_t *root))
{
    for (size_t i = 0; i < sizeof golden_names / sizeof *golden_names; i++) {
        char path[512];
        snprintf(path, sizeof path, GOLDEN "%s.json", golden_names[i]);
        json_t *root = json_load_file(path, 0, NULL);
        if (!root) {
            print_message("skipped: no reference data\n");
            skip();
            return;
        }
        check(root);
        json_decref(root);
    }
}
#endif
