//JAVA 17+

package lib.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.OperatingSystem;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;

/**
 * The command lines of Maven for the project's module. Nothing is started here, but a wrapper that has to fetch its
 * Maven.
 *
 * @param program mvn, or the wrapper that the project brings
 * @param pom the module's POM
 * @param arguments what the environment adds to every call
 */
public record MavenCommand(String program, Path pom, List<String> arguments) {

    static final String JACOCO = "org.jacoco:jacoco-maven-plugin:0.8.15:prepare-agent";
    /** With the file that its agent writes. */
    public static final String COVERAGE = "-Djacoco.destFile=";
    /** How often surefire runs again what failed, and failsafe. */
    private static final List<String> RETRIES =
            List.of("-Dsurefire.rerunFailingTestsCount=", "-Dfailsafe.rerunFailingTestsCount=");

    private static final String NO_TRANSFERS =
            "-Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.transfer.Slf4jMavenTransferListener=warn";
    /** The system property in which a test JVM finds its number, where there are several. */
    static final String FORK = "manage.fork";

    public static MavenCommand of(Project project, Environment environment) {
        Path pom = pom(project, environment);
        return new MavenCommand(program(project.root(), pom), pom, environment.list("APPLICATION_MAVEN_ARGS"));
    }

    /** Has the project's wrapper fetch its Maven, where it has one and that was not done yet; it may fail. */
    public static void fetch(Context context) {
        MavenWrapper wrapper = new MavenWrapper(Path.of(of(context.project(), context.environment()).program));
        if (!context.dryRun()) wrapper.fetch(context);
    }

    /** APPLICATION_POM, else pom.xml, else app/pom.xml, of what cannot do without Maven. */
    public static Path pom(Project project, Environment environment) {
        return findPom(project, environment)
                .orElseThrow(() -> ExitException.wrongInput(
                        "there is neither a pom.xml nor an app/pom.xml, and this needs Maven", advice(environment)));
    }

    /** The same; empty in a project of another kind. */
    public static Optional<Path> findPom(Project project, Environment environment) {
        String named = environment.get("APPLICATION_POM", null);
        for (String candidate : named != null ? List.of(named) : List.of("pom.xml", "app/pom.xml")) {
            Path pom = project.root().resolve(candidate);
            if (Files.isRegularFile(pom)) return Optional.of(pom);
        }
        if (named == null) return Optional.empty();
        throw ExitException.wrongInput(
                "APPLICATION_POM names " + named + ", which does not exist", advice(environment));
    }

    private static String advice(Environment environment) {
        return "Set APPLICATION_POM in config/" + environment.name + ".json to the path of your module's POM.";
    }

    /** The directory of the POM; without one, the directory that has src/main: the root, or app. */
    public static Path module(Project project, Environment environment) {
        Path root = project.root();
        return findPom(project, environment)
                .map(Path::getParent)
                .orElseGet(() -> Stream.of(root, root.resolve("app"))
                        .filter(directory -> Files.isDirectory(directory.resolve("src/main")))
                        .findFirst()
                        .orElse(root));
    }

    /** The wrapper of a project, or of its module, else mvn. */
    public static String program(Path root, Path pom) {
        for (Path directory : List.of(root, pom.getParent())) {
            MavenWrapper wrapper = new MavenWrapper(directory.resolve(OperatingSystem.WINDOWS ? "mvnw.cmd" : "mvnw"));
            if (wrapper.isUsable()) return wrapper.script().toString();
        }
        if (ProcessRunner.onPath("mvn") == null) {
            boolean notExecutable = Files.exists(root.resolve("mvnw")) || Files.exists(pom.resolveSibling("mvnw"));
            throw ExitException.machineLacks(
                    "mvn was not found",
                    notExecutable
                            ? "The project's mvnw is not executable: chmod +x mvnw, or install Maven."
                            : "Install Maven and put it on the PATH, or add its wrapper (mvnw) to the project.");
        }
        return "mvn";
    }

    /** Whether the wrapper brings a Maven that does not know -ntp yet. */
    private boolean lacksNoTransferProgress() {
        return new MavenWrapper(Path.of(program))
                .distribution()
                .matches(".*apache-maven-3\\.(?:[0-5]\\.\\d|6\\.0)\\D.*");
    }

    /**
     * Variables for a Maven whose output we read. Its compiler for short runs starts it in two thirds of the time,
     * unless the user has a wish of their own; and some builds of it reset a terminal's colours even where there is
     * none.
     */
    public static Map<String, String> options(Project project) {
        String own = System.getenv().getOrDefault("MAVEN_OPTS", "");
        Path file = project.root().resolve(".mvn/jvm.config");
        try {
            if (Files.exists(file)) own += " " + Files.readString(file);
        } catch (IOException e) {
            // Maven will say so
        }
        return Map.of(
                "MAVEN_OPTS",
                (System.getenv().getOrDefault("MAVEN_OPTS", "") + " -Djansi.noreset=true"
                                + (own.contains("TieredStopAtLevel") ? "" : " -XX:TieredStopAtLevel=1"))
                        .strip());
    }

    /**
     * What a test run runs: APPLICATION_MAVEN_GOAL, else test.
     *
     * @param more arguments of the command line, which may name a later phase
     */
    public static List<String> goals(Environment environment, List<String> more) {
        if (more.stream().anyMatch(word -> Lifecycle.reaches(word, "prepare-package"))) return List.of();
        List<String> goals = environment.list("APPLICATION_MAVEN_GOAL");
        for (String goal : goals) {
            if (goal.matches("(?!-D).*\\s.*")) {
                throw ExitException.wrongInput(
                        "APPLICATION_MAVEN_GOAL is \"" + goal + "\", which Maven would read as one word",
                        "Write a list of strings: ["
                                + Arrays.stream(goal.strip().split("\\s+"))
                                        .map(word -> "\"" + word + "\"")
                                        .collect(Collectors.joining(", "))
                                + "]");
            }
        }
        return goals.isEmpty() ? List.of("test") : goals;
    }

    /** Whether the tests of failsafe run as well. */
    public static boolean runsFailsafe(List<String> arguments) {
        return arguments.stream()
                .anyMatch(word -> Lifecycle.reaches(word, "integration-test") || word.contains("failsafe"));
    }

    /** Arguments that have what fails run again so often; 0 leaves that to the POM. */
    public static List<String> retries(int most) {
        return most == 0
                ? List.of()
                : RETRIES.stream().map(property -> property + most).toList();
    }

    public List<String> command(List<String> more) {
        List<String> argv = new ArrayList<>(List.of(program, "-f", pom.toString()));
        argv.addAll(arguments);
        argv.addAll(more);
        if (lacksNoTransferProgress()) argv.replaceAll(word -> word.equals("-ntp") ? NO_TRANSFERS : word);
        return argv;
    }

    /**
     * The arguments that run the tests, with no change to the POM.
     *
     * @param goals what is run: a phase of the lifecycle, or goals
     * @param selection arguments that choose them
     * @param coverage where JaCoCo's agent writes; null for no coverage
     * @param extension the jar that makes Maven wait and its tests tell of themselves; null for none
     * @param parallel how many JVMs run them
     * @param more arguments as they stand
     */
    public static List<String> test(
            List<String> goals,
            List<String> selection,
            Path coverage,
            Path extension,
            int parallel,
            List<String> more) {
        List<String> argv = new ArrayList<>(List.of("-B", "-ntp"));
        if (coverage != null) argv.addAll(List.of(JACOCO, COVERAGE + coverage, "-Djacoco.append=true"));
        argv.addAll(goals);
        // the extension tells it all, and sooner
        argv.addAll(
                extension == null
                        ? List.of("-Dsurefire.reportFormat=plain")
                        : List.of(
                                "-Dmaven.ext.class.path=" + extension,
                                "-Dsurefire.printSummary=false",
                                "-Dfailsafe.printSummary=false"));
        if (parallel > 1)
            argv.addAll(
                    List.of("-DforkCount=" + parallel, "-DreuseForks=true", "-D" + FORK + "=${surefire.forkNumber}"));
        argv.addAll(selection);
        argv.addAll(more);
        return argv;
    }
}
