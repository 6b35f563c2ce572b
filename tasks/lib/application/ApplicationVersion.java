//JAVA 17+

package lib.application;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lib.base.ExitException;
import lib.environment.Context;
import lib.process.ProcessSpec;

/** One version of the application, which runs on our terminal in a JVM of its own until it ends or is stopped. */
class ApplicationVersion {

    private final FutureTask<Integer> run;
    private final Thread thread;
    /** That it is told to listen on; 0 where it is told nothing. */
    final int port;

    private ApplicationVersion(FutureTask<Integer> run, int port) {
        this.run = run;
        this.port = port;
        this.thread = new Thread(run, "application");
        thread.start();
    }

    static ApplicationVersion start(Context context, ProcessSpec command, int port) {
        return new ApplicationVersion(new FutureTask<>(() -> context.runner().attached(command)), port);
    }

    boolean ended() {
        return run.isDone();
    }

    /** Its exit code, after its end. */
    int code() {
        try {
            return run.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ExitException stop) throw stop;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw ExitException.interrupted();
        }
    }

    /** Whether it takes connections. */
    boolean listens() {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Asks it to end and waits until it has. */
    void stop() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
