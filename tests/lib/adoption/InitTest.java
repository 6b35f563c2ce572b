//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import support.Programs;
import support.Workspace;

/** What init finds in small repositories of each kind: their modules, their migrations, and what it refuses. */
class InitTest extends SurveyedShop {

    @Test
    void liquibase_is_left_to_the_application() throws IOException {
        shop.write("pom.xml", spring(dependency("org.liquibase", "liquibase-core")));
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        assertTrue(found("Migrations").startsWith("Liquibase; left to the application"), found("Migrations"));
        // one of them may have taken the other's place, and its files were never removed
        shop.write("src/main/resources/db/migration/V1__a.sql", "select 1;");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        shop.write("pom.xml", spring());
        survey();
        notes("The migrations are left to the application and its build: Flyway is not among the dependencies.");
    }

    @ParameterizedTest
    @CsvSource({
        "V1_one_underscore.sql, Flyway would ignore, ''",
        "V1__a.sql, Flyway has a setting of its own, spring.flyway.init-sqls=select 1",
        "V1__a.sql, tests switch Flyway off, test",
        "V1__a.sql, older than 5, old"
    })
    void migrations_that_ours_would_not_apply_as_the_application_does_are_left_to_it(
            String file, String why, String setting) throws IOException {
        String flyway = dependency("org.flywaydb", "flyway-core");
        shop.write("pom.xml", spring(setting.equals("old") ? flyway.replace("<version>1<", "<version>4.2.0<") : flyway))
                .write("src/main/resources/db/migration/" + file, "select 1;")
                .write("src/main/resources/db/migration/V9__b.sql", "select 1;");
        if (setting.contains("=")) shop.write("src/main/resources/application.properties", setting + "\n");
        if (setting.equals("test"))
            shop.write("src/test/resources/application.properties", "spring.flyway.enabled=false\n");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        notes(why);
    }

    @Test
    void one_build_of_several_modules_and_a_plugin_for_integration_tests() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(
                                "",
                                "<packaging>pom</packaging><modules><module>core</module>"
                                        + "<module>web</module></modules>",
                                "<build><plugins><plugin><artifactId>maven-failsafe-plugin</artifactId>"
                                        + "</plugin><plugin><groupId>io.fabric8</groupId>"
                                        + "<artifactId>docker-maven-plugin</artifactId><executions><execution><goals>"
                                        + "<goal>start</goal></goals></execution></executions><configuration><images>"
                                        + "<image><name>postgres:18</name></image></images></configuration></plugin>"
                                        + "</plugins></build>"))
                .write(
                        "core/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId>"
                                + "<artifactId>shop</artifactId><version>1</version></parent>"
                                + "<artifactId>core</artifactId><dependencies>"
                                + DRIVER + "</dependencies></project>")
                .write(
                        "web/pom.xml",
                        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId>"
                                + "<artifactId>shop</artifactId><version>1</version></parent>"
                                + "<artifactId>web</artifactId></project>")
                .write("core/src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write("core/src/test/java/AIT.java", "class AIT { @Test void a() { } }");
        survey();
        has("APPLICATION_MIGRATIONS", "core/src/main/resources/db/migration");
        has("APPLICATION_MAVEN_GOAL", "verify");
        assertEquals(List.of("-Ddocker.skip=true"), testing.list("APPLICATION_MAVEN_ARGS"));
        hasNot("APPLICATION_POM");
        assertTrue(
                shop.read("docker/testing.yml").contains("      PGDATA: /var/lib/postgresql/data\n"),
                "18 keeps its data elsewhere");
    }

    @Test
    void modules_with_a_database_each_are_tested_one_at_a_time() throws IOException {
        shop.write(
                "pom.xml",
                pom("", "<packaging>pom</packaging><modules><module>a</module><module>b</module></modules>"));
        for (String module : List.of("a", "b"))
            shop.write(module + "/pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                    .write(module + "/src/main/resources/db/migration/V1__x.sql", "select 1;");
        shop.write("b/src/test/java/BTest.java", "class BTest { @Test void a() { } }");
        survey();
        assertEquals(List.of("-pl", "b", "-am"), testing.list("APPLICATION_MAVEN_ARGS"));
        has("APPLICATION_MIGRATIONS", "b/src/main/resources/db/migration");
        survey("a");
        assertEquals(List.of("-pl", "a", "-am"), testing.list("APPLICATION_MAVEN_ARGS"));
        assertEquals(ExitException.WRONG_INPUT, assertThrows(ExitException.class, () -> survey("c")).code);
        for (String module : List.of("a", "b")) {
            shop.write(module + "/pom.xml", spring(dependency("org.liquibase", "liquibase-core")))
                    .write(module + "/src/main/resources/db/changelog/c.sql", "");
            Files.delete(shop.directory.resolve(module + "/src/main/resources/db/migration/V1__x.sql"));
            Files.delete(shop.directory.resolve(module + "/src/main/resources/db/migration"));
            shop.write(
                    module + "/src/test/java/ATest.java",
                    "import org.testcontainers.containers.PostgreSQLContainer;\nclass ATest { @Test void a() { } }");
        }
        survey();
        hasNot("APPLICATION_MAVEN_ARGS");
    }

    @Test
    void migrations_of_several_modules_with_the_same_version_are_left_to_the_application() throws IOException {
        shop.write("pom.xml", spring(dependency("org.flywaydb", "flyway-core")))
                .write("src/main/resources/db/migration/orders/V1__a.sql", "select 1;")
                .write("src/main/resources/db/migration/users/V1__a.sql", "select 1;");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        notes("several migrations have the version 1");
    }

    @Test
    void scripts_of_other_databases_and_of_other_modules_are_not_proposed() throws IOException {
        String modules = "<packaging>pom</packaging><modules><module>a</module><module>b</module></modules>";
        shop.write("pom.xml", pom("", modules))
                .write("a/pom.xml", pom(DRIVER))
                .write("b/pom.xml", pom(DRIVER))
                .write("sql/oracle/tables.sql", "create table t (a number);\n")
                .write("sql/postgres/code.sql", "create or replace function f() returns int language sql return 1;\n")
                .write("a/sql/a.sql", "create table a (i int);\n")
                .write("b/sql/b.sql", "create table b (i int);\n");
        survey("a");
        notes("a/sql/a.sql, sql/postgres/code.sql have CREATE statements. If nothing runs them");
    }

    @Test
    void an_empty_submodule_is_named() throws IOException {
        Programs.require("git");
        shop.write("pom.xml", pom(DRIVER))
                .write(
                        ".gitmodules",
                        "[submodule \"lib\"]\n\tpath = lib/far\n\turl = ../far\n"
                                + "[submodule \"near\"]\n\tpath = near\n\turl = ../near\n")
                .write("near/file", "");
        survey();
        notes("lib/far is a git submodule that is empty: git submodule update --init");
        assertFalse(survey.notes.toString().contains("near is"), survey.notes::toString);
    }

    @Test
    void a_pom_in_a_directory_below_and_a_script_that_is_no_migration() throws IOException {
        shop.write("backend/pom.xml", pom(DRIVER))
                .write("broken/pom.xml", "<project")
                .write("tools/pom.xml", pom(""))
                .write(
                        "compose.yaml",
                        "services:\n"
                            + "  database:\n"
                            + "    image: postgis/postgis:16-3.4\n"
                            + "    environment: {POSTGRES_USER: keeper, POSTGRES_DB: shop, POSTGRES_PASSWORD: hush}\n"
                            + "    ports: [\"127.0.0.1:5433:5432\"]\n"
                            + "    volumes:\n"
                            + "      - ./sql/init.sql:/docker-entrypoint-initdb.d/1.sql:ro\n")
                .write("sql/init.sql", "CREATE TABLE t (a int);\n");
        survey();
        has("APPLICATION_POM", "backend/pom.xml");
        has("APPLICATION_INIT_SQL", "sql/init.sql");
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
        assertTrue(shop.read("docker/testing.yml").contains("image: postgis/postgis:16-3.4\n"));
        assertTrue(shop.read("config/development.json")
                .contains("{\"name\": \"POSTGRES_SERVICE\", \"value\": \"database\"}"));
        notes("broken/pom.xml");
    }

    @Test
    void what_an_image_runs_at_its_first_start_is_taken_over_or_named() throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write(
                        "compose.yaml",
                        "services:\n"
                            + "  db:\n"
                            + "    image: postgres:17\n"
                            + "    environment: {POSTGRES_USER: keeper, POSTGRES_DB: shop, POSTGRES_PASSWORD: hush}\n"
                            + "    volumes: [\"./init:/docker-entrypoint-initdb.d\"]\n")
                .write("init/01.sql", "create database shop;\n\\c shop\ncreate extension pg_trgm;\n")
                .write("init/02.sh", "echo")
                .write("init/04.sql", "select 1;\n\\set x 1\n")
                .write("init/05.sql.xz", "");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(shop.directory.resolve("init/03.sql.gz")))) {
            out.write("create table t (i int);".getBytes(StandardCharsets.UTF_8));
        }
        survey();
        assertEquals(List.of("init/01.sql", "init/03.sql.gz"), testing.list("APPLICATION_INIT_SQL"));
        notes("A script of the image is not used: only the image runs init/02.sh.");
        notes("A script of the image is not used: init/04.sql, line 2: \\set is a command of psql, not SQL.");
        notes("A script of the image is not used: only the image runs init/05.sql.xz.");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SPRING_DATASOURCE_URL, URL",
                "DB_HOST, HOST",
                "DB_PORT, PORT",
                "POSTGRES_DB, NAME",
                "DATABASE_NAME, NAME",
                "db.username, USER",
                "PG_PASS, PASSWORD",
                "JDBC_URL, URL",
                "dbUser, USER",
                "MYSQL_URL, -",
                "REDIS_HOST, -",
                "PORT, -",
                "HOME, -",
                "DB_POOL_SIZE, -",
                "APP_NAME, -"
            })
    void a_name_tells_which_part_of_an_address_it_holds(String name, Address.Role role) {
        assertEquals(role, Address.role(name));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres:16, postgres:16",
                "postgres, -",
                "postgres:latest, -",
                "bitnami/postgresql:15.4.0, postgres:15",
                "pgvector/pgvector:pg17, pgvector/pgvector:pg17",
                "pgvector/pgvector:0.8.5-pg16, pgvector/pgvector:0.8.5-pg16",
                "postgres:9.6, postgres:9.6",
                "timescale/timescaledb:2.14-pg16, timescale/timescaledb:2.14-pg16",
                "quay.io/x/postgres:14@sha256:0f, postgres:14"
            })
    void an_image_is_taken_where_it_behaves_as_the_official_one(String found, String taken) {
        assertEquals(taken, ServerHints.image(found));
    }

    @Test
    void the_list_of_the_scripts_that_come_along_is_complete() throws IOException {
        Path root = Workspace.repository();
        assertEquals(
                ScriptFiles.present(root),
                ScriptFiles.names(Workspace.repositoryFile(ScriptFiles.LIST)),
                "each file in tasks/ has to stand in a //FILES line of " + ScriptFiles.LIST);
    }
}
