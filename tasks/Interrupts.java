//JAVA 17+

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/**
 * Ctrl-C and SIGTERM. The JVM stays alive until the main thread has unwound, so that whatever it
 * started is stopped by the same {@code finally} blocks as after an error; a second signal changes nothing.
 */
public class Interrupts {

    /** A step that cannot be interrupted, such as a running statement, ends when what it waits for is taken down. */
    private static final long UNWIND_SECONDS = 12;
    private static final long TEARDOWN_SECONDS = 60;

    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static final AtomicReference<Runnable> TEARDOWN = new AtomicReference<>();
    private static volatile boolean happened;

    private Interrupts() { }

    public static boolean happened() {
        return happened;
    }

    /** Runs the program's work in this thread and ends the JVM with the code it returns; 130 or 143 after a signal. */
    public static void main(IntSupplier work) {
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> unwind(worker)));
        int code = work.getAsInt();
        System.out.flush();
        DONE.countDown();
        // after a signal the JVM is on its way out already, and exit would wait for it for ever
        if (!happened) System.exit(code);
    }

    /** What takes down what was started; it must be able to run from another thread, and at most once. */
    public static void teardown(Runnable action) {
        TEARDOWN.set(action);
    }

    private static void unwind(Thread worker) {
        if (DONE.getCount() == 0) return;
        happened = true;
        worker.interrupt();
        try {
            if (DONE.await(UNWIND_SECONDS, TimeUnit.SECONDS)) return;
            Runnable action = TEARDOWN.get();
            if (action == null) return;
            action.run();
            DONE.await(TEARDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
