//JAVA 17+

package lib.testing;

import java.sql.*;
import java.util.*;
import lib.base.ExitException;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.DatabaseCopy;
import lib.database.InitScripts;
import lib.database.Statements;
import lib.environment.Context;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;

/**
 * One of the application's databases in a test run, and its copies: one with the number of each JVM, where several run
 * the tests.
 *
 * @param context with the server's address, for this database
 * @param template where its copies come from
 */
record TestDatabase(Context context, Database application, Database template, int parallel) {

    /** Stands as a comment at the databases that test runs made, which may be dropped. */
    static final String OURS = "made by manage.java test";

    private static final String TEMPLATE = "manage_template";

    /** Each of the application's databases. */
    static List<TestDatabase> each(Context context, int parallel) {
        List<TestDatabase> each = new ArrayList<>();
        for (Context one : context.databases()) {
            String template = each.isEmpty() ? TEMPLATE : TEMPLATE + "_" + (each.size() + 1);
            each.add(new TestDatabase(
                    one, Database.application(one.environment()), Database.of(one.environment(), template), parallel));
        }
        return each;
    }

    /** Beside the application's, one with the number of each JVM, where there are several. */
    List<Database> all() {
        List<Database> all = new ArrayList<>(List.of(application));
        for (int number = 1; number <= parallel && parallel > 1; number++)
            all.add(Database.of(application.environment(), application.name() + "_" + number));
        return all;
    }

    Optional<ApplicationRole> role() {
        return ApplicationRole.of(context);
    }

    /** Whether it can be copied: not where it is the one that the server comes with. */
    boolean copied() {
        return !application.name().equals(maintenance().name());
    }

    private Database maintenance() {
        return Database.maintenance(context.environment());
    }

    /** What would be done. */
    void print() {
        all().forEach(database -> System.out.println(database.createStatement() + ";"));
        MigrationFiles migrations = new MigrationFiles(context);
        InitScripts.files(context)
                .forEach(file -> System.out.println("sql: " + context.project().show(file)));
        role().ifPresent(one -> one.statements(application).forEach(sql -> System.out.println(sql + ";")));
        if (migrations.exist())
            migrations
                    .all()
                    .forEach(file ->
                            System.out.println("flyway: " + context.project().show(file)));
    }

    /** Makes the application's, empty, or takes the one that the server comes with. */
    void create() {
        if (copied() && !application.create()) throw foreign(application);
        mark(application);
    }

    void migrate() {
        MigrationFiles migrations = new MigrationFiles(context);
        InitScripts.run(context, application);
        role().ifPresent(one -> one.bring(application));
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
        new Migrations(context, application).up(context.console().quiet() ? null : System.err, null);
    }

    /** Fails where somebody else has a database of the template's name. */
    void requireNoTemplate() {
        if (template.exists()) throw foreign(template);
    }

    void becomeTemplate() {
        execute(
                "ALTER DATABASE " + Database.quote(application.name()) + " RENAME TO "
                        + Database.quote(template.name()),
                "the database cannot become a template");
        // a migration may have written a comment of its own
        mark(template);
    }

    /** Makes it and its copies from the template. */
    void copy(Connection connection) throws SQLException {
        DatabaseCopy source = new DatabaseCopy(connection, template);
        for (Database database : all()) {
            if (exists(connection, database.name())) throw foreign(database);
            source.make(database, OURS);
        }
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
        try (Connection connection = maintenance().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            failure + ": " + e.getMessage(),
                            "The user in POSTGRES_USER needs the right to create databases.")
                    .because(e);
        }
    }

    private ExitException foreign(Database database) {
        return ExitException.workFailed(
                "the database " + database.name() + " exists on the server already, and this run did not create it",
                "Choose another " + context.environment().nameOf("APPLICATION_DB")
                        + ", or remove that database yourself: the tests use only a database that they create.");
    }
}
