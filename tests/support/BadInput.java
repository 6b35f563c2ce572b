//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong input of one kind: one clear line, one of advice, exit code 2 or 3, and nothing started. A subclass has the
 * cases, in a static method named bad.
 */
public abstract class BadInput extends EndToEnd {

    protected static final String FILE = "config/testing.json";
    protected static final String TEST = "--engine embedded test";
    protected static final String DOCKER = "--engine docker test";

    /** Makes the input wrong. */
    public interface Change {
        void make(Workspace here) throws IOException;
    }

    /**
     * @param line the command line, behind DIRECTORY| where it is started in a directory below
     * @param says what the first line must hold
     * @param advises what one of the others must hold
     */
    public record Case(String name, Change change, String line, int code, String says, String advises) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    protected Workspace workspace() throws IOException {
        return Workspace.ofSources();
    }

    /** Wrong usage of {@code test}, whatever the engine is. */
    protected static Case test(String name, Change change, String says, String advises) {
        return new Case(name, change, TEST, 2, says, advises);
    }

    protected static Case onDocker(String name, Change change, String says, String advises) {
        return new Case(name, change, DOCKER, 2, says, advises);
    }

    /** A command line that is wrong by itself. */
    protected static Case command(String name, String line, String says, String advises) {
        return new Case(name, here -> {}, line, 2, says, advises);
    }

    /** Those of several kinds; of so many, a part is enough in the short selection. */
    @SafeVarargs
    protected static Stream<Case> cases(Stream<Case>... kinds) {
        return Sample.inShort(3, Stream.of(kinds).flatMap(kind -> kind).toList());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void one_line_and_advice(Case bad) throws IOException {
        bad.change().make(here);
        Result result = run(bad.line());
        result.exitedWith(bad.code());
        List<String> log = result.err()
                .lines()
                .filter(line -> !line.startsWith("[jbang") && !line.endsWith(", once ..."))
                .toList();
        assertTrue(log.size() >= 2 && log.size() <= 6, result::toString);
        assertTrue(log.get(0).startsWith("manage: "), result::toString);
        assertEquals(1, log.stream().filter(line -> line.startsWith("manage: ")).count(), result::toString);
        assertTrue(log.get(0).contains(bad.says()), () -> "the first line lacks «" + bad.says() + "»\n" + result);
        assertTrue(
                log.stream().skip(1).anyMatch(line -> line.contains(bad.advises())),
                () -> "the advice lacks «" + bad.advises() + "»\n" + result);
        assertEquals("", result.out());
        assertTrue(
                !Files.exists(here.directory.resolve("app/target"))
                        && !Files.exists(here.directory.resolve(".manage/testing-postgres")),
                result::toString);
    }

    private Result run(String line) {
        String[] parts = line.split("\\|");
        String[] arguments = Arrays.stream(parts[parts.length - 1].split(" "))
                .map(word -> word.replace('\u00a0', ' '))
                .toArray(String[]::new);
        if (parts.length == 1) return here.manage(arguments);
        String script = NotCopied.scripts().resolve("manage.java").toString();
        return here.at(parts[0]).run(Workspace.argv(script, arguments), "");
    }
}
