//JAVA 17+
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.zeroturnaround:zt-exec:1.13.0
//SOURCES Command.java Stop.java Talk.java

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.*;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;

/** Starts programs; nothing else in manage.java does. */
public interface Runner {

    /** What a program said and how it ended. */
    record Output(int code, String out, String err) { }

    /** Runs a program on our own terminal, input included, and returns its exit code. */
    int attached(Command command);

    /** Runs a program without input and collects what it prints. */
    Output captured(Command command);

    /** Where the first of some programs is on the PATH; null when none is. */
    static Path onPath(String... names) {
        for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
            for (String name : names) {
                Path program = Path.of(folder, name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) return program;
            }
        }
        return null;
    }

    /** The runner that really starts them. */
    record Real(Talk talk) implements Runner {

        private static final long STOP_SECONDS = 10;

        /** zt-exec always puts pipes between a child and our terminal, which psql and the like would notice. */
        @Override
        public int attached(Command command) {
            talk.detail("+ " + command.show());
            ProcessBuilder builder = new ProcessBuilder(command.argv()).directory(command.folder().toFile()).inheritIO();
            builder.environment().putAll(command.environment());
            Process process = null;
            try {
                process = builder.start();
                return process.waitFor();
            } catch (IOException e) {
                throw cannotStart(command, e);
            } catch (InterruptedException e) {
                stop(process);
                throw Stop.interrupted();
            }
        }

        @Override
        public Output captured(Command command) {
            talk.detail("+ " + command.show());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            StartedProcess started = null;
            try {
                started = new ProcessExecutor(command.argv()).directory(command.folder().toFile())
                    .environment(command.environment()).redirectErrorStream(false)
                    .redirectInput(InputStream.nullInputStream()).redirectOutput(out).redirectError(err).start();
                int code = started.getFuture().get().getExitValue();
                return new Output(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw cannotStart(command, e);
            } catch (ExecutionException e) {
                throw Stop.machineLacks(command.argv().get(0) + " could not be followed to its end", "Try again.").because(e.getCause());
            } catch (InterruptedException e) {
                // these are all short: stopped halfway, they would leave what nobody knows of
                if (!ended(started.getProcess())) stop(started.getProcess());
                throw Stop.interrupted();
            }
        }

        /** Gives a program its time to end. */
        private static boolean ended(Process process) {
            try {
                return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** The cause is left out: zt-exec puts the child's whole environment, passwords too, into its message. */
        private static Stop cannotStart(Command command, IOException e) {
            String program = command.argv().get(0);
            boolean missing = String.valueOf(e.getMessage()).contains("rror=2,");
            return Stop.machineLacks(missing ? program + " was not found" : program + " cannot be started",
                "Install " + program + ", or put it on the PATH.");
        }

        /** Asks a program and what it started to end, and ends them when they do not. */
        static void stop(Process process) {
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            family.add(0, process.toHandle());
            process.destroy();
            ended(process);
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Prints what it would start; serves {@code --dry-run} and the tests. */
    record Printing(PrintStream out) implements Runner {

        @Override
        public int attached(Command command) {
            out.println(command.show());
            return 0;
        }

        @Override
        public Output captured(Command command) {
            return new Output(attached(command), "", "");
        }
    }
}
