//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.postgresql:postgresql:42.7.14

package lib.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import lib.environment.Environment;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import support.SmallRepository;

/** Every address that is printed can be pasted, whatever server, database and user are called. */
class ConnectionUrlsTest extends SmallRepository {

    private Environment environment(String host, String database) throws IOException {
        return context("""
            [{"name": "POSTGRES_HOSTNAME", "value": "%s"}, {"name": "POSTGRES_PORT", "value": 5433},
             {"name": "POSTGRES_USER", "value": "a b@c"}, {"name": "POSTGRES_PASSWORD", "value": "p&q"},
             {"name": "APPLICATION_DB", "value": "%s"}]
            """.formatted(host, database)).environment();
    }

    @Test
    void the_driver_takes_what_is_printed() throws IOException {
        for (String host : List.of("db.example.com", "127.0.0.1", "::1", "[::1]", "2001:db8::1")) {
            for (String database : List.of("shop", "a b", "50%", "a?b&c=d", "a/b#c", "日本")) {
                Environment environment = environment(host, database);
                String url = ConnectionUrls.of(environment, true).jdbc();
                Properties parsed = Driver.parseURL(url, new Properties());
                assertEquals(database, parsed.getProperty("PGDBNAME"), url);
                assertEquals("5433", parsed.getProperty("PGPORT"), url);
                assertEquals(
                        host.replaceAll("[\\[\\]]", ""),
                        parsed.getProperty("PGHOST").replaceAll("[\\[\\]]", ""),
                        url);
                assertEquals("a b@c", parsed.getProperty("user"), url);
                assertEquals("p&q", parsed.getProperty("password"), url);
            }
        }
    }

    @Test
    void an_address_of_ipv6_has_brackets_in_a_url() throws IOException {
        for (String host : List.of("::1", "[::1]")) {
            Environment environment = environment(host, "a b?&%");
            assertEquals(
                    "postgresql://a%20b%40c:***@[::1]:5433/a%20b%3F%26%25",
                    ConnectionUrls.of(environment, false).libpq());
            assertEquals(
                    "jdbc:postgresql://[::1]:5433/a%20b%3F%26%25",
                    ConnectionUrls.jdbc(Database.application(environment)));
            assertEquals("::1", Database.application(environment).host());
        }
    }

    @Test
    void a_name_that_programs_would_read_as_a_connection_string_is_written_as_one() throws IOException {
        assertEquals("a b", Database.application(environment("x", "a b")).argument());
        assertEquals(
                "dbname='host=it\\'s'",
                Database.application(environment("x", "host=it's")).argument());
        assertEquals(
                "dbname='postgres://x'",
                Database.application(environment("x", "postgres://x")).argument());
    }
}
