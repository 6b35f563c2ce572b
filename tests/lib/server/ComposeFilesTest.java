//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.base.ExitException;
import lib.environment.Context;
import lib.environment.Environment;
import org.junit.jupiter.api.Test;
import support.SmallRepository;

/** What is understood of compose files of other kinds than ours. */
class ComposeFilesTest extends SmallRepository {

    private static final String COMPOSE = """
        version: "3"
        x-common: &common
          restart: always
        services:
            # the database
            postgres:
                <<: *common
                image: "postgis/postgis:16-3.4"
                container_name: pg
                environment:
                  PGDATA: /var/lib/postgresql/data/pgdata
                ports:
                  - 5432:5432
                  - "127.0.0.1:9000:9000"
                volumes:
                  - ./data:/var/lib/postgresql/data
                  - ./init.sql:/docker-entrypoint-initdb.d/init.sql
            exporter:
                image: prometheuscommunity/postgres-exporter
                profiles: [metrics]
            redis-cache:
                image: redis:7
                volumes:
                  - ./redis:/data
                  - ./redis.conf:/etc/redis.conf:ro
                ports: ["6379:6379", "6380:6380"]
            web:
                build:
                    context: .
                ports:
                    - target: 80
                      published: 8080
        volumes:
            data:
        networks:
            default:
                name: shop
            outer:
                name: proxy
                external: true
        """;

    private ComposeFiles compose(String json) throws IOException {
        write("docker-compose.yml", COMPOSE);
        write("more/extra.yml", "services:\n  kafka:\n    image: apache/kafka\n");
        return ComposeFiles.of(context(json));
    }

    @Test
    void a_foreign_compose_file_is_understood() throws IOException {
        String json =
                "[{\"name\": \"COMPOSE_FILE\", \"value\": [\"docker-compose.yml\", \"more/extra.yml\"]}, {\"name\":"
                        + " \"POSTGRES_PORT\", \"value\": 0}, {\"name\": \"REDIS\", \"value\":"
                        + " \"${COMPOSE_REDIS_CACHE_6379_PORT}\"}]";
        ComposeFiles files = compose(json);
        Environment environment = context(json).environment();
        assertEquals(
                List.of("exporter", "kafka", "postgres", "redis-cache", "web"),
                files.services().keySet().stream().sorted().toList());
        assertEquals("postgres", files.database());
        assertEquals(
                List.of("kafka", "redis-cache"),
                files.others().stream().sorted().toList());
        assertEquals("16.15.0", PostgresRelease.of(files.databaseImage()).version());
        assertEquals(
                Map.of("COMPOSE_REDIS_CACHE_6379_PORT", "40000"),
                files.published((service, port) -> service.equals("redis-cache") && port == 6379
                        ? new ComposeCommands.Server("127.0.0.1", 40000)
                        : null));
        assertEquals("0", environment.get("REDIS", null));
        assertEquals(
                "40000",
                environment
                        .with(Map.of("COMPOSE_REDIS_CACHE_6379_PORT", "40000"))
                        .get("REDIS", null));
    }

    @Test
    void what_is_wrong_with_it_is_named() throws IOException {
        Context wrongFile = context(variable("COMPOSE_FILE", "\"nowhere.yml\""));
        assertTrue(assertThrows(ExitException.class, () -> ComposeFiles.of(wrongFile))
                .getMessage()
                .contains("nowhere.yml, which does not exist"));
        compose(variable("COMPOSE_FILE", "\"docker-compose.yml\""));
        Context service =
                context("[{\"name\": \"COMPOSE_FILE\", \"value\": \"docker-compose.yml\"}, {\"name\": \"X\", \"value\":"
                        + " \"${COMPOSE_MONGO_27017_PORT}\"}]");
        assertTrue(
                assertThrows(ExitException.class, () -> ComposeFiles.of(service).published((name, port) -> null))
                        .hint
                        .contains("redis-cache"));
        Context wanted = context(file("COMPOSE_SERVICES", "[\"mongo\"]"));
        assertTrue(
                assertThrows(ExitException.class, () -> ComposeFiles.of(wanted).others())
                        .getMessage()
                        .contains("COMPOSE_SERVICES names mongo"));
        assertEquals(
                List.of("web"),
                ComposeFiles.of(context(file("COMPOSE_SERVICES", "[\"web\"]"))).others());
        Context named = new Context(
                wanted.project(),
                context(file("POSTGRES_SERVICE", "\"primary\"")).environment(),
                wanted.runner(),
                wanted.console(),
                false,
                "auto");
        assertTrue(
                assertThrows(ExitException.class, () -> ComposeFiles.of(named).servicesToStart())
                        .getMessage()
                        .contains("has no service \"primary\""));
    }

    private static String file(String name, String value) {
        return "[{\"name\": \"COMPOSE_FILE\", \"value\": \"docker-compose.yml\"}, {\"name\": \"" + name
                + "\", \"value\": " + value + "}]";
    }

    @Test
    void a_service_is_understood_without_compose_in_every_style() throws IOException {
        String one = "{image: 'postgis/postgis:16-3.4', ports: ['5432:5432']}";
        for (String text : List.of(
                "\"services\": {geo: " + one + "}",
                "x: &x " + one + "\nservices:\n  geo:\n    <<: *x\n",
                "x: &x {image: 'postgis/postgis:16-3.4'}\nservices: {geo: {<<: [*x], ports: []}}")) {
            write("docker-compose.yml", text);
            Context embedded = context(variable("COMPOSE_FILE", "\"docker-compose.yml\""));
            ComposeFiles files = ComposeFiles.of(new Context(
                    embedded.project(),
                    embedded.environment(),
                    embedded.runner(),
                    embedded.console(),
                    true,
                    "embedded"));
            assertEquals("geo", files.database());
            assertEquals("16.15.0", PostgresRelease.of(files.databaseImage()).version());
        }
    }

    @Test
    void variables_are_resolved_without_compose() throws IOException {
        write("compose/app.yml", """
            services:
              app: {image: "app:${TAG}"}
              geo: {image: "postgres:${PG:-15}${SUFFIX-}", ports: ["${PORT:-127.0.0.1}:5432"]}
            """);
        String config = "[{\"name\": \"COMPOSE_FILE\", \"value\": \"compose/app.yml\"}";
        assertEquals("postgres:15", embedded(config + "]").databaseImage());
        write("compose/.env", "export PG=16 # the server's\nSUFFIX=${PG}-${FROM_JSON:-alpine}\n");
        String more = config + ", {\"name\": \"FROM_JSON\", \"value\": \"bookworm\"}";
        assertEquals("postgres:1616-bookworm", embedded(more + "]").databaseImage());
        assertEquals(
                "postgres:14",
                embedded(config + ", {\"name\": \"PG\", \"value\": 14}, {\"name\": \"SUFFIX\", \"value\": \"\"}]")
                        .databaseImage());
        assertTrue(log.toString()
                .contains("compose/app.yml refers to variables that are not set, which" + " count as empty: TAG\n"));
        assertEquals(
                "app:",
                embedded(config + "]").services().get("app").path("image").asString());
    }

    @Test
    void variables_of_the_database_have_several_forms() throws IOException {
        String config = "[{\"name\": \"COMPOSE_FILE\", \"value\": \"compose/app.yml\"}, {\"name\": \"LANG\","
                + " \"value\": \"de_DE.utf8\"}]";
        for (String form : List.of("{A: b=c, LANG: , EMPTY: \"\"}", "[A=b=c, LANG, EMPTY=]")) {
            write("compose/app.yml", "services:\n  geo: {image: 'postgres:16', environment: " + form + "}\n");
            assertEquals(
                    Map.of("A", "b=c", "LANG", "de_DE.utf8", "EMPTY", ""),
                    embedded(config).databaseVariables());
        }
    }

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** What is read anew, as by another process. */
    private ComposeFiles embedded(String json) throws IOException {
        Context context = context(json);
        Console console = new Console(new PrintStream(log, true), false, false);
        Files.writeString(
                root.resolve("compose/app.yml"), Files.readString(root.resolve("compose/app.yml")) + "# again\n");
        return ComposeFiles.of(
                new Context(context.project(), context.environment(), context.runner(), console, true, "embedded"));
    }

    @Test
    void lists_of_composes_own_are_exported_in_its_form() throws IOException {
        write("one.yml", "services: {}");
        write("two.yml", "services: {}");
        String both = root.resolve("one.yml") + File.pathSeparator + root.resolve("two.yml");
        for (String value : List.of("[\"one.yml\", \"two.yml\"]", "\"one.yml" + File.pathSeparator + "./two.yml\"")) {
            Context context = context(
                    "[{\"name\": \"ALL\", \"value\": \"${COMPOSE_FILE}\"}, {\"name\": \"COMPOSE_FILE\", \"value\": "
                            + value + "}]");
            assertEquals(both, context.environment().exported().get("COMPOSE_FILE"));
            assertEquals(both, context.environment().exported().get("ALL"));
            assertEquals(
                    List.of(root.resolve("one.yml"), root.resolve("two.yml")),
                    ComposeFiles.of(context).files());
        }
        assertEquals(
                root.resolve("one.yml").toString(),
                context(variable("COMPOSE_FILE", "[\"one.yml\"]"))
                        .environment()
                        .exported()
                        .get("COMPOSE_FILE"));
        assertEquals(
                "a,b",
                context(variable("COMPOSE_PROFILES", "[\"a\", \"b\"]"))
                        .environment()
                        .exported()
                        .get("COMPOSE_PROFILES"));
        Context own = context("[{\"name\": \"COMPOSE_FILE\", \"value\": [\"one.yml\", \"two.yml\"]}, {\"name\":"
                + " \"COMPOSE_PATH_SEPARATOR\", \"value\": \"|\"}]");
        assertEquals(
                both.replace(File.pathSeparator, "|"),
                own.environment().exported().get("COMPOSE_FILE"));
        assertEquals(2, ComposeFiles.of(own).files().size());
    }
}
