//JAVA 17+

package support;

import java.io.File;
import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Docker engine of its own, as another machine would have it: in a network namespace, at an address of its own, with
 * its own data, sockets and cgroups. Only root can start one. Started by nsenter: in {@code ip netns exec} it would not
 * see the cgroups.
 */
public final class OtherEngine implements AutoCloseable {

    static final int PORT = 2375;
    private static final long START_SECONDS = 60;

    /** A bridge that engines are plugged into; this machine is its first address. */
    public static final class Network implements AutoCloseable {

        private final String id =
                String.format("%04x", ThreadLocalRandom.current().nextInt(1 << 16));
        final String bridge = "mj" + id;
        /** The first three numbers of its addresses: no network of Docker's, and another one for each run. */
        final String prefix = "10." + ThreadLocalRandom.current().nextInt(100, 250) + "."
                + ThreadLocalRandom.current().nextInt(1, 250);

        public Network() throws IOException {
            run("ip", "link", "add", bridge, "type", "bridge");
            run("ip", "addr", "add", prefix + ".1/24", "dev", bridge);
            run("ip", "link", "set", bridge, "up");
            // Docker's own rules would drop what goes from one engine to another
            run("iptables", "-I", "FORWARD", "-i", bridge, "-o", bridge, "-j", "ACCEPT");
        }

        @Override
        public void close() {
            tried("iptables", "-D", "FORWARD", "-i", bridge, "-o", bridge, "-j", "ACCEPT");
            tried("ip", "link", "del", bridge);
        }
    }

    public final String address;
    final Path folder;
    private final String namespace;
    private final Process daemon;

    /** Starts the number-th engine of a network, from 1 on, and waits until it answers. */
    public OtherEngine(Network network, int number, String... options) throws IOException {
        namespace = network.bridge + "-" + number;
        address = network.prefix + "." + (number + 1);
        // not below /tmp, which may be in memory
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "manage-engine");
        String inside = network.bridge + "n" + number;
        run("ip", "netns", "add", namespace);
        run("ip", "link", "add", network.bridge + "v" + number, "type", "veth", "peer", "name", inside);
        run("ip", "link", "set", inside, "netns", namespace);
        run("ip", "link", "set", network.bridge + "v" + number, "master", network.bridge, "up");
        run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", inside);
        run("ip", "-n", namespace, "link", "set", inside, "up");
        run("ip", "-n", namespace, "link", "set", "lo", "up");
        run("ip", "-n", namespace, "route", "add", "default", "via", network.prefix + ".1");
        List<String> argv = new ArrayList<>(List.of(
                "nsenter",
                "--net=/run/netns/" + namespace,
                "dockerd",
                "--data-root",
                folder.resolve("data").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("pid").toString(),
                "--cgroup-parent",
                "/" + namespace,
                "-H",
                "unix://" + folder.resolve("sock")));
        if (Arrays.stream(options).noneMatch(option -> option.startsWith("--tls")))
            argv.addAll(List.of("-H", "tcp://" + address + ":" + PORT, "--tls=false"));
        argv.addAll(List.of(options));
        daemon = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        // where the tests are ended from outside
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
                !tried("docker", "-H", socket(), "info");
                pause()) {
            if (daemon.isAlive() && System.nanoTime() < end) continue;
            String log = Files.readString(folder.resolve("log"));
            close();
            throw new IOException("the engine at " + address + " did not start:\n" + log);
        }
    }

    /** As DOCKER_HOST wants it. */
    public String host() {
        return "tcp://" + address + ":" + PORT;
    }

    String socket() {
        return "unix://" + folder.resolve("sock");
    }

    /** What docker says on this engine. */
    public String docker(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("docker", "-H", socket()));
        argv.addAll(List.of(arguments));
        return run(argv.toArray(String[]::new));
    }

    /** Copies images of this machine's engine. */
    public OtherEngine with(String... images) throws IOException {
        List<String> save = new ArrayList<>(List.of("docker", "save"));
        save.addAll(List.of(images));
        List<Process> both = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(save).redirectError(ProcessBuilder.Redirect.DISCARD),
                new ProcessBuilder("docker", "-H", socket(), "load")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)));
        for (Process each : both) {
            if (ended(each) != 0)
                throw new IOException("the images " + List.of(images) + " could not be copied to " + address);
        }
        return this;
    }

    /** Ends it at once, as a power cut would. */
    void kill() {
        daemon.descendants().forEach(ProcessHandle::destroyForcibly);
        daemon.destroyForcibly();
    }

    /** Ends it, its containers too, and removes all that it had. */
    @Override
    public synchronized void close() {
        if (Files.notExists(folder)) return;
        if (daemon.isAlive()) {
            tried("sh", "-c", "docker -H \"$0\" ps -aq | xargs -r docker -H \"$0\" rm -f -v", socket());
            daemon.destroy();
        }
        List<ProcessHandle> family = daemon.descendants().toList();
        try {
            if (!daemon.waitFor(20, TimeUnit.SECONDS)) kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        // shims outlive the daemon that was killed
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String mounted = line.split(" ")[1];
                if (mounted.startsWith(folder.toString())) tried("umount", "-l", mounted);
            }
            tried("ip", "netns", "del", namespace);
            removeCgroups();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            tried("rm", "-rf", folder.toString());
        }
    }

    /**
     * Ends what still runs in its containers; a cgroup that nobody is in any more can be removed, from the leaves up.
     */
    private void removeCgroups() throws IOException {
        List<Path> groups = new ArrayList<>();
        try (Stream<Path> tops = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (Path top : Stream.concat(Stream.of(Path.of("/sys/fs/cgroup")), tops)
                    .map(path -> path.resolve(namespace))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> below = Files.walk(top)) {
                    below.filter(Files::isDirectory)
                            .sorted(Comparator.reverseOrder())
                            .forEach(groups::add);
                }
            }
        }
        for (Path group : groups) {
            for (String pid : Files.readAllLines(group.resolve("cgroup.procs")))
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (Path group : groups) {
            for (int attempt = 0;
                    attempt < 20 && Files.isDirectory(group) && !tried("rmdir", group.toString());
                    attempt++) pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int ended(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String run(String... argv) throws IOException {
        File said = Files.createTempFile("manage-said", null).toFile();
        try {
            int code = ended(new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(said)
                    .start());
            String text = Files.readString(said.toPath());
            if (code != 0) throw new IOException(String.join(" ", argv) + " ended with " + code + ": " + text);
            return text;
        } finally {
            said.delete();
        }
    }

    private static boolean tried(String... argv) {
        try {
            return ended(new ProcessBuilder(argv)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start())
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
