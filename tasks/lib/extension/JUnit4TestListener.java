//JAVA 17+
//DEPS junit:junit:4.13.2

package lib.extension;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Tells of each test of JUnit 4, where it runs without the JUnit Platform. */
@RunListener.ThreadSafe
public class JUnit4TestListener extends RunListener {

    private final Set<Description> started = new HashSet<>();
    private final Map<Description, Failure> failed = new HashMap<>();
    private final Map<Description, Failure> assumed = new HashMap<>();

    /** Since JUnit 4.13; older ones do not tell of classes. */
    @Override
    public void testSuiteStarted(Description suite) {
        if (isActive() && suite.getTestClass() != null) TestEventWriter.start(name(suite), true);
    }

    @Override
    public void testSuiteFinished(Description suite) {
        if (isActive() && suite.getTestClass() != null) TestEventWriter.done(name(suite));
    }

    @Override
    public synchronized void testStarted(Description test) {
        if (!isActive()) return;
        started.add(test);
        TestEventWriter.start(name(test), false);
    }

    @Override
    public synchronized void testFailure(Failure failure) {
        // outside a test it is the class that fails, and no end of it comes
        Description test = failure.getDescription();
        if (started.contains(test)) {
            // @After may fail too, where the test or its @Before did: that is news, but not the cause
            Failure first = failed.putIfAbsent(test, failure);
            if (first != null && first.getException() != failure.getException())
                first.getException().addSuppressed(failure.getException());
        } else if (isActive()) TestEventWriter.end(name(test), "FAILED", failure.getException());
    }

    @Override
    public synchronized void testAssumptionFailure(Failure failure) {
        assumed.put(failure.getDescription(), failure);
    }

    @Override
    public synchronized void testIgnored(Description test) {
        if (isActive()) TestEventWriter.end(name(test), "SKIPPED", null);
    }

    @Override
    public synchronized void testFinished(Description test) {
        if (!isActive()) return;
        started.remove(test);
        Failure failure = failed.remove(test);
        boolean skipped = assumed.remove(test) != null;
        String status = skipped ? "SKIPPED" : "PASSED";
        if (failure != null) status = "FAILED";
        TestEventWriter.end(name(test), status, failure == null ? null : failure.getException());
    }

    private static boolean isActive() {
        return TestEventWriter.claim(JUnit4TestListener.class, "JUnit 4", true);
    }

    private static TestEventWriter.Name name(Description test) {
        return new TestEventWriter.Name(test.getDisplayName(), test.getClassName(), test.getMethodName(), "");
    }
}
