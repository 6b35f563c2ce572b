//JAVA 17+

package lib.cli;

import lib.script.Hooks;

/** The text of a new script in tasks/, which runs as it is. */
public class TaskTemplate {

    private static final String TASK = """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //JAVA 17+
        //DESCRIPTION %2$s
        //SOURCES ${manage.lib:lib}/common.java

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
        //SOURCES ${manage.lib:lib}/common.java

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

    /** @param description one line */
    public static String text(String name, String description) {
        return (Hooks.isHook(name) ? HOOK : TASK)
                .formatted(
                        name.replace('_', '-'),
                        description,
                        escaped(description),
                        name.replace('-', '_'),
                        name.startsWith("after-") ? " + \", \" + System.getenv(\"" + Hooks.OUTCOME + "\")" : "");
    }

    /** As a string of Java, in which picocli takes a percent sign for one of a format. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    }
}
