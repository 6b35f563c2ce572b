//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.nio.file.Files;
import java.util.*;
import java.util.concurrent.TimeUnit;
import lib.server.ComposeCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import support.Certificates;
import support.Leftovers;
import support.Result;
import support.Workspace;

/**
 * An environment whose server is somebody else's: no compose file, TLS, a role that may use its database and nothing
 * else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("all")
@Tag("sampled")
class DatabaseElsewhereTest {

    private static final String OUTSIDE = """
        [
          {"name": "POSTGRES_HOSTNAME", "value": "localhost"},
          {"name": "POSTGRES_PORT", "value": "%s"},
          {"name": "POSTGRES_DB", "value": "postgres"},
          {"name": "POSTGRES_USER", "value": "app"},
          {"name": "POSTGRES_PASSWORD", "value": "secret"},
          {"name": "APPLICATION_DB", "value": "shop"}%s
        ]
        """;
    private static final String VERIFY =
            ", {\"name\": \"POSTGRES_SSLMODE\", \"value\": \"verify-full\"}, {\"name\": \"POSTGRES_SSLROOTCERT\","
                    + " \"value\": \"config/tls/authority.crt\"}";

    private Workspace here;
    private Leftovers before;
    private String port;

    /** The server runs as that of another environment, which none of the commands that are tried knows of. */
    @BeforeAll
    void start() throws Exception {
        before = Leftovers.now();
        // the version of the client programs that Debian has
        here = Workspace.ofRepository()
                .replace("config/development.json", "5432", "0")
                .write("docker/server.yml", "services:\n  db:\n    image: postgres:" + clientMajor() + "\n");
        here.write("config/server.json", here.read("config/development.json"));
        here.manage("-c", "server", "postgres", "start").succeeded();
        port = here.manage("-c", "server", "postgres", "status")
                .succeeded()
                .out()
                .replaceFirst("(?s)^.*:(\\d+)\\.\\s*$", "$1");
        server("create role app login password 'secret'", "revoke connect on database postgres from public");
        here.write("config/outside.json", OUTSIDE.formatted(port, VERIFY))
                .write("config/plain.json", OUTSIDE.formatted(port, ""))
                .write("app/src/main/resources/db/seed.sql", "insert into users (email) values ('seed@server.com');\n");
        Certificates certificates = new Certificates(here.directory.resolve("config/tls"));
        certificates.issue("server", "san=dns:localhost");
        certificates.issue("app");
        new Certificates(here.directory.resolve("config/other"));
    }

    @AfterAll
    void stop() throws IOException {
        here.manage("-c", "server", "postgres", "stop").succeeded();
        before.assertNothingOf(
                here.directory, ComposeCommands.projectName(here.directory, "x").replaceFirst("^.*-", ""));
        here.delete();
    }

    @BeforeEach
    void emptyDatabase() {
        server("drop database if exists shop with (force)", "create database shop owner app");
    }

    private static String clientMajor() {
        try {
            return new String(new ProcessBuilder("psql", "--version")
                            .start()
                            .getInputStream()
                            .readAllBytes())
                    .replaceFirst("(?s)^\\D*(\\d+).*$", "$1");
        } catch (IOException none) {
            return "18";
        }
    }

    private void server(String... statements) {
        for (String statement : statements)
            here.manage("-c", "server", "sql", "-d", "postgres", statement).succeeded();
    }

    /** Switches TLS on or off, and says who gets in. */
    private void server(boolean tls, String... access) throws IOException, InterruptedException {
        here.write(
                ".manage/postgres-server/data/pg_hba.conf",
                String.join("\n", access) + "\nhost all postgres all scram-sha-256\n");
        for (String name : List.of("cert", "key"))
            server("alter system set ssl_" + name + "_file = '"
                    + here.directory.resolve("config/tls/server." + name.replace("cert", "crt")) + "'");
        server(
                "alter system set ssl_ca_file = '" + here.directory.resolve("config/tls/authority.crt") + "'",
                "alter system set ssl = " + (tls ? "on" : "off"),
                "select pg_reload_conf()");
        // it reads them a moment later
        String[] question = {"-c", "server", "sql", "--format", "csv", "-d", "postgres", "show ssl"};
        for (int i = 0; i < 50 && !here.manage(question).out().contains(tls ? "on" : "off"); i++) Thread.sleep(100);
    }

    private Result outside(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-c", "outside"));
        all.addAll(List.of(arguments));
        return here.manage(all.toArray(String[]::new));
    }

    @Test
    void every_command_works_over_tls_with_the_servers_name_verified() throws Exception {
        server(true, "hostssl shop app all scram-sha-256");
        outside("config", "check").succeeded().prints("config/outside.json: 8 variables");
        outside("create-initial-db")
                .succeeded()
                .printsExactly("The database shop already exists and was left as it is.\n");
        outside("migrate").succeeded().prints("Applied ");
        outside("migrate", "info", "--exit-code").succeeded();
        outside("sql", "--format", "csv", "select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                .succeeded()
                .printsExactly("ssl\nt\n");
        outside("db", "seed")
                .exitedWith(2)
                .says("this is outside, a protected environment, and seed writes into its database");
        outside("-y", "db", "seed").succeeded();
        outside("db", "dump", "all.sql").succeeded();
        outside("-y", "migrate", "clean").succeeded();
        outside("-y", "db", "restore", "all.sql").succeeded();
        outside("sql", "--format", "csv", "select email from users")
                .succeeded()
                .printsExactly("email\nseed@server.com\n");
        String root = here.directory.resolve("config/tls/authority.crt").toString();
        outside("db", "url")
                .succeeded()
                .prints("&sslmode=verify-full&sslrootcert=")
                .prints("shop?sslmode=verify-full&sslrootcert="
                        + java.net.URLEncoder.encode(root, java.nio.charset.StandardCharsets.UTF_8));
        // the application knows its configurations by name
        here.write("config/production.json", here.read("config/outside.json")).deleteIfThere("docker/production.yml");
        assertEquals("[{\"id\":1,\"email\":\"seed@server.com\"}]", application("production"));
    }

    /** What the application, run with an environment, answers to /users. */
    private String application(String environment) throws Exception {
        List<String> argv =
                Workspace.argv("manage.java", "-c", environment, "flask-equivalent", "run", "--port", "5078");
        ProcessBuilder builder = here.builder(argv)
                .redirectErrorStream(true)
                .redirectOutput(here.directory.resolveSibling("log").toFile());
        Process process = builder.start();
        try {
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90); ; Thread.sleep(200)) {
                try {
                    return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:5078/users"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (IOException notYet) {
                    if (System.nanoTime() > end)
                        throw new AssertionError(Files.readString(here.directory.resolveSibling("log")), notYet);
                }
            }
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void what_is_compared_is_compared_on_a_server_of_our_own() throws Exception {
        server(true, "hostssl shop app all scram-sha-256");
        outside("migrate", "dump").succeeded().says("is not managed by manage.java: comparing on an embedded server");
        here.write(
                "app/src/main/resources/db/schema.sql",
                here.read("app/src/main/resources/db/schema.sql") + "create table more (id int primary key);\n");
        outside("migrate", "diff", "-m", "more").succeeded().prints("added table more");
        outside("migrate").succeeded();
        outside("migrate", "check").succeeded().prints("none was edited after it was applied");
        assertFalse(Files.exists(here.directory.resolve(".manage/scratch-postgres")));
        String count = "select count(*) from pg_database where datname like 'manage%'";
        here.manage("-c", "server", "sql", "--format", "csv", "-d", "postgres", count)
                .succeeded()
                .printsExactly("count\n0\n");
    }

    @Test
    void what_is_wrong_with_tls_has_one_line_and_one_advice() throws Exception {
        server(false, "host shop app all scram-sha-256");
        failed("The server does not support TLS. Set POSTGRES_SSLMODE to prefer", "does not support SSL");
        server(true, "hostssl shop app all scram-sha-256");
        here.manage("-c", "plain", "sql", "select 1").succeeded();
        here.set("POSTGRES_SSLMODE", "disable");
        failed("The server requires TLS: set POSTGRES_SSLMODE to require", "no encryption");
        here.set("POSTGRES_SSLMODE", "require");
        outside("sql", "select 1").succeeded();
        here.set("POSTGRES_SSLMODE", "verify-full").set("POSTGRES_SSLROOTCERT", "config/other/authority.crt");
        failed("not signed by what POSTGRES_SSLROOTCERT holds", "");
        here.set("POSTGRES_SSLMODE", "require");
        failed("not signed by what POSTGRES_SSLROOTCERT holds", "");
        here.set("POSTGRES_SSLMODE", "verify-full").set("POSTGRES_SSLROOTCERT", "system");
        failed("not signed by what POSTGRES_SSLROOTCERT holds", "");
        here.set("POSTGRES_SSLROOTCERT", "config/tls/authority.crt").set("POSTGRES_HOSTNAME", "127.0.0.1");
        failed("The certificate is for another name", "127.0.0.1");
        here.set("POSTGRES_SSLMODE", "verify-ca");
        outside("sql", "select 1").succeeded();
        here.set("POSTGRES_SSLMODE", "strict");
        outside("sql", "select 1")
                .exitedWith(2)
                .says("POSTGRES_SSLMODE is \"strict\"")
                .says("It must be one of disable, allow, prefer, require, verify-ca, verify-full.");
        here.set("POSTGRES_SSLMODE", "verify-ca").set("POSTGRES_SSLROOTCERT", "config/none.crt");
        outside("sql", "select 1")
                .exitedWith(2)
                .says("POSTGRES_SSLROOTCERT names " + here.directory.resolve("config/none.crt")
                        + ", which cannot be read");
        outside("config", "check").exitedWith(2).prints("POSTGRES_SSLROOTCERT names ");
    }

    @AfterEach
    void unset() {
        for (String name : List.of(
                "POSTGRES_SSLMODE", "POSTGRES_SSLROOTCERT", "POSTGRES_HOSTNAME", "POSTGRES_SSLCERT", "POSTGRES_SSLKEY"))
            here.unset(name);
    }

    private void failed(String advice, String reason) {
        Result result = outside("sql", "select 1")
                .exitedWith(3)
                .says("cannot connect to database \"shop\" at ")
                .says(reason)
                .says(advice);
        List<String> lines =
                result.err().lines().filter(line -> !line.startsWith("[jbang")).toList();
        assertEquals(2, lines.size(), result::toString);
    }

    @Test
    void a_certificate_of_ones_own() throws Exception {
        server(true, "hostssl shop app all scram-sha-256 clientcert=verify-ca");
        failed("set POSTGRES_SSLCERT and POSTGRES_SSLKEY", "client certificate");
        here.set("POSTGRES_SSLCERT", "config/tls/app.crt").set("POSTGRES_SSLKEY", "config/tls/app.key");
        outside("sql", "select 1").succeeded();
        outside("db", "dump", "cert.dump").succeeded();
    }

    @Test
    void one_who_may_not_create_databases_is_told_whom_to_ask() throws Exception {
        server(true, "hostssl all app all scram-sha-256");
        here.write("config/missing.json", OUTSIDE.formatted(port, VERIFY).replace("\"shop\"", "\"another\""));
        here.manage("-c", "missing", "create-initial-db")
                .exitedWith(3)
                .says("permission denied for database \"postgres\"")
                .says("whether this user may use the database that POSTGRES_DB names");
        here.write(
                "config/missing.json",
                here.read("config/missing.json").replace("\"value\": \"postgres\"", "\"value\": \"shop\""));
        here.manage("-c", "missing", "create-initial-db")
                .exitedWith(1)
                .says("permission denied to create database")
                .says("ask whoever runs the server to create it");
    }

    @Test
    void tests_take_neither_the_server_nor_the_certificates_of_others() throws Exception {
        server(true, "hostssl shop app all scram-sha-256");
        here.set("POSTGRES_SSLMODE", "verify-full")
                .set("POSTGRES_SSLROOTCERT", "config/tls/authority.crt")
                .set("POSTGRES_HOSTNAME", "localhost");
        Result tests = here.manage("--engine", "embedded", "test", "UserRepositoryTest")
                .succeeded();
        assertTrue(tests.err().contains(", 0 failed"), tests::toString);
    }
}
