//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//SOURCES On.java

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What a run could leave behind: containers, volumes, networks, listening ports, and processes of a folder. */
record Leftovers(Set<String> docker, Set<String> ports) {

    static Leftovers now() throws IOException {
        Set<String> docker = new TreeSet<>();
        if (On.docker.works()) {
            ask(docker, "container", "docker", "ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}");
            ask(docker, "volume", "docker", "volume", "ls", "--format", "{{.Name}}");
            ask(docker, "network", "docker", "network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}");
        }
        Set<String> ports = new TreeSet<>();
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            if (!Files.exists(Path.of(table))) continue;
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                // 0A is the state LISTEN
                if (fields[3].equals("0A")) ports.add("port " + fields[1]);
            }
        }
        return new Leftovers(docker, ports);
    }

    /** What is there now and was not then, and the processes that have the folder in their command line or work in it. */
    String newSince(Path folder) throws IOException {
        Leftovers now = now();
        Set<String> left = new TreeSet<>();
        differences(left, docker, now.docker);
        differences(left, ports, now.ports);
        ProcessHandle.allProcesses().filter(process -> process.pid() != ProcessHandle.current().pid() && belongsTo(process, folder))
            .forEach(process -> left.add("process " + process.info().commandLine().orElse("?")));
        return String.join("\n", left);
    }

    /** What is new, and what somebody else had and has no more. */
    private static void differences(Set<String> all, Set<String> then, Set<String> now) {
        now.stream().filter(thing -> !then.contains(thing)).forEach(all::add);
        then.stream().filter(thing -> !now.contains(thing)).forEach(thing -> all.add("gone: " + thing));
    }

    private static boolean belongsTo(ProcessHandle process, Path folder) {
        if (process.info().commandLine().orElse("").contains(folder.toString())) return true;
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd")).startsWith(folder);
        } catch (IOException | UnsupportedOperationException ended) {
            return false;
        }
    }

    void assertNothingNew(Path folder) throws IOException {
        assertEquals("", newSince(folder));
    }

    /**
     * Nothing of the folder's own: for tests whose work is elsewhere, and beside which other work may go on here.
     *
     * @param hash what the names of the folder's compose projects end with
     */
    void assertNothingOf(Path folder, String hash) throws IOException {
        assertEquals("", newSince(folder).lines().filter(line -> line.startsWith("process ") || line.contains(hash)).reduce("", (one, other) -> one + other + "\n"));
    }

    private static void ask(Set<String> answers, String kind, String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        new String(process.getInputStream().readAllBytes()).lines().forEach(line -> answers.add(kind + " " + line));
    }
}
