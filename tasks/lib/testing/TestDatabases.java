//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.*;
import java.util.*;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.DatabaseCopy;
import lib.database.ForeignDatabaseVariables;
import lib.database.InitScripts;
import lib.database.Statements;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.maven.MavenCommand;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.process.ProcessSpec;
import lib.server.ComposeFiles;

/**
 * The databases of a test run: the application's, or one for each JVM that runs tests. Where there are several, or the
 * server will be used again, the migrations run once, in a template, and each database is a copy of it.
 */
public class TestDatabases {

    private static final String TEMPLATE = "manage_template";
    /** Stands as a comment at the databases that test runs made, which may be dropped. */
    private static final String OURS = "made by manage.java test";

    private final Context context;
    private final Database template;
    private final Database application;
    private final Database maintenance;
    private final int parallel;
    private final Optional<ApplicationRole> role;

    /** @param context with the server's address */
    public TestDatabases(Context context, int parallel) {
        this.context = context;
        this.application = Database.application(context.environment());
        this.template = Database.of(context.environment(), TEMPLATE);
        this.maintenance = Database.maintenance(context.environment());
        this.parallel = parallel;
        this.role = ApplicationRole.of(context);
    }

    /** Beside the application's, one with the number of each JVM, where there are several. */
    private List<Database> all() {
        List<Database> all = new ArrayList<>(List.of(application));
        for (int number = 1; number <= parallel && parallel > 1; number++)
            all.add(Database.of(application.environment(), application.name() + "_" + number));
        return all;
    }

    /** Whether it can be: not where the application's is the one that the server comes with. */
    public boolean copied() {
        return !application.name().equals(maintenance.name());
    }

    /** What would be done. */
    public void print() {
        all().forEach(database -> System.out.println(database.createStatement() + ";"));
        MigrationFiles migrations = new MigrationFiles(context);
        InitScripts.files(context)
                .forEach(file -> System.out.println("sql: " + context.project().show(file)));
        role.ifPresent(one -> one.statements(application).forEach(sql -> System.out.println(sql + ";")));
        if (migrations.exist())
            migrations
                    .all()
                    .forEach(file ->
                            System.out.println("flyway: " + context.project().show(file)));
    }

    /**
     * Makes them, migrated.
     *
     * @param reused whether the server will be used again
     */
    public void create(boolean reused) {
        SignalHandling.step("creating the database");
        if (!copied() && parallel > 1) {
            throw ExitException.wrongInput(
                    "APPLICATION_DB is the database that the server comes with, and --parallel needs copies",
                    "Give POSTGRES_DB and APPLICATION_DB different names.");
        }
        if (!reused && parallel == 1 || !copied()) {
            context.console().info("Creating the database " + application.name() + " ...");
            if (copied() && !application.create()) throw foreignDatabase(application);
            mark(application);
            migrate(application);
            return;
        }
        context.console().info("Creating a template for the database " + application.name() + " ...");
        if (template.exists()) throw foreignDatabase(template);
        if (!application.create()) throw foreignDatabase(application);
        mark(application);
        try {
            // under its own name, which the migrations may mention
            new MigratedRoles(maintenance, role).during(() -> migrate(application));
        } catch (ExitException failed) {
            // somebody may want to see how far it came
            if (!SignalHandling.happened()) keepAsTemplate();
            throw failed;
        }
        keepAsTemplate();
    }

    private void keepAsTemplate() {
        execute(
                "ALTER DATABASE " + Database.quote(application.name()) + " RENAME TO "
                        + Database.quote(template.name()),
                "the database cannot become a template");
        // a migration may have written a comment of its own
        mark(template);
        copy();
    }

    /**
     * Makes them from the template that a run before left, and drops those of that run.
     *
     * @param same whether the template is still what the migrations make
     */
    public void createAgain(boolean same) {
        SignalHandling.step("creating the database");
        if (!copied()) {
            migrate(application);
        } else if (!same) {
            dropAll();
            create(true);
        } else {
            copy();
        }
    }

    private void copy() {
        List<Database> databases = all();
        context.console()
                .info("Creating "
                        + (databases.size() == 1
                                ? "the database " + application.name()
                                : databases.size() + " databases")
                        + " from the template ...");
        try (Connection connection = maintenance.connect()) {
            drop(connection, false);
            DatabaseCopy source = new DatabaseCopy(connection, template);
            for (Database database : databases) {
                if (exists(connection, database.name())) throw foreignDatabase(database);
                source.make(database, OURS);
            }
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the database cannot be copied from its template: " + e.getMessage(),
                            "Run again with --fresh, which creates everything again.")
                    .because(e);
        }
    }

    private void dropAll() {
        try (Connection connection = maintenance.connect()) {
            drop(connection, true);
        } catch (SQLException e) {
            throw ExitException.workFailed("the databases of the last run cannot be dropped: " + e.getMessage(), null)
                    .because(e);
        }
    }

    private void drop(Connection connection, boolean anew) throws SQLException {
        for (String name : created(connection)) {
            if (anew || !name.equals(TEMPLATE))
                Statements.run(connection, new Database(application.environment(), name).forcedDropStatement());
        }
        if (anew) MigratedRoles.drop(connection);
    }

    private static List<String> created(Connection connection) throws SQLException {
        return Statements.strings(
                connection, "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = ?", OURS);
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        return !Statements.strings(connection, "SELECT datname FROM pg_database WHERE datname = ?", name)
                .isEmpty();
    }

    private void mark(Database database) {
        execute(
                "COMMENT ON DATABASE " + Database.quote(database.name()) + " IS '" + OURS + "'",
                "the database " + database.name() + " cannot be marked as ours");
    }

    private void execute(String sql, String failure) {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw ExitException.workFailed(failure + ": " + e.getMessage(), null)
                    .because(e);
        }
    }

    private static ExitException foreignDatabase(Database database) {
        return ExitException.workFailed(
                "the database " + database.name() + " exists on the server already, and this run did not create it",
                "Choose another APPLICATION_DB, or remove that database yourself: the tests use only a"
                        + " database that they create.");
    }

    private void migrate(Database database) {
        if (JavaMigrations.exist(context)) compile();
        MigrationFiles migrations = new MigrationFiles(context);
        InitScripts.run(context, database);
        role.ifPresent(one -> one.bring(database));
        if (!migrations.exist()) {
            context.console()
                    .info(migrations
                                    .skipReason()
                                    .orElse("There is no " + migrations.where() + ": "
                                            + (InitScripts.files(context).isEmpty()
                                                    ? "the database stays empty"
                                                    : "the database stays as the script left it"))
                            + ".");
            return;
        }
        SignalHandling.step("migrating the database");
        context.console().info("Migrating " + application.name() + " ...");
        new Migrations(context, database).up(context.console().quiet() ? null : System.err, null);
    }

    private void compile() {
        SignalHandling.step("compiling migrations");
        context.console().info("Compiling, because there are migrations in Java ...");
        ProcessSpec compile = context.command(MavenCommand.of(context.project(), context.environment())
                .command(List.of("-B", "-ntp", "-q", "compile")));
        if (context.runner()
                        .attached(compile.with(ForeignDatabaseVariables.withoutForeignVariables(context))
                                .with(MavenCommand.options(context.project())))
                != 0) {
            throw ExitException.workFailed("the project cannot be compiled", "Maven's own message is above.");
        }
    }

    /** Changes with whatever a kept server and its template come from: the environment, docker/, the migrations. */
    public static String key(Context requested) {
        try {
            MessageDigest digest = Hashing.sha256();
            requested
                    .environment()
                    .exported()
                    .forEach((name, value) ->
                            digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
            digest.update((requested.engine() + DockerHost.selection(requested.environment()))
                    .getBytes(StandardCharsets.UTF_8));
            List<Path> directories = new ArrayList<>(new MigrationFiles(requested).directories);
            directories.add(requested.project().root().resolve("docker"));
            directories.addAll(JavaMigrations.sources(requested));
            directories.addAll(InitScripts.files(requested));
            directories.addAll(ComposeFiles.of(requested).files());
            for (Path directory : directories) add(digest, directory);
            return Hashing.hex(digest, 8);
        } catch (IOException e) {
            throw ExitException.workFailed("the migrations cannot be read: " + e.getMessage(), null)
                    .because(e);
        }
    }

    private static void add(MessageDigest digest, Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update((directory.relativize(file) + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
    }
}
