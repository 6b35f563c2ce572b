//JAVA 17+

package lib.testing;

import java.util.*;
import java.util.function.Function;
import java.util.regex.*;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.maven.PomFile;

/**
 * One of several equal parts of the tests, for machines that share them. The parts fit together when all machines have
 * the same sources and the same .manage/tests.json, or none. A part is what the others leave: a class that nobody knows
 * of runs in every part and not in none.
 */
public record Shard(int index, int count) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");
    /** What a class takes at least, in seconds. */
    private static final double LEAST = 0.001;

    /** @param text I/N: 1/4 is the first of four */
    public static Shard of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches())
            throw ExitException.wrongInput(
                    "--shard takes I/N, not " + text, "--shard 1/4 runs the first of four parts.");
        Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        if (shard.index < 1 || shard.index > shard.count)
            throw ExitException.wrongInput(
                    "there is no part " + shard.index + " of " + shard.count,
                    "In --shard I/N, I is a number from 1 to N.");
        return shard;
    }

    /** The classes of the other parts: the next longest is always that of the part with the least to do. */
    public List<String> others(Collection<String> classes, Function<String, OptionalDouble> history) {
        Map<String, OptionalDouble> times = new TreeMap<>();
        classes.forEach(name -> times.put(name, history.apply(name)));
        double[] known = times.values().stream()
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        double median = known.length == 0 ? 1 : known[known.length / 2];
        List<String> longestFirst = new ArrayList<>(times.keySet());
        longestFirst.sort(Comparator.comparing(name -> -times.get(name).orElse(median)));
        double[] load = new double[count];
        SortedSet<String> others = new TreeSet<>();
        for (String name : longestFirst) {
            int least = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.comparing(part -> load[part]))
                    .orElseThrow();
            load[least] += times.get(name).orElse(median) + LEAST;
            if (least != index - 1) others.add(name);
        }
        return List.copyOf(others);
    }

    /**
     * The lines of the file for {@code -Dsurefire.excludesFile} and {@code -Dfailsafe.excludesFile}. With
     * {@code -Dtest} surefire does not read it: see {@link TestSelection#excluding}.
     */
    public static List<String> excludes(List<String> classes, List<PomFile> poms) {
        // without a file surefire leaves nested classes out by itself, unless the POM names what to leave out
        boolean inPom = poms.stream()
                .flatMap(pom -> Stream.of("maven-surefire-plugin", "maven-failsafe-plugin")
                        .flatMap(plugin -> pom.settings(plugin, "exclude")))
                .findAny()
                .isPresent();
        Stream<String> paths = classes.stream().map(name -> name.replace('.', '/'));
        return inPom
                ? paths.flatMap(path -> Stream.of(path + ".class", path + "$*.class"))
                        .toList()
                : Stream.concat(Stream.of("**/*$*"), paths.map(path -> path + ".class"))
                        .toList();
    }
}
