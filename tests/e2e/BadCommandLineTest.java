//JAVA 17+

package e2e;

import java.util.stream.Stream;
import support.BadInput;

/** Commands, options and arguments that are none. */
class BadCommandLineTest extends BadInput {

    static Stream<Case> bad() {
        return cases(commands(), options(), values(), arguments(), protectedEnvironments());
    }

    private static Stream<Case> commands() {
        return Stream.of(
                command(
                        "a command with a letter wrong",
                        "tets",
                        "there is no command tets",
                        "Did you mean: manage.java test"),
                command(
                        "a command with two letters swapped",
                        "tset",
                        "there is no command tset",
                        "Did you mean: manage.java test? Or see: manage.java --help"),
                command(
                        "a subcommand with a letter wrong",
                        "migrate nfo",
                        "there is no command nfo",
                        "Did you mean: manage.java migrate info?"),
                command(
                        "a subcommand that is none",
                        "postgres begin",
                        "there is no command begin",
                        "See: manage.java postgres --help"),
                command("no command", "-q", "no command was given", "See: manage.java --help"));
    }

    private static Stream<Case> options() {
        return Stream.of(
                command(
                        "an option with a letter wrong",
                        "--dryrun test",
                        "Unknown option: '--dryrun'",
                        "Did you mean: --dry-run"),
                command(
                        "an option that is none",
                        "test --frobnicate",
                        "Unknown option: '--frobnicate'",
                        "manage.java test --help"),
                command(
                        "an option of sql that is none",
                        "sql --nonsense",
                        "Unknown option: '--nonsense'",
                        "See: manage.java sql --help"),
                command(
                        "an option without its value",
                        "-c",
                        "Missing required parameter for option '--config'",
                        "See: manage.java --help"),
                command(
                        "an option twice",
                        "--engine docker --engine embedded config",
                        "should be specified only once",
                        "See: manage.java --help"));
    }

    private static Stream<Case> values() {
        return Stream.of(
                command(
                        "an option's value that is none",
                        "--engine oracle config",
                        "oracle",
                        "See: manage.java --help"),
                command(
                        "a time in words",
                        "test --timeout soon",
                        "'soon' is not an int",
                        "See: manage.java test --help"),
                command("a time below 0", "test --wait -5", "--wait", "See: manage.java test --help"));
    }

    private static Stream<Case> arguments() {
        return Stream.of(
                command(
                        "one argument too many",
                        "create-initial-db now",
                        "now",
                        "See: manage.java create-initial-db --help"),
                command(
                        "a migration without a name",
                        "migrate new",
                        "Missing required parameter: 'NAME'",
                        "See: manage.java migrate new --help"),
                command(
                        "a migration named by signs",
                        "migrate new !!!",
                        "has no letter or digit for a file name",
                        "letters and digits"),
                command(
                        "an SQL file that is not there",
                        "sql -f none.sql",
                        "none.sql cannot be read: it does not exist",
                        "readable"),
                command(
                        "an SQL file that is a directory",
                        "sql -f docker",
                        "docker cannot be read: Is a directory",
                        "readable"));
    }

    private static Stream<Case> protectedEnvironments() {
        return Stream.of(
                new Case(
                        "SQL that changes production",
                        here -> here.write("config/production.json", here.read("config/development.json")),
                        "-c production sql drop\u00a0table",
                        2,
                        "this is production",
                        "--yes"),
                new Case(
                        "volumes of production",
                        here -> here.write("config/production.json", here.read("config/development.json"))
                                .write("docker/production.yml", "services: {}\n"),
                        "-c production compose down -v",
                        2,
                        "this is production",
                        "--yes"));
    }
}
