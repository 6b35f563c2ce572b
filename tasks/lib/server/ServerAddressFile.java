//JAVA 17+

package lib.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.Environment;
import lib.environment.EnvironmentFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where an environment's server answers while it runs, when its port is not fixed. Kept in
 * {@code .manage/<environment>.json}, in the form of a config file, so that tests started from an IDE can read it.
 */
public class ServerAddressFile {

    public static Path file(Context context) {
        return context.project().state(context.environment().instance() + ".json");
    }

    /** The context with the address of the running server in place of a port of 0. */
    public static Context locate(Context context) {
        return find(context).orElseThrow(() -> {
            String instance = context.environment().instance();
            return ExitException.machineLacks(
                    "no PostgreSQL of the environment " + instance + " is running", howToStart(context, instance));
        });
    }

    private static String howToStart(Context context, String instance) {
        if (instance.contains("+")) return "Start it: manage.java scenario up " + instance.replaceFirst(".*\\+", "");
        String elsewhere = ours(context) ? "" : "Set POSTGRES_PORT to the port of its server, if that is another one. ";
        return elsewhere + "Start it: manage.java -c " + instance + " compose up -d db, or manage.java -c " + instance
                + " postgres start";
    }

    /** The same, and nothing where no server of the environment runs. */
    public static Optional<Context> find(Context context) {
        if (context.environment().port("POSTGRES_PORT") != 0
                        && !context.environment().instance().contains("+")
                || context.dryRun()) return Optional.of(context);
        Optional<Map<String, String>> answers = answers(context);
        if (answers.isPresent())
            return answers.map(all -> context.with(context.environment().with(all)));
        ComposeCommands.Server server =
                ours(context) && ComposeProgram.works(context) ? new ComposeServer(context).published() : null;
        return Optional.ofNullable(server)
                .map(at -> context.with(context.environment()
                        .with(Map.of("POSTGRES_HOSTNAME", at.host(), "POSTGRES_PORT", String.valueOf(at.port())))));
    }

    private static boolean ours(Context context) {
        return !context.engine().equals("embedded") && ComposeFiles.of(context).hasDatabase();
    }

    /**
     * Whether the server is one that the project starts. An address that was exported, or of another machine, is not
     * that of what the environment starts, whatever it could start.
     */
    public static boolean startedHere(Context context) {
        Environment environment = context.environment();
        boolean exported = !environment.name.equals(System.getenv(Context.EXPORTED))
                && environment.variables().stream()
                        .filter(variable -> variable.origin().equals(Environment.PROCESS)
                                && !variable.text().equals("0"))
                        .anyMatch(variable ->
                                Set.of("POSTGRES_HOSTNAME", "POSTGRES_PORT").contains(variable.name()));
        String host = environment.get("POSTGRES_HOSTNAME", "");
        boolean local = DockerHost.isHere(host)
                || DockerHost.of(context)
                        .filter(engine -> engine.host().equals(host))
                        .isPresent();
        return local
                && !exported
                // what was recorded is known at once, and compose is a program to start
                && (answers(context).isPresent() || ComposeFiles.of(context).hasDatabase());
    }

    /** Where the environment's server answered when it was last heard of. */
    public static Optional<Map<String, String>> answers(Context context) {
        Path file = file(context);
        if (!Files.exists(file)) return Optional.empty();
        Map<String, String> answers = new LinkedHashMap<>();
        EnvironmentFile.read(file, context.project().show(file))
                .forEach(entry -> answers.put(entry.name(), entry.values().get(0)));
        return Optional.of(answers);
    }

    public static void record(Context context, Map<String, String> answers) {
        if (context.dryRun()) return;
        List<Map<String, String>> entries = answers.entrySet().stream()
                .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                .toList();
        Path file = file(context);
        try {
            Files.writeString(
                    file, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n");
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    /** Records a server that stays up, and tells how a person gets into it. */
    public static void keep(Context context) {
        Environment running = context.environment();
        Map<String, String> answers = running.exported();
        answers.keySet()
                .removeIf(name -> !Set.of("POSTGRES_HOSTNAME", "POSTGRES_PORT").contains(name)
                        && !running.servicePorts().contains(name));
        record(context, answers);
        Database database = Database.application(running);
        context.console()
                .warn("the database is kept for the next run. To connect:\n  manage.java -c " + running.name
                        + " sql \"select ...\"\n  "
                        + context.command(List.of(
                                        "psql",
                                        "-h",
                                        database.host(),
                                        "-p",
                                        running.require("POSTGRES_PORT"),
                                        "-U",
                                        running.require("POSTGRES_USER"),
                                        "-d",
                                        database.argument()))
                                .show()
                        + context.databases().stream()
                                .map(each -> "\n  " + ConnectionUrls.jdbc(Database.application(each.environment())))
                                .collect(Collectors.joining())
                        + "\nTo remove it now: manage.java doctor --fix");
    }

    public static void forget(Context context) {
        if (!context.dryRun()) file(context).toFile().delete();
    }
}
