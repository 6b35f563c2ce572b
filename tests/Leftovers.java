//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

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
                if (fields[3].equals("0A")) ports.add(fields[1]);
            }
        }
        return new Leftovers(docker, ports);
    }

    /** Fails when there is more now than there was, or when a process has the folder in its command line. */
    void assertNothingNew(Path folder) throws IOException {
        Leftovers now = now();
        assertEquals(docker, now.docker, "containers, volumes and networks");
        assertEquals(ports, now.ports, "listening ports");
        Set<String> processes = new TreeSet<>();
        ProcessHandle.allProcesses().filter(p -> p.pid() != ProcessHandle.current().pid())
            .map(p -> p.info().commandLine().orElse("")).filter(line -> line.contains(folder.toString())).forEach(processes::add);
        assertEquals(Set.of(), processes, "processes");
    }

    private static void ask(Set<String> answers, String kind, String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        new String(process.getInputStream().readAllBytes()).lines().forEach(line -> answers.add(kind + " " + line));
    }
}
