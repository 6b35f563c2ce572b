//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.ExitException;

/**
 * A module as Maven knew it when it had built it.
 *
 * @param known what our extension has written down
 */
public record BuiltModule(Properties known) {

    static BuiltModule read(Path file) {
        Properties known = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            known.load(in);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
        return new BuiltModule(known);
    }

    /** The Java that Maven runs on. */
    public Path java() {
        return Path.of(known.getProperty("java"), "bin", "java");
    }

    public Path pom() {
        return Path.of(known.getProperty("pom"));
    }

    /** Where its compiled classes are. */
    public Path output() {
        return Path.of(known.getProperty("output"));
    }

    /** What it is made from and nobody generates: its POM, its sources without the tests, its resources. */
    public List<Path> sources() {
        Path generated = Path.of(known.getProperty("build"));
        return Stream.concat(Stream.of(pom()), list("sources").stream().map(Path::of))
                .filter(source -> !source.startsWith(generated))
                .toList();
    }

    /** What it runs with: its own classes, and those of its dependencies, in the order of the POM. */
    public List<Path> runtime() {
        return list("runtime").stream().map(Path::of).toList();
    }

    /** What its tests run with. */
    public List<Path> test() {
        return list("test").stream().map(Path::of).toList();
    }

    /** The class that the POM has for one that is to be run. */
    public Optional<String> mainClass() {
        return Optional.ofNullable(known.getProperty("main"));
    }

    /** What that gets on its command line. */
    public List<String> arguments() {
        return list("arguments");
    }

    /** The system properties that it gets, each as NAME=VALUE. */
    public List<String> properties() {
        return list("properties");
    }

    /** What the POM sets for exec:java and only that plugin can do. */
    public List<String> unknown() {
        return list("unknown");
    }

    private List<String> list(String name) {
        return known.getProperty(name)
                .lines()
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }
}
