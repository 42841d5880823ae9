#!/bin/sh
# A figure as it is committed: without what gnuplot writes and no eye sees: groups without content, what is the default anyway, a
# hundredth of a pixel, the commands that drew it, blanks.
#   ./analysis/figures/squeeze.sh FILE.svg >SMALLER.svg
set -eu
awk '/^<g [^>]*>$/ { if (held != "") print held; held = $0; next }
     held != "" { empty = $0 == "</g>"; if (!empty) print held; held = ""; if (empty) next }
     { print }' "$1" | sed -E -e 's/ stroke-linecap="butt" stroke-linejoin="miter"//' -e 's/([0-9][0-9]\.[0-9])[0-9]+/\1/g' \
        -e 's#<title>FILE [^<]*</title>##' -e 's/^\t+//' -e 's/,  +/,/g' -e 's/\(  +/(/g'
