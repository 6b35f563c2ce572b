//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import lib.base.ExitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several databases in one environment: each has its own values of some variables. */
class DatabasesTest extends ConfigDirectory {

    private static final String TWO = "[{\"name\": \"APPLICATION_DATABASES\", \"value\": [\"orders\", \"user-data\"]}";

    private Environment two(String more, Map<String, String> process) throws Exception {
        return load(TWO + more + "]", process);
    }

    private static String variable(String name, String value) {
        return ", {\"name\": \"" + name + "\", \"value\": " + value + "}";
    }

    private static List<String> values(Environment environment, String variable) {
        return new Databases(environment)
                .all().stream().map(each -> each.get(variable, "-")).toList();
    }

    @Test
    void a_list_of_names_is_all_that_two_need() throws Exception {
        Environment both = two(variable("URL", "\"jdbc:x/${APPLICATION_DB_USER_DATA}\""), Map.of());
        assertEquals("orders", both.require("APPLICATION_DB"));
        assertEquals("jdbc:x/user-data", both.require("URL"));
        assertEquals("orders", both.exported().get("APPLICATION_DB_ORDERS"));
        assertEquals("user-data", both.exported().get("APPLICATION_DB_USER_DATA"));
        assertEquals("[\"orders\",\"user-data\"]", both.exported().get("APPLICATION_DATABASES"));
        assertEquals(List.of("orders", "user-data"), values(both, "APPLICATION_DB"));
    }

    @Test
    void what_one_has_of_its_own_takes_the_place_of_what_is_for_all() throws Exception {
        Environment both = two(
                variable("APPLICATION_MIGRATIONS", "\"sql\"")
                        + variable("APPLICATION_MIGRATIONS_ORDERS", "[\"a\", \"b\"]")
                        + variable("APPLICATION_USER", "\"app\"")
                        + variable("APPLICATION_USER_USER_DATA", "\"reader\"")
                        + variable("APPLICATION_DB_ORDERS", "\"orders_of_${APPLICATION_USER}\"")
                        + variable("FLYWAY_TABLE_ORDERS", "\"history\"")
                        + variable("URL", "\"jdbc:x/${APPLICATION_DB}\""),
                Map.of());
        List<Environment> each = new Databases(both).all();
        assertEquals(List.of("a", "b"), each.get(0).list("APPLICATION_MIGRATIONS"));
        assertEquals(List.of("sql"), each.get(1).list("APPLICATION_MIGRATIONS"));
        assertEquals(List.of("app", "reader"), values(both, "APPLICATION_USER"));
        assertEquals(List.of("jdbc:x/orders_of_app", "jdbc:x/user-data"), values(both, "URL"));
        assertEquals(List.of("history", "-"), values(both, "FLYWAY_TABLE"));
        assertEquals(List.of("-", "-"), values(both, "FLYWAY_TABLE_ORDERS"));
        assertEquals("APPLICATION_MIGRATIONS_ORDERS", each.get(0).nameOf("APPLICATION_MIGRATIONS"));
        assertEquals("APPLICATION_MIGRATIONS", each.get(1).nameOf("APPLICATION_MIGRATIONS"));
        Environment running = each.get(0).with(Map.of("POSTGRES_PORT", "7"));
        assertEquals("orders_of_app", running.require("APPLICATION_DB"));
        assertEquals(List.of(running), new Databases(running).all());
    }

    @Test
    void what_is_exported_for_one_counts_for_it_alone() throws Exception {
        Environment both = two(
                variable("APPLICATION_SEED_ORDERS", "\"orders.sql\"")
                        + ", {\"name\": \"APPLICATION_PASSWORD_ORDERS\", \"secret\": true}",
                Map.of(
                        "APPLICATION_SEED", "all.sql",
                        "APPLICATION_DB", "orders",
                        "APPLICATION_GRANTS_USER_DATA", "none",
                        "APPLICATION_PASSWORD", "plain",
                        "APPLICATION_PASSWORD_ORDERS", "hush-hush"));
        assertEquals(List.of("orders.sql", "all.sql"), values(both, "APPLICATION_SEED"));
        assertEquals(List.of("-", "none"), values(both, "APPLICATION_GRANTS"));
        assertEquals(List.of("hush-hush", "plain"), values(both, "APPLICATION_PASSWORD"));
        assertEquals("***", new Databases(both).all().get(0).masked("hush-hush"));
        assertEquals(
                List.of("b", "user-data"),
                values(
                        two(
                                "",
                                Map.of(
                                        "APPLICATION_DB_ORDERS",
                                        "b",
                                        "APPLICATION_DATABASES",
                                        "[\"orders\",\"user-data\"]")),
                        "APPLICATION_DB"));
    }

    @Test
    void one_in_the_list_is_the_application_s_database() throws Exception {
        Environment one = load(
                "[{\"name\": \"APPLICATION_DATABASES\", \"value\": \"orders\"}"
                        + variable("APPLICATION_MIGRATIONS_ORDERS", "\"sql\"") + "]",
                Map.of());
        assertEquals("orders", one.require("APPLICATION_DB"));
        assertEquals("sql", one.require("APPLICATION_MIGRATIONS"));
        assertEquals(List.of(one), new Databases(one).all());
        assertEquals(one, new Databases(one).named("orders"));
        Environment plain = load("[{\"name\": \"APPLICATION_DB\", \"value\": \"shop\"}]", Map.of());
        assertEquals(List.of(plain), new Databases(plain).all());
        assertEquals(plain, new Databases(plain).named("shop"));
        ExitException stop = assertThrows(ExitException.class, () -> new Databases(plain).named("orders"));
        assertEquals("there is no database \"orders\" in config/x.json", stop.getMessage());
        assertTrue(stop.hint.startsWith("Its only database is shop"), stop.hint);
    }

    @Test
    void the_one_that_is_taken_where_none_is_named_is_one_of_them() throws Exception {
        assertEquals(
                List.of("orders", "user-data"),
                values(two(variable("APPLICATION_DB", "\"user-data\""), Map.of()), "APPLICATION_DB"));
        Environment other = two(variable("APPLICATION_DB", "\"shop\""), Map.of());
        ExitException stop = assertThrows(ExitException.class, () -> new Databases(other).all());
        assertEquals(
                "APPLICATION_DB is \"shop\", which is not one of the databases: orders, user-data", stop.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"a b\"]|[]|has \"a b\", which cannot be a part of a variable's name",
                "[\"a-b\", \"a_b\"]|[]|has \"a-b\" and \"a_b\", whose variables would have the same names",
                "[\"file\"]|[]|has \"file\", but a variable that ends with this name has another meaning",
                "[\"orders\"]|APPLICATION_MIGRATIONS_ORDER|APPLICATION_MIGRATIONS_ORDER is for a database that"
                        + " APPLICATION_DATABASES does not name",
                "[]|APPLICATION_INIT_SQL_ORDERS|APPLICATION_INIT_SQL_ORDERS is for a database that"
                        + " APPLICATION_DATABASES does not name",
            })
    void a_name_that_cannot_be_one_is_refused(String list, String variable, String message) {
        ExitException stop = refused(
                "[{\"name\": \"APPLICATION_DATABASES\", \"value\": " + list + "}"
                        + (variable.equals("[]") ? "" : variable(variable, "[\"x\"]")) + "]",
                Map.of());
        assertTrue(stop.getMessage().startsWith("config/x.json:1: "), stop::getMessage);
        assertTrue(stop.getMessage().contains(message), stop::getMessage);
        if (list.contains("\"orders\"")) assertTrue(stop.hint.contains("Did you mean APPLICATION_MIGRATIONS_ORDERS?"));
    }
}
