//JAVA 17+

package support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Real Docker engines on this machine, for tests that need more than one or that would spoil the one there is. Each has
 * a network namespace of its own on one bridge, its own containerd and its own data. What a killed test left is removed
 * by the next. They reach one another and this machine, and nothing else. Needs root.
 */
public class Cluster implements AutoCloseable {

    private static final String NAME = "manage-java-cluster";
    private static final Path FOLDER = Path.of("/var/tmp", NAME);
    private static final String BRIDGE = "managecluster0";
    private static final String SUBNET = "10.213.77.";
    private static final int MEMORY = 8;
    private static final Duration START = Duration.ofSeconds(60);

    private final FileChannel channel;
    private final FileLock lock;
    private final List<Engine> engines = new ArrayList<>();

    /** One engine: what DOCKER_HOST needs, and the address that its published ports answer at. */
    public static class Engine {

        final String namespace;
        public final String address;
        private final Path folder;

        Engine(int number) {
            namespace = "managecluster" + number;
            address = SUBNET + (10 + number);
            folder = FOLDER.resolve("n" + number);
        }

        public String host() {
            return "unix://" + folder.resolve("docker.sock");
        }

        /** {@code docker ARGS} on this engine; what it printed. */
        public String docker(String... arguments) {
            return run(argv(arguments));
        }

        private List<String> argv(String... arguments) {
            List<String> argv = new ArrayList<>(List.of("docker", "-H", host()));
            argv.addAll(List.of(arguments));
            return argv;
        }

        boolean answers() {
            return exitCode(argv("info")) == 0;
        }

        private String interfaceHere() {
            return namespace.replace("cluster", "veth");
        }
    }

    private Cluster(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Starts engines that are in no swarm yet. */
    public static Cluster start(int engines) throws Exception {
        On.docker.require();
        FileChannel channel =
                FileChannel.open(Path.of(FOLDER + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Cluster cluster = new Cluster(channel, channel.lock());
        try {
            sweep();
            Files.createDirectories(FOLDER);
            // some gigabytes are written and removed again, which a disk takes its time for
            if (memoryToSpare())
                run(List.of("mount", "-t", "tmpfs", "-o", "size=" + MEMORY + "g", NAME, FOLDER.toString()));
            run(List.of("ip", "link", "add", BRIDGE, "type", "bridge"));
            run(List.of("ip", "addr", "add", SUBNET + "1/24", "dev", BRIDGE));
            run(List.of("ip", "link", "set", BRIDGE, "up"));
            run(forwarding("-I"));
            for (int number = 1; number <= engines; number++) cluster.engines.add(cluster.begin(new Engine(number)));
            for (Engine engine : cluster.engines) awaitAnswer(engine);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static boolean memoryToSpare() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .anyMatch(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 20 > MEMORY + 4);
    }

    public Engine engine(int number) {
        return engines.get(number - 1);
    }

    public List<Engine> engines() {
        return Collections.unmodifiableList(engines);
    }

    /** The main engine's own firewall drops what is forwarded, and bridged packets count as such. */
    private static List<String> forwarding(String change) {
        return List.of("iptables", change, "FORWARD", "-i", BRIDGE, "-o", BRIDGE, "-j", "ACCEPT");
    }

    private Engine begin(Engine engine) throws IOException {
        run(List.of("ip", "netns", "add", engine.namespace));
        run(List.of(
                "ip",
                "link",
                "add",
                engine.interfaceHere(),
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                engine.namespace));
        run(List.of("ip", "link", "set", engine.interfaceHere(), "master", BRIDGE, "up"));
        run(List.of("ip", "-n", engine.namespace, "addr", "add", engine.address + "/24", "dev", "eth0"));
        run(List.of("ip", "-n", engine.namespace, "link", "set", "eth0", "up"));
        run(List.of("ip", "-n", engine.namespace, "link", "set", "lo", "up"));
        Path folder = Files.createDirectories(engine.folder);
        Path containerd = folder.resolve("containerd.sock");
        Files.writeString(folder.resolve("containerd.toml"), """
            version = 2
            root = "%1$s/containerd"
            state = "%1$s/run-containerd"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]
            [grpc]
              address = "%1$s/containerd.sock"
            """.formatted(folder));
        spawn(
                engine,
                "containerd",
                "--config",
                folder.resolve("containerd.toml").toString());
        await("containerd of " + engine.namespace, () -> Files.exists(containerd), folder.resolve("containerd.log"));
        spawn(
                engine,
                "dockerd",
                "--host",
                engine.host(),
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("run").toString(),
                "--pidfile",
                folder.resolve("pid").toString(),
                "--containerd",
                containerd.toString(),
                "--cgroup-parent",
                "/" + NAME + "/" + engine.folder.getFileName(),
                "--exec-opt",
                "native.cgroupdriver=cgroupfs",
                "--bridge",
                "none");
        return engine;
    }

    /** By nsenter, because ip netns exec mounts a /sys of its own, in which there are no cgroups. */
    private static void spawn(Engine engine, String... argv) throws IOException {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=/var/run/netns/" + engine.namespace));
        all.addAll(List.of(argv));
        new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(engine.folder.resolve(argv[0] + ".log").toFile())
                .start();
    }

    private static void awaitAnswer(Engine engine) {
        await("the engine " + engine.namespace, engine::answers, engine.folder.resolve("dockerd.log"));
    }

    private static void await(String what, java.util.function.BooleanSupplier there, Path log) {
        for (Instant end = Instant.now().plus(START); !there.getAsBoolean(); pause(100)) {
            if (Instant.now().isAfter(end)) throw new AssertionError(what + " did not start:\n" + tail(log));
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Makes the first engine a swarm of one machine. */
    public void init() {
        engine(1).docker("swarm", "init", "--advertise-addr", engine(1).address);
    }

    /** Joins the others to it, as managers, so that any of them can be lost. */
    public void joinAll() {
        String token = engine(1).docker("swarm", "join-token", "-q", "manager").strip();
        for (Engine engine : engines.subList(1, engines.size())) {
            engine.docker(
                    "swarm", "join", "--advertise-addr", engine.address, "--token", token, engine(1).address + ":2377");
        }
    }

    /** Copies images of this machine's main engine to one of these, through a pipe. */
    public void load(Engine engine, String... images) throws Exception {
        List<String> save = new ArrayList<>(List.of("docker", "image", "save"));
        save.addAll(List.of(images));
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(save).redirectError(ProcessBuilder.Redirect.INHERIT),
                new ProcessBuilder(engine.argv("image", "load", "-q"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)));
        for (Process process : pipeline) {
            if (process.waitFor() != 0) throw new AssertionError("images did not get to " + engine.namespace);
        }
    }

    /** The machine goes dark: first its network, then everything on it, all at once. */
    public void takeAway(Engine engine) throws IOException {
        run(List.of("ip", "link", "set", engine.interfaceHere(), "down"));
        kill(
                List.of(engine.folder + "/", "/" + NAME + "/" + engine.folder.getFileName() + "/"),
                List.of(engine.namespace));
        engines.remove(engine);
    }

    @Override
    public void close() throws IOException {
        try (channel;
                lock) {
            sweep();
        }
    }

    /** Removes every trace, of this cluster or of one whose test was killed. */
    private static void sweep() throws IOException {
        List<String> namespaces = new ArrayList<>();
        for (int number = 1; number < 10; number++) {
            if (Files.exists(Path.of("/var/run/netns", "managecluster" + number)))
                namespaces.add("managecluster" + number);
        }
        kill(List.of(FOLDER + "/", "/" + NAME + "/"), namespaces);
        unmount();
        namespaces.forEach(namespace -> exitCode(List.of("ip", "netns", "del", namespace)));
        // the other end of a pair goes with its namespace, a while later
        for (int number = 1; number < 10; number++) exitCode(List.of("ip", "link", "del", "manageveth" + number));
        exitCode(List.of("ip", "link", "del", BRIDGE));
        while (exitCode(forwarding("-D")) == 0) {}
        if (Files.exists(FOLDER)) run(List.of("rm", "-rf", FOLDER.toString()));
        for (Path group : groups()) {
            try (Stream<Path> below = Files.walk(group)) {
                below.filter(Files::isDirectory)
                        .sorted(Collections.reverseOrder())
                        .forEach(folder -> folder.toFile().delete());
            }
        }
    }

    /** The folders of its control groups: one for each controller, or one for all. */
    private static List<Path> groups() throws IOException {
        Path top = Path.of("/sys/fs/cgroup");
        List<Path> groups = new ArrayList<>(List.of(top.resolve(NAME)));
        try (Stream<Path> controllers = Files.list(top)) {
            controllers
                    .filter(Files::isDirectory)
                    .map(controller -> controller.resolve(NAME))
                    .forEach(groups::add);
        }
        return groups.stream().filter(Files::isDirectory).toList();
    }

    /**
     * Ends all processes whose command line or control group has one of the texts, or that are in one of the
     * namespaces.
     */
    private static void kill(List<String> texts, List<String> namespaces) throws IOException {
        for (Instant end = Instant.now().plusSeconds(20); ; pause(50)) {
            Set<Long> found = new HashSet<>();
            for (String namespace : namespaces)
                run(List.of("ip", "netns", "pids", namespace))
                        .lines()
                        .forEach(pid -> found.add(Long.valueOf(pid.strip())));
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                processes
                        .filter(path -> path.getFileName().toString().matches("\\d+")
                                && texts.stream()
                                        .anyMatch(text -> (read(path.resolve("cmdline")) + read(path.resolve("cgroup")))
                                                .contains(text)))
                        .map(path -> Long.valueOf(path.getFileName().toString()))
                        .forEach(found::add);
            }
            found.remove(ProcessHandle.current().pid());
            // a zombie is done with, but for whoever started it
            found.removeIf(
                    pid -> read(Path.of("/proc", String.valueOf(pid), "status")).contains("State:\tZ")
                            || !Files.exists(Path.of("/proc", String.valueOf(pid))));
            if (found.isEmpty()) return;
            if (Instant.now().isAfter(end)) throw new AssertionError("these do not end: " + found);
            found.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    private static void unmount() throws IOException {
        List<String> mounts = new ArrayList<>(Files.readAllLines(Path.of("/proc/mounts")).stream()
                .map(line -> line.split(" ")[1])
                .filter(path -> Path.of(path).startsWith(FOLDER))
                .toList());
        Collections.reverse(mounts);
        for (String mount : mounts) exitCode(List.of("umount", "--lazy", mount));
    }

    private static String run(List<String> argv) {
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0)
                throw new AssertionError(String.join(" ", argv) + " ended with " + process.exitValue() + "\n" + said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int exitCode(List<String> argv) {
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
