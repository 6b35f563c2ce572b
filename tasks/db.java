///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION The application's database as a whole: dump, restore, reset, seed, url, diagram.
//SOURCES lib/common.java lib/schema/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import lib.base.ExitException;
import lib.base.Secret;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.ResultPrinter;
import lib.database.SqlExecutor;
import lib.database.SqlScript;
import lib.environment.Context;
import lib.environment.GlobalOptions;
import lib.environment.TlsSettings;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.schema.Catalog;
import lib.schema.Diagram;
import lib.server.PsqlClient;
import lib.server.ServerAddressFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "db", description = "The application's database as a whole.")
public class db extends Task.WithOptions {

    private static final byte[] CUSTOM = "PGDMP".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "db wants one of: dump, restore, reset, seed, url, diagram");
    }

    @CommandLine.Command(
            description =
                    "Write the database to a file with pg_dump: SQL, or its own format where the file ends in .dump.")
    int dump(@Mixin(name = "global") GlobalOptions options, @Parameters(paramLabel = "FILE") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        Database database = Database.application(at.environment());
        PsqlClient programs = new PsqlClient(at, database);
        if (!at.dryRun()) programs.requireSameVersion("pg_dump", major(database));
        Path written = file.resolveSibling(file.getFileName() + ".part");
        boolean custom = file.toString().endsWith(".dump");
        int code = at.runner()
                .redirected(
                        programs.command(
                                false,
                                "pg_dump",
                                "--no-owner",
                                "--no-privileges",
                                custom ? "--format=custom" : "--format=plain"),
                        null,
                        written);
        if (at.dryRun()) return 0;
        try {
            if (code == 0) Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            else Files.deleteIfExists(written);
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
        if (code != 0)
            throw ExitException.workFailed("pg_dump failed", "Its own message is above; " + file + " was not written.");
        System.out.println(file);
        return 0;
    }

    @CommandLine.Command(
            description =
                    "Read a file that dump wrote into the database, all of it or nothing; the database must be empty"
                            + " of what is in it.")
    int restore(@Mixin(name = "global") GlobalOptions options, @Parameters(paramLabel = "FILE") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        Database database = Database.application(at.environment());
        boolean custom;
        try (var in = Files.newInputStream(file)) {
            custom = Arrays.equals(in.readNBytes(CUSTOM.length), CUSTOM);
        } catch (IOException e) {
            throw ExitException.cannotRead(file.toString(), e);
        }
        confirm(at, options, "restore writes into its database");
        PsqlClient programs = new PsqlClient(at, database);
        String program = custom ? "pg_restore" : "psql";
        if (!at.dryRun()) programs.requireSameVersion(program, major(database));
        String[] arguments = custom
                ? new String[] {"--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"}
                : new String[] {"-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "--single-transaction"};
        int code = at.runner().redirected(programs.command(false, program, arguments), file.toAbsolutePath(), null);
        if (code != 0)
            throw ExitException.workFailed(
                    file + " could not be restored",
                    "Its own message is above; nothing was changed. Is the database empty? manage.java migrate clean"
                            + " empties it.");
        if (!at.dryRun()) System.out.println("Restored into " + database.name() + ".");
        return 0;
    }

    private static int major(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
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
            return 0;
        }
        ask(at, options, "this drops the database " + database.name() + " at " + database.address());
        try (Connection connection = Database.maintenance(at.environment()).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(drop);
            statement.execute(database.createStatement());
        }
        InitScripts.run(at, database);
        MigrationFiles files = new MigrationFiles(at);
        if (files.exist()) new Migrations(at).up(System.out, null);
        if (Files.exists(seedFile(at))) seed(at);
        System.out.println("The database " + database.name() + " is new.");
        return 0;
    }

    @CommandLine.Command(
            description =
                    "Run APPLICATION_SEED, else db/seed.sql beside the folder of the migrations, in one transaction.")
    int seed(@Mixin(name = "global") GlobalOptions options) throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        confirm(at, options, "seed writes into its database");
        seed(at);
        return 0;
    }

    private static Path seedFile(Context context) {
        String name = context.environment().get("APPLICATION_SEED", null);
        return name != null
                ? context.project().root().resolve(name)
                : new MigrationFiles(context).folders.get(0).resolveSibling("seed.sql");
    }

    private static void seed(Context at) throws SQLException {
        Path file = seedFile(at);
        String label = at.project().show(file);
        List<SqlScript.Part> parts;
        try {
            parts = SqlScript.split(Files.readString(file), label);
        } catch (IOException e) {
            throw ExitException.cannotRead(label, e);
        }
        if (at.dryRun()) {
            parts.forEach(part -> System.out.println(part.sql() + ";"));
            return;
        }
        try (Connection connection = Database.application(at.environment()).connect()) {
            connection.setAutoCommit(false);
            new SqlExecutor(
                            connection,
                            new ResultPrinter(ResultPrinter.Format.table, System.out, System.err, 0),
                            System.err)
                    .all(parts, label);
            connection.commit();
        }
        System.out.println("Seeded with " + label + ".");
    }

    @CommandLine.Command(description = "Where the database is, as JDBC and as libpq want it.")
    int url(
            @Mixin(name = "global") GlobalOptions options,
            @Option(names = "--show-password", description = "Show it.") boolean shown) {
        Context at = ServerAddressFile.locate(context(options));
        Database database = Database.application(at.environment());
        Secret secret = at.environment().secret("POSTGRES_PASSWORD");
        String user = encoded(at.environment().require("POSTGRES_USER"));
        String password = shown ? encoded(secret.reveal()) : secret.toString();
        String place = database.address() + "/" + encoded(database.name());
        StringBuilder jdbc =
                new StringBuilder("jdbc:postgresql://" + place + "?user=" + user + "&password=" + password);
        TlsSettings.jdbc(at.environment())
                .forEach((name, value) ->
                        jdbc.append("&").append(name).append("=").append(encoded(value)));
        StringBuilder libpq = new StringBuilder("postgresql://" + user + ":" + password + "@" + place);
        TlsSettings.libpq(at.environment())
                .forEach((name, value) -> libpq.append(libpq.indexOf("?") < 0 ? "?" : "&")
                        .append(name.substring(2).toLowerCase(Locale.ROOT))
                        .append("=")
                        .append(encoded(value)));
        System.out.println(jdbc);
        System.out.println(libpq);
        return 0;
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
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
            if (file == null) System.out.print(text);
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
