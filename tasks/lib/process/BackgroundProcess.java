//JAVA 17+
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.zeroturnaround:zt-exec:1.13.0

package lib.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import lib.base.ExitException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.LogOutputStream;

/** A program whose lines are read in another thread while it runs. */
record BackgroundProcess(ProcessSpec command, StartedProcess child) implements ProcessRunner.Background {

    static BackgroundProcess start(ProcessSpec command, Consumer<String> line) {
        try {
            return new BackgroundProcess(
                    command,
                    executor(command)
                            .redirectErrorStream(true)
                            .redirectInput(InputStream.nullInputStream())
                            .redirectOutput(new LogOutputStream() {
                                @Override
                                protected void processLine(String text) {
                                    line.accept(text);
                                }
                            })
                            .start());
        } catch (IOException e) {
            throw ProcessFailure.cannotStart(command, e);
        }
    }

    static ProcessExecutor executor(ProcessSpec command) {
        return new ProcessExecutor(WindowsCommandLine.onThisSystem(command.argv()))
                .directory(command.directory().toFile())
                .environment(command.environment());
    }

    ProcessHandle handle() {
        return child.getProcess().toHandle();
    }

    @Override
    public boolean alive() {
        return !child.getFuture().isDone();
    }

    @Override
    public void stop() {
        ProcessTree.stop(handle());
    }

    @Override
    public int code() {
        try {
            return child.getFuture().get().getExitValue();
        } catch (InterruptedException e) {
            stop();
            throw ExitException.interrupted();
        } catch (ExecutionException e) {
            throw ProcessFailure.notFollowed(command, e);
        }
    }
}
