//JAVA 17+

package support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A real Docker engine as another machine would have it: in a network namespace, at an address of its own, with its own
 * containerd, data and control groups. A {@link Cluster} starts and removes it.
 */
public final class DockerEngine {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int PORT = 2375;

    public final String address;
    final String namespace;
    final Path directory;
    private final int number;

    /** @param number from 1 on */
    DockerEngine(int number) {
        this.number = number;
        namespace = Cluster.namespace(number);
        address = Cluster.SUBNET + (10 + number);
        directory = Cluster.DIRECTORY.resolve("n" + number);
    }

    /** As DOCKER_HOST wants it: its socket, as a program on the same machine reaches it. */
    public String socket() {
        return "unix://" + directory.resolve("docker.sock");
    }

    /** As DOCKER_HOST wants it: its address, as another machine reaches it. */
    public String host() {
        return "tcp://" + address + ":" + PORT;
    }

    /** {@code docker ARGS} on this engine; what it printed. */
    public String docker(String... arguments) {
        return RootProgram.run(argv(arguments).toArray(String[]::new));
    }

    private List<String> argv(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker", "-H", socket()));
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** Copies images of this machine's own engine, through a pipe. */
    public void load(String... images) throws IOException {
        List<String> save = new ArrayList<>(List.of("docker", "image", "save"));
        save.addAll(List.of(images));
        RootProgram.pipe(save, argv("image", "load", "-q"));
    }

    String controlGroup() {
        return "/" + Cluster.NAME + "/" + directory.getFileName();
    }

    private String interfaceHere() {
        return Cluster.interfaceHere(number);
    }

    void begin() throws IOException {
        joinNetwork();
        Files.createDirectories(directory);
        startContainerd();
        spawn(
                "dockerd",
                "--host",
                socket(),
                "--host",
                host(),
                "--tls=false",
                "--data-root",
                directory.resolve("data").toString(),
                "--exec-root",
                directory.resolve("run").toString(),
                "--pidfile",
                directory.resolve("pid").toString(),
                "--containerd",
                directory.resolve("containerd.sock").toString(),
                "--cgroup-parent",
                controlGroup(),
                "--exec-opt",
                "native.cgroupdriver=cgroupfs");
    }

    private void joinNetwork() {
        RootProgram.run("ip", "netns", "add", namespace);
        RootProgram.run(
                "ip", "link", "add", interfaceHere(), "type", "veth", "peer", "name", "eth0", "netns", namespace);
        RootProgram.run("ip", "link", "set", interfaceHere(), "master", Cluster.BRIDGE, "up");
        RootProgram.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
        RootProgram.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        RootProgram.run("ip", "-n", namespace, "link", "set", "lo", "up");
        RootProgram.run("ip", "-n", namespace, "route", "add", "default", "via", Cluster.SUBNET + "1");
    }

    private void startContainerd() throws IOException {
        Path configuration = Files.writeString(directory.resolve("containerd.toml"), """
            version = 2
            root = "%1$s/containerd"
            state = "%1$s/run-containerd"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]
            [grpc]
              address = "%1$s/containerd.sock"
            """.formatted(directory));
        spawn("containerd", "--config", configuration.toString());
        await(() -> Files.exists(directory.resolve("containerd.sock")), "containerd");
    }

    /** By nsenter, because ip netns exec mounts a /sys of its own, in which there are no control groups. */
    private void spawn(String... argv) throws IOException {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=/var/run/netns/" + namespace));
        all.addAll(List.of(argv));
        new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(argv[0] + ".log").toFile())
                .start();
    }

    void awaitAnswer() {
        await(() -> RootProgram.succeeds(argv("info").toArray(String[]::new)), "dockerd");
    }

    private void await(BooleanSupplier there, String program) {
        for (Instant end = Instant.now().plus(START); !there.getAsBoolean(); RootProgram.pause(100)) {
            if (Instant.now().isAfter(end))
                throw new AssertionError(program + " of " + namespace + " did not start:\n" + tail(program));
        }
    }

    private String tail(String program) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve(program + ".log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** It goes dark: first its network, then everything on it, all at once. */
    void kill() throws IOException {
        RootProgram.run("ip", "link", "set", interfaceHere(), "down");
        ClusterCleanup.kill(List.of(directory + "/", controlGroup() + "/"), List.of(namespace));
    }
}
