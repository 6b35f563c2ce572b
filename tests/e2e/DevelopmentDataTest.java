//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import support.On;
import support.Result;
import support.RunningDevelopment;
import support.Sample;
import support.ShopPom;
import support.Workspace;

/**
 * A throw-away run with the compose file of a development server that runs meanwhile: however its data is mounted, it
 * stays.
 */
@Tag("all")
@Tag("sampled")
class DevelopmentDataTest extends RunningDevelopment {

    @Override
    protected Workspace workspace() throws IOException {
        Workspace shop = new Workspace("shop")
                .with("manage.java", "tasks", "config")
                .write("docker/.keep", "")
                .write("pom.xml", ShopPom.with("""
                      <dependencies><dependency><groupId>org.junit.jupiter</groupId>
                        <artifactId>junit-jupiter</artifactId><version>6.1.3</version><scope>test</scope></dependency>
                        </dependencies>
                      <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.6.1</version>
                        </plugin></plugins></build>
                    """))
                .write(
                        "src/test/java/shop/UserTest.java",
                        "package shop;\nclass UserTest {\n    @org.junit.jupiter.api.Test void works() { }\n}\n");
        return shop.replace(
                "config/testing.json",
                "\"APPLICATION_DB\", \"value\": \"test\"}",
                "\"APPLICATION_DB\", \"value\": \"test\"},\n"
                        + "  {\"name\": \"COMPOSE_FILE\", \"value\": \"docker-compose.yml\"}");
    }

    private Result run(String... arguments) {
        return here.manage(Stream.concat(Stream.of("--engine", "docker", "test", "--no-coverage"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static final String SERVICE = """
            image: postgres:17
            environment: {POSTGRES_PASSWORD: postgres}
            ports: ["5432"]
        """.indent(-4);

    /**
     * A database at a mount that is written in some way; DIRECTORY is the directory with the development server's data,
     * HOST has it as /var/lib would.
     */
    private static String database(String volumes) {
        return "services:\n  postgres:\n" + SERVICE.indent(4) + volumes.indent(4);
    }

    private static String elsewhere(String variables, String volumes) {
        return database(volumes).replace("postgres}", "postgres, " + variables + "}");
    }

    private static final Map<String, String> WAYS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "an anchor and a merge key",
                    "x-pg: &pg\n" + SERVICE.indent(2)
                            + "  volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]\n"
                            + "services:\n"
                            + "  postgres:\n"
                            + "    <<: *pg\n"
                            + "    restart: \"no\"\n"),
            Map.entry(
                    "a list of merge keys",
                    "x-a: &a\n" + SERVICE.indent(2)
                            + "x-b: &b\n"
                            + "  volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]\n"
                            + "services:\n"
                            + "  postgres:\n"
                            + "    <<: [*a, *b]\n"),
            Map.entry(
                    "an alias in a list",
                    "x-mount: &mount DIRECTORY:/var/lib/postgresql/data\n" + database("volumes:\n  - *mount")),
            Map.entry(
                    "extends",
                    database("extends: base")
                            + "  base:\n"
                            + "    image: none\n"
                            + "    volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]\n"
                            + "    profiles: [never]\n"),
            Map.entry(
                    "extends from another file",
                    "services:\n  postgres:\n    extends: {file: more.yml, service: postgres}\n\u0000"
                            + database("volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]")),
            Map.entry(
                    "include",
                    "include: [more.yml]\n"
                            + "services:\n"
                            + "  cache:\n"
                            + "    image: postgres:17\n"
                            + "    profiles: [more]\n"
                            + "\u0000"
                            + database("volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]")),
            Map.entry(
                    "one line",
                    "services: {postgres: {image: \"postgres:17\", environment: {POSTGRES_PASSWORD: postgres},"
                            + " ports: [\"5432\"], volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]}}\n"),
            Map.entry(
                    "JSON",
                    "{\"services\": {\"postgres\": {\"image\": \"postgres:17\", \"environment\":"
                            + " {\"POSTGRES_PASSWORD\": \"postgres\"}, \"ports\": [\"5432\"], \"volumes\":"
                            + " [\"DIRECTORY:/var/lib/postgresql/data\"]}}}\n"),
            Map.entry(
                    "quoted keys",
                    database("'volumes':\n  - 'DIRECTORY:/var/lib/postgresql/data'")
                            .replace("services:", "\"services\":")
                            .replace("  postgres:", "  \"postgres\":")),
            Map.entry(
                    "the long form",
                    database("volumes:\n"
                            + "  - type: bind\n"
                            + "    target: /var/lib/postgresql/data\n"
                            + "    source: DIRECTORY")),
            Map.entry("a variable", database("volumes: [\"DIRECTORY:${PG_TARGET:-/var/lib/postgresql/data/}\"]")),
            Map.entry("PGDATA elsewhere", elsewhere("PGDATA: /pgdata", "volumes: [\"DIRECTORY:/pgdata\"]")),
            Map.entry("PGDATA below a mount", elsewhere("PGDATA: /pg/data", "volumes: [\"HOST/postgresql:/pg\"]")),
            Map.entry("PGDATA from a file", database("env_file: pg.env\nvolumes: [\"DIRECTORY:/pgdata\"]")),
            Map.entry(
                    "PGDATA behind a symbolic link",
                    elsewhere(
                            "PGDATA: /link",
                            "entrypoint: [bash, -c, \"ln -s /srv/pg /link; exec docker-entrypoint.sh"
                                    + " postgres\"]\n"
                                    + "volumes: [\"DIRECTORY:/srv/pg\"]")),
            Map.entry(
                    "the data path of image 18",
                    elsewhere(
                            "PGDATA: /var/lib/postgresql/18/docker",
                            "volumes: [\"DIRECTORY:/var/lib/postgresql/18/docker\"]")),
            Map.entry("the directory above", database("volumes: [\"HOST/postgresql:/var/lib/postgresql\"]")),
            Map.entry("two directories above", database("volumes: [\"HOST:/var/lib\"]")),
            Map.entry(
                    "an external volume",
                    elsewhere("PGDATA: /pgdata", "volumes: [\"data:/pgdata\"]")
                            + "volumes:\n  data: {external: true, name: VOLUME}\n"),
            Map.entry(
                    "a named volume",
                    database("volumes: [\"data:/var/lib/postgresql/data\"]") + "volumes:\n  data: {name: VOLUME}\n"),
            Map.entry(
                    "a volume that is a directory",
                    elsewhere("PGDATA: /pgdata", "volumes: [\"data:/pgdata\"]")
                            + "volumes:\n"
                            + "  data: {driver: local, driver_opts: {type: none, o: bind, device: DIRECTORY}}\n"),
            Map.entry(
                    "the mounts of another service",
                    database("volumes_from: [holder]")
                            + "  holder:\n"
                            + "    image: postgres:17\n"
                            + "    entrypoint: [\"true\"]\n"
                            + "    volumes: [\"DIRECTORY:/var/lib/postgresql/data\"]\n"),
            Map.entry(
                    "the user postgres", database("user: postgres\nvolumes: [\"DIRECTORY:/var/lib/postgresql/data\"]")),
            Map.entry(
                    "an external volume of another service",
                    database("tmpfs: [/var/lib/postgresql/data]")
                            + "  replica:\n"
                            + "    image: postgres:17\n"
                            + "    environment: {POSTGRES_PASSWORD: postgres, PGDATA: /pgdata}\n"
                            + "    volumes: [\"data:/pgdata\"]\n"
                            + "volumes:\n"
                            + "  data: {external: true, name: VOLUME}\n")));

    static Stream<String> ways() {
        return Sample.oneIn(3, List.copyOf(WAYS.keySet()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_data_of_a_development_server_is_not_for_tests(String way) throws Exception {
        On.docker.require();
        String[] files = WAYS.get(way)
                .replace("DIRECTORY", host.resolve("postgresql/data").toString())
                .replace("HOST", host.toString())
                .replace("VOLUME", volume)
                .split("\u0000");
        here.write("docker-compose.yml", files[0]).write("pg.env", "PGDATA=/pgdata\n");
        if (files.length > 1) here.write("more.yml", files[1]);
        if (way.endsWith("of another service"))
            here.replace(
                    "config/testing.json",
                    "\"docker-compose.yml\"}",
                    "\"docker-compose.yml\"}, {\"name\": \"POSTGRES_SERVICE\", \"value\": \"postgres\"}");
        Result result = run();
        docker("restart", "-t", "20", server);
        assertEquals("42", sql("select answer from kept"), result::toString);
        assertEquals(
                "postgres",
                sql("select string_agg(datname, ' ') from pg_database where not datistemplate"),
                result::toString);
        result.succeeded().printsClass("UserTest", "1 passed");
    }

    @Test
    void the_mounts_of_another_stacks_container_are_refused() throws Exception {
        On.docker.require();
        here.write("docker-compose.yml", database("volumes_from: [\"container:" + server + "\"]"));
        Result result = run().exitedWith(2).says("uses the mounts of a container of another stack");
        assertEquals("42", sql("select answer from kept"), result::toString);
    }

    @Test
    void several_compose_files_are_a_list_for_us_and_a_path_for_compose() throws Exception {
        On.docker.require();
        here.write("one.yml", database("tmpfs: [/var/lib/postgresql/data]"))
                .write("more/two.yml", "services:\n  postgres:\n    environment: {MORE: more}\n")
                .replace("config/testing.json", "\"docker-compose.yml\"}", "[\"one.yml\", \"more/two.yml\"]}")
                .replace(
                        "src/test/java/shop/UserTest.java",
                        "works() { }",
                        "works() { System.out.println(\"files \" + System.getenv(\"COMPOSE_FILE\")); }");
        Result result = here.manage("test", "--no-coverage").succeeded().says("with docker compose");
        String files = here.directory.resolve("one.yml") + File.pathSeparator + here.directory.resolve("more/two.yml");
        assertTrue(here.read(".manage/maven.log").contains("files " + files), result::toString);
        here.manage("-c", "testing", "compose", "config", "--services")
                .succeeded()
                .prints("postgres");
    }

    @Test
    void a_service_with_a_profile_is_started_and_removed_like_any_other() throws Exception {
        On.docker.require();
        here.write(
                        "docker-compose.yml",
                        database("profiles: [postgres]")
                                + "  cache:\n"
                                + "    image: postgres:17\n"
                                + "    command: [sleep, \"600\"]\n"
                                + "    profiles: [postgres]\n")
                .replace(
                        "config/testing.json",
                        "\"docker-compose.yml\"}",
                        "\"docker-compose.yml\"}, {\"name\": \"COMPOSE_SERVICES\", \"value\": [\"cache\"]}, {\"name\":"
                                + " \"POSTGRES_SERVICE\", \"value\": \"postgres\"}");
        run("--keep").succeeded();
        run("--keep", "--fresh").succeeded().says("Removing the database that the last test run kept");
        here.write("docker-compose.yml", "services: {}\n");
        here.manage("doctor", "--fix").succeeded();
        here.write("docker-compose.yml", database("profiles: [postgres]"))
                .replace("config/testing.json", ", {\"name\": \"COMPOSE_SERVICES\", \"value\": [\"cache\"]}", "");
        run().succeeded();
    }
}
