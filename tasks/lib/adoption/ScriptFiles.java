//JAVA 17+

package lib.adoption;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.base.OperatingSystem;

/**
 * The scripts that a repository gets: which they are, and what has become of them there since. A manifest, in the form
 * of sha256sum, tells a script that its owner changed from one that is merely older.
 */
public class ScriptFiles {

    public static final String MANIFEST = "tasks/manifest.sha256";
    /** The script that names them all, so that they come along where JBang fetches it from elsewhere. */
    public static final String LIST = "tasks/lib/adoption/remote/remote.java";
    /** In front of each name in the jar that JBang makes of that script. */
    public static final String PREFIX = "manage.source/";

    /** What is to be done with one script. */
    public enum Step {
        ADD,
        UPDATE,
        SAME,
        CHANGED,
        REMOVE,
        KEEP
    }

    private final Path source;
    private final Path target;
    private final Map<String, String> shipped = new TreeMap<>();
    private final Map<String, String> recorded;

    /** @param source a clone, or the files that came out of the jar */
    public ScriptFiles(Path source, Path target) {
        this(source, target, names(text(source.resolve(LIST))));
    }

    private ScriptFiles(Path source, Path target, List<String> names) {
        this.source = source;
        this.target = target;
        for (String name : names) shipped.put(name, hash(source.resolve(name)));
        recorded = recorded(target);
    }

    /** For a repository that is to have none of them. */
    public static ScriptFiles none(Path target) {
        return new ScriptFiles(target, target, List.of());
    }

    /** The files that the list names, relative to the repository. */
    public static List<String> names(String list) {
        return list.lines()
                .filter(line -> line.startsWith("//FILES "))
                .flatMap(line ->
                        Arrays.stream(line.substring("//FILES ".length()).split(" ")))
                .map(entry -> entry.substring(PREFIX.length(), entry.indexOf('=')))
                .sorted()
                .toList();
    }

    /** Whether the repository has the scripts, of whatever version. */
    public boolean adopted() {
        return Files.exists(target.resolve(MANIFEST))
                || Files.exists(target.resolve("manage.java"))
                        && Files.exists(target.resolve("tasks/lib/cli/Cli.java"));
    }

    /** What is to be done, by the name of the script; what {@code force} overwrites is no longer CHANGED. */
    public Map<String, Step> plan(boolean force) {
        Map<String, Step> steps = new TreeMap<>();
        shipped.forEach((name, hash) -> steps.put(name, step(name, hash, force)));
        recorded.forEach((name, hash) -> {
            if (shipped.containsKey(name) || !Files.exists(target.resolve(name))) return;
            steps.put(name, force || hash(target.resolve(name)).equals(hash) ? Step.REMOVE : Step.KEEP);
        });
        return steps;
    }

    private Step step(String name, String hash, boolean force) {
        Path there = target.resolve(name);
        if (!Files.exists(there)) return Step.ADD;
        String now = hash(there);
        if (now.equals(hash)) return Step.SAME;
        return force || now.equals(recorded.get(name)) ? Step.UPDATE : Step.CHANGED;
    }

    /** Does what the plan says, and writes the manifest. */
    public void carryOut(Map<String, Step> plan) {
        Path at = target;
        try {
            for (var step : plan.entrySet()) {
                at = target.resolve(step.getKey());
                switch (step.getValue()) {
                    case ADD, UPDATE -> {
                        Files.createDirectories(at.getParent());
                        Files.copy(source.resolve(step.getKey()), at, StandardCopyOption.REPLACE_EXISTING);
                    }
                    case REMOVE -> remove(at);
                    default -> {}
                }
            }
            at = target.resolve(MANIFEST);
            if (shipped.isEmpty()) {
                Files.deleteIfExists(at);
                return;
            }
            Files.writeString(
                    at,
                    shipped.entrySet().stream()
                            .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw ExitException.cannotWrite(at, e);
        }
    }

    /** With the directories that this leaves empty. */
    private void remove(Path file) throws IOException {
        Files.delete(file);
        for (Path directory = file.getParent(); !directory.equals(target); directory = directory.getParent()) {
            try (Stream<Path> left = Files.list(directory)) {
                if (left.findAny().isPresent()) return;
            }
            Files.delete(directory);
        }
    }

    private static Map<String, String> recorded(Path target) {
        Path manifest = target.resolve(MANIFEST);
        if (!Files.exists(manifest)) return Map.of();
        Map<String, String> hashes = new TreeMap<>();
        for (String line : text(manifest)
                .lines()
                .filter(text -> text.matches("[0-9a-f]{64}  \\S.*"))
                .toList()) hashes.put(line.substring(66), line.substring(0, 64));
        // a manifest that somebody tampered with must not lead out of the repository
        hashes.keySet().removeIf(name -> !isBelow(target, name));
        return hashes;
    }

    private static boolean isBelow(Path directory, String name) {
        try {
            return directory.resolve(name).normalize().startsWith(directory.normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** In UTF-8, or in Latin-1 as properties files once had to be. */
    static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.indexOf('\uFFFD') < 0
                    ? text.replaceFirst("^\uFEFF", "")
                    : new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    /** With the line ends of the repository, as Git may have changed them. */
    private static String hash(Path file) {
        try {
            byte[] text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .replace("\r\n", "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            return Hashing.sha256(text);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
    }

    /** All scripts that lie in a directory's tasks, and the two beside them: what the list must name. */
    public static List<String> present(Path root) throws IOException {
        try (Stream<Path> tasks = Files.walk(root.resolve("tasks"))) {
            return Stream.concat(
                            Stream.of("jbang.java", "manage.java"),
                            tasks.filter(Files::isRegularFile)
                                    .filter(file -> file.toString().endsWith(".java"))
                                    .map(file -> OperatingSystem.slashed(root.relativize(file))))
                    .sorted()
                    .toList();
        }
    }
}
