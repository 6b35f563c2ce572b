///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION The application's database as a whole: dump, restore, reset, prune, seed, snapshot, url, diagram.
//SOURCES lib/common.java lib/schema/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.BranchDatabases;
import lib.database.ConnectionUrls;
import lib.database.Database;
import lib.database.InitScripts;
import lib.database.SavedConnection;
import lib.database.Snapshots;
import lib.environment.Context;
import lib.environment.DatabaseOptions;
import lib.migration.DatabaseReset;
import lib.migration.HistoryTable;
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

@CommandLine.Command(
        name = "db",
        description = "Dump, restore, reset, seed, copy or draw the application's database.",
        subcommands = db.Snapshot.class)
public class db extends Task.OnDatabases {

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "db needs one of: dump, restore, reset, prune, seed, snapshot, url, diagram");
    }

    @CommandLine.Command(
            description =
                    "Write the database to a file with pg_dump. The end of the file's name chooses the format: .sql,"
                            + " .sql.gz, .dump (pg_dump's own format) or .tar.")
    int dump(
            @Mixin(name = "global") DatabaseOptions options,
            @Parameters(paramLabel = "FILE", description = "The file to write.") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options).oneDatabase());
        DatabaseDump.to(at, file).write();
        if (!at.dryRun()) System.out.println(file);
        return 0;
    }

    @CommandLine.Command(
            description = "Restore a file that dump or pg_dump wrote, all of it or nothing; fails"
                    + " if the database already has what is in the file.")
    int restore(
            @Mixin(name = "global") DatabaseOptions options,
            @Parameters(paramLabel = "FILE", description = "The file to read.") Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options).oneDatabase());
        Database database = Database.application(at.environment());
        DatabaseDump dump = DatabaseDump.from(at, file);
        confirm(at, options, "restore writes into its database");
        dump.restore();
        if (!at.dryRun()) {
            HistoryTable.of(at.environment()).keepFromApplication(database);
            System.out.println("Restored into " + database.name() + ".");
        }
        return 0;
    }

    @CommandLine.Command(description = "Drop the database, then create, migrate and seed it again; asks first.")
    int reset(@Mixin(name = "global") DatabaseOptions options) throws SQLException {
        Context requested = context(options);
        refuse(requested, options, "reset drops its database");
        Context at = ServerAddressFile.locate(requested);
        List<Context> all = at.databases();
        List<Database> databases =
                all.stream().map(one -> Database.application(one.environment())).toList();
        if (!at.dryRun()) {
            all.forEach(InitScripts::requireRunnable);
            String names = databases.stream().map(Database::name).collect(Collectors.joining(", "));
            ask(
                    at,
                    options,
                    "this drops the database" + (all.size() == 1 ? " " : "s ") + names + " at "
                            + databases.get(0).address());
        }
        for (Context one : all) reset(one);
        return 0;
    }

    private static void reset(Context at) throws SQLException {
        Database database = Database.application(at.environment());
        if (at.dryRun()) {
            System.out.println(database.forcedDropStatement() + ";\n" + database.createStatement() + ";");
            ApplicationRoleSetup.of(at, database);
            return;
        }
        new DatabaseReset(at, database).run();
        System.out.println("The database " + database.name() + " was created again.");
    }

    @CommandLine.Command(
            description =
                    "Run APPLICATION_SEED, or db/seed.sql beside the directory of the migrations, in one transaction.")
    int seed(@Mixin(name = "global") DatabaseOptions options) throws SQLException {
        Context at = ServerAddressFile.locate(context(options));
        confirm(at, options, "seed writes into its database");
        List<Context> all = at.databases();
        for (Context one : all) {
            // of several, not each needs to have one
            SeedFile seed = SeedFile.of(one);
            if (all.size() == 1 || seed.exists()) seed.run();
        }
        return 0;
    }

    @CommandLine.Command(
            description = "Drop the databases of branches that are gone, if APPLICATION_DB refers to"
                    + " GIT_BRANCH; asks first.")
    int prune(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(names = "--force", description = "Disconnect whoever is connected to them.") boolean force) {
        Context requested = context(options);
        refuse(requested, options, "prune drops some of its databases");
        List<BranchDatabases> branches = ServerAddressFile.locate(requested.real()).databases().stream()
                .flatMap(one -> BranchDatabases.of(one).stream())
                .toList();
        if (branches.isEmpty())
            throw ExitException.wrongInput(
                    "APPLICATION_DB does not refer to ${GIT_BRANCH}, or no branch is checked out",
                    "To give each branch a database: {\"name\": \"APPLICATION_DB\", \"value\":"
                            + " \"shop_${GIT_BRANCH}\"}");
        Map<Database, BranchDatabases> leftOver = new LinkedHashMap<>();
        branches.forEach(each -> each.leftOver().forEach(database -> leftOver.put(database, each)));
        List<String> names = leftOver.keySet().stream().map(Database::name).toList();
        if (names.isEmpty()) System.out.println("No database belongs to a branch that is gone.");
        else if (requested.dryRun()) System.out.println("would drop " + String.join(", ", names));
        else {
            ask(requested, options, "this drops " + String.join(", ", names));
            leftOver.forEach((database, each) -> each.drop(database, force));
            System.out.println("Dropped: " + String.join(", ", names));
        }
        return 0;
    }

    @CommandLine.Command(
            description = "Print the address of the database for JDBC and libpq, or the settings file"
                    + " of a database program, which asks for the password.")
    int url(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(
                            names = "--format",
                            paramLabel = "idea|dbeaver|vscode",
                            description = "The file of IntelliJ IDEA, of DBeaver, or of SQLTools in VS Code.")
                    SavedConnection format,
            @Option(names = "--show-password", description = "Include the password.") boolean shown) {
        Context at = ServerAddressFile.locate(context(options));
        if (format != null) {
            if (shown)
                throw new ParameterException(
                        spec.commandLine(),
                        "--show-password cannot be combined with --format, whose file never contains the password");
            at.console().info("For " + format.file + ":");
            System.out.print(format.text(at));
            return 0;
        }
        for (Context one : at.databases()) {
            ConnectionUrls urls = ConnectionUrls.of(one.environment(), shown);
            System.out.println(urls.jdbc());
            System.out.println(urls.libpq());
        }
        return 0;
    }

    @CommandLine.Command(
            description = "Draw the schema as a Mermaid entity diagram, which repository hosts render in a page.")
    int diagram(
            @Mixin(name = "global") DatabaseOptions options,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FILE",
                            description = "Where to write it, as a page. Default: standard output, the diagram alone.")
                    Path file)
            throws SQLException {
        Context at = ServerAddressFile.locate(context(options).oneDatabase());
        try (Connection connection = Database.application(at.environment()).connect()) {
            String text = Diagram.of(Catalog.of(connection, HistoryTable.of(at.environment())));
            if (file == null || at.dryRun()) System.out.print(text);
            else Files.writeString(file, "# The database's schema\n\n```mermaid\n" + text + "```\n");
            return 0;
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    @CommandLine.Command(name = "snapshot", description = "Copies of the database on its server, made in a second.")
    static class Snapshot extends Task.OnDatabases {

        private static final String FORCE = "Disconnect whoever is connected to it.";

        @Override
        public Integer call() {
            throw new ParameterException(spec.commandLine(), "snapshot needs one of: save, restore, list, remove");
        }

        @CommandLine.Command(description = "Copy the database as it is now.")
        int save(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(paramLabel = "NAME", description = "The snapshot.") String name,
                @Option(names = "--force", description = FORCE) boolean force) {
            Context at = ServerAddressFile.locate(context(options));
            return change(at, each -> each.saving(name), () -> {
                confirm(at, options, "nobody can connect to its database while the snapshot is made");
                snapshots(at).forEach(each -> each.save(name, force));
                System.out.println("Saved as " + name + ".");
            });
        }

        @CommandLine.Command(
                description = "Replace the database with a copy of a snapshot; its current contents are lost.")
        int restore(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(paramLabel = "NAME", description = "The snapshot.") String name,
                @Option(names = "--force", description = FORCE) boolean force) {
            Context at = ServerAddressFile.locate(context(options));
            return change(at, each -> each.restoring(name), () -> {
                confirm(at, options, "restoring a snapshot drops its database");
                at.databases().forEach(one -> restore(one, name, force));
            });
        }

        private static void restore(Context at, String name, boolean force) {
            Database database = Database.application(at.environment());
            new Snapshots(database).restore(name, force);
            // it may be from before the role
            if (ServerAddressFile.startedHere(at)) ApplicationRoleSetup.of(at, database);
            System.out.println("The database " + database.name() + " was restored from the snapshot " + name + ".");
        }

        @CommandLine.Command(description = "List the snapshots of the database, with their time and size.")
        int list(@Mixin(name = "global") DatabaseOptions options) {
            ServerAddressFile.locate(context(options)).eachDatabase(at -> {
                if (!onlySays(at, database -> "list the snapshots of " + database))
                    System.out.println(new Snapshots(Database.application(at.environment())).list());
            });
            return 0;
        }

        @CommandLine.Command(description = "Drop a snapshot.")
        int remove(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(paramLabel = "NAME", description = "The snapshot.") String name,
                @Option(names = "--force", description = FORCE) boolean force) {
            Context at = ServerAddressFile.locate(context(options));
            return change(at, each -> each.removing(name), () -> {
                confirm(at, options, "this removes a copy of its database");
                snapshots(at).forEach(each -> each.remove(name, force));
                System.out.println("The snapshot " + name + " was removed.");
            });
        }

        /** Those of each database. */
        private static List<Snapshots> snapshots(Context at) {
            return at.databases().stream()
                    .map(one -> new Snapshots(Database.application(one.environment())))
                    .toList();
        }

        /** Prints the statements alone where this is a dry run. */
        private static int change(Context at, Function<Snapshots, List<String>> statements, Runnable work) {
            if (at.dryRun())
                snapshots(at).stream()
                        .flatMap(each -> statements.apply(each).stream())
                        .forEach(sql -> System.out.println(sql + ";"));
            else work.run();
            return 0;
        }
    }

    public static void main(String... args) {
        Cli.main(new db(), args);
    }
}
