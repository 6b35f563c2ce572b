//JAVA 17+

import java.util.List;
import java.util.Map;

/** The first twenty that were tried. */
class FirstRepositories {

    static final List<Repository> ALL = List.of(
            Repository.of(
                    "t9t/jooq-postgresql-json",
                    "01b8f36",
                    "plain JDBC, jOOQ generates code from the database, three modules, failsafe, a container by a"
                            + " plugin",
                    "-Ddocker.skip=true",
                    "verify"),
            Repository.of("Nallani9/micronaut-data-jpa-postgres-maven", "09b85b4", "Micronaut 4, JPA", "test")
                    .java(21),
            Repository.of(
                            "tederickson/blog-jdbc-postgresql",
                            "fa7c558",
                            "Spring Boot 3.3, JdbcTemplate, Flyway",
                            "test")
                    .java(21)
                    .given(Map.of("SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "postgres")),
            Repository.of(
                    "PgBulkInsert/PgBulkInsert",
                    "79fb7f7",
                    "plain JDBC, JUnit 4, a POM in a subdirectory, failsafe, a port in a properties file, a compose"
                            + " file",
                    "-f",
                    "PgBulkInsert/pom.xml",
                    "verify"),
            Repository.of(
                    "aaberg/sql2o",
                    "9552deb",
                    "plain JDBC, seven modules, JUnit 4 and 5, a port in a source, a compose file",
                    "test"),
            Repository.of(
                    "jhannes/fluent-jdbc",
                    "17f3864",
                    "plain JDBC, settings as system properties, a compose file with two more databases",
                    "test"),
            Repository.of(
                    "Troha7/Hibernate-PostgreSQL-Flyway",
                    "2e2831a",
                    "Spring Boot 3.0, Flyway, a compose file in a subdirectory",
                    "test"),
            Repository.of(
                    "bezkoder/spring-boot-jpa-postgresql", "e579341", "Spring Boot 3.1, JPA makes the tables", "test"),
            Repository.of(
                            "bardiniww/easy",
                            "c7bff8e",
                            "Spring Boot 3.0, H2 for unit tests, an address in a file that a failsafe test names; its"
                                    + " front end left out",
                            "-P!build-frontend",
                            "verify")
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-P!build-frontend\"]}"),
            Repository.of(
                    "Nezhit/liquibaseflyway",
                    "f4ef190",
                    "Spring Boot 3.2, Liquibase with files of Flyway's beside, a compose file",
                    "test"),
            Repository.of(
                            "haque-lubna/LiquibaseTutorial",
                            "5b2332c",
                            "Spring Boot 3.4, Liquibase, a wrapper without the file it reads",
                            "test")
                    .withoutItsWrapper(),
            Repository.of(
                    "jackanakin/Spring-JPA-Flyway-Docker",
                    "ad5078e",
                    "Spring Boot 2.7, Flyway configured by hand, JPA",
                    "test"),
            Repository.of(
                            "callicoder/spring-boot-postgresql-jpa-hibernate-rest-api-demo",
                            "15e8161",
                            "Spring Boot 2.5, a wrapper with Maven 3.5.3",
                            "test")
                    .given(Map.of("SPRING_DATASOURCE_PASSWORD", "postgres")),
            Repository.of(
                    "47leonel-wabo/jdbc-postgres-db-migration",
                    "8077fca",
                    "Spring Boot 2.5, JdbcTemplate, a data source of its own prefix, a profile",
                    "test"),
            Repository.of(
                            "quarkusio/quarkus-quickstarts",
                            "3.15.1",
                            "Quarkus, Hibernate ORM, a database of its dev services",
                            "test")
                    .in("hibernate-orm-quickstart")
                    .withItsContainers(),
            Repository.of("quarkusio/quarkus-quickstarts", "3.15.1", "Quarkus, Hibernate Reactive", "test")
                    .in("hibernate-reactive-panache-quickstart")
                    .withItsContainers(),
            Repository.of(
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
            Repository.of("sivaprasadreddy/testcontainers-samples", "4a01400", "Spring Boot, Testcontainers", "test")
                    .in("spring-boot-jpa-demo")
                    .java(21)
                    .withItsContainers(),
            Repository.of(
                            "spring-projects/spring-petclinic",
                            "edf4db2",
                            "Spring Boot 4.0, H2 by default, PostgreSQL and MySQL in profiles of some tests",
                            "test")
                    .withItsContainers(),
            Repository.of("spring-petclinic/spring-petclinic-rest", "698bd83", "Spring Boot 4.1, H2 by default", "test")
                    .withItsContainers());
}
