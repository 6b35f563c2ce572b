//JAVA 17+
//DEPS org.testng:testng:7.5.1

package lib.extension;

import java.util.Arrays;
import org.testng.IConfigurationListener;
import org.testng.ITestContext;
import org.testng.ITestListener;
import org.testng.ITestResult;

/** Tells of each test of TestNG, where it runs without the JUnit Platform. */
public class TestNgTestListener implements ITestListener, IConfigurationListener {

    // TestNG before 7 has no defaults for what tells us nothing

    @Override
    public void onStart(ITestContext context) {}

    @Override
    public void onFinish(ITestContext context) {}

    @Override
    public void onConfigurationSuccess(ITestResult result) {}

    @Override
    public void onConfigurationSkip(ITestResult result) {}

    @Override
    public void onTestStart(ITestResult result) {
        if (isActive()) TestEventWriter.start(name(result), false);
    }

    @Override
    public void onTestSuccess(ITestResult result) {
        write("PASSED", result);
    }

    @Override
    public void onTestFailure(ITestResult result) {
        write("FAILED", result);
    }

    @Override
    public void onTestFailedButWithinSuccessPercentage(ITestResult result) {
        write("PASSED", result);
    }

    @Override
    public void onTestSkipped(ITestResult result) {
        write("SKIPPED", result);
    }

    @Override
    public void onConfigurationFailure(ITestResult result) {
        write("FAILED", result);
    }

    private static boolean isActive() {
        return TestEventWriter.claim(TestNgTestListener.class, "TestNG", false);
    }

    private static void write(String status, ITestResult result) {
        Throwable problem = status.equals("PASSED") ? null : result.getThrowable();
        if (isActive()) TestEventWriter.end(name(result), status, problem);
    }

    /** The parameters are not part of the key, as a test may change them. */
    private static TestEventWriter.Name name(ITestResult result) {
        Object[] values = result.getParameters();
        String testClass = result.getTestClass().getName();
        String method = result.getMethod().getMethodName();
        String invocation = values == null || values.length == 0 ? "" : Arrays.deepToString(values);
        return new TestEventWriter.Name(testClass + "#" + method, testClass, method, invocation);
    }
}
