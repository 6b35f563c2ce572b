//JAVA 17+
//SOURCES Environment.java Interrupts.java Project.java Runner.java Stop.java

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/**
 * The command lines of Maven for the project's module. Nothing is started here.
 *
 * @param program   mvn, or the wrapper that the project brings
 * @param pom       the module's POM
 * @param arguments what the environment adds to every call
 */
public record Maven(String program, Path pom, List<String> arguments) {

    static final String JACOCO = "org.jacoco:jacoco-maven-plugin:0.8.15:prepare-agent";

    public static Maven of(Project project, Environment environment) {
        Path pom = pom(project, environment);
        return new Maven(program(project, pom), pom, environment.list("APPLICATION_MAVEN_ARGS"));
    }

    /** APPLICATION_POM, else pom.xml, else app/pom.xml. */
    public static Path pom(Project project, Environment environment) {
        String named = environment.get("APPLICATION_POM", null);
        for (String candidate : named != null ? List.of(named) : List.of("pom.xml", "app/pom.xml")) {
            Path pom = project.root().resolve(candidate);
            if (Files.isRegularFile(pom)) return pom;
        }
        throw Stop.wrongInput(named != null ? "APPLICATION_POM names " + named + ", which does not exist" : "there is neither a pom.xml nor an app/pom.xml",
            "Set APPLICATION_POM in config/" + environment.name + ".json to the path of your module's POM.");
    }

    private static String program(Project project, Path pom) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");
        for (Path folder : List.of(project.root(), pom.getParent())) {
            Path wrapper = folder.resolve(windows ? "mvnw.cmd" : "mvnw");
            if (Files.isExecutable(wrapper)) return wrapper.toString();
        }
        if (Runner.onPath("mvn", "mvn.cmd") == null) throw Stop.machineLacks("mvn was not found", "Install Maven and put it on the PATH, or add its wrapper (mvnw) to the project.");
        return windows ? "mvn.cmd" : "mvn";
    }

    /** Some builds of Maven reset a terminal's colours even where there is none. */
    public static Map<String, String> plainOutput() {
        if (!Interrupts.plainOutput()) return Map.of();
        return Map.of("MAVEN_OPTS", (System.getenv().getOrDefault("MAVEN_OPTS", "") + " -Djansi.noreset=true").strip());
    }

    public List<String> command(List<String> more) {
        List<String> argv = new ArrayList<>(List.of(program, "-f", pom.toString()));
        argv.addAll(arguments);
        argv.addAll(more);
        return argv;
    }

    /**
     * Runs the tests with coverage, which needs no change to the POM.
     *
     * @param selection test classes, methods or files; none for all tests
     * @param more      arguments for Maven as they stand
     */
    public List<String> test(List<String> selection, Path coverage, List<String> more) {
        List<String> argv = new ArrayList<>(List.of("-B", "-ntp", JACOCO, "-Djacoco.destFile=" + coverage, "-Djacoco.append=true",
            "-Dsurefire.reportFormat=plain", "test"));
        if (!selection.isEmpty()) {
            argv.add("-Dtest=" + String.join(",", selection.stream().map(Maven::pattern).toList()));
            argv.add("-Dsurefire.failIfNoSpecifiedTests=false");
            argv.add("-DfailIfNoTests=false");
        }
        argv.addAll(more);
        return command(argv);
    }

    /** A test's file as surefire's {@code -Dtest} wants it; class names and patterns are that already. */
    static String pattern(String selected) {
        String path = selected.replace(File.separatorChar, '/');
        if (!path.endsWith(".java")) return selected;
        return path.replaceFirst("^(?:.*/)?src/test/java/", "").replaceFirst("\\.java$", "");
    }
}
