//JAVA 17+

import java.util.List;
import java.util.Map;

/**
 * A public repository that was tried.
 *
 * @param name owner/name
 * @param commit what is checked out; null for what is there
 * @param directory where in it manage.java goes; empty for its root
 * @param kind what it is an example of
 * @param java the Java that it is compiled for
 * @param own how its own documentation has its tests run
 * @param lines the lines that config/testing.json needs beyond those that init writes
 */
record Repository(String name, String commit, String directory, String kind, int java, OwnWay own, List<String> lines) {

    /**
     * How the tests run without manage.java.
     *
     * @param arguments what Maven is told, with the POM where that is elsewhere
     * @param containers whether the tests start what they need themselves
     * @param withoutWrapper whether its Maven wrapper cannot run
     * @param variables what is needed in the environment
     */
    record OwnWay(List<String> arguments, boolean containers, boolean withoutWrapper, Map<String, String> variables) {}

    static final List<Repository> ALL = List.of(
            of(
                    "t9t/jooq-postgresql-json",
                    "01b8f36",
                    "plain JDBC, jOOQ generates code from the database, three modules, failsafe, a container by a"
                            + " plugin",
                    "-Ddocker.skip=true",
                    "verify"),
            of("Nallani9/micronaut-data-jpa-postgres-maven", "09b85b4", "Micronaut 4, JPA", "test")
                    .java(21),
            of("tederickson/blog-jdbc-postgresql", "fa7c558", "Spring Boot 3.3, JdbcTemplate, Flyway", "test")
                    .java(21)
                    .given(Map.of("SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "postgres")),
            of(
                    "PgBulkInsert/PgBulkInsert",
                    "79fb7f7",
                    "plain JDBC, JUnit 4, a POM in a subdirectory, failsafe, a port in a properties file, a compose"
                            + " file",
                    "-f",
                    "PgBulkInsert/pom.xml",
                    "verify"),
            of(
                    "aaberg/sql2o",
                    "9552deb",
                    "plain JDBC, seven modules, JUnit 4 and 5, a port in a source, a compose file",
                    "test"),
            of(
                    "jhannes/fluent-jdbc",
                    "17f3864",
                    "plain JDBC, settings as system properties, a compose file with two more databases",
                    "test"),
            of(
                    "Troha7/Hibernate-PostgreSQL-Flyway",
                    "2e2831a",
                    "Spring Boot 3.0, Flyway, a compose file in a subdirectory",
                    "test"),
            of("bezkoder/spring-boot-jpa-postgresql", "e579341", "Spring Boot 3.1, JPA makes the tables", "test"),
            of(
                            "bardiniww/easy",
                            "c7bff8e",
                            "Spring Boot 3.0, H2 for unit tests, an address in a file that a failsafe test names; its"
                                    + " front end left out",
                            "-P!build-frontend",
                            "verify")
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-P!build-frontend\"]}"),
            of(
                    "Nezhit/liquibaseflyway",
                    "f4ef190",
                    "Spring Boot 3.2, Liquibase with files of Flyway's beside, a compose file",
                    "test"),
            of(
                            "haque-lubna/LiquibaseTutorial",
                            "5b2332c",
                            "Spring Boot 3.4, Liquibase, a wrapper without the file it reads",
                            "test")
                    .withoutItsWrapper(),
            of(
                    "jackanakin/Spring-JPA-Flyway-Docker",
                    "ad5078e",
                    "Spring Boot 2.7, Flyway configured by hand, JPA",
                    "test"),
            of(
                            "callicoder/spring-boot-postgresql-jpa-hibernate-rest-api-demo",
                            "15e8161",
                            "Spring Boot 2.5, a wrapper with Maven 3.5.3",
                            "test")
                    .given(Map.of("SPRING_DATASOURCE_PASSWORD", "postgres")),
            of(
                    "47leonel-wabo/jdbc-postgres-db-migration",
                    "8077fca",
                    "Spring Boot 2.5, JdbcTemplate, a data source of its own prefix, a profile",
                    "test"),
            of(
                            "quarkusio/quarkus-quickstarts",
                            "3.15.1",
                            "Quarkus, Hibernate ORM, a database of its dev services",
                            "test")
                    .in("hibernate-orm-quickstart")
                    .withItsContainers(),
            of("quarkusio/quarkus-quickstarts", "3.15.1", "Quarkus, Hibernate Reactive", "test")
                    .in("hibernate-reactive-panache-quickstart")
                    .withItsContainers(),
            of(
                            "sivaprasadreddy/testcontainers-samples",
                            "4a01400",
                            "Micronaut, Flyway, a database of its test resources",
                            "-Dmicronaut.test.resources.enabled=false",
                            "test")
                    .in("micronaut-jpa-demo")
                    .java(21)
                    .given(Map.of(
                            "DATASOURCES_DEFAULT_URL",
                            "jdbc:postgresql://localhost:5432/application",
                            "DATASOURCES_DEFAULT_USERNAME",
                            "postgres",
                            "DATASOURCES_DEFAULT_PASSWORD",
                            "postgres")),
            of("sivaprasadreddy/testcontainers-samples", "4a01400", "Spring Boot, Testcontainers", "test")
                    .in("spring-boot-jpa-demo")
                    .java(21)
                    .withItsContainers(),
            of(
                            "spring-projects/spring-petclinic",
                            "edf4db2",
                            "Spring Boot 4.0, H2 by default, PostgreSQL and MySQL in profiles of some tests",
                            "test")
                    .withItsContainers(),
            of("spring-petclinic/spring-petclinic-rest", "698bd83", "Spring Boot 4.1, H2 by default", "test")
                    .withItsContainers(),
            of(
                            "spring-petclinic/spring-framework-petclinic",
                            "e36d4cb",
                            "Spring without Boot, XML, H2; the address is in a Maven profile",
                            "-PPostgreSQL",
                            "test")
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-PPostgreSQL\","
                            + " \"-Djdbc.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}"
                            + "/${APPLICATION_DB}\","
                            + " \"-Djdbc.username=${POSTGRES_USER}\", \"-Djdbc.password=${POSTGRES_PASSWORD}\"]}"),
            of(
                            "u-verma/springboot-jooq-flyway-maven",
                            "b79692a",
                            "Spring Boot 2.3, plugins of Flyway and jOOQ that read application.yml",
                            "-Dlombok.version=1.18.30",
                            "test")
                    .withoutItsWrapper()
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-Dlombok.version=1.18.30\","
                            + " \"-Dspring.datasource.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}"
                            + "/${APPLICATION_DB}\","
                            + " \"-Dspring.datasource.username=${POSTGRES_USER}\","
                            + " \"-Dspring.datasource.password=${POSTGRES_PASSWORD}\"]}"),
            of("quarkusio/todo-demo-app", "464aa60", "Quarkus 3.28, a database of its dev services", "verify")
                    .withItsContainers(),
            of(
                            "deepaksorthiya/spring-boot-flyway",
                            "79ed15e",
                            "Spring Boot 3.5, a profile and migrations for each of three databases",
                            "test")
                    .java(24)
                    .given(Map.of("SPRING_PROFILES_ACTIVE", "postgres"))
                    .with(
                            "{\"name\": \"SPRING_PROFILES_ACTIVE\", \"value\": \"postgres\"}",
                            "{\"name\": \"SPRING_DATASOURCE_URL\", \"value\":"
                                + " \"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"}"));

    static Repository of(String name, String commit, String kind, String... own) {
        return new Repository(name, commit, "", kind, 0, new OwnWay(List.of(own), false, false, Map.of()), List.of());
    }

    /** One of those above, or else a directory of which nothing is known. */
    static Repository named(String name) {
        return ALL.stream()
                .filter(each -> each.title().equals(name))
                .findFirst()
                .orElseGet(() -> of(name, null, "unknown", "test"));
    }

    String title() {
        return directory.isEmpty() ? name : name + ", " + directory;
    }

    Repository java(int version) {
        return new Repository(name, commit, directory, kind, version, own, lines);
    }

    Repository in(String where) {
        return new Repository(name, commit, where, kind, java, own, lines);
    }

    Repository withItsContainers() {
        return with(new OwnWay(own.arguments, true, own.withoutWrapper, own.variables));
    }

    Repository withoutItsWrapper() {
        return with(new OwnWay(own.arguments, own.containers, true, own.variables));
    }

    Repository given(Map<String, String> environment) {
        return with(new OwnWay(own.arguments, own.containers, own.withoutWrapper, environment));
    }

    private Repository with(OwnWay other) {
        return new Repository(name, commit, directory, kind, java, other, lines);
    }

    Repository with(String... json) {
        return new Repository(name, commit, directory, kind, java, own, List.of(json));
    }
}
