//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.On;
import support.Result;
import support.ShopEndToEnd;
import support.Workspace;

/** An application of two modules, each with a database and migrations of its own. */
class SeveralDatabasesTest extends ShopEndToEnd {

    private static final String DATABASES = "\"APPLICATION_DATABASES\", \"value\": [\"orders\", \"users\"]}";
    private static final String MIGRATIONS = "/src/main/resources/db/migration/";

    @Override
    protected Workspace workspace() throws IOException {
        return super.workspace()
                .replace("config/testing.json", "\"APPLICATION_DB\", \"value\": \"test\"}", DATABASES)
                .replace("config/development.json", "\"APPLICATION_DB\", \"value\": \"application\"}", DATABASES)
                .replace("config/development.json", "5432", "0")
                .replace("config/scenario.json", "\"APPLICATION_DB\", \"value\": \"application\"}", DATABASES)
                .write("pom.xml", """
                    <project><modelVersion>4.0.0</modelVersion>
                      <groupId>shop</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
                      <modules><module>orders</module><module>users</module></modules></project>
                    """);
    }

    /** A module with the migration of its database, and two test classes that write into its table. */
    private void module(String name) throws IOException {
        module(name + "/", "", "", "");
        here.replace(name + "/pom.xml", "<artifactId>shop</artifactId>", "<artifactId>" + name + "</artifactId>")
                .deleteIfThere(name + MIGRATIONS + "V1__users.sql")
                .write(name + MIGRATIONS + "V1__" + name + ".sql", "create table " + name + " (id int primary key);\n")
                .write(name + "/src/main/java/shop/Shop.java", """
                    package shop;
                    public class Shop {
                        public static int rows(String name) throws java.sql.SQLException {
                            String fork = System.getProperty("manage.fork");
                            String url = System.getenv(name.toUpperCase() + "_URL") + (fork == null ? "" : "_" + fork);
                            System.out.println("at " + url);
                            try (var c = java.sql.DriverManager.getConnection(url, System.getenv("APPLICATION_USER"),
                                        System.getenv("APPLICATION_PASSWORD"));
                                    var s = c.createStatement();
                                    var rows = s.executeQuery("select count(*) from " + name)) {
                                rows.next();
                                return rows.getInt(1);
                            }
                        }
                    }
                    """);
        test(name + "/", "OneTest", "Assertions.assertEquals(0, Shop.rows(\"" + name + "\")); Thread.sleep(1000);");
        test(name + "/", "OtherTest", "Assertions.assertEquals(0, Shop.rows(\"" + name + "\")); Thread.sleep(1000);");
    }

    private void twoModules() throws IOException {
        module("orders");
        module("users");
        here.replace("config/testing.json", DATABASES, DATABASES + """
            ,
              {"name": "ORDERS_URL", "value": "jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/orders"},
              {"name": "USERS_URL",
               "value": "jdbc:postgresql://${POSTGRES_HOSTNAME}:${POSTGRES_PORT}/${APPLICATION_DB_USERS}"}\
            """);
    }

    /** The names of the databases in what the tests have printed. */
    private Set<String> used() throws IOException {
        return here.read(".manage/maven.log")
                .lines()
                .filter(line -> line.startsWith("at "))
                .map(line -> line.replaceFirst(".*/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String query(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(new String[] {"sql", "--format", "csv"}, 0, all, 0, 3);
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return here.manage(all).succeeded().out();
    }

    @AfterEach
    void stop() {
        here.manage("doctor", "--fix");
    }

    @Test
    @Tag("sampled")
    void the_tests_of_each_module_have_its_database() throws IOException {
        twoModules();
        run("--no-coverage")
                .succeeded()
                .says("Migrating orders")
                .says("Migrating users")
                .says("4 passed");
        assertEquals(Set.of("orders", "users"), used());
        run("--no-coverage", "--parallel", "2", "--keep")
                .succeeded()
                .says("Creating 6 databases from the template")
                .says("4 passed")
                .says("/users\nTo remove it now");
        assertEquals(Set.of("orders_1", "orders_2", "users_1", "users_2"), used());
        here.set("APPLICATION_CONFIG", "testing");
        assertEquals("count\n8\n", query("select count(*) from pg_database where datname ~ 'orders|users|manage'"));
        assertEquals("", query("-d", "users", "insert into users values (1)"));
        here.unset("APPLICATION_CONFIG");
        // what is kept is empty again, and a migration of any of them makes it another
        run("--no-coverage", "--keep").succeeded().says("Reusing the server").says("4 passed");
        here.deleteIfThere("users" + MIGRATIONS + "V1__users.sql");
        run("--no-coverage")
                .exitedWith(1)
                .says("The kept server is not reused")
                .says("2 passed, 2 failed")
                .prints("relation \"users\" does not exist");
    }

    @Test
    @Tag("sampled")
    @Tag("all")
    void a_database_for_each_is_developed_like_one() throws IOException {
        twoModules();
        On.embedded.start(here);
        try {
            created();
            migrated();
            kept();
            compared();
        } finally {
            On.embedded.stop(here);
        }
    }

    private void created() {
        here.manage("-n", "create-initial-db").succeeded().prints("CREATE DATABASE \"orders\";");
        here.manage("create-initial-db")
                .succeeded()
                .prints("The database orders was created.")
                .prints("The database users was created.");
        here.manage("migrate", "--database", "users").succeeded().prints("Applied 1 migration.");
        here.manage("migrate", "--database", "user")
                .exitedWith(2)
                .says("there is no database \"user\" in config/development.json")
                .says("The databases are orders, users.");
        String applied = here.manage("migrate").succeeded().out();
        assertTrue(
                applied.matches(
                        "(?s)orders:\nV1__orders.sql  \\d+ ms\nApplied 1 migration\\.\nusers:\nNothing to do.*"),
                applied);
    }

    private void migrated() throws IOException {
        here.manage("migrate", "new", "more")
                .exitedWith(2)
                .says("this works on one database, and there are several: orders, users")
                .says("Name one of them, for example: --database orders");
        String file = here.manage("migrate", "--database", "users", "new", "more", "--sql", "create table more ();")
                .succeeded()
                .out()
                .strip();
        assertTrue(file.startsWith("users" + MIGRATIONS), file);
        here.manage("migrate", "info", "--exit-code")
                .exitedWith(1)
                .prints("orders:\n")
                .prints("Pending");
        String json =
                here.manage("migrate", "info", "--format", "json").succeeded().out();
        assertEquals(3, json.split("\"database\" : \"", -1).length - 1, json);
        here.manage("flask-equivalent", "db", "upgrade").succeeded().prints("Applied 1 migration.");
        here.manage("flask-equivalent", "db", "current").succeeded().prints("orders:\n1 (head)\nusers:\n2");
        here.manage("migrate", "validate").succeeded();
    }

    private void kept() {
        assertEquals("", query("insert into orders values (1)"));
        assertEquals("", query("-d", "users", "insert into users values (2)"));
        here.manage("db", "snapshot", "save", "before").succeeded();
        assertEquals("", query("-d", "users", "delete from users"));
        here.manage("db", "snapshot", "restore", "before", "--database", "users")
                .succeeded();
        assertEquals("id\n2\n", query("-d", "users", "select id from users"));
        Result urls = here.manage("db", "url").succeeded();
        assertEquals(4, urls.out().lines().count(), urls::toString);
        assertTrue(urls.out().lines().skip(2).allMatch(line -> line.contains("/users")), urls::toString);
        here.manage("db", "dump", "all.sql").exitedWith(2).says("there are several: orders, users");
        here.manage("--yes", "db", "reset").succeeded().prints("The database users was created again.");
        assertEquals("count\n0\n", query("-d", "users", "select count(*) from users"));
        here.manage("config", "show").succeeded().prints("APPLICATION_DB_USERS");
    }

    private void compared() throws IOException {
        here.manage("migrate", "dump").succeeded().prints("users/src/main/resources/db/schema.sql");
        here.manage("migrate", "check").succeeded().prints("orders:\nThe migrations produce orders/src");
        here.replace("users/src/main/resources/db/schema.sql", "id integer", "id bigint");
        here.manage("migrate", "check", "--database", "orders").succeeded();
        here.manage("migrate", "check").exitedWith(1).prints("users:\n");
        here.manage("migrate", "diff", "-m", "wider")
                .succeeded()
                .prints("orders:\nNothing to do")
                .prints("wider.sql");
        here.manage("migrate", "lint", "--all", "--database", "orders").succeeded();
    }

    @Test
    @Tag("all")
    @Tag("sampled")
    void a_scenario_has_data_in_each() throws IOException {
        twoModules();
        here.write("scenarios/some.sql", """
            insert into orders values (1), (2);
            \\connect users
            insert into users values (3);
            """);
        here.manage("--engine", "embedded", "scenario", "up", "some")
                .succeeded()
                .prints("/users?user=postgres");
        assertEquals("count\n2\n", query("-c", "scenario+some", "select count(*) from orders"));
        assertEquals("id\n3\n", query("-c", "scenario+some", "-d", "users", "select id from users"));
        assertEquals("", query("-c", "scenario+some", "insert into orders values (7)"));
        assertEquals("", query("-c", "scenario+some", "-d", "users", "insert into users values (8)"));
        here.manage("scenario", "save", "some", "--force").succeeded().printsExactly("scenarios/some.sql\n");
        here.manage("scenario", "save", "some").succeeded().prints("scenarios/some.sql is unchanged.");
        here.manage("scenario", "up", "some", "--fresh").succeeded();
        assertEquals("count\n3\n", query("-c", "scenario+some", "select count(*) from orders"));
        assertEquals("id\n3\n8\n", query("-c", "scenario+some", "-d", "users", "select id from users order by id"));
        here.manage("scenario", "down", "some").succeeded();
    }
}
