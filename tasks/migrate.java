///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES lib/common.java

import java.util.*;
import lib.base.ExitException;
import lib.cli.Cli;
import lib.cli.ScriptCommand;
import lib.cli.Task;
import lib.database.Database;
import lib.environment.Context;
import lib.environment.DatabaseOptions;
import lib.migration.MigrationFiles;
import lib.migration.MigrationRun;
import lib.migration.MigrationTable;
import lib.migration.Migrations;
import lib.server.ServerAddressFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "migrate",
        description =
                "Bring the application's databases to the newest migration; alone, it is the same as \"migrate up\".",
        subcommands = {migrate.Diff.class, migrate.Check.class, migrate.Lint.class, migrate.Dump.class})
public class migrate extends Task.OnDatabases {

    enum Format {
        table,
        json
    }

    @Override
    public Integer call() {
        return up(global, null);
    }

    @Command(description = "Apply the pending migrations; with --dry-run, list them.")
    int up(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(names = "--to", paramLabel = "VERSION", description = "The last one to apply. Default: all.")
                    String to) {
        Context context = context(options);
        return new MigrationRun(to == null ? context : context.oneDatabase(), to).apply();
    }

    @Command(description = "List the migrations, applied and pending.")
    int info(
            @Mixin(name = "global") DatabaseOptions options,
            @Option(
                            names = "--format",
                            paramLabel = "table|json",
                            defaultValue = "table",
                            description = "How to print them. Default: table.")
                    Format format,
            @Option(names = "--exit-code", description = "Exit with 1 when one is pending or failed.")
                    boolean exitCode) {
        Map<String, MigrationTable> tables = new LinkedHashMap<>();
        Context at = ServerAddressFile.locate(context(options));
        for (Context one : at.databases()) {
            if (MigrationFiles.leftOut(one)) continue;
            String name = Database.application(one.environment()).name();
            tables.put(one.environment().database().orElse(name), new MigrationTable(new Migrations(one).info()));
        }
        if (format == Format.json) System.out.println(MigrationTable.json(tables));
        else
            tables.forEach((name, table) -> System.out.println((tables.size() > 1 ? name + ":\n" : "") + table.text()));
        boolean done = tables.values().stream().allMatch(MigrationTable::done);
        return done || !exitCode ? 0 : ExitException.WORK_FAILED;
    }

    @Command(description = "Compare what was applied with the files: exit code 1 when they differ.")
    int validate(@Mixin(name = "global") DatabaseOptions options) {
        ServerAddressFile.locate(context(options)).eachDatabase(at -> {
            if (MigrationFiles.leftOut(at)) return;
            new Migrations(at).validate();
            System.out.println("The migrations and the database agree.");
        });
        return 0;
    }

    @Command(
            description = "Record that a database that has its schema already is at a version; only"
                    + " later migrations are applied to it.")
    int baseline(
            @Mixin(name = "global") DatabaseOptions options,
            @Parameters(paramLabel = "VERSION", description = "The version it is at.") String version) {
        Context at = ServerAddressFile.locate(context(options).oneDatabase());
        confirm(at, options, "baseline changes what counts as applied to its database");
        if (onlySays(at, database -> "record " + database + " as being at version " + version)) return 0;
        new Migrations(at).baseline(version);
        System.out.println("The baseline of the database is version " + version + ".");
        return 0;
    }

    @Command(
            description = "Accept the files as they are now as those that were applied, and remove failed ones from the"
                    + " history.")
    int repair(@Mixin(name = "global") DatabaseOptions options) {
        Context at = ServerAddressFile.locate(context(options));
        confirm(at, options, "repair changes what counts as applied to its database");
        at.eachDatabase(one -> {
            if (MigrationFiles.leftOut(one)
                    || onlySays(
                            one,
                            database -> "record the files as they are now as those that were applied to " + database))
                return;
            List<String> actions = new Migrations(one).repair();
            System.out.println(actions.isEmpty() ? "There was nothing to repair." : String.join("\n", actions));
        });
        return 0;
    }

    @Command(description = "Drop everything in the application's database; asks first.")
    int clean(@Mixin(name = "global") DatabaseOptions options) {
        Context requested = context(options).oneDatabase();
        refuse(requested, options, "clean drops everything in its database");
        Context at = ServerAddressFile.locate(requested);
        if (onlySays(at, named -> "drop everything in " + named)) return 0;
        Database database = Database.application(at.environment());
        ask(at, options, "this drops everything in the database " + database.name() + " at " + database.address());
        System.out.println("Emptied: " + String.join(", ", new Migrations(at).clean()) + ".");
        return 0;
    }

    @Command(name = "new", description = "Write a migration, numbered by the time in UTC.")
    int create(
            @Mixin(name = "global") DatabaseOptions options,
            @Parameters(paramLabel = "NAME", description = "What it does: \"create users\".") String name,
            @Option(
                            names = "--sql",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Its statements. Default: none.")
                    String sql) {
        Context context = context(options).oneDatabase();
        System.out.println(context.project()
                .show(new MigrationFiles(context).create(name, sql.isEmpty() ? "" : sql.stripTrailing() + "\n")));
        return 0;
    }

    @Command(
            name = "diff",
            description = "Write the migration that leads from the existing migrations to schema.sql: -m MESSAGE.")
    static class Diff extends ScriptCommand {
        Diff() {
            super(MigrationFiles.SCRIPT, "diff");
        }
    }

    @Command(
            name = "check",
            description = "For CI: check that the migrations produce schema.sql, and that none was edited after it was"
                    + " applied.")
    static class Check extends ScriptCommand {
        Check() {
            super(MigrationFiles.SCRIPT, "check");
        }
    }

    @Command(
            name = "lint",
            description =
                    "Find pending migrations that would block a running application: exit code 1 if there are any.")
    static class Lint extends ScriptCommand {
        Lint() {
            super(MigrationFiles.SCRIPT, "lint");
        }
    }

    @Command(name = "dump", description = "Write schema.sql from the migrations.")
    static class Dump extends ScriptCommand {
        Dump() {
            super(MigrationFiles.SCRIPT, "dump");
        }
    }

    public static void main(String... args) {
        Cli.main(new migrate(), args);
    }
}
