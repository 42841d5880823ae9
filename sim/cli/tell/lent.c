/* The seat's onlookers as the analysis asks for them: two rooms that do not know each other. */
#include "cli/tell/lent.h"

#include "analysis/onlookers.h"
#include "seat/onlooker.h"

void lend_onlookers(analysis *a)
{
    static const onlookers all = {
        .model = {onlooker_model_name, onlooker_model_open, onlooker_model_hear,
                  onlooker_model_worth},
        .accept = {onlooker_accept_name, onlooker_accept_open, onlooker_accept_hear,
                   onlooker_accept_made, onlooker_accept_takes},
    };
    analysis_lend(a, &all);
}
