//JAVA 17+

package lib.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.TypedCommand;

/** Tells how to come to a scenario that runs. */
class ScenarioSummary {

    /** @param ready with the address at which it answers */
    static void print(String name, Context ready, String how) {
        Environment environment = ready.environment();
        Database database = Database.application(environment);
        String host = database.host();
        String port = environment.require("POSTGRES_PORT");
        List<String> psql = List.of(
                "psql", "-h", host, "-p", port, "-U", environment.require("POSTGRES_USER"), "-d", database.argument());
        String manage = manage(ready.project());
        System.out.printf("The scenario %s %s.%n", name, how);
        System.out.printf("  host    %s%n  port    %s%n", host, port);
        System.out.printf(
                "  psql    %s%s%n",
                new ProcessSpec(psql, ready.project().root(), Map.of()).show(),
                ProcessRunner.onPath("psql") == null ? "   # there is no psql on the PATH here" : "");
        for (Context one : ready.databases())
            System.out.printf(
                    "  JDBC    %s?user=%s%n",
                    ConnectionUrls.jdbc(Database.application(one.environment())),
                    ConnectionUrls.encoded(environment.require("POSTGRES_USER")));
        System.out.printf("  prompt  %s scenario psql %s%n", manage, name);
        System.out.printf("  SQL     %s -c %s sql \"select 1\"%n", manage, environment.instance());
        System.out.printf("  remove  %s scenario down %s%n", manage, name);
    }

    /** manage.java as it can be called from where the user is, which only the shell knows. */
    private static String manage(Project project) {
        Path shell = Path.of(System.getenv().getOrDefault("PWD", ""));
        return String.join(" ", TypedCommand.words(project, shell.startsWith(project.root()) ? shell : project.root()));
    }
}
