//JAVA 17+
//SOURCES Context.java IntegrationTests.java LastRun.java Maven.java TestOptions.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** Which tests a run takes, and what is remembered of those it took. */
public class TestChoice {

    private static final double BRIEF_SECONDS = 60;

    private final Context context;
    private final TestOptions options;
    private final Path module;
    private final Path memory;

    /** @param module the folder of the module's POM */
    public TestChoice(Context context, TestOptions options, Path module) {
        this.context = context;
        this.options = options;
        this.module = module;
        this.memory = context.project().state("tests.json");
    }

    /** As arguments of Maven; says what is not plain from the command line. */
    public List<String> maven() {
        Selection selection = options.selection();
        if (options.failed()) {
            List<String> failed = LastRun.read(memory).failed();
            context.talk().say(failed.isEmpty() ? "Nothing failed when it last ran: everything runs." : "What failed when it last ran: " + String.join(", ", failed));
            selection = new Selection(failed, selection.keywords(), selection.tags(), selection.without());
        }
        if (selection.isEmpty() && options.shard() == null) return List.of();
        TestNames names = names();
        List<String> arguments = new ArrayList<>();
        if (options.shard() != null) {
            List<String> others = options.shard().others(names, LastRun.read(memory));
            context.talk().say("Part " + options.shard().index() + " of " + options.shard().count() + ": " + (names.classes().size() - others.size()) + " of " + names.classes().size() + " test classes.");
            if (selection.isEmpty()) arguments.addAll(excluding(Shard.excludes(others, names)));
            else selection = selection.leavingOut(others);
        }
        List<String> goals = new ArrayList<>(Maven.goals(context.environment(), options.maven()));
        goals.addAll(options.maven());
        IntegrationTests integration = Maven.integration(goals) ? IntegrationTests.of(module, context.project().root()) : null;
        arguments.addAll(selection.maven(names, integration, Path.of(""), context.project().root()));
        return arguments;
    }

    private List<String> excluding(List<String> lines) {
        Path file = context.project().state("excludes.txt");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw Stop.cannotWrite(file, e);
        }
        return List.of("-Dsurefire.excludesFile=" + file, "-Dfailsafe.excludesFile=" + file);
    }

    /** Whether all tests together took less than a minute when they last ran. */
    public boolean brief() {
        double seconds = LastRun.read(memory).classes().values().stream().mapToDouble(LastRun.Known::seconds).sum();
        return seconds > 0 && seconds < BRIEF_SECONDS;
    }

    /** What to say when nothing ran. */
    public Stop nothing() {
        if (!options.selection().isEmpty()) return options.selection().noMatch(names());
        return Stop.workFailed("no test was executed", options.shard() != null ? "This part may have none: fewer parts would do."
            : "Does " + context.project().show(module) + "/src/test hold a test that surefire finds?");
    }

    /** Takes in how the tests ended. */
    public void remember(TestReports reports) {
        LastRun.read(memory).after(reports, names(), options.shard() == null).write(memory);
    }

    private TestNames names() {
        try {
            return TestNames.below(module);
        } catch (IOException e) {
            throw Stop.cannotRead(context.project().show(module), e);
        }
    }
}
