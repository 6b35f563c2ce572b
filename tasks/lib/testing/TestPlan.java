//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import lib.base.ExitException;
import lib.environment.Context;
import lib.maven.FailsafePatterns;
import lib.maven.MavenCommand;

/** Which tests a run takes, and what is remembered of those it took. */
public class TestPlan {

    private static final double BRIEF_SECONDS = 60;

    private final Context context;
    private final TestOptions options;
    private final Path module;
    private final Path memory;

    /** @param module the folder of the module's POM */
    public TestPlan(Context context, TestOptions options, Path module) {
        this.context = context;
        this.options = options;
        this.module = module;
        this.memory = context.project().state("tests.json");
    }

    /** As arguments of Maven; says what is not plain from the command line. */
    public List<String> maven() {
        TestSelection selection = options.tests().selection();
        if (options.tests().failed()) {
            List<String> failed = TestHistory.read(memory).failed();
            context.console()
                    .info(
                            failed.isEmpty()
                                    ? "Nothing failed when it last ran: everything runs."
                                    : "What failed when it last ran: " + String.join(", ", failed));
            selection = new TestSelection(failed, selection.keywords(), selection.tags(), selection.without());
        }
        if (selection.isEmpty() && options.tests().shard() == null) return List.of();
        TestSources names = names();
        List<String> arguments = new ArrayList<>();
        if (options.tests().shard() != null) {
            List<String> others = options.tests().shard().others(names, TestHistory.read(memory));
            context.console()
                    .info("Part " + options.tests().shard().index() + " of "
                            + options.tests().shard().count() + ": "
                            + (names.classes().size() - others.size()) + " of "
                            + names.classes().size() + " test classes.");
            if (selection.isEmpty()) arguments.addAll(excluding(Shard.excludes(others, names)));
            else selection = selection.leavingOut(others);
        }
        List<String> goals = new ArrayList<>(
                MavenCommand.goals(context.environment(), options.execution().maven()));
        goals.addAll(options.execution().maven());
        FailsafePatterns integration = MavenCommand.integration(goals)
                ? FailsafePatterns.of(module, context.project().root())
                : null;
        arguments.addAll(selection.maven(
                names, integration, Path.of(""), context.project().root()));
        return arguments;
    }

    private List<String> excluding(List<String> lines) {
        Path file = context.project().state("excludes.txt");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        return List.of("-Dsurefire.excludesFile=" + file, "-Dfailsafe.excludesFile=" + file);
    }

    /** Whether all tests together took less than a minute when they last ran. */
    public boolean brief() {
        double seconds = TestHistory.read(memory).classes().values().stream()
                .mapToDouble(TestHistory.Known::seconds)
                .sum();
        return seconds > 0 && seconds < BRIEF_SECONDS;
    }

    /** What to say when nothing ran. */
    public ExitException nothing() {
        if (!options.tests().selection().isEmpty())
            return options.tests().selection().noMatch(names());
        return ExitException.workFailed(
                "no test was executed",
                options.tests().shard() != null
                        ? "This part may have none: fewer parts would do."
                        : "Does " + context.project().show(module) + "/src/test hold a test that surefire finds?");
    }

    /** Takes in how the tests ended. */
    public void remember(TestReports reports) {
        TestHistory.read(memory)
                .after(reports, names(), options.tests().shard() == null)
                .write(memory);
    }

    private TestSources names() {
        try {
            return TestSources.below(module);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(module), e);
        }
    }
}
