//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import support.ChangingCommands;
import support.ChangingStatements;
import support.Programs;
import support.Result;
import support.ShellLine;
import support.WithGuardedDatabase;
import support.Workspace;

/** Which environments are protected, by whatever name, file, variable or address. */
class ProtectedEnvironmentsTest extends WithGuardedDatabase {

    private static final String DELETE = ChangingStatements.DELETE;
    private static final String COMPOSE = "services: {db: {image: postgres:17}}\n";

    /** That of production, with one more variable. */
    private String file(String name, String value) throws IOException {
        return here.read("config/production.json")
                .replaceFirst(
                        "\\[", Matcher.quoteReplacement("[{\"name\": \"" + name + "\", \"value\": " + value + "},"));
    }

    private void asks(String environment) {
        here.manage("-c", environment, "sql", DELETE)
                .exitedWith(2)
                .says("this is " + environment + ", a protected environment");
    }

    @Test
    void names_and_a_variable_protect_an_environment() throws IOException {
        String file = here.read("config/production.json");
        for (String name : ChangingCommands.NAMES) {
            here.write("config/" + name + ".json", file).write("docker/" + name + ".yml", COMPOSE);
            asks(name);
            here.deleteIfThere("config/" + name + ".json");
        }
        here.write("config/staging.json", file("MANAGE_PROTECTED", "false"));
        here.manage("-c", "staging", "sql", "create table lifted (i int)").succeeded();
        here.write("config/staging.json", file("MANAGE_PROTECTED", "\"no\""));
        here.manage("-c", "staging", "sql", DELETE).exitedWith(2).says("MANAGE_PROTECTED is \"no\"");
        here.write("config/elsewhere.json", file);
        asks("elsewhere");
    }

    @Test
    void an_address_elsewhere_is_protected_whatever_the_environment_could_start() throws IOException {
        String file = here.read("config/production.json");
        here.write("config/far.json", file.replaceFirst("localhost|127\\.0\\.0\\.1", "192.0.2.1"))
                .write("docker/far.yml", COMPOSE);
        asks("far");
        here.deleteIfThere("docker/far.yml").write(".manage/far.json", "[]\n");
        asks("far");
        here.deleteIfThere(".manage/far.json");
        here.set("POSTGRES_PORT", port())
                .manage("sql", DELETE)
                .exitedWith(2)
                .says("this is development, a protected environment");
        here.unset("POSTGRES_PORT");
    }

    @Test
    void what_the_file_says_no_exported_variable_lifts() throws Exception {
        here.write("docker/shared.yml", COMPOSE)
                .set("MANAGE_PROTECTED", "false")
                .set("REALLY", "true");
        for (String value : ChangingCommands.VALUES) {
            here.write("config/shared.json", file("MANAGE_PROTECTED", value));
            Result refused = here.manage("-c", "shared", "sql", DELETE).exitedWith(2);
            assertEquals("1,2", kept(), refused::toString);
        }
        here.unset("REALLY");
        here.set("MANAGE_PROTECTED", "");
        here.write("config/shared.json", file("MANAGE_PROTECTED", "true"));
        asks("shared");
        here.unset("MANAGE_PROTECTED");
        for (String name : ChangingCommands.MISSPELLED) {
            here.write("config/shared.json", file(name, "true"));
            here.manage("-c", "shared", "sql", DELETE).exitedWith(2).says(name + ", which has no effect");
        }
        assertEquals("1,2", kept());
    }

    @Test
    void a_link_to_the_file_of_a_protected_environment_is_one_too() throws IOException {
        here.write("docker/shop.yml", COMPOSE);
        Path link = here.directory.resolve("config/shop.json");
        Files.createSymbolicLink(link, Path.of("production.json"));
        asks("shop");
        Files.delete(link);
    }

    @Test
    void several_hosts_and_names_that_begin_like_a_local_address_are_elsewhere() throws IOException {
        String file = here.read("config/production.json");
        here.write("docker/several.yml", COMPOSE);
        for (String host : List.of("127.0.0.1,192.0.2.1", "127.db.example.com", "localhost,192.0.2.1")) {
            here.write("config/several.json", file.replaceFirst("localhost|127\\.0\\.0\\.1", host));
            asks("several");
        }
    }

    @Test
    @Tag("sampled")
    void a_scenario_can_be_protected_too() throws IOException {
        String config = here.read("config/scenario.json");
        here.write("dump.sql", DELETE + ";")
                .write(
                        "config/scenario.json",
                        config.replaceFirst("\\[", "[{\"name\": \"MANAGE_PROTECTED\", \"value\": true},"));
        for (String line : ChangingCommands.scenarios())
            ShellLine.of(line).runIn(here).exitedWith(2).says("this is scenario, a protected environment, and ");
        here.write("config/scenario.json", config);
    }

    @Test
    void what_libpq_would_prefer_does_not_lead_psql_elsewhere() throws IOException {
        Programs.require("psql");
        Workspace there = here.at("").set("PGHOSTADDR", "192.0.2.1").set("PGCONNECT_TIMEOUT", "5");
        // a terminal of no size makes psql start a pager
        there.atTerminal("stty rows 50 cols 200; ", Workspace.argv("manage.java", "sql"), "table kept;\n\\q\n")
                .succeeded()
                .prints("(2 rows)");
    }
}
