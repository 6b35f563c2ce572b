//JAVA 17+
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.zeroturnaround:zt-exec:1.13.0

package lib.process;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.*;
import java.util.function.Consumer;
import lib.base.Console;
import lib.base.ExitException;
import org.zeroturnaround.exec.StartedProcess;

/** Starts programs; nothing else in manage.java does. */
public interface ProcessRunner {

    /** What a program that had to be ended after its time ends with, as {@code timeout} has it. */
    int TIMED_OUT = 124;

    /** What a program said and how it ended. */
    record Output(int code, String out, String err) {}

    /** Runs a program on our own terminal, input included, and returns its exit code. */
    int attached(ProcessSpec command);

    /** Runs a program with a file for its input or its output, or null for ours, and returns its exit code. */
    int redirected(ProcessSpec command, Path input, Path output);

    /**
     * Runs a program with a file for its input, and collects what it says of errors, or the end of it.
     *
     * @param end a text behind the file; null for the file itself, in which the program may go back and forth
     */
    Output piped(ProcessSpec command, Path input, String end);

    /** Runs a program without input and collects what it prints. */
    default Output captured(ProcessSpec command) {
        return fed(command, new byte[0]);
    }

    /** The same with an input, which no one else gets to see. */
    Output fed(ProcessSpec command, byte[] input);

    /** A program that runs while we do something else. */
    interface Background {

        boolean alive();

        /** Asks it and what it started to end, and waits until they did. */
        void stop();

        /** Waits for its end, and for the last of its lines; its exit code. */
        int code();
    }

    /**
     * Starts a program without input, and hands over each line that it prints, on either stream, from another thread.
     */
    Background background(ProcessSpec command, Consumer<String> line);

    /**
     * Starts a program that may outlive us, unheard, and returns its exit code; 0 where it has not ended within its
     * limit.
     */
    int launched(ProcessSpec command);

    /** The same runner, which tells of each program as it starts. */
    default ProcessRunner notifying(Consumer<ProcessHandle> started) {
        return this;
    }

    /** Where a program is on the PATH; null where it is not. */
    static Path onPath(String program) {
        return SearchPath.ofThisProcess().find(program);
    }

    /** Where a program is that is named by its path from a directory; null where it is not. */
    static Path at(Path directory, String program) {
        return SearchPath.ofThisProcess().in(directory, program);
    }

    /** The runner that really starts them. */
    record Real(Console console, Consumer<ProcessHandle> started) implements ProcessRunner {

        public Real(Console console) {
            this(console, process -> {});
        }

        @Override
        public ProcessRunner notifying(Consumer<ProcessHandle> to) {
            return new Real(console, to);
        }

        @Override
        public int attached(ProcessSpec command) {
            return redirected(command, null, null);
        }

        /** zt-exec always puts pipes between a child and our terminal, which psql and the like would notice. */
        @Override
        public int redirected(ProcessSpec command, Path input, Path output) {
            ProcessBuilder builder = builder(command).inheritIO();
            if (input != null) builder.redirectInput(input.toFile());
            if (output != null) builder.redirectOutput(output.toFile());
            return run(command, builder, process -> {});
        }

        @Override
        public Output piped(ProcessSpec command, Path input, String end) {
            ProcessBuilder builder = builder(command)
                    .redirectInput(
                            end == null ? ProcessBuilder.Redirect.from(input.toFile()) : ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT);
            LastLines said = new LastLines();
            int code = run(command, builder, process -> {
                said.of(process.getErrorStream());
                if (end == null) return;
                Thread thread = new Thread(() -> send(process, input, end));
                thread.setDaemon(true);
                thread.start();
            });
            return new Output(code, "", said.text());
        }

        private static void send(Process process, Path input, String end) {
            try (OutputStream out = process.getOutputStream()) {
                Files.copy(input, out);
                out.write(end.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the program misses the end, or has ended itself
            }
        }

        private int run(ProcessSpec command, ProcessBuilder builder, Consumer<Process> begun) {
            console.detail("+ " + command.show());
            Process process = null;
            try {
                process = builder.start();
                started.accept(process.toHandle());
                begun.accept(process);
                if (process.waitFor(command.limit().toSeconds(), TimeUnit.SECONDS)) return process.exitValue();
                stop(process.toHandle());
                return TIMED_OUT;
            } catch (IOException e) {
                throw ProcessFailure.cannotStart(command, e);
            } catch (InterruptedException e) {
                stop(process.toHandle());
                throw ExitException.interrupted();
            }
        }

        @Override
        public Output fed(ProcessSpec command, byte[] input) {
            console.detail("+ " + command.show());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            StartedProcess child = null;
            try {
                child = BackgroundProcess.executor(command)
                        .redirectErrorStream(false)
                        .redirectInput(new ByteArrayInputStream(input))
                        .redirectOutput(out)
                        .redirectError(err)
                        .start();
                started.accept(child.getProcess().toHandle());
                int code = child.getFuture()
                        .get(command.limit().toSeconds(), TimeUnit.SECONDS)
                        .getExitValue();
                return new Output(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw ProcessFailure.cannotStart(command, e);
            } catch (ExecutionException e) {
                throw ProcessFailure.notFollowed(command, e);
            } catch (TimeoutException e) {
                stop(child.getProcess().toHandle());
                return new Output(
                        TIMED_OUT,
                        "",
                        command.argv().get(0) + " did not answer within "
                                + command.limit().toSeconds() + " s");
            } catch (InterruptedException e) {
                // these are all short: stopped halfway, they would leave what nobody knows of
                if (!ProcessTree.ended(child.getProcess().toHandle()))
                    stop(child.getProcess().toHandle());
                throw ExitException.interrupted();
            }
        }

        /** Nobody is told of its start: it is not ours to stop. */
        @Override
        public int launched(ProcessSpec command) {
            console.detail("+ " + command.show());
            try {
                Process process = builder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : 0;
            } catch (IOException e) {
                throw ProcessFailure.cannotStart(command, e);
            } catch (InterruptedException e) {
                throw ExitException.interrupted();
            }
        }

        private static ProcessBuilder builder(ProcessSpec command) {
            ProcessBuilder builder = new ProcessBuilder(WindowsCommandLine.onThisSystem(command.argv()))
                    .directory(command.directory().toFile());
            command.environment().forEach((name, value) -> {
                if (value == null) builder.environment().remove(name);
                else builder.environment().put(name, value);
            });
            return builder;
        }

        @Override
        public Background background(ProcessSpec command, Consumer<String> line) {
            console.detail("+ " + command.show());
            BackgroundProcess background = BackgroundProcess.start(command, line);
            started.accept(background.handle());
            return background;
        }

        /** Asks a program and what it started to end, and ends them when they do not. */
        public static void stop(ProcessHandle process) {
            ProcessTree.stop(process);
        }
    }

    /** Prints what it would start; serves {@code --dry-run} and the tests. */
    record Printing(PrintStream out) implements ProcessRunner {

        @Override
        public int attached(ProcessSpec command) {
            return redirected(command, null, null);
        }

        @Override
        public int redirected(ProcessSpec command, Path input, Path output) {
            out.println(command.show() + (input == null ? "" : " < " + input) + (output == null ? "" : " > " + output));
            return 0;
        }

        @Override
        public Output piped(ProcessSpec command, Path input, String end) {
            out.println(command.show() + " < " + input + (end == null ? "" : ", and behind that: " + end.strip()));
            return new Output(0, "", "");
        }

        @Override
        public int launched(ProcessSpec command) {
            return attached(command);
        }

        @Override
        public Background background(ProcessSpec command, Consumer<String> line) {
            attached(command);
            return new Background() {
                @Override
                public boolean alive() {
                    return false;
                }

                @Override
                public void stop() {}

                @Override
                public int code() {
                    return 0;
                }
            };
        }

        @Override
        public Output fed(ProcessSpec command, byte[] input) {
            return new Output(attached(command), "", "");
        }
    }
}
