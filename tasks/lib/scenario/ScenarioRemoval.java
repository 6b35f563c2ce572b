//JAVA 17+

package lib.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessRunner;
import lib.server.DatabaseServer;
import lib.server.RunLock;
import lib.server.ServerAddressFile;
import lib.server.ServerSelector;

/** Removes a scenario: its server with the data, and what was recorded of it. */
class ScenarioRemoval {

    private final Scenarios scenarios;
    final Context context;
    final String name;

    ScenarioRemoval(Scenarios scenarios, Context context, String name) {
        this.scenarios = scenarios;
        this.context = context;
        this.name = name;
    }

    /** Removes all of it; false when there was nothing. */
    boolean remove(RunLock lock) {
        return remove(lock, servers(lock.left));
    }

    boolean remove(RunLock lock, List<DatabaseServer> servers) {
        RunLock.Run left = lock.left;
        if (left != null) left.children().forEach(child -> child.process().ifPresent(ProcessRunner.Real::stop));
        for (DatabaseServer server : servers) {
            if (!server.down())
                throw ExitException.machineLacks(
                        "the scenario " + name + " could not be removed",
                        "The reason is above; try again: manage.java scenario down " + name);
        }
        ServerAddressFile.forget(context);
        context.project()
                .state(context.environment().instance() + ".yml")
                .toFile()
                .delete();
        lock.end();
        return left != null || !servers.isEmpty();
    }

    /** Shows what would be done; false when there is nothing. */
    boolean dryRun() {
        List<DatabaseServer> there = servers(left());
        there.forEach(DatabaseServer::down);
        return !there.isEmpty();
    }

    private RunLock.Run left() {
        Path state = context.project().state(context.environment().instance() + ".run");
        try {
            return RunLock.leftIn(state);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(state), e);
        }
    }

    /** What has anything of it. */
    private List<DatabaseServer> servers(RunLock.Run left) {
        List<DatabaseServer> servers = new ArrayList<>();
        if (Files.exists(context.project().state(context.environment().instance() + "-postgres")))
            servers.add(ServerSelector.named(context, "embedded"));
        if (left != null && left.project() != null) servers.add(ServerSelector.of(context, left));
        else if (scenarios.containers().contains(name)) servers.add(ServerSelector.named(context, "docker"));
        return servers;
    }
}
