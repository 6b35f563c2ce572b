//JAVA 17+

package support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.ExitException;
import lib.server.ComposeCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A copy of the repository in which scenarios are started, and what {@code scenario} said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScenarioCommands {

    protected static final String COUNT = "select count(*) as n from users";

    protected Workspace here;
    private Leftovers before;
    private List<String> direct;

    @BeforeAll
    void start() throws IOException {
        before = Leftovers.now();
        here = Workspace.ofRepository();
        // builds the script, which JBang does not expect to be asked for by several at once
        here.manage("scenario", "list").succeeded().prints("many_users  -");
        String classPath = here.run(
                        Workspace.argv(
                                "info",
                                "classpath",
                                NotCopied.scripts()
                                        .resolve("tasks/scenario.java")
                                        .toString()),
                        "")
                .succeeded()
                .out()
                .strip();
        direct = List.of(Workspace.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, "scenario");
    }

    /**
     * {@code manage.java scenario ARGS} without the two seconds that JBang takes; what users type is tried with several
     * at once.
     */
    protected Result scenario(String... arguments) {
        List<String> argv = new ArrayList<>(direct);
        argv.addAll(List.of(arguments));
        return here.run(argv, "");
    }

    /** Whatever became of a test, the next one begins with none. */
    @AfterEach
    void none_is_left() throws IOException {
        export("", "localhost", "0");
        String[] state = here.directory
                .resolve(".manage")
                .toFile()
                .list((directory, file) -> file.matches("scenario\\+.*(\\.run|-postgres)")
                        && new java.io.File(directory, file).length() > 0);
        if (state != null && state.length > 0) scenario("down", "--all").succeeded();
        for (String file : List.of("slow.sql", "broken.sql", "broken.java", "rich.sql", "Upper.sql"))
            here.deleteIfThere("app/scenarios/" + file);
        here.deleteIfThere("app/src/main/resources/db/migration/V20261201000000__rich.sql");
    }

    @AfterAll
    void stop() throws IOException {
        before.assertNothingNew(here.directory);
        here.delete();
    }

    protected Result up(On engine, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--engine", engine.name(), "up", name));
        arguments.addAll(List.of(more));
        return scenario(arguments.toArray(String[]::new));
    }

    protected String query(String name, String sql) {
        return here.manage("-c", "scenario+" + name, "sql", "--format", "csv", sql)
                .succeeded()
                .out()
                .replaceFirst("^.*\n", "")
                .strip();
    }

    protected static String line(Result up, String label) {
        Matcher line = Pattern.compile("(?m)^  " + label + " +(.*?)( +#.*)?$").matcher(up.out());
        assertTrue(line.find(), up::toString);
        return line.group(1);
    }

    /** The process, and the file that it writes to. */
    protected Process started(Path log, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
        argv.addAll(Workspace.argv("manage.java", arguments));
        return here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    protected Path log(String name) {
        return here.directory.resolveSibling(name + ".log");
    }

    /** What a developer's shell may hold, and what leads elsewhere. */
    protected void export(String project, String host, String port) {
        here.set("COMPOSE_PROJECT_NAME", project).set("POSTGRES_HOSTNAME", host).set("POSTGRES_PORT", port);
    }

    protected String project(String name) {
        return ComposeCommands.projectName(here.directory, "scenario+" + name);
    }

    /** In a shell, as they stand; a machine may lack psql, which a container has. */
    protected void printedLinesWork(On engine, Result up) throws IOException {
        boolean psql = !up.out().contains("there is no psql");
        here.run(List.of("sh", "-c", line(up, "SQL")), "").succeeded().prints("(1 row)");
        Result prompt = here.run(List.of("sh", "-c", line(up, "prompt")), COUNT + ";\n");
        if (psql || engine != On.embedded) prompt.succeeded().prints(" 3\n");
        else prompt.exitedWith(ExitException.MACHINE_LACKS).says("psql was not found");
        if (psql)
            here.run(List.of("sh", "-c", "PGPASSWORD=postgres " + line(up, "psql")), COUNT + ";\n")
                    .succeeded()
                    .prints(" 3\n");
        assertEquals(
                "jdbc:postgresql://" + line(up, "host") + ":" + line(up, "port") + "/application?user=postgres",
                line(up, "JDBC"));
        assertTrue(line(up, "remove").endsWith(" scenario down users"));
        assertTrue(!up.out().contains("postgres:postgres"), "a password");
    }

    protected String output(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
