//JAVA 17+

package faults;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;
import support.On;
import support.Result;

/** What is wrong with Docker itself, with its volumes, or with where it points to. */
public class DockerFaults {

    private static final String FIRST_TEST = "    @Test\n    void development_is_the_default()";

    public static List<Fault> all() {
        return Stream.of(volumes(), remotes(), teardown()).flatMap(List::stream).toList();
    }

    private static List<Fault> volumes() {
        return List.of(
                fault(
                        "a volume is there already",
                        "all",
                        "exit 0; the volume is still there",
                        run -> volume(run, "{name: manage-precious}", "manage-precious")),
                fault(
                        "COMPOSE_PROJECT_NAME exported, of a development with a volume",
                        "all",
                        "exit 0; the volume is still there",
                        run -> {
                            run.here.set("COMPOSE_PROJECT_NAME", "precious");
                            return volume(run, "{}", "precious_data");
                        }));
    }

    private static List<Fault> remotes() {
        return List.of(
                fault(
                        "DOCKER_HOST is another machine, the port is published there on 127.0.0.1",
                        "before",
                        "exit 3, nothing started",
                        run -> remote(run, false)),
                fault(
                        "DOCKER_HOST is another machine, the port is published to all",
                        "all",
                        "exit 0",
                        run -> remote(run, true)));
    }

    private static List<Fault> teardown() {
        return List.of(
                fault(
                        "down fails after green tests",
                        "teardown",
                        "exit 0; removed by doctor --fix",
                        run -> brokenDown(run, 0)),
                fault(
                        "down fails after red tests",
                        "teardown",
                        "exit 1; removed by doctor --fix",
                        run -> brokenDown(run, 1)),
                fault(
                        "docker hangs",
                        "teardown",
                        "exit 0; removed by doctor --fix",
                        run -> wrapped(
                                        run,
                                        "case \" $* \" in *\" down \"*) exec sleep 600;; esac",
                                        0,
                                        List.of("could not remove what belongs to"),
                                        "ConfigurationTest")
                                + afterwards(run)),
                fault(
                        "TERM, and docker hangs",
                        "choice of the server, with Maven started already",
                        "exit 143: interrupted",
                        DockerFaults::interruptedChoice));
    }

    /** A docker that hangs keeps the run from unwinding for longer than a signal waits for that. */
    private static String interruptedChoice(FaultRun run) throws Exception {
        wrap(run, "case \" $* \" in *\" ls \"*) trap '' TERM; echo asked > ../asked; sleep 60; exit 1;; esac");
        run.start("ConfigurationTest").untilThere(run.here.directory.resolveSibling("asked"));
        return run.signal("TERM", false).interrupted().replaceFirst("(: interrupted) while .*", "$1");
    }

    private static Fault fault(String name, String stage, String expected, Fault.Trial trial) {
        return new Fault(name, stage, On.docker, expected, trial);
    }

    private static String volume(FaultRun run, String declared, String name) throws Exception {
        run.here.write(
                ContainerFaults.FILE,
                run.here
                                .read(ContainerFaults.FILE)
                                .replace("    tmpfs:\n      - /var", "    volumes:\n      - data:/var")
                        + "volumes:\n  data: " + declared + "\n");
        ContainerFaults.docker("volume", "create", name);
        try {
            return run.seen(run.here.manage("--engine", "docker", "test", "ConfigurationTest"))
                    + (ContainerFaults.docker("volume", "ls", "-q").lines().anyMatch(name::equals)
                            ? "; the volume is still there"
                            : "; the volume is GONE");
        } finally {
            ContainerFaults.docker("volume", "rm", name);
        }
    }

    /** The same engine, but over TCP at an address of this machine that is not the loopback one. */
    private static String remote(FaultRun run, boolean everywhere) throws Exception {
        String address = Place.ofContainers();
        try (SocketProxy proxy = new SocketProxy(address, Path.of("/var/run/docker.sock"))) {
            run.here.set("DOCKER_HOST", "tcp://" + address + ":" + proxy.port());
            if (!everywhere) run.here.replace(ContainerFaults.FILE, "${MANAGE_PUBLISH:-127.0.0.1}", "127.0.0.1");
            if (!everywhere)
                return MachineFaults.refused(
                        run,
                        run.here.manage("--engine", "docker", "test"),
                        "the Docker engine is on another machine (" + address + ")",
                        "unset DOCKER_HOST");
            return ContainerFaults.code(
                    run,
                    0,
                    "docker/testing.yml publishes ports on every address of " + address,
                    "PostgreSQL is ready at " + address + ":");
        }
    }

    /** With a docker on the PATH that does something else in one case. */
    static String wrapped(FaultRun run, String instead, int code, List<String> texts, String... arguments)
            throws IOException {
        wrap(run, instead);
        return run.test(texts, arguments).substring(0, "exit 0".length());
    }

    private static void wrap(FaultRun run, String instead) throws IOException {
        Path docker = On.docker.program();
        Path bin = Files.createDirectories(run.here.directory.resolveSibling("wrapped"));
        Files.writeString(
                bin.resolve("docker"), "#!/bin/sh\ndocker=" + docker + "\n" + instead + "\nexec \"$docker\" \"$@\"\n");
        bin.resolve("docker").toFile().setExecutable(true);
        run.here.set("PATH", bin + ":" + System.getenv("PATH"));
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
                                "To remove it yourself:\ndocker compose -p"),
                        "ConfigurationTest")
                + afterwards(run);
    }

    private static String afterwards(FaultRun run) throws Exception {
        run.here.set("PATH", System.getenv("PATH"));
        for (String line : ContainerFaults.docker("ps", "-a", "--format", "{{.Names}}")
                .lines()
                .toList()) {
            if (line.startsWith("repository-")) {
                Result removed = run.here.manage("doctor", "--fix");
                return removed.out().contains("Removed.") ? "; removed by doctor --fix" : "; not removed\n" + removed;
            }
        }
        return "; nothing was there";
    }
}
