//JAVA 17+

package lib.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What init reads out of Java sources: what a value is for, and what it must look like. */
class InitSourcesTest extends SurveyedShop {

    private static final String PLACE = "db.host:5555/application";

    private List<String> arguments() {
        return testing.list("APPLICATION_MAVEN_ARGS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String url = System.getenv().getOrDefault(\"SHOP_DBURL\", \"postgresql://127.0.0.1:5432/shop\");",
                "static final String NAME = \"SHOP_\" + \"DBURL\"; static final String FALLBACK ="
                        + " \"postgresql://127.0.0.1:5432/shop\"; String url = Optional.ofNullable(System.getenv(NAME))"
                        + ".orElse(FALLBACK);",
                "String url() { String url = System.getenv(\"SHOP_DBURL\"); if (url == null) url ="
                        + " \"postgresql://127.0.0.1:5432/shop\"; return url; }",
                "String url = env(\"SHOP_DBURL\", \"postgresql://127.0.0.1:5432/shop\"); static String env(String"
                        + " name, String fallback) { String value = System.getenv(name); return value == null ||"
                        + " value.isBlank() ? fallback : value; }",
                "String url = System.getenv(\"SHOP_DBURL\") != null ? System.getenv(\"SHOP_DBURL\") :"
                        + " String.format(\"postgresql://%s:%d/%s\", \"127.0.0.1\", 5432, \"shop\");"
            })
    void a_value_looks_like_its_default(String code) throws IOException {
        test(code + " String user = System.getenv(\"SHOP_DBUSERNAME\"),"
                + " password = System.getenv(\"SHOP_DBPASSWORD\");");
        survey();
        has("SHOP_DBURL", "postgresql://db.host:5555/shop");
        has("SHOP_DBUSERNAME", "postgres");
        has("SHOP_DBPASSWORD", "postgres");
        has("APPLICATION_DB", "shop");
        port("0");
        assertEquals("SHOP_DBURL as address in src/test/java/ATest.java:2", found("Code reads"));
        String guessed = found("Guessed");
        assertTrue(guessed.startsWith("SHOP_DBPASSWORD as password, SHOP_DBUSERNAME as user: by"), guessed);
        notes("Each guess is a line of config/testing.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"jdbc:postgresql://\" + System.getenv(\"X\")                 | " + PLACE,
                "\"jdbc:\" + System.getenv(\"X\")                              | postgresql://" + PLACE,
                "\"jdbc:postgresql:\" + System.getenv(\"X\")                   | //" + PLACE,
                "\"jdbc:postgresql://\" + System.getenv(\"X\") + \":5432/shop\" | db.host",
                "\"jdbc:postgresql://h:\" + System.getenv(\"X\") + \"/shop\"    | 5555",
                "\"jdbc:postgresql://h:1/\".concat(System.getenv(\"X\"))       | application",
                "\"jdbc:postgresql://h:1/d?user=\" + System.getenv(\"X\")      | postgres",
                "new StringBuilder(\"jdbc:postgresql://\").append(System.getenv(\"X\")).toString() | " + PLACE,
                "System.getenv(\"X\").replace(\"postgres://\", \"jdbc:postgresql://\") | postgres://" + PLACE,
                "\"jdbc:postgresql://%s/shop\".formatted(System.getenv(\"X\")) | db.host"
            })
    void a_value_is_what_its_place_in_an_address_asks_for(String expression, String value) throws IOException {
        test("void open() { DriverManager.getConnection(" + expression + ", \"postgres\", \"\"); }");
        survey();
        has("X", value);
        assertTrue(found("Code reads").startsWith("X as "), found("Code reads"));
        port("0");
    }

    @Test
    void what_a_setter_gets_needs_no_name_that_tells() throws IOException {
        test("""
            void open() {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setServerName(System.getenv("MACHINE"));
                source.setPortNumber(Integer.parseInt(System.getenv("NUMBER")));
                source.setDatabaseName(System.getProperty("it.name"));
                Properties login = new Properties();
                login.put("user", System.getenv("WHO"));
                var cache = new JedisPoolConfig();
                cache.setHost(System.getenv("CACHE"));
                PgConnectOptions.fromUri(System.getProperty("connection.uri"));
                PgConnectOptions.fromUri(System.getProperty("tls.connection.uri"));
            }
            """);
        survey();
        has("MACHINE", "db.host");
        has("NUMBER", "5555");
        has("WHO", "postgres");
        hasNot("CACHE");
        assertEquals(
                List.of(
                        "-Dit.name=application",
                        "-Dconnection.uri=postgresql://postgres:postgres@db.host:5555/application"),
                arguments());
    }

    @Test
    void constants_and_methods_of_other_classes_are_followed() throws IOException {
        test("String url = Settings.of(Names.URL), who = Settings.of(Names.PREFIX + \".who\");"
                + " void open() { DriverManager.getConnection(url, who, \"x\"); }");
        shop.write(
                        "src/test/java/Names.java",
                        "interface Names { String PREFIX = \"shop.pg\"; String URL = PREFIX + \".place\"; }")
                .write(
                        "src/main/java/Settings.java",
                        "class Settings { static String of(String key) { return System.getProperty(key); } }");
        survey();
        assertEquals(List.of("-Dshop.pg.place=" + URL + "application", "-Dshop.pg.who=postgres"), arguments());
    }

    @Test
    void properties_of_the_tests_stay_where_an_example_has_a_fixed_port() throws IOException {
        test("static final String P = \"postgres.database.\"; String url = System.getProperty(P + \"url\"), user ="
                + " System.getProperty(P + \"user\"), password = System.getProperty(P + \"password\");");
        shop.write(
                        "pom.xml",
                        pom(
                                DRIVER,
                                "<profiles><profile><id>postgres</id><build/></profile>"
                                        + "<profile><id>release</id></profile></profiles>"))
                .write("postgres.properties.example", "postgres.database.url=jdbc:postgresql://localhost:5444/shop\n")
                .write("config/example.properties", "postgres.database.url=jdbc:postgresql://localhost:5444/shop\n")
                .write("flyway.conf", "flyway.url=jdbc:postgresql://localhost:5445/shop\n");
        survey();
        port("0");
        assertEquals(
                Set.of(
                        "-Dpostgres.database.url=" + URL + "shop",
                        "-Dpostgres.database.user=postgres",
                        "-Dpostgres.database.password=postgres"),
                Set.copyOf(arguments()));
        notes("config/example.properties:1, flyway.conf:1 have fixed addresses, and no test reads them");
        notes("The profile postgres of pom.xml chooses PostgreSQL, and is active only if it is named. If the tests"
                + " need it, change in config/testing.json: {\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\":"
                + " [\"-Dpostgres.database");
        assertFalse(survey.notes.toString().contains("The profile release"), survey.notes::toString);
    }

    @Test
    void only_what_tests_read_fixes_a_port() throws IOException {
        test("Shop shop = new Shop();");
        String opened = "DriverManager.getConnection(\"jdbc:postgresql://localhost:6543/shop\","
                + " \"keeper\", \"hush\"); } }\n";
        shop.write("src/main/java/Sample.java", "class Sample { public static void main(String[] a) { " + opened)
                .write("src/main/java/Shop.java", "class Shop { }");
        survey();
        port("0");
        notes("src/main/java/Sample.java:1 has a fixed address, and no test reads it");
        assertEquals("jdbc:postgresql://localhost:6543/shop in src/main/java/Sample.java:1", found("Database"));
        shop.write("src/main/java/Shop.java", "class Shop { Store store; }")
                .write("src/main/java/Store.java", "class Store { void open() { " + opened);
        survey();
        port("6543");
        has("POSTGRES_USER", "keeper");
        notes("src/main/java/Store.java:1 has a fixed address, so the server for the tests uses port" + " 6543");
        shop.write("src/main/java/Store.java", "class Store { }");
        test("void a() { assertEquals(\"jdbc:postgresql://localhost:7654/shop\", url()); }");
        survey();
        port("0");
    }

    @Test
    void a_driver_that_is_told_no_server_comes_to_localhost() throws IOException {
        test("void a() { PGSimpleDataSource source = new PGSimpleDataSource(); source.setDatabaseName(\"shop\");"
                + " source.setUser(\"keeper\"); source.setPassword(\"hush\");"
                + " source.setPortNumbers(new int[] {6543}); }");
        survey();
        port("6543");
        has("POSTGRES_USER", "keeper");
        has("APPLICATION_DB", "shop");
        test("void a() { var options = new PgConnectOptions().setHost(container.getHost()).setPort(5432); }");
        survey();
        port("0");
        test("void a() { var proxied = new PgConnectOptions(options).setHost(\"localhost\").setPort(8080); }");
        survey();
        port("0");
    }

    @Test
    void a_default_beside_a_container_is_the_address() throws IOException {
        test("// import org.testcontainers\nPostgreSQLContainer<?> db; String url ="
                + " \"jdbc:postgresql://localhost/shop\";");
        survey();
        port("0");
        assertEquals("jdbc:postgresql://localhost/shop in src/test/java/ATest.java:3", found("Database"));
        has("APPLICATION_DB", "shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static final String VERSION = \"16.2\"; String image = format(\"postgres:%s\", VERSION);",
                "static final String VERSION = \"16.2\"; Object image ="
                        + " DockerImageName.parse(\"postgres:\" + VERSION);",
                "String image = System.getProperty(\"image\", \"postgres:16.2\");"
            })
    void the_version_of_an_image_may_stand_elsewhere(String code) throws IOException {
        test(code);
        survey();
        assertEquals("postgres:16.2 in src/test/java/ATest.java", found("PostgreSQL"));
    }

    @Test
    void what_no_parser_reads_is_passed_over() throws IOException {
        test("String url = System.getenv(\"DB_URL\") +; } } )");
        shop.write("src/test/java/package-info.java", "package x; // postgres")
                .write(
                        "src/test/java/Loop.java",
                        "class Loop { String db = \"jdbc:\"; void a() { db = db + db; db = db + 1;"
                                + " db = a(db); } String a(String b) { return a(b + \"postgres\"); } }");
        survey();
        has("DB_URL", URL + "application");
    }

    @Test
    void what_other_databases_read_is_left_out() throws IOException {
        String source = "void NAME() { X source = new X(); String user = System.getProperty(\"test.NAME.user\", \"u\");"
                + " source.setUrl(System.getProperty(\"test.NAME.url\", \"jdbc:DRIVER:\" + user));"
                + " source.setUser(user); source.setPassword(System.getProperty(\"test.NAME.password\", user)); }\n";
        test(source.replace("X", "PGSimpleDataSource").replace("NAME", "pg").replace("DRIVER", "postgresql")
                + source.replace("X", "OraclePooledDataSource")
                        .replace("NAME", "ora")
                        .replace("DRIVER", "oracle")
                + source.replace("X", "DataSource").replace("NAME", "other").replace("DRIVER", "sqlserver"));
        survey();
        assertEquals(
                List.of("-Dtest.pg.url=jdbc:postgresql://db.host:5555/u", "-Dtest.pg.user=u", "-Dtest.pg.password=u"),
                arguments());
    }

    @Test
    void what_is_defined_by_itself_has_no_text() throws IOException {
        shop.write("pom.xml", pom(DRIVER))
                .write(
                        "src/main/java/User.java",
                        "class User { private String url; User(String url) { this.url = url; } String url() { return"
                            + " url; } static String more(String url) { return more(url + 1); } void open() {"
                            + " DriverManager.getConnection(this.url); DriverManager.getConnection(more(url)); } }");
        survey();
        assertEquals("no address anywhere in ", found("Database"));
    }

    @Test
    void other_languages_are_read_by_their_text() throws IOException {
        shop.write("pom.xml", pom(DRIVER)).write("src/test/kotlin/ATest.kt", """
            class ATest {
                val url = System.getenv("DB_URL") ?: "jdbc:postgresql://localhost:5432/shop"
                val user = System.getProperty("db.user", "keeper")
                @Test fun a() { PostgreSQLContainer("postgres:16") }
            }
            """);
        survey();
        has("DB_URL", URL + "shop");
        assertEquals(List.of("-Ddb.user=keeper"), arguments());
        assertEquals("postgres:16 in src/test/kotlin/ATest.kt", found("PostgreSQL"));
    }

    /** Surveys a repository and prints the notes, for a Java that is another one than that of the tests. */
    static final class Notes {
        public static void main(String... arguments) throws IOException {
            Path root = Path.of(arguments[0]).toRealPath();
            new Survey(root, null, (question, answers) -> 0).notes.forEach(System.out::println);
        }
    }

    @Test
    void without_a_compiler_the_sources_are_left_out_and_that_is_said() throws IOException {
        test("String url = System.getenv(\"DB_URL\");");
        shop.run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--limit-modules",
                                "java.se,jdk.unsupported",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Notes.class.getName(),
                                shop.directory.toString()),
                        "")
                .succeeded()
                .prints("This Java has no compiler, so no Java source was read");
    }
}
