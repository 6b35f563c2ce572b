//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.Console;
import lib.base.ExitException;
import lib.database.ExtensionAdvice;
import lib.environment.Context;
import lib.environment.Environment;
import lib.environment.Project;
import lib.maven.FailsafePatterns;
import lib.maven.FrameworkDefaults;
import lib.maven.MavenCommand;
import lib.migration.FlywaySettings;
import lib.migration.MigrationFolders;
import lib.process.ProcessRunner;
import lib.testing.TestSelection;
import lib.testing.TestSources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood of a repository from its files alone. */
class RepositoryKindsTest {

    @TempDir
    Path root;

    @BeforeEach
    void project() throws IOException {
        write("pom.xml", "<project/>");
        write("docker/testing.yml", "services:\n  db:\n    image: postgres:17\n");
    }

    private Path write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        return Files.writeString(root.resolve(file), text);
    }

    private Context context(String json) throws IOException {
        write("config/testing.json", json);
        Project project = new Project(root);
        return new Context(
                project,
                Environment.load(project, "testing", Map.of()),
                new ProcessRunner.Printing(System.out),
                new Console(System.err, true, false),
                true,
                "auto");
    }

    private MigrationFolders folders(String json) throws IOException {
        return MigrationFolders.of(context(json));
    }

    private List<String> shown(String json) throws IOException {
        return folders(json).folders().stream()
                .map(folder -> root.relativize(folder).toString())
                .toList();
    }

    private static String variable(String name, String value) {
        return "[{\"name\": \"" + name + "\", \"value\": " + value + "}]";
    }

    @Test
    void migrations_are_where_flyway_would_find_them() throws IOException {
        assertEquals(List.of("src/main/resources/db/migration"), shown("[]"));
        write("core/src/main/resources/db/migration/V1__a.sql", "");
        assertEquals(List.of("core/src/main/resources/db/migration"), shown("[]"));
        write("core/src/main/resources/db/vendor/postgresql/V2__b.sql", "");
        write("sql/V3__c.sql", "");
        assertEquals(
                List.of(
                        "core/src/main/resources/db/migration",
                        "core/src/main/resources/db/vendor/postgresql",
                        "sql",
                        "sql"),
                shown(variable(
                        "APPLICATION_MIGRATIONS",
                        "[\"classpath:db/migration\", \"classpath:/db/vendor/{vendor}\", \"filesystem:sql\","
                                + " \"sql\"]")));
        assertEquals(
                List.of("core/src/main/resources/db/migration"),
                shown(variable("APPLICATION_MIGRATIONS", "\"db/migration\"")));
    }

    @Test
    void of_several_vendors_postgresql_is_taken() throws IOException {
        write("src/main/resources/db/migration/h2/V1__a.sql", "");
        write("src/main/resources/db/migration/postgresql/V1__a.sql", "");
        assertEquals(List.of("src/main/resources/db/migration/postgresql"), shown("[]"));
        write("src/main/resources/db/migration/common/V2__b.sql", "");
        assertEquals(
                List.of("src/main/resources/db/migration/common", "src/main/resources/db/migration/postgresql"),
                shown("[]"));
    }

    @Test
    void who_migrates_otherwise_is_left_alone() throws IOException {
        assertEquals(null, folders("[]").leftAlone());
        assertEquals(
                "APPLICATION_MIGRATIONS is none: nothing is migrated here",
                folders(variable("APPLICATION_MIGRATIONS", "\"none\"")).leftAlone());
        assertEquals(
                "APPLICATION_MIGRATIONS is none: nothing is migrated here",
                folders(variable("APPLICATION_MIGRATIONS", "[]")).leftAlone());
        write(
                "pom.xml",
                "<project><dependencies><dependency><artifactId>liquibase-core</artifactId></dependency></dependencies></project>");
        assertEquals(
                "Liquibase migrates: that is left to the application and its build",
                folders("[]").leftAlone());
        write("src/main/resources/db/migration/V1__a.sql", "");
        assertEquals(null, folders("[]").leftAlone());
    }

    @Test
    void flyways_own_settings_are_handed_on() throws IOException {
        Environment environment = context("""
            [{"name": "FLYWAY_DEFAULT_SCHEMA", "value": "shop"}, {"name": "FLYWAY_TABLE", "value": "history"}, {"name": "FLYWAY_URL", "value": "jdbc:postgresql://elsewhere/x"},
             {"name": "FLYWAY_PLACEHOLDERS_OWNER", "value": "me"}, {"name": "OTHER", "value": "1"}]\
            """).environment();
        assertEquals(Map.of("flyway.defaultSchema", "shop", "flyway.table", "history"), FlywaySettings.of(environment));
        assertEquals("me", FlywaySettings.placeholders(environment).get("owner"));
        assertEquals("1", FlywaySettings.placeholders(environment).get("OTHER"));
    }

    @ParameterizedTest
    @CsvSource({
        "UserIT,true",
        "a.b.ITUser,true",
        "a/b/UserITCase,true",
        "UserTest,false",
        "a.b.Unit,false",
        "a.IT$Nested,true"
    })
    void failsafes_tests_go_by_their_names(String name, boolean integration) throws IOException {
        assertEquals(integration, FailsafePatterns.of(root, root).has(name));
    }

    @Test
    void or_by_what_the_pom_includes() throws IOException {
        write(
                "core/pom.xml",
                "<project><plugin><artifactId>maven-failsafe-plugin</artifactId><includes><include>**/*IntegrationTest.java</include><include>**/it/**/*.java</include><include>${x}</include></includes></plugin>"
                    + "<plugin><artifactId>other</artifactId><include>**/*Test.java</include></plugin></project>");
        FailsafePatterns integration = FailsafePatterns.of(root, root);
        for (String name : List.of("UserIntegrationTest", "a.b.UserIntegrationTest", "a.it.User", "it.x.y.User"))
            assertTrue(integration.has(name), name);
        for (String name : List.of("UserIT", "a.b.UserTest", "a.item.User")) assertFalse(integration.has(name), name);
    }

    @Test
    void a_selection_is_parted_between_surefire_and_failsafe() throws IOException {
        for (String name : List.of("UserTest", "UserIT", "OrderTest"))
            write(
                    "src/test/java/shop/" + name + ".java",
                    "package shop;\nclass " + name + " {\n    @org.junit.jupiter.api.Test void saves() { }\n}\n");
        TestSources names = TestSources.below(root);
        FailsafePatterns integration = FailsafePatterns.of(root, root);
        assertEquals(
                List.of("-Dtest=UserTest", "-Dit.test=UserIT#saves+saves[*]"),
                both(
                        new TestSelection(List.of("UserTest", "UserIT#saves"), null, List.of(), List.of()),
                        names,
                        integration));
        assertEquals(
                List.of("-Dtest=none-of-them", "-Dit.test=UserIT"),
                both(new TestSelection(List.of("UserIT"), null, List.of(), List.of()), names, integration));
        assertEquals(
                List.of("-Dtest=shop/UserTest", "-Dit.test=shop/UserIT"),
                both(new TestSelection(List.of("User*"), null, List.of(), List.of()), names, integration));
        List<String> unit =
                new TestSelection(List.of("OrderTest"), null, List.of(), List.of()).maven(names, integration, root);
        assertTrue(unit.contains("-DskipITs") && unit.contains("-Dit.test=none-of-them"), unit::toString);
        List<String> excluded =
                both(new TestSelection(List.of("!OrderTest"), null, List.of(), List.of()), names, integration);
        assertEquals("-Dtest=shop/OrderTest,shop/UserTest,!OrderTest,!OrderTest$*", excluded.get(0));
        assertTrue(excluded.get(1).startsWith("-Dit.test=shop/UserIT,"), excluded::toString);
        List<String> words = both(new TestSelection(List.of(), "saves", List.of(), List.of()), names, integration);
        assertTrue(
                words.get(0).contains("UserTest")
                        && !words.get(0).contains("UserIT")
                        && words.get(1).contains("UserIT")
                        && !words.get(1).contains("UserTest"),
                words::toString);
        assertEquals(
                List.of(), both(new TestSelection(List.of(), null, List.of("slow"), List.of()), names, integration));
    }

    private List<String> both(TestSelection selection, TestSources names, FailsafePatterns integration) {
        return selection.maven(names, integration, root).stream()
                .filter(word -> word.startsWith("-Dtest=") || word.startsWith("-Dit.test="))
                .toList();
    }

    @Test
    void the_goal_may_be_another() throws IOException {
        assertEquals(List.of("test"), MavenCommand.goals(context("[]").environment(), List.of("-Pfast")));
        assertEquals(List.of(), MavenCommand.goals(context("[]").environment(), List.of("verify", "-Pit")));
        assertEquals(
                List.of("verify", "-Pit"),
                MavenCommand.goals(
                        context(variable("APPLICATION_MAVEN_GOAL", "[\"verify\", \"-Pit\"]"))
                                .environment(),
                        List.of()));
        Environment one =
                context(variable("APPLICATION_MAVEN_GOAL", "\"verify -Pit\"")).environment();
        ExitException stop = assertThrows(ExitException.class, () -> MavenCommand.goals(one, List.of()));
        assertEquals(ExitException.WRONG_INPUT, stop.code);
        assertEquals("Write a list of strings: [\"verify\", \"-Pit\"]", stop.hint);
        Environment flag =
                context(variable("APPLICATION_DB_BEFORE_COMPILE", "\"yes\"")).environment();
        assertEquals(
                ExitException.WRONG_INPUT,
                assertThrows(ExitException.class, () -> flag.flag("APPLICATION_DB_BEFORE_COMPILE")).code);
    }

    @Test
    void frameworks_leave_the_database_to_us() throws IOException {
        assertEquals(
                Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false", "QUARKUS_DATASOURCE_DEVSERVICES_ENABLED", "false"),
                FrameworkDefaults.variables(context("[]").environment()));
        assertFalse(FrameworkDefaults.variables(context(variable("SPRING_DOCKER_COMPOSE_ENABLED", "true"))
                        .environment())
                .containsKey("SPRING_DOCKER_COMPOSE_ENABLED"));
        assertEquals(
                Map.of("SPRING_DOCKER_COMPOSE_ENABLED", "false"),
                FrameworkDefaults.variables(
                        context(variable("QUARKUS_DATASOURCE_REACTIVE_URL", "\"postgresql://localhost/shop\""))
                                .environment()));
        assertTrue(write("mvnw", "").toFile().setExecutable(true));
        assertEquals(List.of(), FrameworkDefaults.arguments(context("[]")));
        write("pom.xml", "<project><parent><artifactId>micronaut-parent</artifactId></parent></project>");
        assertEquals(List.of("-Dmicronaut.test.resources.enabled=false"), FrameworkDefaults.arguments(context("[]")));
        assertEquals(
                List.of(),
                FrameworkDefaults.arguments(
                        context(variable("APPLICATION_MAVEN_ARGS", "[\"-Dmicronaut.test.resources.enabled=true\"]"))));
    }

    @Test
    void what_quarkus_loads_is_measured_by_its_own_extension() throws IOException {
        assertFalse(FrameworkDefaults.hidesCode(context("[]")));
        write("pom.xml", "<project><artifactId>quarkus-junit5</artifactId></project>");
        assertTrue(FrameworkDefaults.hidesCode(context("[]")));
        write(
                "pom.xml",
                "<project><artifactId>quarkus-junit5</artifactId><artifactId>quarkus-jacoco</artifactId></project>");
        assertFalse(FrameworkDefaults.hidesCode(context("[]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extension \"vector\" is not available|pgvector/pgvector:pg17",
                "extension \"postgis_topology\" is not available|postgis/postgis:17-",
                "could not open extension control file \"/usr/share/postgresql/15/extension/timescaledb.control\": No"
                        + " such file or directory|timescale/timescaledb:latest-pg15",
                "extension \"timescaledb\" must be preloaded|timescale/timescaledb:latest-pg17",
                "extension \"mine\" is not available|FROM postgres:17"
            })
    void a_missing_extension_has_an_image(String message, String image) {
        String advice = ExtensionAdvice.advice("ERROR: " + message).orElseThrow();
        assertTrue(advice.contains(image), advice);
    }

    @Test
    void other_messages_are_about_something_else() {
        assertTrue(
                ExtensionAdvice.advice("relation \"extension\" does not exist").isEmpty());
        assertTrue(ExtensionAdvice.advice(null).isEmpty());
    }

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
        assertEquals("16.15.0", EmbeddedServer.version(files.databaseImage()));
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
                wanted.talk(),
                false,
                "auto");
        assertTrue(
                assertThrows(ExitException.class, () -> ComposeFiles.of(named).wanted())
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
                    embedded.project(), embedded.environment(), embedded.runner(), embedded.talk(), true, "embedded"));
            assertEquals("geo", files.database());
            assertEquals("16.15.0", EmbeddedServer.version(files.databaseImage()));
        }
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
