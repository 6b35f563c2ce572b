///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs migrate diff, check, lint and dump; call them as subcommands of migrate.
//DEPS org.pgcodekeeper:pgcodekeeper-core:13.1.0
//DEPS org.postgresql:postgresql:42.7.14
//SOURCES lib/common.java lib/schema/*.java lib/lint/*.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.Task;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DatabaseOptions;
import lib.lint.EarlierSchema;
import lib.lint.MigrationLint;
import lib.migration.MigrationFiles;
import lib.migration.Migrations;
import lib.schema.MigrationDraft;
import lib.schema.PlainOwner;
import lib.schema.SchemaDiff;
import lib.schema.ScratchDatabases;
import lib.schema.ScratchServer;
import lib.server.ServerAddressFile;
import lib.testing.ChangedFiles;
import org.flywaydb.core.api.MigrationInfo;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The commands of migrate that compare the migrations with the schema that is wanted. */
@CommandLine.Command(
        name = "migrate",
        description = "Runs migrate diff, check, lint and dump; call them as subcommands of migrate.")
public class schema extends Task.OnDatabases {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "schema needs one of: diff, check, lint, dump");
    }

    @CommandLine.Command(
            description = "Write the migration that takes the schema from the existing migrations to schema.sql.")
    int diff(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(
                            names = {"-m", "--message"},
                            paramLabel = "MESSAGE",
                            required = true,
                            description = "What the migration does; the file is named after it.")
                    String message,
            @Option(
                            names = "--allow-data-loss",
                            description = "Write it even if it drops a table or a column, or narrows a type.")
                    boolean allowLoss,
            @Option(
                            names = "--with-undo",
                            description =
                                    "Write the file that undoes it too, for downgrade, into the directory undo beside"
                                            + " the migrations.")
                    boolean undo)
            throws Exception {
        each(options, at -> {
            if (!onlySays(at)) new MigrationDraft(at, message, undo).write(allowLoss);
        });
        return 0;
    }

    @CommandLine.Command(
            description =
                    "For CI: check that the migrations produce schema.sql, that their names are valid, and that none"
                            + " was edited after it was applied. Warns of statements that need a superuser.")
    int check(@Mixin(name = "global") DatabaseOptions options) throws Exception {
        each(options, at -> {
            if (!onlySays(at)) check(at);
        });
        return 0;
    }

    /** Works on each database that has migrations here. */
    private void each(DatabaseOptions options, Context.DatabaseWork<Exception> work) throws Exception {
        Context located = ServerAddressFile.locate(context(options));
        requireOwnSchemas(located);
        located.eachDatabase(at -> {
            if (!MigrationFiles.leftOut(at)) work.on(at);
        });
    }

    /** Fails where different migrations would have to lead to one file. */
    private static void requireOwnSchemas(Context located) {
        Map<Path, Context> known = new HashMap<>();
        for (Context one : located.databases()) {
            if (MigrationFiles.leftOut(one)) continue;
            MigrationFiles files = new MigrationFiles(one);
            Context other = known.putIfAbsent(files.schema(), one);
            if (other == null || new MigrationFiles(other).directories.equals(files.directories)) continue;
            String name = one.environment().database().orElseThrow();
            throw ExitException.wrongInput(
                    one.project().show(files.schema()) + " would be the schema of "
                            + other.environment().database().orElseThrow() + " and of " + name,
                    "Name a file of its own for each: APPLICATION_SCHEMA_"
                            + name.toUpperCase(Locale.ROOT).replace('-', '_') + " and so on.");
        }
    }

    private static void check(Context at) throws Exception {
        MigrationFiles files = new MigrationFiles(at);
        Path file = files.schema();
        List<String> wrong = new ArrayList<>();
        ScratchServer.use(at, server -> {
            // first, because its roles are gone when it ends
            List<String> refusals = PlainOwner.refusals(server.context(), files);
            try (ScratchDatabases migrated = ScratchDatabases.migrated(server.context(), files);
                    ScratchDatabases desired = ScratchDatabases.loaded(server.context(), file)) {
                wrong.addAll(migrated.catalog().findings(desired.catalog()));
                String sql = SchemaDiff.between(migrated, desired).text(List.of());
                if (wrong.isEmpty() && !sql.isBlank()) wrong.add(sql.strip());
            }
            warnOfRefusals(at, refusals);
        });
        boolean applied = Database.application(at.environment()).exists();
        if (applied) new Migrations(at).unchanged();
        if (!wrong.isEmpty()) {
            wrong.forEach(System.out::println);
            throw ExitException.workFailed(
                    "the migrations do not produce " + at.project().show(file),
                    "Write the missing migration: manage.java migrate diff -m MESSAGE. Or write the"
                            + " schema from the migrations: manage.java migrate dump.");
        }
        System.out.println("The migrations produce " + at.project().show(file)
                + (applied ? ", and none was edited after it was applied." : "."));
    }

    private static void warnOfRefusals(Context context, List<String> refusals) {
        if (!refusals.isEmpty())
            context.console()
                    .warn("a user who is not a superuser, as on a managed server, cannot run this:\n  "
                            + String.join("\n  ", refusals));
    }

    @CommandLine.Command(
            description = {
                "Find the migrations that would block a running application: exit code 1 if there are any.",
                "They run on a database created for this, and the server reports what each statement"
                        + " locks, reads and rewrites. \"-- lint: allow REASON\" on the line above a"
                        + " statement accepts it."
            })
    int lint(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(names = "--all", description = "Check all migrations, not only the pending ones.") boolean all,
            @Option(
                            names = "--since",
                            paramLabel = "REF",
                            description = "Check the migrations that differ from the git revision REF.")
                    String since,
            @Option(
                            names = "--rows",
                            paramLabel = "TABLE=N",
                            description = "How many rows a table has in production; on a table of up to 10,000 rows,"
                                    + " findings are only notes.")
                    List<String> rows,
            @Option(
                            names = "--statistics",
                            paramLabel = "FILE",
                            description = "A file of lines TABLE,N: the output of \"sql --format csv\" for relname and"
                                    + " reltuples of pg_class.")
                    Path statistics)
            throws Exception {
        ServerAddressFile.locate(context(options)).eachDatabase(at -> {
            if (at.dryRun())
                System.out.println("would run the migrations on a scratch database, and check what they lock");
            else if (!MigrationFiles.leftOut(at))
                lintMigrations(at, all, since, rows == null ? List.of() : rows, statistics);
        });
        return 0;
    }

    private static void lintMigrations(Context at, boolean all, String since, List<String> rows, Path statistics)
            throws Exception {
        Predicate<MigrationInfo> chosen = migration -> true;
        if (since != null) chosen = MigrationLint.in(new ChangedFiles(at, "--since").since(since));
        else if (!all) chosen = MigrationLint.pending(at);
        Predicate<MigrationInfo> wanted = chosen;
        AtomicReference<MigrationLint> last = new AtomicReference<>();
        try {
            ScratchServer.use(at, server -> {
                EarlierSchema earlier = since == null ? null : EarlierSchema.of(server.context(), since);
                MigrationLint lint = new MigrationLint(at, rows, statistics, earlier);
                last.set(lint);
                try (ScratchDatabases scratch = ScratchDatabases.create(server.context(), "lint")) {
                    scratch.makingRoles(() -> lint.run(scratch.database(), wanted));
                }
            });
        } finally {
            if (last.get() != null) System.out.println(last.get().report());
        }
        if (last.get().severe() > 0)
            throw ExitException.workFailed(
                    "these migrations would block a running application",
                    "Change them as each finding says, or accept one: -- lint: allow REASON on the line above it.");
    }

    @CommandLine.Command(description = "Write schema.sql from the migrations.")
    int dump(@Mixin(name = "global") DatabaseOptions options) throws Exception {
        each(options, schema::dump);
        return 0;
    }

    private static void dump(Context at) throws Exception {
        Path file = new MigrationFiles(at).schema();
        if (at.dryRun()) {
            System.out.println("would write " + at.project().show(file));
            return;
        }
        StringBuilder text =
                new StringBuilder("-- The schema as the migrations make it; written by: manage.java migrate dump\n");
        ScratchServer.use(at, server -> {
            try (ScratchDatabases migrated = ScratchDatabases.migrated(server.context(), new MigrationFiles(at));
                    ScratchDatabases empty = ScratchDatabases.empty(server.context())) {
                text.append(SchemaDiff.between(empty, migrated).text(List.of()));
            }
        });
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            System.out.println(at.project().show(file));
        } catch (IOException e) {
            throw ExitException.cannotWrite(file, e);
        }
    }

    private static boolean onlySays(Context at) {
        if (at.dryRun())
            System.out.println(
                    "would compare the migrations with " + at.project().show(new MigrationFiles(at).schema()));
        return at.dryRun();
    }

    public static void main(String... args) {
        Cli.main(new schema(), args);
    }
}
