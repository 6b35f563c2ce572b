//JAVA 17+

package lib.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.*;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.ExitException;
import lib.base.Hashing;
import lib.base.SignalHandling;
import lib.database.ApplicationRole;
import lib.database.Database;
import lib.database.ForeignDatabaseVariables;
import lib.database.InitScripts;
import lib.database.Statements;
import lib.environment.Context;
import lib.environment.DockerHost;
import lib.maven.MavenCommand;
import lib.migration.JavaMigrations;
import lib.migration.MigrationFiles;
import lib.process.ProcessSpec;
import lib.server.ComposeFiles;

/**
 * The databases of a test run: those of the application, and copies of each for the JVMs that run tests. Where there
 * are copies, or the server will be used again, the migrations run once, in a template, and each database is a copy of
 * it.
 */
public class TestDatabases {

    private final Context context;
    private final List<TestDatabase> each;
    private final Database maintenance;
    private final int parallel;

    /** @param context with the server's address */
    public TestDatabases(Context context, int parallel) {
        this.context = context;
        this.each = TestDatabase.each(context, parallel);
        this.maintenance = Database.maintenance(context.environment());
        this.parallel = parallel;
    }

    /** Whether they can be: not where one is the database that the server comes with. */
    public boolean copied() {
        return each.stream().allMatch(TestDatabase::copied);
    }

    /** What would be done. */
    public void print() {
        each.forEach(TestDatabase::print);
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
                    "--parallel copies APPLICATION_DB, which cannot be the database that the server comes with",
                    "Give POSTGRES_DB and APPLICATION_DB different names.");
        }
        if (!reused && parallel == 1 || !copied()) {
            context.console().info("Creating the " + names() + " ...");
            each.forEach(TestDatabase::create);
            migrate();
            return;
        }
        context.console().info("Creating a template for the " + names() + " ...");
        each.forEach(TestDatabase::requireNoTemplate);
        each.forEach(TestDatabase::create);
        List<ApplicationRole> roles =
                each.stream().flatMap(one -> one.role().stream()).toList();
        try {
            // under its own name, which the migrations may mention
            new MigratedRoles(maintenance, roles).during(this::migrate);
        } catch (ExitException failed) {
            // somebody may want to see how far it came
            if (!SignalHandling.happened()) keepAsTemplate();
            throw failed;
        }
        keepAsTemplate();
    }

    private String names() {
        return (each.size() == 1 ? "database " : "databases ")
                + each.stream().map(one -> one.application().name()).collect(Collectors.joining(", "));
    }

    private void keepAsTemplate() {
        each.forEach(TestDatabase::becomeTemplate);
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
            each.stream().filter(TestDatabase::copied).forEach(this::dropAlone);
            each.stream().filter(TestDatabase::copied).forEach(TestDatabase::create);
            migrate();
        } else if (!same) {
            dropAll();
            create(true);
        } else {
            copy();
        }
    }

    private void copy() {
        int databases = each.stream().mapToInt(one -> one.all().size()).sum();
        context.console()
                .info("Creating " + (databases == 1 ? "the " + names() : databases + " databases")
                        + " from the template ...");
        try (Connection connection = maintenance.connect()) {
            drop(
                    connection,
                    name -> each.stream().noneMatch(one -> one.template().name().equals(name)));
            for (TestDatabase one : each) one.copy(connection);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the database cannot be copied from its template: " + e.getMessage(),
                            "Run again with --fresh, which creates everything again.")
                    .because(e);
        }
    }

    private void dropAlone(TestDatabase database) {
        dropped(connection -> drop(connection, database.application().name()::equals));
    }

    private void dropAll() {
        dropped(connection -> {
            drop(connection, name -> true);
            MigratedRoles.drop(connection);
        });
    }

    private interface Drop {
        void on(Connection connection) throws SQLException;
    }

    private void dropped(Drop drop) {
        try (Connection connection = maintenance.connect()) {
            drop.on(connection);
        } catch (SQLException e) {
            throw ExitException.workFailed(
                            "the databases of the last run cannot be dropped: " + e.getMessage(),
                            "Run again with --fresh, which starts a new server.")
                    .because(e);
        }
    }

    /** Drops those that runs made. */
    private void drop(Connection connection, Predicate<String> chosen) throws SQLException {
        for (String name : created(connection)) {
            if (chosen.test(name))
                Statements.run(connection, new Database(context.environment(), name).forcedDropStatement());
        }
    }

    private static List<String> created(Connection connection) throws SQLException {
        return Statements.strings(
                connection,
                "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = ?",
                TestDatabase.OURS);
    }

    private void migrate() {
        Optional<Path> pom = MavenCommand.findPom(context.project(), context.environment());
        if (pom.isPresent() && JavaMigrations.exist(context)) compile();
        each.forEach(TestDatabase::migrate);
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
            List<Path> directories = new ArrayList<>(MigrationFiles.directories(requested));
            directories.add(requested.project().root().resolve("docker"));
            directories.addAll(JavaMigrations.sources(requested));
            for (Context each : requested.databases()) directories.addAll(InitScripts.files(each));
            directories.addAll(ComposeFiles.of(requested).files());
            for (Path directory : directories) add(digest, directory);
            return Hashing.hex(digest, 8);
        } catch (IOException e) {
            throw ExitException.workFailed(
                            "the migrations cannot be read: " + e.getMessage(),
                            "All files in their directories must be readable.")
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
