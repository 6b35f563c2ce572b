import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a bare Debian machine ready for the tests: a Docker engine, compose v2, and stand-ins, built from Debian's
 * packages, for the official images that our compose files name. Run as root: {@code java .ci/Machine.java}. What is
 * there already is left as it is, but for stand-ins of which the mirror has a newer release: those are built anew.
 */
public class Machine {

    static final Path WORK = Path.of("/var/tmp/manage-java-ci");
    static final Path COMPOSE = Path.of("/usr/local/lib/docker/cli-plugins/docker-compose");
    /** The release of Debian that images are made of, and the one that has the newest PostgreSQL. */
    static final String RELEASE = "trixie";

    static final String NEWEST = "forky";

    /** How each of them is unpacked, also one that is newer than the debootstrap of this machine. */
    static final String SCRIPT = "/usr/share/debootstrap/scripts/sid";

    static final String PACKAGES = "docker.io iproute2 iptables debootstrap postgresql-client procps zsh busybox"
            + " podman netavark uidmap slirp4netns fuse-overlayfs";

    static final Path TUNNELS = Path.of("/dev/net/tun");

    public static void main(String[] args) throws Exception {
        Files.createDirectories(WORK);
        installPackages(PACKAGES.split(" "));
        // every user may make a network of his own, as on other machines; rootless podman does
        if (Files.exists(TUNNELS)) run("chmod", "0666", TUNNELS.toString());
        for (String release : List.of(RELEASE, NEWEST)) read(release);
        installCompose();
        startEngine();
        together(
                Machine::debianImage,
                () -> postgresImage(NEWEST, "18", "/var/lib/postgresql", "18/docker", "latest"),
                () -> postgresImage(RELEASE, "17", "/var/lib/postgresql/data", "."),
                Machine::javaImage,
                Machine::proxyImage);
        run("docker", "version", "--format", "Docker engine {{.Server.Version}}");
        run("docker", "compose", "version");
        run("docker", "image", "ls");
    }

    static void installPackages(String... names) throws Exception {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!output("dpkg-query", "-W", "-f", "${Status}", name).contains("install ok installed"))
                missing.add(name);
        }
        if (missing.isEmpty()) return;
        run("apt-get", "-qq", "update");
        List<String> argv = new ArrayList<>(List.of("apt-get", "-qq", "install", "-y", "--no-install-recommends"));
        argv.addAll(missing);
        run(argv.toArray(String[]::new));
    }

    /** What another Debian has, apart from what apt knows of this one. */
    static void read(String release) throws Exception {
        Files.createDirectories(WORK.resolve(release + "/partial"));
        Files.writeString(WORK.resolve(release + ".list"), "deb " + mirror() + " " + release + " main\n");
        Files.writeString(WORK.resolve(release + ".conf"), """
            Dir::Etc::sourcelist "%1$s.list";
            Dir::Etc::sourceparts "-";
            Dir::State::lists "%1$s";
            Dir::State::status "/dev/null";
            Dir::Cache::pkgcache "";
            Dir::Cache::srcpkgcache "";
            APT::Sandbox::User "root";
            """.formatted(WORK.resolve(release)));
        runIn(WORK, "apt-get", configuration(release), "-qq", "update");
    }

    static String configuration(String release) {
        return "--config-file=" + WORK.resolve(release + ".conf");
    }

    /** Compose v2 is newer than this machine's Debian, so its one binary is taken out of the next release's package. */
    static void installCompose() throws Exception {
        if (Files.isExecutable(COMPOSE)) return;
        runIn(WORK, "apt-get", configuration(RELEASE), "-qq", "download", "docker-compose");
        try (var files = Files.newDirectoryStream(WORK, "docker-compose_*.deb")) {
            run(
                    "dpkg-deb",
                    "-x",
                    files.iterator().next().toString(),
                    WORK.resolve("compose").toString());
        }
        try (var files = Files.walk(WORK.resolve("compose"))) {
            Path binary = files.filter(
                            f -> f.endsWith("docker-compose") && Files.isExecutable(f) && Files.isRegularFile(f))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectories(COMPOSE.getParent());
            Files.copy(binary, COMPOSE);
        }
    }

    static void startEngine() throws Exception {
        if (succeeds("docker", "info")) return;
        new ProcessBuilder("dockerd")
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve("dockerd.log").toFile())
                .start();
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!succeeds("docker", "info")) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(
                        "the Docker engine did not start:\n" + Files.readString(WORK.resolve("dockerd.log")));
            }
            Thread.sleep(300);
        }
    }

    interface Step {
        void run() throws Exception;
    }

    /** Runs steps at the same time: each waits for the mirror half of its time. */
    static void together(Step... steps) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(steps.length);
        List<Future<?>> all = new ArrayList<>();
        for (Step step : steps)
            all.add(threads.submit(() -> {
                step.run();
                return null;
            }));
        threads.shutdown();
        for (Future<?> one : all) one.get();
    }

    /** Whether an image is there and, where it is a stand-in, holds the newest release of what it was made for. */
    static boolean isCurrent(String image, String base, String release, String name) throws Exception {
        if (!succeeds("docker", "image", "inspect", image)) return false;
        String installed = output(
                "docker",
                "run",
                "--rm",
                "--pull",
                "never",
                "--entrypoint",
                "dpkg-query",
                base,
                "-W",
                "-f",
                "${Version}",
                name);
        // madison's lines, the newest first: NAME | VERSION | WHERE
        String[] newest =
                output("apt-cache", configuration(release), "madison", name).split("\\|");
        if (installed.isEmpty() || newest.length < 2) return true;
        return !succeeds("dpkg", "--compare-versions", installed, "lt", newest[1].strip());
    }

    static void debianImage() throws Exception {
        if (!succeeds("docker", "image", "inspect", "debian:trixie-slim")) importDebian(RELEASE, "debian:trixie-slim");
    }

    static void proxyImage() throws Exception {
        if (isCurrent("haproxy:3.0", "manage-java-ci/haproxy-base", RELEASE, "haproxy")) return;
        importDebian(RELEASE, "manage-java-ci/haproxy-base", "haproxy");
        run("docker", "build", "-q", "-t", "haproxy:3.0", "tests/images/haproxy");
    }

    /** @param data where it is kept in the volume, where nothing is said */
    static void postgresImage(String release, String major, String volume, String data, String... moreTags)
            throws Exception {
        String base = "manage-java-ci/postgres-base:" + major;
        if (isCurrent("postgres:" + major, base, release, "postgresql-" + major)) return;
        importDebian(release, base, "postgresql-" + major, "locales");
        List<String> argv = new ArrayList<>(List.of("docker", "build", "-q"));
        argv.addAll(List.of("-t", "postgres:" + major));
        for (String tag : moreTags) argv.addAll(List.of("-t", "postgres:" + tag));
        for (String argument : List.of(
                "MAJOR=" + major,
                "VOLUME=" + volume,
                "DATA=" + Path.of(volume, data).normalize())) argv.addAll(List.of("--build-arg", argument));
        argv.add("tests/images/postgres");
        run(argv.toArray(String[]::new));
    }

    static void javaImage() throws Exception {
        if (isCurrent("eclipse-temurin:25-jre", "manage-java-ci/java-base", RELEASE, "openjdk-25-jdk-headless")) return;
        importDebian(
                RELEASE,
                "manage-java-ci/java-base",
                "openjdk-25-jdk-headless",
                "maven",
                "ca-certificates",
                "ca-certificates-java");
        // behind a proxy with an authority of its own, Maven in a container must trust what Maven here trusts
        Path context = Files.createDirectories(WORK.resolve("java"));
        Files.copy(
                Path.of("tests/images/java/Dockerfile"),
                context.resolve("Dockerfile"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                Path.of("/etc/ssl/certs/java/cacerts"),
                context.resolve("cacerts"),
                StandardCopyOption.REPLACE_EXISTING);
        run(
                "docker",
                "build",
                "-q",
                "-t",
                "eclipse-temurin:25-jre",
                "-t",
                "maven:3.9-eclipse-temurin-25",
                context.toString());
    }

    static void importDebian(String release, String tag, String... packages) throws Exception {
        Path root = WORK.resolve(tag.replaceAll("[/:]", "-"));
        run("rm", "-rf", root.toString());
        List<String> argv = new ArrayList<>(
                List.of("debootstrap", "--variant=minbase", release, root.toString(), mirror(), SCRIPT));
        if (packages.length > 0) argv.add(1, "--include=" + String.join(",", packages));
        run(argv.toArray(String[]::new));
        run(
                "rm",
                "-rf",
                root + "/var/cache/apt",
                root + "/var/lib/apt/lists",
                root + "/usr/share/doc",
                root + "/usr/share/locale");
        Path tar = Path.of(root + ".tar");
        run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        run("docker", "import", tar.toString(), tag);
        run("rm", "-rf", root.toString(), tar.toString());
    }

    /** The Debian mirror that this machine is set up with. */
    static String mirror() throws Exception {
        String codename = output("sed", "-n", "s/^VERSION_CODENAME=//p", "/etc/os-release")
                .trim();
        return output("apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT)")
                .lines()
                .filter(line -> line.endsWith(" " + codename + " main"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }

    static void run(String... argv) throws Exception {
        runIn(Path.of("."), argv);
    }

    static void runIn(Path directory, String... argv) throws Exception {
        System.out.println("+ " + argv[0] + " " + (argv.length > 1 ? argv[1] : ""));
        Path log = Files.createTempFile(WORK, "step", ".log");
        boolean show = argv[0].equals("docker") && !argv[1].equals("build");
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("DOCKER_BUILDKIT", "0");
        int code = (show
                        ? builder.redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        : builder.redirectOutput(log.toFile()))
                .start()
                .waitFor();
        String said = Files.readString(log);
        Files.delete(log);
        if (code != 0) throw new IOException(String.join(" ", argv) + " ended with " + code + "\n" + said);
    }

    static boolean succeeds(String... argv) throws Exception {
        return new ProcessBuilder(argv)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    static String output(String... argv) throws Exception {
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return text;
    }
}
