//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.server.ComposeCommands;
import tools.jackson.databind.JsonNode;

/**
 * What a run could leave behind: containers, volumes, networks and processes. Other work may go on beside the tests, so
 * what its own labels, its variables or its directory show to be somebody else's does not count.
 */
public record Leftovers(Set<String> docker) {

    /** The variable that every program of a workspace inherits; its value is the workspace's directory. */
    static final String MARK = "MANAGE_TEST_WORKSPACE";

    /**
     * The name of a compose project as manage.java makes it, up to the hash of its directory; a scenario's name may
     * follow.
     */
    private static final Pattern PROJECT = Pattern.compile(".*?-([0-9a-f]{6})(?:-.*)?");

    private static final Pattern ANONYMOUS = Pattern.compile("volume [0-9a-f]{64} .*");

    public static Leftovers now() throws IOException {
        Set<String> docker = new TreeSet<>();
        if (On.docker.works()) {
            for (JsonNode container : EngineApi.get("/containers/json?all=1"))
                docker.add(described("container", container, "Id", name(container.at("/Names/0"))));
            // one without a name belongs to whoever has its container; it is left behind when no container has it
            for (JsonNode volume : EngineApi.get("/volumes").path("Volumes")) {
                String text = described("volume", volume, "Name", "-");
                if (!ANONYMOUS.matcher(text).matches()) docker.add(text);
            }
            for (JsonNode volume : EngineApi.get("/volumes?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D")
                    .path("Volumes")) docker.add(described("volume", volume, "Name", "-"));
            for (JsonNode network : EngineApi.get("/networks"))
                docker.add(
                        described("network", network, "Id", network.path("Name").asString()));
        }
        return new Leftovers(docker);
    }

    /** What is there now and was not then, what went though nobody here made it, and the processes of the workspace. */
    public String newSince(Path directory) throws IOException {
        Leftovers now = now();
        Set<String> left = new TreeSet<>();
        now.docker.stream()
                .filter(thing -> !docker.contains(thing) && !somebodyElses(thing, directory))
                .forEach(left::add);
        docker.stream()
                .filter(thing -> !now.docker.contains(thing) && !somebodyElses(thing, directory))
                .forEach(thing -> left.add("gone: " + thing));
        processesOf(directory)
                .forEach(process ->
                        left.add("process " + process.info().commandLine().orElse("?")));
        return String.join("\n", left);
    }

    /** The processes of a workspace, in a container too. */
    public static Stream<ProcessHandle> processesOf(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid() && belongsTo(process, directory));
    }

    /**
     * Whether the labels of a container, a volume or a network name a compose project of another workspace. Containers
     * and networks of ours always have labels.
     */
    private static boolean somebodyElses(String thing, Path directory) throws UncheckedIOException {
        String[] fields = thing.split(" ", 5);
        String project = fields.length > 3 ? fields[3] : "";
        String place = fields.length > 4 ? fields[4] : "";
        if (project.isEmpty() && place.isEmpty()) return !thing.startsWith("volume ");
        Path top = directory.getParent();
        if (!place.isEmpty()) return !Path.of(place).startsWith(top);
        Matcher name = PROJECT.matcher(project);
        if (!name.matches()) return false;
        try (Stream<Path> directories = Files.walk(top, 2)) {
            return directories
                    .filter(Files::isDirectory)
                    .map(one -> ComposeCommands.projectName(one, "x"))
                    .noneMatch(own -> own.endsWith("-" + name.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean belongsTo(ProcessHandle process, Path directory) {
        if (process.info().commandLine().orElse("").contains(directory.toString())) return true;
        Path about = Path.of("/proc", String.valueOf(process.pid()));
        try {
            if (Files.readSymbolicLink(about.resolve("cwd")).startsWith(directory)) return true;
            return (Files.readString(about.resolve("environ"), StandardCharsets.ISO_8859_1) + "\0")
                    .contains(MARK + "=" + directory.getParent() + "\0");
        } catch (IOException | UnsupportedOperationException ended) {
            return false;
        }
    }

    public void assertNothingNew(Path directory) throws IOException {
        assertEquals("", newSince(directory));
    }

    /**
     * Nothing of the directory's own: for tests whose work is elsewhere, and beside which other work may go on here.
     *
     * @param hash what the names of the directory's compose projects end with
     */
    public void assertNothingOf(Path directory, String hash) throws IOException {
        assertEquals(
                "",
                newSince(directory)
                        .lines()
                        .filter(line -> line.startsWith("process ") || line.contains(hash))
                        .reduce("", (one, other) -> one + other + "\n"));
    }

    private static String described(String kind, JsonNode thing, String id, String name) {
        return kind + " " + thing.path(id).asString() + " " + name + " " + label(thing, "project") + " "
                + label(thing, "project.working_dir");
    }

    private static String label(JsonNode thing, String name) {
        return thing.path("Labels").path("com.docker.compose." + name).asString("");
    }

    private static String name(JsonNode name) {
        return name.asString("").replaceFirst("^/", "");
    }
}
