//JAVA 17+

package support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Command lines, other than queries and compose's, that destroy something in the environment production. */
public final class ChangingCommands {

    /** Environments that are protected by their names. */
    public static final List<String> NAMES =
            List.of("prod", "live", "staging", "Production", "PROD", "prod-eu", "eu.prod", "shop_live2", "staging-2");

    /** A task of a project's own that asks as ours do. */
    public static final String OWN_TASK = """
        //JAVA 17+
        //SOURCES lib/common.java

        import lib.cli.Cli;
        import lib.cli.Task;
        import picocli.CommandLine.Command;

        @Command(name = "empty-kept", description = "Empties a table.")
        public class empty_kept extends Task.WithOptions {
            @Override
            public Integer call() {
                confirm(context(), "this empties a table");
                throw new IllegalStateException("nobody was asked");
            }

            public static void main(String... args) {
                Cli.main(new empty_kept(), args);
            }
        }
        """;

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private ChangingCommands() {}

    public static List<String> all() {
        return Stream.of(environments(), sql(), others()).flatMap(List::stream).toList();
    }

    /** The same statement, and each way to name the environment. */
    private static List<String> environments() {
        String delete = "sql \"" + ChangingStatements.DELETE + "\"";
        return List.of(
                "--config=production " + delete,
                "--config production " + delete,
                "-cproduction " + delete,
                "-c=production " + delete,
                delete + " -c production",
                delete + " --config=production",
                "-qc production " + delete,
                "-v -c production " + delete,
                "-c production --engine=docker " + delete,
                "-c production --engine embedded " + delete);
    }

    private static List<String> sql() {
        return List.of(
                "-c production sql -f dump.sql",
                "-c production sql --file=dump.sql",
                "-c production sql \"select 1\" -f dump.sql",
                "-c production sql -f dump.sql \"select 1\"",
                "-c production sql -1 \"delete from kept\"",
                "-c production sql --single-transaction -f dump.sql",
                "-c production sql -d application \"delete from kept\"",
                "-c production sql --database=postgres \"create table more ()\"",
                "-c production sql --format json \"delete from kept returning i\"",
                "-c production sql --on-error=continue \"select 1; delete from kept\"",
                "-c production sql --var i=1 \"delete from kept where i = :'i'\"");
    }

    private static List<String> others() {
        return List.of(
                "-c production migrate clean",
                "-c production migrate repair",
                "-c production migrate baseline 1",
                "-c production db reset",
                "-c production db restore dump.sql",
                "-c production db seed",
                "-c production flask-equivalent migrate clean",
                "-c production flask-equivalent migrate repair",
                "-c production flask-equivalent db downgrade",
                "-c production flask-equivalent db downgrade base",
                "-c production flask-equivalent db stamp 1",
                "-c production flask-equivalent run -- flyway:clean",
                "-c production mvn flyway:clean",
                "-c production mvn test",
                "-c production mvn -q -B verify",
                "-c production empty-kept",
                "empty-kept -c production");
    }

    /** Of a line as a shell would take it apart. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) words.add(word.group(1) != null ? word.group(1) : word.group(2));
        return words;
    }
}
