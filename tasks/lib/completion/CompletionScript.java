//JAVA 17+

package lib.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** picocli's script for the model of our commands, and what such a script cannot know. */
public class CompletionScript {

    public enum Shell {
        bash(OTHERS_IN_BASH),
        zsh(OTHERS_IN_ZSH);

        private final String others;

        Shell(String others) {
            this.others = others;
        }
    }

    /**
     * The names in the project around the current directory; where on a line our command begins, for picocli takes the
     * first word for it; and which of picocli's functions completes it, for picocli looks for a command's name among
     * all words, be it the value of an option or an argument of Maven.
     */
    private static final String OURS = """

        # The names of the files that find finds.
        function _manage_java_names() {
          find "$@" 2>/dev/null | sed 's/.*\\///; s/\\.[a-z]*$//'
        }

        function _manage_java() {
          local words word next completer="" prefix="" root="$PWD" i
          local environments tasks scenarios tests databases config=development
          while [ -n "$root" ] && [ ! -f "$root/manage.java" ] && [ ! -d "$root/config" -o ! -d "$root/docker" ]; do
            root="${root%/*}"
          done
          tasks=($(_manage_java_names "$root/tasks" -maxdepth 1 -name '[a-z]*.java' | tr _ - |
            grep -vE '^(before|after)-(test|migrate)$'))
          # those that have files, and those that are there
          scenarios=($(_manage_java_names "$root"/{,*/}scenarios "$root/.manage" -maxdepth 1 \
        -path '*/scenarios/[a-z]*.sql' -o -path '*/scenarios/[a-z]*.java' -o -name 'scenario+*.run' -size +0))
          scenarios=("${scenarios[@]#scenario+}")
          environments=($(_manage_java_names "$root/config" -name '*.json') "${scenarios[@]/#/scenario+}")

          # the line's own words, which bash would part at = and @
          i=-a; [ -z "$ZSH_VERSION" ] || i=-A
          IFS=$' \\t' read -r $i words <<< "${COMP_LINE:0:$COMP_POINT}"
          case "${COMP_LINE:0:$COMP_POINT}" in *[[:space:]]) words+=("") ;; esac
          word="${words[${#words[@]}-1]}"
          case "$word" in --*=*)
            words[${#words[@]}-1]="${word%%=*}"
            words+=("${word#*=}")
            case "$COMP_WORDBREAKS" in *=*) ;; *) prefix="${word%%=*}=" ;; esac ;;
          esac
          for (( i = 0; i < ${#words[@]} - 1; i++ )); do
            word="${words[i]}"
            next="${completer}_${word//-/}"
            case "$completer:$word" in
              :manage|:*/manage|:manage.java|:*/manage.java|:manage@*|:@*.manage/fast) completer=_picocli_manage ;;
              :*) ;;
              *:-c|*:--config) i=$(( i + 1 )); config="${words[i]}" ;;
              *:--config=*) config="${word#*=}" ;;
              *:--engine) i=$(( i + 1 )) ;;
              *) if type "$next" >/dev/null 2>&1; then completer="$next"; fi ;;
            esac
          done
          COMPREPLY=()
          if [ -z "$completer" ]; then
            eval "completer=\\$_manage_java_before_${words[0]##*/}"
            [ -z "$completer" ] || "$completer" "$@"
            return
          fi
          case "${words[${#words[@]}-2]}" in -d|--database)
            databases=($(cat "$root/config/${config%%+*}.json" 2>/dev/null | tr '\\n' ' ' |
              sed -n 's/.*"APPLICATION_DATABASES"[^[{}]*\\[\\([^]]*\\)].*/\\1/p' | tr -d '",')) ;;
          esac
          # this alone looks at the whole tree
          case "$completer" in *_test)
            tests=($(_manage_java_names "$root" \\( -name '.?*' -o -name target -o -name node_modules \\) -prune -o \
        -path '*/src/test/*' \\( -name '*Test.java' -o -name '*Tests.java' -o -name '*IT.java' \\) -print)) ;;
          esac
          COMP_WORDS=("${words[@]}")
          COMP_CWORD=$(( ${#words[@]} - 1 ))
          "$completer"
          local IFS=$'\\n'
          COMPREPLY=($(printf '%s\\n' "${COMPREPLY[@]/#/$prefix}" | sort -u))
        }

        complete -o default -F _manage_java manage manage.java
        """;

    /** The words that start us, with what completed them before. */
    private static final String OTHERS_IN_BASH = """
        for _manage_java_word in jbang java; do
          { _comp_load "$_manage_java_word" || _completion_loader "$_manage_java_word"; } >/dev/null 2>&1
          eval "_manage_java_before_$_manage_java_word=$(complete -p "$_manage_java_word" 2>/dev/null | sed -n \
        's/.*-F \\([^ ]*\\) .*/\\1/p' | grep -v '^_manage_java$')"
          complete -o default -F _manage_java "$_manage_java_word"
        done
        unset _manage_java_word
        """;

    /** zsh has a completion of its own for java, which stays for all that is not ours. */
    private static final String OTHERS_IN_ZSH = """
        complete -o default -F _manage_java jbang
        _manage_java_in_java() {
          case " ${words[*]} " in
            *manage.java*|*@*.manage/fast*) _bash_complete -o default -F _manage_java ;;
            *) if (( $+functions[_java] )); then _java; else _default; fi ;;
          esac
        }
        compdef _manage_java_in_java java
        """;

    public static String of(Shell shell, CommandLine model) {
        ProjectCandidates.addTo(model);
        return AutoComplete.bash("manage", model) + OURS + shell.others;
    }
}
