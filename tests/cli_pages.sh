#!/bin/sh
# The pages of agents/README.md are what agents/pages.sh writes: every agent that is built in has one, with its rule and its parameters.
. "$(dirname "$0")/cli.sh"
that "$top/agents/pages.sh" "$higgle" --text >"$work/pages"
awk 'on { print } /^<!-- What follows is written by agents\/pages.sh. -->$/ { on = 1 }' "$top/agents/README.md" >"$work/committed"
that [ -s "$work/committed" ]
that cmp "$work/pages" "$work/committed"
for name in $("$higgle" list agents --json | sed -n 's/.*"name": *"\([^"]*\)".*/\1/p'); do
    that grep -qxF "### $name" "$work/pages"
done
for picture in $(sed -n 's/.*(\(fingerprints\/[^)]*\)).*/\1/p' "$work/pages"); do that [ -s "$top/agents/$picture" ]; done
for picture in "$top"/agents/fingerprints/*.svg; do that grep -qF "(fingerprints/$(basename "$picture"))" "$work/pages"; done
finish
