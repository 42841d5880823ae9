/* The columns of sessions.csv and parties.csv: name, unit, meaning, and how to get the value from a
 * row. Adding a column is adding a line. Knows no file and no statistics. */
#include "analysis/columns.h"

#include "analysis/gauge.h"
#include "base/hash.h"
#include "model/fault.h"
#include "model/indices.h"
#include <math.h>
#include <string.h>

/* ---- of the session ---- */
static uint64_t session(const row_view *v, uint32_t i) { return (void)i, v->row->session; }
static uint64_t replicate(const row_view *v, uint32_t i) { return (void)i, v->row->replicate; }
static uint64_t cell(const row_view *v, uint32_t i) { return (void)i, v->arm->cell; }
static uint64_t end_round(const row_view *v, uint32_t i) { return (void)i, v->row->round; }
static uint64_t offers(const row_view *v, uint32_t i) { return (void)i, v->row->offers; }
static uint64_t trace(const row_view *v, uint32_t i) { return (void)i, v->row->trace; }
static double pie(const row_view *v, uint32_t i) { return (void)i, v->row->pie; }
static double zone_start(const row_view *v, uint32_t i) { return (void)i, v->row->zone_start; }
static double zone_end(const row_view *v, uint32_t i) { return (void)i, v->row->zone_end; }

static const char *scenario_name(const row_view *v, uint32_t i)
{
    return (void)i, v->scenario->model.name;
}

static const char *level_name(const row_view *v, uint32_t i)
{
    return experiment_level_name(v->experiment, v->arm->cell, i);
}

static const char *result(const row_view *v, uint32_t i)
{
    static const char *const names[] = {
#define RESULT_NAME(name, text, meaning) text,
        HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
    };
    return (void)i, (unsigned)v->row->result < HG_RESULT_COUNT ? names[v->row->result] : NULL;
}

static uint64_t is_deal(const row_view *v, uint32_t i)
{
    return (void)i, v->row->result == HG_RESULT_DEAL;
}

static uint64_t is_walk(const row_view *v, uint32_t i)
{
    return (void)i, v->row->result == HG_RESULT_WALK;
}

static uint64_t is_immediate_deal(const row_view *v, uint32_t i)
{
    return is_deal(v, i) && v->row->round == 0;
}

#define LATE 0.95 /* of the time: the last seconds of Roth, Murnighan & Schoumaker 1988 */

/* Without a deadline nothing is late. */
static uint64_t is_late_deal(const row_view *v, uint32_t i)
{
    return is_deal(v, i) && model_time(&v->scenario->model, v->row->round) >= LATE;
}

static const char *ended_by(const row_view *v, uint32_t i)
{
    return (void)i, v->row->by < v->row->n_parties ? v->schema->roles[v->row->by] : NULL;
}

static const char *fault_text(const row_view *v, uint32_t i)
{
    return (void)i, v->row->fault != FAULT_NONE && v->row->fault < FAULT_COUNT
                        ? fault_name((fault)v->row->fault)
                        : NULL;
}

/* A cell may have made a list of numbers, or numbers of a list: that leaves the column empty. */
static double issue_number(const row_view *v, uint32_t i)
{
    const hg_issue *of = &v->scenario->model.space.issues[i];
    return v->deal && !of->names ? issue_value(of, v->deal[i]) : NAN;
}

static const char *issue_name(const row_view *v, uint32_t i)
{
    const hg_issue *of = &v->scenario->model.space.issues[i];
    return v->deal && of->names ? of->names[v->deal[i]] : NULL;
}

static double welfare(const row_view *v, uint32_t i)
{
    double sum = 0;
    (void)i;
    for (uint32_t p = 0; p < v->row->n_parties; p++) sum += v->row->party[p].utility;
    return sum;
}

/* Of nothing, or of a loss, nobody has a share. */
static double of_scale(const row_view *v, uint32_t p)
{
    return v->scales[p] > 0 ? v->row->party[p].utility / v->scales[p] : NAN;
}

/* Unconditional: an impasse counts with what the alternatives pay. */
static double efficiency(const row_view *v, uint32_t i)
{
    double sum = 0;
    (void)i;
    for (uint32_t p = 0; p < v->row->n_parties; p++) sum += of_scale(v, p);
    return sum / v->scale;
}

#define OF_DEAL(name, field)                                                                       \
    static double name(const row_view *v, uint32_t i)                                              \
    {                                                                                              \
        const deal_measures *of = gauge_deal(v);                                                   \
        return (void)i, of ? of->field : NAN;                                                      \
    }
OF_DEAL(distance_pareto, pareto)
OF_DEAL(distance_nash, of[SOLUTION_NASH])
OF_DEAL(distance_kalai_smorodinsky, of[SOLUTION_KALAI_SMORODINSKY])
OF_DEAL(distance_egalitarian, of[SOLUTION_EGALITARIAN])
OF_DEAL(distance_utilitarian, of[SOLUTION_UTILITARIAN])
OF_DEAL(nash_product, nash_product)
#undef OF_DEAL

/* ---- of a party ---- */
static const row_party *of(const row_view *v, uint32_t p) { return &v->row->party[p]; }
static const char *agent_name(const row_view *v, uint32_t p) { return v->arm->agents[p]; }
static double utility_got(const row_view *v, uint32_t p) { return of(v, p)->utility; }
static double gain(const row_view *v, uint32_t p) { return of(v, p)->payoff; }
static double pie_share(const row_view *v, uint32_t p) { return of_scale(v, p); }
static double opening(const row_view *v, uint32_t p) { return of(v, p)->opening; }
static double early(const row_view *v, uint32_t p) { return of(v, p)->early_concession; }
static double mean_demand(const row_view *v, uint32_t p) { return of(v, p)->mean_demand; }
static uint64_t own_offers(const row_view *v, uint32_t p) { return of(v, p)->offers; }
static uint64_t messages(const row_view *v, uint32_t p) { return of(v, p)->messages; }
static double limit_start(const row_view *v, uint32_t p) { return of(v, p)->limit_start; }
static double limit_end(const row_view *v, uint32_t p) { return of(v, p)->limit_end; }

static double surplus_share(const row_view *v, uint32_t p)
{
    const row_party *r = of(v, p);
    if (!v->scenario->model.transferable || !(v->row->zone_end > 0)) return NAN;
    return (r->utility - r->limit_end) / v->row->zone_end;
}

/* Leverage is defined only where there is something to agree on. */
#define AT_START(name, field)                                                                      \
    static double name(const row_view *v, uint32_t p)                                              \
    {                                                                                              \
        return v->row->zone_start >= 0 ? of(v, p)->start.field : NAN;                              \
    }
AT_START(leverage_start, phi)
AT_START(lambda, lambda)
AT_START(part_alternatives, alternatives)
AT_START(part_power, power)
AT_START(part_information, information)
AT_START(part_frontier, frontier)
#undef AT_START

static double leverage_end(const row_view *v, uint32_t p)
{
    return v->row->zone_end >= 0 ? of(v, p)->end.phi : NAN;
}

/* How the party saw the talks: NaN where its agent tells no view. */
#define AS_SEEN(name, when, field)                                                                 \
    static double name(const row_view *v, uint32_t p)                                              \
    {                                                                                              \
        return of(v, p)->sees ? of(v, p)->when.field : NAN;                                        \
    }
AS_SEEN(perceived_start, see_start, perceived)
AS_SEEN(perceived_end, see_end, perceived)
AS_SEEN(perceived_other_start, see_start, other)
AS_SEEN(perceived_other_end, see_end, other)
AS_SEEN(bits_start, see_start, bits)
AS_SEEN(bits_end, see_end, bits)
#undef AS_SEEN

static double misperception_start(const row_view *v, uint32_t p)
{
    return perceived_start(v, p) - leverage_start(v, p);
}

static double misperception_end(const row_view *v, uint32_t p)
{
    return perceived_end(v, p) - leverage_end(v, p);
}

/* Indices that look at two parties, the mean of what each of the others makes it. */
typedef double index_of_two(const row_view *, uint32_t own, uint32_t other, bool at_end);

static double mean_over_others(const row_view *v, uint32_t p, bool at_end, index_of_two *index)
{
    double sum = 0, zone = at_end ? v->row->zone_end : v->row->zone_start;
    if (!v->scenario->model.transferable || !(zone >= 0)) return NAN;
    for (uint32_t j = 0; j < v->row->n_parties; j++)
        if (j != p) sum += index(v, p, j, at_end);
    return sum / (v->row->n_parties - 1);
}

static double limit_then(const row_view *v, uint32_t p, bool at_end)
{
    return at_end ? of(v, p)->limit_end : of(v, p)->limit_start;
}

static double dependence_of(const row_view *v, uint32_t p, uint32_t other, bool at_end)
{
    return index_balance(v->row->pie, limit_then(v, p, at_end), limit_then(v, other, at_end));
}

/* Any deal is worth the pie to everybody. */
static loss at_stake(const row_view *v, uint32_t p, bool at_end)
{
    double phi = at_end ? of(v, p)->end.phi : of(v, p)->start.phi;
    return (loss){phi, limit_then(v, p, at_end), v->row->pie};
}

static double loss_of(const row_view *v, uint32_t p, uint32_t other, bool at_end)
{
    return index_loss(v->row->pie, at_stake(v, p, at_end), at_stake(v, other, at_end));
}

#define AT_BOTH(name, index)                                                                       \
    static double name(const row_view *v, uint32_t p)                                              \
    {                                                                                              \
        return mean_over_others(v, p, false, index);                                               \
    }                                                                                              \
    static double name##_end(const row_view *v, uint32_t p)                                        \
    {                                                                                              \
        return mean_over_others(v, p, true, index);                                                \
    }
AT_BOTH(dependence, dependence_of)
AT_BOTH(loss_index, loss_of)
#undef AT_BOTH

#define OF_COURSE(name, field)                                                                     \
    static double name(const row_view *v, uint32_t p)                                              \
    {                                                                                              \
        const swing *course = gauge_swing(v, p);                                                   \
        return course ? course->field : NAN;                                                       \
    }
OF_COURSE(lambda_mean, mean)
OF_COURSE(lambda_jump, jump)
#undef OF_COURSE

static uint64_t lead_changes(const row_view *v, uint32_t p)
{
    const swing *course = gauge_swing(v, p);
    return course ? course->lead_changes : UINT64_MAX;
}

#define OF_OFFERS(name, field)                                                                     \
    static double name(const row_view *v, uint32_t p)                                              \
    {                                                                                              \
        const dance_measures *of_offers = gauge_dance(v, p);                                       \
        return of_offers ? of_offers->field : NAN;                                                 \
    }
OF_OFFERS(total_concession, total_concession)
OF_OFFERS(concession_rate, concession_rate)
OF_OFFERS(temporal_patience, temporal_patience)
OF_OFFERS(monotonicity, monotonicity)
OF_OFFERS(silent_moves, share[STEP_SILENT])
OF_OFFERS(nice_moves, share[STEP_NICE])
OF_OFFERS(concession_moves, share[STEP_CONCESSION])
OF_OFFERS(unfortunate_moves, share[STEP_UNFORTUNATE])
OF_OFFERS(selfish_moves, share[STEP_SELFISH])
OF_OFFERS(fortunate_moves, share[STEP_FORTUNATE])
OF_OFFERS(reciprocity, reciprocity)
#undef OF_OFFERS

static uint64_t moves(const row_view *v, uint32_t p)
{
    const dance_measures *of_offers = gauge_dance(v, p);
    return of_offers ? of_offers->moves : UINT64_MAX;
}

/* clang-format off */
static const column_spec before_factors[] = {
    {"session", .unit = "", .integer = session, .meaning = "number of the session in the run"},
    {"replicate", .unit = "", .integer = replicate, .meaning = "index within the cell; the same replicate of different cells shares its random numbers: pair by it"},
    {"scenario", .unit = "", .text = scenario_name, .meaning = "name of the scenario"},
    {"cell", .unit = "", .integer = cell, .meaning = "combination of factor levels, from 0"},
};
static const column_spec factor_level =
    {"", .unit = "", .text = level_name, .meaning = "level of this factor"};
static const column_spec after_factors[] = {
    {"outcome", .unit = "", .text = result, .meaning = "deal, no_deal (talks closed), walk, deadline, agent_error"},
    {"by", .unit = "", .text = ended_by, .meaning = "role that accepted last, walked, failed, or had less time than the others; empty: nobody"},
    {"fault", .unit = "", .text = fault_text, .meaning = "kind of an agent's fault; empty: none"},
    {"round", .unit = "", .integer = end_round, .meaning = "round of the end, from 0"},
    {"offers", .unit = "", .integer = offers, .meaning = "offers made by all parties"},
    {"deal", .unit = "", .integer = is_deal, .meaning = "1: it ended in a deal; else 0", .range = "0 or 1"},
    {"immediate_deal", .unit = "", .integer = is_immediate_deal, .meaning = "1: ... in the first round; else 0", .range = "0 or 1", .source = "Backus et al. 2020"},
    {"late_deal", .unit = "", .integer = is_late_deal, .meaning = "1: ... in the last twentieth of the time to the common deadline; else 0", .range = "0 or 1", .source = "Roth, Murnighan & Schoumaker 1988"},
    {"walk", .unit = "", .integer = is_walk, .meaning = "1: somebody walked away; else 0", .range = "0 or 1"},
};
static const column_spec issue_as_number =
    {"offer", .unit = "issue", .number = issue_number, .meaning = "value of this issue in the deal; empty without a deal, and where a cell made a list of numbers or numbers of a list"};
static const column_spec issue_as_name =
    {"offer", .unit = "issue", .text = issue_name, .meaning = "value of this issue in the deal; empty without a deal, and where a cell made a list of numbers or numbers of a list"};
static const column_spec after_issues[] = {
    {"pie", .unit = "pie", .number = pie, .meaning = "the most that a deal can give all parties together, in this session"},
    {"zone_start", .unit = "pie", .number = zone_start, .meaning = "room for agreement at the start; below 0: none. Transferable: pie less what all have without a deal; else: by how much the best deal for whoever gains least beats that"},
    {"zone_end", .unit = "pie", .number = zone_end, .meaning = "the same at the end"},
    {"efficiency", .unit = "1", .number = efficiency, .meaning = "what all got over the most they could have got by a deal, undiscounted; an impasse counts with what alternatives pay. Not transferable: of each its part of its own best utility, their sum over the greatest such sum of a deal", .range = "1 at most", .source = "Raiffa 1982"},
    {"welfare", .unit = "pie", .number = welfare, .meaning = "sum of the parties' utilities, undiscounted"},
    {"distance_pareto", .unit = "1", .number = distance_pareto, .meaning = "distance of the deal to the nearest Pareto-optimal outcome: Euclidean, the utility of each party over the pie (not transferable: over its best utility); empty without a deal", .range = "0 or more", .source = "Baarslag et al. 2013"},
    {"distance_nash", .unit = "1", .number = distance_nash, .meaning = "distance of the deal, as distance_pareto, to the Nash point at the limits of the end (alternative); of several as good, to the nearest; empty without a deal, or where no outcome is acceptable to all", .range = "0 or more", .source = "Nash 1950; Baarslag et al. 2013"},
    {"distance_kalai_smorodinsky", .unit = "1", .number = distance_kalai_smorodinsky, .meaning = "distance of the deal, as distance_pareto, to the Kalai-Smorodinsky point at the limits of the end (alternative); of several as good, to the nearest; empty without a deal, or where no outcome is acceptable to all", .range = "0 or more", .source = "Kalai & Smorodinsky 1975; Baarslag et al. 2013"},
    {"distance_egalitarian", .unit = "1", .number = distance_egalitarian, .meaning = "distance of the deal, as distance_pareto, to the egalitarian point at the limits of the end (alternative); of several as good, to the nearest; empty without a deal, or where no outcome is acceptable to all", .range = "0 or more", .source = "Kalai 1977"},
    {"distance_utilitarian", .unit = "1", .number = distance_utilitarian, .meaning = "distance of the deal, as distance_pareto, to the utilitarian point, acceptable to all or not; of several as good, to the nearest; empty without a deal", .range = "0 or more", .source = "Harsanyi 1955"},
    {"nash_product", .unit = "1", .number = nash_product, .meaning = "product of all gains beyond the limits of the end (alternative), over the greatest there can be; 0 where somebody gains nothing; empty without a deal, or where no outcome gives all a gain", .range = "0..1", .source = "Nash 1950"},
    {"trace", .unit = "", .hash = trace, .meaning = "hash of all that was said, in order: equal in two sessions that are the same"},
};
static const column_spec of_party[] = {
    {"agent", .long_name = "played_by", .unit = "", .text = agent_name, .meaning = "agent that played this role"},
    {"utility", .unit = "own", .number = utility_got, .meaning = "utility got, undiscounted: of the deal, or of what no deal pays"},
    {"gain", .unit = "own", .number = gain, .meaning = "pay-off: the same, discounted"},
    {"pie_share", .unit = "1", .number = pie_share, .meaning = "utility over the pie (not transferable: over the party's best utility); compare with leverage; no deal: what the alternative pays over the pie", .range = "0..1 in most deals"},
    {"surplus_share", .unit = "1", .number = surplus_share, .meaning = "(utility - alternative) / zone at the end; never compare with leverage; empty without a zone, or where utilities are not transferable", .range = "0..1 where both gain"},
    {"opening", .unit = "own", .number = opening, .meaning = "own utility of the first own offer; empty without one", .source = "Galinsky & Mussweiler 2001"},
    {"early_concession", .unit = "1", .number = early, .meaning = "(x(0) - x(.2)) / (x(0) - w): part of the way from the opening down to the limit at the start that was given up in the first fifth of the time; empty without offer", .range = "1 at most"},
    {"mean_demand", .unit = "1", .number = mean_demand, .meaning = "mean own demand over all rounds, the last carried to the deadline, over the pie (not transferable: over the best utility); empty without offer", .range = "0..1"},
    {"offers", .long_name = "own_offers", .unit = "", .integer = own_offers, .meaning = "offers this role made"},
    {"messages", .unit = "", .hash = messages, .meaning = "hash of what this role sent"},
    {"alternative", .unit = "own", .number = limit_end, .meaning = "limit at the end: best standing alternative, at least the reservation value"},
    {"alternative_start", .unit = "own", .number = limit_start, .meaning = "limit at the start"},
    {"leverage", .unit = "1", .number = leverage_start, .meaning = "phi at the start: share of the pie under reference solution v1; empty without a zone", .range = "0..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"leverage_end", .unit = "1", .number = leverage_end, .meaning = "phi at the end; empty without a zone", .range = "0..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"lambda", .unit = "1", .number = lambda, .meaning = "relative leverage at the start: ln phi less the mean of the others' ln phi", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"part_alternatives", .unit = "1", .number = part_alternatives, .meaning = "part of phi - 1/n at the start due to alternatives: its average marginal effect against w = 0, even recognition, equal patience, no information; factors interact", .range = "-1..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"part_power", .unit = "1", .number = part_power, .meaning = "the same, due to power", .range = "-1..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"part_information", .unit = "1", .number = part_information, .meaning = "the same, due to information", .range = "-1..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"part_frontier", .unit = "1", .number = part_frontier, .meaning = "the same, due to the shape of the frontier; 0 where utilities are transferable", .range = "-1..1", .source = "Binmore, Rubinstein & Wolinsky 1986; Binmore, Shaked & Sutton 1989; Anbarci & Feltovich 2013"},
    {"perceived_start", .unit = "1", .number = perceived_start, .meaning = "own share of the pie as this role saw it first: its perceived leverage; compare with leverage; empty where its agent tells no view", .range = "0..1", .source = "Kim, Pinkley & Fragale 2005"},
    {"perceived_end", .unit = "1", .number = perceived_end, .meaning = "the same, as it saw it last", .range = "0..1", .source = "Kim, Pinkley & Fragale 2005"},
    {"perceived_other_start", .unit = "1", .number = perceived_other_start, .meaning = "the share that it first took the others to believe their own to be, the mean over them; empty where its agent tells none", .range = "0..1", .source = "Kim, Pinkley & Fragale 2005"},
    {"perceived_other_end", .unit = "1", .number = perceived_other_end, .meaning = "the same, as it saw it last", .range = "0..1", .source = "Kim, Pinkley & Fragale 2005"},
    {"bits_start", .unit = "1", .number = bits_start, .meaning = "bits that its first belief knew of the others' limits: log2(cells x belief in the cell of the true limit), the mean over them; 0: nothing, below 0: misled; empty where its agent tells no belief", .range = "-32 or more", .source = "Good 1952"},
    {"bits_end", .unit = "1", .number = bits_end, .meaning = "the same of its last belief, and the limits as they were then", .range = "-32 or more", .source = "Good 1952"},
    {"misperception_start", .unit = "1", .number = misperception_start, .meaning = "perceived_start less leverage: above 0 it overrates itself", .range = "-1..1", .source = "Wolfe & McGinn 2005"},
    {"misperception_end", .unit = "1", .number = misperception_end, .meaning = "perceived_end less leverage_end", .range = "-1..1", .source = "Wolfe & McGinn 2005"},
    {"dependence", .unit = "1", .number = dependence, .meaning = "dependence of the others over its own, at the start: ln((P - w of the other)/(P - own w)), the mean over them; above 0 they depend more; empty without a zone, or where utilities are not transferable", .source = "Emerson 1962"},
    {"dependence_end", .unit = "1", .number = dependence_end, .meaning = "the same at the end", .source = "Emerson 1962"},
    {"loss", .unit = "1", .number = loss_index, .meaning = "who loses more without a deal, at the start: what the other has by leverage beyond its alternative, over that of both, the mean over the others; above 1/2 the other does; empty without a zone, or where utilities are not transferable", .range = "0..1", .source = "Shell 1999"},
    {"loss_end", .unit = "1", .number = loss_index_end, .meaning = "the same at the end", .range = "0..1", .source = "Shell 1999"},
    {"lambda_mean", .unit = "1", .number = lambda_mean, .meaning = "mean of lambda over the rounds played in which there was a zone; empty unless everything is kept (--log full)"},
    {"lambda_jump", .unit = "1", .number = lambda_jump, .meaning = "greatest change of lambda at once, without its sign; empty unless everything is kept (--log full)", .range = "0 or more"},
    {"lead_changes", .unit = "", .integer = lead_changes, .meaning = "times that the sign of lambda turned; empty unless everything is kept (--log full)"},
    {"total_concession", .unit = "own", .number = total_concession, .meaning = "own utility of its first offer less that of its last; empty without one; empty unless every offer is kept (--log full)"},
    {"concession_rate", .unit = "1", .number = concession_rate, .meaning = "how far it came down, from its best utility to the least it asked for, over how far it can: to what is left where the other gets its best outcome; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Baarslag, Hindriks & Jonker 2011"},
    {"temporal_patience", .unit = "1", .number = temporal_patience, .meaning = "mean time of the own concessions, weighted by their size: 0 all at once, 1 all at the deadline; empty where nothing was conceded, or without a deadline; empty unless every offer is kept (--log full)", .range = "0..1"},
    {"monotonicity", .unit = "1", .number = monotonicity, .meaning = "share of the own moves, from an own offer to the next, that do not ask for more; empty unless every offer is kept (--log full)", .range = "0..1", .source = "Rosenschein & Zlotkin 1994"},
    {"moves", .unit = "", .integer = moves, .meaning = "own moves, from an own offer to the next; empty unless every offer is kept (--log full)"},
    {"silent_moves", .unit = "1", .number = silent_moves, .meaning = "share of the own moves that change the utility of neither by 0.03 of its range; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"nice_moves", .unit = "1", .number = nice_moves, .meaning = "share of the own moves that are better for the other and change next to nothing for itself; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"concession_moves", .unit = "1", .number = concession_moves, .meaning = "share of the own moves, neither silent nor nice, that are worse for itself and not for the other; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"unfortunate_moves", .unit = "1", .number = unfortunate_moves, .meaning = "share of the own moves, neither silent nor nice, that are worse for the other and not better for itself; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"selfish_moves", .unit = "1", .number = selfish_moves, .meaning = "share of the own moves, neither silent nor nice, that are better for itself and not for the other; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"fortunate_moves", .unit = "1", .number = fortunate_moves, .meaning = "share of the own moves, neither silent nor nice, that are better for both; empty unless every offer is kept (--log full), and for more than two parties", .range = "0..1", .source = "Hindriks, Jonker & Tykhonov 2007"},
    {"reciprocity", .unit = "1", .number = reciprocity, .meaning = "slope of the own concessions, move by move, on how much the offers of the other have come up for it since its previous offer; 1: like for like; empty below 3 such moves, or where all answer the same; empty unless every offer is kept (--log full), and for more than two parties", .source = "Backus et al. 2020"},
};
/* clang-format on */
#define COUNT(a) ((uint32_t)(sizeof(a) / sizeof *(a)))

static void use_all(column_set *set, const column_spec *columns, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        set->shared[set->n_shared++] = (column_use){&columns[i], columns[i].name, 0};
}

static bool is_taken(const char *name)
{
    const struct {
        const column_spec *columns;
        uint32_t n;
    } own[] = {{before_factors, COUNT(before_factors)},
               {after_factors, COUNT(after_factors)},
               {after_issues, COUNT(after_issues)}};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        for (uint32_t i = 0; i < own[k].n; i++)
            if (!strcmp(own[k].columns[i].name, name)) return true;
    for (uint32_t i = 0; i < COUNT(of_party); i++) {
        const char *name_long = of_party[i].long_name ? of_party[i].long_name : of_party[i].name;
        if (!strcmp(name_long, name)) return true;
    }
    return !strcmp(name, "role");
}

/* A factor keeps its name unless a column of ours has it. */
static void use_factors(arena *memory, const experiment *e, column_set *set)
{
    for (uint32_t i = 0; i < e->n_columns; i++) {
        const char *name = e->columns[i];
        if (is_taken(name)) name = arena_format(memory, "factor_%s", name);
        set->shared[set->n_shared++] = (column_use){&factor_level, name, i};
    }
}

static void use_issues(arena *memory, const model *m, column_set *set)
{
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        const hg_issue *issue = &m->space.issues[i];
        const column_spec *c = issue->kind == HG_ISSUE_NUMBER ? &issue_as_number : &issue_as_name;
        const char *name = arena_format(memory, "%s_%s", c->name, issue->name);
        set->shared[set->n_shared++] = (column_use){c, name, i};
    }
}

void columns_build(arena *memory, const experiment *e, const record_schema *schema, const model *m,
                   column_set *out)
{
    uint32_t most = COUNT(before_factors) + e->n_columns + COUNT(after_factors) +
                    m->space.n_issues + COUNT(after_issues);
    *out = (column_set){.n_parties = schema->n_parties, .n_party = COUNT(of_party)};
    out->shared = arena_array(memory, most, sizeof *out->shared);
    use_all(out, before_factors, COUNT(before_factors));
    use_factors(memory, e, out);
    use_all(out, after_factors, COUNT(after_factors));
    use_issues(memory, m, out);
    use_all(out, after_issues, COUNT(after_issues));
    out->party = arena_array(memory, (size_t)out->n_parties * out->n_party, sizeof *out->party);
    column_use *at = out->party;
    for (uint32_t p = 0; p < out->n_parties; p++)
        for (uint32_t i = 0; i < out->n_party; i++, at++)
            *at = (column_use){
                &of_party[i], arena_format(memory, "%s_%s", of_party[i].name, schema->roles[p]), p};
}

const column_spec *columns_at(size_t i, column_owner *owner)
{
    const struct {
        const column_spec *columns;
        uint32_t n;
        column_owner owner;
    } all[] = {{before_factors, COUNT(before_factors), COLUMN_OF_SESSION},
               {after_factors, COUNT(after_factors), COLUMN_OF_SESSION},
               {&issue_as_number, 1, COLUMN_OF_ISSUE},
               {after_issues, COUNT(after_issues), COLUMN_OF_SESSION},
               {of_party, COUNT(of_party), COLUMN_OF_ROLE}};
    for (size_t k = 0; k < sizeof all / sizeof *all; i -= all[k++].n) {
        if (i >= all[k].n) continue;
        *owner = all[k].owner;
        return &all[k].columns[i];
    }
    return NULL;
}

const column_use *columns_find(const column_set *set, const char *name)
{
    for (uint32_t i = 0; i < set->n_shared; i++)
        if (!strcmp(set->shared[i].name, name)) return &set->shared[i];
    for (uint32_t i = 0; i < set->n_parties * set->n_party; i++)
        if (!strcmp(set->party[i].name, name)) return &set->party[i];
    return NULL;
}

const char *column_type(const column_spec *c)
{
    return c->number ? "number" : c->integer ? "integer" : c->hash ? "hash" : "text";
}

#define OWN_UNIT "own unit" /* money without a currency: it may be a share of a pie */

static const char *unit_of_party(const model *m, uint32_t p)
{
    if (!m->parties[p].money) return "utility";
    return m->currency && *m->currency ? m->currency : OWN_UNIT;
}

const char *column_common_unit(const model *m)
{
    const char *unit = unit_of_party(m, 0);
    for (uint32_t p = 1; p < m->n_parties; p++)
        if (strcmp(unit_of_party(m, p), unit) != 0) return OWN_UNIT;
    return unit;
}

static const char *unit_of_issue(const model *m, uint32_t i)
{
    const char *unit = m->space.issues[i].unit;
    bool nameless = !unit || !*unit;
    return nameless && i == m->price_issue ? m->currency : unit;
}

const char *column_unit(const column_use *use, const model *m)
{
    const char *unit = use->column->unit;
    if (!strcmp(unit, "own")) return unit_of_party(m, use->index);
    if (!strcmp(unit, "pie")) return column_common_unit(m);
    if (!strcmp(unit, "issue")) return unit_of_issue(m, use->index);
    return unit;
}

bool column_is_number(const column_use *use) { return use->column->number || use->column->integer; }

double column_number(const column_use *use, const row_view *v)
{
    const column_spec *c = use->column;
    if (c->number) return c->number(v, use->index);
    return c->integer ? (double)c->integer(v, use->index) : NAN;
}

uint64_t column_exact(const column_use *use, const row_view *v)
{
    const column_spec *c = use->column;
    if (c->hash) return c->hash(v, use->index);
    if (c->integer) return c->integer(v, use->index);
    if (c->text) {
        const char *text = c->text(v, use->index);
        return text ? hash64(1, text, strlen(text)) : 0;
    }
    double x = c->number(v, use->index) + 0.0; /* -0 equals 0 */
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
