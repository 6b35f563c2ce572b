//JAVA 17+
//DEPS org.junit.jupiter:junit-jupiter:6.1.3

package lib.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret, by its name or by what a text uses it for. */
class SecretDetectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTGRES_PASSWORD",
                "password",
                "DB_PASS",
                "DBPASS",
                "SMTP_PWD",
                "MYSQL_PWD",
                "PASSWD",
                "API_KEY",
                "apiKey",
                "api.key",
                "STRIPE_APIKEY",
                "PASSPHRASE",
                "AUTH",
                "REDIS_AUTH",
                "PGPASS",
                "PGPASSWORD",
                "ENCRYPTION_KEY",
                "JWT_SIGNING_KEY",
                "JWT_SECRET",
                "JWT",
                "AWS_SECRET_ACCESS_KEY",
                "GITHUB_TOKEN",
                "NPM_AUTHTOKEN",
                "clientSecret",
                "SECRET_KEY_BASE",
                "TOKEN_2",
                "KEY",
                "MAIL_CREDENTIALS",
                "spring.datasource.password",
                "javax.net.ssl.keyStorePassword"
            })
    void a_name_tells_a_secret(String name) {
        assertTrue(SecretDetection.isSecret(name, "hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_PASSWORD_FILE, /run/secrets/x",
        "PGPASSFILE, /home/me/.pgpass",
        "POSTGRES_HOST_AUTH_METHOD, trust",
        "SMTP_AUTH, true",
        "USE_TOKEN, always",
        "MAX_TOKENS, 4096",
        "TOKEN_TTL, 60",
        "TOKEN_URL, https://example.org/token",
        "PASSWORD_POLICY, strict",
        "DB_PASSWORD, ''",
        "DB_PASSWORD, /run/secrets/password",
        "PWD, /home/me",
        "OLDPWD, /home/me",
        "SSH_AUTH_SOCK, /tmp/agent",
        "AUTHOR, me",
        "PUBLIC_KEY, abc",
        "PRIMARY_KEY, id",
        "MONKEY, bananas",
        "SSL_KEY, /etc/ssl/server.key",
        "POSTGRES_SSLKEY, certs/server.key",
        "AWS_ACCESS_KEY_ID, AKIA",
        "COMPASS, north",
        "POSTGRES_INITDB_ARGS, --auth=scram-sha-256",
        "POSTGRES_USER, postgres",
        "JAVA_OPTS, -Xmx1g",
        "URL, jdbc:postgresql://db:5432/shop?sslmode=require",
        "APPLICATION_IMAGE, registry.example:5000/shop:1"
    })
    void other_names_do_not(String name, String value) {
        assertFalse(SecretDetection.isSecret(name, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h/d?user=u&password=hush&ssl=true"
                        + " | jdbc:postgresql://h/d?user=u&password=***&ssl=true",
                "postgres://me:hush@h/d | postgres://me:***@h/d",
                "-Xmx1g -Ddb.password=hush -Da=b | -Xmx1g -Ddb.password=*** -Da=b",
                "-Dspring.mail.pwd=hush | -Dspring.mail.pwd=***",
                "host=h user=u password=hush | host=h user=u password=***",
                "{\"spring\": {\"password\": \"hush\", \"a\": 1}} | {\"spring\": {\"password\": \"***\", \"a\": 1}}",
                "{\"apiKey\":\"hush\"} | {\"apiKey\":\"***\"}",
                "{\\\"apiKey\\\": \\\"hush\\\"} | {\\\"apiKey\\\": \\\"***\\\"}",
                "{\"password\": \"hu\\\"sh\"} | {\"password\": \"***\"}",
                "https://x/?access_token=hush | https://x/?access_token=***",
                "Authorization: Bearer hush | Authorization: Bearer ***",
                "x-api-key: hush | x-api-key: ***",
                "Uid=me;Pwd=hush;Port=1 | Uid=me;Pwd=***;Port=1",
                "--args=\"a.password=hush\" | --args=\"a.password=***\"",
                "PGPASSWORD=$POSTGRES_PASSWORD psql | PGPASSWORD=$POSTGRES_PASSWORD psql",
                "password=$(cat /run/secrets/x) | password=$(cat /run/secrets/x)",
                "http://token:8080/x | http://token:8080/x",
                "trust.password.file=x | trust.password.file=x"
            })
    void what_a_text_gives_a_secret_is_masked(String text, String masked) {
        assertEquals(masked, SecretDetection.masked(text));
        assertEquals(!text.equals(masked), SecretDetection.in(text));
    }

    @Test
    void a_private_key_is_one_whatever_its_name_is() {
        assertTrue(SecretDetection.isSecret("X", "-----BEGIN RSA PRIVATE KEY-----\nabc"));
    }

    @Test
    void a_large_value_takes_no_time() {
        String large = "a.b_".repeat(50_000);
        assertTimeout(Duration.ofSeconds(2), () -> SecretDetection.in(large + "=" + large));
        String quoted = "\"password\": \"" + "\\\\".repeat(1000) + large + '"';
        assertTimeout(Duration.ofSeconds(2), () -> SecretDetection.in(quoted));
    }
}
