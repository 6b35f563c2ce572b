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

/**
 * Which tests a run takes, and what is remembered of those it took. Words, files, what failed and what changed come to
 * one {@link TestSelection}; {@link SelectionResolver} finds the classes and methods that it means in the sources, -k
 * narrows these to a {@link KeywordExpression}, a {@link Shard} leaves some out, and {@link SurefirePattern} writes
 * them for Maven.
 */
public class TestPlan {

    private static final double BRIEF_SECONDS = 60;

    private final Context context;
    private final TestOptions options;
    private final Path module;
    private final Path root;
    private final Path historyFile;

    /** @param module the directory of the module's POM */
    public TestPlan(Context context, TestOptions options, Path module) {
        this.context = context;
        this.options = options;
        this.module = module;
        this.root = context.project().root();
        this.historyFile = context.project().state("tests.json");
    }

    /** As arguments of Maven; says what is not plain from the command line. */
    public List<String> maven() {
        TestSelection selection =
                options.tests().failed() ? failed() : options.tests().selection();
        Shard shard = options.tests().shard();
        if (selection.isEmpty() && shard == null) return List.of();
        TestSources sources = sources();
        if (shard != null) {
            List<String> others = others(shard, sources);
            if (selection.isEmpty()) return excludesFile(Shard.excludes(others, sources.poms(root)));
            selection = selection.excluding(others);
        }
        List<String> maven = options.execution().maven();
        List<String> goals = new ArrayList<>(MavenCommand.goals(context.environment(), maven));
        goals.addAll(maven);
        FailsafePatterns integration =
                MavenCommand.runsFailsafe(goals) ? FailsafePatterns.of(sources.poms(root)) : null;
        return selection.maven(sources, integration, Path.of(""), root);
    }

    /** The same with the tests alone that what changed can reach; empty where there are none. */
    Optional<TestOptions> ofChanged() {
        String revision = options.tests().changed();
        Set<Path> changed = new ChangedFiles(context, "--changed").since(revision);
        String since = revision.equals(ChangedFiles.COMMITTED) ? "Uncommitted changes" : "Changed since " + revision;
        if (changed.isEmpty()) {
            context.console().info(since + ": none.");
            return Optional.empty();
        }
        context.console().info(since + ": " + ChangedFiles.shown(changed));
        AffectedTests.Affected affected = affected(changed);
        if (!affected.unsure().isEmpty()) {
            context.console().info("All tests run: " + affected.unsure() + ".");
            return Optional.of(options);
        }
        String words = affected.stale() == 0
                ? "."
                : "; sources that were only searched for names, because they are newer than their class files: "
                        + affected.stale() + ".";
        context.console()
                .info(affected.classes().size() + " of " + sources().classes().size() + " test classes can be affected"
                        + words);
        return affected.classes().isEmpty()
                ? Optional.empty()
                : Optional.of(options.of(
                        options.tests().selection().of(affected.classes()),
                        options.tests().failed()));
    }

    private AffectedTests.Affected affected(Set<Path> changed) {
        try {
            return AffectedTests.below(module).by(changed);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(module), e);
        }
    }

    private TestSelection failed() {
        List<String> failed = history().failed();
        context.console()
                .info(
                        failed.isEmpty()
                                ? "No test failed in its last run: all tests run."
                                : "Failed in their last run: " + String.join(", ", failed));
        return options.tests().selection().of(failed);
    }

    private List<String> others(Shard shard, TestSources sources) {
        List<String> names =
                sources.classes().stream().map(TestSources.TestClass::name).toList();
        List<String> others = shard.others(names, history()::seconds);
        context.console()
                .info("Part " + shard.index() + " of " + shard.count() + ": " + (names.size() - others.size()) + " of "
                        + names.size() + " test classes.");
        return others;
    }

    private List<String> excludesFile(List<String> lines) {
        Path file = context.project().state("excludes.txt");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        return List.of("-Dsurefire.excludesFile=" + file, "-Dfailsafe.excludesFile=" + file);
    }

    /** The options that leave tests out. */
    List<String> leavingOut() {
        TestOptions.Tests tests = options.tests();
        TestSelection chosen =
                tests.changed() == null ? tests.selection() : tests.selection().of(List.of());
        List<String> leavingOut = new ArrayList<>(chosen.requested());
        if (tests.failed()) leavingOut.add("--failed");
        if (tests.changed() != null) leavingOut.add("--changed " + tests.changed());
        if (tests.shard() != null)
            leavingOut.add(
                    "--shard " + tests.shard().index() + "/" + tests.shard().count());
        if (options.execution().failFast()) leavingOut.add("--fail-fast");
        return leavingOut;
    }

    /** Whether all tests together took less than a minute when they last ran. */
    public boolean brief() {
        double seconds = history().classes().values().stream()
                .mapToDouble(TestHistory.Known::seconds)
                .sum();
        return seconds > 0 && seconds < BRIEF_SECONDS;
    }

    /** What to say when nothing ran, or all that did was skipped. */
    public ExitException noTestExecuted(TestReports reports) {
        if (reports.tests() > 0)
            return ExitException.workFailed(
                    "no test was executed; skipped: " + reports.skipped(),
                    "Tests that are disabled, or whose assumptions fail, do not count.");
        if (!options.tests().selection().isEmpty())
            return options.tests().selection().noMatch(sources());
        return ExitException.workFailed(
                "no test was executed",
                options.tests().shard() != null
                        ? "This part may have no tests: use fewer parts."
                        : "Does " + context.project().show(module.resolve("src").resolve("test"))
                                + " have a test that surefire finds?");
    }

    /** Takes in how the tests ended. */
    public void remember(TestReports reports) {
        history().after(reports, sources(), options.tests().shard() == null).write(historyFile);
    }

    TestHistory history() {
        return TestHistory.read(historyFile);
    }

    TestSources sources() {
        try {
            return TestSources.below(module);
        } catch (IOException e) {
            throw ExitException.cannotRead(context.project().show(module), e);
        }
    }
}
