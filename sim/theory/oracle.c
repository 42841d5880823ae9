/* Asking the table of closed forms: which family, which parameters, which quantity is meant, and
 * the answer. What is wrong is a sentence in the arena, with the nearest name where there is one.
 */
#include "theory/oracle.h"

#include "base/text.h"
#include "theory/families.h"
#include "theory/words.h"

#include <string.h>

enum { NAMES_MAX = 512, WORD_MIN = 3 };

/* ---- the table ---- */

const oracle_family *oracle_family_at(size_t i)
{
    static const oracle_family *const lists[] = {families_bargaining, families_solutions,
                                                 families_markets,    families_search,
                                                 families_tactics,    families_information};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (const oracle_family *f = lists[k]; f->id; f++)
            if (i-- == 0) return f;
    return NULL;
}

size_t oracle_count_parameters(const oracle_family *f)
{
    size_t n = 0;
    while (f->parameters[n].name) n++;
    return n;
}

size_t oracle_count_quantities(const oracle_family *f)
{
    size_t n = 0;
    while (f->quantities[n].name) n++;
    return n;
}

const char *oracle_full_name(arena *a, const oracle_family *f)
{
    return arena_format(a, "%s.%s", f->id, f->name);
}

/* ---- which family ---- */

typedef enum meeting_point { NOT_IT, BY_ID, BY_NAME, EXACTLY } meeting_point;

/* "R1.limit" and "deal-me-out" are one family's; "limit" and "R1" may be several's. */
static meeting_point meets(const oracle_family *f, const char *text, size_t n)
{
    size_t id = strlen(f->id);
    if (words_alike(text, n, f->word) || words_among(text, n, f->aliases)) return EXACTLY;
    if (words_alike(text, n, f->id)) return BY_ID;
    if (words_alike(text, n, f->name)) return BY_NAME;
    if (n <= id || text[id] != '.' || !words_alike(text, id, f->id)) return NOT_IT;
    text += id + 1, n -= id + 1;
    bool named = words_alike(text, n, f->name) || words_alike(text, n, f->word);
    return named || words_among(text, n, f->aliases) ? EXACTLY : NOT_IT;
}

static size_t find_parameter(const oracle_family *f, const char *word, size_t n)
{
    size_t count = oracle_count_parameters(f), found = count;
    for (size_t i = 0; i < count; i++)
        if (strlen(f->parameters[i].name) == n && !memcmp(f->parameters[i].name, word, n)) return i;
    for (size_t i = 0; i < count; i++)
        if (words_alike(word, n, f->parameters[i].name) ||
            words_among(word, n, f->parameters[i].alias))
            found = i;
    return found;
}

static bool knows(const oracle_family *f, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t key = strcspn(words[i], "=");
        if (words[i][key] && find_parameter(f, words[i], key) == oracle_count_parameters(f))
            return false;
    }
    return true;
}

/* Does one of the words that the name is made of begin like that? */
static bool has_word(const char *name, const char *text)
{
    size_t n = strlen(text);
    for (const char *at = name; *at; at += strcspn(at, "-_"), at += *at != 0)
        if (strlen(at) >= n && words_alike(at, n, text)) return true;
    return false;
}

/* Families that hold such a word: "a", "b"; "": none does, or it is hardly a word. */
static const char *families_with(arena *a, const char *text)
{
    const oracle_family *f;
    const char *list = "";
    for (size_t i = 0; strlen(text) >= WORD_MIN && (f = oracle_family_at(i)); i++)
        if (has_word(f->word, text) || has_word(f->name, text))
            list = arena_format(a, "%s%s\"%s\"", list, *list ? ", " : "", f->word);
    return list;
}

static const char *no_such_family(arena *a, const char *text)
{
    const char *names[NAMES_MAX];
    size_t n = 0;
    const oracle_family *f;
    for (size_t i = 0; (f = oracle_family_at(i)) && n + 3 <= NAMES_MAX; i++) {
        names[n++] = f->word;
        names[n++] = f->name;
        names[n++] = oracle_full_name(a, f);
    }
    const char *near = text_nearest(text, names, n), *with = families_with(a, text);
    if (*with) return arena_format(a, "no family is called \"%s\"; did you mean %s?", text, with);
    return near ? arena_format(a, "no family is called \"%s\"; did you mean \"%s\"?", text, near)
                : arena_format(a, "no family is called \"%s\"", text);
}

static const char *several_families(arena *a, const char *text)
{
    const oracle_family *f;
    const char *list = "";
    for (size_t i = 0; (f = oracle_family_at(i)); i++)
        if (meets(f, text, strlen(text)))
            list = arena_format(a, "%s%s%s", list, *list ? ", " : "", oracle_full_name(a, f));
    return arena_format(a, "\"%s\" is several families: %s", text, list);
}

/* Of several, those that know the parameters; an id alone means its first family. */
static const char *find_family(arena *a, const char *text, size_t n, const char *const *words,
                               size_t n_words, const oracle_family **out)
{
    const oracle_family *f, *fitting = NULL, *first = NULL;
    size_t count = 0;
    for (size_t i = 0; (f = oracle_family_at(i)); i++) {
        meeting_point m = meets(f, text, n);
        if (m == NOT_IT) continue;
        if (m == EXACTLY) {
            *out = f;
            return NULL;
        }
        if (!first) first = f;
        if (!knows(f, words, n_words)) continue;
        if (!fitting) fitting = f;
        count += m == BY_NAME;
    }
    if (!first) return no_such_family(a, arena_textn(a, text, n));
    if (count > 1) return several_families(a, arena_textn(a, text, n));
    *out = fitting ? fitting : first;
    return NULL;
}

/* ---- its parameters ---- */

static const char *no_such_parameter(arena *a, const oracle_family *f, const char *word)
{
    const char *names[ORACLE_PARAMETERS], *list = "";
    size_t n = oracle_count_parameters(f);
    for (size_t i = 0; i < n; i++) {
        names[i] = f->parameters[i].name;
        list = arena_format(a, "%s%s%s", list, i ? ", " : "", names[i]);
    }
    const char *near = text_nearest(word, names, n);
    const char *full = oracle_full_name(a, f);
    return near ? arena_format(a, "%s has no parameter \"%s\"; did you mean \"%s\"?", full, word,
                               near)
                : arena_format(a, "%s has no parameter \"%s\"; it has %s", full, word, list);
}

static const char *set_at(arena *a, oracle_question *q, size_t i, const char *text)
{
    const oracle_parameter *p = &q->family->parameters[i];
    if (q->given[i]) return arena_format(a, "%s is given twice", p->name);
    q->given[i] = true;
    return words_value(a, p, text, &q->values[i]);
}

/* "U[0,1]^2": every range of the family. */
static const char *set_ranges(arena *a, oracle_question *q, const char *word)
{
    size_t n = strlen(word), set = 0;
    bool squared = n > 2 && !strcmp(word + n - 2, "^2");
    const char *range = arena_textn(a, word, squared ? n - 2 : n), *why = NULL;
    for (size_t i = 0; !why && i < oracle_count_parameters(q->family); i++)
        if (q->family->parameters[i].domain == DOMAIN_RANGE) {
            why = set_at(a, q, i, range);
            set++;
        }
    return set ? why : arena_format(a, "%s takes no range", oracle_full_name(a, q->family));
}

static const char *set(arena *a, oracle_question *q, const char *word)
{
    size_t key = strcspn(word, "=");
    if (*word == '[' || !strncmp(word, "U[", 2)) return set_ranges(a, q, word);
    if (!word[key]) return arena_format(a, "\"%s\" is not KEY=VALUE", word);
    size_t i = find_parameter(q->family, word, key);
    if (i == oracle_count_parameters(q->family))
        return no_such_parameter(a, q->family, arena_textn(a, word, key));
    return set_at(a, q, i, word + key + 1);
}

const char *oracle_ask(arena *a, const char *family, const char *const *words, size_t n,
                       oracle_question *out)
{
    const oracle_family *f = NULL;
    *out = (oracle_question){0};
    const char *why = find_family(a, family, strlen(family), words, n, &f);
    size_t first = strcspn(family, " "); /* behind it stands what explains the name */
    if (!f && family[first]) (void)find_family(a, family, first, words, n, &f);
    if (!f) return why;
    why = NULL;
    out->family = f;
    for (size_t i = 0; i < oracle_count_parameters(f); i++)
        (void)words_value(a, &f->parameters[i], f->parameters[i].preset, &out->values[i]);
    for (size_t i = 0; !why && i < n; i++) why = set(a, out, words[i]);
    if (!why && f->complete) f->complete(out->values, out->given);
    return why;
}

/* ---- the answer ---- */

const char *oracle_answer(arena *a, const oracle_question *q, double out[ORACLE_QUANTITIES])
{
    const oracle_family *f = q->family;
    const char *refused = f->refuse ? f->refuse(q->values) : NULL;
    if (refused) return arena_format(a, "%s: %s", oracle_full_name(a, f), refused);
    f->compute(q->values, out);
    for (size_t i = 0; i < oracle_count_quantities(f); i++) out[i] += 0.0; /* -0 is 0 */
    return NULL;
}

/* ---- which quantity ---- */

/* Does the text begin with this name? Behind it stands its end, or what explains it. */
static bool begins_with(const char *text, const char *name, size_t n)
{
    return strlen(text) >= n && (!text[n] || strchr(" (=", text[n])) && words_same(text, name, n);
}

/* How much of the text names the quantity, by its name or an alias; 0: it is another. */
static size_t named_by(const char *text, const oracle_quantity *q)
{
    size_t n = strlen(q->name), best = begins_with(text, q->name, n) ? n : 0;
    for (const char *s = q->aliases; s && *s;) {
        n = strcspn(s, "|");
        if (n > best && begins_with(text, s, n)) best = n;
        s += n + (s[n] == '|');
    }
    return best;
}

/* What is compared where no name fits: up to the first blank or parenthesis. */
static size_t head(const char *text) { return strcspn(text, " ("); }

static const char *no_such_quantity(arena *a, const oracle_family *f, const char *text)
{
    const char *names[ORACLE_QUANTITIES], *list = "";
    size_t n = oracle_count_quantities(f);
    for (size_t i = 0; i < n; i++) {
        names[i] = f->quantities[i].name;
        list = arena_format(a, "%s%s%s", list, i ? ", " : "", names[i]);
    }
    const char *near = text_nearest(text, names, n);
    return arena_format(a,
                        near ? "%s has no quantity \"%s\"; did you mean \"%s\"?"
                             : "%s has no quantity \"%s\"; it has %s",
                        oracle_full_name(a, f), text, near ? near : list);
}

/* The longest name that fits; else the only one with the same head. */
static bool match_quantity(const oracle_family *f, const char *text, size_t *out)
{
    size_t best = 0, same_head = 0, n = oracle_count_quantities(f);
    for (size_t i = 0; i < n; i++) {
        size_t found = named_by(text, &f->quantities[i]);
        if (found > best) best = found, *out = i;
    }
    for (size_t i = 0; !best && i < n; i++) {
        const char *name = f->quantities[i].name;
        if (head(name) != head(text) || !words_same(name, text, head(text))) continue;
        same_head++;
        *out = i;
    }
    return best || same_head == 1;
}

/* "ask at c=0.2" */
static const char *set_what_it_says(arena *a, oracle_question *q, const char *text)
{
    static const char at[] = " at ";
    const char *found = strstr(text, at), *why = NULL;
    if (!found) return NULL;
    for (const char *s = found + strlen(at); !why && *(s += strspn(s, " "));) {
        size_t n = strcspn(s, " ");
        if (memchr(s, '=', n)) why = set(a, q, arena_textn(a, s, n));
        s += n;
    }
    return why;
}

const char *oracle_find_quantity(arena *a, oracle_question *q, const char *text, size_t *out)
{
    if (!match_quantity(q->family, text, out)) return no_such_quantity(a, q->family, text);
    return set_what_it_says(a, q, text);
}
