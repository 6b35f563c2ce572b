//JAVA 17+

package lib.extension;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went wrong in a test, for people: in words, and where. */
final class TestFailure {

    private static final int MESSAGE = 4000;
    private static final int DEEPEST = 100;

    private final Throwable problem;
    private final String testClass;

    /** @param problem null where it is not known */
    TestFailure(Throwable problem, String testClass) {
        this.problem = problem;
        this.testClass = testClass;
    }

    /** What went wrong, what that came from, and what else did. */
    String message() {
        if (problem == null) return "";
        boolean plain = problem instanceof AssertionError && problem.getMessage() != null;
        StringBuilder text = new StringBuilder(plain ? problem.getMessage() : problem.toString());
        for (Throwable cause = problem.getCause(); cause != null && text.length() < MESSAGE; cause = cause.getCause())
            text.append("\nCaused by: ").append(cause);
        for (Throwable other : problem.getSuppressed()) {
            boolean told = text.indexOf(String.valueOf(other.getMessage())) >= 0;
            if (!told && text.length() < MESSAGE) text.append("\nAlso: ").append(other);
        }
        return text.length() > MESSAGE ? text.substring(0, MESSAGE) + " ..." : text.toString();
    }

    /** The line in the test: in its class or one nested in it, else in what it inherits from. */
    String place() {
        List<StackTraceElement> frames = frames();
        for (String name : hierarchy()) {
            for (StackTraceElement frame : frames) {
                if (frame.getClassName().equals(name) || frame.getClassName().startsWith(name + "$"))
                    return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    /** Of what went wrong, of its causes, and of what it stands for or what else did. */
    private List<StackTraceElement> frames() {
        List<Throwable> all = new ArrayList<>();
        for (Throwable cause = problem; cause != null && all.size() < DEEPEST; cause = cause.getCause()) all.add(cause);
        if (problem != null) Collections.addAll(all, problem.getSuppressed());
        List<StackTraceElement> frames = new ArrayList<>();
        for (Throwable each : all) {
            for (StackTraceElement frame : each.getStackTrace()) {
                if (frame.getFileName() != null) frames.add(frame);
            }
        }
        return frames;
    }

    /** The names of the class, and of those that it inherits from, the nearest first. */
    private Set<String> hierarchy() {
        Set<String> names = new LinkedHashSet<>();
        names.add(testClass);
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            add(Class.forName(testClass, false, loader), names);
        } catch (ClassNotFoundException | LinkageError e) {
            // a name of another kind, or a class of another loader
        }
        return names;
    }

    private static void add(Class<?> type, Set<String> names) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass())
            names.add(each.getName());
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> inherited : each.getInterfaces()) add(inherited, names);
        }
    }
}
