//JAVA 17+

package lib.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.environment.Environment;
import lib.maven.MavenCommand;
import lib.maven.MavenRuntime;
import lib.script.ScriptLauncher;
import lib.server.ComposeProgram;

/** The programs that a test run needs: whether they are there, and new enough. */
class ProgramChecks {

    private static final String OLDEST_MAVEN = "3.6.0";
    /** That of the oldest engine that all of this was tried with, Docker 20.10; Podman's socket answers with it too. */
    private static final String OLDEST_API = "1.41";

    private static final String OLDEST_PODMAN = "4.3.0";

    private static final String OLDEST_COMPOSE = "2.0.0";
    /** What jbang.java fetches, and what all of this was tried with. */
    private static final String TRIED_JBANG = "0.132.1";

    private final CheckedProject project;

    ProgramChecks(CheckedProject project) {
        this.project = project;
    }

    /** All of them at once: the programs take a second each to answer. */
    List<Check> all() {
        List<CompletableFuture<Check>> programs = Stream.<Supplier<Check>>of(
                        this::java, this::maven, this::jbang, this::docker, this::compose)
                .map(CompletableFuture::supplyAsync)
                .toList();
        return programs.stream().map(CompletableFuture::join).toList();
    }

    private Check java() {
        return Check.ok("JDK", Runtime.version() + ", " + System.getProperty("java.home"));
    }

    private Check maven() {
        String program = "mvn";
        try {
            Environment tests = project.environment(CheckedProject.TESTS).environment();
            if (MavenCommand.findPom(project.project(), tests).isEmpty())
                return Check.ok("Maven", "not needed: the project has no POM");
            program = MavenCommand.of(project.project(), tests).program();
        } catch (ExitException stop) {
            // what is wrong with the configuration or the POM is a row of its own
            if (stop.code == ExitException.MACHINE_LACKS)
                return new Check("Maven", Check.State.wrong, stop.getMessage(), stop.hint);
        }
        MavenRuntime maven =
                MavenRuntime.of(project.runner(), program, project.project().root());
        return versioned(
                "Maven",
                maven.output(),
                OLDEST_MAVEN,
                Check.State.wrong,
                maven.java().map(java -> ", on Java " + java).orElse(""),
                "Install Maven " + OLDEST_MAVEN + " or newer, or add its wrapper (mvnw) to the project.");
    }

    private Check jbang() {
        List<String> argv = new ArrayList<>(ScriptLauncher.launcher(project.project()));
        argv.add("version");
        return versioned(
                "JBang",
                project.output(Map.of(), argv.toArray(String[]::new)),
                TRIED_JBANG,
                Check.State.warning,
                "",
                "These scripts are tested with " + TRIED_JBANG + ": jbang version --update");
    }

    private Check docker() {
        List<String> program = ComposeProgram.engine(project.tests()).orElse(List.of());
        if (program.isEmpty()) return withoutDocker("Docker", "was not found");
        boolean podman = program.get(0).equals("podman");
        String version =
                podman ? "{{.Client.Version}}" : "{{.Server.APIVersion}}, the API of engine {{.Server.Version}}";
        List<String> argv = new ArrayList<>(program);
        argv.addAll(List.of("version", "--format", version));
        String answer = project.output(project.dockerVariables(), argv.toArray(String[]::new));
        if (answer.isBlank()) return withoutDocker(podman ? "Podman" : "Docker", "is not running");
        return podman
                ? versioned(
                        "Podman",
                        answer,
                        OLDEST_PODMAN,
                        Check.State.warning,
                        "",
                        "Install a newer Podman, or use --engine embedded.")
                : versioned(
                        "Docker",
                        answer,
                        OLDEST_API,
                        Check.State.warning,
                        answer.replaceFirst("^[^,]*", ""),
                        "Install a newer Docker, or use --engine embedded.");
    }

    /** Whether that stops the tests depends on the engine that was asked for. */
    private Check withoutDocker(String name, String found) {
        String engine = project.engine();
        if (engine.equals("embedded"))
            return new Check(name, Check.State.ok, found + "; not needed with the engine embedded", null);
        if (engine.equals("auto"))
            return new Check(
                    name,
                    Check.State.warning,
                    found + ": tests run on an embedded PostgreSQL",
                    "Install or start it, if the tests are to use the server of docker/" + CheckedProject.TESTS
                            + ".yml.");
        return new Check(
                name,
                Check.State.wrong,
                found,
                "Install or start it (docker info shows what is wrong), or use --engine embedded.");
    }

    private Check compose() {
        try {
            List<String> program = ComposeProgram.program(project.tests());
            List<String> argv = new ArrayList<>(program);
            argv.addAll(List.of("version", "--short"));
            return versioned(
                    "compose",
                    project.output(project.dockerVariables(), argv.toArray(String[]::new)),
                    OLDEST_COMPOSE,
                    Check.State.wrong,
                    ", " + String.join(" ", program),
                    "Install the compose plugin, version 2.");
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return withoutDocker("compose", stop.getMessage());
        }
    }

    private static Check versioned(
            String name, String output, String oldest, Check.State tooOld, String more, String fix) {
        Optional<Version> version = Version.in(output);
        if (version.isEmpty())
            return new Check(
                    name,
                    Check.State.wrong,
                    output.isBlank()
                            ? "does not answer"
                            : output.lines().findFirst().orElse(""),
                    fix);
        String found = version.get().text() + more;
        boolean old = version.get().compareTo(Version.in(oldest).orElseThrow()) < 0;
        return old ? new Check(name, tooOld, found + ", older than " + oldest, fix) : Check.ok(name, found);
    }
}
