//JAVA 17+
//DEPS org.testng:testng:7.5.1
//SOURCES TestEventWriter.java

import org.testng.IConfigurationListener;
import org.testng.ITestListener;
import org.testng.ITestResult;

/** Tells of each test of TestNG, where it runs without the JUnit Platform. */
public class TestNgTestListener implements ITestListener, IConfigurationListener {

    @Override
    public void onTestSuccess(ITestResult result) {
        tell("PASSED", result);
    }

    @Override
    public void onTestFailure(ITestResult result) {
        tell("FAILED", result);
    }

    @Override
    public void onTestFailedButWithinSuccessPercentage(ITestResult result) {
        tell("PASSED", result);
    }

    @Override
    public void onTestSkipped(ITestResult result) {
        tell("SKIPPED", result);
    }

    @Override
    public void onConfigurationFailure(ITestResult result) {
        tell("FAILED", result);
    }

    private static void tell(String status, ITestResult result) {
        if (!TestEventWriter.claim(TestNgTestListener.class)) return;
        Object[] values = result.getParameters();
        String name = result.getMethod().getMethodName() + (values == null || values.length == 0 ? "" : " " + java.util.Arrays.deepToString(values));
        TestEventWriter.test(status, result.getTestClass().getName(), name, (result.getEndMillis() - result.getStartMillis()) / 1e3,
            "FAILED".equals(status) ? result.getThrowable() : null);
    }
}
