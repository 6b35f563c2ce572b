//JAVA 17+

package e2e;

import java.nio.file.Files;
import java.util.stream.Stream;
import support.BadInput;
import support.Workspace;

/** A config file in a wrong shape: where, and what. */
class BadConfigFileTest extends BadInput {

    static Stream<Case> bad() {
        return cases(lists(), names(), keys(), values(), secrets(), references(), files(), environments());
    }

    private static Stream<Case> lists() {
        return Stream.of(
                config("empty", "", ":1:1: the file is empty"),
                config("not closed", "[{\"name\": \"A\"", ":1:"),
                config("no JSON", "POSTGRES_PORT=5432\n", ":1:1: not valid JSON"),
                config("single quotes", "[{'name': 'A', 'value': '1'}]", ":1:3: not valid JSON"),
                config("a comment", "[\n  // the port\n]", ":2:"),
                config("a comma too many", "[{\"name\": \"A\", \"value\": \"1\"},]", ":1:"),
                config(
                        "a comma too few",
                        "[{\"name\": \"A\", \"value\": \"1\"}\n{\"name\": \"B\", \"value\": \"2\"}]",
                        ":2:1: not valid JSON"),
                config("an object", "{\"A\": \"1\"}", ":1:1: a list is expected here"),
                config("a string", "\"A\"", ":1:1: a list is expected here"),
                config("strings", "[\"A=1\"]", ":1:2: each element must be an object"),
                config("a list in the list", "[[]]", ":1:2: each element must be an object"),
                config("text after the list", "[] []", ": nothing may follow the list".substring(1)));
    }

    private static Stream<Case> names() {
        return Stream.of(
                config("no name", "[{\"value\": \"1\"}]", ":1:2: an object without \"name\""),
                config("a name that is a number", "[{\"name\": 1, \"value\": \"1\"}]", "a name must be a string"),
                config(
                        "a name that begins with a digit",
                        "[{\"name\": \"1A\", \"value\": \"1\"}]",
                        "\"1A\" is not a name for a variable"),
                config(
                        "a name with a dash",
                        "[{\"name\": \"A-B\", \"value\": \"1\"}]",
                        "\"A-B\" is not a name for a variable"),
                config("an empty name", "[{\"name\": \"\", \"value\": \"1\"}]", "\"\" is not a name for a variable"));
    }

    private static Stream<Case> keys() {
        return Stream.of(
                config(
                        "the same name twice",
                        "[{\"name\": \"A\", \"value\": \"1\"},\n {\"name\": \"A\", \"value\": \"2\"}]",
                        ":2:11: A appears twice; the first is in line 1"),
                config("an unknown key", "[{\"name\": \"A\", \"valeu\": \"1\"}]", "unknown key \"valeu\""),
                config(
                        "a key twice",
                        "[{\"name\": \"A\", \"value\": \"1\", \"value\": \"2\"}]",
                        "the key \"value\" appears twice"),
                config("no value", "[{\"name\": \"A\"}]", ":1:2: A has no \"value\""));
    }

    private static Stream<Case> values() {
        return Stream.of(
                config(
                        "null for a value",
                        "[{\"name\": \"A\", \"value\": null}]",
                        "a value must be a string, a number or a boolean"),
                config(
                        "an object for a value",
                        "[{\"name\": \"A\", \"value\": {}}]",
                        "a value must be a string, a number or a boolean"),
                config(
                        "a list where one value is wanted",
                        "[{\"name\": \"A\", \"value\": [\"1\"]}]",
                        "A takes one value, not a list",
                        "Lists are for APPLICATION_DATABASES"),
                config(
                        "a list with a number",
                        "[{\"name\": \"APPLICATION_MAVEN_ARGS\", \"value\": [1]}]",
                        "a list may hold strings only"),
                config(
                        "the character 0",
                        "[{\"name\": \"A\", \"value\": \"\\u0000\"}]",
                        "cannot hold the character 0"));
    }

    private static Stream<Case> secrets() {
        return Stream.of(
                config(
                        "a secret with a value",
                        "[{\"name\": \"A\", \"secret\": true, \"value\": \"1\"}]",
                        "A is a secret and must not have a value",
                        "A_FILE"),
                config(
                        "a secret that is maybe",
                        "[{\"name\": \"A\", \"secret\": \"maybe\"}]",
                        "\"secret\" must be true or false"),
                config(
                        "a secret that is not set",
                        "[{\"name\": \"A\", \"secret\": true}]",
                        "A is a secret and is not set",
                        "Export A"),
                test(
                        "a secret's file that is not there",
                        here -> here.write(FILE, "[{\"name\": \"A\", \"secret\": true}]")
                                .set("A_FILE", "/nonexistent/a"),
                        "A_FILE names, /nonexistent/a, cannot be read: it does not exist",
                        "readable"));
    }

    private static Stream<Case> references() {
        return Stream.of(
                config(
                        "a reference to nothing",
                        "[\n{\"name\": \"A\", \"value\": \"${NOWHERE}\"}]",
                        ":2: A refers to ${NOWHERE}, which is not set",
                        "$${NOWHERE}"),
                config(
                        "a circle of references",
                        "[{\"name\": \"A\", \"value\": \"${B}\"}, {\"name\": \"B\", \"value\": \"${A}\"}]",
                        "in a circle: A -> B -> A",
                        "Give one of them a plain value"));
    }

    private static Stream<Case> files() {
        return Stream.of(
                test(
                        "a config file that is a directory",
                        here -> {
                            Files.delete(here.directory.resolve(FILE));
                            Files.createDirectory(here.directory.resolve(FILE));
                        },
                        "config/testing.json cannot be read: Is a directory",
                        "readable"),
                test(
                        "a config file that is not UTF-8",
                        here -> Files.write(here.directory.resolve(FILE), new byte[] {'[', (byte) 0xe9, ']'}),
                        "config/testing.json cannot be read: it is not UTF-8",
                        "UTF-8"),
                test(
                        "no config file",
                        here -> here.deleteIfThere(FILE),
                        "config/testing.json does not exist",
                        "There are: development, production, scenario."));
    }

    private static Stream<Case> environments() {
        return Stream.of(
                command(
                        "an environment that is not there",
                        "-c stagnig config",
                        "no environment \"stagnig\"",
                        "There are: development, "),
                command(
                        "an environment that is a path",
                        "-c ../x config",
                        "is not a name for an environment",
                        "config/NAME.json"),
                new Case(
                        "no project",
                        here -> {
                            Workspace.delete(here.directory.resolve("docker"));
                            here.deleteIfThere("manage.java").write("sub/x", "");
                        },
                        "sub|-c testing config",
                        2,
                        "no project here",
                        "run init in it"));
    }

    private static Case config(String name, String json, String says) {
        return config(name, json, says, "A config file is a list of objects");
    }

    private static Case config(String name, String json, String says, String advises) {
        return test("config: " + name, here -> here.write(FILE, json), says, advises);
    }
}
