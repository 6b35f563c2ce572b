//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import support.Cluster;
import support.DockerEngine;
import support.Load;
import support.ProductionCheckout;
import support.Result;
import support.Workspace;

/**
 * docker/production.yml on a cluster of real engines, from its first machine to the loss of one. Each test goes on
 * where the one before ended.
 */
@Order(1)
@ResourceLock(Cluster.NAME)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Tag("all")
@Tag("sampled")
class DeployTest {

    private static final String IMAGE = "manage-java-cluster-test";
    private static final int PORT = 8080;

    private ProductionCheckout production;
    private Cluster cluster;
    private Workspace here;

    @BeforeAll
    void engines() throws Exception {
        production = new ProductionCheckout();
        here = production.here.set("APPLICATION_IMAGE", IMAGE + ":1");
        production.compose("build", "web").succeeded();
        cluster = Cluster.start(3);
        cluster.engine(1).load(IMAGE + ":1", "postgres:18", "haproxy:3.0");
        here.set("DOCKER_HOST", cluster.engine(1).socket())
                .set("APPLICATION_HOST", "0.0.0.0")
                .set("APPLICATION_PORT", String.valueOf(PORT));
    }

    @AfterAll
    void nothing_is_left() throws Exception {
        if (cluster != null) cluster.close();
        if (production == null) return;
        new ProcessBuilder("docker", "image", "rm", IMAGE + ":1").start().waitFor();
        production.delete();
    }

    private Result deploy(String... more) {
        List<String> arguments = new ArrayList<>(List.of("deploy", "--timeout", "400", "--port-mode", "host"));
        arguments.addAll(List.of(more));
        return here.manage(arguments.toArray(String[]::new));
    }

    private String others() {
        return cluster.engine(2).socket() + "," + cluster.engine(3).socket();
    }

    /** An image on the first engine that is another one in a few lines. */
    private void image(String tag, String lines) throws IOException {
        here.write("images/Dockerfile", "FROM " + IMAGE + ":1\n" + lines + "\n");
        String directory = here.directory.resolve("images").toString();
        cluster.engine(1).docker("build", "-q", "-t", IMAGE + ":" + tag, directory);
        here.set("APPLICATION_IMAGE", IMAGE + ":" + tag);
    }

    private String get(DockerEngine engine, String path) throws Exception {
        return production.get(base(engine) + path).body();
    }

    private static String base(DockerEngine engine) {
        return "http://" + engine.address + ":" + PORT;
    }

    private String running() {
        return cluster.engine(1)
                .docker(
                        "service",
                        "inspect",
                        "--format",
                        "{{.Spec.TaskTemplate.ContainerSpec.Image}}",
                        "repository-production_web")
                .strip();
    }

    /** Does something while people use the application through every machine; none of their requests may fail. */
    private Result unnoticed(Supplier<Result> work) {
        List<Load> all = cluster.engines().stream()
                .map(engine -> new Load(base(engine), 2, Duration.ofMillis(50), "GET /", "GET /users"))
                .toList();
        try {
            return work.get();
        } finally {
            all.forEach(Load::close);
            assertTrue(all.stream().mapToLong(Load::requests).sum() > 100, "there was no load");
            all.forEach(load -> assertEquals(List.of(), load.failures()));
        }
    }

    @Test
    @Order(1)
    void an_engine_that_is_in_no_cluster_tells_how_to_begin() {
        deploy().exitedWith(3).says("this Docker engine is not in a cluster").says("docker swarm init");
    }

    @Test
    @Order(2)
    void one_machine_is_enough_to_begin_with() throws Exception {
        cluster.init();
        here.manage("deploy", "status").exitedWith(1).says("nothing is deployed as repository-production");
        Result deployed = deploy("-v")
                .succeeded()
                .says("db stays on")
                .says("Running migrate")
                .says("Applied 1 migration")
                .says("web 3/3")
                .prints("proxy  1/1")
                .prints("web    3/3");
        assertFalse((deployed.out() + deployed.err()).contains(ProductionCheckout.PASSWORD));
        assertEquals("Hello, World!", get(cluster.engine(1), "/"));
        assertEquals(201, production.createUser(base(cluster.engine(1)), "a@b.c"));
        assertTrue(get(cluster.engine(1), "/users").contains("a@b.c"));
    }

    @Test
    @Order(3)
    void the_password_is_in_no_definition() {
        DockerEngine engine = cluster.engine(1);
        for (String kind : List.of("service", "secret", "config", "container", "volume", "network")) {
            for (String id : engine.docker(kind, "ls", "-q").lines().toList()) {
                String definition = engine.docker(kind, "inspect", id);
                assertFalse(ProductionCheckout.showsPassword(definition), kind + " " + definition);
            }
        }
        String web = "label=com.docker.swarm.service.name=repository-production_web";
        String container = engine.docker("ps", "-q", "--filter", web).split("\n")[0];
        assertEquals(
                "application_password\n" + ProductionCheckout.APPLICATION_PASSWORD,
                engine.docker("exec", container, "sh", "-c", "ls /run/secrets; cat /run/secrets/*"));
        here.set("POSTGRES_PASSWORD", "x");
        deploy("-n").succeeded();
        here.set("POSTGRES_PASSWORD", ProductionCheckout.PASSWORD);
        Result dry = deploy("-n")
                .succeeded()
                .prints("docker secret create --label com.docker.stack.namespace=repository-production"
                        + " repository-production_postgres_password-")
                .prints("docker stack deploy --compose-file -");
        assertFalse(dry.out().contains("d$x"), dry.out());
    }

    @Test
    @Order(4)
    void machines_that_join_get_their_part_with_the_next_version() throws Exception {
        cluster.joinAll();
        image("2", "LABEL version=2");
        deploy().exitedWith(2).says("the cluster has 3 machines").says("--load");
        String first = running();
        // the new machines have a proxy only once its image is there
        Result updated = deploy("--load", others())
                .succeeded()
                .prints("proxy  3/3")
                .prints("web    3/3")
                .prints("db     1/1");
        assertNotEquals(first, running());
        for (DockerEngine engine : cluster.engines()) {
            assertEquals("Hello, World!", get(engine, "/"));
            assertTrue(get(engine, "/users").contains("a@b.c"), updated.toString());
        }
        for (int number : List.of(2, 3)) {
            assertNotEquals(
                    "",
                    cluster.engine(number)
                            .docker(
                                    "ps",
                                    "-q",
                                    "--filter",
                                    "label=com.docker.swarm.service.name=repository-production_web"),
                    "engine " + number);
        }
    }

    @Test
    @Order(5)
    void an_update_costs_no_request() throws Exception {
        String first = running();
        image("3", "LABEL version=3");
        unnoticed(() -> deploy("--load", others()))
                .succeeded()
                .says("Nothing to do: the database is up to date.")
                .prints("web    3/3");
        assertNotEquals(first, running());
    }

    @Test
    @Order(6)
    void the_version_before_comes_back_when_it_is_wanted() throws Exception {
        String third = running();
        unnoticed(() -> here.manage("deploy", "rollback")).succeeded().prints("web    3/3");
        assertNotEquals(third, running());
        here.manage("deploy", "rollback").exitedWith(1).says("repository-production has no previous version");
    }

    @Test
    @Order(7)
    void a_version_that_does_not_get_well_is_rolled_back_and_costs_no_request() throws Exception {
        String well = running();
        image("broken", "ENTRYPOINT [\"sleep\", \"600\"]");
        // the migration must get through, so that it is the application that fails
        here.replace("docker/production.yml", "    command: [\"-cp\"", "    entrypoint: [java]\n    command: [\"-cp\"");
        String extra = "\n  extra: {image: 'postgres:18', command: [sleep, '600']}\nnetworks:\n";
        String file = here.read("docker/production.yml").replace("\nnetworks:\n", extra);
        // that it will never get well is known sooner then
        int web = file.indexOf("GET /health");
        here.write(
                "docker/production.yml",
                file.substring(0, web) + file.substring(web).replaceFirst("start_period: 30s", "start_period: 6s"));
        unnoticed(() -> deploy("--load", others()))
                .exitedWith(1)
                .says("web did not start: task: non-zero exit")
                .says("It was rolled back: the previous version is running.");
        assertEquals(well, running());
        assertFalse(cluster.engine(1).docker("service", "ls").contains("_extra"), "it was new in that version");
        here.manage("deploy", "status").succeeded().prints("web    3/3");
        here.deleteIfThere("docker/production.yml").with("docker/production.yml");
    }

    @Test
    @Order(8)
    void a_failing_migration_leaves_what_runs() throws Exception {
        String well = running();
        Path jar = here.directory.resolve("images/application.jar");
        String container = cluster.engine(1).docker("create", IMAGE + ":1").strip();
        cluster.engine(1).docker("cp", container + ":/opt/application/application.jar", jar.toString());
        cluster.engine(1).docker("rm", container);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(
                    inside.getPath("db/migration/V20990101000000__broken.sql"), "insert into nothing values (1);\n");
        }
        image("4", "COPY application.jar ./");
        unnoticed(() -> deploy("--load", others()))
                .exitedWith(1)
                .says("migrate failed")
                .says("\"nothing\" does not exist")
                .says("The previous version keeps running");
        assertEquals(well, running());
        assertFalse(cluster.engine(1).docker("service", "ls").contains("migrate"));
    }

    @Test
    @Order(9)
    void the_loss_of_a_machine_is_survived() throws Exception {
        cluster.takeAway(cluster.engine(3));
        Instant lost = Instant.now();
        // what was under way to the lost machine may have to wait for its end
        Thread.sleep(3000);
        unnoticed(() -> {
                    Result status = null;
                    // at first the cluster has not noticed
                    while (Instant.now().isBefore(lost.plusSeconds(90))
                            && (!cluster.engine(1).docker("node", "ls").contains("Down")
                                    || (status = here.manage("deploy", "status")).code() != 0)) {}
                    return status;
                })
                .succeeded()
                .prints("web    3/3")
                .prints("proxy  2/2")
                .prints("db     1/1");
    }

    @Test
    @Order(10)
    void remove_leaves_nothing() {
        here.manage("deploy", "remove", "--volumes").exitedWith(2).says("--yes");
        here.manage("--yes", "deploy", "remove", "--volumes").succeeded().prints("repository-production was removed");
        DockerEngine engine = cluster.engine(1);
        for (String kind : List.of("service", "secret", "config", "volume"))
            assertEquals("", engine.docker(kind, "ls", "-q"), kind);
        assertFalse(engine.docker("network", "ls").contains("repository"));
        assertFalse(engine.docker("node", "inspect", "self").contains("pgdata"));
        here.manage("deploy", "status").exitedWith(1);
    }
}
