/* The tables of a run directory: a golden run of five sessions typed by hand, and runs of other
 * shapes. */
#include "analysis_fixture.h"

#include "analysis/csv.h"
#include "analysis/load.h"
#include "base/version.h"
#include "model/fault.h"
#include <signal.h>
#include <sys/resource.h>

static const char dir[] = BINARY_DIR "/made_tables";

static const char scenario_text[] =
    "scenario: fair\n"
    "currency: EUR\n"
    "issues:\n"
    "  price: {min: 0, max: 100, step: 10, unit: EUR}\n"
    "  colour: [red, \"green, light\"]\n"
    "parties:\n"
    "  buyer: {pays: price, value: {base: 100, colour: {red: 0, \"green, light\": 20}}, "
    "reservation: 10}\n"
    "  seller: {receives: price, cost: {base: 0}, reservation: 20}\n"
    "protocol: {kind: alternating-offers, first: buyer}\n"
    "deadline: {rounds: 3}\n"
    "agents: {buyer: linear, seller: linear}\n";
static const char config[] = "experiment: tiny\nscenario: fair\n"
                             "vary:\n"
                             "  agent:\n"
                             "    \"a \\\"b\\\"\": {buyer.reservation: 10}\n"
                             "    plain: {buyer.reservation: 15}\n"
                             "  round:\n"
                             "    only: {seller.reservation: 20}\n"
                             "sessions: 2\nseed: 4\n";
static const char *const roles[] = {"buyer", "seller"};
static const char *const agents[] = {"linear", "boulware:beta=0.5"};
static const char *const blind[] = {"linear:see=none", "boulware:beta=0.5"};

static void party_got(row *r, uint32_t p, double u, double limit, double opening)
{
    r->party[p] = (row_party){.utility = u,
                              .payoff = u / 2,
                              .opening = opening,
                              .early_concession = 0.25,
                              .mean_demand = 0.5,
                              .limit_start = limit,
                              .limit_end = limit,
                              .messages = 0xabc + p,
                              .offers = 1};
    r->party[p].start = (hg_leverage){.phi = p ? 0.625 : 0.375, .alternatives = p ? 0.125 : -0.125};
    r->party[p].end = r->party[p].start;
}

/* A deal, a deadline, an agent's fault without an offer and without a zone, a walk; a twin. */
static void make(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    uint64_t cell = m->arms[i].cell;
    r->trace = 0x1f;
    r->pie = 120;
    r->round = 2;
    r->offers = 2;
    r->zone_start = r->zone_end = 90;
    party_got(r, 0, 60, 10, 110);
    party_got(r, 1, 60, 20, 100);
    course[0] = 0.9, course[1] = 0.5, course[3] = 0.8, course[4] = 0.75;
    if (cell == 0 && rep == 0) {
        r->result = HG_RESULT_DEAL;
        r->by = 1;
        r->deal = 6 * 2 + 1; /* 60 EUR, green */
    } else if (cell == 0) {
        r->result = HG_RESULT_DEADLINE;
        r->party[0].utility = 10, r->party[1].utility = 20;
    } else if (rep == 0) {
        r->result = HG_RESULT_AGENT_ERROR;
        r->by = 0;
        r->fault = FAULT_TIMEOUT;
        r->zone_start = r->zone_end = -5;
        r->party[0].opening = r->party[0].early_concession = r->party[0].mean_demand = NAN;
        r->party[0].offers = 0;
    } else {
        r->result = HG_RESULT_WALK;
        r->by = 1;
    }
}

static const arm arms[] = {{0, HG_NOBODY, agents, 2}, {1, HG_NOBODY, agents, 2}, {0, 0, blind, 1}};
static const made_record tiny = {.config = config,
                                 .scenario = scenario_text,
                                 .n_parties = 2,
                                 .n_buckets = 3,
                                 .n_arms = 3,
                                 .roles = roles,
                                 .arms = arms,
                                 .seed = 4,
                                 .make = make};

static analysis *write_tables(const made_record *m)
{
    error_list errors;
    error_list_init(&errors);
    unlink(BINARY_DIR "/made_tables/twins.csv");
    analysis *a = made_open(m, dir);
    int code = analysis_write_tables(a, &errors);
    if (code) error_print(&errors, stderr);
    assert_int_equal(code, HG_E_OK);
    error_list_fini(&errors);
    return a;
}

/* One line of a file, without its end. */
static char *line_of(const char *name, int number)
{
    char *text = made_read(dir, name), *at = text;
    assert_non_null(text);
    for (; number; number--) at = strchr(at, '\n') + 1;
    char *end = strchr(at, '\n');
    assert_non_null(end);
    *end = '\0';
    memmove(text, at, strlen(at) + 1);
    return text;
}

static void assert_line(const char *name, int number, const char *expected)
{
    char *line = line_of(name, number);
    assert_string_equal(line, expected);
    free(line);
}

#define NO_OFFERS ",,,,,,,,,,,," /* at level sessions */
#define NO_VIEWS  ",,,,,,,,"     /* the agents tell none */
#define NO_COURSE ",,,"          /* at level sessions */
/* ln((120 - 20)/(120 - 10)); by leverage 45 and 75, so 35 and 55 at stake */
#define BUYER_INDICES ",-0.0953101798043249,-0.0953101798043249,0.611111111111111,0.611111111111111"
#define SELLER_INDICES                                                                             \
    ",0.09531017980432493,0.09531017980432493,0.3888888888888889,0.3888888888888889"
#define BUYER                                                                                      \
    "10,10,0.375,0.375,-0.5108256237659905,-0.125,0,0,0" NO_VIEWS BUYER_INDICES NO_COURSE NO_OFFERS
#define SELLER                                                                                     \
    "20,20,0.625,0.625,0.5108256237659907,0.125,0,0,0" NO_VIEWS SELLER_INDICES NO_COURSE NO_OFFERS
#define NO_ZONE NO_VIEWS ",,,," NO_COURSE NO_OFFERS
#define DISTANCES                                                                                  \
    "distance_pareto,distance_nash,distance_kalai_smorodinsky,distance_egalitarian,"               \
    "distance_utilitarian,nash_product,"

static void sessions_as_typed_by_hand(void **state)
{
    (void)state;
    analysis *a = write_tables(&tiny);
    assert_line("sessions.csv", 0,
                "session,replicate,scenario,cell,agent,factor_round,outcome,by,fault,round,offers,"
                "deal,immediate_deal,late_deal,walk,"
                "offer_price,offer_colour,pie,zone_start,zone_end,efficiency,welfare," DISTANCES
                "trace,"
                "agent_buyer,utility_buyer,gain_buyer,pie_share_buyer,surplus_share_buyer,"
                "opening_buyer,early_concession_buyer,mean_demand_buyer,offers_buyer,"
                "messages_buyer,alternative_buyer,alternative_start_buyer,leverage_buyer,"
                "leverage_end_buyer,lambda_buyer,part_alternatives_buyer,part_power_buyer,"
                "part_information_buyer,part_frontier_buyer,"
                "perceived_start_buyer,perceived_end_buyer,perceived_other_start_buyer,"
                "perceived_other_end_buyer,bits_start_buyer,bits_end_buyer,"
                "misperception_start_buyer,misperception_end_buyer,dependence_buyer,"
                "dependence_end_buyer,loss_buyer,loss_end_buyer,lambda_mean_buyer,"
                "lambda_jump_buyer,lead_changes_buyer,"
                "total_concession_buyer,concession_rate_buyer,temporal_patience_buyer,"
                "monotonicity_buyer,moves_buyer,silent_moves_buyer,nice_moves_buyer,"
                "concession_moves_buyer,unfortunate_moves_buyer,selfish_moves_buyer,"
                "fortunate_moves_buyer,reciprocity_buyer,"
                "agent_seller,utility_seller,gain_seller,pie_share_seller,surplus_share_seller,"
                "opening_seller,early_concession_seller,mean_demand_seller,offers_seller,"
                "messages_seller,alternative_seller,alternative_start_seller,leverage_seller,"
                "leverage_end_seller,lambda_seller,part_alternatives_seller,part_power_seller,"
                "part_information_seller,part_frontier_seller,"
                "perceived_start_seller,perceived_end_seller,perceived_other_start_seller,"
                "perceived_other_end_seller,bits_start_seller,bits_end_seller,"
                "misperception_start_seller,misperception_end_seller,dependence_seller,"
                "dependence_end_seller,loss_seller,loss_end_seller,lambda_mean_seller,"
                "lambda_jump_seller,lead_changes_seller,"
                "total_concession_seller,concession_rate_seller,temporal_patience_seller,"
                "monotonicity_seller,moves_seller,silent_moves_seller,nice_moves_seller,"
                "concession_moves_seller,unfortunate_moves_seller,selfish_moves_seller,"
                "fortunate_moves_seller,reciprocity_seller");
    /* utility 60 of a pie of 120; surplus (60 - 10) / 90 and (60 - 20) / 90; gains of 50 and 40 are
     * as good as Nash and as equal as it gets: 40 and 50 at 70 EUR is no better */
    assert_line(
        "sessions.csv", 1,
        "0,0,fair,0,\"a \"\"b\"\"\",only,deal,seller,,2,2,1,0,1,0,60,\"green, light\",120,90,90,1,"
        "120,0,0,0,0,0,1,000000000000001f,linear,60,30,0.5,0.5555555555555556,110,0.25,0.5,1,"
        "0000000000000abc," BUYER ",boulware:beta=0.5,60,30,0.5,0.4444444444444444,100,"
        "0.25,0.5,1,0000000000000abd," SELLER);
    /* an impasse pays the limits: (10 + 20) / 120 */
    assert_line("sessions.csv", 2,
                "1,1,fair,0,\"a \"\"b\"\"\",only,deadline,,,2,2,0,0,0,0,,,120,90,90,0.25,30,"
                ",,,,,,000000000000001f,linear,10,30,0.08333333333333333,0,110,0.25,0.5,1,"
                "0000000000000abc," BUYER ",boulware:beta=0.5,20,30,0.16666666666666666,0,100,"
                "0.25,0.5,1,0000000000000abd," SELLER);
    /* no zone: leverage and surplus are missing; the pie share is not */
    assert_line(
        "sessions.csv", 3,
        "2,0,fair,1,plain,only,agent_error,buyer,timeout,2,2,0,0,0,0,,,120,-5,-5,1,120,"
        ",,,,,,000000000000001f,linear,60,30,0.5,,,,,0,0000000000000abc,10,10,,,,,,," NO_ZONE ","
        "boulware:beta=0.5,60,30,0.5,,100,0.25,0.5,1,0000000000000abd,20,20,,,,,,," NO_ZONE);
    analysis_close(a);
}

static void twins_and_parties_as_typed_by_hand(void **state)
{
    (void)state;
    analysis *a = write_tables(&tiny);
    char *head = line_of("sessions.csv", 0);
    head = realloc(head, strlen(head) + 16);
    assert_line("twins.csv", 0, strcat(head, ",twin_of"));
    free(head);
    assert_line("parties.csv", 0,
                "session,replicate,scenario,cell,agent,factor_round,outcome,by,fault,round,offers,"
                "deal,immediate_deal,late_deal,walk,"
                "offer_price,offer_colour,pie,zone_start,zone_end,efficiency,welfare," DISTANCES
                "trace,role,"
                "played_by,utility,gain,pie_share,surplus_share,opening,early_concession,"
                "mean_demand,own_offers,messages,alternative,alternative_start,leverage,"
                "leverage_end,lambda,part_alternatives,part_power,part_information,part_frontier,"
                "perceived_start,perceived_end,perceived_other_start,perceived_other_end,"
                "bits_start,bits_end,misperception_start,misperception_end,dependence,"
                "dependence_end,loss,loss_end,lambda_mean,lambda_jump,lead_changes,"
                "total_concession,concession_rate,temporal_patience,monotonicity,moves,"
                "silent_moves,nice_moves,concession_moves,unfortunate_moves,selfish_moves,"
                "fortunate_moves,reciprocity");
    assert_line(
        "parties.csv", 2,
        "0,0,fair,0,\"a \"\"b\"\"\",only,deal,seller,,2,2,1,0,1,0,60,\"green, light\",120,90,90,1,"
        "120,0,0,0,0,0,1,000000000000001f,seller,boulware:beta=0.5,60,30,0.5,0."
        "4444444444444444,100,"
        "0.25,0.5,1,0000000000000abd," SELLER);
    char *twins = made_read(dir, "twins.csv");
    assert_non_null(strstr(twins, "linear:see=none"));
    assert_string_equal(strrchr(twins, ','), ",buyer\n");
    free(twins);
    analysis_close(a);
}

static void trajectories_as_typed_by_hand(void **state)
{
    (void)state;
    analysis *a = write_tables(&tiny);
    /* cell 0, buyer, bucket 1 of 3: two sessions, both live at a demand of .5 */
    char *line = line_of("trajectories.csv", 2);
    static const char begin[] = "0,\"a \"\"b\"\"\",only,,buyer,1,0.5,0.5,2,1,2,0.5,,,";
    assert_memory_equal(line, begin, sizeof begin - 1);
    free(line);
    /* bucket 2: nobody is live, the last demand is carried */
    line = line_of("trajectories.csv", 3);
    static const char last[] = "0,\"a \"\"b\"\"\",only,,buyer,2,1,1,2,0,0,,,,,,,,,0,";
    static const char carried[] = ",2,0.5,,,0,,,,,,"; /* and nobody told a view */
    assert_memory_equal(line, last, sizeof last - 1);
    assert_string_equal(line + strlen(line) - strlen(carried), carried);
    free(line);
    /* the twin's lines name who was made blind */
    line = line_of("trajectories.csv", 1 + 2 * 2 * 3);
    assert_memory_equal(line, "0,\"a \"\"b\"\"\",only,buyer,buyer,0,", 31);
    free(line);
    analysis_close(a);
}

/* Splits a CSV line in place, RFC 4180; an independent reader. */
static size_t split(char *line, char **fields, size_t cap)
{
    size_t n = 0;
    for (char *in = line;; in++) {
        char *out = in;
        assert_true(n < cap);
        fields[n++] = out;
        bool quoted = *in == '"';
        in += quoted;
        while (quoted ? !(*in == '"' && in[1] != '"') : *in != ',' && *in != '\0') {
            in += quoted && *in == '"';
            *out++ = *in++;
        }
        in += quoted;
        bool end = *in == '\0';
        *out = '\0';
        if (end) return n;
    }
}

static void codebook_describes_every_column_in_order(void **state)
{
    static const char *const files[] = {"sessions.csv", "twins.csv", "parties.csv",
                                        "trajectories.csv"};
    char *columns[128], *entry[8];
    int number = 1;
    (void)state;
    analysis *a = write_tables(&tiny);
    for (size_t f = 0; f < 4; f++) {
        char *head = line_of(files[f], 0);
        size_t n = split(head, columns, 128);
        for (size_t i = 0; i < n; i++) {
            char *line = line_of("columns.csv", number++);
            assert_int_equal(split(line, entry, 8), 5);
            assert_string_equal(entry[0], files[f]);
            assert_string_equal(entry[1], columns[i]);
            assert_true(strlen(entry[2]) && strlen(entry[4]));
            for (size_t k = 0; k < i; k++) assert_string_not_equal(columns[k], columns[i]);
            free(line);
        }
        free(head);
    }
    analysis_close(a);
}

static void text_is_quoted_only_where_it_must_be(void **state)
{
    static const char *const in[] = {"plain", "a,b", "say \"hi\"", "two\nlines", "", "ünï 'x'"};
    static const char expected[] =
        "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,ünï 'x',,18446744073709551614,";
    buf b;
    (void)state;
    buf_init(&b);
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) csv_text(&b, in[i]);
    csv_integer(&b, UINT64_MAX);
    csv_integer(&b, UINT64_MAX - 1);
    assert_int_equal(b.size, sizeof expected - 1);
    assert_memory_equal(b.data, expected, b.size);
    buf_fini(&b);
}

/* ---- three parties, no deal at all ---- */

static const char three_text[] =
    "scenario: three\nissues:\n  plan: [x, y, z]\nparties:\n"
    "  ann: {weights: {plan: 1}, values: {plan: {x: 1, y: 0.5, z: 0}}}\n"
    "  bob: {weights: {plan: 1}, values: {plan: {x: 0, y: 0.5, z: 1}}}\n"
    "  cem: {weights: {plan: 1}, values: {plan: {x: 0.25, y: 0.75, z: 0.25}}}\n"
    "protocol: {kind: stacked-alternating-offers, first: ann}\ndeadline: {rounds: 4}\n"
    "agents: {ann: linear, bob: linear, cem: linear}\n";

static void make_three(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    (void)i, (void)course;
    r->result = HG_RESULT_NO_DEAL;
    r->pie = 2;
    r->trace = rep;
    r->zone_start = r->zone_end = 0.25;
    for (uint32_t p = 0; p < m->n_parties; p++) {
        r->party[p].opening = r->party[p].early_concession = r->party[p].mean_demand = NAN;
        r->party[p].start.phi = r->party[p].end.phi = 1.0 / 3;
    }
}

static void three_parties_without_any_deal(void **state)
{
    static const char *const names[] = {"ann", "bob", "cem"};
    static const char *const linear[] = {"linear", "linear", "linear"};
    static const arm one[] = {{0, HG_NOBODY, linear, 3}};
    made_record m = {.config = "experiment: three\nscenario: three\nsessions: 3\nseed: 1\n",
                     .scenario = three_text,
                     .n_parties = 3,
                     .n_buckets = 4,
                     .n_arms = 1,
                     .roles = names,
                     .arms = one,
                     .make = make_three};
    char *fields[256];
    (void)state;
    analysis *a = write_tables(&m);
    char *head = line_of("sessions.csv", 0), *line = line_of("sessions.csv", 3);
    size_t n = split(head, fields, 256);
    assert_string_equal(fields[n - 1], "reciprocity_cem");
    assert_int_equal(split(line, fields, 256), n);
    assert_string_equal(fields[4], "no_deal");
    free(head), free(line);
    assert_null(made_read(dir, "twins.csv"));
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    analysis_print_cells(a, to);
    fclose(to);
    assert_non_null(strstr(text, "    0  0 %"));
    free(text);
    analysis_close(a);
}

static void card_says_what_was_run(void **state)
{
    error_list errors;
    (void)state;
    error_list_init(&errors);
    analysis *a = write_tables(&tiny);
    assert_int_equal(analysis_write_card(a, "higgle sweep tiny --seed 4", &errors), HG_E_OK);
    char *card = made_read(dir, "README.md");
    static const char *const facts[] = {"higgle sweep tiny --seed 4",
                                        "| seed | 4 |",
                                        "`0123456789abcdef`",
                                        "| sessions of cells | 4 |",
                                        "| sessions of blind twins | 1 |",
                                        "| deal | 1 | 1 |",
                                        "| deadline | 1 | 0 |",
                                        "| agent_error | 1 | 0 |",
                                        "pie_share_buyer"};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (!strstr(card, facts[i])) fail_msg("\"%s\" is not in the card:\n%s", facts[i], card);
    free(card);
    error_list_fini(&errors);
    analysis_close(a);
}

static void assert_unit(const char *file, const char *column, const char *unit)
{
    char begin[64], *entry[8], *text = made_read(dir, "columns.csv");
    snprintf(begin, sizeof begin, "\n%s,%s,", file, column);
    char *line = strstr(text, begin);
    assert_non_null(line);
    line = strtok(line + 1, "\n");
    assert_int_equal(split(line, entry, 8), 5);
    if (strcmp(entry[3], unit) != 0) fail_msg("%s is in \"%s\"", column, entry[3]);
    free(text);
}

static void units_are_what_the_scenario_says(void **state)
{
    static const char *const weights[] = {"ann", "bob", "cem"};
    static const char *const linear[] = {"linear", "linear", "linear"};
    static const arm one[] = {{0, HG_NOBODY, linear, 3}};
    static char nameless[sizeof scenario_text];
    char *at = strstr(strcpy(nameless, scenario_text), "currency: EUR\n");
    (void)state;
    memmove(at, at + strlen("currency: EUR\n"), strlen(at + strlen("currency: EUR\n")) + 1);
    analysis_close(write_tables(&tiny));
    assert_unit("sessions.csv", "utility_buyer", "EUR");
    assert_unit("sessions.csv", "pie", "EUR");
    assert_unit("sessions.csv", "offer_price", "EUR");
    assert_unit("parties.csv", "utility", "EUR");
    made_record m = tiny;
    m.scenario = nameless;
    analysis_close(write_tables(&m));
    assert_unit("sessions.csv", "utility_buyer", "own unit");
    assert_unit("sessions.csv", "offer_price", "EUR");
    assert_unit("sessions.csv", "pie_share_buyer", "1");
    m = (made_record){.config = "experiment: three\nscenario: three\nsessions: 3\nseed: 1\n",
                      .scenario = three_text,
                      .n_parties = 3,
                      .n_buckets = 4,
                      .n_arms = 1,
                      .roles = weights,
                      .arms = one,
                      .make = make_three};
    analysis_close(write_tables(&m));
    assert_unit("sessions.csv", "opening_ann", "utility");
    assert_unit("parties.csv", "opening", "utility");
}

/* A file size limit stands for a full disk. */
static void a_full_disk_leaves_what_was_there(void **state)
{
    error_list errors;
    struct rlimit before, tight = {512, RLIM_INFINITY};
    (void)state;
    error_list_init(&errors);
    analysis *a = write_tables(&tiny);
    char *whole = made_read(dir, "sessions.csv");
    assert_true(strlen(whole) > 512);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight.rlim_max = before.rlim_max;
    void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    int code = analysis_write_tables(a, &errors);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, old);
    assert_int_equal(code, HG_E_IO);
    assert_int_equal(errors.errors, 1);
    char *now = made_read(dir, "sessions.csv");
    assert_string_equal(now, whole);
    assert_null(made_read(dir, "sessions.csv.part"));
    assert_null(made_read(dir, "parties.csv.part"));
    free(now), free(whole);
    error_list_fini(&errors);
    analysis_close(a);
}

static void unwritable_tables_are_an_error(void **state)
{
    error_list errors;
    (void)state;
    error_list_init(&errors);
    analysis *a = made_open(&tiny, dir);
    unlink(BINARY_DIR "/made_tables/sessions.csv");
    assert_int_equal(mkdir(BINARY_DIR "/made_tables/sessions.csv", 0777), 0);
    assert_int_equal(analysis_write_tables(a, &errors), HG_E_IO);
    assert_int_equal(errors.errors, 1);
    rmdir(BINARY_DIR "/made_tables/sessions.csv");
    error_list_fini(&errors);
    analysis_close(a);
}

static void make_loss(const made_record *m, uint32_t i, uint64_t rep, row *r, double *course)
{
    make(m, i, rep, r, course);
    r->pie = -120;
}

static void of_a_loss_nobody_has_a_share(void **state)
{
    (void)state;
    made_record m = tiny;
    m.make = make_loss;
    analysis *a = write_tables(&m);
    char *line = line_of("sessions.csv", 1);
    assert_non_null(strstr(line, ",-120,90,90,,")); /* pie, zones, no efficiency */
    free(line);
    analysis_close(a);
}

/* ---- are they the record's? ---- */

static int checked(analysis *a, error_list *errors)
{
    error_list_fini(errors);
    error_list_init(errors);
    return analysis_check_tables(a, dir, errors);
}

static void rewrite(const char *name, const char *text)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *to = fopen(path, "wb");
    assert_non_null(to);
    fputs(text, to);
    fclose(to);
}

static void a_changed_table_is_found_by_its_line(void **state)
{
    error_list errors = {0};
    made_record m = tiny;
    (void)state;
    m.version = HIGGLE_VERSION;
    analysis *a = write_tables(&m);
    assert_int_equal(checked(a, &errors), HG_E_OK);
    assert_int_equal(errors.count, 0);
    char *text = made_read(dir, "sessions.csv");
    memcpy(strstr(text, "deal,seller"), "walk,", 5);
    rewrite("sessions.csv", text);
    assert_int_equal(checked(a, &errors), HG_E_INPUT);
    assert_int_equal(errors.errors, 1);
    assert_int_equal(errors.items[0].line, 2);
    assert_string_equal(errors.items[0].text, "is not what the record gives; higgle export --table "
                                              "sessions writes it again");
    analysis_close(write_tables(&m));
    text[20] = '\0';
    rewrite("twins.csv", text); /* cut off */
    assert_int_equal(checked(a, &errors), HG_E_INPUT);
    free(text);
    analysis_close(write_tables(&m));
    text = made_read(dir, "columns.csv");
    strcat(text, "\n"); /* something behind the end */
    rewrite("columns.csv", text);
    assert_int_equal(checked(a, &errors), HG_E_INPUT);
    unlink(BINARY_DIR "/made_tables/columns.csv"); /* that is another's to say */
    assert_int_equal(checked(a, &errors), HG_E_OK);
    free(text);
    error_list_fini(&errors);
    analysis_close(a);
}

static void tables_of_another_version_are_not_compared(void **state)
{
    error_list errors = {0};
    (void)state;
    analysis *a = write_tables(&tiny);
    rewrite("sessions.csv", "x\n");
    assert_int_equal(checked(a, &errors), HG_E_OK);
    assert_int_equal(errors.warnings, 1);
    error_list_fini(&errors);
    analysis_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_loss_nobody_has_a_share),
        cmocka_unit_test(a_changed_table_is_found_by_its_line),
        cmocka_unit_test(tables_of_another_version_are_not_compared),
        cmocka_unit_test(sessions_as_typed_by_hand),
        cmocka_unit_test(twins_and_parties_as_typed_by_hand),
        cmocka_unit_test(trajectories_as_typed_by_hand),
        cmocka_unit_test(codebook_describes_every_column_in_order),
        cmocka_unit_test(text_is_quoted_only_where_it_must_be),
        cmocka_unit_test(three_parties_without_any_deal),
        cmocka_unit_test(card_says_what_was_run),
        cmocka_unit_test(units_are_what_the_scenario_says),
        cmocka_unit_test(a_full_disk_leaves_what_was_there),
        cmocka_unit_test(unwritable_tables_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
