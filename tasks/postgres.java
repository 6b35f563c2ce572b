///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.Map;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.server.EmbeddedServer;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

@Command(
        name = "postgres",
        description = "The embedded PostgreSQL of an environment, for development without Docker; its data is"
                + " kept after a stop.")
public class postgres extends Task.WithOptions {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "postgres needs one of: start, stop, status");
    }

    /** It runs on this machine, wherever Docker is. */
    private Context here(GlobalOptions options) {
        options.engine = GlobalOptions.EngineChoice.embedded;
        return context(options);
    }

    private static EmbeddedServer server(Context context) {
        if (context.environment().instance().contains("+"))
            throw ExitException.wrongInput(
                    "a scenario has a server of its own", "Start it: manage.java scenario up NAME");
        return new EmbeddedServer(context, context.project().state("postgres-" + context.environment().name), false);
    }

    @Command(description = "Start it in the background; does nothing if it is running already.")
    int start(@Mixin(name = "global") GlobalOptions options) {
        Context context = here(options);
        EmbeddedServer server = server(context);
        if (!context.dryRun() && server.running()) {
            System.out.println("PostgreSQL is running already at "
                    + Database.maintenance(ServerAddressFile.locate(context).environment())
                            .address() + ".");
            return 0;
        }
        Map<String, String> answers = server.up(0);
        if (context.dryRun()) return 0;
        ServerAddressFile.record(context, answers);
        Context running = context.with(context.environment().with(answers));
        running.databases().forEach(postgres::bringRole);
        Database database = Database.maintenance(running.environment());
        System.out.println(
                "PostgreSQL is running at " + database.address() + ". Stop it with: manage.java postgres stop");
        return 0;
    }

    private static void bringRole(Context running) {
        ApplicationRole.of(running).ifPresent(role -> {
            role.make();
            Database application = Database.application(running.environment());
            if (application.exists()) role.admit(application);
        });
    }

    @Command(description = "Stop it; the data is kept.")
    int stop(@Mixin(name = "global") GlobalOptions options) {
        Context context = here(options);
        EmbeddedServer server = server(context);
        boolean running = context.dryRun() || server.running();
        if (running) server.down();
        ServerAddressFile.forget(context);
        if (!context.dryRun()) System.out.println(running ? "PostgreSQL was stopped." : "PostgreSQL was not running.");
        return 0;
    }

    @Command(description = "Say whether it is running: exit code 0 if it is, 1 if not.")
    int status(@Mixin(name = "global") GlobalOptions options) {
        Context context = here(options);
        boolean running = server(context).running();
        System.out.println(
                running
                        ? "PostgreSQL is running at "
                                + Database.maintenance(ServerAddressFile.locate(context)
                                                .environment())
                                        .address() + "."
                        : "PostgreSQL is not running. Start it with: manage.java postgres start");
        return running ? 0 : ExitException.WORK_FAILED;
    }

    public static void main(String... args) {
        Cli.main(new postgres(), args);
    }
}
