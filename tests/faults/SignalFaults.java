//JAVA 17+

package faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import support.On;

/** Every kind of signal at every stage of a run. */
public class SignalFaults {

    private static final String REMOVED = "; the database and all that was started for it are removed.";
    private static final String MIGRATIONS = "app/src/main/resources/db/migration/";

    public enum Kind {
        INT,
        INT_GROUP,
        INT_TWICE,
        TERM,
        KILL;

        String expected(String doing) {
            if (this == KILL) return "exit 137; next run: exit 0, cleaned up first";
            return "exit " + (this == TERM ? 143 : 130) + ": interrupted while " + doing + REMOVED;
        }

        void send(FaultRun run) throws Exception {
            switch (this) {
                case INT, TERM -> run.signal(name(), false);
                case INT_GROUP -> run.signal("INT", true);
                case INT_TWICE -> run.signal("INT", true).pause(150).signal("INT", true);
                case KILL -> run.killProgram();
            }
        }
    }

    enum Stage {
        PULL("starting PostgreSQL"),
        START("starting PostgreSQL"),
        WAIT("waiting for PostgreSQL"),
        CREATE("creating the database"),
        MIGRATE("migrating the database"),
        COMPILE("Maven ran"),
        TEST("Maven ran"),
        TEARDOWN("everything was taken down");

        final String doing;

        Stage(String doing) {
            this.doing = doing;
        }

        /** Starts a run and comes back when it is at this stage. */
        void reach(FaultRun run) throws Exception {
            switch (this) {
                case PULL, START ->
                    run.start("ConfigurationTest").until("Starting PostgreSQL").pause(this == PULL ? 800 : 150);
                case WAIT -> {
                    run.here
                            .write("docker/init/slow.sh", "sleep 30\n")
                            .replace(
                                    "docker/testing.yml",
                                    "    tmpfs:",
                                    "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:");
                    run.start("ConfigurationTest", "-v").until(" Started").pause(700);
                }
                case CREATE -> slowMigration(run).start("ConfigurationTest").until("Creating the database");
                case MIGRATE ->
                    slowMigration(run)
                            .start("ConfigurationTest")
                            .until("Migrating")
                            .pause(700);
                case COMPILE -> run.withSlowTest().start("SlowTest").until("Running the tests");
                case TEST -> run.withSlowTest().start("SlowTest").untilTestsRun();
                case TEARDOWN ->
                    run.start("ConfigurationTest")
                            .until(run.engine == On.docker ? "Removing the containers" : "Stopping PostgreSQL")
                            .pause(20);
            }
        }

        private static FaultRun slowMigration(FaultRun run) throws IOException {
            run.here.write(MIGRATIONS + "V20991231000000__slow.sql", "select pg_sleep(60);\n");
            return run;
        }
    }

    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (On engine : On.values()) {
            for (Stage stage : Stage.values()) {
                if (engine == On.embedded && (stage == Stage.PULL || stage == Stage.WAIT)) continue;
                for (Kind kind : Kind.values()) {
                    faults.add(new Fault(
                            kind.name().replace('_', ' '),
                            stage.name().toLowerCase(),
                            engine,
                            kind.expected(stage.doing),
                            run -> happen(run, stage, kind)));
                }
            }
        }
        return faults;
    }

    private static String happen(FaultRun run, Stage stage, Kind kind) throws Exception {
        try (ServerSocket registry =
                stage == Stage.PULL ? new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) : null) {
            if (registry != null)
                run.here.replace(
                        "docker/testing.yml",
                        "image: postgres:18",
                        "image: 127.0.0.1:" + registry.getLocalPort() + "/postgres:18");
            stage.reach(run);
            kind.send(run);
            if (kind != Kind.KILL) return run.interrupted();
            int code = run.end();
            if (registry != null)
                run.here.replace(
                        "docker/testing.yml",
                        "image: 127.0.0.1:" + registry.getLocalPort() + "/postgres:18",
                        "image: postgres:18");
            run.here.deleteIfThere(MIGRATIONS + "V20991231000000__slow.sql").deleteIfThere("docker/init/slow.sh");
            return "exit " + code + "; " + run.nextRun();
        }
    }
}
