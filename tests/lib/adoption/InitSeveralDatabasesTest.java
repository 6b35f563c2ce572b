//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Modules with a database each. */
class InitSeveralDatabasesTest extends SurveyedShop {

    private static final String FLYWAY = dependency("org.flywaydb", "flyway-core");

    private void modules(String ordersUrl, String usersUrl) throws IOException {
        shop.write(
                "pom.xml",
                pom(
                        "",
                        "<packaging>pom</packaging><modules><module>orders</module><module>users</module>"
                                + "</modules>"));
        module("orders", ordersUrl);
        module("users", usersUrl);
    }

    private void module(String name, String url) throws IOException {
        shop.write(name + "/pom.xml", spring(FLYWAY).replace("<artifactId>shop<", "<artifactId>" + name + "<"))
                .write(name + "/src/main/resources/application.properties", "spring.datasource.url=" + url + "\n")
                .write(name + "/src/main/resources/db/migration/V1__" + name + ".sql", "select 1;")
                .write(name + "/src/test/java/" + name + "/ATest.java", "class ATest { @Test void a() { } }");
    }

    private void hasBoth() {
        assertEquals(List.of("orders", "users"), testing.databaseNames());
        has("APPLICATION_DB_ORDERS", "orders");
        has("APPLICATION_DB_USERS", "users");
        has("APPLICATION_MIGRATIONS_ORDERS", "orders/src/main/resources/db/migration");
        has("APPLICATION_MIGRATIONS_USERS", "users/src/main/resources/db/migration");
        assertEquals("orders, users in orders, users", found("Databases"));
        assertEquals("nothing", found("Database"));
        assertTrue(found("Migrations").startsWith("Flyway, 2 files in orders/src"), found("Migrations"));
    }

    @Test
    void each_module_has_its_own_database_migrations_and_variable() throws IOException {
        modules(
                "${ORDERS_URL:jdbc:postgresql://localhost:5432/orders}",
                "jdbc:postgresql://${USERS_HOST:localhost}:${USERS_PORT:5432}/${USERS_NAME:users}");
        survey();
        hasBoth();
        has("ORDERS_URL", URL + "orders");
        has("USERS_HOST", "db.host");
        hasNot("SPRING_DATASOURCE_URL");
        has("USERS_NAME", "users");
        assertTrue(survey.notes.stream().noneMatch(note -> note.contains("one variable for")), survey.notes::toString);
    }

    @Test
    void one_variable_with_several_defaults_leads_to_the_first_and_that_is_said() throws IOException {
        modules(
                "${DB_URL:jdbc:postgresql://localhost:5432/orders}",
                "${DB_URL:jdbc:postgresql://localhost:5432/users}");
        survey();
        hasBoth();
        has("DB_URL", URL + "orders");
        hasNot("SPRING_DATASOURCE_URL");
        notes("The databases orders and users share the variable DB_URL, which points to orders. To test each module"
                + " with its own database, have each module read a variable of its own, such as DB_URL_ORDERS and"
                + " DB_URL_USERS");
        survey("users");
        assertTrue(testing.databaseNames().isEmpty(), testing.databaseNames()::toString);
        has("DB_URL", URL + "users");
    }

    @Test
    void code_tells_too() throws IOException {
        shop.write("pom.xml", pom("", "<modules><module>a</module><module>b</module></modules>"));
        for (String name : List.of("a", "b"))
            shop.write(name + "/pom.xml", pom(DRIVER).replace("<artifactId>shop<", "<artifactId>" + name + "<"))
                    .write(
                            name + "/src/main/java/" + name + "/Store.java",
                            "class Store { String url = System.getenv().getOrDefault(\"" + name.toUpperCase()
                                    + "_STORE\", \"jdbc:postgresql://localhost/" + name + "_data\"); }");
        survey();
        assertEquals(List.of("a_data", "b_data"), testing.databaseNames());
        has("A_STORE", URL + "a_data");
        has("B_STORE", URL + "b_data");
    }

    @Test
    void one_database_stays_one_line() throws IOException {
        String url = "${DB_URL:jdbc:postgresql://localhost:5432/shop}";
        modules(url, url);
        survey();
        has("APPLICATION_DB", "shop");
        assertFalse(shop.read("config/testing.json").contains("APPLICATION_DATABASES"));
        // with one database for both, it is one of the modules
        has("APPLICATION_MIGRATIONS", "orders/src/main/resources/db/migration");
        modules(url, "jdbc:h2:mem:users");
        survey();
        has("APPLICATION_DB", "shop");
    }

    @Test
    void migrations_that_belong_to_no_database_are_left() throws IOException {
        modules(
                "jdbc:postgresql://localhost/orders\nspring.flyway.locations=classpath:db/migration,classpath:shared",
                "jdbc:postgresql://localhost/users");
        shop.write("common/pom.xml", pom(FLYWAY).replace("<artifactId>shop<", "<artifactId>common<"))
                .write("common/src/main/resources/shared/V2__c.sql", "select 1;")
                .write("pom.xml", shop.read("pom.xml").replace("<modules>", "<modules><module>common</module>"));
        survey();
        assertEquals(List.of("orders", "users"), testing.databaseNames());
        has("APPLICATION_MIGRATIONS", "none");
        notes("common/src/main/resources/shared is not in the module of any database");
    }
}
