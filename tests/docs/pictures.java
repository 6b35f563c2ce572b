///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Draws docs/*.svg and writes the samples of output in the pages from real runs; --check compares them.
//SOURCES ../../tasks/lib/common.java ../support/*.java RealRuns.java Sample*.java TerminalPicture.java PagePicture.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import support.Workspace;

/** What the documentation shows of runs, which is what they print but for numbers, and the order of test classes. */
public class pictures {

    /**
     * What differs from run to run: numbers and lists of lines, the hash in a project's name, and how they are aligned.
     */
    private static final Pattern CHANGING =
            Pattern.compile("-[0-9a-f]{6}\\b|[0-9]+(?:\\.[0-9]+)?(?:(?:-|, )[0-9]+)*| +");

    /**
     * What is left of the last word of a line that is too long, which is more where the numbers before it are short.
     */
    private static final Pattern CUT = Pattern.compile("\\w*\\.\\.\\.$");

    private static final int LEAST = 8;

    /** The pages and pictures as they are to be, by their files. */
    private static SortedMap<Path, String> files() throws IOException, InterruptedException {
        RealRuns runs = RealRuns.made();
        SortedMap<Path, String> files = new TreeMap<>();
        Path docs = Workspace.repository().resolve("docs");
        runs.pictures().forEach((name, lines) -> {
            TerminalPicture picture = new TerminalPicture("What manage.java " + name + " prints", lines);
            files.put(docs.resolve(name + ".svg"), picture.svg(TerminalPicture.DARK));
            files.put(docs.resolve(name + "-light.svg"), picture.svg(TerminalPicture.LIGHT));
        });
        runs.pages().forEach((name, svg) -> files.put(docs.resolve(name + ".svg"), svg));
        Set<String> used = new TreeSet<>();
        for (Path page : pages(docs)) {
            SampleBlocks blocks = new SampleBlocks(Files.readString(page));
            if (blocks.names().isEmpty()) continue;
            used.addAll(blocks.names());
            files.put(page, blocks.filled(runs.samples()));
        }
        if (!used.equals(runs.samples().keySet()))
            throw new IllegalStateException("samples on pages: " + used + ", from runs: "
                    + runs.samples().keySet());
        return files;
    }

    private static List<Path> pages(Path docs) throws IOException {
        try (Stream<Path> all = Files.walk(docs)) {
            return Stream.concat(Stream.of(docs.resolveSibling("README.md")), all)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** The lines of a file that every run prints, in an order of their own: tests run in any. */
    private static List<String> skeleton(String text) {
        return text.lines()
                .map(line -> line.startsWith("<") ? line.replaceAll("<[^>]*>", "") : line)
                .filter(line -> !line.isBlank())
                .map(line -> CUT.matcher(line).replaceFirst("..."))
                .map(line -> CHANGING.matcher(line).replaceAll("0"))
                .sorted()
                .toList();
    }

    private static List<String> differences(Path file, String now) throws IOException {
        String name = Workspace.repository().relativize(file).toString();
        if (!Files.exists(file)) return List.of(name + " is missing");
        List<String> then = skeleton(Files.readString(file));
        List<String> real = skeleton(now);
        List<String> different = new ArrayList<>();
        if (real.size() < LEAST) different.add(name + " has only " + real.size() + " lines");
        real.stream()
                .filter(line -> !then.contains(line))
                .forEach(line -> different.add("not in " + name + ": " + line));
        then.stream()
                .filter(line -> !real.contains(line))
                .forEach(line -> different.add("only in " + name + ": " + line));
        return different;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        boolean check = args.length > 0 && args[0].equals("--check");
        List<String> different = new ArrayList<>();
        for (Map.Entry<Path, String> file : files().entrySet()) {
            if (check) different.addAll(differences(file.getKey(), file.getValue()));
            else Files.writeString(file.getKey(), file.getValue());
        }
        different.forEach(System.out::println);
        System.exit(different.isEmpty() ? 0 : 1);
    }
}
