//JAVA 17+

package lib.adoption;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What init finds in repositories with Quarkus or Micronaut. */
class InitQuarkusAndMicronautTest extends SurveyedShop {

    @Test
    void quarkus_leaves_its_own_dev_services_for_ours() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(dependency("io.quarkus", "quarkus-jdbc-postgresql")
                                + dependency("io.quarkus", "quarkus-hibernate-orm-panache")))
                .write(
                        "src/main/resources/application.properties",
                        "%prod.quarkus.datasource.jdbc.url=jdbc:postgresql://db/shop\n"
                                + "%prod.quarkus.datasource.username=keeper\n"
                                + "quarkus.hibernate-orm.log.sql=true\n"
                                + "quarkus.datasource.devservices.image-name=postgres:15.0\n");
        survey();
        has("QUARKUS_DATASOURCE_JDBC_URL", URL + "shop");
        hasNot("QUARKUS_DATASOURCE_DEVSERVICES_IMAGE_NAME");
        has("QUARKUS_DATASOURCE_USERNAME", "keeper");
        has("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY", "drop-and-create");
    }

    @Test
    void quarkus_reactive_with_a_schema_of_its_own_making() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(dependency("io.quarkus", "quarkus-reactive-pg-client")
                                + dependency("io.quarkus", "quarkus-hibernate-reactive")))
                .write(
                        "src/main/resources/application.properties",
                        "quarkus.hibernate-orm.database.generation=drop-and-create\n"
                                + "%prod.quarkus.datasource.reactive.url=vertx-reactive:postgresql://localhost/shop\n");
        survey();
        has("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db.host:5555/shop");
        hasNot("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY");
        hasNot("QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    void quarkus_and_a_datasource_with_a_name() throws IOException {
        String named = "quarkus.datasource.store.db-kind=postgresql\n"
                + "quarkus.datasource.store.jdbc.url=jdbc:postgresql://localhost:5432/shop\n";
        shop.write("pom.xml", pom(dependency("io.quarkus", "quarkus-jdbc-postgresql")))
                .write("src/main/resources/application.properties", named);
        survey();
        has("QUARKUS_DATASOURCE_STORE_JDBC_URL", URL + "shop");
        hasNot("QUARKUS_DATASOURCE_JDBC_URL");

        shop.write("src/main/resources/application.properties", named + "quarkus.datasource.db-kind=postgresql\n");
        survey();
        has("QUARKUS_DATASOURCE_JDBC_URL", URL + "shop");
    }

    @Test
    void micronaut_and_a_datasource_with_a_name() throws IOException {
        shop.write(
                        "pom.xml",
                        pom(DRIVER
                                + dependency("io.micronaut", "micronaut-inject")
                                + dependency("io.micronaut.flyway", "micronaut-flyway")))
                .write(
                        "src/main/resources/application.yml",
                        "datasources:\n"
                                + "  store:\n"
                                + "    url: jdbc:postgresql://localhost:5432/shop\n"
                                + "    username: keeper\n"
                                + "    password: hush\n"
                                + "    driverClassName: org.postgresql.Driver\n");
        survey();
        has("DATASOURCES_STORE_URL", URL + "shop");
        has("DATASOURCES_STORE_USERNAME", "keeper");
        hasNot("DATASOURCES_DEFAULT_URL");
        shop.write("src/main/resources/application.yml", "micronaut:\n  application:\n    name: shop\n");
        survey();
        has("DATASOURCES_DEFAULT_URL", URL + "application");
        shop.write(
                "src/main/resources/application.yml",
                "datasources:\n"
                        + "  default:\n"
                        + "    url: jdbc:postgresql://localhost:5432/shop\n"
                        + "  audit:\n"
                        + "    url: jdbc:postgresql://localhost:5432/audit\n");
        survey();
        notes("shop and audit are separate databases");
    }
}
