//JAVA 17+

package lib.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import lib.maven.Lifecycle;
import lib.maven.MavenCommand;
import lib.process.ProcessRunner;

/**
 * A command that runs the tests in place of Maven: the one that is typed, or that of APPLICATION_TEST_COMMAND.
 *
 * @param typed whether the words are all of it
 * @param words what was typed: the command, or options for that of the variable
 */
public record TestCommand(boolean typed, List<String> words) {

    public static final String VARIABLE = "APPLICATION_TEST_COMMAND";

    /**
     * The command of a run; empty where Maven runs the tests.
     *
     * @param words what was typed after {@code --}: a command, or more options for what runs the tests anyway
     */
    public static Optional<TestCommand> of(Context context, List<String> words) {
        boolean options = words.isEmpty() || words.get(0).startsWith("-");
        boolean maven =
                MavenCommand.findPom(context.project(), context.environment()).isPresent();
        if (!options && !(maven && Lifecycle.has(words.get(0)))) return Optional.of(new TestCommand(true, words));
        if (options && isSet(context.environment())) return Optional.of(new TestCommand(false, words));
        if (maven) return Optional.empty();
        throw ExitException.wrongInput(
                "there is neither a pom.xml nor an app/pom.xml, and no other command that runs the tests",
                "Name the command: test -- ./gradlew test, or set " + VARIABLE + " in config/"
                        + context.environment().name + ".json. Set APPLICATION_POM if Maven runs them.");
    }

    public static boolean isSet(Environment environment) {
        return environment.get(VARIABLE, null) != null;
    }

    /** The command for people. */
    public String shown(Context context) {
        return context.command(all(context.environment())).show();
    }

    /**
     * The command to start, in the root of the repository.
     *
     * @throws ExitException when there is no such program
     */
    public List<String> argv(Context context) {
        List<String> argv = all(context.environment());
        argv.set(0, program(context.project().root(), argv.get(0)));
        return argv;
    }

    private List<String> all(Environment environment) {
        List<String> all = new ArrayList<>(typed ? List.of() : ofVariable(environment));
        all.addAll(words);
        return all;
    }

    private static List<String> ofVariable(Environment environment) {
        List<String> words = environment.list(VARIABLE);
        boolean list = environment.variables().stream()
                .anyMatch(variable -> variable.name().equals(VARIABLE) && variable.list());
        if (list || words.size() > 1) return words;
        String line = words.get(0).strip();
        if (line.matches(".*[\"'].*"))
            throw ExitException.wrongInput(
                    VARIABLE + " contains quotes, but a string is split only at spaces",
                    "Write a list of strings, one for each word: [\"./gradlew\", \"test\"]");
        return List.of(line.split("\\s+"));
    }

    private static String program(Path root, String word) {
        if (word.indexOf('/') < 0 && word.indexOf('\\') < 0) {
            if (ProcessRunner.onPath(word) != null) return word;
            throw ExitException.machineLacks(
                    word + " was not found",
                    "Install " + word + ", or put it on the PATH. A path works too: ./" + word);
        }
        Path program = ProcessRunner.at(root, word);
        if (program != null) return program.toString();
        if (Files.isRegularFile(root.resolve(word)))
            throw ExitException.machineLacks(word + " is not executable", "Make it executable: chmod +x " + word);
        throw ExitException.wrongInput(
                word + " does not exist", "A path starts at the root of the repository, where the command runs.");
    }
}
