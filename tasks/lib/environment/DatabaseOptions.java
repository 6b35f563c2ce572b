//JAVA 17+
//DEPS info.picocli:picocli:4.7.7

package lib.environment;

import picocli.CommandLine.Option;

/** The options of a command that works on each of the application's databases, or on one of them. */
public class DatabaseOptions extends GlobalOptions {

    @Option(
            names = {"-d", "--database"},
            paramLabel = "NAME",
            description = "One of APPLICATION_DATABASES. Default: all of them, where the command can work on several.")
    void database(String name) {
        database = name;
    }
}
