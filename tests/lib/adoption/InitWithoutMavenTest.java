//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;

/** What init finds in repositories of Gradle, and of neither Maven nor Gradle. */
class InitWithoutMavenTest extends SurveyedShop {

    @Test
    void spring_boot_with_flyway_in_groovy() throws IOException {
        shop.write("gradlew", "")
                .write("build.gradle", """
                    plugins {
                        id 'java'
                        id 'org.springframework.boot' version '3.4.1'
                    }
                    java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }
                    test { include '**/*Test.class' } // not 'com.h2database:h2:1'
                    /* runtimeOnly 'io.quarkus:quarkus-core:1' */
                    dependencies {
                        implementation 'org.springframework.boot:spring-boot-starter-data-jpa'
                        implementation group: 'org.flywaydb', name: 'flyway-core', version: '10.0.0'
                        runtimeOnly "org.postgresql:postgresql:$driverVersion"
                    }
                    """)
                .write("src/main/resources/db/migration/V1__a.sql", "select 1;")
                .write(
                        "src/main/resources/application.properties",
                        "spring.datasource.url=jdbc:postgresql://localhost:5433/sales\n"
                                + "spring.datasource.username=keeper\nspring.datasource.password=hush\n")
                .write("src/integrationTest/java/AIT.java", "class AIT { @Test void a() { } }");
        survey();
        assertEquals("Spring Boot 3.4.1 in build.gradle", found("Application"));
        assertEquals("21 in build.gradle", found("Java"));
        assertEquals("1 class in ./gradlew test", found("Tests"));
        has("APPLICATION_TEST_COMMAND", "./gradlew test");
        has("SPRING_DATASOURCE_URL", URL + "sales");
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "sales");
        for (String name : List.of("APPLICATION_POM", "APPLICATION_MIGRATIONS", "APPLICATION_MAVEN_GOAL")) hasNot(name);
        notes("These need Maven and do not work here");
        notes("To use another command once: test -- ./gradlew test (docs/how-to/without-maven.md)");
        assertTrue(survey.notes.stream().noneMatch(note -> note.contains("No driver")), survey.notes::toString);
        shop.replace("build.gradle", "flywaydb", "liquibase").replace("build.gradle", "flyway", "liquibase");
        survey();
        has("APPLICATION_MIGRATIONS", "none");
        assertTrue(found("Migrations").startsWith("Liquibase; left to the application"), found("Migrations"));
    }

    @Test
    void modules_in_kotlin_with_a_catalog_in_a_directory_below() throws IOException {
        shop.write("backend/settings.gradle.kts", "include(\"core\", \"web\")\n")
                .write("backend/gradlew", "")
                .write("backend/build.gradle.kts", "plugins { alias(libs.plugins.quarkus) apply false }\n")
                .write("backend/gradle/libs.versions.toml", """
                    [libraries]
                    # com.h2database:h2
                    driver = { module = "io.quarkus:quarkus-jdbc-postgresql" }
                    [plugins]
                    quarkus = { id = "io.quarkus", version = "3.15.1" }
                    """)
                .write("backend/core/build.gradle.kts", "dependencies { implementation(libs.driver) }\n")
                .write("backend/web/build.gradle.kts", "")
                .write("backend/core/src/main/resources/db/migration/V1__a.sql", "select 1;");
        survey();
        assertEquals("Quarkus 3.15.1, 3 build files in backend/build.gradle.kts", found("Application"));
        has("APPLICATION_TEST_COMMAND", "./backend/gradlew -p backend test");
        shop.write("backend/build.gradle.kts", "dependencies { implementation(\"org.flywaydb:flyway-core:10\") }\n");
        survey();
        has("APPLICATION_MIGRATIONS", "backend/core/src/main/resources/db/migration");
        shop.write("backend/web/src/main/resources/db/migration/V1__b.sql", "select 1;");
        survey("backend/web");
        has("APPLICATION_TEST_COMMAND", "./backend/gradlew -p backend :web:test");
        has("APPLICATION_MIGRATIONS", "backend/web/src/main/resources/db/migration");
        assertTrue(assertThrows(ExitException.class, () -> survey("backend/none"))
                .getMessage()
                .endsWith("where there is no build.gradle"));
        // of an example; what is at the root decides
        shop.write("build.gradle", "").write("example/pom.xml", pom(DRIVER));
        Files.delete(shop.directory.resolve("backend/gradlew"));
        survey();
        has("APPLICATION_TEST_COMMAND", "gradle :backend:core:test");
    }

    @Test
    void a_repository_of_neither() throws IOException {
        shop.write("db/steps/V1__a.sql", "select 1;")
                .write("app.py", "print()\n")
                .write(".env.example", "DATABASE_URL=postgresql://me:hush@localhost:5432/shop\nSTAGE=dev\n");
        survey();
        has("DATABASE_URL", "postgresql://postgres:postgres@db.host:5555/application");
        hasNot("STAGE");
        assertEquals("neither Maven nor Gradle in ", found("Application"));
        has("APPLICATION_MIGRATIONS", "db/steps");
        hasNot("APPLICATION_TEST_COMMAND");
        notes("The command that runs the tests is not known: set APPLICATION_TEST_COMMAND");
        assertEquals(ExitException.WRONG_INPUT, assertThrows(ExitException.class, () -> survey("db")).code);
    }
}
