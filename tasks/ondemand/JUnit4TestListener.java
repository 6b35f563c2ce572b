//JAVA 17+
//DEPS junit:junit:4.13.2
//SOURCES TestEventWriter.java

import java.util.HashMap;
import java.util.Map;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** Tells of each test of JUnit 4, where it runs without the JUnit Platform. */
@RunListener.ThreadSafe
public class JUnit4TestListener extends RunListener {

    private final Map<Description, Long> started = new HashMap<>();
    private final Map<Description, Failure> failed = new HashMap<>();
    private final Map<Description, Failure> assumed = new HashMap<>();

    @Override
    public synchronized void testStarted(Description test) {
        started.put(test, System.nanoTime());
    }

    @Override
    public synchronized void testFailure(Failure failure) {
        // outside a test it is the class that fails, and no end of it comes
        if (started.containsKey(failure.getDescription())) failed.put(failure.getDescription(), failure);
        else tell("FAILED", failure.getDescription(), 0, failure.getException());
    }

    @Override
    public synchronized void testAssumptionFailure(Failure failure) {
        assumed.put(failure.getDescription(), failure);
    }

    @Override
    public synchronized void testIgnored(Description test) {
        tell("SKIPPED", test, 0, null);
    }

    @Override
    public synchronized void testFinished(Description test) {
        Long start = started.remove(test);
        double seconds = start == null ? 0 : (System.nanoTime() - start) / 1e9;
        Failure failure = failed.remove(test);
        boolean skipped = assumed.remove(test) != null;
        tell(failure != null ? "FAILED" : skipped ? "SKIPPED" : "PASSED", test, seconds, failure == null ? null : failure.getException());
    }

    private void tell(String status, Description test, double seconds, Throwable problem) {
        if (!TestEventWriter.claim(JUnit4TestListener.class)) return;
        TestEventWriter.test(status, test.getClassName(), test.getMethodName() == null ? "" : test.getMethodName(), seconds, problem);
    }
}
