//JAVA 17+

package lib.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.*;
import javax.tools.*;

/** The JDK's compiler, which is fast once it has run; what it makes stays in memory. */
final class WarmCompiler {

    /**
     * What came of it.
     *
     * @param classFiles of each source, by the name of the class
     * @param errors with their places; empty where there are none
     */
    record Result(Map<Path, Map<String, byte[]>> classFiles, List<String> errors) {}

    private final JavaCompiler compiler;
    private final Map<Charset, StandardJavaFileManager> files = new HashMap<>();

    WarmCompiler() throws MavenNeededException {
        compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) throw new MavenNeededException("this Java has no compiler");
    }

    /**
     * Compiles sources.
     *
     * @param path where it finds other classes
     * @param root what the places of errors are relative to
     */
    synchronized Result compile(Compilation how, Collection<Path> sources, List<Path> path, Path root) {
        Map<Path, Map<String, byte[]>> made = new HashMap<>();
        if (sources.isEmpty()) return new Result(made, List.of());
        StandardJavaFileManager standard =
                files.computeIfAbsent(how.encoding(), charset -> compiler.getStandardFileManager(null, null, charset));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
            standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            boolean success = compiler.getTask(
                            null,
                            new InMemory(standard, made),
                            diagnostics,
                            how.options(),
                            null,
                            standard.getJavaFileObjectsFromPaths(sources))
                    .call();
            return new Result(made, success ? List.of() : errors(diagnostics, root));
        } catch (IOException | RuntimeException e) {
            return new Result(made, List.of("the compiler failed: " + e));
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics, Path root) {
        List<String> errors = diagnostics.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> place(one, root) + one.getMessage(Locale.ENGLISH))
                .toList();
        return errors.isEmpty() ? List.of("the compiler failed, and does not say why") : errors;
    }

    private static String place(Diagnostic<? extends JavaFileObject> error, Path root) {
        if (error.getSource() == null) return "";
        Path file = Path.of(error.getSource().toUri());
        return (file.startsWith(root) ? root.relativize(file) : file) + ":" + error.getLineNumber() + ": ";
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<Path, Map<String, byte[]>> made;

        InMemory(StandardJavaFileManager standard, Map<Path, Map<String, byte[]>> made) {
            super(standard);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            URI uri = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            made.computeIfAbsent(Path.of(sibling.toUri()), source -> new HashMap<>())
                                    .put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
