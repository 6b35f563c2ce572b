///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Print a script that completes commands, options, environments, scenarios and own tasks in bash or zsh.
//SOURCES ../manage.java lib/completion/*.java

import java.nio.file.Path;
import lib.cli.Cli;
import lib.cli.Task;
import lib.completion.CommandModel;
import lib.environment.Project;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "completion",
        description = "Print a script that completes commands, options, environments, scenarios and own tasks.",
        footer = {
            "",
            "Once: manage.java completion bash > ~/.manage-completion",
            "In ~/.bashrc: . ~/.manage-completion",
            "With zsh the same, and in ~/.zshrc."
        })
public class completion extends Task.WithOptions {

    enum Shell {
        bash,
        zsh
    }

    /**
     * What picocli cannot know: where on a line our command begins, and what there is in the project around the current
     * folder.
     */
    private static final String OURS = """

        # The project around the current folder.
        function _manage_java_root() {
          local at="$PWD"
          while [ -n "$at" ]; do
            if [ -f "$at/manage.java" ]; then echo "$at"; return; fi
            at="${at%/*}"
          done
        }

        function _manage_java_environments() {
          ls "$(_manage_java_root)/config" 2>/dev/null | sed -n 's/\\.json$//p'
          _manage_java_scenarios | sed 's/^/scenario+/'
        }

        function _manage_java_tasks() {
          ls "$(_manage_java_root)/tasks" 2>/dev/null | sed -n 's/^\\([a-z].*\\)\\.java$/\\1/p' | tr _ - | grep \
        -vE '^(before|after)-(test|migrate)$'
        }

        # Those that have files, and those that are there.
        function _manage_java_scenarios() {
          local root="$(_manage_java_root)"
          { find "$root" -maxdepth 3 -path '*/scenarios/[a-z]*' \\( -name '*.sql' -o -name '*.java' \\) \
        2>/dev/null | sed 's/.*\\///; s/\\.[a-z]*$//'
            find "$root/.manage" -maxdepth 1 -name 'scenario+*.run' -size +0 2>/dev/null | sed \
        's/.*scenario+//; s/\\.run$//'; } | sort -u
        }

        function _manage_java_tests() {
          find "$(_manage_java_root)" -path '*/src/test/*' \\( -name '*Test.java' -o -name '*Tests.java' -o \
        -name '*IT.java' \\) 2>/dev/null | sed 's/.*\\///; s/\\.java$//'
        }

        function _manage_java_add() {
          local word
          for word in $(compgen -W "$1" -- "$2"); do
            case " ${COMPREPLY[*]} " in *" $word "*) ;; *) COMPREPLY+=("$word") ;; esac
          done
        }

        function _manage_java() {
          local line="${COMP_LINE:0:$COMP_POINT}" words rest cur prev i start=-1 command="" sub=""
          if [ -n "$ZSH_VERSION" ]; then IFS=$' \\t' read -r -A words <<< "$line"; else IFS=$' \\t' read -r -a \
        words <<< "$line"; fi
          case "$line" in *[[:space:]]) words+=("") ;; esac
          cur="${words[${#words[@]}-1]}"
          case "${words[0]##*/}" in manage.java|manage) start=0 ;; esac
          for (( i = 1; start < 0 && i < ${#words[@]} - 1; i++ )); do
            case "${words[i]}" in manage.java|*/manage.java|manage|manage@*|@*.manage/fast) start=$i ;; esac
          done
          if [ $start -lt 0 ]; then
            local before="_manage_java_before_${words[0]##*/}"
            before="$(eval "echo \\"\\$$before\\"")"
            COMPREPLY=()
            if [ -n "$before" ]; then "$before" "$@"; fi
            return
          fi
          prev="${words[${#words[@]}-2]}"
          COMPREPLY=()
          case "$prev" in -c|--config) _manage_java_add "$(_manage_java_environments)" "$cur"; return ;; esac
          case "$cur" in --config=*)
            _manage_java_add "$(_manage_java_environments)" "${cur#*=}"
            case "$COMP_WORDBREAKS" in *=*) ;; *) COMPREPLY=("${COMPREPLY[@]/#/--config=}") ;; esac
            return ;;
          esac
          # picocli's own part takes the value of an option for a command
          rest=(manage)
          for (( i = start + 1; i < ${#words[@]} - 1; i++ )); do
            case "${words[i]}" in
              -c|--config|--engine) if [ $i -lt $(( ${#words[@]} - 2 )) ]; then i=$(( i + 1 )); else \
        rest+=("${words[i]}"); fi ;;
              --config=*|--engine=*) ;;
              -*) rest+=("${words[i]}") ;;
              *) rest+=("${words[i]}"); if [ -z "$command" ]; then command="${words[i]}"; elif [ -z "$sub" ]; \
        then sub="${words[i]}"; fi ;;
            esac
          done
          COMP_WORDS=("${rest[@]}" "$cur")
          COMP_CWORD=${#rest[@]}
          COMP_LINE="${COMP_WORDS[*]}"
          COMP_POINT=${#COMP_LINE}
          _complete_manage
          case "$cur" in -*) return ;; esac
          case "$command:$sub" in
            :) _manage_java_add "$(_manage_java_tasks)" "$cur" ;;
            test:*) _manage_java_add "$(_manage_java_tests)" "$cur" ;;
            scenario:?*) _manage_java_add "$(_manage_java_scenarios)" "$cur" ;;
          esac
        }

        complete -o default -F _manage_java manage manage.java
        """;

    /** The words that start us, with what completed them before. */
    private static final String IN_BASH = """
        for _manage_java_word in jbang java; do
          { _comp_load "$_manage_java_word" || _completion_loader "$_manage_java_word"; } >/dev/null 2>&1
          eval "_manage_java_before_$_manage_java_word=$(complete -p "$_manage_java_word" 2>/dev/null | sed -n \
        's/.*-F \\([^ ]*\\) .*/\\1/p' | grep -v '^_manage_java$')"
          complete -o default -F _manage_java "$_manage_java_word"
        done
        unset _manage_java_word
        """;

    /** zsh has a completion of its own for java, which stays for all that is not ours. */
    private static final String IN_ZSH = """
        complete -o default -F _manage_java jbang
        _manage_java_in_java() {
          case " ${words[*]} " in
            *manage.java*|*@*.manage/fast*) _bash_complete -o default -F _manage_java ;;
            *) if (( $+functions[_java] )); then _java; else _default; fi ;;
          esac
        }
        compdef _manage_java_in_java java
        """;

    @Parameters(paramLabel = "bash|zsh", description = "For which shell.")
    Shell shell;

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("manage", CommandModel.of(Project.around(Path.of("")), manage.line()))
                + OURS
                + (shell == Shell.bash ? IN_BASH : IN_ZSH));
        return 0;
    }

    public static void main(String... args) {
        Cli.main(new completion(), args);
    }
}
