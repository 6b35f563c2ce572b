//JAVA 17+
//DEPS org.junit.platform:junit-platform-launcher:1.14.4
//SOURCES TestEventWriter.java

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Tells of each test of JUnit 5 and newer, and of every other engine on the JUnit Platform. */
public class PlatformTestListener implements TestExecutionListener {

    private final Map<String, Long> started = new ConcurrentHashMap<>();
    /** Before anything is looked for: TestNG's engine runs its tests dry to find them, and its own listener would tell of that. */
    private final boolean telling = TestEventWriter.claim(PlatformTestListener.class);

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell("SKIPPED", test, null);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        // of classes and the like only what goes wrong in them, such as a @BeforeAll, is news
        if (test.isContainer() && !test.isTest() && passed) return;
        String status = passed ? "PASSED" : result.getStatus() == TestExecutionResult.Status.ABORTED ? "SKIPPED" : "FAILED";
        tell(status, test, result.getThrowable().orElse(null));
    }

    private void tell(String status, TestIdentifier test, Throwable problem) {
        if (!telling) return;
        Long start = started.remove(test.getUniqueId());
        double seconds = start == null ? 0 : (System.nanoTime() - start) / 1e9;
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource) {
            MethodSource method = (MethodSource) source;
            boolean oneOfMany = test.getUniqueId().matches(".*\\[(test-template-invocation|dynamic-test|dynamic-container|class-template-invocation):[^\\]]*\\]$");
            String name = method.getMethodName() + (oneOfMany ? " " + test.getDisplayName() : "");
            TestEventWriter.test(status, method.getClassName(), name, seconds, "SKIPPED".equals(status) ? null : problem);
        } else if (source instanceof ClassSource) {
            TestEventWriter.test(status, ((ClassSource) source).getClassName(), "", seconds, "SKIPPED".equals(status) ? null : problem);
        } else {
            TestEventWriter.test(status, test.getDisplayName(), "", seconds, problem);
        }
    }
}
