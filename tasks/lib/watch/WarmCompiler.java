//JAVA 17+

package lib.watch;

import java.io.IOException;
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
     * @param processed what annotation processors wrote beside: sources, and resources among the class files
     * @param errors with their places; empty where there are none
     */
    record Result(Map<Path, Map<String, byte[]>> classFiles, Map<Path, byte[]> processed, List<String> errors) {}

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
    Result compile(Compilation how, Collection<Path> sources, List<Path> path, Path root) {
        return compile(how, sources, path, Map.of(), root);
    }

    /** @param unwritten more classes of the path, which are not there yet, by their names */
    synchronized Result compile(
            Compilation how, Collection<Path> sources, List<Path> path, Map<String, byte[]> unwritten, Path root) {
        CompilerOutput made = new CompilerOutput(
                files.computeIfAbsent(how.encoding(), charset -> compiler.getStandardFileManager(null, null, charset)),
                how,
                unwritten);
        if (sources.isEmpty()) return made.result(List.of());
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try {
            made.locate(path);
            boolean success = compiler.getTask(null, made, diagnostics, how.options(), null, made.objects(sources))
                    .call();
            return made.result(success ? List.of() : errors(diagnostics, root));
        } catch (IOException | RuntimeException e) {
            return made.result(List.of("the compiler failed: " + e));
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics, Path root) {
        List<String> errors = diagnostics.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> place(one, root) + one.getMessage(Locale.ENGLISH))
                .toList();
        return errors.isEmpty() ? List.of("the compiler failed without a message") : errors;
    }

    private static String place(Diagnostic<? extends JavaFileObject> error, Path root) {
        if (error.getSource() == null) return "";
        Path file = Path.of(error.getSource().toUri());
        return (file.startsWith(root) ? root.relativize(file) : file) + ":" + error.getLineNumber() + ": ";
    }
}
