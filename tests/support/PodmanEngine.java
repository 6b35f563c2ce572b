//JAVA 17+

package support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A podman of its own, with its socket: what it stores, and the networks that it makes, are in one directory. Started
 * by root, for root or for a user who is made for it.
 */
public final class PodmanEngine implements AutoCloseable {

    private static final String IMAGE = "docker.io/library/postgres:18";
    private static final Duration START = Duration.ofSeconds(30);
    private static final String RUNC = "/usr/sbin/runc";

    private final Path directory;
    private final String user;
    /** What a login would make; podman insists on the place. */
    private final Path runtime;

    private Process service;

    private PodmanEngine(Path directory, String user) {
        this.directory = directory;
        this.user = user;
        String id = RootProgram.run("id", "-u", user).strip();
        this.runtime = id.equals("0") ? directory.resolve("run") : Path.of("/run/user", id);
    }

    /** Skips the test where there is no podman; in CI that is a failure. */
    public static void require() {
        On.docker.require();
        if (RootProgram.succeeds("podman", "--version")) return;
        if (System.getenv("CI") != null) fail("Podman is required in CI, and does not answer");
        assumeTrue(false, "there is no podman here");
    }

    public static PodmanEngine ofRoot() throws IOException {
        return start("root");
    }

    public static PodmanEngine ofUser() throws IOException {
        String user = "manage-podman-" + ProcessHandle.current().pid();
        RootProgram.run("useradd", "-M", "-s", "/usr/sbin/nologin", user);
        return start(user);
    }

    private static PodmanEngine start(String user) throws IOException {
        // the address of a socket is short
        Path directory = Files.createTempDirectory(Path.of("/tmp"), "pod");
        PodmanEngine engine = new PodmanEngine(directory, user);
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            engine.configure();
            engine.load();
            engine.serve();
            return engine;
        } catch (IOException | RuntimeException | Error failed) {
            engine.close();
            throw failed;
        }
    }

    /** Limits that every machine can set, and the runtime that knows both kinds of control groups at once. */
    private void configure() throws IOException {
        Files.createDirectories(runtime);
        Files.writeString(configuration(), """
            [containers]
            default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
            [network]
            network_backend = "netavark"
            network_config_dir = "%1$s/networks"
            [engine]
            tmp_dir = "%2$s/libpod"
            %3$s
            """.formatted(
                        directory, runtime, Files.exists(Path.of(RUNC)) ? "runtime = \"runc\"" : ""));
        Files.writeString(directory.resolve("storage.conf"), """
            [storage]
            driver = "overlay"
            graphroot = "%1$s/storage"
            rootless_storage_path = "%1$s/storage"
            runroot = "%2$s/storage"
            """.formatted(directory, runtime));
        RootProgram.run("chown", "-R", user, directory.toString(), runtime.toString());
    }

    private void load() throws IOException {
        RootProgram.pipe(List.of("docker", "save", "postgres:18"), argv("load"));
        podman("tag", "localhost/postgres:18", IMAGE);
    }

    private void serve() throws IOException {
        service = new ProcessBuilder(argv("system", "service", "--time=0", socket()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("service.log").toFile())
                .start();
        for (Instant end = Instant.now().plus(START); !answers(); RootProgram.pause(100)) {
            if (Instant.now().isAfter(end) || !service.isAlive())
                throw new AssertionError(
                        "podman's socket did not answer:\n" + Files.readString(directory.resolve("service.log")));
        }
    }

    private boolean answers() {
        return Files.exists(directory.resolve("sock")) && RootProgram.succeeds("docker", "-H", socket(), "version");
    }

    /** For DOCKER_HOST. */
    public String socket() {
        return "unix://" + directory.resolve("sock");
    }

    private Path configuration() {
        return directory.resolve("containers.conf");
    }

    /** The variables that lead a podman of the same user to this engine's containers. */
    public void lead(Workspace here) {
        here.set("CONTAINERS_CONF", configuration().toString())
                .set(
                        "CONTAINERS_STORAGE_CONF",
                        directory.resolve("storage.conf").toString());
    }

    private List<String> argv(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                user,
                "--regid",
                user,
                "--init-groups",
                "env",
                "-C",
                directory.toString(),
                "HOME=" + directory,
                "XDG_RUNTIME_DIR=" + runtime,
                "CONTAINERS_CONF=" + configuration(),
                "CONTAINERS_STORAGE_CONF=" + directory.resolve("storage.conf"),
                "podman"));
        argv.addAll(List.of(arguments));
        return argv;
    }

    public String podman(String... arguments) {
        return RootProgram.run(argv(arguments).toArray(String[]::new));
    }

    /** Containers, volumes and networks, but for the one that is always there. */
    public String all() {
        return podman("ps", "-aq", "--external")
                + podman("volume", "ls", "-q")
                + podman("network", "ls", "-q", "--filter", "name=_");
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.destroy();
            RootProgram.succeeds(argv("rm", "-af", "-t", "0").toArray(String[]::new));
        }
        if (!user.equals("root")) {
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().user().orElse("").equals(user))
                    .forEach(ProcessHandle::destroyForcibly);
            RootProgram.run("userdel", "-f", user);
        }
        RootProgram.succeeds(
                "umount", "-l", directory.resolve("storage/overlay").toString());
        RootProgram.run("rm", "-rf", directory.toString(), runtime.toString());
    }
}
