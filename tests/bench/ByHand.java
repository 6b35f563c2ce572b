//JAVA 17+
//SOURCES Checkout.java

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.*;
import support.Result;

/** What a user's own script does: the programs that manage.java drives too, one after another. */
class ByHand {

    private static final String JACOCO = "org.jacoco:jacoco-maven-plugin:0.8.15:";
    static final String COVERED = JACOCO + "prepare-agent";
    static final String REPORT = JACOCO + "report";
    private static final int PATIENCE_SECONDS = 60;

    final Checkout checkout = new Checkout();
    final int port = freePort();
    private final String project =
            "bench-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(System.identityHashCode(this));

    ByHand() throws Exception {
        checkout.here
                .set("POSTGRES_DB", "postgres")
                .set("POSTGRES_USER", "postgres")
                .set("POSTGRES_PASSWORD", "postgres")
                .set("POSTGRES_HOSTNAME", "127.0.0.1")
                .set("POSTGRES_PORT", String.valueOf(port))
                .set("APPLICATION_DB", "test")
                .set("APPLICATION_CONFIG", "testing")
                .set("PGPASSWORD", "postgres")
                // this server is nothing that manage.java has started
                .set("MANAGE_PROTECTED", "false");
        Closing.add(this::down);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    List<String> compose(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker", "compose", "-p", project, "-f", "docker/testing.yml"));
        argv.addAll(List.of(arguments));
        return argv;
    }

    private Result run(String... arguments) {
        return checkout.here.run(compose(arguments), "");
    }

    /** Up, ready, created. */
    void up() throws Exception {
        run("up", "-d").succeeded();
        long start = System.nanoTime();
        while (run("exec", "-T", "db", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres")
                        .code()
                != 0) {
            if (System.nanoTime() - start > PATIENCE_SECONDS * 1e9)
                throw new AssertionError("PostgreSQL does not get ready");
            Thread.sleep(200);
        }
        sql("postgres", "create database test");
    }

    String sql(String database, String statement) {
        return run(
                        "exec",
                        "-T",
                        "db",
                        "psql",
                        "-X",
                        "-q",
                        "-A",
                        "-t",
                        "-U",
                        "postgres",
                        "-d",
                        database,
                        "-c",
                        statement)
                .succeeded()
                .out()
                .strip();
    }

    void maven(String... goals) {
        List<String> argv = new ArrayList<>(List.of("mvn", "-B", "-f", "app/pom.xml"));
        argv.addAll(List.of(goals));
        checkout.here.run(argv, "").succeeded().prints("Tests run: " + TestPart.TESTS + ", Failures: 0, Errors: 0");
    }

    void down() {
        run("down", "-v").succeeded();
    }
}
