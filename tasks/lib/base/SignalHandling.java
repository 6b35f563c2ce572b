//JAVA 17+

package lib.base;

import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Ctrl-C and SIGTERM. The JVM stays alive until the main thread has unwound, so that whatever it started is stopped by
 * the same {@code finally} blocks as after an error; a second signal changes nothing.
 */
public class SignalHandling {

    /** A step that cannot be interrupted, such as a running statement, ends when what it waits for is taken down. */
    private static final long UNWIND_SECONDS = 12;

    private static final long TEARDOWN_SECONDS = 200;

    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static final AtomicReference<Runnable> TEARDOWN = new AtomicReference<>();
    private static final AtomicReference<String> OUTCOME = new AtomicReference<>("");
    private static volatile boolean happened;
    private static volatile String step;
    private static final Set<Runnable> CANCELLATIONS = ConcurrentHashMap.newKeySet();
    private static boolean shielded;
    private static volatile boolean childReports;

    public static boolean happened() {
        return happened;
    }

    /** Names the step that begins, for the line that is printed after a signal. */
    public static void step(String doing) {
        if (!happened) step = doing;
    }

    /** How it ended, for the same line. */
    public static void outcome(String text) {
        OUTCOME.set(text);
    }

    /** Runs the program's work in this thread and ends the JVM with the code it returns; 130 or 143 after a signal. */
    public static void main(IntSupplier work) {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> unwind(worker)));
        int code = work.getAsInt();
        System.out.flush();
        if (happened) report();
        DONE.countDown();
        // after a signal the JVM is on its way out already, and exit would wait for it for ever
        if (!happened) System.exit(code);
    }

    private static void report() {
        if (childReports) return;
        System.err.println(Console.PROGRAM + ": interrupted" + (step == null ? "" : " while " + step) + OUTCOME.get());
    }

    /** Waits; a signal ends it with a {@link ExitException}. */
    public static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        }
    }

    /** For a program that runs in our place: Ctrl-C at the terminal is for it alone, as it may want to go on. */
    public static void leaveToChild() {
        if (!OutputStyle.atTerminal()) return;
        try {
            // by reflection, because javac warns of these two classes
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object nothing = Proxy.newProxyInstance(
                    SignalHandling.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
        } catch (ReflectiveOperationException e) {
            // then Ctrl-C ends both
        }
    }

    /**
     * Passes on whatever ends us to a program that runs in our place, gives it the time that it needs, and leaves it to
     * tell of that.
     */
    public static void passOn(ProcessHandle child) {
        leaveToChild();
        shield();
        childReports = true;
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                child.destroy();
                child.onExit().join();
            }));
        } catch (IllegalStateException endingAlready) {
            child.destroy();
        }
    }

    /** From here on a signal lets the main thread be: it is taking down what was started. */
    public static void shield() {
        synchronized (DONE) {
            shielded = true;
            Thread.interrupted();
        }
    }

    /** Ends the work from another thread, as a signal would. */
    static void cutShort(Thread worker) {
        synchronized (DONE) {
            if (!shielded) worker.interrupt();
        }
    }

    /** What takes down what was started; it must be able to run from another thread, and at most once. */
    public static void teardown(Runnable action) {
        TEARDOWN.set(action);
    }

    /** Cancels, at a signal, what goes on elsewhere and an interrupt does not reach; it must not take long. */
    public static void cancelling(Runnable action) {
        CANCELLATIONS.add(action);
    }

    private static void unwind(Thread worker) {
        if (DONE.getCount() == 0) return;
        synchronized (DONE) {
            happened = true;
            if (!shielded) CANCELLATIONS.forEach(Runnable::run);
            cutShort(worker);
        }
        try {
            if (DONE.await(UNWIND_SECONDS, TimeUnit.SECONDS)) return;
            Runnable action = TEARDOWN.get();
            if (action != null) action.run();
            if (!DONE.await(action == null ? 0 : TEARDOWN_SECONDS, TimeUnit.SECONDS)) report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
