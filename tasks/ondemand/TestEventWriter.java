//JAVA 17+

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.UUID;

/**
 * Tells the process that started Maven what happens: a line an event, its fields parted by tabs, in a file of this JVM's
 * own in the folder that MANAGE_EVENTS names. Without that variable nothing is told.
 */
final class TestEventWriter {

    static final String FOLDER = System.getenv("MANAGE_EVENTS");
    private static final int MESSAGE = 4000;
    private static OutputStream out;
    private static Object owner;

    private TestEventWriter() { }

    /** One of the listeners of a JVM tells, the first that was there: under the JUnit Platform TestNG's would tell everything again. */
    static synchronized boolean claim(Object listener) {
        if (owner == null) owner = listener;
        return owner == listener;
    }

    static void test(String status, String testClass, String method, double seconds, Throwable problem) {
        write("test", status, testClass, method, String.valueOf(seconds), message(problem), place(problem, testClass));
    }

    static synchronized void write(String... fields) {
        if (FOLDER == null) return;
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"));
        }
        try {
            if (out == null) out = Files.newOutputStream(Paths.get(FOLDER, UUID.randomUUID() + ".events"));
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // then the reports tell, in the end
        }
    }

    /** What went wrong, and what that came from. */
    private static String message(Throwable problem) {
        if (problem == null) return "";
        StringBuilder text = new StringBuilder(problem instanceof AssertionError && problem.getMessage() != null ? problem.getMessage() : problem.toString());
        for (Throwable cause = problem.getCause(); cause != null && text.length() < MESSAGE; cause = cause.getCause()) text.append("\nCaused by: ").append(cause);
        return text.length() > MESSAGE ? text.substring(0, MESSAGE) + " ..." : text.toString();
    }

    /** The line in the test. */
    private static String place(Throwable problem, String testClass) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            for (StackTraceElement at : cause.getStackTrace()) {
                boolean inTest = at.getClassName().equals(testClass) || at.getClassName().startsWith(testClass + "$");
                if (inTest && at.getFileName() != null) return at.getFileName() + ":" + at.getLineNumber();
            }
        }
        return "";
    }
}
