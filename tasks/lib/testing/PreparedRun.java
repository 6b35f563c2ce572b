//JAVA 17+

package lib.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lib.database.ForeignDatabaseVariables;
import lib.environment.Context;
import lib.maven.MavenCommand;
import lib.maven.MavenExtension;
import lib.server.RunLock;

/**
 * A test run before anything is started: what can be wrong with the project has been found.
 *
 * @param module the directory of the POM that is run
 * @param selection arguments of Maven that choose the tests
 */
record PreparedRun(Context context, TestOptions options, Path module, TestPlan plan, List<String> selection) {

    /** Empty where no test has to run. */
    static Optional<PreparedRun> of(Context context, TestOptions options) {
        TestProject.check(context);
        Path module =
                MavenCommand.of(context.project(), context.environment()).pom().getParent();
        if (context.environment().secretIn("APPLICATION_MAVEN_ARGS")) {
            context.console()
                    .warn("APPLICATION_MAVEN_ARGS puts a secret on Maven's command line, which every user of this"
                            + " machine can read; the tests have it as a variable too.");
        }
        MavenCommand.fetch(context);
        if (options.tests().changed() == null) return Optional.of(of(context, options, module));
        return new TestPlan(context, options, module).ofChanged().map(narrowed -> of(context, narrowed, module));
    }

    private static PreparedRun of(Context context, TestOptions options, Path module) {
        TestPlan plan = new TestPlan(context, options, module);
        return new PreparedRun(context, options, module, plan, plan.maven());
    }

    /** The same, with every program that it starts told to the lock. */
    PreparedRun notifying(RunLock lock) {
        Context notifying = context.with(context.runner().notifying(lock::started));
        return new PreparedRun(notifying, options, module, plan, selection);
    }

    /** The same with other tests. */
    PreparedRun of(TestSelection tests, boolean failedOnly) {
        return of(context, options.of(tests, failedOnly), module);
    }

    /** Prints what would be done. */
    int print() {
        return StartedRun.print(
                context,
                options,
                resolved -> maven(resolved, MavenExtension.jar(resolved)).await(false));
    }

    /**
     * Starts Maven.
     *
     * @param resolved the context with the server's address, as the tests are to know it
     * @param extension the jar that Maven has to wait with, or null
     */
    MavenProcess maven(Context resolved, Path extension) {
        List<String> chosen = new ArrayList<>(selection);
        chosen.addAll(MavenCommand.retries(options.execution().retries().most()));
        List<String> arguments = MavenCommand.test(
                MavenCommand.goals(context.environment(), options.execution().maven()),
                chosen,
                options.coverage().measured() ? TestResults.coverage(context) : null,
                extension,
                options.execution().parallel(),
                options.execution().maven());
        Map<String, String> variables = new HashMap<>();
        // the tests are known to take seconds
        if (plan.brief()) variables.put("MANAGE_SHORT", "true");
        if (options.telling().sqlLog()) variables.put(SqlLog.VARIABLE, "true");
        if (options.execution().watch()) {
            Set<String> secrets = new TreeSet<>(resolved.environment().secretNames());
            secrets.add(ForeignDatabaseVariables.PASSWORD);
            variables.put(MavenExtension.RECORDED, String.join(",", secrets));
        }
        return MavenProcess.start(resolved, arguments, extension, variables, options.telling());
    }
}
