//JAVA 17+

package lib.testing;

import java.nio.file.*;
import java.util.*;
import java.util.function.Function;
import java.util.regex.*;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.maven.PomFile;
import lib.maven.XmlElement;

/**
 * One of several equal parts of the tests, for machines that share them. The parts fit together when all machines have
 * the same sources and the same .manage/tests.json, or none.
 */
public record Shard(int index, int count) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /** @param text I/N: 1/4 is the first of four */
    public static Shard of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches())
            throw ExitException.wrongInput(
                    "--shard takes I/N, and not " + text, "--shard 1/4 runs the first of four parts.");
        Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (shard.index < 1 || shard.index > shard.count)
            throw ExitException.wrongInput(
                    "there is no part " + shard.index + " of " + shard.count,
                    "I of --shard I/N is at least 1 and at most N.");
        return shard;
    }

    /**
     * The classes of the other parts: to be left out here, so that a class that nobody knows of runs in every part and
     * not in none.
     */
    public List<String> others(Collection<String> classes, Function<String, OptionalDouble> seconds) {
        SortedMap<String, Double> known = new TreeMap<>();
        classes.forEach(name -> seconds.apply(name).ifPresent(time -> known.put(name, time)));
        double[] sorted = known.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double unknown = sorted.length == 0 ? 1 : sorted[sorted.length / 2];
        List<String> longestFirst = new ArrayList<>(new TreeSet<>(classes));
        longestFirst.sort(Comparator.comparing(name -> -known.getOrDefault(name, unknown)));
        double[] load = new double[count];
        int[] size = new int[count];
        List<String> others = new ArrayList<>();
        for (String name : longestFirst) {
            int least = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.<Integer>comparingDouble(i -> load[i]).thenComparing(i -> size[i]))
                    .orElseThrow();
            load[least] += known.getOrDefault(name, unknown);
            size[least]++;
            if (least != index - 1) others.add(name);
        }
        Collections.sort(others);
        return others;
    }

    public List<String> others(TestSources names, TestHistory last) {
        return others(names.classes().stream().map(TestSources.TestClass::name).toList(), last::seconds);
    }

    /**
     * The lines of the file for {@code -Dsurefire.excludesFile} and {@code -Dfailsafe.excludesFile}. With
     * {@code -Dtest} surefire does not read it: see {@link TestSelection#leavingOut}.
     */
    public static List<String> excludes(List<String> classes, TestSources names) {
        // without a file surefire leaves nested classes out by itself, unless the POM names what to leave out
        boolean found = pomsExclude(names);
        List<String> lines = new ArrayList<>(found ? List.of() : List.of("**/*$*"));
        for (String name : classes) {
            lines.add(name.replace('.', '/') + ".class");
            if (found) lines.add(name.replace('.', '/') + "$*.class");
        }
        return lines;
    }

    private static boolean pomsExclude(TestSources names) {
        Set<Path> folders = new TreeSet<>();
        for (TestSources.TestClass known : names.classes()) {
            for (Path folder = known.file().toAbsolutePath().getParent();
                    folder != null && folders.add(folder);
                    folder = folder.getParent()) {}
        }
        return folders.stream()
                .map(folder -> folder.resolve("pom.xml"))
                .filter(Files::isRegularFile)
                .anyMatch(Shard::excludes);
    }

    private static boolean excludes(Path pom) {
        PomFile read = PomFile.read(pom, pom.getParent());
        return Stream.of("maven-surefire-plugin", "maven-failsafe-plugin")
                .flatMap(read::settings)
                .flatMap(XmlElement::all)
                .anyMatch(element -> element.name().equals("exclude"));
    }
}
