/* One thing, told in full: for people on a stream, or as the members of a JSON object. */
#ifndef CLI_DESCRIBE_H
#define CLI_DESCRIBE_H
#include "base/json.h"
#include "cli/catalog.h"

/* Where it goes. j: NULL = people's form. */
typedef struct telling {
    json *j;
    const char *role;  /* --role: whose private side is told too; NULL */
    const char *typed; /* the name as its user typed it, safe to paste */
    bool markdown;     /* an agent as a page */
} telling;
/* Each returns false after an error in c->errors. */
bool describe_scenario(cli *, const char *path, const telling *);
bool describe_setting(cli *, const char *scenario, const char *path, const telling *);
bool describe_experiment(cli *, const char *path, const telling *);
bool describe_lesson(cli *, const catalog_entry *, const telling *);
#endif
