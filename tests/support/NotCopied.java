//JAVA 17+

package support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The form in which repositories have no copy of our scripts, and JBang fetches those of the version that
 * jbang-catalog.json names. Once in a test run the real program writes that file and fetches the scripts; the host that
 * they come from is gone afterwards.
 */
public final class NotCopied {

    private static final Set<String> SCRIPTS = Set.of("manage.java", "jbang.java", "tasks");

    private static volatile boolean chosen;
    private static NotCopied fetched;

    private final Path top = Files.createTempDirectory("manage-not-copied").toRealPath();
    private final Path repository = Files.createDirectory(top.resolve("shop"));
    private final Path jbang = Files.createDirectory(top.resolve("jbang"));
    private final String catalog;
    private final Path scripts;

    private NotCopied() throws IOException, InterruptedException {
        Workspace.deleteAtExit(top);
        JbangInstallation.writeProgram(top.resolve("bin"));
        // all that JBang builds may be there already, but nothing of what it fetches
        for (String shared : List.of("jbang-cli", "jars", "dependency_cache.json"))
            Files.createSymbolicLink(
                    jbang.resolve(shared), JbangInstallation.cache().resolve(shared));
        Files.writeString(repository.resolve("pom.xml"), Workspace.repositoryFile("tests/articles/pom.xml"));
        try (RepositoryHost host = new RepositoryHost()) {
            catalog = host.catalog();
            jbang("manage@" + catalog, "init", "--yes", "--no-copy=" + catalog);
            // the alias is asked for the first time
            jbang("manage", "--version");
        }
        try (Stream<Path> files = Files.list(top.resolve("cache/manage.java"))) {
            scripts = files.filter(file -> file.getFileName().toString().startsWith("scripts-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Has every workspace to come take this form. */
    public static void choose() {
        chosen = true;
    }

    public static boolean isChosen() {
        return chosen;
    }

    private static synchronized NotCopied form() {
        try {
            if (fetched == null) fetched = new NotCopied();
            return fetched;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a file or directory of the repository is not in a workspace. */
    static boolean lacks(String name) {
        return chosen && SCRIPTS.contains(name);
    }

    /** Writes what a repository of this form has in the place of the scripts. */
    static void writeTo(Path directory) throws IOException {
        for (String file : List.of("jbang-catalog.json", "jbang.properties"))
            Files.writeString(
                    directory.resolve(file), Files.readString(form().repository.resolve(file)));
    }

    /** Where the scripts are that run in a workspace; copies are the same as the repository's. */
    static Path scripts() {
        return chosen ? form().scripts : Workspace.repository();
    }

    /**
     * What JBang is to run in the place of a script of the workspace; what has the path of another directory is started
     * from outside of any project.
     */
    static String named(String script) {
        if (!chosen || !Path.of(script).endsWith("manage.java")) return script;
        return Path.of(script).isAbsolute() ? "manage@" + form().catalog : "manage";
    }

    /** Those of a user who has JBang, and whose caches have the scripts. */
    static Map<String, String> variables() {
        return chosen ? form().ofUser() : Map.of();
    }

    private Map<String, String> ofUser() {
        return Map.of(
                "XDG_CACHE_HOME",
                top.resolve("cache").toString(),
                "JBANG_CACHE_DIR",
                jbang.toString(),
                "PATH",
                top.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    }

    private void jbang(String script, String... arguments) throws IOException, InterruptedException {
        List<String> argv = Workspace.argv(script, arguments);
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(repository.toFile()).redirectErrorStream(true);
        builder.environment().putAll(ofUser());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(String.join(" ", argv) + " failed:\n" + output);
    }
}
