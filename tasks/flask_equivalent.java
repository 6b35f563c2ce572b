///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java
//SOURCES migrate.java run.java shell.java

import java.nio.file.Path;
import java.util.*;
import lib.cli.Cli;
import lib.cli.ScriptCommand;
import lib.cli.Task;
import lib.environment.Context;
import lib.environment.DatabaseOptions;
import lib.migration.MigrationFiles;
import lib.migration.MigrationRun;
import lib.migration.Migrations;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
        name = "flask-equivalent",
        description = "The commands that a Flask user knows: run the application, open a shell, migrate its database.",
        subcommands = {run.class, shell.class, migrate.class, flask_equivalent.Db.class})
public class flask_equivalent extends Task.WithOptions {

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "flask-equivalent needs one of: run, shell, migrate, db");
    }

    @Command(
            name = "db",
            description = "Flask-Migrate's commands: init, migrate -m, upgrade, downgrade, current,"
                    + " history, heads, stamp,"
                    + " check.",
            subcommands = {DbMigrate.class, DbCheck.class})
    static class Db extends Task.OnDatabases {

        @Override
        public Integer call() {
            throw new ParameterException(
                    spec.commandLine(),
                    "db needs one of: init, migrate, upgrade, downgrade, current, history, heads, stamp, check");
        }

        @Command(description = "Create the directory of the migrations, and schema.sql beside it, if they are missing.")
        int init(@Mixin(name = "global") DatabaseOptions options) {
            context(options).eachDatabase(context -> {
                MigrationFiles files = new MigrationFiles(context);
                files.prepare("-- The schema as it should be. Change it, then: manage.java flask-equivalent db migrate"
                        + " -m MESSAGE\n");
                System.out.println("Migrations go to " + files.where() + "; the schema that you want goes to "
                        + context.project().show(files.schema()) + ".");
            });
            return 0;
        }

        @Command(description = "Apply the pending migrations, up to a version or all.")
        int upgrade(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(arity = "0..1", paramLabel = "VERSION", description = "The last one. Default: all.")
                        String version) {
            boolean all = version == null || version.equals("head");
            Context context = context(options);
            return all
                    ? new MigrationRun(context, null).apply()
                    : new MigrationRun(context.oneDatabase(), version).apply();
        }

        @Command(description = "Undo the newest migration that was applied, or all after a version.")
        int downgrade(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(
                                arity = "0..1",
                                paramLabel = "VERSION",
                                description =
                                        "The version to go back to; base undoes all. Default: undo one migration.")
                        String version) {
            Context at = ServerAddressFile.locate(context(options).oneDatabase());
            confirm(at, options, "this undoes migrations of its database");
            String undone = version == null ? "the newest migration" : "the migrations after " + version;
            if (onlySays(at, database -> "undo " + undone + " of " + database)) return 0;
            Migrations migrations = new Migrations(at);
            System.out.println("Undone: " + String.join(", ", migrations.undo(version)));
            return 0;
        }

        @Command(description = "The version that the database is at.")
        int current(@Mixin(name = "global") DatabaseOptions options) {
            ServerAddressFile.locate(context(options)).eachDatabase(at -> {
                if (MigrationFiles.leftOut(at)) return;
                Migrations migrations = new Migrations(at);
                String current = migrations.current();
                if (current == null) System.out.println("No migration was applied.");
                else System.out.println(current + (migrations.atHead() ? " (head)" : ""));
            });
            return 0;
        }

        @Command(description = "The migrations, newest first.")
        int history(@Mixin(name = "global") DatabaseOptions options) {
            context(options).eachDatabase(context -> {
                if (MigrationFiles.leftOut(context)) return;
                List<Path> files = new ArrayList<>(new MigrationFiles(context).all());
                Collections.reverse(files);
                files.forEach(file -> System.out.println(context.project().show(file)));
            });
            return 0;
        }

        @Command(description = "The newest migration.")
        int heads(@Mixin(name = "global") DatabaseOptions options) {
            context(options).eachDatabase(context -> {
                if (MigrationFiles.leftOut(context)) return;
                Optional<Path> newest = new MigrationFiles(context).newest();
                System.out.println(newest.map(context.project()::show).orElse("There are no migrations."));
            });
            return 0;
        }

        @Command(
                description = "Record that the database is at a version, without running anything; the"
                        + " same as \"migrate baseline\".")
        int stamp(
                @Mixin(name = "global") DatabaseOptions options,
                @Parameters(paramLabel = "VERSION", description = "The version it is at.") String version) {
            Context at = ServerAddressFile.locate(context(options).oneDatabase());
            confirm(at, options, "stamp changes what counts as applied to its database");
            if (onlySays(at, database -> "record " + database + " as being at version " + version)) return 0;
            new Migrations(at).baseline(version);
            System.out.println("The baseline of the database is version " + version + ".");
            return 0;
        }
    }

    @Command(
            name = "migrate",
            description = "Write the migration that leads to schema.sql; the same as \"migrate diff\".")
    static class DbMigrate extends ScriptCommand {
        DbMigrate() {
            super(MigrationFiles.SCRIPT, "diff");
        }
    }

    @Command(
            name = "check",
            description = "Fail if the migrations do not produce schema.sql; the same as \"migrate check\".")
    static class DbCheck extends ScriptCommand {
        DbCheck() {
            super(MigrationFiles.SCRIPT, "check");
        }
    }

    public static void main(String... args) {
        Cli.main(new flask_equivalent(), args);
    }
}
