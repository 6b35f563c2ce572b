///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tasks of your own: new NAME writes one that runs.
//SOURCES lib/common.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.environment.GlobalOptions;
import lib.environment.Project;
import lib.script.Hooks;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The command task; as a class of that name it would have the same file as Task where a disk does not tell case apart.
 */
@CommandLine.Command(name = "task", description = "Tasks of your own: any script in tasks/ is a command.")
class task extends Task.WithOptions {

    private static final String TASK = """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //JAVA 17+
        //DESCRIPTION %2$s
        //SOURCES lib/common.java

        import java.sql.*;
        import lib.cli.*;
        import lib.database.Database;
        import lib.environment.Context;
        import lib.server.ServerAddressFile;
        import picocli.CommandLine.*;

        @Command(name = "%1$s", description = "%3$s")
        public class %4$s extends Task.WithOptions {

            @Parameters(arity = "0..1", description = "What to ask the database: \\"select now()\\"")
            String query;

            @Override
            public Integer call() throws SQLException {
                Context context = context();
                String name = context.environment().require("APPLICATION_DB");
                System.out.println("Hello from " + context.environment().name + ", with the database " + name + "!");
                if (query == null || context.dryRun()) return 0;
                Database database = Database.application(ServerAddressFile.locate(context).environment());
                try (Connection connection = database.connect()) {
                    ResultSet rows = connection.createStatement().executeQuery(query);
                    while (rows.next()) System.out.println(rows.getString(1));
                }
                return 0;
            }

            public static void main(String... args) { Cli.main(new %4$s(), args); }
        }
        """;

    private static final String HOOK = """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //JAVA 17+
        //DESCRIPTION %2$s
        //SOURCES lib/common.java

        import java.sql.*;
        import lib.cli.*;
        import lib.database.Database;
        import lib.environment.Context;
        import lib.server.ServerAddressFile;

        @picocli.CommandLine.Command(name = "%1$s", description = "%3$s")
        public class %4$s extends Task.WithOptions {

            @Override
            public Integer call() throws SQLException {
                Database database = Database.application(context().environment());
                try (Connection connection = database.connect()) {
                    String version = connection.getMetaData().getDatabaseProductVersion();
                    System.out.println("%1$s: " + database.name() + " on PostgreSQL " + version%5$s);
                }
                return 0;
            }

            public static void main(String... args) { Cli.main(new %4$s(), args); }
        }
        """;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "task wants: new NAME");
    }

    @CommandLine.Command(
            name = "new",
            description =
                    "Write tasks/NAME.java, which is a command at once; before-test, after-test, before-migrate and"
                            + " after-migrate run by themselves.")
    int create(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(paramLabel = "NAME", description = "What it is called, in lower case: load-prices") String name,
            @Parameters(arity = "0..1", paramLabel = "DESCRIPTION", description = "What --help says of it.")
                    String description) {
        Project project = Project.around(Path.of(""));
        String type = name.replace('-', '_');
        if (!name.matches("[a-z][a-z0-9]*([-_][a-z0-9]+)*") || SourceVersion.isKeyword(type)) {
            throw ExitException.wrongInput(
                    "\"" + name + "\" is no name for a task",
                    "It has lower-case letters, digits and dashes, and is no word of Java: load-prices");
        }
        String usual = Hooks.isHook(name) ? "Runs by itself " + name.replace('-', ' ') + "." : "Say hello.";
        String output = description == null ? usual : description.strip();
        if (output.lines().count() != 1) throw ExitException.wrongInput("a description is one line", null);
        taken(project, type + ".java").ifPresent(there -> {
            throw ExitException.wrongInput(
                    there + " is there already",
                    "Choose another name; manage.java --help lists the commands there are.");
        });
        Path file = project.root().resolve("tasks").resolve(type + ".java");
        String text = (Hooks.isHook(name) ? HOOK : TASK)
                .formatted(
                        name.replace('_', '-'),
                        output,
                        escaped(output),
                        type,
                        name.startsWith("after-") ? " + \", \" + System.getenv(\"" + Hooks.OUTCOME + "\")" : "");
        if (options.within(spec).dryRun) {
            System.out.print(text);
            return 0;
        }
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        System.out.println(project.show(file));
        if (!options.quiet)
            System.err.println(
                    Hooks.isHook(name) ? "It runs by itself." : "Run it: manage.java " + name.replace('_', '-'));
        return 0;
    }

    /** A script or class of that name, in whatever case: some disks do not tell case apart. */
    private static Optional<String> taken(Project project, String file) {
        String[] files = project.root().resolve("tasks").toFile().list();
        return Arrays.stream(files == null ? new String[0] : files)
                .filter(other ->
                        (other.replace('-', '_') + (other.endsWith(".java") ? "" : ".java")).equalsIgnoreCase(file))
                .map(other -> "tasks/" + other)
                .findFirst();
    }

    /** As a string of Java, in which picocli takes a percent sign for one of a format. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    }

    public static void main(String... args) {
        Cli.main(new task(), args);
    }
}
