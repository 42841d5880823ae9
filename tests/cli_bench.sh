#!/bin/sh
# What programs outside cost, as a user measures it; never how fast they are.
. "$(dirname "$0")/cli.sh"
cd "$work" || exit 1
outside="bench --workload outside --repetitions 1"

expect 0 $outside
says out "$higgle serve boulware:beta=0.3"
lacks out "failed in"
expect 0 $outside --program "$higgle serve boulware:beta=0.3" --json
that [ "$(grep -c '"faults": 0' out)" -eq 2 ]
that [ "$(grep '"result_hash"' out | sort -u | wc -l)" -eq 1 ]
expect 0 $outside --program "$higgle serve linear" --json
that [ "$(grep '"result_hash"' out | sort -u | wc -l)" -eq 2 ]

# who does not play is no figure
expect 0 $outside --program false
says out "false: failed in 256 of its sessions; higgle check says why"
expect 0 $outside --program false --json
says out '"us_per_round_trip": null'
expect 2 $outside --program ' '
says err "--program wants a command"
expect 0 bench --workload b --mode messages --repetitions 1 -n 256
lacks out "Programs outside"
finish
