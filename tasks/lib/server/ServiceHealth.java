//JAVA 17+

package lib.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.base.SignalHandling;

/** Whether the containers of a project live, and whether they are ready. */
record ServiceHealth(ComposeClient client) {

    /** Fails, with the end of its log, when the database's container or another one has died. */
    void requireAlive() {
        requireAlive(client.containers());
    }

    private void requireAlive(List<ComposeModel.Container> containers) {
        String service = client.database();
        for (ComposeModel.Container container : containers) {
            boolean database = container.service().equals(service);
            boolean failed =
                    container.has("dead") || container.has("exited") && (database || container.exitCode() != 0);
            if (!failed && !(database && container.has("restarting"))) continue;
            throw ExitException.machineLacks(
                    (database ? "the database's container" : "the container of the service " + container.service())
                            + (failed ? " has exited with " + container.exitCode() : " keeps failing and restarting"),
                    "The end of its log:\n" + client.log(container.service()));
        }
    }

    /** Waits until what is started beside the database is ready too. */
    void awaitOthers(Duration timeout) {
        String database = client.database();
        Instant end = Instant.now().plus(timeout);
        for (boolean first = true; ; first = false) {
            List<ComposeModel.Container> all = client.containers();
            requireAlive(all);
            List<ComposeModel.Container> waiting = all.stream()
                    .filter(c -> !c.service().equals(database) && !c.ready())
                    .toList();
            if (waiting.isEmpty()) return;
            String names = waiting.stream()
                    .map(c -> c.service() + " (" + c.health() + ")")
                    .collect(Collectors.joining(", "));
            if (first) client.context().console().info("Waiting for " + names + " ...");
            if (Instant.now().isAfter(end)) {
                throw ExitException.machineLacks(
                        "not ready within " + timeout.toSeconds() + " s: " + names,
                        "The end of the log of " + waiting.get(0).service() + ":\n"
                                + client.log(waiting.get(0).service()));
            }
            SignalHandling.sleep(300);
        }
    }
}
