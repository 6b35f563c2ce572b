//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import lib.environment.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import support.Disk;
import support.SmallRepository;

/** Where migrations are, and who applies them. */
class MigrationDirectoriesTest extends SmallRepository {

    private MigrationDirectories directories(String json) throws IOException {
        return MigrationDirectories.of(context(json));
    }

    private List<String> shown(String json) throws IOException {
        return directories(json).directories().stream()
                .map(directory -> root.relativize(directory).toString())
                .toList();
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
    void without_a_pom_they_are_in_the_resources_or_at_the_root() throws IOException {
        Files.delete(root.resolve("pom.xml"));
        assertEquals(List.of("db/migration"), shown("[]"));
        assertEquals(List.of("sql"), shown(variable("APPLICATION_MIGRATIONS", "\"sql\"")));
        write("app/src/main/java/A.java", "");
        assertEquals(List.of("app/src/main/resources/db/migration"), shown("[]"));
        write("core/src/main/resources/db/migration/V1__a.sql", "");
        assertEquals(List.of("core/src/main/resources/db/migration"), shown("[]"));
        assertEquals(
                List.of("core/src/main/resources/db/migration"),
                shown(variable("APPLICATION_MIGRATIONS", "\"classpath:db/migration\"")));
        assertEquals(false, JavaMigrations.exist(context("[]")));
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

    private List<String> ofDatabases(String... more) throws IOException {
        String variables = "[{\"name\": \"APPLICATION_DATABASES\", \"value\": [\"orders\", \"users\"]}"
                + String.join("", more) + "]";
        return context(variables).databases().stream()
                .map(each -> root.relativize(new MigrationFiles(each).directories.get(0)) + " "
                        + root.relativize(new MigrationFiles(each).schema()))
                .toList();
    }

    @Test
    void each_of_several_databases_has_its_own() throws IOException {
        write("src/main/resources/db/migration/V1__of_nobody_knows_which.sql", "");
        assertEquals(
                List.of(
                        "src/main/resources/db/migration/orders src/main/resources/db/migration/orders_schema.sql",
                        "src/main/resources/db/migration/users src/main/resources/db/migration/users_schema.sql"),
                ofDatabases());
        write("src/main/resources/db/migration/orders/V1__a.sql", "");
        write("users/src/main/resources/db/migration/V1__b.sql", "");
        assertEquals(
                List.of(
                        "src/main/resources/db/migration/orders src/main/resources/db/migration/orders_schema.sql",
                        "users/src/main/resources/db/migration users/src/main/resources/db/schema.sql"),
                ofDatabases());
        assertEquals(
                List.of("sql/o sql/schema.sql", "users/src/main/resources/db/migration wanted.sql"),
                ofDatabases(
                        ", {\"name\": \"APPLICATION_MIGRATIONS_ORDERS\", \"value\": [\"sql/o\"]}",
                        ", {\"name\": \"APPLICATION_SCHEMA_USERS\", \"value\": \"wanted.sql\"}"));
        assertEquals(
                List.of("sql schema.sql", "sql schema.sql"),
                ofDatabases(", {\"name\": \"APPLICATION_MIGRATIONS\", \"value\": \"sql\"}"));
    }

    @Test
    void those_in_java_are_in_the_package_of_the_directory() throws IOException {
        write("src/main/resources/db/migration/orders/V1__a.sql", "");
        write("users/src/main/resources/db/migration/V1__b.sql", "");
        assertEquals(
                List.of(
                        "src/main/java/db/migration/orders",
                        "src/main/java/db/migration/callback",
                        "users/src/main/java/db/migration",
                        "users/src/main/java/db/callback"),
                sources("[\"orders\", \"users\"]"));
        assertEquals(List.of("src/main/java/db/migration", "src/main/java/db/callback"), sources("[\"orders\"]"));
    }

    private List<String> sources(String databases) throws IOException {
        return JavaMigrations.sources(context(variable("APPLICATION_DATABASES", databases))).stream()
                .map(directory -> root.relativize(directory).toString())
                .toList();
    }

    @Test
    void who_migrates_otherwise_is_left_alone() throws IOException {
        assertEquals(null, directories("[]").skipReason());
        assertEquals(
                "APPLICATION_MIGRATIONS is none: nothing is migrated here",
                directories(variable("APPLICATION_MIGRATIONS", "\"none\"")).skipReason());
        assertEquals(
                "APPLICATION_MIGRATIONS is none: nothing is migrated here",
                directories(variable("APPLICATION_MIGRATIONS", "[]")).skipReason());
        write(
                "pom.xml",
                "<project><dependencies><dependency><artifactId>liquibase-core</artifactId></dependency>"
                        + "</dependencies></project>");
        assertEquals(
                "Liquibase migrates: that is left to the application and its build",
                directories("[]").skipReason());
        write("src/main/resources/db/migration/V1__a.sql", "");
        assertEquals(null, directories("[]").skipReason());
    }

    @Test
    void a_pom_is_read_with_its_parents_and_without_its_comments() throws IOException {
        write("pom.xml", "<project><!-- no liquibase yet --><artifactId>app</artifactId></project>");
        assertEquals(null, directories("[]").skipReason());
        write(
                "pom.xml",
                "<project><parent><artifactId>all</artifactId><relativePath>build</relativePath></parent></project>");
        write(
                "build/pom.xml",
                "<project><artifactId>all</artifactId><build><plugins><plugin>"
                        + "<artifactId>liquibase-maven-plugin</artifactId></plugin></plugins></build></project>");
        assertEquals(
                "Liquibase migrates: that is left to the application and its build",
                directories("[]").skipReason());
    }

    @Test
    void flyways_own_settings_are_handed_on() throws IOException {
        Environment environment = context("""
            [{"name": "FLYWAY_DEFAULT_SCHEMA", "value": "shop"}, {"name": "FLYWAY_TABLE", "value": "history"}, \
            {"name": "FLYWAY_URL", "value": "jdbc:postgresql://elsewhere/x"},
             {"name": "FLYWAY_PLACEHOLDERS_OWNER", "value": "me"}, {"name": "OTHER", "value": "1"}]\
            """).environment();
        assertEquals(Map.of("flyway.defaultSchema", "shop", "flyway.table", "history"), FlywaySettings.of(environment));
        assertEquals(Map.of("owner", "me"), FlywaySettings.placeholders(environment));
        Environment secret = context("""
            [{"name": "POSTGRES_PASSWORD", "value": "hush"},
             {"name": "FLYWAY_PLACEHOLDERS_OWNER", "value": "${POSTGRES_PASSWORD}"}]\
            """).environment();
        assertTrue(assertThrows(ExitException.class, () -> FlywaySettings.placeholders(secret))
                .getMessage()
                .contains("FLYWAY_PLACEHOLDERS_OWNER holds a secret"));
    }

    @ParameterizedTest
    @EnumSource
    void they_are_found_on_the_disks_of_every_system(Disk system) throws IOException {
        try (FileSystem disk = system.open()) {
            root = Disk.directory(disk);
            write("pom.xml", "<project/>");
            write("core/src/main/resources/db/migration/V1__a.sql", "");
            write("core/src/main/resources/sql/h2/V1__a.sql", "");
            write("core/src/main/resources/sql/postgresql/V1__a.sql", "");
            assertEquals(List.of(system.shown("core/src/main/resources/db/migration")), shown("[]"));
            assertEquals(
                    List.of(system.shown("core/src/main/resources/sql/postgresql")),
                    shown(variable("APPLICATION_MIGRATIONS", "\"classpath:sql/{vendor}\"")));
        }
    }
}
