/* Errors: 0 is success, everything else a negative hg_code. What a person sees also fills an
 * `error`: text and position. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* name, number (also the exit code of the command line), meaning */
#define ERROR_CODES(X)                                                                             \
    X(OK, 0, "fine")                                                                               \
    X(NO, -1, "the answer is no")                                                                  \
    X(USAGE, -2, "usage")                                                                          \
    X(INPUT, -3, "input invalid or not there, or a tool missing")                                  \
    X(AGENT, -4, "agent failures above the limit")                                                 \
    X(IO, -5, "I/O or internal")                                                                   \
    X(UNDECIDED, -6, "undecided")
typedef enum hg_code {
#define ERROR_ENUM(name, number, meaning) HG_E_##name = (number),
    ERROR_CODES(ERROR_ENUM)
#undef ERROR_ENUM
} hg_code;
const char *error_meaning(hg_code);

#define HG_MUST_CHECK __attribute__((warn_unused_result))

typedef enum error_severity { ERROR_ERROR, ERROR_WARNING } error_severity;
typedef struct error {
    error_severity severity;
    hg_code code;
    char *text;            /* one sentence, no full stop needed, lower case first letter */
    char *file;            /* as the user named it; NULL = no position */
    uint32_t line, column; /* 1-based; 0 = unknown */
} error;

/* All errors of one reading, in the order found; sorted by position when printed. Owns its texts.
 */
typedef struct error_list {
    error *items;
    size_t count, cap;
    size_t errors, warnings; /* of each severity */
} error_list;

void error_list_init(error_list *);
void error_list_fini(error_list *);
void error_add(error_list *, hg_code, const char *file, uint32_t line, uint32_t column,
               const char *format, ...) __attribute__((format(printf, 6, 7)));
void warning_add(error_list *, const char *file, uint32_t line, uint32_t column, const char *format,
                 ...) __attribute__((format(printf, 5, 6)));
/* What the operating system says (errno) of a file: "cannot DOING: REASON". Returns HG_E_IO. */
int file_error(error_list *, const char *path, const char *doing);
hg_code error_first_code(const error_list *); /* HG_E_OK without errors */
void error_sort(error_list *);                /* by file, line, column; stable */
/* file:line:column: error: text, then the source line (re-read from the file where it can be) with
 * a caret; at the end "N errors". */
void error_print(error_list *, FILE *to);
#endif
