/* higgle completions: the scripts that make shells ask `higgle complete` on TAB. They know nothing
 * of higgle's commands, so that they never grow old. */
#include "cli/cli.h"

#include "base/json.h"

#include <string.h>

/* bash breaks words at = and : where we do not, so that the line is split anew, and what bash
 * believes to stand before the current word is taken off the candidates. */
/* clang-format off */
static const char bash_script[] =
    "# higgle completions bash\n"
    "_higgle() {\n"
    "    local line word about full current before program last\n"
    "    local -a words candidates abouts\n"
    "    COMPREPLY=()\n"
    "    program=(\"${BASH_ALIASES[${COMP_WORDS[0]}]:-${COMP_WORDS[0]/#\\~\\//$HOME/}}\")\n"
    "    line=${COMP_LINE:0:COMP_POINT}\n"
    "    read -ra words <<<\"$line\"\n"
    "    [[ $line == *[[:space:]] ]] && words+=('')\n"
    "    full=${words[${#words[@]} - 1]} current=${COMP_WORDS[COMP_CWORD]}\n"
    "    [[ $current == [=:] ]] && current=\n"
    "    before=${full%\"$current\"}\n"
    "    while IFS=$'\\t' read -r word about; do\n"
    "        candidates+=(\"$word\") abouts+=(\"$about\")\n"
    "    done < <(\"${program[@]}\" complete -- \"${words[@]:1}\" 2>/dev/null)\n"
    "    for word in \"${!candidates[@]}\"; do\n"
    "        last=${candidates[word]}\n"
    "        about=${abouts[word]}\n"
    "        [[ $last == *[=:] ]] && compopt -o nospace 2>/dev/null\n"
    "        last=${last#\"$before\"}\n"
    "        if [[ ${COMP_TYPE:-9} == 63 && ${#candidates[@]} -gt 1 && -n $about ]]; then\n"
    "            COMPREPLY+=(\"$last  ($about)\")\n"
    "        else\n"
    "            printf -v last %q \"$last\"\n"
    "            COMPREPLY+=(\"${last//\\\\=/=}\")\n"
    "        fi\n"
    "    done\n"
    "}\n"
    "complete -o bashdefault -o default -F _higgle higgle\n";

static const char zsh_script[] =
    "#compdef higgle\n"
    "# higgle completions zsh\n"
    "_higgle() {\n"
    "    local line word about\n"
    "    local -a program open closed open_shown closed_shown\n"
    "    program=(${=aliases[$words[1]]:-${(Q)~words[1]}})\n"
    "    for line in \"${(@f)$($program complete -- \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)}\"; do\n"
    "        word=${line%%$'\\t'*} about=${line#*$'\\t'}\n"
    "        [[ -n $word ]] || continue\n"
    "        if [[ $word == *[=:] ]]; then\n"
    "            open+=(\"$word\") open_shown+=(\"$word  -- $about\")\n"
    "        else\n"
    "            closed+=(\"$word\") closed_shown+=(\"$word  -- $about\")\n"
    "        fi\n"
    "    done\n"
    "    (( $#open )) && compadd -l -S '' -d open_shown -a open\n"
    "    (( $#closed )) && compadd -l -d closed_shown -a closed\n"
    "    (( $#open + $#closed )) || _files\n"
    "}\n"
    "if [[ $funcstack[1] == _higgle ]]; then _higgle \"$@\"; else compdef _higgle higgle; fi\n";

static const char fish_script[] =
    "# higgle completions fish\n"
    "function __higgle_complete\n"
    "    set -l words (commandline -opc) (commandline -ct)\n"
    "    set -l found ($words[1] complete -- $words[2..-1] 2>/dev/null)\n"
    "    if test (count $found) -gt 0\n"
    "        printf '%s\\n' $found\n"
    "    else\n"
    "        __fish_complete_path (commandline -ct)\n"
    "    end\n"
    "end\n"
    "complete -c higgle -f -a '(__higgle_complete)'\n";

/* clang-format on */
static const struct {
    const char *shell, *script;
} scripts[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
enum { SHELLS = sizeof scripts / sizeof *scripts };

static int print_script(const cli *c, const char *shell, const char *script)
{
    buf out;
    json j;
    if (!c->json) {
        fputs(script, stdout);
        return HG_E_OK;
    }
    buf_init(&out);
    json_init(&j, &out, true);
    json_object(&j);
    json_key(&j, "shell"), json_string(&j, shell);
    json_key(&j, "script"), json_string(&j, script);
    json_end_object(&j);
    cli_print_json(&out);
    buf_fini(&out);
    return HG_E_OK;
}

static int completions_run(cli *c)
{
    const char *names[SHELLS];
    for (size_t i = 0; i < SHELLS; i++) {
        names[i] = scripts[i].shell;
        if (strcmp(names[i], c->arguments[0]) == 0)
            return print_script(c, names[i], scripts[i].script);
    }
    error_add(
        &c->errors, HG_E_USAGE, NULL, 0, 0, "no completions for \"%s\"%s", c->arguments[0],
        cli_nearest(&c->arena, c->arguments[0], names, SHELLS, "; there are bash, zsh, fish"));
    return cli_fail(c);
}

static const json_field completions_json[] = {
    {"shell", "string", "bash, zsh or fish"}, {"script", "string", "what it is to read"}, {0}};

const command command_completions = {
    .name = "completions",
    .arguments = "SHELL",
    .summary = "a script that teaches bash, zsh or fish to complete higgle's words",
    .about = "Completed are commands, options and their words, scenarios, experiments, runs, "
             "figures, ROLE=AGENT with\nthe agent's parameters, and --set paths with their value "
             "now. cmake --install puts the scripts where\nthe shells look for them.",
    .examples = {{"higgle completions bash", "source <(...) in ~/.bashrc"},
                 {"higgle completions zsh", "source <(...) in ~/.zshrc, after compinit"},
                 {"higgle completions fish", "to ~/.config/fish/completions/higgle.fish"}},
    .min_arguments = 1,
    .max_arguments = 1,
    .json = completions_json,
    .run = completions_run};
