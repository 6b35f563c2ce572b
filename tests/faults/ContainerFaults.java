//JAVA 17+

package faults;

import java.io.IOException;
import java.net.*;
import java.nio.file.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import support.On;
import support.Workspace;

/** What is wrong with the containers of a run. */
public class ContainerFaults {

    static final String FILE = "docker/testing.yml";
    private static final String COMMAND =
            "command: [\"postgres\", \"-c\", \"fsync=off\", \"-c\", \"synchronous_commit=off\", \"-c\","
                    + " \"full_page_writes=off\"]";
    private static final String SECOND = "  other:\n    image: postgres:18\n    entrypoint: [\"sh\", \"-c\", \"%s\"]\n";
    private static final String HEALTH =
            "    healthcheck: {test: [\"CMD\", \"test\", \"-e\", \"/tmp/well\"], interval: 500ms, retries: 100}\n";

    public static List<Fault> all() {
        return Stream.of(start(), deaths(), readiness(), logins(), otherServices(), later())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Fault> start() {
        return List.of(
                fault(
                        "a fixed port is taken by a container",
                        "before",
                        "exit 3, nothing started",
                        ContainerFaults::portOfContainer),
                fault(
                        "the free port is lost to another program",
                        "start",
                        "exit 0",
                        run -> DockerFaults.wrapped(
                                run,
                                "case \" $* \" in *\" up -d\"*) [ -e \"$0.done\" ] || { touch \"$0.done\"; \"$docker\""
                                        + " \"$1\" \"$2\" \"$3\" \"$4\" \"$5\" create; exit 1; };; esac",
                                0,
                                List.of(),
                                "ConfigurationTest")));
    }

    private static List<Fault> deaths() {
        return List.of(
                fault(
                        "the server refuses an option",
                        "start",
                        "exit 3 within 2 s of its death",
                        run -> death(run, "\"fsync=off\"", "\"fsyncc=off\"", "fsyncc")),
                fault(
                        "the image holds no server",
                        "start",
                        "exit 3 within 2 s of its death",
                        run -> death(
                                run,
                                COMMAND,
                                "entrypoint: [\"sh\", \"-c\", \"echo no database here; exit 4\"]",
                                "has exited with 4\nThe end of its log:\nno database here")),
                fault(
                        "the container dies while it is waited for",
                        "wait",
                        "exit 3 within 2 s of its death",
                        run -> death(
                                run,
                                COMMAND,
                                "entrypoint: [\"sh\", \"-c\", \"sleep 3; echo that was it; exit 1\"]",
                                "that was it")),
                fault(
                        "the container is restarted over and over",
                        "wait",
                        "exit 3",
                        run -> changed(
                                run,
                                COMMAND,
                                "restart: always\n    entrypoint: [\"sh\", \"-c\", \"echo again; sleep 1; exit 1\"]",
                                3,
                                "again")));
    }

    private static List<Fault> readiness() {
        return List.of(
                fault(
                        "never ready, --timeout 3",
                        "wait",
                        "exit 3",
                        run -> changed(
                                run,
                                COMMAND,
                                "entrypoint: [\"sh\", \"-c\", \"echo a sleeper; sleep 600\"]",
                                3,
                                "was not ready within 3 s",
                                "a sleeper")),
                fault(
                        "takes the connection and says nothing, --timeout 3",
                        "wait",
                        "exit 3",
                        run -> changed(
                                run,
                                COMMAND,
                                "entrypoint: [\"perl\", \"-MIO::Socket::INET\", \"-e\", \"$$s ="
                                        + " IO::Socket::INET->new(LocalPort => 5432, Listen => 9); push @c, $$s->accept"
                                        + " while 1\"]",
                                3,
                                "was not ready within 3 s")));
    }

    private static List<Fault> logins() {
        return List.of(
                fault(
                        "another password than the file says",
                        "wait",
                        "exit 3",
                        run -> changed(
                                run,
                                "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}",
                                "POSTGRES_PASSWORD: different",
                                3,
                                "password authentication failed",
                                "Check POSTGRES_USER and POSTGRES_PASSWORD")),
                fault("the image's temporary server is up for 3 s", "wait", "exit 0", run -> {
                    run.here.write("docker/init/slow.sh", "sleep 3\n");
                    return changed(
                            run,
                            "    tmpfs:",
                            "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:",
                            0,
                            "5 passed");
                }));
    }

    private static List<Fault> otherServices() {
        return List.of(
                fault(
                        "another service gets healthy later",
                        "wait",
                        "exit 0",
                        run -> second(
                                run,
                                "sleep 8; touch /tmp/well; sleep 600",
                                HEALTH,
                                0,
                                "Waiting for other",
                                "5 passed")),
                fault(
                        "another service never gets healthy, --timeout 3",
                        "wait",
                        "exit 3",
                        run -> second(
                                run, "echo unwell; sleep 600", HEALTH, 3, "not ready within 3 s: other", "unwell")),
                fault(
                        "a one-shot service has ended with 0",
                        "wait",
                        "exit 0",
                        run -> second(run, "exit 0", HEALTH, 0, "5 passed")),
                fault(
                        "a one-shot service has ended with 1",
                        "wait",
                        "exit 3",
                        run -> second(
                                run,
                                "echo it broke; exit 1",
                                "",
                                3,
                                "the container of the service other has exited with 1",
                                "it broke")));
    }

    private static List<Fault> later() {
        return List.of(
                fault("KILL, and .manage is emptied", "tests", "next run: exit 0, cleaned up first", run -> {
                    run.withSlowTest()
                            .start("SlowTest")
                            .untilTestsRun()
                            .signal("KILL", true)
                            .end();
                    Workspace.delete(run.here.directory.resolve(".manage"));
                    return run.nextRun();
                }),
                fault("the container is killed", "tests", "exit 1", ContainerFaults::killed),
                fault("the database is there already", "create", "exit 1", run -> {
                    run.here.write("docker/init/live.sql", "create database live;\n");
                    return changed(
                            run,
                            "    tmpfs:",
                            "    volumes:\n      - ./init:/docker-entrypoint-initdb.d:ro\n    tmpfs:",
                            1,
                            "the database live exists on the server already");
                }));
    }

    private static Fault fault(String name, String stage, String expected, Fault.Trial trial) {
        return new Fault(name, stage, On.docker, expected, trial);
    }

    static String code(FaultRun run, int code, String... texts) throws IOException {
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

    static String docker(String... argv) throws Exception {
        List<String> all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(argv));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
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
                "postgres:18",
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
                .redirectOutput(run.here.directory.resolve("deaths").toFile())
                .start();
        run.start("ConfigurationTest").until("The end of its log:");
        Instant reported = Instant.now();
        int code = run.end();
        events.destroy();
        String died = Files.readAllLines(run.here.directory.resolve("deaths")).get(0);
        if (!run.output().contains(text)) throw new AssertionError("it does not say " + text + "\n" + run.output());
        Duration after = Duration.between(Instant.ofEpochSecond(0, Long.parseLong(died)), reported);
        return "exit " + code
                + (after.toMillis() < 2000
                        ? " within 2 s of its death"
                        : " " + after + " after its death, of " + Duration.between(began, reported));
    }

    private static String killed(FaultRun run) throws Exception {
        MachineFaults.answeringTest(run).start("SlowTest").untilTestsRun();
        String project = run.output()
                .lines()
                .filter(line -> line.contains("project "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*project (\\S+) .*", "$1");
        docker("kill", project + "-db-1");
        run.here.write("go", "");
        return "exit " + run.end();
    }
}
