//JAVA 17+

package support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Removes what a {@link Cluster} made: processes, mounts, network namespaces, control groups. */
final class ClusterCleanup {

    private ClusterCleanup() {}

    /** Removes every trace, of this cluster or of one whose test was killed. */
    static void sweep() throws IOException {
        List<String> namespaces = new ArrayList<>();
        for (int number = 1; number <= Cluster.ENGINES; number++) {
            if (Files.exists(Path.of("/var/run/netns", Cluster.namespace(number))))
                namespaces.add(Cluster.namespace(number));
        }
        kill(List.of(Cluster.DIRECTORY + "/", "/" + Cluster.NAME + "/"), namespaces);
        unmount();
        namespaces.forEach(namespace -> RootProgram.succeeds("ip", "netns", "del", namespace));
        // the other end of a pair goes with its namespace, a while later
        for (int number = 1; number <= Cluster.ENGINES; number++)
            RootProgram.succeeds("ip", "link", "del", Cluster.interfaceHere(number));
        RootProgram.succeeds("ip", "link", "del", Cluster.BRIDGE);
        while (RootProgram.succeeds(Cluster.forwarding("-D"))) {}
        if (Files.exists(Cluster.DIRECTORY)) RootProgram.run("rm", "-rf", Cluster.DIRECTORY.toString());
        for (Path group : controlGroups()) {
            try (Stream<Path> below = Files.walk(group)) {
                below.filter(Files::isDirectory)
                        .sorted(Collections.reverseOrder())
                        .forEach(directory -> directory.toFile().delete());
            }
        }
    }

    /** The directories of its control groups: one for each controller, or one for all. */
    private static List<Path> controlGroups() throws IOException {
        Path top = Path.of("/sys/fs/cgroup");
        List<Path> groups = new ArrayList<>(List.of(top.resolve(Cluster.NAME)));
        try (Stream<Path> controllers = Files.list(top)) {
            controllers
                    .filter(Files::isDirectory)
                    .map(controller -> controller.resolve(Cluster.NAME))
                    .forEach(groups::add);
        }
        return groups.stream().filter(Files::isDirectory).toList();
    }

    /**
     * Ends all processes whose command line or control group has one of the texts, or that are in one of the
     * namespaces.
     */
    static void kill(List<String> texts, List<String> namespaces) throws IOException {
        for (Instant end = Instant.now().plusSeconds(20); ; RootProgram.pause(50)) {
            Set<Long> found = processes(texts, namespaces);
            if (found.isEmpty()) return;
            if (Instant.now().isAfter(end)) throw new AssertionError("these do not end: " + found);
            found.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static Set<Long> processes(List<String> texts, List<String> namespaces) throws IOException {
        Set<Long> found = new HashSet<>();
        for (String namespace : namespaces)
            RootProgram.run("ip", "netns", "pids", namespace)
                    .lines()
                    .forEach(pid -> found.add(Long.valueOf(pid.strip())));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(path -> path.getFileName().toString().matches("\\d+") && hasOne(path, texts))
                    .map(path -> Long.valueOf(path.getFileName().toString()))
                    .forEach(found::add);
        }
        found.remove(ProcessHandle.current().pid());
        // a zombie is done with, but for whoever started it
        found.removeIf(
                pid -> read(Path.of("/proc", String.valueOf(pid), "status")).contains("State:\tZ")
                        || !Files.exists(Path.of("/proc", String.valueOf(pid))));
        return found;
    }

    private static boolean hasOne(Path process, List<String> texts) {
        String about = read(process.resolve("cmdline")) + read(process.resolve("cgroup"));
        return texts.stream().anyMatch(about::contains);
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
                .filter(path -> Path.of(path).startsWith(Cluster.DIRECTORY))
                .toList());
        Collections.reverse(mounts);
        for (String mount : mounts) RootProgram.succeeds("umount", "--lazy", mount);
    }
}
