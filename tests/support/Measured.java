//JAVA 17+
//DEPS org.jacoco:org.jacoco.core:0.8.15

package support;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import lib.testing.Coverage;
import lib.testing.TestReports;
import org.jacoco.core.data.ExecutionDataWriter;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/** A project in Maven's layout, whose classes are compiled and run under JaCoCo's probes. */
public class Measured {

    public final Path data;
    private final Path root;

    public Measured(Path root) {
        this.root = root;
        data = root.resolve("jacoco.exec");
    }

    /** Writes and compiles one source file of a module; the module "" is the root. */
    public Measured compile(String module, String name, String source) throws IOException {
        Path file = root.resolve(module).resolve("src/main/java").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        Path classes = Files.createDirectories(root.resolve(module).resolve("target/classes"));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, output, output, "-g", "-encoding", "UTF-8", "-d", classes.toString(), file.toString());
        if (code != 0) throw new AssertionError(output.toString());
        return this;
    }

    /** Runs a class, which is a Runnable, and adds what was measured to the data. */
    public Measured run(String name) throws Exception {
        RuntimeData measured = new RuntimeData();
        LoggerRuntime runtime = new LoggerRuntime();
        runtime.startup(measured);
        Class<?> type = new Loader(new Instrumenter(runtime)).loadClass(name);
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        ((Runnable) constructor.newInstance()).run();
        runtime.shutdown();
        try (OutputStream out = new FileOutputStream(data.toFile(), true)) {
            ExecutionDataWriter writer = new ExecutionDataWriter(out);
            measured.collect(writer, writer, false);
        }
        return this;
    }

    public List<Path> classes() throws IOException {
        return TestReports.classes(root);
    }

    public Optional<Coverage> coverage() throws IOException {
        return Coverage.of(data, classes());
    }

    /** Puts the probes in, as the agent does. */
    private class Loader extends ClassLoader {

        private final Instrumenter instrumenter;

        Loader(Instrumenter instrumenter) {
            this.instrumenter = instrumenter;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                List<Path> found = new ArrayList<>();
                for (Path directory : classes()) {
                    Path file = directory.resolve(name.replace('.', '/') + ".class");
                    if (Files.exists(file)) found.add(file);
                }
                if (found.isEmpty()) throw new ClassNotFoundException(name);
                byte[] bytes = instrumenter.instrument(Files.readAllBytes(found.get(0)), name);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Loads, verifies and initialises what the command test is made of. */
    static class NotAsked {
        public static void main(String... arguments) throws Exception {
            for (String name : List.of("test", "lib.testing.TestRun", "lib.testing.TestReports")) Class.forName(name);
        }
    }
}
