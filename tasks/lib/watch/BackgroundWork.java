//JAVA 17+

package lib.watch;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lib.base.ExitException;

/** Work that goes on beside other work. */
public final class BackgroundWork<T> {

    private final FutureTask<T> task;

    private BackgroundWork(Callable<T> work) {
        task = new FutureTask<>(work);
    }

    public static <T> BackgroundWork<T> begin(Callable<T> work) {
        BackgroundWork<T> begun = new BackgroundWork<>(work);
        Thread thread = new Thread(begun.task);
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** Work that is done. */
    public static <T> BackgroundWork<T> done(T result) {
        BackgroundWork<T> done = new BackgroundWork<>(() -> result);
        done.task.run();
        return done;
    }

    /** What came of it, once it is done. */
    public T await() throws MavenNeededException, IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MavenNeededException needed) throw needed;
            if (e.getCause() instanceof IOException unreadable) throw unreadable;
            if (e.getCause() instanceof RuntimeException wrong) throw wrong;
            throw new IllegalStateException(e.getCause());
        }
    }
}
