//JAVA 17+

package support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Real Docker engines on this machine, for tests that need another one, more than one, or that would spoil the one
 * there is. They are on one bridge, and reach one another and this machine, and nothing else. There is one cluster at a
 * time; what a killed test left is removed by the next. Needs root.
 */
public final class Cluster implements AutoCloseable {

    /** Of the lock too that keeps two clusters apart. */
    public static final String NAME = "manage-java-cluster";

    static final Path DIRECTORY = Path.of("/var/tmp", NAME);
    static final String BRIDGE = "managecluster0";
    static final String SUBNET = "10.213.77.";
    static final int ENGINES = 9;
    private static final int MEMORY = 8;

    private final FileChannel channel;
    private final FileLock lock;
    private final List<DockerEngine> engines = new ArrayList<>();
    private final Thread whenEnded = new Thread(this::remove);

    private Cluster(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static String namespace(int number) {
        return "managecluster" + number;
    }

    static String interfaceHere(int number) {
        return "manageveth" + number;
    }

    /** Starts engines that are in no swarm yet. */
    public static Cluster start(int engines) throws Exception {
        On.docker.require();
        FileChannel channel =
                FileChannel.open(Path.of(DIRECTORY + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Cluster cluster = new Cluster(channel, channel.lock());
        Runtime.getRuntime().addShutdownHook(cluster.whenEnded);
        try {
            ClusterCleanup.sweep();
            cluster.begin(engines);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void begin(int number) throws IOException {
        Files.createDirectories(DIRECTORY);
        // some gigabytes are written and removed again, which a disk takes its time for
        if (memoryToSpare())
            RootProgram.run("mount", "-t", "tmpfs", "-o", "size=" + MEMORY + "g", NAME, DIRECTORY.toString());
        RootProgram.run("ip", "link", "add", BRIDGE, "type", "bridge");
        RootProgram.run("ip", "addr", "add", SUBNET + "1/24", "dev", BRIDGE);
        RootProgram.run("ip", "link", "set", BRIDGE, "up");
        RootProgram.run(forwarding("-I"));
        for (int i = 1; i <= number; i++) {
            DockerEngine engine = new DockerEngine(i);
            engines.add(engine);
            engine.begin();
        }
        engines.forEach(DockerEngine::awaitAnswer);
    }

    private static boolean memoryToSpare() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .anyMatch(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 20 > MEMORY + 4);
    }

    /** The main engine's own firewall drops what is forwarded, and bridged packets count as such. */
    static String[] forwarding(String change) {
        return new String[] {"iptables", change, "FORWARD", "-i", BRIDGE, "-o", BRIDGE, "-j", "ACCEPT"};
    }

    public DockerEngine engine(int number) {
        return engines.get(number - 1);
    }

    public List<DockerEngine> engines() {
        return Collections.unmodifiableList(engines);
    }

    /** Makes the first engine a swarm of one machine. */
    public void init() {
        engine(1).docker("swarm", "init", "--advertise-addr", engine(1).address);
    }

    /** Joins the others to it, as managers, so that any of them can be lost. */
    public void joinAll() {
        String token = engine(1).docker("swarm", "join-token", "-q", "manager").strip();
        for (DockerEngine engine : engines.subList(1, engines.size())) {
            engine.docker(
                    "swarm", "join", "--advertise-addr", engine.address, "--token", token, engine(1).address + ":2377");
        }
    }

    /** The machine goes dark. */
    public void takeAway(DockerEngine engine) throws IOException {
        engine.kill();
        engines.remove(engine);
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(whenEnded);
        try (channel;
                lock) {
            ClusterCleanup.sweep();
        }
    }

    /** Where the tests are ended from outside. */
    private void remove() {
        try {
            ClusterCleanup.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
