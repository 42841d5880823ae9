#!/bin/sh
# Redraws the committed figures, byte for byte, each from the command that the README shows beside it.
#   ./analysis/gallery.sh BINARY [FOLDER]        FOLDER: analysis/gallery, if nothing else is said
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "${2:-$top/analysis/gallery}"
gallery=$(cd "${2:-$top/analysis/gallery}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HIGGLE_SCENARIOS="$top/scenarios"

sweep() { # a verdict is an answer (0, 1, 6), anything else an accident
    verdict=0
    "$binary" sweep "$@" --no-figures >/dev/null || verdict=$?
    case $verdict in 0 | 1 | 6) ;; *) exit "$verdict" ;; esac
}
draw() { "$binary" plot "$@" --format svg --out "$work/drawn" >/dev/null; }

sweep leverage --out leverage
draw leverage concession share grid
sweep x01-batna-ladder --out x01
draw x01 effect
sweep x04-deadline --out x04
draw x04 agreement-time
sweep house-sale-arrival --sessions 300 --log full --out house-sale
draw house-sale event-study
draw leverage calibration
sweep fingerprint --out fingerprint
draw fingerprint fingerprint
sweep opponent-models --log full --out opponent-models
draw opponent-models models acceptance-time
sweep tactics --out tactics
draw tactics payoff
sweep used-car-leverage --sessions 150 --out used-car-leverage
draw used-car-leverage opening
draw used-car timeline outcome-space --seed 17
for file in drawn/*.svg; do "$top/analysis/figures/squeeze.sh" "$file" >"$gallery/$(basename "$file")"; done
ls "$gallery"
