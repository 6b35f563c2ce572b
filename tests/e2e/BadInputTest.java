//JAVA 17+

package e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import support.EndToEnd;
import support.On;
import support.Result;
import support.Workspace;

/** Wrong input of every kind: one clear line, one of advice, exit code 2 or 3, and nothing started. */
class BadInputTest extends EndToEnd {

    interface Change {
        void make(Workspace here) throws IOException;
    }

    /** @param says what the first line must hold, then what the advice must hold */
    record Bad(String name, Change change, String line, int code, String says, String advises) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String TEST = "--engine embedded test";
    private static final String DOCKER = "--engine docker test";
    private static final String FILE = "config/testing.json";
    private static final String A_LIST = "A config file is a list of objects";

    static Stream<Bad> bad() {
        List<Bad> all = new ArrayList<>();
        // config/testing.json in a wrong shape: where, and what
        config(all, "empty", "", ":1:1: the file is empty", A_LIST);
        config(all, "not closed", "[{\"name\": \"A\"", ":1:", A_LIST);
        config(all, "no JSON", "POSTGRES_PORT=5432\n", ":1:1: not valid JSON", A_LIST);
        config(all, "single quotes", "[{'name': 'A', 'value': '1'}]", ":1:3: not valid JSON", A_LIST);
        config(all, "a comment", "[\n  // the port\n]", ":2:", A_LIST);
        config(all, "a comma too many", "[{\"name\": \"A\", \"value\": \"1\"},]", ":1:", A_LIST);
        config(
                all,
                "a comma too few",
                "[{\"name\": \"A\", \"value\": \"1\"}\n{\"name\": \"B\", \"value\": \"2\"}]",
                ":2:1: not valid JSON",
                A_LIST);
        config(all, "an object", "{\"A\": \"1\"}", ":1:1: a list is wanted here", A_LIST);
        config(all, "a string", "\"A\"", ":1:1: a list is wanted here", A_LIST);
        config(all, "strings", "[\"A=1\"]", ":1:2: each element must be an object", A_LIST);
        config(all, "a list in the list", "[[]]", ":1:2: each element must be an object", A_LIST);
        config(all, "text after the list", "[] []", ": nothing may follow the list".substring(1), A_LIST);
        config(all, "no name", "[{\"value\": \"1\"}]", ":1:2: an object without \"name\"", A_LIST);
        config(all, "a name that is a number", "[{\"name\": 1, \"value\": \"1\"}]", "a name must be a string", A_LIST);
        config(
                all,
                "a name that begins with a digit",
                "[{\"name\": \"1A\", \"value\": \"1\"}]",
                "\"1A\" is no name for a variable",
                A_LIST);
        config(
                all,
                "a name with a dash",
                "[{\"name\": \"A-B\", \"value\": \"1\"}]",
                "\"A-B\" is no name for a variable",
                A_LIST);
        config(all, "an empty name", "[{\"name\": \"\", \"value\": \"1\"}]", "\"\" is no name for a variable", A_LIST);
        config(
                all,
                "the same name twice",
                "[{\"name\": \"A\", \"value\": \"1\"},\n {\"name\": \"A\", \"value\": \"2\"}]",
                ":2:11: A stands twice; the first is in line 1",
                A_LIST);
        config(all, "an unknown key", "[{\"name\": \"A\", \"valeu\": \"1\"}]", "unknown key \"valeu\"", A_LIST);
        config(
                all,
                "a key twice",
                "[{\"name\": \"A\", \"value\": \"1\", \"value\": \"2\"}]",
                "the key \"value\" stands twice",
                A_LIST);
        config(all, "no value", "[{\"name\": \"A\"}]", ":1:2: A has no \"value\"", A_LIST);
        config(
                all,
                "null for a value",
                "[{\"name\": \"A\", \"value\": null}]",
                "a value must be a string, a number or a boolean",
                A_LIST);
        config(
                all,
                "an object for a value",
                "[{\"name\": \"A\", \"value\": {}}]",
                "a value must be a string, a number or a boolean",
                A_LIST);
        config(
                all,
                "a list where one value is wanted",
                "[{\"name\": \"A\", \"value\": [\"1\"]}]",
                "A takes one value, not a list",
                "Lists are for APPLICATION_I");
        config(
                all,
                "a list with a number",
                "[{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [1]}]",
                "a list may hold strings only",
                A_LIST);
        config(
                all,
                "the character 0",
                "[{\"name\": \"A\", \"value\": \"\\u0000\"}]",
                "cannot hold the character 0",
                A_LIST);
        config(
                all,
                "a secret with a value",
                "[{\"name\": \"A\", \"secret\": true, \"value\": \"1\"}]",
                "A is a secret and has a value",
                "A_FILE");
        config(
                all,
                "a secret that is maybe",
                "[{\"name\": \"A\", \"secret\": \"maybe\"}]",
                "\"secret\" is true or false",
                A_LIST);
        config(
                all,
                "a secret that is not set",
                "[{\"name\": \"A\", \"secret\": true}]",
                "A is a secret and is not set",
                "Export A");
        config(
                all,
                "a reference to nothing",
                "[\n{\"name\": \"A\", \"value\": \"${NOWHERE}\"}]",
                ":2: A refers to ${NOWHERE}, which is set nowhere",
                "$${NOWHERE}");
        config(
                all,
                "a circle of references",
                "[{\"name\": \"A\", \"value\": \"${B}\"}, {\"name\": \"B\", \"value\": \"${A}\"}]",
                "in a circle: A -> B -> A",
                "Give one of them a plain value");
        add(
                all,
                "a secret's file that is not there",
                here -> here.write(FILE, "[{\"name\": \"A\", \"secret\": true}]")
                        .set("A_FILE", "/nonexistent/a"),
                TEST,
                2,
                "A_FILE names, /nonexistent/a, cannot be read: it does not exist",
                "readable");
        add(
                all,
                "a config file that is a folder",
                here -> {
                    Files.delete(here.folder.resolve(FILE));
                    Files.createDirectory(here.folder.resolve(FILE));
                },
                TEST,
                2,
                "config/testing.json cannot be read: Is a directory",
                "readable");
        add(
                all,
                "a config file that is not UTF-8",
                here -> Files.write(here.folder.resolve(FILE), new byte[] {'[', (byte) 0xe9, ']'}),
                TEST,
                2,
                "config/testing.json cannot be read: it is not UTF-8",
                "UTF-8");
        add(
                all,
                "no config file",
                here -> here.deleteIfThere(FILE),
                TEST,
                2,
                "config/testing.json does not exist",
                "There are: development, production, scenario.");
        add(
                all,
                "an environment that is not there",
                here -> {},
                "-c stagnig config",
                2,
                "no environment \"stagnig\"",
                "There are: development, ");
        add(
                all,
                "an environment that is a path",
                here -> {},
                "-c ../x config",
                2,
                "is no name for an environment",
                "config/NAME.json");
        add(
                all,
                "no project",
                here -> {
                    Workspace.delete(here.folder.resolve("docker"));
                    here.deleteIfThere("manage.java").write("sub/x", "");
                },
                "sub|-c testing config",
                2,
                "no project here",
                "copy manage.java");
        // values that make no sense
        variable(
                all,
                "a port in words",
                "POSTGRES_PORT",
                "many",
                "POSTGRES_PORT is \"many\", which is no port",
                "from 1 to 65535");
        variable(
                all,
                "a port that is too high",
                "POSTGRES_PORT",
                "70000",
                "POSTGRES_PORT is \"70000\"",
                "from 1 to 65535");
        variable(all, "a port below 0", "POSTGRES_PORT", "-1", "POSTGRES_PORT is \"-1\"", "from 1 to 65535");
        variable(all, "no database's name", "APPLICATION_DB", "", "config/testing.json has no APPLICATION_DB", "Add {");
        variable(all, "no user", "POSTGRES_USER", "", "config/testing.json has no POSTGRES_USER", "Add {");
        variable(all, "no password", "POSTGRES_PASSWORD", "", "config/testing.json has no POSTGRES_PASSWORD", "Add {");
        variable(
                all,
                "a database's name of 64 bytes",
                "APPLICATION_DB",
                "x".repeat(64),
                "APPLICATION_DB is 64 bytes long",
                "after 63 bytes");
        variable(
                all,
                "a database's name of 32 letters and 64 bytes",
                "APPLICATION_DB",
                "\u00e9".repeat(32),
                "APPLICATION_DB is 64 bytes long",
                "after 63 bytes");
        add(
                all,
                "an engine that is none",
                here -> here.set("MANAGE_ENGINE", "oracle"),
                "test",
                2,
                "MANAGE_ENGINE is \"oracle\"",
                "auto, docker, embedded");
        add(
                all,
                "Maven arguments that are half a list",
                here -> here.set("APPLICATION_MAVEN_ARGS", "[\"-q\""),
                TEST,
                2,
                "APPLICATION_MAVEN_ARGS in the environment is no JSON list",
                "[\"one\", \"two\"]");
        variable(
                all,
                "a POM that is not there",
                "APPLICATION_POM",
                "other/pom.xml",
                "APPLICATION_POM names other/pom.xml, which does not exist",
                "Set APPLICATION_POM");
        variable(
                all,
                "a POM that is a folder",
                "APPLICATION_POM",
                "app",
                "APPLICATION_POM names app",
                "Set APPLICATION_POM");
        variable(
                all,
                "a folder of migrations that is not there",
                "APPLICATION_MIGRATIONS",
                "db/none",
                "APPLICATION_MIGRATIONS names db/none, which is no folder",
                "create the folder");
        // the command line
        add(
                all,
                "a command with a letter wrong",
                here -> {},
                "tets",
                2,
                "there is no command tets",
                "Did you mean: manage.java test");
        add(all, "a subcommand with a letter wrong", here -> {}, "migrate nfo", 2, "there is no command nfo", "info");
        add(
                all,
                "a subcommand that is none",
                here -> {},
                "postgres begin",
                2,
                "there is no command begin",
                "See: manage.java postgres --help");
        add(
                all,
                "an option with a letter wrong",
                here -> {},
                "--dryrun test",
                2,
                "Unknown option: '--dryrun'",
                "Did you mean: --dry-run");
        add(
                all,
                "an option that is none",
                here -> {},
                "test --frobnicate",
                2,
                "Unknown option: '--frobnicate'",
                "manage.java test --help");
        add(
                all,
                "an option of sql that is none",
                here -> {},
                "sql --nonsense",
                2,
                "Unknown option: '--nonsense'",
                "See: manage.java sql --help");
        add(
                all,
                "an option without its value",
                here -> {},
                "-c",
                2,
                "Missing required parameter for option '--config'",
                "See: manage.java --help");
        add(
                all,
                "an option twice",
                here -> {},
                "--engine docker --engine embedded config",
                2,
                "should be specified only once",
                "See: manage.java --help");
        add(
                all,
                "an option's value that is none",
                here -> {},
                "--engine oracle config",
                2,
                "oracle",
                "See: manage.java --help");
        add(all, "no command", here -> {}, "-q", 2, "no command was given", "See: manage.java --help");
        add(
                all,
                "a time in words",
                here -> {},
                "test --timeout soon",
                2,
                "'soon' is not an int",
                "See: manage.java test --help");
        add(all, "a time below 0", here -> {}, "test --wait -5", 2, "--wait", "See: manage.java test --help");
        add(
                all,
                "one argument too many",
                here -> {},
                "create-initial-db now",
                2,
                "now",
                "See: manage.java create-initial-db --help");
        add(
                all,
                "a migration without a name",
                here -> {},
                "migrate new",
                2,
                "Missing required parameter: 'NAME'",
                "See: manage.java migrate new --help");
        add(
                all,
                "a migration named by signs",
                here -> {},
                "migrate new !!!",
                2,
                "gives no name for a file",
                "letters and digits");
        add(
                all,
                "an SQL file that is not there",
                here -> {},
                "sql -f none.sql",
                2,
                "none.sql cannot be read: it does not exist",
                "readable");
        add(
                all,
                "an SQL file that is a folder",
                here -> {},
                "sql -f docker",
                2,
                "docker cannot be read: Is a directory",
                "readable");
        add(
                all,
                "SQL that changes production",
                here -> here.write("config/production.json", here.read("config/development.json")),
                "-c production sql drop\u00a0table",
                2,
                "this is production",
                "--yes");
        add(
                all,
                "volumes of production",
                here -> here.write("config/production.json", here.read("config/development.json"))
                        .write("docker/production.yml", "services: {}\n"),
                "-c production compose down -v",
                2,
                "this is production",
                "--yes");
        // files of the project
        add(
                all,
                "no POM",
                here -> here.deleteIfThere("app/pom.xml"),
                TEST,
                2,
                "there is neither a pom.xml nor an app/pom.xml",
                "Set APPLICATION_POM");
        add(
                all,
                "a migration with one underscore",
                here -> here.write("app/src/main/resources/db/migration/V2_x.sql", ""),
                TEST,
                2,
                "Flyway would ignore",
                "two underscores");
        add(
                all,
                "no folder of migrations to migrate from",
                here -> here.set("APPLICATION_MIGRATIONS", "db"),
                "migrate",
                2,
                "APPLICATION_MIGRATIONS names db",
                "create the folder");
        add(
                all,
                "a state folder that is a file",
                here -> here.write(".manage", ""),
                TEST,
                3,
                "cannot write to",
                "Make it writable");
        add(
                all,
                "an image that has no embedded twin",
                here -> here.replace("docker/testing.yml", "postgres:17", "postgres:99"),
                TEST,
                3,
                "there is no embedded PostgreSQL 99",
                "There are: 14");
        // the machine
        add(
                all,
                "no Maven",
                here -> here.set("PATH", here.pathWithout("mvn").toString()),
                TEST,
                3,
                "mvn was not found",
                "Install Maven");
        add(
                all,
                "no Docker",
                here -> here.set(
                        "PATH",
                        here.pathWithout("docker", "docker-compose", "podman").toString()),
                DOCKER,
                3,
                "Docker with compose was not found",
                "--engine embedded");
        if (On.docker.works()) withDocker(all);
        return all.stream();
    }

    private static void withDocker(List<Bad> all) {
        add(
                all,
                "Docker is down",
                here -> here.set("DOCKER_HOST", "unix:///nonexistent/docker.sock"),
                DOCKER,
                3,
                "Docker is not running",
                "Start it");
        add(
                all,
                "Docker without compose",
                here -> {
                    Path bin = here.pathWithout("docker", "docker-compose", "podman");
                    Files.writeString(
                            bin.resolve("docker"),
                            "#!/bin/sh\n[ \"$1\" = compose ] && exit 1\nexec " + On.docker.program() + " \"$@\"\n");
                    assertTrue(bin.resolve("docker").toFile().setExecutable(true));
                    here.set("PATH", bin.toString());
                },
                DOCKER,
                3,
                "Docker is here without compose",
                "compose plugin");
        add(
                all,
                "no compose file",
                here -> here.deleteIfThere("docker/testing.yml"),
                DOCKER,
                2,
                "there is no docker/testing.yml",
                "--engine embedded needs none");
        compose(all, "an unknown key", "services:\n  db:\n    imagee: postgres:17\n", "imagee");
        compose(all, "no YAML", "services: [\n", "yaml");
        add(
                all,
                "an empty compose file",
                here -> here.write("docker/testing.yml", ""),
                DOCKER,
                2,
                "docker/testing.yml has no service \"db\"",
                "Call the service");
        compose(all, "a variable that is not closed", "services:\n  db:\n    image: ${X\n", "${X");
        compose(
                all,
                "a network that is not declared",
                "services:\n  db:\n    image: postgres:17\n    networks: [other]\n",
                "other");
        add(
                all,
                "a compose file without db",
                here -> here.write("docker/testing.yml", "services:\n  cache:\n    image: redis:7\n"),
                DOCKER,
                2,
                "docker/testing.yml has no service \"db\"",
                "Call the service");
        add(
                all,
                "a compose file with two that could be db",
                here -> here.write(
                        "docker/testing.yml",
                        "services:\n  one:\n    image: postgres:17\n  two:\n    image: postgis/postgis:17-3.5\n"),
                DOCKER,
                2,
                "several services of docker/testing.yml could be the database: one, two",
                "POSTGRES_SERVICE");
    }

    private static void compose(List<Bad> all, String name, String text, String says) {
        add(
                all,
                "a compose file with " + name,
                here -> here.write("docker/testing.yml", text),
                DOCKER,
                2,
                says,
                "compose config");
    }

    private static void config(List<Bad> all, String name, String json, String says, String advises) {
        add(all, "config: " + name, here -> here.write(FILE, json), TEST, 2, says, advises);
    }

    private static void variable(
            List<Bad> all, String name, String variable, String value, String says, String advises) {
        add(
                all,
                name,
                here -> {
                    String entry = "{\"name\": \"" + variable + "\", \"value\": \"" + value + "\"}";
                    String text = here.read(FILE)
                            .replaceFirst(
                                    "\\{\"name\": \"" + variable + "\"[^}]*}",
                                    java.util.regex.Matcher.quoteReplacement(entry));
                    here.write(FILE, text.contains(entry) ? text : text.replace("\n]", ",\n  " + entry + "\n]"));
                },
                TEST,
                2,
                says,
                advises);
    }

    private static void add(
            List<Bad> all, String name, Change change, String line, int code, String says, String advises) {
        all.add(new Bad(name, change, line, code, says, advises));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void one_line_and_advice(Bad bad) throws IOException {
        bad.change().make(here);
        String[] parts = bad.line().split("\\|");
        String[] arguments = Arrays.stream(parts[parts.length - 1].split(" "))
                .map(word -> word.replace('\u00a0', ' '))
                .toArray(String[]::new);
        Result result = parts.length > 1
                ? here.at(parts[0])
                        .run(
                                Workspace.argv(
                                        Workspace.repository()
                                                .resolve("manage.java")
                                                .toString(),
                                        arguments),
                                "")
                : here.manage(arguments);
        result.exitedWith(bad.code());
        List<String> said = result.err()
                .lines()
                .filter(line -> !line.startsWith("[jbang") && !line.endsWith(", once ..."))
                .toList();
        assertTrue(said.size() >= 2 && said.size() <= 6, result::toString);
        assertTrue(said.get(0).startsWith("manage: "), result::toString);
        assertEquals(
                1, said.stream().filter(line -> line.startsWith("manage: ")).count(), result::toString);
        assertTrue(said.get(0).contains(bad.says()), () -> "the first line lacks «" + bad.says() + "»\n" + result);
        assertTrue(
                said.stream().skip(1).anyMatch(line -> line.contains(bad.advises())),
                () -> "the advice lacks «" + bad.advises() + "»\n" + result);
        assertEquals("", result.out());
        assertTrue(
                !Files.exists(here.folder.resolve("app/target"))
                        && !Files.exists(here.folder.resolve(".manage/testing-postgres")),
                result::toString);
    }
}
