//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an exported variable can hold that leads tests to another database, in whatever spelling. */
class DatabaseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example:5432/shop",
                "JDBC:PostgreSQL://db.example/shop",
                "jdbc:postgresql:shop",
                "  jdbc:postgresql://db.example/shop",
                "\"jdbc:postgresql://db.example/shop\"",
                "jdbc:otel:postgresql://db.example/shop",
                "jdbc:aws-wrapper:postgresql://db.example/shop",
                "jdbc:p6spy:postgresql://db.example/shop",
                "jdbc:log4jdbc:postgresql://db.example/shop",
                "jdbc:pgsql://db.example/shop",
                "r2dbc:postgresql://db.example/shop",
                "r2dbc:pool:postgres://db.example/shop",
                "vertx-reactive:postgresql://db.example/shop",
                "postgres://me:hush@db.example/shop",
                "postgresql://db.example",
                "postgresql+asyncpg://db.example/shop",
                "postgresql+psycopg2://db.example/shop",
                "pgsql://db.example/shop",
                "psql://db.example/shop",
                "postgis://db.example/shop",
                "host=db.example dbname=shop",
                " host = db.example port=5433",
                "dbname=shop user=me password='a b' sslmode=require",
                "user=me\nhost=db.example",
                "service=live",
                "hostaddr=192.0.2.1",
                "{\"spring\": {\"datasource\": {\"url\": \"jdbc:postgresql://db.example/shop\"}}}",
                "{\"spring.datasource.url\":\"jdbc:postgresql:\\/\\/db.example\\/shop\"}",
                "-Xmx1g -Dspring.datasource.url=jdbc:postgresql://db.example/shop",
                "-Dquarkus.datasource.reactive.url='vertx-reactive:postgresql://db.example/shop'",
                "spring.datasource.url=jdbc:postgresql://db.example/shop"
            })
    void an_address_is_found(String text) {
        assertTrue(DatabaseAddress.in(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgres",
                "postgres:16",
                "postgres:17-alpine",
                "postgres@sha256:0123",
                "docker.io/library/postgres:16",
                "registry.example:5000/team/postgres:16.3",
                "postgis/postgis:17-3.5",
                "/usr/lib/postgresql/17/bin",
                "/usr/lib/postgresql/17/bin:/usr/bin",
                "postgresql,flyway",
                "jdbc:h2:mem:x;MODE=PostgreSQL",
                "jdbc:mysql://db.example/shop",
                "jdbc:tc:postgresql:17:///shop",
                "https://www.postgresql.org/docs/",
                "db.example",
                "user=me password=x",
                "-Xmx1g -Dhost=db.example",
                "org.postgresql.Driver"
            })
    void what_is_none_is_left(String text) {
        assertFalse(DatabaseAddress.in(text));
    }
}
