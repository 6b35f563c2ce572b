//JAVA 17+

package lib.scenario;

import java.io.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.database.Statements;
import lib.environment.Context;
import lib.environment.Project;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import lib.testing.TestDatabases;

/**
 * The file with a scenario's data.
 *
 * @param label what it is called in an error
 * @param parts its statements; null for a script in Java
 */
public record ScenarioData(Path file, String label, List<SqlScript.Part> parts) {

    /** What a script cannot do inside a transaction; then each of its statements is one of its own. */
    private static final Set<String> ALONE = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "VACUUM");

    private static final Pattern CONCURRENTLY = Pattern.compile("(?i)\\bconcurrently\\b");

    static ScenarioData read(Context context, Path file) {
        String label = context.project().show(file);
        if (file.toString().endsWith(".java")) {
            ScriptLauncher.launcher(context.project());
            return new ScenarioData(file, label, null);
        }
        try {
            return new ScenarioData(file, label, SqlScript.split(Files.readAllBytes(file), label));
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
    }

    /** What {@link #load} would run. */
    void print(Project project) {
        if (parts == null) System.out.println(new ProcessSpec(script(project), project.root(), Map.of()).show());
        else parts.forEach(part -> System.out.println(part.written()));
        System.out.println("ANALYZE;");
    }

    /** Puts the data into the application's databases: into the first, and into others behind their \connect. */
    void load(Context ready) {
        ready.console().info("Loading " + label + " ...");
        if (parts == null) runScript(ready);
        else
            for (SqlScript.Section section : SqlScript.sections(parts)) {
                Database database = section.database()
                        .map(name -> named(ready, name))
                        .orElse(Database.application(ready.environment()));
                load(database, section.parts());
            }
        for (Context each : ready.databases())
            // now, and not when the server finds the time: the first queries are planned by it
            with(Database.application(each.environment()), connection -> Statements.run(connection, "ANALYZE"));
    }

    /** By its name in the environment or on the server. */
    private Database named(Context ready, String name) {
        String onServer = Database.named(ready.environment(), name).name();
        List<Database> all = ready.databases().stream()
                .map(each -> Database.application(each.environment()))
                .toList();
        return all.stream()
                .filter(database -> database.name().equals(onServer))
                .findFirst()
                .orElseThrow(() -> ExitException.workFailed(
                        label + ": \\connect names " + name + ", which is not a database of the application",
                        "Its databases are " + all.stream().map(Database::name).collect(Collectors.joining(", "))
                                + "."));
    }

    private void load(Database database, List<SqlScript.Part> parts) {
        if (parts.isEmpty()) return;
        boolean together = parts.stream()
                .noneMatch(part -> ALONE.contains(part.command())
                        || CONCURRENTLY.matcher(part.sql()).find());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        with(database, connection -> {
            connection.setAutoCommit(!together);
            new SqlExecutor(connection, new ResultPrinter(ResultPrinter.Format.table, nowhere, nowhere, 0), System.err)
                    .all(parts, label);
            if (together) connection.commit();
        });
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void with(Database database, Work work) {
        try (Connection connection = database.connect()) {
            work.on(connection);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            label + ": " + e.getMessage(), "Correct the data, and create the scenario again: --fresh")
                    .because(e);
        }
    }

    /** Its output is no result of ours: it goes to standard error. */
    private void runScript(Context ready) {
        StringBuffer output = new StringBuffer();
        boolean quiet = ready.console().quiet();
        ProcessSpec command =
                ready.command(script(ready.project())).with(ForeignDatabaseVariables.withoutForeignVariables(ready));
        int code = ready.runner()
                .background(command, line -> {
                    if (quiet) output.append(line).append('\n');
                    else System.err.println(line);
                })
                .code();
        if (code == 0) return;
        System.err.print(output);
        throw ExitException.workFailed(label + " ended with exit code " + code, "Its own message is above.");
    }

    private List<String> script(Project project) {
        return ScriptLauncher.argv(project, List.of(), file.toString(), List.of());
    }

    /** Changes with whatever it is made from. */
    String key(Context context) {
        try {
            byte[] digest = Hashing.sha256().digest(Files.readAllBytes(file));
            // whichever engine was asked for
            Context any = new Context(
                    context.project(),
                    context.environment(),
                    context.runner(),
                    context.console(),
                    context.dryRun(),
                    "");
            return TestDatabases.key(any) + HexFormat.of().formatHex(digest, 0, 8);
        } catch (IOException e) {
            return "";
        }
    }
}
