///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION The application's database as a whole: dump, restore, reset, seed, url, diagram.
//SOURCES lib/common.java lib/schema/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.database.InitScripts;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.migration.SeedFile;
import lib.schema.Catalog;
import lib.schema.Diagram;
import lib.server.ApplicationRoleSetup;
import lib.server.DatabaseDump;
import lib.server.ServerAddressFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "db", description = "The application's database as a whole.")
public class db extends Task.WithOptions {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "db wants one of: dump, restore, reset, seed, url, diagram");
    }

    @CommandLine.Command(
            description =
                    "Write the database to a file with pg_dump, in the format of its name: .sql or .sql.gz, .dump for"
                            + " pg_dump's own format, .tar.")
    int dump(@Mixin(name = "global") GlobalOptions options, @Parameters(paramLabel = "FILE") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        DatabaseDump.to(at, file).write();
        if (!at.dryRun()) System.out.println(file);
        return 0;
    }

    @CommandLine.Command(
            description = "Read a file that dump or pg_dump wrote into the database, all of it or nothing; the database"
                    + " must be empty of what is in it.")
    int restore(@Mixin(name = "global") GlobalOptions options, @Parameters(paramLabel = "FILE") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        Database database = Database.application(at.environment());
        DatabaseDump dump = DatabaseDump.from(at, file);
        confirm(at, options, "restore writes into its database");
        dump.restore();
        if (!at.dryRun()) System.out.println("Restored into " + database.name() + ".");
        return 0;
    }

    @CommandLine.Command(description = "Drop the database, create, migrate and seed it; asks first.")
    int reset(@Mixin(name = "global") GlobalOptions options) throws SQLException {
        Context requested = context(options);
        refuse(requested, options, "reset drops its database");
        Context at = ServerAddressFile.locate(requested);
        Database database = Database.application(at.environment());
        String drop = "DROP DATABASE IF EXISTS " + Database.quote(database.name()) + " WITH (FORCE)";
        if (at.dryRun()) {
            System.out.println(drop + ";\n" + database.createStatement() + ";");
            ApplicationRoleSetup.of(at, database);
            return 0;
        }
        InitScripts.requireRunnable(at);
        ask(at, options, "this drops the database " + database.name() + " at " + database.address());
        try (Connection connection = Database.maintenance(at.environment()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(drop);
            statement.execute(database.createStatement());
        }
        InitScripts.run(at, database);
        ApplicationRoleSetup.of(at, database);
        if (new MigrationFiles(at).exist()) new Migrations(at).up(System.out, null);
        SeedFile seed = SeedFile.of(at);
        if (seed.exists()) seed.run();
        System.out.println("The database " + database.name() + " is new.");
        return 0;
    }

    @CommandLine.Command(
            description =
                    "Run APPLICATION_SEED, else db/seed.sql beside the folder of the migrations, in one transaction.")
    int seed(@Mixin(name = "global") GlobalOptions options) throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        confirm(at, options, "seed writes into its database");
        SeedFile.of(at).run();
        return 0;
    }

    @CommandLine.Command(description = "Where the database is, as JDBC and as libpq want it.")
    int url(
            @Mixin(name = "global") GlobalOptions options,
            @Option(names = "--show-password", description = "Show it.") boolean shown) {
        ConnectionUrls urls =
                ConnectionUrls.of(ServerAddressFile.locate(context(options)).environment(), shown);
        System.out.println(urls.jdbc());
        System.out.println(urls.libpq());
        return 0;
    }

    @CommandLine.Command(
            description = "Draw the schema as a Mermaid entity diagram, which repository hosts render in a page.")
    int diagram(
            @Mixin(name = "global") GlobalOptions options,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "Where to write it, as a page. Default: standard output, the diagram alone.")
                    Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        try (Connection connection = Database.application(at.environment()).connect()) {
            String text = Diagram.of(Catalog.of(connection));
            if (file == null || at.dryRun()) System.out.print(text);
            else Files.writeString(file, "# The database's schema\n\n```mermaid\n" + text + "```\n");
            return 0;
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    public static void main(String... args) {
        Cli.main(new db(), args);
    }
}
