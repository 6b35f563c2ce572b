//JAVA 17+

package support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.Stream;

/**
 * The JVM that JBang starts for manage.java, started without JBang: a second for each of some thousand calls. What
 * users type is tried by the tests of the launcher, of single scripts, of copies and by all faults.
 */
class Direct {

    private static List<String> command;

    /** Whether a directory has the very scripts of the repository, or none at all. */
    static boolean possible(Path directory) {
        if (NotCopied.isChosen()) return true;
        try {
            return same(directory, "manage.java")
                    && scripts()
                            .allMatch(script -> same(
                                    directory,
                                    Workspace.repository().relativize(script).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Workspace.repository().resolve("tasks"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static boolean same(Path directory, String file) {
        try {
            Path copy = directory.resolve(file);
            Path original = Workspace.repository().resolve(file);
            return Files.exists(copy)
                    && Files.size(copy) == Files.size(original)
                    && Files.getLastModifiedTime(copy).toMillis()
                            == Files.getLastModifiedTime(original).toMillis();
        } catch (IOException e) {
            return false;
        }
    }

    static synchronized List<String> argv(String... arguments) {
        if (command == null) command = command();
        List<String> argv = new ArrayList<>(command);
        argv.addAll(List.of(arguments));
        return argv;
    }

    private static List<String> command() {
        try {
            String script = NotCopied.scripts().resolve("manage.java").toString();
            String classpath = output("info", "classpath", script);
            String options = Workspace.repositoryFile("tasks/lib/cli/Cli.java")
                    .lines()
                    .filter(line -> line.startsWith("//RUNTIME_OPTIONS "))
                    .findFirst()
                    .orElseThrow()
                    .substring("//RUNTIME_OPTIONS ".length());
            List<String> argv = new ArrayList<>(List.of(Workspace.java()));
            argv.addAll(List.of(options.split(" ")));
            // the archive beside the jar is there from JBang's first run on
            output(script, "--version");
            argv.add("-XX:SharedArchiveFile="
                    + classpath.split(java.io.File.pathSeparator)[0].replaceFirst("\\.jar$", ".jsa"));
            argv.addAll(List.of("-cp", classpath, "manage"));
            return argv;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String output(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Workspace.argv(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length)))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(NotCopied.variables());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", arguments) + " failed: " + output);
        return output;
    }
}
