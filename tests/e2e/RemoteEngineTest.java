//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.server.ComposeCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Cluster;
import support.DockerEngine;
import support.Leftovers;
import support.Result;
import support.Workspace;

/** Every command on a Docker engine of another address, which is chosen by DOCKER_HOST or by a context. */
@Order(2)
@ResourceLock(Cluster.NAME)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("all")
@Tag("sampled")
class RemoteEngineTest {

    /** How docker is led to the other engine. */
    enum By {
        host,
        context
    }

    private Cluster cluster;
    private DockerEngine engine;
    private Leftovers before;
    private Workspace here;

    @BeforeAll
    void startEngine() throws Exception {
        cluster = Cluster.start(1);
        engine = cluster.engine(1);
        engine.load("postgres:18");
        // one for all, so that JBang and Maven build once
        here = Workspace.ofRepository();
    }

    @AfterAll
    void stopEngine() throws IOException {
        if (here != null) here.delete();
        if (cluster != null) cluster.close();
    }

    @BeforeEach
    void setUp() throws IOException {
        before = Leftovers.now();
        for (String name :
                List.of("DOCKER_HOST", "DOCKER_CONFIG", "MANAGE_PUBLISH", "POSTGRES_HOSTNAME", "POSTGRES_PORT"))
            here.unset(name);
    }

    @AfterEach
    void nothing_is_left_here_or_there() throws IOException {
        assertEquals(
                "",
                engine.docker("ps", "-aq")
                        + engine.docker("volume", "ls", "-q")
                        + engine.docker("network", "ls", "-q", "--filter", "type=custom"));
        before.assertNothingOf(
                here.directory, ComposeCommands.projectName(here.directory, "x").replaceFirst("^.*-", ""));
    }

    private void choose(By by) throws IOException {
        if (by == By.host) {
            here.set("DOCKER_HOST", engine.host());
            return;
        }
        here.set(
                "DOCKER_CONFIG",
                Files.createDirectories(here.directory.resolveSibling("docker-config"))
                        .toString());
        if (!Files.exists(here.directory.resolveSibling("docker-config/contexts")))
            docker("context", "create", "far", "--docker", "host=" + engine.host());
        docker("context", "use", "far");
    }

    private void docker(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(arguments));
        here.run(argv, "").succeeded();
    }

    @ParameterizedTest
    @EnumSource
    void a_day_of_development(By by) throws IOException {
        choose(by);
        here.manage("compose", "up", "-d", "--wait", "db")
                .succeeded()
                .says("docker/development.yml publishes ports on every address of " + engine.address)
                .says("so POSTGRES_HOSTNAME is " + engine.address + ", not localhost");
        assertTrue(engine.docker("ps", "--format", "{{.Names}}").contains("repository-development-"));
        here.manage("create-initial-db").succeeded().prints("was created");
        here.manage("migrate").succeeded().prints("Applied 1 migration");
        here.manage(
                        "sql",
                        "insert into users (email) values ('a@server.com')",
                        "select inet_server_port() as port, count(*) from users group by 1")
                .succeeded()
                .prints("5432 |     1");
        here.manage("config", "show").succeeded().prints(engine.address + "  ");
        if (by == By.host) whole();
        here.manage("compose", "down", "-v", "--timeout", "1").succeeded();
        here.manage("sql", "select 1")
                .exitedWith(3)
                .says("cannot connect to database \"application\" at " + engine.address + ":5432");
    }

    private void whole() {
        here.manage("db", "url").succeeded().prints("jdbc:postgresql://" + engine.address + ":5432/application");
        here.manage("db", "dump", "all.dump").succeeded();
        here.manage("-y", "migrate", "clean").succeeded();
        here.manage("db", "restore", "all.dump").succeeded();
        here.manage("sql", "--format", "csv", "select email from users")
                .succeeded()
                .printsExactly("email\na@server.com\n");
        here.manage("migrate", "dump").succeeded().prints("schema.sql");
        here.manage("doctor").succeeded().prints("Nothing is left");
    }

    @Test
    void tests_run_there() throws IOException {
        choose(By.host);
        here.manage("test")
                .succeeded()
                .says("PostgreSQL is ready at " + engine.address + ":")
                .says(", 0 failed, 0 skipped");
    }

    @Test
    void a_server_that_is_kept_there_is_taken_back_and_removed_there_whatever_is_chosen_by_then() throws IOException {
        choose(By.context);
        here.manage("test", "--keep", "--parallel", "2", "UserRepositoryTest")
                .succeeded()
                .says("psql -h " + engine.address);
        here.manage("test", "--keep", "--parallel", "2", "UserRepositoryTest")
                .succeeded()
                .says("Reusing the server that the last run kept");
        docker("context", "use", "default");
        here.manage("-c", "testing", "sql", "select count(*) from users")
                .succeeded()
                .prints("(1 row)");
        here.manage("doctor").exitedWith(1).prints(" in the docker context far");
        here.manage("doctor", "--fix").exitedWith(0).prints("Removed.");
        assertEquals("", engine.docker("ps", "-aq"));
    }

    @Test
    void what_a_run_there_left_is_removed_there_by_a_run_here() throws IOException {
        choose(By.host);
        here.manage("test", "--keep", "ConfigurationTest").succeeded();
        here.set("DOCKER_HOST", "");
        here.manage("--engine", "docker", "test", "ConfigurationTest")
                .succeeded()
                .says("The kept server is not reused")
                .says("PostgreSQL is ready at 127.0.0.1:");
        assertEquals("", engine.docker("ps", "-aq"));
    }

    @Test
    void what_lost_its_state_file_is_found_by_its_labels_and_what_another_machine_runs_is_let_be() throws IOException {
        choose(By.host);
        here.manage("test", "--keep", "ConfigurationTest").succeeded();
        String ours = engine.docker("ps", "--format", "{{.Label \"com.docker.compose.project\"}}")
                .strip();
        Workspace.delete(here.directory.resolve(".manage"));
        // the same checkout on another machine, as far as its labels tell
        String other = engine.docker(
                        "run",
                        "-d",
                        "--label",
                        "com.docker.compose.project=repository-testing-000000",
                        "--label",
                        "com.docker.compose.project.working_dir=" + here.directory.resolve("docker"),
                        "--label",
                        "manage.java=testing",
                        "--label",
                        "manage.java.machine=elsewhere",
                        "--label",
                        "com.docker.compose.service=db",
                        "--entrypoint",
                        "sleep",
                        "postgres:18",
                        "600")
                .strip();
        try {
            Result found =
                    here.manage("doctor").exitedWith(1).prints("the containers of " + ours + " on " + engine.host());
            assertTrue(!found.out().contains("000000"), found::toString);
            here.manage("test", "ConfigurationTest").succeeded().says("left containers behind, without a record");
            here.manage("doctor").succeeded().prints("Nothing is left");
            assertEquals(other.substring(0, 12), engine.docker("ps", "-aq").strip());
        } finally {
            engine.docker("rm", "-f", "-v", other);
        }
    }

    @Test
    void an_engine_that_does_not_answer_is_named() {
        here.set("DOCKER_HOST", "tcp://" + engine.address + ":4");
        String says = "the Docker engine at tcp://" + engine.address + ":4 does not answer: Connection refused";
        here.manage("test").exitedWith(3).says(says).says("--engine embedded");
        here.manage("compose", "up", "-d").exitedWith(3).says(says);
        here.manage("doctor").succeeded().says(says);
        here.manage("--engine", "embedded", "-n", "test").succeeded().prints("initdb");
    }

    @Test
    void a_server_that_was_started_here_stays_here() {
        here.set("DOCKER_HOST", engine.host()).set("POSTGRES_PORT", "0");
        here.manage("postgres", "start").succeeded().prints("PostgreSQL is running at 127.0.0.1:");
        here.manage("create-initial-db").succeeded();
        here.manage("sql", "select 1").succeeded();
        here.manage("postgres", "stop").succeeded();
    }

    @Test
    void what_is_mounted_from_here_is_named_and_an_exported_address_stays() throws IOException {
        choose(By.host);
        here.replace(
                        "docker/development.yml",
                        "    volumes:\n      - pgdata:",
                        "    volumes:\n      - ./seed:/seed:ro\n      - pgdata:")
                .set("MANAGE_PUBLISH", engine.address);
        Path seed = here.directory.resolve("docker/seed");
        Result up = here.manage("compose", "up", "-d", "db")
                .succeeded()
                .says("docker/development.yml mounts paths that " + engine.address + " does not have: " + seed);
        assertTrue(!up.err().contains("every address"), up::toString);
        assertTrue(engine.docker("ps", "--format", "{{.Ports}}").contains(engine.address + ":5432->5432"));
        here.set("POSTGRES_HOSTNAME", "127.0.0.1");
        here.manage("sql", "select 1").exitedWith(3).says("at 127.0.0.1:5432");
        here.manage("compose", "down", "-v", "--timeout", "1").succeeded();
        here.replace("docker/development.yml", "      - ./seed:/seed:ro\n", "");
        // the engine shares our file system here, and makes what it does not find
        Files.deleteIfExists(seed);
    }
}
