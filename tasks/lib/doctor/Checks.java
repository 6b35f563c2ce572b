//JAVA 17+

package lib.doctor;

import java.io.IOException;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.EnvironmentCheck;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.maven.MavenCommand;
import lib.migration.MigrationFiles;
import lib.process.ProcessRunner;
import lib.process.ProcessSpec;
import lib.script.ScriptLauncher;
import lib.server.ComposeFiles;
import lib.server.ComposeModel;
import lib.server.ComposeProgram;
import lib.server.Ports;
import lib.server.ServerAddressFile;
import lib.server.ServerUser;

/**
 * What a test run needs of this machine and of this project; each is looked at for itself, so that one does not hide
 * another.
 */
public class Checks {

    public enum State {
        ok,
        warning,
        wrong
    }

    /**
     * What was found.
     *
     * @param fix what to do about it; null where all is well
     */
    public record Check(String name, State state, String found, String fix) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLDEST_MAVEN = "3.6.0";
    /** The oldest engine that all of this was tried with. */
    private static final String OLDEST_DOCKER = "20.10.0";

    private static final String OLDEST_COMPOSE = "2.0.0";
    /** What jbang.java fetches, and what all of this was tried with. */
    private static final String TRIED_JBANG = "0.132.1";

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?[\\w.+-]*");
    private static final long GIGABYTE = 1L << 30;
    private static final String TESTS = "testing";

    private final Project project;
    private final GlobalOptions options;
    private final ProcessRunner runner = new ProcessRunner.Real(new Console(System.err, true, false));

    public Checks(Project project, GlobalOptions options) {
        this.project = project;
        this.options = options;
    }

    /** All of them, in the order in which one would mend them. */
    public List<Check> all() {
        // the programs take a second each to answer
        List<CompletableFuture<List<Check>>> programs = Stream.<Supplier<Check>>of(
                        this::java, this::maven, this::jbang, this::docker, this::compose)
                .map(check -> CompletableFuture.supplyAsync(() -> List.of(check.get())))
                .toList();
        List<Check> all = new ArrayList<>();
        programs.forEach(program -> all.addAll(program.join()));
        boolean docker = all.stream().anyMatch(check -> check.name().equals("Docker") && check.state() == State.ok);
        all.add(embedded(docker));
        all.addAll(configuration());
        all.addAll(ports(docker));
        all.add(disk());
        return all;
    }

    private Check java() {
        return new Check("JDK", State.ok, Runtime.version() + ", " + System.getProperty("java.home"), null);
    }

    private Check maven() {
        String program = "mvn";
        try {
            program = MavenCommand.of(project, environment(TESTS).environment()).program();
        } catch (ExitException stop) {
            // what is wrong with the configuration or the POM is a row of its own
            if (stop.code == ExitException.MACHINE_LACKS)
                return new Check("Maven", State.wrong, stop.getMessage(), stop.hint);
        }
        String said = said(Map.of(), program, "-v");
        Matcher java = Pattern.compile("Java version: ([^,]+)").matcher(said);
        return versioned(
                "Maven",
                said.isEmpty() ? null : said,
                OLDEST_MAVEN,
                State.wrong,
                java.find() ? ", on Java " + java.group(1) : "",
                "Install Maven " + OLDEST_MAVEN + " or newer, or add its wrapper (mvnw) to the project.");
    }

    private Check jbang() {
        List<String> argv = new ArrayList<>(ScriptLauncher.launcher(project));
        argv.add("version");
        return versioned(
                "JBang",
                said(Map.of(), argv.toArray(String[]::new)),
                TRIED_JBANG,
                State.warning,
                "",
                "These scripts were tried with " + TRIED_JBANG + ": jbang version --update");
    }

    private Check docker() {
        String version = said(engineOfTests(), "docker", "version", "--format", "{{.Server.Version}}");
        if (!version.isBlank())
            return versioned(
                    "Docker",
                    version,
                    OLDEST_DOCKER,
                    State.warning,
                    "",
                    "Install a newer Docker, or use --engine embedded.");
        return withoutDocker(
                "Docker", ProcessRunner.onPath("docker", "docker.exe") == null ? "was not found" : "is not running");
    }

    /** Whether that stops the tests depends on the engine that was asked for. */
    private Check withoutDocker(String name, String found) {
        String engine = engine();
        if (engine.equals("embedded"))
            return new Check(name, State.ok, found + "; not needed with the engine embedded", null);
        if (engine.equals("auto"))
            return new Check(
                    name,
                    State.warning,
                    found + ": tests run on an embedded PostgreSQL",
                    "Install or start it, where the tests shall have the server of docker/" + TESTS + ".yml.");
        return new Check(
                name,
                State.wrong,
                found,
                "Install or start it (docker info tells what is wrong), or use --engine embedded.");
    }

    /** Variables that lead docker to the engine of the tests, which may be on another machine. */
    private Map<String, String> engineOfTests() {
        try {
            return DockerHost.selection(environment(TESTS).environment());
        } catch (ExitException wrongConfiguration) {
            return Map.of();
        }
    }

    private String engine() {
        try {
            return environment(TESTS).engine();
        } catch (ExitException wrongConfiguration) {
            return "auto";
        }
    }

    private Check compose() {
        for (List<String> program :
                List.of(List.of("docker", "compose"), List.of("docker-compose"), List.of("podman", "compose"))) {
            List<String> argv = new ArrayList<>(program);
            argv.addAll(List.of("version", "--short"));
            String version = said(engineOfTests(), argv.toArray(String[]::new));
            if (!version.isBlank())
                return versioned(
                        "compose",
                        version,
                        OLDEST_COMPOSE,
                        State.wrong,
                        ", " + String.join(" ", program),
                        "Install the compose plugin, version 2.");
        }
        return withoutDocker("compose", "was not found");
    }

    private static Check versioned(String name, String said, String oldest, State tooOld, String more, String fix) {
        Matcher version = VERSION.matcher(said == null ? "" : said);
        if (!version.find())
            return new Check(
                    name,
                    State.wrong,
                    said == null || said.isBlank()
                            ? "does not answer"
                            : said.lines().findFirst().orElse(""),
                    fix);
        Matcher limit = VERSION.matcher(oldest);
        limit.find();
        boolean old = compare(version, limit) < 0;
        return new Check(
                name,
                old ? tooOld : State.ok,
                version.group() + more + (old ? ", older than " + oldest : ""),
                old ? fix : null);
    }

    private static int compare(Matcher version, Matcher other) {
        for (int part = 1; part <= 3; part++) {
            int difference = number(version.group(part)) - number(other.group(part));
            if (difference != 0) return difference;
        }
        return 0;
    }

    private static int number(String part) {
        return part == null ? 0 : Integer.parseInt(part);
    }

    /** As whom the server would run; what is wrong there stops the tests only where they do not have Docker. */
    private Check embedded(boolean docker) {
        boolean needed = engine().equals("embedded") || engine().equals("auto") && !docker;
        return guarded(
                "embedded",
                needed ? State.wrong : State.warning,
                () -> "PostgreSQL would run as " + ServerUser.of(runner).describe());
    }

    private List<Check> configuration() {
        List<Check> checks = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(project.environments());
        names.add(TESTS);
        for (String name : names) {
            State state = name.equals(TESTS) ? State.wrong : State.warning;
            checks.add(guarded(
                    "config " + name,
                    state,
                    () -> project.show(project.configFile(name)) + ": " + EnvironmentCheck.summary(project, name)));
        }
        checks.add(guarded("project", State.wrong, () -> {
            Context at = environment(TESTS);
            Path pom = MavenCommand.pom(project, at.environment());
            MigrationFiles migrations = new MigrationFiles(at);
            if (migrations.exist()) migrations.check();
            return project.show(pom)
                    + (migrations.exist() ? ", " + migrations.all().size() + " migrations in " : ", no migrations in ")
                    + migrations.where();
        }));
        return checks;
    }

    private static Check guarded(String name, State otherwise, Supplier<String> found) {
        try {
            return new Check(name, State.ok, found.get(), null);
        } catch (ExitException stop) {
            return new Check(name, otherwise, stop.getMessage(), stop.hint);
        }
    }

    /** The fixed ports of each environment, by what compose makes of its file, or else by the variables alone. */
    private List<Check> ports(boolean docker) {
        List<Check> checks = new ArrayList<>();
        for (String name : project.environments()) {
            try {
                Context at = environment(name);
                SortedSet<Integer> ports = new TreeSet<>(Set.of(at.environment().port("POSTGRES_PORT")));
                ComposeFiles files = ComposeFiles.of(at);
                if (docker && files.exist()) {
                    ProcessRunner.Output model = runner.captured(
                            at.command(ComposeProgram.compose(at).model()).within(PATIENCE));
                    if (model.code() == 0)
                        ports.addAll(ComposeModel.of(model.out()).ports());
                    else
                        checks.add(new Check(
                                files.label(),
                                name.equals(TESTS) ? State.wrong : State.warning,
                                "compose refuses it: "
                                        + model.err()
                                                .strip()
                                                .lines()
                                                .findFirst()
                                                .orElse(""),
                                "Check it with: manage.java -c " + name + " compose config"));
                }
                ports.remove(0);
                // of another machine, its engine tells when it is asked for the port
                if (DockerHost.of(at).isPresent()) continue;
                ports.forEach(port -> checks.add(port(at, port)));
            } catch (ExitException wrongConfiguration) {
                // that is a row already
            }
        }
        return checks;
    }

    private Check port(Context at, int port) {
        String environment = at.environment().name;
        try {
            Ports.free(at, port);
            return new Check("port " + port, State.ok, "free, for " + environment, null);
        } catch (ExitException taken) {
            boolean container = taken.getMessage().contains(" the container ");
            boolean own = ServerAddressFile.answers(at).isPresent()
                    || container
                            && taken.getMessage()
                                    .contains(ComposeProgram.compose(at).project() + "-");
            if (own) return new Check("port " + port, State.ok, "in use by " + environment + " itself", null);
            return new Check(
                    "port " + port,
                    environment.equals(TESTS) ? State.wrong : State.warning,
                    taken.getMessage() + ", wanted by " + environment,
                    taken.hint);
        }
    }

    private Check disk() {
        long least = Long.MAX_VALUE;
        Path where = project.root();
        for (Path folder : List.of(
                project.root(),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")))) {
            try {
                long free = Files.getFileStore(folder).getUsableSpace();
                if (free < least) where = folder;
                least = Math.min(least, free);
            } catch (IOException e) {
                return new Check(
                        "disk",
                        State.warning,
                        folder + " cannot be looked at: " + e.getMessage(),
                        "It must be a folder of yours.");
            }
        }
        String found = String.format(Locale.ROOT, "%.1f GB free at %s", (double) least / GIGABYTE, where);
        return new Check(
                "disk",
                least < GIGABYTE / 4 ? State.wrong : least < GIGABYTE ? State.warning : State.ok,
                found,
                least < GIGABYTE ? "Free some: images, libraries and test reports want a gigabyte." : null);
    }

    private Context environment(String name) {
        return Context.of(options, name).real();
    }

    /** What a program prints; nothing where it fails, or is not there. */
    private String said(Map<String, String> variables, String... argv) {
        try {
            ProcessRunner.Output output =
                    runner.captured(new ProcessSpec(List.of(argv), project.root(), variables).within(PATIENCE));
            return output.code() == 0 ? (output.out() + output.err()).strip() : "";
        } catch (ExitException stop) {
            if (stop.code == ExitException.INTERRUPTED) throw stop;
            return "";
        }
    }
}
