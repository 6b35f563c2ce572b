//JAVA 17+

package e2e;

import java.util.stream.Stream;
import support.BadInput;

/** Variables whose values make no sense. */
class BadVariableTest extends BadInput {

    static Stream<Case> bad() {
        return cases(ports(), missing(), names(), engines(), paths());
    }

    private static Stream<Case> ports() {
        return Stream.of(
                variable(
                        "a port in words",
                        "POSTGRES_PORT",
                        "many",
                        "POSTGRES_PORT is \"many\", which is not a port",
                        "from 1 to 65535"),
                variable(
                        "a port that is too high",
                        "POSTGRES_PORT",
                        "70000",
                        "POSTGRES_PORT is \"70000\"",
                        "from 1 to 65535"),
                variable("a port below 0", "POSTGRES_PORT", "-1", "POSTGRES_PORT is \"-1\"", "from 1 to 65535"));
    }

    private static Stream<Case> missing() {
        return Stream.of(
                variable(
                        "no database's name",
                        "APPLICATION_DB",
                        "",
                        "config/testing.json has no APPLICATION_DB",
                        "Add {"),
                variable("no user", "POSTGRES_USER", "", "config/testing.json has no POSTGRES_USER", "Add {"),
                variable(
                        "no password",
                        "POSTGRES_PASSWORD",
                        "",
                        "config/testing.json has no POSTGRES_PASSWORD",
                        "Add {"));
    }

    private static Stream<Case> names() {
        return Stream.of(
                variable(
                        "a database's name of 64 bytes",
                        "APPLICATION_DB",
                        "x".repeat(64),
                        "APPLICATION_DB is 64 bytes long",
                        "after 63 bytes"),
                variable(
                        "a database's name of 32 letters and 64 bytes",
                        "APPLICATION_DB",
                        "\u00e9".repeat(32),
                        "APPLICATION_DB is 64 bytes long",
                        "after 63 bytes"));
    }

    private static Stream<Case> engines() {
        return Stream.of(
                new Case(
                        "an engine that is none",
                        here -> here.set("MANAGE_ENGINE", "oracle"),
                        "test",
                        2,
                        "MANAGE_ENGINE is \"oracle\"",
                        "auto, docker or embedded"),
                test(
                        "Maven arguments that are half a list",
                        here -> here.set("APPLICATION_MAVEN_ARGS", "[\"-q\""),
                        "APPLICATION_MAVEN_ARGS in the environment is not a JSON list",
                        "[\"one\", \"two\"]"));
    }

    private static Stream<Case> paths() {
        return Stream.of(
                variable(
                        "a POM that is not there",
                        "APPLICATION_POM",
                        "other/pom.xml",
                        "APPLICATION_POM names other/pom.xml, which does not exist",
                        "Set APPLICATION_POM"),
                variable(
                        "a POM that is a directory",
                        "APPLICATION_POM",
                        "app",
                        "APPLICATION_POM names app",
                        "Set APPLICATION_POM"),
                variable(
                        "a directory of migrations that is not there",
                        "APPLICATION_MIGRATIONS",
                        "db/none",
                        "APPLICATION_MIGRATIONS names db/none, which is not a directory",
                        "create the directory"));
    }

    private static Case variable(String name, String variable, String value, String says, String advises) {
        return test(
                name,
                here -> {
                    String entry = "{\"name\": \"" + variable + "\", \"value\": \"" + value + "\"}";
                    String text = here.read(FILE)
                            .replaceFirst(
                                    "\\{\"name\": \"" + variable + "\"[^}]*}",
                                    java.util.regex.Matcher.quoteReplacement(entry));
                    here.write(FILE, text.contains(entry) ? text : text.replace("\n]", ",\n  " + entry + "\n]"));
                },
                says,
                advises);
    }
}
