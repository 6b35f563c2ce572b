//JAVA 17+

package lib.watch;

import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.maven.MavenExtension;

/**
 * A JVM that surefire started for tests, as TestJvmRecord of the extension writes it down.
 *
 * @param path its class path, with surefire's own jars
 * @param variables its environment
 * @param secrets names of more of it
 */
public record TestJvm(
        Path java,
        Path directory,
        boolean assertions,
        List<String> arguments,
        List<Path> path,
        Map<String, String> properties,
        Map<String, String> variables,
        Set<String> secrets) {

    private static final String PLATFORM = "the JUnit Platform";

    /** Agents that do the same in every JVM that has them. */
    private static final List<String> AGENTS =
            List.of("jacoco", "mockito-core", "byte-buddy-agent", "lombok", "aspectjweaver");
    /** What only one JVM can have at a time, or what a jar on the class path cannot give. */
    private static final List<String> ALONE =
            List.of("-agentlib:", "-agentpath:", "-Xrunjdwp", "-Dcom.sun.management.jmxremote", "--module-path", "-p");

    private static final Set<String> DOUBLED = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** @param events of its kind, of one JVM */
    static TestJvm of(List<List<String>> events) throws MavenNeededException {
        List<String> java = values(events, "java").get(0);
        String framework = values(events, "framework").get(0).get(0);
        if (!framework.equals(PLATFORM))
            throw new MavenNeededException("the tests run on " + framework + " alone, without the JUnit Platform");
        if (java.get(1).startsWith("1.")) throw new MavenNeededException("the tests run on Java 8");
        TestJvm jvm = new TestJvm(
                Path.of(java.get(0)),
                Path.of(values(events, "directory").get(0).get(0)),
                Boolean.parseBoolean(values(events, "assertions").get(0).get(0)),
                values(events, "argument").stream().map(one -> one.get(0)).toList(),
                values(events, "element").stream()
                        .map(one -> Path.of(one.get(0)))
                        .toList(),
                pairs(values(events, "property")),
                pairs(values(events, "variable")),
                values(events, "secret").stream().map(one -> one.get(0)).collect(Collectors.toSet()));
        jvm.check();
        return jvm;
    }

    /** Of the module whose tests it ran, as surefire tells each. */
    static Path module(List<List<String>> events) {
        Map<String, String> properties = pairs(values(events, "property"));
        return Path.of(properties.getOrDefault(
                "basedir", values(events, "directory").get(0).get(0)));
    }

    private static List<List<String>> values(List<List<String>> events, String kind) {
        return events.stream()
                .filter(event -> event.get(1).equals(kind))
                .map(event -> event.subList(2, event.size()))
                .toList();
    }

    private static Map<String, String> pairs(List<List<String>> values) {
        Map<String, String> pairs = new TreeMap<>();
        values.forEach(value -> pairs.put(value.get(0), value.get(1)));
        return pairs;
    }

    private void check() throws MavenNeededException {
        if (path.isEmpty())
            throw new MavenNeededException("surefire does not put the class path of the tests into a jar");
        for (String argument : arguments) {
            if (ALONE.stream().anyMatch(argument::startsWith)
                    || argument.startsWith("-javaagent:") && AGENTS.stream().noneMatch(argument::contains))
                throw new MavenNeededException("the JVM of the tests has " + argument.replaceFirst("[=,].*", ""));
        }
        for (String name : DOUBLED) {
            if (variables.containsKey(name)) throw new MavenNeededException(name + " is set");
        }
    }

    /** The properties to set in a JVM that is started in its place. */
    Map<String, String> propertiesToSet() {
        Map<String, String> set = new TreeMap<>(properties);
        set.remove("sun.java.command");
        return set;
    }

    /**
     * Changes to the variables of this process, which make them those of the JVM.
     *
     * @param known variables with the secrets that are not in the record
     */
    Map<String, String> variableChanges(Map<String, String> known) {
        Map<String, String> changes = new TreeMap<>(variables);
        secrets.stream().filter(known::containsKey).forEach(name -> changes.put(name, known.get(name)));
        Stream.concat(System.getenv().keySet().stream(), Stream.of(MavenExtension.RECORDED))
                .filter(name ->
                        !variables.containsKey(name) && !secrets.contains(name) || name.equals(MavenExtension.RECORDED))
                .forEach(name -> changes.put(name, null));
        return changes;
    }
}
