/* The names of faults, from the one list in fault.h. */
#include "model/fault.h"

static const char *const names[] = {
#define FAULT_NAME(name, text, sentence) text,
    FAULTS(FAULT_NAME)
#undef FAULT_NAME
};

static const char *const sentences[] = {
#define FAULT_SENTENCE(name, text, sentence) sentence,
    FAULTS(FAULT_SENTENCE)
#undef FAULT_SENTENCE
};

const char *fault_name(fault f) { return names[f]; }

const char *fault_sentence(fault f) { return sentences[f]; }
