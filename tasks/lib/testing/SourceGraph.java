//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.*;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which sources reach which: by their class files' references, and by the words in a source that is newer than its
 * class files or has none. Sources go by their paths as in {@link ClassReferences}.
 */
class SourceGraph {

    /** @param copied its constants may stand in others, which do not refer to it */
    private record Reached(String source, boolean copied) {}

    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");

    private final ClassReferences references;
    /** Of the sources that are there. */
    private final Map<String, Path> files = new HashMap<>();

    private final Set<String> stale = new HashSet<>();
    private final Map<Path, Set<String>> words = new HashMap<>();
    /** Paths that have class files, by the names of the files. */
    private final Map<String, List<String>> compiled;

    /** @param sources files of Java */
    SourceGraph(ClassReferences references, Collection<Path> sources) throws IOException {
        this.references = references;
        this.compiled = references.sources().stream().collect(Collectors.groupingBy(SourceGraph::fileName));
        for (Path file : sources) {
            String source = source(file).orElseThrow(() -> new IOException("there is no " + file));
            files.put(source, file);
            boolean current = references
                    .compiled(source)
                    .filter(time -> time.compareTo(lastModified(file)) > 0)
                    .isPresent();
            if (!current) stale.add(source);
        }
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // changed just now, as it seems
            return FileTime.fromMillis(Long.MAX_VALUE);
        }
    }

    /** The path that a file is compiled by; empty where the file is gone, and so is what was compiled from it. */
    Optional<String> source(Path file) throws IOException {
        Optional<String> known = compiled.getOrDefault(file.getFileName().toString(), List.of()).stream()
                .filter(file::endsWith)
                .max(Comparator.comparingInt(String::length));
        if (known.isPresent() || !Files.isRegularFile(file)) return known;
        Matcher declared = PACKAGE.matcher(text(file));
        String directory = declared.find() ? declared.group(1).replace('.', '/') + "/" : "";
        return Optional.of(directory + file.getFileName());
    }

    /** How many sources are newer than their class files, or have none. */
    int stale() {
        return stale.size();
    }

    boolean isStale(String source) {
        return stale.contains(source);
    }

    /** The source itself, and all that can reach it. */
    Set<String> reaching(String changed) throws IOException {
        Set<Reached> reached = new HashSet<>();
        Deque<Reached> open = new ArrayDeque<>(List.of(new Reached(changed, references.copied(changed))));
        while (!open.isEmpty()) {
            Reached next = open.remove();
            if (!reached.add(next)) continue;
            Set<String> heirs = next.copied() ? references.heirs(next.source()) : Set.of();
            for (String user : references.users(Set.of(next.source())))
                open.add(new Reached(user, heirs.contains(user)));
            for (String user : naming(next)) open.add(new Reached(user, next.copied() && references.copied(user)));
        }
        return reached.stream().map(Reached::source).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that name it, of those whose class files do not tell. */
    private List<String> naming(Reached named) throws IOException {
        Set<String> names = Stream.concat(
                        Stream.of(named.source()),
                        references.classFiles(named.source()).stream()
                                .map(file -> file.getFileName().toString()))
                .map(file -> fileName(file).replaceFirst("\\.\\w+$", ""))
                .collect(Collectors.toSet());
        List<String> naming = new ArrayList<>();
        for (String source : named.copied() ? files.keySet() : stale) {
            if (!source.equals(named.source()) && !Collections.disjoint(words(files.get(source)), names))
                naming.add(source);
        }
        return naming;
    }

    private Set<String> words(Path file) throws IOException {
        Set<String> known = words.get(file);
        if (known == null) {
            known = WORD.matcher(text(file)).results().map(MatchResult::group).collect(Collectors.toSet());
            words.put(file, known);
        }
        return known;
    }

    /** Whatever its encoding is, names are mostly ASCII. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static String fileName(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }
}
