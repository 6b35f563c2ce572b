//JAVA 17+

package faults;

import java.io.IOException;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.Callable;
import support.On;
import support.Result;
import support.Workspace;

/** What is wrong with containers, with Docker itself, or with where it points to. */
public class ContainerFaults {

    private static final String FILE = "docker/testing.yml";
    private static final String COMMAND =
            "command: [\"postgres\", \"-c\", \"fsync=off\", \"-c\", \"synchronous_commit=off\", \"-c\","
                    + " \"full_page_writes=off\"]";
    private static final String FIRST_TEST = "    @Test\n    void development_is_the_default()";
    private static final String SECOND = "  other:\n    image: postgres:17\n    entrypoint: [\"sh\", \"-c\", \"%s\"]\n";
    private static final String HEALTH =
            "    healthcheck: {test: [\"CMD\", \"test\", \"-e\", \"/tmp/well\"], interval: 500ms, retries: 100}\n";

    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        add(
                faults,
                "a fixed port is taken by a container",
                "before",
                "exit 3, nothing started",
                ContainerFaults::portOfContainer);
        add(
                faults,
                "the free port is lost to another program",
                "start",
                "exit 0",
                run -> wrapped(
                        run,
                        "case \" $* \" in *\" up -d\"*) [ -e \"$0.done\" ] || { touch \"$0.done\"; \"$docker\" \"$1\""
                                + " \"$2\" \"$3\" \"$4\" \"$5\" create; exit 1; };; esac",
                        0,
                        List.of(),
                        "ConfigurationTest"));
        add(
                faults,
                "the server refuses an option",
                "start",
                "exit 3 within 1 s of its death",
                run -> death(run, "\"fsync=off\"", "\"fsyncc=off\"", "fsyncc"));
        add(
                faults,
                "the image holds no server",
                "start",
                "exit 3 within 1 s of its death",
                run -> death(
                        run,
                        COMMAND,
                        "entrypoint: [\"sh\", \"-c\", \"echo no database here; exit 4\"]",
                        "has exited with 4\nThe end of its log:\nno database here"));
        add(
                faults,
                "the container dies while it is waited for",
                "wait",
                "exit 3 within 1 s of its death",
                run -> death(
                        run,
                        COMMAND,
                        "entrypoint: [\"sh\", \"-c\", \"sleep 3; echo that was it; exit 1\"]",
                        "that was it"));
        add(
                faults,
                "the container is restarted over and over",
                "wait",
                "exit 3",
                run -> changed(
                        run,
                        COMMAND,
                        "restart: always\n    entrypoint: [\"sh\", \"-c\", \"echo again; sleep 1; exit 1\"]",
                        3,
                        "again"));
        add(
                faults,
                "never ready, --timeout 3",
                "wait",
                "exit 3",
                run -> changed(
                        run,
                        COMMAND,
                        "entrypoint: [\"sh\", \"-c\", \"echo a sleeper; sleep 600\"]",
                        3,
                        "was not ready within 3 s",
                        "a sleeper"));
        add(
                faults,
                "takes the connection and says nothing, --timeout 3",
                "wait",
                "exit 3",
                run -> changed(
                        run,
                        COMMAND,
                        "entrypoint: [\"perl\", \"-MIO::Socket::INET\", \"-e\", \"$$s ="
                                + " IO::Socket::INET->new(LocalPort => 5432, Listen => 9); push @c, $$s->accept while"
                                + " 1\"]",
                        3,
                        "was not ready within 3 s"));
        add(
                faults,
                "another password than the file says",
                "wait",
                "exit 3",
                run -> changed(
                        run,
                        "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}",
                        "POSTGRES_PASSWORD: different",
                        3,
                        "password authentication failed",
                        "Check POSTGRES_USER and POSTGRES_PASSWORD"));
        add(faults, "the image's temporary server is up for 3 s", "wait", "exit 0", run -> {
            run.here.write("docker/init/slow.sh", "sleep 3\n");
            return changed(
                    run,
                    "    tmpfs:",
                    "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:",
                    0,
                    "5 passed");
        });
        add(
                faults,
                "another service gets healthy later",
                "wait",
                "exit 0",
                run -> second(run, "sleep 8; touch /tmp/well; sleep 600", HEALTH, 0, "Waiting for other", "5 passed"));
        add(
                faults,
                "another service never gets healthy, --timeout 3",
                "wait",
                "exit 3",
                run -> second(run, "echo unwell; sleep 600", HEALTH, 3, "not ready within 3 s: other", "unwell"));
        add(
                faults,
                "a one-shot service has ended with 0",
                "wait",
                "exit 0",
                run -> second(run, "exit 0", HEALTH, 0, "5 passed"));
        add(
                faults,
                "a one-shot service has ended with 1",
                "wait",
                "exit 3",
                run -> second(
                        run,
                        "echo it broke; exit 1",
                        "",
                        3,
                        "the container of the service other has exited with 1",
                        "it broke"));
        add(faults, "KILL, and .manage is emptied", "tests", "next run: exit 0, cleaned up first", run -> {
            run.withSlowTest()
                    .start("SlowTest")
                    .untilTestsRun()
                    .signal("KILL", true)
                    .end();
            Workspace.delete(run.here.folder.resolve(".manage"));
            return run.nextRun();
        });
        add(faults, "the container is killed", "tests", "exit 1", ContainerFaults::killed);
        add(faults, "the database is there already", "create", "exit 1", run -> {
            run.here.write("docker/init/live.sql", "create database live;\n");
            return changed(
                    run,
                    "    tmpfs:",
                    "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:",
                    1,
                    "the database live exists on the server already");
        });
        add(
                faults,
                "a volume is there already",
                "before",
                "exit 3, nothing started; the volume is still there",
                run -> volume(run, "{name: manage-precious}", "manage-precious"));
        add(
                faults,
                "COMPOSE_PROJECT_NAME exported, of a development with a volume",
                "all",
                "exit 0; the volume is still there",
                run -> {
                    run.here.set("COMPOSE_PROJECT_NAME", "precious");
                    return volume(run, "{}", "precious_data");
                });
        add(
                faults,
                "DOCKER_HOST is another machine, the port is published there on 127.0.0.1",
                "before",
                "exit 3, nothing started",
                run -> remote(run, false));
        add(
                faults,
                "DOCKER_HOST is another machine, the port is published to all",
                "all",
                "exit 0",
                run -> remote(run, true));
        add(
                faults,
                "down fails after green tests",
                "teardown",
                "exit 0; removed by doctor --fix",
                run -> brokenDown(run, 0));
        add(
                faults,
                "down fails after red tests",
                "teardown",
                "exit 1; removed by doctor --fix",
                run -> brokenDown(run, 1));
        add(
                faults,
                "docker hangs",
                "teardown",
                "exit 0; removed by doctor --fix",
                run -> wrapped(
                                run,
                                "case \" $* \" in *\" down \"*) exec sleep 600;; esac",
                                0,
                                List.of("could not remove what belongs to"),
                                "ConfigurationTest")
                        + afterwards(run));
        return faults;
    }

    private static void add(List<Fault> faults, String name, String stage, String expected, Fault.Trial trial) {
        faults.add(new Fault(name, stage, On.docker, expected, trial));
    }

    private static String code(FaultRun run, int code, String... texts) throws IOException {
        String seen = run.test(
                List.of(texts),
                code == 3 ? new String[] {"--timeout", "3", "ConfigurationTest"} : new String[] {"ConfigurationTest"});
        return seen.substring(0, "exit 0".length());
    }

    private static String changed(FaultRun run, String from, String to, int code, String... texts) throws IOException {
        run.here.replace(FILE, from, to);
        return code(run, code, texts);
    }

    private static String second(FaultRun run, String script, String more, int code, String... texts)
            throws IOException {
        run.here.write(FILE, run.here.read(FILE) + SECOND.formatted(script) + more);
        return code(run, code, texts);
    }

    private static String docker(String... argv) throws Exception {
        List<String> all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(argv));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }

    private static String portOfContainer(FaultRun run) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        docker(
                "run",
                "-d",
                "--rm",
                "--name",
                "manage-holder",
                "-p",
                "127.0.0.1:" + port + ":5432",
                "--entrypoint",
                "sleep",
                "postgres:17",
                "600");
        try {
            run.here.set("POSTGRES_PORT", String.valueOf(port));
            return MachineFaults.refused(
                    run,
                    run.here.manage("--engine", "docker", "test"),
                    "port " + port + " is taken by the container manage-holder",
                    "docker stop manage-holder");
        } finally {
            docker("rm", "-f", "-v", "manage-holder");
        }
    }

    /** Measures from the moment that Docker itself gives for the death to the line that tells of it. */
    private static String death(FaultRun run, String from, String to, String text) throws Exception {
        run.here.replace(FILE, from, to);
        Instant began = Instant.now();
        Process events = new ProcessBuilder("docker", "events", "--filter", "event=die", "--format", "{{.TimeNano}}")
                .redirectOutput(run.here.folder.resolve("deaths").toFile())
                .start();
        run.start("ConfigurationTest").until("The end of its log:");
        Instant told = Instant.now();
        int code = run.end();
        events.destroy();
        String died = Files.readAllLines(run.here.folder.resolve("deaths")).get(0);
        if (!run.said().contains(text)) throw new AssertionError("it does not say " + text + "\n" + run.said());
        Duration after = Duration.between(Instant.ofEpochSecond(0, Long.parseLong(died)), told);
        return "exit " + code
                + (after.toMillis() < 1000
                        ? " within 1 s of its death"
                        : " " + after + " after its death, of " + Duration.between(began, told));
    }

    private static String killed(FaultRun run) throws Exception {
        MachineFaults.answeringTest(run).start("SlowTest").untilTestsRun();
        String project = run.said()
                .lines()
                .filter(line -> line.contains("project "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*project (\\S+) .*", "$1");
        docker("kill", project + "-db-1");
        run.here.write("go", "");
        return "exit " + run.end();
    }

    private static String volume(FaultRun run, String declared, String name) throws Exception {
        run.here.write(
                FILE,
                run.here.read(FILE).replace("    tmpfs:\n      - /var", "    volumes:\n      - data:/var")
                        + "volumes:\n  data: " + declared + "\n");
        docker("volume", "create", name);
        try {
            Result result = run.here.manage("--engine", "docker", "test", "ConfigurationTest");
            String seen = declared.equals("{}")
                    ? run.seen(result)
                    : MachineFaults.refused(run, result, "the volume " + name + " of " + FILE + " is there already");
            return seen
                    + (docker("volume", "ls", "-q").lines().anyMatch(name::equals)
                            ? "; the volume is still there"
                            : "; the volume is GONE");
        } finally {
            docker("volume", "rm", name);
        }
    }

    /** The same engine, but over TCP at an address of this machine that is not the loopback one. */
    private static String remote(FaultRun run, boolean everywhere) throws Exception {
        String address = NetworkInterface.networkInterfaces()
                .filter(network -> network.getName().equals("docker0"))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow()
                .getHostAddress();
        try (Proxy proxy = new Proxy(address, Path.of("/var/run/docker.sock"))) {
            run.here.set("DOCKER_HOST", "tcp://" + address + ":" + proxy.port());
            if (!everywhere) run.here.replace(FILE, "${MANAGE_PUBLISH:-127.0.0.1}", "127.0.0.1");
            if (!everywhere)
                return MachineFaults.refused(
                        run,
                        run.here.manage("--engine", "docker", "test"),
                        "the Docker engine is on another machine (" + address + ")",
                        "unset DOCKER_HOST");
            return code(
                    run,
                    0,
                    "docker/testing.yml publishes ports on every address of " + address,
                    "PostgreSQL is ready at " + address + ":");
        }
    }

    /** With a docker on the PATH that does something else in one case. */
    private static String wrapped(FaultRun run, String instead, int code, List<String> texts, String... arguments)
            throws IOException {
        Path docker = On.docker.program();
        Path bin = Files.createDirectories(run.here.folder.resolveSibling("wrapped"));
        Files.writeString(
                bin.resolve("docker"), "#!/bin/sh\ndocker=" + docker + "\n" + instead + "\nexec \"$docker\" \"$@\"\n");
        bin.resolve("docker").toFile().setExecutable(true);
        run.here.set("PATH", bin + ":" + System.getenv("PATH"));
        return run.test(texts, arguments).substring(0, "exit 0".length());
    }

    private static String brokenDown(FaultRun run, int code) throws Exception {
        if (code == 1)
            run.here.replace(
                    "app/src/test/java/com/example/application/ConfigurationTest.java",
                    FIRST_TEST,
                    "    @Test\n    void red() { throw new AssertionError(); }\n\n" + FIRST_TEST);
        return wrapped(
                        run,
                        "case \" $* \" in *\" down \"*) echo the engine said no >&2; exit 1;; esac",
                        code,
                        List.of(
                                "the engine said no",
                                "could not remove what belongs to",
                                "-db-1)",
                                "By hand:\ndocker compose -p"),
                        "ConfigurationTest")
                + afterwards(run);
    }

    private static String afterwards(FaultRun run) throws Exception {
        run.here.set("PATH", System.getenv("PATH"));
        for (String line : docker("ps", "-a", "--format", "{{.Names}}").lines().toList()) {
            if (line.startsWith("repository-")) {
                Result removed = run.here.manage("doctor", "--fix");
                return removed.out().contains("Removed.") ? "; removed by doctor --fix" : "; not removed\n" + removed;
            }
        }
        return "; nothing was there";
    }

    /** Passes TCP connections on to a Unix socket. */
    static class Proxy implements AutoCloseable {

        private final ServerSocket server;

        Proxy(String address, Path socket) throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getByName(address));
            daemon(() -> {
                while (!server.isClosed()) connect(server.accept(), socket);
                return null;
            });
        }

        int port() {
            return server.getLocalPort();
        }

        private static void connect(Socket client, Path socket) throws IOException {
            SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            // not by Channels' streams: one that reads would keep the other from writing
            daemon(() -> {
                byte[] bytes = new byte[1 << 16];
                for (int n; (n = client.getInputStream().read(bytes)) >= 0; ) {
                    for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n); rest.hasRemaining(); ) engine.write(rest);
                }
                engine.shutdownOutput();
                return null;
            });
            daemon(() -> {
                try (client;
                        engine) {
                    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
                    for (; engine.read(bytes) >= 0; bytes.clear())
                        client.getOutputStream().write(bytes.array(), 0, bytes.position());
                }
                return null;
            });
        }

        private static void daemon(Callable<?> work) {
            Thread thread = new Thread(() -> {
                try {
                    work.call();
                } catch (Exception closed) {
                    // by either side
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
