//JAVA 17+

package lib.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.environment.EnvironmentCheck;
import lib.maven.MavenCommand;
import lib.migration.MigrationFiles;
import lib.process.ProcessRunner;
import lib.server.ComposeFiles;
import lib.server.ComposeModel;
import lib.server.ComposeProgram;
import lib.server.Ports;
import lib.server.ServerAddressFile;
import lib.testing.TestCommand;

/** What the project sets: its environments, its POM and migrations, its ports. */
class ConfigurationChecks {

    private final CheckedProject project;

    ConfigurationChecks(CheckedProject project) {
        this.project = project;
    }

    List<Check> environments() {
        List<Check> checks = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(project.project().environments());
        names.add(CheckedProject.TESTS);
        for (String name : names) {
            Check.State state = name.equals(CheckedProject.TESTS) ? Check.State.wrong : Check.State.warning;
            checks.add(Check.of(
                    "config " + name,
                    state,
                    () -> project.project().show(project.project().configFile(name)) + ": "
                            + EnvironmentCheck.summary(project.project(), name)));
        }
        checks.add(Check.of("project", Check.State.wrong, () -> {
            Context at = project.environment(CheckedProject.TESTS);
            return tests(at)
                    + at.databases().stream()
                            .map(each -> described(new MigrationFiles(each)))
                            .collect(Collectors.joining());
        }));
        return checks;
    }

    private static String described(MigrationFiles migrations) {
        if (migrations.exist()) migrations.check();
        return (migrations.exist() ? ", " + counted(migrations.all().size()) + " in " : ", no migrations in ")
                + migrations.where();
    }

    /** What would run the tests. */
    private String tests(Context at) {
        if (TestCommand.isSet(at.environment())) {
            TestCommand command = new TestCommand(false, List.of());
            command.argv(at);
            return "tests by " + command.shown(at);
        }
        return MavenCommand.findPom(project.project(), at.environment())
                .map(project.project()::show)
                .orElse("no POM, tests only by test -- COMMAND");
    }

    private static String counted(int migrations) {
        return migrations + (migrations == 1 ? " migration" : " migrations");
    }

    /** The fixed ports of each environment, by what compose makes of its file, or else by the variables alone. */
    List<Check> ports(boolean docker) {
        List<Check> checks = new ArrayList<>();
        for (String name : project.project().environments()) {
            try {
                checks.addAll(ports(project.environment(name), docker));
            } catch (ExitException wrongConfiguration) {
                // that is a row already
            }
        }
        return checks;
    }

    private List<Check> ports(Context at, boolean docker) {
        List<Check> checks = new ArrayList<>();
        SortedSet<Integer> ports = new TreeSet<>(Set.of(at.environment().port("POSTGRES_PORT")));
        ComposeFiles files = ComposeFiles.of(at);
        if (docker && files.exist()) {
            ProcessRunner.Output model = project.runner()
                    .captured(at.command(ComposeProgram.compose(at).model()).within(CheckedProject.ANSWER_TIMEOUT));
            if (model.code() == 0) ports.addAll(ComposeModel.of(model.out()).ports());
            else checks.add(refused(at, files.label(), model.err()));
        }
        ports.remove(0);
        // of another machine, its engine tells when it is asked for the port
        if (DockerHost.of(at).isEmpty()) ports.forEach(port -> checks.add(port(at, port)));
        return checks;
    }

    private static Check refused(Context at, String label, String error) {
        String name = at.environment().name;
        return new Check(
                label,
                name.equals(CheckedProject.TESTS) ? Check.State.wrong : Check.State.warning,
                "compose rejects it: " + error.strip().lines().findFirst().orElse(""),
                "Check it with: manage.java -c " + name + " compose config");
    }

    private Check port(Context at, int port) {
        String environment = at.environment().name;
        try {
            Ports.free(at, port);
            return Check.ok("port " + port, "free, for " + environment);
        } catch (ExitException taken) {
            boolean container = taken.getMessage().contains(" the container ");
            boolean own = ServerAddressFile.answers(at).isPresent()
                    || container
                            && taken.getMessage()
                                    .contains(ComposeProgram.compose(at).project() + "-");
            if (own) return Check.ok("port " + port, "in use by " + environment + " itself");
            return new Check(
                    "port " + port,
                    environment.equals(CheckedProject.TESTS) ? Check.State.wrong : Check.State.warning,
                    taken.getMessage() + ", wanted by " + environment,
                    taken.hint);
        }
    }
}
