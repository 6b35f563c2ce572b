//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:1.14.4

package lib.extension;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Tells of each test of JUnit 5 and newer, and of every other engine on the JUnit Platform. */
public class PlatformTestListener implements TestExecutionListener {

    /** What one method makes several of; Spock calls it an iteration. */
    private static final String ONE_OF_MANY =
            ".*\\[((test|class)-template-invocation|dynamic-(test|container)|iteration)" + ":[^\\]]*\\]$";

    /** Whose plan is surefire's: a test may start a launcher of its own, and what that runs is the test's business. */
    private static PlatformTestListener first;

    /**
     * Before anything is looked for: TestNG's engine finds tests by a dry run, which its own listener would tell of.
     */
    private final boolean claimed = TestEventWriter.claim(PlatformTestListener.class, "the JUnit Platform", true);

    private volatile TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
        synchronized (PlatformTestListener.class) {
            if (first == null) first = this;
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (PlatformTestListener.class) {
            if (first == this) first = null;
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isActive() && (test.isTest() || holds(test))) TestEventWriter.start(name(test), !test.isTest());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (!isActive()) return;
        // of a class the tests are told, as surefire counts them
        if (plan.getChildren(test).isEmpty()) TestEventWriter.end(name(test), "SKIPPED", null);
        else plan.getChildren(test).forEach(child -> executionSkipped(child, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!isActive()) return;
        Status status = result.getStatus();
        // of classes and the like only what goes wrong in them, such as a @BeforeAll, is news
        if (!test.isTest() && status == Status.SUCCESSFUL) {
            if (holds(test)) TestEventWriter.done(name(test));
            return;
        }
        String word = status == Status.ABORTED ? "SKIPPED" : "FAILED";
        if (status == Status.SUCCESSFUL) word = "PASSED";
        TestEventWriter.end(name(test), word, result.getThrowable().orElse(null));
    }

    private boolean isActive() {
        return claimed && first == this;
    }

    private static boolean holds(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        return source instanceof ClassSource || source instanceof MethodSource;
    }

    /** Spock and JUnit 4 have the method's name in it too. */
    private static String invocation(TestIdentifier test, String method) {
        String shown = test.getDisplayName();
        boolean repeats = shown.startsWith(method + "[") || shown.startsWith(method + " ");
        if (!repeats && !test.getUniqueId().matches(ONE_OF_MANY)) return "";
        return repeats ? shown.substring(method.length()).trim() : shown;
    }

    private static TestEventWriter.Name name(TestIdentifier test) {
        String key = test.getUniqueId();
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource) {
            MethodSource method = (MethodSource) source;
            String invocation = invocation(test, method.getMethodName());
            return new TestEventWriter.Name(key, method.getClassName(), method.getMethodName(), invocation);
        }
        String named = source instanceof ClassSource ? ((ClassSource) source).getClassName() : test.getDisplayName();
        return new TestEventWriter.Name(key, named, "", "");
    }
}
