/* Lines for programs. */
#include "cli/tell/told.h"

#include <math.h>

static void json_values(json *j, const model *m, outcome_id id)
{
    uint64_t index[SPACE_ISSUES_MAX];
    if (id == HG_NO_OUTCOME) {
        json_null(j);
        return;
    }
    space_split(&m->space, id, index);
    json_object(j);
    for (uint32_t i = 0; i < m->space.n_issues; i++) {
        const hg_issue *issue = &m->space.issues[i];
        json_key(j, issue->name);
        if (issue->kind == HG_ISSUE_NUMBER)
            json_double(j, issue_value(issue, index[i]));
        else
            json_string(j, issue->names[index[i]]);
    }
    json_end_object(j);
}

typedef double (*by_party)(const void *of, uint32_t party);

static void json_by_role(json *j, const model *m, const char *key, by_party value, const void *of)
{
    json_key(j, key);
    json_object(j);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        json_key(j, m->parties[i].role);
        json_double(j, value(of, i));
    }
    json_end_object(j);
}

static double theirs_in_line(const void *of, uint32_t i)
{
    return ((const line *)of)->view->theirs[i];
}
static double bits_in_line(const void *of, uint32_t i) { return ((const line *)of)->view->bits[i]; }

static double pressure_in_line(const void *of, uint32_t i)
{
    return ((const line *)of)->pressure[i];
}

static double utility_at_end(const void *of, uint32_t i)
{
    return ((const row *)of)->party[i].utility;
}
static double payoff_at_end(const void *of, uint32_t i)
{
    return ((const row *)of)->party[i].payoff;
}
static double phi_in_line(const void *of, uint32_t i)
{
    const line *l = of;
    return l->leverage ? l->leverage[i].phi : NAN;
}

typedef struct offered {
    const model *model;
    outcome_id outcome;
} offered;
static double utility_offered(const void *of, uint32_t i)
{
    const offered *o = of;
    return utility_of(&o->model->parties[i].utility, o->outcome);
}

static const char *kind_name(hg_kind kind)
{
    switch (kind) {
#define KIND_CASE(code, name, by, fields, text)                                                    \
    case HG_##name: return #name;
        HG_MESSAGES(KIND_CASE)
#undef KIND_CASE
    }
    return "?";
}

static void json_words(json *j, const line *l)
{
    json_key(j, "words");
    json_array(j);
    for (uint32_t i = 0; i < l->n_words; i++) {
        const hg_words *w = &l->words[i];
        json_object(j);
        json_key(j, "word"), json_string(j, word_name(w->word));
        json_key(j, "topic"), json_string(j, w->topic ? topic_name(w->topic) : NULL);
        json_key(j, "at_least"), json_double(j, w->at_least);
        json_key(j, "truth"), json_string(j, truth_name(l->truths[i]));
        json_end_object(j);
    }
    json_end_array(j);
}

static void json_line(json *j, const transcript *t, const line *l)
{
    json_object(j);
    json_key(j, "round"), json_uint(j, l->round);
    json_key(j, "role"), json_string(j, t->model->parties[l->party].role);
    json_key(j, "kind");
    json_string(j, l->kind == STORY_VIEW ? "VIEW" : kind_name(l->move));
    json_key(j, "text");
    json_string(j, l->view ? phrase_view(t->arena, t->model, l->party, l->view, l->leverage)
                           : l->text);
    if (l->view) {
        json_key(j, "perceived"), json_double(j, l->view->perceived);
        json_by_role(j, t->model, "theirs", theirs_in_line, l);
        json_by_role(j, t->model, "bits", bits_in_line, l);
    }
    if (l->outcome != HG_NO_OUTCOME) {
        offered o = {t->model, l->outcome};
        json_key(j, "values");
        json_values(j, t->model, l->outcome);
        json_by_role(j, t->model, "utilities", utility_offered, &o);
        if (l->pressure) json_by_role(j, t->model, "pressure", pressure_in_line, l);
    }
    if (l->n_words) json_words(j, l);
    json_by_role(j, t->model, "leverage", phi_in_line, l);
    json_end_object(j);
}

void transcript_json(const transcript *t, json *j)
{
    static const char *const results[] = {
#define RESULT_NAME(name, text, meaning) text,
        HG_RESULTS(RESULT_NAME)
#undef RESULT_NAME
    };
    const row *r = t->row;
    json_key(j, "result"), json_string(j, results[r->result]);
    json_key(j, "fault"), json_string(j, r->fault ? fault_name((fault)r->fault) : NULL);
    json_key(j, "why"), json_string(j, t->why);
    json_key(j, "by");
    json_string(j, r->by < t->model->n_parties ? t->model->parties[r->by].role : NULL);
    json_key(j, "agreement"), json_values(j, t->model, r->deal);
    json_by_role(j, t->model, "utilities", utility_at_end, r);
    json_by_role(j, t->model, "payoffs", payoff_at_end, r);
    json_key(j, "round"), json_uint(j, r->round);
    json_key(j, "offers"), json_uint(j, r->offers);
    json_key(j, "pie"), json_double(j, r->pie);
    json_key(j, "trace");
    json_array(j);
    for (size_t i = 0; i < t->n; i++) json_line(j, t, &t->lines[i]);
    json_end_array(j);
}
