//JAVA 17+
//SOURCES FirstRepositories.java
//SOURCES MoreRepositories.java

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A public repository that was tried.
 *
 * @param name owner/name
 * @param commit what is checked out; null for what is there
 * @param directory where in it manage.java goes; empty for its root
 * @param kind what it is an example of
 * @param java the Java that it is compiled for
 * @param own how its own documentation has its tests run
 * @param lines the lines that config/testing.json needs beyond those that init writes
 */
record Repository(String name, String commit, String directory, String kind, int java, OwnWay own, List<String> lines) {

    /**
     * How the tests run without manage.java.
     *
     * @param arguments what Maven is told, with the POM where that is elsewhere; nothing where it is not by Maven
     * @param containers whether the tests start what they need themselves
     * @param withoutWrapper whether its Maven wrapper cannot run
     * @param variables what is needed in the environment
     */
    record OwnWay(List<String> arguments, boolean containers, boolean withoutWrapper, Map<String, String> variables) {}

    static final List<Repository> ALL = Stream.of(FirstRepositories.ALL, MoreRepositories.ALL)
            .flatMap(List::stream)
            .toList();

    static Repository of(String name, String commit, String kind, String... own) {
        return new Repository(name, commit, "", kind, 0, new OwnWay(List.of(own), false, false, Map.of()), List.of());
    }

    /** One of those above, or else a directory of which nothing is known. */
    static Repository named(String name) {
        return ALL.stream()
                .filter(each -> each.title().equals(name))
                .findFirst()
                .orElseGet(() -> of(name, null, "unknown", "test"));
    }

    String title() {
        return directory.isEmpty() ? name : name + ", " + directory;
    }

    boolean byMaven() {
        return !own.arguments.isEmpty();
    }

    Repository java(int version) {
        return new Repository(name, commit, directory, kind, version, own, lines);
    }

    Repository in(String where) {
        return new Repository(name, commit, where, kind, java, own, lines);
    }

    Repository withItsContainers() {
        return with(new OwnWay(own.arguments, true, own.withoutWrapper, own.variables));
    }

    Repository withoutItsWrapper() {
        return with(new OwnWay(own.arguments, own.containers, true, own.variables));
    }

    Repository given(Map<String, String> environment) {
        return with(new OwnWay(own.arguments, own.containers, own.withoutWrapper, environment));
    }

    private Repository with(OwnWay other) {
        return new Repository(name, commit, directory, kind, java, other, lines);
    }

    Repository with(String... json) {
        return new Repository(name, commit, directory, kind, java, own, List.of(json));
    }
}
