//JAVA 17+

package lib.testing;

import java.util.Map;
import java.util.Optional;
import lib.base.SignalHandling;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.server.ComposeFiles;
import lib.server.DatabaseServer;
import lib.server.Ports;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;
import lib.server.StaleRun;

/**
 * What is known of a run's server before it is started.
 *
 * @param context with a port for each service that may have any
 * @param kept the server that the run before kept for this one
 * @param address where it is to answer
 * @param port what to try first where any will do; 0 for no wish
 * @param early whether Maven may be told of the address before the server answers
 */
record PlannedServer(
        Context context, Optional<DatabaseServer> kept, Map<String, String> address, int port, boolean early) {

    /** Takes the server that a run before kept, or cleans up after that run. */
    static PlannedServer of(PreparedRun prepared, RunLock.Run left) {
        Context context = prepared.context();
        Optional<Map<String, String>> answers = left == null ? Optional.empty() : keptAddress(prepared, left);
        if (answers.isPresent()) {
            DatabaseServer server = ServerSelector.of(context, left);
            context.console().info("Taking back the server that the last run kept.");
            return new PlannedServer(context, Optional.of(server), answers.get(), 0, true);
        }
        if (left != null) cleanUp(prepared, left);
        return fresh(context);
    }

    private static Optional<Map<String, String>> keptAddress(PreparedRun prepared, RunLock.Run left) {
        Context context = prepared.context();
        if (!left.kept()
                || prepared.options().server().fresh()
                || !TestDatabases.key(context).equals(left.key())) return Optional.empty();
        return ServerAddressFile.answers(context)
                .filter(answers -> Database.maintenance(context.environment().with(answers))
                        .answers());
    }

    private static void cleanUp(PreparedRun prepared, RunLock.Run left) {
        SignalHandling.step("cleaning up after the run before");
        SignalHandling.outcome("; the next run goes on with it.");
        if (left.kept() && !prepared.options().server().fresh())
            prepared.context()
                    .console()
                    .info("The kept server is not taken back: what it was made from has changed, or it does not"
                            + " answer.");
        new StaleRun(prepared.context(), left).removeFirst();
    }

    private static PlannedServer fresh(Context context) {
        // on another machine the engine chooses the port, and Maven has to wait for that
        boolean early =
                context.engine().equals("embedded") || DockerHost.of(context).isEmpty();
        boolean fixed = context.environment().port("POSTGRES_PORT") != 0;
        Context planned = early ? ComposeFiles.withFreePorts(context) : context;
        int port = fixed ? 0 : Ports.free(planned, 0);
        String expected = fixed ? planned.environment().require("POSTGRES_PORT") : String.valueOf(port);
        Map<String, String> address = Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", expected);
        return new PlannedServer(planned, Optional.empty(), address, port, early);
    }

    Context at(Map<String, String> answers) {
        return context.with(context.environment().with(answers));
    }

    Context expected() {
        return at(address);
    }

    /** Chooses the server where none was kept; nothing is started yet. */
    DatabaseServer choose() {
        if (kept.isPresent()) return kept.get();
        DatabaseServer server = ServerSelector.choose(context);
        if (server.project() == null) ComposeFiles.of(context).sayNotStarted();
        server.requireUnused();
        return server;
    }
}
