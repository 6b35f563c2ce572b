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
 * @param addressKnown whether Maven may be told of the address before the server answers
 */
record PlannedServer(
        Context context, Optional<DatabaseServer> kept, Map<String, String> address, int port, boolean addressKnown) {

    /** Takes the server that a run before kept, or cleans up after that run. */
    static PlannedServer of(Context context, TestOptions.Server wanted, RunLock.Run previous) {
        Optional<Map<String, String>> address =
                previous == null ? Optional.empty() : keptAddress(context, wanted, previous);
        if (address.isPresent()) {
            DatabaseServer server = ServerSelector.of(context, previous);
            context.console().info("Reusing the server that the last run kept.");
            return new PlannedServer(context, Optional.of(server), address.get(), 0, true);
        }
        if (previous != null) cleanUp(context, wanted, previous);
        return fresh(context);
    }

    private static Optional<Map<String, String>> keptAddress(
            Context context, TestOptions.Server wanted, RunLock.Run previous) {
        if (!previous.kept() || wanted.fresh() || !TestDatabases.key(context).equals(previous.key()))
            return Optional.empty();
        return ServerAddressFile.answers(context)
                .filter(address -> Database.maintenance(context.environment().with(address))
                        .answers());
    }

    private static void cleanUp(Context context, TestOptions.Server wanted, RunLock.Run previous) {
        SignalHandling.step("cleaning up after the previous run");
        SignalHandling.outcome("; the next run continues with it.");
        if (previous.kept() && !wanted.fresh())
            context.console()
                    .info("The kept server is not reused: what it was created from has changed, or it"
                            + " does not answer.");
        new StaleRun(context, previous).removeFirst();
    }

    private static PlannedServer fresh(Context context) {
        // on another machine the engine chooses the port, and Maven has to wait for that
        boolean addressKnown =
                context.engine().equals("embedded") || DockerHost.of(context).isEmpty();
        boolean fixedPort = context.environment().port("POSTGRES_PORT") != 0;
        Context planned = addressKnown ? ComposeFiles.withFreePorts(context) : context;
        int port = fixedPort ? 0 : Ports.usual(planned);
        String expected = fixedPort ? planned.environment().require("POSTGRES_PORT") : String.valueOf(port);
        Map<String, String> address = Map.of("POSTGRES_HOSTNAME", "127.0.0.1", "POSTGRES_PORT", expected);
        return new PlannedServer(planned, Optional.empty(), address, port, addressKnown);
    }

    Context at(Map<String, String> address) {
        return context.with(context.environment().with(address));
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
