//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.process.ProcessRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ThrowawayStackTest {

    @TempDir
    Path root;

    @BeforeEach
    void directories() throws IOException {
        Files.createDirectories(root.resolve("config"));
        Files.createDirectories(root.resolve("data"));
        write("conf/a.conf", "a");
        write("init/01.sql", "select 1");
        write("copy/17/docker/PG_VERSION", "17");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private ThrowawayStack stack(String services, String volumes, String... variables) throws IOException {
        String model = ("{\"services\": {" + services + "}, \"volumes\": {" + volumes
                        + "}, \"networks\": {\"default\": {\"name\": \"shop_net\"}, \"outer\": {\"name\": \"proxy\","
                        + " \"external\": true}}}")
                .replace("ROOT", root.toString());
        // compose's own answer is YAML too
        write("docker-compose.yml", model);
        write(
                "config/testing.json",
                "[{\"name\": \"COMPOSE_FILE\", \"value\": \"docker-compose.yml\"}, {\"name\": \"POSTGRES_PORT\","
                        + " \"value\": 0}"
                        + String.join("", variables) + "]");
        Project project = new Project(root);
        Context context = new Context(
                project,
                Environment.load(project, "testing", Map.of()),
                new ProcessRunner.Printing(System.out),
                new Console(System.err, true, false),
                true,
                "embedded");
        ImageData images = new ImageData(ThrowawayStackTest::inspected);
        return new ThrowawayStack(model, ComposeFiles.of(context), context.environment(), images::of);
    }

    /** What docker would tell of an image. */
    private static String inspected(String image) {
        if (image.startsWith("postgres"))
            return "{\"Env\": [\"PGDATA=/var/lib/postgresql/data\"], \"Volumes\": {\"/var/lib/postgresql/data\": {}}}";
        return image.equals("redis") ? "{\"Volumes\": {\"/data\": {}}}" : "";
    }

    private static String bind(String source, String target) {
        return "{\"type\": \"bind\", \"source\": \"ROOT/" + source + "\", \"target\": \"" + target + "\"}";
    }

    private JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace("ROOT", root.toString()));
    }

    @Test
    void a_server_has_data_of_its_own_and_cannot_write_into_what_it_reads() throws IOException {
        ThrowawayStack stack = stack(
                "\"pg\": {\"image\": \"postgres:17\", \"container_name\": \"pg\", \"profiles\": [\"x\"], \"volumes\": ["
                        + String.join(
                                ", ",
                                bind("conf", "/etc/conf"),
                                bind("conf/a.conf", "/a.conf"),
                                bind("init", "/docker-entrypoint-initdb.d"),
                                bind("conf", "/var/lib/postgresql/certs"),
                                bind("copy", "/elsewhere"),
                                bind("nothing", "/var/lib"))
                        + "]}",
                "");
        JsonNode service = stack.root().path("services").path("pg");
        String[] written = service.path("tmpfs")
                .valueStream()
                .map(one -> one.asString().replaceFirst(":.*", ""))
                .toArray(String[]::new);
        assertEquals(List.of("/elsewhere", "/var/lib"), List.of(written));
        assertEquals(
                json("["
                        + String.join(
                                ", ",
                                bind("conf", "/etc/conf").replace("}", ", \"read_only\": true}"),
                                bind("conf/a.conf", "/a.conf"),
                                bind("init", "/docker-entrypoint-initdb.d").replace("}", ", \"read_only\": true}"),
                                bind("conf", "/var/lib/postgresql/certs").replace("}", ", \"read_only\": true}"))
                        + "]"),
                service.path("volumes"));
        assertEquals(List.of(root.resolve("conf") + " (pg)", root.resolve("conf") + " (pg)"), stack.readOnly());
        assertTrue(!service.has("profiles") && !service.has("container_name"));
        assertEquals(
                json("{\"default\": {}, \"outer\": {\"name\": \"proxy\", \"external\": true}}"),
                stack.root().path("networks"));
    }

    @Test
    void volumes_are_the_runs_own_but_for_those_of_others_that_are_only_read() throws IOException {
        ThrowawayStack stack = stack(
                """
                "pg": {"image": "postgres:17", "user": "999:998", "volumes": [{"type": "volume", "source": "data", \
                "target": "/var/lib/postgresql/data"}]},
                "redis": {"image": "redis", "volumes": [{"type": "volume", "source": "cache", "target": "/x"}, \
                {"type": "volume", "source": "certs", "target": "/y", "read_only": true},
                  {"type": "bind", "source": "ROOT/conf", "target": "/data"}, {"type": "bind", "source": "ROOT/conf", \
                "target": "/etc/redis"}]}\
                """,
                "\"data\": {\"name\": \"shop\", \"driver_opts\": {\"device\": \"/d\"}}, \"cache\": {\"name\": \"c\","
                        + " \"external\": true}, \"certs\": {\"name\": \"t\", \"external\": true}");
        assertEquals(
                json("{\"data\": {}, \"cache\": {}, \"certs\": {\"name\": \"t\", \"external\": true}}"),
                stack.root().path("volumes"));
        assertEquals(
                json("[\"/var/lib/postgresql/data:uid=999,gid=998\"]"),
                stack.root().path("services").path("pg").path("tmpfs"));
        assertEquals(
                json("{\"type\": \"volume\", \"target\": \"/data\"}"),
                stack.root().path("services").path("redis").path("volumes").path(2));
        assertEquals(List.of(root.resolve("conf") + " (redis)"), stack.shared());
    }

    @Test
    void what_gives_a_server_its_mounts_is_treated_like_it() throws IOException {
        String holder = "\"holder\": {\"image\": \"busybox\", \"volumes\": [" + bind("conf", "/conf") + "]}";
        ThrowawayStack stack =
                stack("\"pg\": {\"image\": \"postgres:17\", \"volumes_from\": [\"holder:rw\"]}, " + holder, "");
        assertTrue(stack.root()
                .path("services")
                .path("holder")
                .path("volumes")
                .path(0)
                .path("read_only")
                .asBoolean());
        stack("\"pg\": {\"image\": \"postgres:17\", \"volumes_from\": [\"container:abc:ro\"]}", "");
        ExitException stop = assertThrows(
                ExitException.class,
                () -> stack("\"pg\": {\"image\": \"postgres:17\", \"volumes_from\": [\"container:abc\"]}", ""));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
    }

    @Test
    void what_is_built_from_sources_is_not_started_whatever_depends_on_it() throws IOException {
        String services = """
            "pg": {"image": "postgres:17", "depends_on": {"app": {"condition": "service_started"}}},
            "cache": {"image": "redis", "links": ["app:web", "pg"], "depends_on": {"pg": {}, "app": {}}},
            "app": {"build": {"context": "."}}\
            """;
        ThrowawayStack stack = stack(services, "");
        assertEquals(Set.of("app"), stack.leftOut());
        assertEquals(
                Set.of("pg", "cache"), Set.copyOf(stack.root().path("services").propertyNames()));
        JsonNode cache = stack.root().path("services").path("cache");
        assertEquals(json("{\"pg\": {}}"), cache.path("depends_on"));
        assertEquals(json("[\"pg\"]"), cache.path("links"));
        String wanted = ", {\"name\": \"COMPOSE_SERVICES\", \"value\": [\"cache\", \"app\"]}";
        assertEquals(Set.of(), stack(services, "", wanted).leftOut());
        for (String shared : List.of("\"network_mode\": \"service:app\"", "\"volumes_from\": [\"app:ro\"]")) {
            ExitException stop = assertThrows(
                    ExitException.class, () -> stack(services.replace("\"links\"", shared + ", \"links\""), ""));
            assertTrue(stop.getMessage().contains("the service cache of docker-compose.yml cannot start without app"));
        }
    }

    @Test
    void ports_that_the_environment_knows_are_taken_from_it() throws IOException {
        ThrowawayStack stack =
                stack("""
                    "pg": {"image": "postgres:17", "ports": [{"target": 5432, "published": "5432", "protocol": "tcp"}, \
                    {"target": 9000, "published": "9000", "protocol": "tcp"}]},
                    "redis": {"image": "redis", "ports": [{"target": 6379, "published": "6379"}, {"target": 6379, \
                    "published": "40000", "host_ip": "10.0.0.1"}]}\
                    """, "", ", {\"name\":" + " \"COMPOSE_REDIS_6379_PORT\"," + " \"value\":" + " 40000}");
        assertEquals(json("""
            [{"target": 9000, "published": "9000", "protocol": "tcp"}, {"mode": "ingress", "host_ip": "127.0.0.1", \
            "target": 5432, "published": "0", "protocol": "tcp"}]\
            """), stack.root().path("services").path("pg").path("ports"));
        assertEquals(
                2, stack.root().path("services").path("redis").path("ports").size());
        stack.label(Map.of("manage.java", "testing"));
        assertEquals(
                "testing",
                stack.root()
                        .path("services")
                        .path("pg")
                        .path("labels")
                        .path("manage.java")
                        .asString());
    }

    @Test
    void an_image_that_is_not_here_yet_may_keep_its_data_where_images_usually_do() {
        JsonNode service = json("{\"image\": \"bitnami/postgresql\", \"environment\": {\"PGDATA\": \"/pg\"}}");
        assertEquals(
                Set.of("/bitnami/postgresql", "/home/postgres/pgdata", "/pg", "/var/lib/postgresql"),
                new ImageData(image -> "").of(service));
        assertEquals(
                Set.of("/v", "/w", "/pg"),
                new ImageData(image -> "{\"Env\": [\"A=1\", \"PGDATA=/v\"], \"Volumes\": {\"/w\": {}}}").of(service));
        assertEquals(Set.of("/pg"), new ImageData(image -> "{\"Env\": null, \"Volumes\": null}").of(service));
    }
}
