//JAVA 17+

package support;

import java.util.List;
import java.util.stream.Stream;

/** Command lines, other than queries and compose's, that destroy something in the environment production. */
public final class ChangingCommands {

    /** Environments that are protected by their names. */
    public static final List<String> NAMES = List.of(
            "prod",
            "live",
            "staging",
            "Production",
            "PROD",
            "prod-eu",
            "eu.prod",
            "shop_live2",
            "staging-2",
            "1prod2",
            "_staging_",
            "shopProd",
            "euLive",
            "EUProduction",
            "prodReplica",
            "LIVEDatabase");

    /** What a file has for MANAGE_PROTECTED, where false is exported. */
    public static final List<String> VALUES = List.of(
            "true", "\"true\"", "\"TRUE\"", "\"True\"", "\" true\"", "1", "\"yes\"", "\"${REALLY}\"", "\"tr\\u0075e\"");

    /** What a file has for the name itself. */
    public static final List<String> MISSPELLED =
            List.of("manage_protected", "Manage_Protected", "MANAGE_PROTECT", "MANAGE_PROTECTION", "ManageProtected");

    /** A task of a project's own that asks as ours do. */
    public static final String OWN_TASK = """
        //JAVA 17+
        //SOURCES ${manage.lib:lib}/common.java

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

    private ChangingCommands() {}

    public static List<String> all() {
        return Stream.of(environments(), sql(), others(), variables())
                .flatMap(List::stream)
                .toList();
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
                "-c production --engine embedded " + delete,
                "-c development " + delete + " -c production",
                "-c production --yes=false " + delete,
                "-c production -y=false " + delete,
                "tasks/sql.java -c production \"" + ChangingStatements.DELETE + "\"");
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
                "-c production sql --var i=1 \"delete from kept where i = :'i'\"",
                "-c production sql --var \"i='; commit; delete from kept; --\" \"select :'i'; select gone()\"",
                "-c production sql --var \"i=\\'; commit; delete from kept; --\" \"select E:'i'\"",
                "-c production sql < dump.sql",
                "-c production sql -f - < dump.sql",
                "-c production sql -f /dev/stdin < dump.sql");
    }

    private static List<String> others() {
        return List.of(
                "-c production migrate clean",
                "-c production migrate repair",
                "-c production migrate baseline 1",
                "-c production db reset",
                "-c production db restore dump.sql",
                "-c production db seed",
                "-c production db snapshot save copy --force",
                "-c production db snapshot restore copy",
                "db snapshot -c production restore --force copy",
                "-c production db snapshot remove copy",
                "-c production db prune --force",
                "-c production flask-equivalent migrate clean",
                "-c production flask-equivalent migrate repair",
                "-c production flask-equivalent db downgrade",
                "-c production flask-equivalent db downgrade base",
                "-c production flask-equivalent db stamp 1",
                "-c production flask-equivalent run -- flyway:clean",
                "-c production run --port 0 -- flyway:clean",
                "-c production shell",
                "-c production flask-equivalent shell",
                "-c production mvn flyway:clean",
                "-c production mvn test",
                "-c production mvn -q -B verify",
                "-c production mvn",
                "-c production mvn --yes test",
                "-c production mvn -y test",
                "-c production empty-kept",
                "empty-kept -c production",
                "-c production --dry-run empty-kept",
                "tasks/migrate.java -c production clean");
    }

    /** Of the environment and of others, which change nothing about it. */
    private static List<String> variables() {
        String delete = "sql \"" + ChangingStatements.DELETE + "\"";
        return List.of(
                "APPLICATION_CONFIG=production " + delete,
                "APPLICATION_CONFIG=production compose down -v",
                "APPLICATION_CONFIG=production tasks/compose.java down -v",
                "APPLICATION_CONFIG=production mvn test",
                "APPLICATION_CONFIG=development -c production migrate clean",
                "MANAGE_EXPORTED=production -c production " + delete,
                "MANAGE_PROTECTED= -c production " + delete,
                "MANAGE_ENGINE=embedded -c production compose down -v",
                "COMPOSE_FILE=docker/testing.yml -c production compose down -v",
                "COMPOSE_PROJECT_NAME=other -c production compose down -v",
                "COMPOSE_PROFILES=ps -c production compose down -v",
                "DOCKER_HOST=tcp://127.0.0.1:1 -c production compose down -v",
                "PGOPTIONS=--default_transaction_read_only=off -c production sql \"select gone()\"",
                "FLYWAY_CLEAN_DISABLED=false -c production migrate clean",
                "CI=true -c production db reset");
    }

    /** What a dry run only says. */
    public static List<String> dry() {
        return List.of(
                "-c production -n migrate clean",
                "-c production -n migrate repair",
                "-c production -n migrate baseline 1",
                "-c production -n migrate up",
                "-c production -n migrate diff -m x",
                "-c production -n migrate dump",
                "-c production -n migrate check",
                "-c production -n flask-equivalent migrate clean",
                "-c production -n flask-equivalent db upgrade",
                "-c production -n flask-equivalent db downgrade base",
                "-c production -n flask-equivalent db stamp 1",
                "-c production -n flask-equivalent run -- flyway:clean",
                "-c production -n db reset",
                "-c production -n db restore dump.sql",
                "-c production -n db snapshot save --force copy",
                "-c production -n db snapshot restore --force copy",
                "-c production -n sql -f dump.sql",
                "-c production -n sql \"select gone()\"",
                "-c production -n compose down -v",
                "-c production -n mvn flyway:clean",
                "migrate --dry-run clean -c production");
    }

    /** What destroys a scenario, or may. */
    public static List<String> scenarios() {
        return List.of(
                "scenario down users",
                "scenario up users --fresh",
                "scenario exec users -- psql -c \"drop table users\"",
                "scenario psql users < dump.sql",
                "-c scenario+users compose down -v",
                "-c scenario+users migrate clean",
                "-c scenario+users db reset",
                "-c scenario+users mvn test");
    }
}
