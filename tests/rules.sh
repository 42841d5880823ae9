#!/bin/sh
# Who may know whom, checked over #include: every room's files may include only the rooms named here.
set -eu
cd "$(dirname "$0")/.."
bad=0
# room, its folders, what its quoted includes may start with, what its bracketed includes may not name
check() {
    found=$(for d in $2; do grep -nE '^ *# *include *"' "$d"/*.[ch] /dev/null 2>/dev/null; done | grep -vE "#include \"($3)/" || true)
    [ -z "$found" ] || { echo "$1 includes what it must not know:"; echo "$found"; bad=1; }
    [ -z "$4" ] && return
    found=$(for d in $2; do grep -nE "^ *# *include *<($4)" "$d"/*.[ch] /dev/null 2>/dev/null; done || true)
    [ -z "$found" ] || { echo "$1 includes what it must not know:"; echo "$found"; bad=1; }
}
check base     sim/base     'base'                                        'uv|msgpack|yaml|expat|jansson'
check theory   sim/theory   'base|theory'                                 'uv|msgpack|yaml|expat|jansson'
check model    sim/model    'base|model'                                  'uv|msgpack|yaml|expat|jansson'
check scenario 'sim/scenario sim/scenario/experiment sim/scenario/generate' 'base|theory|model|scenario' 'uv|msgpack|expat|jansson'
check foreign  sim/scenario/foreign 'base|model|scenario'                 'uv|msgpack|yaml'
check wire     sim/wire     'base|model|wire'                             'uv|yaml|expat|jansson'
check host     sim/host     'base|model|wire|host'                        'uv|msgpack|yaml|expat|jansson'
check session  sim/session  'base|model|wire|session'                     'uv|msgpack|yaml|expat|jansson'
check record   sim/record   'base|model|wire|session|record'              'uv|yaml|expat|jansson'
check seat     sim/seat     'base|model|wire|host|session|record|seat|agents'  'msgpack|yaml|expat|jansson'
check run      sim/run      'base|model|scenario|wire|session|record|seat|run' 'msgpack|yaml|expat|jansson'
check cli      'sim/cli sim/cli/commands sim/cli/conform sim/cli/play sim/cli/person sim/cli/tell sim/cli/bench' 'base|model|scenario|wire|host|session|record|seat|run|cli|analysis|theory' 'msgpack|yaml|expat|jansson'
check statistics analysis/statistics 'base|analysis/statistics'       'uv|msgpack|yaml|expat|jansson'
check analysis analysis     'base|model|scenario|record|analysis'         'uv|msgpack|yaml|expat|jansson'
check figures  analysis/figures 'base|model|scenario|record|analysis'  'uv|msgpack|yaml|expat|jansson'
check agents   agents       'agents'                                      'uv|msgpack|yaml|expat|jansson'
check parts    agents/parts 'agents/parts'                                'uv|msgpack|yaml|expat|jansson'
check compat   agents/compat 'agents'                                     'uv|msgpack|yaml|expat|jansson'
check equilibria agents/theory 'agents'                                   'uv|msgpack|yaml|expat|jansson'
check examples 'agents/examples/c tests/smoke' 'nothing-of-this-tree'      'uv|msgpack|yaml|expat|jansson'
# analysis reads records through headers that know no session
found=$(grep -lE '#include "session/' sim/record/reader.h sim/record/row.h sim/record/aggregate.h sim/record/schema.h sim/record/frame.h || true)
[ -z "$found" ] || { echo "record's reading side knows sessions: $found"; bad=1; }
# statistics and tables do not know how they are drawn
found=$(grep -lE '#include "analysis/figures/' analysis/*.[ch] || true)
[ -z "$found" ] || { echo "analysis knows its figures: $found"; bad=1; }
# one file knows SQLite
found=$(grep -lE '^ *# *include *<sqlite' sim/*/*.[ch] sim/*/*/*.[ch] agents/*.[ch] agents/parts/*.[ch] analysis/*.[ch] analysis/figures/*.[ch] 2>/dev/null | grep -v '^analysis/export.c$' || true)
[ -z "$found" ] || { echo "SQLite belongs into analysis/export.c: $found"; bad=1; }
# one file loads what is not part of the program
found=$(grep -lE '^ *# *include *<dlfcn' sim/*/*.[ch] sim/*/*/*.[ch] agents/*.[ch] agents/*/*.[ch] analysis/*.[ch] analysis/*/*.[ch] 2>/dev/null | grep -v '^sim/seat/plugin.c$' || true)
[ -z "$found" ] || { echo "loading belongs into sim/seat/plugin.c: $found"; bad=1; }
# only the command line ends the process
found=$(grep -nE '(^|[^_a-z])(exit|abort) *\(' sim/base/*.c sim/theory/*.c sim/model/*.c sim/scenario/*.c sim/scenario/*/*.c sim/wire/*.c sim/host/*.c sim/session/*.c sim/record/*.c sim/seat/*.c sim/run/*.c analysis/*.c analysis/figures/*.c agents/*.c agents/compat/*.c agents/theory/*.c 2>/dev/null | grep -v '_exit' || true)
[ -z "$found" ] || { echo "exit outside cli:"; echo "$found"; bad=1; }
[ "$bad" -eq 0 ] && echo "include rules: 24 passed, 0 failed"
exit "$bad"
